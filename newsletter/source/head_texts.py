"""Find where the values of front matter stand, and change some of them with all else left as it is.

A head is read by a library (`front_matter.parse_front_matter`); here it is cut: each entry and each
text with its range, so that a new value is put in the place of the old one and comments, order,
quoting and every other byte stay. What was rejected: to write the parsed values again. It loses
comments, turns `'a'` into `"a"` and TOML into YAML.

What is written is read again: when it does not say what it should, the change is refused.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from newsletter.source.head_json import find_json_entries, find_json_texts
from newsletter.source.head_toml import TomlWalk
from newsletter.source.head_values import (
    HeadEntry,
    HeadFormat,
    HeadText,
    Style,
)
from newsletter.source.head_yaml import find_yaml_entries, find_yaml_texts

_META_ENTRY = re.compile(
    r"^(?P<name>[A-Za-z][\w-]*):[ \t]*(?P<text>[^\n]*(?:\n[ \t]+\S[^\n]*)*)\n?",
    re.M,
)


_NIKOLA_ENTRY = re.compile(
    r"^\.\. (?P<name>[A-Za-z][\w-]*):[ \t]*(?P<text>[^\n]*)\n?", re.M
)
_ENTRIES = {HeadFormat.META: _META_ENTRY, HeadFormat.NIKOLA: _NIKOLA_ENTRY}


def head_format(head: str) -> HeadFormat:
    """Tell how front matter is written, by its first characters."""
    if head.startswith("+"):
        return HeadFormat.TOML
    if head.startswith("{"):
        return HeadFormat.JSON
    if head.lstrip().startswith(("<!--", ".. ")):
        return HeadFormat.NIKOLA
    is_closed = head.rstrip().endswith("\n---")
    is_meta = head[:1].isalpha() and not is_closed
    return HeadFormat.META if is_meta else HeadFormat.YAML


def find_head_texts(head: str) -> tuple[HeadText, ...]:
    """Return the texts in file order; none where the front matter cannot be read.

    Args:
        head: Front matter, its fences included, with LF line ends.

    >>> [(text.path, text.text) for text in find_head_texts('+++\\ntitle = "a"\\n+++\\n')]
    [(('title',), 'a')]
    """
    form = head_format(head)
    if form is HeadFormat.TOML:
        return tuple(TomlWalk(head).texts)
    if form is HeadFormat.JSON:
        return tuple(find_json_texts(head))
    if form in _ENTRIES:
        return tuple(_line_texts(head, _ENTRIES[form]))
    return tuple(find_yaml_texts(head))


def find_head_entries(head: str) -> tuple[HeadEntry, ...]:
    """Return the top-level entries in file order; none where the front matter cannot be read."""
    form = head_format(head)
    if form is HeadFormat.TOML:
        return tuple(
            entry for entry in TomlWalk(head).entries if not entry.table
        )
    if form is HeadFormat.JSON:
        return tuple(find_json_entries(head))
    if form in _ENTRIES:
        return tuple(_line_entries(head, _ENTRIES[form]))
    return tuple(find_yaml_entries(head))


def write_text(text: str, style: Style, form: HeadFormat) -> str:
    """Return a text as front matter has it, in the quotes it had where they can hold it.

    Args:
        text: What the field shall say.
        style: How it is written now.
        form: The format of the front matter.
    """
    if form is HeadFormat.NIKOLA:
        text = text.replace("-->", "->")  # its comment would end there
    if form in _ENTRIES:
        return " ".join(text.split())
    if style is Style.SINGLE and _fits_single(text, form):
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    written = "".join(_written(char, form) for char in quoted)
    return written + ("\n" if style is Style.BLOCK else "")


def _fits_single(text: str, form: HeadFormat) -> bool:
    """Tell whether a text may stand in single quotes; TOML has no way to write one inside."""
    holds = form is HeadFormat.YAML or "'" not in text
    return holds and all(map(_is_visible, text))


def _written(char: str, form: HeadFormat) -> str:
    return char if _is_visible(char) else _escaped(char, form)


def _is_visible(char: str) -> bool:
    """Tell whether a character may stand as it is: text, and blanks of every width."""
    return char.isprintable() or unicodedata.category(char) == "Zs"


def _escaped(char: str, form: HeadFormat) -> str:
    """A character that must not stand as it is, by its number."""
    if form is HeadFormat.JSON or ord(char) <= 0xFFFF:
        return json.dumps(char, ensure_ascii=True)[1:-1].replace(
            "\x7f", "\\u007f"
        )
    return f"\\U{ord(char):08x}"


def _line_texts(head: str, entry: re.Pattern[str]) -> Iterator[HeadText]:
    """Yield the text of every line; a list is one text."""
    for found in entry.finditer(head):
        text = found["text"].rstrip()
        if text:
            first = found.start("text")
            yield HeadText(
                (found["name"].lower(),),
                first,
                first + len(text),
                " ".join(text.split()),
                Style.PLAIN,
            )


def _line_entries(head: str, entry: re.Pattern[str]) -> Iterator[HeadEntry]:
    """Yield the lines."""
    for found in entry.finditer(head):
        first = found.start("text")
        last = first + len(found["text"].rstrip())
        yield HeadEntry(
            found["name"].lower(), found.start(), first, last, found.end()
        )
