"""Choose the sentence or two that tell the news: the lead of a mail, the summary of a feed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.abridgement import cues, news_cues
from newsletter.abridgement.candidates import CandidateKind
from newsletter.abridgement.keywords import find_words
from newsletter.abridgement.names import begins_with_others, find_subjects
from newsletter.abridgement.news_clauses import is_in_title
from newsletter.abridgement.pointers import Asks, leads_in, what_it_asks
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.standalone import (
    Standalone,
    find_taken_back,
    flat,
    is_headline,
    is_whole,
    says_again,
)
from newsletter.abridgement.talk import advises, only_tells
from newsletter.language.tags import is_spaced

# What a lead is worth at least, and its chance to be the beginning of the article. In labelled
# articles that nothing was learned from, an editor would begin with 79 % of the leads above both
# limits, with 38 % of those below. Between the two chances she would with 31 %, which weigh 1.9;
# those of them that give an amount weigh 2.4: they are news, though not the beginning.
MIN_LEAD_MERIT = 0.9
MIN_LEAD_CHANCE = 0.2
MIN_AMOUNT_CHANCE = 0.05
# Where talk has the chance to be the beginning, the news has little of it: what counts is its
# chance among the sentences that can lead. Of 115 labelled articles without a lead 19 have one of
# this weight and chance; they weigh 2.6, and two in three are essential.
WEIGHTY_SCORE = 1.8
MIN_WEIGHTY_CHANCE = 0.3
# In 145 labelled articles a second sentence weighs 2.2 with these, 1.97 as the next best lead.
SECOND_FACT_WORTH = 0.5
SECOND_TITLE_WORTH = 2.0
MIN_SHARED_WORDS = 2  # that a second sentence has with a headline
SHORT_LEAD = 0.25  # of the limit: a lead of a few words takes another sentence
MIN_TITLE = 0.7  # of the terms of a lead in the title: it says the title again
# Of a second sentence. At 1.2 three of 52 have no weight for an editor, without it nine of 68.
MIN_SECOND_SCORE = 1.2
MAX_TOLD = 0.55  # of the terms of a second sentence that the first may have
# How things were so far (これまでも…悩ませてきた), what may come, what holds if something is so.
_LOOKS_ELSEWHERE = re.compile(
    r"これまで[^。]{0,60}てき(?:た|ました)|期待(?:でき|され)|なら(?<=[るたう]なら)、|となると、"
)
MIN_FOLLOWER = (
    0.6  # of the score of the lead: what its second sentence must be worth
)


def find_lead(
    leads: Sequence[Standalone],
    scored: Sequence[Scored],
    language: str,
    limit: int,
    title: str = "",
) -> tuple[Standalone, ...]:
    """Return the best sentence that fits, with another where that goes on with the news.

    The other is the next one of the paragraph; after a headline, a few words or the title again the
    best that says something else of the same. Empty when no sentence fits.

    Args:
        leads: Those that can stand first, the best first.
        scored: All candidates of the article, in order.
        language: BCP 47 tag.
        limit: Characters.
        title: What stands above.
    """
    best = _find_best(leads, limit, language, title)
    if best is None:
        return ()
    number = best.number
    after = scored[number + 1 : number + 2]
    if after and _goes_on(best, after[0], limit, language):
        text = flat(after[0].candidate.parts[0])
        return (best, Standalone(after[0], text, after[0].score))
    if not _leaves_open(best, limit, language, title):
        return (best,)
    refused = frozenset(find_taken_back(scored, language))
    others = [lead for lead in leads if lead.number not in refused]
    room = limit - len(best.text)
    second = _find_second(best, others, room, language, title)
    return (best,) if second is None else (best, second)


def _find_best(
    leads: Sequence[Standalone], limit: int, language: str, title: str
) -> Standalone | None:
    """The best sentence that fits and tells the news; else the best that fits."""
    fitting = [lead for lead in leads if len(lead.text) <= limit]
    best = next(iter(fitting), None)
    telling = (lead for lead in fitting if tells_news((lead,), language, title))
    return next(telling, best)


def tells_news(lead: Sequence[Standalone], language: str, title: str) -> bool:
    """Tell whether a lead is good enough to stand above a body that may begin with the news."""
    if not lead:
        return False
    best = lead[0]
    if best.is_clause and is_in_title(best.text, title):
        return best.merit >= MIN_LEAD_MERIT
    has_amount = news_cues.AMOUNT.search(best.text)
    least = MIN_AMOUNT_CHANCE if has_amount else MIN_LEAD_CHANCE
    if best.scored.opens >= least and best.merit >= MIN_LEAD_MERIT:
        return True
    return _is_weighty(best, language, title)


def _is_weighty(best: Standalone, language: str, title: str) -> bool:
    """Tell whether a sentence of weight tells of what the title names, where talk begins."""
    if best.scored.score < WEIGHTY_SCORE or best.chance < MIN_WEIGHTY_CHANCE:
        return False
    if not only_tells(best.text) or news_cues.EXPLAINS.search(best.text):
        return False
    if not (cues.FACT.search(best.text) or news_cues.EVENT.is_in(best.text)):
        return False
    titled = find_words(title, language)
    shared = find_words(best.text, language) & titled
    return not titled or len(shared) >= MIN_SHARED_WORDS


def _leaves_open(
    best: Standalone, limit: int, language: str, title: str
) -> bool:
    """Tell whether a lead says little more than the title: another sentence goes on."""
    if is_headline(best.text) or best.is_clause:
        return True
    if len(best.text) < SHORT_LEAD * limit:
        return True
    return says_again(best.text, title, language, MIN_TITLE)


def _find_second(
    best: Standalone,
    leads: Sequence[Standalone],
    room: int,
    language: str,
    title: str,
) -> Standalone | None:
    """The weightiest sentence of the same that fits beside a lead and does not say it again."""
    titled = find_words(title, language)
    about = find_words(best.text, language) | titled
    subjects = find_subjects(title, language)

    def is_related(other: Standalone) -> bool:
        shared = find_words(other.text, language) & about
        if len(shared) >= MIN_SHARED_WORDS:
            return True
        return any(name in other.text for name in subjects)

    def rate(other: Standalone) -> float:
        shared = find_words(other.text, language) & titled
        return _rate_second(other, len(shared) / max(1, len(titled)))

    fitting = (
        other
        for other in leads
        if other is not best
        and len(other.text) <= room
        and other.scored.score >= MIN_SECOND_SCORE
        and is_related(other)
    )
    known = f"{title} {best.text}"
    for other in sorted(fitting, key=rate, reverse=True):
        if not _can_follow(other) or begins_with_others(other.text, known):
            continue
        if not says_again(other.text, best.text, language, MAX_TOLD):
            return other
    return None


def _rate_second(sentence: Standalone, share: float) -> float:
    """What a second sentence is worth: its weight, a figure, and what it has of the title."""
    is_fact = bool(cues.FACT.search(sentence.text))
    merit = sentence.scored.score + SECOND_FACT_WORTH * is_fact
    return merit + SECOND_TITLE_WORTH * share


def _can_follow(sentence: Standalone) -> bool:
    """Tell whether a sentence tells something to its end, gives no advice and is no headline."""
    if is_headline(sentence.text) or advises(sentence.text):
        return False
    if news_cues.STOPS_SHORT.search(sentence.text):
        return False
    if _LOOKS_ELSEWHERE.search(sentence.text):
        return False
    return only_tells(sentence.text)


def _goes_on(
    best: Standalone, after: Scored, limit: int, language: str
) -> bool:
    """Tell whether the next sentence of the paragraph belongs to the news and fits."""
    first, second = best.scored.candidate, after.candidate
    is_prose = second.kind is CandidateKind.SENTENCE and bool(second.parts)
    if not is_prose or second.passage != first.passage or after.boilerplate:
        return False
    text = flat(second.parts[0])
    if len(best.text) + len(text) > limit or not _tells_on(text, language):
        return False
    least = max(MIN_SECOND_SCORE, MIN_FOLLOWER * best.scored.score)
    return after.score >= least


def _tells_on(text: str, language: str) -> bool:
    """Tell whether a sentence goes on to tell: it neither leads in, turns nor breaks off."""
    if leads_in(text) or not only_tells(text):
        return False
    if what_it_asks(text, language) is Asks.TURN:
        return False
    return is_whole(text, language)


def in_order(sentences: Sequence[Standalone]) -> tuple[Standalone, ...]:
    """Return sentences in the order of the article."""
    return tuple(sorted(sentences, key=lambda sentence: sentence.number))


def join(sentences: Sequence[Standalone], language: str) -> str:
    """Return sentences as one text."""
    return (" " if is_spaced(language) else "").join(
        sentence.text for sentence in sentences
    )
