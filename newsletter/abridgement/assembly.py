"""Write the kept candidates as Markdown again: the lines of the source, without what was cut.

A block that is kept whole comes out as it stands. A block that lost sentences keeps its container marks; kept sentences are
joined as in the source, and a line break that stood between two of them stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from newsletter.abridgement.candidates import Candidate, CandidateKind, ParsedArticle
from newsletter.model import Block, BlockKind

_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINED = re.compile(r"^\s*\[([^\]]+)\]:", re.M)


def build_body(article: ParsedArticle, kept: Collection[int]) -> str:
    """Return the Markdown of the kept candidates with their headings, labels, images, notes and link definitions."""
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


def _images(article: ParsedArticle, kept: Collection[int]) -> set[int]:
    """An image is there when the text right before it is, or, at the head of a section, the text right after it."""
    found: set[int] = set()
    for candidate in article.candidates:
        if candidate.kind is CandidateKind.IMAGE:
            beside = _text_beside(article, candidate)
            if any(other.number in kept for other in beside):
                found.add(candidate.number)
    return found


def _text_beside(article: ParsedArticle, image: Candidate) -> list[Candidate]:
    texts = [
        candidate
        for candidate in article.candidates
        if candidate.kind is not CandidateKind.IMAGE and candidate.headings == image.headings
    ]
    before = [candidate for candidate in texts if candidate.number < image.number]
    after = [candidate for candidate in texts if candidate.number > image.number]
    passage = before[-1].passage if before else after[0].passage if after else -1
    return [candidate for candidate in texts if candidate.passage == passage]


def _kept_sentences(article: ParsedArticle, numbers: Collection[int]) -> dict[int, set[int]]:
    """Block → kept sentences, headings and labels included."""
    found: dict[int, set[int]] = {}
    for number in sorted(numbers):
        candidate = article.candidates[number]
        spots = (*candidate.spots, candidate.label) if candidate.label else candidate.spots
        for spot in spots:
            found.setdefault(spot.block, set()).update(range(spot.first, spot.end))
        for block in candidate.headings:
            found[block] = set(range(len(article.texts[block])))
    labelled = {
        candidate.label.block
        for candidate in article.candidates
        if candidate.label and candidate.label.first == 0
    }
    for block, after in pairwise(sorted(found)):
        if (
            article.blocks[block].kind is BlockKind.PARAGRAPH
            and _is_heading(article, block)
            and after in labelled
        ):
            del found[block]  # a bold line right above a label heads nothing
    return found


def _is_heading(article: ParsedArticle, block: int) -> bool:
    return any(block in candidate.headings for candidate in article.candidates)


def _join(article: ParsedArticle, sentences: dict[int, set[int]]) -> str:
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


def _blank_between(article: ParsedArticle, before: Block, after: Block) -> bool:
    """Tell whether a blank line stands right in front of the later block: its list is loose, or it opens another container."""
    return not article.lines[after.lines.first - 2].strip()


def _block_text(article: ParsedArticle, number: int, sentences: set[int]) -> str:
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
