"""Know the fields of front matter by name, whatever capitals they are written with.

Hugo, Statiq and Obsidian take `Title`, `Draft` and `Date` for the fields of those names. A title
that is not known as one is lost, and a draft that is not known as one is published.
"""

from __future__ import annotations

from collections.abc import Iterable

# What a post says of itself. Addresses and pictures are not among them: an `URL` of a note in
# Obsidian is that of its source.
FIELD_NAMES = (
    *("title", "slug", "description", "excerpt", "summary"),
    *("date", "publishDate", "expiryDate", "datePublished"),
    *("created", "date created", "date-created", "lastmod", "modified"),
    *("draft", "published", "publish", "private", "status"),
    *("lang", "language", "locale", "translationKey"),
    *("author", "authors", "categories", "category", "tags", "keywords"),
)
_BY_LETTERS = {name.lower(): name for name in FIELD_NAMES}


def find_spellings(names: Iterable[str]) -> dict[str, str]:
    """Return the field that each name means; of two that mean one the exact or first one does.

    Args:
        names: The names of a head, as they are written.

    >>> find_spellings(["Title", "Draft", "cover"])
    {'Title': 'title', 'Draft': 'draft', 'cover': 'cover'}
    """
    written = list(names)
    taken = set(written)
    meant: dict[str, str] = {}
    for name in written:
        field = _BY_LETTERS.get(name.lower(), name)
        if field != name and field in taken:
            field = name
        taken.add(field)
        meant[name] = field
    return meant
