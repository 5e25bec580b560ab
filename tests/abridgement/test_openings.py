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
from newsletter.abridgement.weights import pack_forest

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
    below = open_below(rated, {1}, "ja")
    assert below[1].opens == 0
    assert sum(one.opens for one in below) == pytest.approx(1)
    assert below[2].opens > rated[2].opens
    assert below[0].opens / below[2].opens < rated[0].opens / rated[2].opens


def test_below_a_lead_no_reason_opens() -> None:
    """A sentence that explains the one before it opens as little as talk does; others stay."""
    rated = rate([JA[1], "町が全額を負担しますから。", *JA[2:]], "ja", "図書館が夜も開館")
    below = open_below(rated, {0}, "ja")
    assert below[1].opens / below[2].opens < 0.2 * rated[1].opens / rated[2].opens
    assert below[3].opens / below[2].opens == pytest.approx(rated[3].opens / rated[2].opens)


def test_talk_at_the_head_is_found() -> None:
    """A question to the reader is talk; what the town pays is not."""
    assert find_head_talk(rate(JA, "ja", "")) == {0}
    assert find_head_talk(rate(JA[1:3], "ja", "")) == frozenset()


def test_another_model_may_be_given() -> None:
    """Benchmarks hold articles out: without weights all sentences have the same chance."""
    model = replace(
        get_model(), weights=(0.0,) * len(NAMES), forest=pack_forest({"base": 0.0, "trees": []})
    )
    scored = score_candidates(parse_article("\n\n".join(JA) + "\n"), "ja")
    chances = {one.opens for one in rate_openings(scored, "ja", model=model)}
    assert chances == {0.25}


# ------------------------------------------------------------------ single measures


def measures(
    *sentences: str, language: str = "ja", title: str = "", excerpt: str = ""
) -> list[dict[str, float]]:
    """The measures of an article of these paragraphs, by their names."""
    article = parse_article("\n\n".join(sentences) + "\n")
    scored = score_candidates(article, language, title, excerpt)
    rows = measure_openings(scored, language, title, excerpt)
    return [dict(zip(NAMES, row, strict=True)) for row in rows.values()]


WORDS = {
    "event": ("町は橋を発表した。", "町の橋は古い。"),
    "heard": ("橋が開くというニュースを聞いた。", "橋が開く。"),
    "addresses": ("皆さんは橋を渡りますか。", "町の人は橋を渡る。"),
    "date": ("4月に橋が開く。", "春に橋が開く。"),
    "amount": ("費用は12億円だ。", "費用は高い。"),
    "this time": ("今回の橋は長い。", "次の橋は長い。"),
    "question": ("なぜ橋を直すのか。", "町は橋を直す。"),
    "denies": ("橋は開かない。", "橋は開く。"),
    "explains": ("橋とは、川を渡るものです。", "橋は川を渡る。"),
    "colon": ("橋：町の話だ。", "橋の町の話だ。"),
    "marvels": ("衝撃の橋だ。", "石の橋だ。"),
    "plans": ("今回は橋の費用を見ていきます。", "今回は橋の費用が増えた。"),
}


@pytest.mark.parametrize(("name", "texts"), WORDS.items(), ids=WORDS)
def test_a_word_is_measured_where_it_stands(name: str, texts: tuple[str, str]) -> None:
    """One in the sentence that has it, nothing in one that does not."""
    with_it, without = texts
    assert measures(with_it)[0][name] == 1.0
    assert measures(without)[0][name] == 0.0


def test_a_place_is_told_up_to_the_tenth() -> None:
    """Further on only the distance counts."""
    rows = measures(*[f"{number}番目の橋だ。" for number in range(12)])
    bands = ("first", "second", "third", "to fifth", "to tenth")
    where = [[name for name in bands if row[name]] for row in rows]
    assert where[:3] == [["first"], ["second"], ["third"]]
    assert where[3:5] == [["to fifth"]] * 2
    assert where[5:10] == [["to tenth"]] * 5
    assert where[10:] == [[], []]
    assert [row["place"] for row in rows][::11] == [0.0, 1.0]
    nearness = [row["nearness"] for row in rows]
    assert nearness == sorted(nearness, reverse=True)


@pytest.mark.parametrize(
    ("language", "n_chars", "short", "long"),
    [
        ("ja", 24, 1.0, 0.0),
        ("ja", 25, 0.0, 0.0),
        ("ja", 120, 0.0, 0.0),
        ("ja", 121, 0.0, 1.0),
        ("en", 49, 1.0, 0.0),
        ("en", 50, 0.0, 0.0),
        ("en", 260, 0.0, 0.0),
        ("en", 261, 0.0, 1.0),
    ],
)
def test_a_sentence_is_short_or_long_for_its_language(
    language: str, n_chars: int, short: float, long: float
) -> None:
    """A spaced language needs twice as many letters."""
    text = "橋" * (n_chars - 1) + "。" if language == "ja" else "B" * (n_chars - 1) + "."
    (row,) = measures(text, language=language)
    assert (row["short"], row["long"]) == (short, long)
    assert row["unspaced"] == float(language == "ja")


def test_who_names_most_of_the_title_is_told_from_the_others() -> None:
    """As a share of the title, and of what the best of them names."""
    title = "図書館の夜間開館"
    rows = measures("橋が開いた。", "図書館は夜に開く。", "図書館の夜間開館が始まる。", title=title)
    shares = [row["title"] for row in rows]
    assert shares[0] == 0.0
    assert 0 < shares[1] < shares[2] == pytest.approx(1.0)
    assert [row["title, of the most"] for row in rows] == pytest.approx(shares)
    assert rows[0]["first to name the title"] == 0.0
    assert rows[2]["title line"] == 1.0


def test_names_of_the_title_count_near_the_head() -> None:
    """Anywhere, and within the first words."""
    rows = measures(
        "OpenAIは橋を作る。",
        "橋を作る町の話を、" * 5 + "OpenAIが聞いた。",
        "橋だ。",
        title="OpenAIの橋",
    )
    assert [row["any name"] for row in rows] == [1.0, 1.0, 0.0]
    assert [row["name in front"] for row in rows] == [1.0, 0.0, 0.0]


def test_a_product_is_there_where_both_are() -> None:
    """A question about the news is more than a question and news."""
    both, one = measures("橋が開くというニュースを聞きましたか？"), measures("橋が開くのか？")
    assert both[0]["question and heard"] == both[0]["question"] * both[0]["heard"] == 1.0
    assert one[0]["question and heard"] == 0.0


def test_the_paragraph_and_its_heading_are_known() -> None:
    """The first sentence of a paragraph opens it."""
    rows = measures("橋だ。川だ。", "## 町", "駅だ。")
    assert [row["opens paragraph"] for row in rows] == [1.0, 0.0, 1.0]
    assert [row["under heading"] for row in rows] == [0.0, 0.0, 1.0]


def test_without_title_and_excerpt_nothing_is_shared() -> None:
    """And no measure is no number."""
    (row,) = measures("橋が開いた。")
    assert row["title"] == row["excerpt"] == row["names"] == 0.0
    assert all(value == value and abs(value) < 1000 for value in row.values())
