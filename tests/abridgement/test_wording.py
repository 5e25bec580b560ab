"""Letter runs: names hidden, wording scored, neighbours heard."""

from __future__ import annotations

import re

import pytest

from newsletter.abridgement.weights import get_weights
from newsletter.abridgement.wording import (
    NAMES,
    find_runs,
    hide_names,
    measure_wording,
    score_wording,
)

SAME = [
    ("ja", "トヨタは2025年に工場を建てた。", "ソニーは1998年に工場を建てた。"),
    ("ja", "OpenAIが発表した。", "Googleが発表した。"),
    ("ja", "売上は1,234億円だ。", "売上は5億円だ。"),
    ("ja", "売上は５億円だ。", "売上は5億円だ。"),
    ("ja", "Red Hat が発表した。", "RedHatが発表した。"),
    ("en", "In May Toyota built 12 plants.", "In May Sony built 3 plants."),
    ("en", "The team at Red Hat won.", "The team at Mozilla won."),
    ("en", "See https://example.org/a for more.", "See https://example.com/b for more."),
    ("en", "It  has\ntwo blanks.", "It has two blanks."),
]
DIFFERENT = [
    ("ja", "工場を建てた。", "工場を建てる。"),
    ("ja", "市は発表した。", "県は発表した。"),
    ("ja", "トヨタが発表した。", "市が発表した。"),
    ("en", "The team won.", "The team lost."),
    ("en", "The team won.", "A team won."),
    ("en", "The team at Red Hat won.", "The team at home won."),
]


@pytest.mark.parametrize(("language", "one", "other"), SAME)
def test_names_and_numbers_are_hidden(language: str, one: str, other: str) -> None:
    """Sentences that differ in a name, a number or an address have the same runs."""
    assert find_runs(one, language) == find_runs(other, language)


@pytest.mark.parametrize(("language", "one", "other"), DIFFERENT)
def test_wording_is_not_hidden(language: str, one: str, other: str) -> None:
    """Sentences that say it differently have different runs."""
    assert find_runs(one, language) != find_runs(other, language)


def test_both_ends_are_marked() -> None:
    """A run at the start or the end of a sentence is another than inside it."""
    assert hide_names("市", "ja") == "^市$"
    assert {"^市", "市$"} <= find_runs("市", "ja")


@pytest.mark.parametrize("text", ["", " ", "…", "👩‍👩‍👧", "\u0000", "A" * 5000])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_any_text_has_a_score(text: str, language: str) -> None:
    """Nothing to read, signs and endless words are scored without a fault."""
    runs = get_weights(language).runs
    assert runs is not None
    assert -5 < score_wording(text, language, runs.weights, runs.base) < 5


def test_unknown_wording_has_the_base_worth() -> None:
    """Without a known run the worth is that of a text without any."""
    assert score_wording("ζζζ", "en", {"the": 1.0}, 0.7) == 0.7


def test_known_runs_share_a_length_of_one() -> None:
    """A text twice as long is not worth twice as much: the runs share a length of one."""
    table = {"^a": 1.0, "b$": 1.0}
    assert score_wording("ab", "en", table, 0.0) == pytest.approx(2**0.5)
    assert score_wording("ac", "en", table, 0.0) == pytest.approx(1.0)


def test_tables_know_no_names() -> None:
    """No Japanese run holds a Latin letter but the sign of a hidden name, or two katakana."""
    runs = get_weights("ja").runs
    assert runs is not None
    letters = {letter for run in runs.weights for letter in run if letter.isascii()}
    assert {letter for letter in letters if letter.isalpha()} == {"A"}
    assert not [run for run in runs.weights if re.search("[ァ-ヺー]{2}", run)]


def test_neighbours_are_heard() -> None:
    """A part knows the wording before, after and around it, and its rank in the article."""
    rows = measure_wording([1.0, 3.0, 2.0, 0.0], [0, 0, 1, 1])
    second = dict(zip(NAMES, rows[1], strict=True))
    assert second == {
        "wording": 3.0,
        "wording here": 1.5,
        "wording before": 1.0,
        "wording after": 2.0,
        "wording around": 0.0,
        "wording of passage": 2.0,
        "wording in passage": 0.0,
        "wording rank": 1.0,
    }
    first = dict(zip(NAMES, rows[0], strict=True))
    assert first["wording before"] == 0.0
    assert first["wording in passage"] == -2.0
    assert first["wording around"] == 1.0


def test_an_article_without_parts_has_no_wording() -> None:
    """No parts, no rows."""
    assert measure_wording([], []) == ()
