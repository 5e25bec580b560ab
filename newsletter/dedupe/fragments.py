"""Mend what calls broke: articles run together in one line, sentences cut in two, lone pieces.

A whole line that is a flattened copy goes when the document holds its text elsewhere. A sentence
that one call cut and the next continued is joined. Without an overlap that is right in 95 of 100
cases when the two pieces are neighbours in the source, in 65 otherwise, so only neighbours are
joined. A piece that is the beginning or the end of another passage goes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from rapidfuzz import fuzz

from newsletter.dedupe.keys import make_key
from newsletter.dedupe.likeness import MIN_FAR_STUB, MIN_STUB, may_match
from newsletter.dedupe.passages import MIN_GLUED, Manuscript, Passage
from newsletter.dedupe.segment import SHORT, Break, Kind, Segment, is_flattened

COVERED = 0.5  # share of a flattened line that must stand elsewhere for it to be a copy
NEAR_STUB = 75  # ratio of a cut piece with the beginning of a passage that is worded otherwise
MIN_NEAR_STUB = 6.0
MIN_TITLE_CHARS = 12  # of a title that is known again in front of a sentence
MIN_JOIN = 4.0  # weight of a piece that may be joined with the next
MIN_OVERLAP = (
    6  # characters with which a continuation repeats the end of a cut sentence
)
MIN_ELIDED_OVERLAP = (
    2  # the same where an ellipsis says that the sentence goes on
)
MAX_OVERLAP = 60
MIN_CUT_ECHO = 8.0  # weight of a cut beginning that the next paragraph repeats and completes
MIN_ECHO = 25.0  # weight of a sentence that nobody writes twice in a row
MAX_TEAR_LINES = (
    3  # lines from one half of a torn sentence to the other, without a break
)
SEAM_CHARS = (
    4  # characters on either side of a tear that must stand whole elsewhere
)
MAX_TORN = 3  # letters of a torn-off beginning of a word

# With these a Japanese sentence begins: what they open does not continue a cut one.
_OPENERS = re.compile(
    r"(?:しかし|だから|ただし|ただ[、し]|また[、は]|そして|さらに|例えば|たとえば|まず|次に|最後に"
    r"|一方|つまり|では[、，]|さて|なぜ|正直|もちろん|個人的|具体的|特に|実際"
    r"|おや|いや|そう、|なるほど|ところで|彼ら|彼[はが]|彼女|僕[はがらも]"
    r"|私[はがたも]|皆さん|あなた|この|その|これ[はらが]|それ[はらが]|今回|今後"
    r"|投資家|技術者|AI[のはが]|「|『|【)"
)
# No English sentence ends with these.
_GOES_ON_EN = re.compile(
    r"\b(?:the|a|an|of|and|or|to|in|on|for|with|by|as|at|from|that|which|is|are|was|were|be"
    r"|this|its|their|your|our|not|can|will|may|should)$",
    re.I,
)
_GOES_ON_JA = re.compile(r"[,、がをにはとでもの・（「(]$")
_NOUN = re.compile(r"[一-龥ァ-ヺ]")  # kana alone may repeat by chance
_CJK_END = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]\s*$")
_CJK_START = re.compile(r"\s*[\u3041-\u30ff\u4e00-\u9fff]")
# No sentence begins with a particle before a noun, or with the end of a verb.
_IMPOSSIBLE_START = re.compile(
    r"を|[がはにのやもへと](?=[一-龥ァ-ヺ「])|している|していく|される|された"
)
_TORN_END = re.compile(r"[A-Za-z]+$")
_TORN_START = re.compile(r"[a-z]+")
_NUMBERED = re.compile(
    r"\*\*\d{1,2}[.．]"
)  # the number of a bold heading, run into a sentence
_END_MARK = re.compile(r"[。！？!?]|\.(?=\s)")
_ELLIPSES = ("…", "...", "．．．")
_LEADING_NUMBER = re.compile(r"^\d{1,3}")
_MAY_BE_HEADING = frozenset({Kind.SENTENCE, Kind.ITEM, Kind.LABEL})
_PROSE = frozenset({Kind.SENTENCE, Kind.ITEM})
_TITLES = frozenset({Kind.HEADING, Kind.LABEL})
_VERBATIM = frozenset({Kind.CODE, Kind.TABLE, Kind.OTHER})


# ------------------------------------------------------------------ articles in one line


@dataclass(frozen=True, slots=True)
class Copy:
    """A piece of a flattened line and the segment in which its text begins."""

    segment: Segment
    twin: Segment


def take_flattened(
    segments: Sequence[Segment], titles: Sequence[str] = ()
) -> tuple[list[Segment], list[Copy]]:
    """Return the segments without copies that stand run together in one line, and those copies."""
    flat = _find_flat_paragraphs(segments)
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
    for _, paragraph in groupby(
        segments, key=lambda segment: segment.paragraph
    ):
        yield list(paragraph)


def _find_flat_paragraphs(segments: Sequence[Segment]) -> set[int]:
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
    return copies if copied >= COVERED * total else []


class _Text:
    """The keys of segments as one text in which pieces can be looked up."""

    def __init__(
        self, segments: Sequence[Segment], titles: Sequence[str]
    ) -> None:
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
        at = self.text.find(key) if key else -1
        return (
            self.segments[bisect_right(self.starts, at) - 1]
            if at >= 0
            else None
        )


# ------------------------------------------------------------------ headings without their mark


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


def unglue_titles(
    segments: Sequence[Segment], titles: Sequence[str]
) -> list[Segment]:
    """Take the title off the sentences to which a flattened copy glued it; return those sentences.

    Args:
        segments: All segments; those at fault are changed.
        titles: The forms of the title.
    """
    keys = {make_key(title) for title in titles}
    keys = {key for key in keys if len(key) >= MIN_TITLE_CHARS}
    glued: list[Segment] = []
    for segment in segments:
        if segment.kind is not Kind.SENTENCE or segment.item or segment.kept:
            continue
        for key in keys:
            if (
                segment.key.startswith(key)
                and len(segment.key) > len(key) + MIN_GLUED
            ):
                segment.rewrite(_text_after(segment.text, key))
                glued.append(segment)
                break
    return glued


def _text_after(text: str, key: str) -> str:
    """What follows in a text after the characters that make up a key."""
    end = next(
        end
        for end in range(len(text) + 1)
        if len(make_key(text[:end])) >= len(key)
    )
    return text[end:].lstrip(" 　？?！!。:：")


# ------------------------------------------------------------------ sentences cut in two


@dataclass(frozen=True, slots=True)
class Joint:
    """Where two pieces of a sentence were joined."""

    before: Segment
    after: Segment


def join_torn(segments: Sequence[Segment]) -> tuple[list[Segment], list[Joint]]:
    """Join sentences torn by a break where the document proves that they are one.

    The proof is one of these:

    - the text around the tear stands whole somewhere else;
    - the two halves of a word give a word of the document;
    - no sentence can begin as the second half does, or end as the first half does;
    - the second half begins with an ellipsis and repeats the end of the first.

    So it holds in every post, also without other evidence.
    """
    whole = _Whole(segments)
    joined: list[Segment] = []
    joints: list[Joint] = []
    for segment in segments:
        before = _find_torn(joined, segment)
        text = whole.join(before, segment) if before is not None else ""
        if before is None or not text:
            joined.append(segment)
            continue
        joints.append(Joint(before, segment))
        if joined[-1].kind is Kind.RULE:
            joined.pop()
        joined[-1] = _glued(before, segment, text)
        joined[-1].continued = before.continued
    return joined, joints


def _find_torn(joined: Sequence[Segment], after: Segment) -> Segment | None:
    """The piece above a segment that may be its first half; a rule may stand between."""
    if (
        not joined
        or after.kind is not Kind.SENTENCE
        or after.item
        or not after.key
    ):
        return None
    if joined[-1].paragraph == joined[0].paragraph:
        return None  # the first line may be the title
    before = joined[-1]
    if before.kind is Kind.RULE:
        if len(joined) < 2 or not _IMPOSSIBLE_START.match(after.text.lstrip()):
            return None
        before = joined[-2]
    if (
        before.is_complete
        or before.kind not in _PROSE
        or before.paragraph == after.paragraph
    ):
        return None
    return before if after.first - before.last > 1 else None


class _Whole:
    """Knows what stands in one piece somewhere in the document.

    A copy that lost its line breaks proves nothing: in it every heading runs into its text.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.text = ""
        self.words: set[str] = set()

    def join(self, before: Segment, after: Segment) -> str:
        """The text of two pieces that are one; "" if nothing proves it."""
        head, tail = before.text.rstrip(), after.text.lstrip()
        if tail.startswith(_ELLIPSES):
            tail = tail.lstrip("….．")
            overlap = _overlap(head, tail, MIN_ELIDED_OVERLAP)
            return (
                head + tail[overlap:]
                if overlap and before.size >= SHORT
                else ""
            )
        is_break = after.gap is not Break.NONE
        if (
            is_break
            and before.size >= SHORT
            and head.endswith("、")
            and _CJK_START.match(tail)
        ):
            return "" if _OPENERS.match(tail) else head + tail
        if not self._holds(before, after, head, tail):
            return ""
        return head + _without_overlap(head, tail)

    def _holds(
        self, before: Segment, after: Segment, head: str, tail: str
    ) -> bool:
        if not self.text:
            flat = _find_flat_paragraphs(self.segments)
            whole = [
                segment
                for segment in self.segments
                if segment.paragraph not in flat
            ]
            self.text = "\n".join(segment.key for segment in whole)
            self.words = _find_words(self.segments)
        torn, rest = _TORN_END.search(head), _TORN_START.match(tail)
        if torn and rest and after.gap is not Break.NONE:
            return torn.group() + rest.group() in self.words
        if not _CJK_END.search(head) or not _CJK_START.match(tail):
            return False
        is_apart = (
            after.gap is not Break.NONE
            or after.first - before.last > MAX_TEAR_LINES
        )
        if is_apart and _IMPOSSIBLE_START.match(tail):
            return before.size >= SHORT
        if len(before.key) < SEAM_CHARS or len(after.key) < SEAM_CHARS:
            return False
        return before.key[-SEAM_CHARS:] + after.key[:SEAM_CHARS] in self.text


