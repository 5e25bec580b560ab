"""Write an article's HTML for mail: styles on every element, tables that stay inside the window, headings by phrase.

Takes what `article_html` gives and nothing else: its tags are canonical, so they can be walked without parsing a tree. The
styles are data (`templates/email/article.toml`). What mail clients do not know is replaced: `details` is opened, sections
become plain blocks, addresses longer than a line of mail lose their link.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from newsletter.errors import TemplateError, quote
from newsletter.render.mail.phrases import LONG_CHARS, split_phrases
from newsletter.render.mail.theme import Theme
from newsletter.render.markup import Tag, read_html
from newsletter.render.templates import Templates
from newsletter.render.void_elements import VOID_ELEMENTS

STYLES_FILE = "email/article.toml"
MAX_ADDRESS_OCTETS = 900  # RFC 5322 ends lines at 998 octets, and an address cannot be broken
MAX_ALT_CHARS = 300
CONTENT_WIDTH = 504  # px between the gutters of the 600 px column
_MIN_CELL_WIDTH = 80  # px; narrower columns of Japanese read as single characters
_PHONE_WIDTH = 331  # px between the gutters at 375 px

_SCROLLER_END = "</div></td></tr></table>"
_RENAMED = {
    "section": "div",
    "details": "div",
    "summary": "h4",
    "ins": "u",
    "q": "em",
    "time": "span",
    "dfn": "em",
}
_INLINE_ONLY = frozenset({"caption", "thead", "tbody", "tfoot", "tr"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_MARK_INSIDE = re.compile(r"[」』）】〉》、。，？！・：]\w")
_ATTRIBUTE = re.compile(r'\s([a-z-]+)(?:="([^"]*)")?')
_BLOCKS = frozenset(
    {
        "p",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "pre",
        "table",
        "figure",
        "hr",
        "div",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    }
)


@dataclass(frozen=True, slots=True)
class ArticleStyle:
    """CSS by element and by `parent element`, ready for one theme."""

    styles: Mapping[str, str]
    language: str

    def css(self, name: str, parents: Sequence[str]) -> str:
        """The style of an element inside its nearest list, quote or code block."""
        for parent in reversed(parents):
            inner = self.styles.get(f"{parent} {name}")
            if inner is not None:
                return inner
        return self.styles.get(name, "")


def build_style(templates: Templates, theme: Theme, language: str) -> ArticleStyle:
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
    return ArticleStyle(_fill_styles(file.path, file.text, theme), language)


@lru_cache(maxsize=32)
def _fill_styles(path: str, text: str, theme: Theme) -> Mapping[str, str]:
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
            name: str(css).format_map(values) for name, css in tomllib.loads(text)["styles"].items()
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
        html: What `article_html` gave. `style`: from `build_style`.
    """
    out: list[str] = []
    open_tags: list[str] = []
    pieces = list(read_html(html))
    for index, piece in enumerate(pieces):
        if isinstance(piece, str):
            out.append(
                _heading_text(piece, style.language) if _HEADINGS & set(open_tags) else piece
            )
            continue
        name = _RENAMED.get(piece.name, piece.name)
        if piece.closing:
            if name in open_tags:
                open_tags.pop()
            out.append(f"</{name}>" + (_SCROLLER_END if name == "table" else ""))
            continue
        out.append(
            _open_tag(
                name,
                piece,
                open_tags,
                style,
                _n_columns(pieces, index) if name == "table" else 0,
            )
        )
        if name not in VOID_ELEMENTS:
            open_tags.append(name)
    return "".join(out)


