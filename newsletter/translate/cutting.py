"""Cut a region into units: sentences without cutting markup, markup as numbered placeholders.

Markup around a whole unit, and footnote marks, images and attribute lists at its ends, stay outside
of it: what an engine never sees it cannot lose, and the plain text is shared with other places.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from newsletter.language.scripts import has_letters
from newsletter.model import UnitKind
from newsletter.source.inline import sentences
from newsletter.source.nonprose import MASKED, NonproseKind, masked_kind
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.spans import parse_inline
from newsletter.translate.html_text import parse_html
from newsletter.translate.nested_places import (
    build_value_place,
    find_nested_places,
)
from newsletter.translate.placeholders import strip_placeholders
from newsletter.translate.places import Place
from newsletter.translate.regions import VALUES, Flavour, Region
from newsletter.translate.unit_ends import BREAKS, clip, peel, trim
from newsletter.translate.unit_text import UnitText

_DEFINED = re.compile(
    r"(?m)^:[ \t]+(?=\S)"
)  # kramdown's definition lists: the mark is structure
_LABEL_END = re.compile(r"[。！？!?.]\s*$")


def find_places(
    region: Region, references: Mapping[str, Any]
) -> tuple[Place, ...]:
    """Return the places of a region: its sentences in order, then what their markup holds."""
    if region.flavour in VALUES:
        whole = build_value_place(
            region.content, 0, region.kind, region.flavour, region.quote
        )
        return (replace(whole, nested=False),)
    pieces = region_pieces(region, references)
    places = [
        _sentence_place(region, pieces, first, last)
        for first, last in _cuts(region, pieces)
    ]
    return (
        *[place for place in places if place],
        *find_nested_places(region, pieces),
    )


def region_pieces(
    region: Region, references: Mapping[str, Any]
) -> tuple[Piece, ...]:
    """Return the inline pieces of a region in its own flavour."""
    if region.flavour is Flavour.HTML:
        return parse_html(region.content)
    return parse_inline(region.content, references, masked=True)


def _cuts(region: Region, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of a region, in order."""
    if region.whole:
        yield region.skip, len(region.content)
        return
    ends = [region.skip]
    for sentence in sentences(region.content[region.skip :], masked=True):
        ends.append(ends[-1] + len(sentence))
    if region.flavour is Flavour.MARKDOWN:
        for found in _DEFINED.finditer(region.content):
            ends += found.span()
        ends = sorted({*ends, *_alert_end(region)})
    solid = [piece for piece in pieces if piece.kind not in _CUT_ANYWHERE]
    yield from pairwise(_without_inner(ends, solid))


_CUT_ANYWHERE = (PieceKind.TEXT, *BREAKS)


def _alert_end(region: Region) -> Iterator[int]:
    """The line of `[!NOTE]` is a title: what follows it is another sentence."""
    mark = MASKED.match(region.content)
    if not mark or masked_kind(mark.group()) is not NonproseKind.ALERT:
        return
    line, line_end, _ = region.content.partition("\n")
    if line_end:
        yield len(line) + 1


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
    mine = trim(clip(pieces, first, last))
    if not mine:
        return None
    first, last = mine[0].first, mine[-1].last
    peeled = peel(mine, region.raw)
    text = UnitText(region.raw)
    source = text.write(tuple(peeled.pieces)).strip()
    kind = region.kind
    if peeled.is_emphasised and (first, last) == _ends(region):
        kind = _kind_of_emphasised(source, kind)
    if not has_letters(strip_placeholders(source)):
        return Place(first, last, "", kind, flavour=region.flavour)
    return Place(
        first,
        last,
        source,
        kind,
        text.marks,
        tuple(peeled.lead),
        tuple(peeled.trail),
        region.flavour,
        inner=peeled.inner or (first, last),
    )


def _kind_of_emphasised(source: str, kind: UnitKind) -> UnitKind:
    """A line that is emphasised as a whole is a label, unless it ends as a sentence does."""
    if kind is UnitKind.SENTENCE and not _LABEL_END.search(source):
        return UnitKind.LABEL
    return kind


def _ends(region: Region) -> tuple[int, int]:
    """Where the text of a region begins and ends, without white space."""
    text = region.content
    return len(text) - len(text.lstrip()), len(text.rstrip())
