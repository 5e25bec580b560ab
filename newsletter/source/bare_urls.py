"""Cut bare addresses out of runs of text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from newsletter.source.pieces import Piece, PieceKind

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'「」『』（）()。、，\[\]*]*[^\s<>\"'「」『』（）()。、，\[\]*.,:;!?]"
)


def may_hold_url(text: str) -> bool:
    """Tell whether it is worth while to look for addresses."""
    return "://" in text or "www." in text


def cut_urls(pieces: Iterable[Piece], text: str) -> Iterator[Piece]:
    """Yield the pieces of one level, with the bare addresses of their text as pieces.

    A run of text may be broken by delimiters that opened nothing: an address goes on behind them.
    """
    for is_text, run in groupby(pieces, _is_text):
        found = tuple(run)
        yield from _cut_run(found, text) if is_text else found


def _is_text(piece: Piece) -> bool:
    return piece.kind is PieceKind.TEXT


def _cut_run(run: Sequence[Piece], text: str) -> Iterator[Piece]:
    """Yield a run of text with its bare addresses as pieces."""
    place, last = run[0].first, run[-1].last
    for url in _URL.finditer(text, place, last):
        yield from _clip(run, text, place, url.start())
        place = _url_end(run, text, url.end())
        yield Piece(PieceKind.URL, url.start(), place)
    yield from _clip(run, text, place, last)


def _url_end(run: Sequence[Piece], text: str, end: int) -> int:
    """The end of an address; one inside an entity takes all of it."""
    piece = run[bisect_left(run, end, key=lambda piece: piece.last)]
    is_inside = piece.first < end < piece.last
    return piece.last if is_inside and not _is_plain(piece, text) else end


def _clip(
    run: Sequence[Piece], text: str, first: int, last: int
) -> Iterator[Piece]:
    """Yield the parts of a run that lie between two places."""
    begin = bisect_right(run, first, key=lambda piece: piece.last)
    for piece in run[begin:]:
        start, end = max(first, piece.first), min(last, piece.last)
        if start >= end:
            return
        is_whole = (start, end) == (piece.first, piece.last)
        yield piece if is_whole else _plain(text, start, end)


def _is_plain(piece: Piece, text: str) -> bool:
    """Tell whether a piece says what stands there: no entity, no escape."""
    return piece.text == text[piece.first : piece.last]


def _plain(text: str, first: int, last: int) -> Piece:
    return Piece(PieceKind.TEXT, first, last, text[first:last])
