"""Find the runs of text in raw HTML: what a reader sees, and attributes that are shown."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.language.scripts import has_letters
from newsletter.model import UnitKind
from newsletter.source.html_facts import (
    CODE_ELEMENTS,
    INLINE_ELEMENTS,
    OPAQUE_ELEMENTS,
    VOID_ELEMENTS,
)
from newsletter.source.nonprose import MASKED, masked_kind
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.span_marks import MASKED_PIECES
from newsletter.source.tag_pairs import pair_tags

_NAME = r"[A-Za-z][A-Za-z0-9-]*"
_TAG = rf"</?(?P<tag>{_NAME})(?:\s+(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)?\s*/?>"
_OPAQUE = (
    rf"<(?P<opaque>{'|'.join(sorted(OPAQUE_ELEMENTS))})\b"
    r"(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>(?:.*?</(?P=opaque)\s*>|.*)"
)
_TOKEN = re.compile(
    rf"(?P<comment><!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![A-Za-z].*?>)"
    rf"|(?P<raw>{_OPAQUE})|(?P<element>{_TAG})|(?P<masked>[\ufdd0-\ufdee]\ufdef*)|(?P<broken></?[A-Za-z][^>]*(?:>|\Z))",
    re.S | re.I,
)
_OPENING = re.compile(r"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_RAW_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>pre|script|style|textarea)\b[^>]*>", re.I
)
_PIECE = re.compile(
    rf"{_TOKEN.pattern}|(?P<newline>[ \t]*\n[ \t]*)"
    r"|(?P<entity>&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,31});)",
    re.S | re.I,
)
_ATTRIBUTE = re.compile(
    r"(?<=\s)(?P<name>alt|title|aria-label)\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)",
    re.S | re.I,
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), UnitKind.HEADING),
    **dict.fromkeys(("figcaption", "caption"), UnitKind.CAPTION),
    **dict.fromkeys(("td", "th"), UnitKind.CELL),
    **dict.fromkeys(("li", "dt", "dd"), UnitKind.ITEM),
    **dict.fromkeys(
        ("summary", "legend", "label", "option", "button"),
        UnitKind.LABEL,
    ),
}


@dataclass(frozen=True, slots=True)
class HtmlRun:
    """A run of text and inline tags, or the value of an attribute between `quote` marks."""

    first: int
    last: int
    kind: UnitKind
    whole: bool = False
    quote: str = ""


def open_raw_element(text: str, before: str = "") -> str:
    """Return the name of the element without prose that is open after this HTML, "" if none.

    It may go on after a blank line.

    Args:
        text: One HTML block.
        before: The element that was open before it.
    """
    for found in _RAW_TAG.finditer(text):
        name = found["name"].lower()
        if found["end"] and name == before:
            before = ""
        elif not found["end"] and not before:
            before = name
    return before


def find_html_runs(text: str) -> tuple[HtmlRun, ...]:
    """Return the runs of a piece of HTML that hold letters, in order and apart.

    A run ends at a tag that ends a line of thought. The attributes of a tag inside a run are not
    listed: they belong to its markup.
    """
    runs: list[HtmlRun] = []
    attributes: list[HtmlRun] = []
    kinds: list[tuple[str, UnitKind]] = []
    start = place = 0
    for found in _TOKEN.finditer(text):
        name = (found["tag"] or "").lower()
        if found["element"] or found["raw"]:
            attributes += attribute_runs(_shown_tag(found), found.start())
        is_inline = (name or (found["opaque"] or "").lower()) in INLINE_ELEMENTS
        if is_inline and not _is_first_line(text, found):
            continue
        is_comment = found["comment"] is not None
        if is_comment and _is_between_text(text, *found.span(), start):
            continue
        place = found.start()
        runs += _text_runs(text, start, place, kinds)
        start = found.end()
        if found["element"]:
            _step(kinds, found.group(), name)
    runs += _text_runs(text, start, len(text), kinds)
    alone = _find_outside(attributes, runs)
    return tuple(sorted((*runs, *alone), key=lambda run: run.first))


def _find_outside(
    attributes: list[HtmlRun], runs: list[HtmlRun]
) -> Iterator[HtmlRun]:
    """Yield the attributes that stand in none of the runs of text, which are in order."""
    for attribute in attributes:
        after = bisect_right(runs, attribute.first, key=lambda run: run.first)
        if after == 0 or runs[after - 1].last <= attribute.first:
            yield attribute


def _shown_tag(found: re.Match[str]) -> str:
    """The tag whose attributes people read: of a film its first one, of code none."""
    if found["element"]:
        return found.group()
    if found["opaque"].lower() in CODE_ELEMENTS:
        return ""
    opening = _OPENING.match(found.group())
    return opening.group() if opening else ""


def attribute_runs(tag: str, offset: int) -> Iterator[HtmlRun]:
    """Yield the attributes of one tag that are text."""
    for found in _ATTRIBUTE.finditer(tag):
        if has_letters(found["value"]) and not MASKED.search(found["value"]):
            kind = (
                UnitKind.ALT
                if found["name"].lower() == "alt"
                else UnitKind.LINK_TITLE
            )
            yield HtmlRun(
                offset + found.start("value"),
                offset + found.end("value"),
                kind,
                True,
                found["quote"],
            )


def parse_html(text: str) -> tuple[Piece, ...]:
    """Return the pieces of one run of HTML; they cover it without a gap."""
    pieces: list[Piece] = []
    place = 0
    for found in _PIECE.finditer(text):
        if found.start() > place:
            pieces.append(
                Piece(
                    PieceKind.TEXT,
                    place,
                    found.start(),
                    text[place : found.start()],
                )
            )
        place = found.end()
        if found["entity"]:
            pieces.append(
                Piece(
                    PieceKind.TEXT,
                    found.start(),
                    place,
                    html.unescape(found.group()),
                )
            )
        elif found["newline"]:
            pieces.append(Piece(PieceKind.SOFT_BREAK, found.start(), place))
        else:
            pieces.append(Piece(_piece_kind(found), found.start(), place))
    if place < len(text):
        pieces.append(Piece(PieceKind.TEXT, place, len(text), text[place:]))
    return pair_tags(pieces, text)


def _piece_kind(found: re.Match[str]) -> PieceKind:
    """What a token of HTML is to a unit: code, a tag of a template, or HTML."""
    if found["raw"]:
        return PieceKind.CODE
    if found["masked"]:
        return MASKED_PIECES.get(masked_kind(found.group()), PieceKind.LIQUID)
    return PieceKind.HTML


def _is_first_line(text: str, found: re.Match[str]) -> bool:
    """A lone tag on the first line makes the block HTML: it has to stay alone there."""
    return found.start() == 0 and text[found.end() :].lstrip(" \t").startswith(
        "\n"
    )


def _is_between_text(text: str, first: int, last: int, start: int) -> bool:
    return bool(text[start:first].strip()) and bool(
        text[last : last + 1].strip()
    )


def _text_runs(
    text: str, first: int, last: int, kinds: list[tuple[str, UnitKind]]
) -> Iterator[HtmlRun]:
    """The run between two tags, without white space and lone tags at its ends."""
    piece = text[first:last]
    if not has_letters(_TOKEN.sub("", piece)):
        return
    left = len(piece) - len(piece.lstrip())
    kind = kinds[-1][1] if kinds else UnitKind.SENTENCE
    whole = kind in (UnitKind.HEADING, UnitKind.CELL, UnitKind.LABEL)
    yield HtmlRun(first + left, first + left + len(piece.strip()), kind, whole)


def _step(kinds: list[tuple[str, UnitKind]], tag: str, name: str) -> None:
    """Keep in mind which element the text that follows stands in."""
    if tag.startswith("</"):
        while kinds and kinds.pop()[0] != name:
            pass
    elif not tag.endswith("/>") and name not in VOID_ELEMENTS:
        around = kinds[-1][1] if kinds else UnitKind.SENTENCE
        kinds.append((name, _KINDS.get(name, around)))
