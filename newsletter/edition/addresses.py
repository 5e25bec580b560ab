"""Say which address a page has, and where below the output folder its file lies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote as percent_encode
from urllib.parse import unquote

from newsletter.config import Settings
from newsletter.language.months import MONTHS
from newsletter.model import NO_ADDRESS, OwnAddress
from newsletter.source.post_names import join_by_hyphens, safe_slug

# Vowels of Thai and Lao that NFKD writes as two signs and nothing joins again.
_PARTED_LETTERS = (("\u0e4d\u0e32", "\u0e33"), ("\u0ecd\u0eb2", "\u0eb3"))
MAX_TITLE_SLUG_CHARS = 60  # about what a search result shows of an address


def post_url(
    settings: Settings,
    language: str,
    slug: str,
    date: datetime,
    own: OwnAddress = NO_ADDRESS,
) -> str:
    """Return the absolute address of a post; letters outside ASCII percent-encoded.

    The day is the one the post names, in the zone it names it in: it is the author's word
    for the post (and with the slug its ref), where readers' zones would give two posts of
    two days one address.

    Args:
        settings: Settings of the publication.
        language: The language of the page.
        slug: The slug of the post.
        date: When it was published, in the zone of its author.
        own: What the post itself says of its address.
    """
    if own.path:
        path = place_in_language(own.path, language, settings.source_language)
        return _join_site(settings, path)
    path = settings.permalink(language).format_map(
        _Pieces(language, slug, date, own)
    )
    return _join_site(settings, re.sub("/{2,}", "/", path))


class _Pieces:
    """What a permalink may name, each made when it is: an archive has thousands of addresses."""

    def __init__(
        self, language: str, slug: str, date: datetime, own: OwnAddress
    ) -> None:
        self.language, self.slug, self.date, self.own = (
            language,
            slug,
            date,
            own,
        )

    def __getitem__(self, name: str) -> object:
        return _PIECES[name](self)


_PIECES: Mapping[str, Callable[[_Pieces], object]] = {
    "language": lambda post: post.language,
    "slug": lambda post: post.slug,
    "date": lambda post: f"{post.date:%Y-%m-%d}",
    "year": lambda post: f"{post.date:%Y}",
    "short_year": lambda post: f"{post.date:%y}",
    "month": lambda post: f"{post.date:%m}",
    "i_month": lambda post: post.date.month,
    # In English, as Jekyll and Hugo write it in addresses.
    "month_name": lambda post: MONTHS[post.date.month - 1],
    "day": lambda post: f"{post.date:%d}",
    "i_day": lambda post: post.date.day,
    "y_day": lambda post: f"{post.date:%j}",
    "categories": lambda post: post.own.categories,
    "folders": lambda post: post.own.folders,
    "title_slug": lambda post: post.own.title_slug or post.slug,
}


def _join_site(settings: Settings, path: str) -> str:
    """The address of a path on the site."""
    site = settings.publication.url.rstrip("/")
    return site + percent_encode(path, safe="/:%~")


def title_slug(title: str) -> str:
    """Return a slug made of a title; "" when there is no word in it.

    Its words in small letters without accents, as many as fit.

    >>> title_slug("Rare earths: who’ll win the “1 trillion” race?")
    'rare-earths-wholl-win-the-1-trillion-race'
    """
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).casefold()
    for parted, letter in _PARTED_LETTERS:
        plain = plain.replace(parted, letter)
    bare = "".join(char for char in plain if not _is_accent(char))
    joined = re.sub("[-_.~]", " ", re.sub("['’]", "", bare))
    slug = ""
    for word in filter(None, join_by_hyphens(joined).split("-")):
        if slug and len(slug) + 1 + len(word) > MAX_TITLE_SLUG_CHARS:
            break
        slug = f"{slug}-{word}" if slug else word
    return safe_slug(slug)


def _is_accent(char: str) -> bool:
    """A mark of Latin letters; those of other scripts are part of the word."""
    return bool(unicodedata.combining(char)) and char < "\u0370"


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
