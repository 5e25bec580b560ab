"""Read the numerals of Japanese, Chinese and Korean: digits, characters, and scales by myriads.

What unit stands beside a numeral, and how surely it must come over, is said in `cjk`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from newsletter.language.numbers.amount import (
    MAX_DIGITS,
    NUMBER,
    parse_number,
)
from newsletter.language.numbers.cjk_words import (
    BIG,
    DIGIT_CHARS,
    DIGITS,
    MEASURES,
    MORE,
    SMALL,
    SOME,
)

_TOKEN = re.compile(
    rf"(?P<number>{NUMBER})"
    rf"|(?P<digit>[{DIGIT_CHARS}])"
    rf"|(?P<small>[{''.join(SMALL)}](?![{MEASURES}]))"
    rf"|(?P<big>[{''.join(BIG)}](?!(?<=兆)[{MEASURES}]))"
)
_FIRST = re.compile(rf"[{SOME}]|{_TOKEN.pattern}")
# What may stand between the parts of a numeral: a blank before a scale (15 亿), "and
# more" (700多万), the blank of Korean spelling after one (1만 2000).
_BEFORE_BIG = re.compile(
    rf"[ {MORE}]{{1,2}}(?=[{''.join(BIG)}](?![一候がし劫]))"
)
_AFTER_BIG = re.compile(r" (?=\d{1,4}(?!\d)|\d,\d{3}(?![\d,]))")
# What is larger is no amount, and to reckon with it takes the square of its digits.
_LARGEST = 10**MAX_DIGITS
_KOREAN_BIG = frozenset("만억조")


@dataclass(frozen=True, slots=True)
class MyriadNumeral:
    """A number as it is written.

    Attributes:
        start, end: Its place.
        value: What it says.
        scale: The factor of its last scale word, 1 without one.
        has_digit: It is written with digits, not with characters alone.
        has_big: 万, 億 or a larger scale is in it.
        vague: 数億, 何百: only the magnitude is said.
    """

    start: int
    end: int
    value: Fraction
    scale: Fraction
    has_digit: bool
    has_big: bool
    vague: bool


def find_numerals(text: str) -> Iterator[MyriadNumeral]:
    """All numerals in order, each as long as it goes."""
    end = 0
    for found in _FIRST.finditer(text):
        place = found.start()
        if place < end:
            continue
        if numeral := read_numeral(text, place):
            yield numeral
            end = numeral.end


def read_numeral(text: str, start: int) -> MyriadNumeral | None:
    """Read the longest numeral that begins here.

    Args:
        text: Plain text (NFKC).
        start: Where the numeral may begin.
    """
    vague = text[start] in SOME
    place = start + 1 if vague else start
    first = _TOKEN.match(text, place)
    if first is None or not _may_begin(first, vague=vague):
        return None
    reader = _Reader()
    token: re.Match[str] | None = first
    while token and reader.takes(str(token.lastgroup)):
        reader.take(str(token.lastgroup), token.group())
        place = token.end()
        token = _TOKEN.match(text, _skip_gap(text, place))
    return MyriadNumeral(
        start,
        place,
        reader.value,
        Fraction(reader.scale),
        reader.has_digit,
        reader.has_big,
        vague,
    )


def _may_begin(first: re.Match[str], *, vague: bool) -> bool:
    """In 登録者数30万人 the character before is "number of", in 数10億 it is "several"."""
    if not vague:
        return first.lastgroup != "big"
    if first.lastgroup == "number":
        return first.group() in ("10", "100", "1000", "1,000")
    return first.lastgroup != "digit"


def _skip_gap(text: str, place: int) -> int:
    """Step over what may stand between the parts of one numeral."""
    gap = _BEFORE_BIG.match(text, place)
    if gap is None and text[place - 1] in _KOREAN_BIG:
        gap = _AFTER_BIG.match(text, place)
    return gap.end() if gap else place


class _Reader:
    """A numeral while it is read: sections below 万, each times its scale."""

    def __init__(self) -> None:
        self.scale = 1
        self.has_digit = False
        self.has_big = False
        self._total = Fraction(0)
        self._section = Fraction(0)
        self._current: Fraction | None = None
        self._last = ""

    @property
    def value(self) -> Fraction:
        """What has been read so far."""
        return self._total + self._section + (self._current or 0)

    def takes(self, kind: str) -> bool:
        """Two written numbers never touch, and a kanji digit follows neither of them."""
        if kind == "number":
            return self._last in ("", "small", "big")
        return kind != "digit" or self._last != "number"

    def take(self, kind: str, word: str) -> None:
        """Go on by one token."""
        if kind == "number":
            self._current = parse_number(word)
            self.has_digit = True
            self.scale = 1
        elif kind == "digit":
            self._take_digit(DIGITS[word])
        elif kind == "small":
            self._take_small(SMALL[word])
        else:
            self._take_big(BIG[word])
        self._last = kind

    def _take_digit(self, digit: int) -> None:
        """二〇二五: digits that follow each other make one number."""
        before = self._current or Fraction(0)
        if before < _LARGEST:
            self._current = before * 10 + digit
        self.scale = 1

    def _take_small(self, factor: int) -> None:
        """十, 百 and 千 count what stands before them, one where nothing does."""
        count = Fraction(1) if self._current is None else self._current
        self._section += count * factor
        self.scale = factor
        self._current = None

    def _take_big(self, factor: int) -> None:
        """万 and up close their section."""
        section = self._section + (self._current or 0)
        if self._last == "big" and not section:
            if self._total < _LARGEST:
                self._total *= factor  # 1.3万亿
        else:
            self._total += (section or 1) * factor
        if self.scale < _LARGEST:
            self.scale *= (
                factor  # 1 behind a number; 千万 and 万亿 count together
            )
        self._section = Fraction(0)
        self._current = None
        self.has_big = True
