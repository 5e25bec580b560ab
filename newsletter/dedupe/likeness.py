"""Decide whether two segments say the same, and how surely.

Measured on 1,949 true variants and 45,690 sentences of clean posts (share of variants found;
false positives in 10,000 sentences):

    ratio ≥ .90                                          .45     1.1
    ratio ≥ .86                                          .58     5.0
    bigram containment ≥ .95                             .89     8.3
    free: ratio ≥ .86, or containment ≥ .95 with ratio
        ≥ .64; same numbers; ≥ 22 characters             .845    1.5
    only between two matched neighbours: ratio ≥ .60
        or containment ≥ .85                             .968   74

Hence two thresholds: a free one for a segment that matches on its own, and a lower one that is
asked only between two neighbours that match. Later variants are usually longer, so containment
counts beside the symmetric ratio. Numbers and names guard both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from newsletter.dedupe.keys import count_shared
from newsletter.dedupe.segment import (
    BOX_MARK,
    SENTENCES,
    SHORT,
    TITLES,
    Kind,
    Segment,
)

FREE_RATIO = 0.86
FREE_CONTAINED = 0.95
FREE_CONTAINED_RATIO = 0.64
FREE_SIZE = 22.0
BETWEEN_RATIO = 0.60
BETWEEN_CONTAINED = 0.85
BETWEEN_CONTAINED_RATIO = 0.30
ALONE_RATIO = 0.90  # without a neighbour that matches; 1.1 false in 10,000, fewer with equal facts
MIN_STUB = (
    2.0  # weight of a cut piece that may be recognised beside its neighbours
)
MIN_FAR_STUB = 8.0  # the same anywhere else

# A quotation mark is gone from the key, so a topic may begin some characters before the difference.
MAX_TOPIC_LEAD = 4
MAX_TOPIC = 12  # characters; the longest of the names in the posts that stand before a particle
_NOUN = re.compile(
    "[\u30a1-\u30ff\u4e00-\u9fffa-z0-9]"
)  # この and その speak of the same
# 工場 and 劇場 share their end: up to two letters may stand before the particle.
_PARTICLE = re.compile(
    "[^\u3041-\u3096]{0,2}(?:は|が|を|に|で|の|と|も|や|へ|から|まで)"
)

# More than 75% of the firms are many of them: an amount is told more exactly, no other thing.
_VAGUE = re.compile("(?:多く|多数|数多く|大半|大多数|大部分|ほとんど)")

_QUOTE_END = re.compile(r"[^。！？!?.…」』）)][」』）)]\s*$")
_SENTENCES_AND_LABELS = SENTENCES | {Kind.LABEL}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two segments are alike.

    Attributes:
        how: `equal`, `near`, `stub` (the first is a cut of the second) or `whole` (the reverse).
        similarity: 0 to 1.
    """

    how: str
    similarity: float


def may_match(one: Segment, other: Segment) -> bool:
    """Tell whether two kinds can stand for each other.

    A heading can stand for a bold label and a sentence for a list item, but an entry of a table of
    contents for no heading.
    """
    if one.kind is other.kind:
        return True
    kinds = {one.kind, other.kind}
    return kinds.issubset(_SENTENCES_AND_LABELS) or kinds.issubset(TITLES)


def is_equal(one: Segment, other: Segment) -> bool:
    """Tell whether keys, kinds and links agree; what a person kept is no repeat of anything."""
    if other.kept:
        return False
    if one.key != other.key:
        return False
    if not may_match(one, other):
        return False
    return _links_agree(one, other)


def compare(one: Segment, other: Segment, *, between: bool) -> Likeness | None:
    """Return how two segments are alike, or None.

    Args:
        one: A segment of the manuscript.
        other: A segment that may repeat it.
        between: They stand between two neighbours that match: the lower threshold holds.
    """
    if not one.key or not other.key or other.kept:
        return None
    if not may_match(one, other):
        return None
    if not _links_agree(one, other):
        return None
    if one.key == other.key:
        return Likeness("equal", 1.0)
    return _compare_cut(one, other, between) or _compare_wording(
        one, other, between
    )


def _compare_cut(
    one: Segment, other: Segment, between: bool
) -> Likeness | None:
    """A piece cut off at its end (no end mark) and the segment that completes it.

    Tags and definitions are no text that a call could have cut: [a]: and [a b]: begin alike.

    Args:
        one: A segment of the manuscript.
        other: A segment that may complete it, or be a cut of it.
        between: Their neighbours match, so a shorter piece is believed.
    """
    if Kind.OTHER in (one.kind, other.kind):
        return None
    small, large = sorted((one, other), key=lambda segment: len(segment.key))
    how = "whole" if small is one else "stub"
    at_least = MIN_STUB if between else MIN_FAR_STUB
    if not may_be_cut(small):
        return None
    if small.size < at_least:
        return None
    if not large.key.startswith(small.key):
        return None
    return Likeness(how, len(small.key) / len(large.key))


