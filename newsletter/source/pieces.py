"""Hold what inline Markdown is cut into: pieces that know their place in the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece of inline text is; the first three are text, the rest is markup."""

    TEXT = "text"
    SOFT_BREAK = "soft break"
    HARD_BREAK = "hard break"
    CODE = "code"
    EMPHASIS = "emphasis"  # em, strong and strikethrough
    LINK = "link"
    IMAGE = "image"
    AUTOLINK = "autolink"
    HTML = "html"
    FOOTNOTE = "footnote"
    NOTE = "note"  # ^[an inline footnote]
    LIQUID = "liquid"  # tags of templates, directives, attribute lists
    OUTPUT = (
        "output"  # template syntax that stands for words: {{ … }}, shortcodes
    )
    WIKI_LINK = "wiki link"
    EMOJI = "emoji"
    MATH = "math"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece and its half-open range; pieces of one level tile the text they stand in.

    Attributes:
        kind: What it is.
        first, last: Its range.
        text: For text the characters a reader sees (`\\*` is `*`, `&amp;` is `&`); else "".
        inner: Range between the opening and the closing mark, where there is one.
        children: What stands in `inner`, for emphasis, links and notes.
    """

    kind: PieceKind
    first: int
    last: int
    text: str = ""
    inner: tuple[int, int] = (0, 0)
    children: tuple[Piece, ...] = ()


def shift(piece: Piece, by: int) -> Piece:
    """Return the piece with all its places moved."""
    inner = (piece.inner[0] + by, piece.inner[1] + by)
    children = tuple(shift(child, by) for child in piece.children)
    return replace(
        piece,
        first=piece.first + by,
        last=piece.last + by,
        inner=inner,
        children=children,
    )
