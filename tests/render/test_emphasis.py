"""Emphasis beside Japanese punctuation, for parsers that follow CommonMark to the letter."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.render.site.emphasis import PARTING, part_emphasis
from newsletter.source.markdown import parser, to_html
from newsletter.source.post import parse_post

CASES = [
    ("**「重要」**です", f"**「重要」**{PARTING}です"),
    ("費用は**「重要」**です", f"費用は{PARTING}**「重要」**{PARTING}です"),
    ("**現実的ではありません。**莫大な", f"**現実的ではありません。**{PARTING}莫大な"),
    (
        "- 項目の*（注）*を\n- **一。**二",
        f"- 項目の{PARTING}*（注）*{PARTING}を\n- **一。**{PARTING}二",
    ),
    (
        "| 表 | 値 |\n|---|---|\n| **「甲」**の | 1 |",
        f"| 表 | 値 |\n|---|---|\n| **「甲」**{PARTING}の | 1 |",
    ),
    ("> 引用の***「強」***だ", f"> 引用の{PARTING}***「強」***{PARTING}だ"),
    ("前の行\n次は**「行」**だ", f"前の行\n次は{PARTING}**「行」**{PARTING}だ"),
    ("# 題の**（一）**章", f"# 題の{PARTING}**（一）**{PARTING}章"),
    # must not change
    ("**bold** and *italic*, **「a」** b", None),
    ("**重要**です。次の**言葉**も", None),
    ("**「重要」**。次", None),
    ("2 * 3 * 4は12、a**b", None),
    ("`**「重要」**です`と\n\n    **「重要」**です\n\n```\n**「重要」**です\n```", None),
    ("\\*\\*「重要」\\*\\*です", None),
    ("[語](https://example.com/**「a」**b)", None),
    ("_「下線」_です", None),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_a_mark_that_would_stay_an_asterisk_is_helped(text: str, wanted: str | None) -> None:
    """Exactly the marks that CommonMark refuses get a zero-width space.

    Code, escapes and everything else stay as they are.
    """
    assert part_emphasis(text) == (wanted or text)


def _as_shown(html: str) -> str:
    return html.replace("\u200b", "").replace("\n", "")


@pytest.mark.parametrize("text", [text for text, wanted in CASES if wanted])
def test_every_commonmark_parser_then_sees_the_same(text: str) -> None:
    """The strict parser renders the helped text as ours renders the author's."""
    wanted = to_html(text).replace("\n", "")  # ours joins the lines of Japanese paragraphs
    assert _as_shown(parser(strict=True).render(part_emphasis(text))) == wanted
    assert _as_shown(parser(strict=True).render(text)) != wanted


@given(st.text(alphabet="**  「」（）。です\n|-#>ab`_[]()\\&", max_size=40))
def test_nothing_but_help_is_put_in_and_once(text: str) -> None:
    """Law: without the help the text is the author's to the letter.

    A second time there is nothing to do.
    """
    helped = part_emphasis(text)
    assert helped.replace(PARTING, "") == text
    assert part_emphasis(helped) == helped


def test_real_posts_keep_their_bold_words(corpus: tuple[Path, ...]) -> None:
    """Posts of a real site.

    The strict parser loses bold words of the original and none of the helped text.
    """
    lost = 0
    for path in corpus[::12]:
        text = parse_post(path.read_bytes(), path.name, language="ja", zone=UTC).text
        wanted = to_html(text).count("<strong>")
        lost += wanted - parser(strict=True).render(text).count("<strong>")
        assert parser(strict=True).render(part_emphasis(text)).count("<strong>") == wanted, (
            path.name
        )
    assert lost > 5
