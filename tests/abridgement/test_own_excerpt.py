"""What of an author's own description serves as summary."""

from __future__ import annotations

import pytest

from newsletter.abridgement import summarize
from newsletter.abridgement.summary import (
    MAX_CHARS,
    MAX_LATIN_CHARS,
    find_own_sentences,
    only_promises,
)

TITLE = {"ja": "夜の図書館", "en": "The library at night", "zh": "夜间图书馆", "ko": "밤의 도서관"}
SAYING = [
    ("ja", "会社帰りの利用者が増え、貸出数は一年で18%伸びた。"),
    ("ja", "町の図書館が、会社帰りの人のために夜の開館を始めます。"),
    ("ja", "町は職員を来年二人増やし、夜の貸出も拡大します。"),
    ("ja", "会社帰りの利用者の貸出数を一年で18%伸ばしています。"),
    ("ja", "町は「夜も開く」と決め、職員を二人採用した！"),
    ("ja", "4月1日からすべての貸出の料金を3割引き下げます。"),
    ("ja", "来春から新しい建物で本を年10万冊分も貸し出す。"),
    ("ja", "無料の貸出を廃止し、料金を月額1000円とします。"),
    ("en", "More people borrow on their way home, and lending rose by 18%."),
    ("en", "The council pays for lamps, staff and two more hours each day."),
    ("zh", "下班后的读者增加了，镇上的借阅量一年之内增长了百分之十八。"),
    ("ko", "퇴근길 이용자가 늘어 마을의 대출이 한 해 동안 크게 늘었다."),
]
EMPTY = [
    pytest.param("ja", "費用も増えた。", id="too short"),
    pytest.param("ja", "会社帰りの利用者が増え、貸出数は一年で18%伸びた", id="no end"),
    pytest.param("ja", "会社帰りの利用者が増え、貸出数は一年で伸び…", id="cut off"),
    pytest.param("ja", "会社帰りの利用者が増えたのは、どうしてなのでしょうか。", id="asks"),
    pytest.param("ja", "会社帰りの利用者が増えた理由を、詳しく解説します。", id="promise"),
    pytest.param("ja", "貸出への影響と利用者の声を、順に追っていきます。", id="plan"),
    pytest.param("ja", "町の将来に欠かせない図書館への理解を深めます。", id="what it is for"),
    pytest.param("ja", "2026年の貸出への影響を、3つの要点に整理します。", id="plan, amount"),
    pytest.param("ja", "会社帰りの利用者が3割増えた理由を深掘りします。", id="plan, share"),
    pytest.param("en", "Here is what happened to lending after the first year.", id="plan en"),
    pytest.param("ja", "会社帰りの利用者が増えて、本当によかったですね。", id="chat"),
    pytest.param("ja", "夜の図書館の夜の図書館の夜の図書館だ。", id="the title again"),
    pytest.param("ja", "貸出について詳しくは、お気軽にお問い合わせください。", id="call"),
    pytest.param("en", "Lending rose by 18%.", id="too short in English"),
    pytest.param("en", "More people borrow on their way home, and lending rose...", id="dots"),
    pytest.param("en", "Why do so many more people borrow on their way home now?", id="asks en"),
    pytest.param("en", "Find out why more people borrow books on their way home.", id="teaser"),
    pytest.param(
        "en", "Subscribe and hear why more people borrow on their way home.", id="call en"
    ),
    pytest.param("en", "At night: the library, the library, the library at night.", id="title en"),
    pytest.param("zh", "镇上的借阅量为什么在一年之内增长了百分之十八这么多？", id="asks zh"),
    pytest.param("", "", id="nothing"),
]


@pytest.mark.parametrize(("language", "excerpt"), SAYING)
def test_a_saying_excerpt_is_used(language: str, excerpt: str) -> None:
    """A whole sentence that says more than the title is the author's summary."""
    assert find_own_sentences(excerpt, TITLE[language], language) == (excerpt,)


@pytest.mark.parametrize(("language", "excerpt"), EMPTY)
def test_an_empty_excerpt_is_not(language: str, excerpt: str) -> None:
    """Must not match: a scrap, a question, a promise, chat, a call and the title again."""
    assert find_own_sentences(excerpt, TITLE.get(language, ""), language) == ()


