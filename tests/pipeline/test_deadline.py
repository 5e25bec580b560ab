"""A stage that never ends is ended, wherever it runs, and is one post's fault."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from newsletter.errors import EXIT_DONE, EXIT_FAILED, PostError, WorkersLost
from newsletter.pipeline.deadline import GuardedStage, TimeIsUp, interrupted_after
from newsletter.pipeline.workers import open_executor, stream
from newsletter.processor_time import not_counted
from newsletter.translate.engines.preview import Pseudo

from .conftest import Run, tree, write_post

DEADLINE_S = 0.3


def spin(task: str) -> str:
    """Never end, or answer at once."""
    if task == "loop":
        while True:
            pass
    if task == "pattern":
        re.match(r"(?:a+)+$", "a" * 60 + "b")
    if task == "swallow":
        while True:
            try:
                while True:
                    pass
            except Exception:
                continue
    if task == "deep":
        return spin("deep")
    if task == "bug":
        raise ZeroDivisionError("a bug")
    if task == "sleep":
        time.sleep(2 * DEADLINE_S)
    return f"{task} done"


def fail(task: str, error: PostError) -> str:
    """Say so."""
    return f"{task}: {error.why}"


@contextmanager
def threads() -> Iterator[Executor]:
    """Threads, as a worker of a cluster has them: no signal reaches a stage there."""
    with ThreadPoolExecutor(2) as pool:
        yield pool


PLACES: dict[str, Callable[[], object]] = {
    "here": lambda: nullcontext(None),
    "in the pool": lambda: open_executor(2),
    "in threads": threads,
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_every_stage_ends(place: Callable[[], object]) -> None:
    """A loop, a pattern and a loop that catches everything are ended; what follows is done."""
    guarded = GuardedStage(spin, fail, DEADLINE_S)
    tasks = ("a", "loop", "pattern", "b", "swallow", "c")
    with place() as pool:  # type: ignore[attr-defined]
        found = list(stream(pool, guarded, tasks))
    why = f"it took more than {DEADLINE_S:g} s of processor time"
    assert found == [
        "a done",
        f"loop: {why}",
        f"pattern: {why}",
        "b done",
        f"swallow: {why}",
        "c done",
    ]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_waiting_is_not_counted(place: Callable[[], object]) -> None:
    """A stage that waits longer than the deadline uses no processor, and is not ended."""
    with place() as pool:  # type: ignore[attr-defined]
        assert (
            list(stream(pool, GuardedStage(spin, fail, DEADLINE_S), ("sleep", "sleep")))
            == ["sleep done"] * 2
        )


@pytest.mark.parametrize("deadline_s", [0, DEADLINE_S])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_is_nested_too_deeply_is_one_posts_fault(
    place: Callable[[], object], deadline_s: float
) -> None:
    """Thousands of tags inside each other end no run, with a deadline or without."""
    with place() as pool:  # type: ignore[attr-defined]
        found = list(stream(pool, GuardedStage(spin, fail, deadline_s), ("a", "deep", "b")))
    assert found == ["a done", "deep: its markup is nested too deeply", "b done"]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_bug_is_still_a_bug(place: Callable[[], object]) -> None:
    """What a stage raises comes through: it is no fault of the post."""
    with place() as pool, pytest.raises(ZeroDivisionError):  # type: ignore[attr-defined]
        list(stream(pool, GuardedStage(spin, fail, DEADLINE_S), ("bug", "a")))


def end_helper(_task: str) -> str:
    """End the process: it must not be this one."""
    os._exit(9)


def test_a_lost_helper_of_a_thread_is_told_in_our_words() -> None:
    """A thread that works for itself (the desk, a library) meets no error of an executor."""
    stage = GuardedStage(end_helper, fail, DEADLINE_S)

    def work() -> list[str]:
        return list(stream(None, stage, ["a"]))

    with ThreadPoolExecutor(1) as pool, pytest.raises(WorkersLost, match="abruptly"):
        pool.submit(work).result()


def test_the_timer_ends_with_the_block() -> None:
    """After the block nothing interrupts, however much processor time goes by."""
    with interrupted_after(0.05):
        pass
    ends = time.process_time() + 0.2
    while time.process_time() < ends:
        pass
    with pytest.raises(TimeIsUp), interrupted_after(0.05):
        spin("loop")


def burn(seconds: float) -> None:
    """Use so much processor time of this thread."""
    ends = time.thread_time() + seconds
    while time.thread_time() < ends:
        pass


def test_what_an_engine_takes_is_not_counted() -> None:
    """A model on this machine computes in the main thread or beside it; the stage goes on after."""
    with interrupted_after(DEADLINE_S):
        with not_counted():
            burn(2 * DEADLINE_S)
        beside = threading.Thread(target=burn, args=(2 * DEADLINE_S,))
        beside.start()
        beside.join()
        burn(DEADLINE_S / 3)


def test_what_is_behind_an_engine_is_counted() -> None:
    """The stage before and after it has one deadline together."""

    def work() -> None:
        burn(DEADLINE_S / 2)
        with not_counted():
            burn(DEADLINE_S)
        spin("loop")

    with pytest.raises(TimeIsUp), interrupted_after(DEADLINE_S):
        work()


def test_an_engine_that_computes_long_delays_no_post(letter: Path, run: Run) -> None:
    """Its processor time is no fault of the post, whose own deadline is shorter."""
    settings = (letter / "newsletter.toml").read_text(encoding="utf-8")
    (letter / "newsletter.toml").write_text(
        settings + "\n[run]\npost_deadline_s = 1.5\n", encoding="utf-8"
    )
    translate = Pseudo.translate

    def compute(*args: Any, **words: Any) -> Any:
        burn(1.6)
        return translate(*args, **words)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pseudo, "translate", compute)
        assert run(only="market-1").exit_code == EXIT_DONE


def test_one_endless_post_leaves_the_others(letter: Path, run: Run) -> None:
    """The other posts are published; the error names the post, why, and what to do."""
    lines = [f"{number}番目の店は{number * 7}箱を売った。\n\n" for number in range(30_000)]
    post = write_post(letter, 9, body="".join(lines))
    settings = (letter / "newsletter.toml").read_text(encoding="utf-8")
    (letter / "newsletter.toml").write_text(
        settings + "\n[run]\npost_deadline_s = 1\n", encoding="utf-8"
    )
    report = run()
    assert report.exit_code == EXIT_FAILED
    (error,) = report.errors
    assert post.name in error.what
    assert "post_deadline_s" in error.fix
    made = tree(letter)
    assert not any("market-9" in name for name in made)
    assert sum(name.endswith(".md") for name in made) == 6
    post.unlink()
    assert run().exit_code == EXIT_DONE
