"""Name the files of feeds and say which entries stand in which, for all who ask.

Document 0 is the main feed with the newest entries. All older ones stand in archive documents,
numbered from the oldest, so that a full one never changes again when posts are added. The newest
archive may repeat entries of the main feed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """One format of the main feed.

    Attributes:
        file_name: Below the folder of a language.
        title: What people call the format.
        media_type: As links to the feed name it.
    """

    file_name: str
    title: str
    media_type: str


RSS = FeedFormat("feed.xml", "RSS", "application/rss+xml")
ATOM = FeedFormat("atom.xml", "Atom", "application/atom+xml")
JSON = FeedFormat("feed.json", "JSON Feed", "application/feed+json")
FEED_FORMATS = (RSS, ATOM, JSON)
FEED_NAMES = tuple(feed.file_name for feed in FEED_FORMATS)

_ARCHIVE_NAME = re.compile(r"archive-\d+\.xml")


def archive_name(number: int) -> str:
    """Return the file name of an archive page; 1 is the oldest."""
    return f"archive-{number}.xml"


def feed_names(number: int) -> tuple[str, ...]:
    """Return the files of one document of a feed: 0 is the main feed, others are archive pages."""
    return (archive_name(number),) if number else FEED_NAMES


def is_feed(name: str) -> bool:
    """Tell whether a file of this name is a feed of a language; archive pages are."""
    return name in FEED_NAMES or bool(_ARCHIVE_NAME.fullmatch(name))


def document_ranges(
    n_articles: int, n_entries: int
) -> tuple[tuple[int, int], ...]:
    """Return (first, end) of the entries of every document, counted from the newest entry.

    Args:
        n_articles: Articles in the feed.
        n_entries: Entries a document.

    Returns:
        The main feed first, then the archives from the oldest to the newest.

    >>> document_ranges(5, 2)
    ((0, 2), (3, 5), (1, 3))
    """
    n_archives = max(0, -(-(n_articles - n_entries) // n_entries))
    archives = (
        (n_articles - number * n_entries, n_articles - (number - 1) * n_entries)
        for number in range(1, n_archives + 1)
    )
    return ((0, n_entries), *archives)
