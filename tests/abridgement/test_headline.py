"""A title line of the body does not open the abridgement; a short first paragraph of prose may."""

from __future__ import annotations

import pytest

from newsletter.abridgement import abridge_body
from newsletter.model import Budget, BudgetUnit

BODY = """{first}

港の朝市は今年で三十年を迎えた。毎週土曜日の朝に二百人の買い物客が集まる。

漁師の田中さんは、開始の年から店を出している。魚の値段は十年前の1.5倍になった。

来年は新しい屋根が付く予定だ。工事費は3億円で、市と県が半分ずつを出す。

町の食堂はその魚を使い、昼までに百人分の定食を用意する。
"""

TITLES = [
    "港の朝市はどう変わるのか？現場から読み解く三十年",
    "朝市の三十年を現場から読み解く",
    "朝市はなぜ続くのか？三十年の知恵を読む。",
]
PROSE = [
    "港の朝市が三十年を迎えた。",
    "三十年前、港に一軒の魚屋があった。その店が今の朝市の始まりである。",
]


def opening(first: str) -> str:
    """The first line of a short abridgement."""
    body = BODY.format(first=first)
    return (
        abridge_body(body, language="ja", budget=Budget(BudgetUnit.SHARE, 0.6), title="朝市の話")
        .body.lstrip()
        .split("\n")[0]
    )


@pytest.mark.parametrize("first", TITLES)
def test_a_title_line_goes(first: str) -> None:
    """A short line of its own at the head that asks and answers, or ends without a stop, is
    another form of the title.
    """
    assert opening(first)[:6] != first[:6]
    assert "読み解く三十年" not in opening(first)


@pytest.mark.parametrize("first", PROSE)
def test_prose_may_open(first: str) -> None:
    """Must not change: a first paragraph of whole sentences is text of the article."""
    body = BODY.format(first=first)
    budget = Budget(BudgetUnit.SHARE, 0.6)
    choices = abridge_body(body, language="ja", budget=budget, title="朝市の話").choices
    assert first.startswith(choices[0].text)
    assert "the first to go" not in choices[0].reason


@pytest.mark.parametrize("first", ["**", "[^1]", "<b></b>"])
def test_a_first_line_without_words_is_no_title(first: str) -> None:
    """Leavings of markup at the head (found by fuzzing) hide nothing of the article."""
    body = BODY.format(first=first)
    budget = Budget(BudgetUnit.SHARE, 1.0)
    assert (
        "港の朝市は今年で三十年を迎えた。"
        in abridge_body(body, language="ja", budget=budget, title="朝市の話").body
    )
