"""Parse inline Markdown into pieces that know their place in the text.

markdown-it finds code, links, emphasis exactly as it renders them, but its inline tokens have no
positions. `inline_rules` runs its own rules under a log, `span_marks` reads the log, and here the
marks become pieces, one inside the other: what we call a link is what a reader gets as a link. A
regular expression was the rejected way: it misses nested and single-star emphasis, reference links
and backslashes, and every miss is a mark sent to an engine.

Beside Markdown, what `nonprose` finds is a piece too (Liquid, attribute lists, formulas, wiki
links), and so are footnote marks and bare URLs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsletter.remembered import remembered
from newsletter.source.bare_urls import cut_urls, may_hold_url
from newsletter.source.inline_rules import run_rules
from newsletter.source.nonprose import mask_nonprose
from newsletter.source.pieces import Piece, PieceKind, shift
from newsletter.source.span_marks import SpanMark, find_marks
from newsletter.source.tag_pairs import pair_tags

_MAYBE_MARKUP = re.compile(r"[\n\\`*_~\[\]<>&!^/\ufdd0-\ufdef]|www\.")


def parse_inline(
    text: str,
    references: Mapping[str, Any] | None = None,
    *,
    masked: bool = False,
) -> tuple[Piece, ...]:
    """Return the pieces of the text of one block; together they cover it without a gap.

    Args:
        text: Inline Markdown with LF line ends.
        references: Link definitions of the document, as markdown-it keeps them in its environment.
        masked: Whether the text is a part of a masked one (`nonprose.mask_nonprose`) already.
    """
    seen = text if masked else mask_nonprose(text, blank=False)
    if not _MAYBE_MARKUP.search(seen):
        return (Piece(PieceKind.TEXT, 0, len(seen), seen),) if seen else ()
    if "[" not in seen:
        return _parse_unreferring(seen)
    return _parse(seen, {} if references is None else references)


# Without a bracket no definition matters; sentences and units are cut from the same text.
@remembered(maxsize=512)
def _parse_unreferring(text: str) -> tuple[Piece, ...]:
    """Pieces of a text that no link definition belongs to."""
    return _parse(text, {})


def _parse(text: str, references: Mapping[str, Any]) -> tuple[Piece, ...]:
    """Run the inline rules under a log, and build pieces from what they did."""
    marks = find_marks(run_rules(text, references), text)
    return _Builder(text, marks).build()


class _Builder:
    """Builds pieces from marks: one walk, a level deeper at each mark that opens."""

    def __init__(self, text: str, marks: Sequence[SpanMark]) -> None:
        self.text = text
        self.marks = marks
        self.index = 0
        self.may_hold_url = may_hold_url(text)
        self.may_hold_tag = "<" in text

    def build(self) -> tuple[Piece, ...]:
        """Return the pieces of the whole text."""
        pieces, _ = self._level(0)
        return self._finished(pieces)

    def _level(self, place: int) -> tuple[list[Piece], SpanMark | None]:
        """The pieces from a place to the mark that closes their level, and that mark.

        Without such a mark the level ends with the text.
        """
        pieces: list[Piece] = []
        while self.index < len(self.marks):
            mark = self.marks[self.index]
            self.index += 1
            if mark.first < place:
                continue  # inside an atom that won
            pieces += self._plain(place, mark.first)
            if mark.role == "close":
                return pieces, mark
            pieces.append(self._piece(mark))
            place = pieces[-1].last
        pieces += self._plain(place, len(self.text))
        return pieces, None

    def _piece(self, mark: SpanMark) -> Piece:
        """The atom of a mark, or everything up to the mark that closes it."""
        if mark.role != "open":
            return _atom(self.text, mark)
        children, close = self._level(mark.last)
        end = len(self.text)
        inner = (mark.last, close.first if close else end)
        last = close.last if close else end
        inside = self._finished(children)
        return Piece(mark.kind, mark.first, last, "", inner, inside)

    def _plain(self, first: int, last: int) -> Iterator[Piece]:
        """Text that no rule took."""
        if first < last:
            yield Piece(PieceKind.TEXT, first, last, self.text[first:last])

    def _finished(self, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """The pieces of one level with bare addresses cut out and HTML tags joined."""
        if self.may_hold_url:
            pieces = tuple(cut_urls(pieces, self.text))
        if self.may_hold_tag:
            pieces = pair_tags(pieces, self.text)
        return tuple(pieces)


def _atom(text: str, mark: SpanMark) -> Piece:
    """An atom; the label of an image and of a note is parsed on its own, as markdown-it does."""
    children: tuple[Piece, ...] = ()
    if mark.kind in (PieceKind.IMAGE, PieceKind.NOTE):
        first, last = mark.inner
        label = parse_inline(text[first:last], masked=True)
        children = tuple(shift(piece, first) for piece in label)
    return Piece(
        mark.kind, mark.first, mark.last, mark.text, mark.inner, children
    )


class AnyReference(Mapping[str, Any]):
    """Link definitions that know every label: for text whose definitions are not at hand."""

    def __getitem__(self, label: str) -> dict[str, str]:
        return {"href": "", "title": ""}

    def __contains__(self, label: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1
