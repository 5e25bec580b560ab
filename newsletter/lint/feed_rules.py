"""Check a feed as strict readers do: RSS 2.0, Atom 1.0 and JSON Feed 1.1.

Forgiving readers hide what strict ones refuse, so a feed that opens in one reader proves little. Every rule here is one
of the specifications or of a validator: RSS 2.0 and the RSS Board's profile, RFC 4287 (Atom), RFC 5005 (archives), Media
RSS, JSON Feed 1.1, the W3C's feed validator. An error is what a validator refuses, a warning what it complains about.
Nothing is mended here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from newsletter.errors import quote
from newsletter.lint.feed_parts import (
    check_file,
    check_html,
    check_language,
    check_plain_texts,
    check_rfc822,
    check_rfc3339,
    check_self,
    check_unique,
    check_url,
    error,
    is_media_type,
    warning,
    words,
)
from newsletter.model import Finding
from newsletter.render import feed_files

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"
XML = "{http://www.w3.org/XML/1998/namespace}"

_EMAIL = re.compile(r"[^@\s()]+@[^@\s()]+\.[^@\s()]+(?P<name> \(.+\))?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_FEED_TYPES = frozenset({feed_files.RSS.media_type, feed_files.ATOM.media_type})
_HISTORY_RELS = words("current first last next next-archive prev-archive previous")
_RELS = _HISTORY_RELS | words(
    "alternate describedby edit enclosure hub license payment related replies search self service up via"
)
_MEDIA_KINDS = frozenset({"image", "audio", "video", "document", "executable"})
_IMAGE_SUFFIX = re.compile(r"\.(?:png|jpe?g|gif)$|/[^./]*$|/$", re.I)

# What may stand in an element, and what of it more than once (or has a rule of its own). What has a foreign namespace is an
# extension and may stand anywhere.
_MANY_IN_RSS = words("category item enclosure")
_MANY_IN_ATOM = words("category author contributor link entry id title updated")
_CHANNEL = words(
    """title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs cloud ttl
    image rating textInput skipHours skipDays item"""
)
_ITEM = words("title link description author category comments enclosure guid pubDate source")
_FEED = words(
    "author category contributor generator icon id link logo rights subtitle title updated entry"
)
_ENTRY = words(
    "author category content contributor id link published rights source summary title updated"
)
_TEXTS = ("title", "subtitle", "summary", "rights")  # text constructs of RFC 4287, 3.1
_JSON_FEED = words(
    """version title home_page_url feed_url description user_comment next_url icon favicon author authors language expired hubs
    items"""
)
_JSON_ITEM = words(
    """id url external_url title content_html content_text summary image banner_image date_published date_modified author authors
    tags language attachments"""
)


@dataclass(frozen=True, slots=True)
class _Where:
    """What the file alone does not say: where it is published, and when it is looked at."""

    address: str = ""
    now: datetime | None = None


def check_feed(
    content: bytes, *, address: str = "", now: datetime | None = None
) -> tuple[Finding, ...]:
    """Return what a strict reader would say of a feed, each rule and message once; empty for a clean one.

    Args:
        content: The file: XML, or a JSON object.
        address: Where it is published; "" when nobody knows.
        now: Dates later than this are doubted; None doubts none.
    """
    where = _Where(address, now)
    checks = (
        _check_json(content, where) if content.lstrip()[:1] == b"{" else _check_xml(content, where)
    )
    return tuple(dict.fromkeys((*checks, *check_file(content))))


def _check_xml(content: bytes, where: _Where) -> Iterator[Finding]:
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        yield error("feed-xml", f"it is not well-formed XML: {fault}")
        return
    if root.tag == "rss":
        yield from _check_rss(root, where)
    elif root.tag == f"{ATOM}feed":
        yield from _check_atom(root, where)
    else:
        yield error("feed-kind", f"{quote(root.tag)} is the root of neither RSS 2.0 nor Atom 1.0")
    yield from check_plain_texts(content)


# ---------------------------------------------------------------- RSS


def _check_rss(root: ElementTree.Element, where: _Where) -> Iterator[Finding]:
    channel = root.find("channel")
    if root.get("version") != "2.0" or channel is None:
        yield error("rss-version", 'it is not <rss version="2.0"> with a <channel>')
        return
    for name in ("title", "link", "description"):
        if not _text(channel, name):
            yield error("rss-channel", f"the channel has no {name}")
    yield from _check_children(channel, _CHANNEL, "", "the channel")
    yield from _check_order(channel, "item", warning)
    yield from check_language(_text(channel, "language"), "language")
    yield from _check_feed_links(channel, "the channel", where)
    yield from check_url(_text(channel, "link"), "link of the channel")
    for name in ("lastBuildDate", "pubDate"):
        yield from check_rfc822(_text(channel, name), name, required=False, now=where.now)
    yield from _check_rss_image(channel)
    if _text(channel, "ttl") and not re.fullmatch(r"0*[1-9]\d*", _text(channel, "ttl")):
        yield error("rss-ttl", f"ttl is {quote(_text(channel, 'ttl'))}, not a number of minutes")
    if channel.find("textInput") is not None:
        yield warning("rss-channel", "the channel has a textInput, which no reader shows")
    items = channel.findall("item")
    yield from check_unique(_text(item, "guid") for item in items)
    for item in items:
        yield from _check_item(item, where)


def _check_rss_image(channel: ElementTree.Element) -> Iterator[Finding]:
    image = channel.find("image")
    if image is None:
        return
    yield from check_url(_text(image, "url"), "url of the channel's image")
    if not _IMAGE_SUFFIX.search(_text(image, "url").partition("?")[0]):
        yield warning(
            "rss-image", f"the image {quote(_text(image, 'url'))} is neither PNG, JPEG nor GIF"
        )
    for name in ("title", "link"):
        if _text(channel, name) and _text(image, name) != _text(channel, name):
            yield warning("rss-image", f"{name} of the image is not that of the channel")


def _check_item(item: ElementTree.Element, where: _Where) -> Iterator[Finding]:
    name = quote(_text(item, "title") or _text(item, "guid") or "without title")
    yield from _check_children(item, _ITEM, "", f"item {name}")
    if not _text(item, "title") and not _text(item, "description"):
        yield error("rss-item", f"item {name} has neither title nor description")
    for tag in ("title", "category"):
        if any(not (each.text or "").strip() for each in item.findall(tag)):
            yield warning("feed-blank", f"item {name} has an empty {tag}")
    yield from _check_guid(item, name)
    yield from check_url(_text(item, "link"), f"link of item {name}")
    yield from check_rfc822(
        _text(item, "pubDate"), f"pubDate of item {name}", required=True, now=where.now
    )
    yield from check_rfc3339(
        _text(item, f"{ATOM}updated"), f"atom:updated of item {name}", now=where.now
    )
    yield from _check_rss_author(_text(item, "author"), name)
    yield from _check_enclosures(item, name)
    yield from _check_media(item, name)
    yield from _check_links(item.findall(f"{ATOM}link"), f"item {name}", in_feed=False)
    yield from _check_texts(item, name)


def _check_guid(item: ElementTree.Element, name: str) -> Iterator[Finding]:
    guid = item.find("guid")
    value = _text(item, "guid")
    if guid is None or not value:
        yield warning(
            "feed-id", f"item {name} has no guid: readers show it again after every change"
        )
    elif guid.get("isPermaLink", "true") not in ("true", "false"):
        yield error(
            "rss-permalink",
            f"isPermaLink of item {name} is {quote(guid.get('isPermaLink', ''))}, not true or false",
        )
    elif guid.get("isPermaLink", "true") == "true" and urlsplit(value).scheme not in (
        "http",
        "https",
    ):
        yield error(
            "rss-permalink", f'guid of item {name} is no web address: it needs isPermaLink="false"'
        )
    elif value.isdigit() and len(value) < 9:
        yield warning(
            "feed-id", f"guid of item {name} is {quote(value)}, which another feed may have too"
        )


def _check_rss_author(author: str, name: str) -> Iterator[Finding]:
    found = _EMAIL.fullmatch(author)
    if author and not found:
        yield error(
            "rss-author",
            f"author of item {name} must be an email address: a name belongs in dc:creator",
        )
    elif found and not found["name"]:
        yield warning(
            "rss-author", f"author of item {name} is an address without a name in brackets after it"
        )


def _check_texts(item: ElementTree.Element, name: str) -> Iterator[Finding]:
    """Description and content:encoded, in this order: a reader that keeps the last one of the two keeps the full text."""
    tags = [child.tag for child in item]
    encoded = f"{CONTENT}encoded"
    if encoded in tags and "description" not in tags[: tags.index(encoded)]:
        yield warning("rss-description", f"item {name} has no description before content:encoded")
    if tags.count(encoded) > 1:
        yield error("feed-twice", f"item {name} has {tags.count(encoded)} content:encoded, not one")
    for tag in ("description", encoded):
        yield from check_html(_text(item, tag), f"item {name}")


def _check_enclosures(item: ElementTree.Element, name: str) -> Iterator[Finding]:
    found = item.findall("enclosure")
    if len(found) > 1:
        yield warning(
            "rss-enclosure", f"item {name} has {len(found)} enclosures: many readers take one"
        )
    for enclosure in found:
        if not re.fullmatch(r"\d+", enclosure.get("length", "")):
            length = quote(enclosure.get("length", ""))
            yield error(
                "rss-enclosure",
                f"length of the enclosure of item {name} is {length}, not a number of bytes",
            )
        if not is_media_type(enclosure.get("type", "")):
            yield error("rss-enclosure", f"the enclosure of item {name} has no media type")
        yield from check_url(enclosure.get("url", ""), f"url of the enclosure of item {name}")


def _check_media(item: ElementTree.Element, name: str) -> Iterator[Finding]:
    """Media RSS 1.5.1: `media:content`."""
    for media in item.findall(f"{MEDIA}content"):
        yield from check_url(media.get("url", ""), f"url of media:content of item {name}")
        if media.get("medium", "image") not in _MEDIA_KINDS:
            yield error(
                "rss-media",
                f"medium of media:content of item {name} is {quote(media.get('medium', ''))}",
            )
        if not is_media_type(media.get("type", "image/png")):
            yield error("rss-media", f"type of media:content of item {name} is no media type")
        for size in ("width", "height", "fileSize"):
            if not re.fullmatch(r"0*[1-9]\d*", media.get(size, "1")):
                yield error(
                    "rss-media",
                    f"{size} of media:content of item {name} is {quote(media.get(size, ''))}",
                )


# ---------------------------------------------------------------- Atom


def _check_atom(feed: ElementTree.Element, where: _Where) -> Iterator[Finding]:
    yield from check_language(feed.get(f"{XML}lang", ""), "xml:lang")
    yield from _check_children(feed, _FEED, ATOM, "the feed")
    yield from _check_order(feed, f"{ATOM}entry", error)
    yield from _check_atom_parts(feed, "the feed", where)
    yield from _check_feed_links(feed, "the feed", where)
    yield from _check_archive(feed)
    entries = feed.findall(f"{ATOM}entry")
    has_author = feed.find(f"{ATOM}author") is not None
    if not entries and not has_author:
        yield error("atom-author", "the feed has neither author nor entries")
    yield from check_unique(_text(entry, f"{ATOM}id") for entry in entries)
    yield from _check_updated(entries)
    for entry in entries:
        name = f"entry {quote(_text(entry, f'{ATOM}title') or _text(entry, f'{ATOM}id'))}"
        yield from _check_children(entry, _ENTRY, ATOM, name)
        yield from _check_atom_parts(entry, name, where)
        yield from _check_links(entry.findall(f"{ATOM}link"), name, in_feed=False)
        if not has_author and entry.find(f"{ATOM}author") is None:
            yield error("atom-author", f"{name} has no author, nor has the feed")
        yield from check_rfc3339(
            _text(entry, f"{ATOM}published"), f"published of {name}", now=where.now
        )
        yield from _check_atom_content(entry, name)


def _check_atom_parts(element: ElementTree.Element, name: str, where: _Where) -> Iterator[Finding]:
    """What feed and entry have in common: id, title, updated, texts, persons, alternates."""
    for tag in ("id", "title", "updated"):
        n_found = len(element.findall(f"{ATOM}{tag}"))
        if n_found != 1:
            yield error("atom-element", f"{name} has {n_found} <{tag}>, not one")
    identity = _text(element, f"{ATOM}id")
    if identity and not (_SCHEME.fullmatch(identity) and identity.isascii()):
        yield error("feed-id", f"id of {name} is {quote(identity)}, not an absolute URI")
    yield from check_rfc3339(_text(element, f"{ATOM}updated"), f"updated of {name}", now=where.now)
    for tag in _TEXTS:
        yield from _check_text_construct(element.find(f"{ATOM}{tag}"), tag, name)
    for person in element.findall(f"{ATOM}author"):
        if not _text(person, f"{ATOM}name"):
            yield error("atom-author", f"an author of {name} has no name")
    for category in element.findall(f"{ATOM}category"):
        if not category.get("term", "").strip():
            yield error("feed-blank", f"a category of {name} has no term")
    alternates = Counter(
        (each.get("type"), each.get("hreflang"))
        for each in element.findall(f"{ATOM}link")
        if each.get("rel", "alternate") == "alternate"
    )
    if any(count > 1 for count in alternates.values()):
        yield error("atom-alternate", f"{name} has two alternates of the same type and language")


def _check_text_construct(
    element: ElementTree.Element | None, tag: str, name: str
) -> Iterator[Finding]:
    if element is None:
        return
    kind = element.get("type", "text")
    if kind not in ("text", "html", "xhtml"):
        yield error(
            "atom-type", f"type of {tag} of {name} is {quote(kind)}, not text, html or xhtml"
        )
    if not "".join(element.itertext()).strip():
        yield warning("feed-blank", f"{tag} of {name} is empty")
    if kind == "html":
        yield from check_html(element.text or "", name)


def _check_atom_content(entry: ElementTree.Element, name: str) -> Iterator[Finding]:
    content = entry.find(f"{ATOM}content")
    links = entry.findall(f"{ATOM}link")
    if content is None and not any(each.get("rel", "alternate") == "alternate" for each in links):
        yield error("atom-content", f"{name} has neither content nor an alternate link")
    if content is None and entry.find(f"{ATOM}summary") is None:
        yield warning("atom-content", f"{name} has neither content nor summary")
    if content is None:
        return
    if content.get("src") is None and not "".join(content.itertext()).strip():
        yield warning("feed-blank", f"content of {name} is empty")
    if content.get("src") is not None and content.get("type") is None:
        yield warning("atom-type", f"content of {name} stands elsewhere and has no type")
    if content.get("type") == "html":
        yield from check_html(content.text or "", name)


def _check_updated(entries: Iterable[ElementTree.Element]) -> Iterator[Finding]:
    """A reader that asks for what is newer than it knows would miss the second of two entries with one date."""
    for when, count in Counter(_text(entry, f"{ATOM}updated") for entry in entries).items():
        if when and count > 1:
            yield warning("atom-updated", f"{count} entries have the same updated: {quote(when)}")


def _check_archive(feed: ElementTree.Element) -> Iterator[Finding]:
    """RFC 5005, 4: an archive page names the feed it is an archive of; a complete feed has no archive."""
    rels = {link.get("rel") for link in feed.findall(f"{ATOM}link")}
    if feed.find(f"{HISTORY}archive") is not None and "current" not in rels:
        yield warning("atom-archive", 'the archive page has no <link rel="current">')
    if feed.find(f"{HISTORY}complete") is not None and rels & {
        "prev-archive",
        "next-archive",
        "previous",
        "next",
    }:
        yield error("atom-archive", "the feed is said to be complete and has an archive")


# ---------------------------------------------------------------- JSON Feed


def _check_json(content: bytes, where: _Where) -> Iterator[Finding]:
    try:
        feed = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        yield error("feed-json", f"it is not JSON in UTF-8: {type(fault).__name__}")
        return
    if not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/1"):
        yield error(
            "json-version",
            f"version is {quote(feed.get('version', ''))}, not that of JSON Feed 1.1",
        )
    if not _is_text(feed.get("title")):
        yield error("json-feed", "the feed has no title")
    yield from _check_keys(feed, _JSON_FEED, "the feed")
    yield from check_language(str(feed.get("language", "")), "language")
    if "feed_url" not in feed:
        yield warning("feed-self", "the feed has no feed_url")
    yield from check_self(str(feed.get("feed_url", "")), where.address, "feed_url")
    for key in ("home_page_url", "feed_url", "next_url", "icon", "favicon"):
        if key in feed:
            yield from check_url(str(feed[key]), key)
    yield from _check_hubs(feed.get("hubs", []))
    items = feed.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        yield error("json-feed", "items is no list of objects")
        return
    yield from check_unique(str(item.get("id", "")) for item in items)
    for item in items:
        yield from _check_json_item(item, where)


def _check_json_item(item: dict[str, Any], where: _Where) -> Iterator[Finding]:
    name = f"item {quote(item.get('title') or item.get('id') or 'without title')}"
    yield from _check_keys(item, _JSON_ITEM, name)
    if not _is_text(item.get("id")):
        yield error("feed-id", f"{name} has no id that is a text")
    if not isinstance(item.get("content_html", item.get("content_text")), str):
        yield error("json-item", f"{name} has neither content_html nor content_text")
    for key in ("url", "external_url", "image", "banner_image"):
        if key in item:
            yield from check_url(str(item[key]), f"{key} of {name}")
    for key in ("date_published", "date_modified"):
        if key in item:
            yield from check_rfc3339(str(item[key]) or "-", f"{key} of {name}", now=where.now)
    if "language" in item:
        yield from check_language(str(item["language"]), f"language of {name}")
    tags = item.get("tags", [])
    if not isinstance(tags, list) or not all(map(_is_text, tags)):
        yield error("json-item", f"tags of {name} is no list of texts")
    yield from _check_attachments(item.get("attachments", []), name)
    yield from check_html(str(item.get("content_html", "")), name)


def _check_keys(found: dict[str, Any], known: frozenset[str], name: str) -> Iterator[Finding]:
    """What the specification does not name begins with an underscore; authors are a list since version 1.1."""
    for key in sorted(found.keys() - known):
        if not re.match("_[A-Za-z]", key):
            yield error(
                "feed-unknown",
                f"{name} has the field {quote(key)}: names of extensions begin with an underscore",
            )
        elif not isinstance(found[key], dict):
            yield error("json-extension", f"the extension {quote(key)} of {name} is no object")
    if "author" in found:
        yield warning(
            "json-authors", f"{name} has an author, which JSON Feed 1.1 replaced by authors"
        )
    authors = found.get("authors", [])
    if not isinstance(authors, list) or not all(
        isinstance(each, dict) and each for each in authors
    ):
        yield error("json-authors", f"authors of {name} is no list of objects")


def _check_hubs(hubs: object) -> Iterator[Finding]:
    if not isinstance(hubs, list) or not all(
        isinstance(hub, dict) and _is_text(hub.get("type")) for hub in hubs
    ):
        yield error("json-feed", "hubs is no list of objects with type and url")
        return
    for hub in hubs:
        yield from check_url(str(hub.get("url", "")), "url of a hub")


def _check_attachments(attachments: object, name: str) -> Iterator[Finding]:
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        yield error("json-item", f"attachments of {name} is no list of objects")
        return
    for each in attachments:
        if not is_media_type(each.get("mime_type", "")):
            yield error("json-item", f"an attachment of {name} has no mime_type")
        if not isinstance(each.get("size_in_bytes", 0), int):
            yield error("json-item", f"size_in_bytes of an attachment of {name} is no number")
        yield from check_url(str(each.get("url", "")), f"an attachment of {name}")


# ---------------------------------------------------------------- parts of XML


def _text(element: ElementTree.Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _check_children(
    element: ElementTree.Element, known: Collection[str], space: str, name: str
) -> Iterator[Finding]:
    """No element of the format's own that it does not know, and none twice that may stand once."""
    own = Counter(
        child.tag.removeprefix(space)
        for child in element
        if child.tag.startswith(space or child.tag.lstrip("{"))
    )
    for tag, count in own.items():
        if tag not in known:
            yield error("feed-unknown", f"{name} has a <{tag}>, which the format does not know")
        elif count > 1 and tag not in (_MANY_IN_ATOM if space else _MANY_IN_RSS):
            yield error("feed-twice", f"{name} has {count} <{tag}>, not one")


