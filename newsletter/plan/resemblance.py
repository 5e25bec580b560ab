"""Recognise an article that stands in the archive already, under another title or date.

A post is a set of shingles: every run of 8 letters or digits of its text, case and width folded,
everything else left out, so that punctuation, emphasis and line breaks do not matter. Two posts are
as alike as their sets overlap (Jaccard: shared ÷ all, 0..1). That is exact and can be explained,
but comparing all pairs of an archive is not possible; so candidates are found first and only they
are compared exactly:

    text ─▶ shingles ─▶ sketch ───────▶ bands ─────▶ posts that ──▶ exact overlap ─▶ verdict
                        192 minima      48 of 4:     share a band:  text against
                        by one          keys in      read again,    text
                        permutation     the ledger   few

Two posts share a band with probability 1-(1-s⁴)⁴⁸ at likeness s: 0.05 % at 0.06, 71 % at 0.4, 95 %
at 0.5, 99.9 % at 0.6, certain above. A false candidate costs one comparison and nothing else.

Why shingles of letters and not sentences: a republished article is often touched up, a word here
and there, and one changed word makes a new sentence but only 8 new shingles. Why 8: Japanese has no
spaces, 8 letters are two or three words. One permutation hashing (Li, Owen, Zhang 2012; empty bins
borrow as in Shrivastava 2017) needs one hash a shingle where classic MinHash needs 192: 7 ms for an
article of 13,000 letters.

The limit was set on 250 real posts of one site on one subject (benchmarks/run_resemblance.py): of
their 31,125 pairs the most alike two reach 0.094; the same posts with three letters changed in
every sixty lie between 0.44 and 0.73, 248 of 250 found. Posts under 200 letters are never compared:
a short note of every week looks like the last one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from zlib import crc32

from newsletter.language.nfkc import to_nfkc

SHINGLE_CHARS = 8
N_BINS = 192
BAND_ROWS = 4
N_BANDS = N_BINS // BAND_ROWS
LIMIT = 0.4
MIN_LETTERS = 200
# `allow_duplicate: true` in the front matter says that the likeness is meant.
ALLOW_FIELD = "allow_duplicate"
_FIX = f"if that is meant, set {ALLOW_FIELD}: true"

_NO_LETTERS = re.compile(r"[\W_]+")
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How much of two posts is the same.

    Attributes:
        twin: Ref of the other post.
        share: Shared shingles ÷ all, 0..1.
        share_found: Shared shingles ÷ those of the post in question: how much of it stands in the
            twin.
    """

    twin: str
    share: float
    share_found: float

    @property
    def reason(self) -> str:
        """One plain sentence for the editor."""
        return f"{self.share_found:.0%} of its text stands in {self.twin} already; {_FIX}"


def is_reason(text: str) -> bool:
    """Tell whether this is why a post was held that repeats another."""
    return text.endswith(_FIX)


@dataclass(frozen=True, slots=True)
class Rank:
    """What decides which of two twins stays.

    The one that is published, then the older, then the first by name.
    """

    unpublished: bool
    date: datetime
    ref: str

    def __lt__(self, other: Rank) -> bool:
        return (self.unpublished, self.date, self.ref) < (
            other.unpublished,
            other.date,
            other.ref,
        )


def find_letters(text: str) -> str:
    """Return the letters and digits of a text, width and case folded, in order."""
    return _NO_LETTERS.sub("", to_nfkc(text).casefold())


def build_bands(text: str) -> Sequence[int]:
    """Return the keys under which a post is found: one a band, signed 64-bit.

    Empty for a text too short to judge. An array: a run holds those of all new posts, and as
    objects they would take five times as much.
    """
    letters = find_letters(text)
    if len(letters) < MIN_LETTERS:
        return ()
    sketch = _sketch(letters)
    keys = (
        int.from_bytes(
            blake2b(
                repr((first, sketch[first : first + BAND_ROWS])).encode(),
                digest_size=8,
            ).digest(),
            signed=True,
        )
        for first in range(0, N_BINS, BAND_ROWS)
    )
    return array("q", keys)


def compare(ref: str, text: str, twin: str) -> Resemblance:
    """Compare a text with the text of the post `ref`, exactly.

    Args:
        ref: The other post; it becomes `Resemblance.twin`.
        text: The post in question.
        twin: The text of the other post.
    """
    mine, other = _shingles(find_letters(text)), _shingles(find_letters(twin))
    shared = len(mine & other)
    return Resemblance(
        ref, shared / (len(mine | other) or 1), shared / (len(mine) or 1)
    )


def find_twin(found: Iterable[Resemblance]) -> Resemblance | None:
    """Return the most alike post at or above the limit; ties go to the first by ref."""
    alike = [pair for pair in found if pair.share >= LIMIT]
    return min(alike, key=lambda pair: (-pair.share, pair.twin), default=None)


def _shingles(letters: str) -> set[str]:
    """All runs of letters of one length in a text."""
    return {
        letters[first : first + SHINGLE_CHARS]
        for first in range(max(1, len(letters) - SHINGLE_CHARS + 1))
    }


def _sketch(letters: str) -> tuple[int, ...]:
    """The least hash of the shingles that fall into each bin.

    Empty bins borrow from a fixed sequence of others.
    """
    least = [-1] * N_BINS
    for shingle in _shingles(letters):
        mixed = _mix(crc32(shingle.encode()))
        place, rank = mixed % N_BINS, mixed // N_BINS
        if least[place] < 0 or rank < least[place]:
            least[place] = rank
    return tuple(
        value if value >= 0 else _borrow(least, place)
        for place, value in enumerate(least)
    )


def _borrow(least: list[int], place: int) -> int:
    """The value of another bin for an empty one, always of the same."""
    attempt = 0
    while True:
        # ends: the text has MIN_LETTERS, so some bin is filled, and the sequence reaches every bin
        attempt += 1
        other = _mix((place << 20) + attempt) % N_BINS
        if least[other] >= 0:
            return least[other]


def _mix(number: int) -> int:
    """Spread the bits of a number over 64 (finaliser of splitmix64)."""
    number = (
        (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9 + 0x9E3779B97F4A7C15
    ) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)
