"""Choose candidates for a budget: the most worth for the length, nothing that cannot be read alone, nothing said twice.

A knapsack with bonds. A candidate is taken together with everything its bonds ask for and with the headings that come to stand
over it (a bundle); bundles are taken in the order of worth per length, worth shrinking with what the kept candidates already say.

A beginning and an end are taken first: a text that starts in the middle or stops in it is no article.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from newsletter.abridgement.bonds import Bond
from newsletter.abridgement.candidates import Candidate, CandidateKind, ParsedArticle, SentenceRun
from newsletter.abridgement.features import size
from newsletter.abridgement.scoring import Scored

TOLERANCE = 0.10  # an abridgement is within this share of its budget
ROOM = 0.07  # how far over the budget a bundle may still go
WORTH_EXPONENT = 0.6  # worth of a sentence grows with its length to this power: below 1, two short facts beat a long one
REPEAT_DISCOUNT = (
    0.8  # share of its worth that a candidate loses when kept candidates hold all its terms
)
PASSAGE_FATIGUE = 0.8  # each candidate kept of a paragraph makes the next worth this much: coverage .646 against .607 without
SECTION_FATIGUE = 0.95  # the same for a section; below .85 essential units are lost
N_LAST = 3  # sentences at the end of the article among which one ends the abridgement
FRAME_SHARE = 0.14  # beginning and end are set when each costs at most this share of the budget


@dataclass(frozen=True, slots=True)
class Material:
    """What is chosen from: candidates with their worth, bonds and lengths (in the unit of the budget)."""

    article: ParsedArticle
    scored: Sequence[Scored]
    bonds: Sequence[Sequence[Bond]]
    measure: Callable[[str], float]


@dataclass(slots=True)
class _Choice:
    """The choice so far.

    For each candidate: its length, its worth, what comes to stand over it, the weight of all its terms, and (`nearest`) how much
    of it some kept candidate says already (0..1). `crowd` and `crowds` count the kept candidates of each passage and section.

    Hundreds of bundles are weighed for each one that is taken, and taking one changes few others: `bundles` keeps members and
    cost of each until one of its members' bonds or headings is met, `values` what each candidate is worth beside those kept.
    """

    material: Material
    lengths: list[float]
    worths: list[float]
    overs: list[tuple[int | SentenceRun, ...]]
    told: list[float]
    kept: set[int] = field(default_factory=set)
    over: set[int | SentenceRun] = field(default_factory=set)
    over_lengths: dict[int | SentenceRun, float] = field(default_factory=dict)
    length: float = 0.0
    nearest: list[float] = field(default_factory=list)
    crowd: dict[int, int] = field(default_factory=dict)
    crowds: dict[tuple[int, ...], int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    bundles: dict[int, tuple[frozenset[int], float]] = field(default_factory=dict)
    asked_by: dict[int, set[int]] = field(default_factory=dict)
    told_by: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.nearest = [0.0] * len(self.worths)
        self.values = [self._value(at) for at in range(len(self.worths))]
        for at, bonds in enumerate(self.material.bonds):
            for one in (one for bond in bonds for one in bond):
                self.asked_by.setdefault(one, set()).add(at)
        for at, scored in enumerate(self.material.scored):
            for term in scored.terms:
                self.told_by.setdefault(term, []).append(at)

    def bundle(self, number: int) -> tuple[frozenset[int], float]:
        """The candidate and all that must come with it, without what is there; and what that costs."""
        if number not in self.bundles:
            members = self._members(number)
            self.bundles[number] = (members, self._cost(members))
        return self.bundles[number]

    def _members(self, number: int) -> frozenset[int]:
        wanted: set[int] = set()
        stack = [number]
        while stack:
            at = stack.pop()
            if at in wanted or at in self.kept:
                continue
            wanted.add(at)
            unmet = (
                bond
                for bond in self.material.bonds[at]
                if self.kept.isdisjoint(bond) and wanted.isdisjoint(bond)
            )
            stack.extend(
                max(bond, key=lambda one: (self.material.scored[one].score, -one)) for bond in unmet
            )
        return frozenset(wanted)

    def _cost(self, members: Iterable[int]) -> float:
        """Length of a bundle with the headings and labels it brings."""
        over = {each for at in members for each in self.overs[at]} - self.over
        return math.fsum([*(self.lengths[at] for at in members), *map(self._over_length, over)])

    def _over_length(self, each: int | SentenceRun) -> float:
        if each not in self.over_lengths:
            article = self.material.article
            text = article.heading_text(each) if isinstance(each, int) else article.spot_text(each)
            self.over_lengths[each] = self.material.measure(text)
        return self.over_lengths[each]

    def worth(self, members: Iterable[int]) -> float:
        """What the candidates of a bundle are worth now."""
        return math.fsum(self.values[at] for at in members)

    def _value(self, at: int) -> float:
        candidate = self.material.article.candidates[at]
        return (
            self.worths[at]
            * (1 - REPEAT_DISCOUNT * self.nearest[at])
            * math.pow(PASSAGE_FATIGUE, self.crowd.get(candidate.passage, 0))
            * math.pow(SECTION_FATIGUE, self.crowds.get(candidate.headings, 0))
        )

    def take(self, members: frozenset[int], cost: float) -> None:
        """Keep a bundle, and forget what it changes for the others."""
        self.length += cost
        self.kept |= members
        over = {each for at in members for each in self.overs[at]} - self.over
        self.over |= over
        candidates = self.material.article.candidates
        changed: set[int] = set()
        for at in sorted(members):
            self.crowd[candidates[at].passage] = self.crowd.get(candidates[at].passage, 0) + 1
            self.crowds[candidates[at].headings] = self.crowds.get(candidates[at].headings, 0) + 1
            changed.update(self._repeat(at))
        passages, sections = (
            {candidates[at].passage for at in members},
            {candidates[at].headings for at in members},
        )
        for at, candidate in enumerate(candidates):
            if at in changed or candidate.passage in passages or candidate.headings in sections:
                self.values[at] = self._value(at)
        self._forget_bundles(members, over)

    def _repeat(self, kept: int) -> Iterator[int]:
        """Note how much of each other candidate the kept one says already; yields those it says more of than others did."""
        shared: dict[int, list[float]] = {}
        for term in self.material.scored[kept].terms:
            for at in self.told_by[term]:
                shared.setdefault(at, []).append(self.material.scored[at].terms[term])
        for at, weights in shared.items():
            share = math.fsum(weights) / self.told[at] if self.told[at] else 0.0
            if share > self.nearest[at]:
                self.nearest[at] = share
                yield at

    def _forget_bundles(self, taken: frozenset[int], over: set[int | SentenceRun]) -> None:
        """Forget the bundles that would ask for a taken candidate, directly or through others, or bring a heading that is there."""
        touched: set[int] = set()
        stack = [*taken]
        while stack:
            at = stack.pop()
            if at not in touched:
                touched.add(at)
                stack.extend(self.asked_by.get(at, ()))
        for number, (members, _) in list(self.bundles.items()):
            if number in touched or (
                over and any(not over.isdisjoint(self.overs[at]) for at in members)
            ):
                del self.bundles[number]


def _over(candidate: Candidate) -> tuple[int | SentenceRun, ...]:
    return (*candidate.headings, candidate.label) if candidate.label else candidate.headings


def choose_candidates(material: Material, budget: float) -> frozenset[int]:
    """Return the numbers of the candidates to keep.

    Args:
        material: What to choose from.
        budget: How long the result may be, in the unit of `material.measure`.
    """
    candidates = material.article.candidates
    choice = _Choice(
        material,
        lengths=[
            sum(material.measure(part) for part in candidate.parts) for candidate in candidates
        ],
        worths=[_worth(each) for each in material.scored],
        overs=[_over(candidate) for candidate in candidates],
        told=[math.fsum(each.terms.values()) for each in material.scored],
    )
    for ranked in _frame(material):
        affordable = (
            choice.bundle(number)
            for number in ranked
            if choice.bundle(number)[1] <= FRAME_SHARE * budget
        )
        choice.take(*next(affordable, (frozenset(), 0.0)))
    _fill(choice, budget * (1 + ROOM))
    if choice.length < budget * (1 - TOLERANCE):
        _fill(choice, budget * (1 + TOLERANCE), boilerplate=True)
    return frozenset(choice.kept)


def _worth(scored: Scored) -> float:
    """Worth of a candidate: the sum over its sentences, items or rows."""
    return scored.score * sum(
        math.pow(size(part), WORTH_EXPONENT) for part in scored.candidate.parts
    )


def _frame(material: Material) -> tuple[list[int], list[int]]:
    """Pieces that could begin the article and that could end it, the best first.

    It begins with the sentence of the first two paragraphs that says most of the title, and ends with one of its last sentences.
    """
    alive = [
        each
        for each in material.scored
        if not each.boilerplate
        and each.candidate.kind is CandidateKind.SENTENCE
        and each.candidate.whole is None
    ]
    passages = sorted({each.candidate.passage for each in alive})
    first = [each for each in alive if each.candidate.passage in passages[:2]]
    last = [each for each in alive[-N_LAST:] if each.candidate.passage == passages[-1]]
    first.sort(key=lambda each: (-each.score - dict(each.features)["title"], each.candidate.number))
    last.sort(key=lambda each: (-each.score, each.candidate.number))
    return [each.candidate.number for each in first], [each.candidate.number for each in last]


def _fill(choice: _Choice, ceiling: float, *, boilerplate: bool = False) -> None:
    """Take bundles by worth per length until none fits."""
    open_numbers = [
        each.candidate.number
        for each in choice.material.scored
        if each.candidate.kind is not CandidateKind.IMAGE and (boilerplate or not each.boilerplate)
    ]
    while True:
        best: tuple[float, int] | None = None
        for number in open_numbers:
            if number in choice.kept:
                continue
            members, cost = choice.bundle(number)
            if choice.length + cost > ceiling:
                continue
            density = choice.worth(members) / max(cost, 1e-9)
            if best is None or density > best[0]:
                best = (density, number)
        if best is None:
            return
        choice.take(*choice.bundle(best[1]))
