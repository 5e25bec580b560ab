"""Read dates and clock times that are written in digits.

`01.09.2004`, `12/12/19`, `2021.6.11`, `2025-11-02`, `18.01.`, `19.15 Uhr`, `5.30pm`,
`21h30`: separators that would otherwise be read as decimals. Each part is an amount of
its own, so that the other language may write the month as a word and the hour by the
other clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from operator import attrgetter

from newsletter.language.numbers.amount import Amount, Duty, Reading
from newsletter.language.tags import base

_DATE = re.compile(
    r"(?<![\d./-])(?:"
    r"(?P<year>\d{4})(?P<s1>[./-])\d{1,2}(?P=s1)\d{1,2}"
    r"|\d{1,2}(?P<s2>[./-])\d{1,2}(?P=s2)(?:\d{4}|\d{2})"
    r")(?![\d])"
)
# 18.01. : a day and a month that both end in a dot, as in German and Czech.
_DAY_AND_MONTH = re.compile(
    r"(?<![\d.,])\d{1,2}\.\s?(?:0?[1-9]|1[0-2])\.(?!\d)"
)
_CLOCK = re.compile(
    r"(?<![\d.:,])(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?P<sure>:|\s?h\s?)|\.)(?P<minute>[0-5]\d)"
    r"(?![\d.,:]\d|\d|\s?%)"
    r"(?P<behind>\s?(?:[ap]\.?m\b|Uhr\b|h\b|ч\b|годин\w*|น\.))?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_MIDNIGHTS = [Fraction(0), Fraction(12), Fraction(24)]  # 12 is also noon


def find_dates(text: str, *, has_short: bool = True) -> tuple[Amount, ...]:
    """Return the parts of dates and clock times, in text order.

    Args:
        text: Plain text.
        has_short: The language writes a day and a month with two dots (`18.01.`). In
            another one that is a decimal at the end of a sentence.
    """
    if not _DIGITS.search(text):
        return ()
    found: list[Amount] = []
    for match in _DATE.finditer(text):
        if _is_date(_read_numbers(match)):
            found += _read_parts(match)
    if has_short:
        for match in _DAY_AND_MONTH.finditer(text):
            if _is_date(_read_numbers(match)):
                found += _read_short(match)
    for match in _CLOCK.finditer(text):
        if match["sure"] or match["behind"]:
            found += _read_clock(match)
    return tuple(sorted(found, key=attrgetter("start")))


def _read_parts(match: re.Match[str]) -> Iterator[Amount]:
    """Year, month and day; two digits at the end may also be a short year."""
    for part in _DIGITS.finditer(match.group()):
        digits = part.group()
        readings = [Reading(Fraction(digits))]
        is_last = part.end() == len(match.group())
        if is_last and len(digits) == 2:
            readings.append(Reading(Fraction(2000 + int(digits))))
        is_year = len(digits) == 4
        duty = Duty.MUST if is_year else Duty.SHOULD
        start = match.start() + part.start()
        end = start + len(digits)
        yield Amount(digits, start, end, tuple(readings), duty)


def _read_numbers(match: re.Match[str]) -> list[int]:
    return list(map(int, _DIGITS.findall(match.group())))


def _read_short(match: re.Match[str]) -> Iterator[Amount]:
    """Day and month, each of which may stand for a decimal: "Abschnitt 16.3.", "um 4.5."."""
    whole = match.group().removesuffix(".")
    if " " in whole:
        yield from _read_parts(match)
        return
    decimal = Reading(Fraction(whole))
    for part in _read_parts(match):
        yield replace(part, readings=(*part.readings, decimal))


def _is_date(values: list[int]) -> bool:
    """A day and a month stand in it, in either order; else it is a version or a sum."""
    starts_with_year = len(values) == 3 and values[0] > 31
    pair = values[1:] if starts_with_year else values[:2]
    low, high = sorted(pair)
    return 1 <= low <= 12 and 1 <= high <= 31


def _read_clock(match: re.Match[str]) -> Iterator[Amount]:
    """Hour and minute; a full hour need not say its minutes."""
    hour = read_hour(Fraction(match["hour"]))
    yield Amount(match["hour"], *match.span("hour"), hour, Duty.SHOULD)
    minute = Fraction(match["minute"])
    duty = Duty.MUST if minute else Duty.MAY
    reading = (Reading(minute),)
    yield Amount(match["minute"], *match.span("minute"), reading, duty)


_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_NAMED = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d)"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{'|'.join(_MONTHS)})[a-z]*\b",
    re.IGNORECASE,
)
_CJK_DATE = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]")


def find_month_days(text: str, language: str) -> frozenset[tuple[int, int]]:
    """Return (month, day) of the dates of a text: English and East Asian ones."""
    if base(language) == "en":
        return frozenset(map(_read_month_day, _NAMED.finditer(text)))
    pairs = (map(int, match.groups()) for match in _CJK_DATE.finditer(text))
    return frozenset((month, day) for month, day in pairs)


def _read_month_day(match: re.Match[str]) -> tuple[int, int]:
    """`March 5th` or `5 March` as (3, 5)."""
    month = match["month"] or match["month2"]
    day = match["day"] or match["day2"]
    return _MONTHS.index(month[:3].lower()) + 1, int(day)


def read_hour(hour: Fraction) -> tuple[Reading, ...]:
    """Return what an hour means by both clocks, as it is written first."""
    others = [hour - 12 if hour >= 12 else hour + 12]
    if hour in _MIDNIGHTS:
        others = _MIDNIGHTS
    return tuple(map(Reading, dict.fromkeys((hour, *others))))
