"""Read the log of the inline rules as marks: atoms, and the two ends of what has an inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsletter.source.inline_rules import Record
from newsletter.source.nonprose import (
    CLOSING,
    OPENING,
    NonproseKind,
    masked_kind,
)
from newsletter.source.pieces import PieceKind

_Reader = Callable[[Record, str], Iterator["SpanMark"]]


@dataclass(slots=True)
class SpanMark:
    """An atom, or one end of something with an inside."""

    kind: PieceKind
    first: int
    last: int
    role: str = "atom"  # or "open", "close"
    text: str = ""
    inner: tuple[int, int] = (0, 0)


MASKED_PIECES = {
    NonproseKind.LIQUID_OUTPUT: PieceKind.OUTPUT,
    NonproseKind.SHORTCODE: PieceKind.OUTPUT,
    NonproseKind.EXPRESSION: PieceKind.OUTPUT,
    NonproseKind.WIKI_LINK: PieceKind.WIKI_LINK,
    NonproseKind.EMOJI: PieceKind.EMOJI,
    NonproseKind.FORMULA: PieceKind.MATH,
    NonproseKind.PLUGIN: PieceKind.OUTPUT,
}
# What a hard line break takes in front of its line end.
HARD_BREAK_BLANKS = 2
_ROLES = {OPENING: "open", CLOSING: "close"}
# Where the tag of each delimiter begins and ends, seen from the delimiter that the token sits on: a
# strong tag sits on one of its two characters and empties the other.
_DELIMITERS = {
    "em_open": (0, 0, "open"),
    "s_open": (0, 0, "open"),
    "strong_open": (-1, 0, "open"),
    "em_close": (0, 0, "close"),
    "s_close": (0, 0, "close"),
    "strong_close": (0, 1, "close"),
}


def find_marks(log: Iterable[Record], text: str) -> tuple[SpanMark, ...]:
    """Return the marks of every rule that did something, in the order in which they stand."""
    marks: list[SpanMark] = []
    for record in log:
        reader = _READERS.get(record.rule)
        if reader is not None:
            marks.extend(reader(record, text))
    return tuple(sorted(marks, key=_place))


def _place(mark: SpanMark) -> tuple[int, bool, int]:
    """Of two marks at one place the one that opens stands behind."""
    return mark.first, mark.role == "open", mark.last


def _atom_of(kind: PieceKind) -> _Reader:
    """A reader that takes all of what a rule consumed for one thing."""

    def read(record: Record, text: str) -> Iterator[SpanMark]:
        yield SpanMark(kind, record.first, record.last)

    return read


def _labelled(kind: PieceKind) -> _Reader:
    """A reader of what has a label behind two characters: `![label](…)`, `^[label]`."""

    def read(record: Record, text: str) -> Iterator[SpanMark]:
        inner = (record.first + 2, record.label_end)
        yield SpanMark(kind, record.first, record.last, inner=inner)

    return read


def _code(record: Record, text: str) -> Iterator[SpanMark]:
    """A code span; a run of backticks that opens nothing is text."""
    if any(token.type == "code_inline" for token, _, _ in record.tokens):
        yield SpanMark(PieceKind.CODE, record.first, record.last)


def _masked(record: Record, text: str) -> Iterator[SpanMark]:
    """What is covered, by the kind that its first character names."""
    first = text[record.first]
    kind = MASKED_PIECES.get(masked_kind(first), PieceKind.LIQUID)
    role = _ROLES.get(first, "atom")
    yield SpanMark(kind, record.first, record.last, role)


def _line_break(record: Record, text: str) -> Iterator[SpanMark]:
    """The white space before a line break belongs to it."""
    first = record.first
    while first > 0 and text[first - 1] == " ":
        first -= 1
    is_hard = record.first - first >= HARD_BREAK_BLANKS
    kind = PieceKind.HARD_BREAK if is_hard else PieceKind.SOFT_BREAK
    yield SpanMark(kind, first, record.last)


def _written_otherwise(record: Record, text: str) -> Iterator[SpanMark]:
    """A character behind a backslash, or an entity; a backslash at a line's end is a break."""
    token = record.tokens[0][0]
    is_break = token.type == "hardbreak"
    kind = PieceKind.HARD_BREAK if is_break else PieceKind.TEXT
    yield SpanMark(kind, record.first, record.last, text=token.content)


def _link(record: Record, text: str) -> Iterator[SpanMark]:
    """The two ends of a link: its bracket, and what stands behind its label."""
    yield SpanMark(PieceKind.LINK, record.first, record.first + 1, "open")
    yield SpanMark(PieceKind.LINK, record.label_end, record.last, "close")


def _emphasis(record: Record, text: str) -> Iterator[SpanMark]:
    """The delimiters that became tags."""
    for token, first, last in record.tokens:
        if token.type in _DELIMITERS:
            before, behind, role = _DELIMITERS[token.type]
            yield SpanMark(
                PieceKind.EMPHASIS, first + before, last + behind, role
            )


_READERS: Mapping[str, _Reader] = {
    "backticks": _code,
    "autolink": _atom_of(PieceKind.AUTOLINK),
    "html_inline": _atom_of(PieceKind.HTML),
    "footnote": _atom_of(PieceKind.FOOTNOTE),
    "masked": _masked,
    "newline": _line_break,
    "escape": _written_otherwise,
    "entity": _written_otherwise,
    "image": _labelled(PieceKind.IMAGE),
    "note": _labelled(PieceKind.NOTE),
    "link": _link,
    "emphasis": _emphasis,
    "strikethrough": _emphasis,
}
