"""Tell the direction of a language or a text, and let a foreign name keep its own inside another.

Unicode Standard Annex #9: a line of an Arabic mail that begins with `1 Main Street` is shown as
`Main Street 1`, unless it is set apart.
"""

from __future__ import annotations

import unicodedata

from newsletter.language.tags import is_rtl

_RTL = frozenset({"R", "AL"})
_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"


def language_direction(tag: str) -> str:
    """Return `ltr` or `rtl`: the direction in which a language is written.

    >>> language_direction("ja"), language_direction("ar")
    ('ltr', 'rtl')
    """
    return "rtl" if is_rtl(tag) else "ltr"


def text_direction(text: str) -> str:
    """Return `ltr` or `rtl` by the first letter that has a direction; "" where none has.

    >>> text_direction("1 Main Street"), text_direction("السوق"), text_direction("12")
    ('ltr', 'rtl', '')
    """
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return "ltr"
        if kind in _RTL:
            return "rtl"
    return ""


def isolate(text: str, direction: str) -> str:
    """Return a text that keeps its own direction inside a line of this one.

    Args:
        text: What may run the other way: a title, a name, an address.
        direction: "rtl" or "ltr": that of the line around it.
    """
    own = text_direction(text)
    if not own or own == direction:
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
