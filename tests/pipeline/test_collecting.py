"""Looking for garbage less often: set for a run, given back afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from newsletter.pipeline.collecting import THRESHOLDS, Garbage, collecting_seldom


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
    """After a run all can be collected again."""
    with collecting_seldom():
        Garbage().collect()
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


@pytest.fixture
def frozen() -> Iterator[int]:
    """A program that froze what it had, and how many values that are."""
    gc.collect()
    gc.freeze()
    yield gc.get_freeze_count()
    gc.unfreeze()


def test_a_program_that_froze_for_itself_keeps_that_alone(frozen: int) -> None:
    """Nothing of a run is frozen beside it: what is frozen cannot be given back in part."""
    kept = [[number] for number in range(1000)]
    with collecting_seldom():
        Garbage().collect()
        assert 0 < gc.get_freeze_count() <= frozen
    assert 0 < gc.get_freeze_count() <= frozen
    assert len(kept) == 1000


def test_runs_that_overlap_give_back_what_was_set() -> None:
    """The first that began may end first; thresholds and freezing last as long as any goes on."""
    before = gc.get_threshold()
    first, second = collecting_seldom(), collecting_seldom()
    first.__enter__()
    Garbage().collect()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold() == THRESHOLDS
    assert gc.get_freeze_count() > 0
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_one_run_after_the_other_freezes_anew() -> None:
    """A second run has its own values to freeze, and gives them back too."""
    for _ in range(2):
        with collecting_seldom():
            Garbage().collect()
            assert gc.get_freeze_count() > 0
        assert gc.get_freeze_count() == 0


def test_nothing_is_frozen_outside_a_run() -> None:
    """Nobody would give it back."""
    Garbage().collect()
    assert gc.get_freeze_count() == 0
