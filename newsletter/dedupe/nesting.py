"""Know in which list item a line stands, and let no item go while others stand in it.

What is indented by four columns is part of the item above it. Where that item is taken out, since
it stands above already, and text stands between, readers would see marks and code in a paragraph.
Where another item stands between, they would read what is said of the first as said of that one.
The item stays then, though it says nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import Kind, Segment

MIN_NESTED_COLUMNS = 4  # with less a list item is one in any place
_TAB_COLUMNS = 4


class OpenItems:
    """The list items that the segments taken so far stand in, the outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[int, Segment]] = []

    def take(self, segment: Segment) -> Segment | None:
        """Return the list item that a segment stands in, None for none; take it as the last one."""
        if segment.item and segment.kind is not Kind.ITEM:
            return (
                self._open[-1][1] if self._open else None
            )  # one more sentence
        n_columns = _count_columns(segment)
        while self._open and self._open[-1][0] >= n_columns:
            self._open.pop()
        parent = self._open[-1][1] if self._open else None
        if segment.kind is Kind.ITEM:
            self._open.append((n_columns, segment))
        return parent

    def has(self, segment: Segment) -> bool:
        """Tell whether one of the items says what a segment says."""
        return any(segment.key == item.key for _, item in self._open)


def has_nested(segments: Sequence[Segment], at: int) -> bool:
    """Tell whether something stands in the list item at a place."""
    below = segments[at + 1 : at + 2]
    return any(_is_nested(segment) for segment in below)


def keep_parents(manuscript: Manuscript, segments: Iterable[Segment]) -> None:
    """Put back each list item that was taken out while what stood in it stays elsewhere.

    Args:
        manuscript: The passages that are left.
        segments: All segments in order.
    """
    before = OpenItems()
    parents = {id(one): before.take(one) for one in segments}
    twins = {id(gone.segment): gone.twin for gone in manuscript.dropped}
    now = OpenItems()
    missing: list[tuple[Segment, Passage]] = []
    for passage in manuscript.passages:
        place = passage.place
        parent, found = parents.get(id(place)), now.take(place)
        twin = twins.get(id(parent))
        if parent is None or twin is None or found in (parent, twin.place):
            continue
        if found is None and not _is_nested(place):
            continue  # it is an item of a list of its own
        missing.append((parent, passage))
        del twins[id(parent)]
        now.take(parent)
        now.take(place)
    manuscript.put_back(missing)


def _is_nested(segment: Segment) -> bool:
    """Tell whether a line is indented so far that it is part of a list item."""
    return _count_columns(segment) >= MIN_NESTED_COLUMNS


def _count_columns(segment: Segment) -> int:
    """By how many columns the first line of a segment is indented."""
    line = segment.text.expandtabs(_TAB_COLUMNS)
    return len(line) - len(line.lstrip(" "))