def test_sentences_are_judged_one_by_one() -> None:
    """Of an excerpt only the sentences that say something are taken, marks apart, in order."""
    excerpt = "**町は職員を二人採用し、夜も図書館を開いた。**費用は？町の貸出数は一年で18%伸び、夜の客も増えた。"
    assert find_own_sentences(excerpt, TITLE["ja"], "ja") == (
        "町は職員を二人採用し、夜も図書館を開いた。",
        "町の貸出数は一年で18%伸び、夜の客も増えた。",
    )


ONE = "町は職員を二人採用し、" + "朝も昼も夕も" * 8 + "夜も図書館を開いた。"
TWO = "貸出数は一年で18%伸び、" + "春も夏も秋も" * 6 + "客が増えた。"
LIMITS = [
    pytest.param(ONE, ONE, id="one"),
    pytest.param(
        "町は職員を二人採用し、図書館を夜も開いた。" + TWO,
        "町は職員を二人採用し、図書館を夜も開いた。" + TWO,
    ),
    pytest.param(ONE + TWO, ONE, id="two are too long"),
]


@pytest.mark.parametrize(("excerpt", "expected"), LIMITS)
def test_two_sentences_where_they_fit(excerpt: str, expected: str) -> None:
    """Two sentences of an excerpt stand where both fit, else the first."""
    assert len(ONE + TWO) > MAX_CHARS
    assert summarize("橋だ。\n", language="ja", title="駅", excerpt=excerpt) == expected


@pytest.mark.parametrize("over", [0, 1])
def test_an_excerpt_up_to_the_limit(over: int) -> None:
    """An excerpt of 120 characters serves, one of 121 does not."""
    excerpt = "町の図書館は" + "夜" * (MAX_CHARS - 9 + over) + "開く。"
    assert len(excerpt) == MAX_CHARS + over
    found = summarize("", language="ja", title="駅の話", excerpt=excerpt)
    assert found == (excerpt if not over else "駅の話")


@pytest.mark.parametrize("over", [0, 1])
def test_latin_letters_have_more_room(over: int) -> None:
    """In Latin letters the limit is 200 characters."""
    excerpt = "The council buys " + "o" * (MAX_LATIN_CHARS - 24 + over) + " lamps."
    assert len(excerpt) == MAX_LATIN_CHARS + over
    found = summarize("", language="en", title="The station", excerpt=excerpt)
    assert found == (excerpt if not over else "The station")


def test_nothing_at_all_is_nothing() -> None:
    """Without text, title and excerpt the summary is empty."""
    assert summarize("", language="ja") == ""
    assert summarize("```\nmake\n```\n", language="en") == ""


def test_a_title_with_little_more_is_no_news() -> None:
    """Less than a third of new terms beside the title says nothing; a third and more does."""
    title = "図書館 美術館 博物館"
    little = "町の図書館と、町の美術館と、町の博物館と、北の空港である。"
    more = "町の図書館と、夏の空港と、冬の工場と、春の公園である。"
    assert find_own_sentences(little, title, "ja") == ()
    assert find_own_sentences(more, title, "ja") == (more,)


PROMISES = [
    ("ja", "会社帰りの利用者が増えた理由を、詳しく解説します。"),
    ("ja", "夜の図書館はなぜ人気なのか？その理由と最新の動きを解説。町はどう変わる？"),
    ("en", "In this post we look at the library at night."),
    ("en", "Why do so many people borrow books on their way home?"),
]
TOLD = [
    ("ja", "貸出数は一年で18%伸びた。その理由を解説します。"),
    ("ja", "夜の図書館の話"),
    ("en", "A tour of the library at night"),
    ("en", "How the council doubled lending in a year"),
]


@pytest.mark.parametrize(("language", "text"), PROMISES)
def test_a_description_that_only_promises(language: str, text: str) -> None:
    """What asks, or says what the post will do, tells nothing of the matter."""
    assert only_promises(text, language)


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_a_description_that_tells(language: str, text: str) -> None:
    """Must not match: one sentence that tells is enough, and so is a headline."""
    assert not only_promises(text, language)
