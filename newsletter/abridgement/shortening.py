"""Tell what an abridgement may keep of a list or a table: all, the first parts, or single items.

    whole    steps, short labels, anything announced by its number: with all its items or not at all
    first    a list or table that would take over the text: its first items or rows, then "…"
    single   an unordered list whose items are statements: paragraphs with a mark before them

A list of sixty notes is neither left out, which leaves an empty mail, nor put in, which leaves nothing
else. Of a list of statements editors take what matters: in 163 abridgements they kept some items of
90 lists, and all items of 13.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Sequence

from newsletter.abridgement.candidates import Candidate, CandidateKind, ParsedArticle
from newsletter.language.scripts import count_cjk

MAX_SHARE = 0.35  # of the budget that one list may take while there is other text
MIN_PARTS = 2  # items below which a list says nothing
MIN_CUT = 2  # items for which "…" is worth a line
MORE = "…"  # what stands for the rest of a list or table
MIN_STATEMENT_SIZE = 12  # words, two characters of Japanese to a word: shorter items are labels
MIN_STATEMENTS = 3

_UNORDERED = re.compile(r"\s*[-*+]\s")
_COUNT = re.compile(
    r"[2-9２-９二三四五六七八九]\s?(?:つ|点|個|項目|段階|ステップ|種類|か条)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|[2-9])\s+(?:\w+\s+)?"
    r"(?:steps?|things?|ways?|points?|reasons?|rules?|kinds?|types?|parts?|options?)\b",
    re.I,
)


def find_shortened(
    article: ParsedArticle,
    measure: Callable[[str], float],
    budget: float,
    skipped: Collection[int] = (),
) -> dict[int, int]:
    """Return candidate → how many of its parts may stand, for those that are too long.

    Args:
        article: The article, cut.
        measure: Plain text → length in the unit of the budget.
        budget: Length of the abridgement.
        skipped: Candidates that are not shortened: an editor wants them whole, or item by item.
    """
    lengths = {
        candidate.number: [measure(part) for part in candidate.parts]
        for candidate in article.candidates
    }
    total = math.fsum(math.fsum(parts) for parts in lengths.values())
    found: dict[int, int] = {}
    for candidate in article.candidates:
        if candidate.number in skipped or not _can_shorten(candidate):
            continue
        own = math.fsum(lengths[candidate.number])
        room = max(MAX_SHARE * budget, budget - (total - own))
        if own > room:
            n_parts = _n_fitting(article, candidate, lengths[candidate.number], room)
            if n_parts <= len(candidate.parts) - MIN_CUT:
                found[candidate.number] = n_parts
    return found


def _can_shorten(candidate: Candidate) -> bool:
    """Tell whether a candidate is a list or a table of which the first parts say something."""
    if len(candidate.parts) < MIN_PARTS + MIN_CUT:
        return False
    if candidate.kind is CandidateKind.TABLE:
        return True
    return candidate.kind is CandidateKind.LIST and len(candidate.runs) == len(candidate.parts)


def _n_fitting(
    article: ParsedArticle, candidate: Candidate, lengths: Sequence[float], room: float
) -> int:
    """The most parts that fit and can be cut after; at least two items, or a row under its head."""
    fitting = MIN_PARTS
    used = math.fsum(lengths[:MIN_PARTS])
    for n_parts in range(MIN_PARTS + 1, len(lengths)):
        used += lengths[n_parts - 1]
        if used > room:
            break
        if _can_cut(article, candidate, n_parts):
            fitting = n_parts
    return fitting


def _can_cut(article: ParsedArticle, candidate: Candidate, n_parts: int) -> bool:
    """A list is cut before an item of its outermost level: nothing stands under a cut item."""
    if candidate.kind is CandidateKind.TABLE:
        return True
    outermost = article.blocks[candidate.runs[0].block].depth
    return article.blocks[candidate.runs[n_parts].block].depth <= outermost


def find_statement_lists(article: ParsedArticle) -> frozenset[int]:
    """Return the lists whose items may be chosen one by one."""
    found: set[int] = set()
    before: Candidate | None = None
    for candidate in article.candidates:
        is_list = candidate.kind is CandidateKind.LIST
        if is_list and not _is_counted(before) and _holds_statements(article, candidate):
            found.add(candidate.number)
        before = candidate
    return frozenset(found)


def _is_counted(before: Candidate | None) -> bool:
    """Tell whether the sentence before a list says how many items it has."""
    return before is not None and bool(before.parts) and bool(_COUNT.search(before.parts[-1]))


def _holds_statements(article: ParsedArticle, candidate: Candidate) -> bool:
    if len(candidate.parts) < MIN_STATEMENTS or len(candidate.runs) != len(candidate.parts):
        return False
    depths = {article.blocks[run.block].depth for run in candidate.runs}
    if len(depths) > 1 or len({run.block for run in candidate.runs}) < len(candidate.runs):
        return False
    first_lines = [
        article.lines[article.blocks[run.block].lines.first - 1] for run in candidate.runs
    ]
    if not all(_UNORDERED.match(line) for line in first_lines):
        return False
    sizes = [count_cjk(part) / 2 + len(part.split()) for part in candidate.parts]
    return sum(sizes) / len(sizes) >= MIN_STATEMENT_SIZE
