"""Choose the candidates of an abridgement: the most worth for the length, and a text that reads.

    scores, bonds ─▶ nodes ─▶ best path at a price ─▶ the price that fits ─▶ weed, fill ─▶ Selection

The walk of `best_path` weighs neighbours exactly. What concerns candidates far apart is weighed around
it, in rounds: what another kept candidate says already loses worth, a counted row (first, second,
third) is there with all its members or with none, and then the walk is made again.

A table or list that would take over the text is shortened to its first rows or items before anything
is chosen. What an editor pinned is in or out, whatever it is worth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newsletter.abridgement.best_path import PINNED, Node, find_best_path, get_length
from newsletter.abridgement.bonds import Bonds
from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
    SentenceRun,
)
from newsletter.abridgement.features import size
from newsletter.abridgement.filling import fill, find_bundle
from newsletter.abridgement.repeats import Repeats
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.series import find_series
from newsletter.abridgement.shortening import find_shortened
from newsletter.abridgement.unfit import find_unfit

TOLERANCE = 0.10  # an abridgement is within this share of its budget
ROOM = 0.06  # how far over the budget a choice may go
N_PRICES = 12  # tries for the price of length; each halves the range
N_ROUNDS = 3  # walks, each knowing what the one before said twice
LENGTH_EXPONENT = 0.6  # a sentence is worth its score times its length to this power
ALONE_COST = 0.25  # share of its worth that a sentence loses without its neighbour in the paragraph
UNANSWERED_COST = 0.3  # the same for a claim without the sentence that answers it
OPENING_GAIN = 1.0  # worth of a good beginning, in average sentences
CLOSING_GAIN = 1.0  # worth of a good end


@dataclass(frozen=True, slots=True)
class Material:
    """What is chosen from.

    Attributes:
        article: The article, cut.
        scored: Its candidates with their scores.
        bonds: What each needs.
        measure: Plain text → length in the unit of the budget.
        kept, dropped: Numbers of the candidates that an editor wants in or out.
    """

    article: ParsedArticle
    scored: Sequence[Scored]
    bonds: Sequence[Bonds]
    measure: Callable[[str], float]
    kept: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Selection:
    """What is kept.

    Attributes:
        kept: Numbers of the candidates.
        shortened: Candidate → how many of its parts are kept, for lists and tables that were too long.
        length: How long the text is, in the unit of the budget.
    """

    kept: frozenset[int]
    shortened: dict[int, int]
    length: float


def choose_candidates(material: Material, budget: float) -> Selection:
    """Return what to keep.

    Args:
        material: What to choose from.
        budget: How long the result may be, in the unit of `material.measure`.
    """
    shortened = find_shortened(material.article, material.measure, budget, material.kept)
    nodes = _build_nodes(material, shortened)
    first_to_go = _find_first_to_go(material)
    kept, nodes = _choose_in_rounds(material, _drop(nodes, first_to_go), budget)
    kept = fill(nodes, kept, wanted=budget, most=budget * (1 + ROOM))
    if get_length(nodes, kept) < budget * (1 - TOLERANCE):
        nodes = _undrop(nodes, first_to_go - material.dropped)
        kept = fill(nodes, kept, wanted=budget, most=budget * (1 + ROOM))
    if not kept:
        kept = _best_alone(nodes)
    shown = {number: count for number, count in shortened.items() if number in kept}
    return Selection(kept, shown, get_length(nodes, kept))


def _find_first_to_go(material: Material) -> frozenset[int]:
    """Greetings, calls to action, related posts, what is nothing in a mail: after everything else."""
    unfit = find_unfit(material.article)
    return frozenset(
        scored.candidate.number
        for scored in material.scored
        if (scored.boilerplate or scored.candidate.number in unfit)
        and scored.candidate.number not in material.kept
    )


def _choose_in_rounds(
    material: Material, nodes: list[Node], budget: float
) -> tuple[frozenset[int], list[Node]]:
    """Choose, and choose again with what the first choice shows of repeats and counted rows."""
    repeats = Repeats(material.scored)
    whole = nodes
    kept = _fit(nodes, budget)
    for _ in range(N_ROUNDS - 1):
        whole = _drop(whole, _find_broken_series(material, kept))
        whole = _drop(whole, _find_twin_sections(material, whole, kept))
        nodes = _discount(whole, repeats, kept)
        again = _fit(nodes, budget)
        if again == kept:
            break
        kept = again
    return kept, nodes


def _best_alone(nodes: Sequence[Node]) -> frozenset[int]:
    """One candidate with what it needs: where nothing fits, an abridgement is too long, not empty."""
    best = max(
        (node for node in nodes if not node.dropped),
        key=lambda node: node.worth + node.opening_gain,
        default=None,
    )
    if best is None:
        return frozenset(node.number for node in nodes[:1])
    bundle = find_bundle(nodes, nodes.index(best), frozenset())
    return frozenset(nodes[at].number for at in bundle) or frozenset({best.number})


# ---------------------------------------------------------------- nodes


def _build_nodes(material: Material, shortened: dict[int, int]) -> list[Node]:
    """Put scores, lengths and bonds of the readable candidates into a row."""
    nodes: list[Node] = []
    before: Candidate | None = None
    lengths: dict[object, float] = {}
    for scored in material.scored:
        candidate = scored.candidate
        if candidate.kind is CandidateKind.IMAGE:
            continue
        node = _build_node(material, scored, before, shortened, lengths)
        nodes.append(node)
        before = candidate
    return _watch(_scale_frame(nodes, material))


def _build_node(
    material: Material,
    scored: Scored,
    before: Candidate | None,
    shortened: dict[int, int],
    lengths: dict[object, float],
) -> Node:
    candidate, bonds = scored.candidate, material.bonds[scored.candidate.number]
    parts = candidate.parts[: shortened.get(candidate.number)]
    pinned = candidate.number in material.kept
    worth = _worth(scored, parts) + PINNED * pinned
    pull = max(ALONE_COST * bonds.inside, scored.needs_before)
    return Node(
        number=candidate.number,
        worth=worth,
        length=math.fsum(material.measure(part) for part in parts),
        headings=_headings(material, candidate, lengths),
        n_shared=_n_shared(before, candidate),
        opens_passage=before is None or before.passage != candidate.passage,
        needs_neighbour=bonds.neighbour and not pinned,
        needs_paragraph=bonds.paragraph and not pinned,
        needs_passage=bonds.passage and not pinned,
        needs_following=bonds.following and not pinned,
        needs_list=candidate.whole is not None,
        is_list=candidate.kind is CandidateKind.LIST,
        alone_cost=0.0 if pinned else pull * worth,
        unanswered_cost=UNANSWERED_COST * worth if bonds.answered and not pinned else 0.0,
        dropped=candidate.number in material.dropped or _is_cut_off(material, candidate, shortened),
    )


def _is_cut_off(material: Material, candidate: Candidate, shortened: dict[int, int]) -> bool:
    """Tell whether a sentence stands in an item that its shortened list has lost."""
    if candidate.whole not in shortened:
        return False
    whole = material.article.candidates[candidate.whole]
    return candidate.runs[0].block >= whole.runs[shortened[candidate.whole]].block


def _worth(scored: Scored, parts: Sequence[str]) -> float:
    """Worth of a candidate: the sum over its sentences, items or rows."""
    scores = scored.part_scores or (scored.score,) * len(parts)
    return math.fsum(
        score * math.pow(size(part), LENGTH_EXPONENT)
        for score, part in zip(scores, parts, strict=False)
    )


def _headings(
    material: Material, candidate: Candidate, lengths: dict[object, float]
) -> tuple[tuple[object, float], ...]:
    """Headings and label over a candidate with their lengths, each measured once."""
    found: list[tuple[object, float]] = []
    for block in candidate.headings:
        if block not in lengths:
            lengths[block] = material.measure(material.article.heading_text(block))
        found.append((block, lengths[block]))
    if candidate.label is not None:
        if candidate.label not in lengths:
            text = material.article.run_text(candidate.label)
            lengths[candidate.label] = material.measure(text)
        found.append((candidate.label, lengths[candidate.label]))
    return tuple(found)


def _n_shared(before: Candidate | None, candidate: Candidate) -> int:
    if before is None:
        return 0
    n_shared = 0
    for ours, theirs in zip(over(candidate), over(before), strict=False):
        if ours != theirs:
            break
        n_shared += 1
    return n_shared


def over(candidate: Candidate) -> tuple[object, ...]:
    """Return what stands over a candidate: its headings, outermost first, then its label."""
    if candidate.label is None:
        return candidate.headings
    return (*candidate.headings, candidate.label)


def _scale_frame(nodes: list[Node], material: Material) -> list[Node]:
    """Give beginnings and ends their gain, in the worth of an average sentence of this article."""
    if not nodes:
        return nodes
    usual = sorted(min(node.worth, PINNED / 2) for node in nodes)[len(nodes) // 2]
    found: list[Node] = []
    for node in nodes:
        scored = material.scored[node.number]
        opening = OPENING_GAIN * usual * scored.opens
        closing = CLOSING_GAIN * usual * scored.closes
        found.append(replace(node, opening_gain=opening, closing_gain=closing))
    return found


def _watch(nodes: list[Node]) -> list[Node]:
    """Note which candidates and passages are asked about, so that the walk forgets the others."""
    found: list[Node] = []
    after: Node | None = None
    is_asked_for = False
    for node in reversed(nodes):
        is_watched = node.needs_following or node.unanswered_cost > 0
        if after is not None:
            is_watched = is_watched or after.needs_neighbour or after.alone_cost > 0
            if after.opens_passage:
                is_asked_for = False
            is_asked_for = is_asked_for or after.needs_paragraph or after.needs_passage
        found.append(replace(node, is_watched=is_watched, passage_is_watched=is_asked_for))
        after = node
    return found[::-1]


# ---------------------------------------------------------------- rounds


def _discount(nodes: list[Node], repeats: Repeats, kept: frozenset[int]) -> list[Node]:
    """Take from every candidate what a kept one of more worth says already."""
    worths = {node.number: node.worth for node in nodes}
    shares = repeats.get_shares(kept, worths)
    found: list[Node] = []
    for node in nodes:
        share = shares.get(node.number, 0.0)
        if share and node.worth < PINNED:
            node = _scale(node, 1 - share)
        found.append(node)
    return found


def _scale(node: Node, factor: float) -> Node:
    return replace(
        node,
        worth=node.worth * factor,
        alone_cost=node.alone_cost * factor,
        unanswered_cost=node.unanswered_cost * factor,
    )


def _find_broken_series(material: Material, kept: frozenset[int]) -> frozenset[int]:
    """The members of the counted rows of which only some were chosen, and no pinned one."""
    found: set[int] = set()
    for members in find_series(material.article.candidates):
        n_kept = len(kept.intersection(members))
        if 0 < n_kept < len(members) and material.kept.isdisjoint(members):
            found.update(members)
    return frozenset(found)


def _find_twin_sections(
    material: Material, nodes: list[Node], kept: frozenset[int]
) -> frozenset[int]:
    """The candidates under a heading that another kept heading repeats word for word.

    Of two such sections the one with more worth among what was chosen stays.
    """
    worths: dict[object, float] = {}
    members: dict[object, set[int]] = {}
    for node in nodes:
        for heading, _ in node.headings:
            members.setdefault(heading, set()).add(node.number)
            if node.number in kept:
                worths[heading] = worths.get(heading, 0.0) + node.worth
    best: dict[str, object] = {}
    for heading in worths:
        text = _heading_key(material.article, heading)
        other = best.get(text)
        if other is None or worths[heading] > worths[other]:
            best[text] = heading
    found: set[int] = set()
    for heading in worths:
        if best[_heading_key(material.article, heading)] != heading:
            found |= members[heading]
    return frozenset(found - material.kept)


def _heading_key(article: ParsedArticle, heading: object) -> str:
    text = ""
    if isinstance(heading, int):
        text = article.heading_text(heading)
    elif isinstance(heading, SentenceRun):
        text = article.run_text(heading)
    return "".join(text.split()).casefold().rstrip(":：")


def _drop(nodes: list[Node], numbers: frozenset[int]) -> list[Node]:
    return [replace(node, dropped=True) if node.number in numbers else node for node in nodes]


def _undrop(nodes: list[Node], numbers: frozenset[int]) -> list[Node]:
    return [replace(node, dropped=False) if node.number in numbers else node for node in nodes]


# ---------------------------------------------------------------- length


def _fit(nodes: Sequence[Node], budget: float) -> frozenset[int]:
    """Return the longest best choice within the budget and its room, by bisection of the price."""
    ceiling = budget * (1 + ROOM)
    low, high = 0.0, _top_price(nodes)
    best: frozenset[int] = frozenset()
    best_length = 0.0
    for _ in range(N_PRICES):
        price = (low + high) / 2
        kept = find_best_path(nodes, price)
        length = get_length(nodes, kept)
        if length > ceiling:
            low = price
            continue
        high = price
        if length > best_length:
            best, best_length = kept, length
        if length >= budget:
            break
    return best


def _top_price(nodes: Sequence[Node]) -> float:
    """The price at which nothing is bought but what is pinned."""
    return max(
        (node.worth / max(node.length, 1e-9) for node in nodes if node.worth < PINNED), default=1.0
    )
