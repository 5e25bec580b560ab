"""Find headings that lost their mark; take out those that are said again or have nothing below."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, zip_longest

from newsletter.dedupe.keys import make_key
from newsletter.dedupe.nesting import OpenItems, has_nested
from newsletter.dedupe.passages import MIN_GLUED, Manuscript, Passage
from newsletter.dedupe.proofs import as_removal
from newsletter.dedupe.segment import TITLES, Kind, Segment, strip_marks
from newsletter.model import Removal, RemovalKind

MIN_RUN_IN = (
    6.0  # weight of a heading that is known again in front of a sentence
)
MIN_SENTENCE_CHARS = 12
MAX_BROKEN_SIZE = 60.0  # weight of a broken sentence that says nothing alone
MAX_HEADING_SIZE = 60.0  # a longer one has its section run into its line
_HASHES = re.compile(r" {0,3}#{1,6}[ 　]")
_BLANKS = re.compile(r"(?<=\S)[ 　]+(?=\S)")

# A key has the point of 8.1 as a letter of its own.
_LEADING_NUMBER = re.compile(r"^\d{1,3}(?:ʘ\d{1,3})*(?!\d)")
_MAY_BE_HEADING = frozenset({Kind.SENTENCE, Kind.ITEM, Kind.LABEL})


def mark_headings(segments: Sequence[Segment]) -> None:
    """Take a plain line over a paragraph for the heading that it is elsewhere in the document.

    A call may tell a section again without the marks of its heading, glued to the first sentence.
    """
    headings: dict[str, str] = {}
    for segment in segments:
        if segment.kind is not Kind.HEADING:
            continue
        if segment.size < MIN_GLUED:
            continue
        headings[segment.key] = segment.key
        headings[bare_key(segment)] = segment.key
    for number, (segment, after) in enumerate(pairwise(segments)):
        key = headings.get(segment.key)
        if key is None:
            continue
        if segment.kind not in _MAY_BE_HEADING:
            continue
        if segment.is_complete:
            continue
        if after.paragraph != segment.paragraph:
            continue
        if after.spacing.startswith("\n"):
            segment.kind, segment.key, segment.item = Kind.HEADING, key, False
            segment.paragraph = -1 - number


def drop_empty_headings(manuscript: Manuscript) -> None:
    """Take out a heading with nothing under it that stands elsewhere over its text.

    A call that stops after a heading is followed by one that writes the section, perhaps with
    another number: ### 8. The way home stands right above ### 6. The way home then.
    """
    _drop_renumbered(manuscript)
    filled: dict[str, Passage] = {}
    empty: list[Passage] = []
    for passage, after in zip_longest(
        manuscript.passages, manuscript.passages[1:]
    ):
        if passage is None:
            continue
        if passage.segment.kind not in TITLES:
            continue
        if after is None or is_level_with(passage.segment, after.segment):
            empty.append(passage)
        else:
            filled.setdefault(passage.segment.key, passage)
    for passage in empty:
        twin = filled.get(passage.segment.key)
        if twin is not None:
            manuscript.absorb(passage, twin, "repeat")


def _drop_renumbered(manuscript: Manuscript) -> None:
    """Take out a heading right above another that differs from it in its number only."""
    for passage, after in pairwise(list(manuscript.passages)):
        one, other = passage.segment, after.segment
        if not one.kind is other.kind is Kind.HEADING:
            continue
        key = bare_key(one)
        is_same = bool(key) and key == bare_key(other)
        if is_same and get_level(one) == get_level(other):
            manuscript.absorb(passage, after, "variant")


def bare_key(segment: Segment) -> str:
    """Return the key of a heading without its number."""
    return _LEADING_NUMBER.sub("", segment.key)


def is_level_with(heading: Segment, after: Segment) -> bool:
    """Tell whether a heading is followed by another of its level, or of a higher one."""
    if heading.kind not in TITLES:
        return False
    if after.kind not in TITLES:
        return False
    return get_level(after) <= get_level(heading)


def get_level(segment: Segment) -> int:
    """Return the level of a heading: 1 to 6 for headings, 7 for labels."""
    if segment.kind is Kind.LABEL:
        return 7
    text = segment.text.lstrip()
    return len(text) - len(text.lstrip("#"))


def part_headings(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments with every heading apart from a sentence that was run into its line.

    The document has the heading in a line of its own too, or the line would be one long heading.
    What is left of an article run together in one line may begin with such a heading.
    """
    known = {
        one.key
        for one in segments
        if one.kind is Kind.HEADING and one.size >= MIN_RUN_IN
    }
    parted: list[Segment] = []
    for number, segment in enumerate(segments):
        at = _find_run_in(segment, known)
        if not at:
            parted.append(segment)
            continue
        rest = segment.text[at:]
        sentence = rest.lstrip(" 　")
        body = Segment(
            Kind.SENTENCE,
            sentence,
            "\n\n",
            segment.first,
            segment.last,
            -1 - len(segments) - number,
        )
        body.definitions = segment.definitions
        segment.kind = Kind.HEADING
        segment.rewrite(segment.text[:at])
        parted += [segment, body]
    return parted


