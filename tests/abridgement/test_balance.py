"""What cannot be parted: marks within a text, sentences under one pair, blocks of one region."""

from __future__ import annotations

import re

import pytest

from newsletter.abridgement.balance import (
    MAX_HELD_SENTENCES,
    find_regions,
    is_balanced,
    merge_sentences,
)
from newsletter.source.blocks import parse_blocks

BULLET = re.compile(r"\s*・\s*\S")

WHOLE = [
    "",
    "橋が開いた。",
    "**橋**が開いた。",
    "*橋*が~~閉じた~~開いた。",
    "「橋（北）」が開いた。",
    "『橋』と【川】と“道”。",
    "[橋](/bridge/)が開いた。",
    "`a**b`は命令だ。",
    "`(`と`[`は記号だ。",
    "``a ` b``は命令だ。",
    r"\`は記号だ。",
    "2 * 3は6だ。",
    "snake_case_nameは名前だ。",
    "_The bridge_ opened.",
    "The <b>bridge</b> opened.",
    "The bridge<br>opened.",
    'A <img src="b.png"> opened.',
    "A <Bridge /> opened.",
    "{{ page.title }}が開いた。",
    "{% include a.html %}が開いた。",
    "$$a + b$$は式だ。",
    "a < b の橋。",
]
TORN = [
    "**橋が開いた。",
    "橋*が開いた。",
    "~~橋が閉じた。",
    "「橋が開いた。",
    "橋が開いた」と話した。",
    "『橋が開いた。",
    "（橋が開いた。",
    "“The bridge opened.",
    "(The bridge opened.",
    "[橋が開いた。",
    "【橋が開いた。",
    "`橋が開いた。",
    "``橋が開いた`。",
    "_The bridge opened.",
    "The bridge opened._",
    "<b>The bridge opened.",
    "The bridge opened.</b>",
    "{{ page.title が開いた。",
    "{% include a.html が開いた。",
    "$$a + bは式だ。",
]


@pytest.mark.parametrize("text", WHOLE)
def test_whole_texts(text: str) -> None:
    """Must not change: marks that close, marks in code, void elements and mere signs are whole."""
    assert is_balanced(text)


@pytest.mark.parametrize("text", TORN)
def test_torn_texts(text: str) -> None:
    """A mark that opens or closes alone tears a text."""
    assert not is_balanced(text)


RUNS = [
    pytest.param(["橋だ。", "川だ。"], [(0, 1), (1, 2)], id="apart"),
    pytest.param(["「橋だ。", "川だ。」", "道だ。"], [(0, 2), (2, 3)], id="quotation"),
    pytest.param(["道だ。", "**橋だ。", "川だ。**"], [(0, 1), (1, 3)], id="bold"),
    pytest.param(["「橋だ。", "（川だ。）", "道だ。」"], [(0, 3)], id="pair in a pair"),
    pytest.param(["「橋だ。", "川だ。", "道だ。"], [(0, 1), (1, 2), (2, 3)], id="never closed"),
    pytest.param(["・橋\n", "・川\n", "・道\n"], [(0, 3)], id="bullets"),
    pytest.param(["・橋。", "・川。"], [(0, 1), (1, 2)], id="bullets on one line"),
    pytest.param(["・橋\n", "川だ。\n", "・道\n"], [(0, 1), (1, 2), (2, 3)], id="bullets apart"),
    pytest.param(["橋だ。\n", "{: .note}"], [(0, 2)], id="attributes"),
    pytest.param(["橋だ。\n", "{: .note}\n", "{: #b}"], [(0, 3)], id="attributes twice"),
    pytest.param(["橋だ。\n", "{: .note}\n", "川だ。"], [(0, 2), (2, 3)], id="attributes inside"),
    pytest.param(["橋だ。", "{川}だ。"], [(0, 1), (1, 2)], id="braces are no attributes"),
    pytest.param([], [], id="nothing"),
]


@pytest.mark.parametrize(("texts", "expected"), RUNS)
def test_runs_of_sentences(texts: list[str], expected: list[tuple[int, int]]) -> None:
    """Sentences under one pair of marks, lines of bullets and attributes hold together."""
    assert merge_sentences(texts, BULLET) == expected


