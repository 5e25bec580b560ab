"""A post that ran out of its deadline waits, and is told, until something about it changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsletter.errors import EXIT_DONE, EXIT_FAILED
from newsletter.pipeline import build, stages, survey, tasks
from newsletter.pipeline.publication import STATE_NAME
from newsletter.source import links
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import State

from .conftest import Run, article, tree, write_post

MARK = "時計台"
# What a run calls for each post, one after the other.
STAGES: dict[str, tuple[Any, str]] = {
    "reading": (tasks, "build_bands"),
    "cleaning": (stages, "clean_body"),
    "abridging": (stages, "abridge_body"),
    "finding pictures": (build, "read_media"),
    "making articles": (build, "build_articles"),
    "rewriting links": (tasks, "rewrite_links"),
    "rendering": (tasks, "_render_part"),
}


class Slow:
    """A stage that never ends for posts that have the mark, and counts how often it met one."""

    def __init__(self, patch: pytest.MonkeyPatch, place: Any, name: str) -> None:
        self.n_tried = 0
        self.is_slow = True
        real: Callable[..., Any] = getattr(place, name)

        def call(*args: Any, **words: Any) -> Any:
            if MARK in str((args, words)):
                self.n_tried += 1
                while self.is_slow:
                    pass
            return real(*args, **words)

        patch.setattr(place, name, call)


@pytest.fixture
def slow_post(letter: Path) -> Path:
    """A post of which a stage will not end, beside three others; its deadline is short."""
    set_deadline(letter, 1)
    post = write_post(letter, 9, body=article(9) + f"\n{MARK}は駅前に立つ。\n")
    for path in (letter / "posts").iterdir():
        make_old(path)
    return post


def set_deadline(letter: Path, seconds: float) -> None:
    """Give each post so much processor time."""
    path = letter / "newsletter.toml"
    settings = path.read_text(encoding="utf-8").partition("\n[run]\n")[0]
    path.write_text(f"{settings}\n[run]\npost_deadline_s = {seconds}\n", encoding="utf-8")


def make_old(path: Path, seconds: int = 3600) -> None:
    """Give a file a time at which no run can have met it half written."""
    time = path.stat().st_mtime - seconds
    os.utime(path, (time, time))


@pytest.mark.parametrize("stage", STAGES)
def test_what_ran_out_of_time_is_not_tried_again(
    stage: str, letter: Path, slow_post: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stage it was: told by each run with one exit code, and the others are published."""
    slow = Slow(monkeypatch, *STAGES[stage])
    first = run()
    n_tried = slow.n_tried
    assert n_tried > 0
    assert first.exit_code == EXIT_FAILED
    assert {error.why for error in first.errors} == {"it took more than 1 s of processor time"}
    assert {str(error.at) for error in first.errors} == {str(slow_post)}
    assert sum(name.endswith(".md") for name in tree(letter)) >= 6
    second = run()
    assert slow.n_tried == n_tried
    assert second.exit_code == EXIT_FAILED
    assert [str(error.at) for error in second.errors] == [str(slow_post)]
    assert not any("market-9" in name for name in tree(letter))
    assert run(dry_run=True).exit_code == EXIT_FAILED
    slow.is_slow = False
    make_old(slow_post)
    assert run().errors == ()
    assert slow.n_tried > n_tried
    assert run().written == ()


