"""Check the words without understanding them.

What an engine says when it fails looks unlike language: nothing, the source again,
letters of the wrong script, a loop, a length that no translation has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from newsletter.errors import quote
from newsletter.language.reading import count_chars
from newsletter.language.scripts import (
    SCRIPTS,
    find_letters_of,
    writes_with,
)
from newsletter.language.tags import base, is_spaced
from newsletter.model import Finding, Severity, UnitKind
from newsletter.translate.alignment import DENSE, UsualLength, find_usual_length
from newsletter.translate.checks.pair import Pair, error, get_sentences, warning

# ---------------------------------------------------------------- script, source


def check_script(pair: Pair) -> Iterator[Finding]:
    """No letters of the source script are left, except names the glossary keeps.

    A text in several scripts is told once, with the first stretch of it. That the whole source was
    given back is for `check_unchanged` to say.
    """
    source = base(pair.unit.language)
    target = base(pair.language)
    foreign = writes_with(source) - writes_with(target)
    if target == "ko":
        foreign = foreign - {
            "Han"
        }  # Korean prints Han in brackets beside a word
    text = _without_kept(pair)
    left = [name for name in sorted(foreign) if SCRIPTS[name].search(text)]
    if not left or _is_given_back(pair):
        return
    pattern = "|".join(SCRIPTS[name].pattern for name in left)
    found = re.search(f"(?:{pattern})+", text)
    stretch = quote(found.group() if found else "", 30)
    yield error("script", f"{stretch} is not translated ({', '.join(left)})")


_FULL_WIDTH = re.compile("[\uff01-\uff5e]+")


def check_width(pair: Pair) -> Iterator[Finding]:
    """No full-width letters and digits where the language has none: ２０２７."""
    if base(pair.language) in DENSE or base(pair.language) == "ko":
        return
    found = _FULL_WIDTH.search(pair.target_plain)
    if found:
        yield warning(
            "width", f"{quote(found.group(), 30)} is in full-width characters"
        )


_CASED = frozenset(
    {
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "fi",
        "fr",
        "hu",
        "id",
        "it",
        "nb",
        "nl",
        "no",
    }
    | {"pl", "pt", "ro", "ru", "sv", "tr", "uk", "vi"},
)
_MIN_CASE_CHARS = 25
_SENTENCE_ENDS = ("。", ".", "!", "?", "！", "？")


def check_case(pair: Pair) -> Iterator[Finding]:
    """A sentence has a capital letter: without any, its names have lost theirs."""
    target = pair.target_plain.strip()
    is_sentence = pair.source_plain.rstrip().endswith(_SENTENCE_ENDS)
    if (
        base(pair.language) not in _CASED
        or not is_sentence
        or len(target) < _MIN_CASE_CHARS
    ):
        return
    source_begins = pair.source_plain.strip()[:1].isupper()
    is_wanted = source_begins or bool(writes_with(base(pair.unit.language)))
    if is_wanted and target == target.lower():
        yield warning("case", "there is no capital letter in the translation")


def _without_kept(pair: Pair) -> str:
    """The translation without the terms that must stay as they are."""
    text = pair.target_plain
    for term in pair.glossary.terms:
        if term.keep:
            text = text.replace(term.source, " ")
    return text


def _is_given_back(pair: Pair) -> bool:
    """Tell whether the answer is the source, which is an error of its own."""
    return any(
        finding.severity is Severity.ERROR for finding in check_unchanged(pair)
    )


def check_unchanged(pair: Pair) -> Iterator[Finding]:
    """The answer is not the source.

    A name or a short Latin text may be the same in both languages.
    """
    if base(pair.unit.language) == base(pair.language):
        return
    source = _letters(pair.source_plain)
    if not source or source != _letters(pair.target_plain):
        return
    if (
        pair.glossary.fixed(pair.source_plain, pair.language)
        == pair.target_plain.strip()
    ):
        return
    language = base(pair.unit.language)
    if writes_with(language) and not find_letters_of(language, source):
        return  # Latin in a Japanese text is a name or already the target language
    n_words = len(pair.source_plain.split())
    is_text = n_words >= 4 and not _is_all_names(pair.source_plain)
    if is_text or not is_spaced(pair.unit.language):
        yield error("unchanged", "the answer is the source")
    elif pair.unit.kind not in (
        UnitKind.TAG,
        UnitKind.AUTHOR,
        UnitKind.CATEGORY,
    ):
        yield warning("unchanged", "the answer is the source: a name?")


def _is_all_names(text: str) -> bool:
    """Names and numbers only: `Mozilla Firefox >= v2.0` is the same everywhere."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    named = [
        word
        for word in words
        if not word.strip("(\"'“‘[").islower() or _VERSION.match(word)
    ]
    return len(named) == len(words) and len(words) <= _MAX_NAME_WORDS


_VERSION = re.compile(r"v?\d")
_MAX_NAME_WORDS = 8


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))


# ---------------------------------------------------------------- length


# From so many expected characters on, less than such a share of them is too little: of
# the human translations .1 to .3 % are shorter, of those that lost two thirds nearly all.
_SHORT_SHARES = ((30, 0.44), (20, 0.36), (12, 0.3))
_SHORT_CHARS = 12  # below this a ratio says nothing


