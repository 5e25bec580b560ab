"""Give the columns of a table widths at which nothing in them is torn.

A browser shares the width of a phone among the columns by the length of their texts. One long
column leaves the others so little that a Japanese label stands letter under letter, since Japanese
may break anywhere. So each column gets a least width from its longest cell: short texts stand on
one line, longer ones have lines that can be read. Where the columns need more than the window, the
frame around the table scrolls. Widths go in em, so that they follow the size of the text.

A table with cells over several columns or rows is left to the browser: whose width a cell adds to
cannot be told from its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from newsletter.language.width import display_width
from newsletter.render.markup import Tag

TINY_COLUMNS = 2  # a letter of Japanese: it cannot be torn
SHORT_COLUMNS = 16  # eight letters of Japanese, two words of English: one line
MEDIUM_COLUMNS = 40  # a label in two or three lines
LONG_COLUMNS = 120
EM_PER_COLUMN = 0.58  # a bold digit; a wide letter takes two columns and one em
SLACK_EM = 0.4  # a percent sign takes nearly an em
MEDIUM_EM = 9.8
LONG_EM = 10.0
PROSE_EM = 13.0
WORD_EM = 18.0  # a longer word is an address or a key: it may be torn
# What a browser does not break: blanks, hyphens, slashes and wide letters end it.
_WORD = re.compile(r"[^\s/?\u2010-\u2015\u2e80-\uffff-]+")


def column_widths(pieces: Sequence[str | Tag], at: int) -> tuple[float, ...]:
    """Return the least width of each column of a table in em.

    Args:
        pieces: An article as `read_html` yields it.
        at: Where the opening tag of the table stands.

    Returns:
        In the order of the columns; 0 for a column that needs none. Empty for a table with spans.
    """
    rows = _read_rows(pieces, at + 1)
    n_columns = max((len(row) for row in rows), default=0)
    columns: list[list[str]] = [[] for _ in range(n_columns)]
    for row in rows:
        for column, text in enumerate(row):
            columns[column].append(text)
    return tuple(map(_column_em, columns))


def _column_em(texts: Sequence[str]) -> float:
    """The least width of a column: as its longest cell needs, and no word is torn."""
    least = _least_em(max(map(text_columns, texts), default=0))
    words = (word for text in texts for word in _WORD.findall(unescape(text)))
    longest = max(map(display_width, words), default=0)
    word_em = round(longest * EM_PER_COLUMN + SLACK_EM, 1)
    if longest <= SHORT_COLUMNS or word_em > WORD_EM:
        return least
    return max(least, word_em)


def _least_em(columns: int) -> float:
    """The least width of a column, by its longest cell; 0 where the browser finds it."""
    if columns <= TINY_COLUMNS:
        return 0.0
    if columns <= SHORT_COLUMNS:
        return round(columns * EM_PER_COLUMN + SLACK_EM, 1)
    if columns <= MEDIUM_COLUMNS:
        return MEDIUM_EM
    return LONG_EM if columns <= LONG_COLUMNS else PROSE_EM


def _read_rows(pieces: Sequence[str | Tag], start: int) -> list[list[str]]:
    """The texts of a table, row by row; none for a table with spans."""
    rows: list[list[str]] = []
    text = ""
    n_open = 1
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if isinstance(piece, str):
            text += piece if n_open == 1 else ""
            continue
        if piece.name == "table":
            n_open += -1 if piece.closing else 1
            if not n_open:
                break
        if n_open > 1:
            continue  # a table in a cell has columns of its own
        if "span=" in piece.attributes:
            return []
        if piece.name == "tr" and not piece.closing:
            rows.append([])
        elif piece.name in ("td", "th"):
            if piece.closing and rows:
                rows[-1].append(text)
            text = ""
        elif piece.name == "br":
            text += "\n"
    return rows


def first_row_cells(pieces: Sequence[str | Tag], at: int) -> int:
    """Return how many cells the first row of the table at a place has."""
    n = 0
    for place in range(at + 1, len(pieces)):
        piece = pieces[place]
        if isinstance(piece, str):
            continue
        if piece.closing and piece.name in ("tr", "table"):
            break
        n += not piece.closing and piece.name in ("td", "th")
    return n


def has_headings(pieces: Sequence[str | Tag], at: int) -> bool:
    """Tell whether the table at a place names its columns or itself."""
    n_open = 1
    for piece in pieces[at + 1 :]:
        if isinstance(piece, str):
            continue
        if piece.name == "table":
            n_open += -1 if piece.closing else 1
        if not n_open:
            break
        if n_open == 1 and piece.name in ("th", "caption"):
            return True
    return False


def text_columns(text: str) -> int:
    """Return how wide the widest line of an HTML text is; its tags are taken out already."""
    lines = unescape(text).split("\n")
    return max(display_width(" ".join(line.split())) for line in lines)


class ColumnCursor:
    """Follow the cells of the tables that are open, and tell each the least width it carries.

    The cells of the first row carry the widths: a column is as wide as its widest cell.
    """

    def __init__(self) -> None:
        self._widths: list[tuple[float, ...]] = []
        self._rows: list[int] = []
        self._cells: list[int] = []

    def see(self, tag: Tag, pieces: Sequence[str | Tag], at: int) -> float:
        """Take the next tag; returns the least width in em where it is a cell that carries one.

        Args:
            tag: Of any element.
            pieces: The article it stands in.
            at: Its place there.
        """
        if tag.name == "table":
            self._see_table(tag, pieces, at)
        elif self._widths and not tag.closing:
            if tag.name == "tr":
                self._rows[-1] += 1
                self._cells[-1] = 0
            elif tag.name in ("td", "th"):
                return self._next_width()
        return 0.0

    def _see_table(
        self, tag: Tag, pieces: Sequence[str | Tag], at: int
    ) -> None:
        if not tag.closing:
            self._widths.append(column_widths(pieces, at))
            self._rows.append(0)
            self._cells.append(0)
        elif self._widths:
            for stack in (self._widths, self._rows, self._cells):
                stack.pop()

    def _next_width(self) -> float:
        at = self._cells[-1]
        self._cells[-1] += 1
        widths = self._widths[-1]
        return widths[at] if self._rows[-1] == 1 and at < len(widths) else 0.0


def cell_columns(pieces: Sequence[str | Tag], at: int) -> int:
    """Return how wide the text of a cell is; 0 for one that holds more than text.

    Args:
        pieces: An article as `read_html` yields it.
        at: Where the opening tag of the cell stands.
    """
    text = ""
    for place in range(at + 1, len(pieces)):
        piece = pieces[place]
        if isinstance(piece, str):
            text += piece
        elif piece.name in ("td", "th"):
            break
        elif piece.name in ("table", "p", "ul", "ol", "pre", "br"):
            return 0
    return text_columns(text)
