"""Read the feed of another program, and write each of its items as a post.

RSS and Atom are read by feedparser, which resolves relative addresses by `xml:base` and makes HTML
safe; JSON Feed by the standard library. HTML becomes Markdown by markdownify (MIT): tables, code
with its language and figures survive. html2text is under the GPL and wraps lines; markitdown brings
readers for office files and uses markdownify itself.

An item is known by its guid (Atom `id`, JSON Feed `id`), else by its link.
"""

from __future__ import annotations

import calendar
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from newsletter.errors import PostError, quote
from newsletter.language.whole_numbers import read_whole
from newsletter.source.front_matter import (
    as_name,
    dump_front_matter,
)
from newsletter.source.post_names import safe_slug
from newsletter.source.split_address import split_address
from newsletter.source.written_dates import parse_date

# A summary is a sentence or two; the whole text of an article is longer.
MAX_SUMMARY_CHARS = 400
_LANGUAGE_CLASS = re.compile(r"(?:language|lang|highlight-source)-([\w+#-]+)")
_NO_TEXT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.S | re.I)
_BLANK_LINES = re.compile(r"\n{3,}")
_ABSOLUTE = re.compile(
    r"(?P<attribute>\b(?:src|href)\s*=\s*)(?P<mark>[\"'])(?P<address>[^\"']*)(?P=mark)"
)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that belongs to an item: its address, octets (0 when not said) and media type."""

    url: str
    length: int
    type: str


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed.

    Attributes:
        key: Its guid, else its link: what it is known by.
        title, url, author: As the feed says; "" where it does not.
        date: When it was published; None where the feed does not say.
        language: Tag of the item or of the feed; "" where neither says.
        categories: Its terms.
        html: Its whole text, or the summary when the feed has no more; addresses are absolute.
        is_summary: The feed has no more than a summary of it.
        enclosure: A sound or a film.
    """

    key: str
    title: str
    url: str
    author: str
    date: datetime | None
    language: str
    categories: tuple[str, ...]
    html: str
    is_summary: bool
    enclosure: Enclosure | None = None

    @property
    def content_hash(self) -> str:
        """What changes when the item is edited upstream."""
        said = (
            self.title,
            self.url,
            self.author,
            self.html,
            *self.categories,
        )
        return hashlib.sha256(
            "\x1f".join(said).encode("utf-8", "replace")
        ).hexdigest()


def parse_feed(data: bytes, url: str) -> tuple[FeedItem, ...]:
    """Read a feed, its items in file order.

    Args:
        data: RSS 2.0, RSS 1.0, Atom or JSON Feed.
        url: Where it came from: relative addresses are resolved against it.

    Raises:
        PostError: It is no feed.
    """
    if data.lstrip()[:1] == b"{":
        return tuple(_json_items(data, url))
    import feedparser

    parsed = feedparser.parse(data, response_headers={"content-location": url})
    if not parsed.get("version"):
        raise PostError(
            f"cannot read the feed {quote(url)}",
            at=url,
            why="it is neither RSS, Atom nor JSON Feed",
            fix="give the address of the feed itself, often /feed.xml or /index.xml",
        )
    language = str(parsed.feed.get("language") or "")
    items = (_entry_item(entry, language, url) for entry in parsed.entries)
    return tuple(item for item in items if item.key)


def render_item(item: FeedItem, now: datetime) -> str:
    """Return an item as a Markdown post.

    Args:
        item: The item.
        now: When it was first seen: its date where the feed has none.
    """
    fields: dict[str, object] = {
        "title": item.title or _first_words(item.html),
        "date": f"{item.date or now:%Y-%m-%d %H:%M:%S %z}",
    }
    if item.language:
        fields["lang"] = item.language
    if item.author:
        fields["author"] = item.author
    if item.categories:
        fields["tags"] = list(item.categories)
    if item.url:
        fields["canonical_url"] = item.url
    fields["feed_guid"] = item.key
    if item.enclosure:
        enclosure = item.enclosure
        fields["enclosure"] = {
            "url": enclosure.url,
            "length": enclosure.length,
            "type": enclosure.type,
        }
    return (
        f"{dump_front_matter(fields.items())}\n{html_to_markdown(item.html)}\n"
    )


