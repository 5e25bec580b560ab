"""A choice made better by exchange: small rows of nodes with given worth and length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.abridgement.best_path import PINNED, Node, get_length
from newsletter.abridgement.exchange import exchange

COSTS = (("## 費用", 4.0),)


def build(*worths: float, **changes: Mapping[int, Any]) -> list[Node]:
    """A row of paragraphs of ten units with these worths; changes by field and place."""
    nodes = [
        Node(number=at, worth=worth, length=10.0, opens_passage=True)
        for at, worth in enumerate(worths)
    ]
    for field, values in changes.items():
        for at, value in values.items():
            nodes[at] = replace(nodes[at], **{field: value})
    return nodes


def choose(
    nodes: Sequence[Node],
    kept: set[int],
    most: float,
    alike: Mapping[int, Mapping[int, float]] | None = None,
) -> set[int]:
    """What is kept after the exchange; what is alike is so both ways."""
    shares: dict[int, dict[int, float]] = {}
    for one, others in (alike or {}).items():
        for other, share in others.items():
            shares.setdefault(one, {})[other] = share
            shares.setdefault(other, {})[one] = share
    return set(exchange(nodes, kept, most, lambda number: shares.get(number, {})))


BETTER = [
    pytest.param(build(1, 2), {0}, {1}, id="a better one comes"),
    pytest.param(build(1, 2), set(), {1}, id="there is room"),
    pytest.param(build(3, 2, 2, length={1: 5.0, 2: 5.0}), {0}, {1, 2}, id="two come for one"),
    pytest.param(build(1, 2, dropped={0: True}), {0}, {1}, id="what may not be chosen goes"),
    pytest.param(build(1, 2, 3), {0, 1, 2}, {2}, id="what is too long gets shorter"),
    pytest.param(build(2, 3, headings={1: COSTS}), {0}, {0}, id="its heading has no room"),
    pytest.param(build(2, 1.5, opening_gain={1: 1.0}), {0}, {1}, id="a better beginning"),
    pytest.param(build(2, 1.5, closing_gain={1: 1.0}), {0}, {1}, id="a better end"),
]
SECTION = {0: COSTS, 1: COSTS, 2: COSTS}
OUT = {1: True, 2: True}
# The first three are a section; the worth of an average one is 2.5.
STUBS = [
    pytest.param(
        build(3, 1, 1, 2.5, 2.5, headings=SECTION, dropped=OUT), {0, 3}, {3, 4}, id="it goes"
    ),
    pytest.param(
        build(4.5, 1, 1, 2.5, 2.5, headings=SECTION, dropped=OUT), {0, 3}, {3, 4}, id="just dearer"
    ),
    pytest.param(
        build(6, 1, 1, 2.5, 2.5, headings=SECTION, dropped=OUT), {3, 4}, {0, 4}, id="a weighty one"
    ),
    pytest.param(build(3, 2.4, 1, 2.5, 2.5, headings=SECTION), {0, 1}, {0, 1}, id="two are none"),
    pytest.param(
        build(3, 1, 2.5, 2.5, headings={0: COSTS, 1: COSTS}, dropped={1: True}),
        {2, 3},
        {0, 3},
        id="half of a section",
    ),
]


@pytest.mark.parametrize(("nodes", "kept", "better"), STUBS)
def test_one_candidate_of_a_section_is_a_leftover(
    nodes: list[Node], kept: set[int], better: set[int]
) -> None:
    """A heading over one of three or more candidates costs as much as an average one is worth."""
    assert choose(nodes, kept, 24.0) == better


SAME = [
    pytest.param(build(2, 1), {0}, id="the best is there"),
    pytest.param(build(2, 2), {0}, id="an equal one does not come"),
    pytest.param(build(2, 9, dropped={1: True}), {0}, id="what may not be chosen does not come"),
    pytest.param(build(2, 9, length={1: 11.0}), {0}, id="a better one has no room"),
    pytest.param(build(2, 9, needs_neighbour={1: True}), {0}, id="nor with what it needs"),
    pytest.param(build(2, 1.9, needs_following={1: True}), {0}, id="nothing follows a question"),
    pytest.param(build(PINNED, 2), {0}, id="an editor wants it"),
    pytest.param(build(2, 2.5, alone_cost={1: 1.0}), {0}, id="it loses more alone"),
    pytest.param(build(2, 2.5, 0, unanswered_cost={1: 1.0}), {0}, id="it loses more unanswered"),
    pytest.param([], set(), id="nothing at all"),
]


@pytest.mark.parametrize(("nodes", "kept", "better"), BETTER)
def test_a_better_choice_is_found(nodes: list[Node], kept: set[int], better: set[int]) -> None:
    """One candidate goes and others come, where the whole is worth more and fits."""
    assert choose(nodes, kept, 10.0) == better


@pytest.mark.parametrize(("nodes", "kept"), SAME)
def test_the_best_choice_stays(nodes: list[Node], kept: set[int]) -> None:
    """Must not change: nothing else fits or is worth more."""
    assert choose(nodes, kept, 10.0) == kept


TWINS = [
    pytest.param({0: {1: 1.0}}, {0, 2}, id="says it all again"),
    pytest.param({0: {1: 0.4}}, {0, 2}, id="says enough again to be worth less"),
    pytest.param({0: {1: 0.1}}, {0, 1}, id="says little again"),
    pytest.param({1: {2: 1.0}}, {0, 1}, id="is like one that is not kept"),
    pytest.param({}, {0, 1}, id="says nothing again"),
]


@pytest.mark.parametrize("start", [{0, 1}, {0, 2}, set()])
@pytest.mark.parametrize(("alike", "kept"), TWINS)
def test_of_two_alike_the_lesser_is_worth_less(
    alike: dict[int, dict[int, float]], kept: set[int], start: set[int]
) -> None:
    """It goes for another one, wherever the choice began."""
    assert choose(build(3, 2, 1.5), start, 20.0, alike) == kept


def test_what_an_editor_wants_twice_stays_twice() -> None:
    """Must not change: of two pinned candidates that are alike none goes."""
    nodes = build(PINNED + 1, PINNED + 1, 1)
    assert choose(nodes, {0, 1}, 20.0, {0: {1: 1.0}}) == {0, 1}


def test_what_needs_it_goes_with_it() -> None:
    """Where a sentence goes, those that point back at it go, and what fits comes for all."""
    nodes = build(1, 1, 1, 4, length={3: 30.0}, needs_neighbour={1: True, 2: True})
    assert choose(nodes, {0, 1, 2}, 30.0) == {3}
    assert choose(nodes, {1, 2}, 20.0) == {0, 1}


# Three headings with a sentence each, the first two with another one.
NUMBERED = (((0, 1), (2, 3), (4,)),)
NUMBERS = [
    pytest.param(build(3, 2, 2, 1, 9), {0, 1, 4}, {0, 2, 4}, id="the hole is filled"),
    pytest.param(build(9, 9, 1, 1, 2), {0, 1, 4}, {0, 1, 2}, id="it is cut off behind the hole"),
    pytest.param(build(30, 30, 1, 1, 30, 1, 1, 1), {0, 1, 4}, {0, 1, 4}, id="dearer"),
    pytest.param(build(3, 3, 3, 1, 1), {0, 1, 2}, {0, 1, 2}, id="the first of three"),
]


@pytest.mark.parametrize(("nodes", "kept", "better"), NUMBERS)
def test_a_number_that_is_skipped_costs(
    nodes: list[Node], kept: set[int], better: set[int]
) -> None:
    """A heading 3 behind a heading 1 is worth less, unless it tells very much."""
    assert set(exchange(nodes, kept, 30.0, lambda _: {}, NUMBERED)) == better


# Ten headings with a sentence each, the last one dearest.
TEN = (tuple((at,) for at in range(10)),)
NO_ROOM = [
    pytest.param({}, {0, 9}, 20.0, {0, 1}, id="none for two"),
    pytest.param({}, {0, 9}, 50.0, {0, 1, 2, 3, 4}, id="none for five"),
    pytest.param({}, {0, 9}, 100.0, set(range(10)), id="enough for all"),
    pytest.param({8: True}, {0, 9}, 20.0, {0, 1}, id="nor may one be chosen"),
]


@pytest.mark.parametrize(("dropped", "kept", "most", "better"), NO_ROOM)
def test_no_number_comes_that_has_no_room(
    dropped: Mapping[int, bool], kept: set[int], most: float, better: set[int]
) -> None:
    """A row that is too long as a whole is cut off, and never filled beyond the length."""
    nodes = build(*[3.0] * 9, 4.0, dropped=dropped)
    assert set(exchange(nodes, kept, most, lambda _: {}, TEN)) == better


def test_a_pinned_number_brings_no_row_that_has_no_room() -> None:
    """A hole before what an editor wants is filled where it fits."""
    nodes = build(1, 1, 1, PINNED + 1)
    row = (tuple((at,) for at in range(4)),)
    assert len(exchange(nodes, {3}, 20.0, lambda _: {}, row)) == 2
    assert len(exchange(nodes, {3}, 40.0, lambda _: {}, row)) == 4


PASSAGE = {1: False, 2: False}


def test_a_paragraph_holds_what_leans_on_it() -> None:
    """Something earlier in its paragraph, or of the paragraph before, must be kept."""
    row = build(1, 1, 5, 1, opens_passage=PASSAGE, needs_paragraph={2: True})
    assert choose(row, {0, 3}, 20.0) in ({0, 2}, {1, 2})
    row = build(1, 1, 1, 5, opens_passage=PASSAGE, needs_passage={3: True})
    assert choose(row, {0, 1}, 20.0) in ({0, 3}, {1, 3}, {2, 3})


ROWS = st.lists(
    st.builds(
        lambda worth, length, flags, cost: Node(
            number=0,
            worth=float(worth),
            length=float(length),
            opens_passage=flags[0],
            needs_neighbour=flags[1] and not flags[0],
            needs_paragraph=flags[2] and not flags[0],
            needs_passage=flags[2] and flags[0],
            needs_following=flags[3],
            alone_cost=cost,
            dropped=flags[4],
        ),
        st.integers(1, 9),
        st.integers(1, 9),
        st.tuples(*[st.booleans()] * 5),
        st.sampled_from([0.0, 0.5]),
    ),
    min_size=1,
    max_size=9,
).map(lambda nodes: [replace(node, number=at) for at, node in enumerate(nodes)])


def holds(nodes: Sequence[Node], kept: set[int]) -> bool:
    """Every firm need of what is kept is there."""
    here, last = False, False
    for at, node in enumerate(nodes):
        if node.opens_passage:
            here, last = False, here
        if at in kept:
            before = at - 1 in kept or not at
            follows = at + 1 in kept or at + 1 == len(nodes)
            is_held = (
                (before or not node.needs_neighbour)
                and (here or not at or not node.needs_paragraph)
                and (last or not at or not node.needs_passage)
                and (follows or not node.needs_following)
            )
            if not is_held or node.dropped:
                return False
            here = True
    return True


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sets(st.integers(0, 8)), st.integers(5, 40))
def test_the_result_fits_and_holds(nodes: list[Node], kept: set[int], most: int) -> None:
    """Whatever it began with, the choice is short enough and has all that its members need."""
    found = choose(nodes, kept, float(most))
    assert get_length(nodes, frozenset(found)) <= most + 1e-9
    assert holds(nodes, found)


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sets(st.integers(0, 8)), st.integers(5, 40))
def test_numbered_headings_fit_and_hold(nodes: list[Node], kept: set[int], most: int) -> None:
    """So it is where each has a number over it, whatever fills or cuts off the holes."""
    row = tuple((node.number,) for node in nodes)
    found = set(exchange(nodes, kept, float(most), lambda _: {}, (row,)))
    assert get_length(nodes, frozenset(found)) <= most + 1e-9
    assert holds(nodes, found)


def get_worth(nodes: Sequence[Node], kept: set[int]) -> float:
    """The worth of a choice, counted anew."""
    lost = [nodes[at].alone_cost for at in kept if at - 1 not in kept]
    return sum(nodes[at].worth for at in kept) - sum(lost)


@settings(max_examples=150, deadline=None)
@given(ROWS, st.sets(st.integers(0, 8)), st.integers(5, 40))
def test_no_choice_gets_worse(nodes: list[Node], kept: set[int], most: int) -> None:
    """One that fits and holds is worth as much after the exchange at least."""
    found = choose(nodes, kept, float(most))
    again = choose(nodes, found, float(most))
    assert get_worth(nodes, again) >= get_worth(nodes, found) - 1e-9


FAR = [
    pytest.param(build(3, 1, 3, needs_all={0: (2,), 2: (0,)}), {0}, 20.0, {0, 2}, id="both come"),
    pytest.param(build(3, 2, 0.1, needs_all={0: (2,)}), {0}, 10.0, {1}, id="no room for both"),
    pytest.param(
        build(3, 2, 2, dropped={2: True}, needs_all={0: (2,)}), {0}, 20.0, {1}, id="one is out"
    ),
    pytest.param(build(3, 1, 2, needs_any={0: (1, 2)}), {0, 2}, 20.0, {0, 2}, id="one of two"),
    pytest.param(build(3, 1, 2, needs_any={0: (1, 2)}), {0}, 10.0, {2}, id="none of two"),
    pytest.param(build(3, 1, 2, needs_any={0: (9,)}), {0}, 10.0, {0}, id="what is no candidate"),
    pytest.param(
        build(3, 1, 2, dropped={2: True}, needs_all={0: (2,)}), {0, 2}, 10.0, {1}, id="one leaves"
    ),
]


@pytest.mark.parametrize(("nodes", "kept", "most", "expected"), FAR)
def test_what_is_needed_far_away_is_there(
    nodes: list[Node], kept: set[int], most: float, expected: set[int]
) -> None:
    """Wherever it stands: all that a node asks for, or one of those it asks for, or it goes."""
    assert choose(nodes, kept, most) == expected
