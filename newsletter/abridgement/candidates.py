"""Cut a clean article into its candidates: the units among which an abridgement chooses.

    sentence   of a paragraph (or of an item after the item's first one); two sentences that share one pair of marks are one candidate
    list       the first sentence of every item and all that is no prose in it: a list is there with all its items or not at all
    table, code, quote, html   whole
    image      with its caption; it follows the text it stands beside and costs nothing

Headings, and bold lines that work as headings, are no candidates: they stand over candidates and are there when these are. So do
labels (a bold or colon-ended line above the text of the same paragraph). Rules, comments and lone Liquid are dropped; link
and footnote definitions are there when kept text refers to them. Markup that opens in one block and closes in another
(`<details>`, `{% raw %}`) makes all blocks between one candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from newsletter.model import Block, BlockKind, Lines
from newsletter.source.blocks import parse_blocks
from newsletter.source.inline import plain_text, sentences

PSEUDO_LEVEL = 7  # a bold line as heading stands under every real one
MAX_LABEL_CHARS = 32
MAX_LEAD_CHARS = 80

_BOLD_LINE = re.compile(r"\s*(?:\*\*[^*]+\*\*|__[^_]+__)\s*[:：]?\s*")
_END_MARK = re.compile(r"[。！？!?.…]\W*$")
_COLON_END = re.compile(r"[:：][\s*_]*$")
_BULLET = re.compile(r"\s*(?:[・●○■□◆◇▪▶►✓✔☑✅•※]|[①-⑳]|[(（]?\d{1,2}[)）])\s*\S")
_ITEM_MARK = re.compile(r"[\s>]*(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_NOTE = re.compile(r"\s*\[\^([^\]\s]+)\]:")
_DEFINITION = re.compile(r"\s*\[([^\]]+)\]:")
_MACHINE_ONLY = re.compile(r"\s*(?:\{:[^}]*\}\s*)+")
_CAPTION = re.compile(
    r"\s*(?:[*_][^*_].*[^*_][*_]|(?:図|写真|画像|表|出典|引用元?|Fig(?:ure|\.)|Image|Photo|Source|그림|사진"
    r"|图).{0,80})\s*",
    re.S,
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)([^<>]*)>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_LIQUID = re.compile(r"\{%-?\s*(end)?(raw|highlight|if|unless|for|capture|comment|case|tablerow)\b")


class CandidateKind(StrEnum):
    """What a candidate is."""

    SENTENCE = "sentence"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    HTML = "html"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class SentenceRun:
    """A run of sentences of one block: `first` up to but not including `end`."""

    block: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One unit of choice.

    Attributes:
        number: Place in the article.
        kind: What it is.
        text: Its Markdown.
        parts: Plain text of its sentences, items or rows.
        spots: Where it stands.
        lines: Its lines in the body.
        passage: Number of the paragraph, list or other group it belongs to.
        place: Place in that passage; 0 opens it.
        headings: Blocks of the headings above it, outermost first.
        label: The label of its own paragraph that stands above it.
        whole: The list it adds to: there only when that is.
    """

    number: int
    kind: CandidateKind
    text: str
    parts: tuple[str, ...]
    spots: tuple[SentenceRun, ...]
    lines: Lines
    passage: int
    place: int
    headings: tuple[int, ...]
    label: SentenceRun | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """A clean article, cut.

    Attributes:
        lines: Lines of the body.
        blocks: Its leaf blocks.
        texts: Sentences of each block; joined they give its text back. Blocks that are no prose have one.
        candidates: In order.
        notes: Label of a footnote → its blocks.
        definitions: Blocks that define link targets.
    """

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    texts: tuple[tuple[str, ...], ...]
    candidates: tuple[Candidate, ...]
    notes: tuple[tuple[str, tuple[int, ...]], ...]
    definitions: tuple[int, ...]

    def heading_text(self, block: int) -> str:
        """The plain text of a heading."""
        return plain_text(self.blocks[block].text).strip()

    def spot_text(self, spot: SentenceRun) -> str:
        """The plain text of a run of sentences."""
        return plain_text("".join(self.texts[spot.block][spot.first : spot.end])).strip()


