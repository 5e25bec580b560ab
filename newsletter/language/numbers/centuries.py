"""Read centuries that are written in Roman numerals: `siglo XVIII`, `XIXe siècle`, `XVII век`.

English and the languages of East Asia write them in digits, so the two must be compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from newsletter.language.numbers.amount import Amount, Duty, Reading

_ROMAN = r"(?:X{1,2}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3})"
# 18e, 18ème, 18.
_NTH = r"(?:e|è|ème|ème|er|re|a|\.|°|º)?"
_JOIN = r"\s?(?:,|-|–|—|/|\b(?:et|y|e|o|ou|al?|au|ao|aos|i|и|та|до|по|do)\b)\s?"
_ROW = rf"{_ROMAN}{_NTH}(?:{_JOIN}{_ROMAN}{_NTH}){{0,2}}"
_BEFORE = r"wiek\w*|век\w*|siglos?|ss?\.|séculos?|secol(?:o|i|ul|ele)|sec\.|thế kỷ(?: thứ)?"
_BEHIND = r"siècles?|век\w*|вв?\.|ст(?:ол|\.)\w*|wiek\w*|w\.|století|yüzyıl\w*|század\w*|secol[oi]"
_CENTURY = re.compile(
    rf"\b(?:(?i:{_BEFORE})\s{_ROW}(?![A-Za-z])|{_ROW}\s(?:{_BEHIND}))"
)
_NUMERAL = re.compile(rf"{_ROMAN}(?![A-Z])")
_DIGITS = {"I": 1, "V": 5, "X": 10}


def find_roman_centuries(text: str) -> Iterator[Amount]:
    """Yield the centuries of a text that are written in Roman numerals, in text order.

    Args:
        text: Plain text.

    >>> [str(amount) for amount in find_roman_centuries("aux XVIIIe et XIXe siècles")]
    ['18', '19']
    """
    for century in _CENTURY.finditer(text):
        for numeral in _NUMERAL.finditer(text, *century.span()):
            value = Fraction(_read_roman(numeral.group()))
            readings = (Reading(value),)
            yield Amount(
                numeral.group(), *numeral.span(), readings, Duty.SHOULD
            )


def _read_roman(numeral: str) -> int:
    """A smaller digit before a larger one is taken from it."""
    total = largest = 0
    for letter in reversed(numeral):
        value = _DIGITS[letter]
        total += value if value >= largest else -value
        largest = max(largest, value)
    return total
