"""Know how far the content of components is indented by its tags alone.

    <Tabs>
      <TabItem value="npm">

        Install it.

      </TabItem>
    </Tabs>

MDX knows no indented code, and formatters indent what stands in a component. CommonMark would
take `Install it.` for code, and the tags around it as well. So the columns that content stands
behind its tag mean nothing; what is indented further keeps the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from newsletter.source.nonprose_kinds import Nonprose, NonproseKind

_CODE_COLUMNS = 4
_INDENT = re.compile(r"[ \t]*")
_NAME = re.compile(r"</?([A-Z][\w.]*)")


@dataclass(frozen=True, slots=True)
class _Region:
    """The lines between two tags of a component, and how far its opening tag is indented."""

    first: int
    last: int
    tag_columns: int


def find_component_indents(
    text: str, parts: Iterable[Nonprose]
) -> dict[int, int]:
    """Return for lines of the content how many characters of their indentation mean nothing.

    Args:
        text: Markdown with LF line ends.
        parts: What is no prose in it, in order.
    """
    components = [part for part in parts if part.kind is NonproseKind.COMPONENT]
    if not components:
        return {}
    lines = text.split("\n")
    columns: dict[int, int] = {}
    for region in _find_regions(text, components):
        inside = range(region.first, region.last + 1)
        widths = [_columns(lines[n]) for n in inside if lines[n].strip()]
        already = columns.get(region.first, 0)
        deep = min(widths, default=0)
        if deep - already >= _CODE_COLUMNS and deep > region.tag_columns:
            further = already + deep - region.tag_columns
            columns.update(dict.fromkeys(inside, further))
    found = {n: _characters(lines[n], width) for n, width in columns.items()}
    return {n: length for n, length in found.items() if length}


def without_component_indents(text: str, parts: Iterable[Nonprose]) -> str:
    """Return the text with the content of components at the columns of their tags."""
    indents = find_component_indents(text, parts)
    if not indents:
        return text
    lines = text.split("\n")
    for number, length in indents.items():
        lines[number] = lines[number][length:]
    return "\n".join(lines)


def _find_regions(text: str, components: list[Nonprose]) -> list[_Region]:
    """What stands between two tags that both begin a line, outer ones first."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    waiting: list[tuple[str, Nonprose]] = []
    found: list[_Region] = []
    for part in components:
        raw = part.of(text)
        name = _NAME.match(raw)
        line = bisect_right(starts, part.start) - 1
        if (
            name is None
            or raw.endswith("/>")
            or text[starts[line] : part.start].strip()
        ):
            continue
        if not raw.startswith("</"):
            waiting.append((name[1], part))
            continue
        for index in reversed(range(len(waiting))):
            if waiting[index][0] == name[1]:
                opening = waiting[index][1]
                del waiting[index:]
                first = bisect_right(starts, opening.end - 1)
                prefix = text[starts[bisect_right(starts, opening.start) - 1] :]
                found.append(_Region(first, line - 1, _columns(prefix)))
                break
    return sorted(found, key=lambda region: (region.first, -region.last))


def _columns(line: str) -> int:
    """The columns that a line is indented by."""
    indent = _INDENT.match(line)
    return len(indent.group().expandtabs(4)) if indent else 0


def _characters(line: str, columns: int) -> int:
    """How many characters of the indentation stand within some columns."""
    indent = _INDENT.match(line)
    length = len(indent.group()) if indent else 0
    while length and len(line[:length].expandtabs(4)) > columns:
        length -= 1
    return length