def parse_article(body: str) -> ParsedArticle:
    """Cut a clean body (Markdown, LF line ends, no front matter) into candidates."""
    blocks = parse_blocks(body)
    texts = tuple(sentences(block.text) if _is_prose(block) else (block.text,) for block in blocks)
    cutter = _Parser(tuple(body.split("\n")), blocks, texts)
    cutter.run()
    return ParsedArticle(
        cutter.lines,
        blocks,
        texts,
        tuple(cutter.candidates),
        tuple(cutter.notes.items()),
        tuple(cutter.definitions),
    )


def _is_prose(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)


@dataclass(slots=True)
class _Parser:
    """Walks the blocks once, group by group, with the headings above in hand."""

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    texts: tuple[tuple[str, ...], ...]
    candidates: list[Candidate] = field(default_factory=list)
    notes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    definitions: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    passage: int = 0

    def run(self) -> None:
        regions = dict(_find_regions(self.blocks))
        number = 0
        for _, group in groupby(range(len(self.blocks)), lambda at: self.blocks[at].group):
            members = [at for at in group if at >= number]
            if not members:
                continue
            end = max((regions[at] for at in members if at in regions), default=0)
            if end > members[-1] + 1 or members[0] in regions:
                number = max(end, members[-1] + 1)
                self._add_whole(CandidateKind.HTML, list(range(members[0], number)))
            else:
                self._add_group(members)

    def _add_group(self, members: list[int]) -> None:
        block = self.blocks[members[0]]
        first_line = self.lines[block.lines.first - 1]
        note = _NOTE.match(first_line)
        if note:
            self.notes[note[1]] = tuple(members)
        elif block.kind is BlockKind.HEADING and not block.quoted and block.depth == 0:
            self._push_heading(members[0], block.level)
        elif first_line.lstrip().startswith(">"):
            self._add_whole(CandidateKind.QUOTE, members)
        elif block.depth > 0 or (
            _ITEM_MARK.match(first_line) and block.kind is not BlockKind.PARAGRAPH
        ):
            self._add_list(members)
        else:
            for member in members:
                self._add_block(member)

    def _push_heading(self, block: int, level: int) -> None:
        while self.headings and self._level(self.headings[-1]) >= level:
            self.headings.pop()
        self.headings.append(block)

    def _level(self, block: int) -> int:
        return self.blocks[block].level or PSEUDO_LEVEL

    def _add_block(self, number: int) -> None:
        block = self.blocks[number]
        match block.kind:
            case BlockKind.PARAGRAPH | BlockKind.ITEM:
                self._add_paragraph(number)
            case BlockKind.TABLE:
                self._add_whole(CandidateKind.TABLE, [number])
            case BlockKind.CODE:
                self._add_whole(CandidateKind.CODE, [number])
            case BlockKind.IMAGE:
                self._add_whole(CandidateKind.IMAGE, [number])
            case BlockKind.HTML if not re.fullmatch(r"\s*<!--.*-->\s*", block.text, re.S):
                self._add_whole(CandidateKind.HTML, [number])
            case BlockKind.DEFINITION:
                self.definitions.append(number)
            case _:
                pass  # rules, comments, Liquid that stands alone: nothing to read

    def _add_whole(self, kind: CandidateKind, members: list[int]) -> None:
        spots = tuple(SentenceRun(at, 0, len(self.texts[at])) for at in members)
        parts = tuple(part for at in members for part in self._parts(at))
        self._add(kind, spots, parts, place=0)
        self.passage += 1

    def _parts(self, number: int) -> Iterator[str]:
        """Plain text of what a reader takes in at a time: a sentence, a row, a line of code."""
        block = self.blocks[number]
        if _is_prose(block):
            yield from (plain_text(text).strip() for text in self.texts[number])
        elif block.kind is BlockKind.TABLE:
            rows = [line.strip().strip("|") for line in block.text.split("\n")]
            yield from (
                plain_text(row.replace("|", " ")).strip()
                for row in rows
                if re.search(r"[^\s|:\-]", row)
            )
        elif block.kind is BlockKind.CODE:
            yield from (line.strip() for line in block.text.split("\n") if line.strip())
        elif block.kind is not BlockKind.IMAGE:
            yield " ".join(plain_text(block.text).split())

    def _add_paragraph(self, number: int) -> None:
        text = self.blocks[number].text
        if _is_bold_line(text):
            self._push_heading(number, PSEUDO_LEVEL)
            return
        if self._is_caption(number):
            image = self.candidates.pop()
            self._add(
                CandidateKind.IMAGE,
                (*image.spots, SentenceRun(number, 0, len(self.texts[number]))),
                (),
                place=0,
            )
            return
        label: SentenceRun | None = None
        place = 0
        ranges = _merge(self.texts[number])
        for at, (first, end) in enumerate(ranges):
            spot = SentenceRun(number, first, end)
            if at + 1 < len(ranges) and _is_label(
                "".join(self.texts[number][first:end]), opens=at == 0
            ):
                label = spot
                continue
            listed = (
                all(_BULLET.match(each) for each in self.texts[number][first:end])
                and end - first > 1
            )
            kind = CandidateKind.LIST if listed else CandidateKind.SENTENCE
            joined = (
                (self.texts[number][first:end])
                if listed
                else ("".join(self.texts[number][first:end]),)
            )
            self._add(
                kind,
                (spot,),
                tuple(plain_text(each).strip() for each in joined),
                place=place,
                label=label,
            )
            place += 1
        self.passage += 1

    def _is_caption(self, number: int) -> bool:
        """An emphasised or labelled line right under an image belongs to it."""
        if (
            not self.candidates
            or self.candidates[-1].kind is not CandidateKind.IMAGE
            or self.candidates[-1].spots[-1].block != number - 1
        ):
            return False
        return len(self.candidates[-1].spots) == 1 and bool(
            _CAPTION.fullmatch(self.blocks[number].text)
        )

    def _add_list(self, members: list[int]) -> None:
        """The list itself, then a candidate for every further sentence of its items."""
        core: list[SentenceRun] = []
        further: list[SentenceRun] = []
        for member in members:
            block = self.blocks[member]
            marked = bool(_ITEM_MARK.match(self.lines[block.lines.first - 1]))
            if not _is_prose(block):
                core.append(SentenceRun(member, 0, len(self.texts[member])))
                continue
            ranges = _merge(self.texts[member])
            for at, (first, end) in enumerate(ranges):
                (core if at == 0 and marked else further).append(SentenceRun(member, first, end))
        if not core:
            core, further = further[:1], further[1:]
        parts = tuple(part for spot in core for part in self._spot_parts(spot))
        whole = len(self.candidates)
        self._add(CandidateKind.LIST, tuple(core), parts, place=0)
        for place, spot in enumerate(further, 1):
            self._add(
                CandidateKind.SENTENCE, (spot,), self._spot_parts(spot), place=place, whole=whole
            )
        self.passage += 1

    def _spot_parts(self, spot: SentenceRun) -> tuple[str, ...]:
        if _is_prose(self.blocks[spot.block]):
            return (plain_text("".join(self.texts[spot.block][spot.first : spot.end])).strip(),)
        return tuple(self._parts(spot.block))

    def _add(
        self,
        kind: CandidateKind,
        spots: tuple[SentenceRun, ...],
        parts: tuple[str, ...],
        *,
        place: int,
        label: SentenceRun | None = None,
        whole: int | None = None,
    ) -> None:
        first, last = (
            self.blocks[spots[0].block].lines.first,
            self.blocks[spots[-1].block].lines.last,
        )
        lines = Lines(first, last)
        if len(spots) == 1 and _is_prose(self.blocks[spots[0].block]):
            before = "".join(self.texts[spots[0].block][: spots[0].first]).count("\n")
            within = (
                "".join(self.texts[spots[0].block][spots[0].first : spots[0].end])
                .strip()
                .count("\n")
            )
            lines = Lines(first + before, first + before + within)
            text = "".join(self.texts[spots[0].block][spots[0].first : spots[0].end]).strip()
        else:
            text = "\n".join(self.lines[first - 1 : last])
        parts = tuple(part for part in parts if part)
        self.candidates.append(
            Candidate(
                len(self.candidates),
                kind,
                text,
                parts,
                spots,
                lines,
                self.passage,
                place,
                tuple(self.headings),
                label,
                whole,
            )
        )


