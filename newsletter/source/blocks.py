"""Cut the body of a post into leaf blocks, each with its lines; no line is lost.

The parser is given the masked text (`nonprose`): a template tag over several lines is one block,
and link definitions after it are definitions. What no token maps becomes a block as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from markdown_it.token import Token

from newsletter.model import Block, BlockKind, Lines
from newsletter.source.lines import LineTable
from newsletter.source.markdown import parse_tokens
from newsletter.source.nonprose import MASKED, NonproseKind, find_blanked
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.spans import parse_inline

_LEAVES = {
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
    "table_open": BlockKind.TABLE,
}
_TEXT = {"paragraph_open", "heading_open"}
_CONTAINERS = {
    "bullet_list_open",
    "ordered_list_open",
    "blockquote_open",
    "footnote_reference_open",
    "footnote_open",
}
_CLOSINGS = {name.replace("_open", "_close") for name in _CONTAINERS}
# A tag around code that readers see; comments and raw HTML are none.
_CODE_TAG = re.compile(r"\{(?:%-?|\{[<%])\s*(?!comment\b)[a-z]")
# The marks of quotes and items.
_MARKS = "> \t-+*"
_BETWEEN_IMAGES = (
    PieceKind.LIQUID,
    PieceKind.SOFT_BREAK,
    PieceKind.HARD_BREAK,
)


def parse_blocks(body: str) -> tuple[Block, ...]:
    """Return the leaf blocks in order; every non-blank line of the body belongs to exactly one.

    Args:
        body: Markdown with LF line ends, without front matter.
    """
    table = LineTable(body)
    lines = body.split("\n")
    found = [
        *_leaves(parse_tokens(table.masked), table, lines),
        *_machine_blocks(body, lines),
    ]
    return tuple(_numbered(_join_quotations(_claim_rest(found, lines))))


def _leaves(
    tokens: list[Token], table: LineTable, lines: list[str]
) -> Iterator[Block]:
    """Yield the blocks that the parser maps to lines, in order."""
    around = _Around()
    for index, token in enumerate(tokens):
        around.step(token)
        if token.map is None or around.hides(token):
            continue
        if token.type in _TEXT:
            inline = tokens[index + 1]
            stack, group = around.stack, around.group
            yield _text_block(token, inline, stack, group, table)
        elif token.type in _LEAVES:
            first = table.number(token.map[0])
            last = table.last_number(token.map[1] - 1)
            kind = _LEAVES[token.type]
            block = _raw_block(kind, first, last + 1, lines, around.group)
            depth, quoted = len(around.stack), "blockquote_open" in around.stack
            yield replace(block, depth=depth, quoted=quoted)


class _Around:
    """What stands around a token: its containers, and the group of blocks it belongs to."""

    def __init__(self) -> None:
        self.stack: list[str] = []
        self.group = -1
        self.in_table = False

    def step(self, token: Token) -> None:
        """Go on to a token: it may open or close a container, and begin a group."""
        self.group += token.level == 0 and token.nesting >= 0
        if token.type in ("table_open", "table_close"):
            self.in_table = token.nesting > 0
        if token.type in _CONTAINERS:
            self.stack.append(token.type)
        elif token.type in _CLOSINGS and self.stack:
            self.stack.pop()

    def hides(self, token: Token) -> bool:
        """Tell whether a token belongs to a table, which is one block."""
        return self.in_table and token.type != "table_open"


def _text_block(
    token: Token,
    inline: Token,
    stack: list[str],
    group: int,
    table: LineTable,
) -> Block:
    """A heading or a paragraph, its text without the marks of its containers."""
    assert token.map is not None
    first = table.number(token.map[0])
    last = table.last_number(token.map[1] - 1)
    starts = table.locate(inline.content, token.map[0])
    text = MASKED.sub("", inline.content)
    if starts:
        text = table.restore(inline.content, starts)
    kind = _text_kind(token, inline.content, stack)
    level = int(token.tag[1]) if kind is BlockKind.HEADING else 0
    quoted = "blockquote_open" in stack
    return Block(
        kind,
        text,
        Lines(first + 1, last + 1),
        level,
        group,
        len(stack),
        quoted,
    )


def _text_kind(token: Token, content: str, stack: list[str]) -> BlockKind:
    """What a text is: a heading, tags alone, pictures alone, an item or a paragraph."""
    if token.type == "heading_open":
        return BlockKind.HEADING
    if not MASKED.sub("", content).strip() and _is_machine(content):
        return BlockKind.MACHINE
    if content.lstrip().startswith(("![", "[![")) and _is_images(content):
        return BlockKind.IMAGE
    if any("list" in name for name in stack):
        return BlockKind.ITEM
    return BlockKind.PARAGRAPH


def _is_machine(content: str) -> bool:
    """Tell whether masked text is tags and nothing else; a formula or a wiki link is read."""
    pieces = parse_inline(content, masked=True)
    return any(
        piece.kind in (PieceKind.LIQUID, PieceKind.OUTPUT) for piece in pieces
    )


def _is_images(content: str) -> bool:
    """Tell whether a text holds nothing but images, linked or not, and their attributes."""
    pieces = parse_inline(content, masked=True)
    return all(map(_is_image_or_between, pieces))


def _is_image_or_between(piece: Piece) -> bool:
    """Tell whether a piece is a picture, linked or not, or may stand between pictures."""
    if piece.kind is PieceKind.IMAGE or _is_between(piece):
        return True
    return _is_linked_image(piece)


def _is_between(piece: Piece) -> bool:
    """Tell whether a piece may stand between pictures: blanks, breaks, attribute lists."""
    if piece.kind is PieceKind.TEXT:
        return not piece.text.strip()
    return piece.kind in _BETWEEN_IMAGES


def _is_linked_image(piece: Piece) -> bool:
    """Tell whether a piece is a link around nothing but pictures."""
    if piece.kind is not PieceKind.LINK:
        return False
    inside = [child for child in piece.children if not _is_between(child)]
    return bool(inside) and all(
        child.kind is PieceKind.IMAGE for child in inside
    )


def _raw_block(
    kind: BlockKind,
    first: int,
    end: int,
    lines: Sequence[str],
    group: int = -1,
) -> Block:
    """A block of whole lines, without the blank ones at its end."""
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    text = "\n".join(lines[first:end])
    return Block(kind, text, Lines(first + 1, end), 0, group, 0, False)


def _machine_blocks(body: str, lines: Sequence[str]) -> Iterator[Block]:
    """Template tags and directives that stand alone on their lines; one around code is code."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    done = 0
    for part in find_blanked(body):
        first = bisect_right(starts, part.start) - 1
        end = bisect_right(starts, part.end)
        if first >= done:
            is_code = part.kind is NonproseKind.RAW_BLOCK and (
                _CODE_TAG.match(body, part.start) is not None
            )
            kind = BlockKind.CODE if is_code else BlockKind.MACHINE
            yield _raw_block(kind, first, end, lines)
            done = end


