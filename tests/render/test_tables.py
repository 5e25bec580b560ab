from __future__ import annotations

import pytest

from newsletter.render.markup import article_html, read_html
from newsletter.render.site.table_frames import frame_tables
from newsletter.render.tables import column_widths

SITE = "https://example.com/"
LONG = "長い説明が続く欄です。" * 8


def widths(markdown: str) -> tuple[float, ...]:
    """The widths of the first table of a text."""
    pieces = tuple(read_html(article_html(markdown, base_url=SITE)))
    at = next(i for i, piece in enumerate(pieces) if getattr(piece, "name", "") == "table")
    return column_widths(pieces, at)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("| 国 | 割合 |\n|--|--|\n| 中国 | 70% |", (2.7, 2.7)),
        ("| 導入効果 | 金額 |\n|--|--|\n| 在庫 | 1億2000万円 |", (5.0, 6.8)),
        (f"| 国 | 説明 |\n|--|--|\n| 中国 | {LONG} |", (2.7, 13.0)),
        ("| Name | What it does in one line |\n|--|--|\n| a | b |", (2.7, 9.8)),
        ("| **太い** `code` | [b](/c) |\n|--|--|\n| 👨‍👩‍👧 | 1 |", (5.6, 0.0)),
        ("| a | b |\n|--|--|\n| c |", (0.0, 0.0)),
        ("| `arithmatex_fenced_format` | b |\n|--|--|\n| c | d |", (14.3, 0.0)),
        (
            f"| `arithmatex_fenced_format` | b |\n|--|--|\n| c | d |\n| {'k' * 40} | e |",
            (14.3, 0.0),
        ),
        ("| see arithmatex-fenced-format | b |\n|--|--|\n| c | d |", (9.8, 0.0)),
        (f"| https://example.com/{'a' * 40} | b |\n|--|--|\n| c | d |", (10.0, 0.0)),
        ("<table><tr><td>東京<br>大阪府</td></tr></table>", (3.9,)),
        ('<table><tr><td colspan="2">東京都</td></tr></table>', ()),
        ("<table><tr><td>東<table><tr><td>大阪府庁</td></tr></table></td></tr></table>", (0.0,)),
        ("<table></table>", ()),
    ],
)
def test_widths_follow_the_longest_cell(markdown: str, expected: tuple[float, ...]) -> None:
    """A short column holds its text in one line, a long one has lines that can be read."""
    assert widths(markdown) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p>",
        "<table><tr><td>a</td></tr></table>",
        "<table><tr><th>国</th><th>値</th></tr></table>",
    ],
)
def test_a_narrow_table_stays_as_it_is(html: str) -> None:
    """No frame that nothing moves in, and no key press to get past it."""
    assert frame_tables(html) == html


def test_alignment_and_width_share_an_attribute() -> None:
    """Two style attributes would be one too many."""
    html = article_html(f"| 国名 | {LONG} | {LONG} |\n|--|--:|--|\n| a | 1 | 2 |", base_url=SITE)
    framed = frame_tables(html)
    assert '<th style="min-width:13em;text-align:right">' in framed
    assert framed.startswith('<div class="scroll"')
    assert framed.count("<div") == framed.count("</div>") == 1
