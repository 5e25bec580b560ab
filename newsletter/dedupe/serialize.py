"""Write the passages of an article as Markdown again, every untouched stretch as it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.dedupe.passages import Dropped, Passage, text_of
from newsletter.dedupe.segment import Break, Kind, Segment
from newsletter.model import Lines

_INLINE = re.compile(r"[A-Za-z0-9À-ÿ.,;:!?)\]`\"'*_]$")
_WORD = re.compile(r"[A-Za-z0-9À-ÿ(\[`\"'*_]")


def render_passages(
    passages: Sequence[Passage], segments: Sequence[Segment], dropped: Sequence[Dropped], tail: str
) -> tuple[str, tuple[Lines | None, ...]]:
    """Return the body and, for each of its lines, the source lines it was made from.

    Args:
        passages: In order.
        segments: All segments of the source in order: two passages that were neighbours keep what stood between them.
        dropped: The other tellings of the passages: two that are neighbours only there keep what stands between them there.
        tail: What follows the last segment in the source (white space).
    """
    order = {id(segment): number for number, segment in enumerate(segments)}
    tellings: dict[int, list[Segment]] = {
        id(passage): [passage.place, passage.segment] for passage in passages
    }
    for each in dropped:
        tellings.setdefault(id(each.twin), []).append(each.segment)
    parts: list[tuple[str, Passage | None]] = []
    before: Passage | None = None
    for passage in passages:
        text = text_of(passage)
        spacing = (
            passage.place.spacing
            if before is None and order[id(passage.place)] == 0
            else ""
            if before is None
            else _spacing_between(before, passage, order, tellings)
        )
        if spacing and parts and parts[-1][1] is not None and spacing.startswith("\n"):
            parts[-1] = (
                parts[-1][0].rstrip(" \t　")
                if not _hard_break(parts[-1][0], before, passage, order)
                else parts[-1][0],
                parts[-1][1],
            )
        if not spacing and parts and _needs_blank(parts[-1][0], text):
            spacing = " "
        parts.append((spacing, None))
        parts.append((text, passage))
        before = passage
    body = "".join(text for text, _ in parts)
    body = body.rstrip() + (tail or "\n") if body.strip() else ""
    return body, _origins(parts, body)


def _hard_break(text: str, before: Passage | None, passage: Passage, order: dict[int, int]) -> bool:
    return before is not None and order[id(passage.place)] == order[id(before.place)] + 1


def _spacing_between(
    before: Passage, passage: Passage, order: dict[int, int], tellings: dict[int, list[Segment]]
) -> str:
    one, other = before.place, passage.place
    whole = passage.segment
    if whole is not other and not other.is_complete and whole.spacing.startswith("\n\n"):
        return "\n\n"  # cut off here at the end of a paragraph; the call that told it whole began one with it
    if order[id(other)] == order[id(one)] + 1 and other.gap is not Break.MARK:
        return other.spacing
    followers = {
        order[id(segment)]: segment for segment in tellings[id(passage)] if id(segment) in order
    }
    for segment in tellings[id(before)]:
        follower = followers.get(order.get(id(segment), -2) + 1)
        if follower is not None and follower.gap is Break.NONE and not (one.item or other.item):
            return follower.spacing
    if before.home == passage.home:
        return _inside(one, other)
    if one.item and other.item:
        return "\n"
    return "\n\n"


def _inside(one: Segment, other: Segment) -> str:
    """What stands between two sentences of one paragraph that were not neighbours in the source."""
    if other.kind not in (Kind.SENTENCE, Kind.LABEL) or one.kind not in (
        Kind.SENTENCE,
        Kind.ITEM,
        Kind.LABEL,
    ):
        return "\n" if one.item and other.item else "\n\n"
    if one.paragraph == other.paragraph:
        return "\n" if other.first > one.last else ""
    return "\n" if other.spacing == "\n" else ""


def _needs_blank(before: str, after: str) -> bool:
    return bool(_INLINE.search(before) and _WORD.match(after))


def _origins(parts: Sequence[tuple[str, Passage | None]], body: str) -> tuple[Lines | None, ...]:
    rows: list[Lines | None] = [None]
    for text, passage in parts:
        pieces = text.split("\n")
        for n, piece in enumerate(pieces):
            if n:
                rows.append(None)
            if passage is None or not (piece.strip()):
                continue
            segment = passage.segment
            spread = len(pieces) == segment.last - segment.first + 1
            lines = (
                Lines(segment.first + n, segment.first + n)
                if spread
                else Lines(segment.first, segment.last)
            )
            old = rows[-1]
            rows[-1] = (
                lines
                if old is None
                else Lines(min(old.first, lines.first), max(old.last, lines.last))
            )
    n_lines = body.count("\n") + (not body.endswith("\n")) if body else 0
    return tuple((rows + [None] * n_lines)[:n_lines])
