"""Find the entries and texts of front matter in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from newsletter.source.head_values import HeadEntry, HeadText, Style

_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.S)


def find_json_texts(head: str) -> Iterator[HeadText]:
    """Yield the texts of a JSON object with the keys that lead to them."""
    path: list[str] = []
    stack: list[str] = []
    key = ""
    expects_key = False
    for token in _JSON_TOKEN.finditer(head):
        mark = token.group()
        if mark in "{[":
            stack.append(mark)
            path.append(key if mark == "{" else "")
            expects_key = mark == "{"
        elif mark in "}]":
            stack.pop()
            key = path.pop()
        elif mark == ",":
            expects_key = stack[-1:] == ["{"]
        elif mark == ":":
            expects_key = False
        elif mark.startswith('"') and expects_key:
            key = str(json.loads(mark))
        elif mark.startswith('"'):
            names = (*[name for name in path[1:] if name], key)
            yield HeadText(
                names,
                *token.span(),
                str(json.loads(mark)),
                Style.DOUBLE,
            )


def find_json_entries(head: str) -> Iterator[HeadEntry]:
    """Yield the entries of the outer object."""
    depth = 0
    key: re.Match[str] | None = None
    first = last = -1
    for token in _JSON_TOKEN.finditer(head):
        mark = token.group()
        ends = (mark == "," and depth == 1) or (mark == "}" and depth == 1)
        if ends and key is not None:
            yield HeadEntry(
                str(json.loads(key.group())),
                key.start(),
                first,
                last,
                token.start(),
            )
            key, first = None, -1
        depth += (mark in "{[") - (mark in "}]")
        if depth == 1 and key is None and mark.startswith('"'):
            key = token
        elif key is not None and (mark != ":" or first >= 0):
            first = token.start() if first < 0 else first
            last = token.end()
