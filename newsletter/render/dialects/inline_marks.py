"""Show the marks inside a line: marked, raised and lowered words, formulas, computed addresses."""

from __future__ import annotations

import html
import re

from newsletter.source.line_marks import LOWERED, MARKED, RAISED

_SITE_URL = re.compile(r"\{\{-?\s*site\.(?P<name>(?:base)?url)\s*-?\}\}")

_URL_FILTER = re.compile(
    r"\{\{-?\s*[\"'](?P<path>[^\"'{}]*)[\"']\s*\|\s*"
    r"(?:relative_url|absolute_url|prepend:[^{}|]*+|url|asset_path)\s*(?:\|[^{}]*)?-?\}\}"
)

_PELICAN_PATH = re.compile(
    r"(?P<before>\]\(\s*<?|(?:src|href)=[\"'])[{|](?:static|attach)[}|]/?"
)

_DELIMITED = re.compile(
    r"(?:\$\$?|\\{1,2}[(\[])(?P<inside>.*?)(?:\$\$?|\\{1,2}[)\]])", re.S
)

_SIMPLE_FORMULA = re.compile(r"[A-Za-z0-9\s+\-=<>()|,.!/*'^_{}]+")

_SCRIPT = re.compile(r"([\^_])(?:\{([^{}^_]*)\}|([A-Za-z0-9]))")


def show_marks(text: str) -> str:
    """Return the text with its `==marked==`, `H~2~O` and `x^2^` as HTML."""
    if "==" in text:
        text = MARKED.sub(r"<mark>\1</mark>", text)
    if "~" in text:
        text = LOWERED.sub(r"<sub>\1</sub>", text)
    return RAISED.sub(r"<sup>\1</sup>", text) if "^" in text else text


def resolve_addresses(text: str, site_path: str) -> str:
    """Return the text with the paths that Jekyll's filters and `site.baseurl` compute."""

    def start_of(found: re.Match[str]) -> str:
        """The folder of the site for `baseurl`; nothing for `url`."""
        # `url` is the host alone: a path begins after it
        return site_path if found["name"] == "baseurl" else ""

    def path_of(found: re.Match[str]) -> str:
        """A path from the root of the site; a whole address stays."""
        path = found["path"]
        if path.startswith(("http", "//")):
            return path
        return f"{site_path}/{path.lstrip('/')}"

    return _URL_FILTER.sub(path_of, _SITE_URL.sub(start_of, text))


def show_formula(raw: str) -> str:
    """Return a formula as text: simple ones with raised and lowered letters, others as TeX."""
    is_block = raw.startswith(("$$", "\\[", "\\begin")) and "\n" in raw
    found = _DELIMITED.fullmatch(raw)
    inside = (found["inside"] if found else raw).strip("\n")
    if is_block:
        return f"\n\n```\n{inside}\n```\n\n"
    plain = html.escape(inside.strip(), quote=False)
    if _SIMPLE_FORMULA.fullmatch(inside):
        return f"<i>{_SCRIPT.sub(_script, plain)}</i>"
    return f"<code>{plain}</code>"


def resolve_files(text: str, site_path: str) -> str:
    """Return the text with the files that Pelican finds by `{static}` and `{attach}`."""
    if "static" not in text and "attach" not in text:
        return text
    return _PELICAN_PATH.sub(rf"\g<before>{site_path}/", text)


def _script(found: re.Match[str]) -> str:
    """A raised or lowered part of a formula."""
    name = "sup" if found[1] == "^" else "sub"
    return f"<{name}>{found[2] if found[2] is not None else found[3]}</{name}>"
