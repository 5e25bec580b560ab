"""Find the sentences that bring up a name which a later one points at: この「Pi」は…, このNLLBで…

A demonstrative before a name says that the reader has met it. Where neither the title nor a
heading has the name, one of the sentences that do comes with it, the nearest first. Only names in
Latin letters that end there: with words in other letters a post lost the core of its news to
この「暗黙知」, and この before a longer word (このAI革命) points at no name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)
from newsletter.language.tags import base

N_NEAR = 8  # of those that have a name: the nearest and the first count

_POINTED_AT = re.compile(
    r"(?<!ど)[こそ]の(?P<quoted>「)?(?P<name>[A-Z][A-Za-z0-9.+-]*[A-Za-z0-9])(?(quoted)」)"
    r"(?=[はがをにのでとも、])"
)
# Every reader has met them.
_KNOWN = frozenset(
    {"AI", "IT", "LLM", "GPU", "CPU", "API", "DX", "PC", "IoT", "CEO"}
)


def find_introductions(
    article: ParsedArticle, title: str, language: str
) -> Mapping[int, tuple[int, ...]]:
    """Return sentence → candidates before it that have the name it points at, nearest first.

    Of many the nearest and the first of the article.

    Args:
        article: The article, cut.
        title: What its reader has read of it already.
        language: BCP 47 tag.
    """
    if base(language) != "ja":
        return {}
    found: dict[int, tuple[int, ...]] = {}
    places: dict[str, list[int]] = {}
    for candidate in article.candidates:
        for name in _find_pointed_at(candidate):
            if name in title or _stands_over(article, candidate, name):
                continue
            if name not in places:
                places[name] = list(_find_told(article, name))
            told = _choose_before(candidate.number, places[name])
            if told:
                found[candidate.number] = told
                break
    return found


def _find_pointed_at(candidate: Candidate) -> Iterator[str]:
    """The names behind a demonstrative that a sentence has not said before it."""
    if candidate.kind is not CandidateKind.SENTENCE or not candidate.parts:
        return
    plain = candidate.parts[-1]
    for found in _POINTED_AT.finditer(plain):
        name = found["name"]
        if name not in _KNOWN and name not in plain[: found.start()]:
            yield name


def _stands_over(
    article: ParsedArticle, candidate: Candidate, name: str
) -> bool:
    """Tell whether a heading over a candidate has a name."""
    return any(
        name in article.heading_text(heading) for heading in candidate.headings
    )


def _find_told(article: ParsedArticle, name: str) -> Iterator[int]:
    """The candidates that have a name, in order; as a part of a word (Go, Google) it is none."""
    has_name = re.compile(
        rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
    ).search
    for candidate in article.candidates:
        if any(map(has_name, candidate.parts)):
            yield candidate.number


def _choose_before(number: int, places: Sequence[int]) -> tuple[int, ...]:
    """Of the places before a number the nearest and the first, nearest first."""
    end = bisect_left(places, number)
    start = max(0, end - N_NEAR)
    first = places[: min(N_NEAR, start)]
    return tuple(reversed((*first, *places[start:end])))
