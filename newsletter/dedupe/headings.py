"""Find headings that lost their mark, and take out those with nothing under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from newsletter.dedupe.passages import MIN_GLUED, Manuscript, Passage
from newsletter.dedupe.segment import Kind, Segment

_LEADING_NUMBER = re.compile(r"^\d{1,3}")
_MAY_BE_HEADING = frozenset({Kind.SENTENCE, Kind.ITEM, Kind.LABEL})
_TITLES = frozenset({Kind.HEADING, Kind.LABEL})


def mark_headings(segments: Sequence[Segment]) -> None:
    """Take a plain line over a paragraph for the heading that it is elsewhere in the document.

    A call may tell a section again without the marks of its heading, glued to the first sentence.
    """
    headings: dict[str, str] = {}
    for segment in segments:
        if segment.kind is Kind.HEADING and segment.size >= MIN_GLUED:
            headings[segment.key] = headings[
                _LEADING_NUMBER.sub("", segment.key)
            ] = segment.key
    for number, (segment, after) in enumerate(pairwise(segments)):
        key = headings.get(segment.key)
        if (
            key is None
            or segment.kind not in _MAY_BE_HEADING
            or segment.is_complete
        ):
            continue
        if after.paragraph == segment.paragraph and after.spacing.startswith(
            "\n"
        ):
            segment.kind, segment.key, segment.item = Kind.HEADING, key, False
            segment.paragraph = -1 - number


def drop_empty_headings(manuscript: Manuscript) -> None:
    """Take out a heading with nothing under it that stands elsewhere over its text.

    A call that stops after a heading is followed by one that writes the section.
    """
    filled: dict[str, Passage] = {}
    empty: list[Passage] = []
    for passage, after in zip_longest(
        manuscript.passages, manuscript.passages[1:]
    ):
        if passage is None or passage.segment.kind not in _TITLES:
            continue
        if after is None or _is_level_with(passage.segment, after.segment):
            empty.append(passage)
        else:
            filled.setdefault(passage.segment.key, passage)
    for passage in empty:
        twin = filled.get(passage.segment.key)
        if twin is not None:
            manuscript.absorb(passage, twin, "repeat")


def _is_level_with(heading: Segment, after: Segment) -> bool:
    """Tell whether what follows a heading is another of its level, or of a higher one."""
    return after.kind in _TITLES and _level(after) <= _level(heading)


def _level(segment: Segment) -> int:
    """1 to 6 for headings, 7 for labels."""
    if segment.kind is Kind.LABEL:
        return 7
    text = segment.text.lstrip()
    return len(text) - len(text.lstrip("#"))
