"""Measure what every sentence, item and row of an article shows of its worth.

The measures are plain numbers that a person can check in the text: how much of the title it names,
how many figures it has, where it stands, whether its opening points back. What the numbers are
worth is learned from editors' choices (`benchmarks/train_scorer.py`) and stands in the weights,
not here. No measure knows a site, a name or a topic: words count only as members of the tables in
`cues`, and terms only by how the article itself uses them.

Every measure costs time linear in the length of the article.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from newsletter.abridgement import cues
from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)
from newsletter.abridgement.keywords import find_terms, sum_weights
from newsletter.abridgement.pointers import (
    is_question,
    leads_in,
    leans_back,
    what_it_asks,
)
from newsletter.language.scripts import count_cjk

N_TITLE_TERMS = 6  # a sentence with the six weightiest terms of title and headings says them all
N_FAR = 12  # sentences or passages from an end: further ones are all the same distance
POLITE_SHARE = 0.6  # of the sentences end politely: then the others are asides

_HIRAGANA = re.compile("[\u3041-\u3096]")
_NUMBER = re.compile(r"\d[\d,.]*+")
_QUOTED = re.compile(r"[「『“\"][^」』”\"]{2,2000}[」』”\"]")
_COLON = re.compile("[:：]")
_PAREN = re.compile("[(（]")

# Every measure with what the report says where it raises a score and where it lowers it.
REASONS: dict[str, tuple[str, str]] = {
    "length": ("its length", "its length"),
    "relative length": ("its length", "its length"),
    "figures": ("gives figures", "gives no figures"),
    "facts": ("gives amounts or dates", "gives no amounts or dates"),
    "names": ("names who or what", "names nobody"),
    "changes": ("says what changed", "says of no change"),
    "defines": ("defines a thing", "defines nothing"),
    "weighty": ("says what is important", "says nothing is important"),
    "warns": ("warns or denies", "neither warns nor denies"),
    "says": ("says who", "does not say who"),
    "quotes": ("quotes", "quotes"),
    "chatter": ("no chatter", "chatter"),
    "hedges": ("does not hedge", "hedges"),
    "example": ("more than an example", "an example"),
    "meta": ("not about the article itself", "speaks of the article itself"),
    "question": ("no question", "a question"),
    "page note": (
        "no note on the page",
        "a greeting, call to action or note on the page",
    ),
    "aside": ("no aside", "an aside"),
    "points back": ("can open", "its opening points back"),
    "leans back": ("stands on its own", "leans on the sentence before"),
    "leads in": ("what follows needs it", "announces what follows"),
    "bold": ("set in bold", "not set in bold"),
    "link": ("links", "links"),
    "code span": ("names code", "names code"),
    "colon": ("a label and its explanation", "a label and its explanation"),
    "parenthesis": ("explains in parentheses", "a parenthesis"),
    "list": ("an item of a list", "an item of a list"),
    "table": ("a row of a table", "a row of a table"),
    "code": ("code", "code"),
    "quotation": ("a quotation", "a quotation"),
    "raw markup": ("raw markup", "raw markup"),
    "further": ("the rest of an item", "the rest of an item"),
    "place": ("where it stands", "where it stands"),
    "from start": ("stands near the start", "stands far from the start"),
    "from end": ("stands near the end", "where it stands"),
    "passage from start": (
        "stands near the start",
        "stands far from the start",
    ),
    "passage from end": ("stands near the end", "where it stands"),
    "place in passage": ("opens its paragraph", "comes late in its paragraph"),
    "ends passage": (
        "place in its paragraph",
        "trails at the end of its paragraph",
    ),
    "passage length": ("length of its paragraph", "length of its paragraph"),
    "place in section": ("place in its section", "place in its section"),
    "passage in section": ("place in its section", "place in its section"),
    "section length": ("length of its section", "length of its section"),
    "depth": ("depth of its heading", "depth of its heading"),
    "summary section": ("stands in the summary", "stands outside a summary"),
    "title": (
        "names what title and headings name",
        "names little of title and headings",
    ),
    "title terms": ("names what the title names", "names nothing of the title"),
    "excerpt": (
        "says what the description says",
        "says nothing of the description",
    ),
    "heading": ("names what its heading names", "names nothing of its heading"),
    "topic": ("speaks of the topic", "speaks little of the topic"),
    "topic share": ("speaks of the topic", "speaks little of the topic"),
    "central": (
        "speaks of what the whole speaks of",
        "speaks of other things than the whole",
    ),
    "new terms": ("brings something new", "brings little that is new"),
    "taken up": ("is taken up later", "is not taken up later"),
    "like before": (
        "goes with the sentence before",
        "like the sentence before",
    ),
    "like after": ("goes with the sentence after", "like the sentence after"),
    "rare": ("uncommon words", "common words"),
}
NAMES = tuple(REASONS)


@dataclass(frozen=True, slots=True)
class SentencePart:
    """One sentence, item or row of an article.

    Attributes:
        candidate: Number of the candidate it belongs to.
        text: Its plain text.
        terms: Its terms, repeated ones repeated.
        measures: Its numbers, in the order of NAMES.
    """

    candidate: int
    text: str
    terms: tuple[str, ...]
    measures: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """An article as numbers.

    Attributes:
        parts: Its parts in order.
        weights: Weight of each term: rare ones weigh more.
    """

    parts: tuple[SentencePart, ...]
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class _ArticleTerms:
    """What the article as a whole says about its terms.

    Attributes:
        weights, squares: The weight of each term, and its square.
        topic: What each term that is repeated says of the topic.
        pulls: How much a part that has a term is about what the whole is about.
        headings: The terms of each heading.
        summaries: The headings of summaries.
    """

    weights: dict[str, float]
    squares: dict[str, float]
    topic: dict[str, float]
    pulls: dict[str, float]
    title: dict[str, float]
    title_top: float
    front: frozenset[str]
    excerpt: frozenset[str]
    headings: dict[int, frozenset[str]]
    summaries: frozenset[int]
    mean_size: float
    polite: bool
    language: str


class _Spot(NamedTuple):
    """How long a part is and where it stands: counts of parts, passages and sections around it.

    `markup` is that of its candidate, which may be a list of thousands of parts: it is read once.
    """

    candidate: Candidate
    markup: tuple[float, ...]
    text: str
    size: float
    terms: tuple[str, ...]
    number: int
    n_parts: int
    place: int
    passage: int
    n_passages: int
    passage_length: int
    section_passage: int
    place_in_section: int
    section_length: int


def measure_article(
    article: ParsedArticle, language: str, title: str = "", excerpt: str = ""
) -> Measured:
    """Return the measures of every part of an article.

    Args:
        article: The article, cut into candidates.
        language: BCP 47 tag of its text.
        title: Title of the post.
        excerpt: The author's own description of it.
    """
    spots = _find_spots(article, language)
    context = _build_context(article, spots, language, title, excerpt)
    distinct = [frozenset(spot.terms) for spot in spots]
    last: dict[str, int] = {}
    for at, terms in enumerate(distinct):
        last.update(dict.fromkeys(terms, at))
    around = [frozenset(), *distinct, frozenset()]
    seen: set[str] = set()
    parts = []
    for at, (spot, terms) in enumerate(zip(spots, distinct, strict=True)):
        n_later = sum(last[term] > at for term in terms)
        measures = (
            *_measure_words(spot, context),
            *_measure_shape(spot),
            *_measure_place(spot, context),
            *_measure_title(spot, terms, context),
            *_measure_flow(
                terms, seen, n_later, (around[at], around[at + 2]), context
            ),
        )
        seen |= terms
        parts.append(
            SentencePart(spot.candidate.number, spot.text, spot.terms, measures)
        )
    return Measured(tuple(parts), context.weights)


def size(plain: str) -> float:
    """Return the length in words, two characters of Japanese or Chinese to a word."""
    n_cjk = count_cjk(plain)
    n_words = len(plain.split()) - (1 if n_cjk else 0)
    return max(1.0, n_cjk / 2 + n_words)


def _find_spots(article: ParsedArticle, language: str) -> tuple[_Spot, ...]:
    """Each sentence, item and row with its place in the text, its passage and its section."""
    flat = []
    for candidate in article.candidates:
        markup = _measure_markup(candidate)
        flat += [(candidate, markup, part) for part in candidate.parts]
    passages = sorted({candidate.passage for candidate, _, _ in flat})
    rank = {passage: at for at, passage in enumerate(passages)}
    lengths = Counter(candidate.passage for candidate, _, _ in flat)
    sections = Counter(_section(candidate) for candidate, _, _ in flat)
    first_passage: dict[int, int] = {}
    in_passage: Counter[int] = Counter()
    in_section: Counter[int] = Counter()
    spots = []
    for number, (candidate, markup, text) in enumerate(flat):
        passage = rank[candidate.passage]
        section = _section(candidate)
        first_passage.setdefault(section, passage)
        spots.append(
            _Spot(
                candidate,
                markup,
                text,
                size(text),
                find_terms(text, language),
                number,
                len(flat),
                in_passage[candidate.passage],
                passage,
                len(passages),
                lengths[candidate.passage],
                passage - first_passage[section],
                in_section[section],
                sections[section],
            )
        )
        in_passage[candidate.passage] += 1
        in_section[section] += 1
    return tuple(spots)


def _section(candidate: Candidate) -> int:
    """The block of the innermost heading; -1 before the first."""
    return candidate.headings[-1] if candidate.headings else -1


def _build_context(
    article: ParsedArticle,
    spots: Sequence[_Spot],
    language: str,
    title: str,
    excerpt: str,
) -> _ArticleTerms:
    """What all spots are measured against: the weight of terms, the topic and the title."""
    counts = Counter(chain.from_iterable(set(spot.terms) for spot in spots))
    n_parts = max(1, len(spots))
    weights = {
        term: math.log(1 + n_parts / count) for term, count in counts.items()
    }
    repeated = {term: count for term, count in counts.items() if count > 1}
    topic = {
        term: math.log(1 + count) * weights[term]
        for term, count in repeated.items()
    }
    headings = _find_heading_terms(article, spots, language)
    front = frozenset(find_terms(title, language))
    described = frozenset(find_terms(excerpt, language))
    titled = _weigh_title(front, described, headings.values(), weights)
    top = sum(sorted(titled.values(), reverse=True)[:N_TITLE_TERMS])
    return _ArticleTerms(
        weights,
        {term: weight**2 for term, weight in weights.items()},
        topic,
        _find_pulls(counts, weights),
        titled,
        top or 1.0,
        front.intersection(counts),
        described.intersection(counts),
        headings,
        _find_summaries(article, headings),
        sum(spot.size for spot in spots) / n_parts,
        _is_polite(spots),
        language,
    )


def _find_heading_terms(
    article: ParsedArticle, spots: Iterable[_Spot], language: str
) -> dict[int, frozenset[str]]:
    """The terms of each heading that something stands under."""
    blocks = set(chain.from_iterable(spot.candidate.headings for spot in spots))
    return {
        block: frozenset(find_terms(article.heading_text(block), language))
        for block in sorted(blocks)
    }


def _find_summaries(
    article: ParsedArticle, headings: Iterable[int]
) -> frozenset[int]:
    """The headings that say that a summary follows."""
    return frozenset(
        block
        for block in headings
        if cues.SUMMARY_HEADING.search(article.heading_text(block))
    )


def _weigh_title(
    front: Iterable[str],
    excerpt: Iterable[str],
    headings: Iterable[Iterable[str]],
    weights: dict[str, float],
) -> dict[str, float]:
    """Terms of title, description and headings: the oftener there, the weightier, up to thrice."""
    counts = Counter(front)
    counts.update(excerpt)
    for terms in headings:
        counts.update(terms)
    return {
        term: weights.get(term, 0.0) * min(count, 3)
        for term, count in counts.items()
    }


def _find_pulls(
    counts: Counter[str], weights: dict[str, float]
) -> dict[str, float]:
    """The weight of each term times its share of the article as one vector of length 1."""
    vector = {term: count * weights[term] for term, count in counts.items()}
    norm = (
        math.sqrt(math.fsum(value * value for value in vector.values())) or 1.0
    )
    return {
        term: weights[term] * (value / norm) for term, value in vector.items()
    }


def _is_polite(spots: Iterable[_Spot]) -> bool:
    """The prose of a Japanese article is in です and ます."""
    prose = [
        spot.text
        for spot in spots
        if spot.candidate.kind is CandidateKind.SENTENCE
        and _HIRAGANA.search(spot.text)
    ]
    n_polite = sum(bool(cues.POLITE.search(text)) for text in prose)
    return bool(prose) and n_polite >= POLITE_SHARE * len(prose)


def _measure_words(spot: _Spot, context: _ArticleTerms) -> tuple[float, ...]:
    """How long a part is, and which words of it announce what editors keep or drop."""
    text = spot.text
    prose = (
        spot.candidate.kind is CandidateKind.SENTENCE
        and spot.candidate.whole is None
    )
    return (
        math.log(spot.size),
        spot.size / context.mean_size,
        float(min(4, len(_NUMBER.findall(text)))),
        float(min(3, len(cues.FACT.findall(text)))),
        float(min(4, len(set(cues.NAME.findall(text))))),
        float(min(2, cues.CHANGES.count(text))),
        float(cues.DEFINES.is_in(text)),
        float(min(2, cues.WEIGHTY.count(text))),
        float(cues.WARNS.is_in(text)),
        float(cues.SAYS.is_in(text)),
        float(bool(_QUOTED.search(text))),
        float(min(2, cues.CHATTER.count(text))),
        float(min(2, cues.HEDGES.count(text))),
        float(cues.EXAMPLE.is_in(text)),
        float(cues.META.is_in(text)),
        float(is_question(text)),
        float(cues.BOILERPLATE.is_in(text)),
        float(prose and context.polite and not cues.POLITE.search(text)),
        float(what_it_asks(text, context.language).value),
        float(leans_back(text, context.language)),
        float(leads_in(text)),
    )


def _measure_markup(candidate: Candidate) -> tuple[float, ...]:
    return (
        float("**" in candidate.text and candidate.kind in _PROSE),
        float(min(2, candidate.text.count("]("))),
        float("`" in candidate.text),
    )


def _measure_shape(spot: _Spot) -> tuple[float, ...]:
    candidate = spot.candidate
    return (
        *spot.markup,
        float(bool(_COLON.search(spot.text))),
        float(bool(_PAREN.search(spot.text))),
        float(candidate.kind is CandidateKind.LIST),
        float(candidate.kind is CandidateKind.TABLE),
        float(candidate.kind is CandidateKind.CODE),
        float(candidate.kind is CandidateKind.QUOTE),
        float(candidate.kind is CandidateKind.HTML),
        float(candidate.whole is not None),
    )


_PROSE = (CandidateKind.SENTENCE, CandidateKind.LIST)


def _measure_place(spot: _Spot, context: _ArticleTerms) -> tuple[float, ...]:
    candidate = spot.candidate
    sums_up = not context.summaries.isdisjoint(candidate.headings)
    return (
        spot.number / max(1, spot.n_parts - 1),
        float(min(N_FAR, spot.number)),
        float(min(N_FAR, spot.n_parts - 1 - spot.number)),
        float(min(N_FAR, spot.passage)),
        float(min(N_FAR, spot.n_passages - 1 - spot.passage)),
        float(min(N_FAR, spot.place)),
        float(spot.place == spot.passage_length - 1),
        float(min(N_FAR, spot.passage_length)),
        spot.place_in_section / spot.section_length,
        float(min(N_FAR, spot.section_passage)),
        math.log(spot.section_length),
        float(len(candidate.headings)),
        float(sums_up),
    )


def _measure_title(
    spot: _Spot, distinct: frozenset[str], context: _ArticleTerms
) -> tuple[float, ...]:
    heading: frozenset[str] = context.headings.get(
        _section(spot.candidate), frozenset()
    )
    title = sum_weights(distinct, context.title)
    topic = sum_weights(distinct, context.topic)
    return (
        min(1.0, title / context.title_top),
        _part_of(distinct, context.front),
        _part_of(distinct, context.excerpt),
        _part_of(distinct, heading),
        math.log1p(topic),
        topic / spot.size,
    )


def _part_of(distinct: frozenset[str], named: frozenset[str]) -> float:
    """Which share of the things that are named the part names, too: 0 to 1."""
    return len(distinct & named) / len(named) if named else 0.0


def _measure_flow(
    distinct: frozenset[str],
    seen: set[str],
    n_later: int,
    neighbours: tuple[frozenset[str], frozenset[str]],
    context: _ArticleTerms,
) -> tuple[float, ...]:
    """What a part has in common with the whole text, and with the parts around it."""
    weights = context.weights
    n_terms = max(1, len(distinct))
    whole = sum_weights(distinct, weights)
    norm = math.sqrt(sum_weights(distinct, context.squares)) or 1.0
    central = sum_weights(distinct, context.pulls)
    shared = [
        sum_weights(distinct & neighbour, weights) / (whole or 1.0)
        for neighbour in neighbours
    ]
    return (
        central / norm,
        len(distinct - seen) / n_terms,
        n_later / n_terms,
        *shared,
        whole / n_terms,
    )
