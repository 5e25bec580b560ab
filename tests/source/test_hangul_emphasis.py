from __future__ import annotations

import pytest

from newsletter.source.hangul_emphasis import is_hangul
from newsletter.source.markdown import parser, to_html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ('**"핵심"**은 성장이다.', '<strong>"핵심"</strong>은 성장이다.'),
        ("시장은 **(미국)**에서 컸다.", "시장은 <strong>(미국)</strong>에서 컸다."),
        ("**‘결론’**을 보라.", "<strong>‘결론’</strong>을 보라."),
        ("그는*「왜」*라고 물었다.", "그는<em>「왜」</em>라고 물었다."),
        ("**강조**는 그대로.", "<strong>강조</strong>는 그대로."),
        ("費用は**「重要」**です。", "費用は<strong>「重要」</strong>です。"),
        # must not change
        ("5 ** 3 ** 2", "5 ** 3 ** 2"),
        ("값은 ** 아니다 **", "값은 ** 아니다 **"),
        ("가_나_다", "가_나_다"),
        ('a**"b"**c', 'a**"b"**c'),
        ("각주**", "각주**"),
    ],
)
def test_emphasis_beside_hangul(markdown: str, html: str) -> None:
    """A particle written against a quotation mark leaves it bold; what is no emphasis stays."""
    assert to_html(markdown).strip() == f"<p>{html.replace(chr(34), '&quot;')}</p>"


def test_a_line_end_between_korean_words_stays() -> None:
    """Korean has blanks between words: joined lines would be joined words."""
    assert to_html("가격이\n올랐다") == "<p>가격이\n올랐다</p>\n"


def test_the_strict_parser_keeps_to_the_specification() -> None:
    """CommonMark alone leaves the asterisks."""
    assert "<strong>" not in parser(strict=True).render('**"핵심"**은')


LETTERS = {
    "the first syllable": ("가", True),
    "the last syllable": ("힣", True),
    "an old letter": ("\u1100", True),
    "a letter of its own": ("ㄱ", True),
    "kana": ("は", False),
    "an ideograph": ("港", False),
    "a Latin letter": ("a", False),
    "a Korean mark": ("。", False),
    "a blank": (" ", False),
    "behind the syllables": ("\ud7b0", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("char", "hangul"), LETTERS.values(), ids=LETTERS)
def test_only_hangul_is_hangul(char: str, hangul: bool) -> None:
    """Syllables and letters; scripts beside it have rules of their own."""
    assert is_hangul(char) is hangul
