"""Give the tables of a page columns that are not torn, and a frame that scrolls where it must."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsletter.render.markup import Tag, read_html
from newsletter.render.tables import (
    ColumnCursor,
    column_widths,
    first_row_cells,
)

PHONE_EM = 22.0  # 335 px between the gutters at the size of a table's text
PADDING_EM = 1.3  # of a cell, both sides
MIN_WIDE_COLUMNS = 4  # of a table with spans, whose widths are not known


def frame_tables(html: str) -> str:
    """Return the HTML of an article with its tables ready for a phone.

    A table that is wider than a phone scrolls in a frame, by finger and by key; a narrow one
    stands as it is. Of tables in each other one is framed.
    """
    return "".join(_framed(tuple(read_html(html))))


_FRAME = '<div class="scroll" tabindex="0" role="group">'


def _framed(pieces: Sequence[str | Tag]) -> Iterator[str]:
    """The pieces, each wide table in a frame that scrolls; a table in another one has none."""
    columns = ColumnCursor()
    frames: list[bool] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            yield piece
            continue
        if piece.name == "table" and not piece.closing:
            frames.append(not any(frames) and _is_wide(pieces, index))
            if frames[-1]:
                yield _FRAME
        yield _write(piece, columns.see(piece, pieces, index))
        is_end = piece.name == "table" and piece.closing
        if is_end and frames and frames.pop():
            yield "</div>"


def _is_wide(pieces: Sequence[str | Tag], at: int) -> bool:
    """Tell whether a table is wider than a telephone."""
    widths = column_widths(pieces, at)
    if not widths:
        return first_row_cells(pieces, at) >= MIN_WIDE_COLUMNS
    return sum(widths) + PADDING_EM * len(widths) > PHONE_EM


def _write(tag: Tag, least_em: float) -> str:
    """A tag with the least width of its column, before the styles it has."""
    if tag.closing:
        return f"</{tag.name}>"
    if not least_em:
        return f"<{tag.name}{tag.attributes}>"
    css = f"min-width:{least_em:g}em"
    if 'style="' in tag.attributes:
        return f"<{tag.name}{tag.attributes}>".replace(
            'style="', f'style="{css};', 1
        )
    return f'<{tag.name}{tag.attributes} style="{css}">'
