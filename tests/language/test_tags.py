from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("ja", "ja"),
        ("JA", "ja"),
        (" ja ", "ja"),
        ("ja_JP", "ja-JP"),
        ("ja-jp", "ja-JP"),
        ("zh-hant", "zh-Hant"),
        ("ZH_HANT_tw", "zh-Hant-TW"),
        ("pt-br", "pt-BR"),
        ("es-419", "es-419"),
        ("en-GB-oxendict", "en-GB-oxendict"),
        ("de-1996", "de-1996"),
        ("iw", "he"),
        ("jpn", "ja"),
        ("fil", "fil"),
        ("sr-latn", "sr-Latn"),
        ("JPN_jp", "ja-JP"),
        ("deu", "de"),
        ("in", "id"),
        ("yue-hk", "yue-HK"),
        ("EN_gb", "en-GB"),
        ("sl-ROZAJ", "sl-rozaj"),
        ("de-u-co-phonebk", "de-u-co-phonebk"),
    ],
)
def test_a_tag_has_one_spelling(written: str, tag: str) -> None:
    """Case and underscores of RFC 5646; codes that were replaced are today's."""
    assert parse_tag(written) == tag
    assert parse_tag(tag) == tag


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("jp", "ja"),
        ("cn", "zh"),
        ("ua", "uk"),
        ("gr", "el"),
        ("dk", "da"),
        ("us", "en"),
        ("english", "en"),
        ("English", "en"),
        ("japanese", "ja"),
        ("Deutsch", "de"),
        ("français", "fr"),
        ("日本語", "ja"),
        ("zh-Hant-x-private", ""),
        ("xx", ""),
        ("", ""),
        ("en-", ""),
        ("en--US", ""),
        ("e", ""),
        ("12", ""),
        ("../en", ""),
        ("en/ja", ""),
        ("klingonish", ""),
        ("ja-", ""),
        ("-ja", ""),
        ("ja JP", ""),
        ("ja-JP-JP", ""),
        ("german", "de"),
        ("한국어", "ko"),
        ("italiano", "it"),
        ("gb", "en"),
        ("qq", ""),
    ],
)
def test_what_is_no_tag_says_what_was_meant(written: str, meant: str) -> None:
    """A country, a name in English or its own, or nothing that could be guessed."""
    with pytest.raises(UnknownLanguage) as caught:
        parse_tag(written)
    assert caught.value.suggestion == meant


@pytest.mark.parametrize(
    ("tag", "available", "found"),
    [
        ("ja", ["en", "ja"], "ja"),
        ("ja-JP", ["en", "ja"], "ja"),
        ("ja", ["ja-JP"], "ja-JP"),
        ("zh-TW", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-HK", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-CN", ["zh-Hant", "zh-Hans"], "zh-Hans"),
        ("zh", ["zh-Hant", "zh-Hans"], "zh-Hans"),
        ("zh-Hant-TW", ["zh-Hant"], "zh-Hant"),
        ("en-GB", ["en-US", "en-GB"], "en-GB"),
        ("en-GB", ["en-US", "en"], "en"),
        ("pt-PT", ["pt-BR"], "pt-BR"),
        ("zh-Hant", ["zh-Hans"], None),
        ("zh-TW", ["zh"], None),
        ("sr-Latn", ["sr"], None),
        ("de", ["ja", "en"], None),
        ("de", [], None),
        ("en", ["de", "en-US", "en-GB"], "en-US"),
        ("ja-JP", ["ja", "ja-JP"], "ja-JP"),
        ("zh-Hans-CN", ["zh"], "zh"),
        ("zh-SG", ["zh-Hant", "zh-Hans"], "zh-Hans"),
        ("sr-Latn-RS", ["sr", "sr-Latn"], "sr-Latn"),
        ("zh-Hans", ["zh-Hant"], None),
        ("zh-HK", ["zh", "zh-Hans"], None),
        ("yue", ["zh"], None),
        ("fil", ["fi"], None),
    ],
)
def test_a_tag_belongs_to_the_nearest_language(
    tag: str,
    available: list[str],
    found: str | None,
) -> None:
    """The lookup of RFC 4647; another script is another language for a reader."""
    assert match_tag(tag, available) == found


@pytest.mark.parametrize(("tag", "language"), [("zh-Hant-TW", "zh"), ("EN-us", "en"), ("ja", "ja")])
def test_the_language_is_the_first_part(tag: str, language: str) -> None:
    """Script and region fall away."""
    assert base(tag) == language


@pytest.mark.parametrize(
    ("tag", "rtl", "spaced"),
    [
        ("ar", True, True),
        ("he-IL", True, True),
        ("az-Arab", True, True),
        ("en", False, True),
        ("ko", False, True),
        ("ja", False, False),
        ("zh-Hant", False, False),
        ("th", False, False),
        ("fa-IR", True, True),
        ("ur", True, True),
        ("yi", True, True),
        ("pa-Arab", True, True),
        ("pa", False, True),
        ("ru", False, True),
        ("yue-HK", False, False),
        ("km", False, False),
        ("vi", False, True),
    ],
)
def test_a_language_tells_direction_and_spacing(tag: str, rtl: bool, spaced: bool) -> None:
    """Right to left, and blanks between words."""
    assert (is_rtl(tag), is_spaced(tag)) == (rtl, spaced)


@pytest.mark.parametrize(("tag", "region"), [("ja", "JP"), ("sv-FI", "SE"), ("xx", "")])
def test_a_language_has_a_usual_region(tag: str, region: str) -> None:
    """Where most of its readers are, as CLDR has it."""
    assert usual_region(tag) == region


@pytest.mark.parametrize(
    ("tag", "name"),
    [("ja", "Japanese (ja)"), ("pt-BR", "Portuguese (Brazil) (pt-BR)"), ("qqq", "qqq")],
)
def test_a_language_is_named_with_its_tag(tag: str, name: str) -> None:
    """What a model or a person is told; a tag that CLDR does not know stays as it is."""
    assert language_name(tag) == name
