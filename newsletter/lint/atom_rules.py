"""Check a feed of Atom 1.0 by RFC 4287 and RFC 5005."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
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
    check_rfc3339,
    check_unique,
    child_text,
    is_uri,
    words,
)
from newsletter.lint.findings import error, error_if, warning_if
from newsletter.model import Finding

HISTORY = "{http://purl.org/syndication/history/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"

_MANY = words("category author contributor link entry id title updated")
_FEED = words(
    """
    author category contributor generator icon id link logo rights subtitle title updated entry
    """
)
_ENTRY = words(
    """
    author category content contributor id link published rights source summary title updated
    """
)
_TEXTS = (
    "title",
    "subtitle",
    "summary",
    "rights",
)  # text constructs of RFC 4287, 3.1
_ARCHIVE_RELS = words("prev-archive next-archive previous next")


def check_atom(feed: Element, where: Where) -> Iterator[Finding]:
    """Yield what is wrong with a `<feed>` element."""
    yield from check_language(feed.get(f"{XML}lang", ""), "xml:lang")
    yield from check_children(
        feed, "the feed", known=_FEED, many=_MANY, space=ATOM
    )
    yield from check_order(feed, f"{ATOM}entry", error)
    yield from _check_parts(feed, "the feed", where)
    yield from check_feed_links(feed, "the feed", where)
    yield from _check_archive(feed)
    entries = feed.findall(f"{ATOM}entry")
    has_author = feed.find(f"{ATOM}author") is not None
    yield from error_if(
        not entries and not has_author,
        "atom-author",
        "the feed has neither author nor entries",
    )
    yield from check_unique(child_text(entry, f"{ATOM}id") for entry in entries)
    yield from _check_updated(entries)
    for entry in entries:
        yield from _check_entry(entry, where, needs_author=not has_author)


def _check_entry(
    entry: Element, where: Where, *, needs_author: bool
) -> Iterator[Finding]:
    """One entry: what must, may and may not stand in it."""
    title = child_text(entry, f"{ATOM}title")
    name = f"entry {quote(title or child_text(entry, f'{ATOM}id'))}"
    yield from check_children(entry, name, known=_ENTRY, many=_MANY, space=ATOM)
    yield from _check_parts(entry, name, where)
    yield from check_links(entry.findall(f"{ATOM}link"), name, in_feed=False)
    yield from error_if(
        needs_author and entry.find(f"{ATOM}author") is None,
        "atom-author",
        f"{name} has no author, nor has the feed",
    )
    published = child_text(entry, f"{ATOM}published")
    yield from check_rfc3339(published, f"published of {name}", now=where.now)
    yield from _check_content(entry, name)


def _check_parts(
    element: Element, name: str, where: Where
) -> Iterator[Finding]:
    """What feed and entry have in common: id, title, updated, texts, persons, alternates."""
    for tag in ("id", "title", "updated"):
        n_found = len(element.findall(f"{ATOM}{tag}"))
        yield from error_if(
            n_found != 1,
            "atom-element",
            f"{name} has {n_found} <{tag}>, not one",
        )
    identity = child_text(element, f"{ATOM}id")
    yield from error_if(
        identity and not (is_uri(identity) and identity.isascii()),
        "feed-id",
        f"id of {name} is {quote(identity)}, not an absolute URI",
    )
    updated = child_text(element, f"{ATOM}updated")
    yield from check_rfc3339(updated, f"updated of {name}", now=where.now)
    for tag in _TEXTS:
        yield from _check_text_construct(
            element.find(f"{ATOM}{tag}"), tag, name
        )
    yield from _check_names(element, name)
    yield from _check_alternates(element, name)


def _check_names(element: Element, name: str) -> Iterator[Finding]:
    """An author has a name, and a category a term."""
    for person in element.findall(f"{ATOM}author"):
        yield from error_if(
            not child_text(person, f"{ATOM}name"),
            "atom-author",
            f"an author of {name} has no name",
        )
    for category in element.findall(f"{ATOM}category"):
        yield from error_if(
            not category.get("term", "").strip(),
            "feed-blank",
            f"a category of {name} has no term",
        )


def _check_alternates(element: Element, name: str) -> Iterator[Finding]:
    """Of each type and language there is one alternate at most (RFC 4287, 4.1.1)."""
    alternates = _find_alternates(element)
    kinds = Counter(
        (link.get("type"), link.get("hreflang")) for link in alternates
    )
    yield from error_if(
        kinds and max(kinds.values()) > 1,
        "atom-alternate",
        f"{name} has two alternates of the same type and language",
    )


def _find_alternates(element: Element) -> tuple[Element, ...]:
    """The links to the page itself: a link without `rel` is one."""
    links = element.findall(f"{ATOM}link")
    return tuple(
        link for link in links if link.get("rel", "alternate") == "alternate"
    )


def _check_text_construct(
    element: Element | None, tag: str, name: str
) -> Iterator[Finding]:
    """A text says of what type it is, and holds what that type allows (RFC 4287, 3.1)."""
    if element is None:
        return
    kind = element.get("type", "text")
    yield from error_if(
        kind not in ("text", "html", "xhtml"),
        "atom-type",
        f"type of {tag} of {name} is {quote(kind)}, not text, html or xhtml",
    )
    yield from warning_if(
        not _has_text(element),
        "feed-blank",
        f"{tag} of {name} is empty",
    )
    if kind == "html":
        yield from check_html(element.text or "", name)


def _check_content(entry: Element, name: str) -> Iterator[Finding]:
    """The content is there, or it is said where it is."""
    content = entry.find(f"{ATOM}content")
    if content is None:
        yield from _check_no_content(entry, name)
        return
    stands_elsewhere = content.get("src") is not None
    yield from warning_if(
        not stands_elsewhere and not _has_text(content),
        "feed-blank",
        f"content of {name} is empty",
    )
    yield from warning_if(
        stands_elsewhere and content.get("type") is None,
        "atom-type",
        f"content of {name} stands elsewhere and has no type",
    )
    if content.get("type") == "html":
        yield from check_html(content.text or "", name)


def _check_no_content(entry: Element, name: str) -> Iterator[Finding]:
    """Without content there is a page to go to, and a summary."""
    yield from error_if(
        not _find_alternates(entry),
        "atom-content",
        f"{name} has neither content nor an alternate link",
    )
    yield from warning_if(
        entry.find(f"{ATOM}summary") is None,
        "atom-content",
        f"{name} has neither content nor summary",
    )


def _has_text(element: Element) -> bool:
    return bool("".join(element.itertext()).strip())


def _check_updated(entries: Iterable[Element]) -> Iterator[Finding]:
    """A reader that asks for what is newer would miss one of two entries with one date."""
    dates = Counter(child_text(entry, f"{ATOM}updated") for entry in entries)
    for when, count in dates.items():
        yield from warning_if(
            when and count > 1,
            "atom-updated",
            f"{count} entries have the same updated: {quote(when)}",
        )


def _check_archive(feed: Element) -> Iterator[Finding]:
    """RFC 5005, 4: an archive page names its feed; a complete feed has no archive."""
    rels = {link.get("rel") for link in feed.findall(f"{ATOM}link")}
    is_archive = feed.find(f"{HISTORY}archive") is not None
    is_complete = feed.find(f"{HISTORY}complete") is not None
    yield from warning_if(
        is_archive and "current" not in rels,
        "atom-archive",
        'the archive page has no <link rel="current">',
    )
    yield from error_if(
        is_complete and rels & _ARCHIVE_RELS,
        "atom-archive",
        "the feed is said to be complete and has an archive",
    )
