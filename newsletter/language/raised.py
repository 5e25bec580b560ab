"""Write raised and lowered parts in plain text, where 10⁶ without its mark would be 106."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[+\-−]?[0-9]{1,6}(?:[,–-][0-9]{1,6})*")
_NOTE = re.compile(r"^\[(\d+)\]$")  # [1]
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# 5th, 2e, 1º, a trade mark and a star mean the same on the line.
_ON_THE_LINE = re.compile(
    r"st|nd|rd|th|er|re|[eè]re|i?[eè]me|nde?|e|o|a|os|as|tm|sm", re.I
)
_SIGN = re.compile(r"[+\-−]")
_POWER = re.compile(
    r"(?=[^A-Za-zΑ-ω0-9]*[A-Za-zΑ-ω0-9])[A-Za-zΑ-ω0-9+\-−*/().\s]+"
)


def write_raised(base: str, raised: str) -> str:
    """Return what stands for a raised part.

    Args:
        base: What stands before it; its last character counts.
        raised: The part, plain text.

    >>> write_raised("10", "6"), write_raised("2", "n"), write_raised("5", "th")
    ('⁶', '^n', 'th')
    """
    inside = raised.strip()
    number = _NOTE.sub(r"\1", inside)
    if _DIGITS.fullmatch(number):
        return number.translate(_RAISED)
    is_beside = base[-1:].isdecimal() or _SIGN.match(inside)
    is_power = is_beside and _POWER.fullmatch(inside)
    if not is_power or _ON_THE_LINE.fullmatch(inside):
        return raised
    return f"^({inside})" if _SIGN.search(inside) else f"^{inside}"


def write_lowered(base: str, lowered: str) -> str:
    """Return what stands for a lowered part: digits behind a letter stay as they are.

    Args:
        base: What stands before it; its last character counts.
        lowered: The part, plain text.

    >>> write_lowered("CO", "2"), write_lowered("10", "2")
    ('2', '₂')
    """
    inside = lowered.strip()
    if base[-1:].isdecimal() and inside.isdecimal():
        return inside.translate(_LOWERED)
    return lowered
