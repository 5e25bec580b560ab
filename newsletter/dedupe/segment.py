"""Cut a body into typed segments: heading, label, sentence, item, whole table, whole code block.

Broken Markdown is the normal case here, since a call may stop inside a table, a code fence or a
word. So this module reads lines, not a syntax tree. A segment is what a person would call one
thing said. The texts of all segments, joined with the white space before them, give the body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import add
from types import MappingProxyType

from newsletter.dedupe.keys import (
    find_definitions,
    find_links,
    find_names,
    find_numbers,
    make_key,
    may_link,
    measure,
)
from newsletter.language.sentences import split_sentences
from newsletter.remembered import remembered
from newsletter.source.code_spans import CODE_SPAN

# Weight from which an exact repeat of prose is a repeat wherever it stands: 1.1 false ones in
# 10,000 sentences.
SHORT = 20.0
_NO_LINKS: frozenset[str] = frozenset()
_NO_DEFINITIONS: Mapping[str, str] = MappingProxyType({})
MIN_FLATTENED_CHARS = (
    200  # a whole article in one line is longer than any heading
)


class Kind(Enum):
    """What a segment is; it decides where a repeat of it may be dropped."""

    HEADING = "heading"
    LABEL = "label"
    SENTENCE = "sentence"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"
    OTHER = "other"  # HTML, Liquid, attribute lists, images, definitions

    __hash__ = (
        object.__hash__
    )  # each is one object; that of Enum is written in Python


TITLES = frozenset({Kind.HEADING, Kind.LABEL})
SENTENCES = frozenset({Kind.SENTENCE, Kind.ITEM})  # in a paragraph, in a list
ELLIPSES = ("…", "...", "．．．")


class Break(Enum):
    """What stands before a segment; calls stop and start at breaks, most often at a marker."""

    NONE = "none"
    BLANK = "blank"  # two or more blank lines
    MARK = "mark"  # a marker, a continuation label or chatter stood here


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source without boilerplate.

    Attributes:
        text: What is left of it.
        number: Its number in the source.
        mark: Something was taken out before it: a call may start here.
        continued: It was labelled as a continued heading.
    """

    text: str
    number: int
    mark: bool = False
    continued: bool = False


class Segment:
    """One segment and its place; segments are compared by identity.

    Attributes:
        kind: What it is.
        text: Its Markdown, with list and quote marks; trailing blanks belong to it.
        spacing: White space between the segment before and this one.
        first: Its first line in the body.
        last: Its last line.
        paragraph: Number of the paragraph, item, table or block it stands in.
        gap: The break before it.
        item: It stands in a list item.
        continued: It is a heading that was labelled as a continuation.
        kept: A person decided that it stays.
        definitions: Where the labels of the document lead, for links by reference.
        key: What has to be equal for two segments to be the same.
        size: Weight of the key.
        is_complete: It ends as a sentence ends.
    """

    __slots__ = (
        "_bigrams",
        "_facts",
        "continued",
        "definitions",
        "first",
        "gap",
        "is_complete",
        "item",
        "kept",
        "key",
        "kind",
        "last",
        "paragraph",
        "size",
        "spacing",
        "text",
    )

    def __init__(
        self,
        kind: Kind,
        text: str,
        spacing: str,
        first: int,
        last: int,
        paragraph: int,
        gap: Break = Break.NONE,
        item: bool = False,
        continued: bool = False,
    ) -> None:
        """Keep what stands and where; what it says is found when asked for."""
        self.kind = kind
        self.text = text
        self.spacing = spacing
        self.first = first
        self.last = last
        self.paragraph = paragraph
        self.gap = gap
        self.item = item
        self.continued = continued
        self.kept = False
        self.definitions: Mapping[str, str] = _NO_DEFINITIONS
        self.key, self.size, self.is_complete = _measured(kind, text)
        self._facts: (
            tuple[tuple[str, ...], frozenset[str], frozenset[str]] | None
        ) = None
        self._bigrams: frozenset[str] | None = None

    def rewrite(self, text: str) -> None:
        """Take another text, and forget what was known of the old one."""
        self.text = text
        self.key, self.size, self.is_complete = _measured(self.kind, text)
        self._facts = None
        self._bigrams = None

    @property
    def numbers(self) -> tuple[str, ...]:
        """Numbers in order, the number of an ordered list not among them."""
        return self._found()[0]

    @property
    def names(self) -> frozenset[str]:
        """Words that may be names."""
        return self._found()[1]

    @property
    def links(self) -> frozenset[str]:
        """Link targets."""
        if not may_link(self.text):
            return _NO_LINKS
        return self._found()[2]

    @property
    def bigrams(self) -> frozenset[str]:
        """Pairs of characters of the key."""
        if self._bigrams is None:
            self._bigrams = frozenset(map(add, self.key, self.key[1:]))
        return self._bigrams

    @property
    def is_prose(self) -> bool:
        """A sentence, in a list item or not."""
        return self.kind is Kind.SENTENCE

    @property
    def is_running_text(self) -> bool:
        """A sentence of a paragraph, in no list item."""
        return self.kind is Kind.SENTENCE and not self.item

    @property
    def is_full(self) -> bool:
        """A sentence of running text, to its end."""
        return self.is_complete and self.is_running_text

    @property
    def is_cut(self) -> bool:
        """A sentence of running text that stops before its end."""
        return not self.is_complete and self.is_running_text

    def _found(self) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
        """The figures, names and links of the text, found once."""
        if self._facts is None:
            bare = strip_marks(self.text)
            links = find_links(self.text, self.definitions)
            self._facts = find_numbers(bare), find_names(bare), links
        return self._facts


