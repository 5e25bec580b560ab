"""Write the kept pieces as Markdown again: the lines of the source, without what was cut.

A block that is kept whole comes out as it stands. A block that lost sentences keeps its container marks; kept sentences are
joined as in the source, and a line break that stood between two of them stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from newsletter.abridgement.candidates import Article, Piece, PieceKind
from newsletter.model import Block, BlockKind

_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINED = re.compile(r"^\s*\[([^\]]+)\]:", re.M)


def build_body(article: Article, kept: Collection[int]) -> str:
    """Return the Markdown of the kept pieces with their headings, labels, images, notes and link definitions."""
    numbers = set(kept) | _images(article, kept)
    sentences = _kept_sentences(article, numbers)
    text = _join(article, sentences)
    for label, blocks in article.notes:
        if f"[^{label}]" in text:
            sentences.update({block: set(range(len(article.texts[block]))) for block in blocks})
    for block in article.definitions:
        if any(_refers(text, name) for name in _DEFINED.findall(article.blocks[block].text)):
            sentences[block] = {0}
    return _join(article, sentences)


def _refers(text: str, name: str) -> bool:
    return f"[{name}]".casefold() in text.casefold()


def _images(article: Article, kept: Collection[int]) -> set[int]:
    """An image is there when the text right before it is, or, at the head of a section, the text right after it."""
    found: set[int] = set()
    for piece in article.pieces:
        if piece.kind is PieceKind.IMAGE:
            beside = _text_beside(article, piece)
            if any(other.number in kept for other in beside):
                found.add(piece.number)
    return found


def _text_beside(article: Article, image: Piece) -> list[Piece]:
    texts = [
        piece
        for piece in article.pieces
        if piece.kind is not PieceKind.IMAGE and piece.headings == image.headings
    ]
    before = [piece for piece in texts if piece.number < image.number]
    after = [piece for piece in texts if piece.number > image.number]
    passage = before[-1].passage if before else after[0].passage if after else -1
    return [piece for piece in texts if piece.passage == passage]


def _kept_sentences(article: Article, numbers: Collection[int]) -> dict[int, set[int]]:
    """Block → kept sentences, headings and labels included."""
    found: dict[int, set[int]] = {}
    for number in sorted(numbers):
        piece = article.pieces[number]
        spots = (*piece.spots, piece.label) if piece.label else piece.spots
        for spot in spots:
            found.setdefault(spot.block, set()).update(range(spot.first, spot.end))
        for block in piece.headings:
            found[block] = set(range(len(article.texts[block])))
    labelled = {
        piece.label.block for piece in article.pieces if piece.label and piece.label.first == 0
    }
    for block, after in pairwise(sorted(found)):
        if (
            article.blocks[block].kind is BlockKind.PARAGRAPH
            and _is_heading(article, block)
            and after in labelled
        ):
            del found[block]  # a bold line right above a label heads nothing
    return found


def _is_heading(article: Article, block: int) -> bool:
    return any(block in piece.headings for piece in article.pieces)


def _join(article: Article, sentences: dict[int, set[int]]) -> str:
    out: list[str] = []
    last: Block | None = None
    for number in sorted(sentences):
        block = article.blocks[number]
        if last is not None:
            tight = last.group == block.group and not _blank_between(article, last, block)
            out.append("\n" if tight else "\n\n")
        out.append(_block_text(article, number, sentences[number]))
        last = block
    return "".join(out) + "\n" if out else ""


def _blank_between(article: Article, before: Block, after: Block) -> bool:
    """Tell whether a blank line stands right in front of the later block: its list is loose, or it opens another container."""
    return not article.lines[after.lines.first - 2].strip()


def _block_text(article: Article, number: int, sentences: set[int]) -> str:
    block, texts = article.blocks[number], article.texts[number]
    lines = article.lines[block.lines.first - 1 : block.lines.last]
    if len(sentences) == len(texts) or block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return "\n".join(lines)
    kept = sorted(sentences)
    text = ""
    for at, index in enumerate(kept):
        text += texts[index]
        if at + 1 < len(kept):
            gap = "".join(texts[index : kept[at + 1]])
            if "\n" in gap[len(gap.rstrip()) :] or _crosses_line(texts, index, kept[at + 1]):
                text = text.rstrip() + "\n"
    return _with_marks(text.strip().split("\n"), block, lines)


def _crosses_line(texts: tuple[str, ...], index: int, following: int) -> bool:
    """Tell whether a sentence from `index` up to `following` ends its line."""
    return any(text.endswith("\n") for text in texts[index:following])


def _with_marks(text: list[str], block: Block, lines: tuple[str, ...]) -> str:
    """Put the container marks (`>`, `-`, indentation) of the block before its lines."""
    first = _marks(lines[0], block.text.split("\n", 1)[0])
    following = re.sub(r"[^\s>]", " ", first)
    return "\n".join((first if at == 0 else following) + line for at, line in enumerate(text))


def _marks(line: str, text: str) -> str:
    at = line.find(text.strip())
    return line[:at] if at > 0 else ""
