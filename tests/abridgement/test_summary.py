"""What a summary says and what it never does."""

from __future__ import annotations

from newsletter.abridgement import explain, summarize
from newsletter.abridgement.abridge import abridge_body
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
