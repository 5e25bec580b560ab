"""Check a feed as strict readers do: RSS 2.0, Atom 1.0 and JSON Feed 1.1.

Forgiving readers hide what strict ones refuse, so a feed that opens in one reader proves little. Every rule here is one
of the specifications or of a validator: RSS 2.0 and the RSS Board's profile, RFC 4287 (Atom), RFC 5005 (archives), JSON
Feed 1.1. An error is what a validator refuses, a warning what it complains about. Nothing is mended here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from newsletter.errors import quote
from newsletter.model import Finding, Severity

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
XML = "{http://www.w3.org/XML/1998/namespace}"

_FEED_NAME = re.compile(r"(?:feed\.xml|atom\.xml|feed\.json|archive-\d+\.xml)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_RFC822 = re.compile(
    r"(?:(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UT|UTC|[ECMP][SD]T)"
)
_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_EMAIL = re.compile(r"[^@\s()]+@[^@\s()]+\.[^@\s()]+(?: \(.*\))?")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_LIVE_TAGS = frozenset({"script", "style", "iframe", "object", "embed", "form", "base", "meta", "link"})
_ADDRESSES = frozenset({"href", "src", "cite", "poster", "action", "data"})
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def is_feed(name: str) -> bool:
    """Tell whether a file of this name is one of the feeds of a language, archive pages included."""
    return bool(_FEED_NAME.fullmatch(name))


def check_feed(content: bytes) -> tuple[Finding, ...]:
    """Return what a strict reader would say of a feed, each rule and message once; empty for a clean one.

    Args:
        content: The file: XML, or a JSON object.
    """
    findings = _check_json(content) if content.lstrip()[:1] == b"{" else _check_xml(content)
    return tuple(dict.fromkeys(findings))


def _error(rule: str, message: str) -> Finding:
    return Finding(rule, Severity.ERROR, message)


def _warning(rule: str, message: str) -> Finding:
    return Finding(rule, Severity.WARNING, message)


def _check_xml(content: bytes) -> Iterator[Finding]:
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        yield _error("feed-xml", f"it is not well-formed XML: {error}")
        return
    if root.tag == "rss":
        yield from _check_rss(root)
    elif root.tag == f"{ATOM}feed":
        yield from _check_atom(root)
    else:
        yield _error("feed-kind", f"{quote(root.tag)} is the root of neither RSS 2.0 nor Atom 1.0")


# ---------------------------------------------------------------- RSS


def _check_rss(root: ElementTree.Element) -> Iterator[Finding]:
    channel = root.find("channel")
    if root.get("version") != "2.0" or channel is None:
        yield _error("rss-version", 'it is not <rss version="2.0"> with a <channel>')
        return
    for name in ("title", "link", "description"):
        if not _text(channel, name):
            yield _error("rss-channel", f"the channel has no {name}")
    yield from _check_language(_text(channel, "language"), "language")
    yield from _check_links(channel.findall(f"{ATOM}link"), "the channel")
    if not any(link.get("rel") == "self" for link in channel.findall(f"{ATOM}link")):
        yield _warning("feed-self", 'the channel has no <atom:link rel="self">')
    yield from _check_url(_text(channel, "link"), "link of the channel")
    yield from _check_rfc822(_text(channel, "lastBuildDate"), "lastBuildDate", required=False)
    yield from _check_rss_image(channel)
    if _text(channel, "ttl") and not _text(channel, "ttl").isdigit():
        yield _error("rss-ttl", f"ttl is {quote(_text(channel, 'ttl'))}, not a number of minutes")
    items = channel.findall("item")
    yield from _check_unique(_text(item, "guid") for item in items)
    for item in items:
        yield from _check_item(item)


def _check_rss_image(channel: ElementTree.Element) -> Iterator[Finding]:
    image = channel.find("image")
    if image is None:
        return
    yield from _check_url(_text(image, "url"), "url of the channel's image")
    for name in ("title", "link"):
        if _text(channel, name) and _text(image, name) != _text(channel, name):
            yield _warning("rss-image", f"{name} of the image is not that of the channel")


def _check_item(item: ElementTree.Element) -> Iterator[Finding]:
    name = quote(_text(item, "title") or _text(item, "guid") or "without title")
    if not _text(item, "title") and not _text(item, "description"):
        yield _error("rss-item", f"item {name} has neither title nor description")
    guid = item.find("guid")
    if guid is None or not (guid.text or "").strip():
        yield _warning("feed-id", f"item {name} has no guid: readers show it again after every change")
    elif guid.get("isPermaLink", "true") == "true" and urlsplit((guid.text or "").strip()).scheme not in ("http", "https"):
        yield _error("rss-permalink", f'guid of item {name} is no web address: it needs isPermaLink="false"')
    yield from _check_url(_text(item, "link"), f"link of item {name}")
    yield from _check_rfc822(_text(item, "pubDate"), f"pubDate of item {name}", required=True)
    author = _text(item, "author")
    if author and not _EMAIL.fullmatch(author):
        yield _error("rss-author", f"author of item {name} must be an email address: a name belongs in dc:creator")
    yield from _check_enclosures(item, name)
    yield from _check_links(item.findall(f"{ATOM}link"), f"item {name}")
    for tag in ("description", f"{CONTENT}encoded"):
        yield from _check_html(_text(item, tag), f"item {name}")


def _check_enclosures(item: ElementTree.Element, name: str) -> Iterator[Finding]:
    found = item.findall("enclosure")
    if len(found) > 1:
        yield _warning("rss-enclosure", f"item {name} has {len(found)} enclosures: many readers take one")
    for enclosure in found:
        if not re.fullmatch(r"\d+", enclosure.get("length", "")):
            length = quote(enclosure.get("length", ""))
            yield _error("rss-enclosure", f"length of the enclosure of item {name} is {length}, not a number of bytes")
        if not _MEDIA_TYPE.fullmatch(enclosure.get("type", "")):
            yield _error("rss-enclosure", f"the enclosure of item {name} has no media type")
        yield from _check_url(enclosure.get("url", ""), f"url of the enclosure of item {name}")


# ---------------------------------------------------------------- Atom


def _check_atom(feed: ElementTree.Element) -> Iterator[Finding]:
    yield from _check_language(feed.get(f"{XML}lang", ""), "xml:lang")
    yield from _check_atom_parts(feed, "the feed")
    entries = feed.findall(f"{ATOM}entry")
    has_author = feed.find(f"{ATOM}author") is not None
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield _warning("feed-self", 'the feed has no <link rel="self">')
    yield from _check_unique(_text(entry, f"{ATOM}id") for entry in entries)
    for entry in entries:
        name = f"entry {quote(_text(entry, f'{ATOM}title') or _text(entry, f'{ATOM}id'))}"
        yield from _check_atom_parts(entry, name)
        if not has_author and entry.find(f"{ATOM}author") is None:
            yield _error("atom-author", f"{name} has no author, nor has the feed")
        if entry.find(f"{ATOM}published") is not None:
            yield from _check_rfc3339(_text(entry, f"{ATOM}published"), f"published of {name}")
        yield from _check_atom_content(entry, name)


def _check_atom_parts(element: ElementTree.Element, name: str) -> Iterator[Finding]:
    """What feed and entry have in common: id, title, updated, links."""
    for tag in ("id", "title", "updated"):
        n_found = len(element.findall(f"{ATOM}{tag}"))
        if n_found != 1:
            yield _error("atom-element", f"{name} has {n_found} <{tag}>, not one")
    identity = _text(element, f"{ATOM}id")
    if identity and not (_SCHEME.fullmatch(identity) and identity.isascii()):
        yield _error("feed-id", f"id of {name} is {quote(identity)}, not an absolute URI")
    yield from _check_rfc3339(_text(element, f"{ATOM}updated"), f"updated of {name}")
    links = element.findall(f"{ATOM}link")
    yield from _check_links(links, name)
    alternates = Counter(
        (each.get("type"), each.get("hreflang")) for each in links if each.get("rel", "alternate") == "alternate"
    )
    if any(count > 1 for count in alternates.values()):
        yield _error("atom-alternate", f"{name} has two alternates of the same type and language")


def _check_atom_content(entry: ElementTree.Element, name: str) -> Iterator[Finding]:
    content = entry.find(f"{ATOM}content")
    links = entry.findall(f"{ATOM}link")
    if content is None and not any(each.get("rel", "alternate") == "alternate" for each in links):
        yield _error("atom-content", f"{name} has neither content nor an alternate link")
    if content is not None and content.get("type") == "html":
        yield from _check_html(content.text or "", name)


# ---------------------------------------------------------------- JSON Feed


def _check_json(content: bytes) -> Iterator[Finding]:
    try:
        feed = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        yield _error("feed-json", f"it is not JSON in UTF-8: {type(error).__name__}")
        return
    if not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/1"):
        yield _error("json-version", f"version is {quote(feed.get('version', ''))}, not that of JSON Feed 1.1")
    if not _is_text(feed.get("title")):
        yield _error("json-feed", "the feed has no title")
    yield from _check_language(str(feed.get("language", "")), "language")
    if "feed_url" not in feed:
        yield _warning("feed-self", "the feed has no feed_url")
    for key in ("home_page_url", "feed_url", "next_url", "icon", "favicon"):
        if key in feed:
            yield from _check_url(str(feed[key]), key)
    items = feed.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        yield _error("json-feed", "items is no list of objects")
        return
    yield from _check_unique(str(item.get("id", "")) for item in items)
    for item in items:
        yield from _check_json_item(item)


def _check_json_item(item: dict[str, Any]) -> Iterator[Finding]:
    name = f"item {quote(item.get('title') or item.get('id') or 'without title')}"
    if not _is_text(item.get("id")):
        yield _error("feed-id", f"{name} has no id that is a text")
    if not isinstance(item.get("content_html", item.get("content_text")), str):
        yield _error("json-item", f"{name} has neither content_html nor content_text")
    for key in ("url", "external_url", "image", "banner_image"):
        if key in item:
            yield from _check_url(str(item[key]), f"{key} of {name}")
    for key in ("date_published", "date_modified"):
        if key in item:
            yield from _check_rfc3339(str(item[key]), f"{key} of {name}")
    for attachment in item.get("attachments", ()):
        if not _MEDIA_TYPE.fullmatch(str(attachment.get("mime_type", ""))):
            yield _error("json-item", f"an attachment of {name} has no mime_type")
        yield from _check_url(str(attachment.get("url", "")), f"an attachment of {name}")
    yield from _check_html(str(item.get("content_html", "")), name)


# ---------------------------------------------------------------- parts


def _text(element: ElementTree.Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _check_language(tag: str, name: str) -> Iterator[Finding]:
    if not tag:
        yield _warning("feed-language", f"the feed has no {name}")
    elif not _LANGUAGE.fullmatch(tag):
        yield _error("feed-language", f"{name} is {quote(tag)}, not a language tag")


def _check_url(url: str, name: str) -> Iterator[Finding]:
    parts = _split(url)
    if parts is None or parts[0] not in ("http", "https") or not parts[1]:
        yield _error("feed-url", f"{name} is {quote(url)}, not an absolute web address")
    elif not url.isascii() or re.search(r'[\s<>"{}|\\^`]', url):
        yield _error("feed-url", f"{name} holds letters that must be percent-encoded: {quote(url)}")


def _split(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme.lower(), parts.netloc


def _check_links(links: Iterable[ElementTree.Element], name: str) -> Iterator[Finding]:
    for link in links:
        yield from _check_url(link.get("href", ""), f"link {quote(link.get('rel', 'alternate'))} of {name}")
        if link.get("hreflang") is not None:
            yield from _check_language(link.get("hreflang", ""), f"hreflang of a link of {name}")


def _check_unique(ids: Iterable[str]) -> Iterator[Finding]:
    for identity, count in Counter(each for each in ids if each).items():
        if count > 1:
            yield _error("feed-id-twice", f"{count} entries have the id {quote(identity)}")


def _check_rfc822(value: str, name: str, *, required: bool) -> Iterator[Finding]:
    if not value:
        if required:
            yield _warning("feed-date", f"{name} is missing")
        return
    found = _RFC822.fullmatch(value)
    try:
        when = parsedate_to_datetime(value) if found else None
    except ValueError:
        when = None
    if not found or when is None:
        yield _error("feed-date", f"{name} is {quote(value)}, not a date of RFC 822 with a four-digit year and a zone")
    elif found["day"] and not format_datetime(when).startswith(found["day"]):
        yield _error("feed-date", f"{name} is {quote(value)}, which was another day of the week")


def _check_rfc3339(value: str, name: str) -> Iterator[Finding]:
    if not value:
        return
    try:
        valid = bool(_RFC3339.fullmatch(value)) and datetime.fromisoformat(value) is not None
    except ValueError:
        valid = False
    if not valid:
        yield _error("feed-date", f"{name} is {quote(value)}, not a date of RFC 3339")


class _HtmlReader(HTMLParser):
    """Collect what a feed reader would refuse or misread in the HTML of an entry."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.live: list[str] = []
        self.relative: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LIVE_TAGS:
            self.live.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.live.append(name)
            elif name in _ADDRESSES:
                self._see_address(value or "")

    def _see_address(self, url: str) -> None:
        parts = _split("".join(url.split()))
        if parts is None or (parts[0] and parts[0] not in _SAFE_SCHEMES):
            self.live.append(url)
        elif not parts[0] and not url.startswith("#"):
            self.relative.append(url)


def _check_html(html: str, name: str) -> Iterator[Finding]:
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    for live in dict.fromkeys(reader.live):
        yield _error("feed-unsafe", f"the text of {name} holds {quote(live)}, which readers strip or run")
    for url in dict.fromkeys(reader.relative):
        yield _error("feed-relative", f"the text of {name} has the relative address {quote(url)}")
