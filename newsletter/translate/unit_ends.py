"""Find the pieces of a unit, and take off its ends what no engine has to see."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from newsletter.source.pieces import Piece, PieceKind
from newsletter.translate.places import Mark

BREAKS = (PieceKind.SOFT_BREAK, PieceKind.HARD_BREAK)
# At the end of a unit these stay outside: they belong to the place, not to the words around them.
_PEELED = (
    PieceKind.FOOTNOTE,
    PieceKind.IMAGE,
    PieceKind.LIQUID,
    PieceKind.EMOJI,
    *BREAKS,
)


def clip(pieces: Sequence[Piece], first: int, last: int) -> Iterator[Piece]:
    """Yield what of the pieces lies in a span; they stand in order and apart."""
    begin = bisect_right(pieces, first, key=lambda piece: piece.last)
    end = bisect_left(pieces, last, key=lambda piece: piece.first)
    for piece in pieces[begin:end]:
        start, stop = max(first, piece.first), min(last, piece.last)
        if start < stop:
            yield _cut_text(piece, start, stop) if is_plain(piece) else piece


def _cut_text(piece: Piece, first: int, last: int) -> Piece:
    """The part of plain text from one place of the region to another."""
    if (first, last) == (piece.first, piece.last):
        return piece
    text = piece.text[first - piece.first : last - piece.first]
    return replace(piece, first=first, last=last, text=text)


def is_plain(piece: Piece) -> bool:
    """Tell whether a piece is text that is written as it reads, without escapes."""
    if piece.kind is not PieceKind.TEXT:
        return False
    return len(piece.text) == piece.last - piece.first


def trim(pieces: Iterable[Piece]) -> list[Piece]:
    """Take white space and line breaks off both ends."""
    kept = deque(pieces)
    _trim_ends(kept)
    return list(kept)


def _trim_ends(kept: deque[Piece]) -> None:
    """Take white space and line breaks off both ends of the pieces, in place."""
    while kept and _is_blank(kept[0]):
        kept.popleft()
    while kept and _is_blank(kept[-1]):
        kept.pop()
    if not kept:
        return
    if is_plain(kept[0]):
        n_blanks = len(kept[0].text) - len(kept[0].text.lstrip())
        kept[0] = _cut_text(kept[0], kept[0].first + n_blanks, kept[0].last)
    if is_plain(kept[-1]):
        n_blanks = len(kept[-1].text) - len(kept[-1].text.rstrip())
        kept[-1] = _cut_text(kept[-1], kept[-1].first, kept[-1].last - n_blanks)


def _is_blank(piece: Piece) -> bool:
    """Tell whether a piece is a line break, or text of white space alone."""
    if piece.kind is PieceKind.TEXT:
        return not piece.text.strip()
    return piece.kind in BREAKS


@dataclass(slots=True)
class Peeled:
    """A unit that markup is taken off, from the outside in.

    Attributes:
        pieces: What is left.
        lead, trail: The markup before and after it, in text order.
        is_emphasised: Emphasis around the whole was among it.
    """

    pieces: deque[Piece]
    lead: deque[Mark] = field(default_factory=deque)
    trail: deque[Mark] = field(default_factory=deque)
    is_emphasised: bool = False

    @property
    def inner(self) -> tuple[int, int] | None:
        """The range of what is left, None for nothing."""
        if not self.pieces:
            return None
        return self.pieces[0].first, self.pieces[-1].last

    def peel_once(self, content: str) -> bool:
        """Take one layer off; tell whether there was one."""
        if len(self.pieces) == 1:
            return self._unwrap(self.pieces[0], content)
        first, last = self.pieces[0], self.pieces[-1]
        if _is_peeled(first):
            mark = Mark(first.first, first.last, kind=first.kind)
            self.lead.append(mark)
            self.pieces.popleft()
        elif _is_peeled(last):
            mark = Mark(last.first, last.last, kind=last.kind)
            self.trail.appendleft(mark)
            self.pieces.pop()
        else:
            return False
        return True

    def _unwrap(self, only: Piece, content: str) -> bool:
        """Take the markup around the whole off."""
        if not only.children or only.kind is PieceKind.IMAGE:
            return False
        opening, closing = find_marks_around(only, content)
        self.lead.append(opening)
        self.trail.appendleft(closing)
        self.is_emphasised |= only.kind is PieceKind.EMPHASIS
        self.pieces = deque(only.children)
        return True

    def trim(self) -> None:
        """Take white space off both ends; it stands among the markup."""
        left, right = self.pieces[0].first, self.pieces[-1].last
        _trim_ends(self.pieces)
        if not self.inner:
            return
        first, last = self.inner
        if first > left:
            self.lead.append(Mark(left, first))
        if last < right:
            self.trail.appendleft(Mark(last, right))


def peel(pieces: list[Piece], content: str) -> Peeled:
    """Take markup off the ends that no engine has to see."""
    peeled = Peeled(deque(pieces))
    while peeled.pieces and peeled.peel_once(content):
        peeled.trim()
    return peeled


def _is_peeled(piece: Piece) -> bool:
    """Tell whether a piece at the end of a unit stays outside of it."""
    if piece.kind is PieceKind.HTML:
        return not piece.children
    return piece.kind in _PEELED


def find_marks_around(piece: Piece, content: str) -> tuple[Mark, Mark]:
    """Return the opening and closing mark of a piece with an inside.

    A shortcut reference link keeps its label when its text changes.
    """
    first, last = piece.inner
    delimiter = (
        content[piece.first : first] if piece.kind is PieceKind.EMPHASIS else ""
    )
    closing = content[last : piece.last]
    text = None
    if piece.kind is PieceKind.LINK and closing in ("]", "][]"):
        text = f"][{content[first:last]}]"
    return (
        Mark(piece.first, first, None, delimiter, piece.kind),
        Mark(last, piece.last, text, delimiter, piece.kind),
    )