def _is_bold_line(text: str) -> bool:
    """A paragraph that is one bold line without an end mark works as a heading."""
    return (
        "\n" not in text.strip()
        and bool(_BOLD_LINE.fullmatch(text))
        and not _END_MARK.search(plain_text(text))
    )


def _is_label(text: str, *, opens: bool) -> bool:
    """A line of its own above the text of its paragraph: all bold, short and ended by a colon, or a lead line about bold words.

    A lead line (まず、**多角化**です。) opens its paragraph: it says what the paragraph is about, and nothing without it.
    """
    if not text.endswith("\n"):
        return False
    line = text.strip()
    if opens and len(line) <= MAX_LEAD_CHARS and line.count("**") == 2 and "(" not in line:
        return True
    return _is_bold_line(line) or (
        len(line) <= MAX_LABEL_CHARS
        and bool(_COLON_END.search(line))
        and not _END_MARK.search(line)
    )


def _merge(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Ranges of sentences that cannot be parted: a pair of marks around both, lines of one bulleted run, a bare `{: .x}`."""
    ranges: list[tuple[int, int]] = []
    at = 0
    while at < len(texts):
        end = at + 1
        if _BULLET.match(texts[at]):
            while end < len(texts) and _BULLET.match(texts[end]) and texts[end - 1].endswith("\n"):
                end += 1
        elif not is_balanced(texts[at]):
            closing = (
                to for to in range(at + 2, len(texts) + 1) if is_balanced("".join(texts[at:to]))
            )
            end = next(closing, end)
        while end < len(texts) and _MACHINE_ONLY.fullmatch(texts[end]):
            end += 1
        ranges.append((at, end))
        at = end
    return ranges


def is_balanced(text: str) -> bool:
    """Tell whether every mark that opens in the text closes in it: emphasis, code, brackets, quotes, inline tags."""
    bare = re.sub(r"\\.|(`+)(?!`)(?:.|\n)*?(?<!`)\1(?!`)", "", text)
    if "`" in bare or bare.count("**") % 2 or bare.count("~~") % 2 or bare.count("$$") % 2:
        return False
    if len(re.findall(r"(?<!\s)\*|\*(?!\s)", bare.replace("**", ""))) % 2:
        return False
    if len(re.findall(r"(?<!\w)_(?=\S)", bare)) != len(re.findall(r"(?<=\S)_(?!\w)", bare)):
        return False
    if any(
        bare.count(pair[0]) != bare.count(pair[1])
        for pair in ("「」", "『』", "（）", "“”", "()", "[]", "【】")
    ):
        return False
    depth: dict[str, int] = {}
    for tag in _TAG.finditer(bare):
        if tag[2].lower() not in _VOID and not tag[3].endswith("/"):
            depth[tag[2].lower()] = depth.get(tag[2].lower(), 0) + (-1 if tag[1] else 1)
    return not any(depth.values())


def _find_regions(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Blocks that open what a later one closes, with the end (exclusive) of the region; outermost regions only."""
    at = 0
    while at < len(blocks):
        depth = _openings(blocks[at])
        if not any(value > 0 for value in depth.values()):
            at += 1
            continue
        end = at + 1
        while end < len(blocks) and any(value > 0 for value in depth.values()):
            for name, value in _openings(blocks[end]).items():
                depth[name] = depth.get(name, 0) + value
            end += 1
        if any(value > 0 for value in depth.values()):
            at += 1  # never closed: nothing to hold together
            continue
        yield at, end
        at = end


def _openings(block: Block) -> dict[str, int]:
    """Tags and Liquid blocks opened (+) or closed (-) in a block of raw HTML or Liquid."""
    depth: dict[str, int] = {}
    if block.kind is BlockKind.CODE:
        return depth
    for mark in _LIQUID.finditer(block.text):
        depth["%" + mark[2]] = depth.get("%" + mark[2], 0) + (-1 if mark[1] else 1)
    if block.kind is BlockKind.HTML:
        for tag in _TAG.finditer(re.sub(r"<!--.*?-->", "", block.text, flags=re.S)):
            if tag[2].lower() not in _VOID and not tag[3].endswith("/"):
                depth[tag[2].lower()] = depth.get(tag[2].lower(), 0) + (-1 if tag[1] else 1)
    return {name: value for name, value in depth.items() if value}
