from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.language.width import display_width, wrap_text
from newsletter.render.mail.octets import MAX_LINE_OCTETS, wrap_html


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a bb ccc", ("a bb", "ccc")),
        ("あいうえお", ("あいう", "えお")),
        ("あいう。え", ("あい", "う。え")),
        ("ああ「え」", ("ああ", "「え」")),
        ("AI時代", ("AI時代",)),
        ("longword", ("longword",)),
        ("a\nb", ("a", "b")),
        ("", ("",)),
    ],
)
def test_lines_break_as_in_print(text: str, lines: tuple[str, ...]) -> None:
    """Words stay whole, Japanese breaks anywhere but before 。 and after 「."""
    assert wrap_text(text, 6) == lines


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("あ", 2),
        ("ｱ", 1),
        ("e\u0301", 1),
        ("a\u200cb", 2),
        ("한", 2),
        ("👍🏽", 2),
        ("👨‍👩‍👧", 2),
        ("❤️", 2),
        ("🇯🇵", 2),
        ("祝🎉3周年", 9),
        ("あ\x1b", 2),
    ],
)
def test_columns_are_counted_not_characters(text: str, width: int) -> None:
    """Wide characters and emoji take two columns, whatever they are made of; marks take none."""
    assert display_width(text) == width


def test_an_emoji_is_never_torn() -> None:
    """What is one sign to the reader stands on one line."""
    family = "👨‍👩‍👧‍👦"
    assert all(
        line.count(family) * 2 == display_width(line)
        for line in wrap_text(" ".join([family] * 9), 8)
        if " " not in line
    )


TEXT = st.text(alphabet="ab あいう。、「」（）.,é\u0301", max_size=120)


@given(TEXT, st.integers(8, 40))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    """The same characters come out.

    A line is too wide only where nothing in it may be broken.
    """
    lines = wrap_text(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(line) <= width or " " not in line for line in lines)


LINK = '<a href="https://e.com/x" style="color:#111111">'
PIECES = st.lists(
    st.sampled_from(
        ["あ" * 50, "word ", "<b>", "</b>", LINK, "</a>", "e\u0301" * 40, "&amp;", "。"]
    ),
    max_size=120,
)


@given(PIECES)
def test_html_lines_stay_short_and_render_the_same(pieces: list[str]) -> None:
    """Only empty comments and line ends inside tags are put in."""
    html = "".join(pieces)
    wrapped = wrap_html(html)
    assert all(len(line.encode()) <= MAX_LINE_OCTETS + 8 for line in wrapped.split("\n"))
    assert wrapped.replace("<!--\n-->", "").replace("\n", " ") == html


@pytest.mark.parametrize(
    "condition",
    [
        "<!--[if mso | IE]>",
        "<![endif]-->",
        "<!-- a -->",
        '<!-- see x="1" y="2" -->',
        "<!-- a > b -->",
    ],
)
def test_a_comment_is_never_torn(condition: str) -> None:
    """Outlook reads conditions in comments; a line ends before one, wherever the bound falls."""
    for length in range(MAX_LINE_OCTETS - 40, MAX_LINE_OCTETS + 20):
        html = f"<p>{'a' * length}</p>{condition}\n<b>c</b>"
        wrapped = wrap_html(html)
        assert condition in wrapped
        assert max(len(line) for line in wrapped.split("\n")) <= 998
        assert wrapped.replace("<!--\n-->", "") == html
