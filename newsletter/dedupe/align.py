"""Find which passages of the article a stretch of units tells again.

Two steps. *Anchors*: units equal (or freely near) to a passage are chained by dynamic programming; a chain earns the weight
of what it matches and pays for passages it skips, for fresh text it carries along and, most, for going back. So a dense
replay always wins over a single sentence that happens to stand elsewhere: such an isolated anchor must not drag the text
around it away. *Gaps*: between two anchors of a chain the units and passages in between are aligned with the low threshold;
beside only one anchor, with the free one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.dedupe.likeness import FREE_SIZE, Likeness, compare, is_equal
from newsletter.dedupe.passages import Article, Passage
from newsletter.dedupe.segment import SHORT, Break, Kind, Unit

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
MAX_CANDIDATES = 6  # equal passages looked at for one unit; a label that stands more often says nothing about its place
MAX_LOOK_BACK = 60  # anchors looked back at for a step forward; further back is a jump
MAX_GAP_CELLS = 4000  # units × passages aligned in one gap; larger gaps are different texts


@dataclass(frozen=True, slots=True)
class Match:
    """Unit number `unit` of the stretch tells `passage` again."""

    unit: int
    passage: Passage
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Chain:
    """Matches in order of the stretch and of the article; fresh units between them belong between their passages."""

    matches: tuple[Match, ...]


@dataclass(slots=True)
class _Anchor:
    unit: int
    passage: Passage
    likeness: Likeness
    weight: float
    score: float = 0.0
    back: int = -1
    start: bool = True


def find_chains(
    article: Article, units: Sequence[Unit], opens: bool
) -> tuple[list[Chain], dict[int, Match]]:
    """Return the chains of a stretch in order, and the lone matches that are in none of them (unit number → match).

    Args:
        article: The article so far.
        units: The stretch; no unit in it repeats another of it.
        opens: The stretch begins where a call may have started.
    """
    if not article.passages:
        return [], {}
    anchors = [
        anchor for number, unit in enumerate(units) for anchor in _anchors_of(article, number, unit)
    ]
    if not anchors:
        return [], {}
    offsets = _offsets(units)
    places = _offsets([passage.unit for passage in article.passages])
    _score(anchors, units, offsets, places, opens)
    chosen = _trace(anchors)
    chains = [_fill_gaps(article, units, chain) for chain in _split(chosen)]
    claimed = {match.unit for chain in chains for match in chain.matches}
    lone: dict[int, Match] = {}
    for anchor in anchors:
        if (
            anchor.unit not in claimed
            and anchor.unit not in lone
            and _stands_alone(units[anchor.unit], anchor)
        ):
            lone[anchor.unit] = Match(anchor.unit, anchor.passage, anchor.likeness)
    return chains, lone


def _anchors_of(article: Article, number: int, unit: Unit) -> list[_Anchor]:
    if unit.kind is Kind.RULE:
        return []
    equal = [passage for passage in article.find_equal(unit.key) if is_equal(passage.unit, unit)]
    if equal:
        if len(equal) > MAX_CANDIDATES:
            return []
        return [
            _Anchor(number, passage, Likeness("equal", 1.0), unit.size + 1) for passage in equal
        ]
    found: list[_Anchor] = []
    for stub in article.stubs:
        if unit.key.startswith(stub.unit.key) and unit.key:
            likeness = compare(stub.unit, unit, between=True)
            if likeness:
                found.append(_Anchor(number, stub, likeness, stub.unit.size))
    if not found and unit.size >= FREE_SIZE and unit.kind in (Kind.SENTENCE, Kind.ITEM):
        for passage in article.find_near(unit):
            likeness = compare(passage.unit, unit, between=False)
            if likeness:
                found.append(_Anchor(number, passage, likeness, unit.size * likeness.similarity))
                break
    return found


def _stands_alone(unit: Unit, anchor: _Anchor) -> bool:
    """Exact prose may go wherever it stands.

    So may the end of a call that was cut; a near match needs neighbours, or to be nearly exact.
    """
    how = anchor.likeness.how
    if how == "equal":
        return unit.is_prose and unit.size >= SHORT and not unit.item
    if how == "whole":
        return anchor.passage.unit.size >= 8
    return (
        how == "near"
        and not unit.item
        and unit.numbers == anchor.passage.unit.numbers
        and unit.names == anchor.passage.unit.names
        and _is_nearly(unit, anchor)
    )


def _is_nearly(unit: Unit, anchor: _Anchor) -> bool:
    from rapidfuzz import fuzz

    from newsletter.dedupe.likeness import ALONE_RATIO

    return (
        unit.size >= FREE_SIZE
        and fuzz.ratio(unit.key, anchor.passage.unit.key) >= 100 * ALONE_RATIO
    )


def _offsets(units: Sequence[Unit]) -> list[float]:
    total = 0.0
    out = [0.0]
    for unit in units:
        total += unit.size
        out.append(total)
    return out


def _score(
    anchors: list[_Anchor],
    units: Sequence[Unit],
    offsets: list[float],
    places: list[float],
    opens: bool,
) -> None:
    best = -1  # the best chain so far that ends before the current unit
    pending: list[int] = []
    breaks = _breaks(units, opens)
    for n, anchor in enumerate(anchors):
        while pending and anchors[pending[0]].unit < anchor.unit:
            done = pending.pop(0)
            if best < 0 or anchors[done].score > anchors[best].score:
                best = done
        price = BREAK_PRICE if breaks[anchor.unit] else JUMP_PRICE
        if breaks[anchor.unit] and anchor.passage.index >= len(places) - 1 - MAX_TAIL:
            price = TAIL_PRICE
        anchor.score = anchor.weight - price
        if best >= 0 and anchors[best].score - price > 0:
            anchor.score, anchor.back = anchors[best].score + anchor.weight - price, best
        for m in range(n - 1, max(-1, n - 1 - MAX_LOOK_BACK), -1):
            other = anchors[m]
            if other.unit >= anchor.unit or other.passage.index >= anchor.passage.index:
                continue
            skipped = places[anchor.passage.index] - places[other.passage.index + 1]
            fresh = offsets[anchor.unit] - offsets[other.unit + 1]
            score = (
                other.score
                + anchor.weight
                - min(price * 2, SKIP_PRICE * skipped + FRESH_PRICE * fresh)
            )
            if score > anchor.score:
                anchor.score, anchor.back, anchor.start = score, m, False
        pending.append(n)


def _breaks(units: Sequence[Unit], opens: bool) -> list[bool]:
    """Whether a call may have started at a unit: a marker or blank lines stand before it or before the unit before it."""
    out = [unit.gap is not Break.NONE for unit in units]
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


def _fill_gaps(article: Article, units: Sequence[Unit], chain: list[_Anchor]) -> Chain:
    """Align what stands between the anchors of a chain."""
    matches: list[Match] = []
    for n, anchor in enumerate(chain):
        if n:
            before = chain[n - 1]
            old = article.passages[before.passage.index + 1 : anchor.passage.index]
            new = list(range(before.unit + 1, anchor.unit))
            matches.extend(align_gap(units, new, old, between=True))
        matches.append(Match(anchor.unit, anchor.passage, anchor.likeness))
    return Chain(tuple(matches))


def align_gap(
    units: Sequence[Unit], new: Sequence[int], old: Sequence[Passage], *, between: bool
) -> list[Match]:
    """Align units with passages, both in order, so that the weight of what matches is greatest."""
    if not new or not old:
        return []
    if len(new) * len(old) > MAX_GAP_CELLS:
        new, old = list(new)[:60], list(old)[:60]
    rows, columns = len(new), len(old)
    likes: dict[tuple[int, int], Likeness] = {}
    score = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        unit = units[new[i]]
        for j in range(columns - 1, -1, -1):
            best = max(score[i + 1][j], score[i][j + 1])
            likeness = _like(old[j], unit, between)
            if likeness:
                likes[i, j] = likeness
                best = max(best, score[i + 1][j + 1] + (unit.size + 1) * likeness.similarity)
            score[i][j] = best
    return _walk(new, old, likes, score, units)


def _like(passage: Passage, unit: Unit, between: bool) -> Likeness | None:
    if unit.kind is Kind.RULE or passage.unit.kind is Kind.RULE:
        return Likeness("equal", 1.0) if unit.kind is passage.unit.kind and between else None
    return compare(passage.unit, unit, between=between)


def _walk(
    new: Sequence[int],
    old: Sequence[Passage],
    likes: dict[tuple[int, int], Likeness],
    score: list[list[float]],
    units: Sequence[Unit],
) -> list[Match]:
    found: list[Match] = []
    i = j = 0
    while i < len(new) and j < len(old):
        likeness = likes.get((i, j))
        if (
            likeness
            and score[i][j] == score[i + 1][j + 1] + (units[new[i]].size + 1) * likeness.similarity
        ):
            found.append(Match(new[i], old[j], likeness))
            i, j = i + 1, j + 1
        elif score[i + 1][j] >= score[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
