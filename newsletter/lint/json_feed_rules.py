"""Check a feed of JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from newsletter.errors import quote
from newsletter.lint.feed_parts import (
    Where,
    check_html,
    check_language,
    check_rfc3339,
    check_self,
    check_unique,
    check_url,
    is_media_type,
    words,
)
from newsletter.lint.findings import error, error_if, warning_if
from newsletter.model import Finding

_VERSION = "https://jsonfeed.org/version/1"
_FEED = words(
    """
    version title home_page_url feed_url description user_comment next_url icon favicon author
    authors language expired hubs items
    """
)
_ITEM = words(
    """
    id url external_url title content_html content_text summary image banner_image date_published
    date_modified author authors tags language attachments
    """
)


def check_json_feed(content: bytes, where: Where) -> Iterator[Finding]:
    """Yield what is wrong with the bytes of a JSON Feed."""
    try:
        feed = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        yield error(
            "feed-json", f"it is not JSON in UTF-8: {type(fault).__name__}"
        )
        return
    yield from _check_head(feed, where)
    items = feed.get("items")
    if not _is_list_of_objects(items):
        yield error("json-feed", "items is no list of objects")
        return
    yield from check_unique(str(item.get("id", "")) for item in items)
    for item in items:
        yield from _check_item(item, where)


def _check_head(feed: dict[str, Any], where: Where) -> Iterator[Finding]:
    """What must stand in the feed itself."""
    version = feed.get("version", "")
    yield from error_if(
        not str(version).startswith(_VERSION),
        "json-version",
        f"version is {quote(version)}, not that of JSON Feed 1.1",
    )
    yield from error_if(
        not _is_text(feed.get("title")),
        "json-feed",
        "the feed has no title",
    )
    yield from _check_keys(feed, _FEED, "the feed")
    yield from check_language(str(feed.get("language", "")), "language")
    yield from warning_if(
        "feed_url" not in feed,
        "feed-self",
        "the feed has no feed_url",
    )
    yield from check_self(
        str(feed.get("feed_url", "")), where.address, "feed_url"
    )
    for key in ("home_page_url", "feed_url", "next_url", "icon", "favicon"):
        if key in feed:
            yield from check_url(str(feed[key]), key)
    yield from _check_hubs(feed.get("hubs", []))


def _check_item(item: dict[str, Any], where: Where) -> Iterator[Finding]:
    """What must stand in an item."""
    name = (
        f"item {quote(item.get('title') or item.get('id') or 'without title')}"
    )
    yield from _check_keys(item, _ITEM, name)
    yield from error_if(
        not _is_text(item.get("id")),
        "feed-id",
        f"{name} has no id that is a text",
    )
    yield from error_if(
        not isinstance(item.get("content_html", item.get("content_text")), str),
        "json-item",
        f"{name} has neither content_html nor content_text",
    )
    for key in ("url", "external_url", "image", "banner_image"):
        if key in item:
            yield from check_url(str(item[key]), f"{key} of {name}")
    for key in ("date_published", "date_modified"):
        if key in item:
            date = str(item[key]) or "-"
            yield from check_rfc3339(date, f"{key} of {name}", now=where.now)
    if "language" in item:
        yield from check_language(str(item["language"]), f"language of {name}")
    tags = item.get("tags", [])
    yield from error_if(
        not isinstance(tags, list) or not all(map(_is_text, tags)),
        "json-item",
        f"tags of {name} is no list of texts",
    )
    yield from _check_attachments(item.get("attachments", []), name)
    yield from check_html(str(item.get("content_html", "")), name)


def _check_keys(
    found: dict[str, Any], known: frozenset[str], name: str
) -> Iterator[Finding]:
    """What the specification does not name begins with an underscore; version 1.1 has authors."""
    for key in sorted(found.keys() - known):
        if not re.match("_[A-Za-z]", key):
            message = f"{name} has the field {quote(key)}: names of extensions begin with _"
            yield error("feed-unknown", message)
        elif not isinstance(found[key], dict):
            message = f"the extension {quote(key)} of {name} is no object"
            yield error("json-extension", message)
    yield from warning_if(
        "author" in found,
        "json-authors",
        f"{name} has an author, which JSON Feed 1.1 replaced by authors",
    )
    authors = found.get("authors", [])
    yield from error_if(
        not _is_list_of_objects(authors) or not all(authors),
        "json-authors",
        f"authors of {name} is no list of objects",
    )


def _check_hubs(hubs: Any) -> Iterator[Finding]:
    """Hubs have a type and an address."""
    if not _is_list_of_objects(hubs) or not all(
        _is_text(hub.get("type")) for hub in hubs
    ):
        yield error("json-feed", "hubs is no list of objects with type and url")
        return
    for hub in hubs:
        yield from check_url(str(hub.get("url", "")), "url of a hub")


def _check_attachments(attachments: Any, name: str) -> Iterator[Finding]:
    """An attachment has an address, a type and, where it is said, a size."""
    if not _is_list_of_objects(attachments):
        yield error("json-item", f"attachments of {name} is no list of objects")
        return
    for attachment in attachments:
        shown = f"an attachment of {name}"
        yield from error_if(
            not is_media_type(attachment.get("mime_type", "")),
            "json-item",
            f"{shown} has no mime_type",
        )
        yield from error_if(
            not isinstance(attachment.get("size_in_bytes", 0), int),
            "json-item",
            f"size_in_bytes of {shown} is no number",
        )
        yield from check_url(str(attachment.get("url", "")), shown)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) for item in value
    )
