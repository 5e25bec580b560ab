"""Choose the sentence or two that tell the news: the lead of a mail, the summary of a feed."""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.abridgement import news_cues
from newsletter.abridgement.candidates import CandidateKind
from newsletter.abridgement.keywords import find_words
from newsletter.abridgement.pointers import Asks, leads_in, what_it_asks
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.standalone import (
    Standalone,
    advises,
    find_taken_back,
    flat,
    is_headline,
    is_whole,
    only_tells,
    says_again,
    speaks_of_others,
)
from newsletter.language.tags import is_spaced

# What a lead is worth at least, and its chance to be the beginning of the article. In labelled
# articles that nothing was learned from, an editor would begin with 79 % of the leads above both
# limits, with 38 % of those below. Between the two chances she would with 31 %, which weigh 1.9;
# those of them that give an amount weigh 2.4: they are news, though not the beginning.
MIN_LEAD_MERIT = 0.9
MIN_LEAD_CHANCE = 0.2
MIN_AMOUNT_CHANCE = 0.05
MIN_SHARED_WORDS = 2  # that a second sentence has with a headline
SHORT_LEAD = 0.25  # of the limit: a lead of a few words takes another sentence
MIN_TITLE = 0.7  # of the terms of a lead in the title: it says the title again
# Of a second sentence. At 1.2 three of 52 have no weight for an editor, without it nine of 68.
MIN_SECOND_SCORE = 1.2
MAX_TOLD = 0.55  # of the terms of a second sentence that the first may have
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
    best = next((lead for lead in leads if len(lead.text) <= limit), None)
    if best is None:
        return ()
    number = best.number
    after = scored[number + 1 : number + 2]
    if after and _goes_on(best, after[0], limit, language):
        text = flat(after[0].candidate.parts[0])
        return (best, Standalone(after[0], text, after[0].score))
    is_short = len(best.text) < SHORT_LEAD * limit
    is_title = says_again(best.text, title, language, MIN_TITLE)
    if is_short or is_title or is_headline(best.text):
        room = limit - len(best.text)
        refused = frozenset(find_taken_back(scored, language))
        others = [lead for lead in leads if lead.number not in refused]
        second = _find_second(best, others, room, language)
        return (best,) if second is None else (best, second)
    return (best,)


def tells_news(lead: Sequence[Standalone]) -> bool:
    """Tell whether a lead is good enough to stand above a body that may begin with the news."""
    if not lead:
        return False
    best = lead[0]
    has_amount = news_cues.AMOUNT.search(best.text)
    least = MIN_AMOUNT_CHANCE if has_amount else MIN_LEAD_CHANCE
    return best.scored.opens >= least and best.merit >= MIN_LEAD_MERIT


def _find_second(
    best: Standalone, leads: Sequence[Standalone], room: int, language: str
) -> Standalone | None:
    """The best sentence that fits beside a headline and does not say it again."""
    about = find_words(best.text, language)
    for other in leads:
        if other is best or len(other.text) > room or not _can_follow(other):
            continue
        if advises(other.text) or speaks_of_others(other.text, best.text):
            continue
        is_told = says_again(other.text, best.text, language, MAX_TOLD)
        shared = find_words(other.text, language) & about
        if len(shared) >= MIN_SHARED_WORDS and not is_told:
            return other
    return None


def _can_follow(sentence: Standalone) -> bool:
    """Tell whether a sentence says something of weight that is no headline itself."""
    if sentence.scored.score < MIN_SECOND_SCORE or is_headline(sentence.text):
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
