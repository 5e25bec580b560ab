"""Chains and gaps: what it takes for a stretch to count as a repetition, at the limits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsletter.dedupe.align import (
    align_gap,
    find_chains,
)
from newsletter.dedupe.passages import Manuscript
from newsletter.dedupe.segment import Break, Kind, Segment
from tests.dedupe.pieces import long_sentence, manuscript_of, segment, sentence

FILLER = [sentence(50 + n) for n in range(10)]  # keeps a passage away from the end
NEAR = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが町の決まりである。"
LEAD = [sentence(80), sentence(81)]  # keeps a segment away from the start of the stretch


def chains_of(
    old: Sequence[str | Segment], new: Sequence[str | Segment], *, opens: bool = False
) -> list[list[tuple[int, int]]]:
    """The chains as pairs of numbers: of the segment and of the passage.

    The new segments open the stretch, or stand behind others so far down that no call starts there.
    """
    lead = [] if opens else LEAD
    manuscript, stretch = _build(old, [*lead, *new])
    chains, _ = find_chains(manuscript, stretch)
    return [
        [(one.segment - len(lead), one.passage.index) for one in chain.matches] for chain in chains
    ]


def lone_of(old: Sequence[str | Segment], new: Sequence[str | Segment]) -> dict[int, int]:
    """The matches outside the chains: number of the segment and of the passage."""
    manuscript, stretch = _build(old, [*LEAD, *new])
    _, lone = find_chains(manuscript, stretch)
    return {number - len(LEAD): match.passage.index for number, match in lone.items()}


def _build(
    old: Sequence[str | Segment], new: Sequence[str | Segment]
) -> tuple[Manuscript, list[Segment]]:
    return manuscript_of([_one(text) for text in old]), [_one(text) for text in new]


def _one(text: str | Segment) -> Segment:
    return segment(text) if isinstance(text, str) else text


def test_nothing_repeats_nothing() -> None:
    """An empty manuscript, and a stretch in which all is fresh, have no chains and no matches."""
    assert chains_of([], [sentence(1)]) == []
    assert chains_of([sentence(1)], [sentence(2)]) == []
    assert lone_of([], [sentence(1)]) == {}
    assert lone_of([sentence(1)], [sentence(2)]) == {}


# A sentence of weight n earns n + 1.
@pytest.mark.parametrize(("excess", "n_chains"), [(0, 0), (1, 1)])
def test_a_chain_out_of_nowhere_needs_two_or_three_sentences(excess: int, n_chains: int) -> None:
    """Without a trace of a break the sentences must earn more than 120 letters together."""
    one, other = sentence(1, 59), sentence(2, 59 + excess)
    assert len(chains_of([one, other, *FILLER], [one, other])) == n_chains


@pytest.mark.parametrize(("excess", "n_chains"), [(0, 0), (1, 1)])
def test_a_chain_at_a_break_needs_one_sentence(excess: int, n_chains: int) -> None:
    """Behind blank lines one sentence must earn more than fifteen letters."""
    text = sentence(1, 14 + excess)
    again = segment(text, gap=Break.BLANK)
    assert len(chains_of([text, *FILLER], [sentence(3), again])) == n_chains


def test_a_break_counts_for_the_segment_below_too() -> None:
    """A call may begin with one fresh segment before it repeats, but not with two."""
    fresh = segment(sentence(3), gap=Break.BLANK)
    assert chains_of([sentence(1), *FILLER], [fresh, sentence(1)]) == [[(1, 0)]]
    assert chains_of([sentence(1), *FILLER], [fresh, sentence(4), sentence(1)]) == []


def test_the_start_of_a_stretch_may_be_a_break() -> None:
    """Where a stretch opens with a break, its first segments pay the lower price."""
    old = [sentence(1), *FILLER]
    assert chains_of(old, [sentence(1)]) == []
    assert chains_of(old, [sentence(1)], opens=True) == [[(0, 0)]]
    assert chains_of(old, [sentence(2), sentence(1)], opens=True) == [[(1, 0)]]
    assert chains_of(old, [sentence(2), sentence(3), sentence(1)], opens=True) == []


@pytest.mark.parametrize(("n_behind", "n_chains"), [(3, 1), (4, 0)])
def test_a_heading_is_enough_among_the_last_passages(n_behind: int, n_chains: int) -> None:
    """A call that starts with one of the last four passages needs no more than a heading."""
    text = sentence(1, 2)
    old = [*FILLER, text, *FILLER[:n_behind]]
    assert len(chains_of(old, [segment(text, gap=Break.MARK)])) == n_chains
    short = sentence(2, 1)
    assert chains_of([*FILLER, short], [segment(short, gap=Break.MARK)]) == []


@pytest.mark.parametrize(("excess", "n_chains"), [(-1, 1), (0, 2)])
def test_passages_may_be_skipped_at_a_price(excess: int, n_chains: int) -> None:
    """A chain goes on over skipped passages as long as that is cheaper than a new start."""
    skipped = long_sentence(300 + excess)
    old = [sentence(1), skipped, sentence(2), *FILLER]
    new = [segment(sentence(1), gap=Break.BLANK), segment(sentence(2), gap=Break.BLANK)]
    assert len(chains_of(old, new)) == n_chains


@pytest.mark.parametrize(("excess", "n_chains"), [(-1, 1), (0, 2)])
def test_fresh_text_costs_less(excess: int, n_chains: int) -> None:
    """A chain goes on over fresh text as long as that is cheaper than a new start."""
    fresh = long_sentence(750 + excess)
    old = [sentence(1), sentence(2), *FILLER]
    new = [
        segment(sentence(1), gap=Break.BLANK),
        segment(fresh),
        segment(sentence(2), gap=Break.BLANK),
    ]
    assert len(chains_of(old, new)) == n_chains


def test_going_back_starts_a_new_chain() -> None:
    """A chain never goes back in the manuscript; a second restart pays its own start."""
    old = [sentence(1), sentence(2), *FILLER]
    behind = segment(sentence(1), gap=Break.BLANK)
    new = [segment(sentence(2), gap=Break.BLANK), behind]
    assert chains_of(old, new) == [[(0, 1)], [(1, 0)]]


@pytest.mark.parametrize("n_restarts", [2, 3, 5])
def test_each_restart_is_a_chain_of_its_own(n_restarts: int) -> None:
    """However often a call goes back, none of what it says again gets lost."""
    old = [*[sentence(n) for n in range(n_restarts)], *FILLER]
    new = [segment(sentence(n), gap=Break.BLANK) for n in reversed(range(n_restarts))]
    expected = [[(at, n_restarts - 1 - at)] for at in range(n_restarts)]
    assert chains_of(old, new) == expected


@pytest.mark.parametrize(("n_changed", "n_chains"), [(0, 1), (6, 0)])
def test_another_wording_earns_as_much_as_it_is_alike(n_changed: int, n_chains: int) -> None:
    """Two sentences that are equal are a chain out of nowhere; nine tenths of them are not."""
    old = [sentence(1, 60), sentence(2, 60)]
    start = 60 - n_changed
    new = [
        sentence(n, start)[:-1] + sentence(20 + n, n_changed) if n_changed else sentence(n, 60)
        for n in (1, 2)
    ]
    assert len(chains_of([*old, *FILLER], new)) == n_chains


def test_a_restart_that_costs_more_than_it_earns_is_none() -> None:
    """The chains beside it stand all the same."""
    old = [sentence(1), sentence(2, 4), sentence(3), *FILLER]
    new = [
        segment(sentence(3), gap=Break.BLANK),
        segment(sentence(2, 4), gap=Break.BLANK),
        segment(sentence(1), gap=Break.BLANK),
    ]
    assert chains_of(old, new) == [[(0, 2)], [(2, 0)]]


def test_a_dense_repetition_wins_over_a_sentence_that_stands_elsewhere() -> None:
    """A sentence that stands twice in the manuscript is matched where its neighbours are."""
    refrain = sentence(9)
    old = [refrain, *FILLER, sentence(1), refrain, sentence(2), sentence(3)]
    new = [segment(sentence(1), gap=Break.MARK), segment(refrain), segment(sentence(2))]
    assert chains_of(old, new) == [[(0, 11), (1, 12), (2, 13)]]


def test_the_chains_before_are_kept_and_the_better_one_wins() -> None:
    """Of two chains that exclude each other the heavier stands; what went before stays."""
    old = [sentence(1), sentence(2), sentence(3), *FILLER]
    new = [
        segment(sentence(3), gap=Break.BLANK),
        segment(sentence(4), gap=Break.BLANK),
        segment(sentence(1), gap=Break.BLANK),
        segment(sentence(2)),
    ]
    assert chains_of(old, new) == [[(0, 2)], [(2, 0), (3, 1)]]


@pytest.mark.parametrize(("n_passages", "n_chains"), [(6, 1), (7, 0)])
def test_what_stands_too_often_tells_no_place(n_passages: int, n_chains: int) -> None:
    """A text that stands in more than six passages is no anchor."""
    again = segment(sentence(1), gap=Break.MARK)
    assert len(chains_of([sentence(1)] * n_passages, [again])) == n_chains


@pytest.mark.parametrize(("n_between", "n_chains"), [(59, 1), (60, 2)])
def test_steps_are_looked_for_among_the_last_anchors(n_between: int, n_chains: int) -> None:
    """An anchor sixty anchors further back is out of reach: the next one is a new start."""
    labels = [segment(sentence(60 + n, 1), Kind.LABEL) for n in range(n_between)]
    one, other = sentence(1, 60), sentence(2, 60)
    old = [*labels, segment(one), segment(other), *map(segment, FILLER)]
    new = [segment(one, gap=Break.MARK), *labels[::-1], segment(other, gap=Break.BLANK)]
    assert len(chains_of(old, new)) == n_chains


def test_a_chain_repeats_a_passage_once() -> None:
    """Of an equal and a longer wording the one that weighs more stands in it, and not both."""
    one, other = sentence(1, 60), sentence(2, 60)
    changed = NEAR.replace("乾いた", "よく乾いた")
    body = [one, NEAR, other, *FILLER]
    assert chains_of(body, [one, NEAR, changed, other], opens=True) == [[(0, 0), (2, 1), (3, 2)]]


def test_a_segment_repeats_one_passage() -> None:
    """What stands between its passage and the next is compared with what stands behind it."""
    one, other = NEAR + sentence(1, 60), sentence(2, 60)
    changed = one.replace("乾いた網を夕方までに", "乾いた縄を朝のうちに")
    body = [one, changed, other, *FILLER]
    assert chains_of(body, [one, other], opens=True) == [[(0, 0), (1, 2)]]


def test_what_is_equal_is_wholly_alike() -> None:
    """The report tells how alike a repeat and its passage are."""
    manuscript, stretch = _build([sentence(1), sentence(2)], [sentence(1), sentence(2)])
    (chain,), _ = find_chains(manuscript, stretch)
    assert [match.likeness.similarity for match in chain.matches] == [1.0, 1.0]


def test_a_rule_is_no_anchor() -> None:
    """Rules stand everywhere and say nothing."""
    rule = segment("---", Kind.RULE, Break.MARK)
    assert chains_of([rule], [rule]) == []


def test_the_whole_of_a_cut_sentence_matches_its_beginning() -> None:
    """A segment that completes a cut passage is an anchor, and needs no neighbours at 8 letters."""
    whole = sentence(1)
    manuscript = manuscript_of([segment(whole[:8]), segment(whole[:9]), segment("あ。")])
    manuscript.stubs.append(manuscript.passages[0])
    stretch = [*map(segment, LEAD), segment(whole)]
    _, lone = find_chains(manuscript, stretch)
    assert [(match.passage.index, match.likeness.how) for match in lone.values()] == [(0, "whole")]
    manuscript = manuscript_of([segment(whole[:7])])
    manuscript.stubs.append(manuscript.passages[0])
    assert find_chains(manuscript, stretch)[1] == {}
    assert find_chains(manuscript, [segment(sentence(2))]) == ([], {})


def test_a_short_cut_may_be_completed_where_a_call_starts() -> None:
    """Behind a marker two letters of a cut sentence are enough to know it again."""
    stub = segment(sentence(1)[:3])
    manuscript = manuscript_of([segment(sentence(2)), stub])
    manuscript.stubs.append(manuscript.passages[1])
    chains, _ = find_chains(manuscript, [segment(sentence(1), gap=Break.MARK)])
    assert [match.likeness.how for match in chains[0].matches] == ["whole"]


LONE = {
    "a long sentence": (sentence(1, 20), sentence(1, 20), True),
    "a short sentence": (sentence(1, 19), sentence(1, 19), False),
    "an item": (segment(sentence(1), Kind.ITEM), segment(sentence(1), Kind.ITEM), False),
    "a heading": (segment(sentence(1), Kind.HEADING), segment(sentence(1), Kind.HEADING), False),
    "one word more": (NEAR, NEAR.replace("乾いた", "よく乾いた"), True),
    "another wording": (
        NEAR,
        "港の倉庫では、乾いた網は夕方までに棚に片づけるのが町の決まりだ。",
        False,
    ),
    "another name": (NEAR + "ABC", NEAR.replace("乾いた", "よく乾いた") + "ABD", False),
    "another number": (NEAR + "12", NEAR.replace("乾いた", "よく乾いた") + "13", False),
    "a number more": (NEAR, NEAR.replace("乾いた", "2度乾いた"), False),
    "a name more": (NEAR, NEAR.replace("乾いた", "ロープと乾いた"), False),
    "a label nearly alike": (
        NEAR,
        segment(NEAR.replace("乾いた", "よく乾いた"), Kind.LABEL),
        False,
    ),
    "the cut beginning of a long sentence": (sentence(1, 50), sentence(1, 50)[:26], False),
    "nine tenths of it": (sentence(1, 60), sentence(1, 54)[:-1] + sentence(2, 6), True),
    "a little less": (sentence(1, 58), sentence(1, 52)[:-1] + sentence(2, 6), False),
    "22 letters": (sentence(1, 24), sentence(1, 11) + sentence(1, 24)[13:], True),
    "21 letters": (sentence(1, 23), sentence(1, 11) + sentence(1, 23)[13:], False),
    "an item nearly alike": (
        segment(NEAR, Kind.ITEM),
        segment(NEAR.replace("乾いた", "よく乾いた"), Kind.ITEM),
        False,
    ),
}


@pytest.mark.parametrize(("old", "new", "matches"), LONE.values(), ids=LONE)
def test_what_needs_no_neighbour(old: str | Segment, new: str | Segment, matches: bool) -> None:
    """Equal prose and nearly equal prose with the same facts match alone; nothing else does."""
    assert lone_of([*FILLER, old, *FILLER[:5]], [sentence(30), new]) == ({1: 10} if matches else {})


def test_of_two_equal_passages_the_first_is_the_twin() -> None:
    """A segment outside the chains is said to repeat the older one."""
    assert lone_of([sentence(1), *FILLER, sentence(1), *FILLER], [sentence(30), sentence(1)]) == {
        1: 0
    }


def test_what_is_in_a_chain_is_not_alone() -> None:
    """A segment is matched once, by its chain."""
    old = [sentence(1, 70), sentence(2, 70), *FILLER]
    assert lone_of(old, [sentence(1, 70), sentence(2, 70)]) == {}


def test_between_two_anchors_another_wording_matches() -> None:
    """The low threshold holds inside a chain, and only there."""
    variant = "港の倉庫では、乾いた網は夕方までに棚に片づけるのが町の決まりだ。"
    old = [sentence(1, 70), NEAR, sentence(2, 70), *FILLER]
    assert chains_of(old, [sentence(1, 70), variant, sentence(2, 70)]) == [[(0, 0), (1, 1), (2, 2)]]
    assert chains_of(old, [sentence(1, 70), sentence(2, 70), variant]) == [[(0, 0), (1, 2)]]


# ------------------------------------------------------------------ gaps


def gap_of(
    new: Sequence[str | Segment], old: Sequence[str | Segment], *, between: bool = True
) -> list[tuple[int, int]]:
    """The alignment of a gap as pairs of numbers."""
    manuscript, stretch = _build(old, new)
    found = align_gap(stretch, range(len(stretch)), manuscript.passages, between=between)
    return [(match.segment, match.passage.index) for match in found]


RULE = segment("---", Kind.RULE)
GAPS = {
    "nothing fresh": ([], [sentence(1)], []),
    "nothing old": ([sentence(1)], [], []),
    "in order": ([sentence(1), sentence(2)], [sentence(1), sentence(2)], [(0, 0), (1, 1)]),
    "fresh before": ([sentence(3), sentence(1)], [sentence(1)], [(1, 0)]),
    "old before": ([sentence(1)], [sentence(3), sentence(1)], [(0, 1)]),
    "crossed, the second heavier": (
        [sentence(1, 20), sentence(2, 21)],
        [sentence(2, 21), sentence(1, 20)],
        [(1, 0)],
    ),
    "crossed, the first heavier": (
        [sentence(1, 21), sentence(2, 20)],
        [sentence(2, 20), sentence(1, 21)],
        [(0, 1)],
    ),
    "two light ones beat a heavy one": (
        [sentence(1, 20), sentence(2, 12), sentence(3, 12)],
        [sentence(2, 12), sentence(3, 12), sentence(1, 20)],
        [(1, 0), (2, 1)],
    ),
    "two of one letter beat one of two": (
        ["うえ。", "あ。", "い。"],
        ["あ。", "い。", "うえ。"],
        [(1, 0), (2, 1)],
    ),
    "an equal one beats a heavier one that is less alike": (
        [NEAR, sentence(1, 31)],
        [sentence(1, 31), NEAR.replace("棚へ戻しておくのが町の", "片づけるというのが港の")],
        [(1, 0)],
    ),
    "rules": ([RULE], [RULE], [(0, 0)]),
    "a rule and a sentence": ([RULE], [sentence(1)], []),
    "short ones": (["あ。", "い。"], ["い。", "あ。"], [(1, 0)]),
}


@pytest.mark.parametrize(("new", "old", "pairs"), GAPS.values(), ids=GAPS)
def test_a_gap_is_aligned_in_order_by_weight(
    new: list[str | Segment], old: list[str | Segment], pairs: list[tuple[int, int]]
) -> None:
    """Of the alignments in order the heaviest is taken."""
    assert gap_of(new, old) == pairs


def test_a_rule_matches_only_between_neighbours() -> None:
    """Outside a chain a rule repeats nothing."""
    assert gap_of([RULE], [RULE], between=False) == []


def test_two_rules_are_equal() -> None:
    """A rule has one wording."""
    found = align_gap([RULE], [0], manuscript_of([RULE]).passages, between=True)
    assert [(match.likeness.how, match.likeness.similarity) for match in found] == [("equal", 1.0)]


@pytest.mark.parametrize(("n_changed", "n_chains"), [(3, 1), (12, 0)])
def test_an_anchor_is_near_by_the_free_threshold(n_changed: int, n_chains: int) -> None:
    """At a break the low threshold starts no chain: the neighbours do not match yet."""
    start = sentence(1, 32 - n_changed)[:-1]
    old, new = start + sentence(2, n_changed), start + sentence(3, n_changed)
    assert len(chains_of([old, *FILLER], [segment(new, gap=Break.MARK)])) == n_chains


def test_the_better_wording_is_taken() -> None:
    """Of two passages that both resemble a segment, it repeats the one that is more alike."""
    assert gap_of([NEAR], [NEAR.replace("夕方までに", "朝のうちに"), NEAR]) == [(0, 1)]
    assert gap_of([NEAR.replace("夕方までに", "朝のうちに"), NEAR], [NEAR]) == [(1, 0)]


def test_a_large_gap_is_cut() -> None:
    """In a gap of more than 4,000 pairs only the first sixty on each side are aligned."""
    width = 100
    old = [f"文{n}が続く" for n in range(width)]
    n_new = 4000 // width
    fresh = [f"句{n}も残る" for n in range(n_new)]
    assert gap_of([*fresh[1:], old[-1]], old) == [(n_new - 1, width - 1)]
    assert gap_of([*fresh, old[-1]], old) == []
    assert gap_of([*fresh, old[59]], old) == [(n_new, 59)]
    assert gap_of([*fresh, old[60]], old) == []
    assert gap_of([*fresh, *fresh[:19], old[0]], old) == [(59, 0)]
    assert gap_of([*fresh, *fresh[:20], old[0]], old) == []
