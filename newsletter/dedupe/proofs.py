"""Give every removal its proof: where it stood, what stays in its place, and how alike they are.

A cleaning has several passes. What stays in one may go in the next, so in the end every removal is
made to name what stays for good, by the lines of the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from newsletter.dedupe.flattened import Copy
from newsletter.dedupe.joints import Joint
from newsletter.dedupe.passages import DroppedSegment, Manuscript, Passage
from newsletter.dedupe.segment import Segment, join_texts
from newsletter.dedupe.serialize import Origin
from newsletter.model import Lines, Removal, RemovalKind

MAX_STEPS = 8  # from twin to twin; a cleaning has no more passes
JOINT_CHARS = 16  # shown of either side of a joint
_TWICE = frozenset({RemovalKind.REPEAT, RemovalKind.VARIANT})
_REASONS = {
    "repeat": "the same text stands in {twin}",
    "variant": "another wording of the passage in {twin}",
    "cut-off": "cut off here; the whole sentence stands in {twin}",
    "cut-said": "cut off here; {twin} says all that is left of it",
    "end-said": "the article is cut off here; {twin} says all that is left of it",
    "beheaded": "the end of the sentence that stands whole in {twin}",
    "contained": "the same text stands inside {twin}",
    "flattened": "a copy of {twin} run together in one line",
}

_Gone = dict[tuple[str, Lines], list[Removal]]  # by what went, and where from
_Boxes = dict[int, list[Removal]]  # by the lines that each took


def prove(manuscript: Manuscript, copies: Sequence[Copy]) -> list[Removal]:
    """Return a removal for everything that a manuscript or a flattened copy says again.

    Args:
        manuscript: What was merged, with what was dropped.
        copies: Copies that stood run together in one line.
    """
    homes: dict[int, Passage] = {}
    for dropped in manuscript.dropped:
        homes[id(dropped.segment)] = dropped.twin
    for passage in manuscript.passages:
        homes[id(passage.segment)] = homes[id(passage.place)] = passage
    removals = [_proved(dropped) for dropped in manuscript.dropped]
    for copy in copies:
        home = homes.get(id(copy.twin))
        if home is not None:
            gone = DroppedSegment(
                copy.segment, home, RemovalKind.REPEAT, "flattened", 1.0
            )
            removals.append(_proved(gone))
    return removals


def _proved(dropped: DroppedSegment) -> Removal:
    """The proof against the form that stays.

    What was dropped as equal to a form that went later is a variant of the one that stays.
    """
    segment, twin = dropped.segment, dropped.twin.segment
    kind, rule, similarity = dropped.kind, dropped.rule, dropped.similarity
    if kind in _TWICE and rule != "flattened":
        if segment.key == twin.key:
            kind, rule, similarity = RemovalKind.REPEAT, "repeat", 1.0
        else:
            kind, rule = RemovalKind.VARIANT, "variant"
            similarity = fuzz.ratio(segment.key, twin.key) / 100
    return Removal(
        kind,
        segment.text.strip(),
        Lines(segment.first, segment.last),
        _REASONS[rule],
        rule,
        Lines(twin.first, twin.last),
        twin.text.strip(),
        round(similarity, 3),
    )


def tell_joint(joint: Joint) -> Removal:
    """Return the removal of the white space at a joint; it shows both sides of it."""
    head, tail = joint.before.text.rstrip(), joint.after.text.lstrip()
    shown = f"{head[-JOINT_CHARS:]} ⏎ {tail[:JOINT_CHARS]}"
    lines = Lines(joint.before.last, joint.after.first)
    return Removal(
        RemovalKind.REPAIR,
        shown,
        lines,
        "one sentence that a break cut in two",
        "joined",
    )


def as_removal(
    segments: Sequence[Segment], kind: RemovalKind, rule: str, reason: str
) -> Removal:
    """Return the removal of neighbouring segments that nothing stays for.

    Args:
        segments: Neighbours, in order.
        kind: What was taken out.
        rule: Name of the rule that took it.
        reason: Why, in the words of the report.
    """
    lines = Lines(segments[0].first, segments[-1].last)
    return Removal(kind, join_texts(segments).strip(), lines, reason, rule)


def settle(removals: Sequence[Removal]) -> list[Removal]:
    """Let every removal name what stays in the end."""
    gone: _Gone = defaultdict(list)
    boxes: _Boxes = defaultdict(list)
    for removal in removals:
        gone[removal.text, removal.lines].append(removal)
        if _went_as_a_whole(removal):
            for line in range(removal.lines.first, removal.lines.last + 1):
                boxes[line].append(removal)
    return [_go_with(_follow(removal, gone), boxes) for removal in removals]


def _went_as_a_whole(removal: Removal) -> bool:
    """Tell whether a removal took whole paragraphs, whatever they said."""
    if removal.kind is RemovalKind.BOX:
        return True
    return removal.rule == "bare-end"


def _follow(removal: Removal, gone: _Gone) -> Removal:
    """Name the passage that stays when the one named went in a later pass itself."""
    for _ in range(MAX_STEPS):
        later = _find_later(removal, gone)
        if later is None:
            return removal
        removal = replace(
            removal,
            kind=RemovalKind.VARIANT,
            rule="variant",
            reason=_REASONS["variant"].format(twin=f"line {later.twin}"),
            twin=later.twin,
            twin_text=later.twin_text,
            similarity=round(
                fuzz.ratio(removal.text, later.twin_text) / 100, 3
            ),
        )
    return removal


def _find_later(removal: Removal, gone: _Gone) -> Removal | None:
    """The removal of the twin of a removal, if the twin has one as well."""
    if removal.twin is None or not removal.twin_text:
        return None
    for other in gone.get((removal.twin_text, removal.twin), ()):
        if other is not removal:
            return None if other.twin is None else other
    return None


def _go_with(removal: Removal, boxes: _Boxes) -> Removal:
    """Count a passage to the box or bare end with which its twin went in a later pass."""
    twin = removal.twin
    if twin is None or not removal.twin_text:
        return removal
    for box in boxes.get(twin.first, ()):
        is_inside = twin.last <= box.lines.last
        if is_inside and removal.twin_text in box.text:
            return replace(
                removal,
                kind=box.kind,
                rule=box.rule,
                reason=box.reason,
                twin=None,
                twin_text="",
                similarity=None,
            )
    return removal


def in_source(removal: Removal, origin: Origin) -> Removal:
    """Return a removal of a later pass with the lines of the source."""
    if removal.twin is None:
        return replace(removal, lines=spread(removal.lines, origin))
    twin = spread(removal.twin, origin)
    name = f"line {twin}" if twin.first == twin.last else f"lines {twin}"
    reason = removal.reason.format(twin=name)
    return replace(
        removal, lines=spread(removal.lines, origin), twin=twin, reason=reason
    )


def spread(lines: Lines, origin: Origin) -> Lines:
    """Return the source lines from which a range of lines was made.

    Args:
        lines: Lines of a text that a pass has made.
        origin: The source line from which each of its lines was made.
    """
    rows = _find_rows(origin[lines.first - 1 : lines.last])
    if rows:
        return Lines(
            min(row.first for row in rows), max(row.last for row in rows)
        )
    above = _find_rows(origin[: lines.first])
    last = above[-1].last if above else 1
    return Lines(last, last)


def _find_rows(rows: Iterable[Lines | None]) -> list[Lines]:
    """The rows that were made from lines of the source."""
    return [row for row in rows if row is not None]


def number_lines(body: str, first_line: int) -> Origin:
    """Return the origin of an untouched body: every line with text comes from itself."""
    rows = body.split("\n")
    if rows and not rows[-1]:
        rows.pop()
    numbered = enumerate(rows, first_line)
    return tuple(
        Lines(number, number) if row.strip() else None
        for number, row in numbered
    )
