"""Split, read and write YAML front matter as Jekyll does; `parse_date` reads the dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any

import yaml

from newsletter.errors import PostError, quote

_FENCED = re.compile(
    r"(?P<open>---[ \t]*(?:\r\n|\n|\r))(?P<yaml>.*?)"
    r"(?P<close>^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z))",
    re.S | re.M,
)
_DATE = re.compile(
    r"(?P<year>\d{4})[-/年.](?P<month>\d{1,2})[-/月.](?P<day>\d{1,2})日?"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?\s*"
)

# Dates go into emails and feeds: RFC 5322 (3.3) knows no year before 1900, and a time zone must not
# lead out of the calendar.
_YEARS = range(1900, 9999)
# Anchors and aliases let five lines of YAML mean a thousand million values, or a list that holds
# itself.
MAX_VALUES = 20_000
MAX_DEPTH = 40
MAX_NUMBER_BITS = 4096  # Python refuses to write numbers of more than 4300 digits


# The loader in C where libyaml is built in.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML without dates: `parse_date` reads a time zone without a colon, YAML refuses it."""


def _without_dates(resolvers: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]


_Loader.yaml_implicit_resolvers = {
    first: _without_dates(resolvers)
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.SafeDumper):
    """YAML as a person writes it: text in double quotes, lists of text on one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value where it stands: `*id001` is no front matter."""
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", text) and text.lower() not in {
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "null",
        "y",
        "n",
    }
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _represent_list(
    dumper: yaml.SafeDumper, items: list[object] | tuple[object, ...]
) -> yaml.SequenceNode:
    flat = all(not isinstance(item, list | tuple | dict) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=flat)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(tuple, _represent_list)


def split_front_matter(text: str) -> tuple[str, str]:
    """Split a document into (front matter with both fences, body).

    The front matter is "" where there is none.
    """
    found = _FENCED.match(text)
    if not found or not (
        found["yaml"].strip() == "" or re.search(r"(?m)^\s*[\w\"'][^\n]*:", found["yaml"])
    ):
        return "", text
    return text[: found.end()], text[found.end() :]


def parse_front_matter(head: str, path: str) -> tuple[tuple[str, object], ...]:
    """Read the fields in file order; keys become text.

    Raises:
        PostError: Broken YAML (with its line), or something other than `key: value` lines.
    """
    found = _FENCED.match(head)
    if not found:
        return ()
    try:
        values = yaml.load(found["yaml"], Loader=_Loader)  # a SafeLoader
        _require_bounded(values)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        why = str(getattr(error, "problem", None) or "it is not YAML")
        raise PostError(
            f"cannot read the front matter of {quote(path)}",
            at=f"{path}:{line}",
            why=f"broken YAML: {why}",
            fix="put quotes around values that hold a colon or a quote",
        ) from None
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, _Unbounded) else type(error).__name__
        raise PostError(
            f"cannot read the front matter of {quote(path)}",
            at=f"{path}:1",
            why=f"a value makes no sense ({reason})",
            fix="mend it",
        ) from None
    if values is None:
        return ()
    if not isinstance(values, dict):
        raise PostError(
            f"cannot read the front matter of {quote(path)}",
            at=f"{path}:2",
            why="it holds no `key: value` lines",
            fix="write e.g. title: …",
        )
    return tuple((str(key), _freeze(value)) for key, value in values.items())


def dump_front_matter(fields: Iterable[tuple[str, object]]) -> str:
    """Write fields as front matter with both fences, in the order given."""
    body = yaml.dump(
        {key: _thaw(value) for key, value in fields},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
        default_flow_style=False,
    )
    return "---\n---\n" if body.strip() == "{}" else f"---\n{body}---\n"


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """Read a date as Jekyll writes them; None when it is no date.

    Without a zone it is meant in `zone`.


    >>> from datetime import timezone
    >>> parse_date("2025-11-02 08:36:49 +0900", timezone.utc).isoformat()
    '2025-11-02T08:36:49+09:00'
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    found = _DATE.fullmatch(str(value).strip()) if value is not None else None
    if not found:
        return None
    try:
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
        hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
        written = found["zone"]
        if year not in _YEARS:
            return None
        if not written:
            return _in_whole_minutes(datetime(year, month, day, hour, minute, second, tzinfo=zone))
        offset = "+0000" if written in ("Z", "UTC") else written.replace(":", "")
        return datetime.strptime(
            f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} {offset}",
            "%Y-%m-%d %H:%M:%S %z",
        )
    except ValueError:
        return None


def as_texts(value: object) -> tuple[str, ...]:
    """Read a field that may be a list or a string.

    A string is a list when it has commas, else one text (`categories: a b`).
    """
    if value is None or value == "":
        return ()
    if isinstance(value, list | tuple):
        return tuple(str(item).strip() for item in value if item is not None and str(item).strip())
    text = str(value).strip()
    if "," in text or "、" in text:
        return tuple(part.strip() for part in re.split(r"[,、]", text) if part.strip())
    return (text,) if text else ()


def _in_whole_minutes(when: datetime) -> datetime:
    """Keep the wall clock where a zone of old is some hours, minutes and seconds off.

    Monrovia until 1972 was 44 minutes and 30 seconds behind Greenwich.
    """
    minutes = round((when.utcoffset() or timedelta()) / timedelta(minutes=1))
    odd = when.utcoffset() != timedelta(minutes=minutes)
    return when.replace(tzinfo=timezone(timedelta(minutes=minutes))) if odd else when


class _Unbounded(ValueError):
    """Front matter that means more than it says."""


def _require_bounded(values: object) -> None:
    """Raise when a value is too deep, too many or too long to be meant."""
    waiting: list[tuple[object, int]] = [(values, 0)]
    n_values = 0
    while waiting:
        value, depth = waiting.pop()
        n_values += 1
        if n_values > MAX_VALUES or depth > MAX_DEPTH:
            raise _Unbounded(f"more than {MAX_VALUES} values, or {MAX_DEPTH} levels")
        if isinstance(value, int) and value.bit_length() > MAX_NUMBER_BITS:
            raise _Unbounded("a number of thousands of digits")
        if isinstance(value, dict):
            waiting.extend((item, depth + 1) for item in (*value.keys(), *value.values()))
        elif isinstance(value, list | tuple | set):
            waiting.extend((item, depth + 1) for item in value)


def _freeze(value: object) -> object:
    if isinstance(value, list):
        return tuple(_freeze(item) for item in value)
    if isinstance(value, dict):
        return {str(key): _freeze(item) for key, item in value.items()}
    return value


def _thaw(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_thaw(item) for item in value]
    if isinstance(value, dict):
        return {key: _thaw(item) for key, item in value.items()}
    return value
