"""Take out articles that were run together in one line, and the titles that such a copy glued on.

A line that lost its breaks is a copy when half of it stands elsewhere in the document. Then its
pieces go; what stands nowhere else stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, permutations

from newsletter.dedupe.keys import make_key
from newsletter.dedupe.passages import MIN_GLUED
from newsletter.dedupe.segment import (
    Break,
    Kind,
    Segment,
    is_flattened,
    join_texts,
)

COVERED = 0.5  # share of a flattened line that must stand elsewhere for it to be a copy
MAX_TITLE_SENTENCES = 3  # of a title: なぜか？その真意を探る has two
MIN_TITLE_CHARS = 12  # of a title that is known again in front of a sentence
_VERBATIM = frozenset({Kind.CODE, Kind.TABLE, Kind.OTHER})
# Behind these the title is a part of its sentence; some sentences begin with the same letters.
_GOES_ON = re.compile(
    r"[」』】〉》”’\"')）a-zà-ÿ,;、，的是]|[은는이가을를의에와과도로](?=\s)"
    r"|を|へ|が(?!ん)|は(?!い|じめ)|に(?!ぎ|わか)|の(?!ん)"
    r"|と(?!はいえ|ころ|ても|にかく)|も(?!う|ちろん|し|っと)|や(?!あ|は|が|っ)"
    r"|で(?!も|は、|すが)|だ(?!から|が、|けど)|という|から|まで|より|など|って"
)
_BETWEEN = " 　？?！!。:："  # what may stand between a title and the text it is glued to


@dataclass(frozen=True, slots=True)
class Copy:
    """A piece of a flattened line and the segment in which its text begins."""

    segment: Segment
    twin: Segment


def take_flattened(
    segments: Sequence[Segment], titles: Sequence[str] = ()
) -> tuple[list[Segment], list[Copy]]:
    """Return the segments without copies that stand run together in one line, and those copies.

    Args:
        segments: The segments of the body.
        titles: The title of the post, and others that it has had.
    """
    flat = find_flat_paragraphs(segments)
    if not flat:
        return list(segments), []
    elsewhere = _Text(
        [segment for segment in segments if segment.paragraph not in flat],
        titles,
    )
    kept: list[Segment] = []
    copies: list[Copy] = []
    cut = False
    for paragraph in _paragraphs(segments):
        if paragraph[0].paragraph in flat:
            found = _find_copies(paragraph, elsewhere)
            copied = {id(copy.segment) for copy in found}
            copies.extend(found)
            kept.extend(
                segment for segment in paragraph if id(segment) not in copied
            )
            cut = cut or bool(found)
            continue
        if cut and paragraph[0].gap is Break.NONE:
            paragraph[0].gap = Break.BLANK
        cut = False
        kept.extend(paragraph)
    return kept, copies


def _paragraphs(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The paragraphs, each as its segments."""
    for _, paragraph in groupby(
        segments, key=lambda segment: segment.paragraph
    ):
        yield list(paragraph)


def find_flat_paragraphs(segments: Sequence[Segment]) -> set[int]:
    """Return the numbers of the paragraphs that hold an article run together."""
    flat: set[int] = set()
    for paragraph in _paragraphs(segments):
        if paragraph[0].kind in _VERBATIM:
            continue
        text = "".join(segment.text for segment in paragraph)
        if is_flattened(text):
            flat.add(paragraph[0].paragraph)
    return flat


def _find_copies(paragraph: Sequence[Segment], elsewhere: _Text) -> list[Copy]:
    """The copies in a flattened line; none if less than half of the line is a copy."""
    copies: list[Copy] = []
    for segment in paragraph:
        twin = None if segment.kept else elsewhere.find(segment)
        if twin is not None:
            copies.append(Copy(segment, twin))
    copied = sum(copy.segment.size for copy in copies)
    total = sum(segment.size for segment in paragraph)
    if copied < COVERED * total:
        return []
    return copies


class _Text:
    """The keys of segments as one text in which pieces can be looked up."""

    def __init__(
        self, segments: Sequence[Segment], titles: Sequence[str]
    ) -> None:
        """Lay the keys of all segments in one row, to be searched at once."""
        self.segments = segments
        self.titles = [make_key(title) for title in titles if title]
        self.starts: list[int] = []
        keys: list[str] = []
        n_chars = 0
        for segment in segments:
            is_code = segment.kind is Kind.CODE
            key = make_key(
                segment.text.replace("`", "") if is_code else segment.text
            )
            self.starts.append(n_chars)
            keys.append(key)
            n_chars += len(key)
        self.text = "".join(keys)

    def find(self, piece: Segment) -> Segment | None:
        """The segment in which a piece begins, or None."""
        key = make_key(piece.text)
        for title in self.titles:
            key = key.removeprefix(title)
        if not key:
            return None
        at = self.text.find(key)
        if at < 0:
            return None
        return self.segments[bisect_right(self.starts, at) - 1]


def unglue_titles(
    segments: Sequence[Segment], titles: Sequence[str]
) -> tuple[list[Segment], list[tuple[Segment, str]]]:
    """Take the title off the paragraphs to which a flattened copy glued it.

    Args:
        segments: All segments; those at fault are changed.
        titles: The forms of the title.

    Returns:
        The segments without those that were all title, and those that held some of it, each with
        the text that went.
    """
    keys = _title_keys(titles)
    left: list[Segment] = []
    glued: list[tuple[Segment, str]] = []
    for paragraph in _paragraphs(segments):
        found = _find_glued(paragraph, keys)
        for segment, key in found:
            text = segment.text
            if key != segment.key:
                segment.rewrite(_text_after(text, key))
                text = text.removesuffix(segment.text)
            else:
                paragraph[1].spacing = segment.spacing
                paragraph = paragraph[1:]
            glued.append((segment, text.strip()))
        left += paragraph
    return left, glued


def _title_keys(titles: Sequence[str]) -> list[str]:
    """The keys of the titles and of two of them in a row, the longest first."""
    keys = {make_key(title) for title in titles}
    keys = {key for key in keys if len(key) >= MIN_TITLE_CHARS}
    keys.update(map("".join, permutations(sorted(keys), 2)))
    return sorted(keys, key=lambda key: (-len(key), key))


def _find_glued(
    paragraph: Sequence[Segment], keys: Sequence[str]
) -> list[tuple[Segment, str]]:
    """The sentences at the head of a paragraph that hold the title, each with its part of it."""
    head = paragraph[0]
    if not head.is_running_text:
        return []
    text = "".join(segment.key for segment in paragraph[:MAX_TITLE_SENTENCES])
    for key in keys:
        if not text.startswith(key) or len(text) <= len(key) + MIN_GLUED:
            continue
        rest = _text_after(join_texts(paragraph[:MAX_TITLE_SENTENCES]), key)
        if not _GOES_ON.match(rest):
            return _part_title(paragraph, key)
    return []


def _part_title(
    paragraph: Sequence[Segment], key: str
) -> list[tuple[Segment, str]]:
    """The sentences that hold a title, each with its part; none if one of them must stay."""
    parts: list[tuple[Segment, str]] = []
    rest = key
    for segment in paragraph:
        if not rest:
            break
        if segment.kept:
            return []
        if segment.kind is not Kind.SENTENCE:
            return []
        part = rest[: len(segment.key)]
        parts.append((segment, part))
        rest = rest[len(part) :]
    return parts


def _text_after(text: str, key: str) -> str:
    """What follows in a text after the characters that make up a key."""
    end = next(
        end
        for end in range(len(text) + 1)
        if len(make_key(text[:end])) >= len(key)
    )
    return text[end:].lstrip(_BETWEEN)
