from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from newsletter.errors import TemplateError
from newsletter.render.strings import (
    build_strings,
    check_strings,
    find_fallbacks,
    format_date,
    get_locale,
)
from newsletter.render.templates import load_templates

EN = ("en.toml", 'a = "A"\nb = "B {n}"\n[c]\none = "{n} day"\nother = "{n} days"')


def test_english_stands_in_and_says_so() -> None:
    """A missing word falls back and is a finding; nothing is blank."""
    strings = build_strings("fr", {"en": EN, "fr": ("fr.toml", 'a = "À"')})
    assert (strings("a"), strings("b", n=1)) == ("À", "B 1")
    assert strings.missing == ("b", "c")
    assert [each.rule for each in check_strings(strings)] == ["missing-strings"]


def test_a_complete_language_has_no_finding() -> None:
    """Silence when all is well."""
    assert check_strings(build_strings("en-GB", {"en": EN})) == ()


@pytest.mark.parametrize(
    ("language", "chain"),
    [
        ("zh-TW", ("zh-Hant", "en")),
        ("zh", ("zh-Hans", "en")),
        ("zh-Hant-HK", ("zh-Hant", "en")),
        ("pt-BR", ("pt", "en")),
        ("eo", ("en",)),
        ("en", ("en",)),
    ],
)
def test_fallbacks_go_from_the_special_to_the_general(
    language: str, chain: tuple[str, ...]
) -> None:
    """The nearest words win."""
    assert find_fallbacks(language, ("en", "ja", "pt", "zh-Hans", "zh-Hant")) == chain


def test_a_number_chooses_the_plural_form() -> None:
    """One day, two days; numbers in the language's own writing."""
    strings = build_strings("en", {"en": EN})
    assert [strings("c", n=n) for n in (1, 2, 1200)] == ["1 day", "2 days", "1,200 days"]


@pytest.mark.parametrize("text", ['a = "{', "a = 1", "[c]\none = 'x'"])
def test_a_broken_file_is_an_error_with_its_name(text: str) -> None:
    """Words that cannot be used are refused at the start."""
    with pytest.raises(TemplateError, match=r"x\.toml"):
        build_strings("en", {"en": ("x.toml", text)})("a")


def test_dates_are_written_as_in_the_language_and_the_zone() -> None:
    """The day is the publication's, not Greenwich's."""
    when = datetime(2025, 11, 1, 23, 30, tzinfo=UTC)
    assert format_date(when, "ja", "Asia/Tokyo") == "2025年11月2日"
    assert format_date(when, "en", "UTC") == "November 1, 2025"
    assert format_date(when, "xx", "UTC") == "November 1, 2025"


def test_unknown_keys_are_errors() -> None:
    """A typing error in a template is no blank in a mail."""
    with pytest.raises(TemplateError):
        load_templates().strings("en")("no-such-key")


SHIPPED = sorted(
    name.removeprefix("strings/").removesuffix(".toml")
    for name in load_templates().files
    if name.startswith("strings/")
)


@pytest.mark.parametrize("language", SHIPPED)
def test_plural_forms_are_those_of_cldr(language: str) -> None:
    """Every form that a number of posts can ask for is there; Russian has 2 статьи and 5 статей."""
    words = load_templates().strings(language)
    texts = words.texts["n_posts"]
    rule = get_locale(language).plural_form
    forms = {rule(n) for n in (*range(202), 1_000_000)}
    known = {"other"} if isinstance(texts, str) else texts.keys()
    assert isinstance(texts, str) or forms <= known
    assert all("{" not in words("n_posts", n=n) for n in range(202))


def test_russian_counts() -> None:
    """One, few, many."""
    words = load_templates().strings("ru")
    assert [words("n_posts", n=n) for n in (1, 2, 5, 21, 111)] == [
        "1 статья",
        "2 статьи",
        "5 статей",
        "21 статья",
        "111 статей",
    ]


def test_french_signs_keep_to_their_words() -> None:
    """No line begins with a colon or ends in an opening quotation mark."""
    words = load_templates().strings("fr")
    texts = [text for text in words.texts.values() if isinstance(text, str)]
    assert [text for text in texts if re.search(" [:;?!»]|« ", text)] == []


@pytest.mark.parametrize("language", [tag for tag in SHIPPED if tag != "pt-BR"])
def test_every_shipped_language_is_complete(language: str) -> None:
    """No word of the frame stands in English where we say we speak the language.

    Every text takes the same values.
    """
    strings, english = load_templates().strings(language), load_templates().strings("en")
    assert strings.missing == ()
    assert strings.texts.keys() == english.texts.keys()
    for key, text in english.texts.items():
        forms = [text] if isinstance(text, str) else [text["other"]]
        own = strings.texts[key]
        wanted = set(re.findall(r"\{(\w+)\}", forms[0]))
        assert (
            set(re.findall(r"\{(\w+)\}", own if isinstance(own, str) else own["other"])) == wanted
        ), key
