"""What a summary says and what it never does."""

from __future__ import annotations

import pytest

from newsletter.abridgement import explain, summarize
from newsletter.abridgement.abridge import abridge_body
from newsletter.abridgement.summary import MAX_CHARS, MAX_LATIN_CHARS
from newsletter.model import Budget, BudgetUnit

BODY = """皆さん、夜の図書館をご存知でしょうか。正直なところ、私も初めは驚きました。

町の図書館は2025年から夜も開き、貸出数を18%伸ばした。その理由は会社帰りの人が増えたことにある。

お気軽にお問い合わせください。
"""
TITLE = "夜の図書館が町を変える"


def test_own_excerpt_is_preferred() -> None:
    """An excerpt that says something is the summary."""
    excerpt = "会社帰りの利用者が増え、町の図書館の貸出数は一年で18%伸びた。"
    assert summarize(BODY, language="ja", title=TITLE, excerpt=excerpt) == excerpt


def test_empty_excerpt_gives_way() -> None:
    """A promise, the title again, a cut-off sentence or chatter is no summary: a sentence of
    the article is.
    """
    for excerpt in (
        "夜の図書館について詳細に分析します。",
        TITLE,
        "町の図書館は夜も開き、貸出数を大きく…",
        "正直なところ、夜の図書館にはいつも驚かされるばかりですね。",
    ):
        assert (
            summarize(BODY, language="ja", title=TITLE, excerpt=excerpt)
            == "町の図書館は2025年から夜も開き、貸出数を18%伸ばした。"
        )


def test_nothing_short_enough_gives_the_title() -> None:
    """A sentence is never cut: without one that fits, the title serves."""
    body = "図書館は" + "夜も昼も朝も夕も" * 20 + "開いている。\n"
    assert summarize(body, language="ja", title=TITLE) == TITLE


def test_limit_of_spaced_languages() -> None:
    """English has 200 characters, whole sentences only."""
    body = (
        "The library of the town now opens at night and lends 18% more books than in the year before. "
        * 1
    )
    body += "It is quiet. " + "A very long sentence about lamps " * 9 + "ends here.\n"
    summary = summarize(body, language="en", title="The library at night")
    assert len(summary) <= 200
    assert summary.endswith(".")


def test_explain_lists_every_piece() -> None:
    """The explanation names each candidate, kept or cut, with score and reason."""
    abridged = abridge_body(BODY, language="ja", budget=Budget(BudgetUnit.SHARE, 0.5), title=TITLE)
    text = explain(abridged)
    assert text.count("\nkeep ") == sum(choice.kept for choice in abridged.choices)
    assert text.count("\ncut  ") == sum(not choice.kept for choice in abridged.choices)


def test_without_title_a_short_sentence_serves() -> None:
    """A post without a title still has a summary, however short its sentences."""
    assert summarize("图书馆晚上也开放。借阅量增长了18%。\n", language="zh")


# ------------------------------------------------------------------ which sentences serve

NEWS = "町の図書館は2025年から夜も開き、貸出数を18%伸ばした。"
OTHER = "会社帰りの人が増えたため、職員を二人採用して窓口を広げた。"
NOT_ALONE = {
    "it points back": "その理由は会社帰りの人が大きく増えたことにあるという。",
    "it asks": "なぜ会社帰りの人がこれほど大きく増えたのでしょうか。",
    "it chats": "正直なところ、夜の図書館にはいつも驚かされるばかりですね。",
    "it calls": "詳しくはお気軽に図書館の窓口までお問い合わせください。",
    "it promises": "この記事では、夜の図書館について詳しく解説していきます。",
    "it leads in": "町の図書館が夜に試したのは、次の三つのことである。",
    "it does not end": "会社帰りの人が大きく増えて町の図書館は夜も",
    "it is short": "夜も開く。",
}


@pytest.mark.parametrize("text", NOT_ALONE.values(), ids=NOT_ALONE)
def test_a_sentence_that_cannot_be_read_alone_is_no_summary(text: str) -> None:
    """The news is, wherever it stands."""
    for body in (f"{text}\n\n{NEWS}\n", f"{NEWS}\n\n{text}\n"):
        assert summarize(body, language="ja", title=TITLE) == NEWS


@pytest.mark.parametrize("name", sorted(NOT_ALONE.keys() - {"it chats"}))
def test_without_another_sentence_the_title_serves(name: str) -> None:
    """An empty summary would be worse, and such a sentence too."""
    assert summarize(f"{NOT_ALONE[name]}\n", language="ja", title=TITLE) == TITLE


