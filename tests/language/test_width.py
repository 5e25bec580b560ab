"""Columns and lines of a terminal or a plain mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.language.width import display_width, wrap_at_blanks, wrap_text


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("a b", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("図書館", 6),
        ("カナ", 4),
        ("ｶﾅ", 2),
        ("ＡＢ", 4),
        ("서울", 4),
        ("、。", 4),
        ("AI時代", 6),
        ("שלום", 4),
        ("\u200b", 0),
        ("\u2060a", 1),
        ("🙂", 2),
        ("👍🏽", 2),
        ("👨‍👩‍👧", 2),
        ("図\x01書", 4),
        ("\x01é", 1),
    ],
)
def test_a_wide_character_takes_two_columns(text: str, columns: int) -> None:
    """An emoji of several characters takes two as well, an invisible one none."""
    assert display_width(text) == columns


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ("one two", "three")),
        ("one two  three", ("one two", "three")),
        ("one\ttwo", ("one two",)),
        ("いろはにほへと", ("いろはに", "ほへと")),
        ("いろはに。ほ", ("いろは", "に。ほ")),
        ("いろは「にほ」", ("いろは", "「にほ」")),
        ("いろはにー", ("いろは", "にー")),
        ("いろはにっと", ("いろは", "にっと")),
        ("いろはに々", ("いろは", "に々")),
        ("いろはに！", ("いろは", "に！")),
        ("いろAI時代", ("いろAI時", "代")),
        ("one\n\ntwo", ("one", "", "two")),
        ("three four", ("three", "four")),
    ],
)
def test_a_text_is_broken_where_print_breaks_it(text: str, lines: tuple[str, ...]) -> None:
    """At blanks, and between wide characters unless one clings to its neighbour."""
    assert wrap_text(text, 8) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ("one two", "three")),
        ("いろはにほへと", ("いろはにほへと",)),
        ("いろは にほ へと", ("いろは", "にほ", "へと")),
        ("いろは にほへとちり", ("いろは にほへとち", "り")),
        ("いろはにほへとち。りぬるを", ("いろはにほへと", "ち。りぬるを")),
        ("The 日本銀行 said", ("The", "日本銀行", "said")),
        ("see https://example.com/abc now", ("see", "https://example.com/abc", "now")),
        ("いろは\nにほへとち", ("いろは", "にほへとち")),
        ("一\u3000二三四五六", ("一\u3000二三四五六",)),
        ("", ("",)),
        (" ", ("",)),
    ],
)
def test_a_line_ends_at_a_blank_where_there_are_blanks(text: str, lines: tuple[str, ...]) -> None:
    """Else it goes on, to the longest that a line may be."""
    assert wrap_at_blanks(text, 8, 17) == lines


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one",
        "one two",
        "いろはに",
        "いろは。",
        "「いろ」",
        "abcdefgh",
        "abcdefghijk",
        "https://example.com/a/b/c",
        "一　二",
        "é e\u0301 a b",
    ],
)
def test_what_fits_or_cannot_be_broken_stays_one_line(text: str) -> None:
    """A long address is longer than its line and whole."""
    assert wrap_text(text, 8) == (text,)


UNSPACED = st.text(st.sampled_from("abいろはー。、「」（）AI時代\n"), max_size=40)
LINES = st.text(st.sampled_from("ab いろはー。、「」（）AI時代\n"), max_size=40)


@given(LINES, st.integers(4, 20))
def test_wrapping_loses_no_letter(text: str, width: int) -> None:
    """Only white space is changed."""
    assert "".join("".join(wrap_text(text, width)).split()) == "".join(text.split())


@given(LINES, st.integers(8, 20))
def test_no_line_begins_with_what_clings_to_the_one_before(text: str, width: int) -> None:
    """Unless the author's own line does."""
    for paragraph in text.split("\n"):
        for line in wrap_text(paragraph, width)[1:]:
            assert line[:1] not in ("。", "、", "」", "）", "ー")


@given(UNSPACED, st.integers(4, 20))
def test_no_line_ends_with_what_opens(text: str, width: int) -> None:
    """A bracket goes with what it holds, unless the author ended the line there."""
    for paragraph in text.split("\n"):
        for line in wrap_text(paragraph, width)[:-1]:
            assert line[-1:] not in ("「", "（")
