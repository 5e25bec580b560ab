"""Cut a body into typed segments: heading, label, sentence, item, whole table, whole code block.

Broken Markdown is the normal case here (a call may stop inside a table, a code fence or a word), so this reads lines, not a
syntax tree: a segment is what a person would call one thing said, and joining the segments with their leads gives the body back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from operator import add

from newsletter.dedupe.keys import find_links, find_names, find_numbers, make_key, measure
from newsletter.language.sentences import split_sentences

SHORT = 20.0  # weight from which an exact repeat of prose is a repeat wherever it stands (1.1 false ones in 10,000 sentences)


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


class Break(Enum):
    """What stands before a segment; calls stop and start at breaks, most often at a marker."""

    NONE = 0
    BLANK = 1  # two or more blank lines
    MARK = 2  # a marker, a continuation label or chatter stood here


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source after the leavings were taken out.

    `mark`: something was taken out before it, a call may start here. `continued`: it was labelled as a continued heading.
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
        first, last: Lines of the body.
        paragraph: Number of the paragraph, item, table or block it stands in.
        gap: The break before it.
        item: It stands in a list item.
        continued: A heading that was labelled as a continuation.
        key: What has to be equal for two segments to be the same.
        size: Weight of the key.
        is_complete: It ends as a sentence ends.
    """

    __slots__ = (
        "_bigrams",
        "_facts",
        "continued",
        "first",
        "gap",
        "is_complete",
        "item",
        "key",
        "kind",
        "last",
        "spacing",
        "paragraph",
        "size",
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
        self.kind = kind
        self.text = text
        self.spacing = spacing
        self.first = first
        self.last = last
        self.paragraph = paragraph
        self.gap = gap
        self.item = item
        self.continued = continued
        self.key, self.size, self.is_complete = _measured(kind, text)
        self._facts: tuple[tuple[str, ...], frozenset[str], frozenset[str]] | None = None
        self._bigrams: frozenset[str] | None = None

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

    def _found(self) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
        if self._facts is None:
            bare = strip_marks(self.text)
            self._facts = find_numbers(bare), find_names(bare), find_links(self.text)
        return self._facts


@lru_cache(maxsize=8192)
def _measured(kind: Kind, text: str) -> tuple[str, float, bool]:
    """Key, weight and completeness of a segment; half of the sentences of a post that repeats itself are asked for twice."""
    if kind is Kind.TABLE:
        key = _table_key(text)
    elif kind is Kind.CODE:
        key = _code_key(text)
    elif kind in (Kind.RULE, Kind.OTHER):
        key = " ".join(text.split())
    else:
        key = make_key(strip_marks(text))
    return key, measure(key), bool(_ENDED.search(text[-24:]))


_ENDED = re.compile(r"[。！？!?.…：:；;｡」』）)】｣\]>|`~—―]['\"”’*_\s\])）」』]*$|\}\s*$")
_FENCE = re.compile(r"^( {0,3}|\s*(?:[-*+]|\d+[.)])\s+|\s+)(`{3,}|~{3,})([^`]*)$")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s|$)")
_ITEM = re.compile(r"^\s*(?:[-*+・•]|\d{1,3}[.)])\s+(?=\S)")
_RULE = re.compile(r"^ {0,3}([-*_])(?:\s*\1){2,}\s*$")
_TABLE = re.compile(r"^\s*\|")
_OTHER = re.compile(
    r"^\s*(?:\{%.*%\}|\{:.*\}|<(?!https?:|mailto:)[/!A-Za-z][^>]*>?.*|!\[[^\]]*\]\([^)]*\)(?:\{:.*\})?|\[[^\]^]+\]:\s*\S+.*)\s*$"
)
_MARKS = re.compile(r"^(?:\s*>)*\s*(?:#{1,6}\s+|(?:[-*+・•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?)?")
_LABEL = re.compile(r"^\s*(?:>\s*)*(?:\*\*[^*]+\*\*[:：]?|[^。！？.!?]{1,40}[:：])\s*$")
_CONTENT = re.compile(r"^(?:\s*>)*\s*")
_RUN_IN = re.compile(r"(?<=\S)[ 　]+(?=#{2,6}[ 　]+\S)")


def strip_marks(text: str) -> str:
    """Return the text without the quote, heading or list mark in front."""
    return text[len(_MARKS.match(text).group()) :]  # type: ignore[union-attr]  # it matches the empty string


def is_flattened(text: str) -> bool:
    """Tell whether a line holds a whole article run together: headings stand inside the line, at least 200 characters."""
    return len(text) >= 200 and bool(_RUN_IN.search(text))


def cut_segments(lines: Sequence[SourceLine]) -> list[Segment]:
    """Cut lines into segments, in order; the leads and texts joined give the lines back."""
    return _Segmenter(lines).run()


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[str, ...]:
    spans = [found.span() for found in _ATOM.finditer(text)] if _HAS_ATOM.search(text) else []
    return split_sentences(text, spans)


_HAS_ATOM = re.compile(r"[`\[<]|https?:|\{[%{:]")
_ATOM = re.compile(
    r"(?<!`)(`+)(?!`)(?:.|\n)+?(?<!`)\1(?!`)|\{%.*?%\}|\{\{.*?\}\}|\{:[^}\n]*\}|</?[A-Za-z][^<>]*>"
    r"|!?\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\](?:\([^()\s]*\))?)*\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\])"
    r"|https?://[^\s<>\"'「」『』（）()。、]+"
)


def _table_key(text: str) -> str:
    rows = (
        "|".join(make_key(cell) for cell in row.strip().strip("|").split("|"))
        for row in text.split("\n")
    )
    return "\n".join(row for row in rows if row.strip("|"))


