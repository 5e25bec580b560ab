"""Find sentences that were cut off: a paragraph that stops in the middle ends no abridgement."""

from __future__ import annotations

import re

from newsletter.abridgement.candidates import Candidate, CandidateKind, ParsedArticle

MIN_SHARE = 0.8  # of the paragraphs of an article that end in an end mark: then the others are torn
MIN_PARAGRAPHS = 3  # paragraphs below which nothing can be said of a habit

_ENDS = re.compile(r"[。．.!?！？…‥:：;；—―~〜♪)）\]】」』”\"'’`|>*_\d]\W*$")


def find_torn(article: ParsedArticle) -> frozenset[int]:
    """Return the numbers of the sentences that end their paragraph without an end.

    Only an article whose paragraphs end in an end mark is judged: a poem or a page of labels has its
    own ways.

    Args:
        article: The article, cut.
    """
    last = _last_sentences(article)
    torn = [candidate for candidate in last if not _ENDS.search(candidate.parts[-1])]
    if len(last) < MIN_PARAGRAPHS or len(torn) > (1 - MIN_SHARE) * len(last):
        return frozenset()
    return frozenset(candidate.number for candidate in torn)


def _last_sentences(article: ParsedArticle) -> list[Candidate]:
    """The last sentence of every paragraph of prose."""
    by_passage: dict[int, Candidate] = {}
    for candidate in article.candidates:
        is_prose = candidate.kind is CandidateKind.SENTENCE and candidate.whole is None
        if is_prose and candidate.parts:
            by_passage[candidate.passage] = candidate
    return list(by_passage.values())
