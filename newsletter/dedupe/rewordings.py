"""Take out the sentences that say in nearly the same words what another sentence of the post says.

The merge finds such a sentence where its neighbours match too. A call that tells only one thought
again, in the middle of fresh text, leaves no neighbours. So in the end every sentence of a post
that a machine wrote in calls is compared with those that share its runs of characters.

Measured on the complete sentences of 1,806 in 16 posts that an editor cleaned and of 1,132 in the
clean synthetic ones: no two of them that were meant to stay are as alike as is asked here. In 163
machine posts that were cleaned without this step, 31 pairs are; all that were read say one thing
twice. People do write such pairs, 23 in 8,298 sentences, which is why it asks for evidence first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from rapidfuzz import fuzz

from newsletter.dedupe.likeness import (
    compare,
    holds_facts,
    may_differ_in_topic,
    measure_share,
)
from newsletter.dedupe.passages import (
    Manuscript,
    Passage,
    climb,
    find_few_grams,
)
from newsletter.dedupe.segment import TITLES, Segment

MIN_FREE_SIZE = 30.0  # where the free rule of likeness finds them alike
MIN_SIZE = 34.0  # shorter ones differ in the one word that counts
MIN_RATIO = 0.75
MIN_CONTAINED = 0.80
MIN_BOTH = 1.60  # together: a little less of one asks for more of the other
MIN_CLOSE_SIZE = (
    12.0  # of a sentence that stands twice within MAX_CLOSE passages
)
MAX_CLOSE = 4
MIN_EVER = 64  # percent: the free rule of likeness asks for as much
MUCH_LONGER = 1.15  # a wording so much longer says more


def drop_rewordings(manuscript: Manuscript) -> None:
    """Take out the later of two wordings, or the one that says less."""
    homes: dict[str, list[Passage]] = {}
    for passage in list(manuscript.passages):
        segment = passage.segment
        if segment.size < MIN_CLOSE_SIZE:
            continue
        if not segment.is_full:
            continue
        twin = _find_close_twin(manuscript, passage)
        if twin is not None:
            manuscript.absorb(passage, twin, "repeat")
            continue
        if segment.size < MIN_FREE_SIZE:
            continue
        grams = find_few_grams(segment.key)
        known = [homes[gram] for gram in grams if gram in homes]
        near = _find_near(known, segment)
        _drop_one(manuscript, near, passage)
        for gram in grams:
            homes.setdefault(gram, []).append(passage)


def _find_near(
    known: Sequence[Sequence[Passage]], segment: Segment
) -> list[Passage]:
    """The passages that are as alike as is ever asked, in their order."""
    key = segment.key
    near = [
        passage
        for passage in set[Passage]().union(*known)
        if fuzz.ratio(passage.segment.key, key, score_cutoff=MIN_EVER)
    ]
    return sorted(near, key=_index_of)


def _index_of(passage: Passage) -> int:
    """Where a passage stands."""
    return passage.index


def _drop_one(
    manuscript: Manuscript, earlier: Sequence[Passage], passage: Passage
) -> None:
    """Take out one of two wordings of a thought.

    Args:
        manuscript: The passages; one of the two goes.
        earlier: Passages before this one that may say the same, in order.
        passage: The later passage.
    """
    for other in earlier:
        if not manuscript.has(other):
            continue
        pair = _choose(other, passage)
        if pair is not None:
            gone, stays = pair
            manuscript.absorb(gone, stays, "variant")
            return


def _find_close_twin(
    manuscript: Manuscript, passage: Passage
) -> Passage | None:
    """The same sentence at the head of a paragraph some lines above, in the same section.

    A call began its section a second time. Under two headings it is an answer given twice.
    """
    if not _opens(passage):
        return None
    equal = manuscript.find_equal(passage.segment.key)
    close = takewhile(_is_no_title, islice(climb(passage), MAX_CLOSE))
    for other in reversed(list(close)):
        if other in equal and other.segment.is_full and _opens(other):
            return other
    return None


def _is_no_title(passage: Passage) -> bool:
    """Tell whether a passage is neither a heading nor a label."""
    return passage.segment.kind not in TITLES


def _opens(passage: Passage) -> bool:
    """Tell whether a passage is the first of its paragraph."""
    above = passage.above
    return above is None or above.home != passage.home


def _choose(earlier: Passage, later: Passage) -> tuple[Passage, Passage] | None:
    """Which of two wordings goes and which stays; None where they say two things."""
    one, other = earlier.segment, later.segment
    if one.kept or other.kept:
        return None
    if not _are_alike(one, other):
        return None
    has_all = holds_facts(other, one)
    if has_all and len(other.key) >= MUCH_LONGER * len(one.key):
        return earlier, later
    if holds_facts(one, other):
        return later, earlier
    if has_all:
        return earlier, later
    return None


def _are_alike(one: Segment, other: Segment) -> bool:
    """Tell whether two sentences say the same in other words."""
    likeness = compare(one, other, between=False)
    if likeness and likeness.how in ("equal", "near"):
        return True
    if min(one.size, other.size) < MIN_SIZE:
        return False
    if one.links != other.links:
        return False
    if may_differ_in_topic(one, other):
        return False
    ratio = fuzz.ratio(one.key, other.key) / 100
    if ratio < MIN_RATIO:
        return False
    share = measure_share(one, other)
    if share < MIN_CONTAINED:
        return False
    return ratio + share >= MIN_BOTH
