"""Put a link with a name in place of films, sounds and posts of other sites."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import PurePosixPath

from newsletter.render.dialects.escaped_words import clean_label
from newsletter.source.split_address import split_address

# A filmed or recorded thing: name of the tag → its address and the word for it.
_EMBEDS = {
    "youtube": (
        "https://www.youtube.com/watch?v={}",
        "video",
        "YouTube",
    ),
    "vimeo": ("https://vimeo.com/{}", "video", "Vimeo"),
    "github": ("https://github.com/{}", "embedded", "GitHub"),
    "gist": ("https://gist.github.com/{}", "embedded", "GitHub Gist"),
    "tweet": ("https://twitter.com/i/status/{}", "embedded", "X"),
    "x": ("https://twitter.com/i/status/{}", "embedded", "X"),
    "twitter": ("https://twitter.com/i/status/{}", "embedded", "X"),
}

_MEDIA = re.compile(
    r"<(?P<name>iframe|video|audio|embed)\b(?P<rest>[^>]*)>(?:(?P<inside>.*?)</(?P=name)\s*>)?",
    re.S | re.I,
)

_SOURCE = re.compile(
    r"<source\b[^>]*?\bsrc\s*=\s*[\"'](?P<src>[^\"']*)[\"']",
    re.S | re.I,
)

_HTML_ATTRIBUTE = re.compile(
    r"\b(?P<name>src|title|aria-label)\s*=\s*[\"'](?P<value>[^\"']*)[\"']",
    re.I,
)

_PLAYER = re.compile(r"(youtube(?:-nocookie)?\.com)/embed/([\w-]+)[^\"']*")
_FILM_HOSTS = ("youtube", "youtu.be", "vimeo")
# Files that themes of Jekyll include for a film, and how they are given its key or address.
_FILMS = ("youtube", "vimeo")
_FILM_NAMES = ("id", "video_id", "videoId", "src", "url", "link", "video")
_FILM_KEY = re.compile(r"https?://\S+|[\w-]{6,20}")


def is_embed(name: str) -> bool:
    """Tell whether a tag of this name shows a film or a post of another site."""
    return name in _EMBEDS


def link_embed(name: str, key: str, words: Mapping[str, str]) -> str:
    """Return a link to a film or a post on another site, in Markdown."""
    address, word, host = _EMBEDS[name]
    key = key.strip("\"' ")
    url = key if key.startswith("http") else address.format(key)
    return f"[{words[word]} ({host})]({clean_label(url)})"


def link_included_film(
    file: str, named: Mapping[str, str], words: Mapping[str, str]
) -> str:
    """Return a link to the film of `{% include youtube.html id="…" %}`; "" for another file.

    Args:
        file: The file that is included, by its path.
        named: What it is given.
        words: The words of the frame in the language of the page.
    """
    stem = PurePosixPath(file).stem.lower()
    service = next((name for name in _FILMS if name in stem), "")
    given = (named.get(name, "") for name in _FILM_NAMES)
    key = next(filter(_FILM_KEY.fullmatch, given), "")
    return link_embed(service, key, words) if service and key else ""


def link_media(
    address: str, title: str, name: str, words: Mapping[str, str]
) -> str:
    """Return a link in HTML, named by its title, else by what it is and where.

    Args:
        address: Where the film, sound or page is.
        title: What the post calls it; "" for nothing.
        name: The element or shortcode that embeds it.
        words: The words of the frame in the language of the page.
    """
    url = _PLAYER.sub(r"youtube.com/watch?v=\2", address)
    parts = split_address(url)
    host = parts.netloc.removeprefix("www.") if parts else ""
    label = title.strip() or _name_media(name, host, words)
    return f'<a href="{html.escape(url)}">{html.escape(label)}</a>'


def _name_media(name: str, host: str, words: Mapping[str, str]) -> str:
    """What a film or sound without a title is called: what it is, and where."""
    word = name if name in ("video", "audio") else "embedded"
    if any(film_host in host for film_host in _FILM_HOSTS):
        word = "video"
    return f"{words[word]} ({host})" if host else words[word]


def link_html_media(text: str, words: Mapping[str, str]) -> str:
    """Return the text with links for the frames, films and sounds in its HTML."""
    if "<" not in text:
        return text

    def link(found: re.Match[str]) -> str:
        return _link_element(found, words)

    return _MEDIA.sub(link, text)


def _link_element(found: re.Match[str], words: Mapping[str, str]) -> str:
    """The link for one element; without an address there is nothing to link."""
    attributes: dict[str, str] = defaultdict(str)
    for attribute in _HTML_ATTRIBUTE.finditer(found["rest"]):
        attributes[attribute["name"].lower()] = attribute["value"] or ""
    address = attributes["src"] or _find_source(found["inside"] or "")
    if not address:
        return ""
    title = attributes["title"] or attributes["aria-label"]
    return link_media(address, title, found["name"].lower(), words)


def _find_source(inside: str) -> str:
    """The address of the first <source> in an element; "" for none."""
    source = _SOURCE.search(inside)
    return source["src"] if source else ""
