"""Tell how likely it is that two candidates say the same thing.

Common terms alone do not tell: two sentences about one thing share its name and say different
things of it, and a short sentence shares half of its terms by chance. So the likeness rests on
five measures together, weighed by a logistic regression over what editors marked as said twice
(`benchmarks/train_scorer.py`). On articles held out, the pairs so ranked have an average precision
of .28, those ranked by common terms alone .16.
"""

from __future__ import annotations

import math

from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.weights import get_likeness_weights
from newsletter.remembered import remembered

MIN_COSINE = (
    0.08  # below it, one pair in six hundred says the same; most pairs end here
)
NAMES = ("terms", "contained", "letters", "amount", "far", "same passage")


def get_likeness(
    one: Scored, other: Scored, of_texts: tuple[float, ...] | None = None
) -> float:
    """Return the probability, 0 to 1, that two candidates say the same; 0 for most.

    Args:
        one: A candidate.
        other: Another one of the same article.
        of_texts: What `measure_texts` says of two texts that are known already.
    """
    if of_texts is None:
        of_texts = measure_texts(one, other)
    if not of_texts:
        return 0.0
    measures = _with_places(of_texts, one, other)
    base, *shares = get_likeness_weights()
    total = base + sum(
        share * measure for share, measure in zip(shares, measures, strict=True)
    )
    return 1 / (1 + math.exp(-total))


def measure_likeness(one: Scored, other: Scored) -> tuple[float, ...]:
    """Return what two candidates have in common, in the order of NAMES; () when too little.

    Args:
        one: A candidate.
        other: Another one of the same article.

    Returns:
        The weight of the common terms beside that of both (cosine) and beside that of the lesser;
        common pairs of letters; logarithm of the weight of the lesser; logarithm of the distance
        in candidates; whether they share a paragraph.
    """
    of_texts = measure_texts(one, other)
    return _with_places(of_texts, one, other) if of_texts else ()


def measure_texts(one: Scored, other: Scored) -> tuple[float, ...]:
    """Return the first four measures, which hang on the texts alone; () when too little."""
    common = one.terms.keys() & other.terms.keys()
    if not common:
        return ()
    weight = math.fsum(one.terms[term] for term in common)
    mine = math.fsum(one.terms.values())
    its = math.fsum(other.terms.values())
    lesser = min(mine, its)
    if lesser <= 0 or weight < MIN_COSINE * math.sqrt(mine * its):
        return ()
    left = _find_letters(one.candidate.parts)
    right = _find_letters(other.candidate.parts)
    return (
        weight / math.sqrt(mine * its),
        weight / lesser,
        len(left & right) / math.sqrt(max(1, len(left) * len(right))),
        math.log1p(lesser),
    )


def _with_places(
    of_texts: tuple[float, ...], one: Scored, other: Scored
) -> tuple[float, ...]:
    """The measures of two texts with those of where they stand."""
    distance = abs(one.candidate.number - other.candidate.number)
    is_same = one.candidate.passage == other.candidate.passage
    return (*of_texts, math.log1p(distance), float(is_same))


@remembered(
    maxsize=1024
)  # a candidate is compared with many others of its article
def _find_letters(parts: tuple[str, ...]) -> frozenset[str]:
    """Pairs of neighbouring letters, blanks and case apart."""
    text = "".join("".join(parts).split()).casefold()
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