def _find_run_in(segment: Segment, known: Collection[str]) -> int:
    """Where the sentence begins that was run into the line of a heading; 0 if there is none."""
    text = segment.text
    if segment.kept or not _HASHES.match(text):
        return 0
    if not segment.is_complete:
        return 0
    if not text.rstrip().endswith(("。", "！", "？")):
        return 0
    for found in _BLANKS.finditer(text):
        is_heading = make_key(strip_marks(text[: found.start()])) in known
        if is_heading and len(text) - found.end() >= MIN_SENTENCE_CHARS:
            return found.start()
    return 0


def drop_repeated_headings(manuscript: Manuscript) -> None:
    """Take out a heading that stands again under itself, with no other heading in between.

    A call began the section that the call before had begun; its text goes on under the first.
    """
    above: Passage | None = None
    for passage in list(manuscript.passages):
        if passage.segment.kind is not Kind.HEADING:
            continue
        is_same = above is not None and _is_same_heading(above, passage)
        if above is not None and is_same:
            manuscript.absorb(passage, above, "repeat")
        else:
            above = passage


def _is_same_heading(one: Passage, other: Passage) -> bool:
    """Tell whether two headings say the same on one level."""
    if one.segment.key != other.segment.key:
        return False
    if get_level(one.segment) != get_level(other.segment):
        return False
    return not other.segment.kept


def take_continued(
    segments: list[Segment],
) -> tuple[list[Segment], list[Removal]]:
    """Drop a heading labelled as a continuation when the heading it continues stands above.

    A list item that others stand in goes only where these come to stand in the one it continues.
    """
    kept: list[Segment] = []
    removals: list[Removal] = []
    items = OpenItems()
    for number, segment in enumerate(segments):
        is_known = segment.continued and _stands_in(segment, kept)
        if is_known and segment.item and has_nested(segments, number):
            is_known = items.has(segment)
        if segment.kept or not is_known:
            kept.append(segment)
            items.take(segment)
            continue
        reason = "a heading with which one call continued a section"
        found = as_removal(
            [segment], RemovalKind.CONTINUATION, "continued-heading", reason
        )
        removals.append(found)
    return kept, removals


def _stands_in(segment: Segment, others: Sequence[Segment]) -> bool:
    """Tell whether a segment is one of others, by kind and words."""
    return any(
        segment.key == one.key and segment.kind is one.kind for one in others
    )


def take_rules_under_headings(manuscript: Manuscript) -> list[Removal]:
    """Take out the rules between a heading and its text: a call ended there."""
    removals: list[Removal] = []
    for heading, passage in pairwise(list(manuscript.passages)):
        if passage.segment.kind is not Kind.RULE:
            continue
        if heading.segment.kind is not Kind.HEADING:
            continue
        manuscript.remove(passage)
        reason = "a rule between a heading and its text"
        removals.append(
            as_removal([passage.place], RemovalKind.REPAIR, "rule", reason)
        )
    return removals


