"""Find inline markup in a block, and split its text into sentences without cutting markup.

The one answer to "what is a sentence of this post?": abridge chooses among them, translate
translates them, so that an article, its abridgement and tomorrow's other abridgement share their
sentences.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial

from newsletter.language.sentences import split_sentences
from newsletter.remembered import remembered
from newsletter.source.code_spans import CODE_SPAN
from newsletter.source.dialect_plugins import get_dialects
from newsletter.source.nonprose import (
    NonproseKind,
    find_nonprose,
    mask_nonprose,
)
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.spans import AnyReference, parse_inline

_TEXT = (PieceKind.TEXT, PieceKind.SOFT_BREAK, PieceKind.HARD_BREAK)
_NAMES = {PieceKind.IMAGE: "link", PieceKind.NOTE: "footnote"}
_ANY = AnyReference()
_NOTE = "^["  # of Pandoc, inside a line

_MAYBE_NONPROSE = re.compile(r"[<{]|\[[\^!\[]|:{3}|\*\[|!!!|\?\?\?")
# What a reader sees something of: the rest of `plain_text` takes care of it.
_SEEN = frozenset(
    {
        NonproseKind.FENCE,
        NonproseKind.INDENTED_CODE,
        NonproseKind.CODE_SPAN,
        NonproseKind.RAW_HTML,
        NonproseKind.TAG,
        NonproseKind.AUTOLINK,
        NonproseKind.ADDRESS,
        NonproseKind.REFERENCE,
        NonproseKind.DEFINITION,
        NonproseKind.FORMULA,
        NonproseKind.EMOJI,
        NonproseKind.TASK,
    }
)
_LINK = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\])"
)
# A link by its name alone, which is one only where the name is defined: [name], not ![name].
_NAMED = re.compile(r"(?<![!\]\\])\[([^\[\]^\n][^\[\]\n]*)\](?![\[(:])")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STRONG = re.compile(r"\*\*\*|\*\*|~~")
# A pair of them beside letters without blanks between words, as 港の*朝*に; in 5*3*2 they multiply.
_STARS = re.compile(
    r"(?<![^\W\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3])(?<![*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*"
    r"(?![^\W\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3])(?!\*)"
)
_STAR = re.compile(r"(?<![\w*\\])\*(?=\S)|(?<=[^\s\\])\*(?![\w*])")
# One to three of them; more are a gap to be filled in.
_UNDERSCORE = re.compile(r"(?<!\w)_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?!\w)")
# The stand-in of code, by its number; a text that holds the character itself has it set aside too.
_ASIDE = re.compile("\ufdd0(\\d+)\ufdd1")
_SET_ASIDE = re.compile(f"{CODE_SPAN.pattern}|\ufdd0")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>$-])")

# What a mark begins with, what it is, and what a reader sees of it; in this order. A link around an
# image needs a second pass.
_SHOWN = (
    ("[", _LINK, r"\1"),
    ("[", _LINK, r"\1"),
    ("<", _ADDRESS, r"\1"),
    ("<", _TAG, ""),
    ("**", _STRONG, ""),
    ("~~", _STRONG, ""),
    ("*", _STARS, r"\1"),
    ("*", _STAR, ""),
    ("_", _UNDERSCORE, ""),
    ("\\", _ESCAPED, r"\1"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of the text that holds one piece of inline markup; `kind` is its name."""

    kind: str
    first: int
    last: int


def find_spans(text: str, *, masked: bool = False) -> tuple[Span, ...]:
    """Return code, links, images, HTML, Liquid, math, footnotes, URLs, emphasis by their start.

    What stands inside another span follows it. `[text][label]` and `[text]` are taken for links:
    whether the label is defined is not known here, and to keep a bracket whole does no harm.
    """
    return tuple(_spans(parse_inline(text, _ANY, masked=masked)))


def _spans(pieces: tuple[Piece, ...]) -> Iterator[Span]:
    """Yield the markup of each level, the outer one first."""
    waiting = [*reversed(pieces)]
    while waiting:
        piece = waiting.pop()
        if piece.kind not in _TEXT:
            yield Span(
                _NAMES.get(piece.kind, piece.kind.value),
                piece.first,
                piece.last,
            )
            waiting += reversed(piece.children)


def sentences(text: str, masked: bool = False) -> tuple[str, ...]:
    """Split a block into sentences; joined they give it back, and none ends inside markup.

    Nor does one end with a note inside it, whatever the note ends with.

    Args:
        text: A block, Markdown.
        masked: What is no prose is masked in it already.
    """
    # Most blocks have nothing to mask: what is chosen from and what is translated are one text.
    return _cut(text, masked or mask_nonprose(text, blank=False) == text)


# An article and its abridgement, chosen from and translated, are asked about again and again.
@remembered(maxsize=512)
def _cut(text: str, masked: bool) -> tuple[str, ...]:
    protected = [
        (span.first, span.last + text.startswith(_NOTE, span.first))
        for span in find_spans(text, masked=masked)
    ]
    return split_sentences(text, protected)


def plain_text(text: str, defined: Collection[str] = ()) -> str:
    """Return what a reader sees: no targets, marks, tags, footnotes; images by their text.

    Args:
        text: Markdown of a block or of a part of one.
        defined: Names of links that are defined elsewhere, in small letters: `[name]` is one.
    """
    if defined and "[" in text:
        text = _show_named(text, defined)
    is_marked = _MAYBE_NONPROSE.search(text) or get_dialects()
    out = _without_nonprose(text) if is_marked else text
    codes: list[str] = []
    if "`" in out:
        out = _SET_ASIDE.sub(partial(_set_aside, codes), out)
    for mark, pattern, shown in _SHOWN:
        if mark in out:
            out = pattern.sub(shown, out)
    return _ASIDE.sub(lambda aside: codes[int(aside[1])], out) if codes else out


def _set_aside(codes: list[str], span: re.Match[str]) -> str:
    """A stand-in for the code of a span: no mark in it is one."""
    codes.append(span["code"] or span[0])
    return f"\ufdd0{len(codes) - 1}\ufdd1"


def _show_named(text: str, defined: Collection[str]) -> str:
    """The text with links that are written as a name alone by that name."""

    def show(link: re.Match[str]) -> str:
        is_link = link[1].casefold() in defined
        return link[1] if is_link else link[0]

    return _NAMED.sub(show, text)


def _without_nonprose(text: str) -> str:
    """The text without tags of templates, attribute lists and other marks; wiki links by name."""
    out: list[str] = []
    place = 0
    for part in find_nonprose(text):
        if part.kind in _SEEN:
            continue
        out.append(text[place : part.start])
        if part.kind is NonproseKind.WIKI_LINK:
            out.append(wiki_name(text[part.start : part.end]))
        place = part.end
    return "".join((*out, text[place:]))


def wiki_name(link: str) -> str:
    """Return what a reader sees of a wiki link; nothing of an embedded file.

    >>> wiki_name("[[Folder/Page#Heading|its name]]"), wiki_name("[[Folder/Page]]")
    ('its name', 'Page')
    """
    if link.startswith("!"):
        return ""
    target, _, alias = link[2:-2].partition("|")
    page, _, heading = target.rstrip("\\").partition("#")
    return alias or page.rpartition("/")[2] or heading
