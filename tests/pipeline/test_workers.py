from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
import traceback
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from newsletter.errors import EXIT_TEMPORARY, WorkersLost
from newsletter.pipeline import workers
from newsletter.pipeline.workers import open_executor, stream


def end_elsewhere(pid: int) -> None:
    """End the process, unless it is this one."""
    if os.getpid() != pid:
        os._exit(9)


def test_a_worker_that_is_killed_is_a_temporary_fault() -> None:
    """The system takes a worker away (memory): no traceback of the pool, exit 75."""
    with open_executor(2) as pool, pytest.raises(WorkersLost, match="abruptly") as caught:
        list(stream(pool, end_elsewhere, [os.getpid()] * 2))
    assert caught.value.exit_code == EXIT_TEMPORARY


def break_off(pid: int) -> None:
    """End the process, unless it is this one, within its answer."""
    if os.getpid() != pid:
        os.write(1, (1000).to_bytes(8) + b"half an answer")
        os._exit(9)


def test_half_an_answer_is_none() -> None:
    """A helper that is killed while it answers is lost; the next task has another one."""
    with open_executor(2) as pool:
        assert pool
        with pytest.raises(BrokenExecutor, match="abruptly"):
            pool.submit(break_off, os.getpid()).result()
        assert pool.submit(name_process, 0).result() != os.getpid()


def test_a_helper_that_cannot_start_is_a_temporary_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without room for another process: no traceback, exit 75."""

    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), sys.executable)

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with open_executor(2) as pool, pytest.raises(WorkersLost, match="cannot start") as caught:
        list(stream(pool, end_elsewhere, [os.getpid()] * 20))
    assert caught.value.exit_code == EXIT_TEMPORARY


class Unsendable(Exception):
    """An error that holds what cannot be pickled."""

    def __init__(self) -> None:
        super().__init__(threading.Lock())


class Unreadable(Exception):
    """An error that can be pickled, and not be made again."""

    def __init__(self, *, why: str) -> None:
        super().__init__(why)


def go_wrong(how: str) -> object:
    """Do what a stage with a bug may do."""
    faults = {
        "plain": ValueError("a bug"),
        "unsendable": Unsendable(),
        "unreadable": Unreadable(why="x"),
        "exit": SystemExit(3),
    }
    if how in faults:
        raise faults[how]
    return threading.Lock() if how == "result" else how


@pytest.mark.parametrize(
    ("how", "kind", "place"),
    [
        ("plain", ValueError, "in go_wrong"),
        ("unsendable", RuntimeError, "in go_wrong"),
        ("unreadable", RuntimeError, "in go_wrong"),
        ("exit", RuntimeError, "in go_wrong"),
        ("result", TypeError, "cannot pickle"),
    ],
)
def test_a_bug_in_a_helper_is_told_with_its_place(
    how: str, kind: type[Exception], place: str
) -> None:
    """It is no worker that was lost: running again would not help; the helper works on."""
    with open_executor(2) as pool:
        assert pool
        helper = pool.submit(name_process, 0).result()
        error = pool.submit(go_wrong, how).exception()
        assert type(error) is kind
        told = "".join(traceback.format_exception(error))
        assert place in told
        assert pool.submit(go_wrong, "well").result() == "well"
        assert pool.submit(name_process, 0).result() == helper


@pytest.mark.parametrize("fate", ["silent", "cancelled"])
def test_a_worker_that_never_answers_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, fate: str
) -> None:
    """An executor that stays silent, or gives the work back, ends the run with 75."""
    monkeypatch.setattr(workers, "PATIENCE_S", 0.01)

    class Deaf(ThreadPoolExecutor):
        def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
            future: Future[object] = Future()
            if fate == "cancelled":
                future.cancel()
            return future

    with pytest.raises(WorkersLost, match="lost"):
        list(stream(Deaf(), str, [1, 2]))


@pytest.mark.parametrize(("tasks", "n_asked"), [([], 0), ([1], 0), ([1, 2], 2)])
def test_one_task_is_no_work_to_share(tasks: list[int], n_asked: int) -> None:
    """A morning with one new post starts no processes; two posts do."""
    asked: list[object] = []

    class Asked(ThreadPoolExecutor):
        def submit(self, *words: object, **__: object) -> Future[object]:  # type: ignore[override]
            asked.append(words)
            return super().submit(*words)  # type: ignore[arg-type]

    with Asked(2) as pool:
        assert list(stream(pool, str, tasks)) == [str(task) for task in tasks]
    assert len(asked) == n_asked


def test_results_come_in_order_and_a_few_tasks_ahead() -> None:
    """Tasks are taken only as they are needed: memory does not grow with the archive."""
    taken: list[int] = []

    def tasks() -> object:
        for number in range(100):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as pool:
        results = stream(pool, str, tasks())  # type: ignore[arg-type]
        assert [next(results) for _ in range(3)] == ["0", "1", "2"]
        assert len(taken) < 12
        results.close()  # type: ignore[attr-defined]


def name_process(_task: int) -> int:
    """Say which process does a task."""
    time.sleep(0.05)
    return os.getpid()


def test_the_run_is_one_of_its_jobs() -> None:
    """Two jobs are two processes, and both of them work."""
    with open_executor(2) as pool:
        processes = set(stream(pool, name_process, range(20)))
    assert len(processes) == 2
    assert os.getpid() in processes


def test_interrupted_work_is_not_waited_for() -> None:
    """Whoever leaves the pool leaves what its processes are at, and none of them stays."""
    with open_executor(2) as pool:
        assert pool
        known = pool.submit(name_process, 0).result()
        endless = pool.submit(time.sleep, 3600)
        while not endless.running():
            time.sleep(0.01)
    assert isinstance(endless.exception(), BrokenExecutor)
    with pytest.raises(ProcessLookupError):
        os.kill(known, 0)


def test_a_helper_imports_nothing_that_lies_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publication may hold a file named like a module of Python; nothing of it is run."""
    (tmp_path / "pickle.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with open_executor(2) as pool:
        assert pool
        assert pool.submit(name_process, 0).result() != os.getpid()
