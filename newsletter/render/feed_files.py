"""Name the files of feeds, for whoever writes, links to, checks or announces them."""

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
