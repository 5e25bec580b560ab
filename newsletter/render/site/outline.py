"""Give the headings of a page ids, lead links there, and list them where a page is long."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, unquote

from newsletter.render.markup import FRAME_IDS
from newsletter.source.anchors import fold_id, heading_id, unique_id

MIN_HEADINGS = 3  # of the second level; fewer are seen at a glance
MIN_MINUTES = 5

_HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.S)
_TAG = re.compile(r"<[^>]+>")
# What looks like an attribute in code or in the value of another attribute is none.
_OPENING = re.compile(r"<[a-z](?:[^\"<>]|\"[^\"]*\")*>")
_ATTRIBUTE = re.compile(r" (?P<name>[a-z]+)=\"(?P<value>[^\"]*)\"")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of the second level: its id and its words."""

    id: str
    text: str


def link_headings(
    html: str, anchors: Sequence[str]
) -> tuple[str, tuple[OutlineEntry, ...]]:
    """Return the HTML with an id on every heading, and the entries of a table of contents.

    A link that leads to none leads to the one whose id has the same letters.

    Args:
        html: Of an article, for a page.
        anchors: The ids of the source text, in order; headings beyond them get their own.
    """
    html = _with_ids_once(html)
    taken = dict.fromkeys(FRAME_IDS, 1)
    taken |= dict.fromkeys(_find_ids(html), 1)
    waiting = list(anchors)
    entries: list[OutlineEntry] = []

    def name(found: re.Match[str]) -> str:
        text = unescape(_TAG.sub("", found[2])).strip()
        own = waiting.pop(0) if waiting else heading_id(text)
        identity = unique_id(own, taken)
        if found[1] == "2":
            entries.append(OutlineEntry(identity, text))
        return f'<h{found[1]} id="{escape(identity)}">{found[2]}</h{found[1]}>'

    html = _HEADING.sub(name, html)
    return _lead_links(html), tuple(entries)


def _find_ids(html: str) -> Iterator[str]:
    """The ids of a page, in order."""
    for tag in _OPENING.finditer(html):
        for attribute in _ATTRIBUTE.finditer(tag[0]):
            if attribute["name"] == "id":
                yield unescape(attribute["value"])


def _map_attributes(html: str, change: Callable[[re.Match[str]], str]) -> str:
    """The HTML with each attribute of its tags as `change` writes it."""
    return _OPENING.sub(lambda tag: _ATTRIBUTE.sub(change, tag[0]), html)


def _with_ids_once(html: str) -> str:
    """The HTML without ids that stand already: a page has each once."""
    seen: set[str] = set()

    def keep(attribute: re.Match[str]) -> str:
        if attribute["name"] != "id":
            return attribute[0]
        is_new = attribute["value"] not in seen
        seen.add(attribute["value"])
        return attribute[0] if is_new else ""

    return _map_attributes(html, keep)


def _lead_links(html: str) -> str:
    """The HTML with links to places as its ids spell them, where one alone can be meant."""
    ids = [*_find_ids(html)]
    alike = Counter(map(fold_id, ids))
    by_letters = {
        letters: name
        for name in ids
        if (letters := fold_id(name)) and alike[letters] == 1
    }
    known = set(ids)

    def find_place(written: str) -> str:
        wanted = unquote(unescape(written))
        if wanted in known:
            return written
        if wanted in FRAME_IDS and f"{wanted}-1" in known:
            return f"{written}-1"
        place = by_letters.get(fold_id(wanted))
        return written if place is None else quote(place)

    def lead(attribute: re.Match[str]) -> str:
        name, value = attribute["name"], attribute["value"]
        if name != "href" or not value.startswith("#") or value == "#":
            return attribute[0]
        return f' href="#{find_place(value[1:])}"'

    return _map_attributes(html, lead)


def is_worth_listing(entries: Sequence[OutlineEntry], minutes: int) -> bool:
    """Tell whether a page is long enough for a table of contents."""
    return len(entries) >= MIN_HEADINGS and minutes >= MIN_MINUTES
