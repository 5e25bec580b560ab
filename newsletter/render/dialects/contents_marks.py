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
    """Where the list begins whose last line ends at a place; that place where none does.

    Blank lines between the items belong to it, and so does what is indented under them. Behind a
    blank line the mark belongs to what follows.
    """
    if text.endswith("\n\n", 0, end):
        return end
    start = place = end
    is_numbered = None
    while place and text[place - 1] == "\n":
        place = text.rfind("\n", 0, place - 1) + 1
        item = _ITEM.match(text, place)
        if item and is_numbered in (None, bool(item["number"])):
            start, is_numbered = place, bool(item["number"])
        elif text[place] not in " \t\n":
            break
    return start
