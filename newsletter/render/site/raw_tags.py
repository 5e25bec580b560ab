"""Keep a site generator from running the tags that a post only names: in code, and in prose.

A page about Liquid shows `{% for %}`; the generator that builds the copy would run it. A tag is
named where it stands in code, or steers inside a line of a post that runs no tags at all. Code
that shows a value of the site, or one that the post assigns, is meant to be run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsletter.render.dialects import is_steering
from newsletter.source.nonprose import (
    Nonprose,
    NonproseKind,
    find_nonprose,
)

_CODE = (
    NonproseKind.FENCE,
    NonproseKind.INDENTED_CODE,
    NonproseKind.CODE_SPAN,
)
_BRACES = re.compile(r"\{\{|\{%")
# Values that a site gives to a page: code that names them is meant to be run.
_SITE_VALUE = re.compile(
    r"\{[{%][^}%]*\b(?:site|page|include|layout|theme|config)\.\w"
)
_RAW_PAIR = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.S)
_ASSIGNED = re.compile(r"\{%-?\s*(?:assign|capture)\s+(\w+)")


def put_named_tags_in_raw(body: str) -> str:
    """Return the body with tags that are only named protected from the generator.

    >>> put_named_tags_in_raw("Write `{% for %}`.")
    'Write {% raw %}`{% for %}`{% endraw %}.'
    """
    if not _BRACES.search(body):
        return body
    out: list[str] = []
    place = 0
    for part in _NamedTags(body).find():
        out += (body[place : part.start], _in_raw(part, part.of(body)))
        place = part.end
    return "".join((*out, body[place:]))


class _NamedTags:
    """The parts of a body that its generator must not run."""

    def __init__(self, body: str) -> None:
        names = "|".join(_ASSIGNED.findall(body))
        self.body = body
        self.parts = find_nonprose(body)
        self.values = [_SITE_VALUE]
        if names:
            own_value = rf"\{{[{{%][^}}%]*\b(?:{names})\b"
            self.values.append(re.compile(own_value))
        self.is_run = bool(names) or self._shows_value(body)

    def find(self) -> Iterator[Nonprose]:
        """Yield the parts that are not in `raw` already, in order."""
        protected = list(_find_raw(self.body, self.parts))
        for part in self.parts:
            if not _lies_in(part, protected) and self._is_named(part):
                yield part

    def _is_named(self, part: Nonprose) -> bool:
        """Tell whether a part is code that shows tags, or a tag that prose speaks of."""
        code = part.of(self.body)
        if _RAW_PAIR.search(code) or self._shows_value(code):
            return False
        if part.kind in _CODE:
            return bool(_BRACES.search(code))
        if self.is_run or part.kind is not NonproseKind.LIQUID_TAG:
            return False
        return is_steering(self.body, part)

    def _shows_value(self, text: str) -> bool:
        """Tell whether a text shows a value of the site, or one that the post assigns."""
        return any(value.search(text) for value in self.values)


def _lies_in(part: Nonprose, ranges: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a part begins in one of some ranges."""
    return any(first <= part.start < last for first, last in ranges)


def _find_raw(
    body: str, parts: tuple[Nonprose, ...]
) -> Iterator[tuple[int, int]]:
    """The ranges that stand in `raw` already."""
    start = -1
    for part in parts:
        if part.kind is not NonproseKind.LIQUID_TAG:
            continue
        name = part.of(body).strip("{%- }")
        if name == "raw" and start < 0:
            start = part.end
        elif name == "endraw" and start >= 0:
            yield start, part.start
            start = -1


def _in_raw(part: Nonprose, code: str) -> str:
    """Put a part in `raw`; inside a fence, so that its lines stay code."""
    if part.kind is NonproseKind.FENCE:
        first, _, rest = code.partition("\n")
        content, _, last = rest.rpartition("\n")
        if not content:
            return code
        return f"{first}\n{{% raw %}}\n{content}\n{{% endraw %}}\n{last}"
    indent = ""
    if part.kind is NonproseKind.INDENTED_CODE:
        indent = code[: len(code) - len(code.lstrip())]
    return f"{indent}{{% raw %}}{code[len(indent) :]}{{% endraw %}}"
