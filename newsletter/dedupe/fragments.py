"""Mend what calls broke: articles run together in one line, sentences cut in two, pieces without a head or a tail.

A whole line that is a flattened copy goes when the document holds its text elsewhere. A sentence that one call cut and the
next continued is joined; without an overlap that is right in 95 of 100 cases when the two pieces are adjacent in the source,
in 65 otherwise, so only adjacent pieces are joined. A piece that is the beginning or the end of another passage goes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from newsletter.dedupe.keys import make_key
from newsletter.dedupe.likeness import MIN_FAR_STUB, MIN_STUB, may_match
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import SHORT, Break, Kind, Segment, is_flattened

COVERED = 0.5  # share of a flattened line that must stand elsewhere before it is taken for a copy
NEAR_STUB = (
    75  # ratio of a cut piece with the beginning of the next passage, which may be worded otherwise
)
MIN_NEAR_STUB = 6.0
MIN_JOIN = 4.0  # weight of a piece that may be joined with the next
MIN_OVERLAP = 6  # characters with which a continuation repeats the end of a cut sentence

# With these a Japanese or English sentence begins: what they open does not continue a cut one.
_OPENERS = re.compile(
    r"(?:しかし|だから|ただし|ただ[、し]|また[、は]|そして|さらに|例えば|たとえば|まず|次に|最後に|一方|つまり|では[、，]|さて|なぜ|正直|もちろん|個人的|具体的|特に|実際"
    r"|私[はがたも]|皆さん|あなた|この|その|これ[はらが]|それ[はらが]|今回|今後|投資家|技術者|AI[のはが]|「|『|【)"
)
_GOES_ON_EN = re.compile(
    r"\b(?:the|a|an|of|and|or|to|in|on|for|with|by|as|at|from|that|which|is|are|was|were|be|this|its|their|your|our|not|can|will|may|should)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A piece of a flattened line and the segment in which its text begins."""

    segment: Segment
    twin: Segment


def take_flattened(
    segments: Sequence[Segment], title: str = ""
) -> tuple[list[Segment], list[Copy]]:
    """Return the segments without copies that stand run together in one line, and those copies."""
    flat = _flat_paragraphs(segments)
    if not flat:
        return list(segments), []
    haystack, starts, owners = _haystack(
        [segment for segment in segments if segment.paragraph not in flat]
    )
    kept: list[Segment] = []
    copies: list[Copy] = []
    cut = False
    place = 0
    while place < len(segments):
        segment = segments[place]
        end = place + 1
        if segment.paragraph not in flat:
            if cut and segment.gap is Break.NONE:
                segment.gap = Break.BLANK
            cut = False
            kept.append(segment)
            place = end
            continue
        while end < len(segments) and segments[end].paragraph == segment.paragraph:
            end += 1
        found = [
            _find(haystack, starts, owners, each, make_key(title)) for each in segments[place:end]
        ]
        weight = sum(
            each.size for each, twin in zip(segments[place:end], found, strict=True) if twin
        )
        if weight >= COVERED * sum(each.size for each in segments[place:end]):
            copies.extend(
                Copy(each, twin)
                for each, twin in zip(segments[place:end], found, strict=True)
                if twin
            )
            kept.extend(
                each for each, twin in zip(segments[place:end], found, strict=True) if not twin
            )
            cut = True
        else:
            kept.extend(segments[place:end])
        place = end
    return kept, copies


def _flat_paragraphs(segments: Sequence[Segment]) -> set[int]:
    texts: dict[int, list[str]] = {}
    for segment in segments:
        if "#" in segment.text and segment.kind not in (Kind.CODE, Kind.TABLE, Kind.OTHER):
            texts.setdefault(segment.paragraph, [])
    if not texts:
        return set()
    for segment in segments:
        if segment.paragraph in texts:
            texts[segment.paragraph].append(segment.text)
    return {paragraph for paragraph, parts in texts.items() if is_flattened("".join(parts))}


def _haystack(segments: Sequence[Segment]) -> tuple[str, list[int], list[Segment]]:
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for segment in segments:
        key = (
            make_key(segment.text)
            if segment.kind is not Kind.CODE
            else make_key(segment.text.replace("`", ""))
        )
        starts.append(at)
        parts.append(key)
        at += len(key)
    return "".join(parts), starts, list(segments)


def _find(
    haystack: str, starts: list[int], owners: list[Segment], segment: Segment, title: str
) -> Segment | None:
    key = make_key(segment.text)
    if title and key.startswith(title):
        key = key[len(title) :]
    at = haystack.find(key) if key else -1
    return owners[bisect_right(starts, at) - 1] if at >= 0 else None


def join_cut(manuscript: Manuscript, segments: Sequence[Segment]) -> None:
    """Join the sentences that stop at a break and go on right after it.

    Only passages that are neighbours in the source too are joined.
    """
    order = {id(segment): number for number, segment in enumerate(segments)}
    words: set[str] | None = None
    index = 1
    while index < len(manuscript.passages):
        before, after = manuscript.passages[index - 1], manuscript.passages[index]
        adjacent = order[id(after.place)] == order[id(before.place)] + 1
        if not adjacent or after.place.gap is Break.NONE or not _may_join(before, after):
            index += 1
            continue
        if words is None:
            words = set(re.findall(r"[A-Za-z]+", " ".join(each.text for each in segments)))
        joined = _join(before.segment, after.segment, words)
        if joined is None:
            index += 1
        else:
            manuscript.join(before, after, joined)


def _may_join(before: Passage, after: Passage) -> bool:
    one, other = before.segment, after.segment
    if before.place is not one or after.place is not other:
        return False
    if one.is_complete or one.kind not in (Kind.SENTENCE, Kind.ITEM) or one.size < MIN_JOIN:
        return False
    return other.kind is Kind.SENTENCE and not other.item and bool(other.key)