def take_emptied_headings(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> list[Removal]:
    """Take out the headings of which all text went, since it stands under another one.

    It went as told again, or it stayed and another heading of the same text came between. One that
    stands in several tellings is a heading of the article, and stays.

    Args:
        manuscript: The passages that are left.
        segments: All segments in order; what followed a heading there was its text.
    """
    dropped = {id(gone.segment) for gone in manuscript.dropped}
    twins = {id(gone.twin) for gone in manuscript.dropped}
    had_text = {
        id(heading)
        for heading, after in pairwise(segments)
        if after.kind not in TITLES and id(after) in dropped
    }
    had_text |= _find_parted(manuscript, segments)
    removals: list[Removal] = []
    for passage, after in pairwise(list(manuscript.passages)):
        if passage.segment.kept or id(passage) in twins:
            continue
        if id(passage.place) not in had_text:
            continue
        if not is_level_with(passage.segment, after.segment):
            continue
        manuscript.remove(passage)
        reason = "a heading whose text stands under another one"
        removals.append(
            as_removal(
                [passage.place], RemovalKind.REPAIR, "emptied-heading", reason
            )
        )
    return removals


def _find_parted(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> set[int]:
    """The headings from which another one that was put below them took the text.

    Args:
        manuscript: The passages that are left.
        segments: All segments in order; what followed a heading there was its text.
    """
    followers = {id(one): after for one, after in pairwise(segments)}
    passages = manuscript.passages
    parted: set[int] = set()
    for heading, other, text in zip(
        passages, passages[1:], passages[2:], strict=False
    ):
        if other.segment.kind not in TITLES:
            continue
        if followers.get(id(heading.place)) is text.place:
            parted.add(id(heading.place))
    return parted


def take_bare_end(manuscript: Manuscript) -> list[Removal]:
    """Take the headings and rules off the end: the call that should have filled them never came.

    A few words of a sentence that broke off fill no section either.
    """
    passages = list(manuscript.passages)
    end = len(passages)
    if end > 1 and _is_broken_start(*passages[-2:]):
        end -= 1
    while end and _is_bare(passages[end - 1].segment):
        end -= 1
    bare = passages[end:]
    if not end:
        return []
    if not any(passage.segment.kind is Kind.HEADING for passage in bare):
        return _take_rules_at_end(manuscript, bare)
    removals: list[Removal] = []
    for passage in bare:
        manuscript.remove(passage)
        reason = "a heading with nothing under it, at the end of the article"
        removals.append(
            as_removal([passage.place], RemovalKind.REPAIR, "bare-end", reason)
        )
    return removals


def _take_rules_at_end(
    manuscript: Manuscript, bare: Sequence[Passage]
) -> list[Removal]:
    """Take out the rules behind the last text: they part it from nothing."""
    removals: list[Removal] = []
    for passage in reversed(bare):
        if passage.segment.kind is not Kind.RULE:
            break
        manuscript.remove(passage)
        reason = "a rule with nothing under it, at the end of the article"
        removals.append(
            as_removal([passage.place], RemovalKind.REPAIR, "rule", reason)
        )
    return removals


def _is_broken_start(heading: Passage, passage: Passage) -> bool:
    """Tell whether all that stands under a heading is a sentence that broke off."""
    segment = passage.segment
    if heading.segment.kind is not Kind.HEADING or segment.kept:
        return False
    return segment.is_cut and segment.size <= MAX_BROKEN_SIZE


def _is_bare(segment: Segment) -> bool:
    """Tell whether a segment is nothing without what should stand below it."""
    if segment.kept:
        return False
    if segment.kind is Kind.HEADING:
        if segment.size > MAX_HEADING_SIZE:
            return False
        return not segment.text.rstrip().endswith("。")
    return segment.kind in (Kind.LABEL, Kind.RULE)
