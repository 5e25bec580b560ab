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
import traceback
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

# Processor time over its limit after which the system ends a helper that hears no timer.
GRACE_S = 5
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
        BrokenExecutor: The helper was ended otherwise, or cannot be started.
        Exception: What the function raised, with the place as a note; a `RuntimeError` that tells
            it where it cannot be sent.
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
            _send(self._process.stdin, pickle.dumps((function, task, limit_s)))
            is_done, result = pickle.loads(_receive(self._process.stdout))
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
    """Start a Python that imports what this one does, and nothing that lies in the folder.

    Raises:
        BrokenExecutor: The system has no room for another process.
    """
    path = [place or str(Path.cwd()) for place in sys.path]
    command = [sys.executable, "-P", "-c", _SERVE, *path]
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise BrokenExecutor(f"cannot start a worker process: {why}") from None


def serve() -> None:
    """Work for another process: do the tasks that come in until it is gone."""
    from newsletter.pipeline.collecting import Garbage, collecting_seldom

    garbage = Garbage()
    # Ctrl-C reaches every process of the terminal: the run alone says what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    # Nothing that a stage prints may stand among the answers.
    sys.stdout = sys.stderr
    with collecting_seldom(), suppress(EOFError, BrokenPipeError):
        while True:
            _send(outgoing, _serve_one(_receive(incoming)))
            garbage.collect()


def _serve_one(request: bytes) -> bytes:
    """Do one task; a fault in it is an answer, too."""
    try:
        function, task, limit_s = pickle.loads(request)
        _limit(limit_s)
        return pickle.dumps((True, function(task)))
    except Exception as error:
        # a bug: it stops the run there, with what it said here
        return _pack_fault(error)
    except SystemExit:
        return _pack_text()


def _pack_fault(error: Exception) -> bytes:
    """An error as an answer, with the place where it arose."""
    error.add_note(traceback.format_exc())
    try:
        packed = pickle.dumps((False, error))
        pickle.loads(packed)  # some can be sent, but not be read
    except Exception:
        return _pack_text()
    return packed


def _pack_text() -> bytes:
    """What is going wrong now, in words: the error itself cannot be sent."""
    return pickle.dumps((False, RuntimeError(traceback.format_exc())))


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


def _send(stream: IO[bytes], data: bytes) -> None:
    """Write one message behind its size."""
    stream.write(len(data).to_bytes(_SIZE_BYTES))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    """Read one message; it comes from the other end of our own pipe.

    Raises:
        EOFError: The other end is gone, at whatever it was.
    """
    n_bytes = int.from_bytes(_read_whole(stream, _SIZE_BYTES))
    return _read_whole(stream, n_bytes)


def _read_whole(stream: IO[bytes], n_bytes: int) -> bytes:
    """Read so many bytes and no fewer."""
    data = stream.read(n_bytes)
    if len(data) < n_bytes:
        raise EOFError
    return data
