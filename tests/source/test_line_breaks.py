"""Ends of lines that readers see."""

from __future__ import annotations

import pytest

from newsletter.source.line_breaks import shows_line_ends, write_line_breaks

BROKEN = {
    "a paragraph": ("a\nb\nc\n\nd\n", "a  \nb  \nc\n\nd\n"),
    "a list": ("- a\n  b\n- c\n", "- a  \n  b\n- c\n"),
    "a quotation": ("> a\n> b\n", "> a  \n> b\n"),
    "across emphasis": ("*a\nb* [c\nd](e)", "*a  \nb* [c  \nd](e)"),
    "in a box": (":::message\na\nb\n:::\n", ":::message\na  \nb\n:::\n"),
    "a picture and its caption": ("![a](b.png)\n*c*", "![a](b.png)  \n*c*"),
    "behind a formula": ("$$\nx\ny\n$$\n\n# c\n\nd\ne\n", "$$\nx\ny\n$$\n\n# c\n\nd  \ne\n"),
    "around a formula": ("a\n$$\nx\ny\n$$\nb\nc\n", "a  \n$$\nx\ny\n$$  \nb  \nc\n"),
    "around a tag": ("a\n{% b\n c %}\nd\ne\n\nf\ng", "a\n{% b\n c %}\nd  \ne\n\nf  \ng"),
    "Japanese": ("日程：金\n会場：港", "日程：金  \n会場：港"),
}
SAME = {
    "a line": "a\n\nb\n",
    "broken already": "a  \nb\\\nc<br>d",
    "code": "```\na\nb\n```\n\n    a\n    b\n",
    "code in a line": "`a\nb`",
    "a heading over a line": "a\nb\n===\n",
    "a table": "| a |\n|---|\n| b |\n",
    "HTML": "<div>\na\nb\n</div>\n",
    "a tag over two lines": 'a <b\nclass="c">d</b>',
    "definitions": "[a]: b\n[c]: d\n",
}
FIELDS = {
    "Zenn": ({"emoji": "a", "type": "tech", "topics": ("b",)}, True),
    "Qiita": ({"title": "a", "organization_url_name": None}, True),
    "a post with an emoji": ({"emoji": "a", "type": "tech"}, False),
    "any post": ({"title": "a", "tags": ("b",)}, False),
}


@pytest.mark.parametrize(("text", "broken"), BROKEN.values(), ids=BROKEN)
def test_the_ends_of_lines_are_written(text: str, broken: str) -> None:
    """Two blanks say it in every Markdown; a second time changes nothing."""
    assert write_line_breaks(text) == broken
    assert write_line_breaks(broken) == broken


@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_other_lines_stay(text: str) -> None:
    """Code, headings, tables and HTML are no paragraphs."""
    assert write_line_breaks(text) == text


@pytest.mark.parametrize(("fields", "shows"), FIELDS.values(), ids=FIELDS)
def test_who_shows_line_ends(fields: dict[str, object], shows: bool) -> None:
    """Zenn and Qiita are told by the fields that only they have."""
    assert shows_line_ends(fields) is shows
