"""Check the links of Atom (RFC 4287, 4.2.7), which feeds of RSS carry too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from newsletter.errors import quote
from newsletter.lint.feed_parts import (
    ATOM,
    Where,
    check_language,
    check_self,
    check_url,
    is_media_type,
    is_uri,
    words,
)
from newsletter.lint.findings import error_if, warning_if
from newsletter.model import Finding
from newsletter.render import feed_files

_FEED_TYPES = frozenset({feed_files.RSS.media_type, feed_files.ATOM.media_type})
_HISTORY_RELS = words(
    "current first last next next-archive prev-archive previous"
)
_OTHER_RELS = words(
    """
    alternate describedby edit enclosure hub license payment related replies search self service
    up via
    """
)
_RELS = _HISTORY_RELS | _OTHER_RELS


def check_feed_links(
    feed: Element, name: str, where: Where
) -> Iterator[Finding]:
    """Check the links of a feed or channel as a whole."""
    links = feed.findall(f"{ATOM}link")
    yield from check_links(links, name, in_feed=True)
    yield from _check_self_links(links, name, where)
    yield from _check_repeated(links, name)


def _check_self_links(
    links: Iterable[Element], name: str, where: Where
) -> Iterator[Finding]:
    """A feed says where it lies, and lies there."""
    own = [link for link in links if link.get("rel") == "self"]
    yield from warning_if(
        not own,
        "feed-self",
        f'{name} has no <link rel="self"> of Atom',
    )
    for link in own:
        media_type = link.get("type")
        yield from warning_if(
            media_type and media_type not in _FEED_TYPES,
            "feed-self",
            f"type of the self link is {quote(media_type)}, not that of a feed",
        )
        yield from check_self(
            link.get("href", ""), where.address, "the self link"
        )


def _check_repeated(links: Iterable[Element], name: str) -> Iterator[Finding]:
    """Only alternates may stand twice; two of one type and language are found elsewhere."""
    kinds = Counter(
        (link.get("rel"), link.get("type"), link.get("hreflang"))
        for link in links
    )
    for (rel, _, _), count in kinds.items():
        yield from error_if(
            count > 1 and rel not in (None, "alternate"),
            "atom-link",
            f"{name} has {count} links {quote(rel)} of the same type and language",
        )


def check_links(
    links: Iterable[Element], name: str, *, in_feed: bool
) -> Iterator[Finding]:
    """Check each link by itself.

    Args:
        links: Elements `atom:link`.
        name: What holds them, for messages.
        in_feed: They belong to a feed, not to an entry.
    """
    for link in links:
        rel = link.get("rel", "alternate")
        shown = f"link {quote(rel)} of {name}"
        yield from check_url(link.get("href", ""), shown)
        yield from _check_relation(rel, shown, in_feed=in_feed)
        yield from _check_attributes(link, shown)


def _check_relation(
    rel: str, shown: str, *, in_feed: bool
) -> Iterator[Finding]:
    """The relation of a link is registered, and stands where it means something."""
    yield from warning_if(
        rel not in _RELS and not is_uri(rel),
        "atom-link",
        f"{shown}: no such relation is registered",
    )
    yield from warning_if(
        rel in _HISTORY_RELS and not in_feed,
        "atom-archive",
        f"{shown} belongs to a feed, not to an entry",
    )


def _check_attributes(link: Element, shown: str) -> Iterator[Finding]:
    """Language and type of a link are in their own notation."""
    language = link.get("hreflang")
    if language is not None:
        yield from check_language(language, f"hreflang of {shown}")
    media_type = link.get("type")
    yield from error_if(
        media_type is not None and not is_media_type(media_type),
        "atom-link",
        f"type of {shown} is {quote(media_type)}, not a media type",
    )
    length = link.get("length")
    yield from error_if(
        length is not None and not re.fullmatch(r"\d+", length),
        "atom-link",
        f"length of {shown} is {quote(length)}, not a number of bytes",
    )
    yield from warning_if(
        not link.get("title", "x").strip(),
        "feed-blank",
        f"title of {shown} is empty",
    )
