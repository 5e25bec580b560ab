"""Write the translations of a region: which characters of the source are replaced by what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from newsletter.language.scripts import is_cjk
from newsletter.model import UnitKind
from newsletter.source.nonprose import MASKED
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.spans import parse_inline
from newsletter.translate.escape import (
    escape_heading_end,
    escape_line_start,
    escape_text,
)
from newsletter.translate.parameters import keep_line_ends, quote_parameter
from newsletter.translate.placeholders import (
    split_placeholders,
    strip_placeholders,
)
from newsletter.translate.places import Mark, Place
from newsletter.translate.regions import VALUES, Flavour, Region

# A blank that may become a line end: the next line begins with a letter, so with no block mark.
_SAFE_BLANK = re.compile(r" (?=[^\W\d_])")
_TAGS = {
    "**": "strong",
    "__": "strong",
    "*": "em",
    "_": "em",
    "~~": "s",
}
_EMPHASIS_MARK = re.compile(r"[*_~]")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the half-open range of the source by `text`."""

    first: int
    last: int
    text: str


def splice(source: str, edits: Iterable[Edit]) -> str:
    """Return the source with the edits made; ranges do not overlap."""
    out: list[str] = []
    place = 0
    for edit in sorted(edits, key=lambda edit: (edit.first, edit.last)):
        out += (source[place : edit.first], edit.text)
        place = edit.last
    return "".join((*out, source[place:]))


def region_edits(
    body: str,
    region: Region,
    places: Sequence[Place],
    targets: Mapping[str, str],
    *,
    references: Mapping[str, Any],
    spaced: bool,
    was_spaced: bool,
) -> Iterator[Edit]:
    """Yield the edits of the source that translate one region.

    Args:
        body: The source.
        region: The region.
        places: Its places, sentences in order and then the nested ones.
        references: The link definitions of the document.
        targets: Unit source → target; a unit that is missing or equal stays byte for byte.
        spaced, was_spaced: Whether the target and the source language put blanks between sentences.
    """
    writer = _Writer(body, region, references, places, targets)
    edits = writer.edits()
    outer = [place for place in places if not place.nested]
    for left, right in pairwise(outer):
        edits += _gap_edit(region, left, right, targets, spaced, was_spaced)
    if (
        spaced
        and region.indent
        and outer
        and outer[0].first == 0
        and _changed(outer[0], targets)
    ):
        yield Edit(
            region.source_place(0) - region.indent,
            region.source_place(0),
            "",
        )
    for edit in edits:
        first, last = region.source_place(edit.first), _end_place(region, edit)
        text = edit.text
        if region.quote and region.flavour is Flavour.MARKDOWN:
            text = quote_parameter(text, region.quote)
        if region.quote:
            text = keep_line_ends(text, body[first:last])
        yield Edit(first, last, text)


def _end_place(region: Region, edit: Edit) -> int:
    """The end of a range lies on the line of its last character, not on the next one."""
    return (
        region.source_place(edit.last - 1) + 1
        if edit.last > edit.first
        else region.source_place(edit.first)
    )


def _changed(place: Place, targets: Mapping[str, str]) -> str | None:
    target = targets.get(place.source) if place.source else None
    return None if target is None or target == place.source else target


def _gap_edit(
    region: Region,
    left: Place,
    right: Place,
    targets: Mapping[str, str],
    spaced: bool,
    was_spaced: bool,
) -> Iterator[Edit]:
    """What stands between two sentences when at least one of them is translated."""
    before, after = _changed(left, targets), _changed(right, targets)
    if before is None and after is None:
        return
    gap = region.content[left.last : right.first]
    end = strip_placeholders(
        before if before is not None else left.source
    ).rstrip()[-1:]
    if gap == "" and spaced and end and not _is_wide(end):
        yield Edit(left.last, right.first, " ")
    elif (
        gap
        and not spaced
        and was_spaced
        and _is_wide(end)
        and not _is_hard(gap)
    ):
        yield Edit(left.last, right.first, "")
    elif spaced and gap.endswith(
        "\u3000"
    ):  # the indentation of a Japanese paragraph
        yield Edit(
            right.first - len(gap) + len(gap.rstrip("\u3000")),
            right.first,
            "",
        )


def _is_hard(gap: str) -> bool:
    return "  \n" in gap or "\\\n" in gap or gap.strip() != ""


def _is_wide(char: str) -> bool:
    return bool(char) and (
        is_cjk(char)
        or "\u3000" <= char <= "\u303f"
        or "\uff01" <= char <= "\uff60"
    )