def _claim_rest(blocks: list[Block], lines: Sequence[str]) -> list[Block]:
    """Give the lines that no token maps (link definitions, empty items) to blocks of their own."""
    claimed: set[int] = set()
    for block in blocks:
        claimed.update(range(block.lines.first - 1, block.lines.last))
    rest: list[Block] = []
    free = (
        number
        for number, line in enumerate(lines)
        if number not in claimed and line.strip()
    )
    for first, last in _find_runs(free):
        kind = _rest_kind(lines[first : last + 1])
        rest.append(_raw_block(kind, first, last + 1, lines))
    return sorted(blocks + rest, key=lambda block: block.lines)


def _find_runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The first and last of each row of numbers that follow one another."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _rest_kind(lines: Sequence[str]) -> BlockKind:
    """What no token maps: definitions, or marks of quotes and items without a word."""
    if any(line.strip(_MARKS) for line in lines):
        return BlockKind.DEFINITION
    return BlockKind.MACHINE


def _join_quotations(blocks: list[Block]) -> list[Block]:
    """Give a mark of quotes alone on its line to the group that stands on both sides of it."""
    joined = list(blocks)
    for at in range(1, len(blocks) - 1):
        before, block, after = joined[at - 1], blocks[at], blocks[at + 1]
        is_mark = block.group == -1 and not block.text.strip("> \t\n")
        if is_mark and before.quoted and before.group == after.group:
            joined[at] = replace(block, group=before.group, quoted=True)
    return joined


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """Number the groups in order; a block without a group (-1) is one of its own."""
    last: int | None = None
    number = -1
    for block in blocks:
        if block.group == -1 or block.group != last:
            number += 1
        last = block.group
        yield replace(block, group=number)
