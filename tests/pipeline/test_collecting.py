"""Looking for garbage less often: set for a run, given back afterwards."""

from __future__ import annotations

import gc

import pytest

from newsletter.pipeline.collecting import THRESHOLDS, collecting_seldom


def test_a_run_gives_back_what_was_set() -> None:
    """A program that calls us keeps its own thresholds, also after an error."""
    before = gc.get_threshold()
    with pytest.raises(KeyError), collecting_seldom():
        assert gc.get_threshold() == THRESHOLDS
        raise KeyError
    assert gc.get_threshold() == before
