from __future__ import annotations

import pytest

from newsletter.language.scripts import (
    count_cjk,
    find_letters_of,
    guess_language,
    has_letters,
    is_cjk,
    writes_with,
)
from tests.language.tables import read_table


@pytest.mark.parametrize(("language", "text"), read_table("scripts.tsv", 2))
def test_the_script_of_a_text_tells_its_language(language: str, text: str) -> None:
    """Kana is Japanese, Hangul Korean, Han alone Chinese; a quoted word decides nothing."""
    assert guess_language(text) == language


def test_what_no_script_decides_is_english() -> None:
    """Latin letters belong to many languages; posts of those say theirs."""
    assert guess_language("Die Bibliothek") == "en"
    assert guess_language("図書館で読む") == "ja"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", True), ("図", True), ("é", True), ("1", False), ("_", False), ("", False), ("…", False)],
)
def test_letters_of_any_script_are_something_to_read(text: str, expected: bool) -> None:
    """Digits, marks and underscores are not."""
    assert has_letters(text) is expected


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("図", True),
        ("か", True),
        ("カ", True),
        ("ｶ", True),
        ("서", True),
        ("々", True),
        ("〇", True),
        ("。", False),
        ("ー", True),
        ("a", False),
        ("ａ", False),
        ("é", False),
    ],
)
def test_han_kana_and_hangul_are_cjk(char: str, expected: bool) -> None:
    """Punctuation and full-width Latin letters are not."""
    assert is_cjk(char) is expected


def test_characters_are_counted_without_punctuation() -> None:
    """図書館、です。 has five letters."""
    assert count_cjk("図書館、です。abc") == 5
    assert count_cjk("") == 0


@pytest.mark.parametrize(
    ("language", "scripts"),
    [
        ("ja", {"Han", "kana"}),
        ("zh", {"Han"}),
        ("ko", {"Hangul"}),
        ("ru", {"Cyrillic"}),
        ("uk", {"Cyrillic"}),
        ("ar", {"Arabic"}),
        ("fa", {"Arabic"}),
        ("he", {"Hebrew"}),
        ("el", {"Greek"}),
        ("th", {"Thai"}),
        ("hi", {"Devanagari"}),
        ("en", set()),
        ("de", set()),
        ("xx", set()),
    ],
)
def test_a_language_has_scripts_of_its_own(language: str, scripts: set[str]) -> None:
    """Latin letters are nobody's own."""
    assert writes_with(language) == scripts


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ja", "the word 図書館 here", "図書館"),
        ("ja", "the word とても here", "とても"),
        ("ru", "the word привет, and так", "привет"),
        ("el", "the word λόγος", "λόγος"),
        ("el", "the letter α and β", ""),
        ("ja", "привет", ""),
        ("zh", "とても", ""),
        ("ko", "図書館", ""),
        ("en", "图书馆", ""),
        ("ja", "only Latin", ""),
        ("ja", "。、「」", ""),
        ("ja", "", ""),
    ],
)
def test_letters_left_in_a_script_of_the_language_are_found(
    language: str,
    text: str,
    found: str,
) -> None:
    """The first run of them; one Greek letter is a symbol."""
    assert find_letters_of(language, text) == found


@pytest.mark.parametrize(
    ("text", "n"),
    [("図", 1), ("図a書", 2), ("かカｶ", 3), ("서울", 2), ("，。", 0), ("１２", 0), ("привет", 0)],
)
def test_only_han_kana_and_hangul_are_counted(text: str, n: int) -> None:
    """Each character once, whatever stands between."""
    assert count_cjk(text) == n


@pytest.mark.parametrize(
    ("n_latin", "language"),
    [(0, "ja"), (19, "ja"), (38, "ja"), (39, "en"), (60, "en")],
)
def test_a_script_is_believed_from_a_twentieth_of_the_letters(n_latin: int, language: str) -> None:
    """One kana among forty letters is a quotation: two are wanted there."""
    assert guess_language("a" * n_latin + "の") == language
