"""Say where below the output folder the file of an address lies: the one place that knows it."""

from __future__ import annotations

import json
from dataclasses import astuple
from urllib.parse import unquote

from newsletter.config import Settings
from newsletter.model import NO_ADDRESS, OwnAddress


def site_path(url: str, settings: Settings) -> str:
    """Return the path of the page of an address; "" when the address is not one of this site.

    An address that ends in a slash is served from `index.html` of that folder; one without an
    ending is served from the file of that name with `.html`, as static hosts do.
    """
    site = settings.publication.url.rstrip("/") + "/"
    if not url.startswith(site):
        return ""
    path = unquote(url.removeprefix(site))
    return served_file(path) if path else ""


def served_file(path: str) -> str:
    """Return the file that a static host serves for a path of the site.

    >>> served_file(""), served_file("en/a/"), served_file("en/a"), served_file("en/a.html")
    ('index.html', 'en/a/index.html', 'en/a.html', 'en/a.html')
    """
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if path.endswith((".html", ".htm")) else f"{path}.html"


def place_in_language(path: str, language: str, source: str) -> str:
    """Return the path of a post in a language, from the one that its author gave the original.

    A translation has its language in front, in place of that of the original where it stands there.

    Args:
        path: Path of the original.
        language: BCP 47 tag of the translation.
        source: BCP 47 tag of the original.

    >>> place_in_language("/market/", "en", "ja"), place_in_language("/ja/market/", "en", "ja")
    ('/en/market/', '/en/market/')
    >>> place_in_language("/en/market/", "en", "ja")
    '/en/market/'
    """
    if language in ("", source) or path.startswith(f"/{language}/"):
        return path
    return f"/{language}/" + path.removeprefix(f"/{source}/").lstrip("/")


def pack_address(own: OwnAddress) -> str:
    """Return what a post says of its address as one text for the ledger; "" for nothing."""
    if own == NO_ADDRESS:
        return ""
    return json.dumps(astuple(own), ensure_ascii=False)


def unpack_address(packed: str) -> OwnAddress:
    """Return what `pack_address` was given."""
    if not packed:
        return NO_ADDRESS
    path, categories, folders, title_slug, aliases = json.loads(packed)
    return OwnAddress(path, categories, folders, title_slug, tuple(aliases))
