"""Say where below the output folder the file of an address lies: the one place that knows it."""

from __future__ import annotations

from urllib.parse import unquote

from newsletter.config import Settings


def site_path(url: str, settings: Settings) -> str:
    """Return the path of the page of an address; "" when the address is not one of this site.

    An address that ends in a slash is served from `index.html` of that folder; one without an
    ending is served from the file of that name with `.html`, as static hosts do.
    """
    site = settings.publication.url.rstrip("/") + "/"
    if not url.startswith(site):
        return ""
    path = unquote(url.removeprefix(site))
    if not path:
        return ""
    if path.endswith("/"):
        return f"{path}index.html"
    if path.endswith((".html", ".htm")):
        return path
    return f"{path}.html"
