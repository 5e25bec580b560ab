"""Tie pieces together: which others must be there for this one to read.

A bond is a choice of pieces of which one must be kept. An antecedent is one piece, the sentence before. A paragraph that goes
on with a row or turns against what was said is content with anything of the paragraph before it. A lead-in and what it
announces need each other; a question needs its answer; what is said further inside a list item needs the list.
"""

from __future__ import annotations

from newsletter.abridgement.candidates import Article, Piece, PieceKind
from newsletter.abridgement.pointers import (
    Asks,
    is_question,
    leads_in,
    leans_back,
    names_its_target,
    what_it_asks,
)

Bond = tuple[int, ...]

_ANNOUNCED = {PieceKind.LIST, PieceKind.TABLE, PieceKind.CODE, PieceKind.QUOTE, PieceKind.HTML}


def find_bonds(article: Article, language: str) -> tuple[tuple[Bond, ...], ...]:
    """Return the bonds of every piece of the article, in order."""
    readable = [piece for piece in article.pieces if piece.kind is not PieceKind.IMAGE]
    found: list[tuple[Bond, ...]] = [()] * len(article.pieces)
    for at, piece in enumerate(readable):
        bonds: list[Bond] = [(piece.whole,)] if piece.whole is not None else []
        bonds += _back(readable, at, language) if at else []
        bonds += _forth(piece, readable[at + 1]) if at + 1 < len(readable) else []
        found[piece.number] = tuple(bonds)
    return tuple(found)


def _back(pieces: list[Piece], at: int, language: str) -> list[Bond]:
    """What must stand before the piece."""
    piece, before = pieces[at], pieces[at - 1]
    if piece.kind is not PieceKind.SENTENCE:
        announced = before.kind in (PieceKind.SENTENCE, PieceKind.LIST) and leads_in(_plain(before))
        return [(before.number,)] if announced and before.headings == piece.headings else []
    asks = what_it_asks(_plain(piece), language)
    if before.passage == piece.passage:
        return (
            [(before.number,)]
            if asks is not Asks.NOTHING or leans_back(_plain(piece), language)
            else []
        )
    if (
        piece.label
        or asks is Asks.NOTHING
        or (asks is Asks.TARGET and names_its_target(_plain(piece), language))
    ):
        return []  # what stands right under a label points at the label
    return [(before.number,)] if asks is Asks.TARGET else [_passage(pieces, before)]


def _passage(pieces: list[Piece], piece: Piece) -> Bond:
    return tuple(other.number for other in pieces if other.passage == piece.passage)


def _forth(piece: Piece, after: Piece) -> list[Bond]:
    """What must stand after the piece."""
    if after.whole is not None or piece.kind not in (PieceKind.SENTENCE, PieceKind.LIST):
        return []
    plain = _plain(piece)
    announces = leads_in(plain) and (
        after.kind in _ANNOUNCED or plain.rstrip("*_ ").endswith((":", "："))
    )
    asked = (
        is_question(plain) and piece.kind is PieceKind.SENTENCE and after.headings == piece.headings
    )
    return [(after.number,)] if announces or asked else []


def _plain(piece: Piece) -> str:
    return piece.parts[-1] if piece.parts else ""
