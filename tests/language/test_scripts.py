from __future__ import annotations

import pytest

from newsletter.language.scripts import count_cjk, guess_language, has_letters, is_cjk
from tests.language.tables import read_table


@pytest.mark.parametrize(("language", "text"), read_table("scripts.tsv", 2))
def test_the_script_of_a_text_tells_its_language(language: str, text: str) -> None:
    """Kana is Japanese, Hangul Korean, Han alone Chinese; a quoted word decides nothing."""
    assert guess_language(text) == language


def test_what_no_script_decides_is_the_caller_s_default() -> None:
    """Latin letters belong to many languages."""
    assert guess_language("Die Bibliothek", "de") == "de"
    assert guess_language("図書館で読む", "de") == "ja"


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
