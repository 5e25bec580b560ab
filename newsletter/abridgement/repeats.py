"""Tell how much of a candidate another one says already."""

from __future__ import annotations

import math
from collections.abc import Sequence

from newsletter.abridgement.candidates import CandidateKind
from newsletter.abridgement.said_again import get_likeness, measure_texts
from newsletter.abridgement.scoring import Scored

LIKE = 0.25  # from this part of common terms on a candidate loses worth
SAME = 0.60  # from this part on it says nothing new
# Likeness of two sentences from which on one of them should go, though that costs worth. On 163
# labelled articles, scores held out, a limit of .15 leaves out what is not the same.
SAID_AGAIN = 0.25
# A text of a thousand sentences that are one is no article: of each the nearest are enough. Of 25
# posts before cleaning, the longest of the corpus, one had 166.
MAX_ALIKE = 250
SAID_AGAIN_SHARE = (
    2.0  # of the lesser is lost then, beside what common terms say
)


class Repeats:
    """The terms of all candidates, and where each stands.

    What is like a candidate is looked for once: several choices of an article ask for it.

    Args:
        scored: The candidates of an article with their terms.
    """

    def __init__(self, scored: Sequence[Scored]) -> None:
        self._scored = scored
        self._terms = [candidate.terms for candidate in scored]
        self._totals = [
            math.fsum(candidate.terms.values()) for candidate in scored
        ]
        known: dict[tuple[object, ...], int] = {}
        self._kinds = [
            known.setdefault(
                (candidate.candidate.parts, *candidate.terms.items()),
                len(known),
            )
            for candidate in scored
        ]
        self._measured: dict[tuple[int, int], tuple[float, ...]] = {}
        self._alike: dict[int, dict[int, float]] = {}
        self._places: dict[str, list[int]] = {}
        for number, terms in enumerate(self._terms):
            for term in terms:
                self._places.setdefault(term, []).append(number)

    def get_alike(self, number: int) -> dict[int, float]:
        """Return of the nearest candidates like it the share of the lesser that is said twice."""
        if number not in self._alike:
            self._alike[number] = self._find_alike(number)
        return self._alike[number]

    def _find_alike(self, number: int) -> dict[int, float]:
        """The same, found out."""
        alike = [
            (other, likeness)
            for other, likeness in self._find_common(number)
            if likeness >= LIKE
        ]
        if len(alike) > MAX_ALIKE:
            alike.sort(key=lambda pair: (abs(pair[0] - number), pair[0]))
            del alike[MAX_ALIKE:]
        shares: dict[int, float] = {}
        for other, likeness in alike:
            share = min(1.0, (likeness - LIKE) / (SAME - LIKE))
            if self._is_said_again(number, other):
                share += SAID_AGAIN_SHARE
            shares[other] = share
        return shares

    def _is_said_again(self, number: int, other: int) -> bool:
        """Tell whether two sentences say so much of the same that one is enough."""
        one, two = self._scored[number], self._scored[other]
        both = (one.candidate.kind, two.candidate.kind)
        if any(kind is not CandidateKind.SENTENCE for kind in both):
            return False
        # Of a thousand sentences that are one, each pair would be measured anew.
        texts = (self._kinds[number], self._kinds[other])
        of_texts = self._measured.get(texts)
        if of_texts is None:
            of_texts = self._measured[texts] = measure_texts(one, two)
        return get_likeness(one, two, of_texts) >= SAID_AGAIN

    def _find_common(self, number: int) -> list[tuple[int, float]]:
        """Return every other candidate that shares a term, with the likeness of the two."""
        shared: dict[int, float] = {}
        for term, weight in self._terms[number].items():
            for other in self._places[term]:
                shared[other] = shared.get(other, 0.0) + weight
        shared.pop(number, None)
        mine = self._totals[number]
        return [
            (other, weight / math.sqrt(mine * self._totals[other]))
            for other, weight in shared.items()
            if weight > 0
        ]
