"""Take out the beginning of a sentence that never came, where it leaves nothing to say.

A call breaks off after "Of course," or "the risks of AI", and what the next call wrote stands
elsewhere. Such a beginning goes where

- it has no word of its own, but ends where more must come: an opening, a pronoun, a letter; or
- each of its words stands in one whole sentence of the post, which it then only began to repeat.

Every other one stays and is told. So does one behind which its other half may stand: what follows
in the source across a break, and does not open as a sentence opens. All this asks for evidence that
the post was written in calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsletter.dedupe.joints import opens_with_conjunction
from newsletter.dedupe.keys import find_words, has_words
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.proofs import as_removal
from newsletter.dedupe.segment import Break, Kind, Segment, strip_marks
from newsletter.model import Removal, RemovalKind

MAX_OPENING_SIZE = 6.0  # weight of a beginning that has no word of its own
MIN_WORDS = 3  # that a beginning must share with the sentence that says it
_BARE_OPENING = re.compile(
    r"(?:例えば|たとえば|しかし|また|さらに|そして|具体的には|まず|次に|つまり"
    r"|もちろん|特に|一方|他にも|将来的には|最終的には|個人的には"
    r"|For example|However|In addition|Of course)[、，,]"
)
# ではまた, つづく and おしまい have no mark either, and say all that they have to.
_MUST_GO_ON = re.compile(
    r"(?:[はがをの、，,]|(?<=[、，])[ァ-ヺ\u4e00-\u9fff])\s*$"
)
_MAY_FOLLOW = frozenset({Kind.SENTENCE, Kind.HEADING, Kind.RULE})
_OPENS_QUOTE = (">", "「", "|")


def drop_cut_starts(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> list[Removal]:
    """Take out what is no more than the beginning of a sentence.

    Args:
        manuscript: The passages; what goes is taken out.
        segments: All segments of the source in order.

    Returns:
        A removal for each beginning that said nothing. One that another sentence says is dropped
        for that one.
    """
    followers = {id(one): after for one, after in pairwise(segments)}
    removals: list[Removal] = []
    for passage in list(manuscript.passages):
        if not _is_cut_start(passage):
            continue
        follower = followers.get(id(passage.place))
        if _BARE_OPENING.fullmatch(passage.segment.text.strip()):
            removals.append(_take_out(manuscript, passage))
            continue
        if follower is not None and _may_go_on(follower):
            continue
        if _says_nothing(passage.segment):
            removals.append(_take_out(manuscript, passage))
            continue
        twin = _find_saying(manuscript, passage)
        if twin is not None:
            rule = "end-said" if _is_last(passage) else "cut-said"
            manuscript.absorb(passage, twin, rule)
    return removals


def _is_cut_start(passage: Passage) -> bool:
    """Tell whether a passage is running text that stops before its end, with nothing to open."""
    segment = passage.segment
    if segment.kept or not segment.is_cut or not segment.key:
        return False
    after = passage.below
    if after is None:
        return True
    if after.home == passage.home or after.segment.kind not in _MAY_FOLLOW:
        return False
    return not after.segment.text.lstrip().startswith(_OPENS_QUOTE)


def _says_nothing(segment: Segment) -> bool:
    """Tell whether a beginning has no word of its own, and something must follow it."""
    if segment.size > MAX_OPENING_SIZE:
        return False
    if not _MUST_GO_ON.search(segment.text):
        return False
    return not find_words(strip_marks(segment.text))


def _take_out(manuscript: Manuscript, passage: Passage) -> Removal:
    """Take out a beginning that says nothing."""
    rule = "bare-end" if _is_last(passage) else "bare-opening"
    manuscript.remove(passage)
    reason = "the beginning of a sentence that never came"
    return as_removal([passage.place], RemovalKind.REPAIR, rule, reason)


def _is_last(passage: Passage) -> bool:
    """Tell whether nothing follows a passage."""
    return passage.below is None


def _may_go_on(follower: Segment) -> bool:
    """Tell whether what follows in the source may be the other half of a cut sentence."""
    if follower.gap is Break.NONE or not follower.is_running_text:
        return False
    return not opens_with_conjunction(follower.text.lstrip())


def _find_saying(manuscript: Manuscript, passage: Passage) -> Passage | None:
    """The whole sentence that has every word of a beginning; None if none has."""
    words = find_words(strip_marks(passage.segment.text))
    if len(words) < MIN_WORDS:
        return None
    for other in _find_sentences(manuscript):
        if has_words(other.segment.text, words):
            return other
    return None


def _find_sentences(manuscript: Manuscript) -> Iterator[Passage]:
    """The whole sentences of running text."""
    for passage in manuscript.passages:
        if passage.segment.is_full:
            yield passage
