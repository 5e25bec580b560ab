"""Tell what cannot be parted: marks that open in one sentence or block and close in a later one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from newsletter.model import Block, BlockKind
from newsletter.source.enclosed_texts import find_enclosures
from newsletter.source.html_facts import VOID_ELEMENTS
from newsletter.source.nonprose import NonproseKind, find_nonprose

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*+)([^<>]*+)>")
_LIQUID = re.compile(
    r"\{%-?\s*(end)?(raw|highlight|if|unless|for|capture|comment|case|tablerow)\b"
)
_LIQUID_MARK = re.compile(r"\{%|%\}|\{\{|\}\}")
_DIRECTIVE = re.compile(
    r"^(?P<marks>:{3,}(?!:)|/{3,}(?!/))(?P<name>[ \t]*\S.*)?$", re.M
)
_LINE_END = re.compile("\n")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ESCAPE = re.compile(r"\\.")
_STAR = re.compile(r"\*(?:(?<!\s\*)|(?!\s))")
_OPENING_UNDERSCORE = re.compile(r"_(?<!\w_)(?=\S)")
_CLOSING_UNDERSCORE = re.compile(r"_(?<=\S_)(?!\w)")
_ATTRIBUTES = re.compile(r"\s*(?:\{:[^}]*\}\s*)+")
_TWIN_MARKS = ("**", "~~", "$$")
MAX_HELD_SENTENCES = (
    30  # a quotation is shorter; a stray mark would hold a whole text together
)
_PAIRS = ("「」", "『』", "（）", "“”", "()", "[]", "【】")


def is_balanced(text: str) -> bool:
    """Tell whether every mark that opens in a text closes in it.

    Marks are emphasis, code, brackets, quotation marks, inline tags and Liquid.
    """
    bare = _without_code(text)
    if "`" in bare or any(bare.count(mark) % 2 for mark in _TWIN_MARKS):
        return False
    if any(bare.count(pair[0]) != bare.count(pair[1]) for pair in _PAIRS):
        return False
    if len(_STAR.findall(bare.replace("**", ""))) % 2:
        return False
    if len(_OPENING_UNDERSCORE.findall(bare)) != len(
        _CLOSING_UNDERSCORE.findall(bare)
    ):
        return False
    return not any(_count_tags(bare).values()) and not any(
        _count_liquid_marks(bare).values()
    )


def _without_code(text: str) -> str:
    """Return a text without its code spans and escaped characters: nothing in them is a mark."""
    if "`" in text:
        kept: list[str] = []
        place = 0
        for part in find_nonprose(text):
            if part.kind is NonproseKind.CODE_SPAN:
                kept.append(text[place : part.start])
                place = part.end
        text = "".join((*kept, text[place:]))
    return _ESCAPE.sub("", text)


def find_regions(
    blocks: Sequence[Block], body: str
) -> tuple[tuple[int, int], ...]:
    """Return the runs of blocks that cannot be parted, as (first, end), end exclusive.

    A region begins with a block that opens what a later one closes: a tag, a Liquid block, a Liquid
    tag over several paragraphs, a directive. What is never closed holds nothing together. What
    stands in a quotation, a box or a tab stays with the tag that says so, also within one block.

    Args:
        blocks: Those of the article.
        body: Its text.
    """
    pairs = sorted((*_find_pairs(blocks), *_find_enclosed(blocks, body)))
    found: list[tuple[int, int]] = []
    for first, last in pairs:
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last + 1))
        else:
            found.append((first, last + 1))
    return tuple(found)


def _find_pairs(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Pair each opening with the closing that belongs to it, in different blocks."""
    found: list[tuple[int, int]] = []
    waiting: dict[str, list[int]] = {}
    for at, block in enumerate(blocks):
        for name, depth in _openings(block).items():
            opened = waiting.setdefault(name, [])
            if depth > 0:
                opened += [at] * depth
            n_closed = min(-depth, len(opened))
            found.extend((opened.pop(), at) for _ in range(n_closed))
    return found


def _find_enclosed(
    blocks: Sequence[Block], body: str
) -> Iterator[tuple[int, int]]:
    """The first and last block of each text that belongs to the tags around it."""
    enclosures = find_enclosures(body)
    if not enclosures:
        return
    line_ends = [found.start() for found in _LINE_END.finditer(body)]
    firsts = [block.lines.first for block in blocks]

    def find_block(place: int) -> int:
        """The block on whose lines a place of the body is; -1 before all of them."""
        line = bisect_left(line_ends, place) + 1
        return bisect_right(firsts, line) - 1

    for start, end in enclosures:
        first, last = find_block(start), find_block(end - 1)
        if first >= 0:
            yield first, last


def _openings(block: Block) -> Counter[str]:
    """Tags, Liquid and directives opened (+) or closed (-) in a block that is no code."""
    depths: Counter[str] = Counter()
    if block.kind is BlockKind.CODE:
        return depths
    text = _without_code(block.text) if "`" in block.text else block.text
    depths.update(_count_liquid_marks(text))
    for mark in _LIQUID.finditer(text):
        depths[f"%{mark[2]}"] += -1 if mark[1] else 1
    if ":::" in text or "///" in text:
        for directive in _DIRECTIVE.finditer(text):
            depth = 1 if directive["name"] else -1
            depths[directive["marks"][:3]] += depth
    if block.kind is BlockKind.HTML:
        # Behind the last end no comment is closed: each beginning there would be looked through.
        commented, end, rest = text.rpartition("-->")
        depths.update(_count_tags(_COMMENT.sub("", commented + end) + rest))
    return depths


def _count_tags(text: str) -> Counter[str]:
    """Tags that are opened (+) or closed (-), by name; what has no inside does not count."""
    depths: Counter[str] = Counter()
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name not in VOID_ELEMENTS and not tag[3].endswith("/"):
            depths[name] += -1 if tag[1] else 1
    return depths


def _count_liquid_marks(text: str) -> Counter[str]:
    """Ends of Liquid tags: one that is opened in a block may be closed in another."""
    depths: Counter[str] = Counter()
    for mark in _LIQUID_MARK.findall(text):
        name = "{%" if "%" in mark else "{{"
        depths[name] += 1 if mark.startswith("{") else -1
    return depths


def merge_sentences(
    texts: Sequence[str], bullet: re.Pattern[str]
) -> list[tuple[int, int]]:
    """Return the runs of sentences that cannot be parted, as (first, end), end exclusive.

    A pair of marks around two sentences holds them together; so do the lines of a run of bullets;
    a bare `{: .x}` belongs to what stands before it.

    Args:
        texts: Sentences of one block, with their white space.
        bullet: What a line of a hand-made list begins with.
    """
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(texts):
        end = _run_end(texts, at, bullet)
        while end < len(texts) and _ATTRIBUTES.fullmatch(texts[end]):
            end += 1
        found.append((at, end))
        at = end
    return found


def _run_end(texts: Sequence[str], at: int, bullet: re.Pattern[str]) -> int:
    """Where a run that begins at a sentence ends: with its bullets, or with all marks closed."""
    if bullet.match(texts[at]):
        end = at + 1
        while (
            end < len(texts)
            and bullet.match(texts[end])
            and texts[end - 1].endswith("\n")
        ):
            end += 1
        return end
    joined = texts[at]
    if is_balanced(joined):
        return at + 1
    for end in range(at + 1, min(at + MAX_HELD_SENTENCES, len(texts))):
        joined += texts[end]
        if is_balanced(joined):
            return end + 1
    return at + 1
