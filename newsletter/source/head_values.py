"""Hold how front matter is written, and where its entries and texts stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HeadFormat(StrEnum):
    """How front matter is written."""

    YAML = "YAML"
    TOML = "TOML"
    JSON = "JSON"
    META = (
        "meta data"  # lines of `Name: text`, Python-Markdown and MultiMarkdown
    )
    NIKOLA = "fields of Nikola"  # lines of `.. name: text`


class Style(StrEnum):
    """How one text is written."""

    DOUBLE = '"'
    SINGLE = "'"
    PLAIN = "plain"
    BLOCK = "block"  # `|` and `>` of YAML, the line end included


@dataclass(frozen=True, slots=True)
class HeadText:
    """A text in front matter.

    Attributes:
        path: The keys that lead to it; the items of a list have the path of the list.
        first, last: The characters it is written with, quotes included.
        text: What it says.
        style: How it is written.
    """

    path: tuple[str, ...]
    first: int
    last: int
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class HeadEntry:
    """A key: where it begins, where its value stands, and where its last line ends.

    Attributes:
        name: The key; of a dotted one all its names.
        start: Where it begins.
        first, last: The characters of its value.
        end: Where its last line ends; in JSON where its comma stands.
        table: Of TOML the names of the table it stands in; empty at the top.
    """

    name: str
    start: int
    first: int
    last: int
    end: int
    table: tuple[str, ...] = ()


def inside_fences(head: str) -> tuple[int, int]:
    """Return the range between the fences of YAML and TOML; Hexo needs no first one."""
    first = head.find("\n") + 1 if head[:1] in "-+" else 0
    return first, max(head.rstrip().rfind("\n") + 1, 0)