def _join(before: Segment, after: Segment, words: set[str]) -> Segment | None:
    head, tail = before.text.rstrip(), after.text.lstrip(" 　.…")
    overlap = _overlap(head, tail)
    if overlap:
        text = head + tail[overlap:]
    elif _continues(head, tail):
        text = head + _glue(head, tail, words) + tail
    else:
        return None
    return Segment(
        before.kind,
        text,
        before.spacing,
        before.first,
        after.last,
        before.paragraph,
        before.gap,
        before.item,
    )


def _overlap(head: str, tail: str) -> int:
    for length in range(min(len(head), len(tail), 60), MIN_OVERLAP - 1, -1):
        if head.endswith(tail[:length]):
            return length
    return 0


def _continues(head: str, tail: str) -> bool:
    first = tail[:1]
    if re.match(r"[A-Za-z]", head[-1:]) and re.match(r"[a-z]", first):
        return True
    if re.match(r"[a-z0-9,;)]", first):
        return True
    if re.match(r"[A-Z]", first):
        return bool(_GOES_ON_EN.search(head) or re.search(r"[,、がをにはとでもの・（「(]$", head))
    return bool(re.match(r"[^\W\d_]|[、。ー]", first)) and not _OPENERS.match(tail)


def _glue(head: str, tail: str, words: set[str]) -> str:
    """A blank between two words, nothing inside one: known words of the document decide."""
    left, right = re.search(r"[A-Za-z]+$", head), re.match(r"[A-Za-z]+", tail)
    if not left or not right:
        return " " if re.search(r"[A-Za-z,;.]$", head) and re.match(r"[A-Za-z(\[`\"]", tail) else ""
    if left.group() + right.group() in words:
        return ""
    others = words - {left.group(), right.group()}
    return (
        ""
        if left.group() not in others and len(left.group()) <= 3 and not _GOES_ON_EN.search(head)
        else " "
    )


def drop_pieces(manuscript: Manuscript) -> None:
    """Take out the passages that a call cut off (beginnings) or beheaded (ends) when another passage holds them whole."""
    for stub in list(manuscript.stubs):
        if stub.segment.is_complete or not _is_in(manuscript, stub):
            continue
        whole = _find_whole(manuscript, stub, head=True)
        if whole is not None:
            manuscript.absorb(stub, whole, "cut-off")
    for head in list(manuscript.heads):
        if not _is_in(manuscript, head):
            continue
        whole = _find_whole(manuscript, head, head=False)
        if whole is not None:
            manuscript.absorb(head, whole, "beheaded")
    for passage in list(manuscript.passages):
        if passage.segment.kind is Kind.SENTENCE and _OPENED.fullmatch(
            passage.segment.text.strip()
        ):
            beside = [
                manuscript.passages[at]
                for at in (passage.index + 1, passage.index - 1)
                if 0 <= at < len(manuscript.passages)
            ]
            heading = next((each for each in beside if _is_headed(each, passage.segment.key)), None)
            if heading is not None:
                manuscript.absorb(passage, heading, "cut-off")


def _is_headed(passage: Passage, number: str) -> bool:
    return (
        passage.segment.kind in (Kind.HEADING, Kind.LABEL)
        and re.match(rf"{number}(?!\d)", passage.segment.key) is not None
    )


def drop_contained(manuscript: Manuscript) -> None:
    """Take out sentences that stand word for word inside a longer passage of several sentences.

    A quotation, a label with its text.
    """
    hosts = [
        passage
        for passage in manuscript.passages
        if len(_END_MARK.findall(passage.segment.text)) >= 2 and passage.segment.kind in _PROSE
    ]
    for passage in list(manuscript.passages):
        segment = passage.segment
        if (
            segment.kind is not Kind.SENTENCE
            or segment.item
            or not segment.is_complete
            or segment.size < SHORT
        ):
            continue
        for host in hosts:
            if (
                host is not passage
                and len(host.segment.key) > len(segment.key)
                and segment.key in host.segment.key
                and _is_in(manuscript, host)
            ):
                manuscript.absorb(passage, host, "contained")
                break


_OPENED = re.compile(
    r"\*\*\d{1,2}[.．]"
)  # the number of a bold heading, run into a sentence beside it
_END_MARK = re.compile(r"[。！？!?]|\.(?=\s)")
_PROSE = frozenset({Kind.SENTENCE, Kind.ITEM})


def _is_in(manuscript: Manuscript, passage: Passage) -> bool:
    return (
        passage.index < len(manuscript.passages) and manuscript.passages[passage.index] is passage
    )


def _find_whole(manuscript: Manuscript, piece: Passage, *, head: bool) -> Passage | None:
    key = piece.segment.key
    near = {piece.index - 1, piece.index + 1, piece.index + 2}
    elided = piece.segment.text.lstrip().startswith(("…", "...", "．．．"))
    for passage in manuscript.passages:
        if (
            passage is piece
            or len(passage.segment.key) <= len(key)
            or not may_match(piece.segment, passage.segment)
        ):
            continue
        close = passage.index in near or elided
        if piece.segment.size < (MIN_STUB / 2 if close else MIN_FAR_STUB):
            continue
        if passage.segment.key.startswith(key) if head else passage.segment.key.endswith(key):
            return passage
        if (
            head
            and piece.segment.size >= (MIN_NEAR_STUB if close else MIN_FAR_STUB)
            and fuzz.ratio(key, passage.segment.key[: len(key) + 1]) >= NEAR_STUB
        ):
            return passage
    return None
