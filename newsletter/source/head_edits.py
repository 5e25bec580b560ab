"""Plan which characters of a head are replaced, so that its entries say what they should.

An entry that says it already keeps its characters. Another one is written again on its lines, one
that is not wanted goes, and what is new is put behind the last entry: of TOML in its table, of JSON
with the comma and the indentation that the others have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from newsletter.source.head_json import find_json_entries
from newsletter.source.head_toml import TomlWalk
from newsletter.source.head_values import HeadEntry, inside_fences

Fields = Sequence[tuple[str, object]]
# The characters from one place to another, and what stands there afterwards.
HeadEdit = tuple[int, int, str]
_Values = Mapping[str, object]

_DAYS = frozenset({"date", "updated", "lastmod", "publishDate", "expiryDate"})
_DAY = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?"
)


def comparable(value: object) -> object:
    """Lists and tuples are one; a day of TOML is read as text."""
    if isinstance(value, list | tuple):
        return [comparable(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): comparable(item) for key, item in value.items()}
    return value


def splice_head(head: str, edits: Sequence[HeadEdit]) -> str:
    """Return the head with the edits made; they do not overlap.

    Args:
        head: The front matter.
        edits: Ranges of it, with what stands there afterwards.
    """
    out: list[str] = []
    place = 0
    for first, last, text in sorted(edits, key=lambda edit: edit[:2]):
        out += (head[place:first], text)
        place = last
    return "".join((*out, head[place:]))


def plan_lines(
    entries: Sequence[HeadEntry],
    said: _Values,
    wanted: Fields,
    write: Callable[[Fields], str],
    behind: int = -1,
) -> list[HeadEdit]:
    """Return the edits of entries that stand on lines of their own.

    Args:
        entries: What stands there, in order.
        said: What it says.
        wanted: What it must say.
        write: Gives the lines of some fields.
        behind: Where new lines go when there is no entry.
    """
    values = dict(wanted)
    edits: list[HeadEdit] = []
    for entry in entries:
        if entry.name not in values:
            edits.append((entry.start, entry.end, ""))
        elif not _is_said(entry.name, said, values):
            lines = write([(entry.name, values[entry.name])])
            edits.append((entry.start, entry.end, lines))
    new = [field for field in wanted if field[0] not in said]
    last = max((entry.end for entry in entries), default=behind)
    if new:
        edits.append((last, last, write(new)))
    return edits


def _is_said(name: str, said: _Values, wanted: _Values) -> bool:
    """Tell whether a field says already what is wanted."""
    return comparable(said.get(name)) == comparable(wanted[name])


# ---------------------------------------------------------------- TOML


def change_toml(head: str, said: _Values, wanted: Fields) -> str:
    """Return a head in TOML that says what is wanted; a table that is missing stands at its end.

    Args:
        head: The front matter.
        said: What it says now.
        wanted: What it shall say.
    """
    walk = TomlWalk(head)
    top = [entry for entry in walk.entries if not entry.table]
    values = dict(wanted)
    as_tables = [name for name, value in wanted if _is_table(name, value, walk)]
    plain = [pair for pair in wanted if pair[0] not in as_tables]
    edits = plan_lines(top, said, plain, _toml_lines)
    for name in as_tables:
        edits += _plan_table(walk, name, said.get(name), values[name])
    return splice_head(head, edits)


def _is_table(name: str, value: object, walk: TomlWalk) -> bool:
    """Tell whether a field is a table with a header, and not one on a line of the top."""
    is_on_line = any(
        entry.name == name for entry in walk.entries if not entry.table
    )
    return isinstance(value, Mapping) and not is_on_line


def _plan_table(
    walk: TomlWalk, name: str, said: object, wanted: object
) -> list[HeadEdit]:
    """The edits of one table; a new one gets its header."""
    values = wanted if isinstance(wanted, Mapping) else {}
    fields = [(str(key), value) for key, value in values.items()]
    header = walk.tables.get((name,))
    if header is None:
        end = inside_fences(walk.head)[1]
        return [(end, end, f"\n[{_toml_key(name)}]\n{_toml_lines(fields)}")]
    entries = [entry for entry in walk.entries if entry.table == (name,)]
    before = said if isinstance(said, Mapping) else {}
    return plan_lines(entries, before, fields, _toml_lines, header)


def _toml_lines(fields: Fields) -> str:
    return "".join(_toml_line(name, value) for name, value in fields)


def _toml_line(name: str, value: object) -> str:
    """One entry; a day is none of its texts: Zola takes no day in quotes."""
    if value is None:
        return ""
    is_day = name in _DAYS and _DAY.fullmatch(str(value))
    written = str(value) if is_day else _toml_value(value)
    return f"{_toml_key(name)} = {written}\n"


def _toml_value(value: object) -> str:
    """A value of TOML on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_toml_pairs(value)) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    if isinstance(value, bool | int | float | str):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps("" if value is None else str(value), ensure_ascii=False)


def _toml_pairs(values: Mapping[object, object]) -> Iterator[str]:
    """The entries of a table on one line."""
    for key, value in values.items():
        if value is not None:
            yield f"{_toml_key(str(key))} = {_toml_value(value)}"


def _toml_key(name: str) -> str:
    """A name as a key of TOML, in quotes where it needs them."""
    letters = name.replace("-", "").replace("_", "")
    is_bare = name.isascii() and letters.isalnum()
    return name if is_bare else json.dumps(name, ensure_ascii=False)


# ---------------------------------------------------------------- JSON


def change_json(head: str, said: _Values, wanted: Fields) -> str:
    """Return a head in JSON that says what is wanted, its white space kept.

    Args:
        head: The front matter.
        said: What it says now.
        wanted: What it shall say.
    """
    entries = list(find_json_entries(head))
    values = dict(wanted)
    gaps = _find_gaps(head, entries)
    written: list[str] = []
    for entry, gap in zip(entries, gaps, strict=True):
        if entry.name not in values:
            continue
        new = head[entry.start : entry.last]
        if not _is_said(entry.name, said, values):
            key = head[entry.start : entry.first]
            new = key + _json_value(values[entry.name])
        written += (gap if written else "", new)
    for name, value in wanted:
        if name not in said:
            new = f"{_json_value(name)}: {_json_value(value)}"
            written += (gaps[-1] if written else "", new)
    lead, tail = head[: entries[0].start], head[entries[-1].last :]
    return "".join((lead, *written, tail))


def _find_gaps(head: str, entries: Sequence[HeadEntry]) -> list[str]:
    """What stands before each entry; before the first one a comma is put in front."""
    first = head[head.index("{") + 1 : entries[0].start]
    gaps = [f",{first}"]
    for before, entry in pairwise(entries):
        gaps.append(head[before.last : entry.start])
    return gaps


def _json_value(value: object) -> str:
    """A value on one line; a day is text."""
    return json.dumps(value, ensure_ascii=False, default=str)
