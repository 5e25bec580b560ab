"""Find the texts that stand inside markup: alternative texts, titles, attributes, parameters."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from newsletter.language.scripts import has_letters
from newsletter.model import UnitKind
from newsletter.source.nonprose import MASKED
from newsletter.source.pieces import Piece, PieceKind
from newsletter.translate.html_text import attribute_runs
from newsletter.translate.parameters import find_tag_texts
from newsletter.translate.placeholders import (
    has_placeholders,
    strip_placeholders,
)
from newsletter.translate.places import Mark, Place
from newsletter.translate.regions import Flavour, Region, flavour_in_tag
from newsletter.translate.unit_ends import trim
from newsletter.translate.unit_text import UnitText

_TITLE = re.compile(
    r"[ \t\n](?P<mark>[\"'(])(?P<title>(?:[^\\]|\\.)*?)[\"')]\s*\)$",
    re.S,
)
_LISTED_TEXT = re.compile(
    r"(?<=[\s{])(?P<name>(?:fig|tbl|lst)-(?:alt|s?cap)|alt|title)=\"(?P<text>[^\"\n]*)\""
)
_ATTRIBUTE_LIST = re.compile(r"\{(?![{%])")
_ATTRIBUTE_ENTITY = re.compile(
    r"&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_ESCAPED_MARK = re.compile(r"\\([\"'\\])")


def find_nested_places(
    region: Region, pieces: Iterable[Piece]
) -> Iterator[Place]:
    """Yield the texts in the markup of some pieces, in text order."""
    for piece in pieces:
        for find in _FINDERS.get(piece.kind, ()):
            yield from find(region, piece)
        if piece.kind is not PieceKind.IMAGE:
            yield from find_nested_places(region, piece.children)


def _is_masked(region: Region, piece: Piece) -> bool:
    """Tell whether a piece is a tag of its region, not one that Markdown alone made."""
    return MASKED.match(region.content, piece.first, piece.last) is not None


def _attribute_places(region: Region, piece: Piece) -> Iterator[Place]:
    """The attributes of an HTML tag that are read; of a pair those of the opening one."""
    is_pair = piece.children or piece.inner != (0, 0)
    last = piece.inner[0] if is_pair else piece.last
    tag = region.content[piece.first : last]
    for run in attribute_runs(tag, piece.first):
        value = region.content[run.first : run.last]
        yield build_value_place(
            value, run.first, run.kind, Flavour.ATTRIBUTE, run.quote
        )


def _attribute_list_places(region: Region, piece: Piece) -> Iterator[Place]:
    """The texts of `{fig-alt="…"}`: what Pandoc shows or reads aloud."""
    raw = region.raw[piece.first : piece.last]
    if not _is_masked(region, piece) or not _ATTRIBUTE_LIST.match(raw):
        return
    for found in _LISTED_TEXT.finditer(raw):
        first = piece.first + found.start("text")
        is_caption = found["name"].endswith("cap")
        kind = UnitKind.CAPTION if is_caption else UnitKind.ALT
        yield build_value_place(
            found["text"], first, kind, Flavour.ATTRIBUTE, '"'
        )


def _shortcode_places(region: Region, piece: Piece) -> Iterator[Place]:
    """The texts of `{{< figure caption="…" >}}` and `{% post_link name … %}`, of components."""
    if not _is_masked(region, piece):
        return
    raw = region.raw[piece.first : piece.last]
    for text in find_tag_texts(raw):
        first, last = piece.first + text.first, piece.first + text.last
        kind = UnitKind.ALT if text.name == "alt" else UnitKind.CAPTION
        value = region.raw[first:last]
        flavour = flavour_in_tag(raw)
        yield build_value_place(value, first, kind, flavour, text.quote)


def _alt_place(region: Region, piece: Piece) -> Iterator[Place]:
    """The alternative text of an image; of a reference with the label that follows it."""
    first, last = piece.inner
    text = UnitText(region.raw)
    source = text.write(trim(piece.children)).strip()
    if not has_letters(strip_placeholders(source)):
        return
    whole = Place(
        first,
        last,
        source,
        UnitKind.ALT,
        text.marks,
        flavour=region.flavour,
        nested=True,
    )
    if region.raw[last : piece.last] in ("]", "][]"):
        label = Mark(last, piece.last, f"][{region.raw[first:last]}]")
        whole = replace(whole, last=piece.last, trail=(label,))
    yield whole


def _title_place(region: Region, piece: Piece) -> Iterator[Place]:
    """The title of a link or an image, where there are words in it."""
    last = piece.inner[1]
    closing = region.content[last : piece.last]
    if not closing.startswith("]("):
        return
    found = _TITLE.search(closing)
    if found and has_letters(found["title"]):
        quote = ")" if found["mark"] == "(" else found["mark"]
        place = last + found.start("title")
        yield build_value_place(
            found["title"],
            place,
            UnitKind.LINK_TITLE,
            Flavour.TITLE,
            quote,
        )


_Finder = Callable[[Region, Piece], Iterator[Place]]
_FINDERS: dict[PieceKind, tuple[_Finder, ...]] = {
    PieceKind.IMAGE: (_alt_place, _title_place),
    PieceKind.LINK: (_title_place,),
    PieceKind.LIQUID: (_attribute_list_places, _shortcode_places),
    PieceKind.OUTPUT: (_shortcode_places,),
    PieceKind.HTML: (_attribute_places,),
}


def build_value_place(
    raw: str, first: int, kind: UnitKind, flavour: Flavour, quote: str
) -> Place:
    """Return the place of an attribute or a title: plain text, one unit.

    Args:
        raw: The value as it is written.
        first: Where it begins in the region.
        kind: What the unit is.
        flavour, quote: How its text is written.
    """
    source = " ".join(_read_value(raw, flavour).split())
    if not has_letters(source) or _has_mask(source):
        source = ""
    return Place(
        first,
        first + len(raw),
        source,
        kind,
        flavour=flavour,
        quote=quote,
        nested=True,
    )


def _read_value(raw: str, flavour: Flavour) -> str:
    """What a value says, without the escapes of its flavour."""
    from markdown_it.common.utils import unescapeAll

    if flavour is Flavour.TITLE:
        return unescapeAll(raw)
    if flavour is Flavour.PARAMETER:
        return _ESCAPED_MARK.sub(r"\1", raw)
    return _ATTRIBUTE_ENTITY.sub(lambda found: html.unescape(found[0]), raw)


def _has_mask(text: str) -> bool:
    """Tell whether a text reads as if something of it were masked."""
    return has_placeholders(text) or MASKED.search(text) is not None
