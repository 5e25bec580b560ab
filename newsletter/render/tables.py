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
from collections.abc import Iterator, Sequence
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
_CELLS = frozenset({"td", "th"})
_NOT_ONE_TEXT = frozenset({"table", "p", "ul", "ol", "pre", "br"})
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
    """The least width of a column: as its longest cell needs, and no word is torn.

    An address or a key among the words is torn; the others are kept whole all the same.
    """
    words: list[str] = []
    for text in texts:
        words += _WORD.findall(unescape(text))
    widths = [display_width(word) * EM_PER_COLUMN + SLACK_EM for word in words]
    longest_em = max((em for em in widths if em <= WORD_EM), default=0.0)
    least = _least_em(max(map(text_columns, texts), default=0))
    return round(max(least, longest_em), 1) if least else 0.0


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
    for piece in _own_pieces(pieces, start):
        if isinstance(piece, str):
            text += piece
        elif "span=" in piece.attributes:
            return []
        elif piece.name == "br":
            text += "\n"
        elif piece.name == "tr" and not piece.closing:
            rows.append([])
        elif piece.name in _CELLS:
            if piece.closing and rows:
                rows[-1].append(text)
            text = ""
    return rows


def _own_pieces(pieces: Sequence[str | Tag], start: int) -> Iterator[str | Tag]:
    """Yield what a table holds itself: a table in a cell has columns of its own."""
    n_open = 1
    for at in range(start, len(pieces)):
        piece = pieces[at]
        change = _table_change(piece)
        n_open += change
        if not n_open:
            return
        if n_open == 1 and not change:
            yield piece


def _table_change(piece: str | Tag) -> int:
    """1 where a table opens, -1 where one closes, 0 for everything else."""
    if isinstance(piece, str) or piece.name != "table":
        return 0
    return -1 if piece.closing else 1


def _own_tags(pieces: Sequence[str | Tag], at: int) -> Iterator[Tag]:
    """Yield the tags of the table that opens at a place."""
    for piece in _own_pieces(pieces, at + 1):
        if isinstance(piece, Tag):
            yield piece


def first_row_cells(pieces: Sequence[str | Tag], at: int) -> int:
    """Return how many cells the first row of the table at a place has."""
    n = 0
    for tag in _own_tags(pieces, at):
        if tag.closing and tag.name == "tr":
            break
        n += not tag.closing and tag.name in _CELLS
    return n


def has_headings(pieces: Sequence[str | Tag], at: int) -> bool:
    """Tell whether the table at a place names its columns or itself."""
    names = {tag.name for tag in _own_tags(pieces, at)}
    return not names.isdisjoint({"th", "caption"})


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
            elif tag.name in _CELLS:
                return self._next_width()
        return 0.0

    def _see_table(
        self, tag: Tag, pieces: Sequence[str | Tag], at: int
    ) -> None:
        """Enter a table with its widths, or leave it: tables may stand in cells of others."""
        if not tag.closing:
            self._widths.append(column_widths(pieces, at))
            self._rows.append(0)
            self._cells.append(0)
        elif self._widths:
            for stack in (self._widths, self._rows, self._cells):
                stack.pop()

    def _next_width(self) -> float:
        """The width of the next cell: the cells of the first row set those of the column."""
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
        elif piece.name in _CELLS:
            break
        elif piece.name in _NOT_ONE_TEXT:
            return 0
    return text_columns(text)
