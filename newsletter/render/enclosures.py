"""Find the sound or film of a post: what a feed carries as an enclosure.

The front matter names it, as podcast themes of the generators do: `enclosure` with `url`, `length`
and `type`, or `audio`, `podcast`, `mp3` or `video` with an address. A feed needs its length in
octets and its media type; a length that nobody says is 0, which RSS readers take for unknown, and
without a media type there is no enclosure.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsletter.language.whole_numbers import read_whole
from newsletter.model import Article
from newsletter.render.web_addresses import absolute_url

_FIELDS = ("enclosure", "audio", "podcast", "mp3", "video")
_ADDRESS_KEYS = ("url", "src", "file", "path")
_MEDIA_TYPE = re.compile(r"(?:audio|video)/[A-Za-z0-9.+-]+")
# What the standard table of some systems does not know.
_TYPES = {
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg",
    ".m4b": "audio/mp4",
}


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file beside the text: an absolute address, octets (0 when not said), a media type."""

    url: str
    n_bytes: int
    media_type: str


def find_enclosure(article: Article) -> MediaFile | None:
    """Return the sound or film that the post names; None when there is none to speak of."""
    fields = dict(article.front_matter)
    for name in _FIELDS:
        found = _media_file(fields.get(name), article.url)
        if found:
            return found
    return None


def _media_file(value: object, base_url: str) -> MediaFile | None:
    """The file that front matter names, by an address alone or with its type and size."""
    stated = value if isinstance(value, Mapping) else {"url": value}
    url = absolute_url(_find_address(stated), base_url)
    if not url:  # of most posts: the tables of media types need not be read
        return None
    media_type = str(stated.get("type") or _guess_type(url))
    if not _MEDIA_TYPE.fullmatch(media_type):
        return None
    return MediaFile(url, _find_size(stated), media_type)


def _find_address(stated: Mapping[str, object]) -> str:
    """The first address that is named, "" for none and for what is no text."""
    named = filter(None, map(stated.get, _ADDRESS_KEYS))
    address = next(named, "")
    return address if isinstance(address, str) else ""


def _find_size(stated: Mapping[str, object]) -> int:
    """Octets; 0 where nothing that is a number is said."""
    sizes = map(str, filter(None, map(stated.get, ("length", "size"))))
    first = next(sizes, "")
    return read_whole(first) or 0


def _guess_type(url: str) -> str:
    """The media type by the ending of an address; "" for an ending nobody knows."""
    path = url.partition("?")[0].partition("#")[0].lower()
    for suffix, media_type in _TYPES.items():
        if path.endswith(suffix):
            return media_type
    return mimetypes.guess_type(path)[0] or ""
