"""How likely an editor begins with a sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.openings import (
    NAMES,
    find_head_talk,
    get_model,
    measure_openings,
    open_below,
    parse_model,
    rate_openings,
)
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.abridgement.weights import Forest

JA = [
    "皆さん、夜の図書館をご存知でしょうか？",
    "町の図書館は2026年4月から夜九時まで開館すると発表した。",
    "費用は年240万円で、町が全額を負担する。",
    "これは大きな変化です。",
]
EN = [
    "Have you ever wondered about libraries at night?",
    "The library of Northtown announced today that it opens at night from April 2026.",
    "The town pays 24,000 pounds a year for the lamps and two librarians.",
    "This is a big change.",
]
CASES = [("ja", "図書館が夜も開館", JA), ("en", "The library opens at night", EN)]


def rate(sentences: Sequence[str], language: str, title: str) -> tuple[Scored, ...]:
    """The candidates of an article of these sentences, rated."""
    article = parse_article("\n\n".join(sentences) + "\n")
    return rate_openings(score_candidates(article, language, title), language, title)


@pytest.mark.parametrize(("language", "title", "sentences"), CASES)
def test_the_news_opens(language: str, title: str, sentences: list[str]) -> None:
    """The sentence that tells the event opens, not the question before it."""
    rated = rate(sentences, language, title)
    assert max(rated, key=lambda one: one.opens).candidate.number == 1


@pytest.mark.parametrize(("language", "title", "sentences"), CASES)
def test_chances_are_shares_of_one_beginning(
    language: str, title: str, sentences: list[str]
) -> None:
    """They add up to 1, and the same article has the same ones."""
    rated = rate(sentences, language, title)
    assert sum(one.opens for one in rated) == pytest.approx(1)
    assert rated == rate(sentences, language, title)


def test_what_is_no_prose_opens_nothing() -> None:
    """Must not match: a list, a table or code is no beginning."""
    rated = rate(["- one thing\n- another", "```\ncode\n```"], "en", "One thing")
    assert [one.opens for one in rated] == [0.0] * len(rated)


def test_an_empty_article_has_no_beginning() -> None:
    """Must not fail: nothing is rated."""
    assert rate([], "ja", "") == ()


def test_each_measure_has_a_weight() -> None:
    """A row has one number for each name, and every weight is of a known one."""
    article = parse_article("\n\n".join(JA) + "\n")
    rows = measure_openings(score_candidates(article, "ja"), "ja", "", "")
    assert {len(row) for row in rows.values()} == {len(NAMES)}
    assert len(get_model().weights) == len(NAMES)


def test_a_model_of_other_measures_is_refused() -> None:
    """Must not pass: weights that were learned for other measures."""
    forest = {"base": 0.0, "trees": []}
    data = {"weights": {"height": 1.0}, "forest": forest, "forest share": 1.0}
    with pytest.raises(ValueError, match="measures"):
        parse_model(json.loads(json.dumps(data)))


def test_below_a_lead_the_others_share_its_chance() -> None:
    """What was said opens nothing any more, and talk little."""
    rated = rate(JA, "ja", "図書館が夜も開館")
    below = open_below(rated, {1})
    assert below[1].opens == 0
    assert sum(one.opens for one in below) == pytest.approx(1)
    assert below[2].opens > rated[2].opens
    assert below[0].opens / below[2].opens < rated[0].opens / rated[2].opens


def test_talk_at_the_head_is_found() -> None:
    """A question to the reader is talk; what the town pays is not."""
    assert find_head_talk(rate(JA, "ja", "")) == {0}
    assert find_head_talk(rate(JA[1:3], "ja", "")) == frozenset()


def test_another_model_may_be_given() -> None:
    """Benchmarks hold articles out: without weights all sentences have the same chance."""
    model = replace(get_model(), weights=(0.0,) * len(NAMES), forest=Forest(0.0, ()))
    scored = score_candidates(parse_article("\n\n".join(JA) + "\n"), "ja")
    chances = {one.opens for one in rate_openings(scored, "ja", model=model)}
    assert chances == {0.25}
