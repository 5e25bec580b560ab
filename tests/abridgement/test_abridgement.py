"""What an abridgement must be, on articles small enough to read."""

from __future__ import annotations

from newsletter.abridgement import abridge_body
from newsletter.model import Budget, BudgetUnit

HALF = Budget(BudgetUnit.SHARE, 0.5)

ARTICLE = """## 背景

市の図書館は2025年に貸出数を18%伸ばした。その理由は夜間の開館である。職員は交代で働いている。

しかし、費用も増えた。電気代は年間240万円に達している。館長は来年の予算を心配している。

## 今後

以下の3つを試す。

- 夜間の開館を週4日にする
- 照明を入れ替えて電気代を30%下げる
- 会員から月500円を集める

利用者への調査では、62%が夜間の開館を望んでいる。町の外から来る人も多い。

## 関連記事

- [駅前の広場](/plaza/)
"""


def test_within_budget_comes_back_untouched() -> None:
    """A text already within its budget is left alone, byte for byte."""
    abridged = abridge_body(ARTICLE, language="ja", budget=Budget(BudgetUnit.MINUTES, 30))
    assert abridged.body == ARTICLE
    assert all(choice.kept for choice in abridged.choices)


def test_list_is_whole_or_absent() -> None:
    """A list keeps all its items or none, and its lead-in goes with it."""
    seen: set[int] = set()
    for share in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        body = abridge_body(ARTICLE, language="ja", budget=Budget(BudgetUnit.SHARE, share)).body
        items = [line for line in body.split("\n") if line.startswith("- ") and "](" not in line]
        assert len(items) in (0, 3)
        assert bool(items) == ("以下の3つを試す。" in body)
        seen.add(len(items))
    assert seen == {0, 3}


def test_pointer_never_stands_without_its_target() -> None:
    """A sentence that points back is there only with the sentence before it."""
    is_there: set[bool] = set()
    for share in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        body = abridge_body(ARTICLE, language="ja", budget=Budget(BudgetUnit.SHARE, share)).body
        assert body.count("その理由は") == body.count("18%伸ばした。その理由は")
        is_there.add("その理由は" in body)
    assert is_there == {False, True}


def test_related_posts_go_first() -> None:
    """Links to other posts are cut before any sentence is."""
    assert (
        "駅前の広場"
        not in abridge_body(ARTICLE, language="ja", budget=Budget(BudgetUnit.SHARE, 0.8)).body
    )


def test_choices_say_why() -> None:
    """Every candidate is listed once, in order, with features and a reason."""
    choices = abridge_body(ARTICLE, language="ja", budget=HALF).choices
    assert [choice.lines for choice in choices] == sorted(choice.lines for choice in choices)
    assert {choice.kept for choice in choices} == {True, False}
    assert all(choice.reason and choice.features for choice in choices)
