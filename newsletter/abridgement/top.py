"""Make the top of a mail: the lead, the key points, and the line an inbox shows beside the subject.

    lead         the sentence or two that tell the news, from anywhere in the article
    key points   three to five sentences with figures and names that say something else
    preheader    a sentence that neither the title nor the top of the mail says

All are sentences of the article as its author wrote them, and all can be read alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from newsletter.abridgement import cues
from newsletter.abridgement.key_points import (
    FAIR_MERIT,
    SHARED,
    can_be_point,
    find_points,
    get_merit,
)
from newsletter.abridgement.lead import find_lead, join, tells_news
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.standalone import (
    MIN_CHANCE,
    Standalone,
    advises,
    has_latin_length,
    says_again,
)
from newsletter.abridgement.summary import find_own_sentences
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
MIN_INBOX_MERIT = (
    1.0  # of a preheader with a figure; without one it must be a key point
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
        find_points(sentences, {*numbers, *besides}, text, language, fits),
    )


def _join_whole(lead: Sequence[Standalone], language: str) -> str:
    whole = [replace(sentence, text=sentence.whole) for sentence in lead]
    return join(whole, language)


def _rank_for_inbox(sentence: Standalone, language: str) -> tuple[bool, float]:
    """What is stands before what should be done, and what fits in translation before the rest."""
    columns = display_width(sentence.text)
    is_long = not is_spaced(language) and columns > TRANSLATED_COLUMNS
    chance = math.log(max(sentence.scored.opens, MIN_CHANCE))
    merit = get_merit(sentence) + INBOX_CHANCE_WORTH * chance
    return advises(sentence.text), LONG_COST * is_long - merit


def _suits_an_inbox(sentence: Standalone, language: str) -> bool:
    """Tell whether a sentence says enough for an inbox: a key point, or a remark with a figure."""
    if sentence.is_cut or not can_be_point(sentence, language):
        return False
    is_fact = bool(cues.FACT.search(sentence.text))
    least = MIN_INBOX_MERIT if is_fact else FAIR_MERIT
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
    """Return a whole sentence for the inbox; "" when none says something new.

    The author's own description comes first, as far as the top of the mail does not say it.

    Args:
        sentences: Those that can be read alone, the best first.
        shown: Candidates that stand at the top of the mail or near the beginning of its body.
        texts: What stands there, as plain text.
        language: BCP 47 tag.
        title: The subject, which is not said again.
        excerpt: The author's own description.
    """
    own = find_own_sentences(excerpt, title, language)
    others = [
        sentence.text
        for sentence in sorted(
            sentences, key=lambda one: _rank_for_inbox(one, language)
        )
        if sentence.number not in shown and _suits_an_inbox(sentence, language)
    ]
    said = "".join("".join(texts).split())
    for text in (*own, *others):
        is_new = "".join(text.split()) not in said
        if display_width(text) > MAX_PREHEADER_COLUMNS or not is_new:
            continue
        if title and says_again(text, title, language, 1 - SHARED):
            continue
        return text
    return ""
