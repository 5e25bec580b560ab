"""Have Python look for garbage in circles less often while a run goes on.

A post makes tens of thousands of small values, hardly any of them in a circle; looking through them
after every 700, as Python does, takes 7 % of a run. Measured on 30 posts: 6.5 s as it is, 5.9 s
with this, 5.9 s with no looking at all, and 2 MB more memory.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (20_000, 20, 50)


def collect_seldom() -> None:
    """Set it for the rest of this process.

    What is there now stays, so it need not be looked through: forked workers then share its memory.
    """
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Set it while something goes on; a program that calls us gets back what it had."""
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
