"""Which candidates are chosen: small rows with scores and lengths that are given."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from newsletter.abridgement.best_path import Trellis
from newsletter.abridgement.bonds import Bonds
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.hanging import STANDS
from newsletter.abridgement.nodes import Material, build_material
from newsletter.abridgement.scoring import score_candidates
from newsletter.abridgement.selection import choose_candidates

NAMES = "赤青白黒金銀緑紫茶桃"
NO_NEEDS = Bonds()
NEEDY = Bonds(neighbour=True)


@dataclass(frozen=True)
class One:
    """One sentence of the article, a paragraph of its own."""

    score: float
    length: float = 10.0
    begins: str = ""
    heading: str = ""
    says: str = ""
    boilerplate: bool = False
    opens: float = 0.0
    bonds: Bonds = NO_NEEDS


def build(*rows: One, kept: set[int] | None = None, dropped: set[int] | None = None) -> Material:
    """The material of an article of these sentences."""
    texts = [f"{row.begins}町は{NAMES[at % 10]}い橋を塗った。" for at, row in enumerate(rows)]
    blocks: list[str] = []
    for row, text in zip(rows, texts, strict=True):
        blocks += [f"## {row.heading}"] if row.heading else []
        blocks.append(text)
    article = parse_article("\n\n".join(blocks) + "\n")
    scored = [
        replace(
            found,
            score=row.score,
            part_scores=(),
            terms=dict.fromkeys(row.says, 1.0),
            boilerplate=row.boilerplate,
            opens=row.opens,
            closes=0.0,
            needs_before=0.0,
            hanging=STANDS,
        )
        for row, found in zip(rows, score_candidates(article, "ja"), strict=True)
    ]
    lengths = {text: row.length for row, text in zip(rows, texts, strict=True)}
    return build_material(
        article,
        scored,
        [row.bonds for row in rows],
        lambda text: lengths.get(text, 0.0),
        frozenset(kept or ()),
        frozenset(dropped or ()),
    )


TOO_LONG = [
    pytest.param([One(1), One(3), One(2)], set(), {1}, id="the one of most worth"),
    pytest.param([One(1), One(3), One(2)], {1}, {2}, id="not one that is left out"),
    pytest.param([One(1), One(3, bonds=NEEDY)], set(), {0, 1}, id="with what it needs"),
    pytest.param([One(1), One(3, bonds=NEEDY)], {0}, {1}, id="what it needs is left out"),
    pytest.param([One(3), One(2.9, opens=0.5), One(1)], set(), {1}, id="a good beginning"),
    pytest.param([One(1), One(3)], {0, 1}, {0}, id="all is left out"),
]


@pytest.mark.parametrize(("rows", "dropped", "kept"), TOO_LONG)
def test_where_nothing_fits_one_is_kept(rows: list[One], dropped: set[int], kept: set[int]) -> None:
    """Better too long than empty: one candidate with what it needs, none that is left out."""
    assert choose_candidates(build(*rows, dropped=dropped), 5.0).kept == kept


ROW = ("第一に、", "第二に、", "第三に、")


def counted(*scores: float) -> list[One]:
    """A counted row between two other sentences."""
    row = [One(score, begins=begins) for score, begins in zip(scores, ROW, strict=True)]
    return [One(1.0), *row, One(1.1)]


COUNTED = [
    pytest.param(counted(3, 0.1, 0.1), 20.0, set(), {0, 4}, id="one of three"),
    pytest.param(counted(3, 3, 0.1), 20.0, set(), {0, 4}, id="two of three"),
    pytest.param(counted(3, 3, 3), 30.0, set(), {1, 2, 3}, id="all of it"),
    pytest.param(counted(0.2, 0.1, 0.1), 20.0, set(), {0, 4}, id="none of it"),
    pytest.param(counted(3, 0.1, 0.1), 20.0, {2}, {1, 2}, id="one is pinned"),
]


@pytest.mark.parametrize(("length", "kept"), [(2.0, {1, 2}), (2.2, {0, 3}), (1.0, {1, 2})])
def test_a_row_is_completed_for_a_tenth_of_the_length(length: float, kept: set[int]) -> None:
    """What is missing of a row is added where it is short, else the row goes."""
    row = [One(9, begins=ROW[0]), One(0.1, length, begins=ROW[1])]
    rows = [One(1.0), *row, One(1.1)]
    assert choose_candidates(build(*rows), 20.0).kept >= kept


@pytest.mark.parametrize(("rows", "budget", "pinned", "kept"), COUNTED)
def test_a_row_of_which_a_part_would_fit(
    rows: list[One], budget: float, pinned: set[int], kept: set[int]
) -> None:
    """A row goes whole where a part was chosen, and is left alone whole, absent or pinned."""
    assert choose_candidates(build(*rows, kept=pinned), budget).kept == kept


FIRST_TO_GO = [
    pytest.param(One(3, boilerplate=True), 20.0, {1, 2}, id="enough without it"),
    pytest.param(One(3, boilerplate=True), 30.0, {0, 1, 2}, id="too short without it"),
    pytest.param(One(3, 2.0, boilerplate=True), 21.0, {1, 2}, id="nearly enough without it"),
    pytest.param(One(3, 2.0, boilerplate=True), 22.5, {0, 1, 2}, id="not quite enough"),
    pytest.param(One(3), 20.0, {0, 2}, id="no boilerplate"),
]


@pytest.mark.parametrize(("first", "budget", "kept"), FIRST_TO_GO)
def test_boilerplate_fills_what_is_left(first: One, budget: float, kept: set[int]) -> None:
    """A call to action comes after everything else, and only where the text is too short."""
    assert choose_candidates(build(first, One(1), One(2)), budget).kept == kept


def test_boilerplate_that_is_left_out_stays_out() -> None:
    """Must not change: what an editor leaves out does not come back to fill the text."""
    rows = [One(3, boilerplate=True), One(1), One(2)]
    assert choose_candidates(build(*rows, dropped={0}), 30.0).kept == {1, 2}


def test_boilerplate_fills_to_the_aim_and_no_further() -> None:
    """What comes back fills the text to its aim, a little over the budget, like all else."""
    calls = [One(score, length, boilerplate=True) for score, length in ((3, 19), (2, 3), (0.1, 4))]
    rows = [One(1, 80), *calls, One(1, 1)]
    assert choose_candidates(build(*rows), 100.0).kept == {0, 1, 2, 3, 4}
    rows[1] = One(3, 22, boilerplate=True)
    assert choose_candidates(build(*rows), 100.0).kept == {0, 1, 2, 4}


TWINS = [
    pytest.param("費用", "費用", {2, 3}, id="the same"),
    pytest.param("費用", "費用：", {2, 3}, id="a colon"),
    pytest.param("Costs", "COSTS", {2, 3}, id="case"),
    pytest.param("費用", "人員", {0, 2}, id="another"),
    pytest.param("", "費用", {0, 2}, id="no heading"),
]


@pytest.mark.parametrize(("one", "other", "kept"), TWINS)
def test_of_two_sections_with_one_heading_the_better_stays(
    one: str, other: str, kept: set[int]
) -> None:
    """The section of more worth stays; sections that are named apart both may."""
    rows = [One(3, heading=one), One(0.5), One(4, heading=other), One(1)]
    assert choose_candidates(build(*rows), 20.0).kept == kept


def test_of_two_equal_sections_the_first_stays() -> None:
    """The order of the article decides where worth does not."""
    rows = [One(3, heading="費用"), One(0.5), One(3, heading="費用"), One(1)]
    assert choose_candidates(build(*rows), 20.0).kept == {0, 1}


REPEATS = [
    pytest.param("橋", "橋", set(), {0, 2}, id="the same"),
    pytest.param("橋川町", "橋川駅", set(), {0, 2}, id="nearly the same"),
    pytest.param("橋川町駅", "橋雨雪風", set(), {0, 1}, id="a little of it"),
    pytest.param("橋", "川", set(), {0, 1}, id="another thing"),
    pytest.param("橋", "橋", {0, 1}, {0, 1}, id="both are pinned"),
    pytest.param("橋", "橋", {1}, {1, 2}, id="the lesser is pinned"),
]


@pytest.mark.parametrize(("one", "other", "pinned", "kept"), REPEATS)
def test_what_a_kept_one_says_is_worth_nothing(
    one: str, other: str, pinned: set[int], kept: set[int]
) -> None:
    """A thing is said once, by the candidate of more worth or the pinned one."""
    rows = [One(3, says=one), One(2.5, says=other), One(1, says="山")]
    assert choose_candidates(build(*rows, kept=pinned), 20.0).kept == kept


def test_what_was_not_kept_takes_nothing_from_what_was() -> None:
    """A sentence too long to be there is no reason to leave out the one that says the same."""
    rows = [One(3, 100.0, says="橋"), One(2.5, says="橋"), One(1, says="山")]
    assert choose_candidates(build(*rows), 20.0).kept == {1, 2}


ANSWERED = Bonds(answered=True)


def test_a_claim_that_is_half_said_loses_half_without_its_answer() -> None:
    """What is left of it to say is weighed, not what stands elsewhere already."""
    claim = One(2, says="橋川空海月", bonds=ANSWERED)
    rows = [One(3, says="橋川町駅雪"), One(0.5, says="森"), claim, One(0.01, 100.0), One(0.55)]
    assert choose_candidates(build(*rows), 20.0).kept == {0, 2}
    rows[4] = One(1.5)
    assert choose_candidates(build(*rows), 20.0).kept == {0, 4}


def test_what_has_no_length_takes_no_room() -> None:
    """A line of marks has no words: where words are counted, it comes with the rest."""
    rows = [One(3), One(1, 0.0), One(2)]
    assert choose_candidates(build(*rows), 20.0).kept == {0, 1, 2}
    assert choose_candidates(build(*rows), 10.0).kept == {0, 1}


def test_lengths_may_be_parts_of_a_minute() -> None:
    """A budget of seconds is chosen like any other: a good beginning before the densest."""
    rows = [One(1, 0.1), One(0.9, 0.1, opens=0.5), One(0.9, 0.1), One(1, 0.1)]
    assert choose_candidates(build(*rows), 0.2).kept == {1, 3}


def many(scale: float) -> list[One]:
    """Sixty sentences of mixed worth and length."""
    return [One(0.2 + (at * 37 % 61) / 30, scale * (8 + at * 53 % 29)) for at in range(60)]


WALKS = [(100.0, 13), (300.0, 7), (600.0, 8)]


@pytest.mark.parametrize(("budget", "most"), WALKS)
@pytest.mark.parametrize("scale", [1.0, 0.001])
def test_the_price_is_found_in_a_few_walks(
    budget: float, most: int, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A walk is what costs: the first price is near, the next come nearer, in any unit."""
    prices: list[float] = []

    walk = Trellis.find_best_path

    def count(trellis: Trellis, price: float) -> frozenset[int]:
        prices.append(price)
        return walk(trellis, price)

    monkeypatch.setattr(Trellis, "find_best_path", count)
    chosen = choose_candidates(build(*many(scale)), budget * scale)
    assert abs(chosen.length - budget * scale) <= 0.1 * budget * scale
    assert len(prices) <= most
