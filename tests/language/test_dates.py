"""Dates and clock times in digits, whose separators are no decimals."""

from __future__ import annotations

from fractions import Fraction

import pytest

from newsletter.language.numbers.amount import Duty
from newsletter.language.numbers.dates import find_dates, find_month_days, read_hour


def _parts(text: str) -> list[str]:
    return [amount.text for amount in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("01.09.2004", ["01", "09", "2004"]),
        ("12/12/19", ["12", "12", "19"]),
        ("31/12/2024", ["31", "12", "2024"]),
        ("12/31/2024", ["12", "31", "2024"]),
        ("2021.6.11", ["2021", "6", "11"]),
        ("2025-11-02", ["2025", "11", "02"]),
        ("2025/1/31", ["2025", "1", "31"]),
        ("18.01.", ["18", "01"]),
        ("18. 12.", ["18", "12"]),
        ("am 5.6. um 9", ["5", "6"]),
        ("2025-11-02 and 2025-11-03", ["2025", "11", "02", "2025", "11", "03"]),
        ("刊行日は2025/11/02です", ["2025", "11", "02"]),
    ],
)
def test_the_parts_of_a_date_are_amounts_of_their_own(text: str, parts: list[str]) -> None:
    """So that another language can write the month as a word."""
    assert _parts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no digits",
        "3.5",
        "1.234.567",
        "2025-13-32",
        "2025-00-10",
        "2025-11-32",
        "13/13/2025",
        "32/12/2025",
        "0/12/2025",
        "12/12/192",
        "12/12/20255",
        "12-12/2025",
        "2025.11-02",
        "192.168.0.24",
        "18.13.",
        "32.01.",
        "18.01.5",
        "2025-11",
        "1/2",
        "2025",
    ],
)
def test_what_has_no_day_and_month_is_no_date(text: str) -> None:
    """A version, a sum or an address keeps its separators."""
    assert _parts(text) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("7:30", ["7", "30"]),
        ("07:05", ["07", "05"]),
        ("23:59", ["23", "59"]),
        ("24:00", ["24", "00"]),
        ("0:00", ["0", "00"]),
        ("19.15 Uhr", ["19", "15"]),
        ("5.30pm", ["5", "30"]),
        ("5.30 p.m.", ["5", "30"]),
        ("5.30 AM", ["5", "30"]),
        ("21h30", ["21", "30"]),
        ("21 h 30", ["21", "30"]),
        ("8.45 ч", ["8", "45"]),
        ("8.45 годин", ["8", "45"]),
        ("8.45 น.", ["8", "45"]),
        ("7:30~8:45", ["7", "30", "8", "45"]),
    ],
)
def test_a_clock_time_is_hour_and_minute(text: str, parts: list[str]) -> None:
    """A dot needs a word behind it, a colon and an h do not."""
    assert _parts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "19.15",
        "19.15 Euro",
        "25:00",
        "7:60",
        "7:5",
        "17:301",
        "7:30:15:20",
        "1.7:30",
        "12.50 %",
        "7h5",
        "5.30 pmx",
        "19.15 Uhren",
        "117:30",
    ],
)
def test_a_decimal_and_a_ratio_are_no_clock_time(text: str) -> None:
    """Hours end at 24, minutes have two digits and end at 59."""
    assert _parts(text) == []


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("2025-11-02", [Duty.MUST, Duty.SHOULD, Duty.SHOULD]),
        ("12/12/19", [Duty.SHOULD, Duty.SHOULD, Duty.SHOULD]),
        ("12/12/2019", [Duty.SHOULD, Duty.SHOULD, Duty.MUST]),
        ("7:30", [Duty.SHOULD, Duty.MUST]),
        ("7:00", [Duty.SHOULD, Duty.MAY]),
    ],
)
def test_a_year_and_a_minute_must_come_over(text: str, duties: list[Duty]) -> None:
    """A month may become a word, and nobody says the minutes of a full hour."""
    assert [amount.duty for amount in find_dates(text)] == duties


@pytest.mark.parametrize(
    ("text", "values"),
    [("12/11/19", [19, 2019]), ("12/11/2019", [2019]), ("18.01.", [1, Fraction(1801, 100)])],
)
def test_a_short_year_can_be_a_long_one(text: str, values: list[int]) -> None:
    """Only two digits at the end are a short year."""
    assert [reading.value for reading in find_dates(text)[-1].readings] == values


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rates rose to 4.5. The yen fell.", []),
        ("See section 10.3.", []),
        ("On 18.01.2004 it rose to 4.5.", ["18", "01", "2004"]),
    ],
)
def test_a_language_without_short_dates_ends_its_sentences_with_decimals(
    text: str, parts: list[str]
) -> None:
    """English writes no date with two dots, so 4.5 is not the fourth of May."""
    assert [amount.text for amount in find_dates(text, has_short=False)] == parts


def test_a_short_date_may_be_a_decimal() -> None:
    """Nobody can tell whether German speaks of a day or of a section."""
    values = [{reading.value for reading in amount.readings} for amount in find_dates("in 16.3.")]
    assert values == [{16, Fraction(163, 10)}, {3, Fraction(163, 10)}]
    parted = [{reading.value for reading in amount.readings} for amount in find_dates("16. 3.")]
    assert parted == [{16}, {3}]


def test_a_date_stands_where_its_digits_are() -> None:
    """Places are those of the text, in its order."""
    text = "Um 7:30, nicht am 18.01. oder 12/12/2019"
    amounts = find_dates(text)
    assert [text[amount.start : amount.end] for amount in amounts] == _parts(text)
    assert [amount.start for amount in amounts] == sorted(amount.start for amount in amounts)


@pytest.mark.parametrize(
    ("hour", "values"),
    [
        (1, [1, 13]),
        (11, [11, 23]),
        (13, [13, 1]),
        (23, [23, 11]),
        (0, [0, 12, 24]),
        (12, [12, 0, 24]),
        (24, [24, 0, 12]),
    ],
)
def test_an_hour_is_read_by_both_clocks(hour: int, values: list[int]) -> None:
    """The written one first; noon and midnight are mistaken for each other."""
    assert [reading.value for reading in read_hour(Fraction(hour))] == values


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("Jan. 5", "en", {(1, 5)}),
        ("January 5, 2025", "en", {(1, 5)}),
        ("5th of January", "en", {(1, 5)}),
        ("on Sept. 30", "en", {(9, 30)}),
        ("JULY 4", "en-GB", {(7, 4)}),
        ("July 1 and 2 August", "en", {(7, 1), (8, 2)}),
        ("July 4.5", "en", set()),
        ("July 2025", "en", set()),
        ("July", "en", set()),
        ("the 5th", "en", set()),
        ("1月5日", "en", set()),
        ("1月5号", "zh", {(1, 5)}),
        ("1月5號", "zh-Hant", {(1, 5)}),
        ("1월5일", "ko", {(1, 5)}),
        ("1月の5日", "ja", set()),
        ("1月5人", "ja", set()),
        ("January 5", "ja", set()),
    ],
)
def test_a_named_month_has_its_day_beside_it(
    text: str,
    language: str,
    dates: set[tuple[int, int]],
) -> None:
    """A month with a year, a day alone and the words of another language are no date."""
    assert find_month_days(text, language) == dates
