"""Turn a clean article into its newsletter version."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from newsletter.abridgement.assembly import build_body
from newsletter.abridgement.bonds import find_bonds
from newsletter.abridgement.candidates import ParsedArticle, parse_article
from newsletter.abridgement.closings import rate_closings
from newsletter.abridgement.introductions import find_introductions
from newsletter.abridgement.key_points import MIN_POINTS
from newsletter.abridgement.lengths import (
    Measure,
    get_amount,
    get_measure,
    measure_parsed,
)
from newsletter.abridgement.nodes import build_material
from newsletter.abridgement.openings import (
    find_head_talk,
    open_below,
    rate_openings,
)
from newsletter.abridgement.reasons import build_choices
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.abridgement.selection import (
    TOLERANCE,
    Selection,
    choose_candidates,
)
from newsletter.abridgement.standalone import (
    Standalone,
    find_standalone,
)
from newsletter.abridgement.summary import summarize_article
from newsletter.abridgement.top import (
    Top,
    build_preheader,
    build_top,
    find_figures,
    without_lead,
)
from newsletter.abridgement.unfit import find_unfit
from newsletter.model import Abridged, Budget, BudgetUnit, Pins
from newsletter.source.decisions import fingerprint

MAX_TOP_SHARE = 0.35  # of the budget: more over the body would be another body
MAX_WHOLE_TOP_SHARE = (
    0.2  # of a post that follows whole: all of it is said again
)
WHOLE_MINUTES = (
    1.5  # times the budget of reading time under which a post is sent whole
)
OPENING_CHARS = 400  # what a reader still has in the ear: nothing of the top is said again there
# Of its worth: what a sentence of the body has left that a key point says. Others get its place; it
# stays where what hangs on it is worth more. In labelled articles that nothing was learned from,
# those by name that it was not chosen on, .46 -> .16 of the points stand again in the body, and
# mail and body together have .607 of the worth instead of .601. With .1 and .5 it is as good.
TOLD_SHARE = 0.3
N_REPEATED = 4  # choices, each beside key points that the beginning before it did not say
MIN_TALK = 0.5  # of the sentences of a beginning: then a lead stands over a post that is sent whole
WITHIN = "within the budget: left as it is"
NEARLY_WITHIN = "little longer than the budget: left as it is"


@dataclass(frozen=True, slots=True)
class _Source:
    """A clean article with all that is known of it, and how long body and top may be."""

    article: ParsedArticle
    scored: tuple[Scored, ...]
    sentences: tuple[Standalone, ...]
    leads: tuple[Standalone, ...]
    measure: Measure
    amount: float
    room: float
    language: str
    title: str


def abridge_body(
    body: str,
    *,
    language: str,
    budget: Budget,
    title: str = "",
    excerpt: str = "",
    top: bool = False,
    pins: Pins | None = None,
    link: str = "",
) -> Abridged:
    """Choose whole sentences of a clean article, in their order, for a budget.

    Every sentence of the result stands in the source word for word. Headings stand only over kept
    text; lists, tables, quotes and code are whole, or shortened to their first items and "…"; no
    sentence points back at one that was cut. A body within its budget comes back byte for byte, and
    so does one up to half as long again where the budget is reading time.

    Args:
        body: Clean Markdown with LF line ends, without front matter.
        language: BCP 47 tag of the text.
        budget: How long; kept to within 10 % where the text allows, else `note` says so.
        title: Title of the post, a hint at what matters.
        excerpt: The author's own description; preferred as summary when it says something.
        top: Lead and key points stand over the body: they count in the budget, and the body does
            not say the lead again.
        pins: What an editor wants in or out.
        link: Address of the whole article, for the "…" of a shortened list.
    """
    source = _read(body, language, budget, title, excerpt)
    summary = summarize_article(
        source.leads,
        source.sentences,
        source.scored,
        language,
        title,
        excerpt,
    )
    kept, dropped = _find_pinned(source.article, pins or Pins())
    length = measure_parsed(source.article, source.measure)
    if not dropped and length <= source.amount * _whole_up_to(budget):
        is_within = length <= source.amount
        return _whole(
            body, source, summary, excerpt, is_within=is_within, top=top
        )
    selection, shown = _choose(source, kept, dropped, is_shown=top)
    text = build_body(source.article, selection.kept, selection.shortened, link)
    length = measure_parsed(parse_article(text), source.measure)
    most = (1 + TOLERANCE) * source.amount - length
    opening = _find_opening(source.article, selection.kept)
    shown, preheader = _choose_preheader(
        source, shown, opening, dropped, excerpt, most
    )
    return Abridged(
        body=text,
        summary=summary,
        choices=build_choices(source.scored, selection.kept),
        n_source_chars=len(body),
        n_chars=len(text),
        note=_length_note(length, source, shown if top else Top()),
        lead=shown.lead,
        whole_lead=shown.whole_lead,
        key_points=shown.points,
        whole_points=shown.whole_points,
        preheader=preheader,
        whole_preheader=_find_whole(source, preheader),
    )


def _read(
    body: str, language: str, budget: Budget, title: str, excerpt: str
) -> _Source:
    article = parse_article(body)
    scored = score_candidates(article, language, title, excerpt)
    scored = rate_openings(scored, language, title, excerpt)
    # Every choice asks for the length of every sentence again.
    measure = cache(get_measure(budget.unit, language))
    unfit = find_unfit(article)
    scored = rate_closings(scored, unfit, language, title)
    amount = get_amount(article, budget, measure)
    readable = find_standalone(scored, language, title, unfit)
    return _Source(
        article,
        scored,
        readable.alone,
        readable.leads,
        measure,
        amount,
        MAX_TOP_SHARE * amount,
        language,
        title,
    )


def _whole_up_to(budget: Budget) -> float:
    """How many times the budget a body may be long and still be left alone."""
    return WHOLE_MINUTES if budget.unit is BudgetUnit.MINUTES else 1 + TOLERANCE


def _whole(
    body: str,
    source: _Source,
    summary: str,
    excerpt: str,
    *,
    is_within: bool,
    top: bool,
) -> Abridged:
    """A post that is sent whole; its top says nothing that its beginning says.

    But the news that stands there in the midst of talk leads without the talk.
    """
    numbers = frozenset(range(len(source.scored)))
    opening = _find_opening(source.article, numbers)
    shown = Top()
    if top and is_within:
        source = replace(source, room=_find_room(source))
    warms_up = _warms_up(source, opening)
    if top:
        told = _find_clauses(source) if warms_up else frozenset()
        shown = _build_top(
            _lead_besides(source, opening, told), opening - told, opening
        )
    if is_within and not warms_up:
        shown = without_lead(shown)
    shown, preheader = _choose_preheader(
        source, shown, opening, frozenset(), excerpt
    )
    return Abridged(
        body=body,
        summary=summary,
        choices=build_choices(
            source.scored, numbers, "the article is within the budget"
        ),
        n_source_chars=len(body),
        n_chars=len(body),
        note=WITHIN if is_within else NEARLY_WITHIN,
        lead=shown.lead,
        whole_lead=shown.whole_lead,
        key_points=shown.points,
        whole_points=shown.whole_points,
        preheader=preheader,
        whole_preheader=_find_whole(source, preheader),
    )


def _lead_besides(
    source: _Source, opening: Collection[int], told: Collection[int]
) -> _Source:
    """The article with the leads that its beginning does not say, where talk tells one."""
    if not told:
        return source
    leads = tuple(
        lead
        for lead in source.leads
        if lead.number in told or lead.number not in opening
    )
    return replace(source, leads=leads)


def _find_clauses(source: _Source) -> frozenset[int]:
    """The sentences whose news can lead without the talk around it."""
    return frozenset(lead.number for lead in source.leads if lead.is_clause)


def _find_room(source: _Source) -> float:
    """How long the top over a post may be that is within the budget: it counts there, too."""
    length = measure_parsed(source.article, source.measure)
    return min(MAX_WHOLE_TOP_SHARE * length, source.amount - length)


def _warms_up(source: _Source, opening: Collection[int]) -> bool:
    """Tell whether an article begins with talk: half or more of its first sentences are."""
    talk = find_head_talk(source.scored) & frozenset(opening)
    return len(talk) >= MIN_TALK * len(opening)


def _find_pinned(
    article: ParsedArticle, pins: Pins
) -> tuple[frozenset[int], frozenset[int]]:
    """The candidates that hold a pinned sentence, as (in, out)."""
    keep, drop = frozenset(pins.keep), frozenset(pins.drop)
    kept: set[int] = set()
    dropped: set[int] = set()
    if keep or drop:
        for candidate in article.candidates:
            known = _fingerprints((*candidate.parts, candidate.text))
            if not known.isdisjoint(keep):
                kept.add(candidate.number)
            elif not known.isdisjoint(drop):
                dropped.add(candidate.number)
    return frozenset(kept), frozenset(dropped)


def _fingerprints(texts: Collection[str]) -> frozenset[str]:
    """What the texts are known by in an editor's decisions: marks and punctuation do not count."""
    return frozenset(fingerprint(text) for text in texts)


