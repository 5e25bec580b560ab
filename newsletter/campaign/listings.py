"""Ask for the next page of a listing, in the ways that campaign tools have for it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from newsletter.campaign.connection import (
    Ask,
)
from newsletter.campaign.rest import (
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


def next_page(page: Page) -> Ask:
    """Pages by number until one is empty."""
    return _with(page.ask, "page", str(_page_number(page.ask) + 1))


def next_offset(page: Page) -> Ask:
    """Offsets until a page is empty."""
    return _with(page.ask, "offset", str(page.n_before + page.n_items))


def next_counted(page: Page) -> Ask | None:
    """Offsets until as many campaigns have come as there are."""
    n_seen = page.n_before + page.n_items
    count = page.answer.get("count")
    if isinstance(count, int) and n_seen >= count:
        return None
    return _with(page.ask, "offset", str(n_seen))


def next_numbered(page: Page) -> Ask | None:
    """Pages by number while the answer names a next one; its address is not followed."""
    return next_page(page) if page.answer.get("next") else None


def next_token(page: Page) -> Ask | None:
    """The token inside the address of the next page; the address itself is not followed."""
    address = dig(page.answer, "_metadata.next")
    if not isinstance(address, str):
        return None
    values = parse_qs(urlsplit(address).query)
    token = values.get("page_token", [""])[0]
    return _with(page.ask, "page_token", token) if token else None


def next_cursor(page: Page) -> Ask | None:
    """The cursor of the answer, while it says that there are more."""
    has_more = dig(page.answer, "pagination.has_next_page")
    cursor = dig(page.answer, "pagination.end_cursor")
    if not has_more or not isinstance(cursor, str):
        return None
    return _with(page.ask, "after", cursor)
