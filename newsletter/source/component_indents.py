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
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from newsletter.source.nonprose_kinds import Nonprose, NonproseKind

_CODE_COLUMNS = 4
_BLANK = sys.maxsize  # of a line without text
_INDENT = re.compile(r"[ \t]*")
_NAME = re.compile(r"</?([A-Z][\w.]*)")


@dataclass(frozen=True, slots=True)
class _Region:
    """The lines between two tags of a component, and how far its opening tag is indented."""

    first: int
    last: int
    tag_columns: int


class _Least:
    """The least of the numbers in a range, without a look at each: ranges may nest deeply.

    Attributes:
        rows: For each power of two, the least of so many numbers from each place on.
    """

    def __init__(self, numbers: list[int]) -> None:
        self.rows = [numbers]
        n_covered = 1
        while 2 * n_covered <= len(numbers):
            row = self.rows[-1]
            self.rows.append([*map(min, row, row[n_covered:])])
            n_covered *= 2

    def find(self, places: range) -> int:
        """Return the least of the numbers at some places; that of a blank line for no place."""
        if not places:
            return _BLANK
        power = len(places).bit_length() - 1
        row = self.rows[power]
        return min(row[places[0]], row[places[-1] + 1 - (1 << power)])


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
    least = _Least(
        [_columns(line) if line.strip() else _BLANK for line in lines]
    )
    columns: dict[int, int] = {}
    for region in _find_regions(text, components):
        inside = range(region.first, region.last + 1)
        already = columns.get(region.first, 0)
        deep = least.find(inside)
        if deep == _BLANK:
            continue
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
    n_open: Counter[str] = Counter()
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
            n_open[name[1]] += 1
            continue
        if not n_open[name[1]]:
            continue
        opened = ""
        while opened != name[1]:
            opened, opening = waiting.pop()
            n_open[opened] -= 1
        first = bisect_right(starts, opening.end - 1)
        start = starts[bisect_right(starts, opening.start) - 1]
        indent = _columns(text[start : opening.start])
        found.append(_Region(first, line - 1, indent))
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