class _Writer:
    """Writes the places of one region; nested ones first, since they stand in others' marks."""

    def __init__(
        self,
        body: str,
        region: Region,
        references: Mapping[str, Any],
        places: Sequence[Place],
        targets: Mapping[str, str],
    ) -> None:
        self.body, self.region, self.references = (
            body,
            region,
            references,
        )
        # As the author wrote them; `_write` takes them for live where they would be.
        self.brackets = (
            "[" not in MASKED.sub("", region.content) or "\\[" in region.raw
        )
        self.nested: list[Edit] = []
        self.outer = [
            (place, target)
            for place in places
            if not place.nested and (target := _changed(place, targets))
        ]
        self.nested = [
            Edit(
                place.first,
                place.last,
                self._nested_text(place, target),
            )
            for place in places
            if place.nested and (target := _changed(place, targets))
        ]

    def edits(self) -> list[Edit]:
        """The edits of the region, in its own coordinates."""
        done = [self._write(place, target) for place, target in self.outer]
        return done + [
            edit for edit in self.nested if not _is_covered(edit, done)
        ]

    def _nested_text(self, place: Place, target: str) -> str:
        if place.flavour in VALUES:
            text = escape_text(
                " ".join(target.split()), place.flavour, place.quote
            )
            return self._in_lines(place, text)
        return "".join(self._assemble(place, target, tags=False))

    def _in_lines(self, place: Place, text: str) -> str:
        """Keep an attribute over two lines on two: a tag on a line of its own is another block."""
        first_line, *more = self.region.raw[place.first : place.last].split(
            "\n"
        )
        blank = (
            _SAFE_BLANK.search(text, min(len(first_line), len(text) // 2))
            if more
            else None
        )
        return (
            f"{text[: blank.start()]}\n{text[blank.end() :]}" if blank else text
        )

    def _write(self, place: Place, target: str) -> Edit:
        """The target with its markup; as HTML tags where Markdown marks would not hold.

        Peeled markup stays as it stands.
        """
        target = " ".join(target.split())
        if place.flavour in VALUES:
            return Edit(
                place.first,
                place.last,
                escape_text(target, place.flavour, place.quote),
            )
        lead, text, trail = self._assemble(place, target, tags=False)
        has_brackets = not self.brackets and "[" in strip_placeholders(target)
        if has_brackets and self._makes_links(place, lead + text + trail):
            self.brackets = True
            lead, text, trail = self._assemble(place, target, tags=False)
            self.brackets = False
        whole = lead + text + trail
        if place.flavour is not Flavour.HTML and self._loses_emphasis(
            place, whole
        ):
            return Edit(
                place.first,
                place.last,
                "".join(self._assemble(place, target, tags=True)),
            )
        if any(mark.text is not None for mark in (*place.lead, *place.trail)):
            return Edit(place.first, place.last, whole)
        return Edit(*place.inner, text)

    def _makes_links(self, place: Place, text: str) -> bool:
        """Tell whether brackets of the translation would be a link that the source has not."""
        stood = self.region.raw[place.first : place.last]
        if place.flavour not in (Flavour.MARKDOWN, Flavour.CELL):
            return False
        after = self.region.raw[place.last : place.last + 1]
        wanted = _count_links(parse_inline(stood + after, self.references))
        return (
            _count_links(parse_inline(text + after, self.references)) != wanted
        )

    def _loses_emphasis(self, place: Place, text: str) -> bool:
        """Tell whether the text, parsed again, has other emphasis than what it stands for."""
        stood = self.region.raw[place.first : place.last]
        if not _EMPHASIS_MARK.search(stood):
            return False
        # The neighbours decide whether ** may open or close: one character of each side is enough.
        left = self.region.content[max(0, place.first - 1) : place.first]
        right = self.region.content[place.last : place.last + 1]
        n_wanted = _n_emphasis(parse_inline(left + stood + right))
        if n_wanted == 0:
            return False
        return _n_emphasis(parse_inline(left + text + right)) != n_wanted

    def _assemble(
        self, place: Place, target: str, *, tags: bool
    ) -> tuple[str, str, str]:
        """Peeled markup before, the text with its markup, peeled markup after."""
        lead = "".join(self._mark(mark, tags, True) for mark in place.lead)
        out: list[str] = []
        opened: dict[
            int, int
        ] = {}  # placeholder → how much was written when it opened
        before: Mark | None = None
        for part, number in split_placeholders(_tighten(target, place.marks)):
            if number == 0:
                out.append(
                    self._literal(place, part, lead + "".join(out), before)
                )
                continue
            opening, closing = place.marks.get(number, (None, None))
            before = opening if part == "open" else closing
            if before is None:
                continue
            if self._makes_image(before, out):
                out[-1] = out[-1][:-1] + "\\!"
            inside = "".join(out[opened.get(number, len(out)) :])
            out.append(self._mark(before, tags, part == "open", inside))
            opened[number] = len(out)
        text = "".join(out)
        trail = "".join(
            self._mark(mark, tags, False, text) for mark in place.trail
        )
        if place.kind is UnitKind.HEADING and place.flavour is Flavour.MARKDOWN:
            text = escape_heading_end(text)
        return lead, text, trail

    def _literal(
        self, place: Place, text: str, written: str, before: Mark | None
    ) -> str:
        """Text, escaped where it would be markup after what is written already."""
        escaped = escape_text(
            text, place.flavour, place.quote, brackets=self.brackets
        )
        if "&lt;" in self.region.raw:
            escaped = escaped.replace("\\<", "&lt;")
        if "\\>" in self.region.raw:
            escaped = escaped.replace(">", "\\>")
        if place.flavour is not Flavour.MARKDOWN:
            return escaped
        if not written.strip() and self._at_line_start(place):
            return escape_line_start(escaped)
        if written.endswith("]") and escaped.startswith((":", "(", "[")):
            stood = (
                self.region.raw[before.last : before.last + 1] if before else ""
            )
            return (
                escaped if escaped.startswith(stood or "\0") else "\\" + escaped
            )
        return escaped

    def _at_line_start(self, place: Place) -> bool:
        return (
            self.region.edges
            and not self.region.content[: place.first]
            .rpartition("\n")[2]
            .strip()
        )

    def _makes_image(self, mark: Mark, out: list[str]) -> bool:
        starts = self.region.content[mark.first : mark.last].startswith("[")
        return (
            starts
            and bool(out)
            and out[-1].endswith("!")
            and not out[-1].endswith("\\!")
        )

    def _mark(
        self, mark: Mark, tags: bool, opens: bool, inside: str = ""
    ) -> str:
        """Markup as the source has it; `inside` is the text that it closes."""
        if tags and mark.delimiter:
            return f"<{'' if opens else '/'}{_TAGS.get(mark.delimiter, 'em')}>"
        if mark.text is not None and mark.text != f"][{inside}]":
            return mark.text
        raw = self.region.raw[mark.first : mark.last]
        edits = [
            edit
            for edit in self.nested
            if mark.first <= edit.first <= edit.last <= mark.last
        ]
        if edits:
            moved = [
                replace(
                    edit,
                    first=edit.first - mark.first,
                    last=edit.last - mark.first,
                )
                for edit in edits
            ]
            return splice(raw, moved)
        if "\n" in raw and mark.kind is not PieceKind.HARD_BREAK:
            return self._source_text(mark)
        return raw

    def _source_text(self, mark: Mark) -> str:
        """Markup over several lines, the marks of its containers between them."""
        first = self.region.source_place(mark.first)
        return self.body[first : self.region.source_place(mark.last - 1) + 1]


def _is_covered(edit: Edit, others: Iterable[Edit]) -> bool:
    return any(other.first <= edit.first < other.last for other in others)


def _tighten(target: str, marks: Mapping[int, tuple[Mark, Mark | None]]) -> str:
    """Move blanks out of emphasis: `** so **` is no emphasis."""
    for number, (opening, closing) in marks.items():
        if opening.delimiter and closing:
            target = re.sub(
                rf"\[\[{number}\]\](\s+)", rf"\1[[{number}]]", target
            )
            target = re.sub(
                rf"(\s+)\[\[/{number}\]\]", rf"[[/{number}]]\1", target
            )
    return target


def _count_links(pieces: Iterable[Piece]) -> int:
    kinds = (
        PieceKind.LINK,
        PieceKind.IMAGE,
        PieceKind.WIKI_LINK,
        PieceKind.FOOTNOTE,
    )
    return sum(
        (piece.kind in kinds) + _count_links(piece.children) for piece in pieces
    )


def _n_emphasis(pieces: Iterable[Piece]) -> int:
    return sum(
        (piece.kind is PieceKind.EMPHASIS) + _n_emphasis(piece.children)
        for piece in pieces
    )
