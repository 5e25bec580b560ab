"""The sentence or two that tell the news."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.lead import find_lead
from newsletter.abridgement.scoring import score_candidates
from newsletter.abridgement.standalone import find_standalone

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
        f"{NEWS[:-1]}、というニュース。",
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
