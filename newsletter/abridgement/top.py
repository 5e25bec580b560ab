"""Make the top of a mail: the lead, the key points, and the line an inbox shows beside the subject.

    lead         the sentence or two that tell the news, from anywhere in the article
    key points   three to five sentences with figures and names that say something else
    preheader    a sentence that neither the title nor the top of the mail says

All are sentences of the article as its author wrote them, and all can be read alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from newsletter.abridgement import cues
from newsletter.abridgement.lead import find_lead
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.standalone import (
    BACKGROUND,
    Standalone,
    flat,
    guesses,
    has_latin_length,
    says_again,
    talks,
)
from newsletter.abridgement.summary import find_own_sentences, in_order, join
from newsletter.language.tags import base
from newsletter.language.width import display_width

MAX_LEAD_CHARS, MAX_LATIN_LEAD_CHARS = 160, 360
MAX_POINT_CHARS, MAX_LATIN_POINT_CHARS = 90, 190
MIN_POINTS, MAX_POINTS = 3, 5
MAX_PREHEADER_COLUMNS = 140  # beyond it no inbox shows anything
# Of a point with a figure or a name, in weights of an editor. On the labelled articles, scorers
# held out: worth of a point 1.42 -> 1.49 (ja 1.35 -> 1.49), points of no worth 23 % -> 19 %. A
# figure at .5 gives 1.48, a name at 0 fewer points of the same worth.
FACT_WORTH = 0.25
NAME_WORTH = 0.25
ADVICE_COST = 0.3  # it says what should be done, not what is
SHARED = 0.45  # of its terms in common with another sentence: it says the same
MIN_POINT_MERIT = 2.0  # at 2.5 half of the mails have none, at .6 every fourth point says nothing

# Who or what a Japanese sentence speaks of, near its head; a writer or a pronoun is nobody here.
_ACTOR = re.compile(r"^[^。]{1,60}?(?:は(?!別)|が|によると|によれば)")
_FIRST_PERSON = re.compile(r"私|僕|我々|当社|弊社|彼[はがのらに]|彼女")
_CALLS = re.compile(  # an order to the reader
    r"(?:Start|Use|Expect|Make|Try|Keep|Avoid|Add|Run|Check|Choose|Set|Build|Think|Consider|Don['’]t"
    r"|Do not|Measure|Write|Treat|Ask|Put)\b(?! of\b)"
)
_ADVISES = re.compile(
    r"不可欠|必要が(?:あ|不)|べき(?:です|だ|で)|求められ|なければな|(?:重要|大切)(?:です|だ)"
    r"|\b(?:should|must|need to|have to)\b"
)


@dataclass(frozen=True, slots=True)
class Top:
    """What stands over the body.

    Attributes:
        lead: The news in a sentence or two; "" when no sentence can tell it alone.
        whole_lead: The same sentences uncut.
        lead_numbers: The candidates it is made of.
        points: The key points in the order of the article; none, or three to five.
        point_numbers: The candidates they are.
    """

    lead: str = ""
    whole_lead: str = ""
    lead_numbers: tuple[int, ...] = ()
    points: tuple[str, ...] = ()
    point_numbers: tuple[int, ...] = ()

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
    besides: Collection[int] = (),
) -> Top:
    """Return the top of the mail of one article.

    Args:
        sentences: Those that can be read alone, the best first.
        leads: Those that can stand first, the best first.
        scored: All candidates of the article, in order.
        language: BCP 47 tag.
        besides: Numbers of the candidates that are no key points, since they are said elsewhere.
    """
    limit = (
        MAX_LATIN_LEAD_CHARS if has_latin_length(language) else MAX_LEAD_CHARS
    )
    lead = find_lead(leads, scored, language, limit)
    if not lead:
        return Top()
    numbers = tuple(sentence.scored.candidate.number for sentence in lead)
    text = join(lead, language)
    points = _find_points(sentences, {*numbers, *besides}, text, language)
    return Top(
        text,
        _join_whole(lead, language),
        numbers,
        tuple(point.text for point in points),
        tuple(point.scored.candidate.number for point in points),
    )


def _join_whole(lead: Sequence[Standalone], language: str) -> str:
    whole = [
        replace(sentence, text=flat(sentence.scored.candidate.parts[0]))
        for sentence in lead
    ]
    return join(whole, language)


def _rank_for_inbox(sentence: Standalone) -> tuple[bool, float]:
    """What is stands before what should be done."""
    return bool(_ADVISES.search(sentence.text)), -_point_merit(sentence)


def without_point(top: Top, text: str) -> Top:
    """Return the top without a key point; the same top when none says this."""
    if text not in top.points:
        return top
    at = top.points.index(text)
    return replace(
        top,
        points=(*top.points[:at], *top.points[at + 1 :]),
        point_numbers=(*top.point_numbers[:at], *top.point_numbers[at + 1 :]),
    )


def _find_points(
    sentences: Sequence[Standalone],
    said: Collection[int],
    text: str,
    language: str,
) -> tuple[Standalone, ...]:
    """Sentences that say something new and short, those with figures and names first."""
    limit = (
        MAX_LATIN_POINT_CHARS if has_latin_length(language) else MAX_POINT_CHARS
    )
    ranked = sorted(
        (
            sentence
            for sentence in sentences
            if len(sentence.text) <= limit and _can_be_point(sentence, language)
        ),
        key=lambda sentence: (
            -_point_merit(sentence),
            sentence.scored.candidate.number,
        ),
    )
    found: list[Standalone] = []
    told = [text]
    for sentence in ranked:
        if len(found) == MAX_POINTS or _point_merit(sentence) < MIN_POINT_MERIT:
            break
        if sentence.scored.candidate.number in said:
            continue
        if any(_say_the_same(sentence.text, other, language) for other in told):
            continue
        found.append(sentence)
        told.append(sentence.text)
    return in_order(found) if len(found) >= MIN_POINTS else ()


def _can_be_point(sentence: Standalone, language: str) -> bool:
    """A claim with its actor, not chat, and not what was before."""
    text = sentence.text
    if talks(text) or guesses(text) or BACKGROUND.search(text):
        return False
    if cues.EXAMPLE.is_in(text[:8]) or text.endswith("、と。"):
        return False
    if base(language) != "ja":
        return not _CALLS.match(text)
    return bool(_ACTOR.match(text)) and not _FIRST_PERSON.search(text)


def _point_merit(sentence: Standalone) -> float:
    merit = sentence.merit + sentence.scored.score
    if cues.FACT.search(sentence.text):
        merit += FACT_WORTH
    if cues.NAME.search(sentence.text):
        merit += NAME_WORTH
    if _ADVISES.search(sentence.text):
        merit -= ADVICE_COST
    return merit


def _say_the_same(text: str, other: str, language: str) -> bool:
    return says_again(text, other, language, SHARED) or says_again(
        other, text, language, SHARED
    )


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
        for sentence in sorted(sentences, key=_rank_for_inbox)
        if sentence.scored.candidate.number not in shown
        and _can_be_point(sentence, language)
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
