"""Pieces of which tests build articles: sentences of an exact weight that share no character."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import Break, Kind, Segment, SourceLine, cut_segments
from newsletter.model import RemovalKind

FIRST_LETTER = 0x4E00  # of the Chinese characters: each has the weight 1 and is its own key
LETTERS_APART = 90


def sentence(number: int, weight: int = 30) -> str:
    """Sentence number `number`, of `weight` characters that stand in no other."""
    start = FIRST_LETTER + LETTERS_APART * number
    return "".join(chr(start + n) for n in range(weight)) + "。"


def long_sentence(weight: int) -> str:
    """One sentence of any weight; there is only one of them."""
    return "".join(chr(0xAC00 + n) for n in range(weight)) + "。"


def segment(
    text: str, kind: Kind = Kind.SENTENCE, gap: Break = Break.NONE, paragraph: int = 0
) -> Segment:
    """A segment that stands alone in its paragraph."""
    return Segment(kind, text, "\n", 1, 1, paragraph, gap, item=kind is Kind.ITEM)


def segments_of(body: str) -> list[Segment]:
    """The segments of a body; `<mark>` stands for a marker that was taken out."""
    lines: list[SourceLine] = []
    mark = False
    for number, text in enumerate(body.split("\n"), 1):
        if text == "<mark>":
            mark = True
            continue
        lines.append(SourceLine(text, number, mark and bool(text.strip())))
        mark = mark and not text.strip()
    return cut_segments(lines)


def manuscript_of(segments: Sequence[Segment]) -> Manuscript:
    """A manuscript with one passage a segment."""
    manuscript = Manuscript()
    passages = [Passage(one, one, home=one.paragraph) for one in segments]
    manuscript.insert({0: passages})
    return manuscript


BETWEEN = "\n\n".join(sentence(number) for number in range(1, 5))


def left(drop: Callable[[Manuscript], None], *paragraphs: str) -> list[str]:
    """The sentences that stay, those of BETWEEN left out; what says the others still stands."""
    manuscript = manuscript_of(segments_of("\n\n".join(paragraphs)))
    drop(manuscript)
    assert {gone.kind for gone in manuscript.dropped} <= {RemovalKind.VARIANT, RemovalKind.REPEAT}
    assert all(manuscript.has(gone.twin) for gone in manuscript.dropped)
    texts = [passage.segment.text.strip() for passage in manuscript.passages]
    return [text for text in texts if text not in BETWEEN]
