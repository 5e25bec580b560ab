"""Turn the Markdown of an article into HTML that may stand in a feed, a page or a mail.

    Markdown ─▶ without Liquid ─▶ HTML ─▶ sanitised, links absolute (nh3) ─▶ headings in order

What a post says is hostile until nh3 has gone over it: the tags and attributes below are
all that comes out. Scripts, styles and forms go with their content; any other unknown tag
goes and its text stays. A link that is neither web nor mail is dropped and its words stay.
Jekyll's own marks outside code (`{% include %}`, `{: .note}`) are instructions, no text:
they are taken out, and the content of `{% raw %}` and `{% highlight %}` stays. Other braces
are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsletter.remembered import remembered
from newsletter.render.dialects import ENGLISH_WORDS, DialectWords, show_dialect
from newsletter.render.web_addresses import (
    SCHEMES,
    absolute_url,
    encode_address,
)
from newsletter.source.markdown import to_html

if TYPE_CHECKING:
    from nh3 import Cleaner

_KEPT_NAMES = """
    a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span
    strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
"""
_DROPPED_NAMES = """
    script style iframe object embed form input button select textarea template noscript svg
    math head title audio video canvas
"""
_TAGS = frozenset(_KEPT_NAMES.split())
_DROPPED = frozenset(_DROPPED_NAMES.split())
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "time": {"datetime"},
    "q": {"cite"},
    "blockquote": {"cite"},
}
# Footnotes and places find their links on a page; in a mail or a feed they cannot.
_PAGE_ATTRIBUTES = _ATTRIBUTES | {
    "a": {"href", "title", "id"},
    "li": {"id"},
    "span": {"id"},
    "div": {"id"},
}
_MAX_SPAN = 1000  # colspan="99999999" makes mail clients hang

_NUMBER = re.compile(r"-?\d{1,4}")
_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center);?")
_ELEMENT = re.compile(
    r"<(/?)([a-z][a-z0-9]*)((?:\s[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*/?>"
)
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")
_FOOTNOTE_BACK = re.compile(
    r'\s*<a href="#fnref[^"]*" class="footnote-backref">.*?</a>'
)
_BARE_ANCHOR = re.compile(r"<a(?: title=\"[^\"]*\")?>(.*?)</a>", re.S)
_NO_ALT = re.compile(r"<img(?=\s)(?![^>]* alt=)")
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?[\w:-]+")
_PLACE_ID = re.compile(r"[^\W\d_][\w:.-]{0,100}")
# A place as it was named before HTML 5; it may be written as if it closed itself.
_NAMED_PLACE = re.compile(
    r"<a\s+(?:name|id)=(?:\"(?P<one>[^\"<>]*)\"|'(?P<other>[^'<>]*)')\s*(?P<void>/?)>",
    re.I,
)
# What the frame of a page calls its own parts.
FRAME_IDS = frozenset({"main", "points", "contents"})
_NO_SOURCE = re.compile(r"<img(?![^>]* src=)[^>]*>")
# Controls, halves of pairs and what is no character; overrides, which turn a link's text round
# ("moc.elgoog"). Marks and isolates are honest typography and stay.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u202a-\u202e]"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of sanitised HTML.

    Attributes:
        name: In small letters.
        attributes: The text between name and bracket, with its leading space.
        closing: It ends an element.
    """

    name: str
    attributes: str = ""
    closing: bool = False


@remembered(
    maxsize=16
)  # page, feeds, every profile and the text part ask for the same article
def article_html(
    markdown: str,
    *,
    base_url: str,
    words: DialectWords = ENGLISH_WORDS,
    in_page: bool = False,
) -> str:
    """Return the HTML of an article: sanitised, links absolute, headings in order.

    The first heading is an `h2`, below the title; deeper ones follow without a gap, `h6` at most.

    Args:
        markdown: The body, LF line ends.
        base_url: Absolute URL the article stands at; relative links are resolved against
            it.
        in_page: For a page of its own, where footnotes and links to headings work.
        words: What boxes and films are called in the language of the article.
    """
    html = _parse_body(markdown, words)
    html = (
        _NAMED_PLACE.sub(_show_place, html)
        if in_page
        else _without_ways_back(html)
    )
    html = _cleaner(base_url, in_page).clean(html)
    html = _NO_SOURCE.sub("", html)
    html = _NO_ALT.sub('<img alt=""', html)
    html = _BARE_ANCHOR.sub(r"\1", html)
    return _order_headings(html)


