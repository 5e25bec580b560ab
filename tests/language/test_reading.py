"""How long a text is for its readers."""

from __future__ import annotations

import pytest

from newsletter.language.reading import count_chars, count_words, reading_minutes, text_length
from tests.language.tables import read_table


def test_japanese_goes_by_characters() -> None:
    """Five hundred characters of Japanese are a minute."""
    assert reading_minutes("夜" * 500, "ja") == pytest.approx(1)


def test_english_goes_by_words() -> None:
    """Two hundred and forty English words are a minute."""
    assert reading_minutes("night " * 240, "en") == pytest.approx(1)


def test_mixed_text_adds_up() -> None:
    """In mixed text each script goes at its own speed."""
    assert reading_minutes("夜" * 500 + " night" * 240, "ja") == pytest.approx(2)


def test_korean_goes_by_words() -> None:
    """Hangul is spaced and goes by words, not by characters."""
    assert reading_minutes("도서관 " * 240, "ko") == pytest.approx(1)


@pytest.mark.parametrize(("n_words", "text"), read_table("words.tsv", 2))
def test_words(n_words: str, text: str) -> None:
    """A number, a hyphenated and an elided word are one word each; dashes are none."""
    assert count_words(text) == int(n_words)


def test_length_is_in_the_unit_of_the_language() -> None:
    """Japanese is counted in characters without white space, English in words."""
    assert text_length("夜 の 図書館", "ja") == count_chars("夜の図書館") == 5
    assert text_length("the library at night", "en") == 4


@pytest.mark.parametrize(
    ("text", "language", "length"),
    [
        ("夜の図書館。", "ja", 6),
        ("夜　の\n図書館", "ja-JP", 5),
        ("图书馆", "zh-Hant", 3),
        ("ห้องสมุด", "th", 8),
        ("도서관의 밤", "ko", 2),
        ("one two", "en-GB", 2),
        ("", "ja", 0),
        ("", "en", 0),
        (" \n　", "ja", 0),
        ("— …", "en", 0),
    ],
)
def test_the_length_of_a_text_by_its_language(text: str, language: str, length: int) -> None:
    """White space is never counted, marks only where characters are."""
    assert text_length(text, language) == length


@pytest.mark.parametrize(
    ("text", "language"),
    [("", "ja"), ("。、", "ja"), (" \n", "en"), ("…", "en"), ("", "ko")],
)
def test_what_has_no_letters_takes_no_time(text: str, language: str) -> None:
    """Marks and white space are not read."""
    assert reading_minutes(text, language) == 0
