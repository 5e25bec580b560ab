"""Tell how much of a candidate a kept one says already."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from newsletter.abridgement.scoring import Scored

LIKE = 0.25  # from this likeness on a candidate loses worth
SAME = 0.60  # from this likeness on it says nothing new


class Repeats:
    """The terms of all candidates, and where each stands.

    Args:
        scored: The candidates of an article with their terms.
    """

    def __init__(self, scored: Sequence[Scored]) -> None:
        self._terms = [candidate.terms for candidate in scored]
        self._totals = [
            math.fsum(candidate.terms.values()) for candidate in scored
        ]
        self._places: dict[str, list[int]] = {}
        for number, terms in enumerate(self._terms):
            for term in terms:
                self._places.setdefault(term, []).append(number)

    def get_shares(
        self, kept: Collection[int], worths: Mapping[int, float]
    ) -> dict[int, float]:
        """Return for each candidate the share of its worth that kept ones say already, 0 to 1.

        Of two kept ones that say the same, the one of less worth loses it.

        Args:
            kept: Numbers of the kept candidates.
            worths: Number → worth, for the candidates that can be chosen.
        """
        shares: dict[int, float] = {}
        for number in sorted(kept):
            for other, likeness in self._like(number):
                if other not in worths or likeness < LIKE:
                    continue
                mine, its = (worths[number], -number), (worths[other], -other)
                if other in kept and its > mine:
                    continue
                share = min(1.0, (likeness - LIKE) / (SAME - LIKE))
                shares[other] = max(shares.get(other, 0.0), share)
        return shares

    def _like(self, number: int) -> list[tuple[int, float]]:
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
