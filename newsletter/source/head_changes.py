"""Write other values into front matter where they stand, and leave everything else as it is.

A copy of a post has a translated title, an address and a language of its own. Comments, order and
quotes stay its author's. So a text is replaced between its quotes, an entry of another kind on its
lines, and what is new is put behind what was there. What comes out is read again: where it does not
say what it should, the caller writes the fields anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from newsletter.errors import PostError
from newsletter.source.front_matter import (
    dump_front_matter,
    parse_front_matter,
)
from newsletter.source.head_texts import (
    HeadEntry,
    HeadFormat,
    HeadText,
    find_head_entries,
    find_head_texts,
    head_format,
    write_text,
)

Fields = Sequence[tuple[str, object]]


def change_head(head: str, wanted: Fields) -> str | None:
    """Return front matter that says what is wanted, changed where it says something else.

    Args:
        head: Front matter in YAML or TOML, both fences included, with LF line ends.
        wanted: All fields that it shall have.

    Returns:
        None where that cannot be done by changing it: for JSON, and for a head in one line.

    >>> change_head("---\\n# mine\\ntitle: 'a' # too\\n---\\n", [("title", "b"), ("lang", "en")])
    "---\\n# mine\\ntitle: 'b' # too\\nlang: en\\n---\\n"
    """
    form = head_format(head)
    if form is HeadFormat.JSON or not find_head_entries(head):
        return None
    changed = _change_texts(head, dict(wanted), form)
    changed = _change_entries(changed, wanted, form)
    return changed if _says(changed, wanted) else None


def _says(head: str, wanted: Fields) -> bool:
    try:
        read = dict(parse_front_matter(head, ""))
    except PostError:
        return False
    return _comparable(read) == _comparable(dict(wanted))


def _comparable(value: object) -> object:
    """Lists and tuples are one; a day of TOML is read as text."""
    if isinstance(value, list | tuple):
        return [_comparable(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _comparable(item) for key, item in value.items()}
    return value


def _change_texts(
    head: str, wanted: Mapping[str, object], form: HeadFormat
) -> str:
    """Put every text that differs in the place of the old one."""
    seen: dict[tuple[str, ...], int] = {}
    edits: list[tuple[HeadText, str]] = []
    for text in find_head_texts(head):
        number = seen.get(text.path, 0)
        seen[text.path] = number + 1
        new = _find_text(wanted, text.path, number)
        if new is not None and new != text.text:
            edits.append((text, new))
    for text, new in reversed(edits):
        written = write_text(new, text.style, form)
        head = head[: text.first] + written + head[text.last :]
    return head


def _find_text(
    wanted: Mapping[str, object], path: tuple[str, ...], number: int
) -> str | None:
    """The text that shall stand at a path, of a list the one with this number."""
    value: object = wanted
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, list | tuple):
        value = value[number] if number < len(value) else None
    return value if isinstance(value, str) else None


def _change_entries(head: str, wanted: Fields, form: HeadFormat) -> str:
    """Replace the entries that still say something else, take out others, add what is new."""
    try:
        said = dict(parse_front_matter(head, ""))
    except PostError:
        return head
    values = dict(wanted)
    entries = find_head_entries(head)
    out: list[str] = []
    place = 0
    for entry in entries:
        new = _new_lines(entry, said, values, form)
        if new is not None:
            out += (head[place : entry.start], new)
            place = entry.end
    last = max(entry.end for entry in entries)
    added = _write_entries(
        [(name, value) for name, value in wanted if name not in said], form
    )
    out += (head[place : max(last, place)], added, head[max(last, place) :])
    return "".join(out)


def _new_lines(
    entry: HeadEntry,
    said: Mapping[str, object],
    wanted: Mapping[str, object],
    form: HeadFormat,
) -> str | None:
    """What stands in the place of an entry; None where it stays."""
    if entry.name not in wanted:
        return ""
    value = wanted[entry.name]
    if _comparable(said.get(entry.name)) == _comparable(value):
        return None
    return _write_entries([(entry.name, value)], form)


def _write_entries(fields: Fields, form: HeadFormat) -> str:
    """The lines of some fields, written together: YAML takes long to begin."""
    if form is HeadFormat.YAML:
        lines = dump_front_matter(fields).splitlines(keepends=True)
        return "".join(lines[1:-1])
    return "".join(
        f"{_toml_key(name)} = {_toml_value(value)}\n"
        for name, value in fields
        if value is not None
    )


def _toml_value(value: object) -> str:
    """A value of TOML on one line."""
    if isinstance(value, bool | int | float | str) or value is None:
        return json.dumps("" if value is None else value, ensure_ascii=False)
    if isinstance(value, Mapping):
        pairs = (
            f"{_toml_key(str(key))} = {_toml_value(item)}"
            for key, item in value.items()
            if item is not None
        )
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps(str(value), ensure_ascii=False)


def _toml_key(name: str) -> str:
    is_bare = (
        name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    )
    return name if is_bare else json.dumps(name, ensure_ascii=False)
