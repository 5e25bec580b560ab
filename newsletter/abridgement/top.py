"""Make the top of a mail: the lead, the key points, and the line an inbox shows beside the subject.

    lead         the sentence or two that tell the news, from anywhere in the article
    key points   three to five sentences with figures and names that say something else
    preheader    a sentence that neither the title nor the top of the mail says

All are sentences of the article as its author wrote them, and all can be read alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from newsletter.abridgement import cues, news_cues
from newsletter.abridgement.key_points import (
    FAIR_MERIT,
    SHARED,
    can_be_point,
    find_points,
    get_merit,
)
from newsletter.abridgement.keywords import find_terms, sum_weights
from newsletter.abridgement.lead import find_lead, join, tells_news
from newsletter.abridgement.names import find_subjects
from newsletter.abridgement.news_cues import find_amounts
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.standalone import (
    Standalone,
    has_latin_length,
    says_again,
)
from newsletter.abridgement.summary import find_own_sentences
from newsletter.abridgement.talk import advises, guesses
from newsletter.language.tags import is_spaced
from newsletter.language.width import display_width

MAX_LEAD_CHARS, MAX_LATIN_LEAD_CHARS = 160, 360
MAX_PREHEADER_COLUMNS = 140  # beyond it no inbox shows anything
# English needs 2.6 letters for one of Japanese (median of 421 sentences of WMT22 and their human
# translations): a longer sentence would be cut in it.
TRANSLATED_COLUMNS = 108
LONG_COST = 0.5  # of a preheader that would be
# Of the logarithm of its chance to be the beginning: an inbox wants the news, a box what matters.
# In 302 labelled articles that nothing was learned from, a preheader weighs 1.71 with it and 1.62
# without; 1.0 does the same.
INBOX_CHANCE_WORTH = 0.7
MIN_INBOX_CHANCE = 1e-3  # below it a chance says nothing
SUBJECT_WORTH = 1.5  # of a preheader that speaks of what the subject speaks of
FULL_ABOUT = 0.4  # of the subject named: more is no better
MIN_ABOUT = 0.1
MIN_ASIDE_MERIT = (
    2.0  # of one that does neither, where an inbox can show a lead
)
NAMED_ABOUT = 0.2  # what a name of the subject counts; as much of its other terms counts the same
INBOX_FIGURE_WORTH = 0.5
DENIAL_COST = (
    0.6  # it ends by saying what is not: 単なる増産ではない, …点も見逃せません
)
MAX_LED = 0.7  # of the terms of a preheader that the lead may have
MIN_INBOX_MERIT = (
    1.0  # of a preheader with a figure; without one it must be a key point
)

_DENIAL = re.compile(
    r"(?:ない|ません)(?<!かもしれない)(?<!かもしれません)(?:[のん](?:です|だ))?(?:でしょう|だろう)?。$"
)
_NOT_ONLY = re.compile(r"単なる|ただの|単に|だけ")  # with a denial: it is more
# …も展開している点も見逃せません: the author himself calls it one thing more.
_ONE_MORE = re.compile(
    r"点も(?:また)?、?(?:見逃せ|見落とせ|忘れては|無視でき|注目|興味深|特筆)"
)


@dataclass(frozen=True, slots=True)
class Top:
    """What stands over the body.

    Attributes:
        lead: The news in a sentence or two; "" when no sentence can tell it alone: the body then
            begins with it.
        whole_lead: The same sentences uncut.
        lead_numbers: The candidates it is made of.
        key_points: In the order of the article; none, or three to five.
    """

    lead: str = ""
    whole_lead: str = ""
    lead_numbers: tuple[int, ...] = ()
    key_points: tuple[Standalone, ...] = ()

    @property
    def points(self) -> tuple[str, ...]:
        """The key points as they are shown."""
        return tuple(point.text for point in self.key_points)

    @property
    def whole_points(self) -> tuple[str, ...]:
        """The same sentences uncut."""
        return tuple(point.whole for point in self.key_points)

    @property
    def point_numbers(self) -> tuple[int, ...]:
        """The candidates that the key points are."""
        return tuple(point.number for point in self.key_points)

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is shown."""
        return (self.lead, *self.points) if self.lead else self.points


def build_top(
    sentences: Sequence[Standalone],
    leads: Sequence[Standalone],
    scored: Sequence[Scored],
    language: str,
    *,
    title: str = "",
    besides: Collection[int] = (),
    fits: Callable[[str], bool] | None = None,
) -> Top:
    """Return the top of the mail of one article.

    Args:
        sentences: Those that can be read alone, the best first.
        leads: Those that can stand first, the best first.
        scored: All candidates of the article, in order.
        language: BCP 47 tag.
        title: The subject.
        besides: Numbers of the candidates that are no key points, since they are said elsewhere.
        fits: Tells whether a key point is short enough; else all up to a few lines are.
    """
    limit = (
        MAX_LATIN_LEAD_CHARS if has_latin_length(language) else MAX_LEAD_CHARS
    )
    lead = find_lead(leads, scored, language, limit, title)
    if not tells_news(lead, language, title):
        lead = ()
    numbers = tuple(sentence.number for sentence in lead)
    text = join(lead, language)
    return Top(
        text,
        _join_whole(lead, language),
        numbers,
        find_points(
            sentences, {*numbers, *besides}, text, language, fits, title
        ),
    )


def find_figures(top: Top, title: str) -> frozenset[int]:
    """Return the number of the one key point with an amount of the title that the lead lacks."""
    wanted = find_amounts(title) - find_amounts(top.lead)
    found = [
        point.number
        for point in top.key_points
        if not wanted.isdisjoint(find_amounts(point.text))
    ]
    return frozenset(found) if len(found) == 1 else frozenset()