def _without_ways_back(html: str) -> str:
    """The HTML without the links from footnotes to where they are named."""
    if "footnote-backref" not in html:
        return html
    return _FOOTNOTE_BACK.sub("", html)


def _show_place(found: re.Match[str]) -> str:
    """A named place with an id, and closed."""
    name = found["one"] or found["other"] or ""
    return f'<a id="{name}">' + ("</a>" if found["void"] else "")


@remembered(maxsize=2)  # an article's page and its feed entry are of one text
def _parse_body(markdown: str, words: DialectWords) -> str:
    """The body as HTML, with its dialect shown as a reader can see it."""
    return to_html(show_dialect(strip_invisible(markdown), words))


def strip_invisible(text: str) -> str:
    """Take out what nobody can see and some parser stumbles over.

    That is: control characters, halves of pairs, overrides of the writing direction.
    """
    return _INVISIBLE.sub("", text)


def one_line(text: str) -> str:
    """Return visible text on one line.

    A wide or a no-break blank is a character of the text and stays.
    """
    return re.sub(r"[ \t\n\r\u2028\u2029]+", " ", strip_invisible(text)).strip(
        " "
    )


def read_html(html: str) -> Iterator[str | Tag]:
    """Walk sanitised HTML: text as it stands (with its entities), tags as values."""
    done = 0
    for found in _ELEMENT.finditer(html):
        if found.start() > done:
            yield html[done : found.start()]
        yield Tag(found[2], found[3], bool(found[1]))
        done = found.end()
    if done < len(html):
        yield html[done:]


def _order_headings(html: str) -> str:
    """Number headings by their place in the outline, so that no level is left out."""
    open_levels: list[int] = []

    def renumber(found: re.Match[str]) -> str:
        """The tag of a heading that goes no more than one level below the one above it."""
        level = int(found[2])
        if not found[1]:
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        return f"<{found[1]}h{min(6, len(open_levels) + 1)}"

    return _HEADING.sub(renumber, html)


def _keep_anchor(value: str, base_url: str, in_page: bool) -> str | None:
    """A place of the article: on the page itself, from elsewhere by the page's address."""
    fragment = encode_address(value.removeprefix("#"))
    if not fragment:
        return None
    if in_page:
        return f"#{fragment}"
    is_note = _FOOTNOTE_ID.fullmatch(fragment)
    return None if is_note or not base_url else f"{base_url}#{fragment}"


def _keep_address(name: str, url: str) -> str | None:
    """An address, unless a picture would point to a mailbox or a telephone."""
    is_image = name == "src"
    if is_image and url.startswith(("mailto:", "tel:")):
        return None
    return url or None


def _keep_number(name: str, value: str) -> str | None:
    """A number of at most four digits; spans of cells are smaller."""
    if not _NUMBER.fullmatch(value):
        return None
    if "span" in name and abs(int(value)) > _MAX_SPAN:
        return None
    return value


@lru_cache(maxsize=64)
def _cleaner(base_url: str, in_page: bool) -> Cleaner:
    """A cleaner that keeps what a page or a mail may hold, with whole addresses."""
    import nh3

    def keep(tag: str, name: str, value: str) -> str | None:
        """What an attribute may say here; None takes it out."""
        if name == "id":
            is_place = _PLACE_ID.fullmatch(value) and value not in FRAME_IDS
            return value if is_place or _FOOTNOTE_ID.fullmatch(value) else None
        if name == "href" and value.startswith("#"):
            return _keep_anchor(value, base_url, in_page)
        if name in ("href", "src", "cite"):
            return _keep_address(name, absolute_url(value, base_url))
        if name in ("colspan", "rowspan", "width", "height", "start"):
            return _keep_number(name, value)
        if name == "style":
            align = _ALIGNMENT.fullmatch(value.strip())
            return f"text-align:{align[1]}" if align else None
        return value

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes=_PAGE_ATTRIBUTES if in_page else _ATTRIBUTES,
        attribute_filter=keep,
        link_rel=None,
        url_schemes=SCHEMES,
        strip_comments=True,
    )
