"""Placement: where the fresh segments of a stretch go, and which of them stand at a tear."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.dedupe.align import Chain, Match
from newsletter.dedupe.likeness import Likeness
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.placement import Stretch, note_edges, place_fresh
from newsletter.dedupe.segment import Segment
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

A, B, C, D, E = (sentence(n) for n in range(1, 6))
EQUAL = Likeness("equal", 1.0)

Pairs = Sequence[tuple[int, int]]


def stretch_of(
    manuscript: Manuscript, segments: Sequence[Segment], chains: Sequence[Pairs], lone: Pairs = ()
) -> Stretch:
    """A stretch of which some segments repeat passages: pairs of their numbers."""

    def match(pair: tuple[int, int]) -> Match:
        return Match(pair[0], manuscript.passages[pair[1]], EQUAL)

    return Stretch(
        segments,
        [Chain(tuple(map(match, chain))) for chain in chains],
        {pair[0]: match(pair) for pair in lone},
    )


def placed(
    old: str, new: str, *chains: Pairs, lone: Pairs = ()
) -> list[tuple[int, list[str], list[int]]]:
    """Each insertion: the passage before which it goes, its texts, and its paragraphs."""
    manuscript = manuscript_of(segments_of(old))
    stretch = stretch_of(manuscript, segments_of(new), chains, lone)
    return [
        (
            one.before,
            [passage.segment.text for passage in one.passages],
            [passage.home for passage in one.passages],
        )
        for one in place_fresh(manuscript, stretch)
    ]


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


PLACES = {
    "all of it is fresh": ((lines(A, B), lines(C, D)), [], [(2, [C, D])]),
    "all of it is known": ((lines(A, B), lines(A, B)), [[(0, 0), (1, 1)]], []),
    "behind the match of its paragraph": (
        (lines(A, B), lines(A + C, B)),
        [[(0, 0), (2, 1)]],
        [(1, [C])],
    ),
    "before the match of its paragraph": (
        (lines(A, B), lines(A, C + B)),
        [[(0, 0), (2, 1)]],
        [(1, [C])],
    ),
    "between two matches of a chain, before the second": (
        (lines(A, D, B), lines(A, C, B)),
        [[(0, 0), (2, 2)]],
        [(2, [C])],
    ),
    "before the heading of the second": (
        (lines(A, "## 港", B), lines(A, C, B)),
        [[(0, 0), (2, 2)]],
        [(1, [C])],
    ),
    "before a heading and a label": (
        (lines(A, "## 港", "**町**", B), lines(A, C, B)),
        [[(0, 0), (2, 3)]],
        [(1, [C])],
    ),
    "no higher than the first match": (
        (lines("## 港", B), lines("## 港", C, B)),
        [[(0, 0), (2, 1)]],
        [(1, [C])],
    ),
    "between two chains, at the end": (
        (lines(A, B, D), lines(B, C, A)),
        [[(0, 1)], [(2, 0)]],
        [(3, [C])],
    ),
    "behind the last match, at the end": ((lines(A, B), lines(A, C)), [[(0, 0)]], [(2, [C])]),
    "before the first match, at the end": ((lines(A, B), lines(C, A)), [[(1, 0)]], [(2, [C])]),
    "one part to each side": (
        (lines(A, B), lines(A + C, D, E + B)),
        [[(0, 0), (4, 1)]],
        [(1, [C]), (1, [D, E])],
    ),
    "one part to each of two chains": (
        (lines(A, B), lines(A + C, D, E + B)),
        [[(0, 0)], [(4, 1)]],
        [(1, [C]), (1, [E]), (2, [D])],
    ),
    "a paragraph that holds both matches": (
        (lines(A + B), A + C + B),
        [[(0, 0), (2, 1)]],
        [(1, [C])],
    ),
}


@pytest.mark.parametrize(("bodies", "chains", "expected"), PLACES.values(), ids=PLACES)
def test_a_fresh_run_finds_its_place(
    bodies: tuple[str, str],
    chains: list[list[tuple[int, int]]],
    expected: list[tuple[int, list[str]]],
) -> None:
    """It joins its paragraph, or its gap in the chain; else it is another ending."""
    found = placed(*bodies, *chains)
    assert [(before, texts) for before, texts, _ in found] == expected


def test_a_sentence_that_joins_a_paragraph_belongs_to_it() -> None:
    """What goes to no paragraph keeps its own, so that it is one there."""
    (_, _, head), (_, _, rest) = placed(lines(A, B), lines(A + C, D, E + B), [(0, 0), (4, 1)])
    assert head == [0]
    assert rest == [1, 1]  # D has paragraph 1 of the stretch, E that of B


def test_a_lone_match_drops_out_of_its_run() -> None:
    """The run goes on around it: the fresh segments stay together."""
    assert placed(lines(A, B), lines(C, A, D), lone=[(1, 0)]) == [(2, [C, D], [0, 2])]


def test_a_match_of_a_chain_is_not_lone() -> None:
    """It is merged once."""
    manuscript = manuscript_of(segments_of(lines(A, B)))
    stretch = stretch_of(manuscript, segments_of(lines(A, B)), [[(1, 1)]], lone=[(1, 1), (0, 0)])
    assert sorted(stretch.lone) == [0]
    assert [match.segment for match in stretch.matches()] == [0, 1]


def test_matches_of_one_chain_are_told_from_those_of_two() -> None:
    """Only between matches of one chain a run has a place in the manuscript."""
    manuscript = manuscript_of(segments_of(lines(A, B, C)))
    stretch = stretch_of(manuscript, segments_of(lines(A, B, C, D)), [[(0, 0), (1, 1)], [(2, 2)]])
    assert stretch.are_chained(0, 1)
    assert not stretch.are_chained(1, 2)
    assert not stretch.are_chained(None, 1)
    assert not stretch.are_chained(3, 1)
    assert not stretch.are_chained(1, 3)
    assert stretch.passage_at(2) is manuscript.passages[2]
    assert stretch.passage_at(3) is None
    assert stretch.passage_at(None) is None


@given(st.data())
def test_every_fresh_segment_is_placed_once(data: st.DataObject) -> None:
    """Whatever repeats what: nothing that is new gets lost, and nothing is put in twice."""
    n_old, n_new = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 8))
    breaks = [data.draw(st.sampled_from(["", "\n\n"])) for _ in range(n_new)]
    old = lines(*[sentence(n) for n in range(n_old)])
    new = "".join(sentence(30 + n) + breaks[n] for n in range(n_new)).strip()
    n_matches = data.draw(st.integers(0, min(n_old, n_new)))
    numbers = data.draw(st.permutations(range(n_new)))[:n_matches]
    places = data.draw(st.permutations(range(n_old)))[:n_matches]
    pairs = list(zip(sorted(numbers), sorted(places), strict=True))
    at = data.draw(st.integers(0, n_matches))
    chains = [chain for chain in (pairs[:at], pairs[at:]) if chain]
    found = placed(old, new, *chains)
    texts = [text for _, texts, _ in found for text in texts]
    fresh = [sentence(30 + n) for n in range(n_new) if n not in numbers]
    assert sorted(texts) == sorted(fresh)
    assert all(0 <= before <= n_old for before, _, _ in found)


# ------------------------------------------------------------------ tears


def noted(new: str, *chains: Pairs, old: str = lines(A, B)) -> tuple[list[str], list[str]]:
    """The texts that may be cut ends, and those that may be beheaded starts."""
    manuscript = manuscript_of(segments_of(old))
    stretch = stretch_of(manuscript, segments_of(new), chains)
    places: dict[int, list[Passage]] = {}
    for one in place_fresh(manuscript, stretch):
        places.setdefault(one.before, []).extend(one.passages)
    note_edges(manuscript, stretch, places)
    return (
        [passage.segment.text for passage in manuscript.stubs],
        [passage.segment.text for passage in manuscript.heads],
    )


TEARS = {
    "the ends of a stretch": (lines(C, D, E), [], [], [C]),
    "a cut end": (lines(C, D[:12]), [], [D[:12]], [C]),
    "blank lines": (lines(C, D[:12], "\n" + E), [], [D[:12]], [C, E]),
    "a paragraph is no tear": (lines(C, D[:12], E), [], [], [C]),
    "the start of a chain": (lines(C, D[:12], A), [[(2, 0)]], [D[:12]], [C]),
    "a match at a tear is not fresh": (lines(A, D), [[(0, 0)]], [], []),
    "a heading is no cut end of a sentence": (lines(C, "## 港"), [], ["## 港"], [C]),
    "a rule is nothing": (lines(C, "---"), [], [], [C]),
    "an item is no start": (lines("- 網を積む", C), [], [], []),
    "a heading is no start": (lines("## 港", C), [], [], []),
}


@pytest.mark.parametrize(("new", "chains", "stubs", "heads"), TEARS.values(), ids=TEARS)
def test_what_stands_beside_a_tear_is_noted(
    new: str, chains: list[list[tuple[int, int]]], stubs: list[str], heads: list[str]
) -> None:
    """A call may have stopped or started there: at an end, at blank lines, before a chain."""
    assert noted(new, *chains) == (stubs, heads)
