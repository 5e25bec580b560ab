"""Find inline markup in a block, and split its text into sentences without cutting markup.

The one answer to "what is a sentence of this post?": abridge chooses among them, translate
translates them, so that an article, its abridgement and tomorrow's other abridgement share their
sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from newsletter.language.raised import write_lowered, write_raised
from newsletter.language.sentences import split_sentences
from newsletter.remembered import remembered
from newsletter.source.code_spans import CODE_SPAN
from newsletter.source.dialect_plugins import get_dialects
from newsletter.source.line_marks import LOWERED, MARKED, NOTE, RAISED
from newsletter.source.link_words import (
    LINK,
    NAMED,
    UNKNOWN_NAMES,
    LinkNames,
    is_number_of_source,
    show_link,
)
from newsletter.source.myst import find_role_words
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

# Each alternative begins with its letter, not with a class or a look back: so a search can skip
# whatever is none of these letters.
_MAYBE_NONPROSE = re.compile(r"<|\{|\[[\^!\[]|:::|\*\[|!!!|\?\?\?|%%| \^|\n\^")
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
_MARK = re.compile(r"[\[`<&*_~\\=^]")  # most sentences have none
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STRONG = re.compile(r"\*\*\*|\*\*|~~")
# A pair of them beside letters without blanks between words, as 港の*朝*に; in 5*3*2 they multiply.
_STARS = re.compile(
    r"\*(?<![^\W\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]\*)(?<![*\\]\*)(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*"
    r"(?![^\W\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3])(?!\*)"
)
_STAR = re.compile(r"\*(?:(?<![\w*\\]\*)(?=\S)|(?<=[^\s\\]\*)(?![\w*]))")
# One to three of them; more are a gap to be filled in.
_UNDERSCORE = re.compile(r"(?<![\w^])_{1,3}(?=[^\s_])|(?<=[^\s_^])_{1,3}(?!\w)")
# The stand-in of what is set aside, by its number; the character itself is set aside, too, where a
# text holds it.
_ASIDE = re.compile("\ufdd0(\\d+)\ufdd1")
# What begins first wins: a backtick in an address is none of code.
_SET_ASIDE = re.compile(
    r"(?P<escaped>\\[\\`<])"
    r"|<(?P<address>(?:https?|mailto):[^<>\s]*|[\w.+-]{1,64}@[\w.-]{1,255})>"
    f"|{CODE_SPAN.pattern}|\ufdd0"
)
# Marks that change what a text says: struck, raised and lowered words, and ends of lines.
_TELLING = re.compile(
    r"~~|</?(?:s|del|strike|sup|sub|br)\b|==|\^|~(?<=[A-Za-z0-9)]~)", re.I
)
_OTHER_TAG = re.compile(
    r"</?(?!(?:s|del|strike|sup|sub|br)\b)[A-Za-z][^<>]*>", re.I
)
_LINE_END = re.compile(r"<br\b[^<>]*>", re.I)
_STRUCK = re.compile(
    r"[ \t]?(?:(?<!~)~~(?!~)[^~]{1,2000}~~(?!~)"
    r"|<(?P<tag>s|del|strike)\b[^<>]*>(?:[^<]|<(?!/?(?:s|del|strike)\b)){0,2000}</(?P=tag)>)",
    re.I,
)
_RAISED = re.compile(
    r"<(?P<tag>sup|sub)\b[^<>]*>(?P<inside>[^<>]{1,200})</(?P=tag)>", re.I
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>$=^-])")

# What a mark begins with, what it is, and what a reader sees of it; in this order.
_SHOWN = (
    ("<", _TAG, ""),
    ("**", _STRONG, ""),
    ("~~", _STRONG, ""),
    ("*", _STARS, r"\1"),
    ("*", _STAR, ""),
    ("_", _UNDERSCORE, ""),
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


def plain_text(text: str, names: LinkNames = UNKNOWN_NAMES) -> str:
    """Return what a reader reads: no targets, marks, tags, footnotes; images by their text.

    Struck words are taken back, so they go. What is raised stays apart from what it stands on: of
    10<sup>6</sup> no excerpt may make 106.

    Args:
        text: Markdown of a block or of a part of one.
        names: What is known of the names of links.
    """
    return _Reader(names).read(text)


def text_content(text: str) -> str:
    """Return all words of a text without its marks, as ids of headings are made of them."""
    return _Reader(UNKNOWN_NAMES, tells=False).read(text)


# As CommonMark has them; html.unescape takes a number of any length, and int() does not.
_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});"
)


@dataclass(slots=True)
class _Reader:
    """Reads Markdown as plain text.

    Attributes:
        names: What is known of the names of links.
        tells: What is struck, raised or lowered says something else than the same words without.
        aside: Code, addresses and escaped characters, as they are written and as they are read.
    """

    names: LinkNames
    tells: bool = True
    aside: list[tuple[str, str]] = field(default_factory=list)

    def read(self, text: str) -> str:
        """Return the words of a text."""
        is_marked = _MAYBE_NONPROSE.search(text) or get_dialects()
        if not is_marked and not _MARK.search(text):
            return text
        out = _without_nonprose(text) if is_marked else text
        if "`" in out or "<" in out or "\\" in out:
            out = _SET_ASIDE.sub(self._set_code_aside, out)
        if "[" in out:
            out = self._show_links(out)
        if "\\" in out:
            out = _ESCAPED.sub(self._set_escaped_aside, out)
        if self.tells and _TELLING.search(out):
            out = _tell(out)
        for mark, pattern, shown in _SHOWN:
            if mark in out:
                out = pattern.sub(shown, out)
        if "&" in out:
            out = _ENTITY.sub(lambda entity: unescape(entity[0]), out)
        return self._put_back(out, 1) if self.aside else out

    def _set_code_aside(self, found: re.Match[str]) -> str:
        """A stand-in for code or an address: no mark in it is one."""
        if found["escaped"]:
            return found[0]  # links read it
        read = found["code"] or found["address"] or found[0]
        return self._set_aside(found[0], read)

    def _set_escaped_aside(self, found: re.Match[str]) -> str:
        """A stand-in for an escaped character: it is no mark."""
        return self._set_aside(found[0], found[1])

    def _set_aside(self, written: str, read: str) -> str:
        self.aside.append((written, read))
        return f"\ufdd0{len(self.aside) - 1}\ufdd1"

    def _put_back(self, text: str, how: int) -> str:
        """A text with what was set aside, as it is written (0) or read (1)."""
        return _ASIDE.sub(lambda aside: self.aside[int(aside[1])][how], text)

    def _show_links(self, text: str) -> str:
        """The text with the words of links; a link around an image needs a second pass."""
        if self.names.defined:
            text = NAMED.sub(self._show_named, text)
        return LINK.sub(self._show_link, LINK.sub(self._show_link, text))

    def _show_named(self, found: re.Match[str]) -> str:
        """A link that is written as a name alone, by that name."""
        words = found[1]
        if self._put_back(words, 0) not in self.names:
            return found[0]
        is_source = is_number_of_source(
            found.string, words, found.start(), found.end()
        )
        return found[0] if is_source else words

    def _show_link(self, found: re.Match[str]) -> str:
        name = found["label"] or found["words"]
        return show_link(found, self._put_back(name, 0), self.names)


def _tell(text: str) -> str:
    """The text without what is struck, and with signs for what is raised or lowered."""
    text = _LINE_END.sub(" ", _OTHER_TAG.sub("", text))
    text = NOTE.sub("", MARKED.sub(r"\1", text))
    text = RAISED.sub(r"<sup>\1</sup>", LOWERED.sub(r"<sub>\1</sub>", text))
    return _RAISED.sub(_show_raised, _STRUCK.sub(_leave_blank, text))


def _leave_blank(struck: re.Match[str]) -> str:
    """The blank before struck words, where it parts what stays."""
    behind = struck.string[struck.end() : struck.end() + 1]
    return struck[0][0] if behind.isalnum() and struck[0][0] in " \t" else ""


def _show_raised(found: re.Match[str]) -> str:
    base = found.string[max(0, found.start() - 1) : found.start()]
    write = write_raised if found["tag"].lower() == "sup" else write_lowered
    return write(base, found["inside"])


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
    if link.startswith("{"):
        return find_role_words(link)
    target, _, alias = link[2:-2].partition("|")
    page, _, heading = target.rstrip("\\").partition("#")
    return alias or page.rpartition("/")[2] or heading
