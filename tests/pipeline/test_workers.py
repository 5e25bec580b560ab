from __future__ import annotations

import os
import time
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
