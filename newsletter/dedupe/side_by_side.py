"""Take out one of two sentences side by side that differ in a slip of the pen, or in a pronoun.

A call writes a sentence, misspells a word, and writes it again; or it goes on with 彼ら where the
call before had the name. Elsewhere two names that differ are two facts. But nobody writes one long
sentence twice in a row about two things whose names differ in one letter. So of two neighbours, all
else equal,

- one may have a few letters more, none of which denies anything: the longer stays;
- one word may be spelt nearly as the other's: the one that the document has more often stays,
  of equals the first;
- one may begin with a pronoun where the other has a name: the name stays.

It asks for evidence that the post was written in calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rapidfuzz import fuzz

from newsletter.dedupe.keys import count_shared, make_key
from newsletter.dedupe.passages import Manuscript, Passage, climb
from newsletter.dedupe.restated import after_opening
from newsletter.dedupe.segment import Segment

MIN_SIZE = 22.0  # weight of a sentence that nobody writes twice in a row
MAX_APART = 3  # passages; two may stand between
MAX_INSERTED = 3  # letters that one of two has more
MAX_TOPIC_CHARS = 12  # of the name for which a pronoun stands
N_EDGE = 6  # characters that two have in common at their start or end
MIN_WORD_CHARS = 3  # of a word that can be misspelt
MIN_SPELLING = 75  # percent by which a misspelt word is like the right one
_DENIES = re.compile(r"[不非無无未反脱没\d]|な|ず|ぬ|ん|まい|no|un|in|dis")
_PRONOUN = re.compile(r"彼女ら|彼ら|彼女|彼|同社|それら|それ|これら|これ")

_Choice = tuple[Passage, Passage]  # the one that goes, the one that stays


def drop_side_by_side(manuscript: Manuscript) -> None:
    """Take out the worse of two neighbours that are one sentence, written twice."""
    for passage in list(manuscript.passages):
        if not _is_long(passage.segment):
            continue
        for other in _find_neighbours(passage):
            choice = _choose(manuscript, other, passage)
            if choice is not None:
                manuscript.absorb(*choice, "variant")
                break


def _is_long(segment: Segment) -> bool:
    """Tell whether a segment is a whole sentence that nobody writes twice by chance."""
    return segment.size >= MIN_SIZE and segment.is_full


def _find_neighbours(passage: Passage) -> Iterator[Passage]:
    """The long sentences right before a passage that may be the same, the nearest first."""
    for other in islice(climb(passage), MAX_APART):
        is_alike = _share_an_edge(other.segment.key, passage.segment.key)
        if is_alike and _is_long(other.segment):
            yield other


def _share_an_edge(one: str, other: str) -> bool:
    """Tell quickly whether two sentences may be one: they begin or end alike."""
    return one[:N_EDGE] == other[:N_EDGE] or one[-N_EDGE:] == other[-N_EDGE:]


def _choose(
    manuscript: Manuscript, one: Passage, other: Passage
) -> _Choice | None:
    """Which of two neighbours goes and which stays; None where they say two things."""
    a, b = one.segment, other.segment
    if a.kept or b.kept:
        return None
    if (a.links, a.numbers) != (b.links, b.numbers):
        return None
    if a.names == b.names:
        return _choose_longer(one, other)
    return _choose_name(one, other) or _choose_spelling(manuscript, one, other)


def _choose_longer(one: Passage, other: Passage) -> _Choice | None:
    """The shorter goes, if the longer has only some letters more that deny nothing."""
    short, long = sorted(
        (one, other), key=lambda passage: len(passage.segment.key)
    )
    inserted = _find_inserted(short.segment.key, long.segment.key)
    if not 0 < len(inserted) <= MAX_INSERTED:
        return None
    if _DENIES.search(inserted):
        return None
    return short, long


def _find_inserted(short: str, long: str) -> str:
    """The letters that a text has more than another in one place; "" if that is not all."""
    n_same = count_shared(short, long)
    n_more = len(long) - len(short)
    if short[n_same:] != long[n_same + n_more :]:
        return ""
    return long[n_same : n_same + n_more]


def _choose_name(one: Passage, other: Passage) -> _Choice | None:
    """The one with a pronoun goes, if the other has a name there and all else is equal."""
    for gone, stays in ((one, other), (other, one)):
        named = make_key(after_opening(stays.segment))
        key = make_key(after_opening(gone.segment))
        found = _PRONOUN.match(key)
        if found is None:
            continue
        rest = key[found.end() :]
        n_topic = len(named) - len(rest)
        if named.endswith(rest) and n_topic <= MAX_TOPIC_CHARS:
            return gone, stays
    return None


def _choose_spelling(
    manuscript: Manuscript, one: Passage, other: Passage
) -> _Choice | None:
    """The one with the rarer spelling goes, if the two differ in one word spelt nearly alike."""
    word = _find_own_word(one.segment, other.segment)
    again = _find_own_word(other.segment, one.segment)
    if not word:
        return None
    if fuzz.ratio(word, again) < MIN_SPELLING:
        return None
    if one.segment.key.replace(word, again) != other.segment.key:
        return None
    if _count(manuscript, again) > _count(manuscript, word):
        return one, other
    return other, one


def _find_own_word(segment: Segment, other: Segment) -> str:
    """The one name that a sentence has and another lacks; "" if there is not just one."""
    own = segment.names - other.names
    if len(own) != 1:
        return ""
    (word,) = own
    return word if len(word) >= MIN_WORD_CHARS else ""


def _count(manuscript: Manuscript, word: str) -> int:
    """How many passages have a name."""
    return sum(word in passage.segment.names for passage in manuscript.passages)
