"""Find the sentences that bring up a name which a later one points at: この「Pi」は…, このNLLBで…

A demonstrative before a name says that the reader has met it. Where neither the title nor a
heading has the name, one of the sentences that do comes with it, the nearest first. Only names in
Latin letters that end there: with words in other letters a post lost the core of its news to
この「暗黙知」, and この before a longer word (このAI革命) points at no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)
from newsletter.language.tags import base

_POINTED_AT = re.compile(
    r"[こそ]の(?P<quoted>「)?(?P<name>[A-Z][A-Za-z0-9.+-]*[A-Za-z0-9])(?(quoted)」)"
    r"(?=[はがをにのでとも、])"
)
# Every reader has met them.
_KNOWN = frozenset(
    {"AI", "IT", "LLM", "GPU", "CPU", "API", "DX", "PC", "IoT", "CEO"}
)


def find_introductions(
    article: ParsedArticle, title: str, language: str
) -> Mapping[int, tuple[int, ...]]:
    """Return sentence → the candidates before it that have the name it points at, nearest first.

    Args:
        article: The article, cut.
        title: What its reader has read of it already.
        language: BCP 47 tag.
    """
    if base(language) != "ja":
        return {}
    found: dict[int, tuple[int, ...]] = {}
    for candidate in article.candidates:
        for name in _find_pointed_at(candidate):
            if name in title or _stands_over(article, candidate, name):
                continue
            told = tuple(_find_told(article, candidate, name))
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


def _find_told(
    article: ParsedArticle, candidate: Candidate, name: str
) -> Iterator[int]:
    """The candidates before one that have a name, the nearest first."""
    for before in reversed(article.candidates[: candidate.number]):
        if any(name in part for part in before.parts):
            yield before.number
