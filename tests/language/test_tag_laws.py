"""Laws of tags, directions and widths, over all languages that are known here."""

from __future__ import annotations

import unicodedata

import pytest
from babel import Locale, localedata
from hypothesis import given
from hypothesis import strategies as st

from newsletter.language.direction import isolate, text_direction
from newsletter.language.reading import count_chars, count_words, reading_minutes, text_length
from newsletter.language.tags import (
    UnknownLanguage,
    base,
    is_rtl,
    is_spaced,
    language_name,
    match_tag,
    parse_tag,
    usual_region,
)
from newsletter.language.width import display_width, wrap_text

# The languages that CLDR has data of and an English name for.
CODES = tuple(
    sorted(
        {name.split("_")[0] for name in localedata.locale_identifiers()}
        & set(Locale("en").languages)
    )
)
TAGS = st.sampled_from([*CODES, "zh-Hant", "zh-Hans-CN", "pt-BR", "en-GB", "sr-Latn", "az-Arab"])


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_one_spelling(code: str) -> None:
    """A parsed tag is parsed to itself, whatever letters it was written in."""
    tag = parse_tag(code)
    assert parse_tag(tag) == tag
    assert parse_tag(code.upper()) == tag
    assert parse_tag(f" {code}\n") == tag
    assert base(tag) == tag.split("-")[0].lower()


@given(TAGS, TAGS)
def test_a_region_changes_neither_direction_nor_spacing(one: str, other: str) -> None:
    """They are facts of the language, or of its script."""
    region = usual_region(parse_tag(other)) or "US"
    tag = parse_tag(one)
    longer = tag if tag.count("-") > 1 or tag[-2:].isupper() else f"{tag}-{region}"
    assert is_rtl(longer) == is_rtl(tag)
    assert is_spaced(longer) == is_spaced(tag)


@given(TAGS, st.lists(TAGS, max_size=5))
def test_what_matches_is_one_of_those_that_there_are(tag: str, available: list[str]) -> None:
    """The same language; itself where it is there."""
    parsed = parse_tag(tag)
    known = [parse_tag(each) for each in available]
    found = match_tag(parsed, known)
    if found is not None:
        assert found in known
        assert base(found) == base(parsed)
    if parsed in known:
        assert found == parsed


@given(TAGS)
def test_a_language_is_named_for_people(tag: str) -> None:
    """With its tag behind it."""
    parsed = parse_tag(tag)
    name = language_name(parsed)
    assert name.endswith(f"({parsed})") or name == parsed
    assert len(name) < 80


@given(st.text(max_size=12))
def test_any_text_is_a_tag_or_none(text: str) -> None:
    """What it was meant to be is a tag then."""
    try:
        tag = parse_tag(text)
    except UnknownLanguage as error:
        tag = error.suggestion
    assert not tag or parse_tag(tag) == tag


# ------------------------------------------------------------------ direction

LTR = ("1 Main Street", "港の朝", "(a)", "Ünal", "한국", "ñ", "12 boats, السوق")
RTL = ("السوق", "12 السوق", "שלום", "(שלום) a", "فارسی", "… ۱۲ متر")
NEITHER = ("", "12", "…", "(1)", "🎉", " \n")


@pytest.mark.parametrize("text", LTR)
def test_a_latin_or_east_asian_letter_reads_to_the_right(text: str) -> None:
    """The first letter decides, wherever it stands."""
    assert text_direction(text) == "ltr"


@pytest.mark.parametrize("text", RTL)
def test_an_arabic_or_hebrew_letter_reads_to_the_left(text: str) -> None:
    """Digits and marks before it have no say."""
    assert text_direction(text) == "rtl"


@pytest.mark.parametrize("text", NEITHER)
def test_digits_and_marks_have_no_direction(text: str) -> None:
    """They stay as they are in any line."""
    assert text_direction(text) == ""
    assert isolate(text, "ltr") == isolate(text, "rtl") == text


@given(st.sampled_from([*LTR, *RTL]), st.sampled_from(["ltr", "rtl"]))
def test_a_foreign_text_is_set_apart_and_nothing_else(text: str, direction: str) -> None:
    """By two marks that no reader sees."""
    apart = isolate(text, direction)
    if text_direction(text) == direction:
        assert apart == text
    else:
        assert apart[1:-1] == text
        assert {unicodedata.category(mark) for mark in (apart[0], apart[-1])} == {"Cf"}


# ------------------------------------------------------------------ length and width

TEXTS = st.text(st.sampled_from("ab éñ港の朝カｶ서울、。 12.,-'\n"), max_size=40)


@given(TEXTS, TEXTS)
def test_lengths_add_up_over_a_blank(one: str, other: str) -> None:
    """Words, characters and minutes of two texts are those of both."""
    both = f"{one} {other}"
    assert count_words(both) == count_words(one) + count_words(other)
    assert count_chars(both) == count_chars(one) + count_chars(other)
    for language in ("ja", "en", "ko"):
        together = reading_minutes(one, language) + reading_minutes(other, language)
        assert reading_minutes(both, language) == pytest.approx(together)


@given(TEXTS)
def test_a_length_is_that_of_its_language(text: str) -> None:
    """Words where they are spaced, else characters."""
    assert text_length(text, "en") == text_length(text, "ko") == count_words(text)
    assert text_length(text, "ja") == text_length(text, "zh-Hant") == count_chars(text)


@given(TEXTS, st.integers(8, 30))
def test_a_line_is_no_wider_than_asked(text: str, width: int) -> None:
    """But for a word or a row of closing marks that cannot be broken."""
    for line in wrap_text(text, width):
        clinging = len(line) - len(line.rstrip("、。.,-'"))
        longest = max((display_width(word) for word in line.split()), default=0)
        assert display_width(line) <= max(width, longest) + 2 * clinging


@given(TEXTS)
def test_a_text_is_as_wide_as_its_characters(text: str) -> None:
    """None of these takes more than two columns."""
    plain = text.replace("\n", "")
    assert len(plain) <= display_width(plain) <= 2 * len(plain)
