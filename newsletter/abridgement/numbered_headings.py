"""Find numbered headings (1. … 2. … 3. …): a reader who sees 1 and 3 looks for what was cut.

Headings under one heading, labels, or paragraphs that begin with a number, are a row when they
count from one on in the same form ("1.", "Step 1:", 第1章, ①). A member is there when something
under it is. All or none of them, as of a row in prose (`series`), would be the whole article or
nothing of it: so a hole costs, and is filled with one sentence or cut off with what is behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)

_NUMBERED = re.compile(
    r"^\W*?(?P<form>[^\W\d]{0,8}[ #]{0,2})"
    r"(?P<number>\d{1,2}|[一二三四五六七八九十]|[①-⑳])"
    r"(?P<end>[.．](?!\d)|[:：、,)）\]】章節部位]|つ目|\s|$|(?<=[①-⑳]))"
)
_NUMBERED_SENTENCE = re.compile(
    r"^\W*(?P<form>)(?P<number>\d{1,2})(?P<end>[.．:：、)）](?!\d))"
)
_HAN_NUMBERS = "一二三四五六七八九十"

# A member: the numbers of the candidates under it.
Member = tuple[int, ...]


class _Key(NamedTuple):
    """What the headings of one row have in common."""

    over: tuple[object, ...]
    form: str
    end: str


def find_numbered_rows(
    article: ParsedArticle,
) -> tuple[tuple[Member, ...], ...]:
    """Return the rows of numbered headings, labels and paragraphs, each with its members.

    A row has two members or more and counts from 1 without a hole of its author's.
    """
    members: dict[object, list[int]] = {}
    rows: dict[_Key, list[list[int]]] = {}
    for candidate in article.candidates:
        if candidate.kind is CandidateKind.IMAGE:
            continue
        for over, heading in _find_over(candidate):
            if heading not in members:
                members[heading] = []
                text = article.get_text_over(heading)
                found = _NUMBERED.match(text)
                _count(found, over, members[heading], rows)
            members[heading].append(candidate.number)
        if candidate.kind is CandidateKind.SENTENCE and candidate.parts:
            found = _NUMBERED_SENTENCE.match(candidate.parts[0])
            over = (*candidate.headings, candidate.label)
            _count(found, over, [candidate.number], rows)
    counted = (row for row in rows.values() if len(row) > 1)
    return tuple(tuple(map(tuple, row)) for row in counted)


def _count(
    found: re.Match[str] | None,
    over: tuple[object, ...],
    member: list[int],
    rows: dict[_Key, list[list[int]]],
) -> None:
    """Add a member to the row that it goes on with, or begin one with it."""
    if not found:
        return
    key = _Key(over, found["form"].strip().casefold(), found["end"].strip())
    row = rows.get(key, [])
    if _read_number(found["number"]) == len(row) + 1:
        rows[key] = [*row, member]


def _find_over(
    candidate: Candidate,
) -> Iterator[tuple[tuple[object, ...], object]]:
    """Yield each heading and the label over a candidate, with what stands over it."""
    for at, heading in enumerate(candidate.headings):
        yield candidate.headings[:at], heading
    if candidate.label is not None:
        yield (*candidate.headings, None), candidate.label


def _read_number(text: str) -> int:
    """What a number stands for, in digits, in a circle or in Han."""
    if text in _HAN_NUMBERS:
        return _HAN_NUMBERS.index(text) + 1
    return int(unicodedata.numeric(text)) if len(text) == 1 else int(text)


class ShownMembers:
    """Which members of numbered rows are there, as one place after the other comes or goes.

    Args:
        rows: The places under each member, whatever they are numbers of.
    """

    def __init__(self, rows: Iterable[Sequence[Member]]) -> None:
        self._rows = list(rows)
        self._n_kept = [[0] * len(row) for row in self._rows]
        self._of: dict[int, list[tuple[int, int]]] = {}
        for row, members in enumerate(self._rows):
            for member, places in enumerate(members):
                for place in places:
                    self._of.setdefault(place, []).append((row, member))

    def __contains__(self, place: int) -> bool:
        return place in self._of

    def change(self, place: int, sign: int) -> int:
        """Count a place that comes (1) or goes (-1); return how many holes more there are."""
        n_more = 0
        for row, member in self._of[place]:
            n_kept = self._n_kept[row]
            n_before = count_holes(n_kept)
            n_kept[member] += sign
            n_more += count_holes(n_kept) - n_before
        return n_more

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def has_hole(self, row: int) -> bool:
        """Tell whether a row skips a number, or has only its first."""
        return count_holes(self._n_kept[row]) > 0

    def find_missing(self, row: int) -> list[Member]:
        """The places under each member that a row lacks up to its last one, or to its second."""
        n_kept = self._n_kept[row]
        last = max(1, *(at for at, n in enumerate(n_kept) if n))
        return [
            places
            for at, places in enumerate(self._rows[row])
            if at <= last and not n_kept[at]
        ]

    def find_behind_hole(self, row: int) -> list[int]:
        """The places of the members behind the first hole; of a first alone its own."""
        n_kept = self._n_kept[row]
        first = n_kept.index(0) if any(n_kept[1:]) else 0
        return list(chain.from_iterable(self._rows[row][first:]))

    def find_lone(self, kept: Collection[int]) -> frozenset[int]:
        """Of kept places those that are all there is of a member."""
        return frozenset(filter(self._is_lone, kept))

    def _is_lone(self, place: int) -> bool:
        """Tell whether a kept place is all there is of a member."""
        members = self._of.get(place, ())
        return any(self._n_kept[row][member] == 1 for row, member in members)


def count_holes(n_kept: Sequence[int]) -> int:
    """How many members follow on one that is missing; a first alone waits for its second.

    >>> count_holes([1, 1, 0]), count_holes([1, 0, 1]), count_holes([1, 0, 0])
    (0, 1, 1)
    """
    n_holes = sum(1 for before, here in pairwise(n_kept) if here and not before)
    is_lone = n_kept[0] and not any(n_kept[1:])
    return n_holes + bool(is_lone)
