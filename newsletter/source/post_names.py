"""Say what a post is called: by its file, in its address, and in the ledger for ever.

None of it needs the text: a run with nothing to do asks for names alone, and is spared what reads
front matter.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from newsletter.model import Post
from newsletter.source.path_language import strip_language

SUFFIXES = (".md", ".markdown", ".mdx", ".qmd", ".rmd")
DATED_NAME = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})-(?P<slug>.+)")
# A slug becomes a file name and a piece of a URL: no separators, no dots in front, no white space,
# nothing invisible.
_UNSAFE = re.compile(r"[^\w.~-]+")
# Marks that nobody sees: the joiner of graphemes, and what chooses the form of a letter.
_INVISIBLE = re.compile(
    "[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# With date, language and suffix it stays under the 255 bytes of every file system.
MAX_SLUG_BYTES = 180


def post_ref(post: Post) -> str:
    """Return the key every language of a post shares, for ever.

    The one the ledger knows it by (it survives a new slug), else `ref` of the front matter,
    else date and slug.
    """
    return (
        post.ref
        or safe_slug(str(post.fields.get("ref") or ""))
        or f"{post.date:%Y-%m-%d}-{post.slug}"
    )


def safe_slug(text: str) -> str:
    """Return a name that is safe as a file name and in a URL; "" when nothing is left.

    Letters of every script stay, with the vowel signs that India and Thailand write on them.
    """
    name = join_by_hyphens(text)
    while len(name.encode()) > MAX_SLUG_BYTES:
        name = name[:-1]
    return name


def join_by_hyphens(text: str) -> str:
    """Return the words of a text with hyphens between them, however long it is."""
    normal = unicodedata.normalize("NFC", text).strip()
    return _UNSAFE.sub(_replace_unsafe, normal).strip("-._~")


def _replace_unsafe(found: re.Match[str]) -> str:
    """Vowel signs and other marks of a letter as they are; a hyphen for each run of others."""
    start = found.start()
    is_on_letter = found.string[max(0, start - 1) : start].isalpha()
    name = ""
    for char in found[0]:
        is_mark = unicodedata.category(char)[0] == "M"
        if is_on_letter and is_mark and not _INVISIBLE.match(char):
            name += char
        elif not name.endswith("-"):
            name += "-"
            is_on_letter = False
    return name


def file_names(path: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the file of a post is called: with its language and date, and without.

    >>> file_names("2025/2025-11-01-market.en.md", ("ja", "en"))
    ('2025-11-01-market.en', '2025-11-01-market', 'market.en', 'market')
    """
    stem = find_stem(path, languages)
    whole = PurePath(path).stem
    # `index.en.md` is called by its folder
    language = whole.removeprefix(stem) if whole.startswith(f"{stem}.") else ""
    named = DATED_NAME.fullmatch(stem)
    names = (stem, named["slug"]) if named else (stem,)
    if not language:
        return names
    return tuple(
        called for name in names for called in (f"{name}{language}", name)
    )


def find_stem(path: str, languages: tuple[str, ...]) -> str:
    """Return the name of a file without its language, or of its folder (`walk/index.md`)."""
    pure = PurePath(path)
    stem = strip_language(pure.stem, languages)
    return pure.parent.name or stem if stem == "index" else stem
