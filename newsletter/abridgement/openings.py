"""Tell how likely an editor begins with a sentence: it tells the news, and tells it without chat.

An article has one beginning, so its sentences compete: what counts is which of them names most of
the title, not how much that is. The measures are therefore partly those of a sentence (an event, a
date, an address to the reader), partly its rank among the others. A sum of weights and a few trees
are learned from the beginnings that editors chose (`benchmarks/train_openings.py`); both together
become shares of one choice (softmax), which add up to 1 over the prose of an article.

Weighed and rejected: one forest over the measures of worth (`features`), .66 of held-out articles
begun as an editor would; the sum of weights alone .73, the trees alone .72, both .75.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from operator import mul
from typing import NamedTuple

from newsletter.abridgement import cues, news_cues
from newsletter.abridgement.candidates import CandidateKind
from newsletter.abridgement.keywords import find_terms, sum_weights
from newsletter.abridgement.names import TOPIC
from newsletter.abridgement.pointers import (
    Asks,
    is_question,
    leads_in,
    leans_back,
    what_it_asks,
)
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.standalone import flat, stands_alone
from newsletter.abridgement.talk import (
    BACKGROUND,
    PROMISE,
    SUPPOSES,
    is_talk,
    talks,
)
from newsletter.abridgement.weights import PackedForest, pack_forest
from newsletter.language.tags import is_spaced

FILE = "openings.json"
N_CENTRAL_TERMS = (
    12  # a sentence with the twelve commonest terms of the article has them all
)
NEAR_START = (1, 2, 3, 5, 10)  # sentences: places up to these are told apart
SHORT, SPACED_SHORT = 25, 50  # characters
LONG, SPACED_LONG = 120, 260
MIN_TITLE_SHARE = (
    0.2  # of the title that a sentence names to be the first to name it
)
TITLE_LINE = 0.8  # of the title in a sentence that is hardly longer: it is the title itself
MAX_TITLE_LINE = 1.3
TALK_SHARE = 0.1  # of its chance to begin a body that talk keeps under a lead
N_ASKED = (
    12  # sentences about which the trees are asked: no other was ever the first
)
N_HEAD = 10  # sentences in which an author warms up

_TITLE_NAME = re.compile(
    r"[A-Z][A-Za-z0-9.]+|[\u30a1-\u30fa\u30fc]{3,}|\d[\d,.]*+"
)

WORDS = (
    *("event", "heard", "talks", "chatters", "addresses", "date", "amount"),
    *("this time", "question", "leads in", "goes on with a row", "turns"),
    *("points back", "leans back", "stands alone", "promise", "background"),
    *("supposes", "hedges", "topic", "of the article", "defines", "changes"),
    *("says", "weighty", "page note", "core", "plans", "stops short"),
    *("goes on", "ours", "marvels", "denies", "explains", "colon"),
)
SIZES = ("length", "short", "long")
PLACES = (
    *("first", "second", "third", "to fifth", "to tenth"),
    *("distance", "place", "under heading", "opens paragraph"),
)
SHARES = ("title", "excerpt", "names", "central", "score")
OTHERS = (
    *("score rank", "needs before", "any name", "name in front", "title line"),
    *("unspaced",),
)
RELATIVE = tuple(f"{name}, of the most" for name in SHARES)
PRODUCTS = (
    *(("title", "chatters"), ("title", "event"), ("title", "heard")),
    *(("question", "heard"), ("title", "stands alone"), ("event", "nearness")),
    *(("title", "nearness"), ("unspaced", "first"), ("unspaced", "distance")),
    *(("unspaced", "chatters"), ("unspaced", "title"), ("score", "title")),
    *(("event", "amount"),),
)
NAMES = (
    *(*WORDS, *SIZES, *PLACES, *SHARES, *OTHERS, *RELATIVE),
    *("first to name the title", "nearness"),
    *(f"{one} and {other}" for one, other in PRODUCTS),
)
_FACTORS = tuple(
    (NAMES.index(one), NAMES.index(other)) for one, other in PRODUCTS
)


@dataclass(frozen=True, slots=True)
class OpeningModel:
    """What was learned of beginnings.

    Attributes:
        weights: Of each measure, in the order of NAMES.
        forest: Trees over the measures.
        forest_share: What a unit of the trees is worth in units of the sum.
    """

    weights: tuple[float, ...]
    forest: PackedForest
    forest_share: float


class _Weighed(NamedTuple):
    """The terms of a title or an excerpt with their weights, and what these add up to."""

    weights: Mapping[str, float]
    whole: float


@dataclass(frozen=True, slots=True)
class _OpeningTerms:
    """What the article as a whole says: terms of title and excerpt with their weights, names.

    `scores` are those of its sentences, the lowest first.
    """

    language: str
    title_terms: frozenset[str]
    title: _Weighed
    excerpt: _Weighed
    names: frozenset[str]
    central: Mapping[str, float]
    central_most: float
    scores: tuple[float, ...]


def rate_openings(
    scored: Sequence[Scored],
    language: str,
    title: str = "",
    excerpt: str = "",
    model: OpeningModel | None = None,
) -> tuple[Scored, ...]:
    """Return the candidates with how likely an editor begins with each; 0 for what is no prose.

    Args:
        scored: All candidates of an article, in order.
        language: BCP 47 tag.
        title: Title of the post.
        excerpt: The author's own description of it.
        model: Another model than that of the package: benchmarks hold articles out.
    """
    model = model or get_model()
    rows = measure_openings(scored, language, title, excerpt)
    totals = _rate(model, tuple(rows.values()))
    most = max(totals, default=0.0)
    powers = [math.exp(total - most) for total in totals]
    whole = math.fsum(powers)
    shares = dict(zip(rows, powers, strict=True))
    return tuple(
        replace(one, opens=shares.get(one.candidate.number, 0.0) / (whole or 1))
        for one in scored
    )


def open_below(
    scored: Sequence[Scored], said: Collection[int], language: str
) -> tuple[Scored, ...]:
    """Return the candidates with their chances to begin a body whose news stands above it.

    What was said has none. Talk about the news (did you hear that …) has little: only the lead may
    need it; so has what leans on a sentence before it (…だからです。). The others share what is
    left.

    Args:
        scored: All candidates, with the chances they have without a lead.
        said: Numbers of the candidates that stand above.
        language: BCP 47 tag.
    """
    chances = [
        0.0
        if one.candidate.number in said
        else one.opens * _get_weight(one, language)
        for one in scored
    ]
    whole = math.fsum(chances) or 1.0
    return tuple(
        replace(one, opens=chance / whole)
        for one, chance in zip(scored, chances, strict=True)
    )


def _get_weight(scored: Scored, language: str) -> float:
    """How much an opening counts: talk, hearsay and what leans back less."""
    leans = _is_prose(scored) and leans_back(_get_text(scored), language)
    return TALK_SHARE if leans or _is_talk(scored) else 1.0


def _is_talk(scored: Scored) -> bool:
    """Tell whether a candidate is talk or hearsay."""
    text = _get_text(scored)
    return is_talk(text) or news_cues.HEARD.is_in(text)


def _get_text(scored: Scored) -> str:
    return flat("".join(scored.candidate.parts[:1]))


def find_head_talk(scored: Sequence[Scored]) -> frozenset[int]:
    """Return the numbers of the sentences at the head that only talk: a lead has told the news."""
    prose = [one for one in scored if _is_prose(one)]
    return frozenset(
        one.candidate.number for one in prose[:N_HEAD] if _is_talk(one)
    )


def _rate(model: OpeningModel, rows: Sequence[Sequence[float]]) -> list[float]:
    """The sums of weights, and what the trees add to the likeliest; the others get the least."""
    sums = [_sum(model.weights, row) for row in rows]
    likeliest = sorted(range(len(rows)), key=lambda at: -sums[at])[:N_ASKED]
    asked = {at: model.forest.predict(rows[at]) for at in likeliest}
    least = min(asked.values(), default=0.0)
    return [
        total + model.forest_share * asked.get(at, least)
        for at, total in enumerate(sums)
    ]


def _sum(weights: Sequence[float], row: Sequence[float]) -> float:
    return math.fsum(map(mul, weights, row))


# ---------------------------------------------------------------- the model


@cache
def get_model() -> OpeningModel:
    """Return the model of the package."""
    file = resources.files("newsletter.abridgement").joinpath(FILE)
    return parse_model(json.loads(file.read_text("utf-8")))


def parse_model(data: Mapping[str, object]) -> OpeningModel:
    """Return the model that a decoded file holds.

    Raises:
        ValueError: The file is about other measures than this version takes.
    """
    weights = data["weights"]
    forest = data["forest"]
    assert isinstance(weights, dict)
    assert isinstance(forest, dict)
    if tuple(weights) != NAMES:
        raise ValueError(f"{FILE}: its measures are not those of this version")
    return OpeningModel(
        tuple(float(weight) for weight in weights.values()),
        pack_forest(forest),
        float(str(data["forest share"])),
    )


# ---------------------------------------------------------------- measures


def measure_openings(
    scored: Sequence[Scored], language: str, title: str, excerpt: str
) -> dict[int, tuple[float, ...]]:
    """Return the measures of every sentence of prose by the number of its candidate, in order.

    Args:
        scored: The candidates with their scores.
        language: BCP 47 tag.
        title: Title of the article.
        excerpt: Its description; "" where the post has none.
    """
    prose = [one for one in scored if _is_prose(one)]
    texts = [flat(one.candidate.parts[0]) for one in prose]
    terms = [frozenset(find_terms(text, language)) for text in texts]
    context = _build_context(prose, terms, language, title, excerpt)
    named = [
        _measure_shares(one, own, text, context)
        for one, own, text in zip(prose, terms, texts, strict=True)
    ]
    most = [max(column, default=0.0) for column in zip(*named, strict=True)]
    title_before = 0.0
    passage = None
    rows: dict[int, tuple[float, ...]] = {}
    for at, one in enumerate(prose):
        place = _measure_place(at, len(prose), one, passage)
        passage = one.candidate.passage
        values = (
            *_measure_words(texts[at], one, language),
            *_measure_size(texts[at], language),
            *place,
            *named[at],
            *_measure_others(one, texts[at], terms[at], context),
            *(
                value / (top or 1.0)
                for value, top in zip(named[at], most, strict=True)
            ),
        )
        is_first = named[at][0] > max(title_before, MIN_TITLE_SHARE)
        title_before = max(title_before, named[at][0])
        nearness = 1 / (1 + math.log1p(at))
        rows[one.candidate.number] = _multiply(
            (*values, float(is_first), nearness)
        )
    return rows


def _is_prose(scored: Scored) -> bool:
    """Tell whether a candidate is a sentence that is not part of a list."""
    candidate = scored.candidate
    is_sentence = candidate.kind is CandidateKind.SENTENCE
    return is_sentence and bool(candidate.parts) and candidate.whole is None


def _multiply(values: tuple[float, ...]) -> tuple[float, ...]:
    """Measures with the products of those that mean more together."""
    return (*values, *(values[one] * values[other] for one, other in _FACTORS))


def _build_context(
    prose: Sequence[Scored],
    terms: Sequence[frozenset[str]],
    language: str,
    title: str,
    excerpt: str,
) -> _OpeningTerms:
    """What all openings are measured against: terms that stand again, and those of the title."""
    counts: Counter[str] = Counter()
    for own in terms:
        counts.update(sorted(own))
    weights = {
        term: math.log(1 + len(prose) / count) for term, count in counts.items()
    }
    titled = frozenset(find_terms(title, language))
    central = {
        term: math.log1p(count) for term, count in counts.items() if count > 1
    }
    commonest = sorted(central.values(), reverse=True)[:N_CENTRAL_TERMS]
    return _OpeningTerms(
        language,
        titled,
        _weigh(titled, weights),
        _weigh(find_terms(excerpt, language), weights),
        frozenset((*cues.NAME.findall(title), *_TITLE_NAME.findall(title))),
        central,
        math.fsum(commonest) or 1.0,
        tuple(sorted(one.score for one in prose)),
    )


def _weigh(
    terms: Sequence[str] | frozenset[str], weights: Mapping[str, float]
) -> _Weighed:
    known = {term: weights[term] for term in sorted(terms) if term in weights}
    return _Weighed(known, math.fsum(known.values()))


def _measure_shares(
    scored: Scored, terms: frozenset[str], text: str, context: _OpeningTerms
) -> tuple[float, ...]:
    """What a sentence has of title, excerpt, names of the title and common terms; its score."""
    n_named = sum(name in text for name in context.names)
    central = sum_weights(terms, context.central)
    return (
        _share(terms, context.title),
        _share(terms, context.excerpt),
        n_named / max(1, len(context.names)),
        central / context.central_most,
        scored.score,
    )


def _share(terms: frozenset[str], weighed: _Weighed) -> float:
    if not weighed.whole:
        return 0.0
    return sum_weights(terms, weighed.weights) / weighed.whole


def _measure_others(
    scored: Scored, text: str, terms: frozenset[str], context: _OpeningTerms
) -> tuple[float, ...]:
    """How a sentence ranks among the others, and how much of the title it repeats."""
    n_better = len(context.scores) - bisect_right(context.scores, scored.score)
    titled = context.title_terms
    is_title = bool(titled) and len(terms) <= MAX_TITLE_LINE * len(titled)
    return (
        1 / (1 + n_better),
        scored.needs_before,
        float(any(name in text for name in context.names)),
        float(any(name in text[:40] for name in context.names)),
        float(is_title and len(terms & titled) >= TITLE_LINE * len(titled)),
        float(not is_spaced(context.language)),
    )


def _measure_words(
    text: str, scored: Scored, language: str
) -> tuple[float, ...]:
    """Which words a sentence has that begin articles, and which that never do."""
    asks = what_it_asks(text, language)
    flags = (
        news_cues.EVENT.is_in(text),
        news_cues.HEARD.is_in(text),
        talks(text),
        cues.CHATTER.is_in(text),
        news_cues.ADDRESSES.is_in(text),
        news_cues.DATE.search(text),
        news_cues.AMOUNT.search(text),
        news_cues.THIS_TIME.search(text),
        is_question(text),
        leads_in(text),
        asks is Asks.ROW,
        asks is Asks.TURN,
        asks is Asks.TARGET,
        leans_back(text, language),
        stands_alone(text, language),
        PROMISE.search(text),
        BACKGROUND.search(text),
        SUPPOSES.search(text),
        cues.HEDGES.is_in(text),
        TOPIC.match(text),
        cues.META.is_in(text),
        cues.DEFINES.is_in(text),
        cues.CHANGES.is_in(text),
        cues.SAYS.is_in(text),
        cues.WEIGHTY.is_in(text),
        scored.boilerplate or cues.BOILERPLATE.is_in(text),
        news_cues.CORE.is_in(text),
        news_cues.PLANS.is_in(text),
        news_cues.STOPS_SHORT.search(text),
        news_cues.GOES_ON.match(text),
        news_cues.OURS.search(text),
        news_cues.MARVELS.search(text),
        news_cues.DENIES.search(text),
        news_cues.EXPLAINS.search(text),
        ":" in text or "：" in text,
    )
    return tuple(map(float, map(bool, flags)))


def _measure_size(text: str, language: str) -> tuple[float, ...]:
    """How long a sentence is, and whether that is short or long in its language."""
    spaced = is_spaced(language)
    short = SPACED_SHORT if spaced else SHORT
    long = SPACED_LONG if spaced else LONG
    n_chars = max(1, len(text))
    return math.log(n_chars), float(n_chars < short), float(n_chars > long)


def _measure_place(
    at: int, n_sentences: int, scored: Scored, passage: int | None
) -> tuple[float, ...]:
    """Where a sentence stands; `passage` is that of the sentence before."""
    bands = zip((0, *NEAR_START), NEAR_START, strict=False)
    return (
        *(float(low <= at < high) for low, high in bands),
        math.log1p(at),
        at / max(1, n_sentences - 1),
        float(bool(scored.candidate.headings)),
        float(scored.candidate.passage != passage),
    )
