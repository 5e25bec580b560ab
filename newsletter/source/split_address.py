"""Part an address that somebody else wrote, who may have written anything."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def split_address(text: str) -> SplitResult | None:
    """Return the parts of an address; None for what is none, as a bracket in place of a host.

    Of a text by others only this function asks `urlsplit`, which raises for such a host.

    >>> split_address("https://a.example/b").netloc
    'a.example'
    >>> split_address("http://[x") is None
    True
    """
    try:
        return urlsplit(text)
    except ValueError:
        return None
