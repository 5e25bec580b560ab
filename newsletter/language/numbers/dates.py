"""Read dates and clock times that are written in digits.

`01.09.2004`, `12/12/19`, `2021.6.11`, `2025-11-02`, `18.01.`, `19.15 Uhr`, `5.30pm`,
`21h30`: separators that would otherwise be read as decimals. Each part is an amount of
its own, so that the other language may write the month as a word and the hour by the
other clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

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
    r"(?:(?P<colon>:)|(?P<h>\s?h\s?)|\.)(?P<minute>[0-5]\d)"
    r"(?![\d.,:]\d|\d|\s?%)"
    r"(?P<behind>\s?(?:[ap]\.?m\b|Uhr\b|h\b|ч\b|годин\w*|น\.))?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def find_dates(text: str) -> tuple[Amount, ...]:
    """Return the parts of dates and clock times, in text order."""
    found: list[Amount] = []
    if not _DIGITS.search(text):
        return ()
    for match in (*_DATE.finditer(text), *_DAY_AND_MONTH.finditer(text)):
        parts = list(_read_parts(match))
        if _is_date([int(part.readings[0].value) for part in parts]):
            found += parts
    for match in _CLOCK.finditer(text):
        if match["colon"] or match["h"] or match["behind"]:
            found += _read_clock(match)
    return tuple(sorted(found, key=lambda amount: amount.start))


def _read_parts(match: re.Match[str]) -> Iterator[Amount]:
    for part in _DIGITS.finditer(match.group()):
        value = Fraction(part.group())
        readings = [Reading(value)]
        is_year = len(part.group()) == 4
        is_last = part.end() == len(match.group())
        if is_last and len(part.group()) == 2:
            readings.append(Reading(2000 + value))
        start = match.start() + part.start()
        duty = Duty.MUST if is_year else Duty.SHOULD
        yield Amount(
            part.group(),
            start,
            start + len(part.group()),
            tuple(readings),
            duty,
        )


def _is_date(values: list[int]) -> bool:
    """A day and a month stand in it, in either order; else it is a version or a sum."""
    starts_with_year = len(values) == 3 and values[0] > 31
    pair = values[1:] if starts_with_year else values[:2]
    return 1 <= min(pair) <= 12 and 1 <= max(pair) <= 31


def _read_clock(match: re.Match[str]) -> Iterator[Amount]:
    hour = Fraction(match["hour"])
    start, end = match.span("hour")
    yield Amount(match["hour"], start, end, read_hour(hour), Duty.SHOULD)
    minute = Fraction(match["minute"])
    duty = Duty.MUST if minute else Duty.MAY
    start, end = match.span("minute")
    yield Amount(match["minute"], start, end, (Reading(minute),), duty)


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
        found = (
            (
                _MONTHS.index((match["month"] or match["month2"])[:3].lower())
                + 1,
                int(match["day"] or match["day2"]),
            )
            for match in _NAMED.finditer(text)
        )
        return frozenset(found)
    pairs = (map(int, match.groups()) for match in _CJK_DATE.finditer(text))
    return frozenset((month, day) for month, day in pairs)


def read_hour(hour: Fraction) -> tuple[Reading, ...]:
    """Return what an hour means by both clocks, as it is written first."""
    other = hour - 12 if hour >= 12 else hour + 12
    values = [hour, other]
    if hour in (0, 12, 24):
        values = [
            hour,
            *(value for value in map(Fraction, (0, 12, 24)) if value != hour),
        ]
    return tuple(map(Reading, values))