def test_a_stray_mark_holds_no_text_together() -> None:
    """A mark that closes further off than any quotation is long is taken for a stray one."""
    held = ["「橋だ。", *["川だ。"] * (MAX_HELD_SENTENCES - 2), "道だ。」"]
    assert merge_sentences(held, BULLET) == [(0, MAX_HELD_SENTENCES)]
    stray = ["「橋だ。", *["川だ。"] * (MAX_HELD_SENTENCES - 1), "道だ。」"]
    assert merge_sentences(stray, BULLET)[0] == (0, 1)


REGIONS = [
    pytest.param("<div>\n\n橋だ。\n\n</div>\n\n川だ。\n", [(0, 3)], id="tag"),
    pytest.param("<DIV>\n\n橋だ。\n\n</div>\n", [(0, 3)], id="either case"),
    pytest.param("橋だ。\n\n{% if a %}\n\n川だ。\n\n{% endif %}\n", [(1, 4)], id="Liquid block"),
    pytest.param("{%- raw -%}\n\n川だ。\n\n{%- endraw -%}\n", [(0, 3)], id="Liquid with dashes"),
    pytest.param("::: note\n\n橋だ。\n\n:::\n", [(0, 3)], id="directive"),
    pytest.param("/// note\n\n橋だ。\n\n///\n", [(0, 3)], id="slashes"),
    pytest.param("{% quote 町 %}\n\n橋だ。\n\n{% endquote %}\n", [(0, 3)], id="quotation"),
    pytest.param("川だ。\n\n{{< note >}}\n橋だ。\n{{< /note >}}\n", [(1, 2)], id="in one block"),
    pytest.param('=== "町"\n\n    橋だ。\n\n    川だ。\n\n道だ。\n', [(0, 3)], id="indented box"),
    pytest.param('<Tab label="町">\n\n橋だ。\n\n</Tab>\n\n川だ。\n', [(0, 3)], id="tab"),
    pytest.param(
        "<div>\n\n<p>\n\n橋だ。\n\n</p>\n\n川だ。\n\n</div>\n", [(0, 6)], id="a pair in a pair"
    ),
    pytest.param(
        "<div>\n\n橋だ。\n\n</div>\n\n<p>\n\n川だ。\n\n</p>\n", [(0, 3), (3, 6)], id="two pairs"
    ),
]
NO_REGIONS = [
    pytest.param("<div>\n\n橋だ。\n", id="never closed"),
    pytest.param("橋だ。\n\n</div>\n", id="never opened"),
    pytest.param("</div>\n\n橋だ。\n\n<div>\n", id="closed before it opens"),
    pytest.param("<div>橋だ。</div>\n\n川だ。\n", id="within one block"),
    pytest.param("<hr>\n\n橋だ。\n\n<hr>\n", id="void"),
    pytest.param("<Note />\n\n橋だ。\n\n</Note>\n", id="closes itself"),
    pytest.param("<Columns>\n\n橋だ。\n\n</Columns>\n", id="a wrapper without words"),
    pytest.param("{% quote 町 %}\n\n橋だ。\n", id="a quotation that never ends"),
    pytest.param("<!-- <div> -->\n\n橋だ。\n\n</div>\n", id="in a comment"),
    pytest.param("```\n{% if a %}\n```\n\n橋だ。\n\n{% endif %}\n", id="in code"),
    pytest.param("`{% if a %}`は命令だ。\n\n橋だ。\n\n{% endif %}\n", id="in a code span"),
    pytest.param("橋だ:::と書く。\n\n川だ。\n\n:::\n", id="colons inside a line"),
    pytest.param("{% include a.html %}\n\n橋だ。\n\n{% include b.html %}\n", id="single tags"),
]


@pytest.mark.parametrize(("body", "expected"), REGIONS)
def test_regions(body: str, expected: list[tuple[int, int]]) -> None:
    """Blocks from an opening to its closing are one region; overlapping ones are joined."""
    assert list(find_regions(parse_blocks(body), body)) == expected


@pytest.mark.parametrize("body", NO_REGIONS)
def test_no_region(body: str) -> None:
    """Must not change: what is not closed, stands in code or closes at once holds nothing."""
    assert find_regions(parse_blocks(body), body) == ()
