"""Choose the reader for a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from newsletter.language.nfkc import to_nfkc
from newsletter.language.numbers.amount import Amount, squeeze
from newsletter.language.numbers.cjk import find_cjk_amounts, find_cjk_units
from newsletter.language.numbers.english import (
    find_english_amounts,
    find_english_units,
)
from newsletter.language.numbers.general import (
    find_general_amounts,
    find_general_units,
    knows_words,
)
from newsletter.language.tags import base

_CHINESE = frozenset({"zh", "yue"})
_CJK = frozenset({"ja", "zh", "yue", "ko"})
# Digits of Arabic, Persian, Hindi and Thai; signs that stand for others.
_ZEROS = (0x0660, 0x06F0, 0x0966, 0x0E50)
_PLAIN: dict[int, int | str] = {}
for _zero in _ZEROS:
    _PLAIN |= {_zero + value: ord("0") + value for value in range(10)}
_PLAIN |= {0x2044: "/", 0x2212: "-", ord("٪"): "%", 0x200E: "", 0x200F: ""}
# Most texts have none of them, and a search is five times faster than to translate.
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")


def knows_language(language: str) -> bool:
    """Tell whether scale and number words of the language are known.

    Without them only digits, signs and codes can be compared.
    """
    return (
        base(language) in _CJK
        or base(language) == "en"
        or knows_words(base(language))
    )


def find_amounts(
    text: str,
    language: str,
    *,
    explaining: bool = True,
) -> tuple[Amount, ...]:
    """Return the amounts of a plain text in order.

    Behind them come the words that say an amount without a numeral ("twice", 両社), and
    need no partner. They are wanted only to explain an amount of another text.

    Args:
        text: The text.
        language: Its BCP 47 tag.
        explaining: Look for those words, too.

    >>> [str(amount) for amount in find_amounts("３，２００億円を投じ、シェアは約7割。", "ja")]
    ['320,000,000,000 JPY', '70 %']
    >>> [str(amount) for amount in find_amounts("¥320 billion, a 70 per cent share", "en")]
    ['320,000,000,000 JPY', '70 %']
    """
    plain = normalise_amounts(text)
    if base(language) in _CJK:
        found = find_cjk_amounts(plain, explaining=explaining)
        is_chinese = base(language) in _CHINESE
        return tuple(map(_as_yuan, found)) if is_chinese else found
    if base(language) == "en":
        return find_english_amounts(plain, explaining=explaining)
    return find_general_amounts(plain, base(language), explaining=explaining)


def _as_yuan(amount: Amount) -> Amount:
    """In Chinese ¥300 is yuan first, and yen in an article about Japan."""
    if not amount.text.startswith("¥"):
        return amount
    yuan = tuple(replace(reading, unit="CNY") for reading in amount.readings)
    return replace(amount, readings=(*yuan, *amount.readings))


def find_free_units(
    text: str, language: str, amounts: Sequence[Amount]
) -> frozenset[str]:
    """Return the units (ISO 4217 codes, `%`) that the text names apart from its amounts.

    "In dollars, 400 million" names one; "$5 and 400" does not say what the 400 are.

    Args:
        text: The text.
        language: Its BCP 47 tag.
        amounts: What `find_amounts` found in it.
    """
    whole, end = normalise_amounts(text), 0
    parts: list[str] = []
    for amount in sorted(amounts, key=attrgetter("start")):
        if amount.unit:
            parts += (whole[end : amount.start], " ")
            end = max(end, amount.end)
    plain = "".join((*parts, whole[end:]))
    if base(language) in _CJK:
        return find_cjk_units(plain)
    return (
        find_english_units(plain)
        if base(language) == "en"
        else find_general_units(plain)
    )


def normalise_amounts(text: str) -> str:
    """Return a text as amounts are found in it: plain digits, letters and signs."""
    plain = to_nfkc(text)
    if _NOT_PLAIN.search(plain):
        plain = plain.translate(_PLAIN)
    plain = squeeze(plain)
    return _ADDRESS.sub(_blank, plain) if _DOTTED.search(plain) else plain


# 192.168.0.0/16 and 3.11.7-1 are names: they come over as they are, and are no amounts. A
# date has three groups too, and a sum in groups of three digits.
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9_.,])(?:"  # not \w: Japanese writes no blank beside it
    r"\d{1,3}(?:\.\d{1,3}){3,}(?:[/:]\d+)?"
    r"|v?\d{1,2}\.\d{1,3}\.\d{1,3}(?=[-+][\w.]+)"
    r"|v\d+(?:\.\d+)+"
    r")(?![A-Za-z0-9_]|[.,]\d)"
)
_DOTTED = re.compile(r"\d\.\d|v\d")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")


def _blank(found: re.Match[str]) -> str:
    """As many blanks, so that places stay; a sum in groups of three stays a sum."""
    return (
        found.group()
        if _GROUPED.fullmatch(found.group())
        else " " * len(found.group())
    )