def _check_order(element: ElementTree.Element, entry: str, severity: Any) -> Iterator[Finding]:
    """What is said of the feed stands before its first entry: readers stop there."""
    tags = [child.tag for child in element]
    if entry not in tags:
        return
    for tag in dict.fromkeys(tag for tag in tags[tags.index(entry) :] if tag != entry):
        yield severity("feed-order", f"<{tag.rpartition('}')[2]}> stands after the first entry")


def _check_feed_links(feed: ElementTree.Element, name: str, where: _Where) -> Iterator[Finding]:
    links = feed.findall(f"{ATOM}link")
    yield from _check_links(links, name, in_feed=True)
    own = [link for link in links if link.get("rel") == "self"]
    if not own:
        yield warning("feed-self", f'{name} has no <link rel="self"> of Atom')
    for link in own:
        if link.get("type") and link.get("type") not in _FEED_TYPES:
            yield warning(
                "feed-self",
                f"type of the self link is {quote(link.get('type', ''))}, not that of a feed",
            )
        yield from check_self(link.get("href", ""), where.address, "the self link")
    twice = Counter((each.get("rel"), each.get("type"), each.get("hreflang")) for each in links)
    for (rel, _, _), count in twice.items():
        if count > 1 and rel not in (None, "alternate"):
            yield error(
                "atom-link", f"{name} has {count} links {quote(rel)} of the same type and language"
            )


def _check_links(
    links: Iterable[ElementTree.Element], name: str, *, in_feed: bool
) -> Iterator[Finding]:
    for link in links:
        rel = link.get("rel", "alternate")
        each = f"link {quote(rel)} of {name}"
        yield from check_url(link.get("href", ""), each)
        if rel not in _RELS and not _SCHEME.fullmatch(rel):
            yield warning("atom-link", f"{each}: no such relation is registered")
        if rel in _HISTORY_RELS and not in_feed:
            yield warning("atom-archive", f"{each} belongs to a feed, not to an entry")
        if link.get("hreflang") is not None:
            yield from check_language(link.get("hreflang", ""), f"hreflang of {each}")
        if link.get("type") is not None and not is_media_type(link.get("type", "")):
            yield error(
                "atom-link", f"type of {each} is {quote(link.get('type', ''))}, not a media type"
            )
        if link.get("length") is not None and not re.fullmatch(r"\d+", link.get("length", "")):
            yield error(
                "atom-link",
                f"length of {each} is {quote(link.get('length', ''))}, not a number of bytes",
            )
        if not link.get("title", "x").strip():
            yield warning("feed-blank", f"title of {each} is empty")
