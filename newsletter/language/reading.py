"""Measure text as its readers do.

Characters for unspaced scripts, words for spaced ones, minutes for both.
"""

from __future__ import annotations

import re

from newsletter.language.scripts import (
    HAN,
    KANA,
    MAX_REMEMBERED_CHARS,
    N_REMEMBERED,
    count_cjk,
)
from newsletter.language.tags import base, is_spaced
from newsletter.remembered import remembered

CHARS_PER_MINUTE = (
    500  # Japanese, silent reading; the figure of the publishing trade
)
WORDS_PER_MINUTE = 240  # Brysbaert 2019, 238 for English non-fiction

# The first letter by itself: so a search can skip whatever begins no word.
_LETTER = rf"[^\W_{HAN}{KANA}]"
_WORD = re.compile(rf"{_LETTER}{_LETTER}*(?:['’.,\-]{_LETTER}+)*")


def count_words(text: str) -> int:
    """Count words of spaced scripts; a number with its separators is one word."""
    if len(text) > MAX_REMEMBERED_CHARS:
        return len(_WORD.findall(text))
    return _count_words(text)


@remembered(maxsize=N_REMEMBERED)
def _count_words(text: str) -> int:
    return len(_WORD.findall(text))


def count_chars(text: str) -> int:
    """Count characters without white space."""
    return len("".join(text.split()))


def reading_minutes(text: str, language: str) -> float:
    """Return the reading time of plain text in minutes, mixed scripts each at their own speed.

    Han and kana go by characters, everything else by words; Hangul is spaced and goes
    by words.
    """
    n_cjk = count_cjk(text) if base(language) != "ko" else 0
    return n_cjk / CHARS_PER_MINUTE + count_words(text) / WORDS_PER_MINUTE


def text_length(text: str, language: str) -> int:
    """Return the length as the language is counted: in words if spaced, else characters."""
    return count_words(text) if is_spaced(language) else count_chars(text)
