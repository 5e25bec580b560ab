"""Write the kept candidates as Markdown again: the lines of the source, without what was cut.

A block that is kept whole comes out as it stands. A block that lost sentences keeps its container
marks; kept sentences are joined as in the source, and a line break that stood between two of them
stays. A list or table that was shortened ends in an item or a row of "…".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)
from newsletter.abridgement.shortening import MORE
from newsletter.model import Block, BlockKind
from newsletter.source.open_references import find_open_references

_DEFINITION = re.compile(r"^\s*\[(?P<name>[^\]]+)\]:")
_TABLE_RULE = re.compile(r"[\s|:\-]+")

# Block → the sentences of it that are kept.
_Kept = dict[int, set[int]]


def build_body(
    article: ParsedArticle,
    kept: Collection[int],
    shortened: Mapping[int, int] | None = None,
    link: str = "",
) -> str:
    """Return the Markdown of the kept candidates with all that goes with them.

    Headings, labels, images, footnotes and link definitions go with the text that has them, and
    files of the site that are included where a link needs a definition that is in one of them.

    Args:
        article: The article, cut.
        kept: Numbers of the kept candidates.
        shortened: Candidate → how many of its parts are kept, where "…" stands for the rest.
        link: Address of the whole article, for the "…" of a shortened list; "" for none.
    """
    shortened = shortened or {}
    numbers = set(kept) | _find_images(article, kept)
    sentences = _kept_sentences(article, numbers, shortened)
    replaced = dict(
        _shortened_block(article, number, n_parts, link)
        for number, n_parts in sorted(shortened.items())
    )
    text = _join_with_notes(article, sentences, replaced)
    for block in article.definitions:
        lines = _used_definitions(article.blocks[block].text, text)
        if lines:
            replaced[block] = "\n".join(lines)
    body = _join(article, sentences, replaced)
    if not article.includes or not find_open_references(body):
        return body
    replaced |= {
        block: article.blocks[block].text for block in article.includes
    }
    return _join(article, sentences, replaced)


def _join_with_notes(
    article: ParsedArticle,
    sentences: dict[int, set[int]],
    replaced: Mapping[int, str],
) -> str:
    """Keep the notes that the text refers to, and those that they refer to; return the text."""
    waiting = dict(article.notes)
    text = _join(article, sentences, replaced)
    while used := [label for label in waiting if f"[^{label}]" in text]:
        for label in used:
            for block in waiting.pop(label):
                sentences[block] = _all_sentences(article, block)
        text = _join(article, sentences, replaced)
    return text


def _all_sentences(article: ParsedArticle, block: int) -> set[int]:
    return set(range(len(article.texts[block])))


def _used_definitions(block: str, text: str) -> list[str]:
    """The lines of the definitions that a text refers to, with the lines that go on with them."""
    folded = text.casefold()
    lines: list[str] = []
    is_used = False
    for line in block.split("\n"):
        definition = _DEFINITION.match(line)
        if definition:
            is_used = f"[{definition['name']}]".casefold() in folded
        elif not line.startswith((" ", "\t")):
            is_used = False
        if is_used:
            lines.append(line)
    return lines


# ---------------------------------------------------------------- what is kept


def _find_images(article: ParsedArticle, kept: Collection[int]) -> set[int]:
    """Return the images that stand beside kept text.

    An image belongs to the text right before it, or, at the head of a section, right after it.
    """
    found: set[int] = set()
    for candidate in article.candidates:
        if candidate.kind is CandidateKind.IMAGE:
            beside = _text_beside(article, candidate)
            if any(other.number in kept for other in beside):
                found.add(candidate.number)
    return found


def _text_beside(article: ParsedArticle, image: Candidate) -> list[Candidate]:
    """The text of the passage that an image belongs to, under the same headings."""
    texts: list[Candidate] = []
    n_before = 0
    for candidate in article.candidates:
        if candidate.headings != image.headings:
            continue
        if candidate.kind is not CandidateKind.IMAGE:
            texts.append(candidate)
            n_before += candidate.number < image.number
    if not texts:
        return []
    beside = texts[max(n_before - 1, 0)]
    return [one for one in texts if one.passage == beside.passage]


def _kept_sentences(
    article: ParsedArticle,
    numbers: Collection[int],
    shortened: Mapping[int, int],
) -> _Kept:
    """Return block → kept sentences, headings and labels included."""
    found: _Kept = {}
    for number in sorted(numbers):
        candidate = article.candidates[number]
        runs = candidate.runs
        if candidate.kind is CandidateKind.LIST and number in shortened:
            runs = runs[: shortened[number]]
        if candidate.label:
            runs = (*runs, candidate.label)
        for run in runs:
            found.setdefault(run.block, set()).update(range(run.first, run.end))
        for block in candidate.headings:
            found[block] = _all_sentences(article, block)
    _drop_empty_headings(article, found)
    return found


def _drop_empty_headings(article: ParsedArticle, found: _Kept) -> None:
    """Drop a bold line right above a label: it heads nothing."""
    labelled: set[int] = set()
    headings: set[int] = set()
    for candidate in article.candidates:
        headings.update(candidate.headings)
        if candidate.label and candidate.label.first == 0:
            labelled.add(candidate.label.block)
    for block, after in pairwise(sorted(found)):
        is_bold_line = (
            article.blocks[block].kind is BlockKind.PARAGRAPH
            and block in headings
        )
        if is_bold_line and after in labelled:
            del found[block]


# ---------------------------------------------------------------- shortened lists and tables


def _shortened_block(
    article: ParsedArticle, number: int, n_parts: int, link: str
) -> tuple[int, str]:
    """Return a block and its text: a table that lost rows, or the item that stands for more."""
    candidate = article.candidates[number]
    more = f"[{MORE}]({link})" if link else MORE
    if candidate.kind is CandidateKind.TABLE:
        block = candidate.runs[0].block
        return block, _shortened_table(
            _block_lines(article, block), n_parts, more
        )
    block = candidate.runs[n_parts].block
    first_line = _block_lines(article, block)[0]
    return block, _marks(
        first_line, article.blocks[block].text.split("\n", 1)[0]
    ) + more


def _shortened_table(lines: Collection[str], n_rows: int, more: str) -> str:
    """Keep the first rows of a table (its head is one) and put a row of "…" under them."""
    out: list[str] = []
    n_kept = 0
    for line in lines:
        if _TABLE_RULE.fullmatch(line):
            out.append(line)
        elif n_kept < n_rows:
            out.append(line)
            n_kept += 1
    n_cells = max(1, out[0].strip().strip("|").count("|") + 1)
    out.append("| " + " | ".join([more] + [""] * (n_cells - 1)).rstrip() + " |")
    return "\n".join(out)


# ---------------------------------------------------------------- text


def _join(
    article: ParsedArticle, sentences: _Kept, replaced: Mapping[int, str]
) -> str:
    """Blocks one below the other, with a blank line between them unless they belong together."""
    out: list[str] = []
    last: Block | None = None
    for number in sorted({*sentences, *replaced}):
        block = article.blocks[number]
        if last is not None:
            out.append("\n" if _is_tight(article, last, block) else "\n\n")
        if number in replaced:
            out.append(replaced[number])
        else:
            out.append(_block_text(article, number, sentences[number]))
        last = block
    return "".join(out) + "\n" if out else ""


def _is_tight(article: ParsedArticle, last: Block, block: Block) -> bool:
    """Tell whether a block goes on with the list or quotation of another, without a blank line."""
    if _follows_blank(article, block):
        return False
    return last.group == block.group or _quotes_on(article, last, block)


def _quotes_on(article: ParsedArticle, last: Block, block: Block) -> bool:
    """Tell whether a block stands right under another one of the same quotation."""
    lines = (last.lines.last, block.lines.first)
    return lines[0] + 1 == lines[1] and all(
        article.lines[line - 1].lstrip().startswith(">") for line in lines
    )


def _follows_blank(article: ParsedArticle, block: Block) -> bool:
    """Tell whether a blank line stands before a block: its list is loose, or a container opens."""
    return not article.lines[block.lines.first - 2].strip()


def _block_lines(article: ParsedArticle, number: int) -> tuple[str, ...]:
    lines = article.blocks[number].lines
    return article.lines[lines.first - 1 : lines.last]


def _block_text(
    article: ParsedArticle, number: int, sentences: set[int]
) -> str:
    """The kept sentences of a block in its own lines; a block that is no prose stands whole."""
    block, texts = article.blocks[number], article.texts[number]
    lines = _block_lines(article, number)
    is_prose = block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if len(sentences) == len(texts) or not is_prose:
        return "\n".join(lines)
    text = ""
    kept = sorted(sentences)
    for index, following in pairwise([*kept, None]):
        text += texts[index or 0]
        if following is not None and _crosses_line(
            texts, index or 0, following
        ):
            text = text.rstrip() + "\n"
    return _with_marks(text.strip().split("\n"), block, lines)


def _crosses_line(texts: tuple[str, ...], index: int, following: int) -> bool:
    """Tell whether a line ends between two kept sentences."""
    return any(text.endswith("\n") for text in texts[index:following])


def _with_marks(text: list[str], block: Block, lines: tuple[str, ...]) -> str:
    """Put the container marks (`>`, `-`, indentation) of the block before its lines."""
    first = _marks(lines[0], block.text.split("\n", 1)[0])
    following = re.sub(r"[^\s>]", " ", first)
    return "\n".join(
        [first + text[0], *(following + line for line in text[1:])]
    )


def _marks(line: str, text: str) -> str:
    at = line.find(text.strip())
    return line[:at] if at > 0 else ""
