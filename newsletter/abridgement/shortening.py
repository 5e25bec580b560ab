"""Shorten a list or a table that would take over the text to its first items or rows.

A list of sixty notes is neither left out, which leaves an empty mail, nor put in, which leaves
nothing else. Its first items stand, and "…" says that there are more.

Weighed and rejected: choosing single items of a list of statements, as editors do (of 103 lists
they used they kept all items of 13 only). By our scores it gained nothing (.602 of the worth
against .605), and a list with items missing from its middle reads as if it were whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)

MAX_SHARE = (
    0.35  # of the budget that one list may take while there is other text
)
MIN_PARTS = 2  # items below which a list says nothing
MIN_CUT = 2  # items for which "…" is worth a line
MORE = "…"  # what stands for the rest of a list or table


def find_shortened(
    article: ParsedArticle,
    measure: Callable[[str], float],
    budget: float,
    pinned: Collection[int] = (),
    unwanted: Collection[int] = (),
) -> dict[int, int]:
    """Return candidate → how many of its parts may stand, for those that are too long.

    Args:
        article: The article, cut.
        measure: Plain text → length in the unit of the budget.
        budget: Length of the abridgement.
        pinned: Candidates that an editor wants in: whole.
        unwanted: Candidates that are the first to go: they leave their room to others.
    """
    lengths: dict[int, list[float]] = {}
    for candidate in article.candidates:
        lengths[candidate.number] = [measure(part) for part in candidate.parts]
    sums = {number: math.fsum(parts) for number, parts in lengths.items()}
    further: dict[int, float] = {}
    for candidate in article.candidates:
        if candidate.whole is not None:
            number = candidate.whole
            further[number] = further.get(number, 0.0) + sums[candidate.number]
    total = math.fsum(
        length for number, length in sums.items() if number not in unwanted
    )
    found: dict[int, int] = {}
    for candidate in article.candidates:
        number = candidate.number
        if number in pinned or not _can_shorten(candidate):
            continue
        others = total - sums[number] - further.get(number, 0.0)
        room = max(MAX_SHARE * budget, budget - others)
        if sums[number] > room:
            n_parts = _n_fitting(article, candidate, lengths[number], room)
            if n_parts <= len(candidate.parts) - MIN_CUT:
                found[number] = n_parts
    return found


def _can_shorten(candidate: Candidate) -> bool:
    """Tell whether a candidate is a list or a table of which the first parts say something."""
    if len(candidate.parts) < MIN_PARTS + MIN_CUT:
        return False
    if candidate.kind is CandidateKind.TABLE:
        return True
    return candidate.kind is CandidateKind.LIST and len(candidate.runs) == len(
        candidate.parts
    )


def _n_fitting(
    article: ParsedArticle,
    candidate: Candidate,
    lengths: Sequence[float],
    room: float,
) -> int:
    """The most parts that fit and can be cut after; at least two items, or a row under its head."""
    fitting = MIN_PARTS
    used = math.fsum(lengths[:MIN_PARTS])
    for n_parts in range(MIN_PARTS + 1, len(lengths)):
        used += lengths[n_parts - 1]
        if used > room:
            break
        if _can_cut(article, candidate, n_parts):
            fitting = n_parts
    return fitting


def _can_cut(
    article: ParsedArticle, candidate: Candidate, n_parts: int
) -> bool:
    """A list is cut before an item of its outermost level: nothing stands under a cut item."""
    if candidate.kind is CandidateKind.TABLE:
        return True
    outermost = article.blocks[candidate.runs[0].block].depth
    return article.blocks[candidate.runs[n_parts].block].depth <= outermost
