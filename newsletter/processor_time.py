"""Count the processor time that the main thread takes for a post, without what an engine takes.

An engine may compute on this machine, in the main thread or beside it; it has a deadline of its
own. So the clock of the thread is read, not that of the process, and it stands still while an
engine is asked.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class _Clock:
    """The processor time of the main thread, with pauses."""

    def __init__(self) -> None:
        self.left_out_s = 0.0
        self.stands_at_s: float | None = None

    def read(self) -> float:
        """Seconds so far."""
        now_s = self.stands_at_s
        if now_s is None:
            now_s = time.thread_time()
        return now_s - self.left_out_s


_CLOCK = _Clock()


def read_counted_time() -> float:
    """Return the seconds of processor time that count, since some moment; of the main thread."""
    return _CLOCK.read()


@contextmanager
def not_counted() -> Iterator[None]:
    """Let the clock stand still for the block; in another thread there is nothing to do."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or _CLOCK.stands_at_s is not None:
        yield
        return
    begun_s = _CLOCK.stands_at_s = time.thread_time()
    try:
        yield
    finally:
        _CLOCK.left_out_s += time.thread_time() - begun_s
        _CLOCK.stands_at_s = None
