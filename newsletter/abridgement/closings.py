"""Tell how much of a close a sentence is: with the author's own close a mail ends.

An article has one end, so the sentences of its last part compete, as beginnings do (`openings`).
How editors end was read from their own choices: three in four in the last section, half of them
with less than a tenth of the text behind it, nine in ten with a third at most, and with what weighs
most there. So a sentence of the last part counts

    its worth             what an editor would miss
    its likelihood        the learned one that an editor ends with it
    the text behind it    the less the better, and best in the last section
    its first words       in conclusion, 結論として
    talk                  chat, guesses, examples, and talk of the article itself count against it
    the title             a close comes back to what the whole is about
    its neighbours        against it: it waits for what follows, the next goes on with it, or it is
                          the first under a heading

A thought may take three sentences: what leans on the one before is about what that one is about,
and brings it along by its bond. That there is no close is one of the possibilities: where none is
likely, the best of them counts little, and the article ends as its worth has it.

What opens something is no end, wherever it stands: a question, an announcement, a promise, half of
a thought, the first of a row. No close either is what editors do not end with, of some hundred in
the last part of labelled articles:

    none of 97     what goes on with a row (さらに, also)
    none of 71     an example (例えば, for instance)
    none of 21     what is granted before it is taken back (もちろん, of course)
    none of 151    what turns to its readers, in Japanese (皆さん, …ましょう)
    none of 182    a sentence of which the next one of its paragraph turns or goes on (しかし, また)

Weighed and rejected: the likelihood alone (what it ends with weighs 1.4 of 3 and not 1.7, scores
not held out); twenty further measures (no better, held out); its length (it fits the ends of
editors, and the ends that are chosen with it weigh less); the first of any paragraph for that of a
section.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from newsletter.abridgement.candidates import Candidate, CandidateKind
from newsletter.abridgement.keywords import find_terms, sum_weights
from newsletter.abridgement.pointers import (
    Asks,
    is_question,
    leads_in,
    says_next,
    what_it_asks,
)
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.series import find_series, get_ordinal
from newsletter.abridgement.talk import PROMISE

ZONE = 0.2  # of the text, from its end
# Logarithms of odds. Most are a conditional logit over the 82 labelled articles that are odd by
# name, scores held out, rounded. TITLE and HEAD were chosen there by the whole choice.
# TITLE: with 0 the ends have weight in .66, with 2 in .67, with 3 in .70, with 4 in .68 of them.
# HEAD: .71 instead of .70 (the logit says .5 for the first of a paragraph).
# The logit says 1.5 and 1 for WORTH and NO_CLOSE; with these the ends have weight in .745 and not
# .692 of our own labelled articles. With 4 and 3 in .752, but mails end with one more fact.
WORTH = 2.0  # of one that weighs 1
LIKELY = 0.4  # of an e-fold likelihood
MIN_LIKELY = 0.002
BEHIND = 7.0  # of all the text behind it
LAST_SECTION = 0.9
TALK = 3.0
TITLE = 3.0  # of one that names all that the article names of its title
WAITS = 2.0
GOES_ON = 0.7
HEAD = 1.0
# Of ten such sentences in the last part editors keep seven and end with four, of all others with
# one in twenty-five.
CONCLUDES = 2.0
NO_CLOSE = 2.5
SURE_CLOSE = 0.2  # likelihood from which on a sentence is the close
# The same of one with some weight. Many posts of machines part their end into ten sentences, none
# of them likely: 26 of 74 mails stopped with more than a tenth of the text behind them. With .05
# for all 14, and more labelled articles end with what has no weight; for those above .3 17, above
# .5 21.
SURE_WEIGHTY = 0.05
WEIGHTY = 0.3  # score
# Likelihood of leaning on the sentence before from which on it has to be likely all the same: where
# such a one was set aside for, mails ended with a sentence that hangs.
HANGS = 0.25
MAX_WAITING = 0.5  # likelihood of waiting for what follows from which on it opens something
LEANS = 0.8  # likelihood of leaning from which on two sentences are one thought
N_THOUGHT = 3  # sentences of a thought at most
OPENS = -1.0


class _Place(NamedTuple):
    """A sentence of the last part.

    Attributes:
        scored: It.
        behind: The share of the text behind it.
        is_last: It stands in the last section.
        title: The share of the title that it, or what it leans on, names.
        goes_on: How likely the next sentence leans on it.
        is_head: It is the first under its headings, and more follows: it says of what they are.
        is_amid: The next one of its paragraph turns against it or goes on with a row.
    """

    scored: Scored
    behind: float
    is_last: bool
    title: float
    goes_on: float
    is_head: bool
    is_amid: bool


def rate_closings(
    scored: Sequence[Scored],
    unfit: Collection[int],
    language: str,
    title: str = "",
) -> tuple[Scored, ...]:
    """Return the candidates with how much of a close each is.

    1 is the best of an article that has one, 0 what is none, and -1 what opens something.

    Args:
        scored: All candidates of an article, in order.
        unfit: Numbers of those that are nothing in a mail.
        language: BCP 47 tag.
        title: Title of the post.
    """
    content = [
        one
        for one in scored
        if one.candidate.kind is not CandidateKind.IMAGE
        and not one.boilerplate
        and one.candidate.number not in unfit
    ]
    rows = find_series([one.candidate for one in scored])
    opening = frozenset(_find_openings(scored, rows))
    places = [
        place
        for place in _find_places(content, title, language)
        if place.scored.candidate.number not in opening
        and not place.is_amid
        and _may_close(place.scored.candidate, rows, language)
    ]
    powers = [math.exp(_weigh(place)) for place in places]
    best = max(powers, default=0.0)
    whole = math.fsum((*powers, math.exp(NO_CLOSE)))
    ends = {
        place.scored.candidate.number: power
        / max(best, whole * _get_sure(place))
        for place, power in zip(places, powers, strict=True)
    }
    ends.update(dict.fromkeys(opening, OPENS))
    return tuple(
        replace(one, ends=ends[one.candidate.number])
        if one.candidate.number in ends
        else one
        for one in scored
    )


def _get_sure(place: _Place) -> float:
    """The likelihood from which on a sentence is the close."""
    is_weighty = place.scored.score >= WEIGHTY
    hangs = place.scored.hanging.backward >= HANGS
    return SURE_WEIGHTY if is_weighty and not hangs else SURE_CLOSE


def _find_openings(
    scored: Sequence[Scored], rows: Sequence[Sequence[int]]
) -> Iterator[int]:
    """Yield the numbers of the sentences that make a reader wait: nothing ends with them.

    A counted row is chosen as a whole or not at all (`selection`), so its first is not left open;
    the first of a row that does not go on is.
    """
    members = frozenset(chain.from_iterable(rows))
    for one in scored:
        candidate = one.candidate
        if candidate.kind is not CandidateKind.SENTENCE or not candidate.parts:
            continue
        waits = one.hanging.forward >= MAX_WAITING
        is_lone = candidate.number not in members
        begins_row = is_lone and get_ordinal(candidate.parts[0]) == 1
        if (
            waits
            or begins_row
            or any(test(candidate.parts[-1]) for test in _OPENS)
        ):
            yield candidate.number


# An example of what was said, or what is granted before it is taken back.
_NO_CLOSE = re.compile(
    r"^\W*(?:例えば|たとえば|具体的には|もちろん|確かに|たしかに|例如|比如|譬如|当然[，,]|當然[，,]|诚然|誠然"
    r"|예를 들|예컨대|물론"
    r"|(?:For (?:example|instance)|Of course|To be sure|Zum Beispiel|Natürlich"
    r"|Par exemple|Bien sûr|Por (?:ejemplo|supuesto))\b|(?:Granted|Claro),)"
)
# It turns to its readers, or leaves the rest to them. In English editors end with "you" as they do
# without.
_EXHORTS = re.compile(
    r"皆さん|みなさん|皆様|あなた|여러분|ましょう[。！]?\W*$|(?:選択|行動|手)にかかって"
)
# A sentence of which one of these is true opens something.
_OPENS = (is_question, leads_in, says_next, PROMISE.search)


def _may_close(
    candidate: Candidate, rows: Sequence[Sequence[int]], language: str
) -> bool:
    """Tell whether a candidate is prose, and of no row unless it ends it."""
    is_prose = (
        candidate.kind is CandidateKind.SENTENCE and candidate.whole is None
    )
    if not is_prose or not candidate.parts:
        return False
    if _NO_CLOSE.match(candidate.parts[0]):
        return False
    if any(map(_EXHORTS.search, candidate.parts)):
        return False
    for row in rows:
        if candidate.number in row:
            return candidate.number == row[-1]
    return what_it_asks(candidate.parts[0], language) is not Asks.ROW


def _weigh(place: _Place) -> float:
    """The logarithm of the odds of a sentence to be the close."""
    scored = place.scored
    likely = max(MIN_LIKELY, scored.closes)
    return (
        WORTH * scored.score
        + LIKELY * math.log(likely)
        + LAST_SECTION * place.is_last
        + TITLE * place.title
        + CONCLUDES * _concludes(scored.candidate)
        - BEHIND * place.behind
        - TALK * scored.loose
        - WAITS * scored.hanging.forward
        - GOES_ON * place.goes_on
        - HEAD * place.is_head
    )


_CONCLUDES = re.compile(
    r"^\W*(?:結論(?:として|を言|から言)|まとめ(?:ると|れば)|総じて|総括すると|つまるところ|結局のところ|要するに"
    r"|总之|總之|综上|綜上|总的来说|總的來說|결론적으로|요약하면|종합하면"
    r"|(?:In (?:conclusion|summary|short|the end)|To sum up|Overall|Ultimately|All in all"
    r"|En (?:conclusion|résumé|somme|resumen|definitiva|conclusión)|В (?:итоге|заключение|целом)),"
    r"|(?:Zusammenfassend|Letztlich)\b)"
)


def _concludes(candidate: Candidate) -> bool:
    """Tell whether a candidate says by its first words that it concludes."""
    return bool(_CONCLUDES.match(candidate.parts[0]))


def _find_places(
    content: Sequence[Scored], title: str, language: str
) -> Iterator[_Place]:
    """Yield the candidates of the last part in order."""
    behind = _find_last_part(content)
    first = len(content) - len(behind)
    titled = _weigh_title(content, title, language)
    whole = math.fsum(titled.values()) or 1.0
    n_thought, named = 0, 0.0
    for at, share in enumerate(behind, first):
        one = content[at]
        after = content[at + 1] if at + 1 < len(content) else None
        is_next = at > first and _leans_on(one, content[at - 1]) >= LEANS
        n_thought = n_thought % N_THOUGHT + 1 if is_next else 1
        own = sum_weights(frozenset(one.terms), titled) / whole
        named = max(named, own) if n_thought > 1 else own
        yield _Place(
            one,
            share,
            one.candidate.headings == content[-1].candidate.headings,
            named,
            _leans_on(after, one) if after else 0.0,
            _heads_section(one, content[at - 1]) if at and after else False,
            _is_amid(one, after, language) if after else False,
        )


def _find_last_part(content: Sequence[Scored]) -> list[float]:
    """The share of the text behind each candidate of the last part, in order."""
    lengths = [sum(map(len, one.candidate.parts)) for one in content]
    whole = sum(lengths) or 1
    found: list[float] = []
    behind = 0
    for length in reversed(lengths):
        if behind > ZONE * whole:
            break
        found.append(behind / whole)
        behind += length
    return found[::-1]


def _weigh_title(
    content: Sequence[Scored], title: str, language: str
) -> Mapping[str, float]:
    """The terms of the title that the article names, with their weights in it."""
    titled = frozenset(find_terms(title, language))
    found: dict[str, float] = {}
    for one in content:
        for term in titled.intersection(one.terms):
            found[term] = one.terms[term]
    return found


def _heads_section(scored: Scored, before: Scored) -> bool:
    """Tell whether a candidate stands under other headings than the one before it."""
    return scored.candidate.headings != before.candidate.headings


def _is_amid(scored: Scored, after: Scored, language: str) -> bool:
    """Tell whether the sentence behind one, in its paragraph, turns or goes on with a row."""
    if after.candidate.passage != scored.candidate.passage:
        return False
    parts = after.candidate.parts
    asks = what_it_asks(parts[0], language) if parts else Asks.NOTHING
    return asks in (Asks.TURN, Asks.ROW)


def _leans_on(scored: Scored, before: Scored) -> float:
    """How likely a candidate leans on the one before it, in the same passage."""
    is_near = scored.candidate.passage == before.candidate.passage
    return scored.hanging.backward if is_near else 0.0
