"""Raised and lowered parts in plain text."""

from __future__ import annotations

import pytest

from newsletter.language.raised import write_lowered, write_raised

RAISED = [
    ("10", "6", "⁶"),
    ("10", "-3", "⁻³"),
    ("300円", "1", "¹"),
    ("円", "1,2", "¹,²"),
    ("円", "[1]", "¹"),
    ("2", "n", "^n"),
    ("2", "n+1", "^(n+1)"),
    ("e", "-x", "^(-x)"),
    # as they stand
    ("5", "th", "th"),
    ("1", "er", "er"),
    ("A", "TM", "TM"),
    ("x", "n", "n"),
    ("5", "*", "*"),
    ("300", "注1", "注1"),
    ("円", "[注]", "[注]"),
    ("5", "", ""),
]


@pytest.mark.parametrize(("base", "raised", "written"), RAISED)
def test_a_raised_part_is_told_from_what_it_stands_on(base: str, raised: str, written: str) -> None:
    """No amount comes out that nobody wrote; ordinals and notes in words stay as they are."""
    assert write_raised(base, raised) == written


@pytest.mark.parametrize(
    ("base", "lowered", "written"),
    [("10", "2", "₂"), ("CO", "2", "2"), ("x", "i", "i"), ("", "2", "2")],
)
def test_lowered_digits_behind_digits_are_told_apart(base: str, lowered: str, written: str) -> None:
    """Chemists write CO2 on the line, too."""
    assert write_lowered(base, lowered) == written
