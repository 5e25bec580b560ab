"""Find words for opposite things: up and down, profit and loss, export and import.

Only the ends of a scale are counted, not what they are said of: nobody can tell which of two
opposite texts is wrong, but that they are opposite can be seen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from newsletter.language.tags import base
from newsletter.translate.checks.opposite_tables import (
    Phrase,
    find_table_languages,
    read_opposite_table,
)
from newsletter.translate.checks.scales import End, Scale

_NO_ENDS: tuple[End, ...] = ()
_GLUED = frozenset({"ja", "zh", "yue", "ko"})
_SHORTEST_PART = 2
_WORD = re.compile(r"[^\W\d_]+")


_Parts = dict[str, tuple[tuple[str, tuple[End, ...]], ...]]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a language with spaces.

    Attributes:
        whole: A word → the ends it stands for.
        beginnings: The first characters of a word → beginnings of words, the longest first.
        endings: The last characters of a word → endings of words, in the same form.
    """

    whole: dict[str, tuple[End, ...]]
    beginnings: _Parts
    endings: _Parts

    def find_ends(self, word: str) -> tuple[End, ...]:
        """Return what a word stands for: on each scale what fits it best."""
        readings = self._find_readings(word)
        if len(readings) < 2:
            return readings[0] if readings else _NO_ENDS
        best: dict[Scale, tuple[End, ...]] = {}
        for ends in readings:
            by_scale: dict[Scale, tuple[End, ...]] = {}
            for end in ends:
                by_scale[end[0]] = (*by_scale.get(end[0], _NO_ENDS), end)
            best = by_scale | best
        return tuple(chain.from_iterable(best.values()))

    def _find_readings(self, word: str) -> list[tuple[End, ...]]:
        """The whole word first, then its longest beginning, then its longest ending."""
        found = [self.whole[word]] if word in self.whole else []
        for part, ends in self.beginnings.get(word[:_SHORTEST_PART], ()):
            if word.startswith(part):
                found.append(ends)
        for part, ends in self.endings.get(word[-_SHORTEST_PART:], ()):
            if word.endswith(part):
                found.append(ends)
        return found


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The words of a language without spaces, by their first character."""

    any_first: re.Pattern[str]
    by_first: dict[str, tuple[tuple[re.Pattern[str], Scale, int], ...]]


Ends = dict[Scale, tuple[int, ...]]


def find_ends(text: str, language: str) -> Ends:
    """Return how often a text names each end of each scale.

    Scales that it does not name are missing; of a language without a table, all are.
    """
    name = base(language)
    if name not in find_table_languages():
        return {}
    if name in _GLUED:
        return _count(_find_glued(text, _read_patterns(name)))
    return _count(_find_spaced(text, name))


def _count(found: Iterator[End]) -> Ends:
    """How often each end was found, by scale."""
    counts: dict[Scale, list[int]] = {}
    for scale, end in found:
        if scale not in counts:
            counts[scale] = [0] * len(scale.value)
        counts[scale][end] += 1
    return {scale: tuple(ends) for scale, ends in counts.items()}


def find_order(text: str, language: str, scale: Scale) -> tuple[int, ...]:
    """Return the ends of one scale in the order in which plain words name them.

    Empty for a list ("Saturdays and Sundays"): each language has its own order.

    Args:
        text: The text, without placeholders.
        language: BCP 47 tag.
        scale: The scale that is asked about.
    """
    name = base(language)
    if name in _GLUED:
        found = _find_glued(text, _read_patterns(name))
        return tuple(end for named, end in found if named is scale)
    words = _split(text, name)
    named_words: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        ends = _find_word(word, name)
        named_words += [(place, end) for named, end in ends if named is scale]
    for (place, _), (following, _) in pairwise(named_words):
        if _JOINING.issuperset(words[place + 1 : following]):
            return ()
    return tuple(end for _, end in named_words)


# What stands between two members of a list, if anything does.
_JOINING = frozenset(
    {"and", "or", "und", "oder", "et", "ou", "y", "e", "o", "en"}
)


def has_hints(language: str) -> bool:
    """Tell whether there is a table of hints for a language."""
    return bool(read_opposite_table(base(language)).hints)


def count_hints(text: str, language: str, scale: Scale) -> tuple[int, int]:
    """Return how often a text hints at the one end of a scale, and at the other.

    Args:
        text: The text, without placeholders.
        language: BCP 47 tag.
        scale: A scale of two ends.
    """
    name = base(language)
    if name in _GLUED:
        one, other = _read_hint_patterns(name).get(scale, (_NEVER, _NEVER))
        return len(one.findall(text)), len(other.findall(text))
    found: list[End] = []
    for word in _split(text, name):
        found.extend(_find_hint_word(word, name))
    return found.count((scale, 0)), found.count((scale, 1))


def _find_spaced(text: str, language: str) -> Iterator[End]:
    """The ends that the words and phrases of a text name, in a language with spaces."""
    words = _split(text, language)
    for word in words:
        ends = _find_word(word, language)
        if ends:
            yield from ends
    phrases = _read_phrases(language)
    for word in sorted(phrases.keys() & words):
        for phrase in phrases[word]:
            for _ in phrase.pattern.finditer(text):
                yield phrase.end


_NEVER = re.compile(r"(?!)")


@lru_cache(maxsize=8)
def _split(text: str, language: str) -> tuple[str, ...]:
    """The words of a text, without idioms; plain words and hints are looked for in both sides."""
    words = tuple(_WORD.findall(text.casefold()))
    table = read_opposite_table(language)
    if table.idiom_words.isdisjoint(words):
        return words
    return tuple(_WORD.findall(table.idioms.sub(" ", text).casefold()))


@lru_cache(maxsize=8192)
def _find_word(word: str, language: str) -> tuple[End, ...]:
    """Look a word up once: most words of a post stand in it again."""
    return _read_words(language, is_hint=False).find_ends(word)


@lru_cache(maxsize=8192)
def _find_hint_word(word: str, language: str) -> tuple[End, ...]:
    return _read_words(language, is_hint=True).find_ends(word)


def _find_glued(text: str, patterns: _Patterns) -> Iterator[End]:
    """A place counts once for each end: 売 and 売り are one word."""
    ends: dict[End, int] = {}
    for found in patterns.any_first.finditer(text):
        for pattern, scale, end in patterns.by_first[found.group()]:
            word = pattern.match(text, found.start())
            if word is None or found.start() < ends.get((scale, end), 0):
                continue
            ends[scale, end] = word.end()
            yield scale, end


# ---------------------------------------------------------------- tables, ready to be searched


@lru_cache(maxsize=32)
def _read_words(language: str, *, is_hint: bool) -> _Words:
    """The plain words or the hints of a language, by what a word is looked up with."""
    table = read_opposite_table(language)
    whole: dict[str, tuple[End, ...]] = {}
    beginnings: dict[str, tuple[End, ...]] = {}
    endings: dict[str, tuple[End, ...]] = {}
    for end, word in table.hints if is_hint else table.plain:
        part = word.strip("*").casefold()
        kinds = [beginnings] if word.endswith("*") else []
        kinds += [endings] if word.startswith("*") else []
        for known in kinds or [whole]:
            known[part] = (*known.get(part, _NO_ENDS), end)
    return _Words(
        whole,
        _sort_parts(beginnings, slice(_SHORTEST_PART)),
        _sort_parts(endings, slice(-_SHORTEST_PART, None)),
    )


def _sort_parts(parts: dict[str, tuple[End, ...]], edge: slice) -> _Parts:
    """Put parts under the characters at their edge, the longest first."""
    found: _Parts = {}
    for part, ends in sorted(parts.items(), key=_by_length, reverse=True):
        found[part[edge]] = (*found.get(part[edge], ()), (part, ends))
    return found


def _by_length(item: tuple[str, tuple[End, ...]]) -> int:
    return len(item[0])


@lru_cache(maxsize=4)
def _read_patterns(language: str) -> _Patterns:
    """The words of a language without spaces, ready to be looked for by their first character."""
    by_first: dict[str, list[tuple[re.Pattern[str], Scale, int]]] = defaultdict(
        list
    )
    for (scale, end), word in read_opposite_table(language).plain:
        pattern = re.compile(word)
        for first in _get_first(word):
            by_first[first].append((pattern, scale, end))
    listed = "".join(map(re.escape, sorted(by_first)))
    return _Patterns(
        re.compile(f"[{listed}]"),
        {first: tuple(patterns) for first, patterns in by_first.items()},
    )


_HintPatterns = dict[Scale, tuple[re.Pattern[str], re.Pattern[str]]]


@lru_cache(maxsize=4)
def _read_hint_patterns(language: str) -> _HintPatterns:
    """Scale → all that hints at its one end, and at its other, in one pattern each."""
    found: dict[Scale, tuple[list[str], list[str]]] = {}
    for (scale, end), word in read_opposite_table(language).hints:
        found.setdefault(scale, ([], []))[end].append(word)
    return {
        scale: (re.compile("|".join(one)), re.compile("|".join(other)))
        for scale, (one, other) in found.items()
    }


_LOOKS_BEHIND = re.compile(r"\(\?<[=!][^)]*\)")


def _get_first(pattern: str) -> str:
    """The characters a pattern can begin with, looks behind left out."""
    rest = _LOOKS_BEHIND.sub("", pattern)
    return rest[1 : rest.index("]")] if rest.startswith("[") else rest[0]


@lru_cache(maxsize=16)
def _read_phrases(language: str) -> dict[str, list[Phrase]]:
    """A word → the phrases that have it."""
    by_word: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in read_opposite_table(language).phrases:
        for word in phrase.words:
            by_word[word].append(phrase)
    return dict(by_word)
