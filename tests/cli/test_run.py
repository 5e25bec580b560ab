"""newsletter run: outputs, exit codes, what is said where."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from newsletter.cli.run_summary import show_run
from newsletter.errors import NewsletterError, PostError, TemplateError
from newsletter.pipeline.report import RunReport
from tests.cli.conftest import POST, Run, outputs, snapshot

NOW = ("--now", "2025-11-03T09:00:00+09:00")

EXPECTED = {
    *(
        f"{language}/{name}"
        for language in ("ja", "en")
        for name in ("feed.xml", "atom.xml", "feed.json", "index.html")
    ),
    *(
        f"{language}/posts/{ref}.{suffix}"
        for language in ("ja", "en")
        for ref in ("2025-11-01-morning-market", "2025-11-02-mountain-library")
        for suffix in ("md", "html")
    ),
    *(
        f"campaigns/2025-11-01-morning-market/{language}/{name}"
        for language in ("ja", "en")
        for name in ("email.html", "email.txt", "email.eml", "campaign.json", "plain.zip")
    ),
    "reports/2025-11-01-morning-market.html",
    "reports/run.json",
}


def test_a_run_writes_every_output_and_a_second_one_nothing(
    newsletter: Run, publication: Path
) -> None:
    """All outputs of both languages appear; the next run changes no byte and says so."""
    first = newsletter("run", publication, *NOW)
    assert (first.code, first.err) == (0, "")
    found = outputs(publication)
    assert set(found) >= EXPECTED
    second = newsletter("run", publication, *NOW)
    assert second.code == 0
    assert "nothing new" in second.out
    assert outputs(publication) == found


def test_a_run_names_what_it_removed_and_what_to_look_at(
    newsletter: Run, publication: Path
) -> None:
    """One line a post says what went; below it, what an editor should look at; quiet says neither."""
    post = publication / "2025-11-01-morning-market.md"
    lost = "\n今日の数は{{ page.count }}だ。\n\n{% include map.html %}\n"
    post.write_text(post.read_text(encoding="utf-8") + lost, encoding="utf-8")
    quiet = newsletter("run", publication, *NOW, "--quiet")
    assert (quiet.code, quiet.out) == (0, "")
    post.write_text(post.read_text(encoding="utf-8") + "\n風が吹く。\n", encoding="utf-8")
    said = newsletter("run", publication, *NOW).out.splitlines()
    at = said.index("2025-11-01-morning-market: 2 repeats, 1 marker, 2 to look at")
    assert said[at + 1 : at + 3] == [
        '  look at: readers of mails, pages and feeds are not shown "{% include map.html %}"',
        '  look at: mails, pages and feeds show as it stands "{{ page.count }}"',
    ]
    assert not [line for line in said if line.startswith("2025-11-02-mountain-library:")]
    standings = json.loads(newsletter("status", publication, "--json").out)
    to_look_at = {(each["ref"], each["language"]): each["n_findings"] for each in standings}
    assert to_look_at["2025-11-01-morning-market", "ja"] == 2
    assert to_look_at["2025-11-01-morning-market", "en"] == 0
    assert to_look_at["2025-11-02-mountain-library", "ja"] == 0


def test_the_same_input_and_clock_give_the_same_bytes(
    newsletter: Run, publication: Path, tmp_path: Path
) -> None:
    """Two runs into two folders from nothing agree in every byte, with one worker and with two."""
    newsletter("run", publication, *NOW, "--output", tmp_path / "a")
    for state in (publication / ".newsletter").iterdir():
        state.unlink()
    newsletter("run", publication, *NOW, "--output", tmp_path / "b", "--jobs", "2")
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")


def test_sources_are_never_touched(newsletter: Run, publication: Path) -> None:
    """A run leaves every post as it was."""
    before = {path.name: path.read_bytes() for path in publication.glob("*.md")}
    newsletter("run", publication, *NOW)
    assert {path.name: path.read_bytes() for path in publication.glob("*.md")} == before


def test_offline_holds_the_translation_and_publishes_the_rest(
    newsletter: Run, publication: Path
) -> None:
    """Without any translation nothing English appears; Japanese is complete; a message helps."""
    result = newsletter("run", publication, *NOW, "--offline")
    assert result.code == 1
    assert "held: 2025-11-01-morning-market in en" in result.err
    assert "fix:" in result.err
    found = outputs(publication)
    assert not [path for path in found if path.startswith("campaigns/") and "/en/" in path]
    assert not [path for path in found if path.startswith("en/posts/")]
    assert {path for path in EXPECTED if "/ja/" in f"/{path}"} <= set(found)


def test_an_unreachable_engine_is_temporary(
    newsletter: Run, publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that refuses the connection ends in 75, with the source language published."""
    config = publication / "newsletter.toml"
    text = config.read_text(encoding="utf-8").replace('["pseudo"]', '["libretranslate"]')
    config.write_text(
        text + '\n[translate.options.libretranslate]\nurl = "http://127.0.0.1:9/"\n',
        encoding="utf-8",
    )
    result = newsletter("run", publication, *NOW)
    assert result.code == 75
    assert (publication / "_newsletter/site/ja/feed.xml").is_file()
    assert "held:" in result.err