def _choose(
    source: _Source,
    kept: frozenset[int],
    dropped: frozenset[int],
    *,
    is_shown: bool,
) -> tuple[Selection, Top]:
    """Choose the body; where a top is shown, it counts, and its lead is not said again.

    What a key point says is worth less there.
    """
    material = build_material(
        source.article,
        source.scored,
        find_bonds(source.article, source.language),
        source.measure,
        kept,
        dropped,
        find_introductions(source.article, source.title, source.language),
    )
    shown = _build_top(source, dropped)
    if not is_shown or not shown.texts:
        return choose_candidates(material, source.amount), shown
    if shown.lead:
        said = frozenset(shown.lead_numbers) - kept
        talk = find_head_talk(source.scored) - kept
        material = replace(
            material,
            scored=open_below(source.scored, said, source.language),
            dropped=dropped | said | talk,
        )
    repeated: frozenset[int] = frozenset()
    for _ in range(N_REPEATED):
        amount = source.amount - sum(map(source.measure, shown.texts))
        told = _discount(material.scored, frozenset(shown.point_numbers))
        selection = choose_candidates(replace(material, scored=told), amount)
        opening = _find_opening(source.article, selection.kept)
        if opening.isdisjoint(shown.point_numbers):
            return selection, shown
        repeated |= opening
        shown = _build_top(source, dropped, repeated)
    return selection, shown


