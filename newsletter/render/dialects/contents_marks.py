"""Take out the marks in whose place a generator puts a table of contents."""

from __future__ import annotations

import re

from newsletter.render.dialects.nested_boxes import GONE
from newsletter.source.nonprose import find_nonprose

CONTENTS = re.compile(
    r"^\[(?:TOC|toc)\][ \t]*$", re.M
)  # Python-Markdown, Typora
CONTENTS_LINK = re.compile(r"\[\[_?toc_?\]\]", re.I)  # VuePress, GitLab
_CONTENTS_LIST = re.compile(
    r"\{:\s*toc\b[^{}]*\}"
)  # kramdown: an item and `{:toc}`
_ITEM = re.compile(r"(?:[-*+]|(?P<number>\d+\.))[ \t]")


def without_contents_lists(text: str) -> str:
    """The text with marks of what goes for each line of a list in whose place contents stand."""
    if "toc" not in text:
        return text
    out: list[str] = []
    place = 0
    for part in find_nonprose(text):
        if not _CONTENTS_LIST.fullmatch(part.of(text)):
            continue
        start = _find_list(text, part.start)
        if start < part.start:
            n_lines = text.count("\n", start, part.start)
            out += [text[place:start], f"{GONE}\n" * n_lines]
            place = part.start
    return "".join((*out, text[place:]))


def _find_list(text: str, end: int) -> int:
    """Where the list begins below which a mark stands at a place; that place where none does.

    Blank lines between the items belong to it, and so does what is indented under them. Behind a
    blank line the mark belongs to what follows. In a quotation all lines have its marks.
    """
    place = text.rfind("\n", 0, end) + 1
    quote = text[place:end]
    if quote.strip(" \t>"):
        return end
    start = end
    is_numbered = None
    while place:
        below, place = place, text.rfind("\n", 0, place - 1) + 1
        line = _without_quote(text[place : below - 1], quote)
        if line is None or (not line and below == end - len(quote)):
            break
        item = _ITEM.match(line)
        if item and is_numbered in (None, bool(item["number"])):
            start, is_numbered = place, bool(item["number"])
        elif line and line[0] not in " \t":
            break
    return start


def _without_quote(line: str, quote: str) -> str | None:
    """A line without the marks of a quotation, "" for a blank one; None outside of it."""
    if line.startswith(quote):
        inside = line.removeprefix(quote)
        return inside if inside.strip() else ""
    return "" if line.strip() == quote.strip() else None
