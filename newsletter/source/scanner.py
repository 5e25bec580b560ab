"""Walk once over a text: what the two walks that look for syntax have in common."""

from __future__ import annotations

import re

from newsletter.source.nonprose_kinds import Nonprose, NonproseKind

BLANK_LINE = re.compile(r"\n[ \t]*\n")


class Scanner:
    """A text, and the end marks that are missing in it or come next: none is looked for twice.

    Attributes:
        text: Markdown with LF line ends.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._missing: set[str] = set()
        # The last match of each pattern, and from where it was looked for.
        self._next: dict[str, tuple[int, re.Match[str]]] = {}

    def line_start(self, place: int) -> int:
        """Return where the line of a place begins."""
        return self.text.rfind("\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        """Return the place of the next line end, or of the end of the text."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end

    def until(self, mark: str, start: int) -> int:
        """Return the place after the next `mark`, or -1."""
        if mark in self._missing:
            return -1
        found = self.text.find(mark, start)
        if found < 0:
            self._missing.add(mark)
            return -1
        return found + len(mark)

    def after_pattern(self, pattern: str, start: int) -> int:
        """Return the place after the next text that matches, or -1."""
        if pattern in self._missing:
            return -1
        since, found = self._next.get(pattern, (0, None))
        if found and since <= start <= found.start():
            return found.end()
        found = re.compile(pattern).search(self.text, start)
        if found is None:
            self._missing.add(pattern)
            return -1
        self._next[pattern] = start, found
        return found.end()

    def match(
        self, pattern: re.Pattern[str], start: int, kind: NonproseKind
    ) -> Nonprose | None:
        """Return what a pattern matches at a place.

        Args:
            pattern: What has to stand there.
            start: The place.
            kind: What it is called where it matches.
        """
        found = pattern.match(self.text, start)
        return Nonprose(start, found.end(), kind) if found else None
