"""Find which passages of the article a stretch of segments tells again.

Two steps. *Anchors*: segments equal (or freely near) to a passage are chained by dynamic programming; a chain earns the weight
of what it matches and pays for passages it skips, for fresh text it carries along and, most, for going back. So a dense
replay always wins over a single sentence that happens to stand elsewhere: such an isolated anchor must not drag the text
around it away. *Gaps*: between two anchors of a chain the segments and passages in between are aligned with the low threshold;
beside only one anchor, with the free one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.dedupe.likeness import FREE_SIZE, Likeness, compare, is_equal
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import SHORT, Break, Kind, Segment

SKIP_PRICE = (
    0.05  # a skipped character of the article; a variant that leaves a paragraph out is common
)
FRESH_PRICE = 0.02  # a fresh character between two anchors; additions are commoner still
JUMP_PRICE = (
    120.0  # starting or going back without any trace: two or three Japanese sentences must agree
)
BREAK_PRICE = 15.0  # the same at a marker or after blank lines: one sentence is enough
TAIL_PRICE = 2.0  # a call that starts at a break with the last passages of the article: the commonest restart, a heading is enough
MAX_TAIL = 4
MAX_CANDIDATES = 6  # equal passages looked at for one segment; a label that stands more often says nothing about its place
MAX_LOOK_BACK = 60  # anchors looked back at for a step forward; further back is a jump
MAX_GAP_CELLS = 4000  # segments × passages aligned in one gap; larger gaps are different texts


@dataclass(frozen=True, slots=True)
class Match:
    """Segment number `segment` of the stretch tells `passage` again."""

    segment: int
    passage: Passage
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Chain:
    """Matches in order of the stretch and of the article; fresh segments between them belong between their passages."""

    matches: tuple[Match, ...]


@dataclass(slots=True)
class _Anchor:
    segment: int
    passage: Passage
    likeness: Likeness
    weight: float
    score: float = 0.0
    back: int = -1
    start: bool = True


def find_chains(
    manuscript: Manuscript, segments: Sequence[Segment], opens: bool
) -> tuple[list[Chain], dict[int, Match]]:
    """Return the chains of a stretch in order, and the lone matches that are in none of them (segment number → match).

    Args:
        article: The article so far.
        segments: The stretch; no segment in it repeats another of it.
        opens: The stretch begins where a call may have started.
    """
    if not manuscript.passages:
        return [], {}
    anchors = [
        anchor
        for number, segment in enumerate(segments)
        for anchor in _anchors_of(manuscript, number, segment)
    ]
    if not anchors:
        return [], {}
    offsets = _offsets(segments)
    places = _offsets([passage.segment for passage in manuscript.passages])
    _score(anchors, segments, offsets, places, opens)
    chosen = _trace(anchors)
    chains = [_fill_gaps(manuscript, segments, chain) for chain in _split(chosen)]
    claimed = {match.segment for chain in chains for match in chain.matches}
    lone: dict[int, Match] = {}
    for anchor in anchors:
        if (
            anchor.segment not in claimed
            and anchor.segment not in lone
            and _stands_alone(segments[anchor.segment], anchor)
        ):
            lone[anchor.segment] = Match(anchor.segment, anchor.passage, anchor.likeness)
    return chains, lone


def _anchors_of(manuscript: Manuscript, number: int, segment: Segment) -> list[_Anchor]:
    if segment.kind is Kind.RULE:
        return []
    equal = [
        passage
        for passage in manuscript.find_equal(segment.key)
        if is_equal(passage.segment, segment)
    ]
    if equal:
        if len(equal) > MAX_CANDIDATES:
            return []
        return [
            _Anchor(number, passage, Likeness("equal", 1.0), segment.size + 1) for passage in equal
        ]
    found: list[_Anchor] = []
    for stub in manuscript.stubs:
        if segment.key.startswith(stub.segment.key) and segment.key:
            likeness = compare(stub.segment, segment, between=True)
            if likeness:
                found.append(_Anchor(number, stub, likeness, stub.segment.size))
    if not found and segment.size >= FREE_SIZE and segment.kind in (Kind.SENTENCE, Kind.ITEM):
        for passage in manuscript.find_near(segment):
            likeness = compare(passage.segment, segment, between=False)
            if likeness:
                found.append(_Anchor(number, passage, likeness, segment.size * likeness.similarity))
                break
    return found


def _stands_alone(segment: Segment, anchor: _Anchor) -> bool:
    """Exact prose may go wherever it stands.

    So may the end of a call that was cut; a near match needs neighbours, or to be nearly exact.
    """
    how = anchor.likeness.how
    if how == "equal":
        return segment.is_prose and segment.size >= SHORT and not segment.item
    if how == "whole":
        return anchor.passage.segment.size >= 8
    return (
        how == "near"
        and not segment.item
        and segment.numbers == anchor.passage.segment.numbers
        and segment.names == anchor.passage.segment.names
        and _is_nearly(segment, anchor)
    )


def _is_nearly(segment: Segment, anchor: _Anchor) -> bool:
    from rapidfuzz import fuzz

    from newsletter.dedupe.likeness import ALONE_RATIO

    return (
        segment.size >= FREE_SIZE
        and fuzz.ratio(segment.key, anchor.passage.segment.key) >= 100 * ALONE_RATIO
    )


def _offsets(segments: Sequence[Segment]) -> list[float]:
    total = 0.0
    out = [0.0]
    for segment in segments:
        total += segment.size
        out.append(total)
    return out


def _score(
    anchors: list[_Anchor],
    segments: Sequence[Segment],
    offsets: list[float],
    places: list[float],
    opens: bool,
) -> None:
    best = -1  # the best chain so far that ends before the current segment
    pending: list[int] = []
    breaks = _breaks(segments, opens)
    for n, anchor in enumerate(anchors):
        while pending and anchors[pending[0]].segment < anchor.segment:
            done = pending.pop(0)
            if best < 0 or anchors[done].score > anchors[best].score:
                best = done
        price = BREAK_PRICE if breaks[anchor.segment] else JUMP_PRICE
        if breaks[anchor.segment] and anchor.passage.index >= len(places) - 1 - MAX_TAIL:
            price = TAIL_PRICE
        anchor.score = anchor.weight - price
        if best >= 0 and anchors[best].score - price > 0:
            anchor.score, anchor.back = anchors[best].score + anchor.weight - price, best
        for m in range(n - 1, max(-1, n - 1 - MAX_LOOK_BACK), -1):
            other = anchors[m]
            if other.segment >= anchor.segment or other.passage.index >= anchor.passage.index:
                continue
            skipped = places[anchor.passage.index] - places[other.passage.index + 1]
            fresh = offsets[anchor.segment] - offsets[other.segment + 1]
            score = (
                other.score
                + anchor.weight
                - min(price * 2, SKIP_PRICE * skipped + FRESH_PRICE * fresh)
            )
            if score > anchor.score:
                anchor.score, anchor.back, anchor.start = score, m, False
        pending.append(n)


def _breaks(segments: Sequence[Segment], opens: bool) -> list[bool]:
    """Whether a call may have started at a segment: a marker or blank lines stand before it or before the segment before it."""
    out = [segment.gap is not Break.NONE for segment in segments]
    if out and opens:
        out[0] = True
    return [here or (n > 0 and out[n - 1]) for n, here in enumerate(out)]


def _trace(anchors: list[_Anchor]) -> list[_Anchor]:
    """The anchors of the best path that earns anything, in order."""
    at = max(range(len(anchors)), key=lambda n: (anchors[n].score, -n))
    if anchors[at].score <= 0:
        return []
    path: list[_Anchor] = []
    while at >= 0:
        path.append(anchors[at])
        at = anchors[at].back
    return path[::-1]


def _split(chosen: list[_Anchor]) -> list[list[_Anchor]]:
    chains: list[list[_Anchor]] = []
    for anchor in chosen:
        if anchor.start or not chains:
            chains.append([])
        chains[-1].append(anchor)
    return chains


def _fill_gaps(manuscript: Manuscript, segments: Sequence[Segment], chain: list[_Anchor]) -> Chain:
    """Align what stands between the anchors of a chain."""
    matches: list[Match] = []
    for n, anchor in enumerate(chain):
        if n:
            before = chain[n - 1]
            old = manuscript.passages[before.passage.index + 1 : anchor.passage.index]
            new = list(range(before.segment + 1, anchor.segment))
            matches.extend(align_gap(segments, new, old, between=True))
        matches.append(Match(anchor.segment, anchor.passage, anchor.likeness))
    return Chain(tuple(matches))


def align_gap(
    segments: Sequence[Segment], new: Sequence[int], old: Sequence[Passage], *, between: bool
) -> list[Match]:
    """Align segments with passages, both in order, so that the weight of what matches is greatest."""
    if not new or not old:
        return []
    if len(new) * len(old) > MAX_GAP_CELLS:
        new, old = list(new)[:60], list(old)[:60]
    rows, columns = len(new), len(old)
    likes: dict[tuple[int, int], Likeness] = {}
    score = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        segment = segments[new[i]]
        for j in range(columns - 1, -1, -1):
            best = max(score[i + 1][j], score[i][j + 1])
            likeness = _like(old[j], segment, between)
            if likeness:
                likes[i, j] = likeness
                best = max(best, score[i + 1][j + 1] + (segment.size + 1) * likeness.similarity)
            score[i][j] = best
    return _walk(new, old, likes, score, segments)


def _like(passage: Passage, segment: Segment, between: bool) -> Likeness | None:
    if segment.kind is Kind.RULE or passage.segment.kind is Kind.RULE:
        return Likeness("equal", 1.0) if segment.kind is passage.segment.kind and between else None
    return compare(passage.segment, segment, between=between)


def _walk(
    new: Sequence[int],
    old: Sequence[Passage],
    likes: dict[tuple[int, int], Likeness],
    score: list[list[float]],
    segments: Sequence[Segment],
) -> list[Match]:
    found: list[Match] = []
    i = j = 0
    while i < len(new) and j < len(old):
        likeness = likes.get((i, j))
        if (
            likeness
            and score[i][j]
            == score[i + 1][j + 1] + (segments[new[i]].size + 1) * likeness.similarity
        ):
            found.append(Match(new[i], old[j], likeness))
            i, j = i + 1, j + 1
        elif score[i + 1][j] >= score[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
