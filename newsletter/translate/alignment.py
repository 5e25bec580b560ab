"""Know how long translations are, and see by it when answers stand one place off.

Sentences differ in length, and their translations with them. When a model leaves out one
text of a request, or begins with another, all answers behind it are their neighbours':
each may pass the checks, but together they do not fit in length as those one place on do.

Measured on 11,000 human translations in blocks of 4, 8, 16 and 32 (both halves; settings
by the one, figures of the other): no false alarm in 3,733 blocks; of blocks that were
moved by one 48, 88, 100 and 100 % were seen, of those whose second half was moved 26, 56,
90 and 100 %.

Source: Gale and Church, A Program for Aligning Sentences in Bilingual Corpora, 1993.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from newsletter.language.reading import count_chars
from newsletter.language.scripts import count_cjk
from newsletter.language.tags import base
from newsletter.translate.placeholders import strip_placeholders

# A character says what two Latin letters say.
DENSE = frozenset({"ja", "zh", "yue"})
# Latin letters that stand for one character of a dense script: low, usual, high. Medians
# of 11,000 human translations: Japanese 1.9 (dialogue) to 2.4 (news), Chinese 3.5 into
# English and 2.6 out of it; Korean 2.1 in a book. A hold is far outside, since short
# labels vary.
_FROM_DENSE = {
    "ja": (0.9, 2.2, 5.5),
    "zh": (1.2, 3.2, 7.0),
    "yue": (1.2, 3.2, 7.0),
    "ko": (0.8, 2.1, 5.5),
}
_TO_DENSE = {
    "ja": (0.9, 1.9, 5.5),
    "zh": (0.9, 2.6, 6.0),
    "yue": (0.9, 2.6, 6.0),
    "ko": (0.8, 2.1, 5.5),
}
_SAME_RATIO = (0.35, 1.0, 3.0)


@dataclass(frozen=True, slots=True)
class UsualLength:
    """How long translations are: characters expected, and the shares still usual."""

    n_chars: float
    low: float
    high: float


def find_usual_length(text: str, source: str, target: str) -> UsualLength:
    """Return how long a translation of a text is.

    Args:
        text: Without placeholders and links.
        source, target: Language tags.
    """
    source, target = base(source), base(target)
    n_source = count_chars(text)
    if source in _FROM_DENSE and target not in _TO_DENSE:
        low, usual, high = _FROM_DENSE[source]
        n_cjk = count_cjk(text)
        n_chars = n_cjk * usual + (n_source - n_cjk)
        return UsualLength(n_chars, low / usual, high / usual)
    if target in _TO_DENSE and source not in _FROM_DENSE:
        low, usual, high = _TO_DENSE[target]
        return UsualLength(n_source / usual, usual / high, usual / low)
    low, usual, high = _SAME_RATIO
    return UsualLength(n_source * usual, low, high)


# ---------------------------------------------------------------- one place off

_LEAST_TEXTS = 4
# How much the logarithm of a length varies, and how much more in a short text.
_VARIANCE = 0.06
_VARIANCE_OF_SHORT = 3.0
_FEW_CHARS = 3  # one letter more or less of a word says nothing
_MOST_COST = 6.0  # one odd text decides nothing
_SLIPPED = 5.0


def has_slipped(
    texts: Sequence[str], answers: Sequence[str], source: str, target: str
) -> bool:
    """Tell whether answers of a request in a row fit the texts one place on.

    Args:
        texts: Of one request, with placeholders, in their order.
        answers: One a text; "" for none.
        source, target: Language tags.
    """
    if len(texts) < _LEAST_TEXTS:
        return False
    expected = [_expect(text, source, target) for text in texts]
    found = [float(count_chars(strip_placeholders(text))) for text in answers]
    middle = median(map(_ratio, expected, found))
    fitted = [n_chars * math.exp(middle) for n_chars in expected]
    return max(_gain(fitted, found, 1), _gain(fitted, found, -1)) > _SLIPPED


def _expect(text: str, source: str, target: str) -> float:
    return find_usual_length(strip_placeholders(text), source, target).n_chars


def _ratio(expected: float, found: float) -> float:
    return math.log((found + _FEW_CHARS) / (expected + _FEW_CHARS))


def _cost(expected: float, found: float) -> float:
    """How unlikely it is that a text of one length has a translation of another."""
    variance = _VARIANCE + _VARIANCE_OF_SHORT / max(_LEAST_TEXTS, expected)
    return min(_ratio(expected, found) ** 2 / (2 * variance), _MOST_COST)


def _gain(expected: list[float], found: list[float], step: int) -> float:
    """How much better the answers one place on fit, over the best row of texts."""
    best = gain = 0.0
    for place, n_chars in enumerate(expected):
        other = place + step
        if 0 <= other < len(found):
            here = _cost(n_chars, found[place])
            there = _cost(n_chars, found[other])
            gain = max(0.0, gain + here - there)
            best = max(best, gain)
    return best
