"""What the walk is told of a candidate: its firm needs, what it loses alone."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from newsletter.abridgement.best_path import Node
from newsletter.abridgement.bonds import find_bonds
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.hanging import STANDS, Hanging
from newsletter.abridgement.nodes import (
    ALONE_COST,
    CLOSE_SHARE,
    END_WORTH,
    FIRM_NEED,
    MAX_CLOSE,
    OPENING_GAIN,
    SURE_BACKWARD,
    SURE_FORWARD,
    SURE_OPENING,
    TURN_COST,
    UNANSWERED_COST,
    build_material,
    build_nodes,
)
from newsletter.abridgement.scoring import score_candidates

BODY = (
    "橋が開いた。町の人は駅の前で祝った。これは四月の話だ。\n\n図書館は夜も開く。\n\n- 橋\n- 川\n"
)


def nodes_of(
    needs_before: float = 0.0, opens: float = 0.0, hanging: Hanging = STANDS
) -> list[Node]:
    """The nodes of the article, every candidate with the same learned likelihoods."""
    article = parse_article(BODY)
    scored = [
        replace(
            one,
            score=1.0,
            part_scores=(),
            opens=opens,
            needs_before=needs_before,
            hanging=hanging,
        )
        for one in score_candidates(article, "ja")
    ]
    return build_nodes(build_material(article, scored, find_bonds(article, "ja"), len), {})


FIRM = [
    pytest.param({}, {2}, id="rules alone"),
    pytest.param({"needs_before": FIRM_NEED}, {2}, id="not above the limit"),
    pytest.param({"needs_before": FIRM_NEED + 0.01}, {1, 2}, id="inside a paragraph"),
    # 2 points at the one before it, and no text begins so
    pytest.param({"needs_before": 0.9, "opens": SURE_OPENING}, {2}, id="sure opening"),
    pytest.param({"needs_before": 0.9, "opens": SURE_OPENING - 0.01}, {1, 2}, id="likely opening"),
]


@pytest.mark.parametrize(("known", "firm"), FIRM)
def test_who_needs_its_neighbour(known: dict[str, Any], firm: set[int]) -> None:
    """A rule or a learned likelihood makes a need firm; a paragraph's head and a list have none."""
    assert {node.number for node in nodes_of(**known) if node.needs_neighbour} == firm


@pytest.mark.parametrize("likelihood", [0.0, 0.1, 0.5])
def test_what_is_lost_alone(likelihood: float) -> None:
    """The cost grows with the likelihood, and nothing is lost where nothing is needed."""
    first = nodes_of(needs_before=likelihood)[0]
    assert first.alone_cost == pytest.approx(ALONE_COST * likelihood * first.worth)


def test_what_hangs_loses_as_much_as_it_is_likely() -> None:
    """Before and behind alike, and of two likelihoods for one side the greater counts."""
    first = nodes_of(needs_before=0.1, hanging=Hanging(0.5, 0.3))[0]
    assert first.alone_cost == pytest.approx(ALONE_COST * 0.3 * first.worth)
    assert first.unanswered_cost == pytest.approx(ALONE_COST * 0.5 * first.worth)


def test_what_surely_hangs_is_there_with_its_neighbour() -> None:
    """Forward with what follows; backward with the sentence before it, or its passage."""
    waiting = nodes_of(hanging=Hanging(SURE_FORWARD, 0.0))
    assert all(node.needs_following for node in waiting)
    likely = nodes_of(hanging=Hanging(SURE_FORWARD - 0.01, SURE_BACKWARD - 0.01))
    assert [node.needs_following for node in likely] == [
        node.needs_following for node in nodes_of()
    ]
    pointing = nodes_of(hanging=Hanging(0.0, SURE_BACKWARD))
    assert not pointing[0].needs_before
    assert all(node.needs_before for node in pointing[1:])
    assert {node.number for node in pointing if node.needs_neighbour} == {1, 2}
    assert {node.number for node in pointing if node.needs_passage} == {3, 4}


def test_an_answered_claim_loses_the_greater_of_two_costs() -> None:
    """What a rule says of a claim that is refused counts where the model expects less."""
    article = parse_article("客は増えると言われた。しかし、実際には減った。\n")
    for forward, share in ((0.1, UNANSWERED_COST), (0.5, ALONE_COST * 0.5)):
        hanging = Hanging(forward, 0.0)
        scored = [
            replace(one, score=1.0, part_scores=(), hanging=hanging)
            for one in score_candidates(article, "ja")
        ]
        bonds = find_bonds(article, "ja")
        first = build_nodes(build_material(article, scored, bonds, len), {})[0]
        assert first.unanswered_cost == pytest.approx(share * first.worth)


