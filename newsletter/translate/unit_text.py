"""Write the text of a unit, with its markup as placeholders that are numbered from 1."""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.language.scripts import takes_no_blank
from newsletter.source.pieces import Piece, PieceKind
from newsletter.translate.placeholders import PLACEHOLDER, write_placeholder
from newsletter.translate.places import Mark
from newsletter.translate.unit_ends import find_marks_around, is_plain


class UnitText:
    """The writer of one unit.

    Attributes:
        marks: Placeholder number → its opening (or only) and closing mark.
    """

    def __init__(self, content: str) -> None:
        self.marks: dict[int, tuple[Mark, Mark | None]] = {}
        self._content = content

    def write(self, pieces: Sequence[Piece]) -> str:
        """Return the text of some pieces, in order."""
        return "".join(
            self._write_piece(piece, pieces, index)
            for index, piece in enumerate(pieces)
        )

    def _write_piece(
        self, piece: Piece, pieces: Sequence[Piece], index: int
    ) -> str:
        """A piece as an engine gets it: text, a blank, or one or two placeholders."""
        if piece.kind is PieceKind.TEXT:
            return self._write_text(piece)
        if piece.kind is PieceKind.SOFT_BREAK:
            return _soft_break(pieces, index)
        if piece.kind is not PieceKind.IMAGE and _holds_text(piece):
            opening, closing = find_marks_around(piece, self._content)
            number = self._number(opening, closing)
            opened, closed = (
                write_placeholder(number),
                write_placeholder(number, end=True),
            )
            return opened + self.write(piece.children) + closed
        return self._mask(Mark(piece.first, piece.last, kind=piece.kind))

    def _write_text(self, piece: Piece) -> str:
        """Return text; what would read as a placeholder or as nothing becomes a placeholder."""
        if piece.text == "\u00a0":
            return piece.text
        if not is_plain(piece) and _reads_as_nothing(piece.text):
            return self._mask(Mark(piece.first, piece.last))
        text, place = "", 0
        for found in PLACEHOLDER.finditer(piece.text):
            first, last = found.span()
            mark = Mark(piece.first + first, piece.first + last)
            text += piece.text[place:first] + self._mask(mark)
            place = last
        return text + piece.text[place:]

    def _mask(self, mark: Mark) -> str:
        return write_placeholder(self._number(mark))

    def _number(self, opening: Mark, closing: Mark | None = None) -> int:
        number = len(self.marks) + 1
        self.marks[number] = (opening, closing)
        return number


def _reads_as_nothing(text: str) -> bool:
    """Tell whether an escaped character is a bracket, or one that nobody sees."""
    if text in "[]" or not text.isprintable():
        return True
    return not text.strip("\u00a0 ")


def _holds_text(piece: Piece) -> bool:
    """Tell whether there are words in a piece, however deep; those of images do not count."""
    for child in piece.children:
        if child.kind is PieceKind.TEXT:
            if child.text.strip():
                return True
        elif child.kind is not PieceKind.IMAGE and _holds_text(child):
            return True
    return False


def _soft_break(pieces: Sequence[Piece], index: int) -> str:
    """A line break inside a sentence is a blank, between letters of unspaced scripts nothing."""
    before = pieces[max(index - 1, 0)].text[-1:]
    after = pieces[min(index + 1, len(pieces) - 1)].text[:1]
    is_solid = takes_no_blank(before) and takes_no_blank(after)
    return "" if is_solid else " "
