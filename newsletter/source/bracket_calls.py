"""Know the shortcodes of WordPress, which stay in posts that were exported to Markdown.

`[caption id="a" width="300"]<img …> The hill[/caption]`: a name with values is none of the author's
words, nor is the name that closes it. A name alone (`[code]`) counts only where it is closed and is
one that WordPress or its plugins have: `[here]` is prose. Exporters escape the underscores.

Specification: https://developer.wordpress.org/apis/shortcode/.
"""

from __future__ import annotations

import re

from newsletter.source.nonprose_kinds import Nonprose, NonproseKind

_NAME = r"(?P<name>[A-Za-z](?:[\w-]|\\_)*)"
_VALUES = r"(?:[ \t]+[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'\[\]]+))"
# The text of a link has its address or label behind it; a picture may be linked there, too.
_NO_LINK = r"(?![(:]|\[(?![!<]))"
_OPENING = re.compile(rf"\[{_NAME}{_VALUES}+[ \t]*/?\]{_NO_LINK}")
_BARE = re.compile(rf"\[{_NAME}\]{_NO_LINK}")
_CLOSING = re.compile(rf"\[/{_NAME}\]{_NO_LINK}")
_CODE_NAMES = frozenset({"code", "sourcecode", "codeblock"})
_BARE_NAMES = _CODE_NAMES | {
    *("audio", "caption", "embed", "gallery", "video"),
    *("blockquote", "quote", "pullquote", "spoiler"),
}
MAX_CODE_CHARS = 100_000


class CallFinder:
    """Finds them in one walk over a text; an end counts where its call was seen."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.opened: set[str] = set()
        self.ends: dict[str, int] = {}  # where each closing tag stands next

    def find(self, start: int) -> Nonprose | None:
        """Return the shortcode that begins at a bracket; one around code takes the code with it.

        Args:
            start: Place of the bracket.
        """
        closing = _CLOSING.match(self.text, start)
        if closing:
            if closing["name"] not in self.opened:
                return None
            return Nonprose(start, closing.end(), NonproseKind.SHORTCODE)
        found = _OPENING.match(self.text, start)
        if found is None:
            found = _BARE.match(self.text, start)
            if found is None or found["name"].lower() not in _BARE_NAMES:
                return None
            if self._find_end(found) < 0:
                return None
        self.opened.add(found["name"])
        if found["name"].lower() in _CODE_NAMES:
            end = self._find_end(found)
            if 0 < end <= start + MAX_CODE_CHARS:
                return Nonprose(start, end, NonproseKind.RAW_BLOCK)
        return Nonprose(start, found.end(), NonproseKind.SHORTCODE)

    def _find_end(self, found: re.Match[str]) -> int:
        """The place after the tag that closes a call; -1 where none does."""
        closing = f"[/{found['name']}]"
        place = self.ends.get(closing, 0)
        if 0 <= place < found.end():
            place = self.text.find(closing, found.end())
            self.ends[closing] = place
        return place + len(closing) if place >= 0 else -1
