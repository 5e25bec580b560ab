"""Find where text stands in a Markdown document, mapped to the characters of the source.

A region is the text of one heading, paragraph, item or cell, one run of text inside an HTML block,
or one attribute that people read (alternative text, title). What lies outside the regions is never
looked at again, so it cannot be changed: code, link targets, Liquid tags, attribute lists, table
rules, container marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from newsletter.model import UnitKind
from newsletter.source.inline import plain_text
from newsletter.source.lines import LineTable, Starts, source_place
from newsletter.source.myst import TITLED
from newsletter.source.nonprose import (
    MASKED,
    NonproseKind,
    find_blanked,
    find_nonprose,
    mask_nonprose,
)
from newsletter.source.nonprose_kinds import MASK_FILL, kind_mask
from newsletter.translate.html_text import (
    HtmlRun,
    find_html_runs,
    open_raw_element,
)
from newsletter.translate.parameters import (
    Parameter,
    find_include_texts,
    find_tag_texts,
)

# The closing marks of a heading stand before its attributes, too: `## Name ## {#name}`.
_CLOSING_HASHES = re.compile(
    rf"[ \t]+#+[ \t]*{kind_mask(NonproseKind.ATTRIBUTES)}{MASK_FILL}*[ \t]*$"
)
_TASK = re.compile(r"\[[ xX]\]\s+")
_DIRECTIVE_TITLE = re.compile(
    r":{3,}[ ]?[a-z][\w-]*(?:\[(?P<label>[^\]\n]+)\]|[ ]+(?P<words>[^\s{\[\"][^\n{]*))"
    r"|/{3,}[ \t]*(?!html\b)[a-z][\w-]*[ \t]*\|[ \t]*(?P<block>[^\s.#][^\n]*)"
    r"|(?:!!!|\?\?\?\+?|===[!+]?)[^\"\n]*\"(?P<quoted>[^\"\n]+)\""
    r"|:{3,}[ ]?\{[^{}\n]*\btitle=\"(?P<attribute>[^\"\n]+)\""
    rf"|{TITLED}"
)
_TITLED = (NonproseKind.DIRECTIVE, NonproseKind.BOX)
_TAGS_WITH_TEXTS = (NonproseKind.LIQUID_TAG, NonproseKind.COMPONENT)
_DEFINITION = re.compile(
    r"\s*(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'|\((?P<round>(?:[^()\\]|\\.)*)\))\s*",
    re.S,
)


class Flavour(Enum):
    """How text has to be written where it stands."""

    MARKDOWN = "markdown"
    CELL = "cell"
    HTML = "html"
    ATTRIBUTE = "attribute"  # of an HTML tag
    TITLE = "title"  # of a Markdown link
    PARAMETER = "parameter"  # of a shortcode


# Text that stands between two marks and holds no markup.
VALUES = (Flavour.ATTRIBUTE, Flavour.TITLE, Flavour.PARAMETER)


def flavour_in_tag(tag: str) -> Flavour:
    """Return how the texts of a tag are written: those of a component as HTML has them."""
    return Flavour.ATTRIBUTE if tag.startswith("<") else Flavour.PARAMETER


@dataclass(frozen=True, slots=True)
class Region:
    """The text of one place and where it stands.

    Attributes:
        content: Its text without container marks, one line of the source a line, masked.
        raw: The same with the characters of the source.
        starts: (place in `content`, place in the source) of each line, in order.
        kind: What its units are.
        flavour: How text is written there.
        context: The heading it stands under.
        whole: One unit, never cut into sentences.
        skip: Characters at the start that are no text (a task box).
        quote: The quotation mark around an attribute, a link title or a parameter of a tag.
        edges: Block marks are possible at the start of its lines.
        indent: Ideographic spaces in front of it, the indentation of Japanese paragraphs.
    """

    content: str
    raw: str
    starts: Starts
    kind: UnitKind
    flavour: Flavour
    context: str = ""
    whole: bool = False
    skip: int = 0
    quote: str = ""
    edges: bool = False
    indent: int = 0

    def source_place(self, place: int) -> int:
        """Return where a character of `content` stands in the source."""
        return source_place(self.starts, place)


def find_regions(
    source: LineTable, tokens: list[Token], references: dict[str, Any]
) -> tuple[Region, ...]:
    """Return the regions in document order.

    Args:
        source: The text, and its lines as the parser saw them.
        tokens: The block tokens of the masked text.
        references: Its link definitions, as the parser left them in its environment.
    """
    found = [
        *_block_regions(tokens, source),
        *_definition_regions(references, source),
        *_directive_regions(source.body),
        *_parameter_regions(source.body),
    ]
    return tuple(sorted(found, key=lambda region: region.starts[0][1]))


def _block_regions(tokens: list[Token], source: LineTable) -> Iterator[Region]:
    """The regions of the blocks in order: cells, HTML, paragraphs and headings."""
    heading, raw, in_item, row = "", "", 0, 0
    for index, token in enumerate(tokens):
        if token.type == "list_item_open":
            in_item += 1
        elif token.type == "list_item_close":
            in_item -= 1
        elif token.type == "heading_open":
            heading = _heading_text(tokens[index + 1].content)
        elif token.type == "tr_open":
            row = index
        elif token.type == "tr_close":
            yield from _row_regions(tokens[row : index + 1], source, heading)
        elif token.type == "html_block":
            raw = open_raw_element(token.content, raw)
            yield from _html_regions(token, source, heading)
        elif token.type == "inline" and not raw:
            opening = tokens[index - 1]
            if opening.type in ("paragraph_open", "heading_open"):
                yield from _text_region(
                    token, opening, in_item > 0, source, heading
                )


def _heading_text(content: str) -> str:
    return " ".join(plain_text(MASKED.sub("", content)).split())


def _text_region(
    token: Token,
    opening: Token,
    in_item: bool,
    source: LineTable,
    heading: str,
) -> Iterator[Region]:
    """A paragraph, heading or item; lines of a table that is none are cut into cells."""
    starts = source.locate(token.content, token.map[0]) if token.map else None
    if not starts or not token.content:
        return
    is_heading = opening.type == "heading_open"
    if not is_heading and all(
        line.strip().startswith("|") for line in token.content.split("\n")
    ):
        yield from _bare_rows(token.content, starts, heading, source)
        return
    task = _TASK.match(token.content) if in_item else None
    kind = UnitKind.ITEM if in_item else UnitKind.SENTENCE
    if is_heading:
        kind = UnitKind.HEADING
    content = token.content
    if is_heading:
        content = _CLOSING_HASHES.sub("", content)
    yield Region(
        content,
        source.restore(content, starts),
        starts,
        kind,
        Flavour.MARKDOWN,
        "" if is_heading else heading,
        whole=is_heading,
        skip=task.end() if task else 0,
        edges=not opening.markup.startswith("#"),
        indent=source.count_before(starts[0][1], "\u3000"),
    )


def _bare_rows(
    content: str, starts: Starts, heading: str, source: LineTable
) -> Iterator[Region]:
    """Rows of a kramdown table, which needs no rule; CommonMark takes it for a paragraph."""
    for (_, place), line in zip(starts, content.split("\n"), strict=True):
        for first, last in _cut_row(line, 0):
            if first < last:
                yield _cell_region(
                    line[first:last], place + first, heading, source
                )


def _cell_region(
    content: str, place: int, heading: str, source: LineTable
) -> Region:
    starts = ((0, place),)
    raw = source.restore(content, starts)
    return Region(
        content,
        raw,
        starts,
        UnitKind.CELL,
        Flavour.CELL,
        heading,
        whole=True,
    )


def _row_regions(
    tokens: list[Token], source: LineTable, heading: str
) -> Iterator[Region]:
    """Cells, cut out of their row as it is written: the parser takes the backslashes off `\\|`."""
    contents = [token.content for token in tokens if token.type == "inline"]
    row = tokens[0]
    if row.map is None:
        return
    line = source.lines[row.map[0]]
    for first, last in _find_cells(line, contents):
        offset = source.offsets[row.map[0]] + first
        yield _cell_region(line[first:last], offset, heading, source)


def _find_cells(line: str, contents: list[str]) -> list[tuple[int, int]]:
    """Return the ranges of the cells of a row.

    The start that gives the cells the parser saw is behind the container marks.
    """
    for start in range(len(line)):
        if start and line[start - 1] not in " \t>-+*0123456789.)|":
            break
        cells = _cut_row(line, start)
        texts = [line[first:last].replace("\\|", "|") for first, last in cells]
        texts += [""] * (len(contents) - len(texts))
        if texts[: len(contents)] == contents:
            return cells[: len(contents)]
    return []


def _cut_row(line: str, start: int) -> list[tuple[int, int]]:
    """The ranges of the cells of a row, without the bars at its ends."""
    bars = [
        place
        for place in range(start, len(line))
        if line[place] == "|" and line[place - 1 : place] != "\\"
    ]
    edges = [start - 1, *bars, len(line)]
    cells = [(first + 1, last) for first, last in pairwise(edges)]
    if cells and not line[slice(*cells[0])].strip():
        cells = cells[1:]
    if cells and not line[slice(*cells[-1])].strip():
        cells = cells[:-1]
    return [_strip(line, first, last) for first, last in cells]


def _strip(text: str, first: int, last: int) -> tuple[int, int]:
    piece = text[first:last]
    left = len(piece) - len(piece.lstrip())
    return (
        (first + left, first + left + len(piece.strip()))
        if piece.strip()
        else (first, first)
    )


def _html_regions(
    token: Token, source: LineTable, heading: str
) -> Iterator[Region]:
    """The runs of words in a block of HTML."""
    content = token.content.rstrip("\n")
    starts = source.locate(content, token.map[0]) if token.map else None
    if not starts:
        return
    raw = source.restore(content, starts)
    whole = Region(content, raw, starts, UnitKind.SENTENCE, Flavour.HTML)
    for run in find_html_runs(content):
        yield html_region(whole, run, heading)


def html_region(around: Region, run: HtmlRun, heading: str) -> Region:
    """Return the region of one run inside the region `around`."""
    lines = [run.first] + [
        place for place, _ in around.starts if run.first < place < run.last
    ]
    starts = tuple(
        (place - run.first, around.source_place(place)) for place in lines
    )
    flavour = Flavour.ATTRIBUTE if run.quote else Flavour.HTML
    text, raw = (
        around.content[run.first : run.last],
        around.raw[run.first : run.last],
    )
    return Region(
        text,
        raw,
        starts,
        run.kind,
        flavour,
        heading,
        whole=run.whole,
        quote=run.quote,
    )


def _definition_regions(
    references: dict[str, Any], source: LineTable
) -> Iterator[Region]:
    """Titles of link reference definitions: `[label]: /url "title"`."""
    from markdown_it.common.utils import unescapeAll

    for definition in references.values():
        first, last = definition["map"]
        if not definition.get("title"):
            continue
        lines = source.lines[first:last]
        text = "\n".join(lines)
        for found in _DEFINITION.finditer(text):
            group = str(found.lastgroup)
            if (
                unescapeAll(found[group]) == definition["title"]
                and "\n" not in found[group]
            ):
                place = source.offsets[first] + found.start(group)
                quote = {"double": '"', "single": "'", "round": ")"}[group]
                yield Region(
                    found[group],
                    found[group],
                    ((0, place),),
                    UnitKind.LINK_TITLE,
                    Flavour.TITLE,
                    "",
                    whole=True,
                    quote=quote,
                )
                break


def _directive_regions(body: str) -> Iterator[Region]:
    """The titles of directives.

    `:::tip[Good to know]`, `/// tip | Good to know`, `!!! tip "…"`, `::: {.callout-tip title="…"}`.
    """
    for part in find_nonprose(body):
        if part.kind not in _TITLED:
            continue
        found = _DIRECTIVE_TITLE.match(body, part.start, part.end)
        if found is None:
            continue
        raw, place = (
            found[found.lastgroup or 0],
            found.start(found.lastgroup or 0),
        )
        quoted = found.lastgroup in ("quoted", "attribute")
        yield Region(
            raw if quoted else mask_nonprose(raw, blank=False),
            raw,
            ((0, place),),
            UnitKind.LABEL,
            Flavour.TITLE if quoted else Flavour.MARKDOWN,
            whole=True,
            quote='"' if quoted else "",
        )


def _parameter_regions(body: str) -> Iterator[Region]:
    """The texts in tags that stand alone on their lines."""
    for part in find_blanked(body):
        if part.kind not in _TAGS_WITH_TEXTS:
            continue
        tag = body[part.start : part.end]
        in_include = find_include_texts(tag)
        for parameter in in_include or find_tag_texts(tag):
            flavour = Flavour.MARKDOWN if in_include else flavour_in_tag(tag)
            yield _parameter_region(body, part.start, parameter, flavour)


def _parameter_region(
    body: str, start: int, parameter: Parameter, flavour: Flavour
) -> Region:
    """One text of a tag; the indentation of its lines is not part of it.

    That of an include is Markdown: Jekyll's templates take it for that.
    """
    content: list[str] = []
    starts: list[tuple[int, int]] = []
    place = start + parameter.first
    n_chars = 0
    for line in body[place : start + parameter.last].split("\n"):
        text = line.lstrip(" \t") if content else line
        starts.append((n_chars, place + len(line) - len(text)))
        content.append(text)
        place += len(line) + 1
        n_chars += len(text) + 1
    raw = "\n".join(content)
    return Region(
        mask_nonprose(raw, blank=False),
        raw,
        tuple(starts),
        UnitKind.SENTENCE,
        flavour,
        whole=True,
        quote=parameter.quote,
    )
