"""Know what Logseq writes into a page beside Markdown.

    ((6543c2a1-…))                      a reference to a block: an address that only Logseq knows
    collapsed:: true                    a property on a line of its own
    :LOGBOOK: … :END:                   a drawer: when a task was worked on

None of it is for readers: it stays in the copies, and is taken out of mails, pages and feeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(
    r"\(\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)\)"
    r"|^[ \t]*(?:id|collapsed|heading|background-color|ls-type|hl-page)::[ \t][^\n]*$"
    r"|^[ \t]*:LOGBOOK:\n(?:[ \t]*CLOCK:[^\n]*\n){0,200}[ \t]*:END:$",
    re.MULTILINE,
)


class Logseq:
    """The marks of Logseq."""

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where marks stand."""
        for found in _MARK.finditer(text):
            yield found.span()

    def show(self, markup: str) -> str:
        """Take it out: a reader sees nothing of it in Logseq either."""
        return ""