def _code_key(text: str) -> str:
    lines = [line.strip() for line in text.split("\n")]
    closed = len(lines) > 1 and re.fullmatch(r"`{3,}|~{3,}", lines[-1])
    return "\n".join(line for line in (lines[1:-1] if closed else lines[1:]) if line)


class _Segmenter:
    """Walk over the lines once; every branch consumes at least one."""

    def __init__(self, lines: Sequence[SourceLine]) -> None:
        self.lines = lines
        self.place = 0
        self.segments: list[Segment] = []
        self.paragraph = 0
        self.spacing = ""
        self.mark = False
        self.n_blank = 0

    def run(self) -> list[Segment]:
        while self.place < len(self.lines):
            line = self.lines[self.place]
            self.mark = self.mark or line.mark
            if not line.text.strip():
                self.spacing += line.text + "\n"
                self.n_blank += 1
                self.place += 1
                continue
            self._one_block(line.text)
        return self.segments

    def _one_block(self, text: str) -> None:
        if _FENCE.match(text):
            self._add_block(Kind.CODE, self._end_of_code())
        elif _HEADING.match(text):
            self._add_heading()
        elif _RULE.match(text):
            self._add_block(Kind.RULE, self.place + 1)
        elif _TABLE.match(text):
            self._add_block(Kind.TABLE, self._end_while(_TABLE))
        elif _OTHER.match(text):
            self._add_block(Kind.OTHER, self.place + 1)
        else:
            self._add_text(self._end_of_text())

    def _end_while(self, pattern: re.Pattern[str]) -> int:
        end = self.place + 1
        while (
            end < len(self.lines)
            and pattern.match(self.lines[end].text)
            and not self.lines[end].mark
        ):
            end += 1
        return end

    def _end_of_code(self) -> int:
        """A fence ends at its closing line; where a call stopped inside (a marker, another opening fence), it ends there."""
        opening = _FENCE.match(self.lines[self.place].text)
        assert opening is not None
        fence = opening.group(2)
        end = self.place + 1
        while end < len(self.lines):
            text = self.lines[end].text.strip()
            if self.lines[end].mark and self._is_balanced_from(end):
                return self._without_blanks(end)
            if text.startswith(fence) and not text.strip(fence[0]):
                return end + 1
            if (
                re.match(r"(?:`{3,}|~{3,})\w", text)
                and text.startswith(fence)
                and not self._is_balanced_from(end + 1)
            ):
                return self._without_blanks(end)
            end += 1
        return self._without_blanks(end)

    def _is_balanced_from(self, start: int) -> bool:
        return sum(1 for line in self.lines[start:] if _FENCE.match(line.text)) % 2 == 0

    def _without_blanks(self, end: int) -> int:
        while end > self.place + 1 and not self.lines[end - 1].text.strip():
            end -= 1
        return end

    def _end_of_text(self) -> int:
        end = self.place + 1
        while end < len(self.lines):
            line = self.lines[end]
            if (
                not line.text.strip()
                or line.mark
                or _ITEM.match(line.text)
                or _starts_block(line.text)
            ):
                break
            end += 1
        return end

    def _add_heading(self) -> None:
        text = self.lines[self.place].text
        if not is_flattened(text):
            self._add_block(Kind.HEADING, self.place + 1)
            return
        self._add_text(self.place + 1)

    def _add_block(self, kind: Kind, end: int) -> None:
        text = "\n".join(line.text for line in self.lines[self.place : end])
        self._append(kind, text, self.lines[self.place].number, self.lines[end - 1].number)
        self._close(end)

    def _add_text(self, end: int) -> None:
        lines = self.lines[self.place : end]
        text = "\n".join(line.text for line in lines)
        item = bool(_ITEM.match(lines[0].text))
        if _LABEL.match(text) and len(lines) == 1:
            self._append(
                Kind.ITEM if item else Kind.LABEL, text, lines[0].number, lines[0].number, item
            )
            self._close(end)
            return
        prefix = len(_MARKS.match(text).group())  # type: ignore[union-attr]
        at = 0
        for n, sentence in enumerate(_sentences(text[prefix:])):
            whole = (text[:prefix] if n == 0 else "") + sentence
            body = whole.rstrip("\n")
            row = lines[min(at, len(lines) - 1)].number
            at += whole.count("\n")
            last = lines[min(at - (1 if whole.endswith("\n") else 0), len(lines) - 1)].number
            kind = Kind.ITEM if item and n == 0 else Kind.SENTENCE
            if kind is Kind.SENTENCE and _LABEL.match(body) and measure(make_key(body)) < SHORT:
                kind = Kind.LABEL
            self._append(kind, body, row, max(row, last), item)
            self.spacing = whole[len(body) :]
        self._close(end)

    def _append(self, kind: Kind, text: str, first: int, last: int, item: bool = False) -> None:
        gap = Break.MARK if self.mark else Break.BLANK if self.n_blank >= 2 else Break.NONE
        continued = self.lines[self.place].continued
        self.segments.append(
            Segment(kind, text, self.spacing, first, last, self.paragraph, gap, item, continued)
        )
        self.spacing = ""
        self.mark = False
        self.n_blank = 0

    def _close(self, end: int) -> None:
        self.place = end
        self.paragraph += 1
        self.spacing = "\n"
        self.n_blank = 0


def _starts_block(text: str) -> bool:
    return bool(
        _FENCE.match(text)
        or _HEADING.match(text)
        or _RULE.match(text)
        or _TABLE.match(text)
        or _OTHER.match(text)
    )
