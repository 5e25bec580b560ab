"""Choose the candidates of an abridgement: the most worth for the length, and a text that reads.

    scores, bonds ─▶ nodes ─▶ best path at a price ─▶ the price that fits ─▶ weed, fill ─▶ Selection

The walk of `best_path` weighs neighbours exactly. What concerns candidates far apart is weighed
around it: what another kept candidate says already loses worth, a counted row (first, second,
third) is there with all its members or with none, and no heading stands twice, for which it is
chosen again. What an editor pinned is in or out, whatever it is worth.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from newsletter.abridgement.best_path import (
    PINNED,
    Node,
    Trellis,
    get_length,
)
from newsletter.abridgement.exchange import exchange
from newsletter.abridgement.filling import fill, find_bundle
from newsletter.abridgement.nodes import Material, build_nodes
from newsletter.abridgement.shortening import find_shortened

TOLERANCE = 0.10  # an abridgement is within this share of its budget
AIM = 1.06  # of the budget: from here on a choice is long enough
FULL = 1.08  # of the budget: up to here a choice is filled with what fits
MOST = 1.095  # of the budget: what it may not pass
N_PRICES = 5  # tries for the price of length; an exchange brings the choice to its length
MIN_STEP = 0.005  # of the price: a smaller one moves no sentence
N_ROUNDS = 3  # choices, each knowing which headings the one before doubled


@dataclass(frozen=True, slots=True)
class Selection:
    """What is kept.

    Attributes:
        kept: Numbers of the candidates.
        shortened: Candidate → how many of its parts are kept, for lists and tables that were long.
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
    article = material.article
    first_to_go = _find_first_to_go(material)
    shortened = find_shortened(
        article, material.measure, budget, material.kept, first_to_go
    )
    nodes = build_nodes(material, shortened, budget)
    kept, nodes = _choose_in_rounds(material, _drop(nodes, first_to_go), budget)
    kept = _fill(nodes, kept, budget)
    if get_length(nodes, kept) < budget * (1 - TOLERANCE):
        nodes = _drop(nodes, first_to_go - material.dropped, dropped=False)
        kept = _fill(nodes, kept, budget)
    if not kept:
        kept = _best_alone(nodes)
    shown = {
        number: n_parts
        for number, n_parts in shortened.items()
        if number in kept
    }
    return Selection(kept, shown, get_length(nodes, kept))


def _fill(
    nodes: Sequence[Node], kept: frozenset[int], budget: float
) -> frozenset[int]:
    """Bring a choice that is too short to its length, with what it says already if need be."""
    if get_length(nodes, kept) >= budget * (1 - TOLERANCE):
        return kept
    return fill(
        nodes,
        kept,
        least=budget * (1 - TOLERANCE),
        wanted=budget * FULL,
        most=budget * MOST,
    )


def _find_first_to_go(material: Material) -> frozenset[int]:
    """Greetings, calls to action, related posts: they come after everything else."""
    boilerplate = {
        scored.candidate.number
        for scored in material.scored
        if scored.boilerplate
    }
    return (material.unfit | boilerplate) - material.kept


def _best_alone(nodes: Sequence[Node]) -> frozenset[int]:
    """One candidate with what it needs: better too long than empty."""
    best = max(
        (node for node in nodes if not node.dropped),
        key=lambda node: node.worth + node.opening_gain,
        default=None,
    )
    if best is None:
        return frozenset(node.number for node in nodes[:1])
    bundle = find_bundle(nodes, nodes.index(best), frozenset())
    return frozenset(nodes[at].number for at in bundle) or frozenset(
        {best.number}
    )


# ---------------------------------------------------------------- rounds


def _choose_in_rounds(
    material: Material, nodes: list[Node], budget: float
) -> tuple[frozenset[int], list[Node]]:
    """Choose, and choose again where a heading stands twice."""
    kept = _fit(nodes, budget)
    nodes = _mend(material, nodes, kept)
    for _ in range(N_ROUNDS):
        kept = exchange(
            nodes,
            kept,
            budget * MOST,
            material.repeats.get_alike,
            material.numbered,
        )
        mended = _mend(material, nodes, kept)
        if mended == nodes:
            break
        nodes = mended
    return _without_dropped(nodes, kept), nodes


def _without_dropped(
    nodes: Sequence[Node], kept: frozenset[int]
) -> frozenset[int]:
    return kept - {node.number for node in nodes if node.dropped}


def _mend(
    material: Material, nodes: list[Node], kept: frozenset[int]
) -> list[Node]:
    """Drop what makes a heading stand twice."""
    return _drop(nodes, _find_twin_sections(material, nodes, kept))


def _find_twin_sections(
    material: Material, nodes: Sequence[Node], kept: Collection[int]
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
    for heading, worth in worths.items():
        text = _heading_key(material, heading)
        if text not in best or worth > worths[best[text]]:
            best[text] = heading
    found: set[int] = set()
    for heading in worths:
        if best[_heading_key(material, heading)] != heading:
            found |= members[heading]
    return frozenset(found - material.kept)


def _heading_key(material: Material, heading: object) -> str:
    text = material.article.get_text_over(heading)
    return "".join(text.split()).casefold().rstrip(":：")


def _drop(
    nodes: Sequence[Node], candidates: Collection[int], *, dropped: bool = True
) -> list[Node]:
    """The nodes, those of some candidates taken out of the choice, or put back into it."""
    return [
        replace(node, dropped=dropped) if node.number in candidates else node
        for node in nodes
    ]


# ---------------------------------------------------------------- length


def _fit(nodes: Sequence[Node], budget: float) -> frozenset[int]:
    """Return the longest of the best choices that fit into the budget and its room.

    Args:
        nodes: The candidates in order.
        budget: What the choice aims at.
    """
    aim, most = budget * AIM, budget * MOST
    low = (0.0, math.fsum(node.length for node in nodes if not node.dropped))
    high = (_top_price(nodes), 0.0)
    price = min(_price_by_density(nodes, aim), high[0])
    best: tuple[float, frozenset[int]] = (0.0, frozenset())
    trellis = Trellis(nodes)
    for _ in range(N_PRICES):
        kept = trellis.find_best_path(price)
        length = get_length(nodes, kept)
        if length > most:
            low = (price, length)
        else:
            high = (price, length)
            best = max(best, (length, kept), key=lambda choice: choice[0])
        if aim <= length <= most or high[0] - low[0] < MIN_STEP * high[0]:
            break
        price = _price_between(low, high, (aim + most) / 2)
    return best[1]


def _price_by_density(nodes: Sequence[Node], aim: float) -> float:
    """The price at which the candidates that are worth it alone would have the length."""
    length = 0.0
    price = 0.0
    open_nodes = [
        node for node in nodes if not node.dropped and node.length > 0
    ]
    for node in sorted(open_nodes, key=lambda node: -node.worth / node.length):
        price = min(node.worth, PINNED) / node.length
        length += node.length
        if length >= aim:
            break
    return price


def _price_between(
    low: tuple[float, float], high: tuple[float, float], aim: float
) -> float:
    """The price at which the length would be right if it fell evenly, not too near either end."""
    fall = low[1] - high[1]
    share = (low[1] - aim) / fall if fall > 0 else 0.5
    share = min(0.85, max(0.15, share))
    return low[0] + share * (high[0] - low[0])


def _top_price(nodes: Sequence[Node]) -> float:
    """The price at which nothing is bought but what is pinned."""
    prices = [
        node.worth / max(node.length, 1e-9)
        for node in nodes
        if node.worth < PINNED
    ]
    return max(prices, default=1.0)