def may_be_cut(segment: Segment) -> bool:
    """Tell whether a call may have stopped at the end of a segment, also behind a quotation.

    The text of a box is whole, whatever it ends with: another box may say more.
    """
    if BOX_MARK.match(segment.text):
        return False
    if not segment.is_complete:
        return True
    if segment.size < SHORT:
        return False
    return _QUOTE_END.search(segment.text) is not None


def _compare_wording(
    one: Segment, other: Segment, between: bool
) -> Likeness | None:
    """How alike the wordings of two sentences are; None if not alike.

    Args:
        one: A segment of the manuscript.
        other: A segment that may say the same.
        between: Their neighbours match, so the lower threshold holds.
    """
    if (
        one.kind not in _SENTENCES_AND_LABELS
        or other.kind not in _SENTENCES_AND_LABELS
    ):
        return None
    if may_differ_in_topic(one, other):
        return None
    ratio = fuzz.ratio(one.key, other.key) / 100
    contained = measure_share(one, other)
    if between:
        is_alike = _is_alike_between(ratio, contained)
    else:
        is_long = min(one.size, other.size) >= FREE_SIZE
        is_alike = is_long and _is_alike_alone(ratio, contained)
    if not is_alike:
        return None
    return Likeness("near", max(ratio, contained))


def _is_alike_between(ratio: float, contained: float) -> bool:
    """Tell whether two sentences between known neighbours are alike."""
    if ratio >= BETWEEN_RATIO:
        return True
    if contained < BETWEEN_CONTAINED:
        return False
    return ratio >= BETWEEN_CONTAINED_RATIO


def _is_alike_alone(ratio: float, contained: float) -> bool:
    """Tell whether two sentences are alike that nothing else speaks for."""
    if ratio >= FREE_RATIO:
        return True
    if contained < FREE_CONTAINED:
        return False
    return ratio >= FREE_CONTAINED_RATIO


def may_differ_in_topic(one: Segment, other: Segment) -> bool:
    """Tell whether the same may be said of two things, or one has facts that the other lacks."""
    if not _facts_agree(one, other):
        return True
    return _topics_differ(one.key, other.key)


def _topics_differ(one: str, other: str) -> bool:
    """Tell whether the same is said of two things.

    The sentences then differ only in what stands before their first particle:
    東の工場を市長が訪れた and 北の灯台を市長が訪れた are 90 % alike and two facts. Names in Latin
    letters and numbers have their own guard.
    """
    start = count_shared(one, other)
    if start > MAX_TOPIC_LEAD:
        return False
    n_same_end = count_shared(one[::-1], other[::-1])
    rest = one[len(one) - n_same_end :]
    if _PARTICLE.match(rest) is None:
        return False
    topics = (
        one[start : len(one) - n_same_end],
        other[start : len(other) - n_same_end],
    )
    if any(map(_VAGUE.fullmatch, topics)):
        return False
    return all(map(_is_topic, topics))


def _is_topic(text: str) -> bool:
    """Tell whether a text is a short noun: what a sentence is about."""
    if len(text) > MAX_TOPIC:
        return False
    return _NOUN.search(text) is not None


def says_more(new: Segment, old: Segment) -> bool:
    """Tell whether `new` should stand in place of `old`.

    It should where it is complete and the other is cut, or where it is longer, as long as no fact
    of the other gets lost. Of two wordings of which one holds the other, the longer one says more,
    end mark or not.

    Args:
        new: The wording that was found later.
        old: The wording that stands.
    """
    if new.key == old.key:
        if new.links > old.links:
            return True
        return new.is_complete and not old.is_complete
    if new.key in old.key:
        return False
    if new.is_complete != old.is_complete:
        return new.is_complete and holds_facts(new, old)
    if len(new.key) <= len(old.key):
        return False
    return holds_facts(new, old)


def holds_facts(whole: Segment, part: Segment) -> bool:
    """Tell whether every number, name and link of `part` is in `whole`."""
    if not _is_within(part.numbers, whole.numbers):
        return False
    if not part.names.issubset(whole.names):
        return False
    return part.links <= whole.links


def _facts_agree(one: Segment, other: Segment) -> bool:
    """One of the two holds all facts of the other, so dropping the other loses none."""
    if holds_facts(one, other):
        return True
    return holds_facts(other, one)


def _links_agree(one: Segment, other: Segment) -> bool:
    """Tell whether one of two segments has all links of the other."""
    if one.links.issubset(other.links):
        return True
    return other.links.issubset(one.links)


def _is_within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether a text has each figure of a part, as many times."""
    left = list(whole)
    for number in part:
        if number not in left:
            return False
        left.remove(number)
    return True


def measure_share(one: Segment, other: Segment) -> float:
    """Return the share of the bigrams of the shorter that the longer has too."""
    small, large = sorted((one.bigrams, other.bigrams), key=len)
    return len(small & large) / len(small) if small else 0.0
