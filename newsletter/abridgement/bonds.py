"""Tell what a candidate needs beside it to be read: what stands before it, after it, or around it.

Some needs are firm. A sentence that points back needs the sentence before it. One that goes on
with a row, or turns against what was said, needs something that stands earlier in its paragraph,
and at the head of a paragraph something of the paragraph before. A lead-in and what it announces
need each other, a question needs its answer, what is only named or promised (さて、今回の強化。
問いかけたいことがあります。) what is said of it, and what is said further inside a list item
needs the list. A candidate whose firm need is cut is cut with it.

Others are matters of degree. Most sentences inside a paragraph read better after their neighbour,
and a claim reads wrong when the sentence that answers it (however, しかし) is gone. These cost
worth when they are broken, and the choice weighs them against the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)
from newsletter.abridgement.mentions import (
    answers,
    is_one_of,
    points_inside,
)
from newsletter.abridgement.pointers import (
    Asks,
    answers_claim,
    begins_nothing,
    concedes,
    counts_next,
    goes_on,
    is_question,
    leads_in,
    leans_back,
    names_its_target,
    says_next,
    what_it_asks,
)
from newsletter.abridgement.row_topics import tells_of_topic

ANNOUNCED = frozenset(
    {
        CandidateKind.LIST,
        CandidateKind.TABLE,
        CandidateKind.CODE,
        CandidateKind.QUOTE,
        CandidateKind.HTML,
    }
)
_CAN_ANNOUNCE = (CandidateKind.SENTENCE, CandidateKind.LIST)


class _Need(Enum):
    """What must stand before a candidate."""

    NOTHING = "nothing"
    NEIGHBOUR = "the candidate before it"
    PARAGRAPH = "something earlier in its passage"
    PASSAGE = "something of the passage before"


@dataclass(frozen=True, slots=True)
class Bonds:
    """What one candidate needs.

    Attributes:
        neighbour: The candidate before it must be kept.
        paragraph: Something earlier in its own passage must be kept.
        passage: Something of the passage before it must be kept.
        following: The candidate after it must be kept.
        answered: The candidate after it answers it: its loss costs worth.
        inside: It stands in the same passage as the candidate before it.
        turns: At the head of a paragraph it turns against the last of the one before, or follows
            from it: the loss of that costs worth.
        begins_nothing: No text begins with it, however likely that seems (しかし, but).
    """

    neighbour: bool = False
    paragraph: bool = False
    passage: bool = False
    following: bool = False
    answered: bool = False
    inside: bool = False
    turns: bool = False
    begins_nothing: bool = False


def find_bonds(article: ParsedArticle, language: str) -> tuple[Bonds, ...]:
    """Return the bonds of every candidate, in order; images have none.

    Neighbours are counted without the images between them.
    """
    readable = [
        candidate
        for candidate in article.candidates
        if candidate.kind is not CandidateKind.IMAGE
    ]
    found = [Bonds()] * len(article.candidates)
    for at, candidate in enumerate(readable):
        before = readable[at - 1] if at else None
        after = readable[at + 1] if at + 1 < len(readable) else None
        found[candidate.number] = _bonds_of(before, candidate, after, language)
    return tuple(found)


def _bonds_of(
    before: Candidate | None,
    candidate: Candidate,
    after: Candidate | None,
    language: str,
) -> Bonds:
    """What one candidate asks of the one before it and of the one behind it."""
    need = (
        _Need.NOTHING
        if before is None
        else _needs_before(before, candidate, language)
    )
    return Bonds(
        neighbour=need is _Need.NEIGHBOUR,
        paragraph=need is _Need.PARAGRAPH,
        passage=need is _Need.PASSAGE,
        following=after is not None
        and _needs_after(candidate, after, language),
        answered=after is not None and _is_answered(candidate, after, language),
        inside=before is not None and before.passage == candidate.passage,
        turns=before is not None and _turns(before, candidate, language),
        begins_nothing=before is not None
        and candidate.kind is CandidateKind.SENTENCE
        and begins_nothing(last_part(candidate), language),
    )


def _needs_before(
    before: Candidate, candidate: Candidate, language: str
) -> _Need:
    """Return what must stand before a candidate.

    What an editor does was counted in 163 abridgements: of the sentences that point back inside a
    paragraph she kept 74 % with their neighbour, of those that go on or turn 86 % with something
    earlier in the paragraph, and at the head of a paragraph 75 % with something of the one before.
    """
    if candidate.kind is not CandidateKind.SENTENCE:
        return (
            _Need.NEIGHBOUR
            if _is_announced(before, candidate)
            else _Need.NOTHING
        )
    plain = last_part(candidate)
    if _is_shown(before, candidate) and goes_on(candidate.text):
        return _Need.NEIGHBOUR
    asks = what_it_asks(plain, language)
    points = _points_inside(before, candidate, language)
    if _answers(before, candidate, language):
        return _Need.NEIGHBOUR
    if before.passage == candidate.passage:
        if asks is Asks.TARGET or leans_back(plain, language) or points:
            return _Need.NEIGHBOUR
        if tells_of_topic(plain, last_part(before), language):
            return _Need.NEIGHBOUR
        return _Need.NOTHING if asks is Asks.NOTHING else _Need.PARAGRAPH
    if candidate.label:
        return (
            _Need.NOTHING
        )  # what stands right under a label points at the label
    if asks is Asks.NOTHING:
        return _Need.PASSAGE if points else _Need.NOTHING
    if asks is Asks.TARGET and names_its_target(plain, language):
        return _Need.NOTHING
    return _Need.PASSAGE


def _turns(before: Candidate, candidate: Candidate, language: str) -> bool:
    """Tell whether the head of a paragraph turns against the paragraph before, or follows from it.

    It does so from the last sentence there; any other one satisfies its firm need.
    """
    if before.headings != candidate.headings or candidate.place:
        return False
    is_prose = candidate.kind is CandidateKind.SENTENCE
    return (
        is_prose and what_it_asks(last_part(candidate), language) is Asks.TURN
    )


def _answers(before: Candidate, candidate: Candidate, language: str) -> bool:
    """Tell whether a sentence, under the same headings, says what the one before it asks for.

    What opens a paragraph answers a question that has a paragraph of its own.
    """
    if not _is_told(before, candidate) or candidate.label:
        return False
    plain = last_part(candidate)
    if is_one_of(plain):
        return True
    is_near = before.passage == candidate.passage or before.place == 0
    return is_near and answers(plain, last_part(before), language)


def _points_inside(
    before: Candidate, candidate: Candidate, language: str
) -> bool:
    """Tell whether a sentence speaks of what the sentence right before it told.

    At the head of a section the heading can be meant.
    """
    is_near = _is_told(before, candidate) or _is_shown(before, candidate)
    return is_near and points_inside(
        last_part(candidate), last_part(before), language
    )


def _is_told(before: Candidate, candidate: Candidate) -> bool:
    """Tell whether what stands before is a sentence under the same headings."""
    is_prose = before.kind is CandidateKind.SENTENCE
    return is_prose and before.headings == candidate.headings


def _is_shown(before: Candidate, candidate: Candidate) -> bool:
    """Tell whether what stands before is code, a list or the like under the same headings."""
    return before.kind in ANNOUNCED and before.headings == candidate.headings


def _is_announced(before: Candidate, candidate: Candidate) -> bool:
    """Tell whether a candidate under the same headings leads in to this one."""
    if before.headings != candidate.headings:
        return False
    return before.kind in _CAN_ANNOUNCE and leads_in(last_part(before))


def _needs_after(candidate: Candidate, after: Candidate, language: str) -> bool:
    """Tell whether a candidate announces or asks what the next says, or grants what it refuses."""
    if after.whole is not None or candidate.kind not in _CAN_ANNOUNCE:
        return False
    plain = last_part(candidate)
    if leads_in(plain):
        return ends_in_colon(plain) or after.kind in ANNOUNCED
    if candidate.kind is not CandidateKind.SENTENCE:
        return False
    if after.headings != candidate.headings:
        return counts_next(plain) and _is_below(after, candidate)
    is_taken_back = concedes(plain) and _is_answered(candidate, after, language)
    return is_question(plain) or says_next(plain) or is_taken_back


def _is_below(after: Candidate, candidate: Candidate) -> bool:
    """Tell whether a candidate stands under a further heading in the section of another."""
    depth = len(candidate.headings)
    return after.headings[:depth] == candidate.headings


def _is_answered(candidate: Candidate, after: Candidate, language: str) -> bool:
    """Tell whether the sentence behind answers what this one claims."""
    both_prose = candidate.kind is after.kind is CandidateKind.SENTENCE
    if not both_prose or candidate.headings != after.headings:
        return False
    return answers_claim(last_part(after), language)


def ends_in_colon(plain: str) -> bool:
    """Tell whether a text ends in a colon, also one in bold or italics."""
    return plain.rstrip("*_ ").endswith((":", "："))


def last_part(candidate: Candidate) -> str:
    """Return the plain text of the last sentence, item or row; "" when there is none."""
    return candidate.parts[-1] if candidate.parts else ""
