"""Measure an article and its abridgement in the unit of a budget."""

from __future__ import annotations

import math
from collections.abc import Callable

from newsletter.abridgement.candidates import (
    ParsedArticle,
    SentenceRun,
    parse_article,
)
from newsletter.language.reading import (
    count_words,
    reading_minutes,
    text_length,
)
from newsletter.model import Budget, BudgetUnit

Measure = Callable[[str], float]


def get_measure(unit: BudgetUnit, language: str) -> Measure:
    """Return the function that tells how long a plain text is; additive over sentences.

    Characters and words are what a reader sees; a share is one of characters, or of words in
    languages that put spaces between them.
    """
    match unit:
        case BudgetUnit.MINUTES:
            return lambda text: reading_minutes(text, language)
        case BudgetUnit.WORDS:
            return count_words
        case BudgetUnit.CHARS:
            return lambda text: len(" ".join(text.split()))
        case BudgetUnit.SHARE:
            return lambda text: text_length(text, language)


def get_amount(
    article: ParsedArticle, budget: Budget, measure: Measure
) -> float:
    """Return how long an abridgement of an article may be.

    Args:
        article: The article, cut.
        budget: The length that was asked for.
        measure: Plain text → length in the unit of the budget.
    """
    if budget.unit is BudgetUnit.SHARE:
        return budget.amount * measure_parsed(article, measure)
    return budget.amount


def measure_parsed(article: ParsedArticle, measure: Measure) -> float:
    """Return the length of all that is read: candidates, headings and labels."""
    lengths: list[float] = []
    headings: set[int] = set()
    labels: set[SentenceRun] = set()
    for candidate in article.candidates:
        lengths += [measure(part) for part in candidate.parts]
        headings.update(candidate.headings)
        if candidate.label:
            labels.add(candidate.label)
    lengths += [
        measure(article.heading_text(block)) for block in sorted(headings)
    ]
    lengths += sorted(measure(article.run_text(label)) for label in labels)
    return math.fsum(lengths)


def measured(
    text: str, body: str, *, language: str, budget: Budget
) -> tuple[float, float]:
    """Return how long a text is and how long it may be as an abridgement of a body.

    Both are in the unit of the budget.

    Args:
        text: The abridgement, Markdown.
        body: What it was made from.
        language: BCP 47 tag of both.
        budget: The length that was asked for.
    """
    measure = get_measure(budget.unit, language)
    length = measure_parsed(parse_article(text), measure)
    return length, get_amount(parse_article(body), budget, measure)
