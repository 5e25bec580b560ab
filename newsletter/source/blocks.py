"""Cut the body of a post into leaf blocks, each with its lines; no line is lost."""

from __future__ import annotations

import re

from markdown_it.token import Token

from newsletter.model import Block, BlockKind, Lines
from newsletter.source.markdown import parse_tokens

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
_IMAGES = re.compile(
    r"(?:\s*(?:\[\s*)?!\[[^\]]*\]\((?:[^()]|\([^()]*\))*\)(?:\s*\]\([^)]*\))?(?:\{:?[^}]*\})?\s*)+"
)
_MACHINE = re.compile(
    r"\s*(?:\{%.*%\}|\{:[^}]*\}|\{\{.*\}\})(?:\s*(?:\{%.*%\}|\{:[^}]*\}|\{\{.*\}\}))*\s*", re.S
)


def parse_blocks(body: str) -> tuple[Block, ...]:
    """Return the leaf blocks in order; every non-blank line of the body belongs to exactly one.

    Args:
        body: Markdown with LF line ends, without front matter.
    """
    lines = body.split("\n")
    blocks = _claim_rest(_leaves(parse_tokens(body), lines), lines)
    return tuple(_numbered(blocks))


def _leaves(tokens: list[Token], lines: list[str]) -> list[Block]:
    found: list[Block] = []
    stack: list[str] = []
    group = -1
    in_table = False
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting >= 0:
            group += 1
        if token.type in ("table_open", "table_close"):
            in_table = token.nesting > 0
        if token.type in _CONTAINERS:
            stack.append(token.type)
        elif token.nesting < 0 and token.type.replace("_close", "_open") in _CONTAINERS and stack:
            stack.pop()
        if token.map is None or (in_table and token.type != "table_open"):
            continue
        if token.type in _TEXT:
            found.append(_text_block(token, tokens[index + 1], stack, group))
        elif token.type in _LEAVES:
            found.append(
                _raw_block(_LEAVES[token.type], token.map[0], token.map[1], lines, group, stack)
            )
    return found


def _text_block(token: Token, inline: Token, stack: list[str], group: int) -> Block:
    assert token.map is not None
    kind = BlockKind.PARAGRAPH
    if token.type == "heading_open":
        kind = BlockKind.HEADING
    elif _MACHINE.fullmatch(inline.content):
        kind = BlockKind.MACHINE
    elif _IMAGES.fullmatch(inline.content):
        kind = BlockKind.IMAGE
    elif any("list" in name for name in stack):
        kind = BlockKind.ITEM
    level = int(token.tag[1]) if kind is BlockKind.HEADING else 0
    quoted = "blockquote_open" in stack
    return Block(
        kind,
        inline.content,
        Lines(token.map[0] + 1, token.map[1]),
        level,
        group,
        len(stack),
        quoted,
    )


def _raw_block(
    kind: BlockKind, first: int, end: int, lines: list[str], group: int, stack: list[str]
) -> Block:
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    return Block(
        kind,
        "\n".join(lines[first:end]),
        Lines(first + 1, end),
        0,
        group,
        len(stack),
        "blockquote_open" in stack,
    )


def _claim_rest(blocks: list[Block], lines: list[str]) -> list[Block]:
    """Give the lines that no token maps (link definitions, empty items) to blocks of their own."""
    claimed = [False] * len(lines)
    for block in blocks:
        for number in range(block.lines.first - 1, block.lines.last):
            claimed[number] = True
    rest: list[Block] = []
    number = 0
    while number < len(lines):
        if claimed[number] or not lines[number].strip():
            number += 1
            continue
        end = number
        while end < len(lines) and not claimed[end] and lines[end].strip():
            end += 1
        rest.append(_raw_block(BlockKind.DEFINITION, number, end, lines, -1, []))
        number = end
    return sorted(blocks + rest, key=lambda block: block.lines)


def _numbered(blocks: list[Block]) -> list[Block]:
    """Number the groups in order; a block without a group (-1) is one of its own."""
    numbered: list[Block] = []
    last: int | None = None
    number = -1
    for block in blocks:
        if block.group == -1 or block.group != last:
            number += 1
        last = block.group
        numbered.append(
            Block(
                block.kind, block.text, block.lines, block.level, number, block.depth, block.quoted
            )
        )
    return numbered
