"""Write other values into front matter where they stand, and leave everything else as it is.

A copy of a post has a translated title, an address and a language of its own. Comments, order and
quotes stay its author's. So a text is replaced between its quotes, an entry of another kind on its
lines, and what is new is put behind what was there. What comes out is read again: where it does not
say what it should, the caller writes the fields again.
"""

from __future__ import annotations

from collections.abc import Mapping

from newsletter.errors import PostError
from newsletter.source.field_names import find_spellings
from newsletter.source.front_matter import (
    dump_front_matter,
    read_fields,
)
from newsletter.source.head_edits import (
    Fields,
    change_json,
    change_toml,
    comparable,
    plan_lines,
    splice_head,
)
from newsletter.source.head_texts import (
    find_head_entries,
    find_head_texts,
    head_format,
    write_text,
)
from newsletter.source.head_values import HeadFormat, HeadText

_FIRST_SIGNS = "-+{"  # of YAML, TOML and JSON as every generator reads them


def change_head(head: str, wanted: Fields) -> str | None:
    """Return front matter that says what is wanted, changed where it says something else.

    Args:
        head: Front matter in YAML, TOML or JSON, its fences included, with LF line ends.
        wanted: All fields that it must have.

    Returns:
        None where that cannot be done by changing it: for a YAML head in one line or without its
        first fence, for meta data and the fields of Nikola.

    >>> change_head("---\\n# mine\\ntitle: 'a' # too\\n---\\n", [("title", "b"), ("lang", "en")])
    "---\\n# mine\\ntitle: 'b' # too\\nlang: en\\n---\\n"
    """
    form = head_format(head)
    entries = find_head_entries(head)
    if head[:1] not in _FIRST_SIGNS or not entries:
        return None
    meant = find_spellings(entry.name for entry in entries)
    written = {field: name for name, field in meant.items()}
    wanted = [(written.get(name, name), value) for name, value in wanted]
    changed = _change_texts(head, dict(wanted), form)
    changed = _change_entries(changed, wanted, form)
    return changed if _says(changed, wanted) else None


def _says(head: str, wanted: Fields) -> bool:
    """Tell whether a head reads as it should: asked of every change before it counts."""
    try:
        read = dict(read_fields(head, ""))
    except PostError:
        return False
    return comparable(read) == comparable(dict(wanted))


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
    """The text that must stand at a path, of a list the one with this number."""
    value: object = wanted
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if isinstance(value, list | tuple):
        value = value[number] if number < len(value) else None
    return value if isinstance(value, str) else None


def _change_entries(head: str, wanted: Fields, form: HeadFormat) -> str:
    """Replace the entries that still say something else, take out others, add what is new."""
    try:
        said = dict(read_fields(head, ""))
    except PostError:
        return head
    if form is HeadFormat.JSON:
        return change_json(head, said, wanted)
    if form is HeadFormat.TOML:
        return change_toml(head, said, wanted)
    entries = find_head_entries(head)
    return splice_head(head, plan_lines(entries, said, wanted, _yaml_lines))


def _yaml_lines(fields: Fields) -> str:
    """The lines of some fields, written together: YAML takes long to begin."""
    written = dump_front_matter(fields)
    return "".join(written.splitlines(keepends=True)[1:-1])
