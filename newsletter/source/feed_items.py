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
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsletter.errors import PostError, quote
from newsletter.source.front_matter import (
    as_name,
    dump_front_matter,
    parse_date,
)
from newsletter.source.post import safe_slug

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
    """Return the name of the post file: the day, and a slug of the address or the title."""
    path = urlsplit(item.url).path.rstrip("/").rpartition("/")[2]
    stem = re.sub(r"\.\w{2,5}$", "", path)
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
    html = next((part.value for part in content if part.get("value")), "")
    summary = str(entry.get("summary") or "")
    link = str(entry.get("link") or "")
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    said = next((str(part.get("language") or "") for part in content), "")
    is_whole = (
        bool(html) or len(re.sub(r"<[^>]+>", "", summary)) > MAX_SUMMARY_CHARS
    )
    return FeedItem(
        key=str(entry.get("id") or link),
        title=_plain(str(entry.get("title") or "")),
        url=link,
        author=_plain(str(entry.get("author") or "")),
        date=datetime.fromtimestamp(calendar.timegm(moment), UTC)
        if moment
        else None,
        language=said or language,
        categories=tuple(
            str(tag.term) for tag in entry.get("tags") or () if tag.get("term")
        ),
        html=_absolute(html or summary, link or url),
        is_summary=not is_whole,
        enclosure=_entry_enclosure(entry),
    )


def _entry_enclosure(entry: Any) -> Enclosure | None:
    """The first file that an entry of RSS or Atom carries."""
    for part in entry.get("enclosures") or ():
        if part.get("href"):
            length = str(part.get("length") or "")
            n_octets = int(length) if length.isdigit() else 0
            return Enclosure(
                str(part.href), n_octets, str(part.get("type") or "")
            )
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
    """An item as jsonfeed.org has it; one author of version 1, several of 1.1."""
    link = str(item.get("url") or item.get("external_url") or "")
    html = str(item.get("content_html") or "")
    if not html and item.get("content_text"):
        html = "".join(
            f"<p>{part}</p>" for part in _paragraphs(str(item["content_text"]))
        )
    summary = str(item.get("summary") or "")
    authors = item.get("authors") or (
        [item["author"]] if item.get("author") else []
    )
    names = [as_name(author) for author in authors if author]
    attachments = item.get("attachments")
    tags = item.get("tags")
    return FeedItem(
        key=str(item.get("id") or link),
        title=_plain(str(item.get("title") or "")),
        url=link,
        author=", ".join(names),
        date=parse_date(item.get("date_published"), UTC),
        language=str(item.get("language") or language),
        categories=tuple(map(str, tags)) if isinstance(tags, list) else (),
        html=_absolute(html or summary, link or url),
        is_summary=not html,
        enclosure=_json_enclosure(
            attachments if isinstance(attachments, list) else []
        ),
    )


def _json_enclosure(attachments: list[Any]) -> Enclosure | None:
    """The first file that an item of a JSON Feed carries."""
    for part in attachments:
        if isinstance(part, Mapping) and part.get("url"):
            size = part.get("size_in_bytes")
            n_octets = size if isinstance(size, int) else 0
            return Enclosure(
                str(part["url"]),
                n_octets,
                str(part.get("mime_type") or ""),
            )
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