@remembered(maxsize=4096)
def _measured(kind: Kind, text: str) -> tuple[str, float, bool]:
    """Key, weight and completeness of a segment.

    They are kept, since half of the sentences of a post that repeats itself are asked for twice.
    """
    if kind is Kind.TABLE:
        key = _table_key(text)
    elif kind is Kind.CODE:
        key = _code_key(text)
    elif kind in (Kind.RULE, Kind.OTHER):
        key = " ".join(text.split())
    else:
        key = make_key(strip_marks(text))
    return key, measure(key), bool(_ENDED.search(text[-24:]))


_BULLET = r"(?:[-*+・•]|\d{1,3}[.)])"
_ENDED = re.compile(
    r"[。！？!?.…：:；;｡؟۔।」』）)】｣\]>|`~—―]['\"”’*_\s\])）」』]*$"  # an end mark and what closes
    r"|\}\s*$"
)
_FENCE = re.compile(
    r"^( {0,3}|\s*(?:[-*+]|\d+[.)])\s+|\s+)(`{3,}|~{3,})([^`]*)$"
)
_NEW_FENCE = re.compile(r"(?:`{3,}|~{3,})\w")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s|$)")
_ITEM = re.compile(rf"^\s*{_BULLET}\s+(?=\S)")
_RULE = re.compile(r"^ {0,3}([-*_])(?:\s*\1){2,}\s*$")
_TABLE = re.compile(r"^\s*\|")
_OTHER = re.compile(
    r"^\s*(?:"
    r"\{%.*%\}|\{:.*\}"  # Liquid, attributes
    r"|<(?!https?:|mailto:)[/!A-Za-z][^>]*>?.*"  # HTML
    r"|!\[[^\]]*\]\([^)]*\)(?:\{:.*\})?"  # an image
    r"|\[[^\]^]+\]:\s*\S+.*"  # a link definition
    r")\s*$"
)
_MARKS = re.compile(
    rf"^(?:\s*>)*\s*(?:#{{1,6}}\s+|{_BULLET}\s+(?:\[[ xX]\]\s+)?)?"
)
_LABEL = re.compile(
    r"^\s*(?:>\s*)*(?:\*\*[^*]+\*\*[:：]?|[^。！？.!?]{1,40}[:：])\s*$"
)
_LABEL_ENDS = ("*", ":", "：")  # each label ends so: a cheap test
# A bold heading with a question in it, over its text: it is one, and not two sentences.
_BOLD_LINE = re.compile(
    r"\*\*[^*\[\]]*[。！？!?][^*\[\]]*[^*\[\]。！？!?.]\*\*\s*$"
)
_RUN_IN = re.compile(r"[ 　](?<=\S[ 　])[ 　]*(?=#{2,6}[ 　]+\S|[*-] \*\*)")
# The line that opens a box of Python-Markdown: no sentence ends behind its exclamation marks.
BOX_MARK = re.compile(
    r"^[ \t>]*(?:!!!|\?\?\?\+?) ?[A-Za-z][\w-]*(?=[ \t]*(?:\"|$))", re.M
)
_HAS_ATOM = re.compile(r"`|\[|<|https?:|\{[%{:]|!!!|\?\?\?")
_ATOM = re.compile(
    rf"{CODE_SPAN.pattern}"
    # Liquid and attributes; so far is their end looked for, since thousands may have none.
    r"|\{%.{0,2000}?%\}|\{\{.{0,2000}?\}\}|\{:[^}\n]{0,2000}\}"
    rf"|(?m:{BOX_MARK.pattern})"
    r"|</?[A-Za-z][^<>]*>"  # tags
    r"|!?\[(?>(?:[^\[\]\\]|\\.|\[[^\[\]]*\](?>(?:\([^()\s]*\))?))*)\]"  # the text of a link
    r"(?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\])"  # and where it leads
    r"|https?://[^\s<>\"'「」『』（）()。、]+"
)


