"""Whom a title and a sentence name."""

from __future__ import annotations

import pytest

from newsletter.abridgement.names import begins_with_others, find_subjects, speaks_of_others

ABOUT = "Acme、町の図書館を夜も開く"
OTHERS = [
    # sentence, begins with others in capitals, speaks of others
    ("Betaは町の図書館に年240万円を払った。", True, True),
    ("BetaとAcmeは町の図書館に年240万円を払った。", False, False),
    ("Acmeは町の図書館に年240万円を払った。", False, False),
    ("Acmeの子会社は、Betaと同じ額を払った。", False, False),
    ("町の図書館には、Betaが年240万円を払った。", False, True),
    ("マイクロは町の図書館に年240万円を払った。", False, True),
    ("AIは町の図書館に並んだ。", False, True),
    (f"年240万円、{'冬' * 40}Beta", False, True),
]


@pytest.mark.parametrize(("text", "begins", "speaks"), OTHERS)
def test_whom_a_sentence_begins_with(text: str, begins: bool, speaks: bool) -> None:
    """Must not match: one that the other text names, too, AI, and what stands further inside."""
    assert begins_with_others(text, ABOUT) is begins
    assert speaks_of_others(text, ABOUT) is speaks


def test_a_text_without_names_has_no_others() -> None:
    """Must not match: a title without a name; nobody is another there."""
    assert not speaks_of_others("Betaは橋を直した。", "町の橋")
    assert begins_with_others("Betaは橋を直した。", "町の橋")


SUBJECTS = [
    ("ja", "Acme、町の図書館を夜も開く", {"Acme"}),
    ("ja", "町の図書館をAcmeが夜も開く", {"Acme", "図書館"}),
    ("ja", "AIで夜を開く", set()),
    ("ja", "夜に開く", set()),
    ("en", "Acme Opens the Library", set()),
]


@pytest.mark.parametrize(("language", "title", "names"), SUBJECTS)
def test_whom_a_title_names(language: str, title: str, names: set[str]) -> None:
    """Must not match: AI, one kanji, and capitals where each word of a title has one."""
    assert find_subjects(title, language) == names