def _open_tag(
    name: str,
    tag: Tag,
    parents: Sequence[str],
    style: ArticleStyle,
    n_columns: int,
) -> str:
    given = {key: value or "" for key, value in _ATTRIBUTE.findall(tag.attributes)}
    css = style.css(name, parents)
    if "style" in given:
        css = f"{css};{given.pop('style')}" if css else given.pop("style")
    if name == "img" and len(given.get("src", "")) > MAX_ADDRESS_OCTETS:
        return given.get("alt", "")
    if name == "img":
        given = _image(given, parents)
        css = (
            css
            if _is_block_image(parents)
            else "max-width:100%;height:auto;vertical-align:middle;border:0"
        )
    elif name == "a" and len(given.get("href", "")) > MAX_ADDRESS_OCTETS:
        given.pop("href")
    elif name in ("th", "td"):
        given = ({"scope": "col"} if name == "th" and "thead" in parents else {}) | given
    elif name == "table":
        given |= {"cellpadding": "0", "cellspacing": "0", "border": "0"}
        least = n_columns * _MIN_CELL_WIDTH
        css += f";min-width:{least}px" if least > _PHONE_WIDTH else ""
    attributes = "".join(
        f' {key}="{value}"'
        for key, value in given.items()
        if key not in ("title", "cite", "datetime")
    )
    opened = f"<{name}{attributes}{f' style={chr(34)}{css}{chr(34)}' if css else ''}>"
    return _scroller(style) + opened if name == "table" else opened


def _scroller(style: ArticleStyle) -> str:
    """A frame of fixed width in which a wide table can be moved sideways; without it the table would widen the whole mail."""
    margin = style.styles.get("p", "margin:0 0 20px")
    return (
        '<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="width:100%;table-layout:fixed"><tr><td>'
        f'<div class="scroll" tabindex="0" role="group" style="{margin};overflow-x:auto">'
    )


def _image(given: dict[str, str], parents: Sequence[str]) -> dict[str, str]:
    alt = given.get("alt", "")
    width = given.get("width", "")
    shown = {
        "src": given.get("src", ""),
        "alt": alt[:MAX_ALT_CHARS].rpartition("&")[0] if len(alt) > MAX_ALT_CHARS else alt,
    }
    if width.isdigit() and 0 < int(width) < CONTENT_WIDTH:
        return shown | {"width": width}
    return shown | ({"width": str(CONTENT_WIDTH)} if _is_block_image(parents) else {})


def _is_block_image(parents: Sequence[str]) -> bool:
    """An image in a table cell or a list item is an ornament of the text; elsewhere it takes the column."""
    return not {"td", "th", "li"} & set(parents)


def _n_columns(pieces: Sequence[str | Tag], at: int) -> int:
    """Count the cells of a table's first row."""
    n = 0
    for piece in pieces[at + 1 :]:
        if isinstance(piece, str):
            continue
        if piece.closing and piece.name in ("tr", "table"):
            break
        n += not piece.closing and piece.name in ("th", "td")
    return n


def _heading_text(text: str, language: str) -> str:
    return phrase_html(unescape(text), language)


def phrase_html(text: str, language: str) -> str:
    """Return a heading as HTML that breaks between phrases only."""
    return "<wbr>".join(_whole(phrase) for phrase in split_phrases(text, language))


def _whole(phrase: str) -> str:
    """Browsers break after 」 even where words are kept; a short phrase with a mark inside is held together."""
    shown = escape(phrase, quote=False)
    held = len(phrase) <= LONG_CHARS and _MARK_INSIDE.search(phrase)
    return f'<span style="white-space:nowrap">{shown}</span>' if held else shown


def cut_blocks(html: str, max_octets: int) -> str:
    """Return as many whole top-level blocks as fit; a heading over nothing does not stay at the end.

    Args:
        html: Restyled HTML. `max_octets`: its greatest length in UTF-8.
    """
    depth = 0
    size = 0
    kept = 0
    done = 0
    blocks: list[tuple[int, bool]] = []
    for piece in read_html(html):
        text = piece if isinstance(piece, str) else _written(piece)
        size += len(text.encode())
        done += len(text)
        if isinstance(piece, Tag) and piece.name not in VOID_ELEMENTS:
            depth += -1 if piece.closing else 1
        if isinstance(piece, Tag) and depth == 0 and (piece.closing or piece.name == "hr"):
            if size > max_octets:
                break
            blocks.append((done, piece.name in _HEADINGS))
    while blocks and blocks[-1][1]:
        blocks.pop()
    kept = blocks[-1][0] if blocks else 0
    return html[:kept]


def _written(tag: Tag) -> str:
    return f"<{'/' if tag.closing else ''}{tag.name}{tag.attributes}>"
