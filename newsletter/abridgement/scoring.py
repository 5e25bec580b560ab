"""Score every candidate of an article: what an editor would miss if it were cut.

The score of a sentence is the weight that an editor is expected to give it, from 0 (leave it out)
to 3 (the article is not told without it). What it rests on are measures that a person can check
in the text (`features`) and, in Japanese and English, the wording of the sentence and of those
around it (`wording`). What they are worth is learned from labelled articles (`weights`). The score
of a list, a table or a quote is the mean of its parts.

The report names what raised and lowered a score. Measures that say the same to a reader are added
up under one reason; base and reasons together are the score, but for boilerplate, which goes first
whatever its score, and for the least score, which is above 0.

Weighed and rejected: weights set by hand and rounded (worth .46 to .49 of the best choice of the
same length on articles not looked at when they were set, where the learned ones reach .66);
likeness to all other sentences and embeddings (they gained nothing); one weight for each measure
without questions upon questions (.53); trees on the measures without the wording (.62).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.abridgement import features, wording
from newsletter.abridgement.boilerplate import find_boilerplate
from newsletter.abridgement.candidates import Candidate, ParsedArticle
from newsletter.abridgement.features import Measured, Part, measure_article
from newsletter.abridgement.weights import Forest, Weights, get_weights
from newsletter.abridgement.wording import measure_wording, score_wording
from newsletter.language.tags import base

BOILERPLATE_SCORE = 0.01  # greetings, calls to action, related posts: after everything else
MIN_SCORE = 0.05
LOOSE = {"chatter": 0.2, "hedges": 0.1, "meta": 0.2, "example": 0.1}  # chatter and hedges up to two

_REASONS = (*features.REASONS.values(), *wording.REASONS.values())


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its worth.

    Attributes:
        candidate: The candidate.
        score: Worth of an average part of it, as an editor weighs: above 0, hardly above 3.
        features: Reason and contribution, the weightiest first; `base` at the end.
        terms: Its terms with their weights, for what it repeats of others.
        boilerplate: It is among the first to go.
        part_scores: The score of each of its parts (sentences, items or rows).
        opens: How likely an editor begins with it, 0 to 1.
        closes: How likely an editor ends with it, 0 to 1.
        needs_before: How likely it needs the candidate before it, 0 to 1.
        loose: How much its opening part chats, guesses or talks of the article itself, 0 to .9:
            an article can bear that, its one line in a feed cannot.
    """

    candidate: Candidate
    score: float
    features: tuple[tuple[str, float], ...]
    terms: dict[str, float]
    boilerplate: bool
    part_scores: tuple[float, ...] = ()
    opens: float = 0.0
    closes: float = 0.0
    needs_before: float = 0.0
    loose: float = 0.0


def score_candidates(
    article: ParsedArticle,
    language: str,
    title: str = "",
    excerpt: str = "",
    weights: Weights | None = None,
) -> tuple[Scored, ...]:
    """Return every candidate of the article with its score, in order.

    Args:
        article: A clean article, cut into candidates.
        language: BCP 47 tag of its text.
        title: Title of the post.
        excerpt: The author's own description of it.
        weights: Other weights than those of the package: benchmarks hold articles out.
    """
    weights = weights or get_weights()
    measured = measure_article(article, language, title, excerpt)
    rows, forest = _build_rows(article, measured, weights, language)
    boilerplate = find_boilerplate(article, language, title)
    members: dict[int, list[int]] = {}
    for at, part in enumerate(measured.parts):
        members.setdefault(part.candidate, []).append(at)
    scored = []
    for candidate in article.candidates:
        numbers = members.get(candidate.number, [])
        scored.append(
            _score(
                candidate,
                [measured.parts[at] for at in numbers],
                [rows[at] for at in numbers],
                forest,
                weights,
                measured.weights,
                candidate.number in boilerplate,
            )
        )
    return tuple(scored)


def build_rows(
    article: ParsedArticle, measured: Measured, wordings: Sequence[float]
) -> tuple[tuple[float, ...], ...]:
    """Return for every part its measures and those of the wording.

    Args:
        article: The article.
        measured: Its measures.
        wordings: Worth of every part by its wording.
    """
    passages = [article.candidates[part.candidate].passage for part in measured.parts]
    around = measure_wording(wordings, passages)
    return tuple((*part.measures, *said) for part, said in zip(measured.parts, around, strict=True))


def _build_rows(
    article: ParsedArticle, measured: Measured, weights: Weights, language: str
) -> tuple[tuple[tuple[float, ...], ...], Forest]:
    """Rows of measures, with the forest that knows their worth."""
    tag = base(language)
    runs = weights.runs.get(tag)
    if runs is None:
        return tuple(part.measures for part in measured.parts), weights.plain_worth
    wordings = [score_wording(part.text, tag, runs.weights, runs.base) for part in measured.parts]
    return build_rows(article, measured, wordings), weights.worth


def _score(
    candidate: Candidate,
    parts: Sequence[Part],
    rows: Sequence[tuple[float, ...]],
    forest: Forest,
    weights: Weights,
    term_weights: dict[str, float],
    is_boilerplate: bool,
) -> Scored:
    terms: dict[str, float] = {}
    for part in parts:
        terms.update((term, term_weights[term]) for term in part.terms)
    explained = [forest.explain(row) for row in rows]
    factor = BOILERPLATE_SCORE if is_boilerplate else 1.0
    scores = tuple(factor * max(MIN_SCORE, forest.base + sum(values)) for values in explained)
    if not scores:
        return Scored(candidate, factor * MIN_SCORE, (), terms, is_boilerplate)
    first, last = parts[0].measures, parts[-1].measures
    return Scored(
        candidate,
        sum(scores) / len(scores),
        _reasons(explained, forest.base),
        terms,
        is_boilerplate,
        scores,
        _probability(weights.opens, first),
        _probability(weights.closes, last),
        _probability(weights.needs, first),
        _measure_loose(first),
    )


def _reasons(
    explained: Sequence[Sequence[float]], base_value: float
) -> tuple[tuple[str, float], ...]:
    """Reasons with their contributions, the weightiest first.

    A measure that raises a score and one that lowers it have different words for it, so that every
    reason reads true.
    """
    sums: dict[str, float] = {}
    for at, values in enumerate(zip(*explained, strict=True)):
        contribution = sum(values) / len(values)
        raises, lowers = _REASONS[at]
        reason = raises if contribution > 0 else lowers
        sums[reason] = sums.get(reason, 0.0) + contribution
    told = [(reason, round(value, 3)) for reason, value in sums.items()]
    told = [(reason, value) for reason, value in told if value]
    told.sort(key=lambda reason: (-abs(reason[1]), reason[0]))
    return (*told, ("base", round(base_value, 3)))


def _measure_loose(measures: Sequence[float]) -> float:
    named = dict(zip(features.NAMES, measures, strict=True))
    return sum(share * named[name] for name, share in LOOSE.items())


def _probability(forest: Forest, measures: Sequence[float]) -> float:
    return min(1.0, max(0.0, forest.predict(measures)))
