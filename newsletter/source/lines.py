"""Map what the block parser hands over back to the characters of the text.

The parser sees the masked text (`nonprose.mask_nonprose`), which has the length of the text, so a
place in one is the same place in the other. Only the lines may differ: a tag over several lines
inside a paragraph is one line to the parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from newsletter.source.nonprose import MASKED, mask_nonprose

Starts = tuple[
    tuple[int, int], ...
]  # (place in a content, place in the text) of each of its lines

_LINE_END = re.compile("\n")


class LineTable:
    """The lines of a masked text and where each begins.

    Attributes:
        body: The text itself.
        masked: What the parser is given.
        lines: The lines of the masked text.
        offsets: Where each of them begins, and one more than the length at the end.
    """

    def __init__(self, body: str) -> None:
        self.body = body
        self.masked = mask_nonprose(body)
        self.lines = self.masked.split("\n")
        self.offsets = list(
            accumulate((len(line) + 1 for line in self.lines), initial=0)
        )
        self._line_ends = [found.start() for found in _LINE_END.finditer(body)]

    def number(self, line: int) -> int:
        """Return which line of the text, from 0, the start of a masked line stands on."""
        return bisect_right(self._line_ends, self.offsets[line] - 1)

    def last_number(self, line: int) -> int:
        """Return which line of the text, from 0, the end of a masked line stands on."""
        return bisect_right(self._line_ends, self.offsets[line + 1] - 2)

    def count_before(self, place: int, char: str) -> int:
        """Return how many of these characters stand right before a place, on its line."""
        line = bisect_right(self.offsets, place) - 1
        before = self.lines[line][: place - self.offsets[line]]
        return len(before) - len(before.rstrip(char))

    def locate(self, content: str, first_line: int) -> Starts | None:
        """Map each line of `content` to its place; None when it does not stand there as written.

        What a block parser hands over is the end of a source line, less white space: the last
        occurrence is the place.

        Args:
            content: The content of a block, as the parser has it.
            first_line: Number of its first line in the text, from 0.
        """
        starts: list[tuple[int, int]] = []
        place = 0
        for number, line in enumerate(content.split("\n"), first_line):
            text = line.strip()
            column = (
                self.lines[number].rfind(text)
                if number < len(self.lines)
                else -1
            )
            if column < 0:
                return None
            indent = len(line) - len(line.lstrip())
            starts.append((place, self.offsets[number] + column - indent))
            place += len(line) + 1
        return tuple(starts)

    def restore(self, content: str, starts: Starts) -> str:
        """Return a located content with the characters of the text where it is masked."""
        out: list[str] = []
        done = 0
        for mask in MASKED.finditer(content):
            first = source_place(starts, mask.start())
            out += (
                content[done : mask.start()],
                self.body[first : first + len(mask.group())],
            )
            done = mask.end()
        return "".join((*out, content[done:])) if out else content


def source_place(starts: Starts, place: int) -> int:
    """Return where a character of a located content stands in the text.

    Args:
        starts: The starts of the lines of the content, as `LineTable.locate` gives them.
        place: Place in the content.
    """
    index = bisect_right(starts, (place, 1 << 60)) - 1
    content_start, source_start = starts[max(index, 0)]
    return source_start + place - content_start
