"""The tables of words for opposite things can be read, and each of their words can be found."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from newsletter.translate.checks import opposite_tables
from newsletter.translate.checks.opposite_tables import find_table_languages, read_opposite_table
from newsletter.translate.checks.opposites import find_ends
from newsletter.translate.checks.scales import Scale

FILES = sorted(
    (Path(opposite_tables.__file__).parent / "opposite_words").glob("*.toml"),
)
LANGUAGES = [file.stem for file in FILES]
SPACED = [language for language in LANGUAGES if language not in ("ja", "zh", "ko")]
PARTS = {"plain", "hints", "idioms", "phrases"}


def test_every_file_is_a_table() -> None:
    """What lies in the folder is offered, and nothing else is."""
    assert find_table_languages() == set(LANGUAGES)
    assert read_opposite_table("cs").plain == ()
    assert read_opposite_table("../words/de").plain == ()


@pytest.mark.parametrize("file", FILES, ids=LANGUAGES)
def test_a_file_holds_what_is_read(file: Path) -> None:
    """A part or a scale with a slip in its name would pass in silence; an end too many, too."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    assert data.keys() <= PARTS
    for part in ("plain", "hints"):
        for name, ends in data.get(part, {}).items():
            assert len(ends) <= len(Scale[name].value), (part, name)
    for phrase in data.get("phrases", ()):
        assert phrase.keys() == {"words", "scale", "end", "patterns"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_at_an_end(language: str) -> None:
    """A word that stands twice counts twice."""
    table = read_opposite_table(language)
    assert len(set(table.plain)) == len(table.plain)
    assert len(set(table.hints)) == len(table.hints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hint_stands_at_both_ends(language: str) -> None:
    """A word at both ends of a scale could never say anything."""
    hints = read_opposite_table(language).hints
    for (scale, end), word in hints:
        assert len(scale.value) == 2
        assert ((scale, 1 - end), word) not in hints, (scale, word)


@pytest.mark.parametrize("language", SPACED)
def test_every_word_is_found_at_its_own_end(language: str) -> None:
    """A word that no text can have ("avant-hier" is two) would pass in silence."""
    for (scale, end), word in read_opposite_table(language).plain:
        named = find_ends(word.strip("*"), language)
        assert named.get(scale, (0,) * 12)[end] == 1, (scale, word)


@pytest.mark.parametrize("language", SPACED)
def test_a_hint_is_one_word(language: str) -> None:
    """A text is cut into runs of letters: a hint with a hyphen would never be met."""
    for _, word in read_opposite_table(language).hints:
        assert word.strip("*").isalpha(), word


@pytest.mark.parametrize("language", ["ja", "zh", "ko"])
def test_every_pattern_without_spaces_is_one(language: str) -> None:
    """What stands in the table of a language without spaces is a pattern."""
    table = read_opposite_table(language)
    for _, word in (*table.plain, *table.hints):
        assert re.compile(word).search("") is None, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_one_of_its_words(language: str) -> None:
    """A phrase is looked for where one of its words stands: another would never be asked about."""
    for phrase in read_opposite_table(language).phrases:
        letters = phrase.pattern.pattern.casefold()
        assert any(word in letters for word in phrase.words), phrase.words


def test_no_table_is_read_before_it_is_asked_for() -> None:
    """A run that translates nothing does not pay for the words."""
    code = (
        "import newsletter.translate.checks.opposite_tables as tables\n"
        "import newsletter.translate.checks\n"
        "assert tables.read_opposite_table.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