def item_file_name(item: FeedItem, now: datetime) -> str:
    """Return the name of the post file: the day, and a slug of the address or the title.

    Args:
        item: The item of the feed.
        now: The day of an item that has none.
    """
    url = split_address(item.url)
    name = url.path.rstrip("/").rpartition("/")[2] if url else ""
    stem = re.sub(r"\.\w{2,5}$", "", name)
    slug = safe_slug(stem).lower() or safe_slug(item.title).lower()
    short = hashlib.sha256(item.key.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{item.date or now:%Y-%m-%d}-{slug or short}.md"


def html_to_markdown(html: str) -> str:
    """Return HTML as Markdown: tables, fenced code with its language, figures with captions.

    >>> html_to_markdown("<h2>A</h2><p>b <strong>c</strong></p>")
    '## A\\n\\nb **c**'
    """
    from markdownify import ATX, markdownify

    written = markdownify(
        _NO_TEXT.sub("", html),
        heading_style=ATX,
        bullets="-",
        code_language_callback=_code_language,
        table_infer_header=True,
    )
    lines = "\n".join(line.rstrip() for line in written.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip("\n")


def _code_language(element: Any) -> str:
    """The language that a highlighter wrote into the class of a block or of what is around it."""
    inside = element.find("code")
    for one in (element, inside, element.parent):
        classes = " ".join(one.get("class") or ()) if one is not None else ""
        found = _LANGUAGE_CLASS.search(classes)
        if found:
            return found[1]
    return ""


def _entry_item(entry: Any, language: str, url: str) -> FeedItem:
    """An entry as feedparser gives it."""
    content = entry.get("content") or []
    html = _find_said(content, "value")
    summary = _read(entry, "summary")
    link = _read(entry, "link")
    n_chars = len(re.sub(r"<[^>]+>", "", summary))
    is_whole = bool(html) or n_chars > MAX_SUMMARY_CHARS
    return FeedItem(
        key=_read(entry, "id", "link"),
        title=_plain(_read(entry, "title")),
        url=link,
        author=_plain(_read(entry, "author")),
        date=_entry_date(entry),
        language=_find_said(content, "language") or language,
        categories=_entry_categories(entry),
        html=_absolute(html or summary, link or url),
        is_summary=not is_whole,
        enclosure=_entry_enclosure(entry),
    )


def _read(source: Mapping[str, Any], *names: str) -> str:
    """The first of some fields that says something, as text; "" where none does."""
    said = (source.get(name) for name in names)
    return next((str(value) for value in said if value), "")


def _find_said(parts: Iterable[Mapping[str, Any]], name: str) -> str:
    """What the first part with such a field says."""
    return next(filter(None, (_read(part, name) for part in parts)), "")


def _entry_date(entry: Any) -> datetime | None:
    """The day of an entry, else the day of its last change."""
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    if not moment:
        return None
    return datetime.fromtimestamp(calendar.timegm(moment), UTC)


def _entry_categories(entry: Any) -> tuple[str, ...]:
    """The terms of its categories."""
    terms = (_read(tag, "term") for tag in entry.get("tags") or ())
    return tuple(filter(None, terms))


def _entry_enclosure(entry: Any) -> Enclosure | None:
    """The first file that an entry of RSS or Atom carries."""
    for part in entry.get("enclosures") or ():
        address = _read(part, "href")
        n_octets = read_whole(_read(part, "length")) or 0
        if address:
            return Enclosure(address, n_octets, _read(part, "type"))
    return None


def _json_items(data: bytes, url: str) -> list[FeedItem]:
    """The items of a JSON Feed, version 1 or 1.1 (jsonfeed.org)."""
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError):
        feed = None
    items = feed.get("items") if isinstance(feed, Mapping) else None
    if not isinstance(items, list):
        raise PostError(
            f"cannot read the feed {quote(url)}",
            at=url,
            why="it is no JSON Feed: it has no items",
            fix="give the address of the feed itself, often /feed.json",
        )
    language = str(feed.get("language") or "")
    found = (
        _json_item(item, language, url)
        for item in items
        if isinstance(item, Mapping)
    )
    return [item for item in found if item.key]


def _json_item(item: Mapping[str, Any], language: str, url: str) -> FeedItem:
    """An item as jsonfeed.org has it."""
    link = _read(item, "url", "external_url")
    html = _json_html(item)
    return FeedItem(
        key=_read(item, "id") or link,
        title=_plain(_read(item, "title")),
        url=link,
        author=_json_authors(item),
        date=parse_date(item.get("date_published"), UTC),
        language=_read(item, "language") or language,
        categories=tuple(map(str, _json_list(item, "tags"))),
        html=_absolute(html or _read(item, "summary"), link or url),
        is_summary=not html,
        enclosure=_json_enclosure(_json_list(item, "attachments")),
    )


def _json_html(item: Mapping[str, Any]) -> str:
    """The text of an item; one that is plain gets its paragraphs."""
    html = _read(item, "content_html")
    if html:
        return html
    paragraphs = _paragraphs(_read(item, "content_text"))
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def _json_authors(item: Mapping[str, Any]) -> str:
    """The names: one author of version 1, several of 1.1."""
    authors = item.get("authors") or [item.get("author")]
    return ", ".join(as_name(author) for author in authors if author)


def _json_list(item: Mapping[str, Any], name: str) -> list[Any]:
    """A field that has to be a list; empty where it is none."""
    value = item.get(name)
    return value if isinstance(value, list) else []


def _json_enclosure(attachments: list[Any]) -> Enclosure | None:
    """The first file that an item of a JSON Feed carries."""
    for part in attachments:
        if isinstance(part, Mapping) and _read(part, "url"):
            size = part.get("size_in_bytes")
            n_octets = size if isinstance(size, int) else 0
            url, kind = _read(part, "url"), _read(part, "mime_type")
            return Enclosure(url, n_octets, kind)
    return None


def _paragraphs(text: str) -> list[str]:
    """Plain text as the HTML of its paragraphs."""
    import html

    return [
        html.escape(part.strip(), quote=False)
        for part in text.split("\n\n")
        if part.strip()
    ]


def _absolute(html: str, base: str) -> str:
    """The HTML with every address absolute."""

    def resolve(found: re.Match[str]) -> str:
        try:
            address = urljoin(base, found["address"])
        except ValueError:
            address = found["address"]
        return f"{found['attribute']}{found['mark']}{address}{found['mark']}"

    return _ABSOLUTE.sub(resolve, html)


def _plain(text: str) -> str:
    """Text without tags and entities, on one line."""
    import html

    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def _first_words(html: str) -> str:
    """A title for an item that has none, as notes in a micro blog have."""
    words = _plain(html)
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + "…"
