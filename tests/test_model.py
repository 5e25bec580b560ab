"""The values that travel."""

from __future__ import annotations

import pickle

import pytest

from newsletter.model import (
    Choice,
    Finding,
    Lines,
    Origin,
    Removal,
    RemovalKind,
    Severity,
    Translation,
    Travelling,
    Unit,
    UnitKind,
)

UNIT = Unit(UnitKind.SENTENCE, "一文。", "ja", "見出し", 3)
FINDING = Finding("amounts", Severity.ERROR, "1兆円 is lost")
VALUES = (
    Lines(3, 7),
    Removal(
        RemovalKind.REPEAT,
        "文。",
        Lines(1, 1),
        "stands elsewhere",
        "exact",
        Lines(9, 9),
        "文。",
        1.0,
    ),
    Choice("文。", True, 0.5, (("lead", 0.2),), "kept for: lead", Lines(1, 1)),
    UNIT,
    FINDING,
    Translation(UNIT, "One sentence.", Origin.ENGINE, "google", (FINDING,)),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_crosses_a_process_border(value: Travelling) -> None:
    """A value that was pickled is equal and of its type.

    Every kind that travels so is tried here.
    """
    assert pickle.loads(pickle.dumps(value)) == value
    assert {type(each).__name__ for each in VALUES} == {
        each.__name__ for each in Travelling.__subclasses__()
    }
