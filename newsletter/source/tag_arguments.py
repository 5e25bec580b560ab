"""Read the arguments of tags: of Liquid, shortcodes, calls and components."""

from __future__ import annotations

import re

Arguments = tuple[tuple[str, str], ...]
"""Name, or "", and value of each argument."""

_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)\s*=\s*)?(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'"
    r"|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"'`=]+))"
)


def find_arguments(text: str) -> Arguments:
    """Return the arguments of a tag: (name or "", value)."""
    found = _ARGUMENT.finditer(text)
    return tuple(
        (argument["key"] or "", _value(argument)) for argument in found
    )


def find_call_arguments(text: str) -> Arguments:
    """Return the arguments of a call, whatever stands around and between them.

    >>> find_call_arguments('(src="a.jpg", alt="A hill")')
    (('src', 'a.jpg'), ('alt', 'A hill'))
    """
    return tuple(
        (
            argument["key"],
            _value(argument).rstrip(",)" if argument["bare"] else ""),
        )
        for argument in _ARGUMENT.finditer(text.strip().strip("()"))
        if argument["key"]
    )


def _value(argument: re.Match[str]) -> str:
    """The value of an argument, however it is quoted."""
    groups = (
        argument["double"],
        argument["single"],
        argument["raw"],
        argument["bare"],
    )
    return next((group for group in groups if group is not None), "")
