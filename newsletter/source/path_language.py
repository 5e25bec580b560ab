"""Read the language that a site says in the name of a file: `walk.en.md`, `content/en/walk.md`.

Hugo calls both "translation by file name" and "by content directory"; Jekyll's and Astro's sites in
several languages have folders too. Only the languages of the publication count: `posts/it/` may be
about computers.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from newsletter.language.tags import UnknownLanguage, match_tag, parse_tag


def path_language(path: str, languages: Iterable[str]) -> str:
    """Return the language that a path names; "" for none.

    Args:
        path: Of a post, below the folder of posts.
        languages: Those of the publication.

    >>> path_language("walk.en.md", ["ja", "en"]), path_language("posts/ja/walk.md", ["ja", "en"])
    ('en', 'ja')
    """
    available = tuple(languages)
    folders, stem = _split(path)
    names = (stem.rpartition(".")[2] if "." in stem[1:] else "", *folders)
    found = (_language(name, available) for name in names)
    return next((language for language in found if language), "")


def without_language(path: str, languages: Iterable[str]) -> str:
    """Return the path without its suffix and the language in it: the same for all translations.

    >>> without_language("content/en/walk.md", ["en"])
    'content/walk'
    """
    available = tuple(languages)
    folders, stem = _split(path)
    kept = [name for name in folders if not _language(name, available)]
    return "/".join([*kept, strip_language(stem, available)])


def strip_language(stem: str, languages: Iterable[str]) -> str:
    """Return the stem of a file without the language at its end.

    >>> strip_language("walk.en", ["en"]), strip_language("walk.en", ["ja"])
    ('walk', 'walk.en')
    """
    name, dot, tag = stem.rpartition(".")
    is_tag = bool(dot and name) and _language(tag, tuple(languages))
    return name if is_tag else stem


def _split(path: str) -> tuple[list[str], str]:
    """The folders of a path, and its file name without the suffix."""
    *folders, file = path.split("/")
    return folders, file.rpartition(".")[0] or file


@lru_cache(maxsize=1024)  # an archive has few folders
def _language(name: str, languages: tuple[str, ...]) -> str:
    """The language of the publication that a name is the tag of; "" for every other name."""
    if not 2 <= len(name) <= 12:
        return ""
    try:
        return match_tag(parse_tag(name), languages) or ""
    except UnknownLanguage:
        return ""
