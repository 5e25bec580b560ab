"""Rows of thousands of digits, numerals, blanks or hyphens are read through once.

Each row took minutes when every place of it was tried to its end; it takes a second now. The
deadline between the two says nothing about speed: it ends a test that would not end by itself.
"""

from __future__ import annotations

import pytest

from newsletter.language.numbers import find_amounts, find_free_units
from newsletter.pipeline.deadline import interrupted_after

DEADLINE_S = 20.0
ROWS = [
    ("ja", "9" * 60_000 + "分"),
    ("ja", "三" * 120_000 + "分"),
    ("ja", "1" + "億" * 60_000),
    ("ja", "令和7年" * 16_000),
    ("de", "1." * 10_000),
    ("fr", "1.1" * 8_000),
    ("pt", "a" + "-" * 20_000),
    ("ru", "$" * 20_000),
    ("de", "Millionen " * 6_000),
    ("ru", "млн " * 10_000),
    ("es", "mil " * 8_000),
]


@pytest.mark.parametrize(("language", "row"), ROWS, ids=[f"{tag} {row[:4]}" for tag, row in ROWS])
def test_a_long_row_is_read_through_once(language: str, row: str) -> None:
    """Amounts and units of it are found, and that ends."""
    with interrupted_after(DEADLINE_S):
        find_free_units(row, language, find_amounts(row, language))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3分の1", ["1/3"]),
        ("三分の二", ["2/3"]),
        ("1,234分の1", ["1/1234"]),
        ("長さ1,2分の1", ["1", "1/2"]),
        ("1.5分の1", ["2/3"]),
        ("2十分の1", ["1/10"]),
        ("123分", ["123"]),
        ("1,234分、2", ["1234", "2"]),
        ("分の1", ["1"]),
    ],
)
def test_a_fraction_begins_where_its_number_does(text: str, values: list[str]) -> None:
    """Not within a row of digits, nor behind the comma of a thousand."""
    found = [str(amount.readings[0].value) for amount in find_amounts(text, "ja")]
    assert [value for value in values if value in found] == values


@pytest.mark.parametrize(
    ("text", "language", "units"),
    [
        ("in Millionen - Euro", "de", {"EUR"}),
        ("$ und   %", "de", {"USD", "%"}),
        ("US $", "fr", {"USD"}),
        ("yüzde", "tr", set()),
        ("deu ro", "pt", set()),
    ],
)
def test_units_on_their_own_are_found(text: str, language: str, units: set[str]) -> None:
    """Whatever blanks and hyphens stand before them."""
    assert find_free_units(text, language, ()) == units
