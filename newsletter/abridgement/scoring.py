"""Score every candidate of an article: what an editor would miss if it were cut.

The score of a sentence is the weight that an editor is expected to give it, from 0 (leave it out)
to 3 (the article is not told without it). What it rests on are measures that a person can check
in the text (`features`) and, in Japanese and English, the wording of the sentence and of those
around it (`wording`). What they are worth is learned from labelled articles (`weights`). The score
of a list, a table or a quote is the mean of its parts.

The report names what raised and lowered a score. Measures that say the same to a reader are added
up under one reason, and what is too small to tell stands under `other`. The reasons and the base
together are the score, but for boilerplate, which goes first whatever its score, and for the least
score, which is above 0.

Weighed and rejected: weights set by hand and rounded (worth .46 to .49 of the best choice of the
same length on articles not looked at when they were set, where the learned ones reach .66);
likeness to all other sentences and embeddings (they gained nothing); one weight for each measure
without questions upon questions (.53); trees on the measures without the wording (.62).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.abridgement import features, wording
from newsletter.abridgement.candidates import Candidate, ParsedArticle
from newsletter.abridgement.features import Measured, measure_article
from newsletter.abridgement.hanging import STANDS, Hanging, rate_hanging
from newsletter.abridgement.page_notes import find_boilerplate
from newsletter.abridgement.weights import Forest, Weights, get_weights
from newsletter.abridgement.wording import measure_wording, score_wording
from newsletter.language.tags import base

BOILERPLATE_SCORE = (
    0.01  # greetings, calls to action, related posts: after everything else
)
MIN_SCORE = 0.05
MIN_TOLD = (
    0.02  # smaller contributions would be a long list that changes nothing
)
LOOSE = {
    "chatter": 0.2,
    "hedges": 0.1,
    "meta": 0.2,
    "example": 0.1,
}  # two of the first two count

_LOOSE = tuple(
    (features.NAMES.index(name), share) for name, share in LOOSE.items()
)
_REASONS = (*features.REASONS.values(), *wording.REASONS.values())


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its worth.

    Attributes:
        candidate: The candidate.
        score: Worth of an average part of it, as an editor weighs: above 0, hardly above 3.
        features: Reason and contribution, the weightiest first; `other` and `base` at
            the end.
        terms: Its terms with their weights: they show what it repeats.
        boilerplate: It is among the first to go.
        part_scores: The score of each of its parts (sentences, items or rows).
        opens: How likely an editor begins with it, 0 to 1; `openings` tells it.
        closes: How likely an editor ends with it, 0 to 1, whatever stands beside it.
        ends: How much of a close it is, -1 to 1; `closings` tells it.
        needs_before: How likely it needs the candidate before it, 0 to 1: an editor of the labels
            kept them together.
        hanging: How likely it cannot be read without what follows, and without what precedes.
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
    ends: float = 0.0
    needs_before: float = 0.0
    hanging: Hanging = STANDS
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
    tag = base(language)
    weights = weights or get_weights(tag)
    measured = measure_article(article, language, title, excerpt)
    rows = _build_rows(article, measured, weights, tag)
    boilerplate = find_boilerplate(article, language, title)
    members: dict[int, list[int]] = {}
    for at, part in enumerate(measured.parts):
        members.setdefault(part.candidate, []).append(at)
    scored = []
    rated = rate_hanging(article.candidates, language)
    for candidate, hanging in zip(article.candidates, rated, strict=True):
        numbers = members.get(candidate.number, [])
        terms: dict[str, float] = {}
        for at in numbers:
            for term in measured.parts[at].terms:
                terms[term] = measured.weights[term]
        is_boilerplate = candidate.number in boilerplate
        own = [rows[at] for at in numbers]
        scored.append(
            _score(candidate, own, weights, terms, is_boilerplate, hanging)
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
    passages = [
        article.candidates[part.candidate].passage for part in measured.parts
    ]
    around = measure_wording(wordings, passages)
    return tuple(
        (*part.measures, *said)
        for part, said in zip(measured.parts, around, strict=True)
    )


def _build_rows(
    article: ParsedArticle, measured: Measured, weights: Weights, language: str
) -> tuple[tuple[float, ...], ...]:
    """The measures of each part, with how its wording scores where the weights take that."""
    runs = weights.runs
    if runs is None:
        return tuple(part.measures for part in measured.parts)
    wordings = [
        score_wording(part.text, language, runs.weights, runs.base)
        for part in measured.parts
    ]
    return build_rows(article, measured, wordings)


def _score(
    candidate: Candidate,
    rows: Sequence[tuple[float, ...]],
    weights: Weights,
    terms: dict[str, float],
    is_boilerplate: bool,
    hanging: Hanging,
) -> Scored:
    """The score of a candidate: the mean of its parts, less for boilerplate."""
    factor = BOILERPLATE_SCORE if is_boilerplate else 1.0
    if not rows:
        return Scored(
            candidate,
            factor * MIN_SCORE,
            (),
            terms,
            is_boilerplate,
            hanging=hanging,
        )
    worth = weights.worth
    explained = [worth.explain(row) for row in rows]
    scores = tuple(
        factor * max(MIN_SCORE, worth.base + sum(values))
        for values in explained
    )
    return Scored(
        candidate,
        sum(scores) / len(scores),
        _find_reasons(explained, worth.base),
        terms,
        is_boilerplate,
        scores,
        closes=_probability(weights.closes, rows[-1]),
        needs_before=_probability(weights.needs, rows[0]),
        hanging=hanging,
        loose=_measure_loose(rows[0]),
    )


def _find_reasons(
    explained: Sequence[Sequence[float]], base_value: float
) -> tuple[tuple[str, float], ...]:
    """Reasons with their contributions, the weightiest first; the small ones are one.

    A measure that raises a score and one that lowers it have different words for it, so that every
    reason reads true.
    """
    sums: dict[str, float] = {}
    for names, contribution in zip(_REASONS, _mean(explained), strict=False):
        if contribution:
            reason = names[contribution < 0]
            sums[reason] = sums.get(reason, 0.0) + contribution
    told = [
        (-abs(value), reason)
        for reason, value in sums.items()
        if abs(value) >= MIN_TOLD
    ]
    reasons = [(reason, round(sums[reason], 3)) for _, reason in sorted(told)]
    others = sum(sums.values()) - sum(sums[reason] for _, reason in told)
    return (
        *reasons,
        ("other", round(others, 3)),
        ("base", round(base_value, 3)),
    )


def _mean(rows: Sequence[Sequence[float]]) -> Sequence[float]:
    """The mean of every column; of one row, as most candidates have, the row itself."""
    if len(rows) == 1:
        return rows[0]
    return [sum(values) / len(rows) for values in zip(*rows, strict=True)]


def _probability(forest: Forest, row: Sequence[float]) -> float:
    return min(1.0, max(0.0, forest.predict(row)))


def _measure_loose(row: Sequence[float]) -> float:
    return sum(share * row[at] for at, share in _LOOSE)