def test_a_paragraph_that_turns_loses_the_greater_of_two_costs() -> None:
    """A rule says what it costs where the model expects less."""
    article = parse_article("客は増えると言われた。\n\nしかし、実際には減った。\n")
    bonds = find_bonds(article, "ja")
    for likelihood, share in ((0.1, TURN_COST), (0.9, ALONE_COST * 0.9)):
        scored = [
            replace(
                one,
                score=1.0,
                part_scores=(),
                ends=0.0,
                needs_before=likelihood,
                hanging=STANDS,
            )
            for one in score_candidates(article, "ja")
        ]
        last = build_nodes(build_material(article, scored, bonds, len), {})[-1]
        assert last.alone_cost == pytest.approx(share * last.worth)


def test_length_is_not_worth() -> None:
    """A long sentence of one score is worth as much as a short one."""
    assert {node.worth for node in nodes_of()[:4]} == {1.0}


# ------------------------------------------------------------------ the row as a whole

LONG = """橋の話をする。

## 橋

**開通**

橋が開いた。町は祝った。

### 費用

費用は増えた。

## 川

川は静かだ。

- 船
- 網
- 港
"""


def row(
    *,
    kept: frozenset[int] = frozenset(),
    dropped: frozenset[int] = frozenset(),
    shortened: dict[int, int] | None = None,
    body: str = LONG,
    score: float = 1.0,
    opens: float = 0.0,
    ends: float = 0.0,
    needs_before: float | None = None,
    budget: float = math.inf,
) -> list[Node]:
    """The nodes of an article whose candidates all score the same."""
    article = parse_article(body)
    scored = [
        replace(
            one,
            score=score,
            part_scores=(),
            opens=opens,
            ends=ends,
            needs_before=one.needs_before if needs_before is None else needs_before,
            hanging=STANDS,
        )
        for one in score_candidates(article, "ja")
    ]
    material = build_material(article, scored, find_bonds(article, "ja"), len, kept, dropped)
    return build_nodes(material, shortened or {}, budget)


def test_headings_and_labels_stand_over_what_they_hold() -> None:
    """Outermost first, each with its length."""
    lengths = [[length for _, length in node.headings] for node in row()]
    assert lengths[0] == []
    assert lengths[1] == lengths[2] == [1, 2]  # 橋, 開通
    assert lengths[3][:2] == [1, 2]  # 橋, 費用
    assert lengths[-1] == [1]  # 川


def test_headings_are_shared_from_the_outside() -> None:
    """Under the first of its own, nothing is shared any more."""
    shared = [node.n_shared for node in row()]
    assert shared[:3] == [0, 0, 2]
    assert shared[3] == 1
    assert shared[4] == 0  # 川 is another heading than 橋
    assert shared[5] == 1


def test_a_list_is_as_long_as_the_parts_that_may_stand() -> None:
    """And worth as much."""
    whole, short = row()[-1], row(shortened={len(row()) - 1: 2})[-1]
    assert (whole.length, whole.worth) == (3, 3.0)
    assert (short.length, short.worth) == (2, 2.0)


def test_lines_of_code_are_worth_what_the_best_of_them_is() -> None:
    """They say one thing together."""
    (node,) = row(body="```\na\nb\nc\n```\n")
    assert node.worth == 1.0


def test_a_pinned_candidate_needs_nothing() -> None:
    """It is worth more than all others together, and loses nothing alone."""
    number = 2
    free, pinned = (
        row(needs_before=0.9)[number],
        row(kept=frozenset({number}), needs_before=0.9)[number],
    )
    assert free.needs_neighbour
    assert free.alone_cost > 0
    assert not pinned.needs_neighbour
    assert pinned.alone_cost == 0
    assert pinned.worth > sum(node.worth for node in row())


def test_a_dropped_candidate_is_out() -> None:
    """It, and no other."""
    assert [node.number for node in row(dropped=frozenset({1})) if node.dropped] == [1]
    assert not any(node.dropped for node in row())


def test_places_gain_in_average_sentences() -> None:
    """A beginning of an article whose sentences score twice as much gains twice as much."""
    single, double = row(opens=0.5, ends=0.2), row(score=2.0, opens=0.5, ends=0.2)
    assert double[0].opening_gain == pytest.approx(2 * single[0].opening_gain)
    assert double[0].closing_gain == pytest.approx(2 * single[0].closing_gain)
    assert single[0].opening_gain == pytest.approx(OPENING_GAIN * 0.5)
    assert single[0].closing_gain == pytest.approx(MAX_CLOSE * 0.2 + END_WORTH)
    assert row()[0].opening_gain == 0


