"""A choice that is too short is filled, with all that its candidates need."""

from __future__ import annotations

from typing import Any

import pytest

from newsletter.abridgement.best_path import Node, find_best_path, get_length
from newsletter.abridgement.filling import fill, find_bundle

HEAD = (("heading", 3.0),)


def row(**needs: dict[str, Any]) -> list[Node]:
    """Five nodes of worth 2 and length 2; `n1=...` gives the needs of node 1."""
    return [
        Node(number, 2.0, 2.0, opens_passage=number in (0, 3), **needs.get(f"n{number}", {}))
        for number in range(5)
    ]


BUNDLES = [
    pytest.param({}, 2, {2}, id="nothing needed"),
    pytest.param({"n2": {"needs_neighbour": True}}, 2, {1, 2}, id="neighbour"),
    pytest.param(
        {"n2": {"needs_neighbour": True}, "n1": {"needs_neighbour": True}}, 2, {0, 1, 2}, id="chain"
    ),
    pytest.param({"n2": {"needs_following": True}}, 2, {2, 3}, id="what follows"),
    pytest.param({"n2": {"needs_paragraph": True}}, 2, {1, 2}, id="paragraph"),
    pytest.param({"n3": {"needs_passage": True}}, 3, {2, 3}, id="passage"),
    pytest.param({"n1": {"dropped": True}}, 1, set(), id="dropped"),
    pytest.param(
        {"n2": {"needs_neighbour": True}, "n1": {"dropped": True}}, 2, set(), id="needs a dropped"
    ),
    pytest.param(
        {"n1": {"needs_following": True}, "n2": {"needs_neighbour": True}}, 1, {1, 2}, id="pair"
    ),
    pytest.param({"n0": {"needs_all": (2, 4)}}, 0, {0, 2, 4}, id="all, far away"),
    pytest.param({"n0": {"needs_any": (3, 4)}}, 0, {0, 3}, id="one, far away"),
    pytest.param({"n0": {"needs_all": (9,)}}, 0, {0}, id="what is no candidate"),
]


@pytest.mark.parametrize(("needs", "at", "bundle"), BUNDLES)
def test_a_bundle_is_all_that_is_needed(
    needs: dict[str, dict[str, Any]], at: int, bundle: set[int]
) -> None:
    """A candidate comes with what it needs, and not at all where that is dropped."""
    assert find_bundle(row(**needs), at, frozenset()) == bundle


THERE = [
    pytest.param({"n2": {"needs_neighbour": True}}, 2, {1}, {2}, id="neighbour is there"),
    pytest.param({"n2": {"needs_paragraph": True}}, 2, {0}, {2}, id="something earlier is there"),
    pytest.param(
        {"n3": {"needs_passage": True}}, 3, {1}, {3}, id="something of the passage before is there"
    ),
    pytest.param({}, 2, {2}, set(), id="it is there itself"),
    pytest.param({"n0": {"needs_all": (2, 4)}}, 0, {4}, {0, 2}, id="one of all is there"),
    pytest.param({"n0": {"needs_any": (3, 4)}}, 0, {4}, {0}, id="one of some is there"),
    pytest.param({"n4": {"needs_paragraph": True}}, 4, {2}, {3, 4}, id="other paragraph"),
]


@pytest.mark.parametrize(("needs", "at", "kept", "bundle"), THERE)
def test_what_is_there_is_not_added(
    needs: dict[str, dict[str, Any]], at: int, kept: set[int], bundle: set[int]
) -> None:
    """What is kept already is no part of a bundle; another paragraph does not serve."""
    assert find_bundle(row(**needs), at, frozenset(kept)) == bundle