def check_length(pair: Pair) -> Iterator[Finding]:
    """Neither far longer nor far shorter than translations are."""
    source = count_chars(pair.source_words)
    target = count_chars(pair.target_words)
    usual = find_usual_length(
        pair.source_words, pair.unit.language, pair.language
    )
    if max(source, target) <= _SHORT_CHARS or usual.n_chars == 0:
        return
    slack = (
        _SHORT_CHARS  # a few characters more or less say nothing at any length
    )
    most = usual.n_chars * usual.high
    least = usual.n_chars * usual.low
    message = f"{target / usual.n_chars:.1f} times as long as translations are"
    if target > most * 1.6 + slack or target < least * 0.5 - slack:
        yield error("length", message)
    elif target > most + slack or _is_short(target, usual):
        yield warning("length", message)


def _is_short(n_chars: int, usual: UsualLength) -> bool:
    """Much of the text is missing: its end, or its middle."""
    for n_least, share in _SHORT_SHARES:
        if usual.n_chars >= n_least:
            return n_chars < usual.n_chars * share
    return False


# ---------------------------------------------------------------- loops, letters

_LOOP_CHARS = re.compile(r"(?=(.{1,12}?)\1{5})[^\W\d]", re.DOTALL)
_LOOP_WORDS = re.compile(
    r"\b((?:[^\W\d_]+(?:['’][^\W\d_]+)?[.]?[\s,，、]+){1,6}?)\1{2,}",
    re.IGNORECASE,
)
_SHORT_WORD_CHARS = 3  # "no, no, no" is how people talk; four times is a loop


def check_repetition(pair: Pair) -> Iterator[Finding]:
    """No words in a loop that the source does not have."""
    loop = _find_loop(pair.target_words)
    if loop and not _find_loop(pair.source_words):
        yield error("repetition", f"{quote(loop, 40)} repeats")


_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_PHRASE = 6


def _repeats_words(text: str) -> bool:
    """Whether any words stand three times in a row, whatever is between them."""
    words = _PLAIN_WORD.findall(text.casefold())
    if len(words) - len(set(words)) < 2:
        return False
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word, []).append(place)
    return any(_is_even(found) for found in places.values() if len(found) > 2)


def _is_even(places: list[int]) -> bool:
    """Whether three places follow each other at the same small distance."""
    gaps = [second - first for first, second in pairwise(places)]
    return any(
        first == second <= _LONGEST_PHRASE * 2
        for first, second in pairwise(gaps)
    )


_LONGEST_PIECE = 12


def _may_loop(text: str) -> bool:
    """Whether any piece stands twice where a loop of it would have to.

    A piece of n characters that stands six times in a row covers a place that 4 n
    divides, and the 2 n characters from there on: a look at those is ten times faster
    than the search.
    """
    for size in range(1, _LONGEST_PIECE + 1):
        for place in range(0, len(text) - 2 * size + 1, 4 * size):
            middle = place + size
            if text[place:middle] == text[middle : middle + size]:
                return True
    return False


def _find_loop(text: str) -> str:
    """A piece that stands six times in a row, or words three times; "" for none."""
    chars = _LOOP_CHARS.search(text) if _may_loop(text) else None
    if chars:
        return chars.group(1)
    if not _repeats_words(text):
        return ""
    for found in _LOOP_WORDS.finditer(text + " "):
        words = found.group(1).strip(" ,，、")
        n_times = len(found.group()) // len(found.group(1))
        min_chars = 0 if n_times > 3 else _SHORT_WORD_CHARS + 1
        if len(words) >= min_chars:
            return words
    return ""


# UTF-8 read as Windows-1252: a lead byte as a Latin letter, then continuation bytes as
# that code page shows them.
_TAIL = (
    "\u0080-\u00bf\u2018-\u201e\u2020-\u2026\u2030\u2039\u203a\u20ac"
    "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2122"
)
_MOJIBAKE = re.compile(
    f"\ufffd|[ÃÂ][{_TAIL}]|[âãåæçèéêëìíï](?!\u00a0[»?!:;])[{_TAIL}]{{2}}|ã€|ï¼|ï»¿",
)
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
    "\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]"
)
_DAMAGE = (
    (_MOJIBAKE, "was decoded wrongly"),
    (_CONTROL, "is a control character"),
)


def check_mojibake(pair: Pair) -> Iterator[Finding]:
    """No letters decoded with the wrong charset, no control characters.

    Characters that turn the reading direction are control characters, too.
    """
    for pattern, what in _DAMAGE:
        found = pattern.search(pair.target)
        if found and not pattern.search(pair.unit.source):
            yield error("mojibake", f"{found.group()!a} {what}")


def check_sentences(pair: Pair) -> Iterator[Finding]:
    """About as many sentences as the source: one may become two, not four."""
    n_source = len(get_sentences(pair.source_plain))
    n_target = len(get_sentences(pair.target_plain))
    too_many = n_target > 2 * n_source + 1
    too_few = n_source >= 3 and n_target < n_source / 2
    if too_many or too_few:
        yield warning("sentences", f"{n_source} sentences became {n_target}")
