"""Read a date as people and programs write it in front matter.

A form counts only where it can mean one day: `05/06/2024` is one in May or in June, and so is
`05.06.2024` to generators.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

# Behind the offset stands what Go and JavaScript call it: `+0900 JST`, `GMT+0900 (JST)`.
_ZONE = (
    r"(?:(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)"
    r"(?:\s+(?:[A-Z]{3,5}|\([^()]{1,40}\)))?)?"
)
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_AFTER = rf"(?:(?:[T\s]+|,\s*|\s+at\s+){_TIME})?\s*{_ZONE}\s*"
_NUMBERS = re.compile(
    r"(?P<year>\d{4})[-/年.](?P<month>\d{1,2})[-/月.](?P<day>\d{1,2})日?"
    + _AFTER
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?\s+)?"
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<name>[A-Za-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    rf"(?P<year>\d{{4}}){_AFTER}"
)
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<name>[A-Za-z]{{3,9}})[.,]?[\s-]+"
    rf"(?P<year>\d{{4}}){_AFTER}"
)
_FORMS = (_NUMBERS, _MONTH_FIRST, _DAY_FIRST)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
# Longer texts are no dates; the patterns are asked of short ones only.
MAX_DATE_CHARS = 100

# Dates go into emails and feeds: RFC 5322 (3.3) knows no year before 1900, and a time zone must not
# lead out of the calendar.
_YEARS = range(1900, 9999)
_MINUTE = timedelta(minutes=1)
_NOON = 12


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """Read a date as generators and people write them; None when it is no date.

    Without a zone it is meant in `zone`.

    Args:
        value: What the field says.
        zone: The zone of a date that names none.

    >>> parse_date("2025-11-02 08:36:49 +0900", timezone.utc).isoformat()
    '2025-11-02T08:36:49+09:00'
    >>> parse_date("Jul 08 2022", timezone.utc).isoformat()
    '2022-07-08T00:00:00+00:00'
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    written = "" if value is None else str(value).strip()
    if len(written) > MAX_DATE_CHARS:
        return None
    for form in _FORMS:
        found = form.fullmatch(written)
        if found is not None:
            try:
                return _build_date(found, zone)
            except ValueError:  # 31 April
                return None
    return None


def _build_date(found: re.Match[str], zone: tzinfo) -> datetime | None:
    """The moment that a date names; None for a year that no post is from.

    Raises:
        ValueError: There is no such month, day, hour or zone.
    """
    parts = found.groupdict("0")  # "0" for what is not written
    year, day = int(parts["year"]), int(parts["day"])
    is_named = "name" in parts
    month = _month_number(parts["name"]) if is_named else int(parts["month"])
    if year not in _YEARS:
        return None
    minute, second = int(parts["minute"]), int(parts["second"])
    hour = _hour_of_day(int(parts["hour"]), parts["half"])
    named = parts["zone"]
    if named == "0":
        when = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return _in_whole_minutes(when)
    day_and_time = (
        f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
    )
    offset = _complete_offset(named)
    return datetime.strptime(f"{day_and_time} {offset}", "%Y-%m-%d %H:%M:%S %z")


def _month_number(name: str) -> int:
    """The month that an English name or its first letters name (Jul, Sept).

    Raises:
        ValueError: There is no such month.
    """
    for number, month in enumerate(_MONTHS, start=1):
        if month.startswith(name.lower()):
            return number
    raise ValueError(name)


def _hour_of_day(hour: int, half: str) -> int:
    """The hour of 24; `half` is the a of a.m. or the p of p.m., "0" where neither stands.

    Raises:
        ValueError: A clock of twelve hours has no such hour.
    """
    if half == "0":
        return hour
    if not 1 <= hour <= _NOON:
        raise ValueError(hour)
    return hour % _NOON + (_NOON if half in "pP" else 0)


def _complete_offset(written: str) -> str:
    """A zone with two digits of hours and of minutes; YAML and Ruby also take `-4` and `+9:30`."""
    written = written.removeprefix("GMT").removeprefix("UTC")
    if written in ("", "Z"):
        return "+0000"
    sign, digits = written[0], written[1:]
    hours, _, minutes = digits.partition(":")
    if len(hours) == len("0900"):
        return written
    return f"{sign}{int(hours):02}{minutes or '00'}"


def _in_whole_minutes(when: datetime) -> datetime:
    """Keep the wall clock where an old zone is some hours, minutes and seconds off.

    Monrovia until 1972 was 44 minutes and 30 seconds behind Greenwich.
    """
    offset = when.utcoffset()
    whole = timedelta(minutes=round((offset or timedelta()) / _MINUTE))
    if offset == whole:
        return when
    return when.replace(tzinfo=timezone(whole))
