"""Write the translations of a region: which characters of the source are replaced by what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from newsletter.language.scripts import takes_no_blank
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
    move_blanks_out,
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
        gap = _Gap(region, left, right, targets)
        edits += gap.edits(spaced=spaced, was_spaced=was_spaced)
    if spaced and _loses_indent(region, outer, targets):
        first = region.source_place(0)
        yield Edit(first - region.indent, first, "")
    for edit in edits:
        first, last = region.source_place(edit.first), _end_place(region, edit)
        text = edit.text
        if region.quote and region.flavour is Flavour.MARKDOWN:
            text = quote_parameter(text, region.quote)
        if region.quote:
            text = keep_line_ends(text, body[first:last])
        yield Edit(first, last, text)


def _loses_indent(
    region: Region, outer: Sequence[Place], targets: Mapping[str, str]
) -> bool:
    """Tell whether a paragraph that is translated from its first letter on is indented."""
    if not region.indent or not outer or outer[0].first != 0:
        return False
    return bool(_changed(outer[0], targets))


def _end_place(region: Region, edit: Edit) -> int:
    """The end of a range lies on the line of its last character, not on the next one."""
    if edit.last > edit.first:
        return region.source_place(edit.last - 1) + 1
    return region.source_place(edit.first)


def _changed(place: Place, targets: Mapping[str, str]) -> str | None:
    """The translation of a place; None where the source stays."""
    target = targets.get(place.source, place.source)
    return None if target == place.source else target


class _Gap:
    """What stands between two sentences, of which perhaps one is translated."""

    def __init__(
        self,
        region: Region,
        left: Place,
        right: Place,
        targets: Mapping[str, str],
    ) -> None:
        self._first, self._last = left.last, right.first
        self._text = region.content[left.last : right.first]
        before = _changed(left, targets)
        self._is_touched = (
            before is not None or _changed(right, targets) is not None
        )
        shown = strip_placeholders(left.source if before is None else before)
        self._end = shown.rstrip()[-1:]

    def edits(self, *, spaced: bool, was_spaced: bool) -> Iterator[Edit]:
        """Yield the edit that puts a blank there, or takes one out."""
        if not self._is_touched:
            return
        ends_wide = takes_no_blank(self._end)
        if not spaced:
            is_blank = self._text and not _is_hard(self._text)
            if was_spaced and ends_wide and is_blank:
                yield Edit(self._first, self._last, "")
        elif not self._text:
            if self._end and not ends_wide:
                yield Edit(self._first, self._last, " ")
        elif self._text.endswith("\u3000"):  # a Japanese paragraph is indented
            n_kept = len(self._text.rstrip("\u3000"))
            yield Edit(self._first + n_kept, self._last, "")


def _is_hard(gap: str) -> bool:
    """Tell whether more than blanks stand between two sentences, or a line that must break."""
    return "  \n" in gap or "\\\n" in gap or gap.strip() != ""


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
        self.body = body
        self.region = region
        self.references = references
        # As the author wrote them; `_write` takes them for live where they would be.
        self.brackets = (
            "[" not in MASKED.sub("", region.content) or "\\[" in region.raw
        )
        self._escapes_less = "&lt;" in region.raw
        self._escapes_greater = "\\>" in region.raw
        self.outer: list[tuple[Place, str]] = []
        self.nested: list[Edit] = []
        for place in places:
            target = _changed(place, targets)
            if not target:
                continue
            if place.nested:
                text = self._nested_text(place, target)
                self.nested.append(Edit(place.first, place.last, text))
            else:
                self.outer.append((place, target))

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
        stood = self.region.raw[place.first : place.last]
        first_line, line_end, _ = stood.partition("\n")
        if not line_end:
            return text
        about_there = min(len(first_line), len(text) // 2)
        blank = _SAFE_BLANK.search(text, about_there)
        if blank is None:
            return text
        return f"{text[: blank.start()]}\n{text[blank.end() :]}"

    def _write(self, place: Place, target: str) -> Edit:
        """The target with its markup; as HTML tags where Markdown marks would not hold.

        Peeled markup stays as it stands.
        """
        target = " ".join(target.split())
        if place.flavour in VALUES:
            text = escape_text(target, place.flavour, place.quote)
            return Edit(place.first, place.last, text)
        lead, text, trail = self._assemble(place, target, tags=False)
        has_brackets = not self.brackets and "[" in strip_placeholders(target)
        if has_brackets and self._makes_links(place, lead + text + trail):
            self.brackets = True
            lead, text, trail = self._assemble(place, target, tags=False)
            self.brackets = False
        whole = lead + text + trail
        if self._loses_emphasis(place, whole):
            whole = "".join(self._assemble(place, target, tags=True))
            return Edit(place.first, place.last, whole)
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
        if place.flavour is Flavour.HTML or not _EMPHASIS_MARK.search(stood):
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
        n_blank = 0  # how much was written while all of it was blank
        for part, number in split_placeholders(_tighten(target, place.marks)):
            if number == 0:
                while n_blank < len(out) and not out[n_blank].strip():
                    n_blank += 1
                is_first = n_blank == len(out) and not lead.strip()
                end = next((each for each in reversed(out) if each), lead)
                out.append(
                    self._literal(place, part, end, before, is_first=is_first)
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
        self,
        place: Place,
        text: str,
        end: str,
        before: Mark | None,
        *,
        is_first: bool,
    ) -> str:
        """Text, escaped where it would be markup after what is written already.

        `end` is what was written last; nothing but blanks was where `is_first`.
        """
        escaped = escape_text(
            text, place.flavour, place.quote, brackets=self.brackets
        )
        if self._escapes_less:
            escaped = escaped.replace("\\<", "&lt;")
        if self._escapes_greater:
            escaped = escaped.replace(">", "\\>")
        if place.flavour is not Flavour.MARKDOWN:
            return escaped
        if is_first and self._at_line_start(place):
            return escape_line_start(escaped)
        if end.endswith("]") and escaped.startswith((":", "(", "[")):
            return self._escape_after_bracket(escaped, before)
        return escaped

    def _escape_after_bracket(self, text: str, before: Mark | None) -> str:
        """`](` and the like would be a link; what stood there in the source stays."""
        if before is not None:
            stood = self.region.raw[before.last : before.last + 1]
            if stood and text.startswith(stood):
                return text
        return "\\" + text

    def _at_line_start(self, place: Place) -> bool:
        """Tell whether nothing stands before a place in its line, also outside the region."""
        content = self.region.content
        line_start = content.rfind("\n", 0, place.first) + 1
        return (
            self.region.edges and not content[line_start : place.first].strip()
        )

    def _makes_image(self, mark: Mark, out: list[str]) -> bool:
        """Tell whether a bracket follows an exclamation mark that is not escaped."""
        if not out or not self.region.content.startswith(
            "[", mark.first, mark.last
        ):
            return False
        return out[-1].endswith("!") and not out[-1].endswith("\\!")

    def _mark(
        self, mark: Mark, tags: bool, opens: bool, inside: str = ""
    ) -> str:
        """Markup as the source has it; `inside` is the text that it closes."""
        if tags and mark.delimiter:
            slash = "" if opens else "/"
            return f"<{slash}{_TAGS.get(mark.delimiter, 'em')}>"
        if mark.text is not None and mark.text != f"][{inside}]":
            return mark.text
        raw = self.region.raw[mark.first : mark.last]
        edits = self._edits_inside(mark)
        if edits:
            return splice(raw, edits)
        if "\n" in raw and mark.kind is not PieceKind.HARD_BREAK:
            return self._source_text(mark)
        return raw

    def _edits_inside(self, mark: Mark) -> list[Edit]:
        """The edits of what stands in some markup, counted from its beginning."""
        edits: list[Edit] = []
        for edit in self.nested:
            if mark.first <= edit.first and edit.last <= mark.last:
                first, last = edit.first - mark.first, edit.last - mark.first
                edits.append(Edit(first, last, edit.text))
        return edits

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
            target = move_blanks_out(target, number)
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
