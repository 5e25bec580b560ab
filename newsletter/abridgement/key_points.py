"""Choose key points: sentences that tell a fact with its actor and can be read alone.

What somebody did and what it amounts to comes first, with figures and names. A guess, a look back,
an order to the reader, advice without a figure and what a writer says of himself are no key points;
neither is a sentence that points at another one (…、これらの課題を…) or only says that something
matters (重要なのは、…). One that begins as inside a paragraph (事実、…) is none, since a key point
stays whole: so it shares its translation with the body. A Japanese one names somebody at its head,
or tells an event or a figure: a general truth is no key point.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from newsletter.abridgement import cues, news_cues
from newsletter.abridgement.lead import in_order
from newsletter.abridgement.news_clauses import without_filler
from newsletter.abridgement.standalone import (
    BACKGROUND,
    Standalone,
    advises,
    guesses,
    has_latin_length,
    says_again,
    talks,
)
from newsletter.language.tags import base

# At 90 and 190 a point is worth .09 less on the labelled articles: facts are long.
MAX_POINT_CHARS, MAX_LATIN_POINT_CHARS = 110, 230
MIN_POINTS, MAX_POINTS = 3, 5
# Of a point with a figure or a name, in weights of an editor. On the labelled articles, scorers
# held out, a point is worth 1.65 where it was 1.42, and 15 % of them nothing instead of 23 %. To
# ask for an actor that the article names often was weighed and rejected: 1.4 again. To ask for a
# name, an event or a figure costs .05, and readers miss none of the general truths that go.
FACT_WORTH = 0.8
NAME_WORTH = 0.25
SHARED = 0.45  # of its terms in common with another sentence: it says the same
MIN_POINT_MERIT = (
    2.5  # at 2.8 fewer mails have three of them, at 2 more say nothing
)

# Who or what a Japanese sentence speaks of, near its head; a writer or a pronoun is nobody here.
_ACTOR = re.compile(
    r"^[^。]{1,60}?(?:は(?!別)|が|(?<![てで])も|によると|によれば)"
)
# A name in Latin letters or in quotation marks; an abbreviation that everything has is none.
_NAMED = re.compile(
    r"「|(?!(?:AI|LLM|API|DX|IT|PoC|ROI|[CG]PU|SaaS|ML|IoT|UI|UX|CX|KPI|OS|PC|SNS|Web)(?![A-Za-z0-9]))"
    r"[A-Z][A-Za-z0-9.]*[A-Za-z0-9]"
)
# 私 as a word: not that of 私立大学 and 公私.
_FIRST_PERSON = re.compile(
    r"(?<!公)私(?=[はもがのをにと達、]|たち|自身|から|って)|(?<![公下])僕|我々|当社|弊社"
    r"|彼[はがのらに]|彼女|^(?:My|I|In my)\b"
)
_CALLS = re.compile(  # an order to the reader
    r"(?:Start|Use|Expect|Make|Try|Keep|Avoid|Add|Run|Check|Choose|Set|Build|Think|Consider|Don['’]t"
    r"|Do not|Measure|Write|Treat|Ask|Put)\b(?!-| (?:of|cases?|dates?|fraud|rates?|times?)\b)"
)
# It points at what stood before, or says only that something matters: その実現を…, 重要なのは、….
_JA_POINTS = re.compile(
    r"この(?!ため|ほか|\d)|だけでも|(?:ください|ましょう|みよう)。$|これらの|こうした|そうした|その(?:実現|結果|背景|一方|影響|中)"
    r"|^[^、。A-Z]{0,10}(?:重要|大切|大き[いな]|難し[いさ]|必要|鍵|カギ|多い)(?:なの|の)?は、?"
)


def find_points(
    sentences: Sequence[Standalone],
    said: Collection[int],
    text: str,
    language: str,
) -> tuple[Standalone, ...]:
    """Return three to five sentences that say something new and short, or none.

    Those with figures and names are taken first; they come in the order of the article.

    Args:
        sentences: Those that can be read alone.
        said: Numbers of the candidates that are said elsewhere.
        text: What stands above the points.
        language: BCP 47 tag.
    """
    limit = (
        MAX_LATIN_POINT_CHARS if has_latin_length(language) else MAX_POINT_CHARS
    )
    ranked = sorted(
        (
            sentence
            for sentence in sentences
            if len(sentence.text) <= limit and can_be_point(sentence, language)
        ),
        key=lambda sentence: (
            -get_merit(sentence),
            sentence.scored.candidate.number,
        ),
    )
    found: list[Standalone] = []
    told = [text]
    for sentence in ranked:
        if len(found) == MAX_POINTS or get_merit(sentence) < MIN_POINT_MERIT:
            break
        if sentence.scored.candidate.number in said:
            continue
        if any(_say_the_same(sentence.text, other, language) for other in told):
            continue
        found.append(sentence)
        told.append(sentence.text)
    return in_order(found) if len(found) >= MIN_POINTS else ()


def can_be_point(sentence: Standalone, language: str) -> bool:
    """Tell whether a sentence is a claim with its actor, not chat, and not what was before."""
    text = sentence.text
    if any(test(text) for test in _NO_CLAIM):
        return False
    if cues.EXAMPLE.is_in(text[:8]) or text.endswith("、と。"):
        return False
    if advises(text) and not cues.FACT.search(text):
        return False
    if base(language) != "ja":
        return not _CALLS.match(text)
    return _is_claim_in_japanese(text, language)


# A sentence of which one of these is true is no claim of somebody.
_NO_CLAIM: tuple[Callable[[str], object], ...] = (
    talks,
    guesses,
    BACKGROUND.search,
    _FIRST_PERSON.search,
)


def _is_claim_in_japanese(text: str, language: str) -> bool:
    """Tell whether a sentence names who acts, and has neither filler nor a look back."""
    if _JA_POINTS.search(text) or without_filler(text, language) != text:
        return False
    actor = _ACTOR.match(text)
    return actor is not None and _tells_of_somebody(text, actor[0])


def _tells_of_somebody(text: str, head: str) -> bool:
    """Tell whether a sentence says what somebody did or how much it is: no general truth."""
    is_fact = cues.FACT.search(text) or news_cues.EVENT.is_in(text)
    return bool(is_fact or _NAMED.search(head))


def get_merit(sentence: Standalone) -> float:
    """Return what a sentence is worth as a key point, in weights of an editor."""
    merit = sentence.merit + sentence.scored.score
    if cues.FACT.search(sentence.text):
        merit += FACT_WORTH
    if cues.NAME.search(sentence.text):
        merit += NAME_WORTH
    return merit


def _say_the_same(text: str, other: str, language: str) -> bool:
    return says_again(text, other, language, SHARED) or says_again(
        other, text, language, SHARED
    )