def _discount(
    scored: Sequence[Scored], told: Collection[int]
) -> tuple[Scored, ...]:
    """The candidates; those that a key point says are worth less in the body."""
    found: list[Scored] = []
    for one in scored:
        share = TOLD_SHARE if one.candidate.number in told else 1.0
        parts = tuple(share * part for part in one.part_scores)
        found.append(replace(one, part_scores=parts))
    return tuple(found)


def _build_top(
    source: _Source,
    dropped: frozenset[int],
    said: frozenset[int] = frozenset(),
) -> Top:
    """The top of the mail; where its key points are too long together, one with shorter ones.

    Args:
        source: The article.
        dropped: What may not stand there.
        said: What the body begins with, which is no key point. The body does not leave out what a
            key point says, it only counts for less there: without it the paragraphs that hang on
            it went, too, and with them the facts of the article.
    """

    def build(fits: Callable[[str], bool] | None = None) -> Top:
        return build_top(
            source.sentences,
            source.leads,
            source.scored,
            source.language,
            title=source.title,
            besides=said | dropped,
            fits=fits,
        )

    whole = build()
    fitting = _fit_top(whole, source, dropped)
    if fitting.key_points or not whole.key_points:
        return fitting
    room = source.room - source.measure(whole.lead)
    shorter = build(lambda text: source.measure(text) <= room / MIN_POINTS)
    return _fit_top(shorter, source, dropped)


def _fit_top(shown: Top, source: _Source, dropped: frozenset[int]) -> Top:
    """Leave out a lead that may not stand there, and key points that would take over the mail."""
    if not dropped.isdisjoint(shown.lead_numbers):
        shown = without_lead(shown)
    points = list(shown.key_points)
    room = source.room - source.measure(shown.lead)
    while points and sum(source.measure(point.text) for point in points) > room:
        points.remove(max(points, key=lambda point: source.measure(point.text)))
    if len(points) < MIN_POINTS:
        points = []
    return replace(shown, key_points=tuple(points))


def _choose_preheader(
    source: _Source,
    shown: Top,
    opening: Collection[int],
    dropped: frozenset[int],
    excerpt: str,
    most: float = math.inf,
) -> tuple[Top, str]:
    """The line of the inbox, and the top without it.

    It is the best thing that lead and beginning do not say. Where that is a key point, the next
    best takes its place; where there is none, or too long a one, the box stays, and the line is
    what is left. The figure of the event stays in the box, where readers of the mail find it.

    Args:
        source: The article.
        shown: The top with all that may be a key point.
        opening: Numbers of the candidates that the body begins with.
        dropped: What may not stand there.
        excerpt: The author's own description.
        most: How long the top may be beside the body.
    """
    figures = find_figures(shown, source.title)
    said = {*shown.lead_numbers, *opening, *dropped, *figures}
    texts = [shown.lead]
    texts.extend(source.article.candidates[number].text for number in opening)

    def build() -> str:
        return build_preheader(
            source.sentences,
            said,
            texts,
            language=source.language,
            title=source.title,
            excerpt=excerpt,
        )

    preheader = build()
    if preheader not in shown.points:
        return shown, preheader
    number = shown.point_numbers[shown.points.index(preheader)]
    besides = frozenset(opening)
    others = _build_top(source, dropped | {number}, besides).key_points
    refilled = replace(shown, key_points=others)
    if others and sum(map(source.measure, refilled.texts)) <= most:
        return refilled, preheader
    said.update(shown.point_numbers)
    texts.extend(shown.points)
    return shown, build()


def _find_whole(source: _Source, text: str) -> str:
    """The sentence that a text is, or is a part of; "" where it is of the author's description."""
    return next((one.whole for one in source.sentences if one.text == text), "")


def _find_opening(
    article: ParsedArticle, kept: Collection[int]
) -> frozenset[int]:
    """The kept candidates within the first characters of the body."""
    found: set[int] = set()
    n_chars = 0
    for number in sorted(kept):
        if n_chars >= OPENING_CHARS:
            break
        found.add(number)
        n_chars += sum(map(len, article.candidates[number].parts))
    return frozenset(found)


def _length_note(length: float, source: _Source, shown: Top) -> str:
    """Say how far the result is from the length asked for; "" when it is near enough."""
    reached = length + sum(map(source.measure, shown.texts))
    amount = source.amount
    if abs(reached - amount) <= TOLERANCE * amount:
        return ""
    share = (
        f"{reached / amount:.0%} of the budget"
        if amount
        else "over an empty budget"
    )
    if reached > amount:
        return f"{share}: what must stand together is longer than it"
    return f"{share}: what is left does not fit or says nothing"
