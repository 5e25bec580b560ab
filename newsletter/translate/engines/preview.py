"""Translate without any service: `pseudo` for layout tests and previews, `identity` for proofs.

`pseudo` shows at a glance what is translated and what is not, and how a layout bears
longer words: letters are accented, the text grows by a third and stands in ⟦ ⟧, so that
a cut end is seen. Han, kana and Hangul become Latin syllables at the ratio of a real
translation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from newsletter.translate.engines.engine import NO_CONTEXT, Context, Limits
from newsletter.translate.placeholders import (
    split_placeholders,
    write_placeholder,
)

# What they say is no translation: it is not judged as one and never remembered.
PREVIEWS = frozenset({"pseudo", "identity"})
_UNLIMITED = Limits(max_texts=1_000, max_chars=1_000_000, max_bytes=4_000_000)
# English to German or Finnish grows by a third: the figure of the localisation trade.
_GROWTH = 0.35
_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĹṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķĺɱñöþǫŕšţûṽŵẋýž",
)
_SYLLABLES = ("ka", "lo", "mi", "ren", "su", "ta", "ve", "nor")
_BY_BYTE = _SYLLABLES * (
    256 // len(_SYLLABLES)
)  # of the number of a character the last byte


class Identity:
    """Return every text as it came."""

    name = "identity"
    limits = _UNLIMITED

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Return the texts themselves."""
        return tuple(texts)


class Pseudo:
    """Return accented, lengthened texts with placeholders and digits untouched."""

    name = "pseudo"
    limits = _UNLIMITED

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Return the pseudo-translation of each text."""
        return tuple(pseudo(text) for text in texts)


@cache
def _compile_cjk() -> re.Pattern[str]:
    """Runs of Han, kana and Hangul."""
    from newsletter.language.scripts import HAN, HANGUL, KANA

    return re.compile(f"[{HAN}{KANA}{HANGUL}]+")


def pseudo(text: str) -> str:
    """Return the text accented, lengthened and framed.

    >>> pseudo("Buy [[1]]now[[/1]]")
    '⟦Ɓûý [[1]]ñöŵ[[/1]]··⟧'
    """
    parts = []
    n_letters = 0
    for part, number in split_placeholders(text):
        if number:
            parts.append(write_placeholder(number, end=part == "close"))
        else:
            written = _compile_cjk().sub(_latin, part).translate(_ACCENTS)
            n_letters += len(written)
            parts.append(written)
    padding = "·" * max(1, round(n_letters * _GROWTH))
    return f"⟦{''.join(parts)}{padding}⟧"


def _latin(found: re.Match[str]) -> str:
    """One syllable a character, in words of three.

    That is about the 2.2 Latin letters a Japanese character becomes.
    """
    low_bytes = found.group().encode("utf-32-le", "surrogatepass")[::4]
    syllables = map(_BY_BYTE.__getitem__, low_bytes)
    words = zip_longest(syllables, syllables, syllables, fillvalue="")
    return " ".join(map("".join, words))
