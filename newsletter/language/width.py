"""Measure and wrap text as a terminal or a plain mail shows it.

Wide characters take two columns, an emoji of several characters takes two as well, combining
and invisible characters take none; `wcwidth` knows which is which. Lines break as in Japanese
print. Every width in this program is measured here: two measures of one text would break its
tables and cut its subject at different places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from wcwidth import wcswidth, wcwidth

# JIS X 4051, the rules every Japanese text program keeps: what does not begin a line,
_NO_START = frozenset(
    "、。，．・：；？！ー〜）］｝」』】〉》〕”’ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞヽヾ…‥"
    ",.:;?!)]}%‰℃"
)
# and what does not end one.
_NO_END = frozenset("（［｛「『【〈《〔“‘([{$¥￥#")
_WIDE = (
    r"\u1100-\u11ff\u2e80-\u303f\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    r"\uf900-\ufaff\uff01-\uff9f\U00020000-\U000323af"
)
_TOKEN = rf"(?:(?!\s)[{_WIDE}]|[^\s{_WIDE}]+)"
_START = re.escape("".join(sorted(_NO_START)))
_END = re.escape("".join(sorted(_NO_END)))
# What may not be broken: a word with its blank, a wide character with the marks that cling to it.
_UNIT = re.compile(
    rf"(?:\s++|{_TOKEN})"
    rf"(?>(?:\s++|(?=[{_START}]){_TOKEN}|(?<=[{_END}]){_TOKEN})*)"
)
# Becomes one blank; a lone ideographic one is a character of the text.
_ODD_BLANK = re.compile(r"\s(?:\s+|(?<![ \u3000]))")


def display_width(text: str) -> int:
    """Return the columns a text takes: two for wide characters, none for invisible ones.

    >>> display_width("AI時代"), display_width("👨‍👩‍👧👍🏽")
    (6, 4)
    """
    if text.isascii():
        return len(text)
    columns = wcswidth(text)
    if columns >= 0:
        return columns
    return sum(
        max(0, wcwidth(char)) for char in text
    )  # it holds control characters


def wrap_text(text: str, width: int) -> tuple[str, ...]:
    """Break a paragraph into lines of at most `width` columns.

    Line ends in the text are kept. No line begins with 。 or ends with 「. A word or an address
    that is longer than a line stays whole.

    Args:
        text: Plain text of one paragraph.
        width: Columns of a line; a wide character takes two.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _fill_lines(_find_units(paragraph), width)
    return tuple(lines)


def wrap_at_blanks(text: str, width: int, longest: int) -> tuple[str, ...]:
    """Break a paragraph for a program that breaks lines to its own width, too.

    As `wrap_text`, but no line ends between two letters: for such a program a line end is a blank,
    and one inside Japanese text parts what belongs together. A paragraph that has no blanks to
    break at goes on to `longest` columns.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        units = _find_units(paragraph)
        words = _join_words(units)
        if any(_is_broken(word, width) for word in words):
            lines += _fill_lines(units, longest)
        else:
            lines += _fill_lines(map("".join, words), width)
    return tuple(lines)


def _find_units(paragraph: str) -> list[str]:
    return _UNIT.findall(_ODD_BLANK.sub(" ", paragraph))


def _join_words(units: Iterable[str]) -> list[list[str]]:
    """The units between blanks together; each word has the blank behind it."""
    words: list[list[str]] = []
    is_open = False
    for unit in units:
        if is_open:
            words[-1].append(unit)
        else:
            words.append([unit])
        is_open = not unit[-1].isspace()
    return words


def _is_broken(word: Sequence[str], width: int) -> bool:
    """Tell whether a line would end between two letters of a word."""
    if len(word) == 1:
        return False
    *most, last = word
    return sum(map(_unit_width, (*most, last.rstrip()))) > width


def _fill_lines(units: Iterable[str], width: int) -> list[str]:
    """Units in lines of at most so many columns; a longer one has its own line."""
    lines: list[str] = []
    line: list[str] = []
    columns = 0
    for unit in units:
        n_columns = _unit_width(unit)
        if line and columns + n_columns <= width:  # nearly all of them
            line.append(unit)
            columns += n_columns
            continue
        n_printed = n_columns - unit.endswith(" ")
        if line and columns + n_printed > width:
            lines.append("".join(line).rstrip())
            line = []
            columns = 0
        if not line and unit[0].isspace():
            unit = unit.lstrip()
            n_columns = _unit_width(unit)
        line.append(unit)
        columns += n_columns
    return [*lines, "".join(line).rstrip()]


@lru_cache(maxsize=2048)
def _unit_width(unit: str) -> int:
    return display_width(unit)