def test_comparing_is_tried_again(
    letter: Path, slow_post: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a post was compared with may be gone: then it is published, though it is the same."""
    body = article(9) + article(10) + article(11)
    other = write_post(letter, 10, body=body)
    make_old(other)
    write_post(letter, 9, body=f"{body}\n{MARK}は駅前に立つ。\n")
    make_old(slow_post)
    slow = Slow(monkeypatch, survey, "compare")
    assert run().exit_code == EXIT_FAILED
    assert slow.n_tried == 1
    slow.is_slow = False
    other.unlink()
    assert run().exit_code == EXIT_DONE
    assert any("market-9" in name for name in tree(letter))


def test_a_published_post_expires_while_its_new_text_waits(
    letter: Path, slow_post: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its time is over, whatever its text takes."""
    said = "---\nexpiryDate: 2099-01-01\n"
    text = slow_post.read_text(encoding="utf-8").replace("---\n", said, 1)
    slow_post.write_text(text, encoding="utf-8")
    make_old(slow_post)
    assert run().exit_code == EXIT_DONE
    Slow(monkeypatch, *STAGES["cleaning"])
    slow_post.write_text(f"{text}\n追記。\n", encoding="utf-8")
    make_old(slow_post)
    assert run().exit_code == EXIT_FAILED
    assert any("market-9" in name for name in tree(letter))
    run(now=datetime(2099, 1, 2, tzinfo=UTC))
    assert not any("market-9" in name for name in tree(letter))


def test_only_asks_by_the_key_of_a_post_and_by_no_part_of_its_name(
    letter: Path, slow_post: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--only` takes the name of a post, not a part of its path."""
    text = slow_post.read_text(encoding="utf-8").replace("---\n", "---\nref: my-key\n", 1)
    slow_post.write_text(text, encoding="utf-8")
    make_old(slow_post)
    assert run().exit_code == EXIT_DONE
    slow = Slow(monkeypatch, *STAGES["reading"])
    slow_post.write_text(f"{text}\n追記。\n", encoding="utf-8")
    make_old(slow_post)
    run()
    n_tried = slow.n_tried
    run(only="market-1")
    assert slow.n_tried == n_tried
    run(only="my-key")
    assert slow.n_tried > n_tried


@pytest.mark.parametrize(
    ("only", "is_tried"),
    [
        ("2026-02-20-walk.en", True),
        ("walk.en", True),
        ("walk", True),
        # another post
        ("market-1", False),
    ],
)
def test_only_reaches_a_late_file_with_a_language_in_its_name(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch, only: str, is_tried: bool
) -> None:
    """`--only` takes the name of a file with its language or without it."""
    set_deadline(letter, 1)
    slow = Slow(monkeypatch, *STAGES["reading"])
    post = letter / "posts" / "2026-02-20-walk.en.md"
    text = f"---\ntitle: A walk\n---\n\nThe clock ({MARK}) stands at the station.\n"
    post.write_text(text, "utf-8")
    make_old(post)
    run()
    assert slow.n_tried == 1
    assert run(only=only).exit_code == EXIT_FAILED
    assert slow.n_tried == 1 + is_tried


def touch(letter: Path, post: Path) -> dict[str, Any]:
    """Give the file another time."""
    make_old(post)
    return {}


def raise_deadline(letter: Path, post: Path) -> dict[str, Any]:
    """Give posts more time."""
    set_deadline(letter, 2)
    return {}


def ask_for_it(letter: Path, post: Path) -> dict[str, Any]:
    """Name the post."""
    return {"only": "market-9"}


def decide_about_it(letter: Path, post: Path) -> dict[str, Any]:
    """Write something about it."""
    (letter / "decisions").mkdir()
    name = f"{post.stem}.toml"
    (letter / "decisions" / name).write_text("[abridgement]\nminutes = 3\n", encoding="utf-8")
    return {}


@pytest.mark.parametrize("stage", ["reading", "cleaning"])
@pytest.mark.parametrize("way", [touch, raise_deadline, ask_for_it])
def test_an_editor_has_it_tried_again(
    stage: str,
    way: Callable[[Path, Path], dict[str, Any]],
    letter: Path,
    slow_post: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By touching the file, raising the deadline or naming the post; it waits again after."""
    slow = Slow(monkeypatch, *STAGES[stage])
    run()
    asked = way(letter, slow_post)
    slow.is_slow = False
    assert run(**asked).exit_code == EXIT_DONE
    assert slow.n_tried == 2
    assert any("market-9" in name for name in tree(letter))
    assert run().is_idle


def test_decisions_about_it_have_it_tried_again(
    letter: Path, slow_post: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A passage that is kept or dropped may be what it hung on."""
    slow = Slow(monkeypatch, *STAGES["cleaning"])
    run()
    decide_about_it(letter, slow_post)
    slow.is_slow = False
    assert run().exit_code == EXIT_DONE


def test_a_published_post_stays_while_its_new_text_waits(
    letter: Path, slow_post: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is renewed, and nothing removed."""
    assert run().exit_code == EXIT_DONE
    before = tree(letter)
    slow = Slow(monkeypatch, *STAGES["cleaning"])
    slow_post.write_text(slow_post.read_text(encoding="utf-8") + "\n追記。\n", encoding="utf-8")
    make_old(slow_post)
    for _ in range(2):
        assert run().exit_code == EXIT_FAILED
        assert slow.n_tried == 1
    slow_post.write_text(
        slow_post.read_text(encoding="utf-8").replace("---\n", "---\npublished: false\n", 1),
        encoding="utf-8",
    )
    assert {name for name in before if "market-9" in name} <= tree(letter).keys()
    assert run().exit_code == EXIT_DONE
    assert not any("market-9" in name for name in tree(letter))


def test_one_language_waits_alone(
    letter: Path, slow_post: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A translation that ran out of time holds no other language, and its catalogue frees it."""
    slow = Slow(monkeypatch, build, "translate_post")
    for _ in range(3):
        report = run()
        assert report.exit_code == EXIT_FAILED
        assert len(report.errors) == 1
        assert report.held_back == ()
        assert slow.n_tried == 1
    names = [name for name in tree(letter) if "market-9" in name]
    assert any(name.startswith("site/ja/") or "/ja/" in name for name in names)
    assert not any("/en/" in name for name in names)
    with Ledger.open(letter / STATE_NAME) as ledger:
        post = ledger.posts()[slow_post.stem]
        assert post.state is State.PUBLISHED
    slow.is_slow = False
    catalogue = letter / "translations" / "en" / f"{slow_post.stem}.po"
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    catalogue.write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    assert run().exit_code == EXIT_DONE
    assert slow.n_tried == 2
    assert run().is_idle


def test_a_page_that_ran_out_of_time_notices_that_its_links_lead_elsewhere(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays as it is, and is tried again when a post that it links to comes, goes or moves."""
    set_deadline(letter, 1)
    linked = next((letter / "posts").glob("*market-1.md"))
    head = f"[{MARK}](./{linked.name})は駅前に立つ。\n\n"
    late = write_post(letter, 2, body=head + article(2))
    for path in (letter / "posts").iterdir():
        make_old(path)
    assert run().exit_code == EXIT_DONE
    place = f"ja/posts/{late.name}"
    copy = tree(letter)[place]
    assert b"market-1.html)" in copy
    slow = Slow(monkeypatch, links, "replace_links")
    make_old(write_post(letter, 1, head="slug: bazaar\n"))
    for _ in range(3):
        report = run()
        assert report.exit_code == EXIT_FAILED
        assert len(report.errors) == 1
        assert tree(letter)[place] == copy
    assert slow.n_tried <= 2
    slow.is_slow = False
    linked.unlink()
    assert run().exit_code == EXIT_DONE
    assert b"market-1.html)" not in tree(letter)[place]
    assert run().is_idle


@pytest.mark.parametrize("break_it", ["\xff", "---\ntitle: [\n---\n"])
def test_a_page_whose_file_cannot_be_used_leads_where_posts_stand(
    break_it: str, letter: Path, run: Run
) -> None:
    """What is published of it stays: no dead link on it, no output missing, no new text."""
    linked = next((letter / "posts").glob("*market-1.md"))
    body = f"[前の市](./{linked.name})の話。\n\n{article(2)}"
    broken = write_post(letter, 2, body=body)
    assert run().exit_code == EXIT_DONE
    place = f"ja/posts/{broken.name}"
    assert b"market-1.html)" in tree(letter)[place]
    broken.write_bytes(break_it.encode("latin-1"))
    linked.unlink()
    assert run().exit_code == EXIT_FAILED
    copy = tree(letter)[place]
    assert b"market-1.html)" not in copy
    (letter / "_newsletter" / "site" / place).unlink()
    assert run().exit_code == EXIT_FAILED
    assert tree(letter)[place] == copy
    assert run().written == ()


@pytest.mark.parametrize("stage", ["reading", "cleaning", "rendering"])
@pytest.mark.parametrize("way", ["gone", "mended"])
def test_the_ledger_forgets_a_late_file_that_is_gone_or_mended(
    way: str,
    stage: str,
    letter: Path,
    slow_post: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The ledger forgets a file that is gone, or that could be used after a change."""
    Slow(monkeypatch, *STAGES[stage])
    run()
    assert len(find_late(letter)) == 1
    run()
    assert len(find_late(letter)) == 1
    if way == "gone":
        slow_post.unlink()
    else:
        slow_post.write_text(slow_post.read_text("utf-8").replace(MARK, ""), "utf-8")
    assert run().exit_code == EXIT_DONE
    assert find_late(letter) == []


def find_late(letter: Path) -> list[str]:
    """What the ledger knows to have run out of time."""
    with Ledger.open(letter / STATE_NAME) as ledger:
        return [name for name in ledger.files() if name.startswith("ran out of time")]
