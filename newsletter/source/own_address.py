"""Read what a post says of its own address: a path, categories, folders, older addresses.

    permalink: /2020/market/     Jekyll, Eleventy: the path of this post
    url: /2020/market/           Hugo: the same
    aliases: [/old/market/]      Hugo; redirect_from of Jekyll: addresses that lead here
    categories: [Town, Market]   `:categories` of Jekyll: town/market

A permalink with placeholders (`/:year/:title/`), a bare style (`pretty`) and an address of another
site say nothing here: the permalink of the settings counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from newsletter.errors import PostError, quote
from newsletter.model import OwnAddress

PATH_FIELDS = ("permalink", "url")
ALIAS_FIELDS = ("aliases", "redirect_from")
MAX_PATH_CHARS = 300
MAX_ALIASES = 50
_PATH = re.compile(r"/[^\s?#\\:*<>\"|{}]*")
# Pages and folders of ours: home, a year, and what lies beside the site.
_PAGE_OF_OURS = re.compile(r"(?:index|\d{4})(?:\.html?)?")
_FOLDERS_OF_OURS = frozenset({"campaigns", "reports"})
_CLIMBING = frozenset({".", ".."})
_ENDINGS = frozenset({"", ".html", ".htm"})


def read_own_address(
    fields: Mapping[str, object],
    path: str,
    *,
    below: str,
    languages: Iterable[str],
) -> OwnAddress:
    """Return what the front matter and the place of a post say of its address.

    Args:
        fields: The front matter.
        path: The file, for messages.
        below: The file seen from the folder of the posts; "" where that is not known.
        languages: Of the publication: each has a folder of its own with an index.

    Raises:
        PostError: It asks for the address of a page of ours.
    """
    own = _find_path(fields)
    if own and _is_ours(own, frozenset(languages)):
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why=f"its permalink {quote(own)} is the address of an index page",
            fix="give it another permalink in the front matter",
        )
    return OwnAddress(
        path=own,
        categories="/".join(_find_categories(fields)),
        folders=_find_folders(below),
        title_slug=_make_title_slug(fields),
        aliases=tuple(_find_aliases(fields)),
    )


def _find_path(fields: Mapping[str, object]) -> str:
    """The first field that holds a whole path."""
    for name in PATH_FIELDS:
        value = fields.get(name)
        if isinstance(value, str) and _is_path(value):
            return value
    return ""


def _is_path(text: str) -> bool:
    """Tell whether a text is a safe path to a page."""
    parts = text.split("/")
    return (
        len(text) <= MAX_PATH_CHARS
        and _PATH.fullmatch(text) is not None
        and _CLIMBING.isdisjoint(parts)
        and text.isprintable()
        and PurePosixPath(text).suffix in _ENDINGS
    )


def _is_ours(path: str, languages: frozenset[str]) -> bool:
    """Tell whether pages of ours may stand at a path: the index of the site, or of a language."""
    first, *parts = [part for part in path.split("/") if part] or [""]
    if first in _FOLDERS_OF_OURS:
        return True
    if first not in languages:
        parts = [first, *parts]
    page = "/".join(parts)
    return not page or _PAGE_OF_OURS.fullmatch(page) is not None


def _find_categories(fields: Mapping[str, object]) -> list[str]:
    """The categories in small letters, each once, as Jekyll puts them into an address."""
    one, several = fields.get("category"), fields.get("categories")
    found = [one] if isinstance(one, str) else _listed(one)
    found += several.split() if isinstance(several, str) else _listed(several)
    small = (word.strip().lower().replace("/", "-") for word in found)
    return [word for word in dict.fromkeys(small) if word.strip(".")]


def _listed(value: object) -> list[str]:
    """What a list holds, as text; nothing of any other value."""
    return list(map(str, value)) if isinstance(value, list | tuple) else []


def _find_folders(below: str) -> str:
    """The folders between that of the posts and the file; that of a bundle is none of them."""
    place = PurePosixPath(below)
    folder = place.parent.parent if place.stem == "index" else place.parent
    parts = [part for part in folder.parts if part != "_posts"]
    return "/".join(parts)


def _make_title_slug(fields: Mapping[str, object]) -> str:
    """The slug that is named, else the title as a part of a path; "" without either.

    Hugo keeps letters, digits and a few signs, and joins words with hyphens.
    """
    words = str(fields.get("slug") or fields.get("title") or "").lower()
    kept = re.sub(r"[^\w\s.+~-]", "", words)
    return re.sub(r"[\s-]+", "-", kept).strip("-.")


def _find_aliases(fields: Mapping[str, object]) -> Iterable[str]:
    """The further paths of a post, of every field that names some."""
    found: list[str] = []
    for name in ALIAS_FIELDS:
        value = fields.get(name)
        values = [value] if isinstance(value, str) else _listed(value)
        found += filter(_is_path, values)
    return found[:MAX_ALIASES]
