"""Merge the segments, one stretch after the other, into a manuscript that says each thing once.

A stretch of segments ends where a marker stands, or where it begins to repeat itself (`restarts`).
Inside it the chains say which passages are repeated (`align`, `edges`). What is repeated is
dropped; what is fresh finds its place (`placement`).
"""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.dedupe.align import Chain, Match, find_chains
from newsletter.dedupe.edges import widen
from newsletter.dedupe.likeness import compare
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.placement import Stretch, note_edges, place_fresh
from newsletter.dedupe.restarts import find_end
from newsletter.dedupe.segment import Segment


def merge_segments(segments: Sequence[Segment]) -> Manuscript:
    """Return the manuscript that the segments give, each passage once."""
    manuscript = Manuscript()
    place = 0
    while place < len(segments):
        end = find_end(manuscript, segments, place)
        _merge_stretch(manuscript, segments[place:end])
        place = end
    return manuscript


def _merge_stretch(manuscript: Manuscript, segments: Sequence[Segment]) -> None:
    """Merge one stretch into the manuscript: known passages, then new ones.

    Args:
        manuscript: The passages so far; it is changed.
        segments: Those of the stretch.
    """
    chains, lone = find_chains(manuscript, segments)
    widened = widen(manuscript, segments, chains)
    stretch = Stretch(segments, *_settle_stubs(segments, widened, lone))
    places: dict[int, list[Passage]] = {}
    for insertion in place_fresh(manuscript, stretch):
        places.setdefault(insertion.before, []).extend(insertion.passages)
    for match in stretch.matches():
        manuscript.merge(match.passage, segments[match.segment], match.likeness)
    manuscript.insert(places)
    note_edges(manuscript, stretch, places)


def _settle_stubs(
    segments: Sequence[Segment],
    chains: Sequence[Chain],
    lone: dict[int, Match],
) -> tuple[list[Chain], dict[int, Match]]:
    """Let each cut passage be told to the end once, by the first segment that does.

    Another segment that begins as the passage does may say something else: 著作権 begins many
    sentences. It is a match only if it says what the first one says.

    Args:
        segments: Those of the stretch.
        chains: Its chains in order.
        lone: Its matches outside the chains, by the number of their segment.
    """
    told: dict[int, Segment] = {}
    everywhere = list(lone.values())
    for chain in chains:
        everywhere += chain.matches
    wholes = [match for match in everywhere if match.likeness.how == "whole"]
    wrong: set[int] = set()
    for match in sorted(wholes, key=lambda match: match.segment):
        segment = segments[match.segment]
        first = told.setdefault(id(match.passage), segment)
        if first is not segment and not compare(first, segment, between=True):
            wrong.add(match.segment)
    if not wrong:
        return list(chains), lone
    settled: list[Chain] = []
    for chain in chains:
        kept = [one for one in chain.matches if one.segment not in wrong]
        if kept:
            settled.append(Chain(tuple(kept)))
    lone = {at: one for at, one in lone.items() if at not in wrong}
    return settled, lone
