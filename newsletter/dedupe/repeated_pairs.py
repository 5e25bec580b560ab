"""Take out two sentences in a row that another paragraph has too, the second in nearly its words.

A short sentence stands twice in many articles, and a longer one in other words. The one right
behind the other, twice, is a thought that was told twice: "From writing to making. How shall we
ride this wave?" The pair that is told again goes; but if the sentence behind it points to it (it
is, this is), the other pair goes. It asks for evidence that the post was written in calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newsletter.dedupe.likeness import compare, holds_facts
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.restated import points_back
from newsletter.dedupe.segment import SHORT, Segment

MIN_SIZE = 36.0  # weight of both together
MAX_LONGER = 1.2  # a wording so much longer says more
_Pair = tuple[Passage, Passage]


def drop_repeated_pairs(manuscript: Manuscript) -> None:
    """Take out one of two pairs of sentences that say the same."""
    for pair in pairwise(list(manuscript.passages)):
        if not _is_pair(*pair):
            continue
        for again in tuple(_find_again(manuscript, pair)):
            if not _stands(manuscript, again):
                continue  # the pair before had one of its sentences
            if _drop(manuscript, again, pair):
                continue
            if _drop(manuscript, pair, again):
                break


def _stands(manuscript: Manuscript, pair: _Pair) -> bool:
    """Tell whether both sentences of a pair are still there."""
    return all(map(manuscript.has, pair))


def _drop(manuscript: Manuscript, gone: _Pair, stays: _Pair) -> bool:
    """Take out a pair, unless it says more than the other or what follows points to it."""
    (first, second), (same, alike) = gone, stays
    if len(second.segment.key) > MAX_LONGER * len(alike.segment.key):
        return False
    if not holds_facts(alike.segment, second.segment):
        return False
    if _is_pointed_to(gone):
        return False
    manuscript.absorb(first, same, "repeat")
    manuscript.absorb(second, alike, "variant")
    return True


def _is_pair(first: Passage, second: Passage) -> bool:
    """Tell whether two passages are sentences in a row that say enough together."""
    if first.home != second.home:
        return False
    one, other = first.segment, second.segment
    if other.size < SHORT or one.size + other.size < MIN_SIZE:
        return False
    return _may_go(one) and _may_go(other)


def _may_go(segment: Segment) -> bool:
    """Tell whether a segment is a whole sentence that nobody decided to keep."""
    return segment.is_full and not segment.kept


def _find_again(manuscript: Manuscript, pair: _Pair) -> Iterator[_Pair]:
    """The later pairs of which the first sentence is equal and the second alike."""
    first, second = pair
    if not _stands(manuscript, pair):
        return
    for other in manuscript.find_equal(first.segment.key):
        if other.index <= second.index or not manuscript.has(other):
            continue
        after = other.below
        if after is None or not _is_pair(other, after):
            continue
        likeness = compare(second.segment, after.segment, between=True)
        if likeness is not None and likeness.how in ("near", "equal"):
            yield other, after


def _is_pointed_to(pair: _Pair) -> bool:
    """Tell whether the sentence behind a pair, in its paragraph, points back to it."""
    after = pair[1].below
    if after is None or after.home != pair[1].home:
        return False
    return points_back(after.segment)
