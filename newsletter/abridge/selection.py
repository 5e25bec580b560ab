"""Choose pieces for a budget: the most worth for the length, nothing that cannot be read alone, nothing said twice.

A knapsack with bonds. A piece is taken together with everything its bonds ask for and with the headings that come to stand
over it (a bundle); bundles are taken in the order of worth per length, worth shrinking with what the kept pieces already say.

A beginning and an end are taken first: a text that starts in the middle or stops in it is no article.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from newsletter.abridge.bonds import Bond
from newsletter.abridge.pieces import Article, Piece, PieceKind, Spot
from newsletter.abridge.scoring import Scored, size

TOLERANCE = 0.10  # an abridgement is within this share of its budget
ROOM = 0.07  # how far over the budget a bundle may still go
WORTH_EXPONENT = 0.6  # worth of a sentence grows with its length to this power: below 1, two short facts beat a long one
REPEAT_DISCOUNT = 0.8  # share of its worth that a piece loses when kept pieces hold all its terms
PASSAGE_FATIGUE = 0.8  # each piece kept of a paragraph makes the next worth this much: coverage .646 against .607 without
SECTION_FATIGUE = 0.95  # the same for a section; below .85 essential units are lost
N_LAST = 3  # sentences at the end of the article among which one ends the abridgement
FRAME_SHARE = 0.14  # beginning and end are set when each costs at most this share of the budget


@dataclass(frozen=True, slots=True)
class Material:
    """What is chosen from: pieces with their worth, bonds and lengths (in the unit of the budget)."""

    article: Article
    scored: Sequence[Scored]
    bonds: Sequence[Sequence[Bond]]
    measure: Callable[[str], float]


@dataclass(slots=True)
class _Choice:
    """The choice so far.

    For each piece: its length, its worth, what comes to stand over it, the weight of all its terms, and (`nearest`) how much
    of it some kept piece says already (0..1). `crowd` and `crowds` count the kept pieces of each passage and section.
    """

    material: Material
    lengths: list[float]
    worths: list[float]
    overs: list[tuple[int | Spot, ...]]
    told: list[float]
    kept: set[int] = field(default_factory=set)
    over: set[int | Spot] = field(default_factory=set)
    over_lengths: dict[int | Spot, float] = field(default_factory=dict)
    length: float = 0.0
    nearest: list[float] = field(default_factory=list)
    crowd: dict[int, int] = field(default_factory=dict)
    crowds: dict[tuple[int, ...], int] = field(default_factory=dict)

    def bundle(self, number: int) -> set[int]:
        """The piece and all that must come with it, without what is there."""
        if not self.material.bonds[number]:
            return {number}
        wanted: set[int] = set()
        stack = [number]
        while stack:
            at = stack.pop()
            if at in wanted or at in self.kept:
                continue
            wanted.add(at)
            unmet = (bond for bond in self.material.bonds[at] if not any(one in self.kept or one in wanted for one in bond))
            stack.extend(max(bond, key=lambda one: (self.material.scored[one].score, -one)) for bond in unmet)
        return wanted

    def cost(self, wanted: Iterable[int]) -> float:
        """Length of a bundle with the headings and labels it brings."""
        over: set[int | Spot] = set()
        total = 0.0
        for at in wanted:
            total += self.lengths[at]
            over.update(self.overs[at])
        return total + sum(self._over_length(each) for each in over - self.over)

    def _over_length(self, each: int | Spot) -> float:
        if each not in self.over_lengths:
            article = self.material.article
            text = article.heading_text(each) if isinstance(each, int) else article.spot_text(each)
            self.over_lengths[each] = self.material.measure(text)
        return self.over_lengths[each]

    def worth(self, wanted: Iterable[int]) -> float:
        pieces = self.material.article.pieces
        return sum(
            self.worths[at]
            * (1 - REPEAT_DISCOUNT * self.nearest[at])
            * math.pow(PASSAGE_FATIGUE, self.crowd.get(pieces[at].passage, 0))
            * math.pow(SECTION_FATIGUE, self.crowds.get(pieces[at].headings, 0))
            for at in wanted
        )

    def take(self, wanted: Iterable[int]) -> None:
        wanted = set(wanted)
        self.length += self.cost(wanted)
        for at in sorted(wanted):
            self.kept.add(at)
            piece = self.material.article.pieces[at]
            self.crowd[piece.passage] = self.crowd.get(piece.passage, 0) + 1
            self.crowds[piece.headings] = self.crowds.get(piece.headings, 0) + 1
            self.over.update(self.overs[at])
            self._repeat(at)

    def _repeat(self, kept: int) -> None:
        """Note how much of each other piece the kept one says already."""
        said = self.material.scored[kept].terms.keys()
        for at, other in enumerate(self.material.scored):
            if at not in self.kept and self.told[at]:
                share = sum(other.terms[term] for term in other.terms.keys() & said) / self.told[at]
                self.nearest[at] = max(self.nearest[at], share)


def _over(piece: Piece) -> tuple[int | Spot, ...]:
    return (*piece.headings, piece.label) if piece.label else piece.headings


def choose_pieces(material: Material, budget: float) -> frozenset[int]:
    """Return the numbers of the pieces to keep.

    Args:
        material: What to choose from.
        budget: How long the result may be, in the unit of `material.measure`.
    """
    pieces = material.article.pieces
    choice = _Choice(
        material,
        lengths=[sum(material.measure(part) for part in piece.parts) for piece in pieces],
        worths=[_worth(each) for each in material.scored],
        overs=[_over(piece) for piece in pieces],
        told=[sum(each.terms.values()) for each in material.scored],
        nearest=[0.0] * len(pieces),
    )
    for candidates in _frame(material):
        bundles = (choice.bundle(number) for number in candidates)
        choice.take(next((wanted for wanted in bundles if choice.cost(wanted) <= FRAME_SHARE * budget), ()))
    _fill(choice, budget * (1 + ROOM))
    if choice.length < budget * (1 - TOLERANCE):
        _fill(choice, budget * (1 + TOLERANCE), leavings=True)
    return frozenset(choice.kept)


def _worth(scored: Scored) -> float:
    """Worth of a piece: the sum over its sentences, items or rows."""
    return scored.score * sum(math.pow(size(part), WORTH_EXPONENT) for part in scored.piece.parts)


def _frame(material: Material) -> tuple[list[int], list[int]]:
    """Pieces that could begin the article and that could end it, the best first.

    It begins with the sentence of the first two paragraphs that says most of the title, and ends with one of its last sentences.
    """
    alive = [
        each
        for each in material.scored
        if not each.leavings and each.piece.kind is PieceKind.SENTENCE and each.piece.whole is None
    ]
    passages = sorted({each.piece.passage for each in alive})
    first = [each for each in alive if each.piece.passage in passages[:2]]
    last = [each for each in alive[-N_LAST:] if each.piece.passage == passages[-1]]
    first.sort(key=lambda each: (-each.score - dict(each.features)["title"], each.piece.number))
    last.sort(key=lambda each: (-each.score, each.piece.number))
    return [each.piece.number for each in first], [each.piece.number for each in last]


def _fill(choice: _Choice, ceiling: float, *, leavings: bool = False) -> None:
    """Take bundles by worth per length until none fits."""
    while True:
        best: tuple[float, int, set[int]] | None = None
        for each in choice.material.scored:
            number = each.piece.number
            if number in choice.kept or each.piece.kind is PieceKind.IMAGE or (each.leavings and not leavings):
                continue
            wanted = choice.bundle(number)
            cost = choice.cost(wanted)
            if choice.length + cost > ceiling:
                continue
            density = choice.worth(wanted) / max(cost, 1e-9)
            if best is None or density > best[0]:
                best = (density, number, wanted)
        if best is None:
            return
        choice.take(best[2])
