"""Edges of chains: what else is the same where both sides go on from the same place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsletter.dedupe.align import Chain, Match
from newsletter.dedupe.edges import widen
from newsletter.dedupe.likeness import Likeness
from tests.dedupe.pieces import manuscript_of, segment, sentence

A, B, C, D, E, F = (sentence(n) for n in range(1, 7))
S, T, U = (sentence(n, 6) for n in range(10, 13))
ONE = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが町の決まりである。"
NEAR = ONE.replace("乾いた網を夕方までに", "乾いた縄を朝のうちに")  # only between neighbours


def widened(
    old: Sequence[str], new: Sequence[str], *chains: Sequence[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """Chains of pairs (segment, passage) after widening."""
    manuscript = manuscript_of([segment(text) for text in old])
    passages = manuscript.passages
    equal = Likeness("equal", 1.0)
    given = [
        Chain(tuple(Match(number, passages[index], equal) for number, index in chain))
        for chain in chains
    ]
    found = widen(manuscript, [segment(text) for text in new], given)
    return [[(one.segment, one.passage.index) for one in chain.matches] for chain in found]


BESIDE = {
    "a short line below": ([A, S], [A, S], [(0, 0), (1, 1)]),
    "a short line above": ([S, A], [S, A], [(0, 0), (1, 1)]),
    "both": ([S, A, T], [S, A, T], [(0, 0), (1, 1), (2, 2)]),
    "a wording that changed more": ([A, ONE], [A, NEAR], [(0, 0), (1, 1)]),
    "behind a fresh segment": ([A, S], [A, B, S], [(0, 0), (2, 1)]),
    "behind a passage": ([A, B, S], [A, S], [(0, 0), (1, 2)]),
    "from neighbour to neighbour": ([A, ONE, S], [A, NEAR, S], [(0, 0), (1, 1), (2, 2)]),
}


@pytest.mark.parametrize(("old", "new", "chain"), BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_a_chain_on_both_sides_joins_it(
    old: list[str], new: list[str], chain: list[tuple[int, int]]
) -> None:
    """A short line and a changed wording are believed right beside a match."""
    anchor = (new.index(A), old.index(A))
    assert widened(old, new, [anchor]) == [chain]


ALONE = {
    "another line": ([A, S], [A, T]),
    "the other side": ([S, A], [A, S]),
    "a wording that changed more, behind a fresh segment": ([A, ONE], [A, B, NEAR]),
    "a wording that changed more, behind a passage": ([A, B, ONE], [A, NEAR]),
    "a short line behind one of each": ([A, B, S], [A, C, S]),
    "a short line behind two": ([A, S], [A, B, C, S]),
    "nothing beside it": ([A], [A]),
}


@pytest.mark.parametrize(("old", "new"), ALONE.values(), ids=ALONE)
def test_what_stands_farther_away_needs_more(old: list[str], new: list[str]) -> None:
    """A short line may stand again by chance, and two wordings may be two thoughts."""
    assert widened(old, new, [(0, old.index(A))]) == [[(0, old.index(A))]]


@pytest.mark.parametrize(("weight", "n_matches"), [(20, 2), (19, 1)])
def test_farther_away_an_equal_segment_is_long(weight: int, n_matches: int) -> None:
    """From twenty letters on it is no chance."""
    text = sentence(20, weight)
    assert len(widened([A, B, text], [A, C, text], [(0, 0)])[0]) == n_matches


SLIP = ONE.replace("棚へ", "棚に")  # alike enough without any neighbour


@pytest.mark.parametrize(("old", "new"), [([A, B, ONE], [A, C, SLIP]), ([A, ONE], [A, B, C, SLIP])])
def test_farther_away_a_wording_is_nearly_the_same(old: list[str], new: list[str]) -> None:
    """What differs in a letter is believed where what changed more is not."""
    assert widened(old, new, [(0, 0)]) == [[(0, 0), (len(new) - 1, len(old) - 1)]]
    assert widened(old, [*new[:-1], NEAR], [(0, 0)]) == [[(0, 0)]]


@pytest.mark.parametrize("n_fresh", range(4))
@pytest.mark.parametrize("n_passages", range(4))
def test_two_may_be_stepped_over_on_either_side(n_fresh: int, n_passages: int) -> None:
    """Further on the neighbourhood proves nothing any more."""
    old = [A, *[sentence(30 + n) for n in range(n_passages)], B]
    new = [A, *[sentence(40 + n) for n in range(n_fresh)], B]
    is_near = max(n_fresh, n_passages) <= 2
    found = [(0, 0), (len(new) - 1, len(old) - 1)] if is_near else [(0, 0)]
    assert widened(old, new, [(0, 0)]) == [found]


def test_after_a_match_two_more_may_be_stepped_over() -> None:
    """What was missed before it does not count any more."""
    old = [A, B, C]
    new = [A, D, E, B, F, sentence(9), C]
    assert widened(old, new, [(0, 0)]) == [[(0, 0), (3, 1), (6, 2)]]


@pytest.mark.parametrize("above", [False, True])
def test_an_edge_is_twelve_segments_long(above: bool) -> None:
    """A chain that was believed by itself reaches as far as its own words do."""
    lines = [sentence(20 + n, 8) for n in range(15)]
    body = [*lines, A] if above else [A, *lines]
    anchor = body.index(A)
    (chain,) = widened(body, body, [(anchor, anchor)])
    assert len(chain) == 1 + 12
    assert (anchor, anchor) in chain


def test_the_ends_of_the_manuscript_end_an_edge() -> None:
    """Beyond the first and the last passage nothing is compared, from neither side."""
    assert widened([A], [S, A, T], [(1, 0)]) == [[(1, 0)]]
    assert widened([A, T, S], [S, A], [(1, 0)]) == [[(1, 0)]]


def test_what_two_chains_could_have_goes_to_the_first() -> None:
    """A segment between two chains is matched once."""
    old = [A, S, T, B]
    new = [A, S, T, B]
    first, second = widened(old, new, [(0, 0)], [(3, 3)])
    assert first == [(0, 0), (1, 1), (2, 2)]
    assert second == [(3, 3)]


def test_a_chain_reaches_down_to_the_one_below() -> None:
    """Whichever of several it is, and the last one to the end."""
    body = [A, B, S, C, T]
    chains = widened(body, body, [(0, 0)], [(1, 1)], [(3, 3)])
    assert chains == [[(0, 0)], [(1, 1), (2, 2)], [(3, 3), (4, 4)]]


def test_the_second_chain_takes_what_the_first_cannot() -> None:
    """Above it, down to the last segment that the first one has."""
    old = [A, C, D, E, S, B]
    new = [A, S, B]
    assert widened(old, new, [(0, 0)], [(2, 5)]) == [[(0, 0)], [(1, 4), (2, 5)]]


def test_an_edge_takes_no_passage_of_its_own_chain_twice() -> None:
    """A chain with a gap has passages above its first one only."""
    old = [S, A, B]
    new = [S, S, A, B]
    (chain,) = widened(old, new, [(2, 1), (3, 2)])
    assert chain[-2:] == [(2, 1), (3, 2)]
    assert len({index for _, index in chain}) == len(chain)


def test_a_chain_stays_in_order() -> None:
    """Widening adds above and below; what was there stays as it was."""
    old = [S, A, B, T, C, U]
    (chain,) = widened(old, old, [(1, 1), (2, 2), (4, 4)])
    assert chain == sorted(chain)
    assert {(1, 1), (2, 2), (4, 4), (0, 0), (5, 5)} <= set(chain)
