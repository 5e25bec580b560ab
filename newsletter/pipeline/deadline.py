"""End a stage that takes too long for one post, counted in processor time.

A stage is pure and cannot be asked whether it will ever end. The text of a post is hostile, or was
written by a machine, and one that sends a parser round in circles must not keep all others from
being published. Processor time is counted, not time on the clock: a busy machine makes no post
slow, and waiting for an engine costs nothing.

In the main thread of a process a timer of the system interrupts the stage; also a regular
expression, which looks for signals as it goes. A thread cannot be interrupted: there (the pool, a
worker of a cluster) the stage is done in a helper process, which ends itself by the same timer, and
is ended by the system where the timer is not heard.

Rejected: a second thread that raises in the first (never heard inside a regular expression), a
clock in every loop of every stage (the loop that hangs is the one that has none), and a process a
post everywhere (half the time of a run).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Generic, Self, TypeVar

from newsletter.errors import PostError, WorkersLost
from newsletter.pipeline.helpers import OutOfTime, ask_helper
from newsletter.processor_time import read_counted_time

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

# The interrupt is repeated: code that swallows one meets the next.
REPEAT_S = 1.0
LEAST_S = 0.05  # between two looks at the clock


class StageFault(PostError):
    """A stage cannot do a post, whatever stage it is."""

    def about(self, what: str, at: str) -> Self:
        """Return the same of a post that is known: "cannot" and what, and where it lies."""
        return type(self)(f"cannot {what}", at=at, why=self.why, fix=self.fix)


class TookTooLong(StageFault):
    """A post ran out of its deadline, and would do so again."""


class TimeIsUp(BaseException):
    """A stage took too long; no `except Exception` of a stage must catch it."""


@dataclass(frozen=True, slots=True)
class GuardedStage(Generic[_Task, _Result]):
    """A stage that ends: what it does with a task, or what it says when time is up.

    Attributes:
        stage: Takes a task, returns a result; both can be pickled.
        fail: Returns the result that says why the task could not be done.
        deadline_s: Seconds of processor time; 0 is no deadline.
    """

    stage: Callable[[_Task], _Result]
    fail: Callable[[_Task, StageFault], _Result]
    deadline_s: float

    def __call__(self, task: _Task) -> _Result:
        """Do one task.

        Raises:
            WorkersLost: Outside the main thread: the helper process was ended, or cannot start.
        """
        try:
            return self._do_in_time(task)
        except TimeIsUp:
            return self.fail(task, too_long(self.deadline_s))
        except RecursionError:
            return self.fail(task, too_deep())

    def _do_in_time(self, task: _Task) -> _Result:
        """Do one task here, or beside this process where nothing can be interrupted."""
        if not self.deadline_s or not hasattr(signal, "setitimer"):
            return self.stage(task)
        if threading.current_thread() is not threading.main_thread():
            return self._do_beside(task)
        with interrupted_after(self.deadline_s):
            return self.stage(task)

    def _do_beside(self, task: _Task) -> _Result:
        """Do one task for a caller that knows nothing of helpers."""
        try:
            return self.do_apart(task)
        except BrokenExecutor as error:
            raise lost_workers(str(error)) from None

    def do_apart(self, task: _Task) -> _Result:
        """Do one task in the helper process of this thread."""
        try:
            return ask_helper(self, task, self.deadline_s)
        except OutOfTime:
            return self.fail(task, too_long(self.deadline_s))


def lost_workers(why: str) -> WorkersLost:
    """Return the error of a run whose other processes are gone."""
    return WorkersLost(
        "the workers are lost",
        why=why,
        fix="run again: what is published is whole; with fewer --jobs when memory was short",
    )


def too_long(deadline_s: float) -> TookTooLong:
    """Return the error of a post that took too long; whoever knows the post adds its name."""
    return TookTooLong(
        "cannot finish a post",
        why=f"it took more than {deadline_s:g} s of processor time",
        fix="look for something unusual in it, such as thousands of brackets or one endless line; "
        "or raise [run] post_deadline_s; to have it tried again as it is, touch the file",
    )


def too_deep() -> StageFault:
    """Return the error of a post in which too much stands inside other markup."""
    return StageFault(
        "cannot finish a post",
        why="its markup is nested too deeply",
        fix="look for hundreds of tags, quotes or brackets inside each other",
    )


@contextmanager
def interrupted_after(deadline_s: float) -> Iterator[None]:
    """Raise `TimeIsUp` in the block after so much processor time of the main thread.

    The timer of the system counts all threads of the process, so it may ring too early: then it is
    set again. What an engine takes is not counted. Does nothing where there is no such timer, or
    outside the main thread.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not deadline_s or not is_main or not hasattr(signal, "setitimer"):
        yield
        return
    ends_s = read_counted_time() + deadline_s

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        left_s = ends_s - read_counted_time()
        if left_s <= 0:
            raise TimeIsUp
        signal.setitimer(signal.ITIMER_PROF, max(left_s, LEAST_S), REPEAT_S)

    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, deadline_s, REPEAT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
