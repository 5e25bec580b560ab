"""Tell which candidates are the first to go, whatever else they say.

These are rules and not learned scores, because an error here is not a matter of degree: a call to
subscribe, a list of related posts or the title once more at the head of the text embarrasses a
newsletter even where it would fit.

    page notes    greetings, calls to action, notes about the page (`cues.BOILERPLATE`)
    sections      all that stands under headings such as "Related posts" (`cues.DEAD_HEADING`)
    links         a sentence or a list that is nothing but links
    title         the title again, or another form of it in a short line of its own, at the head
    raw markup    blocks of HTML
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from newsletter.abridgement import cues
from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)
from newsletter.abridgement.keywords import find_terms

MAX_HEADLINE_CHARS = (
    64  # a title with its subtitle; a first paragraph of prose is longer
)
TITLE_SHARE = 0.8  # of the terms of a line without a full stop stand in the title: it is the title

_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_FULL_STOPS = ("。", ".")
_QUESTION_MARKS = ("？", "?")
_END_MARKS = (*_FULL_STOPS, "！", "!", *_QUESTION_MARKS)


def find_boilerplate(
    article: ParsedArticle, language: str, title: str
) -> frozenset[int]:
    """Return the numbers of the candidates that go first.

    Args:
        article: The article, cut.
        language: BCP 47 tag.
        title: Title of the article; "" for none.
    """
    found = _find_headline(article)
    found |= {
        candidate.number
        for candidate in article.candidates
        if _stands_in_dead_section(article, candidate)
        or _is_page_note(candidate)
        or _is_title(candidate, title, language)
    }
    return frozenset(found)


def _stands_in_dead_section(
    article: ParsedArticle, candidate: Candidate
) -> bool:
    return any(
        _is_dead(article.heading_text(block)) for block in candidate.headings
    )


@lru_cache(
    maxsize=256
)  # a heading is asked about once for each candidate under it
def _is_dead(heading: str) -> bool:
    return bool(cues.DEAD_HEADING.search(heading))


def _is_page_note(candidate: Candidate) -> bool:
    """Tell whether a candidate is about the page: a notice, links alone, or HTML."""
    match candidate.kind:
        case CandidateKind.SENTENCE:
            first = "".join(candidate.parts[:1])
            if first and cues.BOILERPLATE.is_in(first):
                return True
            return _are_links((candidate.text,))
        case CandidateKind.LIST:
            lines = candidate.text.split("\n")
            items = [_LIST_MARK.sub("", line) for line in lines]
            return _are_links(tuple(filter(str.strip, items)))
        case _:
            return candidate.kind is CandidateKind.HTML


def _are_links(texts: Collection[str]) -> bool:
    """Tell whether there is a text, and each is a link and nothing else."""
    found = [text for text in texts if cues.LINK_ONLY.fullmatch(text)]
    return 0 < len(found) == len(texts)


def _is_title(candidate: Candidate, title: str, language: str) -> bool:
    """The title again, as a sentence at the head of the text: its reader has just read it."""
    at_head = candidate.number <= 1 and candidate.kind is CandidateKind.SENTENCE
    if not at_head or not title or not candidate.parts:
        return False
    terms = set(find_terms(" ".join(candidate.parts), language))
    titled = set(find_terms(title, language))
    if candidate.parts[-1].endswith(_FULL_STOPS):
        return False
    return len(terms & titled) >= TITLE_SHARE * len(terms)


def _find_headline(article: ParsedArticle) -> set[int]:
    """Another form of the title in a short line of its own at the head of the text.

    何が変わるのか？現場から読み解く導入 is one. It asks before its end, or has no end mark.
    """
    first = _find_first_passage(article.candidates)
    if not first or first[0].headings or len(first) == len(article.candidates):
        return set()
    kinds = {candidate.kind for candidate in first}
    if kinds != {CandidateKind.SENTENCE}:
        return set()
    parts: list[str] = []
    for candidate in first:
        parts += map(str.strip, candidate.parts)
    if not _reads_as_headline(parts):
        return set()
    return {candidate.number for candidate in first}


def _find_first_passage(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of the passage that the text begins with."""
    return [
        candidate
        for candidate in candidates
        if candidate.passage == candidates[0].passage
    ]


def _reads_as_headline(parts: Sequence[str]) -> bool:
    """Tell whether a short text asks before its end, or has no end mark."""
    if not parts or sum(map(len, parts)) > MAX_HEADLINE_CHARS:
        return False
    if not parts[-1].endswith(_END_MARKS):
        return True
    return any(part.endswith(_QUESTION_MARKS) for part in parts[:-1])
