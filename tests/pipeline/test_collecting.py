"""Looking for garbage less often: set for a run, given back afterwards."""

from __future__ import annotations

import gc

import pytest

from newsletter.pipeline.collecting import collecting_seldom


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
