"""Cut a region into units: sentences without cutting markup, markup as numbered placeholders.

Markup around a whole unit, and footnote marks, images and attribute lists at its ends, stay outside
of it: what an engine never sees it cannot lose, and the plain text is shared with other places.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from newsletter.language.scripts import has_letters, is_cjk
from newsletter.model import UnitKind
from newsletter.source.inline import sentences
from newsletter.source.nonprose import MASKED, NonproseKind, masked_kind
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.spans import parse_inline
from newsletter.translate.html_text import attribute_runs, parse_html
from newsletter.translate.parameters import (
    find_tag_texts,
)
from newsletter.translate.placeholders import PLACEHOLDER
from newsletter.translate.regions import (
    VALUES,
    Flavour,
    Region,
    flavour_in_tag,
)

_BREAKS = (PieceKind.SOFT_BREAK, PieceKind.HARD_BREAK)
# At the end of a unit these stay outside: they belong to the place, not to the words around them.
_PEELED = (
    PieceKind.FOOTNOTE,
    PieceKind.IMAGE,
    PieceKind.LIQUID,
    PieceKind.EMOJI,
    *_BREAKS,
)
_TITLE = re.compile(
    r"[ \t\n](?P<mark>[\"'(])(?P<title>(?:[^\\]|\\.)*?)[\"')]\s*\)$",
    re.S,
)
_LISTED_TEXT = re.compile(
    r"(?<=[\s{])(?P<name>(?:fig|tbl|lst)-(?:alt|s?cap)|alt|title)=\"(?P<text>[^\"\n]*)\""
)
_ATTRIBUTE_LIST = re.compile(r"\{(?![{%])")
_DEFINED = re.compile(
    r"(?m)^:[ \t]+(?=\S)"
)  # kramdown's definition lists: the mark is structure
_ATTRIBUTE_ENTITY = re.compile(
    r"&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_ESCAPED_MARK = re.compile(r"\\([\"'\\])")
_LABEL_END = re.compile(r"[。！？!?.]\s*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup that is written beside translated text: a range of the region, or `text` instead.

    `delimiter` is the mark of emphasis.
    """

    first: int
    last: int
    text: str | None = None
    delimiter: str = ""
    kind: PieceKind = PieceKind.TEXT


@dataclass(frozen=True, slots=True)
class Place:
    """A unit (or a sentence without letters, `source` "") and its range in the region.

    Attributes:
        first, last: Its range, peeled markup included. `inner`: without it.
        source: Text with placeholders.
        kind: What the unit is.
        marks: Placeholder number → its opening (or only) and closing mark.
        lead, trail: Peeled markup before and after.
        flavour, quote: How its text is written.
        nested: It stands inside the markup of another one: alternative text, title, attribute.
    """

    first: int
    last: int
    source: str
    kind: UnitKind
    marks: Mapping[int, tuple[Mark, Mark | None]] = field(default_factory=dict)
    lead: tuple[Mark, ...] = ()
    trail: tuple[Mark, ...] = ()
    flavour: Flavour = Flavour.MARKDOWN
    quote: str = ""
    nested: bool = False
    inner: tuple[int, int] = (0, 0)


def find_places(
    region: Region, references: Mapping[str, Any]
) -> tuple[Place, ...]:
    """Return the places of a region: its sentences in order, then what their markup holds."""
    if region.flavour in VALUES:
        return (
            _value_place(
                region.content,
                0,
                region.kind,
                region.flavour,
                region.quote,
                nested=False,
            ),
        )
    pieces = region_pieces(region, references)
    places = [
        _sentence_place(region, pieces, first, last)
        for first, last in _cuts(region, pieces)
    ]
    return (
        *[place for place in places if place],
        *_nested_places(region, pieces),
    )


def region_pieces(
    region: Region, references: Mapping[str, Any]
) -> tuple[Piece, ...]:
    """Return the inline pieces of a region in its own flavour."""
    return (
        parse_html(region.content)
        if region.flavour is Flavour.HTML
        else parse_inline(region.content, references, masked=True)
    )


