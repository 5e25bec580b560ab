"""Cut a clean article into its candidates: the units among which an abridgement chooses.

    sentence   of a paragraph, or of a list item after the item's first one; sentences that
               share one pair of marks are one candidate
    list       the first sentence of every item, and all in it that is no prose
    table, code, quote, html   whole
    image      with its caption; it follows the text it stands beside and costs nothing

Headings, and bold lines that work as headings, are no candidates: they stand over candidates and
are there when these are. So do labels (a bold or colon-ended line above the text of the same
paragraph). Rules, comments and lone Liquid are dropped; link and footnote definitions are there
when kept text refers to them. What opens in one block and closes in another (`<details>`,
`{% raw %}`, a Liquid tag over several paragraphs, a directive) makes all blocks between one
candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, groupby

from newsletter.abridgement.balance import (
    find_regions,
    is_balanced,
    merge_sentences,
)
from newsletter.abridgement.labels import (
    holds_definitions,
    is_bold_line,
    is_item_label,
    is_label,
)
from newsletter.model import Block, BlockKind, Lines
from newsletter.source.blocks import parse_blocks
from newsletter.source.inline import plain_text, sentences
from newsletter.source.link_words import (
    UNKNOWN_NAMES,
    LinkNames,
    fold_label,
)
from newsletter.source.open_references import may_define_links

__all__ = [
    "Candidate",
    "CandidateKind",
    "ParsedArticle",
    "SentenceRun",
    "is_balanced",
    "parse_article",
]

PSEUDO_LEVEL = 7  # a bold line as heading stands under every real one
BARE_QUOTE = (
    ">"  # the mark on a line of its own, between paragraphs of a quotation
)
MAX_CAPTION_CHARS = 80

_PICTURES = re.compile(
    r"\A(?:\s*!\[[^\[\]]*\]\([^()\s]*\)(?:\{:[^{}]*\})?)+[ \t]*\n(?=[ \t]*\S)"
)
_BULLET = re.compile(
    r"\s*(?:[・●○■□◆◇▪▶►✓✔☑✅•※]|[①-⑳]|[(（]?\d{1,2}[)）])\s*\S"
)
_ITEM_MARK = re.compile(r"[\s>]*(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_NOTE = re.compile(r"\s*\[\^([^\]\s]+)\]:")
_COMMENT_ONLY = re.compile(r"\s*<!--.*-->\s*", re.S)
_EMPHASISED = re.compile(r"\s*[*_][^*_].*[^*_][*_]\s*", re.S)
_CAPTION_WORD = re.compile(
    r"\s*(?:図|写真|画像|表|出典|引用元?|Fig(?:ure|\.)|Image|Photo|Source|그림|사진|图)"
    rf".{{0,{MAX_CAPTION_CHARS}}}\s*",
    re.S,
)
_DEFINED_NAME = re.compile(r"^[\s>]*\[([^\]^\n][^\]\n]*)\]:", re.M)
_CELL = re.compile(r"[^\s|:\-]")


class CandidateKind(StrEnum):
    """What a candidate is."""

    SENTENCE = "sentence"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    HTML = "html"
    IMAGE = "image"


_WHOLE_KINDS = {
    BlockKind.TABLE: CandidateKind.TABLE,
    BlockKind.CODE: CandidateKind.CODE,
    BlockKind.IMAGE: CandidateKind.IMAGE,
    BlockKind.HTML: CandidateKind.HTML,
}


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
        runs: Where it stands.
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
    runs: tuple[SentenceRun, ...]
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
        texts: Sentences of each block; joined they give its text. No prose: one.
        candidates: In order.
        notes: Label of a footnote → its blocks.
        definitions: Blocks that define link targets.
        includes: Blocks that are a file of the site; it may define link targets, too.
        names: What is known of the names of links.
    """

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    texts: tuple[tuple[str, ...], ...]
    candidates: tuple[Candidate, ...]
    notes: tuple[tuple[str, tuple[int, ...]], ...]
    definitions: tuple[int, ...]
    includes: tuple[int, ...]
    names: LinkNames = UNKNOWN_NAMES

    def heading_text(self, block: int) -> str:
        """The plain text of a heading."""
        return plain_text(self.blocks[block].text, self.names).strip()

    def get_text_over(self, heading: object) -> str:
        """The plain text of a heading (its block) or of a label (its sentences)."""
        if isinstance(heading, int):
            return self.heading_text(heading)
        assert isinstance(heading, SentenceRun)
        return self.run_text(heading)

    def run_text(self, run: SentenceRun) -> str:
        """The plain text of a run of sentences."""
        text = "".join(self.texts[run.block][run.first : run.end])
        return plain_text(text, self.names).strip()


