"""Collect from the tree of an email what the rules of `mail_rules` need."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from newsletter.lint.html_tree import HtmlDocument, HtmlElement
from newsletter.render.mail.colour import AA_TEXT, contrast
from newsletter.source.html_facts import CODE_ELEMENTS

AA_LARGE = 3.0  # WCAG 1.4.3: 24 px, or 18.66 px and bold
LARGE_PX = 24
LARGE_BOLD_PX = 18.66
AS_WRITTEN = CODE_ELEMENTS | {"cite"}  # what no engine is given

_PIXELS = re.compile(r"(\d+(?:\.\d+)?)px")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_BOLD_TAGS = frozenset({"strong", "b", "th"})
_HIDDEN_TAGS = frozenset({"style", "script", "head"})


@dataclass(frozen=True, slots=True)
class MailLink:
    """A link and the words in it, alt texts included."""

    address: str
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Inherited:
    """An element and what its text inherits.

    Colours, size in px, weight, visibility, whether it stands as it was written (code, the name
    under a quotation), and the links around it.
    """

    tag: str = ""
    colour: str = "#000000"
    ground: str = "#ffffff"
    size: float = 16
    bold: bool = False
    hidden: bool = False
    as_written: bool = False
    in_article: bool = False
    links: tuple[MailLink, ...] = ()

    def add_words(self, words: str) -> None:
        """Give words to the links around them."""
        for link in self.links:
            link.words.append(words)

    @property
    def least_contrast(self) -> float:
        """The contrast its text needs."""
        is_large = self.size >= LARGE_PX or (
            self.bold and self.size >= LARGE_BOLD_PX
        )
        return AA_LARGE if is_large else AA_TEXT


@dataclass(slots=True)
class MailFacts:
    """What the rules ask for.

    Attributes:
        language: Of the `html` element.
        tags: Every element, in order.
        css: Every style, of elements and of style sheets.
        style_bytes: Size of the style sheets.
        texts: Visible text, in order. `prose`: what of it is translated.
        links: In order.
        images_without_alt: How many.
        images_undescribed: How many pictures of the article have an empty alt.
        low_contrast: Text by its colours, where they are too near to each other.
    """

    language: str = ""
    tags: list[str] = field(default_factory=list)
    css: list[str] = field(default_factory=list)
    style_bytes: int = 0
    texts: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    links: list[MailLink] = field(default_factory=list)
    images_without_alt: int = 0
    images_undescribed: int = 0
    low_contrast: dict[tuple[str, str], str] = field(default_factory=dict)

    def see_element(self, element: HtmlElement, around: Inherited) -> Inherited:
        """Note an element; return what is in it inherits."""
        given = element.given
        self.tags.append(element.tag)
        self.css.append(given.get("style", ""))
        inner = _inherit(around, element)
        if element.tag == "html":
            self.language = given.get("lang", "")
        elif element.tag == "img":
            alt = given.get("alt", "")
            self.images_without_alt += "alt" not in given
            self.images_undescribed += around.in_article and not alt.strip()
            around.add_words(alt)
        elif element.tag == "a":
            link = MailLink(given.get("href", ""))
            self.links.append(link)
            inner = replace(inner, links=(*around.links, link))
        return inner

    def see_text(self, text: str, around: Inherited) -> None:
        """Note visible text and its contrast, and what a style sheet says."""
        if around.tag == "style":
            self.style_bytes += len(text.encode())
            self.css.append(text)
            return
        is_shown = around.tag != "title" and not around.hidden
        if not is_shown or not text.replace("\u200c", "").strip():
            return
        self.texts.append(text)
        if not around.as_written:
            self.prose.append(text)
        around.add_words(text)
        colours = (around.colour, around.ground)
        if contrast(*colours) < around.least_contrast:
            self.low_contrast.setdefault(colours, text)


def find_mail_facts(document: HtmlDocument) -> MailFacts:
    """Return what is in an email; what only Outlook reads is left out."""
    facts = MailFacts()
    waiting = [(child, Inherited()) for child in reversed(document.children)]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, str):
            facts.see_text(node, around)
        elif not node.in_outlook:
            inner = facts.see_element(node, around)
            waiting += [(child, inner) for child in reversed(node.children)]
    return facts


def _inherit(parent: Inherited, element: HtmlElement) -> Inherited:
    """What an element takes over from the one around it, and what its style changes."""
    tag, values = element.tag, element.style
    ground = values.get("background-color") or values.get("background", "")
    return Inherited(
        tag=tag,
        colour=_hex_colour(values.get("color", "")) or parent.colour,
        ground=_hex_colour(ground) or parent.ground,
        size=_pixels(values.get("font-size", "")) or parent.size,
        bold=_is_bold(values.get("font-weight", ""), tag, parent),
        in_article=parent.in_article or element.given.get("class") == "article",
        hidden=parent.hidden
        or tag in _HIDDEN_TAGS
        or values.get("display", "").startswith("none"),
        as_written=parent.as_written or tag in AS_WRITTEN,
        links=parent.links,
    )


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
