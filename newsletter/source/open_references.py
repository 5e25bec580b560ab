"""Find links by reference whose label the text does not define: [words][label].

A site may keep the addresses of its links in one file that its posts include
(`{% include references.md %}`). Nobody reads that file here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.source.link_words import fold_label, is_index
from newsletter.source.nonprose import Nonprose, NonproseKind, find_nonprose

# By its name made for links, or Markdown without parameters: whoever passes some to another file
# includes a figure or a box.
_INCLUDE = re.compile(
    r"\{%-?\s*include(?:_relative|_cached)?\s+"
    r"(?:[^\s%]*\.(?:md|markdown|mdown|mkd)\s*|[^\s%]*(?:link|ref|url)[^%]*)-?%\}\s*",
    re.I,
)
_DEFINED = re.compile(r"\s*\[((?:[^\[\]\\]|\\.)+)\]")
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


def may_define_links(tag: str) -> bool:
    """Tell whether a template tag includes a file of the site that may define links.

    >>> may_define_links("{% include links.md %}"), may_define_links("{% include figure.html %}")
    (True, False)
    """
    return _INCLUDE.fullmatch(tag) is not None


def includes_links(markdown: str) -> bool:
    """Tell whether a line of the text is nothing but a file of the site that may define links.

    >>> includes_links("Text.\\n\\n{% include links.md %}\\n")
    True
    >>> includes_links("Write `{% include links.md %}` there.")
    False
    """
    if not _INCLUDE.search(markdown):
        return False
    return any(
        part.kind is NonproseKind.LIQUID_TAG
        and may_define_links(part.of(markdown))
        and part.is_alone(markdown)
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
        label = fold_label(part.of(markdown)[1:-1] or words)
        is_inside = bool(found) and start < found[-1].end
        if is_inside or label in defined or _NO_LABEL.match(label):
            continue
        if not is_index(markdown, start, words) and not _is_marked(
            markdown, start
        ):
            found.append(OpenReference(start, part.end, words))
    return tuple(found)


def _find_defined(markdown: str, parts: Sequence[Nonprose]) -> Iterator[str]:
    """The labels that a text defines."""
    for part in parts:
        found = _DEFINED.match(part.of(markdown))
        if part.kind is NonproseKind.DEFINITION and found:
            yield fold_label(found[1])


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


def _is_marked(markdown: str, start: int) -> bool:
    """Tell whether a bracket belongs to a mark right before it: of a picture, or an escape."""
    before = markdown[max(0, start - 1) : start]
    return before != "" and before in "]!\\"