def parse_article(body: str) -> ParsedArticle:
    """Cut a clean body (Markdown, LF line ends, no front matter) into candidates."""
    blocks = parse_blocks(body)
    texts = tuple(
        sentences(block.text) if _is_prose(block) else (block.text,)
        for block in blocks
    )
    names = _find_names(blocks)
    parser = _Parser(tuple(body.split("\n")), blocks, texts, names)
    parser.run()
    return ParsedArticle(
        parser.lines,
        blocks,
        texts,
        tuple(parser.candidates),
        tuple(parser.notes.items()),
        tuple(parser.definitions),
        tuple(parser.includes),
        names,
    )


def _find_names(blocks: Sequence[Block]) -> LinkNames:
    """The names of the links that are defined; a file of the site may define others."""
    found: set[str] = set()
    for block in blocks:
        if block.kind is BlockKind.DEFINITION or holds_definitions(block.text):
            names = _DEFINED_NAME.findall(block.text)
            found.update(map(fold_label, names))
    is_open = any(may_define_links(block.text) for block in blocks)
    return LinkNames(frozenset(found), is_open)


def _is_prose(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)


@dataclass(slots=True)
class _Parser:
    """Walks the blocks once, group by group, with the headings above in hand."""

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    texts: tuple[tuple[str, ...], ...]
    names: LinkNames
    candidates: list[Candidate] = field(default_factory=list)
    notes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    definitions: list[int] = field(default_factory=list)
    includes: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    _n_lines: dict[int, tuple[int, ...]] = field(default_factory=dict)
    passage: int = 0

    def run(self) -> None:
        """Cut the article group by group; what a tag or a pair of marks holds together is one."""
        regions = dict(find_regions(self.blocks, "\n".join(self.lines)))
        groups = self._find_groups()
        done = 0
        for _, group in groupby(range(len(self.blocks)), lambda at: groups[at]):
            members = [at for at in group if at >= done]
            if not members:
                continue
            ends = [regions[at] for at in members if at in regions]
            end = max(ends, default=0)
            if end > members[-1] + 1 or members[0] in regions:
                done = max(end, members[-1] + 1)
                self._add_region(list(range(members[0], done)))
            else:
                self._add_group(members)

    def _find_groups(self) -> list[int]:
        """The group of every block; a quotation goes on over its bare marks."""
        groups: list[int] = []
        for at, block in enumerate(self.blocks):
            if at and self._quotes_on(at):
                groups.append(groups[-1])
            else:
                groups.append(block.group)
        return groups

    def _quotes_on(self, at: int) -> bool:
        """Tell whether a block stands right under another one of the same quotation."""
        before, block = self.blocks[at - 1].lines, self.blocks[at].lines
        return (
            before.last + 1 == block.first
            and self._is_quoted(before.last)
            and self._is_quoted(block.first)
        )

    def _is_quoted(self, line: int) -> bool:
        return self.lines[line - 1].lstrip().startswith(">")

    def _add_region(self, members: list[int]) -> None:
        """Blocks that cannot be parted are one candidate, or nothing when they are Liquid alone."""
        text = self._lines_text(members[0], members[-1]).strip()
        if (
            text.startswith("{%")
            and text.endswith("%}")
            and text.count("{%") == 1
        ):
            return
        self._add_whole(CandidateKind.HTML, members)

    def _add_group(self, members: list[int]) -> None:
        """Add what blocks of one group are: a note, a heading, a quotation, a list, or text."""
        block = self.blocks[members[0]]
        first_line = self.lines[block.lines.first - 1]
        note = _NOTE.match(first_line)
        is_marked = (
            bool(_ITEM_MARK.match(first_line))
            and block.kind is not BlockKind.PARAGRAPH
        )
        if note:
            self.notes[note[1]] = tuple(members)
        elif (
            block.kind is BlockKind.HEADING
            and not block.quoted
            and block.depth == 0
        ):
            self._push_heading(members[0], block.level)
        elif first_line.lstrip().startswith(">"):
            self._add_whole(CandidateKind.QUOTE, members)
        elif block.depth > 0 or is_marked:
            self._add_list(members)
        else:
            for member in members:
                self._add_block(member)

    def _push_heading(self, block: int, level: int) -> None:
        """Set a heading under those of a higher level; it ends those of its own and lower ones."""
        while self.headings and self._level(self.headings[-1]) >= level:
            self.headings.pop()
        self.headings.append(block)

    def _level(self, block: int) -> int:
        return self.blocks[block].level or PSEUDO_LEVEL

    def _add_block(self, number: int) -> None:
        """Rules, comments and Liquid that stands alone are nothing to read."""
        block = self.blocks[number]
        if _is_prose(block):
            self._add_paragraph(number)
        elif block.kind is BlockKind.DEFINITION:
            self.definitions.append(number)
        elif may_define_links(block.text):
            self.includes.append(number)
        elif block.kind in _WHOLE_KINDS and not _COMMENT_ONLY.fullmatch(
            block.text
        ):
            self._add_whole(_WHOLE_KINDS[block.kind], [number])

    def _add_whole(self, kind: CandidateKind, members: list[int]) -> None:
        """Add blocks that stand or fall together, such as a quotation, as one candidate."""
        runs = tuple(SentenceRun(at, 0, len(self.texts[at])) for at in members)
        parts: list[str] = []
        for at in members:
            if self.blocks[at].text != BARE_QUOTE:
                parts += self._parts(at)
        self._add(kind, runs, parts, place=0)
        self.passage += 1

    def _parts(self, number: int) -> Iterator[str]:
        """Plain text of what a reader takes in at a time: a sentence, a row, a line of code."""
        block = self.blocks[number]
        lines = block.text.split("\n")
        if _is_prose(block):
            for text in self.texts[number]:
                yield plain_text(text, self.names).strip()
        elif block.kind is BlockKind.TABLE:
            for row in filter(_CELL.search, lines):
                cells = row.strip().strip("|").replace("|", " ")
                yield plain_text(cells).strip()
        elif block.kind is BlockKind.CODE:
            yield from map(str.strip, lines)
        elif block.kind is not BlockKind.IMAGE:
            shown = plain_text(block.text, self.names)
            yield " ".join(shown.split())

    # ------------------------------------------------------------ paragraphs

    def _add_paragraph(self, number: int) -> None:
        """Add a paragraph: a bold line is a heading, what stands under a picture its caption."""
        text = self.blocks[number].text
        if is_bold_line(text):
            self._push_heading(number, PSEUDO_LEVEL)
        elif holds_definitions(text):
            self.definitions.append(number)
        elif self._is_caption(number):
            image = self.candidates.pop()
            caption = SentenceRun(number, 0, len(self.texts[number]))
            self._add(CandidateKind.IMAGE, (*image.runs, caption), (), place=0)
        else:
            self._add_sentences(number)
            self.passage += 1

    def _add_sentences(self, number: int) -> None:
        """Add the sentences of a block; a label goes to those under it, and bullets are a list."""
        label: SentenceRun | None = None
        place = 0
        runs = merge_sentences(self.texts[number], _BULLET)
        for first, end in runs:
            texts = self.texts[number][first:end]
            run = SentenceRun(number, first, end)
            is_last = end == runs[-1][1]
            if not is_last and is_label("".join(texts), opens=first == 0):
                label = run
                continue
            if len(texts) > 1 and all(_BULLET.match(text) for text in texts):
                kind, parts = CandidateKind.LIST, texts
            else:
                kind, parts = CandidateKind.SENTENCE, ("".join(texts),)
            plain = [self._words(part) for part in parts]
            self._add(kind, (run,), plain, place=place, label=label)
            place += 1

    def _words(self, text: str) -> str:
        """What a reader reads of a sentence; pictures before it in its paragraph say nothing."""
        words = _PICTURES.sub("", text)
        return plain_text(words or text, self.names).strip()

    def _is_caption(self, number: int) -> bool:
        """An emphasised or labelled line right under an image belongs to it."""
        if (
            not self.candidates
            or self.candidates[-1].kind is not CandidateKind.IMAGE
        ):
            return False
        runs = self.candidates[-1].runs
        if len(runs) > 1 or runs[0].block != number - 1:
            return False
        text = self.blocks[number].text
        return bool(
            _EMPHASISED.fullmatch(text) or _CAPTION_WORD.fullmatch(text)
        )

    # ------------------------------------------------------------ lists

    def _add_list(self, members: list[int]) -> None:
        """Add the list itself, then a candidate for every further sentence of its items."""
        core: list[SentenceRun] = []
        further: list[SentenceRun] = []
        for member in members:
            self._sort_item(member, core, further)
        if not core:
            core, further = further[:1], further[1:]
        core, further = self._complete_labels(core, further)
        parts: list[str] = []
        for run in core:
            parts += self._run_parts(run)
        whole = len(self.candidates)
        self._add(CandidateKind.LIST, tuple(core), parts, place=0)
        for place, run in enumerate(further, 1):
            kind = CandidateKind.SENTENCE
            self._add(
                kind, (run,), self._run_parts(run), place=place, whole=whole
            )
        self.passage += 1

    def _sort_item(
        self, member: int, core: list[SentenceRun], further: list[SentenceRun]
    ) -> None:
        """Tell the first sentence of an item, which makes the list, from what is said further."""
        block = self.blocks[member]
        if not _is_prose(block):
            core.append(SentenceRun(member, 0, len(self.texts[member])))
            return
        is_marked = bool(_ITEM_MARK.match(self.lines[block.lines.first - 1]))
        for first, end in merge_sentences(self.texts[member], _BULLET):
            run = SentenceRun(member, first, end)
            if first == 0 and is_marked:
                core.append(run)
            else:
                further.append(run)

    def _complete_labels(
        self, core: list[SentenceRun], further: list[SentenceRun]
    ) -> tuple[list[SentenceRun], list[SentenceRun]]:
        """Give an item that begins with a mere label (**Costs**:) the sentence that it labels."""
        taken: set[SentenceRun] = set()
        completed: list[SentenceRun] = []
        following = {(run.block, run.first): run for run in further}
        for run in core:
            completed.append(run)
            if not is_item_label(self._run_source(run)):
                continue
            labelled = following.get((run.block, run.end)) or following.get(
                (run.block + 1, 0)
            )
            if labelled is None or labelled in taken:
                continue
            taken.add(labelled)
            if labelled.block == run.block:
                completed[-1] = SentenceRun(run.block, run.first, labelled.end)
            else:
                completed.append(labelled)
        return completed, [run for run in further if run not in taken]

    def _run_parts(self, run: SentenceRun) -> list[str]:
        if not _is_prose(self.blocks[run.block]):
            return list(self._parts(run.block))
        return [plain_text(self._run_source(run), self.names).strip()]

    # ------------------------------------------------------------ candidates

    def _run_source(self, run: SentenceRun) -> str:
        return "".join(self.texts[run.block][run.first : run.end])

    def _add(
        self,
        kind: CandidateKind,
        runs: tuple[SentenceRun, ...],
        parts: Sequence[str],
        *,
        place: int,
        label: SentenceRun | None = None,
        whole: int | None = None,
    ) -> None:
        lines, text = self._locate(runs)
        candidate = Candidate(
            number=len(self.candidates),
            kind=kind,
            text=text,
            parts=tuple(part for part in parts if part),
            runs=runs,
            lines=lines,
            passage=self.passage,
            place=place,
            headings=tuple(self.headings),
            label=label,
            whole=whole,
        )
        self.candidates.append(candidate)

    def _locate(self, runs: tuple[SentenceRun, ...]) -> tuple[Lines, str]:
        """The lines of the body a candidate stands on, and its Markdown."""
        first = self.blocks[runs[0].block].lines.first
        last = self.blocks[runs[-1].block].lines.last
        if len(runs) > 1 or not _is_prose(self.blocks[runs[0].block]):
            return Lines(first, last), self._lines_text(
                runs[0].block, runs[-1].block
            )
        run = runs[0]
        text = self._run_source(run).strip()
        first += self._lines_above(run.block)[run.first]
        return Lines(first, first + text.count("\n")), text

    def _lines_above(self, block: int) -> Sequence[int]:
        """How many lines of a block end before each of its sentences, counted once."""
        if block not in self._n_lines:
            ends = (text.count("\n") for text in self.texts[block])
            self._n_lines[block] = tuple(accumulate(ends, initial=0))
        return self._n_lines[block]

    def _lines_text(self, first: int, last: int) -> str:
        lines = self.lines[
            self.blocks[first].lines.first - 1 : self.blocks[last].lines.last
        ]
        return "\n".join(lines)
