"""Find where the values of front matter stand, and change some of them with all else left as it is.

A head is read by a library (`front_matter.parse_front_matter`); here it is cut: each entry and each
text with its range, so that a new value is put in the place of the old one and comments, order,
quoting and every other byte stay. What was rejected: to write the parsed values anew. It loses
comments, turns `'a'` into `"a"` and TOML into YAML.

What is written is read again: when it does not say what it should, the change is refused.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import yaml

# In C where libyaml is built in, as the fields are read (`front_matter`): both know one YAML.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class HeadFormat(StrEnum):
    """How front matter is written."""

    YAML = "YAML"
    TOML = "TOML"
    JSON = "JSON"
    META = (
        "meta data"  # lines of `Name: text`, Python-Markdown and MultiMarkdown
    )


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
    """A top-level key: where it begins, where its value stands, and where its last line ends."""

    name: str
    start: int
    first: int
    last: int
    end: int


_TOML_TOKEN = re.compile(
    r"#[^\n]*"
    r'|"""(?:[^\\"]|\\.|"(?!""))*"""|\'\'\'(?:[^\']|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
    r"|[\[\]{}=,\n]|[^\s#\"'\[\]{}=,]+",
    re.S,
)
_META_ENTRY = re.compile(
    r"^(?P<name>[A-Za-z][\w-]*):[ \t]*(?P<text>[^\n]*(?:\n[ \t]+\S[^\n]*)*)\n?",
    re.M,
)
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.S)


def head_format(head: str) -> HeadFormat:
    """Tell how front matter is written, by its first character."""
    if head.startswith("+"):
        return HeadFormat.TOML
    if head.startswith("{"):
        return HeadFormat.JSON
    return HeadFormat.META if head[:1].isalpha() else HeadFormat.YAML


def find_head_texts(head: str) -> tuple[HeadText, ...]:
    """Return the texts in file order; none where the front matter cannot be read.

    Args:
        head: Front matter, its fences included, with LF line ends.

    >>> [(text.path, text.text) for text in find_head_texts('+++\\ntitle = "a"\\n+++\\n')]
    [(('title',), 'a')]
    """
    form = head_format(head)
    if form is HeadFormat.TOML:
        return tuple(_TomlWalk(head).texts)
    if form is HeadFormat.JSON:
        return tuple(_json_texts(head))
    if form is HeadFormat.META:
        return tuple(_meta_texts(head))
    node, offset = _compose(head)
    return tuple(_yaml_texts(node, (), offset))


def find_head_entries(head: str) -> tuple[HeadEntry, ...]:
    """Return the top-level entries in file order; none where the front matter cannot be read."""
    form = head_format(head)
    if form is HeadFormat.TOML:
        return tuple(_TomlWalk(head).entries)
    if form is HeadFormat.JSON:
        return tuple(_json_entries(head))
    if form is HeadFormat.META:
        return tuple(_meta_entries(head))
    return tuple(_yaml_entries(head))


def write_text(text: str, style: Style, form: HeadFormat) -> str:
    """Return a text as front matter has it, in the quotes it had where they can hold it."""
    if form is HeadFormat.META:
        return " ".join(text.split())
    is_visible = all(map(_is_visible, text))
    if (
        style is Style.SINGLE
        and is_visible
        and (form is HeadFormat.YAML or "'" not in text)
    ):
        return "'" + text.replace("'", "''") + "'"
    written = json.dumps(text, ensure_ascii=False)
    if not is_visible:
        written = "".join(
            char if _is_visible(char) else _escaped(char, form)
            for char in written
        )
    return written + ("\n" if style is Style.BLOCK else "")


def _is_visible(char: str) -> bool:
    """Tell whether a character may stand as it is: text, and blanks of every width."""
    return char.isprintable() or unicodedata.category(char) == "Zs"


def _escaped(char: str, form: HeadFormat) -> str:
    """A character that must not stand as it is, by its number."""
    if form is HeadFormat.JSON or ord(char) <= 0xFFFF:
        return json.dumps(char, ensure_ascii=True)[1:-1].replace(
            "\x7f", "\\u007f"
        )
    return f"\\U{ord(char):08x}"


# ---------------------------------------------------------------- YAML


def _inside(head: str) -> tuple[int, int]:
    """The range between the fences."""
    return head.find("\n") + 1, max(head.rstrip().rfind("\n") + 1, 0)


def _compose(head: str) -> tuple[yaml.Node | None, int]:
    """The nodes of a YAML head and where they begin; None where it cannot be read."""
    first, last = _inside(head)
    try:
        return yaml.compose(head[first:last], Loader=_LOADER), first
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, first


def _yaml_texts(
    node: yaml.Node | None,
    path: tuple[str, ...],
    offset: int,
    depth: int = 0,
) -> Iterator[HeadText]:
    """Yield the texts under a node, as deep as people nest fields."""
    if depth > 4:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _yaml_texts(
                value, (*path, str(key.value)), offset, depth + 1
            )
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _yaml_texts(item, path, offset, depth + 1)
    elif (
        isinstance(node, yaml.ScalarNode)
        and node.tag == "tag:yaml.org,2002:str"
    ):
        style = {
            "'": Style.SINGLE,
            '"': Style.DOUBLE,
            "|": Style.BLOCK,
            ">": Style.BLOCK,
        }
        yield HeadText(
            path,
            offset + node.start_mark.index,
            offset + node.end_mark.index,
            node.value,
            style.get(node.style or "", Style.PLAIN),
        )


def _yaml_entries(head: str) -> Iterator[HeadEntry]:
    """Yield the entries of a block mapping; each ends with its last line."""
    node, offset = _compose(head)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return
    closing = _inside(head)[1]
    starts = [offset + key.start_mark.index for key, _ in node.value]
    for (key, value), start, after in zip(
        node.value, starts, (*starts[1:], closing), strict=True
    ):
        first = offset + value.start_mark.index
        last = offset + value.end_mark.index
        written = head[first:last].rstrip()
        last = first + len(written)
        end = head.find("\n", last) + 1 or len(head)
        yield HeadEntry(str(key.value), start, first, last, min(end, after))


# ---------------------------------------------------------------- TOML


class _TomlWalk:
    """The texts and entries of a TOML head; a head that cannot be read has none."""

    def __init__(self, head: str) -> None:
        self.head = head
        self.texts: list[HeadText] = []
        self.entries: list[HeadEntry] = []
        first, last = _inside(head)
        try:
            tomllib.loads(head[first:last])
        except (tomllib.TOMLDecodeError, RecursionError):
            return
        tokens = list(_TOML_TOKEN.finditer(head, first, last))
        table: tuple[str, ...] = ()
        place = 0
        while place < len(tokens):
            mark = tokens[place].group()
            if mark == "[":
                table, place = self._table(tokens, place)
            elif mark == "\n" or mark.startswith("#"):
                place += 1
            else:
                place = self._entry(tokens, place, table)

    def _table(
        self, tokens: list[re.Match[str]], place: int
    ) -> tuple[tuple[str, ...], int]:
        """Read `[table.name]`: its names, and where to go on."""
        names: list[str] = []
        while place < len(tokens) and tokens[place].group() != "\n":
            mark = tokens[place].group()
            if mark not in "[]" and not mark.startswith("#"):
                names += _key_parts(mark)
            place += 1
        return tuple(names), place

    def _entry(
        self,
        tokens: list[re.Match[str]],
        place: int,
        table: tuple[str, ...],
    ) -> int:
        """Read `key = value`, over several lines where its brackets are open."""
        start = tokens[place].start()
        names: list[str] = []
        while tokens[place].group() != "=":
            names += _key_parts(tokens[place].group())
            place += 1
        place += 1
        first = last = tokens[place].start()
        depth = 0
        braces = 0
        while place < len(tokens):
            mark = tokens[place].group()
            if mark == "\n" and depth == 0:
                break
            depth += (mark in ("[", "{")) - (mark in ("]", "}"))
            braces += (mark == "{") - (mark == "}")
            if mark[0] in "\"'" and braces == 0:
                self.texts.append(self._text(tokens[place], (*table, *names)))
            if not mark.startswith(("#", "\n")):
                last = tokens[place].end()
            place += 1
        if not table:
            end = self.head.find("\n", last) + 1 or len(self.head)
            self.entries.append(
                HeadEntry(".".join(names), start, first, last, end)
            )
        return place

    def _text(self, token: re.Match[str], path: tuple[str, ...]) -> HeadText:
        """One text as its token is written."""
        written = token.group()
        text = str(tomllib.loads(f"a = {written}")["a"])
        is_long = written.startswith(('"""', "'''"))
        style = (
            Style.SINGLE if written[0] == "'" and not is_long else Style.DOUBLE
        )
        return HeadText(path, token.start(), token.end(), text, style)


def _key_parts(mark: str) -> list[str]:
    """The names of a dotted key; a quoted one is one name."""
    if mark[0] in "\"'":
        return [mark[1:-1]]
    return [name for name in mark.split(".") if name]


# ---------------------------------------------------------------- JSON


def _json_texts(head: str) -> Iterator[HeadText]:
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


def _json_entries(head: str) -> Iterator[HeadEntry]:
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


# ---------------------------------------------------------------- meta data


def _meta_texts(head: str) -> Iterator[HeadText]:
    """Yield the text of every line; a list is one text."""
    for found in _META_ENTRY.finditer(head):
        text = found["text"].rstrip()
        if text:
            first = found.start("text")
            yield HeadText(
                (found["name"].lower(),),
                first,
                first + len(text),
                " ".join(text.split()),
                Style.PLAIN,
            )


def _meta_entries(head: str) -> Iterator[HeadEntry]:
    """Yield the lines."""
    for found in _META_ENTRY.finditer(head):
        first = found.start("text")
        last = first + len(found["text"].rstrip())
        yield HeadEntry(
            found["name"].lower(), found.start(), first, last, found.end()
        )
