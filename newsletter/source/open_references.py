"""Find links by reference whose label the text does not define: [words][label].

A site may keep the addresses of its links in one file that its posts include
(`{% include references.md %}`). Nobody reads that file here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.source.nonprose import Nonprose, NonproseKind, find_nonprose

_INCLUDE = re.compile(r"\{%-?\s*include(?:_relative|_cached)?\s[^%]*%\}")
_DEFINED = re.compile(r"\s*\[((?:[^\[\]\\]|\\.)+)\]")
_BLANKS = re.compile(r"\s+")
# What more likely is text of its author: a note, a number in brackets, one letter.
_NO_LABEL = re.compile(r"\^|\d+$|[ -~]?$")


@dataclass(frozen=True, slots=True)
class OpenReference:
    """A link whose label is defined elsewhere; half-open ranges of the text.

    Attributes:
        start: Of the bracket before the words.
        end: Behind the label.
        words: What readers see of it.
    """

    start: int
    end: int
    words: str


def includes_a_file(markdown: str) -> bool:
    """Tell whether a line of the text is nothing but a file of the site.

    >>> includes_a_file("Text.\\n\\n{% include links.md %}\\n")
    True
    >>> includes_a_file("Write `{% include links.md %}` there.")
    False
    """
    if not _INCLUDE.search(markdown):
        return False
    return any(
        part.kind is NonproseKind.LIQUID_TAG
        and _INCLUDE.fullmatch(part.of(markdown))
        and _stands_alone(markdown, part)
        for part in find_nonprose(markdown)
    )


def find_open_references(markdown: str) -> tuple[OpenReference, ...]:
    """Return the links of a text whose label is defined nowhere in it, in order.

    Brackets behind a letter, a digit or a bracket are an index (`a[i][j]`), and a number or one
    letter is no label.
    """
    if "][" not in markdown:
        return ()
    parts = find_nonprose(markdown)
    defined = set(_find_defined(markdown, parts))
    opened = _match_brackets(markdown)
    found: list[OpenReference] = []
    for part in parts:
        start = opened.get(part.start - 1, -1)
        if part.kind is not NonproseKind.REFERENCE or start < 0:
            continue
        words = markdown[start + 1 : part.start - 1]
        label = _fold(part.of(markdown)[1:-1] or words)
        is_inside = bool(found) and start < found[-1].end
        if is_inside or label in defined or _NO_LABEL.match(label):
            continue
        if not _is_index(markdown, start):
            found.append(OpenReference(start, part.end, words))
    return tuple(found)


def _stands_alone(markdown: str, part: Nonprose) -> bool:
    """Tell whether nothing else stands on the lines of a part."""
    start = markdown.rfind("\n", 0, part.start) + 1
    end = markdown.find("\n", part.end)
    behind = markdown[part.end : end if end >= 0 else None]
    return not (markdown[start : part.start] + behind).strip()


def _find_defined(markdown: str, parts: Sequence[Nonprose]) -> Iterator[str]:
    """The labels that a text defines."""
    for part in parts:
        found = _DEFINED.match(part.of(markdown))
        if part.kind is NonproseKind.DEFINITION and found:
            yield _fold(found[1])


def _match_brackets(markdown: str) -> dict[int, int]:
    """Where each closing bracket was opened."""
    waiting: list[int] = []
    opened: dict[int, int] = {}
    for found in re.finditer(r"\\.|[\[\]]", markdown, re.S):
        if found[0] == "[":
            waiting.append(found.start())
        elif found[0] == "]" and waiting:
            opened[found.start()] = waiting.pop()
    return opened


def _is_index(markdown: str, start: int) -> bool:
    """Tell whether a bracket belongs to what stands right before it, a picture's mark as well."""
    before = markdown[start - 1 : start]
    is_latin = before.isascii() and before.isalnum()
    return is_latin or (before != "" and before in "]!\\")


def _fold(label: str) -> str:
    """A label as CommonMark compares them: case and blanks do not count."""
    return _BLANKS.sub(" ", label.strip()).casefold()
