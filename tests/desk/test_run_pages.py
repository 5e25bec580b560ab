"""Runs from the browser: planned, begun, watched."""

from __future__ import annotations

import time
from typing import Any

from newsletter.config import read_settings
from newsletter.desk.run_pages import RunState, _take_line
from newsletter.stats.history import Period, read_stats
from newsletter.stats.overview import render_page
from newsletter.store.lock import lock
from tests.desk.conftest import REF, Desk


def test_a_plan_changes_nothing(desk: Desk) -> None:
    """The dry run is shown as a list, with reasons."""
    post = desk.folder / f"posts/{REF}.md"
    post.write_text(post.read_text(encoding="utf-8") + "\n追記。\n", encoding="utf-8")
    before = sorted((desk.folder / "_newsletter").rglob("*"))
    text = desk.post("/run/plan", 200)
    assert f"/posts/{REF}/" in text
    assert sorted((desk.folder / "_newsletter").rglob("*")) == before


def test_a_run_is_begun_and_watched(desk: Desk) -> None:
    """The run is the one of the command line; its log and its end are told."""
    post = desk.folder / f"posts/{REF}.md"
    post.write_text(post.read_text(encoding="utf-8") + "\n追記。\n", encoding="utf-8")
    assert desk.post("/run/start") == "/run"
    end = time.monotonic() + 120
    state: Any = {"running": True}
    while state["running"] and time.monotonic() < end:
        time.sleep(0.2)
        state = desk.client.get("/run/state").get_json()
    assert (state["running"], state["exit"]) == (False, 0), state
    assert (state["done"], state["posts"]) == (1, 1)
    assert "run.finished" in [line[2] for line in state["lines"]]
    copy = next((desk.folder / "_newsletter/site/ja").rglob("*harbour*.md"))
    assert "追記" in copy.read_text(encoding="utf-8")
    assert "Done." in desk.get("/run")


def test_a_second_run_is_refused(desk: Desk) -> None:
    """A run of a terminal keeps the desk's away."""
    with lock(desk.folder / ".newsletter"):
        assert "A run is at work" in desk.post("/run/start", 423)


def test_statistics_are_those_of_the_command(desk: Desk) -> None:
    """One page, one truth: the desk shows byte for byte what `newsletter stats --html` prints."""
    assert 'href="/run/stats"' in desk.get("/run")
    settings = read_settings(desk.folder)
    stats = read_stats(desk.folder, settings, Period.MONTH)
    assert stats
    response = desk.client.get("/run/stats")
    assert response.get_data(as_text=True) == render_page(settings.publication.title, stats)
    policy = response.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_statistics_need_no_run(desk: Desk) -> None:
    """Before the first run the page is empty; no link leads to it, and it breaks nothing."""
    (desk.folder / ".newsletter/state.db").unlink()
    assert "/run/stats" not in desk.get("/run")
    assert desk.client.get("/run/stats").status_code == 200


def test_a_line_that_is_no_event_is_shown() -> None:
    """A traceback, or whatever a library prints, is an error line; it breaks nothing."""
    state = RunState()
    for line in (
        "Traceback",
        '{"no": "event"}',
        '{"event": "post.begun", "ref": "a", "number": 2, "n_posts": 4}',
    ):
        _take_line(state, line)
    assert [line.level for line in state.lines][:2] == ["error", "error"]
    assert (state.n_done, state.n_posts, state.now_at) == (1, 4, "a")
