"""Make a quotation with its word of each box: alerts, directives and asides.

The first pass writes marks where a box opens and closes; the second takes whole lines and quotes
what stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsletter.source.box_names import BOX_LOOKS, BOX_TYPES, is_box_look

# Line marks between the two passes; `strip_invisible` takes such characters out of posts before.
OPEN, CLOSE, TITLE, GONE = "\x01", "\x02", "\x03", "\x00"

# Boxes that are quotations: a word over them would only say what a reader sees.
_QUOTATIONS = frozenset({"quote", "cite"})
_ALERT_LINE = re.compile(
    r"(?P<prefix>[ \t>*+0-9.)-]*)\x03(?P<word>[^\x03]*)\x03(?P<title>[^\x03]*)"
)

_STRAY_BOX = re.compile(
    r"\x01([^\x01-\x03\n]*)\x03?|\x03([^\x03\n]*)\x03|\x02|\x03"
)

# Deeper ones are quoted no further: a thousand tags that nothing closes would make megabytes.
MAX_DEPTH = 10

_TAB_WIDTH = (
    4  # blanks that the text of an indented box stands to the right of its mark
)
_LEAST_INDENT = 2  # blanks with which a line still belongs to an indented box


@dataclass(frozen=True, slots=True)
class _Box:
    """An open box.

    Attributes:
        indent: What stands before its opening mark.
        is_shown: Whether it is a quotation, or only encloses its text.
        is_indented: Whether it ends where its text is no longer indented; else by a mark.
    """

    indent: str
    is_shown: bool
    is_indented: bool

    def is_left_by(self, width: int) -> bool:
        """Tell whether a line with an indent of so many columns stands outside."""
        least = _get_width(self.indent) + _LEAST_INDENT
        return self.is_indented and width < least


def open_box(
    name: str,
    words: Mapping[str, str],
    title: str = "",
    *,
    indented: bool = False,
) -> str:
    """Return the mark that opens a box of a type; with its title, or the word for its type.

    Args:
        name: The type of the box, as the dialect has it.
        words: The words of the frame in the language of the page.
        title: Its own title; "" for the word for its type.
        indented: The box is written by indentation, and ends where that ends.
    """
    name = name.lower() if is_box_look(name) else name
    key = BOX_TYPES.get(name.lower()) or BOX_LOOKS.get(name, "")
    word = words.get(key) or name.replace("-", " ").capitalize()
    if name.lower() in _QUOTATIONS:
        word = ""
    return f"{OPEN}{title.strip() or word}{TITLE if indented else ''}"


def show_boxes(lines: Iterable[str]) -> str:
    """Return the text with a quotation for each pair of marks; lines without a word go.

    Marks that do not begin their line leave the word of their box.
    """
    kept = (line for line in lines if not _is_gone(line))
    text = "\n".join(_Boxes().quote(kept))
    return _STRAY_BOX.sub(_show_stray, text.replace(GONE, ""))


class _Boxes:
    """The boxes that are open at a line, the outermost first."""

    def __init__(self) -> None:
        self.open: list[_Box] = []
        self.n_shown = 0  # of them
        # A box without a word began or ended: what it holds is no part of what stands beside it.
        self.is_parted = False
        self.is_blank = True  # the line before
        self.indented: list[
            int
        ] = []  # the places of those that end by their indent

    def quote(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the lines as they stand in quotations."""
        for line in lines:
            yield from self._end_indented(line)
            mark = line.strip()
            if mark.startswith(OPEN):
                yield from self._begin(get_indent(line), mark)
            elif mark.startswith(CLOSE):
                yield from self._end_marked()
            else:
                yield from self._part(line)
                yield from self._put(self._inside(line))

    def _part(self, line: str) -> Iterator[str]:
        """A blank line where one is missing between a box without a word and what is beside it."""
        is_blank = not line.strip()
        if self.is_parted and not is_blank and not self.is_blank:
            yield self.prefix.rstrip()
        self.is_parted, self.is_blank = False, is_blank

    @property
    def prefix(self) -> str:
        """What stands before a line inside the open boxes."""
        if not self.open:
            return ""
        return self.open[0].indent + "> " * min(self.n_shown, MAX_DEPTH)

    def _begin(self, indent: str, mark: str) -> Iterator[str]:
        """Open a box; one that is shown begins with its word."""
        title = mark.strip(f"{OPEN}{TITLE}")
        before = self.prefix or indent
        is_shown = title != GONE
        box = _Box(indent, is_shown, mark.endswith(TITLE))
        if box.is_indented:
            self.indented.append(len(self.open))
        self.open.append(box)
        if not is_shown:
            self.is_parted = True
            return
        inside = before if self.n_shown >= MAX_DEPTH else f"{before}> "
        self.n_shown += 1
        yield before.rstrip()
        if title:
            yield f"{inside}**{title}**"
            yield inside.rstrip()

    def _end_marked(self) -> Iterator[str]:
        """Close the innermost box by its mark; one that ends by its indent stays open."""
        if self.open and not self.open[-1].is_indented:
            yield from self._end()

    def _end(self) -> Iterator[str]:
        """Close the innermost box."""
        if not self.open:
            return
        box = self.open.pop()
        if box.is_indented:
            self.indented.pop()
        if not box.is_shown:
            self.is_parted = True
            return
        self.n_shown -= 1
        yield self.prefix.rstrip()

    def _end_indented(self, line: str) -> Iterator[str]:
        """Close the indented boxes that a line no longer belongs to, and what they hold."""
        if not line.strip():
            return
        width = _get_width(get_indent(line))
        left = [n for n in self.indented if self.open[n].is_left_by(width)]
        while left and len(self.open) > left[0]:
            yield from self._end()

    def _inside(self, line: str) -> str:
        """A line without the indent that the innermost box has given it."""
        if not self.open:
            return line
        box = self.open[-1]
        text = line.removeprefix(box.indent)
        if not box.is_indented:
            return text
        if text.startswith("\t"):
            return text[1:]
        return text.removeprefix(" " * _TAB_WIDTH)

    def _put(self, text: str) -> Iterator[str]:
        """A line of text; an alert says its word in a line of its own."""
        alert = _ALERT_LINE.fullmatch(text)
        if alert is None:
            yield f"{self.prefix}{text}".rstrip() if self.open else text
            return
        before = self.prefix + alert["prefix"]
        title = alert["title"].strip() or alert["word"]
        if title:
            yield f"{before}**{title}**"
            yield before.rstrip()


def get_indent(line: str) -> str:
    """Return the blanks that a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def _get_width(indent: str) -> int:
    """The columns of an indentation, with tabs as Python-Markdown counts them."""
    return len(indent.expandtabs(_TAB_WIDTH))


def _is_gone(line: str) -> bool:
    """A line on which only things without a word stood."""
    return GONE in line and not line.replace(GONE, "").strip(" \t>")


def _show_stray(found: re.Match[str]) -> str:
    """The word of a box that does not begin its line."""
    word = found[1] or found[2]
    return f"**{word}**" if word else ""
