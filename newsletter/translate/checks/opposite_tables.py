"""Read the words for opposite things, a file of `opposite_words/` for each language.

`[plain]` has a line a scale, with the words for each of its ends in turn. In languages with
spaces a word stands as it is written; `increas*` is every word that begins so, `*rückgang` every
word that ends so, `*export*` both. Where words stand without spaces (Japanese, Chinese) and where
endings are glued to them (Korean) a word is a pattern.

`[hints]` has the same form. A hint alone proves nothing and is never set against another hint: it
is heard when the one text names an end plainly, and the other text has no plain word for that
scale but hints at the other end alone.

`[[phrases]]` are patterns, looked for in a text that has one of their words. `[idioms]` are what
has such a word and names no end of anything ("after all"): they are left out before words are
looked for.

A table need not be whole: what it does not know is not looked at. Words that have many other
senses are left out on purpose ("declined to comment" stays, "a contract", "I left", "over" do
not). All are written by hand from what such words mean, and measured on right translations
(docs/design.md).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from newsletter.translate.checks.scales import End, Scale

_FOLDER = resources.files("newsletter.translate.checks") / "opposite_words"
_NEVER = re.compile(r"(?!)")
_NO_IDIOMS = {"words": "", "patterns": [_NEVER.pattern]}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words that name an end together.

    Attributes:
        words: The words one of which the phrase has, without capitals.
        end: What it names.
        pattern: The phrase.
    """

    words: tuple[str, ...]
    end: End
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class OppositeTable:
    """The words of a language for opposite things; empty for a language without a file.

    Attributes:
        plain: Each word with the end that it names, in the order of the file.
        hints: Each word with the end that it hints at.
        phrases: Phrases that name an end.
        idiom_words: The words one of which each idiom has, without capitals.
        idioms: What names no end although such a word is in it.
    """

    plain: tuple[tuple[End, str], ...] = ()
    hints: tuple[tuple[End, str], ...] = ()
    phrases: tuple[Phrase, ...] = ()
    idiom_words: frozenset[str] = frozenset()
    idioms: re.Pattern[str] = _NEVER


@cache
def find_table_languages() -> frozenset[str]:
    """Return the languages that have a table."""
    names = (file.name.partition(".") for file in _FOLDER.iterdir())
    return frozenset(name for name, _, ending in names if ending == "toml")


@cache
def read_opposite_table(language: str) -> OppositeTable:
    """Return the table of a language ("de"); it is read when it is first asked for."""
    if language not in find_table_languages():
        return OppositeTable()
    text = _FOLDER.joinpath(f"{language}.toml").read_text("utf-8")
    return _parse_table(tomllib.loads(text))


def _parse_table(data: dict[str, Any]) -> OppositeTable:
    idioms = data.get("idioms", _NO_IDIOMS)
    return OppositeTable(
        plain=tuple(_parse_words(data["plain"])),
        hints=tuple(_parse_words(data.get("hints", {}))),
        phrases=tuple(map(_parse_phrase, data.get("phrases", ()))),
        idiom_words=frozenset(idioms["words"].split()),
        idioms=_join(idioms["patterns"]),
    )


def _parse_words(scales: dict[str, list[str]]) -> Iterator[tuple[End, str]]:
    """Each word of some scales with the end that it stands at."""
    for name, ends in scales.items():
        for place, words in enumerate(ends):
            end = (Scale[name], place)
            for word in words.split():
                yield end, word


def _parse_phrase(data: dict[str, Any]) -> Phrase:
    scale = Scale[data["scale"]]
    end = (scale, scale.value.index(data["end"]))
    words = tuple(data["words"].split())
    return Phrase(words, end, _join(data["patterns"]))


def _join(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)
