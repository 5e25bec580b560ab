"""Merge the segments, one stretch after the other, into a manuscript that says each thing once.

A stretch of segments ends where a marker stands, or where it begins to repeat itself: a restart.
Inside it the chains say which passages are repeated. What is repeated is dropped. A run of fresh
segments finds its place by these rules, the first that fits:

1. A fresh sentence that stands in one paragraph with a repeated one joins that paragraph.
2. Between two matches of one chain, the run goes before the second, and before the heading over
   it, because the old passages in the gap were there first.
3. Anywhere else, the run goes to the end of the manuscript: it is another ending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsletter.dedupe.align import Chain, Match, align_gap, find_chains
from newsletter.dedupe.likeness import compare
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import SHORT, Break, Kind, Segment

MAX_HOMES = 8  # earlier occurrences of a segment that are tried as the start of a replay
MAX_EDGE = 12  # segments beside either end of a chain that are compared with the passages there
MAX_STEPPED_OVER = (
    2  # segments, and passages, that may be stepped over at the edge of a chain
)
MIN_RUN = 3  # segments in a row that make a restart without prose in it
BACK_STEPS = (
    (1, 1),
    (1, 2),
    (2, 1),
)  # steps up before the twin and before the restart

_FIRMS = (Kind.TABLE, Kind.CODE)
_TITLES = (Kind.HEADING, Kind.LABEL)


def merge_segments(segments: Sequence[Segment]) -> Manuscript:
    """Return the manuscript that the segments give, each passage once."""
    manuscript = Manuscript()
    place = 0
    while place < len(segments):
        end = _end_of_stretch(manuscript, segments, place)
        _merge_stretch(manuscript, segments[place:end], opens=place > 0)
        place = end
    return manuscript


# ------------------------------------------------------------------ where a stretch ends


def _end_of_stretch(
    manuscript: Manuscript, segments: Sequence[Segment], start: int
) -> int:
    """The next marker, or the next segment that repeats one of this stretch.

    Short segments above that one belong to the restart if they are repeated too.

    Args:
        manuscript: What the stretches before say.
        segments: All segments in order.
        start: Number of the first segment of the stretch.
    """
    seen: dict[str, list[int]] = {}
    for place in range(start, len(segments)):
        segment = segments[place]
        if place > start and segment.gap is Break.MARK:
            return place
        if segment.kind is Kind.RULE:
            continue
        homes = seen.setdefault(segment.key, [])
        home = _find_restart(manuscript, segments, homes, place)
        if home is not None:
            return _back_up(segments, home, place, start)
        homes.append(place)
    return len(segments)


def _find_restart(
    manuscript: Manuscript,
    segments: Sequence[Segment],
    homes: Sequence[int],
    place: int,
) -> int | None:
    """The earlier segment with which a restart at `place` begins again, or None.

    Args:
        manuscript: What the stretches before say; what it has is no new restart.
        segments: All segments in order.
        homes: Numbers of the segments of this stretch with the same words.
        place: Number of the segment that may begin a restart.
    """
    segment = segments[place]
    is_firm = segment.is_running_text and segment.size >= SHORT
    if homes and is_firm and not manuscript.find_equal(segment.key):
        return homes[-1]
    for home in homes[-MAX_HOMES:]:
        if _is_replay(segments, home, place):
            return home
    return None


def _is_replay(segments: Sequence[Segment], home: int, place: int) -> bool:
    """Tell whether a restart without prose in it begins here.

    Either at least three segments in a row repeat a run of this stretch, 40 characters together.
    Or all that stands between the twin and here is repeated at once (a table, then the same
    table): nobody writes that.
    """
    if _is_doubled(segments, home, place):
        return True
    return _is_long_run(segments, home, place)


def _is_doubled(segments: Sequence[Segment], home: int, place: int) -> bool:
    """Tell whether the text between two places stands again after the second.

    Args:
        segments: All segments in order.
        home: Number of the earlier segment.
        place: Number of the later one; the text between them is compared with what follows.
    """
    if segments[place].size < SHORT / 2 and segments[home].kind not in _FIRMS:
        return False
    n_run = place - home
    if place + n_run > len(segments):
        return False
    if not _is_same(segments[home], segments[place]):
        return False
    run, again = segments[home:place], segments[place : place + n_run]
    if _weigh(run) < SHORT:
        return False
    *first, last = run
    if not all(map(_is_same, first, again)):
        return False
    if _is_same(last, again[-1]):
        return True
    is_cut = bool(first) and not last.is_complete
    if not is_cut:
        return False
    return again[-1].key.startswith(last.key)


def _is_long_run(segments: Sequence[Segment], home: int, place: int) -> bool:
    """Tell whether a long run of equal segments begins at two places.

    Args:
        segments: All segments in order.
        home: Number of the segment with which the earlier run begins.
        place: Number of the segment with which the later run begins.
    """
    weight = 0.0
    for step in range(min(place - home, len(segments) - place)):
        if not _is_same(segments[home + step], segments[place + step]):
            return False
        weight += segments[place + step].size
        if step + 1 >= MIN_RUN and weight >= 2 * SHORT:
            return True
    return False


def _is_same(one: Segment, other: Segment) -> bool:
    """Tell whether two segments have the same words."""
    return one.key == other.key


def _weigh(segments: Sequence[Segment]) -> float:
    """The weight of segments together."""
    return sum(segment.size for segment in segments)


def _back_up(
    segments: Sequence[Segment], home: int, place: int, start: int
) -> int:
    """Move the start of a restart up over what repeats the segments above its twin.

    On either side one segment may be new.

    Args:
        segments: All segments in order.
        home: Number of the twin of the restart.
        place: Number of the segment at which the restart was seen.
        start: Number of the first segment of the stretch.
    """
    while segments[place].gap is not Break.MARK:
        above = _find_above(segments, home, place, start)
        if above is None:
            break
        home, place = above
    return place


def _find_above(
    segments: Sequence[Segment], home: int, place: int, start: int
) -> tuple[int, int] | None:
    """The next pair above a restart and its twin that says the same; None if there is none.

    Args:
        segments: All segments in order.
        home: Number of the twin of the restart.
        place: Number of the segment that repeats it.
        start: Number of the first segment of the stretch.
    """
    for n_home, n_place in BACK_STEPS:
        above_home, above_place = home - n_home, place - n_place
        if above_home < start or above_place <= home:
            continue
        if segments[above_place + 1].gap is Break.MARK:
            continue
        one, other = segments[above_home], segments[above_place]
        if _repeats(one, other, n_home == n_place):
            return above_home, above_place
    return None


def _repeats(one: Segment, other: Segment, between: bool) -> bool:
    """Tell whether a segment says what another said."""
    if _is_same(one, other):
        return True
    if one.kind is Kind.RULE:
        return False
    likeness = compare(one, other, between=between)
    if likeness is None:
        return False
    return likeness.how == "near"


# ------------------------------------------------------------------ one stretch


@dataclass(slots=True)
class _Stretch:
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
class _Insertion:
    """Fresh passages and the number of the passage before which they go."""

    before: int
    passages: Sequence[Passage]


def _merge_stretch(
    manuscript: Manuscript, segments: Sequence[Segment], opens: bool
) -> None:
    """Merge one stretch into the manuscript: known passages, then new ones.

    Args:
        manuscript: The passages so far; it is changed.
        segments: Those of the stretch.
        opens: A stretch before ended here, so a call may have started.
    """
    chains, lone = find_chains(manuscript, segments, opens)
    widened = _widen(manuscript, segments, chains)
    stretch = _Stretch(segments, *_settle_stubs(segments, widened, lone))
    places: dict[int, list[Passage]] = {}
    for insertion in _place_fresh(manuscript, stretch):
        places.setdefault(insertion.before, []).extend(insertion.passages)
    for match in stretch.matches():
        manuscript.merge(match.passage, segments[match.segment], match.likeness)
    for before in sorted(places, reverse=True):
        manuscript.insert(before, places[before])
    _note_edges(manuscript, stretch, places)


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
    wrong: set[int] = set()
    for match in sorted(everywhere, key=lambda match: match.segment):
        segment = segments[match.segment]
        if match.likeness.how != "whole":
            continue
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


def _widen(
    manuscript: Manuscript, segments: Sequence[Segment], chains: Sequence[Chain]
) -> list[Chain]:
    """Match the segments beside the ends of each chain with the passages beside them."""
    widened: list[Chain] = []
    for number, chain in enumerate(chains):
        first, last = chain.matches[0], chain.matches[-1]
        floor = 0
        if widened:
            before, wide = chains[number - 1].matches, widened[-1].matches
            floor = max(before[-1].segment, wide[-1].segment) + 1
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


# ------------------------------------------------------------------ where fresh segments go


def _place_fresh(
    manuscript: Manuscript, stretch: _Stretch
) -> Iterator[_Insertion]:
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
    stretch: _Stretch,
    run: list[int],
    before: int | None,
    after: int,
) -> Iterator[_Insertion]:
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
        yield _Insertion(
            left.index + 1, [_fresh(stretch, n, left.home) for n in head]
        )
    if right is not None and tail:
        tail_passages = [_fresh(stretch, n, right.home) for n in tail]
        if same:
            yield _Insertion(right.index, middle_passages + tail_passages)
            return
        yield _Insertion(right.index, tail_passages)
    if not middle_passages:
        return
    if same and right is not None:
        yield _Insertion(
            _before_heading(manuscript, right, left), middle_passages
        )
    else:
        yield _Insertion(len(manuscript.passages), middle_passages)


def _divide(
    stretch: _Stretch, run: Sequence[int], before: int | None, after: int
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


def _fresh(stretch: _Stretch, number: int, home: int) -> Passage:
    """A segment of the stretch as a passage of its own."""
    segment = stretch.segments[number]
    return Passage(segment, segment, home=home)


def _before_heading(
    manuscript: Manuscript, right: Passage, left: Passage | None
) -> int:
    """The place before a passage and before the headings and labels right above it."""
    index = right.index
    floor = left.index + 1 if left is not None else 0
    while (
        index > floor and manuscript.passages[index - 1].segment.kind in _TITLES
    ):
        index -= 1
    return index


def _note_edges(
    manuscript: Manuscript, stretch: _Stretch, places: dict[int, list[Passage]]
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


def _find_cuts(stretch: _Stretch) -> set[int]:
    """The places at which a run of new segments may be parted."""
    cuts = {0, len(stretch.segments)}
    cuts.update(chain.matches[0].segment for chain in stretch.chains)
    for number, segment in enumerate(stretch.segments):
        if segment.gap is not Break.NONE:
            cuts.add(number)
    return cuts


def _is_stub(segment: Segment) -> bool:
    """Tell whether a segment stops before its end."""
    if segment.is_complete:
        return False
    return segment.kind is not Kind.RULE
