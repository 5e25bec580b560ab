"""Write an article's HTML for mail: styles on every element, tables that stay in the window.

Takes what `article_html` gives and nothing else: its tags are canonical, so they can be walked
without parsing a tree. The styles are data (`templates/email/article.toml`). What mail clients do
not know is replaced: `details` is opened, sections become plain blocks, addresses longer than a
line of mail lose their link.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from newsletter.errors import TemplateError, quote
from newsletter.language.whole_numbers import read_whole
from newsletter.render.mail.phrases import LONG_CHARS, is_phrased, split_phrases
from newsletter.render.mail.theme import Theme
from newsletter.render.markup import Tag, read_html
from newsletter.render.tables import (
    MEDIUM_COLUMNS,
    SHORT_COLUMNS,
    ColumnCursor,
    cell_columns,
    column_widths,
    first_row_cells,
    has_headings,
)
from newsletter.render.templates import Templates
from newsletter.source.html_facts import VOID_ELEMENTS

STYLES_FILE = "email/article.toml"
MAX_ADDRESS_OCTETS = (
    900  # RFC 5322 ends lines at 998 octets, and an address cannot be broken
)
MAX_ALT_CHARS = 300
CONTENT_WIDTH = 504  # px between the gutters of the 600 px column

_MIN_CELL_WIDTH = (
    80  # px; narrower columns of Japanese read as single characters
)
_PHONE_WIDTH = 331  # px between the gutters at 375 px
_SCROLLER_END = "</div></td></tr></table>"
_RENAMED = {
    "section": "div",
    "details": "div",
    "summary": "div",
    "ins": "u",
    "q": "em",
    "time": "span",
    "dfn": "em",
}
_DROPPED_ATTRIBUTES = frozenset({"title", "cite", "datetime"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_LTR_NAMES = frozenset(
    {"code", "kbd", "samp", "pre"}
)  # code is written from left to right
_CELLS = frozenset({"td", "th"})
_ORNAMENT_PLACES = frozenset({"td", "th", "li"})
_SMALL_IMAGE = "max-width:100%;height:auto;vertical-align:middle;border:0"
_MARK_INSIDE = re.compile(r"[」』）】〉》、。，？！・：]\w")
_ATTRIBUTE = re.compile(r'\s([a-z-]+)(?:="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class ArticleStyle:
    """CSS by element and by `parent element`, ready for one theme."""

    styles: Mapping[str, str]
    language: str
    is_rtl: bool = False

    def css(self, name: str, parents: Sequence[str]) -> str:
        """The style of an element inside its nearest list, quote or code block."""
        for parent in reversed(parents):
            inner = self.styles.get(f"{parent} {name}")
            if inner is not None:
                return inner
        return self.styles.get(name, "")


def build_style(
    templates: Templates, theme: Theme, language: str
) -> ArticleStyle:
    """Fill the style file with the values of a theme.

    Raises:
        TemplateError: The file is missing or broken, or asks for a value that the theme has not.
    """
    file = templates.files.get(STYLES_FILE)
    if file is None:
        raise TemplateError(
            "cannot style articles",
            at=STYLES_FILE,
            why="the file is missing",
            fix="put it back",
        )
    return ArticleStyle(
        _fill_styles(file.path, file.text, theme),
        language,
        theme.direction == "rtl",
    )


@lru_cache(maxsize=32)
def _fill_styles(path: str, text: str, theme: Theme) -> Mapping[str, str]:
    """The styles of one kind of text, with the sizes and colours of the theme filled in."""
    kind, colours = theme.type, theme.light
    gap = round(kind.size * 1.35)
    values = {
        "start": theme.start,
        "end": theme.end,
        "title_face": kind.title,
        "gap": gap,
        "gap_wide": round(gap * 1.9),
        "gap_small": round(gap * 0.6),
        "h2": kind.size + 7,
        "h3": kind.size + 3,
        "h4": kind.size,
        "small": kind.size - 2,
        "ink": colours.ink,
        "muted": colours.muted,
        "accent": colours.accent,
        "soft": colours.soft,
        "rule": colours.rule,
        "card": colours.card,
    }
    try:
        return {
            name: str(css).format_map(values)
            for name, css in tomllib.loads(text)["styles"].items()
        }
    except (
        tomllib.TOMLDecodeError,
        KeyError,
        ValueError,
        AttributeError,
    ) as error:
        why = f"{type(error).__name__}: {error}"
        raise TemplateError(
            f"cannot use {quote(path)}",
            at=path,
            why=why,
            fix=f"values: {', '.join(values)}",
        ) from None


def restyle(html: str, style: ArticleStyle) -> str:
    """Return the HTML with a style on every element that has one.

    Args:
        html: What `article_html` gave.
        style: From `build_style`.
    """
    return "".join(_restyled(tuple(read_html(html)), style))


def _restyled(
    pieces: Sequence[str | Tag], style: ArticleStyle
) -> Iterator[str]:
    """The pieces with styles: a mail has no style sheet that all clients read."""
    parents: list[str] = []
    columns = ColumnCursor()
    in_label = False
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            in_phrases = in_label or not _HEADINGS.isdisjoint(parents)
            yield (
                phrase_html(unescape(piece), style.language)
                if in_phrases
                else piece
            )
            continue
        least_em = columns.see(piece, pieces, index)
        name = _RENAMED.get(piece.name, piece.name)
        if piece.closing:
            if name in parents:
                parents.pop()
            in_label = in_label and name not in _CELLS
            yield (
                f"</{name}>{_SCROLLER_END}" if name == "table" else f"</{name}>"
            )
            continue
        if name == "table":
            yield _scroller(style)
            yield _table_tag(pieces, index, parents, style)
        elif name in _CELLS:
            in_label = (
                SHORT_COLUMNS < cell_columns(pieces, index) <= MEDIUM_COLUMNS
            )
            yield _cell_tag(
                piece, parents, style, least_em=least_em, in_label=in_label
            )
        else:
            yield _styled_tag(name, piece, parents, style)
        if name not in VOID_ELEMENTS:
            parents.append(name)


def _styled_tag(
    name: str, tag: Tag, parents: Sequence[str], style: ArticleStyle
) -> str:
    """An opening tag with its style; a picture too large for an address is its description."""
    given = _attributes(tag)
    css = style.css(tag.name if tag.name == "summary" else name, parents)
    if name == "img":
        return _styled_image(given, css, parents)
    if name in _LTR_NAMES and style.is_rtl:
        given = {"dir": "ltr"} | given
    elif name == "a" and len(given.get("href", "")) > MAX_ADDRESS_OCTETS:
        del given["href"]
    return _write_tag(name, given, css)


def _styled_image(
    given: dict[str, str], css: str, parents: Sequence[str]
) -> str:
    """A picture with its style: on its own, or small in a line of text."""
    if len(given.get("src", "")) > MAX_ADDRESS_OCTETS:
        return given.get("alt", "")
    if _ORNAMENT_PLACES.isdisjoint(parents):
        return _write_tag("img", _image(given, is_block=True), css)
    return _write_tag("img", _image(given, is_block=False), _SMALL_IMAGE)


def _table_tag(
    pieces: Sequence[str | Tag],
    at: int,
    parents: Sequence[str],
    style: ArticleStyle,
) -> str:
    """The opening tag of a table; one with spans gets a least width by the number of its cells."""
    tag = pieces[at]
    assert isinstance(tag, Tag)
    given = _attributes(tag) | {
        "cellpadding": "0",
        "cellspacing": "0",
        "border": "0",
    }
    if not has_headings(
        pieces, at
    ):  # read out as a table, nobody hears which column
        given |= {"role": "presentation"}
    css = style.css("table", parents)
    least = first_row_cells(pieces, at) * _MIN_CELL_WIDTH
    if least > _PHONE_WIDTH and not column_widths(pieces, at):
        css += f";min-width:{least}px"
    return _write_tag("table", given, css)


def _cell_tag(
    tag: Tag,
    parents: Sequence[str],
    style: ArticleStyle,
    *,
    least_em: float,
    in_label: bool,
) -> str:
    """A cell with its alignment and, in the first row, the least width of its column."""
    name = tag.name
    given = _attributes(tag)
    if name == "th" and "thead" in parents:
        given = {"scope": "col"} | given
    css = style.css(name, parents)
    if least_em:
        css += f";min-width:{least_em:g}em"
    if in_label and is_phrased(style.language):
        css += ";word-break:keep-all"
    return _write_tag(name, given, css)


def _attributes(tag: Tag) -> dict[str, str]:
    """The attributes of a tag by name."""
    return {
        name: value or "" for name, value in _ATTRIBUTE.findall(tag.attributes)
    }


def _write_tag(name: str, given: Mapping[str, str], css: str) -> str:
    """An opening tag; what mail clients do not read is left out."""
    styles = ";".join(filter(None, (css, given.get("style", ""))))
    shown = {
        key: value
        for key, value in given.items()
        if key not in _DROPPED_ATTRIBUTES
    }
    shown.pop("style", None)
    if styles:
        shown["style"] = styles
    attributes = "".join(f' {key}="{value}"' for key, value in shown.items())
    return f"<{name}{attributes}>"


def _scroller(style: ArticleStyle) -> str:
    """A frame of fixed width in which a wide table can be moved sideways.

    Without it the table would widen the whole mail.
    """
    margin = style.styles.get("p", "margin:0 0 20px")
    return (
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" '
        'style="width:100%;table-layout:fixed"><tr><td>'
        f'<div class="scroll" tabindex="0" role="group" style="{margin};overflow-x:auto">'
    )


def _image(given: Mapping[str, str], *, is_block: bool) -> dict[str, str]:
    """The attributes of an image.

    One in a table cell or a list item is an ornament of the text; elsewhere it takes the column.
    """
    width = given.get("width", "")
    shown = {
        "src": given.get("src", ""),
        "alt": _cut_alt(given.get("alt", "")),
    }
    if 0 < (read_whole(width) or 0) < CONTENT_WIDTH:
        shown["width"] = width
    elif is_block:
        shown["width"] = str(CONTENT_WIDTH)
    return shown


def _cut_alt(alt: str) -> str:
    """An alt text of bearable length, cut before an entity."""
    return (
        alt[:MAX_ALT_CHARS].rpartition("&")[0]
        if len(alt) > MAX_ALT_CHARS
        else alt
    )


def phrase_html(text: str, language: str) -> str:
    """Return a heading as HTML that breaks between phrases only."""
    return "<wbr>".join(
        _whole(phrase) for phrase in split_phrases(text, language)
    )


def _whole(phrase: str) -> str:
    """Browsers break after 」 even where words are kept; a short phrase is held together."""
    shown = escape(phrase, quote=False)
    is_held = len(phrase) <= LONG_CHARS and _MARK_INSIDE.search(phrase)
    return (
        f'<span style="white-space:nowrap">{shown}</span>' if is_held else shown
    )


def cut_blocks(html: str, max_octets: int) -> str:
    """Return as many whole top-level blocks as fit.

    A heading over nothing does not stay at the end.

    Args:
        html: Restyled HTML.
        max_octets: Its greatest length in UTF-8.
    """
    kept = 0
    for end, name in _top_blocks(html):
        if len(html[:end].encode()) > max_octets:
            break
        if name not in _HEADINGS:
            kept = end
    return html[:kept]


def _top_blocks(html: str) -> Iterator[tuple[int, str]]:
    """Yield where each top-level block ends, and its name."""
    depth = 0
    place = 0
    for piece in read_html(html):
        if isinstance(piece, str):
            place += len(piece)
            continue
        place += len(_written(piece))
        if piece.name not in VOID_ELEMENTS:
            depth += -1 if piece.closing else 1
        if depth == 0 and (piece.closing or piece.name == "hr"):
            yield place, piece.name


def _written(tag: Tag) -> str:
    """A tag as it came."""
    return f"<{'/' if tag.closing else ''}{tag.name}{tag.attributes}>"
