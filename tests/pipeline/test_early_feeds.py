"""The feeds of a first run: there before its last page is."""

from __future__ import annotations

from pathlib import Path

from newsletter.config import read_settings
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run import run_publication
from tests.pipeline.conftest import NOW, Run, write_post

N_POSTS = 20  # more than a batch, fewer than two feeds


def look_while_running(letter: Path) -> dict[int, str]:
    """The feed as it stands when each post begins, by its number."""
    feed = letter / "_newsletter/site/ja/feed.xml"
    seen: dict[int, str] = {}

    def look(name: str, number: int, n_posts: int) -> None:
        if name != "reading":
            seen[number] = feed.read_text("utf-8") if feed.is_file() else ""

    run_publication(letter, read_settings(letter), RunOptions(now=NOW), environ={}, progress=look)
    return seen


def test_feeds_are_there_after_the_first_batch(letter: Path) -> None:
    """With what is published by then, and no archive that is not there yet."""
    for number in range(4, N_POSTS + 1):
        write_post(letter, number)
    seen = look_while_running(letter)
    assert seen[1] == ""
    early = seen[N_POSTS]
    assert 8 <= early.count("<item>") < N_POSTS
    assert "prev-archive" not in early
    last = (letter / "_newsletter/site/ja/feed.xml").read_text("utf-8")
    assert last.count("<item>") == min(N_POSTS, 20)


def test_outputs_are_those_of_a_run_without_early_feeds(letter: Path, run: Run) -> None:
    """What stands at the end is the same as when every post came in a run of its own."""
    for number in range(4, N_POSTS + 1):
        write_post(letter, number)
    look_while_running(letter)
    feeds = sorted((letter / "_newsletter/site").glob("*/*.xml"))
    at_once = {path: path.read_bytes() for path in feeds}
    assert run().written == ()
    for path in feeds:
        path.unlink()
    run()
    assert {path: path.read_bytes() for path in feeds} == at_once


def test_feeds_that_stand_wait_for_the_end(letter: Path, run: Run) -> None:
    """Their readers know posts that an early feed would not name."""
    run()
    before = (letter / "_newsletter/site/ja/feed.xml").read_text("utf-8")
    for number in range(4, N_POSTS + 1):
        write_post(letter, number)
    assert set(look_while_running(letter).values()) == {before}
