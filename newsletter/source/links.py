"""Find where the links of a Markdown text lead, and change that and nothing else.

Links are inline links, definitions (`[label]: address`), HTML `href`s and the tags of Jekyll and
Hexo (`{% post_url … %}`, `{% post_link … %}`), outside of code. The address is taken as it is
written, without the words of a wiki link, so that it can be looked up in every language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsletter.model import Block, BlockKind
from newsletter.source.blocks import parse_blocks
from newsletter.source.inline import find_spans, wiki_name
from newsletter.source.nonprose import NonproseKind, find_nonprose

_SITE = r"(?:\{\{-?\s*site\.(?:base)?url\s*-?\}\}\s*)*"
_JEKYLL = rf"{_SITE}\{{%-?\s*(?:post_url|link)\s+[^%\s][^%]*?\s*-?%\}}"
_PLAIN = r"(?:\{\{[^{}\n]*\}\}|\{\w+\}|[^\s()<>{}]|\([^\s()<>]*\))+"
_LINK = re.compile(
    rf"(?P<jekyll>{_JEKYLL})"
    r"|(?P<hexo>\{%-?\s*post_link\s+[^%\s][^%\n]*%\})"
    r"|(?P<wiki>(?<!!)\[\[[^\[\]\n]+\]\])(?![(\[])"
    rf"|(?<!\\)\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>{_PLAIN}))(?=[\s)])"
    r"|<a\s[^>]*?(?<![\w-])href\s*=\s*(?P<mark>[\"'])(?P<html>[^\"'<>]*)(?P=mark)",
    re.I,
)
_POST_LINK = re.compile(
    r"\{%-?\s*post_link\s+(?P<name>\S+)(?:\s+(?P<words>[^%\n]*?))??\s*-?%\}"
)
_DEFINITION = re.compile(
    r"^[\s>]*\[[^\]\n]+\]:[ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>\S+))",
    re.M,
)
_PERHAPS = re.compile(r"\]\(|\]:|href|\{%|\[\[", re.I)
_MEDIA = re.compile(
    r"!\[[^\]\n]*\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]+))(?=[\s)])"
    r"|!\[\[(?P<wiki>[^\[\]|\n]+)"
    r"|<(?:img|video|audio|source|image|figure)\s[^>]*?(?<![\w-])src\s*=\s*[\"'](?P<html>[^\"'<>]*)[\"']"
    r"|\{\{[<%]\s*(?:figure|image|img|video|audio)\s[^>]{0,2000}?(?<![\w-])src=[\"'](?P<code>[^\"'<>]*)[\"']"
    r"|^ {0,3}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s<>]+)",
    re.I | re.M,
)
_MEDIA_GROUPS = ("angled", "plain", "wiki", "html", "code", "defined")
_UNSHOWN_KINDS = (
    NonproseKind.FENCE,
    NonproseKind.INDENTED_CODE,
    NonproseKind.CODE_SPAN,
    NonproseKind.COMMENT,
)
_GROUPS = ("jekyll", "hexo", "wiki", "angled", "plain", "html")


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it is written and its half-open range in the text."""

    address: str
    first: int
    last: int


def find_links(body: str) -> tuple[Link, ...]:
    """Return the links of a body (Markdown, LF line ends) in order; those in code are none.

    >>> text = "See [a](/x/ 'A') and {% post_url 2025-01-02-b %}, not `[c](/y)`."
    >>> [link.address for link in find_links(text)]
    ['/x/', '{% post_url 2025-01-02-b %}']
    """
    if not _PERHAPS.search(body):
        return ()
    offsets = [0]
    for line in body.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    found: list[Link] = []
    for block in parse_blocks(body):
        raw = body[offsets[block.lines.first - 1] : offsets[block.lines.last]]
        found.extend(_links_of(block, raw, offsets))
    return tuple(sorted(found, key=lambda link: link.first))


def replace_links(body: str, addresses: Mapping[str, str]) -> str:
    """Return the body with every link to one of these addresses leading to its new one.

    Args:
        body: Markdown with LF line ends.
        addresses: Address as it is written → absolute URL without blanks or brackets.
    """
    out: list[str] = []
    done = 0
    for link in find_links(body) if addresses else ():
        if link.address in addresses and link.first >= done:
            written = body[link.first : link.last]
            out += (
                body[done : link.first],
                _led_to(written, addresses[link.address]),
            )
            done = link.last
    return "".join((*out, body[done:])) if out else body


def find_media(body: str) -> tuple[Link, ...]:
    """Return the pictures, sounds and films that a body shows, in order.

    Those in code and in comments are none.

    >>> [link.address for link in find_media("![a](b.png) and `![c](d.png)`")]
    ['b.png']
    """
    unshown = [
        part for part in find_nonprose(body) if part.kind in _UNSHOWN_KINDS
    ]
    starts = [part.start for part in unshown]
    found: list[Link] = []
    for media in _MEDIA.finditer(body):
        before = bisect_right(starts, media.start()) - 1
        if before >= 0 and media.start() < unshown[before].end:
            continue
        name = next(
            group for group in _MEDIA_GROUPS if media[group] is not None
        )
        found.append(Link(media[name], *media.span(name)))
    return tuple(found)


def replace_media(body: str, addresses: Mapping[str, str]) -> str:
    """Return the body with every picture, sound or film of these addresses at its new one.

    Args:
        body: Markdown.
        addresses: Each address as it is written → the new one.
    """
    out: list[str] = []
    done = 0
    for link in find_media(body):
        if link.address not in addresses:
            continue
        is_embed = body.startswith("![[", link.first - 3)
        url = addresses[link.address]
        if is_embed:
            end = body.find("]]", link.last) + 2
            out += (body[done : link.first - 3], f"![]({url})")
            done = end
        else:
            out += (body[done : link.first], url)
            done = link.last
    return "".join((*out, body[done:]))


def _led_to(written: str, url: str) -> str:
    """What is written in the place of an address; a link in one tag keeps its words."""
    if written.startswith("[["):
        return f"[{wiki_name(written)}]({url})"
    hexo = _POST_LINK.fullmatch(written)
    if hexo is None:
        return url
    words = (hexo["words"] or hexo["name"]).strip().strip("\"'")
    return f"[{words}]({url})"


def _without_words(address: str) -> str:
    """The address alone, the same in every language: without the words of a wiki or Hexo link."""
    if address.startswith("[["):
        return address.partition("|")[0].removesuffix("]]") + "]]"
    hexo = _POST_LINK.fullmatch(address)
    return f"{{% post_link {hexo['name']} %}}" if hexo else address


def _links_of(block: Block, raw: str, offsets: list[int]) -> Iterator[Link]:
    """Yield the links of one block; those in code spans are none."""
    if block.kind is BlockKind.CODE:
        return
    start = offsets[block.lines.first - 1]
    code = [span for span in find_spans(raw) if span.kind == "code"]
    pattern = _DEFINITION if block.kind is BlockKind.DEFINITION else _LINK
    for found in pattern.finditer(raw):
        group = _find_group(found)
        first, last = found.span(group)
        if not any(span.first < last and first < span.last for span in code):
            address = _without_words(found[group])
            yield Link(address, start + first, start + last)


def _find_group(found: re.Match[str]) -> str:
    """The name of the group that holds the address of a match."""
    named = found.groupdict()
    return next(name for name in _GROUPS if named.get(name) is not None)
