"""How much of a close a sentence is, and that a mail ends with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from newsletter.abridgement.abridge import abridge_body
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.closings import (
    HANGS,
    MAX_WAITING,
    WEIGHTY,
    ZONE,
    rate_closings,
)
from newsletter.abridgement.hanging import STANDS, Hanging
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.model import Budget, BudgetUnit

BODY = "\n\n".join(f"町は橋の{number}番目の柱を直した。" for number in range(1, 41))


def score(body: str, language: str = "ja", **every: object) -> list[Scored]:
    """The candidates of an article, all alike."""
    values: dict[str, object] = {
        "score": 1.0,
        "closes": 0.01,
        "hanging": STANDS,
        "loose": 0.0,
        "boilerplate": False,
    }
    return [
        replace(one, **(values | every))  # type: ignore[arg-type]
        for one in score_candidates(parse_article(body), language)
    ]


def rate(scored: Sequence[Scored], title: str = "", unfit: Sequence[int] = ()) -> list[float]:
    """How much of a close each is."""
    return [one.ends for one in rate_closings(scored, unfit, "ja", title)]


def best(ends: Sequence[float]) -> int:
    """The number of the close."""
    return max(range(len(ends)), key=ends.__getitem__)


def change(scored: list[Scored], number: int, **values: object) -> list[Scored]:
    """The candidates, one of them with other values."""
    changed = list(scored)
    changed[number] = replace(changed[number], **values)  # type: ignore[arg-type]
    return changed


# ------------------------------------------------------------------ what a close is


def test_only_the_last_part_closes() -> None:
    """What stands before it does not, whatever it is worth."""
    ends = rate(change(score(BODY), 10, score=3.0))
    first = next(number for number, value in enumerate(ends) if value)
    assert first >= (1 - ZONE) * len(ends) - 2
    assert all(value > 0 for value in ends[first:])
    assert set(ends[:first]) == {0.0}


def test_of_equals_the_last_closes() -> None:
    """The less stands behind a sentence, the more it is a close."""
    ends = rate(score(BODY))
    assert best(ends) == len(ends) - 1
    assert ends[-3:] == sorted(ends[-3:])


AGAINST = [
    pytest.param({"score": 0.2}, id="of little worth"),
    pytest.param({"closes": 0.0001}, id="unlikely to end"),
    pytest.param({"loose": 0.4}, id="talk"),
    pytest.param({"hanging": Hanging(0.4, 0.0)}, id="waits"),
]


@pytest.mark.parametrize("values", AGAINST)
def test_what_speaks_against_a_close(values: dict[str, object]) -> None:
    """The last sentence is no close where it tells little; as good as before it is one again."""
    scored = score(BODY)
    assert best(rate(change(scored, len(scored) - 1, **values))) == len(scored) - 2


def test_a_close_comes_back_to_the_title() -> None:
    """Which of two tells of what the title tells counts more than which is the last."""
    body = f"{BODY}\n\n橋の工事は町の水運を守った。\n\n柱は全部で四十本ある。\n"
    scored = score(body)
    assert best(rate(scored, "水運を守る工事")) == len(scored) - 2
    assert best(rate(scored, "鉄道の時刻表")) == len(scored) - 1


def test_a_thought_of_two_sentences_is_about_what_its_first_is_about() -> None:
    """What leans on a sentence of the title is as good as that one, and comes after it."""
    body = f"{BODY}\n\n橋の工事は町の水運を守った。長く役に立つ。\n\n柱は四十本ある。\n"
    scored = score(body)
    leaning = change(scored, len(scored) - 2, hanging=Hanging(0.0, 0.9))
    assert best(rate(leaning, "水運を守る工事")) == len(scored) - 2
    assert best(rate(scored, "水運を守る工事")) == len(scored) - 3


def test_the_first_under_a_heading_says_of_what_the_section_is() -> None:
    """It is less of a close than it would be inside the section, unless it is all of it."""
    plain = score(f"{BODY}\n\n橋は町のものだ。\n\n柱は残る。\n")
    headed = score(f"{BODY}\n\n## 橋\n\n橋は町のものだ。\n\n柱は残る。\n")
    alone = score(f"{BODY}\n\n## 橋\n\n橋は町のものだ。\n")
    assert rate(headed)[-2] < rate(plain)[-2]
    assert best(rate(alone)) == len(alone) - 1


NONE = [
    pytest.param("- 柱は残る。\n- 橋も残る。\n", id="an item of a list"),
    pytest.param("さらに、柱も残る。\n", id="what goes on with a row"),
    pytest.param("> 柱は残る。\n", id="a quotation"),
    pytest.param("柱は残るだろうか？\n", id="a question"),
    pytest.param("例えば、柱は残る。\n", id="an example"),
    pytest.param("もちろん、柱は残る。\n", id="what is granted"),
]


@pytest.mark.parametrize("tail", NONE)
def test_what_is_no_close(tail: str) -> None:
    """It stands last, and another sentence closes."""
    n_before = len(score(BODY))
    ends = rate(score(f"{BODY}\n\n{tail}"))
    assert best(ends) == n_before - 1
    assert all(value <= 0 for value in ends[n_before:])


HEADS = [
    pytest.param("例えば、柱は残る。", False, id="例えば"),
    pytest.param("具体的には、柱を残す。", False, id="具体的には"),
    pytest.param("確かに、柱は残る。", False, id="確かに"),
    pytest.param("For example, the pillars stay.", False, id="for example"),
    pytest.param("Of course, the pillars stay.", False, id="of course"),
    pytest.param("예를 들어 기둥은 남는다.", False, id="예를 들어"),
    pytest.param("柱は皆さんの橋に残る。", False, id="its readers"),
    pytest.param("柱を残していきましょう。", False, id="ましょう"),
    pytest.param("橋が残るかは町の選択にかかっている。", False, id="left to them"),
    pytest.param("柱は、例えば橋のように残る。", True, id="inside"),
    pytest.param("橋には費用がかかっている。", True, id="what it costs"),
    pytest.param("例年どおり柱は残る。", True, id="例年"),
    pytest.param("確かな柱が残る。", True, id="確かな"),
    pytest.param("Claroline keeps the pillars.", True, id="a name"),
    pytest.param("Claro keeps the pillars.", True, id="a company"),
    pytest.param("Granted a permit, the town keeps them.", True, id="what was granted"),
    pytest.param("Granted, the pillars stay.", False, id="granted"),
    pytest.param("当然の結果として柱は残る。", True, id="当然の"),
]


@pytest.mark.parametrize(("text", "may_close"), HEADS)
def test_an_example_closes_nothing(text: str, may_close: bool) -> None:
    """Nor what is granted or turns to its readers; such words inside a sentence say nothing."""
    assert (rate(score(f"{BODY}\n\n{text}\n"))[-1] > 0) is may_close


CONCLUDING = [
    pytest.param("ja", "結論として、柱は残る。", True, id="結論として"),
    pytest.param("ja", "まとめると、柱は残る。", True, id="まとめると"),
    pytest.param("en", "In conclusion, the pillars stay.", True, id="in conclusion"),
    pytest.param("ja", "結論は町が出す。", False, id="a conclusion of somebody"),
    pytest.param("ja", "柱は要するに残る。", False, id="inside"),
    pytest.param("en", "In short supply since May, pillars stay.", False, id="in short supply"),
    pytest.param("en", "Overall length is 240 metres.", False, id="overall length"),
    pytest.param("de", "Insgesamt wurden zwölf Pfeiler ersetzt.", False, id="insgesamt"),
    pytest.param("de", "Letztlich bleiben die Pfeiler.", True, id="letztlich"),
    pytest.param("en", "Overalls are what they wear.", False, id="a part of a word"),
]


@pytest.mark.parametrize(("language", "text", "is_close"), CONCLUDING)
def test_a_conclusion_that_says_so_closes(language: str, text: str, is_close: bool) -> None:
    """It counts more than that more stands behind it."""
    tail = "\n\n".join(["柱は残る。"] * 4)
    scored = score(f"{BODY}\n\n{text}\n\n{tail}\n", language)
    ends = [one.ends for one in rate_closings(scored, (), language)]
    assert (best(ends) == len(ends) - 5) is is_close


AMID = [
    pytest.param("柱は残る。しかし、床は残らない。", True, id="the next turns"),
    pytest.param("柱は残る。また、床も残る。", True, id="the next goes on"),
    pytest.param("柱は残る。床も残る。", False, id="the next tells"),
    pytest.param("柱は残る。\n\nしかし、床は残らない。", False, id="a paragraph of its own"),
]


@pytest.mark.parametrize(("text", "is_amid"), AMID)
def test_a_sentence_amid_a_thought_closes_nothing(text: str, is_amid: bool) -> None:
    """Where the next one of its paragraph turns against it or goes on."""
    assert (rate(score(f"{BODY}\n\n{text}\n"))[-2] == 0) is is_amid


def test_what_goes_first_is_neither_a_close_nor_text_behind_one() -> None:
    """A greeting after the close takes nothing of it."""
    scored = score(BODY)
    greeted = change(score(f"{BODY}\n\nまた来週。\n"), len(scored), boilerplate=True)
    assert rate(greeted)[: len(scored)] == pytest.approx(rate(scored))
    assert rate(greeted)[-1] == 0
    unfit = rate(score(f"{BODY}\n\nまた来週。\n"), unfit=[len(scored)])
    assert unfit[: len(scored)] == pytest.approx(rate(scored))


def test_an_article_may_have_no_close() -> None:
    """Of sentences that say nothing none is a whole close; of one that says much one is."""
    empty = score(BODY, score=0.05, closes=0.001, loose=0.9)
    assert 0 < max(rate(empty)) < 0.5
    told = change(empty, len(empty) - 1, score=3.0, closes=0.3, loose=0.0)
    assert max(rate(told)) == 1


def test_an_end_in_many_parts_has_a_close() -> None:
    """Where many sentences close a little, the best of them is the close."""
    assert max(rate(score(BODY))) == 1


def test_a_close_with_weight_is_sooner_one() -> None:
    """Of many sentences that close a little one with some weight is the close, without it none."""
    light = score(BODY, score=WEIGHTY - 0.01, closes=0.002)
    weighty = score(BODY, score=WEIGHTY, closes=0.002)
    assert max(rate(light)) < 1
    assert max(rate(weighty)) > 2 * max(rate(light))


def test_a_light_close_hangs_on_nothing() -> None:
    """Of many that close a little none is the close that needs the sentence before it."""
    stands = score(BODY, score=WEIGHTY, closes=0.002, hanging=Hanging(0.0, HANGS - 0.01))
    hangs = score(BODY, score=WEIGHTY, closes=0.002, hanging=Hanging(0.0, HANGS))
    assert max(rate(stands)) > 2 * max(rate(hangs)) > 0
    sure = change(hangs, len(hangs) - 1, closes=1.0)
    assert max(rate(sure)) == 1


def test_an_article_of_nothing() -> None:
    """No candidates, and none of prose."""
    assert rate_closings((), (), "ja") == ()
    assert rate(score("![橋](a.png)\n")) == [0.0]
    assert rate(score("- 橋\n- 川\n")) == [0.0] * len(score("- 橋\n- 川\n"))


# ------------------------------------------------------------------ what opens something

OPENING = [
    ("ja", "橋はいつ開くのだろうか。"),
    ("ja", "理由は次の三つです。"),
    ("ja", "まず、橋の話は町に波紋を広げた。"),
    ("ja", "第一に、橋は町のものだ。"),
    ("ja", "本文では費用を詳しく解説します。"),
    ("en", "First of all, the bridge belongs to the town."),
    ("en", "When will the bridge open?"),
    ("en", "The reasons are as follows:"),
]
CLOSING = [
    ("ja", "橋は町のものになる。"),
    ("ja", "最後に、橋は町のものだ。"),
    ("ja", "第二に、橋は町のものだ。"),
    ("en", "The bridge belongs to the town."),
    ("en", "Second, the bridge belongs to the town."),
    ("en", "What the town asks for is a bridge that lasts."),
]


def opens(language: str, text: str, hanging: Hanging = STANDS) -> bool:
    """Whether a sentence opens something."""
    scored = score(f"{text}\n", language, hanging=hanging)
    return rate_closings(scored, (), language)[0].ends == -1


@pytest.mark.parametrize(("language", "text"), OPENING)
def test_what_opens_something(language: str, text: str) -> None:
    """A question, an announcement, a promise, the first of a row: it costs as an end."""
    assert opens(language, text)


@pytest.mark.parametrize(("language", "text"), CLOSING)
def test_what_opens_nothing(language: str, text: str) -> None:
    """A statement, and a further or the last member of a row."""
    assert not opens(language, text)


def test_what_waits_opens_something() -> None:
    """From the limit on, whatever its words are."""
    assert opens("ja", "橋は町のものだ。", Hanging(MAX_WAITING, 0.0))
    assert not opens("ja", "橋は町のものだ。", Hanging(MAX_WAITING - 0.01, 1.0))


def test_a_row_that_goes_on_is_not_left_open() -> None:
    """It is chosen as a whole, so its first costs nothing, and its last may be the close."""
    rated = rate(score(f"{BODY}\n\n第一に、橋は町のものだ。\n\n第二に、柱は残る。\n"))
    assert rated[-2] == 0
    assert best(rated) == len(rated) - 1
    asked = rate(score(f"{BODY}\n\n第一に、橋は町のものだ。\n\n第二に、柱は残るだろうか。\n"))
    assert asked[-2:] == [0.0, -1.0]


# ------------------------------------------------------------------ the mail

TALES = (
    "県は{n}月に北港の第{n}区の岸壁を{n}20億円で完成させたと発表した。",
    "20{n}1年の貨物は{n}10万トンで、港の収入は{n}1億円に増えた。",
    "第{n}倉庫は岸壁に{n}基のクレーンを置き、荷役の時間を{n}5分減らした。",
    "第{n}区では倉庫が{n}2棟建ち、{n}80人が働く。",
    "作業の{n}日目に現場では天気の話が出て、皆さんも笑ったそうです。",
    "その日は雨が降っていて、少し寒かったですよね。",
)
STORY = [tale.format(n=n) for n in range(1, 10) for tale in TALES]
CLOSE = "北港の岸壁が成果を上げるには、鉄道との接続を2027年までに整えることが不可欠だ。"


def abridge(*tail: str) -> list[str]:
    """The kept sentences of the story with a tail, at a seventh of its length."""
    body = "\n\n".join([*STORY, *tail]) + "\n"
    budget = Budget(BudgetUnit.SHARE, 0.15)
    made = abridge_body(body, language="ja", budget=budget, title="北港の岸壁と鉄道の接続")
    assert not made.note
    return [choice.text for choice in made.choices if choice.kept]


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param((), id="nothing behind it"),
        pytest.param(("皆さんはどう思いますか？",), id="a question behind it"),
        pytest.param(("また来週お会いしましょう。",), id="a greeting behind it"),
    ],
)
def test_a_mail_ends_with_the_authors_close(tail: tuple[str, ...]) -> None:
    """Its length is a part of the budget."""
    assert abridge(CLOSE, *tail)[-1] == CLOSE


def test_a_mail_of_an_article_without_a_close_ends_as_its_worth_has_it() -> None:
    """A question or an announcement behind the article is no close."""
    end = abridge("まず、皆さんはどう思いますか？", "詳しくは次のとおりです。")[-1]
    assert end in STORY


def test_worth_counts_twice_for_a_close() -> None:
    """Half a weight more outweighs a likelihood that is five times as high."""
    last = len(parse_article(BODY).candidates) - 1
    scored = change(score(BODY), last - 1, score=1.5)
    assert best(rate(change(scored, last, closes=0.05))) == last - 1
    # must not: half of that half
    scored = change(score(BODY), last - 1, score=1.25)
    assert best(rate(change(scored, last, closes=0.05))) == last
