"""Show the shortcodes of WordPress: what they enclose, and the caption they name."""

from __future__ import annotations

import re

from newsletter.render.dialects.escaped_words import escape_words
from newsletter.source.tag_arguments import find_arguments
from newsletter.source.tag_patterns import BRACKET_CALL

_CLOSING = re.compile(r"\[/((?:[\w-]|\\_)+)\]")
CODE_CALL = re.compile(
    r"\[(?P<name>\w+)(?P<rest>[^\]\n]*)\]\n?(?P<code>.*?)\[/\w+\]", re.S
)
_NAMED_LANGUAGE = re.compile(
    r"\b(?:lang|language)=[\"']?(?P<language>[\w+#-]+)"
)
# What shows nothing but what it encloses.
_FRAMES = frozenset({"caption", "wp_caption", "embed"})


class BracketCalls:
    """The calls of one text, in order."""

    def __init__(self, text: str) -> None:
        self.closed = set(_CLOSING.findall(text))
        self.captions: dict[str, str] = {}

    def show(self, raw: str) -> str | None:
        """Return what a call shows; None for one that only the site can show.

        Args:
            raw: The call, with its brackets.
        """
        found = BRACKET_CALL.fullmatch(raw)
        if found is None:
            return raw
        name = found["name"].replace("\\", "")
        if found["end"]:
            caption = self.captions.pop(name, "")
            return f" *{escape_words(caption)}*" if caption else ""
        is_frame = name.lower() in _FRAMES
        if is_frame:
            values = dict(find_arguments(found["rest"]))
            self.captions[name] = " ".join(values.get("caption", "").split())
        return "" if is_frame or found["name"] in self.closed else None


def read_language(rest: str) -> str:
    """Return the language that a call around code names; "" for none."""
    found = _NAMED_LANGUAGE.search(rest)
    return found["language"] if found else ""
