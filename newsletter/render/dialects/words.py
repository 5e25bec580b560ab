"""Name boxes, films and sounds in the language of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from newsletter.render.strings import Strings


DialectWords = tuple[tuple[str, str], ...]

ENGLISH_WORDS: DialectWords = (
    ("box_note", "Note"),
    ("box_tip", "Tip"),
    ("box_important", "Important"),
    ("box_warning", "Warning"),
    ("box_caution", "Caution"),
    ("box_example", "Example"),
    ("video", "Video"),
    ("audio", "Audio"),
    ("embedded", "Embedded page"),
)

SITE_PATH = "site_path"  # beside the words: where the site begins, "" at the root of its host


def dialect_words(strings: Strings, site_url: str = "") -> DialectWords:
    """Return the words for boxes and films of one language; English where it has none.

    Args:
        strings: The words of the language.
        site_url: Where the publication stands: its path is what Jekyll calls `baseurl`.
    """
    texts = strings.texts
    words = (
        (key, str(texts.get(key, default))) for key, default in ENGLISH_WORDS
    )
    return (*words, (SITE_PATH, urlsplit(site_url).path.rstrip("/")))
