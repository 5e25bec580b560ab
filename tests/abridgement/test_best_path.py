"""The walk through the candidates finds what trying every choice finds."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.abridgement.best_path import Node, find_best_path, get_length

_worths = st.integers(1, 30).map(float)
_lengths = st.integers(1, 12).map(float)


@st.composite
def _rows(draw: st.DrawFn) -> list[Node]:
    """Up to seven candidates in paragraphs under headings, with needs of every kind."""
    nodes: list[Node] = []
    headings: tuple[tuple[object, float], ...] = ()
    for number in range(draw(st.integers(1, 7))):
        before = headings
        opens = number == 0 or draw(st.booleans())
        if opens and draw(st.booleans()):
            headings = ((f"heading {number}", draw(_lengths)),)
        is_first = number == 0
        nodes.append(
            Node(
                number=number,
                worth=draw(_worths),
                length=draw(_lengths),
                headings=headings,
                n_shared=len(headings) if headings == before and not is_first else 0,
                opens_passage=opens,
                needs_neighbour=not is_first and draw(st.booleans()),
                needs_paragraph=not opens and draw(st.booleans()),
                needs_passage=opens and not is_first and draw(st.booleans()),
                needs_following=draw(st.integers(0, 4)) == 0,
                alone_cost=draw(st.integers(0, 5)) / 2,
                unanswered_cost=draw(st.integers(0, 5)) / 2,
                opening_gain=draw(st.integers(0, 9)) / 2,
                closing_gain=draw(st.integers(0, 9)) / 2,
                dropped=draw(st.integers(0, 6)) == 0,
            )
        )
    return nodes


def _passages(nodes: list[Node]) -> list[int]:
    found: list[int] = []
    for node in nodes:
        found.append((found[-1] if found else 0) + node.opens_passage)
    return found


def _is_sound(nodes: list[Node], kept: frozenset[int]) -> bool:
    """Every firm need of every kept candidate is met."""
    passages = _passages(nodes)
    for node in nodes:
        if node.number not in kept:
            continue
        at = node.number
        earlier = [passages[other] for other in kept if other < at]
        if node.dropped or (node.needs_neighbour and at - 1 not in kept):
            return False
        if node.needs_following and at + 1 not in kept:
            return False
        if node.needs_paragraph and passages[at] not in earlier:
            return False
        if node.needs_passage and passages[at] - 1 not in earlier:
            return False
    return True


def _net_worth(nodes: list[Node], kept: frozenset[int], price: float) -> float:
    """Worth less length and what is broken, by the definitions of the fields."""
    if not kept:
        return 0.0
    total = nodes[min(kept)].opening_gain + nodes[max(kept)].closing_gain
    for number in kept:
        node = nodes[number]
        total += node.worth
        if number - 1 not in kept and not node.needs_neighbour:
            total -= node.alone_cost
        if number + 1 not in kept and number != max(kept):
            total -= node.unanswered_cost
    return total - price * get_length(nodes, kept)


def _choices(n_nodes: int) -> list[frozenset[int]]:
    found: list[frozenset[int]] = []
    for size in range(n_nodes + 1):
        found += map(frozenset, combinations(range(n_nodes), size))
    return found


@settings(max_examples=200, deadline=None)
@given(_rows(), st.sampled_from([0.0, 0.5, 1.0, 2.0, 5.0]))
def test_the_walk_finds_the_best_of_all_choices(nodes: list[Node], price: float) -> None:
    """No choice that meets the firm needs is worth more than the one the walk returns."""
    sound = [kept for kept in _choices(len(nodes)) if _is_sound(nodes, kept)]
    best = max(_net_worth(nodes, kept, price) for kept in sound)
    found = find_best_path(nodes, price)
    assert _is_sound(nodes, found)
    assert abs(_net_worth(nodes, found, price) - best) < 1e-6


@given(_rows())
def test_a_higher_price_buys_no_longer_text(nodes: list[Node]) -> None:
    """The length of the choice falls, or stays, as the price of length rises."""
    lengths = [get_length(nodes, find_best_path(nodes, price)) for price in (0.0, 1.0, 3.0, 9.0)]
    assert lengths == sorted(lengths, reverse=True)


def test_a_heading_is_paid_once() -> None:
    """Two candidates under one heading carry its length once; a cut section carries none."""
    row = [
        Node(0, 1.0, 10.0, (("a", 3.0),), opens_passage=True),
        Node(1, 1.0, 10.0, (("a", 3.0),), n_shared=1, opens_passage=True),
        Node(2, 1.0, 10.0, (("b", 5.0),), opens_passage=True),
    ]
    assert get_length(row, frozenset({0, 1})) == 23.0
    assert get_length(row, frozenset({1})) == 13.0
    assert get_length(row, frozenset({0, 2})) == 28.0
    assert get_length([replace(node, headings=()) for node in row], frozenset({0})) == 10.0
