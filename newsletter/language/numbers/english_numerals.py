"""Read the numerals of English: digits with scales, number words, parts, magnitudes.

A letter that can be a scale or a unit of measure (`5m`) has both readings. What unit stands
beside a numeral, and how surely it must come over, is said in `english`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from newsletter.language.numbers.amount import (
    NUMBER,
    parse_number,
)
from newsletter.language.numbers.english_words import (
    ABBREVIATED_SCALES,
    CARDINALS,
    HUNDRED,
    LETTER_SCALES,
    ORDINALS,
    PARTS,
    SCALES,
    SOME,
    VAGUE,
)

TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<word>[A-Za-z]+)")
_GAP = re.compile(r"[\s\-\u2010\u2011]*")
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,4})(?![\d/])")
_CENTURY = re.compile(r"(\d\d)\d\d[-–—]$")
_MERIDIEM = re.compile(r"(?::\d\d)?\s?p\.?m\b", re.IGNORECASE)
_AND_HALF = re.compile(r"\s+and\s+a\s+half")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
# What may be written behind digits without a blank.
_SUFFIXES = frozenset({"s", *_ORDINALS, *LETTER_SCALES, *ABBREVIATED_SCALES})
_ALL_SCALES = ABBREVIATED_SCALES | SCALES
_COUNTED_BY_ARTICLE = frozenset({"hundred", *SCALES})
# What counts several at a time; of centuries only more than one: the 20th century is none.
_SPANS = {
    "decade": 10,
    "decades": 10,
    "dozen": 12,
    "centuries": 100,
    "millennia": 1000,
    "millenniums": 1000,
}
_ARTICLES = frozenset({"a", "an"})
_ONE = Fraction(1)
_HALF = Fraction(1, 2)


class EnglishTokens:
    """The numbers and words of a text; places behind the last have no word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = list(TOKEN.finditer(text))
        self.words = [(token["word"] or "").lower() for token in self.all]

    def word(self, index: int) -> str:
        """The word in small letters; "" for a number, and outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def number(self, index: int) -> str:
        """The digits of a number; "" for a word."""
        return self.all[index]["number"] or ""

    def start(self, index: int) -> int:
        """Where a token begins in the text."""
        return self.all[index].start()

    def end(self, index: int) -> int:
        """Where a token ends in the text."""
        return self.all[index].end()

    def find_next(self, index: int, end: int) -> int:
        """The first token after `index` that begins at `end` or later."""
        while index < len(self.all) and self.start(index) < end:
            index += 1
        return index

    def touches(self, index: int) -> bool:
        """Only blanks and hyphens stand between this token and the one before."""
        return bool(_GAP.fullmatch(self._gap(index)))

    def is_glued(self, index: int) -> bool:
        """Nothing stands between this token and the one before."""
        return not self._gap(index)

    def _gap(self, index: int) -> str:
        """What stands before a token; behind the last one, a mark that joins nothing."""
        if index >= len(self.all):
            return "|"
        return self.text[self.end(index - 1) : self.start(index)]


# ---------------------------------------------------------------- numerals


@dataclass(frozen=True, slots=True)
class EnglishNumeral:
    """A number as it is written.

    Attributes:
        end: Where it ends.
        value: What it says.
        scale: The factor of its scale words, 1 without any.
        has_digit: It is written with digits.
        also: Other values it can have.
        vague: Only the magnitude is said: "hundreds of".
        idiom: A spelled number that may be a phrase: "one of", "a third".
        letter: A letter stands behind it that may be a scale: `5m`.
        bare: A scale word without a number: "the trillion-dollar club".
        ordinal: `21st`: the other text may count by a word, or leave it out.
    """

    end: int
    value: Fraction
    scale: Fraction
    has_digit: bool
    also: tuple[Fraction, ...] = ()
    vague: bool = False
    idiom: bool = False
    letter: bool = False
    bare: bool = False
    ordinal: bool = False


def read_numeral(tokens: EnglishTokens, index: int) -> EnglishNumeral | None:
    """Read the longest numeral that begins with this token.

    Args:
        tokens: The words and digits of a text.
        index: Number of the token with which it may begin.
    """
    if tokens.number(index):
        return _read_fraction(tokens, index) or _read_digits(tokens, index)
    read = _READERS.get(tokens.word(index))
    return read(tokens, index) if read else None


def _read_article(tokens: EnglishTokens, index: int) -> EnglishNumeral | None:
    """`a hundred`, `a million`; any other article counts nothing."""
    if tokens.word(index + 1) not in _COUNTED_BY_ARTICLE:
        return None
    return _read_words(tokens, index + 1)


def _read_bare_scale(tokens: EnglishTokens, index: int) -> EnglishNumeral:
    """`trillion-yen market`: a magnitude without a number."""
    return replace(_read_words(tokens, index), vague=True, bare=True)


def _read_half(tokens: EnglishTokens, index: int) -> EnglishNumeral | None:
    """`half a million`; any other half is no number."""
    has_article = tokens.word(index + 1) in _ARTICLES
    if not has_article or tokens.word(index + 2) not in SCALES:
        return None
    whole = _read_words(tokens, index + 2)
    return replace(whole, value=whole.value / 2)


def _read_fraction(tokens: EnglishTokens, index: int) -> EnglishNumeral | None:
    """`3/4`, but not a part of a date or an address."""
    start = tokens.start(index)
    found = _FRACTION.match(tokens.text, start)
    if found is None or tokens.text[start - 1 : start] in ("/", "."):
        return None
    above, below = map(Fraction, found.groups())
    if not below:
        return None
    value = above / below
    return EnglishNumeral(
        found.end(), value, _ONE, True, (above, below, value * 100)
    )


def _read_digits(tokens: EnglishTokens, index: int) -> EnglishNumeral:
    """Read a number in digits with all that belongs to it: `5m`, `1.2 billion`, `the 1990s`."""
    number = parse_number(tokens.number(index))
    start = tokens.start(index)
    index += 1
    glued = tokens.word(index) if tokens.is_glued(index) else ""
    scale = Fraction(ABBREVIATED_SCALES.get(glued, 1))
    if glued in _SUFFIXES:
        index += 1
    index, scale = _read_scales(tokens, index, scale)
    value = number * scale
    if part := _read_part(tokens, index, value):
        return part
    end = tokens.end(index - 1)
    also: tuple[Fraction, ...] = ()
    if letter := LETTER_SCALES.get(glued):
        also = (number * letter,)
    if half := _AND_HALF.match(tokens.text, end):
        also = (value,)
        end = half.end()
        value += _HALF
    if glued not in _ORDINALS:
        also = _read_time(tokens, index, start, end, value) or also
    if glued == "s" and value % 100 == 0:
        also = (value / 100 + 1,)  # the 1800s are the 19th century
    return EnglishNumeral(
        end,
        value,
        scale,
        True,
        also,
        letter=letter is not None,
        ordinal=glued in _ORDINALS,
    )


def _read_scales(
    tokens: EnglishTokens, index: int, scale: Fraction
) -> tuple[int, Fraction]:
    """Step over the scale words that follow, and multiply by each."""
    while tokens.touches(index) and tokens.word(index) in _ALL_SCALES:
        scale *= _ALL_SCALES[tokens.word(index)]
        index += 1
    return index, scale


def _read_time(
    tokens: EnglishTokens,
    index: int,
    start: int,
    end: int,
    value: Fraction,
) -> tuple[Fraction, ...]:
    """What the number also is as an hour, a count of decades or a short year."""
    century = _CENTURY.search(tokens.text[:start][-5:])
    if century and value < 100:
        return (int(century.group(1)) * 100 + value,)
    if span := _SPANS.get(tokens.word(index)):
        return (value * span,)
    if value < 12 and _MERIDIEM.match(tokens.text, end):
        return (value + 12,)
    return ()


def _read_words(tokens: EnglishTokens, index: int) -> EnglishNumeral:
    """Read a spelled number.

    Ones and tens, hundreds, then thousands and up, each scale closing its section.
    """
    total = Fraction(0)
    section = Fraction(0)
    scale = 1
    first = index
    while index == first or tokens.touches(index):
        word = tokens.word(index)
        if word in CARDINALS:
            section += CARDINALS[word]
            scale = 1
        elif word in HUNDRED:
            section = (section or _ONE) * 100
            scale = 100
        elif word in SCALES:
            total += (section or _ONE) * SCALES[word]
            section = Fraction(0)
            scale = SCALES[word] * (100 if scale == 100 else 1)
        elif not _goes_on(tokens, index, scale):
            break
        index += 1
    if not total and (part := _read_part(tokens, index, section)):
        return replace(part, has_digit=False)
    return _finish_words(tokens, index, total + section, scale)


def _goes_on(tokens: EnglishTokens, index: int, scale: int) -> bool:
    """`one hundred and twenty`: an "and" behind a scale and before a number."""
    if scale == 1 or tokens.word(index) != "and":
        return False
    return tokens.word(index + 1) in CARDINALS


def _finish_words(
    tokens: EnglishTokens, index: int, value: Fraction, scale: int
) -> EnglishNumeral:
    """Read on: "… and a half", "… decades", "twenty-first"."""
    end = tokens.end(index - 1)
    also: tuple[Fraction, ...] = ()
    if half := _AND_HALF.match(tokens.text, end):
        also = (value,)
        end = half.end()
        value += _HALF
        index += 3
        while tokens.touches(index) and tokens.word(index) in SCALES:
            value *= SCALES[tokens.word(index)]
            scale *= SCALES[tokens.word(index)]
            end = tokens.end(index)
            index += 1
    word = tokens.word(index) if tokens.touches(index) else ""
    if span := _SPANS.get(word):
        also = (value * span,)
    ordinal = ORDINALS.get(word, 0)
    if value >= 20 and 0 < ordinal < 10:  # twenty-first
        value += ordinal
        end = tokens.end(index)
    is_idiom = scale < 10**6 and value < 10**5
    return EnglishNumeral(
        end, value, Fraction(scale), False, also, idiom=is_idiom
    )


def _read_part(
    tokens: EnglishTokens, index: int, above: Fraction
) -> EnglishNumeral | None:
    """`two-thirds`, `three quarters` (of the whole, or of a year)."""
    below = PARTS.get(tokens.word(index), 0)
    if not below or not tokens.touches(index):
        return None
    if above.denominator != 1 or above >= 100:
        return None
    return EnglishNumeral(
        tokens.end(index), above / below, _ONE, True, (above,), idiom=True
    )


def _read_some(tokens: EnglishTokens, index: int) -> EnglishNumeral | None:
    """`several hundred million`, `a few trillion`, `multi-billion`."""
    is_scale = tokens.word(index + 1) in _COUNTED_BY_ARTICLE
    if not is_scale or not tokens.touches(index + 1):
        return None
    return replace(_read_words(tokens, index + 1), vague=True)


def _read_vague(
    tokens: EnglishTokens, index: int, value: Fraction = _ONE
) -> EnglishNumeral:
    """`hundreds of billions`, `tens of thousands`, `trillions`."""
    value *= VAGUE[tokens.word(index)]
    follows = tokens.word(index + 1)
    if follows == "of" and tokens.word(index + 2) in VAGUE:
        return _read_vague(tokens, index + 2, value)
    end = tokens.end(index)
    if follows in SCALES and tokens.touches(index + 1):
        value *= SCALES[follows]
        end = tokens.end(index + 1)
    return EnglishNumeral(end, value, _ONE, False, vague=True)


# The words with which a numeral may begin, and what reads on from there.
_READERS: dict[str, Callable[[EnglishTokens, int], EnglishNumeral | None]] = {
    **dict.fromkeys(SCALES, _read_bare_scale),
    **dict.fromkeys((*CARDINALS, *HUNDRED), _read_words),
    "half": _read_half,
    **dict.fromkeys(_ARTICLES, _read_article),
    **dict.fromkeys(SOME, _read_some),
    **dict.fromkeys(VAGUE, _read_vague),
}
BEGINNINGS = frozenset(_READERS)
