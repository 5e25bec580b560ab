"""Say under a quotation whose words it is: `{% blockquote Author, Source https://… Title %}`.

Without that line a reader takes what somebody else says for the author's own words.
"""

from __future__ import annotations

import re

from newsletter.render.dialects.escaped_words import clean_label, escape_words
from newsletter.source.split_address import split_address
from newsletter.source.tag_arguments import Arguments

_ADDRESS = re.compile(r"https?://\S+")
_WHO = ("author", "by", "name")
_WHERE = ("source", "cite", "title", "from")
_LINK = ("link", "url", "href", "src")


def find_source(name: str, written: str, arguments: Arguments) -> str:
    """Return whose words a quotation is, Markdown on one line; "" where it does not say.

    Args:
        name: Of the tag; what stands behind `pullquote` is how it looks.
        written: All that stands behind the name. Hexo and Octopress: author, source, address, its
            title.
        arguments: The same, parted.
    """
    named = {key.lower(): value.strip() for key, value in arguments if key}
    if named:
        who, where, link = (
            next(filter(None, map(named.get, keys)), "")
            for keys in (_WHO, _WHERE, _LINK)
        )
        return _write(who, where, link)
    if name == "pullquote":
        return ""
    written = " ".join(written.replace('"', " ").split())
    address = _ADDRESS.search(written)
    if address is None:
        return _write(written, "", "")
    title = written[address.end() :].strip()
    return _write(written[: address.start()].strip(), title, address[0])


def _write(who: str, where: str, link: str) -> str:
    """One line: the author, and the source as a link where it has an address."""
    url = split_address(link)
    if url and url.scheme in ("http", "https"):
        shown = where or url.netloc
        where = f"[{escape_words(shown)}]({clean_label(link)})"
    else:
        where = escape_words(where)
    return ", ".join(filter(None, (escape_words(who), where)))
