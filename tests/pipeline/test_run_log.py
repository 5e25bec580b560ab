"""The log of a run: one event a line, as it happens."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsletter.pipeline.run_log import LOGGER, log_event, open_log

from .conftest import Run


def test_a_line_has_time_level_event_and_values() -> None:
    """Values with blanks, quotes or control characters are quoted, so that a line stays a line."""
    stream = io.StringIO()
    with open_log("text", "info", stream, "r1"):
        log_event(
            "page.held", logging.WARNING, ref="a", reason='unit "7"\nis\x1b[31m held', empty=""
        )
    time, level, rest = stream.getvalue().split(" ", 2)
    assert time.endswith("Z")
    assert level == "warning"
    assert rest == ('page.held run=r1 ref=a reason="unit \\"7\\"\\nis\\u001b[31m held" empty=""\n')


@pytest.mark.parametrize(("level", "n_lines"), [("debug", 3), ("info", 2), ("error", 0)])
def test_the_level_is_the_least_that_is_written(level: str, n_lines: int) -> None:
    """What is below the level that was asked for is left out."""
    stream = io.StringIO()
    with open_log("json", level, stream, "r1"):
        log_event("unit.translated", logging.DEBUG)
        log_event("page.published")
        log_event("page.held", logging.WARNING)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == n_lines


def test_the_log_ends_with_its_block() -> None:
    """Afterwards the logger is as it was, and another run writes to its own stream only."""
    first, second = io.StringIO(), io.StringIO()
    before = list(LOGGER.handlers)
    with open_log("text", "info", first, "r1"):
        log_event("one")
    with open_log("text", "info", second, "r2"):
        log_event("two")
    assert "two" not in first.getvalue()
    assert LOGGER.handlers == before


def test_without_a_log_nothing_is_written() -> None:
    """The bare name of an event is not left to Python, which prints what nobody takes."""
    code = (
        "from newsletter.errors import PostError; from newsletter.pipeline.run_log import log_error;"
        'log_error(PostError("cannot read a post"))'
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""


def test_a_killed_run_has_logged_what_it_did(letter: Path, run: Run, tmp_path: Path) -> None:
    """An edition is logged when it is published, not at the end of the run."""
    log = tmp_path / "log"
    child = os.fork()
    if child == 0:  # the run kills itself when it comes to the site
        import newsletter.pipeline.run as room

        setattr(room, "publish_site", lambda _site: os.kill(os.getpid(), signal.SIGKILL))  # noqa: B010
        with log.open("w") as stream, open_log("json", "info", stream, "r1"):
            run()
        os._exit(0)
    os.waitpid(child, 0)
    events = [json.loads(line) for line in log.read_text().splitlines()]
    names = [event["event"] for event in events]
    assert sorted(names) == ["page.published"] * 6 + ["post.begun"] * 3
