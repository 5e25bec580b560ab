"""The sentence or two that tell the news."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.lead import find_lead, tells_news
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.abridgement.standalone import Standalone, find_standalone

TITLE = "図書館の夜間開館で貸出が18%増"
NEWS = "町の図書館は2026年4月から夜も開き、貸出数を18%伸ばした。"
FACT = "館長の高橋恵子さんは、夜の来館者が一日に平均85人いると説明した。"
OTHERS = "費用は年240万円で、町が全額を負担する。\n\n北側の駐車場には来年40台分が加わる。\n"


def lead(*sentences: str, language: str = "ja", title: str = TITLE, limit: int = 160) -> list[str]:
    """The texts of the lead of an article of these sentences."""
    scored = score_candidates(parse_article("".join(sentences) + "\n\n" + OTHERS), language, title)
    leads = find_standalone(scored, language, title).leads
    return [one.text for one in find_lead(leads, scored, language, limit, title)]


FOLLOWERS = [
    (FACT, True),
    ("しかし、館長の高橋恵子さんは、夜の来館者が一日に平均85人いると説明した。", False),
    ("皆さんは、夜の図書館に来館者が一日に平均85人いると聞いて、どう思いますか。", False),
    ("夜の来館者は一日に平均85人に増えるかもしれない。", False),
    ("かつて、夜の図書館の来館者は一日に平均85人だった。", False),
    ("夜の来館者が一日に平均85人いる図書館の未来を。", False),
]


@pytest.mark.parametrize(("text", "follows"), FOLLOWERS)
def test_the_next_sentence_goes_on_with_the_news(text: str, follows: bool) -> None:
    """Must not match: a turn, a question, a guess, a look back, half a sentence."""
    told = lead(NEWS, text)
    assert told[0] == NEWS
    assert (told[1:] == [text]) is follows


SECONDS = [
    ("町の図書館の夜間開館には費用が年240万円かかり、来館者は平均85人いると発表された。", True),
    (
        "町の図書館の夜間開館には費用が年240万円かかり、来館者は平均85人いると発表された。"
        "しかし、これは去年の数字だ。",
        False,
    ),
    ("町の図書館の夜間開館には、町が費用を払ってほしい。", False),
    ("町の図書館の夜間開館には、町が費用を240万円払うべきだ。", False),
]


@pytest.mark.parametrize(("text", "follows"), SECONDS)
def test_a_lead_that_says_the_title_takes_another_sentence(text: str, follows: bool) -> None:
    """From anywhere in the article; must not match: one that says what others should do."""
    title = "町の図書館の夜間開館で四月から貸出数が18%増えた"
    news = "町の図書館の夜間開館で、四月から貸出数が18%増えたと町が伝えた。"
    told = lead(news, f"\n\n{FACT}\n\n", text, title=title)
    assert told[0] == news
    assert (text in told) is follows
    assert len(told) == 1 + follows


NEXT = [
    ("費用は年240万円だ。", "。"),
    ("しかし、これは誤報でした。", "というニュース。"),
    ("だが、町は貸出数を数え直した。", "というニュース。"),
]


@pytest.mark.parametrize(("after", "end"), NEXT)
def test_what_the_next_sentence_takes_back_stays_hearsay(after: str, end: str) -> None:
    """Though the title says it, too: "the news that" goes only where nothing stands against it."""
    told = "町の図書館が夜間開館で貸出数を18%増やした"
    assert lead(f"{told}というニュースを聞いて、私は驚いた。", after)[0] == told + end


def test_a_lead_keeps_to_its_limit() -> None:
    """What does not fit is not cut: another sentence leads, or none."""
    assert lead(NEWS, FACT, limit=len(NEWS)) == [NEWS]
    assert NEWS not in lead(NEWS, FACT, limit=len(NEWS) - 1)
    assert lead(NEWS, FACT, limit=5) == []


ASIDES = [
    ("皆さんもお気づきかもしれませんが、" + NEWS, NEWS),
    ("正直なところ、" + NEWS, NEWS),
    (NEWS.replace("伸ばした。", "伸ばしたんですよ。"), NEWS),
    (NEWS, NEWS),
    (
        f"{NEWS[:-1]}、というニュースの核心に迫ってみよう。",
        NEWS,
    ),
    (
        f"{NEWS[:-1]}という報道、皆さんも見ましたか？",
        f"{NEWS[:-1]}という報道。",
    ),
    (
        f"町長は、{NEWS[:-1]}という発表を取り消した。",
        f"町長は、{NEWS[:-1]}という発表を取り消した。",
    ),
]


@pytest.mark.parametrize(("text", "told"), ASIDES)
def test_the_talk_around_the_news_is_left_out(text: str, told: str) -> None:
    """What stays is the author's sentence from one place to another."""
    assert lead(text)[0] == told


