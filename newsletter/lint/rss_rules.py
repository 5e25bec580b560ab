"""Check a feed of RSS 2.0 by its specification and the RSS Board's profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from newsletter.errors import quote
from newsletter.lint.feed_links import check_feed_links, check_links
from newsletter.lint.feed_parts import (
    ATOM,
    Where,
    check_children,
    check_html,
    check_language,
    check_order,
    check_rfc822,
    check_rfc3339,
    check_unique,
    check_url,
    child_text,
    is_media_type,
    split_url,
    words,
)
from newsletter.lint.findings import error, error_if, warning, warning_if
from newsletter.model import Finding

CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SHORT_ID_CHARS = (
    9  # a shorter number is likely to be the id of an entry of another feed too
)

_EMAIL = re.compile(r"[^@\s()]+@[^@\s()]+\.[^@\s()]+(?P<name> \(.+\))?")
_MEDIA_KINDS = frozenset({"image", "audio", "video", "document", "executable"})
_IMAGE_SUFFIX = re.compile(r"\.(?:png|jpe?g|gif)$|/[^./]*$|/$", re.I)
_POSITIVE = re.compile(r"0*[1-9]\d*")
_MANY = words("category item enclosure")
_CHANNEL = words(
    """
    title link description language copyright managingEditor webMaster pubDate lastBuildDate
    category generator docs cloud ttl image rating textInput skipHours skipDays item
    """
)
_ITEM = words(
    "title link description author category comments enclosure guid pubDate source"
)


def check_rss(root: Element, where: Where) -> Iterator[Finding]:
    """Yield what is wrong with an `<rss>` element."""
    channel = root.find("channel")
    if root.get("version") != "2.0" or channel is None:
        yield error(
            "rss-version", 'it is not <rss version="2.0"> with a <channel>'
        )
        return
    yield from _check_channel(channel, where)
    items = channel.findall("item")
    yield from check_unique(child_text(item, "guid") for item in items)
    for item in items:
        yield from _check_item(item, where)


# ---------------------------------------------------------------- the channel


def _check_channel(channel: Element, where: Where) -> Iterator[Finding]:
    """The channel has what RSS asks for, in the forms that readers know."""
    for name in ("title", "link", "description"):
        yield from error_if(
            not child_text(channel, name),
            "rss-channel",
            f"the channel has no {name}",
        )
    yield from check_children(
        channel, "the channel", known=_CHANNEL, many=_MANY
    )
    yield from check_order(channel, "item", warning)
    yield from check_language(child_text(channel, "language"), "language")
    yield from check_feed_links(channel, "the channel", where)
    yield from check_url(child_text(channel, "link"), "link of the channel")
    for name in ("lastBuildDate", "pubDate"):
        date = child_text(channel, name)
        yield from check_rfc822(date, name, required=False, now=where.now)
    yield from _check_image(channel)
    ttl = child_text(channel, "ttl")
    yield from error_if(
        ttl and not _POSITIVE.fullmatch(ttl),
        "rss-ttl",
        f"ttl is {quote(ttl)}, not a number of minutes",
    )
    yield from warning_if(
        channel.find("textInput") is not None,
        "rss-channel",
        "the channel has a textInput, which no reader shows",
    )


def _check_image(channel: Element) -> Iterator[Finding]:
    """The image of the channel says what the channel says."""
    image = channel.find("image")
    if image is None:
        return
    url = child_text(image, "url")
    yield from check_url(url, "url of the channel's image")
    yield from warning_if(
        not _IMAGE_SUFFIX.search(url.partition("?")[0]),
        "rss-image",
        f"the image {quote(url)} is neither PNG, JPEG nor GIF",
    )
    for name in ("title", "link"):
        of_channel = child_text(channel, name)
        yield from warning_if(
            of_channel and child_text(image, name) != of_channel,
            "rss-image",
            f"{name} of the image is not that of the channel",
        )


# ---------------------------------------------------------------- an item


def _check_item(item: Element, where: Where) -> Iterator[Finding]:
    """One item of RSS: what it must have, and what readers make of the rest."""
    title = child_text(item, "title")
    shown = quote(title or child_text(item, "guid") or "without title")
    name = f"item {shown}"
    yield from check_children(item, name, known=_ITEM, many=_MANY)
    yield from error_if(
        not title and not child_text(item, "description"),
        "rss-item",
        f"{name} has neither title nor description",
    )
    for tag in ("title", "category"):
        texts = [element.text or "" for element in item.findall(tag)]
        yield from warning_if(
            not all(text.strip() for text in texts),
            "feed-blank",
            f"{name} has an empty {tag}",
        )
    yield from _check_guid(item, name)
    yield from check_url(child_text(item, "link"), f"link of {name}")
    yield from _check_dates(item, name, where)
    yield from _check_author(child_text(item, "author"), name)
    yield from _check_enclosures(item, name)
    yield from _check_media(item, name)
    yield from check_links(item.findall(f"{ATOM}link"), name, in_feed=False)
    yield from _check_texts(item, name)


def _check_guid(item: Element, name: str) -> Iterator[Finding]:
    """An item has an id that stays, and says rightly whether it is an address."""
    guid = item.find("guid")
    value = child_text(item, "guid")
    if guid is None or not value:
        message = (
            f"{name} has no guid: readers show it again after every change"
        )
        yield warning("feed-id", message)
        return
    permanent = guid.get("isPermaLink", "true")
    parts = split_url(value)
    is_web = parts is not None and parts[0] in ("http", "https")
    if permanent not in ("true", "false"):
        message = (
            f"isPermaLink of {name} is {quote(permanent)}, not true or false"
        )
        yield error("rss-permalink", message)
    elif permanent == "true" and not is_web:
        message = (
            f'guid of {name} is no web address: it needs isPermaLink="false"'
        )
        yield error("rss-permalink", message)
    elif value.isdigit() and len(value) < SHORT_ID_CHARS:
        message = (
            f"guid of {name} is {quote(value)}, which another feed may have too"
        )
        yield warning("feed-id", message)


def _check_dates(item: Element, name: str, where: Where) -> Iterator[Finding]:
    published = child_text(item, "pubDate")
    yield from check_rfc822(
        published, f"pubDate of {name}", required=True, now=where.now
    )
    updated = child_text(item, f"{ATOM}updated")
    yield from check_rfc3339(updated, f"atom:updated of {name}", now=where.now)


def _check_author(author: str, name: str) -> Iterator[Finding]:
    """An author in RSS is an address with a name."""
    if not author:
        return
    found = _EMAIL.fullmatch(author)
    if not found:
        message = f"author of {name} must be an email address: a name belongs in dc:creator"
        yield error("rss-author", message)
    elif not found["name"]:
        message = f"author of {name} is an address without a name in brackets after it"
        yield warning("rss-author", message)


def _check_texts(item: Element, name: str) -> Iterator[Finding]:
    """The description goes first: of two texts some readers keep the last, the full one."""
    encoded = f"{CONTENT}encoded"
    tags = [child.tag for child in item]
    n_encoded = tags.count(encoded)
    yield from warning_if(
        n_encoded and "description" not in tags[: tags.index(encoded)],
        "rss-description",
        f"{name} has no description before content:encoded",
    )
    yield from error_if(
        n_encoded > 1,
        "feed-twice",
        f"{name} has {n_encoded} content:encoded, not one",
    )
    for tag in ("description", encoded):
        yield from check_html(child_text(item, tag), name)


def _check_enclosures(item: Element, name: str) -> Iterator[Finding]:
    found = item.findall("enclosure")
    yield from warning_if(
        len(found) > 1,
        "rss-enclosure",
        f"{name} has {len(found)} enclosures: many readers take one",
    )
    for enclosure in found:
        length = enclosure.get("length", "")
        yield from error_if(
            not re.fullmatch(r"\d+", length),
            "rss-enclosure",
            f"length of the enclosure of {name} is {quote(length)}, not a number of bytes",
        )
        yield from error_if(
            not is_media_type(enclosure.get("type", "")),
            "rss-enclosure",
            f"the enclosure of {name} has no media type",
        )
        yield from check_url(
            enclosure.get("url", ""), f"url of the enclosure of {name}"
        )


def _check_media(item: Element, name: str) -> Iterator[Finding]:
    """Media RSS 1.5.1: `media:content`."""
    for media in item.findall(f"{MEDIA}content"):
        shown = f"media:content of {name}"
        yield from check_url(media.get("url", ""), f"url of {shown}")
        medium = media.get("medium", "image")
        yield from error_if(
            medium not in _MEDIA_KINDS,
            "rss-media",
            f"medium of {shown} is {quote(medium)}",
        )
        yield from error_if(
            not is_media_type(media.get("type", "image/png")),
            "rss-media",
            f"type of {shown} is no media type",
        )
        for attribute in ("width", "height", "fileSize"):
            size = media.get(attribute, "1")
            yield from error_if(
                not _POSITIVE.fullmatch(size),
                "rss-media",
                f"{attribute} of {shown} is {quote(size)}",
            )
