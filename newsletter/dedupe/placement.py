"""Place the fresh segments of a stretch among the passages that the manuscript has.

A run of fresh segments finds its place by these rules, the first that fits:

1. A fresh sentence that stands in one paragraph with a repeated one joins that paragraph.
2. Between two matches of one chain, the run goes before the second, and before the heading over
   it, because the old passages in the gap were there first.
3. Anywhere else, the run goes to the end of the manuscript: it is another ending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsletter.dedupe.align import Chain, Match
from newsletter.dedupe.likeness import may_be_cut
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import TITLES, Break, Kind, Segment


@dataclass(slots=True)
class Stretch:
    """A stretch with what it repeats.

    Attributes:
        segments: Its segments.
        chains: Its chains in order.
        lone: Matches outside the chains, by the number of their segment.
        in_chain: Number of the chain and the match, by the number of their segment.
    """

    segments: Sequence[Segment]
    chains: Sequence[Chain]
    lone: dict[int, Match]
    in_chain: dict[int, tuple[int, Match]] = field(init=False)

    def __post_init__(self) -> None:
        """Index the matches of the chains; a segment in a chain is not lone."""
        self.in_chain = {}
        for number, chain in enumerate(self.chains):
            for match in chain.matches:
                self.in_chain[match.segment] = (number, match)
        for segment in self.in_chain:
            self.lone.pop(segment, None)

    def matches(self) -> list[Match]:
        """All matches in the order of the segments."""
        chained = [match for _, match in self.in_chain.values()]
        return sorted(
            [*chained, *self.lone.values()], key=lambda match: match.segment
        )

    def passage_at(self, segment: int | None) -> Passage | None:
        """The passage that a segment in a chain repeats."""
        if segment is None:
            return None
        if segment not in self.in_chain:
            return None
        return self.in_chain[segment][1].passage

    def share_paragraph(self, one: int, other: int) -> bool:
        """Tell whether two segments stand in one paragraph."""
        return self.segments[one].paragraph == self.segments[other].paragraph

    def are_chained(self, one: int | None, other: int) -> bool:
        """Tell whether two segments are matches of one chain."""
        if one is None:
            return False
        if one not in self.in_chain:
            return False
        if other not in self.in_chain:
            return False
        return self.in_chain[one][0] == self.in_chain[other][0]


@dataclass(frozen=True, slots=True)
class Insertion:
    """Fresh passages and the number of the passage before which they go."""

    before: int
    passages: Sequence[Passage]


def place_fresh(
    manuscript: Manuscript, stretch: Stretch
) -> Iterator[Insertion]:
    """Find the place of every run of fresh segments."""
    run: list[int] = []
    before: int | None = None
    for number in range(len(stretch.segments)):
        if number in stretch.lone:
            continue  # a lone match drops out of the run it stands in
        if number not in stretch.in_chain:
            run.append(number)
            continue
        if run:
            yield from _place_run(manuscript, stretch, run, before, number)
        run = []
        before = number
    if run:
        yield from _place_run(
            manuscript, stretch, run, before, len(stretch.segments)
        )


def _place_run(
    manuscript: Manuscript,
    stretch: Stretch,
    run: list[int],
    before: int | None,
    after: int,
) -> Iterator[Insertion]:
    """Find the places of a run: of its head, its middle and its tail.

    Args:
        manuscript: The passages so far.
        stretch: The stretch.
        run: Numbers of the fresh segments.
        before: The match before the run, if any.
        after: The match behind the run; the length of the stretch if there is none.
    """
    left = stretch.passage_at(before)
    right = stretch.passage_at(after)
    same = stretch.are_chained(before, after)
    head, middle, tail = _divide(stretch, run, before, after)
    middle_passages = [
        _fresh(stretch, n, stretch.segments[n].paragraph) for n in middle
    ]
    if left is not None and head:
        yield Insertion(
            left.index + 1, [_fresh(stretch, n, left.home) for n in head]
        )
    if right is not None and tail:
        tail_passages = [_fresh(stretch, n, right.home) for n in tail]
        if same:
            yield Insertion(right.index, middle_passages + tail_passages)
            return
        yield Insertion(right.index, tail_passages)
    if not middle_passages:
        return
    if same and left is not None and right is not None:
        yield Insertion(
            _before_heading(manuscript, right, left), middle_passages
        )
    else:
        yield Insertion(len(manuscript.passages), middle_passages)


def _divide(
    stretch: Stretch, run: Sequence[int], before: int | None, after: int
) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """Cut a run into what shares the paragraph before it, the rest, and what shares the next.

    Args:
        stretch: The stretch.
        run: Numbers of the fresh segments.
        before: The match before the run, if any.
        after: The match behind the run; the length of the stretch if there is none.
    """
    n_head = 0
    if before is not None:
        while n_head < len(run) and stretch.share_paragraph(
            run[n_head], before
        ):
            n_head += 1
    n_left = len(run)
    if after in stretch.in_chain:
        while n_left > n_head and stretch.share_paragraph(
            run[n_left - 1], after
        ):
            n_left -= 1
    return run[:n_head], run[n_head:n_left], run[n_left:]


def _fresh(stretch: Stretch, number: int, home: int) -> Passage:
    """A segment of the stretch as a passage of its own."""
    segment = stretch.segments[number]
    return Passage(segment, segment, home=home)


def _before_heading(
    manuscript: Manuscript, right: Passage, left: Passage
) -> int:
    """The place before a passage and before the titles right above it, below another passage."""
    index = right.index
    while (
        index > left.index + 1
        and manuscript.passages[index - 1].segment.kind in TITLES
    ):
        index -= 1
    return index


def note_edges(
    manuscript: Manuscript, stretch: Stretch, places: dict[int, list[Passage]]
) -> None:
    """Remember the fresh passages beside every place where a call may have stopped or started.

    Args:
        manuscript: The passages so far; their stubs and heads are added.
        stretch: The stretch.
        places: The fresh passages, by the place where they went in.
    """
    fresh: dict[int, Passage] = {}
    for passages in places.values():
        fresh.update((id(passage.place), passage) for passage in passages)
    for cut in sorted(_find_cuts(stretch)):
        before = fresh.get(id(stretch.segments[cut - 1])) if cut else None
        if before is not None and _is_stub(before.segment):
            manuscript.stubs.append(before)
        if cut == len(stretch.segments):
            continue
        after = fresh.get(id(stretch.segments[cut]))
        if after is not None and after.segment.is_prose:
            manuscript.heads.append(after)


def _find_cuts(stretch: Stretch) -> set[int]:
    """The places at which a run of new segments may be parted."""
    cuts = {0, len(stretch.segments)}
    cuts.update(chain.matches[0].segment for chain in stretch.chains)
    for number, segment in enumerate(stretch.segments):
        if segment.gap is not Break.NONE:
            cuts.add(number)
    return cuts


def _is_stub(segment: Segment) -> bool:
    """Tell whether a segment stops before its end."""
    if not may_be_cut(segment):
        return False
    return segment.kind is not Kind.RULE
