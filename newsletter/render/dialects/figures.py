"""Show the pictures of tags and shortcodes, with their captions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from newsletter.render.dialects.escaped_words import clean_label
from newsletter.render.dialects.nested_boxes import GONE
from newsletter.source.tag_arguments import Arguments

_IMAGE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)$", re.I)


def show_image(named: Mapping[str, str], arguments: Arguments) -> str:
    """Return a picture with its caption under it, in Markdown."""
    address = named.get("src") or find_image_name(arguments)
    if not address:
        return GONE
    caption = (named.get("caption") or named.get("title") or "").strip()
    alt = named.get("alt") or caption
    picture = f"![{clean_label(alt)}](<{clean_label(address)}>)"
    link = named.get("link")
    if link:
        picture = f"[{picture}](<{clean_label(link)}>)"
    return f"{picture}\n\n*{caption}*\n" if caption else picture


def find_image_name(arguments: Arguments) -> str:
    """Return the first argument without a name that is the name of a picture; "" for none."""
    for key, value in arguments:
        if not key and is_image_name(value):
            return value
    return ""


def is_image_name(name: str) -> bool:
    """Tell whether a file has the name of a picture."""
    return _IMAGE_NAME.search(name) is not None
