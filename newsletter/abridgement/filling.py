"""Bring a choice to its length: add what fits, the best for its length first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsletter.abridgement.best_path import Node, get_length

N_FILLED = 40  # bundles added at most: the price has brought the choice near its length before
MAX_BUNDLE = 24  # candidates that hang together: a longer chain is a text of its own, not a gap


class _Bundle(NamedTuple):
    """What a candidate brings along, and which places were asked to know it."""

    places: frozenset[int]
    asked: frozenset[int]


def fill(
    nodes: Sequence[Node],
    kept: frozenset[int],
    *,
    least: float,
    wanted: float,
    most: float,
) -> frozenset[int]:
    """Return a choice with candidates added until it has its length.

    A candidate comes with all that it needs (a bundle), or not at all. Nothing is added before the
    beginning or after the end that were chosen, as long as anything fits between them.

    Args:
        nodes: The candidates in order.
        kept: What is chosen already.
        least: Length below which it is too short.
        wanted: Length from which on it is long enough.
        most: Length that it may not pass.
    """
    length = get_length(nodes, kept)
    shown = _find_shown(nodes, kept)
    bundles = _Bundles(nodes, kept)
    for _ in range(N_FILLED):
        if length >= wanted:
            break
        between = range(*_span(nodes, kept))
        bundle, added = bundles.find_best(between, shown, most - length)
        if not bundle and length < least:
            everywhere = range(len(nodes))
            bundle, added = bundles.find_best(everywhere, shown, most - length)
        if not bundle:
            break
        kept |= {nodes[at].number for at in bundle}
        shown |= _find_shown([nodes[at] for at in bundle], kept)
        length += added
        bundles.keep(bundle, kept)
    return kept


def _span(nodes: Sequence[Node], kept: frozenset[int]) -> tuple[int, int]:
    """The places from the first kept candidate to the last."""
    places = [at for at, node in enumerate(nodes) if node.number in kept]
    return (places[0], places[-1]) if places else (0, 0)


class _Bundles:
    """The bundles of all candidates; one is gathered again when what it hangs on has changed."""

    def __init__(self, nodes: Sequence[Node], kept: frozenset[int]) -> None:
        self._nodes = nodes
        self._kept = kept
        self._supported = _find_supported(nodes, kept)
        self._places = _number(nodes)
        self._known: dict[int, _Bundle] = {}

    def find_best(
        self, places: range, shown: frozenset[object], room: float
    ) -> tuple[frozenset[int], float]:
        """The places of the bundle of most worth for its length, and its length; empty for none."""
        best: frozenset[int] = frozenset()
        best_density, best_length = 0.0, 0.0
        for at in places:
            bundle = self._get(at)
            if not bundle:
                continue
            length = _added_length(self._nodes, bundle, shown)
            worth = math.fsum(self._nodes[place].worth for place in bundle)
            density = worth / max(length, 1e-9)
            if length <= room and density > best_density:
                best, best_density, best_length = bundle, density, length
        return best, best_length

    def keep(self, bundle: frozenset[int], kept: frozenset[int]) -> None:
        """Take a bundle into the choice, and forget what asked for a place that it changes."""
        supported = _find_supported(self._nodes, kept)
        changed = bundle | (supported ^ self._supported)
        self._kept, self._supported = kept, supported
        self._known = {
            at: known
            for at, known in self._known.items()
            if known.asked.isdisjoint(changed)
        }

    def _get(self, at: int) -> frozenset[int]:
        if at not in self._known:
            self._known[at] = _gather(
                self._nodes, at, self._kept, self._supported, self._places
            )
        return self._known[at].places


def find_bundle(
    nodes: Sequence[Node], at: int, kept: frozenset[int]
) -> frozenset[int]:
    """Return the places of a candidate and all it needs that is not kept; empty when it may not be.

    Nor may it be when it needs more than a bundle holds.

    Args:
        nodes: The candidates in order.
        at: Place of the candidate.
        kept: Numbers of the nodes that are there.
    """
    supported = _find_supported(nodes, kept)
    return _gather(nodes, at, kept, supported, _number(nodes)).places


def _gather(
    nodes: Sequence[Node],
    at: int,
    kept: frozenset[int],
    supported: frozenset[int],
    places: Mapping[int, int],
) -> _Bundle:
    """A node with all that it needs and that is missing, to any depth; none if that is too much."""
    wanted: set[int] = set()
    asked: set[int] = set()
    stack = [at]
    while stack:
        place = stack.pop()
        asked.add(place)
        if nodes[place].number in kept or place in wanted:
            continue
        if nodes[place].dropped or len(wanted) == MAX_BUNDLE:
            return _Bundle(frozenset(), frozenset(asked))
        wanted.add(place)
        stack += _needed_places(nodes, place, supported)
        stack += find_places(nodes[place].needs_all, places)
        any_of = find_places(nodes[place].needs_any, places)
        asked.update(any_of)
        if kept.isdisjoint(nodes[place].needs_any):
            stack += any_of[:1]
    return _Bundle(frozenset(wanted), frozenset(asked))


def _number(nodes: Sequence[Node]) -> dict[int, int]:
    """Return number → place."""
    return {node.number: at for at, node in enumerate(nodes)}


def find_places(
    numbers: Sequence[int], places: Mapping[int, int]
) -> tuple[int, ...]:
    """Return the places of candidates; what is no candidate of the choice has none.

    Args:
        numbers: Of the candidates.
        places: Number → place, of all that can be chosen.
    """
    return tuple(places[number] for number in numbers if number in places)


def _needed_places(
    nodes: Sequence[Node], at: int, supported: frozenset[int]
) -> list[int]:
    """The neighbours that must stand beside a node, and may not do so yet."""
    node = nodes[at]
    places: list[int] = []
    lacks_some = node.needs_some and at not in supported
    if at and (node.needs_neighbour or lacks_some):
        places.append(at - 1)
    if node.needs_following and at + 1 < len(nodes):
        places.append(at + 1)
    return places


def _find_supported(
    nodes: Sequence[Node], kept: frozenset[int]
) -> frozenset[int]:
    """The places before which something is kept, in their passage or, at its head, in the last."""
    found: set[int] = set()
    is_kept_here = False
    for at, node in enumerate(nodes):
        if is_kept_here:
            found.add(at)
        if node.opens_passage:
            is_kept_here = False
        is_kept_here = is_kept_here or node.number in kept
    return frozenset(found)


def _find_shown(
    nodes: Sequence[Node], kept: frozenset[int]
) -> frozenset[object]:
    """The headings and labels that stand over kept text."""
    found: set[object] = set()
    for node in nodes:
        if node.number in kept:
            found.update(heading for heading, _ in node.headings)
    return frozenset(found)


def _added_length(
    nodes: Sequence[Node], bundle: frozenset[int], shown: frozenset[object]
) -> float:
    """Length of a bundle with the headings it brings."""
    headings: dict[object, float] = {}
    for at in bundle:
        headings.update(nodes[at].headings)
    new = [
        length for heading, length in headings.items() if heading not in shown
    ]
    return math.fsum(
        [*(nodes[at].length for at in sorted(bundle)), *sorted(new)]
    )
