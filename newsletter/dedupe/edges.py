"""Widen the chains of a stretch: match what stands beside their ends with the passages there.

A chain is made of likenesses that stand by themselves. Beside one, less is needed: a short line, or
a wording that has changed more, is the same where both sides go on from the same place.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.dedupe.align import Chain, Match, align_gap
from newsletter.dedupe.passages import Manuscript
from newsletter.dedupe.segment import SHORT, Segment

MAX_EDGE = 12  # segments beside either end of a chain that are compared with the passages there
MAX_STEPPED_OVER = (
    2  # segments, and passages, that may be stepped over at the edge of a chain
)


def widen(
    manuscript: Manuscript, segments: Sequence[Segment], chains: Sequence[Chain]
) -> list[Chain]:
    """Match the segments beside the ends of each chain with the passages beside them.

    Args:
        manuscript: The passages so far.
        segments: The stretch that is being merged.
        chains: Where segments match passages in a row.
    """
    widened: list[Chain] = []
    for number, chain in enumerate(chains):
        first, last = chain.matches[0], chain.matches[-1]
        floor = 0
        if widened:
            floor = widened[-1].matches[-1].segment + 1
        ceiling = len(segments)
        if number + 1 < len(chains):
            ceiling = chains[number + 1].matches[0].segment
        floor = max(floor, first.segment - MAX_EDGE)
        ceiling = min(ceiling, last.segment + 1 + MAX_EDGE)
        above = range(first.segment - 1, floor - 1, -1)
        below = range(last.segment + 1, ceiling)
        taken = {id(match.passage) for match in chain.matches}
        head = _match_edge(manuscript, segments, first, above, -1)
        head = [match for match in head if id(match.passage) not in taken]
        tail = _match_edge(manuscript, segments, last, below, 1)
        widened.append(Chain((*head[::-1], *chain.matches, *tail)))
    return widened


def _match_edge(
    manuscript: Manuscript,
    segments: Sequence[Segment],
    anchor: Match,
    numbers: Sequence[int],
    step: int,
) -> list[Match]:
    """Walk away from an anchor, segment by segment and passage by passage, while they agree.

    Two on either side may be stepped over.

    Args:
        manuscript: The passages so far.
        segments: Those of the stretch.
        anchor: The match at the end of a chain.
        numbers: Numbers of the segments beyond it, the nearest first.
        step: 1 to walk down, -1 to walk up.
    """
    found: list[Match] = []
    index = anchor.passage.index + step
    n_missed = 0
    for number in numbers:
        hit = _match_ahead(manuscript, segments, number, index, step, n_missed)
        if hit is not None:
            found.append(hit)
            index = hit.passage.index + step
            n_missed = 0
            continue
        n_missed += 1
        if n_missed > MAX_STEPPED_OVER:
            break
    return found


def _match_ahead(
    manuscript: Manuscript,
    segments: Sequence[Segment],
    number: int,
    index: int,
    step: int,
    n_missed: int,
) -> Match | None:
    """Match a segment with the next passages; what was stepped over asks for the free threshold.

    Args:
        manuscript: The passages so far.
        segments: Those of the stretch.
        number: Number of the segment to match.
        index: Index of the next passage.
        step: 1 to walk down, -1 to walk up.
        n_missed: How many segments in a row had no match before this one.
    """
    for ahead in range(MAX_STEPPED_OVER + 1):
        at = index + step * ahead
        if not 0 <= at < len(manuscript.passages):
            return None
        close = n_missed == 0 and ahead == 0
        hits = align_gap(
            segments, [number], [manuscript.passages[at]], between=close
        )
        if not hits:
            continue
        if close or ahead + n_missed <= 1:
            return hits[0]
        # Farther away a short line may stand again by chance.
        if hits[0].likeness.how != "equal":
            return hits[0]
        if segments[number].size >= SHORT:
            return hits[0]
    return None
