"""Find the tables, entries and texts of front matter in TOML."""

from __future__ import annotations

import re
import tomllib

from newsletter.source.head_values import (
    HeadEntry,
    HeadText,
    Style,
    inside_fences,
)

_TOML_TOKEN = re.compile(
    r"#[^\n]*"
    r'|"""(?:[^\\"]|\\.|"(?!""))*"""|\'\'\'(?:[^\']|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
    r"|[\[\]{}=,\n]|[^\s#\"'\[\]{}=,]+",
    re.S,
)


class TomlWalk:
    """The texts, entries and tables of a TOML head; a head that cannot be read has none.

    Attributes:
        texts, entries: In file order; the entries of a list of tables are left out.
        tables: Names of a table → where the line of its header ends.
    """

    def __init__(self, head: str) -> None:
        self.head = head
        self.texts: list[HeadText] = []
        self.entries: list[HeadEntry] = []
        self.tables: dict[tuple[str, ...], int] = {}
        self.in_list = False
        first, last = inside_fences(head)
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
        start = place
        names: list[str] = []
        while place < len(tokens) and tokens[place].group() != "\n":
            mark = tokens[place].group()
            if mark not in "[]" and not mark.startswith("#"):
                names += _key_parts(mark)
            place += 1
        table = tuple(names)
        self.in_list = tokens[start + 1].group() == "["
        if not self.in_list:
            self.tables[table] = self._line_end(tokens[place - 1].end())
        return table, place

    def _line_end(self, place: int) -> int:
        """The place after the end of a line."""
        return self.head.find("\n", place) + 1 or len(self.head)

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
        if not self.in_list:
            end = self._line_end(last)
            name = ".".join(names)
            self.entries.append(HeadEntry(name, start, first, last, end, table))
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