def drop_cut_echoes(manuscript: Manuscript) -> None:
    """Take out the cut beginning of the sentence that follows whole in the next paragraph."""
    for passage in list(manuscript.passages):
        segment = passage.segment
        if (
            segment.is_complete
            or segment.kind is not Kind.SENTENCE
            or segment.item
        ):
            continue
        at = passage.index + 1
        if segment.size < MIN_CUT_ECHO or at >= len(manuscript.passages):
            continue
        whole = manuscript.passages[at]
        if whole.segment.kind is not Kind.SENTENCE or len(
            whole.segment.key
        ) <= len(segment.key):
            continue
        if whole.segment.paragraph == segment.paragraph:
            continue
        is_long = segment.size >= SHORT or _follows_sentence(
            manuscript, passage
        )
        if is_long and whole.segment.key.startswith(segment.key):
            manuscript.absorb(passage, whole, "cut-off")


def _follows_sentence(manuscript: Manuscript, passage: Passage) -> bool:
    """Tell whether a passage stands behind another sentence of its paragraph."""
    if not passage.index:
        return False
    before = manuscript.passages[passage.index - 1].segment
    return (
        before.kind is Kind.SENTENCE
        and before.paragraph == passage.segment.paragraph
    )


def drop_echoes(manuscript: Manuscript) -> None:
    """Take out a sentence that repeats the one right before it, across a break of paragraphs.

    Calls begin with the last sentence of the call before; nobody writes a long sentence twice in a
    row.
    """
    for passage in list(manuscript.passages):
        segment = passage.segment
        if (
            segment.kind is not Kind.SENTENCE
            or segment.item
            or segment.size < MIN_ECHO
        ):
            continue
        if not passage.index or not segment.is_complete:
            continue
        before = manuscript.passages[passage.index - 1]
        is_echo = (
            before.segment.key == segment.key
            and before.segment.kind is segment.kind
        )
        if is_echo and before.segment.paragraph != segment.paragraph:
            manuscript.absorb(passage, before, "repeat")


