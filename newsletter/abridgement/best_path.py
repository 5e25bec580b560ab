"""Find the best choice of candidates at one price of length, exactly.

The candidates stand in a row, and nearly everything that matters between two of them concerns
neighbours: a pointer and its target, a lead-in and its list, two sentences of one paragraph, a
heading and the first text under it. So the best choice can be found in one walk through the row, as
a path through a graph (Viterbi 1967): at each candidate the walk knows only what the rest may ask
about, and for each such state it remembers the best choice that leads there.

Length has a price here and no limit. A higher price gives a shorter choice; the caller looks for
the price at which the choice fits (Lagrangian relaxation; Everett 1963). Choosing bundle after
bundle by worth per length was the former way: it could not weigh a run of sentences against
scattered ones, and what it took early could never go again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

BROKEN = (
    1e6  # price of breaking a firm need: more than a whole article is worth
)
PINNED = 1e4  # worth of what an editor wants in: more than an article, less than a firm need


@dataclass(frozen=True, slots=True)
class Node:
    """One candidate in the row, with all that the walk asks of it.

    Attributes:
        number: Number of the candidate.
        worth: What it is worth, above 0.
        length: How long it is, in the unit of the budget.
        headings: Its headings and label, outermost first, as (identity, length).
        n_shared: How many of these stand over the candidate before it too.
        opens_passage: It is the first of its passage.
        needs_neighbour, needs_paragraph: Firm needs of what stands before, see `bonds.Bonds`.
        needs_passage, needs_following: The same of the passage before, and of what follows.
        alone_cost: What it loses without the candidate before it.
        unanswered_cost: What it loses without the candidate after it.
        opening_gain, closing_gain: What it gains as the first or the last of the choice.
        dropped: It may not be chosen.
        is_watched, passage_is_watched: A later candidate asks whether this one, or something of
            this passage, is there. Where nobody asks, the walk forgets it.
    """

    number: int
    worth: float
    length: float
    headings: tuple[tuple[object, float], ...] = ()
    n_shared: int = 0
    opens_passage: bool = False
    needs_neighbour: bool = False
    needs_paragraph: bool = False
    needs_passage: bool = False
    needs_following: bool = False
    alone_cost: float = 0.0
    unanswered_cost: float = 0.0
    opening_gain: float = 0.0
    closing_gain: float = 0.0
    dropped: bool = False
    is_watched: bool = True
    passage_is_watched: bool = True


# What the walk knows: the neighbour is kept, something of this passage is kept, of the last
# passage, how many headings are shown, something is kept at all.
_State = tuple[bool, bool, bool, int, bool]
# The chosen numbers, the last one first, as a linked list.
_Trail = tuple[int, "_Trail"] | None
_START: _State = (False, False, False, 0, False)


def find_best_path(nodes: Sequence[Node], price: float) -> frozenset[int]:
    """Return the numbers of the nodes of the best choice; empty when nothing is worth its price.

    Args:
        nodes: In order.
        price: What a unit of length costs, at least 0.
    """
    states: dict[_State, tuple[float, _Trail]] = {_START: (0.0, None)}
    best_worth, best_trail = 0.0, None
    before: Node | None = None
    for node in nodes:
        reached: dict[_State, tuple[float, _Trail]] = {}
        gains = _price_headings(node, price)
        kept_worth, kept_trail = -math.inf, None
        for old, (worth, trail) in states.items():
            state = _enter(old, node)
            _skip(reached, state, worth, trail, before)
            kept = worth + gains[state[3]] - _get_broken(node, state)
            if kept > kept_worth:
                kept_worth, kept_trail = kept, trail
        if not node.dropped:
            kept_trail = (node.number, kept_trail)
            _remember(reached, _kept_state(node), kept_worth, kept_trail)
            end = kept_worth + node.closing_gain
            if end > best_worth and not node.needs_following:
                best_worth, best_trail = end, kept_trail
        states, before = reached, node
    return frozenset(_numbers(best_trail))


def _price_headings(node: Node, price: float) -> list[float]:
    """What keeping a node gains at a price, by how many of its headings are shown already."""
    gains = [node.worth - price * node.length]
    for _, length in reversed(node.headings):
        gains.append(gains[-1] - price * length)
    return gains[::-1]


def _enter(state: _State, node: Node) -> _State:
    """Come to a node: a new passage makes the present one the last."""
    neighbour, here, _, n_shown, started = state
    n_shown = min(n_shown, node.n_shared)
    if node.opens_passage:
        return neighbour, False, here, n_shown, started
    return neighbour, here, False, n_shown, started


def _skip(
    reached: dict[_State, tuple[float, _Trail]],
    state: _State,
    worth: float,
    trail: _Trail,
    before: Node | None,
) -> None:
    """Leave a node out; the one before it may have needed it."""
    neighbour, here, _, n_shown, started = state
    if neighbour and before is not None:
        if before.needs_following:
            return
        worth -= before.unanswered_cost
    _remember(reached, (False, here, False, n_shown, started), worth, trail)


def _get_broken(node: Node, state: _State) -> float:
    """What keeping a node loses by the needs it breaks, less what it gains as the first."""
    neighbour, here, last, _, started = state
    lost = 0.0
    if not neighbour:
        lost += BROKEN if node.needs_neighbour else node.alone_cost
    if node.needs_paragraph and not here:
        lost += BROKEN
    if node.needs_passage and not last:
        lost += BROKEN
    return lost if started else lost - node.opening_gain


def _kept_state(node: Node) -> _State:
    return (
        node.is_watched,
        node.passage_is_watched,
        False,
        len(node.headings),
        True,
    )


def _remember(
    reached: dict[_State, tuple[float, _Trail]],
    state: _State,
    worth: float,
    trail: _Trail,
) -> None:
    known = reached.get(state)
    if known is None or worth > known[0]:
        reached[state] = (worth, trail)


def _numbers(trail: _Trail) -> list[int]:
    found: list[int] = []
    while trail is not None:
        number, trail = trail
        found.append(number)
    return found


def get_length(nodes: Sequence[Node], kept: frozenset[int]) -> float:
    """Return how long a choice is with the headings and labels that come to stand over it."""
    parts: list[float] = []
    n_shown = 0
    for node in nodes:
        n_shown = min(n_shown, node.n_shared)
        if node.number in kept:
            parts.append(node.length)
            parts += [length for _, length in node.headings[n_shown:]]
            n_shown = len(node.headings)
    return math.fsum(parts)
