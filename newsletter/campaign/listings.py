"""Ask for the next page of a listing, in the ways that campaign tools have for it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from newsletter.campaign.connection import (
    Ask,
)
from newsletter.campaign.rest import (
    NoNextPage,
    Page,
    dig,
)


def _page_number(ask: Ask) -> int:
    """The page that was asked for; the first one is asked for without a number."""
    return int(dict(ask.query).get("page", "1"))


def _with(ask: Ask, name: str, value: str) -> Ask:
    """The same request with another value of one parameter."""
    query = (
        *((key, old) for key, old in ask.query if key != name),
        (name, value),
    )
    return Ask(ask.method, ask.path, query, ask.body)


def _turn_page(ask: Ask) -> Ask:
    """The same request for the page after the one it asks for."""
    return _with(ask, "page", str(_page_number(ask) + 1))


def next_page(page: Page) -> Ask | None:
    """Pages by number until one is empty."""
    return _turn_page(page.ask) if page.n_items else None


def next_offset(page: Page) -> Ask | None:
    """Offsets until a page is empty."""
    n_seen = page.n_before + page.n_items
    return _with(page.ask, "offset", str(n_seen)) if page.n_items else None


def next_counted(page: Page) -> Ask | None:
    """Offsets until as many campaigns have come as there are.

    A count below what has come is none: then a page that is empty is the last.
    """
    n_seen = page.n_before + page.n_items
    return None if page.answer.get("count") == n_seen else next_offset(page)


def next_numbered(page: Page) -> Ask | None:
    """Pages by number while the answer names a next one; its address is not followed."""
    return _turn_page(page.ask) if page.answer.get("next") else None


def next_token(page: Page) -> Ask | None:
    """The token inside the address of the next page; the address itself is not followed."""
    address = dig(page.answer, "_metadata.next")
    if not address:
        return None
    token = _find_token(address) if isinstance(address, str) else ""
    if not token:
        raise NoNextPage("the address of its next page has no page_token")
    return _with(page.ask, "page_token", token)


def _find_token(address: str) -> str:
    """The token of an address; "" where there is none."""
    try:
        query = urlsplit(address).query
        values = parse_qs(query)
    except ValueError:
        return ""
    return values.get("page_token", [""])[0]


def next_cursor(page: Page) -> Ask | None:
    """The cursor of the answer, while it says that there are more."""
    if not dig(page.answer, "pagination.has_next_page"):
        return None
    cursor = dig(page.answer, "pagination.end_cursor")
    if not cursor or not isinstance(cursor, str):
        raise NoNextPage("it says that there are more, without an end_cursor")
    return _with(page.ask, "after", cursor)
