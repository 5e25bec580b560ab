"""Join a cut sentence with the call that goes on with it, before anything is called a repeat.

A call may begin with the last clause of the one before: "he found that the last page" and, some
lines below, "the last page of the report was blank." Where a restart, a copy or what the machine
said stands between the two, they are no neighbours, and the second is soon taken for another
wording of something else. So the two are joined first. It asks for a break, for a long clause and
for evidence that the post was written in calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from newsletter.dedupe.joints import Joint, find_overlap, glue_segments
from newsletter.dedupe.keys import make_key, measure
from newsletter.dedupe.segment import Break, Segment

MAX_AHEAD = 40  # segments from a cut sentence to the call that goes on with it
MIN_REPEATED = 12.0  # weight of the clause with which that call begins
_OPENING_MARKS = " 　.…「"


def join_continued(
    segments: Sequence[Segment],
) -> tuple[list[Segment], list[Joint]]:
    """Return the segments with each cut sentence joined with its continuation, and the joints."""
    left: list[Segment | None] = list(segments)  # none where one was taken out
    joints: list[Joint] = []
    for at, segment in enumerate(segments):
        if not _may_be_continued(segment):
            continue
        found = _find_tail(left, at, segment)
        if found is None:
            continue
        number, tail = found
        text = _join_texts(segment, tail)
        joints.append(Joint(segment, tail))
        left[at] = glue_segments(segment, tail, text)
        left[number] = None
        _close_up(tail, _find_below(left, number))
    return [one for one in left if one is not None], joints


def _may_be_continued(segment: Segment) -> bool:
    """Tell whether a segment is running text that stops before its end."""
    return segment.is_cut and not segment.kept


def _find_below(
    left: Sequence[Segment | None], at: int
) -> Iterator[tuple[int, Segment]]:
    """What is left below a place, with its number."""
    for number in range(at + 1, len(left)):
        segment = left[number]
        if segment is not None:
            yield number, segment


def _find_tail(
    left: Sequence[Segment | None], at: int, cut: Segment
) -> tuple[int, Segment] | None:
    """The number and the segment that goes on with the cut one at a place; None if none does."""
    head = cut.text.rstrip()
    # The next one is joined when the post has been merged.
    for number, other in islice(_find_below(left, at), 1, 1 + MAX_AHEAD):
        if not _may_begin_call(cut, other):
            continue
        if _repeats_end(head, other.text.lstrip(_OPENING_MARKS)):
            return number, other
    return None


def _may_begin_call(cut: Segment, other: Segment) -> bool:
    """Tell whether a call may have begun with a sentence, in another paragraph than a cut one."""
    if other.gap is Break.NONE or other.kept:
        return False
    return other.paragraph != cut.paragraph and other.is_full


def _repeats_end(head: str, tail: str) -> bool:
    """Tell whether a text begins with the last clause of another, and not with all of it."""
    n_shared = find_overlap(head, tail, int(MIN_REPEATED))
    if not 0 < n_shared < len(head):
        return False
    return measure(make_key(tail[:n_shared])) >= MIN_REPEATED


def _join_texts(cut: Segment, other: Segment) -> str:
    """The text of a cut sentence and its continuation, what both say said once."""
    head, tail = cut.text.rstrip(), other.text.lstrip(_OPENING_MARKS)
    return head + tail[find_overlap(head, tail, int(MIN_REPEATED)) :]


def _close_up(gone: Segment, below: Iterator[tuple[int, Segment]]) -> None:
    """Leave the break before what was taken out; its paragraph begins with what stands below."""
    found = next(below, None)
    if found is None:
        return
    _, after = found
    if after.paragraph == gone.paragraph:
        after.spacing = gone.spacing
    if after.gap is Break.NONE:
        after.gap = gone.gap
