"""Find inline markup in a block, and split its text into sentences without cutting markup.

The one answer to "what is a sentence of this post?": abridge chooses among them, translate
translates them, so that an article, its abridgement and tomorrow's other abridgement share their
sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsletter.language.sentences import split_sentences
from newsletter.source.spans import AnyReference, Piece, PieceKind, parse_inline

_TEXT = (PieceKind.TEXT, PieceKind.SOFT_BREAK, PieceKind.HARD_BREAK)
_NAMES = {PieceKind.IMAGE: "link", PieceKind.NOTE: "footnote"}
_ANY = AnyReference()

_UNSEEN = re.compile(r"<!--(?:.|\n)*?-->|\[\^[^\]\s]+\]|\{:[^}\n]*\}|\{%.*?%\}")
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\])")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CODE = re.compile(r"(?<!`)(`+)(?!`)((?:.|\n)+?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"\*\*\*|\*\*|~~")
_STAR = re.compile(r"(?<![\w*\\])\*(?=\S)|(?<=[^\s\\])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>$-])")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of the text that holds one piece of inline markup; `kind` is its name."""

    kind: str
    first: int
    last: int


def find_spans(text: str) -> tuple[Span, ...]:
    """Return code, links, images, HTML, Liquid, math, footnotes, URLs, emphasis by their start.

    What stands inside another span follows it. `[text][label]` and `[text]` are taken for links:
    whether the label is defined is not known here, and to keep a bracket whole does no harm.
    """
    return tuple(_spans(parse_inline(text, _ANY)))


def _spans(pieces: tuple[Piece, ...]) -> Iterator[Span]:
    for piece in pieces:
        if piece.kind not in _TEXT:
            yield Span(_NAMES.get(piece.kind, piece.kind.value), piece.first, piece.last)
            yield from _spans(piece.children)


# An article and its abridgement, chosen from and translated, are asked about again and again.
@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """Split a block into sentences; joined they give it back, and none ends inside markup."""
    return split_sentences(text, [(span.first, span.last) for span in find_spans(text)])


def plain_text(text: str) -> str:
    """Return what a reader sees: no targets, marks, tags, footnotes; images by their text."""
    out = text
    if "<" in out or "[" in out or "{" in out:
        out = _UNSEEN.sub("", out)
    if "[" in out:
        for _ in range(2):  # a link around an image needs a second pass
            out = _LINK.sub(r"\1", out)
    if "<" in out:
        out = _TAG.sub("", _ADDRESS.sub(r"\1", out))
    if "`" in out:
        out = _CODE.sub(r"\2", out)
    if "*" in out or "~~" in out:
        out = _STAR.sub("", _STRONG.sub("", out))
    if "_" in out:
        out = _UNDERSCORE.sub("", out)
    return _ESCAPED.sub(r"\1", out) if "\\" in out else out
