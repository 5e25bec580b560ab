"""Read the HTML of an email or a page as a tree, with what stands in comments for Outlook.

Outlook on Windows reads the content of `<!--[if mso]>…<![endif]-->` as HTML: tables, pictures and
links in there are met by its readers, so they are elements here, marked as Outlook's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from newsletter.source.html_facts import VOID_ELEMENTS

# Which open elements a beginning one ends, up to the element that holds them both (13.1.2.4).
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "figure",
        "footer",
        "form",
    }
    | {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
    }
    | {"section", "table", "ul"}
)
_ENDS = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"table"})),
    "th": (frozenset({"td", "th"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
_P_HOLDERS = _BLOCKS - {"p"} | {"li", "td", "th", "dd", "dt", "body", "button"}
_ENDS |= dict.fromkeys(_BLOCKS, (frozenset({"p"}), _P_HOLDERS))
_CONDITIONAL = re.compile(r"\[if[^\]]*\]>(?P<html>.*)<!\[endif\]", re.S)


@dataclass(slots=True)
class HtmlElement:
    """An element, its text and what stands around it.

    Attributes:
        tag: In lower case; "" for the document.
        given: Its attributes.
        parent: The element around it; None for the document.
        children: Elements and texts, in order.
        in_outlook: It stands in a comment that only Outlook reads.
    """

    tag: str
    given: Mapping[str, str] = field(default_factory=dict)
    parent: HtmlElement | None = field(default=None, repr=False)
    children: list[HtmlElement | str] = field(default_factory=list, repr=False)
    in_outlook: bool = False

    @property
    def elements(self) -> tuple[HtmlElement, ...]:
        """The elements directly in it."""
        return tuple(
            child for child in self.children if isinstance(child, HtmlElement)
        )

    @property
    def words(self) -> str:
        """All its text with the alternative texts of pictures, blanks single."""
        parts = [
            element
            if isinstance(element, str)
            else element.given.get("alt", "")
            for element in self.walk()
        ]
        return " ".join("".join(parts).split())

    @property
    def style(self) -> Mapping[str, str]:
        """The declarations of its style attribute."""
        pairs = (
            part.partition(":")
            for part in self.given.get("style", "").split(";")
        )
        return {
            name.strip().lower(): value.strip().lower()
            for name, _, value in pairs
        }

    def walk(self) -> Iterator[HtmlElement | str]:
        """Yield itself and everything in it, in the order it is read."""
        waiting: list[HtmlElement | str] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            if isinstance(element, HtmlElement):
                waiting += reversed(element.children)

    def find(self, *tags: str) -> tuple[HtmlElement, ...]:
        """Return the elements of these names in it; of every name, when none is given."""
        return tuple(
            element
            for element in self.walk()
            if isinstance(element, HtmlElement)
            and element.tag
            and (not tags or element.tag in tags)
        )

    def around(self) -> Iterator[HtmlElement]:
        """Yield the elements around it, the nearest first."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent


@dataclass(slots=True)
class HtmlDocument(HtmlElement):
    """A whole document.

    Attributes:
        strays: The end tags that end nothing.
    """

    strays: list[str] = field(default_factory=list)


def read_tree(html: str) -> HtmlDocument:
    """Return the document; a tag that may be left out is taken as written."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.root


class _TreeBuilder(HTMLParser):
    def __init__(self, *, in_outlook: bool = False) -> None:
        super().__init__()
        self.root = HtmlDocument("")
        self._open: list[HtmlElement] = [self.root]
        self._in_outlook = in_outlook

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """Put an element into the tree, and end those that it ends without saying so."""
        given = {name: value or "" for name, value in attrs}
        self._end_implied(tag)
        parent = self._open[-1]
        made = HtmlElement(tag, given, parent, in_outlook=self._in_outlook)
        parent.children.append(made)
        if tag not in VOID_ELEMENTS:
            self._open.append(made)

    def _end_implied(self, tag: str) -> None:
        """End the paragraph, item or cell that cannot hold this element."""
        ended, holders = _ENDS.get(tag, (frozenset(), frozenset()))
        names = [element.tag for element in self._open]
        for place in range(len(names) - 1, 0, -1):
            if names[place] in holders:
                return
            if names[place] in ended:
                del self._open[place:]

    def handle_startendtag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """`<v:fill />` of Outlook ends where it begins; in HTML the slash says nothing."""
        self.handle_starttag(tag, attrs)
        if ":" in tag:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element with all that is open in it; a tag that closes nothing is noted."""
        if tag not in {element.tag for element in self._open}:
            self.root.strays.append(tag)
            return
        while self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        """Read what Outlook reads; its parts may be open, and are closed in the next comment."""
        found = _CONDITIONAL.match(data)
        if not found:
            return
        inner = _TreeBuilder(in_outlook=True)
        inner.feed(found["html"])
        inner.close()
        for child in inner.root.children:
            if isinstance(child, HtmlElement):
                child.parent = self._open[-1]
            self._open[-1].children.append(child)