def join_cut(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> list[Joint]:
    """Join the sentences that stop at a break and go on right after it.

    Only passages that are neighbours in the source too are joined.
    """
    joints: list[Joint] = []
    order = {id(segment): number for number, segment in enumerate(segments)}
    words: set[str] | None = None
    index = 1
    while index < len(manuscript.passages):
        before, after = (
            manuscript.passages[index - 1],
            manuscript.passages[index],
        )
        are_neighbours = order[id(after.place)] == order[id(before.place)] + 1
        joined: Segment | None = None
        if (
            are_neighbours
            and after.place.gap is not Break.NONE
            and _may_join(before, after)
        ):
            words = words or _find_words(segments)
            joined = _join(before.segment, after.segment, words)
        if joined is None:
            index += 1
        else:
            joints.append(Joint(before.segment, after.segment))
            manuscript.join(before, after, joined)
    return joints


def _find_words(segments: Sequence[Segment]) -> set[str]:
    return set(
        re.findall(r"[A-Za-z]+", " ".join(segment.text for segment in segments))
    )


def _may_join(before: Passage, after: Passage) -> bool:
    one, other = before.segment, after.segment
    if before.place is not one or after.place is not other:
        return False
    if one.is_complete or one.kind not in _PROSE or one.size < MIN_JOIN:
        return False
    return other.kind is Kind.SENTENCE and not other.item and bool(other.key)


def _join(before: Segment, after: Segment, words: set[str]) -> Segment | None:
    head, tail = before.text.rstrip(), after.text.lstrip(" 　.…")
    is_elided = after.text.lstrip().startswith(_ELLIPSES)
    overlap = _overlap(
        head, tail, MIN_ELIDED_OVERLAP if is_elided else MIN_OVERLAP
    )
    if overlap:
        text = head + tail[overlap:]
    elif _continues(head, tail):
        tail = _without_overlap(head, tail)
        text = head + _glue(head, tail, words) + tail
    else:
        return None
    return _glued(before, after, text)


def _glued(before: Segment, after: Segment, text: str) -> Segment:
    """One segment in the place of two."""
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


def _overlap(head: str, tail: str, at_least: int) -> int:
    """How many characters at its start the tail repeats from the end of the head."""
    for length in range(
        min(len(head), len(tail), MAX_OVERLAP), at_least - 1, -1
    ):
        if head.endswith(tail[:length]):
            return length
    return 0


def _without_overlap(head: str, tail: str) -> str:
    """The second half without the characters that it repeats from the end of the first."""
    overlap = _overlap(head, tail, MIN_ELIDED_OVERLAP)
    return tail[overlap:] if _NOUN.search(tail[:overlap]) else tail


def _continues(head: str, tail: str) -> bool:
    first = tail[:1]
    if re.match(r"[a-z0-9,;)]", first):
        return True
    if re.match(r"[A-Z]", first):
        return bool(_GOES_ON_EN.search(head) or _GOES_ON_JA.search(head))
    return bool(re.match(r"[^\W\d_]|[、。ー]", first)) and not _OPENERS.match(
        tail
    )


def _glue(head: str, tail: str, words: set[str]) -> str:
    """A blank between two words, nothing inside one: known words of the document decide."""
    left, right = re.search(r"[A-Za-z]+$", head), re.match(r"[A-Za-z]+", tail)
    if not left or not right:
        needs_blank = re.search(r"[A-Za-z,;.]$", head) and re.match(
            r"[A-Za-z(\[`\"]", tail
        )
        return " " if needs_blank else ""
    torn, rest = left.group(), right.group()
    if torn + rest in words:
        return ""
    is_word = torn in words - {torn, rest}
    is_torn = (
        not is_word and len(torn) <= MAX_TORN and not _GOES_ON_EN.search(head)
    )
    return "" if is_torn else " "


# ------------------------------------------------------------------ pieces of other passages


def drop_pieces(manuscript: Manuscript) -> None:
    """Take out what a call cut off or beheaded when it stands whole elsewhere."""
    for stub in list(manuscript.stubs):
        if not stub.segment.is_complete and manuscript.has(stub):
            _absorb(
                manuscript, stub, _find_completion(manuscript, stub), "cut-off"
            )
    for head in list(manuscript.heads):
        if manuscript.has(head):
            _absorb(
                manuscript, head, _find_beginning(manuscript, head), "beheaded"
            )
    for passage in list(manuscript.passages):
        text = passage.segment.text.strip()
        if passage.segment.kind is Kind.SENTENCE and _NUMBERED.fullmatch(text):
            _absorb(
                manuscript,
                passage,
                _find_numbered(manuscript, passage),
                "cut-off",
            )


def _absorb(
    manuscript: Manuscript, passage: Passage, whole: Passage | None, rule: str
) -> None:
    if whole is not None:
        manuscript.absorb(passage, whole, rule)


def _find_numbered(manuscript: Manuscript, passage: Passage) -> Passage | None:
    """The heading beside a lone number that begins with this number."""
    pattern = re.compile(rf"{passage.segment.key}(?!\d)")
    for at in (passage.index + 1, passage.index - 1):
        if not 0 <= at < len(manuscript.passages):
            continue
        beside = manuscript.passages[at]
        if beside.segment.kind in _TITLES and pattern.match(beside.segment.key):
            return beside
    return None


def _find_completion(manuscript: Manuscript, stub: Passage) -> Passage | None:
    """The passage that begins as the stub does, word for word or nearly."""
    key = stub.segment.key
    for passage, is_close in _find_longer(manuscript, stub):
        if passage.segment.key.startswith(key):
            return passage
        at_least = MIN_NEAR_STUB if is_close else MIN_FAR_STUB
        if stub.segment.size < at_least:
            continue
        if fuzz.ratio(key, passage.segment.key[: len(key) + 1]) >= NEAR_STUB:
            return passage
    return None


def _find_beginning(manuscript: Manuscript, head: Passage) -> Passage | None:
    """The passage that ends as a beheaded one does."""
    for passage, _ in _find_longer(manuscript, head):
        if passage.segment.key.endswith(head.segment.key):
            return passage
    return None


def _find_longer(
    manuscript: Manuscript, piece: Passage
) -> Iterator[tuple[Passage, bool]]:
    """The passages of which a piece may be a part, and whether they stand close to it.

    A short piece may only be a part of what stands close, unless an ellipsis says that it is one.
    """
    near = {piece.index - 1, piece.index + 1, piece.index + 2}
    is_elided = piece.segment.text.lstrip().startswith(_ELLIPSES)
    for passage in manuscript.passages:
        if passage is piece or not may_match(piece.segment, passage.segment):
            continue
        if len(passage.segment.key) <= len(piece.segment.key):
            continue
        is_close = is_elided or passage.index in near
        if piece.segment.size >= (MIN_STUB / 2 if is_close else MIN_FAR_STUB):
            yield passage, is_close


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
        _absorb(manuscript, passage, filled.get(passage.segment.key), "repeat")


def _is_level_with(heading: Segment, after: Segment) -> bool:
    """Tell whether what follows a heading is another of its level, or of a higher one."""
    return after.kind in _TITLES and _level(after) <= _level(heading)


def _level(segment: Segment) -> int:
    """1 to 6 for headings, 7 for labels."""
    if segment.kind is Kind.LABEL:
        return 7
    text = segment.text.lstrip()
    return len(text) - len(text.lstrip("#"))


def drop_contained(manuscript: Manuscript) -> None:
    """Take out sentences that stand word for word inside a longer passage of several sentences.

    Such a passage is a quotation, or a label with its text.
    """
    hosts = [
        passage for passage in manuscript.passages if _is_host(passage.segment)
    ]
    for passage in list(manuscript.passages):
        segment = passage.segment
        if (
            segment.kind is not Kind.SENTENCE
            or segment.item
            or not segment.is_complete
        ):
            continue
        if segment.size >= SHORT:
            _absorb(
                manuscript,
                passage,
                _find_host(manuscript, hosts, passage),
                "contained",
            )


def _is_host(segment: Segment) -> bool:
    return segment.kind in _PROSE and len(_END_MARK.findall(segment.text)) >= 2


def _find_host(
    manuscript: Manuscript, hosts: Sequence[Passage], passage: Passage
) -> Passage | None:
    key = passage.segment.key
    for host in hosts:
        is_longer = len(host.segment.key) > len(key)
        if is_longer and key in host.segment.key and manuscript.has(host):
            return host
    return None
