"""Pair the tags around text that say something of it: what stands between two of them is theirs.

`box_names` knows which tags say something. A wrapper without words of its own (a column, a
container) is none of them, and what nothing closes holds nothing together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsletter.source.box_names import (
    ASIDES,
    BOX_TAGS,
    LIQUID_BOXES,
    QUOTING_TAGS,
    find_box_title,
    is_box_type,
)
from newsletter.source.nonprose import Nonprose, NonproseKind, find_nonprose
from newsletter.source.tab_titles import find_tab_titles
from newsletter.source.tag_arguments import (
    Arguments,
    find_arguments,
    find_call_arguments,
)
from newsletter.source.tag_patterns import (
    BRACKET_CALL,
    COMPONENT,
    LIQUID,
    SHORTCODE,
)

_CALL = "()"  # any call of Zola: all end with the same tag
_RAW = "%raw"
_FENCES = "`~"  # of MyST
_MODULE = re.compile(r"(?:import|export)\s|---$")
_INDENT = 4  # columns that the text of an indented box stands to the right of its mark


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag that may enclose text.

    Attributes:
        name: What its end is called; tags of two kinds have no name in common.
        is_end: It is the end.
        says: It says something of the text; a title alone may be that of the whole page.
        is_titled: All that it says is a title.
    """

    name: str
    is_end: bool = False
    says: bool = False
    is_titled: bool = False


def find_enclosures(markdown: str) -> tuple[tuple[int, int], ...]:
    """Return the texts that belong to a tag, with both its marks, as half-open ranges in order.

    >>> text = "{% quote Ana %} Rain. {% endquote %} Sun."
    >>> [text[start:end] for start, end in find_enclosures(text)]
    ['{% quote Ana %} Rain. {% endquote %}']
    """
    return tuple(sorted(_find_pairs(markdown)))


def _find_pairs(markdown: str) -> Iterator[tuple[int, int]]:
    waiting: defaultdict[str, list[tuple[int, _Tag]]] = defaultdict(list)
    is_raw = False
    page = _find_page(markdown)
    parts = find_nonprose(markdown)
    titles = find_tab_titles(markdown, parts)
    for part in parts:
        if part.kind is NonproseKind.BOX:
            yield part.start, _find_indented_end(markdown, part)
        tag = _read_tag(part, part.of(markdown))
        if tag is None:
            continue
        if part.start in titles:
            tag = replace(tag, says=True)
        if tag.name == _RAW:
            is_raw = not tag.is_end
        elif is_raw:
            continue
        elif not tag.is_end:
            waiting[tag.name].append((part.start, tag))
        elif waiting[tag.name]:
            start, opening = waiting[tag.name].pop()
            may_be_page = opening.is_titled and opening.name[0] == "/"
            is_page = may_be_page and start <= page[0] and page[1] <= part.end
            if opening.says and not is_page:
                yield start, part.end


def _find_page(markdown: str) -> tuple[int, int]:
    """Where the text of a page begins and ends: without imports and blanks around it."""
    first, last = len(markdown), 0
    place = 0
    for line in markdown.split("\n"):
        words = line.strip()
        if words and not _MODULE.match(line):
            first = min(first, place + line.index(words))
            last = place + line.index(words) + len(words)
        place += len(line) + 1
    return first, last


def _read_tag(part: Nonprose, raw: str) -> _Tag | None:
    """What a part is, if it is a tag that may enclose text."""
    if part.kind is NonproseKind.LIQUID_TAG:
        return _read_liquid(raw)
    if part.kind is NonproseKind.DIRECTIVE and raw[0] in _FENCES:
        is_end = not raw.strip(raw[0])
        return _Tag(raw[0] * 3, is_end, says=not is_end)
    if raw.startswith("["):
        return _read_bracket_call(raw)
    if part.kind is NonproseKind.SHORTCODE:
        found, mark = SHORTCODE.fullmatch(raw), "<"
    elif part.kind is NonproseKind.COMPONENT:
        found, mark = COMPONENT.fullmatch(raw), "/"
    else:
        return None
    if found is None or found["void"]:
        return None
    name = found["name"]
    is_named = name in BOX_TAGS or name in ASIDES or name in QUOTING_TAGS
    return _build_tag(
        mark,
        name,
        is_named=is_named,
        arguments=find_arguments(found["rest"]),
        is_end=bool(found["end"]),
    )


def _read_bracket_call(raw: str) -> _Tag | None:
    """A shortcode of WordPress: a quotation says whose words its text is."""
    found = BRACKET_CALL.fullmatch(raw)
    if found is None or found["void"]:
        return None
    name = found["name"]
    return _Tag(f"[{name}", bool(found["end"]), name.lower() in QUOTING_TAGS)


def _read_liquid(raw: str) -> _Tag | None:
    """A tag of Liquid, Hexo or Jekyll, or a call of Zola."""
    found = LIQUID.fullmatch(raw)
    if found is None or found["void"]:
        return None
    name, rest = found["name"], found["rest"]
    if rest.startswith("("):
        is_named = name in BOX_TAGS or name in QUOTING_TAGS or is_box_type(name)
        called = _build_tag(
            "", name, is_named=is_named, arguments=find_call_arguments(rest)
        )
        return replace(called, name=_CALL)
    if found["end"]:
        return _Tag(f"%{name}", is_end=True)
    if name == "end":
        return _Tag(_CALL, is_end=True)
    if name.startswith("end"):
        return _Tag(f"%{name.removeprefix('end')}", is_end=True)
    is_named = name in LIQUID_BOXES or name in QUOTING_TAGS
    return _build_tag(
        "%", name, is_named=is_named, arguments=find_arguments(rest)
    )


def _build_tag(
    mark: str,
    name: str,
    *,
    is_named: bool,
    arguments: Arguments,
    is_end: bool = False,
) -> _Tag:
    is_titled = not is_named and bool(find_box_title(name, arguments))
    return _Tag(f"{mark}{name}", is_end, is_named or is_titled, is_titled)


def _find_indented_end(markdown: str, box: Nonprose) -> int:
    """Where a box ends that holds the lines set in below its mark."""
    start = markdown.rfind("\n", 0, box.start) + 1
    before = markdown[start : box.start].expandtabs(_INDENT)
    least = len(before) - len(before.lstrip(" ")) + _INDENT
    end = place = box.end
    while place < len(markdown):
        stop = markdown.find("\n", place + 1)
        stop = len(markdown) if stop < 0 else stop
        line = markdown[place:stop].lstrip("\n").expandtabs(_INDENT)
        if line.strip():
            if len(line) - len(line.lstrip(" ")) < least:
                break
            end = stop
        place = stop
    return end
