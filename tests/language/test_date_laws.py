"""Laws of dates and clock times: each part is an amount, however the language writes the day."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.language.numbers import find_amounts, find_month_days, same_amount
from newsletter.language.numbers.dates import find_dates, read_hour

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
TIMES = st.times(time(0, 0), time(23, 59))
NOTHING: frozenset[str] = frozenset()

# How a day is written in digits: the parts in their order.
FORMS = {
    "year first, hyphens": ("{0:%Y-%m-%d}", "ymd"),
    "year first, slashes": ("{0:%Y/%m/%d}", "ymd"),
    "year first, dots": ("{0.year}.{0.month}.{0.day}", "ymd"),
    "day first, dots": ("{0:%d.%m.%Y}", "dmy"),
    "day first, slashes": ("{0:%d/%m/%Y}", "dmy"),
    "month first, slashes": ("{0.month}/{0.day}/{0.year}", "mdy"),
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def parts_of(day: date, order: str) -> list[int]:
    """Year, month and day in an order."""
    values = {"y": day.year, "m": day.month, "d": day.day}
    return [values[part] for part in order]


@pytest.mark.parametrize(("form", "order"), FORMS.values(), ids=FORMS)
@given(day=DAYS)
def test_each_part_of_a_date_is_an_amount(day: date, form: str, order: str) -> None:
    """Separators are no decimals."""
    found = find_dates(f"It was on {form.format(day)} there.")
    assert [int(part.readings[0].value) for part in found] == parts_of(day, order)


@pytest.mark.parametrize(("form", "order"), FORMS.values(), ids=FORMS)
@given(day=DAYS)
def test_a_date_has_the_place_of_its_digits(day: date, form: str, order: str) -> None:
    """Part by part, in the order of the text."""
    text = f"On {form.format(day)}."
    found = find_dates(text)
    assert [text[part.start : part.end] for part in found] == [part.text for part in found]
    assert [int(part.text) for part in found] == parts_of(day, order)


@given(DAYS, st.booleans())
def test_a_day_is_the_same_in_english_and_japanese(day: date, british: bool) -> None:
    """Whichever comes first."""
    name = MONTHS[day.month - 1]
    english = f"{day.day} {name} {day.year}" if british else f"{name} {day.day}, {day.year}"
    japanese = f"{day.year}年{day.month}月{day.day}日"
    expected = frozenset({(day.month, day.day)})
    assert find_month_days(f"It was on {english}.", "en") == expected
    assert find_month_days(f"それは{japanese}だ。", "ja") == expected
    assert find_month_days(f"那是{japanese}。", "zh") == expected
    assert find_month_days(f"{day.month}월 {day.day}일이다.", "ko") == expected


@given(DAYS)
def test_a_month_without_a_day_is_no_day(day: date) -> None:
    """Nor is a year."""
    assert find_month_days(f"in {MONTHS[day.month - 1]} {day.year}", "en") == frozenset()
    assert find_month_days(f"{day.year}年{day.month}月", "ja") == frozenset()


@given(TIMES)
def test_a_clock_time_is_read_by_either_clock(moment: time) -> None:
    """15:05 is 3:05 p.m., hour by hour and minute by minute."""
    hour, minute = find_dates(f"at {moment:%H:%M} there")
    assert int(minute.readings[0].value) == moment.minute
    values = {int(reading.value) for reading in hour.readings}
    assert moment.hour in values
    assert (moment.hour + 12) % 24 in {value % 24 for value in values}


@pytest.mark.parametrize("hour", range(25))
def test_an_hour_has_another_name(hour: int) -> None:
    """Twelve hours apart; noon and midnight are written in three ways."""
    from fractions import Fraction

    values = [int(reading.value) for reading in read_hour(Fraction(hour))]
    assert values[0] == hour
    assert len(set(values)) == len(values) >= 2
    if hour in (0, 12, 24):
        assert set(values) == {0, 12, 24}
    else:
        assert abs(values[1] - hour) == 12


@given(st.integers(1, 11), st.integers(0, 59))
def test_an_afternoon_is_the_same_in_both_languages(hour: int, minute: int) -> None:
    """午後3時5分 and 3:05 p.m."""
    japanese = find_amounts(f"午後{hour}時{minute}分", "ja", explaining=False)
    english = find_amounts(f"{hour}:{minute:02} p.m.", "en", explaining=False)
    assert same_amount(japanese[0], english[0], NOTHING, NOTHING)
    assert same_amount(japanese[1], english[1], NOTHING, NOTHING)


NO_DATES = [
    *("1.2.3.4", "192.168.10.12", "v3.11.7", "32.13.2025", "0/13/2025", "2025-13-40"),
    *("3.50", "12.75", "1/2", "25:61", "a 3:2 lead", "10:5", "100.000.000", "99.99.9999"),
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_day_and_no_time_is_no_date(text: str) -> None:
    """Versions, addresses, prices, scores and days that no calendar has."""
    assert find_dates(f"It is {text} there") == ()
