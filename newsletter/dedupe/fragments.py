"""Take out lone pieces: the beginning or the end of another passage, and what a call said again.

A call breaks off anywhere, and the next one begins with the sentence that it thinks was cut. What
stands whole elsewhere goes; a piece that nothing completes stays and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rapidfuzz import fuzz

from newsletter.dedupe.keys import make_key
from newsletter.dedupe.likeness import (
    MIN_FAR_STUB,
    MIN_STUB,
    may_be_cut,
    may_match,
)
from newsletter.dedupe.passages import Manuscript, Passage, climb, follow
from newsletter.dedupe.segment import (
    ELLIPSES,
    SENTENCES,
    SHORT,
    TITLES,
    Break,
    Kind,
    Segment,
)

NEAR_STUB = 75  # ratio of a cut piece with the beginning of a passage that is worded otherwise
MAX_COMPARED = 1_000_000  # pieces × passages of a post of calls
MAX_NUMBERS = 4  # lone numbers in a row: as many copies lost their list
MIN_NEAR_STUB = 6.0
MIN_CUT_ECHO = 8.0  # weight of a cut beginning that the next paragraph repeats and completes
MIN_SHORT_ECHO = 8.0  # the same where a call may have begun with it
MIN_ECHO = 25.0  # weight of a sentence that nobody writes twice in a row
MAX_TAIL_STEPS = 12  # segments from a beginning to the call that told the rest
_NUMBERED = re.compile(
    r"(?:\*\*)?\d{1,2}[.．]"
)  # the number of a heading or an item, run into a sentence
_END_MARK = re.compile(r"。|！|？|!|\?|\.(?=\s)")


def drop_cut_echoes(manuscript: Manuscript) -> None:
    """Take out the cut beginning of the sentence that follows whole in the next paragraph."""
    for passage in list(manuscript.passages):
        if not passage.segment.is_cut or passage.segment.size < MIN_CUT_ECHO:
            continue
        whole = passage.below
        if whole is None or not _completes(whole.segment, passage.segment):
            continue
        if passage.segment.size >= SHORT or _follows_sentence(passage):
            manuscript.absorb(passage, whole, "cut-off")


def _completes(whole: Segment, cut: Segment) -> bool:
    """Tell whether a sentence of another paragraph begins with a cut one, and goes on."""
    if whole.kind is not Kind.SENTENCE or whole.paragraph == cut.paragraph:
        return False
    if len(whole.key) <= len(cut.key):
        return False
    return whole.key.startswith(cut.key)


def _follows_sentence(passage: Passage) -> bool:
    """Tell whether a passage stands behind another sentence of its paragraph."""
    before = passage.above
    if before is None or before.segment.kind is not Kind.SENTENCE:
        return False
    return before.segment.paragraph == passage.segment.paragraph


def drop_echoes(manuscript: Manuscript) -> None:
    """Take out a sentence that repeats the one right before it, across a break of paragraphs.

    Calls begin with the last sentence of the call before; nobody writes a long sentence twice in a
    row.
    """
    for passage in list(manuscript.passages):
        segment = passage.segment
        if not segment.is_full or segment.size < MIN_ECHO:
            continue
        before = passage.above
        if before is not None and _is_echo(before.segment, segment):
            manuscript.absorb(passage, before, "repeat")


def drop_short_echoes(manuscript: Manuscript) -> None:
    """Take out a short sentence that opens a paragraph and ends the one right above.

    It may be the last or the last but one there. Without evidence it stays: people take a word up
    again.
    """
    for passage in list(manuscript.passages):
        segment = passage.segment
        if not segment.is_full or segment.size < MIN_SHORT_ECHO:
            continue
        twin = _find_above(passage)
        if twin is not None:
            manuscript.absorb(passage, twin, "repeat")


def _find_above(passage: Passage) -> Passage | None:
    """The same sentence among the last two of the paragraph right above; None if it is not.

    It is not either where the passage does not open a paragraph.
    """
    above = list(islice(climb(passage), 2))
    for other in above:
        if other.home != above[0].home or not other.segment.is_running_text:
            return None
        if other.home == passage.home:
            return None
        if other.segment.key == passage.segment.key:
            return other
    return None


def _is_echo(before: Segment, segment: Segment) -> bool:
    """Tell whether a sentence says the same as the one before it, in another paragraph."""
    if before.key != segment.key:
        return False
    if before.kind is not segment.kind:
        return False
    return before.paragraph != segment.paragraph


def drop_pieces(manuscript: Manuscript) -> None:
    """Take out what a call cut off or beheaded when it stands whole elsewhere."""
    for stub in list(manuscript.stubs):
        if may_be_cut(stub.segment) and manuscript.has(stub):
            whole = _find_completion(manuscript, stub)
            _absorb(manuscript, stub, whole, "cut-off")
    for head in list(manuscript.heads):
        if manuscript.has(head):
            whole = _find_beginning(manuscript, head)
            _absorb(manuscript, head, whole, "beheaded")
    for passage in list(manuscript.passages):
        if _is_lone_number(passage.segment):
            whole = _find_numbered(passage)
            _absorb(manuscript, passage, whole, "cut-off")


def drop_cut_tails(manuscript: Manuscript, segments: Sequence[Segment]) -> None:
    """Take out the rest of a sentence of which the beginning went, since it stands whole elsewhere.

    The call that broke off told the beginning, the next one the rest, however short: together the
    two are the whole sentence, word for word.

    Args:
        manuscript: The passages; the rest is taken out.
        segments: All segments in order; the rest begins a call close behind the beginning.
    """
    order = {id(segment): number for number, segment in enumerate(segments)}
    for dropped in list(manuscript.dropped):
        start, whole = dropped.segment, dropped.twin
        if dropped.rule != "cut-off" or not whole.segment.is_complete:
            continue
        if id(start) not in order:
            continue  # it was given an end mark
        if not whole.segment.key.startswith(start.key):
            continue
        rest = whole.segment.key[len(start.key) :]
        at = order[id(start)]
        for passage in list(manuscript.find_equal(rest)):
            n_apart = order.get(id(passage.place), at) - at
            if not 0 < n_apart <= MAX_TAIL_STEPS:
                continue
            if _begins_call(passage) and manuscript.has(passage):
                manuscript.absorb(passage, whole, "beheaded")


def _begins_call(passage: Passage) -> bool:
    """Tell whether a call may have begun with a sentence."""
    if not passage.place.is_running_text:
        return False
    return passage.place.gap is not Break.NONE


def _is_lone_number(segment: Segment) -> bool:
    """Tell whether nothing but the number of an item or a heading is left of a line."""
    return _NUMBERED.fullmatch(segment.text.strip()) is not None


def _absorb(
    manuscript: Manuscript, passage: Passage, whole: Passage | None, rule: str
) -> None:
    """Drop a passage for the whole one, where there is a whole one."""
    if whole is not None:
        manuscript.absorb(passage, whole, rule)


def _find_numbered(passage: Passage) -> Passage | None:
    """The heading beside a lone number that begins with it, or the list item right behind it."""
    number = make_key(passage.segment.text.strip())
    pattern = re.compile(rf"{number}(?!\d)")
    heading = _find_numbered_heading(passage, pattern)
    if heading is not None:
        return heading
    return _find_numbered_item(passage, pattern)


def _find_numbered_heading(
    passage: Passage, number: re.Pattern[str]
) -> Passage | None:
    """The heading right after or before a lone number that begins with it."""
    for beside in (passage.below, passage.above):
        if beside is None or beside.segment.kind not in TITLES:
            continue
        if number.match(beside.segment.key):
            return beside
    return None


def _find_numbered_item(
    passage: Passage, number: re.Pattern[str]
) -> Passage | None:
    """The list item behind a lone number, past other lone numbers, that begins with it."""
    for after in islice(follow(passage), MAX_NUMBERS):
        if _NUMBERED.fullmatch(after.segment.text.strip()):
            continue
        if after.segment.kind is not Kind.ITEM:
            return None
        if not number.match(after.segment.text.lstrip()):
            return None
        return after
    return None


def _find_completion(manuscript: Manuscript, stub: Passage) -> Passage | None:
    """The passage that begins as the stub does, word for word or nearly."""
    key = stub.segment.key
    for passage in _find_longer(manuscript, stub):
        if passage.segment.key.startswith(key):
            return passage
        if stub.segment.is_complete or stub.segment.size < MIN_NEAR_STUB:
            continue
        if fuzz.ratio(key, passage.segment.key[: len(key) + 1]) >= NEAR_STUB:
            return passage
    return None


def _find_beginning(manuscript: Manuscript, head: Passage) -> Passage | None:
    """The passage that ends as a beheaded one does."""
    for passage in _find_longer(manuscript, head):
        if passage.segment.key.endswith(head.segment.key):
            return passage
    return None


def _find_longer(manuscript: Manuscript, piece: Passage) -> Iterator[Passage]:
    """The passages of which a piece may be a part.

    A short piece may only be a part of what stands close, unless an ellipsis says that it is one;
    so may each, where there are more pieces than any post of calls has.
    """
    for passage in _find_around(manuscript, piece):
        if not may_match(piece.segment, passage.segment):
            continue
        if len(passage.segment.key) > len(piece.segment.key):
            yield passage


def _find_around(manuscript: Manuscript, piece: Passage) -> Iterable[Passage]:
    """The passages among which the whole of a piece is looked for."""
    size = piece.segment.size
    if size < MIN_STUB / 2:
        return ()
    is_elided = piece.segment.text.lstrip().startswith(ELLIPSES)
    n_pieces = len(manuscript.stubs) + len(manuscript.heads)
    is_far = n_pieces * len(manuscript.passages) <= MAX_COMPARED
    if is_far and (is_elided or size >= MIN_FAR_STUB):
        return manuscript.passages
    return (*islice(climb(piece), 1), *islice(follow(piece), 2))


def drop_contained(manuscript: Manuscript) -> None:
    """Take out sentences that stand word for word inside a longer passage of several sentences.

    Such a passage is a quotation, or a label with its text.
    """
    hosts = [
        passage for passage in manuscript.passages if _is_host(passage.segment)
    ]
    for passage in list(manuscript.passages):
        segment = passage.segment
        if not segment.is_running_text:
            continue
        if not segment.is_complete:
            continue
        if segment.size < SHORT:
            continue
        host = _find_host(manuscript, hosts, passage)
        _absorb(manuscript, passage, host, "contained")


def _is_host(segment: Segment) -> bool:
    """Tell whether a segment holds several sentences, each of which may stand elsewhere."""
    if segment.kind not in SENTENCES:
        return False
    return len(_END_MARK.findall(segment.text)) >= 2


def _find_host(
    manuscript: Manuscript, hosts: Sequence[Passage], passage: Passage
) -> Passage | None:
    """A longer passage that still stands and holds this one; None if none does.

    Args:
        manuscript: The passages that still stand.
        hosts: Passages of several sentences.
        passage: A sentence that one of them may hold.
    """
    key = passage.segment.key
    for host in hosts:
        if len(host.segment.key) <= len(key):
            continue
        if key in host.segment.key and manuscript.has(host):
            return host
    return None
