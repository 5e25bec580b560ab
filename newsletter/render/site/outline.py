"""Give the headings of a page ids, and list them where a page is long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from newsletter.source.anchors import heading_id, unique_id

MIN_HEADINGS = 3  # of the second level; fewer are seen at a glance
MIN_MINUTES = 5

_HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of the second level: its id and its words."""

    id: str
    text: str


def link_headings(
    html: str, anchors: Sequence[str]
) -> tuple[str, tuple[OutlineEntry, ...]]:
    """Return the HTML with an id on every heading, and the entries of a table of contents.

    Args:
        html: Of an article, for a page.
        anchors: The ids of the source text, in order; headings beyond them get their own.
    """
    taken: dict[str, int] = {}
    waiting = list(anchors)
    entries: list[OutlineEntry] = []

    def name(found: re.Match[str]) -> str:
        text = unescape(_TAG.sub("", found[2])).strip()
        own = waiting.pop(0) if waiting else heading_id(text)
        identity = unique_id(own, taken)
        if found[1] == "2":
            entries.append(OutlineEntry(identity, text))
        return f'<h{found[1]} id="{escape(identity)}">{found[2]}</h{found[1]}>'

    return _HEADING.sub(name, html), tuple(entries)


def is_worth_listing(entries: Sequence[OutlineEntry], minutes: int) -> bool:
    """Tell whether a page is long enough for a table of contents."""
    return len(entries) >= MIN_HEADINGS and minutes >= MIN_MINUTES
