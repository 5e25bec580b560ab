"""Turn a clean article into its newsletter version."""

from __future__ import annotations

from collections.abc import Callable

from newsletter.abridgement.assembly import build_body
from newsletter.abridgement.bonds import find_bonds
from newsletter.abridgement.candidates import ParsedArticle, parse_article
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.abridgement.selection import TOLERANCE, Material, choose_candidates
from newsletter.abridgement.summary import summarize_article
from newsletter.language.reading import count_words, reading_minutes, text_length
from newsletter.model import Abridged, Budget, BudgetUnit, Choice


def abridge_body(
    body: str, *, language: str, budget: Budget, title: str = "", excerpt: str = ""
) -> Abridged:
    """Choose whole sentences of a clean article, in their order, for a budget.

    Every sentence of the result stands in the source word for word; headings stand only over kept text; lists, tables, quotes
    and code are whole or absent; no sentence points back at one that was cut. A body already within its budget comes back byte
    for byte.

    Args:
        body: Clean Markdown with LF line ends, without front matter.
        language: BCP 47 tag of the text.
        budget: How long; kept to within 10 % where the candidates allow, else `note` says so. Characters and words are what a reader
            sees (no link targets, no marks); a share is one of characters, or of words in languages that put spaces between them.
        title: Title of the post, a hint at what matters.
        excerpt: The author's own description; preferred as summary when it says something.
    """
    article = parse_article(body)
    scored = score_candidates(article, language, title, excerpt)
    summary = summarize_article(scored, language, title, excerpt)
    measure = _measure(budget.unit, language)
    amount = _amount(article, budget, measure)
    if measure_article(article, measure) <= amount * (1 + TOLERANCE):
        choices = _choices(
            scored, frozenset(range(len(scored))), "the article is within the budget"
        )
        return Abridged(
            body, summary, choices, len(body), len(body), "within the budget: left as it is"
        )
    selection = choose_candidates(
        Material(article, scored, find_bonds(article, language), measure), amount
    )
    kept = selection.kept
    text = build_body(article, kept, selection.shortened)
    reached = measure_article(parse_article(text), measure)
    note = (
        ""
        if abs(reached - amount) <= TOLERANCE * amount
        else f"{reached / amount:.0%} of the budget: the pieces are coarser than it"
    )
    return Abridged(text, summary, _choices(scored, kept), len(body), len(text), note)


def measured(text: str, body: str, *, language: str, budget: Budget) -> tuple[float, float]:
    """Return how long a text is and how long it may be as an abridgement of a body, both in the unit of the budget."""
    measure = _measure(budget.unit, language)
    return measure_article(parse_article(text), measure), _amount(
        parse_article(body), budget, measure
    )


def _amount(article: ParsedArticle, budget: Budget, measure: Callable[[str], float]) -> float:
    return (
        budget.amount * measure_article(article, measure)
        if budget.unit is BudgetUnit.SHARE
        else budget.amount
    )


def _measure(unit: BudgetUnit, language: str) -> Callable[[str], float]:
    """How long a plain text is in the unit of a budget; additive over sentences."""
    match unit:
        case BudgetUnit.MINUTES:
            return lambda text: reading_minutes(text, language)
        case BudgetUnit.WORDS:
            return count_words
        case BudgetUnit.CHARS:
            return lambda text: len(" ".join(text.split()))
        case BudgetUnit.SHARE:
            return lambda text: text_length(text, language)


def measure_article(article: ParsedArticle, measure: Callable[[str], float]) -> float:
    """Length of all that is read: candidates, headings and labels."""
    over = {block for candidate in article.candidates for block in candidate.headings}
    labels = {candidate.label for candidate in article.candidates if candidate.label}
    return (
        sum(measure(part) for candidate in article.candidates for part in candidate.parts)
        + sum(measure(article.heading_text(block)) for block in over)
        + sum(measure(article.run_text(run)) for run in labels)
    )


def _choices(
    scored: tuple[Scored, ...], kept: frozenset[int], reason: str = ""
) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            each.candidate.text,
            each.candidate.number in kept,
            round(each.score, 3),
            each.features,
            reason or _reason(each, each.candidate.number in kept),
            each.candidate.lines,
        )
        for each in scored
    )


def _reason(scored: Scored, kept: bool) -> str:
    if scored.boilerplate:
        return (
            "kept to reach the length"
            if kept
            else "greeting, call to action or reference: the first to go"
        )
    told = sorted(scored.features, key=lambda feature: -feature[1] if kept else feature[1])
    names = [
        name
        for name, value in told[:3]
        if name != "base" and (value > 0.05 if kept else value < -0.05)
    ]
    if kept:
        return "kept for: " + ", ".join(names) if names else "kept: the text around it needs it"
    return "cut for: " + ", ".join(names) if names else "cut: others say more for their length"
