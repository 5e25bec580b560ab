"""What is no number of a machine is none, and never an error."""

from __future__ import annotations

import pytest

from newsletter.language.whole_numbers import read_whole


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("480", 480), ("007", 7), ("9" * 15, 10**15 - 1)]
)
def test_digits_are_a_number(text: str, number: int) -> None:
    """Also with zeros in front."""
    assert read_whole(text) == number


@pytest.mark.parametrize(
    "text", ["", " 1", "1\n", "-1", "+1", "1.0", "1e3", "0x1", "1_000", "²", "٣", "１", "9" * 5000]
)
def test_anything_else_is_none(text: str) -> None:
    """Also what `str.isdigit` takes for one, and what is too long for `int`."""
    assert read_whole(text) is None
