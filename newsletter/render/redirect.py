"""Write the page that stands where a post was before its slug changed: it leads readers and search engines on."""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

from newsletter.config import Settings
from newsletter.model import Artefact


def redirect_path(url: str, settings: Settings) -> str:
    """Return where below `public/` the page of an address lies; "" when the address is not one of this site."""
    site = settings.publication.url.rstrip("/") + "/"
    path = unquote(url.removeprefix(site)) if url.startswith(site) else ""
    if not path or path.endswith("/"):
        return f"{path}index.html" if path else ""
    return path if path.endswith((".html", ".htm")) else f"{path}.html"


def render_redirect(path: str, target: str, language: str) -> Artefact:
    """Write a page at `path` that leads to the absolute address `target` at once, and says so where it cannot.

    A static host cannot answer 301; a refresh of 0 seconds with a canonical address is what search engines take for it
    (https://developers.google.com/search/docs/crawling-indexing/301-redirects).
    """
    url = escape(target, quote=True)
    text = (
        f'<!doctype html>\n<html lang="{escape(language, quote=True)}">\n<head>\n<meta charset="utf-8">\n<title>{url}</title>\n'
        f'<link rel="canonical" href="{url}">\n<meta http-equiv="refresh" content="0; url={url}">\n'
        f'<meta name="robots" content="noindex">\n</head>\n<body><p><a href="{url}">{url}</a></p></body>\n</html>\n'
    )
    return Artefact(path, text.encode())
