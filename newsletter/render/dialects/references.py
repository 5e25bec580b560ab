"""Show the words of links whose addresses stand in a file that the site includes.

A site may keep the addresses of its links in one place, which each post includes: `[words][label]`
and, at its end, `{% include references.md %}`. That file is not read. Such a link shows its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.source.nonprose import Nonprose, NonproseKind, find_nonprose

_INCLUDE = re.compile(r"\{%-?\s*include(?:_relative|_cached)?\s")
_LABEL = re.compile(r"\s*\[((?:[^\[\]\\]|\\.)+)\]")
_BLANKS = re.compile(r"\s+")


def show_included_links(markdown: str) -> str:
    """Return the text with the words alone of links whose label nothing in it defines.

    Only where the text includes a file: elsewhere `a[0][1]` is what its author wrote.

    >>> show_included_links("See [the rule][rule 3].\\n\\n{% include links.md %}")
    'See the rule.\\n\\n{% include links.md %}'
    """
    if "][" not in markdown or not _INCLUDE.search(markdown):
        return markdown
    parts = find_nonprose(markdown)
    defined = set(_find_labels(markdown, parts))
    out: list[str] = []
    place = 0
    for part in parts:
        if part.kind is not NonproseKind.REFERENCE:
            continue
        start = _find_words(markdown, place, part.start)
        words = markdown[start + 1 : part.start - 1]
        label = part.of(markdown)[1:-1].strip() or words
        if start < place or _fold(label) in defined:
            continue
        out += [markdown[place:start], words]
        place = part.end
    return "".join((*out, markdown[place:]))


def _find_labels(markdown: str, parts: tuple[Nonprose, ...]) -> Iterator[str]:
    """The labels that the text defines."""
    for part in parts:
        found = _LABEL.match(part.of(markdown))
        if part.kind is NonproseKind.DEFINITION and found:
            yield _fold(found[1])


def _find_words(markdown: str, least: int, end: int) -> int:
    """Where the `[` of the words before a label stands; -1 for nowhere behind a place."""
    depth = 0
    for at in range(end - 1, least - 1, -1):
        depth += {"]": 1, "[": -1}.get(markdown[at], 0)
        if depth == 0:
            return at if at < end - 1 else -1
    return -1


def _fold(label: str) -> str:
    """A label as CommonMark compares them: case and blanks do not count."""
    return _BLANKS.sub(" ", label.strip()).casefold()