def strip_marks(text: str) -> str:
    """Return the text without the quote, heading or list mark in front."""
    found = _MARKS.match(text)
    return text[found.end() :] if found else text


def is_flattened(text: str) -> bool:
    """Tell whether a line holds an article run together, with headings or items inside it."""
    if len(text) < MIN_FLATTENED_CHARS:
        return False
    return bool(_RUN_IN.search(text))


def cut_segments(lines: Sequence[SourceLine]) -> list[Segment]:
    """Cut lines into segments, in order."""
    segments = _Segmenter(lines).run()
    definitions = find_definitions("\n".join(line.text for line in lines))
    if definitions:
        for segment in segments:
            segment.definitions = definitions
    return segments


def note_break(segment: Segment) -> None:
    """Note that something was taken out before a segment: a call may start here."""
    if segment.gap is Break.NONE:
        segment.gap = Break.BLANK


def join_texts(segments: Sequence[Segment]) -> str:
    """Return the text of neighbouring segments as it stands."""
    rest = [segment.spacing + segment.text for segment in segments[1:]]
    return "".join([segments[0].text, *rest])


@remembered(maxsize=1024)
def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; nothing is cut inside an address or code."""
    if not _HAS_ATOM.search(text):
        return split_sentences(text, [])
    return split_sentences(
        text, [found.span() for found in _ATOM.finditer(text)]
    )


def _table_key(text: str) -> str:
    """The cells of a table, row by row, without its rules."""
    rows: list[str] = []
    for line in text.split("\n"):
        cells = line.strip().strip("|").split("|")
        row = "|".join(make_key(cell) for cell in cells)
        if row.strip("|"):
            rows.append(row)
    return "\n".join(rows)


def _code_key(text: str) -> str:
    """The lines of a code block without fences and indents."""
    lines = [line.strip() for line in text.split("\n")]
    is_closed = re.fullmatch(r"`{3,}|~{3,}", lines[-1])
    inner = lines[1:-1] if is_closed else lines[1:]
    return "\n".join(line for line in inner if line)


class _Segmenter:
    """Walk over the lines once; every branch consumes at least one."""

    def __init__(self, lines: Sequence[SourceLine]) -> None:
        """Begin before the first line, with the fences known."""
        self.lines = lines
        self._fence_lines = [
            number
            for number, line in enumerate(lines)
            if _FENCE.match(line.text)
        ]
        self.place = 0
        self.segments: list[Segment] = []
        self.paragraph = 0
        self.spacing = ""
        self.mark = False
        self.n_blank = 0

    def run(self) -> list[Segment]:
        """Cut all lines."""
        while self.place < len(self.lines):
            line = self.lines[self.place]
            self.mark = self.mark or line.mark
            if line.text.strip():
                self._take_block(line.text)
                continue
            self.spacing += line.text + "\n"
            self.n_blank += 1
            self.place += 1
        return self.segments

    def _take_block(self, text: str) -> None:
        """Take the block that begins with the line at this place."""
        if _FENCE.match(text):
            self._add_block(Kind.CODE, self._end_of_code())
        elif _HEADING.match(text) and not is_flattened(text):
            self._add_block(Kind.HEADING, self.place + 1)
        elif _HEADING.match(text):
            self._add_text(self.place + 1)
        elif _RULE.match(text):
            self._add_block(Kind.RULE, self.place + 1)
        elif _TABLE.match(text):
            self._add_block(Kind.TABLE, self._end_of_table())
        elif _OTHER.match(text):
            self._add_block(Kind.OTHER, self.place + 1)
        else:
            self._add_text(self._end_of_text())

    def _end_of_table(self) -> int:
        """The place after the last row of a table."""
        end = self.place + 1
        while end < len(self.lines):
            line = self.lines[end]
            if line.mark or not _TABLE.match(line.text):
                break
            end += 1
        return end

    def _end_of_code(self) -> int:
        """The end of a fenced block, which a call may have left open.

        The block ends at its closing line. Where a call stopped inside it, it ends before the
        marker or before the fence that the next call opens.
        """
        opening = _FENCE.match(self.lines[self.place].text)
        assert opening is not None
        fence = opening.group(2)
        end = self.place + 1
        while end < len(self.lines):
            line = self.lines[end]
            text = line.text.strip()
            if line.mark and self._is_balanced_from(end):
                break
            if text.startswith(fence):
                if not text.strip(fence[0]):
                    return end + 1
                if _NEW_FENCE.match(text) and not self._is_balanced_from(
                    end + 1
                ):
                    break
            end += 1
        return self._without_blanks(end)

    def _is_balanced_from(self, start: int) -> bool:
        """Tell whether each fence from a place on has its partner."""
        n_above = bisect_left(self._fence_lines, start)
        return n_above % 2 == len(self._fence_lines) % 2

    def _without_blanks(self, end: int) -> int:
        """The end of a block without the blank lines before it."""
        while not self.lines[end - 1].text.strip():
            end -= 1
        return end

    def _end_of_text(self) -> int:
        """The place after the last line of a paragraph."""
        end = self.place + 1
        if _BOLD_LINE.match(self.lines[self.place].text):
            return end
        while end < len(self.lines):
            line = self.lines[end]
            if line.mark or not line.text.strip() or _starts_block(line.text):
                break
            end += 1
        return end

    def _add_block(self, kind: Kind, end: int) -> None:
        """Add a block as one segment."""
        lines = self.lines[self.place : end]
        text = "\n".join(line.text for line in lines)
        self._append(kind, text, lines[0].number, lines[-1].number)
        self._close(end)

    def _add_text(self, end: int) -> None:
        """Add a paragraph, sentence by sentence."""
        lines = self.lines[self.place : end]
        text = "\n".join(line.text for line in lines)
        item = bool(_ITEM.match(text))
        if len(lines) == 1 and _LABEL.match(text):
            kind = Kind.ITEM if item else Kind.LABEL
            self._append(kind, text, lines[0].number, lines[0].number, item)
            self._close(end)
            return
        n_newlines = 0
        opens_item = item
        for whole in _sentences_with_marks(text):
            body = whole.rstrip("\n")
            first = last = n_newlines
            if len(lines) > 1:
                n_newlines += whole.count("\n")
                last = max(first, n_newlines - whole.endswith("\n"))
            kind = _kind_of_sentence(body, opens_item)
            numbers = _number_at(lines, first), _number_at(lines, last)
            self._append(kind, body, *numbers, item)
            self.spacing = whole[len(body) :]
            opens_item = False
        self._close(end)

    def _append(
        self, kind: Kind, text: str, first: int, last: int, item: bool = False
    ) -> None:
        """Add a segment, with the break that stands before it."""
        gap = Break.BLANK if self.n_blank >= 2 else Break.NONE
        if self.mark:
            gap = Break.MARK
        continued = self.lines[self.place].continued
        segment = Segment(
            kind,
            text,
            self.spacing,
            first,
            last,
            self.paragraph,
            gap,
            item,
            continued,
        )
        self.segments.append(segment)
        self.spacing = ""
        self.mark = False
        self.n_blank = 0

    def _close(self, end: int) -> None:
        """Go on after a block; the next one begins a paragraph."""
        self.place = end
        self.paragraph += 1
        self.spacing = "\n"


def _sentences_with_marks(text: str) -> Iterator[str]:
    """The sentences of a paragraph; its quote and list marks belong to the first."""
    marks = text[: len(text) - len(strip_marks(text))]
    for sentence in _sentences(text[len(marks) :]):
        yield marks + sentence
        marks = ""


def _kind_of_sentence(text: str, opens_item: bool) -> Kind:
    """What a sentence of a paragraph is: item, label or sentence."""
    if opens_item:
        return Kind.ITEM
    if not text.rstrip().endswith(_LABEL_ENDS):
        return Kind.SENTENCE
    if _LABEL.match(text) and measure(make_key(text)) < SHORT:
        return Kind.LABEL
    return Kind.SENTENCE


def _number_at(lines: Sequence[SourceLine], at: int) -> int:
    """The number of a line of a block; of its last one beyond the end."""
    return lines[min(at, len(lines) - 1)].number


def _starts_block(text: str) -> bool:
    """Tell whether a line ends the paragraph before it."""
    starts = (_ITEM, _FENCE, _HEADING, _RULE, _TABLE, _OTHER, _BOLD_LINE)
    return any(pattern.match(text) for pattern in starts)
