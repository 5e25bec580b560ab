"""Find the entries and texts of front matter in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from newsletter.source.head_values import HeadEntry, HeadText, Style

_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.S)


_DEPTH = {"{": 1, "[": 1, "}": -1, "]": -1}


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
    entry: list[re.Match[str]] = []  # a key, a colon and the tokens of a value
    for token in _JSON_TOKEN.finditer(head):
        mark = token.group()
        if depth == 1 and mark in ",}":
            if entry:
                yield _build_entry(entry, token.start())
            entry = []
        elif depth:
            entry.append(token)
        depth += _DEPTH.get(mark, 0)


def _build_entry(tokens: list[re.Match[str]], end: int) -> HeadEntry:
    """The entry that some tokens of the outer object make up."""
    key, _, first, *_ = tokens
    name = str(json.loads(key.group()))
    return HeadEntry(name, key.start(), first.start(), tokens[-1].end(), end)
