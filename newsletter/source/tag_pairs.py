"""Join inline HTML tags that belong together into one piece."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsletter.source.html_facts import CODE_ELEMENTS, VOID_ELEMENTS
from newsletter.source.pieces import Piece, PieceKind

_HTML_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?P<void>/?)>"
)
# Nobody nests so many tags in one paragraph; whoever walks the pieces calls itself for each.
MAX_DEPTH = 50


def pair_tags(pieces: Iterable[Piece], text: str) -> tuple[Piece, ...]:
    """Join each opening HTML tag, its closing tag and what stands between into one piece.

    Elements of code become code. A tag that nothing closes, or that closes nothing, stays alone.
    """
    done: list[Piece] = []
    open_tags: list[tuple[str, int]] = []  # name, index in `done`
    for piece in pieces:
        done.append(piece)
        tag = _tag_of(piece, text)
        if tag is None:
            continue
        name = tag["name"].lower()
        if tag["end"]:
            _close(name, open_tags, done)
        elif name not in VOID_ELEMENTS:
            open_tags.append((name, len(done) - 1))
    return tuple(done)


def _tag_of(piece: Piece, text: str) -> re.Match[str] | None:
    """The tag that a piece is, unless it closes itself."""
    if piece.kind is not PieceKind.HTML:
        return None
    found = _HTML_TAG.match(text, piece.first, piece.last)
    return None if found is None or found["void"] else found


def _close(
    name: str, open_tags: list[tuple[str, int]], done: list[Piece]
) -> None:
    """Join what stands since the last open tag of a name; tags left open inside stay alone.

    So do tags inside very many others.
    """
    for index in reversed(range(len(open_tags))):
        if open_tags[index][0] == name:
            start = open_tags[index][1]
            del open_tags[index:]
            if index < MAX_DEPTH:
                done[start:] = [_pair(name, done[start:])]
            return


def _pair(name: str, pieces: list[Piece]) -> Piece:
    """One piece from an opening tag, its closing one and what stands between."""
    first, last = pieces[0], pieces[-1]
    if name in CODE_ELEMENTS:
        return Piece(PieceKind.CODE, first.first, last.last)
    return Piece(
        PieceKind.HTML,
        first.first,
        last.last,
        "",
        (first.last, last.first),
        tuple(pieces[1:-1]),
    )