def test_the_close_has_its_share_of_the_budget() -> None:
    """It gains what a tenth of the sentences are worth that fit, and no more than a few of them."""
    whole = sum(node.length for node in row())
    for n_fit in (1, 5, 20):
        nodes = row(ends=1.0, budget=whole * n_fit / len(row()))
        assert nodes[0].closing_gain - END_WORTH == pytest.approx(CLOSE_SHARE * n_fit)
    wide = row(ends=1.0, budget=1000 * whole)[0]
    assert wide.closing_gain - END_WORTH == pytest.approx(MAX_CLOSE)


def test_an_end_that_opens_something_costs_what_a_close_gains() -> None:
    """And what is neither gains its worth alone."""
    opening, plain, close = (row(ends=ends)[0].closing_gain for ends in (-1.0, 0.0, 1.0))
    assert plain == pytest.approx(END_WORTH)
    assert close - plain == pytest.approx(plain - opening)
    assert opening < 0


@pytest.mark.parametrize("ends", [-1.0, 0.0, 0.5, 1.0])
def test_a_close_gains_as_far_as_what_it_leans_on_is_there(ends: float) -> None:
    """Inside its passage, and unless it is pinned; what is no close loses nothing more."""
    free, plain = row(ends=ends, needs_before=0.2), row(needs_before=0.2)
    lost = [one.alone_cost - other.alone_cost for one, other in zip(free, plain, strict=True)]
    assert lost[2] == pytest.approx(0.2 * MAX_CLOSE * max(0.0, ends))  # 町は祝った。
    assert lost[1] == 0  # 橋が開いた。
    assert row(ends=ends, needs_before=0.2, kept=frozenset({2}))[2].alone_cost == 0


def test_a_pin_does_not_change_what_is_usual() -> None:
    """Its worth is no sentence's."""
    usual = row(opens=0.5)[0].opening_gain
    assert row(opens=0.5, kept=frozenset({1}))[0].opening_gain == pytest.approx(usual)


def test_only_what_somebody_asks_about_is_remembered() -> None:
    """The sentence before one that needs it, and no other."""
    watched = [node.number for node in nodes_of() if node.is_watched]
    assert watched == [1]  # これは四月の話だ needs the sentence before it
    learned = [node.number for node in nodes_of(needs_before=0.1) if node.is_watched]
    assert learned == [0, 1, 2, 3]  # each but the last is the one before another


def test_an_image_is_no_node() -> None:
    """It goes with the text beside it."""
    numbers = [node.number for node in row(body="橋だ。\n\n![橋](a.png)\n\n川だ。\n")]
    assert len(numbers) == 2


def test_an_article_of_nothing_has_no_nodes() -> None:
    """Nor one of pictures."""
    assert row(body="") == []
    assert row(body="![橋](a.png)\n") == []


def _make_sure(second: str) -> list[Node]:
    """The nodes of an article with a second paragraph, each a sure opening."""
    article = parse_article(f"橋が開いた。\n\n{second}\n")
    scored = [replace(one, opens=1.0, hanging=STANDS) for one in score_candidates(article, "ja")]
    return build_nodes(build_material(article, scored, find_bonds(article, "ja"), len), {})


@pytest.mark.parametrize(
    ("second", "free"),
    [
        ("しかし、橋は閉じた。", False),
        ("これは四月の橋だ。", False),
        ("この橋の核心は、塔にある。", False),
        ("同社は塔を建てた。", False),
        # how things stand, what points at now, and what points at nothing
        ("そんな中で、県が塔を建てた。", True),
        ("こうした中、県が塔を建てた。", True),
        ("この間、県が塔を建てた。", True),
        ("県が塔を建てた。", True),
    ],
)
def test_no_text_begins_with_a_turn_or_a_pointer(second: str, free: bool) -> None:
    """However sure an opening is, it gains nothing as one."""
    assert (_make_sure(second)[1].opening_gain > 0) is free


@pytest.mark.parametrize(
    ("second", "needs"),
    [
        ("しかし、橋は閉じた。", True),
        ("これは四月の橋だ。", True),
        ("こうした中、県が塔を建てた。", False),
    ],
)
def test_a_sure_opening_needs_nothing_unless_no_text_begins_so(second: str, needs: bool) -> None:
    """What it turns against or points at has to stand."""
    assert _make_sure(second)[1].needs_passage is needs