def test_two_sentences_stand_in_the_order_of_the_article() -> None:
    """Whichever of them says more, where both fit and say two things."""
    for one, two in ((NEWS, OTHER), (OTHER, NEWS)):
        summary = summarize(f"{one}\n\n{two}\n", language="ja", title=TITLE)
        assert summary in (one, two, one + two)


def test_a_second_sentence_says_something_else() -> None:
    """The same again in other words is none."""
    again = "町の図書館は2025年から夜も開いて、貸出数を18%伸ばした。"
    assert summarize(f"{NEWS}\n\n{again}\n", language="ja", title=TITLE) in (NEWS, again)


SCRAPS = {
    "code": "```\nmake\n```\n",
    "a table": "| 橋 | 川 |\n|---|---|\n| 1 | 2 |\n",
    "a picture": "![橋](a.png)\n",
    "headings": "# 橋\n\n## 川\n",
    "related posts": "## 関連記事\n\n- [駅前の広場](/plaza/)\n",
    "nothing": "",
}


@pytest.mark.parametrize("body", SCRAPS.values(), ids=SCRAPS)
def test_what_holds_no_sentence_has_its_title(body: str) -> None:
    """In one line."""
    assert summarize(body, language="ja", title="夜の\n図書館") == "夜の 図書館"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ja", f"{NEWS}\n\n{OTHER}\n"),
        ("zh", "镇上的图书馆从2025年起夜间开放，借阅量增长了18%，读者也多了。\n"),
        ("ko", "마을 도서관은 2025년부터 밤에도 열고, 대출은 한 해에 18% 늘었다.\n"),
        (
            "en",
            "The library of the town has opened at night since 2025 and lends 18% more books.\n\n"
            "The council pays for lamps, for staff and for two more hours each day of the week.\n",
        ),
        ("de", "Die Bücherei der Stadt öffnet seit 2025 auch nachts und verleiht 18 % mehr.\n"),
    ],
)
def test_a_summary_is_made_of_whole_sentences_of_the_article(language: str, body: str) -> None:
    """Word for word, and no longer than a mail client shows."""
    summary = summarize(body, language=language, title="x")
    plain = " ".join(body.split())
    assert summary in plain or all(part in plain for part in summary.split(". "))
    assert len(summary) <= (MAX_LATIN_CHARS if language in ("en", "de") else MAX_CHARS)
    assert summary[-1] in "。."


@pytest.mark.parametrize(("language", "joint"), [("ja", ""), ("zh", ""), ("en", " "), ("ko", " ")])
def test_sentences_are_joined_as_the_language_joins_them(language: str, joint: str) -> None:
    """A blank between words, none between characters."""
    excerpts = {
        "ja": (
            "会社帰りの利用者が増え、貸出数は一年で18%伸びた。",
            "町は職員を新たに二人採用し、窓口も広げた。",
        ),
        "zh": (
            "下班后的读者增加了，镇上的借阅量一年之内增长了百分之十八。",
            "图书馆雇用了两名新的职员，并且扩大了服务窗口。",
        ),
        "en": (
            "More people borrow on their way home, and lending rose.",
            "The council pays for lamps, staff and two more hours.",
        ),
        "ko": (
            "퇴근길 이용자가 늘어 대출이 한 해 동안 크게 늘었다.",
            "마을은 직원 두 명을 뽑고 창구를 더 넓혔다고 한다.",
        ),
    }
    one, two = excerpts[language]
    found = summarize("", language=language, title="x", excerpt=f"{one}{joint}{two}")
    assert found == f"{one}{joint}{two}"


MIDDLES = [
    "でもね、注目すべきは会社帰りの利用者で、貸出数は一年で18%伸びた。",
    "しかし、会社帰りの利用者が増え、町の図書館の貸出数は一年で18%伸びた。",
]


@pytest.mark.parametrize("excerpt", MIDDLES)
def test_an_excerpt_from_the_middle_of_the_body_is_no_summary(excerpt: str) -> None:
    """A program cut it there; a sentence of the article that stands alone serves better."""
    summary = summarize(BODY, language="ja", title=TITLE, excerpt=excerpt)
    assert summary == "町の図書館は2025年から夜も開き、貸出数を18%伸ばした。"


def test_without_news_the_first_key_point_is_the_summary() -> None:
    """Must not match: the writer's own feelings, however near to the title."""
    body = (
        "夜の図書館が町を変えると聞いて、私は思わず声が出ました。\n\n"
        "館長の高橋恵子さんは、来館者が一日に平均85人いると説明した。\n"
    )
    summary = summarize(body, language="ja", title=TITLE)
    assert summary == "館長の高橋恵子さんは、来館者が一日に平均85人いると説明した。"
