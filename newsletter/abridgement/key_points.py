"""Choose key points: sentences that tell what matters with its actor and can be read alone.

What a sentence is worth is learned (`scoring`), and how likely it needs the one before it. Of
sentences with the same score those with a figure, an event or a source are worth a little more,
general truths no less. A guess without an amount, a look back, an order to the reader, advice
without a figure and what a writer says of himself are no key points; neither is a sentence that
points at another one (…、これらの課題を…) or only says that something matters (重要なのは、…). A
filler at its head (また、) is left out where it is shown; in the body it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from newsletter.abridgement import cues, news_cues
from newsletter.abridgement.lead import in_order
from newsletter.abridgement.standalone import (
    Standalone,
    has_latin_length,
    says_again,
    stands_for_more,
)
from newsletter.abridgement.talk import BACKGROUND, advises, guesses, talks
from newsletter.language.tags import base

# Facts are long: at 110 and 230 fewer mails have three points, and these are worth .03 less.
MAX_POINT_CHARS, MAX_LATIN_POINT_CHARS = 140, 260
MIN_POINTS, MAX_POINTS = 3, 5
# What a point is worth, in weights of an editor: what its sentence is expected to weigh, and what
# that says of the whole. Read from 163 labelled articles, scorers held out: a point that has a
# figure, tells an event or says who found it weighs more than its score, as does a Japanese
# forecast with an amount; one that names somebody at its head, or a name anywhere, does not.
WHOLE_SHARE = 0.25
FACT_WORTH = 0.3
EVENT_WORTH = 0.2
SAYS_WORTH = 0.3
TITLED_AMOUNT_WORTH = 1.0  # an amount of the title that the lead does not give
# How likely it needs the sentence before it: of those over .4 a third do, of those under .1 two in
# a hundred.
MAX_NEEDS = 0.4
MAX_HANGING = 0.8  # how likely it cannot be read without its neighbours
ALSO_COST = 0.4  # it begins with "he too" (町も…): somebody stood before him
SHARED = 0.45  # of its terms in common with another sentence: it says the same
GOOD_MERIT = 1.6
FAIR_MERIT = 1.2  # of a point without which there are not three

# Who or what a Japanese sentence speaks of, near its head; a time, a place and a condition are
# nobody here (来年には、…では、…とは限らない).
_ACTOR = re.compile(
    r"^[^。]{1,60}?(?:(?<![にでと])は(?!別)|が|(?<![てでにと])も|によると|によれば)"
)
_BRACKETED = re.compile(
    r"[（(][^（）()]*[)）]"
)  # its words are those of nobody
_ALSO = re.compile(
    r"^[^、。はが]{1,40}(?<![てでにとらけ])も(?=[、A-Z「\u30a1-\u30fa\u4e00-\u9fff])"
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
    fits: Callable[[str], bool] | None = None,
    title: str = "",
) -> tuple[Standalone, ...]:
    """Return three to five sentences that say something new and short, or none.

    The best are taken first; they come in the order of the article. Good ones are taken up to five,
    fair ones only up to three. An amount of the title that does not stand above is worth most.

    Args:
        sentences: Those that can be read alone.
        said: Numbers of the candidates that are said elsewhere.
        text: What stands above the points.
        language: BCP 47 tag.
        fits: Tells whether a point is short enough; else all up to a few lines are.
        title: The subject.
    """
    wanted = news_cues.find_amounts(title) - news_cues.find_amounts(text)

    def rank(sentence: Standalone) -> tuple[float, int]:
        merit = get_merit(sentence)
        if wanted and wanted & news_cues.find_amounts(sentence.text):
            merit += TITLED_AMOUNT_WORTH
        return -merit, sentence.number

    limit = (
        MAX_LATIN_POINT_CHARS if has_latin_length(language) else MAX_POINT_CHARS
    )
    ranked = sorted(
        (
            sentence
            for sentence in sentences
            if len(sentence.text) <= limit
            and sentence.number not in said
            and can_be_point(sentence, language)
            and (fits is None or fits(sentence.text))
        ),
        key=rank,
    )
    found: list[Standalone] = []
    told = [text]
    for sentence in ranked:
        least = FAIR_MERIT if len(found) < MIN_POINTS else GOOD_MERIT
        if len(found) == MAX_POINTS:
            break
        if get_merit(sentence) < least:
            continue
        if any(_say_the_same(sentence.text, other, language) for other in told):
            continue
        found.append(sentence)
        told.append(sentence.text)
    return in_order(found) if len(found) >= MIN_POINTS else ()


def can_be_point(
    sentence: Standalone, language: str, *, allows_guess: bool = False
) -> bool:
    """Tell whether a sentence is a claim with its actor, not chat, and not what was before."""
    text = sentence.text
    if any(test(text) for test in _NO_CLAIM):
        return False
    is_guess = guesses(text) and not _is_forecast(text, language)
    if is_guess and not allows_guess:
        return False
    if sentence.scored.needs_before > MAX_NEEDS:
        return False
    if max(sentence.scored.hanging) > MAX_HANGING:
        return False
    if cues.EXAMPLE.is_in(text[:8]) or text.endswith("、と。"):
        return False
    if advises(text) and not cues.FACT.search(text):
        return False
    if base(language) != "ja":
        return not (_CALLS.match(text) or stands_for_more(text))
    if _JA_POINTS.search(text):
        return False
    return bool(_ACTOR.match(_BRACKETED.sub("", text)))


# A sentence of which one of these is true is no claim of somebody.
_NO_CLAIM: tuple[Callable[[str], object], ...] = (
    talks,
    BACKGROUND.search,
    _FIRST_PERSON.search,
)


def _is_forecast(text: str, language: str) -> bool:
    return base(language) == "ja" and bool(news_cues.AMOUNT.search(text))


def get_merit(sentence: Standalone) -> float:
    """Return what a sentence is worth as a key point, in weights of an editor."""
    text = sentence.text
    merit = sentence.scored.score + WHOLE_SHARE * sentence.merit
    merit += FACT_WORTH * bool(cues.FACT.search(text))
    merit += EVENT_WORTH * news_cues.EVENT.is_in(text)
    merit += SAYS_WORTH * cues.SAYS.is_in(text)
    return merit - ALSO_COST * bool(_ALSO.match(text))


def _say_the_same(text: str, other: str, language: str) -> bool:
    return says_again(text, other, language, SHARED) or says_again(
        other, text, language, SHARED
    )
