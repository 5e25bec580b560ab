"""Measure and wrap text as a terminal or a plain mail shows it: wide characters count two, lines break as in Japanese print."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# JIS X 4051, the rules every Japanese text program keeps: these do not begin a line, those do not end one.
_NO_START = frozenset(
    "、。，．・：；？！ー〜）］｝」』】〉》〕”’ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞヽヾ…‥,.:;?!)]}%‰℃"
)
_NO_END = frozenset("（［｛「『【〈《〔“‘([{$¥￥#")
_WIDE = r"\u1100-\u11ff\u2e80-\u303f\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U000323af"
_TOKEN = rf"(?:(?!\s)[{_WIDE}]|[^\s{_WIDE}]+)"
_START, _END = (re.escape("".join(sorted(marks))) for marks in (_NO_START, _NO_END))
# What may not be broken: words with their blank, single wide characters with the marks that cling to them.
_UNIT = re.compile(rf"(?:\s+|{_TOKEN})(?:\s+|(?=[{_START}]){_TOKEN}|(?<=[{_END}]){_TOKEN})*")
_ODD_BLANK = re.compile(
    r"\s{2,}|[^\S \u3000]"
)  # becomes one blank; a lone ideographic one is a character of the text


def display_width(text: str) -> int:
    """Return the columns a text takes: two for wide characters, none for combining and invisible ones.

    >>> display_width("AI時代")
    6
    """
    if text.isascii():
        return len(text)
    return sum(map(_char_width, text))


@lru_cache(maxsize=8192)
def _char_width(char: str) -> int:
    if unicodedata.combining(char) or char in "\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap_text(text: str, width: int) -> tuple[str, ...]:
    """Break a paragraph into lines of at most `width` columns; a longer word or address stays whole.

    Line ends in the text are kept. No line begins with 。 or ends with 「.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, width)
    return tuple(lines)


def _wrap_paragraph(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    columns = 0
    for unit in _UNIT.findall(_ODD_BLANK.sub(" ", paragraph)):
        n_columns = _unit_width(unit)
        if line and columns + n_columns - unit.endswith(" ") > width:
            lines.append("".join(line).rstrip())
            line, columns = [], 0
        if not line and unit[0].isspace():
            unit = unit.lstrip()
            n_columns = _unit_width(unit)
        line.append(unit)
        columns += n_columns
    return [*lines, "".join(line).rstrip()]


@lru_cache(maxsize=8192)
def _unit_width(unit: str) -> int:
    return display_width(unit)