def _join_whole(lead: Sequence[Standalone], language: str) -> str:
    whole = [replace(sentence, text=sentence.whole) for sentence in lead]
    return join(whole, language)


def _rank_for_inbox(
    sentence: Standalone, language: str, about: float, said: Collection[str]
) -> tuple[bool, bool, float]:
    """What is stands before what may be and what should be done.

    Then what is worth most: by weight, chance, a figure, and what it names of the subject. What
    fits in translation goes before the rest.
    """
    columns = display_width(sentence.text)
    is_long = not is_spaced(language) and columns > TRANSLATED_COLUMNS
    chance = math.log(max(sentence.scored.opens, MIN_INBOX_CHANCE))
    merit = get_merit(sentence) + INBOX_CHANCE_WORTH * chance
    if not is_spaced(language):
        merit += SUBJECT_WORTH * min(1.0, about / FULL_ABOUT)
    has_figure = _adds_amount(sentence.text, said)
    merit -= DENIAL_COST * bool(_DENIAL.search(sentence.text))
    merit += INBOX_FIGURE_WORTH * (has_figure and about >= MIN_ABOUT)
    merit -= LONG_COST * is_long
    is_guess = guesses(sentence.text) and not has_figure
    return is_guess, advises(sentence.text), -merit


def _adds_amount(text: str, said: Collection[str]) -> bool:
    """Tell whether a text gives an amount that is not said yet."""
    if not news_cues.AMOUNT.search(text):
        return False
    amounts = find_amounts(text)
    return not amounts or not amounts.issubset(said)


def _says_only_that_it_is_more(text: str) -> bool:
    """Tell whether a sentence says of something that it is not merely this (単なる増産ではない)."""
    return bool(_DENIAL.search(text) and _NOT_ONLY.search(text))


def _adds_to(
    lead: str, text: str, language: str, said: Collection[str]
) -> bool:
    """Tell whether a text says something else than the lead, or gives an amount besides."""
    if _adds_amount(text, said):
        return True
    return not says_again(text, lead, language, MAX_LED)


def _measure_topic(
    sentences: Sequence[Standalone], title: str, language: str
) -> dict[int, float]:
    """Return how much of the subject each sentence names, 0 to 1, by the number of its candidate.

    A term that many sentences of the article have says little of what one of them is about; a
    name of the subject says it however often it stands there.
    """
    titled = frozenset(find_terms(title, language))
    named = find_subjects(title, language)
    shared = {
        one.number: titled.intersection(find_terms(one.text, language))
        for one in sentences
    }
    counts = Counter(chain.from_iterable(shared.values()))
    weights = {
        term: math.log(1 + len(sentences) / count)
        for term, count in counts.items()
    }
    whole = math.fsum(sorted(weights.values())) or 1.0
    about: dict[int, float] = {}
    for one in sentences:
        share = sum_weights(shared[one.number], weights) / whole
        is_named = any(name in one.text for name in named)
        about[one.number] = share + NAMED_ABOUT * is_named
    return about


def _suits_an_inbox(
    sentence: Standalone,
    language: str,
    about: float,
    said: Collection[str],
    is_led: bool,
) -> bool:
    """Tell whether a sentence says enough for an inbox.

    That is a key point, a remark with a figure, or what may come of the subject. A remark on
    something else, without a figure, says less than the lead, which an inbox shows without it.
    """
    is_about = about >= MIN_ABOUT
    is_of_subject = about >= NAMED_ABOUT
    if not can_be_point(sentence, language, allows_guess=is_of_subject):
        return False
    if is_led and _ONE_MORE.search(sentence.text):
        return False
    is_fact = bool(cues.FACT.search(sentence.text))
    if find_amounts(sentence.text) and not _adds_amount(sentence.text, said):
        is_fact = False
    least = MIN_INBOX_MERIT if is_fact else FAIR_MERIT
    if is_led and not is_fact and not is_about:
        least = MIN_ASIDE_MERIT
    return get_merit(sentence) >= least


def without_lead(top: Top) -> Top:
    """Return the top without its lead."""
    return replace(top, lead="", whole_lead="", lead_numbers=())


def build_preheader(
    sentences: Sequence[Standalone],
    shown: Collection[int],
    texts: Sequence[str],
    *,
    language: str,
    title: str,
    excerpt: str,
) -> str:
    """Return a sentence for the inbox; "" when none says something new.

    The author's own description comes first, as far as the top of the mail does not say it.

    Args:
        sentences: Those that can be read alone, the best first.
        shown: Candidates that stand at the top of the mail or near the beginning of its body.
        texts: What stands there, as plain text.
        language: BCP 47 tag.
        title: The subject, which is not said again.
        excerpt: The author's own description.
    """
    own = [
        text
        for text in find_own_sentences(excerpt, title, language)
        if not _says_only_that_it_is_more(text)
    ]
    about = _measure_topic(sentences, title, language)
    lead = texts[0] if texts else ""
    is_led = bool(title and lead)
    amounts = find_amounts(title) | find_amounts(lead)
    others = [
        sentence.text
        for sentence in sorted(
            sentences,
            key=lambda one: _rank_for_inbox(
                one, language, about[one.number], amounts
            ),
        )
        if sentence.number not in shown
        and _suits_an_inbox(
            sentence, language, about[sentence.number], amounts, is_led
        )
    ]
    said = "".join("".join(texts).split())
    for text in (*own, *others):
        is_new = "".join(text.split()) not in said
        if display_width(text) > MAX_PREHEADER_COLUMNS or not is_new:
            continue
        if title and says_again(text, title, language, 1 - SHARED):
            continue
        if not _adds_to(lead, text, language, amounts):
            continue
        return text
    return ""
