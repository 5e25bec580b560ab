"""Looking for garbage less often: set for a run, given back afterwards."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from newsletter.pipeline.collecting import Garbage, collecting_seldom


@collecting_seldom()
def fail_in_a_run() -> None:
    """Fail with the first threshold that is set."""
    raise ValueError(gc.get_threshold()[0])


def test_a_run_gives_back_what_was_set() -> None:
    """A program that calls us keeps its own thresholds, also after an error."""
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="20000"):
        fail_in_a_run()
    assert gc.get_threshold() == before


def test_what_a_post_leaves_in_circles_goes() -> None:
    """Garbage is taken away after each post, also when all else is frozen."""

    class Token:
        """Something that knows itself."""

        def __init__(self) -> None:
            self.own = self

    with collecting_seldom():
        garbage = Garbage()
        garbage.collect()
        for _ in range(2):
            left = ref(Token())
            assert left() is not None
            garbage.collect()
            assert left() is None


def test_a_run_freezes_nothing_for_good() -> None:
    """After a run all can be collected again; what the program froze itself stays frozen."""
    with collecting_seldom():
        Garbage().collect()
    assert gc.get_freeze_count() == 0
    gc.freeze()
    with collecting_seldom():
        Garbage().collect()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
