"""Take out of the segments what a person dropped, and the boxes of the site.

Each step takes segments and returns what is left with a removal for what went.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from newsletter.dedupe.boxes import find_boxes
from newsletter.dedupe.proofs import as_removal
from newsletter.dedupe.segment import Segment, join_texts, note_break
from newsletter.model import Removal, RemovalKind
from newsletter.source.decisions import fingerprint


def take_dropped(
    segments: Sequence[Segment], drop: Collection[str]
) -> tuple[list[Segment], list[Removal]]:
    """Take out the paragraphs and segments that a person decided to drop.

    Args:
        segments: The segments of the body.
        drop: Fingerprints of what a person decided to drop.
    """
    gone: set[int] = set()
    for _, group in groupby(segments, key=lambda one: one.paragraph):
        paragraph = list(group)
        is_whole = fingerprint(join_texts(paragraph)) in drop
        gone.update(
            id(one)
            for one in paragraph
            if is_whole or fingerprint(one.text) in drop
        )
    kept: list[Segment] = []
    removals: list[Removal] = []
    spacing = ""  # what stood before the segments that went
    for segment in segments:
        if id(segment) in gone:
            reason = "a person decided that it goes"
            removals.append(
                as_removal([segment], RemovalKind.DECISION, "dropped", reason)
            )
            spacing = max(spacing, segment.spacing, key=_n_newlines)
            continue
        segment.spacing = (
            max(spacing, segment.spacing, key=_n_newlines) if kept else ""
        )
        spacing = ""
        kept.append(segment)
    return kept, removals


def _n_newlines(text: str) -> int:
    """How many newlines a text has."""
    return text.count("\n")


def take_boxes(
    segments: list[Segment], keep: Collection[str]
) -> tuple[list[Segment], list[Removal]]:
    """Take out the boxes of the site, but for those that a person kept.

    Args:
        segments: The segments of the body.
        keep: Fingerprints of what a person decided to keep.
    """
    kept: list[Segment] = []
    removals: list[Removal] = []
    place = 0
    for box in find_boxes(segments):
        if _is_kept(segments[box.first : box.end], keep):
            continue
        kept.extend(segments[place : box.first])
        reason = "a box of the site, not text of the article"
        inside = segments[box.first : box.end]
        removals.append(as_removal(inside, RemovalKind.BOX, box.rule, reason))
        if box.end < len(segments):
            note_break(segments[box.end])
        place = box.end
    kept.extend(segments[place:])
    return kept, removals


def _is_kept(segments: Sequence[Segment], keep: Collection[str]) -> bool:
    """Tell whether a person decided to keep a box, as a whole or a part of it."""
    if not keep:
        return False
    if any(one.kept for one in segments):
        return True
    return fingerprint(join_texts(segments)) in keep
