from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

import feedparser
import pytest

from newsletter.config import read_settings
from newsletter.errors import (
    EXIT_DONE,
    EXIT_FAILED,
    Interrupted,
    LockedError,
    OutputError,
    PostError,
)
from newsletter.pipeline import build, inputs, survey
from newsletter.pipeline import run as run_module
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run import run_publication
from newsletter.pipeline.tasks import Examined, ExamineTask, examine
from newsletter.plan.page_actions import Verb
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import State, UploadState
from newsletter.store.lock import lock
from newsletter.store.output_places import path_of, place_of
from tests.pipeline.conftest import NOW, Run, article, tree, write_post


def verbs(report: object) -> set[str]:
    """What was planned, without what is unchanged."""
    return {f"{each.ref[11:]} {each.language} {each.verb}" for each in report.planned}  # type: ignore[attr-defined]


def change(path: Path, old: str, new: str) -> None:
    """Edit a file as a person would."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def post(letter: Path, number: int) -> Path:
    """The file of a post."""
    return next((letter / "posts").glob(f"*-market-{number}.md"))


def entries(letter: Path, language: str = "en") -> dict[str, object]:
    """The entries of the feed, by id."""
    return {
        each.id: each
        for each in feedparser.parse(
            (letter / "_newsletter/site" / language / "feed.xml").read_bytes()
        ).entries
    }


def test_second_run_has_nothing_to_do(letter: Path, run: Run) -> None:
    """Everything is made once; the next run touches no file and reads no post."""
    first = run()
    before = {
        path: (letter / "_newsletter" / place_of(path)).stat().st_mtime_ns for path in tree(letter)
    }
    second = run(now=NOW + timedelta(days=1))
    assert first.exit_code == second.exit_code == EXIT_DONE
    assert len(first.planned) == 6
    assert (second.is_idle, second.posts, second.written, second.removed) == (True, (), (), ())
    assert {
        path: (letter / "_newsletter" / place_of(path)).stat().st_mtime_ns for path in tree(letter)
    } == before


def test_plan_is_what_is_done_and_writes_nothing(letter: Path, run: Run) -> None:
    """A dry run names every page and leaves no trace; the run then does just that."""
    before = sorted(path for path in letter.rglob("*"))
    planned = run(dry_run=True)
    assert sorted(path for path in letter.rglob("*")) == before
    done = run()
    assert planned.actions == done.actions
    change(post(letter, 2), "今年も", "今年は")
    planned = run(dry_run=True)
    assert verbs(planned) == {"market-2 ja rebuild", "market-2 en rebuild"}
    assert all("market-2" in path for path in run().written if "market-" in path)


def test_edited_post_keeps_id_and_date(letter: Path, run: Run) -> None:
    """An edit updates copy, page and feed entry.

    Guid and date stay, and there is no second campaign.
    """
    run()
    before = entries(letter)
    campaigns = {path for path in tree(letter) if path.startswith("campaigns/")}
    change(post(letter, 1), "今年も", "今年もまた")
    report = run(now=NOW + timedelta(days=1))
    after = entries(letter)
    assert list(before) == list(after)
    dates = [{entry.published for entry in each.values()} for each in (before, after)]  # type: ignore[attr-defined]
    assert dates[0] == dates[1]
    assert {path_of(place).split("/")[0] for place in report.written} >= {"ja", "en", "reports"}
    assert {path for path in tree(letter) if path.startswith("campaigns/")} == campaigns
    with Ledger.open(letter / ".newsletter") as ledger:
        assert len(ledger.editions()) == 6
        assert [page.updated for page in ledger.pages().values() if page.ref.endswith("1")] == [
            NOW + timedelta(days=1)
        ] * 2


def test_uploaded_campaign_is_frozen(letter: Path, run: Run) -> None:
    """What was sent stays as it was sent, whatever is edited afterwards."""
    run()
    path = next(
        path
        for path in tree(letter)
        if path.startswith("campaigns/") and path.endswith("market-1/en/email.html")
    )
    ref = path.split("/")[1]
    before = tree(letter)[path]
    with Ledger.open(letter / ".newsletter") as ledger:
        ledger.begin_upload(ref, "en", "listmonk", "h", NOW)
        begun = ledger.upload(ref, "en", "listmonk")
        assert begun
        ledger.finish_upload(replace(begun, state=UploadState.DONE))
    change(post(letter, 1), "今年も", "今年もまた")
    run()
    assert tree(letter)[path] == before
    assert "今年もまた".encode() in tree(letter)[path.replace("/en/", "/ja/")]


def test_catalogue_concerns_its_post_only(letter: Path, run: Run) -> None:
    """A corrected translation rebuilds one post; the correction is in its outputs."""
    run()
    catalogue = next((letter / "translations/en").glob("*market-3.po"))
    text = catalogue.read_text(encoding="utf-8")
    unit = next(each for each in text.split("\n\n") if 'msgid "市の話3"' in each)
    confirmed = "\n".join(line for line in unit.split("\n") if "fuzzy" not in line)
    confirmed = confirmed[: confirmed.index("msgstr")] + 'msgstr "The Third Market"'
    catalogue.write_text(text.replace(unit, confirmed), encoding="utf-8")
    report = run()
    assert verbs(report) == {"market-3 ja rebuild", "market-3 en rebuild"}
    assert b"The Third Market" in tree(letter)["en/feed.xml"]
    assert run().is_idle


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("email/post.mjml.j2", {"campaigns"}),
        ("page/post.html.j2", {"posts"}),
        ("feed/rss.xml.j2", {"feed.xml"}),
    ],
)
def test_template_concerns_what_uses_it(
    letter: Path, run: Run, name: str, kinds: set[str], request: pytest.FixtureRequest
) -> None:
    """A changed template changes the outputs that use it and no stage runs again."""
    run()
    source = request.config.rootpath / "templates" / name
    own = letter / "templates" / name
    own.parent.mkdir(parents=True)
    text = source.read_text(encoding="utf-8")
    own.write_text(
        text.replace("</mj-body>", "<mj-raw><!-- mine --></mj-raw></mj-body>")
        + "\n<!-- mine -->\n" * ("mjml" not in name)
    )
    report = run()
    assert report.exit_code == EXIT_DONE
    assert report.posts == ()
    written = {
        path.split("/")[0] if path.startswith("campaigns") else path.split("/")[1]
        for path in map(path_of, report.written)
    }
    assert written <= kinds
    assert run().is_idle


def test_engine_changes_nothing_published(letter: Path, run: Run) -> None:
    """Another engine is for what comes; what is published stays."""
    run()
    change(letter / "newsletter.toml", '"pseudo"', '"identity"')
    assert run().is_idle


def test_missing_output_is_made_again(letter: Path, run: Run) -> None:
    """Whatever is deleted from the output folder is there after the next run, byte for byte."""
    run()
    wanted = tree(letter)
    for path in wanted:
        if path.endswith(("market-1.md", "email.html", "atom.xml", "index.html", "market-2.html")):
            (letter / "_newsletter" / place_of(path)).unlink()
    assert run().exit_code == EXIT_DONE
    assert tree(letter) == wanted
    shutil.rmtree(letter / "_newsletter")
    run()
    assert tree(letter) == wanted


def test_deleted_post_is_retired_and_comes_back(letter: Path, run: Run) -> None:
    """A deleted post takes its outputs and feed entries along.

    Put back, everything is as before.
    """
    run()
    wanted = tree(letter)
    text = post(letter, 2).read_bytes()
    path = post(letter, 2)
    path.unlink()
    report = run()
    assert verbs(report) == {"market-2 ja retire", "market-2 en retire"}
    assert not [name for name in tree(letter) if "market-2" in name]
    assert len(entries(letter)) == 2
    assert run().is_idle
    path.write_bytes(text)
    run()
    assert tree(letter) == wanted


@pytest.mark.parametrize("line", ["published: false\n", "draft: true\n"])
def test_unpublished_post_is_retired(letter: Path, run: Run, line: str) -> None:
    """`published: false` takes a post back as Jekyll would."""
    run()
    change(post(letter, 2), "---\n\n", f"{line}---\n\n")
    assert verbs(run()) == {"market-2 ja retire", "market-2 en retire"}
    assert not [name for name in tree(letter) if "market-2" in name]
    assert run().is_idle


def test_empty_folder_is_a_fault_and_takes_nothing_away(letter: Path, run: Run) -> None:
    """When the posts are gone (a disk that is not mounted), outputs stay and the run says so."""
    run()
    wanted = tree(letter)
    (letter / "posts").rename(letter / "away")
    report = run()
    assert report.exit_code == EXIT_FAILED
    assert "no posts in" in str(report.errors[0])
    assert {path: each for path, each in tree(letter).items() if "run.json" not in path} == {
        path: each for path, each in wanted.items() if "run.json" not in path
    }


def test_broken_post_keeps_its_outputs(letter: Path, run: Run) -> None:
    """A published post whose file is broken by an edit stays as it was.

    The run fails until it is mended.
    """
    run()
    wanted = tree(letter)
    good = post(letter, 2).read_bytes()
    post(letter, 2).write_bytes(b"---\ntitle: [\n---\n\nx\n")
    for _ in range(2):
        report = run()
        assert report.exit_code == EXIT_FAILED
        assert len(report.errors) == 1
        assert set(tree(letter)) == set(wanted)
    post(letter, 2).write_bytes(good)
    assert run().exit_code == EXIT_DONE
    assert tree(letter) == wanted


@pytest.mark.parametrize("way", ["front matter", "file name"])
def test_new_slug_keeps_id_and_leaves_a_redirect(letter: Path, run: Run, way: str) -> None:
    """A post under another slug is the same post.

    Same guid, a page that leads there, no copy under the old name.
    """
    run()
    before = set(entries(letter))
    if way == "front matter":
        change(post(letter, 2), "---\n\n", "slug: bazaar\n---\n\n")
    else:
        path = post(letter, 2)
        path.rename(path.with_name(path.name.replace("market-2", "bazaar")))
    run(now=NOW + timedelta(days=1))
    assert set(entries(letter)) == before
    files = tree(letter)
    old, new = (
        next(
            path for path in files if path.startswith("en/posts/") and path.endswith(f"{slug}.html")
        )
        for slug in ("market-2", "bazaar")
    )
    assert b'http-equiv="refresh"' in files[old]
    assert b"/en/posts/2026-02-25-bazaar.html" in files[old]
    assert b"http-equiv" not in files[new]
    assert not [path for path in files if path.endswith(".md") and "market-2" in path]
    assert run(now=NOW + timedelta(days=2)).is_idle


def test_repeated_article_is_held(letter: Path, run: Run) -> None:
    """The same article under another title and date is held with its twin named.

    Front matter can say it is meant.
    """
    body = "".join(article(number) for number in range(20, 24))
    write_post(letter, 8, body=body, days_ago=9)
    write_post(letter, 9, body=body.replace("天気", "空模様"), days_ago=1)
    report = run()
    held = [each for each in report.actions if each.verb is Verb.HOLD]
    assert [(each.ref[11:], each.language) for each in held] == [
        ("market-9", "ja"),
        ("market-9", "en"),
    ]
    assert "market-8 already" in held[0].reason
    assert report.exit_code == EXIT_FAILED
    assert not [path for path in tree(letter) if "market-9" in path]
    change(post(letter, 9), "---\n\n", "allow_duplicate: true\n---\n\n")
    assert run().exit_code == EXIT_DONE
    assert [path for path in tree(letter) if "market-9" in path]


def let_age(letter: Path) -> None:
    """A file that was just written is read again: it may change within the same time stamp."""
    for path in (letter / "posts").glob("*.md"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def test_a_repeat_is_not_read_again(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is held is told in every run, and read again when another file has changed."""
    body = "".join(article(number) for number in range(20, 24))
    write_post(letter, 8, body=body, days_ago=9)
    write_post(letter, 9, body=body.replace("天気", "空模様"), days_ago=1)
    let_age(letter)
    first = run()
    with monkeypatch.context() as patched:
        patched.setattr(survey, "examine", lambda task: pytest.fail(f"read {task.name}"))
        again = run()
    assert again.exit_code == first.exit_code == EXIT_FAILED
    assert [each for each in again.actions if each.verb is Verb.HOLD] == [
        each for each in first.actions if each.verb is Verb.HOLD
    ]
    write_post(letter, 8, body=article(30), days_ago=9)
    assert run().exit_code == EXIT_DONE
    assert [path for path in tree(letter) if "market-9" in path]