def test_quiet_says_nothing_when_all_is_well(newsletter: Run, publication: Path) -> None:
    """A run under cron that did its work mails nobody."""
    result = newsletter("run", publication, *NOW, "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_json_is_one_machine_readable_report(newsletter: Run, publication: Path) -> None:
    """--json prints one object on standard output and nothing else."""
    report = json.loads(newsletter("run", publication, *NOW, "--json").out)
    assert [post["ref"] for post in report["posts"]] == [
        "2025-11-01-morning-market",
        "2025-11-02-mountain-library",
    ]
    assert report["exit_code"] == 0


def test_dry_run_writes_nothing(newsletter: Run, publication: Path) -> None:
    """--dry-run says what would be done and leaves no file."""
    before = snapshot(publication)
    result = newsletter("run", publication, *NOW, "--dry-run")
    assert result.code == 0
    after = {
        path: data
        for path, data in snapshot(publication).items()
        if not path.startswith(".newsletter/")
    }
    assert after == before


def test_require_review_holds_what_a_machine_wrote(newsletter: Run, publication: Path) -> None:
    """Only what a person has confirmed is published; the catalogue holds what a machine said."""
    result = newsletter("run", publication, *NOW, "--require-review")
    assert result.code == 1
    assert not (publication / "_newsletter/site/en/posts").exists()
    assert (publication / "translations/en/2025-11-01-morning-market.po").is_file()


BAD_POSTS = {
    "broken yaml": (
        b'---\ntitle: "a\ndate: 2025-11-01\n---\nText.\n',
        "broken YAML",
        "2025-11-03-bad.md:",
    ),
    "no front matter": ("ただの文章です。\n".encode(), "no front matter", "title:"),
    "a date that is none": (
        b"---\ntitle: A\ndate: someday\n---\nText.\n",
        '"someday" is no date',
        "2025-11-02 08:30:00",
    ),
    "no text": (b"---\ntitle: A\n---\n\n", "no text", "published: false"),
    "binary": (b"\x00\x01\x02\x89PNG", "binary data", "move it"),
    "no encoding": (b"---\ntitle: A\n---\n\xff\xfe\xfd\x80\xa0", "UTF-8", "save it"),
}


@pytest.mark.parametrize(("data", "why", "hint"), BAD_POSTS.values(), ids=BAD_POSTS)
def test_one_bad_post_does_not_stop_the_others(
    newsletter: Run, publication: Path, data: bytes, why: str, hint: str
) -> None:
    """A post that cannot be used is one error with file, reason and fix; the others go on."""
    (publication / "2025-11-03-bad.md").write_bytes(data)
    result = newsletter("run", publication, *NOW)
    assert result.code == 1
    assert result.err.count("error:") == 1
    assert "2025-11-03-bad.md" in result.err
    assert why in result.err
    assert hint in result.err
    assert set(outputs(publication)) >= EXPECTED
    assert (publication / "2025-11-03-bad.md").read_bytes() == data


@pytest.mark.parametrize(("n_bad", "n_errors"), [(3, 3), (4, 1), (12, 1)])
def test_many_posts_with_one_fault_are_one_error(
    newsletter: Run, publication: Path, n_bad: int, n_errors: int
) -> None:
    """A vault of notes without a date is told in four lines; the report names every file."""
    for number in range(n_bad):
        note = publication / f"note-{number:02}.md"
        note.write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")
    result = newsletter("run", publication, *NOW)
    assert result.code == 1
    assert result.err.count("error:") == n_errors
    assert "it has no date" in result.err
    assert (f"cannot use {n_bad} posts" in result.err) is (n_errors == 1)
    report = json.loads((publication / "_newsletter/desk/reports/run.json").read_text())
    assert len(report["errors"]) == n_bad


@pytest.mark.parametrize(
    "errors",
    [
        [TemplateError("cannot use the profile", at="a.toml", why="b", fix="c")] * 4,
        [PostError(f'cannot write "{n}"', at=str(n), why="b", fix="c") for n in range(4)],
    ],
    ids=["templates", "catalogues"],
)
def test_other_errors_are_told_one_by_one(
    errors: list[NewsletterError], capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with no post is not counted as one."""
    show_run(RunReport("a", (), tuple(errors)), json=False, quiet=True)
    assert capsys.readouterr().err.count("error:") == len(errors)


def test_drafts_without_a_date_are_no_errors(newsletter: Run, publication: Path) -> None:
    """A draft is passed over, whatever it lacks; one that was published is taken back."""
    assert newsletter("run", publication, *NOW).code == 0
    published = next(publication.glob("*.md"))
    name = published.stem
    assert any(name in path for path in outputs(publication))
    published.write_text("---\ntitle: A\ndraft: true\ndate: someday\n---\n", encoding="utf-8")
    (publication / "idea.md").write_text("---\npublished: false\n---\n", encoding="utf-8")
    result = newsletter("run", publication, *NOW)
    assert (result.code, result.err) == (0, "")
    assert not [path for path in outputs(publication) if name in path]


def test_shift_jis_is_read_and_kept(newsletter: Run, publication: Path) -> None:
    """A Shift_JIS post is published in UTF-8; the file stays as it is."""
    path = publication / "2025-11-03-sjis.md"
    path.write_bytes(POST.replace("{day}", "3").replace("港の朝市", "駅前の市場").encode("cp932"))
    assert newsletter("run", publication, *NOW).code == 0
    assert "駅前の市場" in (publication / "_newsletter/site/ja/posts/2025-11-03-sjis.md").read_text(
        encoding="utf-8"
    )


def test_drafts_are_left_alone(newsletter: Run, publication: Path) -> None:
    """`published: false` and `draft: true` keep a post out of every output, without a word."""
    for day, field in (("3", "published: false"), ("4", "draft: true")):
        text = POST.replace("{day}", day).replace("layout: post", field)
        (publication / f"2025-11-0{day}-draft.md").write_text(text, encoding="utf-8")
    assert newsletter("run", publication, *NOW).code == 0
    assert not [path for path in outputs(publication) if "draft" in path]


def test_a_folder_without_posts_is_an_error(newsletter: Run, publication: Path) -> None:
    """An empty folder is more likely a wrong path than an empty publication."""
    for path in publication.glob("*.md"):
        path.unlink()
    result = newsletter("run", publication, *NOW)
    assert result.code == 1
    assert "no posts in" in result.err


def test_an_output_folder_that_cannot_be_written_is_an_error(
    newsletter: Run, publication: Path, tmp_path: Path
) -> None:
    """A file in the place of the output folder: one clear error, exit 1, the file intact."""
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    result = newsletter("run", publication, *NOW, "--output", tmp_path / "taken")
    assert result.code == 1
    assert result.err.startswith("error: ")
    assert "Traceback" not in result.err
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_usage_faults_exit_2(newsletter: Run, publication: Path, tmp_path: Path) -> None:
    """Wrong settings, options or folders are 2, before anything is written."""
    assert newsletter("run", tmp_path / "nowhere").code == 2
    assert newsletter("run", publication, "--now", "tomorrow").code == 2
    assert newsletter("run", publication, "--since", "yesterday").code == 2
    assert newsletter("run", publication, "--no-such-option").code == 2
    assert not (publication / "_newsletter").exists()


def test_only_works_on_one_post(newsletter: Run, publication: Path) -> None:
    """--only SLUG publishes that post and leaves feeds and other posts as they were."""
    newsletter("run", publication, *NOW, "--only", "morning-market")
    found = outputs(publication)
    assert "ja/posts/2025-11-01-morning-market.md" in found
    assert not [path for path in found if "mountain-library" in path]


NAMED_POSTS = {
    "toml.md": '+++\ntitle = "港の朝市"\ndate = 2025-11-01\nslug = "hugo-name"\n+++\n',
    "json.md": '{"title": "山の店", "date": "2025-11-01", "slug": "json-name"}\n',
    "2025-11-01-keyed.md": '---\ntitle: "川の岸"\nref: my-key\nslug: "own"\n---\n',
    "walk/index.md": '---\ntitle: "森の道"\ndate: 2025-11-01\n---\n',
}
# What `--only` is given → the ref of the one post that it names; "" for none.
NAMES = {
    "hugo-name": "2025-11-01-hugo-name",
    "toml": "2025-11-01-hugo-name",
    "json-name": "2025-11-01-json-name",
    "my-key": "my-key",
    "own": "my-key",
    "keyed": "my-key",
    "2025-11-01-keyed": "my-key",
    "walk": "2025-11-01-walk",
    "hugo": "",
    "Hugo-Name": "",
    "index": "",
    "2025-11-01": "",
    "toml.md": "",
    " ": "",
}


@pytest.mark.parametrize(("name", "ref"), NAMES.items(), ids=list(NAMES))
def test_only_takes_every_name_of_a_post(
    newsletter: Run, publication: Path, name: str, ref: str
) -> None:
    """Key, slug and file name, in front matter of any kind, as the library takes them."""
    for file, head in NAMED_POSTS.items():
        path = publication / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{head}\n{head}は今年で三十年を迎えた。\n", encoding="utf-8")
    result = newsletter("run", publication, *NOW, "--dry-run", "--json", f"--only={name}")
    assert result.code == (0 if ref else 2), result.err
    if ref:
        assert {action["ref"] for action in json.loads(result.out)["plan"]} == {ref}
    else:
        assert f'there is no post "{name.strip()}"' in result.err


@pytest.mark.parametrize("name", ["odd", "odd.en", "2025-11-01-odd", "2025-11-01-odd.en"])
def test_only_names_a_file_that_cannot_be_used(
    newsletter: Run, publication: Path, name: str
) -> None:
    """The fault of the file is told, and exit 1; that there is no such post is not so."""
    odd = publication / "2025-11-01-odd.en.md"
    odd.write_text("---\ntitle: [\n---\n\nA text.\n", encoding="utf-8")
    result = newsletter("run", publication, *NOW, f"--only={name}")
    assert (result.code, "there is no post" in result.err) == (1, False)
    assert odd.name in result.err


def test_a_second_run_at_the_same_time_leaves_at_once(newsletter: Run, publication: Path) -> None:
    """The publication is locked: the second run exits 75 and names the first."""
    from newsletter.store.lock import lock

    with lock(publication / ".newsletter"):
        result = newsletter("run", publication, *NOW)
    assert result.code == 75
    assert str(os.getpid()) in result.err


def test_two_days_stay_two_in_every_zone(newsletter: Run, publication: Path) -> None:
    """Posts of one slug on two days keep two addresses, whatever the zone of the readers."""
    for day, hour, words in ((1, 20, "北の灯台"), (2, 8, "南の風車")):
        text = POST.replace("{day}", str(day)).replace(" 08:00:00 +0900", f" {hour:02}:00:00 +0000")
        body = (
            f"{words}が百年ぶりに塗り直された。費用は{day + 3}億円で、職人は{day + 5}人だった。\n"
        )
        (publication / f"2025-11-0{day}-update.md").write_text(
            text.split("港の朝市が今年で")[0].replace("港の朝市", words) + body, encoding="utf-8"
        )
    result = newsletter("run", publication, *NOW)
    assert (result.code, result.err) == (0, "")
    found = outputs(publication)
    assert {
        f"{language}/posts/2025-11-0{day}-update.html"
        for language in ("ja", "en")
        for day in (1, 2)
    } <= set(found)


def test_a_deleted_post_may_stay_for_some_days(newsletter: Run, publication: Path) -> None:
    """`--retire-after`: said, not counted as a fault, and silent for a crontab."""
    newsletter("run", publication, *NOW)
    wanted = outputs(publication)
    (publication / "2025-11-01-morning-market.md").unlink()
    stay = ("run", publication, "--retire-after", "3")
    result = newsletter(*stay, *NOW)
    assert (result.code, result.err) == (0, "")
    assert "what it published stays until 2025-11-06" in newsletter(*stay, *NOW, "--dry-run").out
    later = newsletter(*stay, "--now", "2025-11-05T09:00:00+09:00", "--quiet")
    assert (later.code, later.out, later.err) == (0, "", "")
    assert outputs(publication) == wanted
    newsletter(*stay, "--now", "2025-11-06T09:00:00+09:00", "--quiet")
    assert not [path for path in outputs(publication) if "morning-market" in path]
