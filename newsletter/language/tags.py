"""Know language tags: one spelling for each language, and what follows from its name.

People write `JA`, `ja_JP`, `zh-hant`, `jp` and `english`. Inside the program a
language has one spelling, that of RFC 5646: `ja`, `ja-JP`, `zh-Hant`. Tags from
outside come in by `parse_tag`; which of the configured languages a tag belongs
to is decided by `match_tag`, after the lookup of RFC 4647 (BCP 47).

A tag is refused when the registry does not know its language. `jp` is a country
and `english` is a name: both would be read as languages that do not exist, and
the error names the tag that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

RTL_LANGUAGES = frozenset(
    {
        "ar",
        "arc",
        "dv",
        "fa",
        "ha",
        "he",
        "khw",
        "ks",
        "ku",
        "ps",
        "sd",
        "ug",
        "ur",
        "yi",
    }
)
UNSPACED_LANGUAGES = frozenset({"ja", "zh", "yue", "th", "lo", "km", "my"})

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*)",
    re.IGNORECASE,
)


class UnknownLanguage(ValueError):
    """A text that is no language tag.

    Attributes:
        suggestion: The tag that was probably meant, "" when there is none.
    """

    def __init__(self, text: str, suggestion: str) -> None:
        super().__init__(f"{text!r} is no language tag")
        self.suggestion = suggestion


@lru_cache(maxsize=256)
def base(tag: str) -> str:
    """Return the language without script and region.

    >>> base("zh-Hant-TW")
    'zh'
    """
    return tag.split("-", 1)[0].lower()


def is_rtl(tag: str) -> bool:
    """Tell whether the language is written from right to left."""
    return base(tag) in RTL_LANGUAGES or "-Arab" in tag or "-Hebr" in tag


def is_spaced(tag: str) -> bool:
    """Tell whether the language puts spaces between words (and so between sentences)."""
    return base(tag) not in UNSPACED_LANGUAGES


@lru_cache(maxsize=512)
def parse_tag(text: str) -> str:
    """Return a tag in the spelling of RFC 5646.

    Raises:
        UnknownLanguage: The registry has no such language; its suggestion says what was meant.

    >>> parse_tag("ZH_hant-tw"), parse_tag("iw")
    ('zh-Hant-TW', 'he')
    """
    plain = text.strip().replace("_", "-")
    found = _TAG.fullmatch(plain)
    language = _known_language(found["language"]) if found else ""
    if found is None or not language:
        raise UnknownLanguage(text, _suggest(plain))
    parts = [language]
    if found["script"]:
        parts.append(found["script"].title())
    if found["region"]:
        parts.append(found["region"].upper())
    return "-".join(parts) + found["rest"].lower()


def match_tag(tag: str, available: Iterable[str]) -> str | None:
    """Return the one of `available` that a tag belongs to; None when there is none.

    First the tag itself, then shorter and shorter ones, then the one that is
    written alike: `zh-TW` belongs to `zh-Hant`, `ja-JP` to `ja`. A script that
    differs is another language for a reader, so `zh-Hant` never becomes `zh-Hans`.

    Args:
        tag: A tag as `parse_tag` returns it.
        available: Tags in the same spelling, the preferred ones first.

    >>> match_tag("zh-TW", ["zh-Hans", "zh-Hant"]), match_tag("ja-JP", ["en", "ja"])
    ('zh-Hant', 'ja')
    """
    choices = list(available)
    wanted = tag
    while wanted:
        if wanted in choices and _same_script(wanted, tag):
            return wanted
        wanted = wanted.rpartition("-")[0]
    alike = (choice for choice in choices if _same_language(choice, tag))
    return next(alike, None)


def _same_language(left: str, right: str) -> bool:
    """Tell whether one reader reads both: the same language in the same script."""
    return base(left) == base(right) and _same_script(left, right)


def _same_script(left: str, right: str) -> bool:
    """Tell whether two tags are written alike."""
    return _script(left) == _script(right)


@lru_cache(maxsize=512)
def _script(tag: str) -> str:
    """The script a language is written in: named in the tag, or the usual one."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return _usual_script(base(tag), "")
    if found["script"]:
        return found["script"].title()
    return _usual_script(base(tag), found["region"] or "")


def _usual_script(language: str, region: str) -> str:
    """The script of most readers of a language in a region; "" when it is not known."""
    names = _likely(language, region).split("_")
    return names[1] if len(names) == 3 else ""


def _likely(language: str, region: str = "") -> str:
    """The likely subtags of CLDR: `zh`, `TW` → `zh_Hant_TW`."""
    from babel.core import get_global

    table = get_global("likely_subtags")
    named = f"{language}_{region.upper()}" if region else language
    return str(table.get(named) or table.get(language) or "")


def usual_region(language: str) -> str:
    """Return the region where most readers of a language are, "" when it is not known.

    >>> usual_region("ja")
    'JP'
    """
    return _likely(base(language)).rpartition("_")[2]


def _known_language(code: str) -> str:
    """The code a language has today: `iw` → `he`, `jpn` → `ja`; "" for one that does not exist."""
    from babel.core import get_global

    code = code.lower()
    alias = str(get_global("language_aliases").get(code, ""))
    if code in _names():
        return code
    return alias.split("_")[0]


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Code → English name of every language that CLDR names."""
    from babel import Locale

    names = Locale("en").languages
    return {
        code: str(name).lower()
        for code, name in names.items()
        if "_" not in code
    }


def _suggest(text: str) -> str:
    """The tag that was meant by a country (`jp`), a name (`english`, `Deutsch`) or a slip."""
    wanted = text.lower()
    return (
        _find_english_name(wanted)
        or _find_own_name(wanted)
        or _find_language_of(wanted)
    )


def _find_english_name(name: str) -> str:
    """The language that English calls so; "" for none."""
    for code, english_name in _names().items():
        if english_name == name:
            return code
    return ""


def _find_language_of(country: str) -> str:
    """The language most people of a country speak; "" for what is no country."""
    if country in _ENGLISH_COUNTRIES:
        return "en"
    if not re.fullmatch("[a-z]{2}", country):
        return ""
    likely = _likely("und", country)
    return "" if likely.startswith("en") else likely.split("_")[0]


def _find_own_name(name: str) -> str:
    """The language that calls itself so: `deutsch`, `français`, `日本語`; "" for none."""
    from babel import Locale

    for code in _WELL_KNOWN:
        if str(Locale(code).languages[code]).lower() == name:
            return code
    return ""


_ENGLISH_COUNTRIES = frozenset({"uk", "us", "gb"})
# The languages for which the program has number words: those that people are likely to name.
_WELL_KNOWN = (
    *(
        "ja",
        "en",
        "zh",
        "ko",
        "de",
        "fr",
        "es",
        "pt",
        "it",
        "nl",
        "sv",
        "pl",
        "cs",
        "ru",
    ),
    *("uk", "ar", "he", "hi", "th", "vi", "id", "tr"),
)


def language_name(tag: str) -> str:
    """Return the English name of a language with its tag: what a model or a person is told.

    >>> language_name("ja"), language_name("zh-Hant")
    ('Japanese (ja)', 'Chinese (Traditional) (zh-Hant)')
    """
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name("en")
    except (UnknownLocaleError, ValueError):
        return tag
    return f"{name} ({tag})"
