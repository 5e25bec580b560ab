"""Clean a body: leavings out, repeats told once, pieces mended, every removal with its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from rapidfuzz import fuzz

from newsletter.dedupe.boilerplate import strip_boilerplate
from newsletter.dedupe.boxes import find_boxes
from newsletter.dedupe.fragments import Copy, drop_contained, drop_pieces, join_cut, take_flattened
from newsletter.dedupe.merge import merge_segments
from newsletter.dedupe.passages import Dropped, Manuscript, Passage
from newsletter.dedupe.repair import repair
from newsletter.dedupe.segment import Break, Segment, cut_segments
from newsletter.dedupe.serialize import render_passages
from newsletter.dedupe.title import better_title, is_title, says_title
from newsletter.model import Cleaned, Lines, Removal, RemovalKind
from newsletter.source.front_matter import parse_front_matter, split_front_matter

_REASONS = {
    "repeat": "the same text stands in {twin}",
    "variant": "another wording of the passage in {twin}",
    "cut-off": "cut off here; the whole sentence stands in {twin}",
    "beheaded": "the end of the sentence that stands whole in {twin}",
    "contained": "the same text stands inside {twin}",
    "flattened": "a copy of {twin} run together in one line",
}


MAX_PASSES = 8  # what one pass brings together or mends the next may find to be one; two or three do for every post of the corpus


def clean_body(
    body: str,
    *,
    title: str = "",
    language: str = "",
    first_line: int = 1,
    boxes: bool = True,
    takes_title: bool = True,
) -> Cleaned:
    """Return the article that was meant.

    Args:
        body: Markdown with LF line ends, without front matter.
        title: Title of the post; a line that repeats it is dropped.
        language: BCP 47 tag; "" tells by script (the rules hold for every language, so it changes nothing today).
        first_line: Line of the file on which the body begins; all lines in the result are lines of the file.
        boxes: Take out related-article, book, affiliate and call-to-action boxes too.
        takes_title: The caller publishes the title of the result, so a line that holds an undecorated form of `title` may go
        from the body.

    Returns:
        The clean body, every removal in source order, and the better title. A body in which nothing is to be removed comes back
        byte for byte.
    """
    origin = _straight(body, first_line)
    text, better, removals = body, title, list[Removal]()
    for _ in range(MAX_PASSES):
        found, cleaned, rows, form = _clean_once(
            text, better if takes_title else title, boxes, takes_title
        )
        better = better if form == title else form
        if cleaned != text:
            removals += [_in_source(removal, origin) for removal in found]
            origin = tuple(None if row is None else _spread(row, origin) for row in rows)
            text = cleaned
            continue
        text, origin, mended = _mend(text, origin)
        if not mended:
            break
        removals += mended
    gone: dict[str, list[Removal]] = {}
    for removal in removals:
        gone.setdefault(removal.text, []).append(removal)
    boxed = [removal for removal in removals if removal.kind is RemovalKind.BOX]
    removals = [_box_with(_follow(removal, gone), boxed) for removal in removals]
    return Cleaned(
        text,
        tuple(sorted(removals, key=lambda removal: removal.lines)),
        better,
        len(body),
        origin=origin,
    )


def _mend(
    text: str, origin: tuple[Lines | None, ...]
) -> tuple[str, tuple[Lines | None, ...], list[Removal]]:
    """Take broken marks out of the clean text; a line that goes takes the blank line after it along."""
    rows = text.split("\n")
    mended, removals = repair(rows)
    if not removals:
        return text, origin, []
    kept: list[tuple[str, Lines | None]] = []
    for row, line in enumerate(mended):
        blank = line is not None and not line.strip()
        if line is None or (
            blank and row and mended[row - 1] is None and (not kept or not kept[-1][0].strip())
        ):
            continue
        kept.append((line, origin[row] if row < len(origin) else None))
    body = "\n".join(line for line, _ in kept)
    if not text.endswith("\n"):
        body = body.rstrip("\n")
    n_lines = body.count("\n") + (not body.endswith("\n")) if body else 0
    return (
        body,
        tuple(lines for _, lines in kept)[:n_lines],
        [_in_source(each, origin) for each in removals],
    )


def clean_text(text: str, *, language: str = "", boxes: bool = True) -> Cleaned:
    """Clean a whole document: the front matter stays as it is, its title guides the cleaning.

    Raises:
        PostError: The front matter is broken YAML.
    """
    head, body = split_front_matter(text)
    title = str(dict(parse_front_matter(head, "document")).get("title") or "").strip()
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    first_line = head.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    cleaned = clean_body(
        body, title=title, language=language, first_line=first_line, boxes=boxes, takes_title=False
    )
    return Cleaned(
        cleaned.body, cleaned.removals, cleaned.title, cleaned.n_source_chars, head, cleaned.origin
    )


def _clean_once(
    body: str, title: str, boxes: bool, takes_title: bool
) -> tuple[list[Removal], str, tuple[Lines | None, ...], str]:
    """One pass: removals, body, the lines each of its lines was made from, title; lines count from the top of `body`."""
    lines, removals = strip_boilerplate(body.split("\n"))
    source = cut_segments(lines)
    segments = list(source)
    if boxes:
        segments, found = _take_boxes(segments)
        removals += found
    segments, found, better = _take_titles(segments, title, takes_title)
    removals += found
    segments, found = _take_continued(segments)
    removals += found
    segments, copies = take_flattened(segments, title)
    manuscript = merge_segments(segments)
    drop_pieces(manuscript)
    drop_contained(manuscript)
    join_cut(manuscript, segments)
    removals += _prove(manuscript, copies)
    if not removals and [passage.place for passage in manuscript.passages] == source:
        return [], body, (), better
    text, origin = render_passages(
        manuscript.passages, segments, manuscript.dropped, body[len(body.rstrip()) :]
    )
    return removals, text, origin, better


def _follow(removal: Removal, gone: Mapping[str, Sequence[Removal]]) -> Removal:
    """Name the passage that stays when the one named went in a later pass itself."""
    for _ in range(MAX_PASSES):
        dropped = gone.get(removal.twin_text, ()) if removal.twin is not None else ()
        next_home = next(
            (
                each
                for each in dropped
                if each is not removal and each.lines == removal.twin and each.text
            ),
            None,
        )
        if next_home is None or next_home.twin is None:
            return removal
        reason = _REASONS["variant"].format(twin=f"line {next_home.twin}")
        removal = replace(
            removal,
            kind=RemovalKind.VARIANT,
            rule="variant",
            reason=reason,
            twin=next_home.twin,
            twin_text=next_home.twin_text,
            similarity=round(fuzz.ratio(removal.text, next_home.twin_text) / 100, 3),
        )
    return removal


def _box_with(removal: Removal, boxed: Sequence[Removal]) -> Removal:
    """Count a passage to the box its twin went with in a later pass: it is no text of the article either."""
    if removal.twin is None or not removal.twin_text:
        return removal
    for box in boxed:
        if (
            box.lines.first <= removal.twin.first
            and removal.twin.last <= box.lines.last
            and removal.twin_text in box.text
        ):
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


def _in_source(removal: Removal, origin: tuple[Lines | None, ...]) -> Removal:
    twin = None if removal.twin is None else _spread(removal.twin, origin)
    reason = removal.reason.format(
        twin="" if twin is None else f"line {twin}" if twin.first == twin.last else f"lines {twin}"
    )
    return replace(removal, lines=_spread(removal.lines, origin), twin=twin, reason=reason)


def _spread(lines: Lines, origin: tuple[Lines | None, ...]) -> Lines:
    """The source lines from which a range of lines was made."""
    rows = [row for row in origin[lines.first - 1 : lines.last] if row is not None]
    if not rows:
        before = next(
            (row for row in reversed(origin[: lines.first]) if row is not None), Lines(1, 1)
        )
        return Lines(before.last, before.last)
    return Lines(min(row.first for row in rows), max(row.last for row in rows))


def _take_boxes(segments: list[Segment]) -> tuple[list[Segment], list[Removal]]:
    kept: list[Segment] = []
    removals: list[Removal] = []
    place = 0
    for first, end, rule in find_boxes(segments):
        kept.extend(segments[place:first])
        removals.append(
            _removal(
                segments[first:end],
                RemovalKind.BOX,
                rule,
                "a box of the site, not text of the article",
            )
        )
        if end < len(segments) and segments[end].gap is Break.NONE:
            segments[end].gap = Break.BLANK
        place = end
    kept.extend(segments[place:])
    return kept, removals


def _take_titles(
    segments: list[Segment], title: str, takes_title: bool
) -> tuple[list[Segment], list[Removal], str]:
    """Drop the lines that say the title: at the head of the body, and where a call began anew."""
    better = title
    pending = False
    kept: list[Segment] = []
    removals: list[Removal] = []
    for _, group in groupby(segments, key=lambda segment: segment.paragraph):
        paragraph = list(group)
        text = "".join(
            (segment.spacing if n else "") + segment.text for n, segment in enumerate(paragraph)
        )
        if not is_title(paragraph[0].kind, text, title):
            if pending:
                paragraph[0].gap = (
                    Break.BLANK if paragraph[0].gap is Break.NONE else paragraph[0].gap
                )
            pending = False
            kept.extend(paragraph)
            continue
        better = better_title(text, better)
        if not takes_title and not says_title(text, title):
            kept.extend(paragraph)
            continue
        removals.append(
            _removal(
                paragraph,
                RemovalKind.TITLE,
                "title-line",
                "the title of the post, repeated in its body",
            )
        )
        pending = bool(kept)
    return kept, removals, better


def _take_continued(segments: list[Segment]) -> tuple[list[Segment], list[Removal]]:
    """Drop a heading that was labelled as a continuation when the heading it continues stands above."""
    if not any(segment.continued for segment in segments):
        return segments, []
    kept: list[Segment] = []
    removals: list[Removal] = []
    for segment in segments:
        if segment.continued and any(
            segment.key == other.key and other.kind is segment.kind for other in kept
        ):
            removals.append(
                _removal(
                    [segment],
                    RemovalKind.CONTINUATION,
                    "continued-heading",
                    "a heading with which one call continued a section",
                )
            )
        else:
            kept.append(segment)
    return kept, removals


def _prove(manuscript: Manuscript, copies: Sequence[Copy]) -> list[Removal]:
    homes: dict[int, Passage] = {}
    for each in manuscript.dropped:
        homes[id(each.segment)] = each.twin
    for passage in manuscript.passages:
        homes[id(passage.segment)] = homes[id(passage.place)] = passage
    removals = [_proved(each) for each in manuscript.dropped]
    for copy in copies:
        home = homes.get(id(copy.twin))
        if home is not None:
            removals.append(
                _proved(Dropped(copy.segment, home, RemovalKind.REPEAT, "flattened", 1.0))
            )
    return removals


def _proved(dropped: Dropped) -> Removal:
    """The proof against the form that stays: what was dropped as equal to a form that went later is a variant of it."""
    segment, twin = dropped.segment, dropped.twin.segment
    kind, rule, similarity = dropped.kind, dropped.rule, dropped.similarity
    if kind in (RemovalKind.REPEAT, RemovalKind.VARIANT) and rule != "flattened":
        equal = segment.key == twin.key
        kind, rule = (RemovalKind.REPEAT, "repeat") if equal else (RemovalKind.VARIANT, "variant")
        similarity = 1.0 if equal else fuzz.ratio(segment.key, twin.key) / 100
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


def _removal(segments: Sequence[Segment], kind: RemovalKind, rule: str, reason: str) -> Removal:
    text = "".join(
        (segment.spacing if n else "") + segment.text for n, segment in enumerate(segments)
    ).strip()
    return Removal(kind, text, Lines(segments[0].first, segments[-1].last), reason, rule)


def _straight(body: str, first_line: int) -> tuple[Lines | None, ...]:
    rows = body.split("\n")
    if rows and not rows[-1]:
        rows.pop()
    return tuple(
        Lines(number, number) if row.strip() else None
        for number, row in enumerate(rows, first_line)
    )
