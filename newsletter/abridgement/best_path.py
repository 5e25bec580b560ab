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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
        needs_all, needs_any: Numbers of the candidates, wherever they stand, of which it needs all
            and one. The walk does not look at these, `exchange` does.
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
    needs_all: tuple[int, ...] = ()
    needs_any: tuple[int, ...] = ()
    alone_cost: float = 0.0
    unanswered_cost: float = 0.0
    opening_gain: float = 0.0
    closing_gain: float = 0.0
    dropped: bool = False
    is_watched: bool = True
    passage_is_watched: bool = True

    @property
    def needs_some(self) -> bool:
        """Something of its passage, or of the one before, has to stand before it."""
        return self.needs_paragraph or self.needs_passage

    @property
    def needs_before(self) -> bool:
        """It has a firm need of what stands before it."""
        return self.needs_neighbour or self.needs_some


# What the walk knows: the neighbour is kept, something of this passage is kept, of the last
# passage, how many headings are shown, something is kept at all.
_State = tuple[bool, bool, bool, int, bool]
# The chosen numbers, the last one first, as a linked list.
_Trail = tuple[int, "_Trail"] | None
_START: _State = (False, False, False, 0, False)
_NOWHERE = -1  # the place of a state that is not to be reached


# What can be done with a candidate in one of the states in which the walk comes to it: how many of
# its headings are not shown yet; what keeping it loses by the needs it breaks, less what it gains
# as the first; the place of the state after leaving it out, _NOWHERE when the one before needs it;
# what leaving it out loses. (Plain tuples: there are a thousand for an article.)
_Way = tuple[int, float, int, float]


class _Step(NamedTuple):
    """One candidate as the walk passes it.

    Attributes:
        number, worth, length: Those of its node.
        headings: Lengths of its headings, the innermost first.
        ways: For every state in which the walk can come here.
        n_states: How many states there are after it.
        kept: Place of the state after keeping it, _NOWHERE for one that may not be chosen.
        end: What it gains as the last of the choice; minus infinity where it cannot be the last.
    """

    number: int
    worth: float
    length: float
    headings: tuple[float, ...]
    ways: tuple[_Way, ...]
    n_states: int
    kept: int
    end: float


class Trellis:
    """All states and ways of a row of candidates, laid out once for walks at many prices.

    Which states there are does not depend on the price, and finding them costs more than a walk.

    Args:
        nodes: The candidates in order.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._steps = tuple(_lay_out(nodes))

    def find_best_path(self, price: float) -> frozenset[int]:
        """Return the numbers of the best choice; empty when nothing is worth its price.

        Args:
            price: What a unit of length costs, at least 0.
        """
        reached: list[tuple[float, _Trail]] = [(0.0, None)]
        best_worth, best_trail = 0.0, None
        for (
            number,
            worth,
            length,
            headings,
            ways,
            n_states,
            at,
            end,
        ) in self._steps:
            gains = [worth - price * length]
            for heading in headings:
                gains.append(gains[-1] - price * heading)
            after: list[tuple[float, _Trail]] = [_UNREACHED] * n_states
            kept_worth, kept_trail = -math.inf, None
            for (n_hidden, lost, left, unanswered), (worth, trail) in zip(
                ways, reached, strict=True
            ):
                kept = worth + gains[n_hidden] - lost
                if kept > kept_worth:
                    kept_worth, kept_trail = kept, trail
                if left >= 0 and worth - unanswered > after[left][0]:
                    after[left] = (worth - unanswered, trail)
            if at >= 0:
                kept_trail = (number, kept_trail)
                if kept_worth > after[at][0]:
                    after[at] = (kept_worth, kept_trail)
                if kept_worth + end > best_worth:
                    best_worth, best_trail = kept_worth + end, kept_trail
            reached = after
        return frozenset(_numbers(best_trail))


_UNREACHED: tuple[float, _Trail] = (-math.inf, None)


def find_best_path(nodes: Sequence[Node], price: float) -> frozenset[int]:
    """Return the numbers of the nodes of the best choice; empty when nothing is worth its price.

    Args:
        nodes: In order.
        price: What a unit of length costs, at least 0.
    """
    return Trellis(nodes).find_best_path(price)


def _lay_out(nodes: Sequence[Node]) -> Iterator[_Step]:
    """Follow every state through the row; a state stands where it was first reached."""
    states: tuple[_State, ...] = (_START,)
    before: Node | None = None
    for node in nodes:
        places: dict[_State, int] = {}
        ways: list[_Way] = []
        for old in states:
            state = neighbour, here, _, n_shown, started = _enter(old, node)
            left, unanswered = _NOWHERE, 0.0
            if neighbour and before is not None:
                unanswered = before.unanswered_cost
            if before is None or not (neighbour and before.needs_following):
                left_out = (False, here, False, n_shown, started)
                left = places.setdefault(left_out, len(places))
            lost = _get_broken(node, state)
            ways.append((len(node.headings) - n_shown, lost, left, unanswered))
        kept = _NOWHERE
        if not node.dropped:
            kept = places.setdefault(_kept_state(node), len(places))
        yield _Step(
            node.number,
            node.worth,
            node.length,
            tuple(length for _, length in reversed(node.headings)),
            tuple(ways),
            len(places),
            kept,
            -math.inf if node.needs_following else node.closing_gain,
        )
        states, before = tuple(places), node


def _enter(state: _State, node: Node) -> _State:
    """Come to a node: a new passage makes the present one the last."""
    neighbour, here, _, n_shown, started = state
    n_shown = min(n_shown, node.n_shared)
    if node.opens_passage:
        return neighbour, False, here, n_shown, started
    return neighbour, here, False, n_shown, started


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
