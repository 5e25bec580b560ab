"""Tie pieces together: which others must be there for this one to read.

A bond is a choice of pieces of which one must be kept. An antecedent is one piece, the sentence before. A paragraph that goes
on with a row or turns against what was said is content with anything of the paragraph before it. A lead-in and what it
announces need each other; a question needs its answer; what is said further inside a list item needs the list.
"""

from __future__ import annotations

from newsletter.abridge.pieces import Article, Piece, PieceKind
from newsletter.abridge.pointers import Asks, is_question, leads_in, leans_back, names_its_target, what_it_asks

Bond = tuple[int, ...]

_ANNOUNCED = {PieceKind.LIST, PieceKind.TABLE, PieceKind.CODE, PieceKind.QUOTE, PieceKind.HTML}


def find_bonds(article: Article, language: str) -> tuple[tuple[Bond, ...], ...]:
    """Return the bonds of every piece of the article, in order."""
    readable = [piece for piece in article.pieces if piece.kind is not PieceKind.IMAGE]
    place = {piece.number: at for at, piece in enumerate(readable)}
    return tuple(_bonds_of(place[piece.number], readable, language) if piece.number in place else () for piece in article.pieces)


def _bonds_of(at: int, pieces: list[Piece], language: str) -> tuple[Bond, ...]:
    piece = pieces[at]
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    found: list[Bond] = []
    if piece.whole is not None:
        found.append((piece.whole,))
    if before is not None:
        found += _back(piece, before, pieces, at, language)
    if after is not None and after.whole is None and piece.kind in (PieceKind.SENTENCE, PieceKind.LIST):
        found += _forth(piece, after)
    return tuple(found)


def _back(piece: Piece, before: Piece, pieces: list[Piece], at: int, language: str) -> list[Bond]:
    if piece.kind is not PieceKind.SENTENCE:
        announced = before.kind in (PieceKind.SENTENCE, PieceKind.LIST) and leads_in(_plain(before))
        return [(before.number,)] if announced and before.headings == piece.headings else []
    asks = what_it_asks(_plain(piece), language)
    if before.passage == piece.passage:
        return [(before.number,)] if asks is not Asks.NOTHING or leans_back(_plain(piece), language) else []
    if asks is Asks.TARGET:
        return [] if names_its_target(_plain(piece), language) else [(before.number,)]
    if asks is not Asks.NOTHING:
        return [tuple(other.number for other in pieces[:at] if other.passage == before.passage)]
    return []


def _forth(piece: Piece, after: Piece) -> list[Bond]:
    plain = _plain(piece)
    announces = leads_in(plain) and (after.kind in _ANNOUNCED or plain.rstrip("*_ ").endswith((":", "：")))
    asked = is_question(plain) and after.headings == piece.headings
    return [(after.number,)] if announces or asked else []


def _plain(piece: Piece) -> str:
    return piece.parts[-1] if piece.parts else ""