FILLS = [
    pytest.param({0, 4}, 4.0, 4.0, 4.0, {0, 4}, id="long enough"),
    pytest.param({0, 4}, 5.0, 6.0, 6.0, {0, 1, 4}, id="one more, the first of equals"),
    pytest.param({0, 4}, 9.0, 9.0, 9.0, {0, 1, 2, 4}, id="never over the most"),
    pytest.param({0, 4}, 10.0, 10.0, 10.0, {0, 1, 2, 3, 4}, id="all of it"),
    pytest.param({1, 2}, 4.0, 8.0, 8.0, {1, 2}, id="not outside what was chosen"),
    pytest.param({1, 2}, 6.0, 6.0, 6.0, {0, 1, 2}, id="outside where it is too short"),
]


@pytest.mark.parametrize(("kept", "least", "wanted", "most", "expected"), FILLS)
def test_fill(kept: set[int], least: float, wanted: float, most: float, expected: set[int]) -> None:
    """Candidates between the chosen ones are added up to the length wanted, no further."""
    filled = fill(row(), frozenset(kept), least=least, wanted=wanted, most=most)
    assert filled == expected


def test_the_best_for_its_length_is_added() -> None:
    """Of two that fit the one of more worth for its length comes in, its new headings counted."""
    plain, dear = Node(1, 3.0, 2.0), Node(2, 4.0, 2.0)
    nodes = [Node(0, 1.0, 1.0, opens_passage=True), plain, dear, Node(3, 1.0, 1.0)]
    kept = frozenset({0, 3})
    assert fill(nodes, kept, least=4, wanted=4, most=4) == {0, 2, 3}
    headed = Node(2, 4.0, 2.0, headings=HEAD, opens_passage=True)
    nodes = [nodes[0], plain, headed, nodes[3]]
    assert fill(nodes, kept, least=4, wanted=4, most=9) == {0, 1, 3}


PATHS = [
    pytest.param([Node(0, 2.0, 1.0)], 1.0, {0}, id="worth its price"),
    pytest.param([Node(0, 2.0, 1.0)], 3.0, set(), id="not worth its price"),
    pytest.param([Node(0, 2.0, 1.0, dropped=True)], 0.0, set(), id="dropped"),
    pytest.param([Node(0, 2.0, 1.0, needs_following=True)], 0.0, set(), id="nothing follows"),
    pytest.param([Node(0, 4.0, 1.0, headings=HEAD)], 1.5, set(), id="its heading is too dear"),
    pytest.param([Node(0, 7.0, 1.0, headings=HEAD)], 1.5, {0}, id="worth its heading"),
    pytest.param([Node(0, 1.0, 2.0), Node(1, 3.0, 1.0)], 1.0, {1}, id="the better alone"),
    pytest.param(
        [Node(0, 1.0, 2.0), Node(1, 3.0, 1.0, needs_neighbour=True)], 1.0, {0, 1}, id="its target"
    ),
    pytest.param(
        [Node(0, 1.0, 5.0), Node(1, 3.0, 1.0, needs_neighbour=True)], 1.0, set(), id="dear target"
    ),
    pytest.param([], 1.0, set(), id="no candidates"),
]


@pytest.mark.parametrize(("nodes", "price", "expected"), PATHS)
def test_small_paths(nodes: list[Node], price: float, expected: set[int]) -> None:
    """A candidate is chosen when it is worth more than its length, headings and needs cost."""
    assert find_best_path(nodes, price) == expected


def test_a_heading_is_measured_once() -> None:
    """Two candidates under one heading share its length; a heading that ended counts again."""
    one = Node(0, 1.0, 1.0, headings=HEAD, opens_passage=True)
    two = Node(1, 1.0, 1.0, headings=HEAD, n_shared=1)
    three = Node(2, 1.0, 1.0, headings=(("other", 5.0),), opens_passage=True)
    nodes = [one, two, three]
    assert get_length(nodes, frozenset({0, 1})) == 5.0
    assert get_length(nodes, frozenset({1})) == 4.0
    assert get_length(nodes, frozenset({0, 2})) == 10.0
    assert get_length(nodes, frozenset()) == 0.0
