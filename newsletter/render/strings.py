"""Know the words of the frame, dates and numbers in every language a publication can have.

`templates/strings/<language>.toml` holds `key = "text"`, with `{name}` for values; a text
that depends on a number is a table of CLDR plural forms (`one`, `few`, `many`, `other`). A
language without a file of its own, or a file without a key, falls back from the more
special tag to the more general one and at last to English, and `check_strings` tells.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from newsletter.errors import TemplateError, quote
from newsletter.model import Finding, Severity

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"
MAX_NAMED = 5  # missing words that a finding names
# The regions of Chinese imply a script; readers of one script are not given words in the other.
_ANCESTORS = {
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant",
    "zh-MO": "zh-Hant",
    "zh": "zh-Hans",
    "zh-CN": "zh-Hans",
    "zh-SG": "zh-Hans",
}

Text = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Strings:
    """The words of one language.

    In code `strings("minutes", n=4)`, in templates `{{ words("minutes", n=4) }}`.

    Attributes:
        language: Tag asked for.
        texts: Text, or plural forms, by key; complete through the fallbacks.
        missing: Keys that came from another language, sorted.
    """

    language: str
    texts: Mapping[str, Text] = field(repr=False)
    missing: tuple[str, ...] = ()

    def __call__(self, key: str, **values: object) -> str:
        """Return one text with its values put in; `n` chooses the plural form and is
        written as a number.

        Raises:
            TemplateError: No such key, or a `{name}` without a value.
        """
        text = self.texts.get(key)
        if text is None:
            raise TemplateError(
                f"no string {quote(key)}",
                at=f"strings/{self.language}.toml",
                why="the key is missing",
                fix="add it",
            )
        if not isinstance(text, str):
            text = self._plural(text, values.get("n"))
        shown = {name: self._shown(value) for name, value in values.items()}
        try:
            return text.format_map(shown)
        except (KeyError, ValueError, IndexError):
            where = f"strings/{self.language}.toml, {key}"
            raise TemplateError(
                f"cannot fill the string {quote(key)}",
                at=where,
                why=f"it is {quote(text)}",
                fix=f"it may name {{{'}, {'.join(shown)}}}"
                if shown
                else "it may name no value in braces",
            ) from None

    def _plural(self, forms: Mapping[str, str], n: object) -> str:
        """The form that goes with a count in this language."""
        count = n if isinstance(n, int | float) else 0
        form = get_locale(self.language).plural_form(count)
        return forms.get(form) or forms["other"]

    def _shown(self, value: object) -> object:
        """A number as the language writes it; everything else as it is."""
        return self.number(value) if isinstance(value, int) else value

    def date(self, when: datetime, zone: str = "UTC") -> str:
        """Return a date as the language writes it: `2025年11月2日`, `November 2, 2025`."""
        return format_date(when, self.language, zone)

    def number(self, value: int) -> str:
        """Return a whole number with the language's separators and digits."""
        return format_number(value, self.language)


def build_strings(
    language: str,
    tables: Mapping[str, tuple[str, str]],
    shipped: Mapping[str, tuple[str, str]] | None = None,
) -> Strings:
    """Put the words of a language together.

    Args:
        language: BCP 47 tag.
        tables: Path and TOML text of every file by language.
        shipped: The same of the shipped files that a publication has files of its own for: what
            those do not say is said as shipped.

    Raises:
        TemplateError: A file that is asked for is broken.
    """
    texts: dict[str, Text] = {}
    own: set[str] = set()
    for tag in reversed(find_fallbacks(language, tuple(tables))):
        read = _parse_table(*tables[tag])
        if shipped and tag in shipped:
            read = _parse_table(*shipped[tag]) | read
        texts |= read
        if tag != FALLBACK or language.split("-")[0] == FALLBACK:
            own |= read.keys()
    return Strings(language, texts, tuple(sorted(texts.keys() - own)))


def find_fallbacks(language: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages whose words may stand in, the nearest first and English last."""
    chain: list[str] = []
    tag = language
    while tag:
        chain.append(tag)
        has_script = any(known_tag.startswith("zh-Han") for known_tag in chain)
        if tag in _ANCESTORS and not has_script:
            chain.append(_ANCESTORS[tag])
        tag = tag.rpartition("-")[0]
    return tuple(
        tag for tag in dict.fromkeys([*chain, FALLBACK]) if tag in known
    )


def check_strings(strings: Strings) -> tuple[Finding, ...]:
    """Tell which words of the frame are missing in a language."""
    if not strings.missing:
        return ()
    named = list(strings.missing[:MAX_NAMED])
    if len(strings.missing) > MAX_NAMED:
        named.append("…")
    count = f"{len(strings.missing)} of {len(strings.texts)} words"
    file = f"strings/{strings.language}.toml"
    message = (
        f"{file} lacks {count} ({', '.join(named)}): they stand in English"
    )
    return (Finding("missing-strings", Severity.WARNING, message),)


def format_date(when: datetime, language: str, zone: str = "UTC") -> str:
    """Return the day in `zone`, written out in the language.

    Args:
        when: The moment, with its zone.
        language: BCP 47 tag.
        zone: Name of the zone whose day it is.
    """
    return _write_day(when.astimezone(ZoneInfo(zone)).date(), language)


@lru_cache(maxsize=256)  # page, mail and its parts name the same day
def _write_day(day: date, language: str) -> str:
    """A day in words, in the order of the language."""
    from babel.dates import format_date as write

    return write(day, format="long", locale=get_locale(language))


@lru_cache(maxsize=256)
def format_number(value: int, language: str) -> str:
    """Return a whole number with the separators and digits of a language."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=get_locale(language))


@lru_cache(maxsize=64)
def get_locale(language: str) -> Locale:
    """Return what babel knows of a language or of its nearest relative; English at last."""
    from babel import Locale, UnknownLocaleError

    tag = language
    while tag:
        try:
            return Locale.parse(_ANCESTORS.get(tag, tag), sep="-")
        except (UnknownLocaleError, ValueError):
            tag = tag.rpartition("-")[0]
    return Locale.parse(FALLBACK)


def _parse_table(path: str, text: str) -> dict[str, Text]:
    """The texts of a language by their key: each a text, or a table of plural forms."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(
            f"cannot read {quote(path)}",
            at=path,
            why=f"not TOML: {error}",
            fix="mend that line",
        ) from None
    for key, value in table.items():
        has_forms = isinstance(value, dict) and isinstance(
            value.get("other"), str
        )
        if not isinstance(value, str) and not has_forms:
            raise TemplateError(
                f"cannot use {quote(path)}",
                at=f"{path}, {key}",
                why="it is neither a text nor a table of plural forms with other",
                fix=f'{key} = "…"',
            )
    return table