@pytest.mark.parametrize("change_of", ["program", "settings"])
def test_what_waits_is_read_again_by_another_reader(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch, change_of: str
) -> None:
    """What another version or other settings make of a post that waits is found out, once."""
    body = "".join(article(number) for number in range(20, 24))
    write_post(letter, 7, days_ago=-9)
    write_post(letter, 8, body=body, days_ago=9)
    write_post(letter, 9, body=body.replace("天気", "空模様"), days_ago=1)
    let_age(letter)
    run()
    if change_of == "program":
        monkeypatch.setattr(inputs, "program_fingerprint", lambda: "another")
    else:
        change(letter / "newsletter.toml", "Asia/Tokyo", "Asia/Seoul")
    examined: list[str] = []

    def note(task: ExamineTask) -> Examined:
        examined.append(task.name[11:])
        return examine(task)

    monkeypatch.setattr(survey, "examine", note)
    for _ in range(2):
        run()
    assert sorted(examined) == ["market-7.md", "market-9.md"]


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), PostError("cannot build")], ids=repr)
def test_what_a_reader_released_is_not_held_again_by_a_fault(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """A post that was released but not built is read again by the next run."""
    body = "".join(article(number) for number in range(20, 24))
    write_post(letter, 8, body=body, days_ago=9)
    write_post(letter, 9, body=body.replace("天気", "空模様"), days_ago=1)
    let_age(letter)
    run()
    monkeypatch.setattr(inputs, "program_fingerprint", lambda: "another")
    monkeypatch.setattr(survey, "find_twin", lambda _: None)

    def fail(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patched, suppress(Interrupted):
        patched.setattr(build.Builder, "build", fail)
        run()
    assert not [path for path in tree(letter) if "market-9" in path]
    assert run().exit_code == EXIT_DONE
    assert [path for path in tree(letter) if "market-9" in path]


def test_two_posts_at_one_address_do_not_overwrite_each_other(letter: Path, run: Run) -> None:
    """Two days and one slug under a permalink without a date.

    The second is an error, the first is published.
    """
    change(
        letter / "newsletter.toml",
        'folder = "posts"',
        'folder = "posts"\npermalink = "/{language}/{slug}.html"',
    )
    write_post(letter, 5, slug="same", days_ago=19)
    write_post(letter, 6, slug="same", days_ago=18)
    for _ in range(2):
        report = run()
        assert report.exit_code == EXIT_FAILED
        assert ["has the same address" in each.why for each in report.errors] == [True]
        assert report.held_back == ()
    assert [path for path in tree(letter) if path.startswith("ja/") and "same" in path] == [
        "ja/posts/2026-02-10-same.md",
        "ja/same.html",
    ]


def test_name_that_is_no_text_is_one_error(letter: Path, run: Run) -> None:
    """A file name of bytes that are no UTF-8 (an old archive unpacked) is named in the report.

    The others go on.
    """
    place = bytes(letter / "posts") + b"/2026-02-20-\x8e\x73\x8f\xea.md"
    try:
        Path(os.fsdecode(place)).write_text("---\ntitle: a\n---\n\ntext\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    report = run()
    assert [each.why for each in report.errors] == ["its name is not UTF-8"]
    assert report.exit_code == EXIT_FAILED
    assert len(entries(letter)) == 3


def test_future_post_waits_for_its_day(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A post dated in the future is no fault, is read once, and appears when its time has come."""
    write_post(letter, 7, days_ago=-2)
    let_age(letter)
    report = run()
    assert report.exit_code == EXIT_DONE
    assert not [path for path in tree(letter) if "market-7" in path]
    with monkeypatch.context() as patched:
        patched.setattr(survey, "examine", lambda task: pytest.fail(f"read {task.name}"))
        assert run().exit_code == EXIT_DONE
    assert verbs(run(now=NOW + timedelta(days=3))) == {"market-7 ja build", "market-7 en build"}
    assert [path for path in tree(letter) if "market-7" in path]


def test_held_language_waits_and_the_other_goes_on(letter: Path, run: Run) -> None:
    """Without an engine the English version is held, the Japanese one is published.

    The next run completes it.
    """
    report = run(offline=True)
    assert {page.language for post in report.posts for page in post.translations if page.held} == {
        "en"
    }
    assert not [path for path in tree(letter) if path.startswith("en/posts")]
    assert b"hreflang" not in tree(letter)["ja/feed.xml"]
    assert run().exit_code == EXIT_DONE
    assert len(entries(letter)) == 3
    files = tree(letter)
    shutil.rmtree(letter / "_newsletter")
    shutil.rmtree(letter / ".newsletter")
    run()
    assert tree(letter) == files


def test_edit_without_engine_keeps_the_old_translation(letter: Path, run: Run) -> None:
    """A post edited while no engine answers.

    The new text in its own language, the old translation until then.
    """
    run()
    before = tree(letter)
    change(post(letter, 1), "今年も", "今年もまた")
    assert run(offline=True).exit_code == EXIT_FAILED
    after = tree(letter)
    copy = next(
        path for path in after if path.startswith("en/posts/") and path.endswith("market-1.md")
    )
    assert after[copy] == before[copy]
    assert "今年もまた".encode() in after[copy.replace("en/", "ja/")]
    assert verbs(run()) == {"market-1 ja rebuild", "market-1 en rebuild"}
    assert tree(letter)[copy] != before[copy]


def test_digest_is_made_once_and_catches_up(letter: Path, run: Run) -> None:
    """Weekly editions carry what is new, once; a missed week is made up for in one digest."""
    change(letter / "newsletter.toml", "[translate]", '[email]\nedition = "weekly"\n\n[translate]')
    assert run().digests == ()  # a Sunday: nothing of the week before last
    monday = run(now=NOW + timedelta(days=1))
    assert [(each.id, each.language, len(each.refs)) for each in monday.digests] == [
        ("digest-2026-W09", "en", 3),
        ("digest-2026-W09", "ja", 3),
    ]
    assert {path.split("/")[1] for path in tree(letter) if path.startswith("campaigns/")} == {
        "digest-2026-W09"
    }
    assert run(now=NOW + timedelta(hours=30)).is_idle
    write_post(letter, 30, days_ago=-4)
    later = run(now=NOW + timedelta(days=20))
    assert [(each.id, each.language) for each in later.digests] == [
        ("digest-2026-W11", "en"),
        ("digest-2026-W11", "ja"),
    ]
    assert run(now=NOW + timedelta(days=20)).is_idle
    with Ledger.open(letter / ".newsletter") as ledger:
        refs = [
            ref for each in ledger.editions().values() if each.language == "ja" for ref in each.refs
        ]
    assert len(refs) == len(set(refs))


def test_outputs_do_not_depend_on_who_works(letter: Path, run: Run) -> None:
    """Here, in two processes or on another executor: the same bytes."""
    run()
    wanted = tree(letter)
    with ThreadPoolExecutor(2) as pool:
        for words in ({"jobs": 2}, {"executor": pool}):
            shutil.rmtree(letter / "_newsletter")
            shutil.rmtree(letter / ".newsletter")
            run(**words)
            assert tree(letter) == wanted


def test_feed_archive_grows_without_touching_old_pages(letter: Path, run: Run) -> None:
    """A new post changes the main feed and the newest archive page.

    Older pages keep their bytes.
    """
    change(letter / "newsletter.toml", "[translate]", "[feeds]\nn_entries = 2\n\n[translate]")
    for number in range(4, 8):
        write_post(letter, number)
    run()
    before = tree(letter)
    assert {"en/archive-1.xml", "en/archive-2.xml", "en/archive-3.xml"} <= set(before)
    write_post(letter, 9, days_ago=0)
    report = run()
    assert not {"en/archive-1.xml", "en/archive-2.xml"} & set(report.written)
    assert len(entries(letter)) == 2


def test_second_run_at_once_leaves(letter: Path, run: Run) -> None:
    """While one run works the next says so and touches nothing."""
    with lock(letter / ".newsletter"), pytest.raises(LockedError):
        run()
    assert not (letter / "_newsletter").exists()


@pytest.mark.parametrize("fails_at", [1, 3, 40, 75])
def test_full_disk_leaves_whole_files_and_is_made_up_for(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Disk full at any file: a clear error; what readers see is whole.

    The next run ends as if nothing had been.
    """
    wanted = _undisturbed(letter, run)
    real: Callable[[int], None] = os.fsync
    calls = 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls >= fails_at:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="no space left"):
        run()
    monkeypatch.setattr("os.fsync", real)
    partial = tree(letter) if (letter / "_newsletter").is_dir() else {}
    assert all(
        wanted[path] == content
        for path, content in partial.items()
        if path.endswith((".md", ".xml"))
    )
    assert run().exit_code == EXIT_DONE
    assert tree(letter) == wanted


def _undisturbed(letter: Path, run: Run) -> dict[str, bytes]:
    run()
    wanted = tree(letter)
    for name in ("_newsletter", ".newsletter", "translations"):
        shutil.rmtree(letter / name)
    return wanted


def test_states_are_in_the_ledger(letter: Path, run: Run) -> None:
    """The ledger tells what is published, since when, and how the run ended."""
    run()
    with Ledger.open(letter / ".newsletter") as ledger:
        assert {page.state for page in ledger.pages().values()} == {State.PUBLISHED}
        assert {each.first_published for each in ledger.posts().values()} == {NOW}
        last = ledger.last_runs(1)[0]
        assert (last.exit_code, last.started) == (0, NOW)
        assert last.finished
        assert last.finished >= NOW
        assert "build 6" in last.summary


def test_progress_begins_with_reading(letter: Path) -> None:
    """A large archive shows from its first post on how far the run has come."""
    seen: list[tuple[str, int, int]] = []
    options = RunOptions(now=NOW)
    run_publication(
        letter,
        read_settings(letter),
        options,
        environ={},
        progress=lambda *step: seen.append(step),
    )
    assert seen[:3] == [("reading", 1, 3), ("reading", 2, 3), ("reading", 3, 3)]
    assert [step[1:] for step in seen[3:]] == [(1, 3), (2, 3), (3, 3)]


def test_titles_lose_what_many_titles_of_the_publication_share(letter: Path, run: Run) -> None:
    """A tail that follows ended titles in several posts is decoration in every one of them.

    It is learned from all posts that lie there, also from those that are published already.
    """
    titles = ("港の朝市はなぜこれほど早く終わるのか？", "町の昼休みはなぜこれほど長く続くのか？")
    for number, title in enumerate(titles, 1):
        twice = f"{article(number)}\n\n---END---\n\n{article(number)}"
        path = write_post(letter, number, body=twice)
        change(path, f"市の話{number}", f"{title}が開く進化と道筋")
    run()
    feed = tree(letter)["ja/feed.json"].decode()
    assert [title in feed for title in titles] == [True, True]
    assert "が開く進化と道筋" not in feed


def test_the_end_of_a_run_is_later_than_what_it_wrote(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it takes its time to begin: the desk compares the end with times of files."""
    real = vars(run_module)["open_context"]

    def open_slowly(*values: Any) -> Any:
        sleep(1.5)
        return real(*values)

    monkeypatch.setattr(run_module, "open_context", open_slowly)
    run(now=datetime.now(UTC))
    files = [*(letter / "translations").rglob("*.po"), *(letter / "_newsletter").rglob("*.html")]
    with Ledger.open(letter / ".newsletter") as ledger:
        (last,) = ledger.last_runs()
    assert last.finished
    assert last.finished.timestamp() >= max(path.stat().st_mtime for path in files)
