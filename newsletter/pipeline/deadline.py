"""End a stage that takes too long for one post, counted in processor time.

A stage is pure and cannot be asked whether it will ever end. The text of a post is hostile, or was
written by a machine, and one that sends a parser round in circles must not keep all others from
being published. Processor time is counted, not time on the clock: a busy machine makes no post
slow, and waiting for an engine costs nothing.

In the main thread of a process (one job, or a worker of the pool) a timer of the system interrupts
the stage; also a regular expression, which looks for signals as it goes. A thread cannot be
interrupted: there (a worker of a cluster) the stage is done in a helper process of its own, which
ends itself by the same timer, and is ended by the system where the timer is not heard.

Rejected: a second thread that raises in the first (never heard inside a regular expression), a
clock in every loop of every stage (the loop that hangs is the one that has none), and a process a
post everywhere (half the time of a run).
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import IO, Any, Generic, TypeVar

from newsletter.errors import PostError

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

REPEAT_S = (
    1.0  # the interrupt is repeated: code that swallows one meets the next
)
GRACE_S = (
    5  # processor time after which the system ends a helper that hears no timer
)
_SIZE_BYTES = 8


class TimeIsUp(BaseException):
    """A stage took too long; no `except Exception` of a stage must catch it."""


@dataclass(frozen=True, slots=True)
class GuardedStage(Generic[_Task, _Result]):
    """A stage that ends: what it does with a task, or what it says when time is up.

    Attributes:
        stage: Takes a task, returns a result; both can be pickled.
        fail: Returns the result that says that the task took too long.
        deadline_s: Seconds of processor time; 0 is no deadline.
    """

    stage: Callable[[_Task], _Result]
    fail: Callable[[_Task, PostError], _Result]
    deadline_s: float

    def __call__(self, task: _Task) -> _Result:
        """Do one task."""
        if not self.deadline_s or not hasattr(signal, "setitimer"):
            return self.stage(task)
        try:
            if threading.current_thread() is threading.main_thread():
                with interrupted_after(self.deadline_s):
                    return self.stage(task)
            return _ask_helper(self.stage, task, self.deadline_s)
        except TimeIsUp:
            return self.fail(task, too_long(self.deadline_s))


def too_long(deadline_s: float) -> PostError:
    """Return the error of a post that took too long; whoever knows the post adds its name."""
    return PostError(
        "cannot finish a post",
        why=f"it took more than {deadline_s:g} s of processor time",
        fix="look for something unusual in it, such as thousands of brackets or one endless line; "
        "or raise [run] post_deadline_s",
    )


@contextmanager
def interrupted_after(deadline_s: float) -> Iterator[None]:
    """Raise `TimeIsUp` in the block after so much processor time of this process.

    Does nothing where there is no such timer, or outside the main thread.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not deadline_s or not is_main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _interrupt)
    signal.setitimer(signal.ITIMER_PROF, deadline_s, REPEAT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise TimeIsUp


# ---------------------------------------------------------------- the helper process

_own = threading.local()


def _ask_helper(
    stage: Callable[[_Task], _Result], task: _Task, deadline_s: float
) -> _Result:
    """Do a task in the helper process of this thread, started at its first use."""
    helper: _Helper | None = getattr(_own, "helper", None)
    if helper is None:
        helper = _own.helper = _Helper()
    try:
        is_done, result = helper.ask((stage, task, deadline_s))
    except (OSError, EOFError):  # the system has ended it
        _own.helper = None
        raise TimeIsUp from None
    if isinstance(result, BaseException):
        raise result
    if not is_done:
        raise TimeIsUp
    answer: _Result = result
    return answer


class _Helper:
    """A process that does one task after another for one thread; it ends with the thread."""

    def __init__(self) -> None:
        command = [
            sys.executable,
            "-c",
            "from newsletter.pipeline.deadline import serve; serve()",
        ]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe)

    def ask(self, task: object) -> Any:
        """Send a task and wait for what comes of it."""
        assert self._process.stdin
        assert self._process.stdout
        _send(self._process.stdin, task)
        return _receive(self._process.stdout)

    def __del__(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        self._process.kill()
        self._process.wait()


def serve() -> None:
    """Work for another process: do the tasks that come in until it is gone."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = (
        sys.stderr
    )  # nothing a stage prints may stand among the answers
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            stage, task, deadline_s = _receive(incoming)
            _send(outgoing, _serve_one(stage, task, deadline_s))


def _serve_one(
    stage: Callable[[Any], object], task: object, deadline_s: float
) -> tuple[bool, object]:
    """Do one task within its time; a fault in it is an answer, too."""
    _limit(deadline_s)
    try:
        with interrupted_after(deadline_s):
            return True, stage(task)
    except TimeIsUp:
        return False, None
    except (
        Exception
    ) as error:  # a bug: it stops the run there, with what it said here
        return False, error


def _limit(deadline_s: float) -> None:
    """Let the system end this process when it hears no timer for some seconds of its time."""
    import resource
    import time

    used_s = int(time.process_time()) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(
        resource.RLIMIT_CPU, (used_s + int(deadline_s) + GRACE_S, hard)
    )


def _send(stream: IO[bytes], value: object) -> None:
    """Write one value behind its size."""
    data = pickle.dumps(value)
    stream.write(len(data).to_bytes(_SIZE_BYTES))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    """Read one value; what is read comes from the other end of our own pipe."""
    size = stream.read(_SIZE_BYTES)
    if len(size) < _SIZE_BYTES:
        raise EOFError
    return pickle.loads(stream.read(int.from_bytes(size)))
