"""Find which passages of the manuscript a stretch of segments repeats.

The work is done in two steps.

*Anchors.* A segment that is equal to a passage, or near it by the free threshold, is an anchor.
Anchors are chained by dynamic programming. A chain earns the weight of what it matches. It pays
for passages it skips, for fresh text between two anchors and, most of all, for going back. So a
dense repetition always wins over a single sentence that happens to stand elsewhere: such an
isolated anchor must not drag the text around it away.

*Gaps.* Between two anchors of a chain, the segments and the passages in between are aligned with
the low threshold, since both neighbours match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from rapidfuzz import fuzz

from newsletter.dedupe.likeness import (
    ALONE_RATIO,
    FREE_SIZE,
    Likeness,
    compare,
    is_equal,
)
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import SENTENCES, SHORT, Break, Kind, Segment

# Prices are weights of text: what a step costs must be earned back by text that matches.
SKIP_PRICE = 0.05  # a skipped character of the manuscript; variants often leave a paragraph out
FRESH_PRICE = (
    0.02  # a fresh character between two anchors; additions are commoner still
)
JUMP_PRICE = 120.0  # a start, or a step back, without any trace: two or three sentences must agree
BREAK_PRICE = (
    15.0  # the same at a marker or after blank lines: one sentence is enough
)
# A call that starts with the last passages, the commonest restart: a heading will do.
TAIL_PRICE = 2.0
MAX_TAIL = 4  # passages that count as the last ones
MAX_CANDIDATES = 6  # equal passages of one segment; a label that stands more often proves nothing
MAX_LOOK_BACK = (
    60  # anchors looked back at for a step forward; further back is a jump
)
MAX_STUBS = (
    200  # cut passages, the latest: a post has as many calls at the most
)
MAX_GAP_CELLS = 4000  # segments × passages aligned in one gap; larger gaps are different texts
MAX_GAP_SIDE = 60  # segments and passages that are still aligned in a gap that is too large
MIN_CUT_SIZE = 8.0  # weight of a cut passage that a segment may complete wherever it stands


_Gains = defaultdict[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Match:
    """Segment number `segment` of the stretch repeats `passage`."""

    segment: int
    passage: Passage
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Chain:
    """Matches in the order of both the stretch and the manuscript.

    Fresh segments between two of them belong between their passages.
    """

    matches: tuple[Match, ...]


@dataclass(slots=True, eq=False)
class _Anchor:
    """A match that may become part of a chain, with the best way to reach it.

    Attributes:
        segment: Number of the segment in the stretch.
        passage: The passage it repeats.
        likeness: How the two are alike.
        weight: What it earns.
        score: Weight less prices of the best path that ends here.
        before: The anchor before it on that path; None for none.
        starts: It begins a chain.
    """

    segment: int
    passage: Passage
    likeness: Likeness
    weight: float
    score: float = 0.0
    before: _Anchor | None = None
    starts: bool = True


def find_chains(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> tuple[list[Chain], dict[int, Match]]:
    """Return the chains of a stretch in order, and the matches that stand in none of them.

    Args:
        manuscript: The passages so far.
        segments: The stretch; no segment in it repeats another of it. It begins where a call may
            have started: the first stretch of a post meets no passages.

    Returns:
        The chains, and the lone matches by the number of their segment.
    """
    anchors = _find_anchors(manuscript, segments)
    if not anchors:
        return [], {}
    _score(anchors, _Costs.of(manuscript, segments, anchors))
    path = _trace(anchors)
    chains = [_fill_gaps(manuscript, segments, part) for part in _split(path)]
    return chains, _find_lone(segments, anchors, chains)


def _find_anchors(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> list[_Anchor]:
    """The pairs of a passage and a segment that say the same, by segment."""
    if not manuscript.passages:
        return []
    anchors: list[_Anchor] = []
    for number, segment in enumerate(segments):
        anchors.extend(_find_anchors_of(manuscript, number, segment))
    return anchors


def _find_anchors_of(
    manuscript: Manuscript, number: int, segment: Segment
) -> list[_Anchor]:
    """The passages that may say what one segment says."""
    if segment.kind is Kind.RULE:
        return []
    candidates = (
        passage
        for passage in manuscript.find_equal(segment.key)
        if is_equal(passage.segment, segment)
    )
    # A line that stands thousands of times is not compared with all of them.
    equal = tuple(islice(candidates, MAX_CANDIDATES + 1))
    if len(equal) > MAX_CANDIDATES:
        return []
    if equal:
        same = Likeness("equal", 1.0)
        return [
            _Anchor(number, passage, same, segment.size + 1)
            for passage in equal
        ]
    completed = _find_completed(manuscript, number, segment)
    if completed:
        return completed
    return _find_nearest(manuscript, number, segment)


def _find_completed(
    manuscript: Manuscript, number: int, segment: Segment
) -> list[_Anchor]:
    """The passages that were cut off and that this segment tells to the end.

    Args:
        manuscript: The passages so far; those that a call cut off are its stubs.
        number: Number of the segment in its stretch.
        segment: A segment that may begin as a stub does.
    """
    if not segment.key:
        return []
    found: list[_Anchor] = []
    for stub in manuscript.stubs[-MAX_STUBS:]:
        if not segment.key.startswith(stub.segment.key):
            continue
        likeness = compare(stub.segment, segment, between=True)
        if likeness:
            found.append(_Anchor(number, stub, likeness, stub.segment.size))
    return found


def _find_nearest(
    manuscript: Manuscript, number: int, segment: Segment
) -> list[_Anchor]:
    """The first passage that says the segment in other words, if any does."""
    if segment.size < FREE_SIZE:
        return []
    if segment.kind not in SENTENCES:
        return []
    for passage in manuscript.find_near(segment):
        likeness = compare(passage.segment, segment, between=False)
        if likeness:
            weight = segment.size * likeness.similarity
            return [_Anchor(number, passage, likeness, weight)]
    return []


def _find_lone(
    segments: Sequence[Segment],
    anchors: Sequence[_Anchor],
    chains: Sequence[Chain],
) -> dict[int, Match]:
    """The first match of each segment that no chain has, if it may be believed on its own.

    Args:
        segments: The stretch.
        anchors: All pairs that may match, by segment.
        chains: The chains that were chosen; their segments are settled.
    """
    claimed: set[int] = set()
    for chain in chains:
        claimed.update(match.segment for match in chain.matches)
    lone: dict[int, Match] = {}
    for anchor in anchors:
        if anchor.segment in claimed:
            continue
        if anchor.segment in lone:
            continue
        if _stands_alone(segments[anchor.segment], anchor):
            lone[anchor.segment] = Match(
                anchor.segment, anchor.passage, anchor.likeness
            )
    return lone


def _stands_alone(segment: Segment, anchor: _Anchor) -> bool:
    """Tell whether a match needs no neighbour that matches too.

    Equal prose needs none, nor does the sentence that a cut passage began. A near match needs
    neighbours unless it is nearly exact, with the same numbers and names.
    """
    passage = anchor.passage.segment
    if anchor.likeness.how == "equal":
        if not segment.is_prose:
            return False
        if segment.size < SHORT:
            return False
        return not segment.item
    if anchor.likeness.how == "whole":
        return passage.size >= MIN_CUT_SIZE
    if anchor.likeness.how != "near":
        return False
    if segment.item:
        return False
    if segment.size < FREE_SIZE:
        return False
    if segment.numbers != passage.numbers:
        return False
    if segment.names != passage.names:
        return False
    return fuzz.ratio(segment.key, passage.key) >= 100 * ALONE_RATIO


@dataclass(frozen=True, slots=True)
class _Costs:
    """What steps from anchor to anchor cost in this stretch.

    Attributes:
        offsets: Weight of the segments before each segment.
        places: Weight of the passages from the first anchor's on before each of them.
        first: Number of that passage.
        n_passages: How many there are.
        breaks: Whether a call may have started at each segment.
    """

    offsets: Sequence[float]
    places: Sequence[float]
    first: int
    n_passages: int
    breaks: Sequence[bool]

    @staticmethod
    def of(
        manuscript: Manuscript,
        segments: Sequence[Segment],
        anchors: Sequence[_Anchor],
    ) -> _Costs:
        """Measure a stretch against the part of the manuscript that it may repeat."""
        numbers = [anchor.passage.index for anchor in anchors]
        first, end = min(numbers), max(numbers) + 1
        near = [one.segment for one in manuscript.passages[first:end]]
        return _Costs(
            _sum_up(segments),
            _sum_up(near),
            first,
            len(manuscript.passages),
            _find_breaks(segments),
        )

    def weigh_above(self, index: int) -> float:
        """The weight of the passages before one, from the first that counts on."""
        return self.places[index - self.first]

    def start(self, anchor: _Anchor) -> float:
        """The price of a chain that begins with an anchor."""
        if not self.breaks[anchor.segment]:
            return JUMP_PRICE
        if anchor.passage.index >= self.n_passages - MAX_TAIL:
            return TAIL_PRICE
        return BREAK_PRICE


def _sum_up(segments: Sequence[Segment]) -> list[float]:
    """The weight of all segments before each one; the last number is the weight of all."""
    sums = [0.0]
    for segment in segments:
        sums.append(sums[-1] + segment.size)
    return sums


def _find_breaks(segments: Sequence[Segment]) -> list[bool]:
    """Whether a call may have started at each segment.

    It may have where a marker or blank lines stand before the segment or before the one above it,
    and at the start of the stretch.
    """
    gaps = [segment.gap is not Break.NONE for segment in segments]
    gaps[0] = True
    return [True, *(here or above for above, here in pairwise(gaps))]


def _score(anchors: Sequence[_Anchor], costs: _Costs) -> None:
    """Find for every anchor the best path that ends with it."""
    best: _Anchor | None = None  # of those that end before the current segment
    n_settled = 0
    for number, anchor in enumerate(anchors):
        while anchors[n_settled].segment < anchor.segment:
            settled = anchors[n_settled]
            if best is None or settled.score > best.score:
                best = settled
            n_settled += 1
        price = costs.start(anchor)
        anchor.score = anchor.weight - price
        if best is not None and best.score > price:
            anchor.score += best.score
            anchor.before = best
        first = max(0, number - MAX_LOOK_BACK)
        _score_steps(anchors[first:number], anchor, costs)


def _score_steps(
    befores: Sequence[_Anchor], anchor: _Anchor, costs: _Costs
) -> None:
    """Go on from the anchors before this one where that is better than a new start.

    Args:
        befores: The anchors before it, by segment; they have their final score.
        anchor: The anchor to score; it is changed.
        costs: What a step from one anchor to another costs.
    """
    segment, index = anchor.segment, anchor.passage.index
    place, offset = costs.weigh_above(index), costs.offsets[segment]
    for before in reversed(befores):
        before_index = before.passage.index
        if before.segment >= segment:
            continue
        if before_index >= index:
            continue
        skipped = place - costs.weigh_above(before_index + 1)
        fresh = offset - costs.offsets[before.segment + 1]
        score = (
            before.score
            + anchor.weight
            - (SKIP_PRICE * skipped + FRESH_PRICE * fresh)
        )
        if score > anchor.score:
            anchor.score = score
            anchor.before = before
            anchor.starts = False


def _trace(anchors: Sequence[_Anchor]) -> list[_Anchor]:
    """The anchors of the best path in order; none if no path earns anything."""
    best = max(anchors, key=lambda anchor: anchor.score)
    if best.score <= 0:
        return []
    path: list[_Anchor] = []
    anchor: _Anchor | None = best
    while anchor is not None:
        path.append(anchor)
        anchor = anchor.before
    return path[::-1]


def _split(path: Sequence[_Anchor]) -> list[list[_Anchor]]:
    """Cut a path into its chains; the first anchor of a path always begins one."""
    chains: list[list[_Anchor]] = []
    for anchor in path:
        if anchor.starts:
            chains.append([])
        chains[-1].append(anchor)
    return chains


def _fill_gaps(
    manuscript: Manuscript,
    segments: Sequence[Segment],
    anchors: Sequence[_Anchor],
) -> Chain:
    """Align what stands between the anchors of a chain."""
    matches: list[Match] = []
    before: _Anchor | None = None
    for anchor in anchors:
        if before is not None:
            old = manuscript.passages[
                before.passage.index + 1 : anchor.passage.index
            ]
            new = range(before.segment + 1, anchor.segment)
            matches.extend(align_gap(segments, new, old, between=True))
        matches.append(Match(anchor.segment, anchor.passage, anchor.likeness))
        before = anchor
    return Chain(tuple(matches))


def align_gap(
    segments: Sequence[Segment],
    new: Sequence[int],
    old: Sequence[Passage],
    *,
    between: bool,
) -> list[Match]:
    """Align segments with passages, both in order, so that the weight of what matches is greatest.

    Args:
        segments: The stretch.
        new: Numbers of the segments to align.
        old: The passages to align them with.
        between: Both sides of the gap match, so the low threshold holds.

    Returns:
        The matches in order.
    """
    if len(new) * len(old) > MAX_GAP_CELLS:
        new = new[:MAX_GAP_SIDE]
        old = old[:MAX_GAP_SIDE]
    likes: dict[tuple[int, int], Likeness] = {}
    gains: _Gains = defaultdict(float)
    for row in range(len(new) - 1, -1, -1):
        segment = segments[new[row]]
        for column in range(len(old) - 1, -1, -1):
            best = max(gains[row + 1, column], gains[row, column + 1])
            likeness = _compare_in_gap(old[column], segment, between)
            if likeness:
                likes[row, column] = likeness
                best = max(
                    best, gains[row + 1, column + 1] + _gain(segment, likeness)
                )
            gains[row, column] = best
    return _read_alignment(segments, new, old, likes, gains)


def _compare_in_gap(
    passage: Passage, segment: Segment, between: bool
) -> Likeness | None:
    """Rules have no text; between two matches one rule repeats the other."""
    kinds = {passage.segment.kind, segment.kind}
    if Kind.RULE not in kinds:
        return compare(passage.segment, segment, between=between)
    return Likeness("equal", 1.0) if between and len(kinds) == 1 else None


def _gain(segment: Segment, likeness: Likeness) -> float:
    """What a pair is worth to a chain: its weight, less where it is only alike."""
    return (segment.size + 1) * likeness.similarity


def _read_alignment(
    segments: Sequence[Segment],
    new: Sequence[int],
    old: Sequence[Passage],
    likes: dict[tuple[int, int], Likeness],
    gains: _Gains,
) -> list[Match]:
    """Walk through the table of gains from its first corner, always the way that gains most.

    Args:
        segments: The stretch.
        new: Numbers of the segments to align, one a row of the table.
        old: The passages to align them with, one a column.
        likes: The cells in which the two are alike.
        gains: What the rest is worth from each cell on; beyond the table it is nothing.
    """
    found: list[Match] = []
    row = column = 0
    rows, columns = range(len(new)), range(len(old))
    while row in rows and column in columns:
        likeness = likes.get((row, column))
        if likeness:
            gain = _gain(segments[new[row]], likeness)
            if gains[row, column] == gains[row + 1, column + 1] + gain:
                found.append(Match(new[row], old[column], likeness))
                row += 1
                column += 1
                continue
        if gains[row + 1, column] >= gains[row, column + 1]:
            row += 1
        else:
            column += 1
    return found
