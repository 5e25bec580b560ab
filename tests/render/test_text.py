from __future__ import annotations

import pytest

from newsletter.edition.edition import build_post_edition
from newsletter.language.width import display_width
from newsletter.render.mail.article_lines import WIDTH, article_text
from newsletter.render.mail.eml import MAX_LINE
from newsletter.render.mail.profiles import get_profile
from newsletter.render.mail.text_part import render_text
from newsletter.render.templates import load_templates
from tests.render.letters import make_article, make_settings

TEMPLATES = load_templates()


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("## 見出し", "見出し\n------"),
        ("### A\n\nb", "A\n-\n\nb"),
        ("## A\n\n### B", "A\n-\n\nB\n~"),
        ("- a\n- b\n  - c\n- d", "- a\n- b\n  - c\n- d"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("a\n\n> b\n\nc", "a\n\n> b\n\nc"),
        ("> a\n\n<!-- -->\n\n> b", "> a\n\n> b"),
        ("> a\n>\n> > b\n>\n> c", "> a\n>\n> > b\n>\n> c"),
        ("- a\n\n  > b\n\n  c\n- d", "- a\n\n  > b\n\n  c\n- d"),
        ("```\nx  y\n  z\n```", "    x  y\n      z"),
        ("[a](/b) and [c](/b)", "a [1] and c [1]"),
        ("<https://e.com/>", "https://e.com/"),
        ("![図](/a.png) ![](/b.png)", "[図]"),
        ("a  \nb", "a\nb"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("| 名 | n |\n|--|--|\n| あ | 1 |", "名  n\n--  -\nあ  1"),
        (
            "<table><tr><td><ul><li>a</li><li>b</li></ul></td><td>c</td></tr></table>\n\nd",
            "a b  c\n---  -\n\nd",
        ),
        ("<table><tr><td><blockquote>a</blockquote></td></tr></table>\n\nd", "a\n-\n\nd"),
        (
            "<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr></table>\n\nd",
            "a    b\n-    -\n\nd",
        ),
        ("**b** `c` &amp; &lt;x&gt;", "b c & <x>"),
        ("[Our desk](tel:+81-3-1234-5678).", "Our desk (+81-3-1234-5678)."),
        ("[03 1234 5678](tel:+81-3-1234-5678)", "03 1234 5678"),
        ("[+81-3-1234-5678](tel:+81312345678)", "+81-3-1234-5678"),
        ("[119](tel:119)", "119"),
        ("[Call 12345678](tel:+81312345678)", "Call 12345678 (+81312345678)"),
        ("[write](mailto:a%2Bb@e.com?subject=x)", "write (a+b@e.com)"),
        ("<a@e.com>", "a@e.com"),
        ("[tel:](https://e.com/tel:119)", "tel: [1]"),
        ("10<sup>6</sup> 人、2<sup>n</sup>、10<sub>2</sub>", "10⁶ 人、2^n、10₂"),
        ("300円<sup>[1](#a)</sup>と5円[2](/b)です", "300円[1] [1]と5円[2] [2]です"),
        ("第[3](/a)章", "第3 [1]章"),
        ("~~500円~~300円、<del>5</del> <s>4</s> 3", "~~500円~~300円、~~5~~ ~~4~~ 3"),
        ("<del>\n\n誤りです。\n\n</del>\n\nです。", "~~誤りです。~~\n\nです。"),
        ("- Keep <del>old<p>more</p></del> end", "- Keep ~~old~~\n\n  ~~more~~\n\n  end"),
        ("<div>a <s>b<div>c</div>d</s> e</div>", "a ~~b~~\n\n~~c~~\n\n~~d~~ e"),
        ("<div>a <del>b <sup>2<div>c</div></sup></del></div>", "a ~~b 2~~\n\n~~c~~"),
        ("a <del>b<br></del>c", "a ~~b~~\nc"),
        ("<div>a <ins>b<div>c</div>d</ins> e</div>", "a b\n\nc\n\nd e"),
        ('<a href="/b">\n\nCard\n\nof *a*\n\n</a> c', "Card [1]\n\nof a [1]\n\nc"),
        ('<div>a <a href="/b">b <del>c<p>d</p></del></a></div>', "a b ~~c [1]~~\n\n~~d [1]~~"),
        ('<div>a <del>b <a href="/b">c<p>d</p></a></del></div>', "a ~~b c [1]~~\n\n~~d [1]~~"),
        ('<a href="/b">\n\n```\nd\n```\n\n</a>', "    d"),
        ("a[^1] [b](/c)\n\n[^1]: d", "a¹ b [1]\n\n* * *\n\n1. d"),
        ("CO<sub>2</sub>, 5<sup>th</sup>, <del></del>a", "CO2, 5th, a"),
    ],
)
def test_articles_become_text(markdown: str, text: str) -> None:
    """Made for reading: underlines, hanging lists, numbered links, aligned tables."""
    assert article_text(make_article(body=markdown))[0] == text


def test_a_wide_table_is_read_out_row_by_row() -> None:
    """Columns that do not fit come with their names."""
    long = "長い説明が入る欄です。" * 4
    text, _ = article_text(
        make_article(body=f"| 地域 | 説明 |\n|--|--|\n| 関東 | {long} |\n| 九州 | {long} |\n")
    )
    assert text == f"地域: 関東\n説明: {long}\n\n地域: 九州\n説明: {long}"


PARAGRAPH = "船が朝早く港に着き、人々が集まって荷を下ろした。" * 8


@pytest.mark.parametrize(
    ("body", "n_lines"),
    [
        (PARAGRAPH, 1),
        (f"- {PARAGRAPH}\n- 短い", 2),
        (f"> {PARAGRAPH}", 1),
        (PARAGRAPH.replace("、", " "), 8),
        (PARAGRAPH * 10, 8),
        ("The boats left the harbour at dawn, and the 日本銀行 said nothing of it at all. " * 2, 3),
    ],
)
def test_a_line_ends_at_a_blank_or_not_at_all(body: str, n_lines: int) -> None:
    """Readers break lines to their width; a line end would stay, as a gap inside a word.

    Filters of spam count words between blanks, and hold three times as many in the text as in the
    HTML for a sign of it. A line that no mail may have is broken all the same.
    """
    lines = article_text(make_article(body=body))[0].split("\n")
    assert len(lines) == n_lines
    assert all(len(line.encode()) <= MAX_LINE for line in lines)


def test_links_are_listed_in_the_order_of_their_numbers() -> None:
    """A number in the text leads to its address."""
    text, links = article_text(
        make_article(body="[a](https://e.com/1) [b](https://e.com/2) [c](https://e.com/1)")
    )
    assert text == "a [1] b [2] c [1]"
    assert links == ("https://e.com/1", "https://e.com/2")


@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_no_line_is_wider_than_the_page(language: str) -> None:
    """72 columns; only addresses, and text that has no blanks to break at, may be longer."""
    settings = make_settings()
    edition = build_post_edition(make_article(language))
    text = render_text(edition, settings, TEMPLATES, get_profile("plain", TEMPLATES))
    wide = [line for line in text.split("\n") if display_width(line) > WIDTH]
    assert all("http" in line or (language == "ja" and " " not in line) for line in wide)
    assert all(len(line.encode()) <= MAX_LINE for line in wide)
    assert "\n\n\n" not in text
    assert "<" not in text
