"""Write the passages of a manuscript as Markdown again, every untouched stretch as it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.dedupe.passages import DroppedSegment, Passage, text_of
from newsletter.dedupe.segment import Break, Kind, Segment
from newsletter.model import Lines, RemovalKind

_INLINE = re.compile(r"[A-Za-z0-9À-ÿ.,;:!?)\]`\"'*_]$")
_WORD = re.compile(r"[A-Za-z0-9À-ÿ(\[`\"'*_]")
_RUNNING = frozenset(
    {Kind.SENTENCE, Kind.LABEL}
)  # kinds that may follow in one paragraph
_HOSTS = _RUNNING | {Kind.ITEM}

Origin = tuple[Lines | None, ...]


@dataclass(slots=True)
class _Part:
    """A piece of the body: the text of a passage, or (without a passage) what stands between."""

    text: str
    passage: Passage | None = None


def render_passages(
    passages: Sequence[Passage],
    segments: Sequence[Segment],
    dropped: Sequence[DroppedSegment],
    tail: str,
) -> tuple[str, Origin]:
    """Return the body and, for each of its lines, the source lines it was made from.

    Args:
        passages: In order.
        segments: All segments of the source in order. Two passages that were neighbours there keep
            what stood between them.
        dropped: The other wordings of the passages. Two passages that are neighbours only there
            keep what stands between them there.
        tail: What follows the last segment in the source (white space).
    """
    spacing = _Spacing(segments, passages, dropped)
    parts: list[_Part] = []
    before: Passage | None = None
    for passage in passages:
        text = text_of(passage)
        between = spacing.before(before, passage)
        if before is not None:
            last = parts[-1]
            if not spacing.are_neighbours(before, passage):
                last.text = _end_at_seam(last.text, between)
            if not between and _needs_blank(last.text, text):
                between = " "
        parts.append(_Part(between))
        parts.append(_Part(text, passage))
        before = passage
    body = "".join(part.text for part in parts).rstrip()
    if body:
        body += tail or "\n"
    return body, tuple(_find_origins(parts, body))


def _end_at_seam(text: str, between: str) -> str:
    """The text before a seam; a hard break at the end of a line is none there."""
    if not between.startswith("\n"):
        return text
    return text.rstrip(" \t　")


class _Spacing:
    """Knows what stood between two passages, in the source or in another wording of both."""

    def __init__(
        self,
        segments: Sequence[Segment],
        passages: Sequence[Passage],
        dropped: Sequence[DroppedSegment],
    ) -> None:
        """Index all wordings of each passage and the place of each segment."""
        self.order = {
            id(segment): number for number, segment in enumerate(segments)
        }
        self.wordings: dict[int, list[Segment]] = {}
        for passage in passages:
            self.wordings[id(passage)] = [passage.place, passage.segment]
        for other in dropped:
            if other.kind is RemovalKind.FRAGMENT:
                continue  # where a piece stood says nothing of the paragraphs of the whole
            self.wordings.setdefault(id(other.twin), []).append(other.segment)

    def are_neighbours(self, before: Passage | None, passage: Passage) -> bool:
        """Tell whether two passages followed each other in the source."""
        if before is None:
            return False
        return self.order[id(passage.place)] == self.order[id(before.place)] + 1

    def before(self, before: Passage | None, passage: Passage) -> str:
        """The white space in front of a passage."""
        place = passage.place
        if before is None:
            is_first = self.order[id(place)] == 0
            return place.spacing if is_first else ""
        if _is_completed_elsewhere(passage):
            return "\n\n"
        if self.are_neighbours(before, passage) and place.gap is not Break.MARK:
            return place.spacing
        elsewhere = self._in_another_wording(before, passage)
        if elsewhere is not None:
            return elsewhere
        if _breaks_off(before.segment, passage.segment):
            return "\n\n"
        if before.home == passage.home:
            return _inside(before.place, place)
        return _between_blocks(before.place, place)

    def _in_another_wording(
        self, before: Passage, passage: Passage
    ) -> str | None:
        """The spacing where they are neighbours in another wording; items have none."""
        if before.place.item or passage.place.item:
            return None
        followers = self._by_place(passage)
        for segment in self.wordings[id(before)]:
            follower = followers.get(self.order.get(id(segment), -2) + 1)
            if follower is not None and follower.gap is Break.NONE:
                return follower.spacing
        return None

    def _by_place(self, passage: Passage) -> dict[int, Segment]:
        """The wordings of a passage that stand in the source, by their place."""
        wordings: dict[int, Segment] = {}
        for segment in self.wordings[id(passage)]:
            place = self.order.get(id(segment))
            if place is not None:
                wordings[place] = segment
        return wordings


def _breaks_off(before: Segment, after: Segment) -> bool:
    """Tell whether a sentence was cut, and the next one that came behind it is no rest of it."""
    return before.is_cut and after.is_running_text


def _is_completed_elsewhere(passage: Passage) -> bool:
    """Cut off here at the end of a paragraph; the call that tells it whole begins one with it."""
    if passage.segment is passage.place:
        return False
    if passage.place.is_complete:
        return False
    return passage.segment.spacing.startswith("\n\n")


def _inside(one: Segment, other: Segment) -> str:
    """What stands between two sentences of one paragraph that were not neighbours in the source."""
    if other.kind not in _RUNNING or one.kind not in _HOSTS:
        return _between_blocks(one, other)
    if one.paragraph == other.paragraph:
        is_on_new_line = other.first > one.last
    else:
        is_on_new_line = other.spacing == "\n"
    return "\n" if is_on_new_line else ""


def _between_blocks(one: Segment, other: Segment) -> str:
    """What stands between two blocks: items of a list have no blank line."""
    if one.item and other.item:
        return "\n"
    return "\n\n"


def _needs_blank(before: str, after: str) -> bool:
    """Tell whether a blank has to part two texts on one line."""
    return bool(_INLINE.search(before) and _WORD.match(after))


def _find_origins(parts: Sequence[_Part], body: str) -> Iterator[Lines | None]:
    """The source lines of each line of the body; None for a line that nothing stands on."""
    rows: list[Lines | None] = [None]
    for part in parts:
        pieces = part.text.split("\n")
        for n, piece in enumerate(pieces):
            if n:
                rows.append(None)
            if part.passage is not None and piece.strip():
                lines = _source_lines(part.passage.segment, n, len(pieces))
                rows[-1] = _hull(rows[-1], lines)
    n_lines = 0
    if body:
        n_lines = body.count("\n") + (not body.endswith("\n"))
    rows += [None] * n_lines
    yield from rows[:n_lines]


def _source_lines(segment: Segment, number: int, n_lines: int) -> Lines:
    """The source of line `number` of a segment that is written as `n_lines` lines.

    Args:
        segment: The segment that is written.
        number: Number of the written line, from 0.
        n_lines: How many lines the segment is written as.
    """
    if n_lines == segment.last - segment.first + 1:
        return Lines(segment.first + number, segment.first + number)
    return Lines(segment.first, segment.last)


def _hull(one: Lines | None, other: Lines) -> Lines:
    """The lines from the first to the last of two ranges."""
    if one is None:
        return other
    return Lines(min(one.first, other.first), max(one.last, other.last))
