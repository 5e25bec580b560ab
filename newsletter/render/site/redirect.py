"""Write the page that stands where a post was before its slug changed: it leads readers and search engines on."""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

from newsletter.config import Settings
from newsletter.language.tags import is_rtl
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
    url, shown = escape(target, quote=True), escape(unquote(target), quote=True)
    direction = "rtl" if is_rtl(language) else "ltr"
    text = (
        f'<!doctype html>\n<html lang="{escape(language, quote=True)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{shown}</title>\n'
        f'<link rel="canonical" href="{url}">\n<meta http-equiv="refresh" content="0; url={url}">\n'
        '<meta name="robots" content="noindex">\n<meta name="color-scheme" content="light dark">\n'
        "<style>h1 { font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; } a { color: inherit; }</style>\n</head>\n"
        f'<body><main><h1><a href="{url}" dir="ltr">{shown}</a></h1></main></body>\n</html>\n'
    )
    return Artefact(path, text.encode())
