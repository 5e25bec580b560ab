"""Tell whether an answer can be read at all: there are words, and not a book of them."""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.language.scripts import has_letters
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, error

_ABSURD_CHARS = 2_000


def check_empty(pair: Pair) -> Iterator[Finding]:
    """There is something to read."""
    if has_letters(pair.target_plain) or not has_letters(pair.source_plain):
        return
    if not _is_amount(pair):
        yield error("empty", "there are no words in the translation")


def _is_amount(pair: Pair) -> bool:
    """3割 is 30%: nothing but an amount, and one that can be written without letters."""
    if not any(map(str.isdecimal, pair.target_plain)):
        return False
    from newsletter.language.numbers import find_amounts, normalise_amounts

    text = normalise_amounts(pair.source_plain)
    for amount in find_amounts(pair.source_plain, pair.unit.language):
        rest = len(text) - amount.end + amount.start
        if rest < 2 and not has_letters(text[: amount.start]):
            return True
    return False


def is_absurdly_long(pair: Pair) -> bool:
    """Tell whether the answer is so long that reading it would be a waste."""
    n_chars = len(pair.target)
    return n_chars > _ABSURD_CHARS and n_chars > 20 * len(pair.unit.source)
