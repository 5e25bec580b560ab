from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.render.markup import Tag, article_html, read_html
from newsletter.render.web_addresses import absolute_url

BASE = "https://example.com/ja/posts/x.html"


def html(markdown: str) -> str:
    """The HTML of one article at a fixed address."""
    return article_html(markdown, base_url=BASE).strip()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**「重要」**です", "<p><strong>「重要」</strong>です</p>"),
        ("[a](/b)", '<p><a href="https://example.com/b">a</a></p>'),
        ("[a](#b)", '<p><a href="https://example.com/ja/posts/x.html#b">a</a></p>'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<p>a</p>"),
        ("![図](c.png)", '<p><img src="https://example.com/ja/posts/c.png" alt="図"></p>'),
        ('<img src="data:x" onerror="y">z', "<p>z</p>"),
        ("x<script>alert(1)</script>", "<p>x</p>"),
        ('<b onclick="x" style="position:fixed">y</b>', "<p><b>y</b></p>"),
        ("a\n{: .note}", "<p>a</p>"),
        ("{: #id .note}\n", ""),
        ("## 題 {#id}", "<h2>題</h2>"),
        ("a {% include x.html %} b", "<p>a  b</p>"),
        ("{% raw %}{{ x }}{% endraw %}", "<p>{{ x }}</p>"),
        ("[a]({% post_url 2025-01-01-x %})", "<p>a</p>"),
        ("[a]({{ site.baseurl }}/b)", '<p><a href="https://example.com/b">a</a></p>'),
        ("[a]({{ '/b' | relative_url }})", '<p><a href="https://example.com/b">a</a></p>'),
        (
            "a[^1]\n\n[^1]: n",
            "<p>a<sup>[1]</sup></p>\n<hr>\n<section>\n<ol>\n<li><p>n</p>\n</li>\n</ol>\n</section>",
        ),
        # must not change: code, braces and brackets that are text
        ("`{% include x %}`", "<p><code>{% include x %}</code></p>"),
        ("```\n{% if x %}\n```", "<pre><code>{% if x %}\n</code></pre>"),
        ("x\\*|UNSUB|\\* {{ x }} [first] {x}", "<p>x*|UNSUB|* {{ x }} [first] {x}</p>"),
        ("比率 {1: 2} です", "<p>比率 {1: 2} です</p>"),
    ],
)
def test_articles_become_clean_html(markdown: str, expected: str) -> None:
    """Nothing live, nothing relative, no instruction of the site generator; text stays text."""
    assert html(markdown) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("1 2 3", "2 3 4"),
        ("3 3 2", "2 2 2"),
        ("2 4 3 2", "2 3 3 2"),
        ("1 3 6 2", "2 3 4 3"),
        ("4", "2"),
    ],
)
def test_headings_follow_without_a_gap(levels: str, expected: str) -> None:
    """The first heading is h2 and no level is left out."""
    source = "\n\n".join("#" * int(level) + " x" for level in levels.split())
    assert re.findall(r"<h(\d)", html(source)) == expected.split()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("//other.example/x", "https://other.example/x"),
        ("日本?q=値", "https://example.com/ja/posts/%E6%97%A5%E6%9C%AC?q=%E5%80%A4"),
        ("https://例え.jp/", "https://xn--r8jz45g.jp/"),
        ("https://e.com/%E3%81%82", "https://e.com/%E3%81%82"),
        ("https://e.com/{{x}}*|y|*[z]", "https://e.com/%7B%7Bx%7D%7D*%7Cy%7C*%5Bz%5D"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("java\nscript:x", ""),
        ("data:text/html,x", ""),
        ("http://[bad", ""),
        ("ftp://e.com/x", ""),
        ("#top", ""),
        ("", ""),
    ],
)
def test_urls_are_absolute_ascii_and_allowed(url: str, expected: str) -> None:
    """A link is web or mail; everything else is dropped."""
    assert absolute_url(url, BASE) == expected


PIECES = """
<script> </script> <b <img src= onerror=x " ' > < javascript: [a]( ) ![ {% {: } {{ }} ``` ` ** # - | <!-- --> &lt; &# <svg
onload= <style> <p><div> あ「 」 https://e.com
"""
HOSTILE = st.lists(
    st.sampled_from([*PIECES.split(), "\n", "\n\n", "\x00", "\u202e"]), max_size=40
).map(" ".join)


@given(HOSTILE)
def test_no_post_gets_anything_live_through(markdown: str) -> None:
    """Whatever is written, only allowed tags, attributes and addresses come out.

    Every tag is closed.
    """
    open_tags: list[str] = []
    for piece in read_html(html(markdown)):
        if isinstance(piece, str):
            assert "<" not in piece
            continue
        assert piece.name not in {"script", "style", "svg", "form", "iframe"}
        assert not re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', piece.attributes))
        assert all(
            url.startswith(("http", "mailto:"))
            for url in re.findall(r'(?:href|src)="([^"]*)"', piece.attributes)
        )
        if piece.closing:
            assert open_tags.pop() == piece.name
        elif piece.name not in {"br", "hr", "img", "wbr"}:
            open_tags.append(piece.name)
    assert not open_tags


def test_reading_html_gives_text_and_tags_in_order() -> None:
    """Tags and text joined are the HTML again."""
    assert list(read_html('a<b title="x">c</b>')) == [
        "a",
        Tag("b", ' title="x"'),
        "c",
        Tag("b", closing=True),
    ]


def test_deep_nesting_and_long_paragraphs_end() -> None:
    """Three hundred levels and a megabyte are read, not followed."""
    assert html("> " * 300 + "x").count("<blockquote>") < 100
    assert "x" in html("<div>" * 300 + "x")
    assert len(html("あ" * 350_000)) > 350_000
