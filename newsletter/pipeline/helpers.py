"""Do tasks in processes of their own: one helper for each thread that asks.

A helper is a fresh Python that reads tasks from one pipe and writes their results to another.
It has nothing of the run but these two: no lock, no database, none of its memory. It ends when the
pipe does, so that it never outlives a killed run by more than the task it is at.

The processes of `multiprocessing` were left: with two workers there were five processes, of which a
server and a tracker do no work, and each imported the command line once more.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

GRACE_S = (
    5  # processor time after which the system ends a helper that hears no timer
)
_SIZE_BYTES = 8
_SERVE = (
    "import sys; sys.path = sys.argv[1:]; "
    "from newsletter.pipeline.helpers import serve; serve()"
)
_own = threading.local()


class OutOfTime(Exception):
    """The system ended a helper that had used more than its processor time."""


def ask_helper(
    function: Callable[[_Task], _Result], task: _Task, limit_s: float = 0
) -> _Result:
    """Do a task in the helper of this thread, which is started at its first task.

    Args:
        function: Takes a task, returns a result; all three can be pickled.
        limit_s: Seconds of processor time after which the system may end the helper; 0 is never.

    Raises:
        OutOfTime: The system has ended it for that.
        BrokenExecutor: The helper was ended otherwise.
    """
    helper: Helper | None = getattr(_own, "helper", None)
    if helper is None:
        helper = Helper()
        use_helper(helper)
    return helper.do(function, task, limit_s)


def use_helper(helper: Helper) -> None:
    """Let what this thread asks be done by this helper."""
    _own.helper = helper


class Helper:
    """A process that does one task after another; it is started at its first task."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def do(
        self,
        function: Callable[[_Task], _Result],
        task: _Task,
        limit_s: float = 0,
    ) -> _Result:
        """Send a task and wait for its result; see `ask_helper`."""
        self._process = self._process or _start()
        assert self._process.stdin
        assert self._process.stdout
        try:
            _send(self._process.stdin, (function, task, limit_s))
            is_done, result = _receive(self._process.stdout)
        except (OSError, EOFError):
            raise self._explain_end() from None
        if not is_done:
            raise result
        answer: _Result = result
        return answer

    def interrupt(self) -> None:
        """End the process, whatever it is at; the thread that waits for it learns that."""
        process = self._process
        if process:
            process.kill()

    def _explain_end(self) -> Exception:
        """What the end of the process means."""
        code = self.end()
        if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
            return OutOfTime()
        return BrokenExecutor("a worker process ended abruptly")

    def end(self) -> int:
        """End the process and return its exit code; a further task starts another."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        return code

    def __del__(self) -> None:
        self.end()


def _start() -> subprocess.Popen[bytes]:
    """Start a Python that imports what this one does, and nothing that lies in the folder."""
    path = [place or str(Path.cwd()) for place in sys.path]
    command = [sys.executable, "-P", "-c", _SERVE, *path]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe)


def serve() -> None:
    """Work for another process: do the tasks that come in until it is gone."""
    from newsletter.pipeline.collecting import Garbage, collect_seldom

    collect_seldom()
    garbage = Garbage()
    # Ctrl-C reaches every process of the terminal: the run alone says what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = (
        sys.stderr
    )  # nothing a stage prints may stand among the answers
    with suppress(EOFError, BrokenPipeError):
        while True:
            _send(outgoing, _serve_one(*_receive(incoming)))
            garbage.collect()


def _serve_one(
    function: Callable[[Any], object], task: object, limit_s: float
) -> tuple[bool, object]:
    """Do one task; a fault in it is an answer, too."""
    _limit(limit_s)
    try:
        return True, function(task)
    except (
        Exception
    ) as error:  # a bug: it stops the run there, with what it said here
        return False, error


def _limit(limit_s: float) -> None:
    """Let the system end this process when it hears no timer for some seconds of its time."""
    if sys.platform == "win32":
        return
    import resource
    import time

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard
    if limit_s:
        soft = int(time.process_time()) + 1 + int(limit_s) + GRACE_S
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


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