def rated(*rows: tuple[str, float, float]) -> tuple[list[Standalone], list[Scored]]:
    """Leads in this order with a score and a chance each, and their candidates."""
    body = "\n\n".join(text for text, _, _ in rows) + "\n"
    scored = [
        replace(one, score=score, opens=opens)
        for one, (_, score, opens) in zip(
            score_candidates(parse_article(body), "ja"), rows, strict=True
        )
    ]
    leads = [Standalone(one, row[0], 2.0) for one, row in zip(scored, rows, strict=True)]
    return leads, scored


CORE = "夜間開館の核心は、町の図書館で人が働く時間の長さにあります。"
OTHER_NEWS = [(0.9, NEWS), (0.1, CORE)]


@pytest.mark.parametrize(("opens", "first"), OTHER_NEWS)
def test_the_next_best_leads_where_the_best_tells_nothing(opens: float, first: str) -> None:
    """Must not change: the best stays where none tells the news."""
    leads, scored = rated((CORE, 1.0, 0.1), (NEWS.replace("18%", "二割"), 1.0, opens))
    found = find_lead(leads, scored, "ja", 160, "")
    assert found[0].text == first.replace("18%", "二割")


WEIGHTY = [
    (1.8, 0.3, NEWS, True),
    (1.79, 0.3, NEWS, False),
    (1.8, 0.29, NEWS, False),
    (1.8, 0.3, "町の図書館の夜間開館で、貸出が18%増えるかもしれない。", False),
    (1.8, 0.3, "町の図書館の夜間開館は、貸出にとって大きな強みです。", False),
    (1.8, 0.3, "町の駐車場は2026年4月から夜も開き、客を18%伸ばした。", False),
]


@pytest.mark.parametrize(("score", "chance", "text", "is_news"), WEIGHTY)
def test_a_weighty_sentence_tells_the_news_where_talk_begins(
    score: float, chance: float, text: str, is_news: bool
) -> None:
    """Must not match: a guess, a praise without a fact, one of other things than the title's."""
    scored = score_candidates(parse_article(text + "\n\n" + OTHERS), "ja", TITLE)
    one = replace(scored[0], score=score, opens=0.0)
    assert tells_news((Standalone(one, text, 0.0, chance),), "ja", TITLE) is is_news


READS = "町の図書館の夜間開館では、夜の来館者が本を静かに読んでいる。"
COSTS = "町の図書館の夜間開館は、年240万円の費用を町が負担している。"
SECOND_BY_WORTH = [
    (1.5, 1.5, COSTS),
    (2.5, 1.5, READS),
    (1.5, 1.1, READS),
]


@pytest.mark.parametrize(("reads", "costs", "second"), SECOND_BY_WORTH)
def test_the_weightiest_sentence_follows(reads: float, costs: float, second: str) -> None:
    """A figure counts; must not follow: one of little weight, though it has a figure."""
    title = "町の図書館が夜も開く"
    leads, scored = rated(
        ("町の図書館が夜も開く。", 2.0, 0.9), (READS, reads, 0.0), (COSTS, costs, 0.0)
    )
    assert [one.text for one in find_lead(leads, scored, "ja", 160, title)][1:] == [second]


def test_a_second_sentence_fits_beside_the_first() -> None:
    """Both together keep to the limit."""
    title = "町の図書館が夜も開く"
    news = "町の図書館が夜も開く。"
    leads, scored = rated(
        (news, 2.0, 0.9), ("皆さん、どう思いますか。", 0.0, 0.0), (COSTS, 1.5, 0.0)
    )
    room = len(news) + len(COSTS)
    for limit, n_found in ((room, 2), (room - 1, 1)):
        assert len(find_lead(leads, scored, "ja", limit, title)) == n_found


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        (COSTS, True),
        ("町の図書館の夜間開館は、年240万円の費用を町が負担している、と。", False),
        ("町の図書館の夜間開館は、年240万円の費用を町が負担しているから。", False),
        ("町の図書館の夜間開館は、これまでも年240万円の費用が町を悩ませてきました。", False),
        ("町の図書館の夜間開館は、年240万円の費用からの収入が期待できる。", False),
        ("町の図書館の夜間開館は、町が払うなら、年240万円の費用になる。", False),
        # it ends, whatever it says before
        ("町の図書館の夜間開館は、町が続けると決め、年240万円の費用を負担する。", True),
    ],
)
def test_a_second_sentence_comes_to_its_end(text: str, follows: bool) -> None:
    """Half a sentence ends no lead."""
    title = "町の図書館が夜も開く"
    leads, scored = rated((title + "。", 2.0, 0.9), (READS, 0.0, 0.0), (text, 1.5, 0.0))
    assert len(find_lead(leads, scored, "ja", 160, title)) == 1 + follows
