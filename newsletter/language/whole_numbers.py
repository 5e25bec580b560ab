"""Read a whole number that somebody wrote where a machine expects one: a length, a width, a count.

`int` is no judge of that: it refuses digits that `str.isdigit` takes (²), and more than 4,300 of
them, both with an error that no caller of a length expects.
"""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[0-9]{1,15}")  # a JSON number keeps so many


def read_whole(text: str) -> int | None:
    """Return the number that a text is; None for anything else, and for one beyond all use.

    >>> read_whole("480"), read_whole("²"), read_whole("-1"), read_whole("9" * 16)
    (480, None, None, None)
    """
    return int(text) if _WHOLE.fullmatch(text) else None
