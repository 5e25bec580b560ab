"""Check a feed as strict readers do: RSS 2.0, Atom 1.0 and JSON Feed 1.1.

Forgiving readers hide what strict ones refuse, so a feed that opens in one reader proves little.
Every rule is one of the specifications or of a validator: RSS 2.0 and the RSS Board's profile,
RFC 4287 (Atom), RFC 5005 (archives), Media RSS, JSON Feed 1.1, the W3C's feed validator. An error
is what a validator refuses, a warning what it complains about. Nothing is mended here.

    feed_rules  which format it is, and what holds for the file
    rss_rules, atom_rules, json_feed_rules  one format each
    feed_links  the links of Atom, which RSS uses too
    feed_parts  what all of them are made of: addresses, dates, languages, HTML
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

from newsletter.errors import quote
from newsletter.lint.atom_rules import check_atom
from newsletter.lint.feed_parts import (
    ATOM,
    Where,
    check_file,
    check_plain_texts,
)
from newsletter.lint.findings import error
from newsletter.lint.json_feed_rules import check_json_feed
from newsletter.lint.rss_rules import check_rss
from newsletter.model import Finding


def check_feed(
    content: bytes, *, address: str = "", now: datetime | None = None
) -> tuple[Finding, ...]:
    """Return what a strict reader would say of a feed, each rule and message once.

    Args:
        content: The file: XML, or a JSON object.
        address: Where it is published; "" when nobody knows.
        now: Dates later than this are doubted; None doubts none.
    """
    where = Where(address, now)
    is_json = content.lstrip()[:1] == b"{"
    checks = (
        check_json_feed(content, where)
        if is_json
        else _check_xml(content, where)
    )
    return tuple(dict.fromkeys((*checks, *check_file(content))))


def _check_xml(content: bytes, where: Where) -> Iterator[Finding]:
    """A feed in XML, by the rules of its format."""
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        yield error("feed-xml", f"it is not well-formed XML: {fault}")
        return
    if root.tag == "rss":
        yield from check_rss(root, where)
    elif root.tag == f"{ATOM}feed":
        yield from check_atom(root, where)
    else:
        tag = quote(root.tag)
        yield error(
            "feed-kind",
            f"{tag} is the root of neither RSS 2.0 nor Atom 1.0",
        )
    yield from check_plain_texts(content)