def _cuts(region: Region, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    end = len(region.content)
    if region.whole:
        yield region.skip, end
        return
    ends = [region.skip]
    for sentence in sentences(region.content[region.skip :], masked=True):
        ends.append(ends[-1] + len(sentence))
    if region.flavour is Flavour.MARKDOWN:
        for found in _DEFINED.finditer(region.content):
            ends += found.span()
        ends = sorted({*ends, *_alert_end(region)})
    solid = [
        piece
        for piece in pieces
        if piece.kind is not PieceKind.TEXT and piece.kind not in _BREAKS
    ]
    yield from pairwise(_without_inner(ends, solid))


def _alert_end(region: Region) -> Iterator[int]:
    """The line of `[!NOTE]` is a title: what follows it is another sentence."""
    mark = MASKED.match(region.content)
    if mark and masked_kind(mark.group()) is NonproseKind.ALERT:
        end = region.content.find("\n") + 1
        if end:
            yield end


def _without_inner(cuts: list[int], solid: list[Piece]) -> Iterator[int]:
    """Yield the cuts that go through no piece; the first and the last always stay."""
    starts = [piece.first for piece in solid]
    for cut in cuts:
        before = bisect_left(starts, cut) - 1
        is_inner = before >= 0 and cut < solid[before].last
        if not is_inner or cut in (cuts[0], cuts[-1]):
            yield cut


def _sentence_place(
    region: Region, pieces: Sequence[Piece], first: int, last: int
) -> Place | None:
    """The place of one sentence; None for white space."""
    mine = list(_trim(_clip(pieces, first, last)))
    if not mine:
        return None
    first, last = mine[0].first, mine[-1].last
    lead, mine, trail, peeled = _peel(mine, region.raw)
    inner = (mine[0].first, mine[-1].last) if mine else (first, last)
    builder = _Builder(region.raw)
    source = builder.add_all(mine).strip()
    kind = region.kind
    if (
        kind is UnitKind.SENTENCE
        and peeled
        and (first, last) == _ends(region)
        and not _LABEL_END.search(source)
    ):
        kind = UnitKind.LABEL
    if not has_letters(PLACEHOLDER.sub("", source)):
        return Place(first, last, "", kind, flavour=region.flavour)
    return Place(
        first,
        last,
        source,
        kind,
        builder.marks,
        tuple(lead),
        tuple(trail),
        region.flavour,
        inner=inner,
    )


def _ends(region: Region) -> tuple[int, int]:
    text = region.content
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _clip(pieces: Sequence[Piece], first: int, last: int) -> Iterator[Piece]:
    """Yield what of the pieces lies in a span; they stand in order and apart."""
    begin = bisect_right(pieces, first, key=lambda piece: piece.last)
    end = bisect_left(pieces, last, key=lambda piece: piece.first)
    for piece in pieces[begin:end]:
        start, stop = max(first, piece.first), min(last, piece.last)
        if start >= stop:
            continue
        is_whole = (start, stop) == (piece.first, piece.last)
        is_plain = len(piece.text) == piece.last - piece.first
        if is_whole or piece.kind is not PieceKind.TEXT or not is_plain:
            yield piece
        else:
            text = piece.text[start - piece.first : stop - piece.first]
            yield Piece(PieceKind.TEXT, start, stop, text)


def _trim(pieces: Iterable[Piece]) -> list[Piece]:
    """Take white space and line breaks off both ends."""
    kept = list(pieces)
    while kept and (
        kept[0].kind in _BREAKS
        or (kept[0].kind is PieceKind.TEXT and not kept[0].text.strip())
    ):
        del kept[0]
    while kept and (
        kept[-1].kind in _BREAKS
        or (kept[-1].kind is PieceKind.TEXT and not kept[-1].text.strip())
    ):
        del kept[-1]
    if kept and kept[0].kind is PieceKind.TEXT and _is_plain(kept[0]):
        cut = len(kept[0].text) - len(kept[0].text.lstrip())
        kept[0] = Piece(
            PieceKind.TEXT,
            kept[0].first + cut,
            kept[0].last,
            kept[0].text[cut:],
        )
    if kept and kept[-1].kind is PieceKind.TEXT and _is_plain(kept[-1]):
        cut = len(kept[-1].text) - len(kept[-1].text.rstrip())
        kept[-1] = Piece(
            PieceKind.TEXT,
            kept[-1].first,
            kept[-1].last - cut,
            kept[-1].text[: len(kept[-1].text) - cut],
        )
    return kept


def _is_plain(piece: Piece) -> bool:
    return len(piece.text) == piece.last - piece.first


def _peel(
    pieces: list[Piece], content: str
) -> tuple[list[Mark], list[Piece], list[Mark], bool]:
    """Take markup off the ends that no engine has to see.

    The last value tells whether emphasis around the whole was among it.
    """
    lead: list[Mark] = []
    trail: list[Mark] = []
    emphasised = False
    while pieces:
        first, last = pieces[0], pieces[-1]
        if _is_peeled(first) and len(pieces) > 1:
            lead.append(Mark(first.first, first.last, kind=first.kind))
            pieces = pieces[1:]
        elif _is_peeled(last) and len(pieces) > 1:
            trail.insert(0, Mark(last.first, last.last, kind=last.kind))
            pieces = pieces[:-1]
        elif (
            len(pieces) == 1
            and first.children
            and first.kind is not PieceKind.IMAGE
        ):
            opening, closing = _ends_of(first, content)
            lead.append(opening)
            trail.insert(0, closing)
            emphasised = emphasised or first.kind is PieceKind.EMPHASIS
            pieces = list(first.children)
        else:
            break
        left, right = (
            pieces[0].first if pieces else 0,
            pieces[-1].last if pieces else 0,
        )
        pieces = _trim(pieces)
        if pieces and pieces[0].first > left:
            lead.append(Mark(left, pieces[0].first))
        if pieces and pieces[-1].last < right:
            trail.insert(0, Mark(pieces[-1].last, right))
    return lead, pieces, trail, emphasised


def _is_peeled(piece: Piece) -> bool:
    return piece.kind in _PEELED or (
        piece.kind is PieceKind.HTML and not piece.children
    )


def _ends_of(piece: Piece, content: str) -> tuple[Mark, Mark]:
    """Return the opening and closing mark of a piece with an inside.

    A shortcut reference link keeps its label when its text changes.
    """
    first, last = piece.inner
    delimiter = (
        content[piece.first : first] if piece.kind is PieceKind.EMPHASIS else ""
    )
    closing = content[last : piece.last]
    text = None
    if piece.kind is PieceKind.LINK and closing in ("]", "][]"):
        text = f"][{content[first:last]}]"
    return (
        Mark(piece.first, first, None, delimiter, piece.kind),
        Mark(last, piece.last, text, delimiter, piece.kind),
    )


class _Builder:
    """Writes the text of a unit and numbers its placeholders from 1."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.marks: dict[int, tuple[Mark, Mark | None]] = {}

    def add_all(self, pieces: Sequence[Piece]) -> str:
        return "".join(
            self._add(piece, pieces, index)
            for index, piece in enumerate(pieces)
        )

    def _add(self, piece: Piece, pieces: Sequence[Piece], index: int) -> str:
        if piece.kind is PieceKind.TEXT:
            return self._text(piece)
        if piece.kind is PieceKind.SOFT_BREAK:
            return _soft_break(pieces, index)
        if (
            piece.children
            and piece.kind is not PieceKind.IMAGE
            and _holds_text(piece)
        ):
            number = self._number(*_ends_of(piece, self.content))
            return f"[[{number}]]{self.add_all(piece.children)}[[/{number}]]"
        return f"[[{self._number(Mark(piece.first, piece.last, kind=piece.kind))}]]"

    def _text(self, piece: Piece) -> str:
        """Return text; what would read as a placeholder or as nothing becomes a placeholder."""
        if not _is_plain(piece) and (
            piece.text in "[]"
            or not piece.text.strip("\u00a0 ")
            or not piece.text.isprintable()
        ):
            if piece.text == "\u00a0":
                return piece.text
            return f"[[{self._number(Mark(piece.first, piece.last))}]]"
        text, place = "", 0
        for found in PLACEHOLDER.finditer(piece.text):
            number = self._number(
                Mark(
                    piece.first + found.start(),
                    piece.first + found.end(),
                )
            )
            text += f"{piece.text[place : found.start()]}[[{number}]]"
            place = found.end()
        return text + piece.text[place:]

    def _number(self, opening: Mark, closing: Mark | None = None) -> int:
        number = len(self.marks) + 1
        self.marks[number] = (opening, closing)
        return number


def _holds_text(piece: Piece) -> bool:
    return any(
        (child.kind is PieceKind.TEXT and child.text.strip())
        or (child.kind is not PieceKind.IMAGE and _holds_text(child))
        for child in piece.children
    )


def _soft_break(pieces: Sequence[Piece], index: int) -> str:
    """A line break inside a sentence is a blank, between letters of unspaced scripts nothing."""
    before = pieces[index - 1].text[-1:] if index else ""
    after = pieces[index + 1].text[:1] if index + 1 < len(pieces) else ""
    return (
        "" if before and after and _is_wide(before) and _is_wide(after) else " "
    )


def _is_wide(char: str) -> bool:
    return (
        is_cjk(char)
        or "\u3000" <= char <= "\u303f"
        or "\uff01" <= char <= "\uff60"
    )


def _nested_places(region: Region, pieces: Iterable[Piece]) -> Iterator[Place]:
    for piece in pieces:
        raw = region.content[piece.first : piece.last]
        if piece.kind is PieceKind.IMAGE:
            yield from _alt_place(region, piece)
        if piece.kind in (PieceKind.IMAGE, PieceKind.LINK):
            yield from _title_place(region, piece)
        if piece.kind is PieceKind.LIQUID and MASKED.match(raw):
            yield from _attribute_list_places(region, piece)
        is_tag = piece.kind in (PieceKind.OUTPUT, PieceKind.LIQUID)
        if is_tag and MASKED.match(raw):
            yield from _shortcode_places(region, piece)
        if piece.kind is PieceKind.HTML:
            yield from _attribute_places(region, piece)
        if piece.kind is not PieceKind.IMAGE:
            yield from _nested_places(region, piece.children)


def _attribute_places(region: Region, piece: Piece) -> Iterator[Place]:
    """The attributes of an HTML tag that are read; of a pair those of the opening one."""
    is_pair = piece.children or piece.inner != (0, 0)
    last = piece.inner[0] if is_pair else piece.last
    tag = region.content[piece.first : last]
    for run in attribute_runs(tag, piece.first):
        value = region.content[run.first : run.last]
        yield _value_place(
            value, run.first, run.kind, Flavour.ATTRIBUTE, run.quote
        )


def _attribute_list_places(region: Region, piece: Piece) -> Iterator[Place]:
    """The texts of `{fig-alt="…"}`: what Pandoc shows or reads aloud."""
    raw = region.raw[piece.first : piece.last]
    is_list = _ATTRIBUTE_LIST.match(raw) is not None
    for found in _LISTED_TEXT.finditer(raw) if is_list else ():
        first = piece.first + found.start("text")
        kind = (
            UnitKind.CAPTION if found["name"].endswith("cap") else UnitKind.ALT
        )
        yield _value_place(found["text"], first, kind, Flavour.ATTRIBUTE, '"')


def _shortcode_places(region: Region, piece: Piece) -> Iterator[Place]:
    """The texts of `{{< figure caption="…" >}}` and `{% post_link name … %}`, of components."""
    raw = region.raw[piece.first : piece.last]
    for text in find_tag_texts(raw):
        first, last = piece.first + text.first, piece.first + text.last
        kind = UnitKind.ALT if text.name == "alt" else UnitKind.CAPTION
        value = region.raw[first:last]
        flavour = flavour_in_tag(raw)
        yield _value_place(value, first, kind, flavour, text.quote)


def _alt_place(region: Region, piece: Piece) -> Iterator[Place]:
    first, last = piece.inner
    builder = _Builder(region.raw)
    source = builder.add_all(_trim(piece.children)).strip()
    if not has_letters(PLACEHOLDER.sub("", source)):
        return
    closing = region.raw[last : piece.last]
    label = f"][{region.raw[first:last]}]" if closing in ("]", "][]") else None
    trail = (Mark(last, piece.last, label),) if label else ()
    end = piece.last if label else last
    yield Place(
        first,
        end,
        source,
        UnitKind.ALT,
        builder.marks,
        (),
        trail,
        region.flavour,
        nested=True,
    )


def _title_place(region: Region, piece: Piece) -> Iterator[Place]:
    last = piece.inner[1]
    closing = region.content[last : piece.last]
    if not closing.startswith("]("):
        return
    found = _TITLE.search(closing)
    if found and has_letters(found["title"]):
        quote = ")" if found["mark"] == "(" else found["mark"]
        place = last + found.start("title")
        yield _value_place(
            found["title"],
            place,
            UnitKind.LINK_TITLE,
            Flavour.TITLE,
            quote,
        )


def _value_place(
    raw: str,
    first: int,
    kind: UnitKind,
    flavour: Flavour,
    quote: str,
    nested: bool = True,
) -> Place:
    """The place of an attribute or a title: plain text, one unit."""
    from markdown_it.common.utils import unescapeAll

    text = raw
    if flavour is Flavour.TITLE:
        text = unescapeAll(raw)
    elif flavour is Flavour.PARAMETER:
        text = _ESCAPED_MARK.sub(r"\1", raw)
    else:
        text = _ATTRIBUTE_ENTITY.sub(
            lambda found: _unescape(found.group()), raw
        )
    source = " ".join(text.split())
    if (
        not has_letters(source)
        or PLACEHOLDER.search(source)
        or MASKED.search(source)
    ):
        source = ""
    return Place(
        first,
        first + len(raw),
        source,
        kind,
        {},
        (),
        (),
        flavour,
        quote,
        nested,
    )


def _unescape(entity: str) -> str:
    import html

    return html.unescape(entity)
