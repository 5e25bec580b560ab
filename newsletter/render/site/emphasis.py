"""Make emphasis beside Japanese punctuation bold for every CommonMark parser.

For CommonMark, which Hugo's goldmark and Astro's remark follow, the marks in
`費用は**「重要」**です` neither open nor close (commonmark-spec #650): readers see the asterisks,
and what stands between two such words turns bold. The rule looks at the letter beside the
mark in the source. A zero-width space written as an entity begins with `&` and ends with
`;`, both punctuation, so the mark opens or closes; on the page it is nothing. Moving the
punctuation out of the emphasis was rejected: it changes what the author marked. kramdown
(Jekyll) needs nothing of this.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from newsletter.source.markdown import parse_tokens
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.spans import parse_inline

PARTING = "&#8203;"


def part_emphasis(markdown: str) -> str:
    """Return the text with a zero-width space beside each mark that would stay an asterisk.

    Nothing else changes. A line whose text stands in it twice is left as it is: the place would be
    a guess.

    >>> part_emphasis("**「重要」**です。**bold** stays.")
    '**「重要」**&#8203;です。**bold** stays.'
    """
    if "*" not in markdown:
        return markdown
    lines = markdown.split("\n")
    edits = set(_edits(markdown, lines))
    for number, column in sorted(edits, reverse=True):
        lines[number] = (
            lines[number][:column] + PARTING + lines[number][column:]
        )
    return "\n".join(lines)


def _edits(markdown: str, lines: list[str]) -> Iterator[tuple[int, int]]:
    """(line, column) of every place where a mark needs something beside it."""
    references: dict[str, Any] = {}
    for token in parse_tokens(markdown, references):
        if (
            token.type != "inline"
            or token.map is None
            or "*" not in token.content
        ):
            continue
        spans = parse_inline(token.content, references.get("references"))
        places = set(_places(token.content, spans))
        done = 0
        for number, text in enumerate(token.content.split("\n"), token.map[0]):
            inside = [
                place - done
                for place in places
                if done <= place <= done + len(text)
            ]
            done += len(text) + 1
            if (
                inside
                and number < len(lines)
                and lines[number].count(text) == 1
            ):
                yield from (
                    (number, lines[number].index(text) + place)
                    for place in inside
                )


def _places(text: str, pieces: Iterable[Piece]) -> Iterator[int]:
    """The places of asterisks that Japanese punctuation keeps from being emphasis."""
    for piece in pieces:
        if piece.kind is PieceKind.EMPHASIS and text[piece.first] == "*":
            first, inside = _run(text, piece.first)
            if _is_word(text, first - 1) and _is_punctuation(text, inside):
                yield first
            inside, last = _run(text, piece.last - 1)
            if _is_punctuation(text, inside - 1) and _is_word(text, last):
                yield last
        yield from _places(text, piece.children)


def _run(text: str, at: int) -> tuple[int, int]:
    """The range of the asterisks around a place."""
    first, last = at, at + 1
    while first > 0 and text[first - 1] == "*":
        first -= 1
    while last < len(text) and text[last] == "*":
        last += 1
    return first, last


def _is_punctuation(text: str, at: int) -> bool:
    """Tell whether a character is punctuation or a symbol, as CommonMark means it."""
    return 0 <= at < len(text) and unicodedata.category(text[at])[0] in "PS"


def _is_word(text: str, at: int) -> bool:
    """Neither punctuation nor white space; the ends of a block count as white space."""
    return (
        0 <= at < len(text)
        and not text[at].isspace()
        and not _is_punctuation(text, at)
    )
