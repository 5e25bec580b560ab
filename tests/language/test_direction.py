from __future__ import annotations

import pytest

from newsletter.language.direction import isolate, text_direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Ann", "ltr"),
        ("1 Main Street", "ltr"),
        ("日本", "ltr"),
        ("(السوق)", "rtl"),
        ("שלום", "rtl"),
        ("57.0 %", ""),
        ("12 שלום Ann", "rtl"),
        ("Ann שלום", "ltr"),
        ("٢٠٢٥", ""),
        ("« … »", ""),
        ("привет", "ltr"),
        ("فارسی", "rtl"),
        ("", ""),
    ],
)
def test_the_first_letter_with_a_direction_decides(text: str, direction: str) -> None:
    """Digits and marks have none of their own."""
    assert text_direction(text) == direction


@pytest.mark.parametrize(
    ("text", "direction", "isolated"),
    [("Ann", "rtl", True), ("السوق", "ltr", True), ("Ann", "ltr", False), ("12", "rtl", False)],
)
def test_only_a_foreign_text_is_set_apart(text: str, direction: str, isolated: bool) -> None:
    """Invisible marks stand where they are needed and nowhere else."""
    assert (isolate(text, direction) != text) == isolated


def test_a_text_set_apart_stands_whole_between_its_marks() -> None:
    """First strong isolate before it, its end behind it, nothing changed inside."""
    assert isolate("Ann", "rtl") == "\u2068Ann\u2069"
