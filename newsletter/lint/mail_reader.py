"""Read the HTML of an email once and collect what the rules of `mail_rules` need."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from newsletter.render.mail.colour import AA_TEXT, contrast
from newsletter.source.html_facts import CODE_ELEMENTS, VOID_ELEMENTS

AA_LARGE = 3.0  # WCAG 1.4.3: 24 px, or 18.66 px and bold
LARGE_PX = 24
LARGE_BOLD_PX = 18.66

_HIDDEN = re.compile(r"display\s*:\s*none")
_PIXELS = re.compile(r"(\d+(?:\.\d+)?)px")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_BOLD_TAGS = frozenset({"strong", "b", "th"})
_HIDDEN_TAGS = frozenset({"style", "script", "head"})


@dataclass(frozen=True, slots=True)
class Inherited:
    """An open element and what its text inherits: colours, size in px, weight, visibility, code."""

    tag: str = ""
    colour: str = "#000000"
    ground: str = "#ffffff"
    size: float = 16
    bold: bool = False
    hidden: bool = False
    code: bool = False
    in_article: bool = False

    @property
    def least_contrast(self) -> float:
        """The contrast its text needs."""
        is_large = self.size >= LARGE_PX or (
            self.bold and self.size >= LARGE_BOLD_PX
        )
        return AA_LARGE if is_large else AA_TEXT


@dataclass(frozen=True, slots=True)
class MailLink:
    """A link and the words in it, alt texts included."""

    address: str
    words: list[str] = field(default_factory=list)


class MailReader(HTMLParser):
    """Collects in one pass what the rules ask for.

    Attributes:
        language: Of the `html` element.
        tags: Every element, in order.
        css: Every style, of elements and of style sheets.
        style_bytes: Size of the style sheets.
        texts: Visible text, in order. `prose`: the part of it that is not code.
        links: In order.
        images_without_alt: How many.
        images_undescribed: How many pictures of the article have an empty alt.
        low_contrast: Text by its colours, where they are too near to each other.
    """

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.tags: list[str] = []
        self.css: list[str] = []
        self.style_bytes = 0
        self.texts: list[str] = []
        self.prose: list[str] = []
        self.links: list[MailLink] = []
        self.images_without_alt = 0
        self.images_undescribed = 0
        self.low_contrast: dict[tuple[str, str], str] = {}
        self._open = [Inherited()]
        self._open_links: list[MailLink] = []

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """Note the element and what its text inherits."""
        given = {name: value or "" for name, value in attrs}
        style = given.get("style", "")
        self.tags.append(tag)
        self.css.append(style)
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "img":
            self.images_without_alt += "alt" not in given
            self.images_undescribed += self._is_undescribed(given)
            self._add_words(given.get("alt", ""))
        elif tag == "a":
            link = MailLink(given.get("href", ""))
            self.links.append(link)
            self._open_links.append(link)
        if tag not in VOID_ELEMENTS:
            inherited = _inherit(self._open[-1], tag, style)
            if given.get("class") == "article":
                inherited = replace(inherited, in_article=True)
            self._open.append(inherited)

    def _is_undescribed(self, given: dict[str, str]) -> bool:
        """A picture of the article that nobody has described."""
        is_empty = not given.get("alt", "").strip()
        return is_empty and self._open[-1].in_article

    def handle_endtag(self, tag: str) -> None:
        """Go back to the element around it."""
        if tag == "a" and self._open_links:
            self._open_links.pop()
        while len(self._open) > 1:
            if self._open.pop().tag == tag:
                break

    def handle_data(self, data: str) -> None:
        """Note visible text and its contrast."""
        inherited = self._open[-1]
        if inherited.tag == "style":
            self.style_bytes += len(data.encode())
            self.css.append(data)
        elif inherited.tag != "title" and not inherited.hidden:
            self._see_text(data, inherited)

    def _see_text(self, data: str, inherited: Inherited) -> None:
        """Note a run of text, its colours and what it stands in."""
        if not data.replace("\u200c", "").strip():
            return
        self.texts.append(data)
        if not inherited.code:
            self.prose.append(data)
        self._add_words(data)
        colours = (inherited.colour, inherited.ground)
        if contrast(*colours) < inherited.least_contrast:
            self.low_contrast.setdefault(colours, data)

    def _add_words(self, words: str) -> None:
        for link in self._open_links:
            link.words.append(words)


def parse_mail(html: str) -> MailReader:
    """Return what is in the HTML of an email."""
    reader = MailReader()
    reader.feed(html)
    reader.close()
    return reader


def _inherit(parent: Inherited, tag: str, style: str) -> Inherited:
    """What an element takes over from the one around it, and what its style changes."""
    values = _parse_style(style)
    ground = values.get("background-color") or values.get("background", "")
    return Inherited(
        tag=tag,
        colour=_hex_colour(values.get("color", "")) or parent.colour,
        ground=_hex_colour(ground) or parent.ground,
        size=_pixels(values.get("font-size", "")) or parent.size,
        bold=_is_bold(values.get("font-weight", ""), tag, parent),
        in_article=parent.in_article,
        hidden=parent.hidden
        or tag in _HIDDEN_TAGS
        or bool(_HIDDEN.search(style)),
        code=parent.code or tag in CODE_ELEMENTS,
    )


def _parse_style(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _hex_colour(value: str) -> str:
    return value.lower() if _HEX.fullmatch(value) else ""


def _pixels(value: str) -> float:
    found = _PIXELS.match(value)
    return float(found[1]) if found else 0.0


def _is_bold(weight: str, tag: str, parent: Inherited) -> bool:
    """Tell whether text is bold by its style, its tag or what is around it."""
    if weight:
        return weight in _BOLD
    return parent.bold or tag in _BOLD_TAGS
