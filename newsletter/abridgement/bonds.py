"""Tie candidates together: which others must be there for this one to read.

A bond is a choice of candidates of which one must be kept. An antecedent is one candidate, the sentence before. A paragraph that goes
on with a row or turns against what was said is content with anything of the paragraph before it. A lead-in and what it
announces need each other; a question needs its answer; what is said further inside a list item needs the list.
"""

from __future__ import annotations

from newsletter.abridgement.candidates import Candidate, CandidateKind, ParsedArticle
from newsletter.abridgement.pointers import (
    Asks,
    is_question,
    leads_in,
    leans_back,
    names_its_target,
    what_it_asks,
)

Bond = tuple[int, ...]

_ANNOUNCED = {
    CandidateKind.LIST,
    CandidateKind.TABLE,
    CandidateKind.CODE,
    CandidateKind.QUOTE,
    CandidateKind.HTML,
}


def find_bonds(article: ParsedArticle, language: str) -> tuple[tuple[Bond, ...], ...]:
    """Return the bonds of every candidate of the article, in order."""
    readable = [
        candidate for candidate in article.candidates if candidate.kind is not CandidateKind.IMAGE
    ]
    found: list[tuple[Bond, ...]] = [()] * len(article.candidates)
    for at, candidate in enumerate(readable):
        bonds: list[Bond] = [(candidate.whole,)] if candidate.whole is not None else []
        bonds += _back(readable, at, language) if at else []
        bonds += _forth(candidate, readable[at + 1]) if at + 1 < len(readable) else []
        found[candidate.number] = tuple(bonds)
    return tuple(found)


def _back(candidates: list[Candidate], at: int, language: str) -> list[Bond]:
    """What must stand before the candidate."""
    candidate, before = candidates[at], candidates[at - 1]
    if candidate.kind is not CandidateKind.SENTENCE:
        announced = before.kind in (CandidateKind.SENTENCE, CandidateKind.LIST) and leads_in(
            _plain(before)
        )
        return [(before.number,)] if announced and before.headings == candidate.headings else []
    asks = what_it_asks(_plain(candidate), language)
    if before.passage == candidate.passage:
        return (
            [(before.number,)]
            if asks is not Asks.NOTHING or leans_back(_plain(candidate), language)
            else []
        )
    if (
        candidate.label
        or asks is Asks.NOTHING
        or (asks is Asks.TARGET and names_its_target(_plain(candidate), language))
    ):
        return []  # what stands right under a label points at the label
    return [(before.number,)] if asks is Asks.TARGET else [_passage(candidates, before)]


def _passage(candidates: list[Candidate], candidate: Candidate) -> Bond:
    return tuple(other.number for other in candidates if other.passage == candidate.passage)


def _forth(candidate: Candidate, after: Candidate) -> list[Bond]:
    """What must stand after the candidate."""
    if after.whole is not None or candidate.kind not in (
        CandidateKind.SENTENCE,
        CandidateKind.LIST,
    ):
        return []
    plain = _plain(candidate)
    announces = leads_in(plain) and (
        after.kind in _ANNOUNCED or plain.rstrip("*_ ").endswith((":", "："))
    )
    asked = (
        is_question(plain)
        and candidate.kind is CandidateKind.SENTENCE
        and after.headings == candidate.headings
    )
    return [(after.number,)] if announces or asked else []


def _plain(candidate: Candidate) -> str:
    return candidate.parts[-1] if candidate.parts else ""
