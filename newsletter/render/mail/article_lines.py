"""Write the HTML of an article as lines of text.

Headings are underlined, lists hang, quotes are marked, tables are aligned or, where they are too
wide, read out row by row. A link leaves its number in the text; one that dials or writes a mail
has what it dials in brackets.

The writer walks the tags that `article_html` leaves. Text is collected until a block ends, then
wrapped behind the prefixes of the lists and quotes around it. Two signs stand in the collected
text for what becomes known later: a hard line end, and the place where a link began.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from urllib.parse import unquote

from newsletter.language.raised import write_lowered, write_raised
from newsletter.language.width import (
    display_width,
    wrap_at_blanks,
    wrap_text,
)
from newsletter.model import Article
from newsletter.render.dialects import ENGLISH_WORDS, DialectWords
from newsletter.render.markup import Tag, article_html, read_html
from newsletter.source.link_words import SOURCE_NUMBER, ends_amount

WIDTH = (
    72  # columns; 78 is the advice of RFC 5322, and replies add marks in front
)
# Columns of a line without a place to break: wide letters have 3 or 4 octets, and a line of a mail
# 998 at most.
LONGEST = 480
MIN_ROOM = (
    20  # columns left to a text behind its prefixes, however deep it stands
)

MIN_DIGITS = 7  # that two writings of a telephone number share at their ends

_LINE_END = "\x01"
_EDGES = f" \t\r\n\xa0\u3000{_LINE_END}"
_HREF = re.compile(r'\shref="([^"]*)"')
_NO_DIGIT = re.compile(r"[^0-9]+")
_LETTER = re.compile(r"[^\W\d_]")
_ALT = re.compile(r'\salt="([^"]*)"')
_FIRST_NUMBER = re.compile(r'\sstart="(-?\d+)"')
_ITEM = re.compile(r"[> ]*(?:[-•]|\d+\.) |\s{2,}\S")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAIN_HEADINGS = frozenset({"h1", "h2"})
_BLOCKS = _HEADINGS | {
    "p",
    "div",
    "section",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "details",
    "summary",
}
_CONTAINERS = frozenset({"li", "blockquote", "dd"})
_STARTS = _BLOCKS | {"ul", "ol", "li", "blockquote", "pre", "table", "hr"}
_STRIKING = frozenset({"s", "del", "strike"})
_TELLING = _STRIKING | {"sup", "sub"}
_IN_CELLS = frozenset({"table", "tr", "a", "br", "img"})


def article_text(
    article: Article, words: DialectWords = ENGLISH_WORDS
) -> tuple[str, tuple[str, ...]]:
    """Return the body of an article as text, and the addresses its numbers stand for."""
    writer = _LineWriter()
    for piece in read_html(
        article_html(article.body, base_url=article.url, words=words)
    ):
        if isinstance(piece, str):
            writer.inline.append(unescape(piece))
        elif piece.closing:
            writer.close(piece.name)
        else:
            writer.open(piece)
    writer.flush()
    return "\n".join(writer.lines).strip("\n"), tuple(writer.numbers)


class _LineWriter:
    """Collects the lines of a text, and the addresses it links to with their numbers."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.numbers: dict[str, int] = {}
        self.inline: list[str] = []
        # In front of every line, the outermost first.
        self._prefixes: list[str] = []
        # In front of the next line only, in place of the last prefix.
        self._marker = ""
        self._last_prefix = ""
        # The number of the next item; None in a list with bullets.
        self._lists: list[int | None] = []
        # Of the table that is open.
        self._rows: list[list[str]] | None = None
        self._n_inner_tables = 0
        # The addresses of the open links, and where their words begin.
        self._links: list[tuple[str, int]] = []
        # The open tags that make their words say something else, and where these begin.
        self._marked: list[tuple[str, int]] = []

    # -- tags

    def open(self, tag: Tag) -> None:
        """Begin an element."""
        name = tag.name
        if name in _STARTS and (self._rows is None or name == "table"):
            self.flush()
        if name in _TELLING:
            self._marked.append((name, len(self.inline)))
        if self._rows is not None and name not in _IN_CELLS:
            return  # a list or quote in a cell is its text
        begin = getattr(self, f"_open_{name}", None)
        if begin is not None:
            begin(tag)

    def _open_ul(self, tag: Tag) -> None:
        self._lists.append(None)

    def _open_ol(self, tag: Tag) -> None:
        """A numbered list begins where it says."""
        start = _FIRST_NUMBER.search(tag.attributes)
        self._lists.append(int(start[1]) if start else 1)

    def _open_li(self, tag: Tag) -> None:
        """An item stands behind its mark, and its lines below each other."""
        number = self._lists[-1] if self._lists else None
        mark = "- "
        if number is not None:
            mark = f"{number}. "
            self._lists[-1] = number + 1
        self._prefixes.append(" " * len(mark))
        self._marker = mark

    def _open_blockquote(self, tag: Tag) -> None:
        self._prefixes.append("> ")

    def _open_dd(self, tag: Tag) -> None:
        self._prefixes.append("  ")

    def _open_table(self, tag: Tag) -> None:
        """A table is gathered before it is written; one in a cell adds its rows to it."""
        if self._rows is None:
            self._rows = []
        else:
            self._n_inner_tables += 1

    def _open_tr(self, tag: Tag) -> None:
        if self._rows is not None:
            self._rows.append([])

    def _open_br(self, tag: Tag) -> None:
        self.inline.append(_LINE_END)

    def _open_hr(self, tag: Tag) -> None:
        self._put(["* * *"])

    def _open_img(self, tag: Tag) -> None:
        """A picture is its description in brackets; nothing without one."""
        alt = _ALT.search(tag.attributes)
        if alt and alt[1].strip():
            self.inline.append(f"[{unescape(alt[1])}]")

    def _open_a(self, tag: Tag) -> None:
        """The address comes behind the words of the link."""
        href = _HREF.search(tag.attributes)
        url = unescape(href[1]) if href else ""
        self._links.append((url, len(self.inline)))

    def close(self, name: str) -> None:
        """End an element."""
        if name == "a":
            self._close_link()
        elif name in _TELLING:
            self._close_marked()
        elif self._rows is not None:
            self._close_in_table(name, self._rows)
        elif name in _HEADINGS:
            self.flush(underline="-" if name in _MAIN_HEADINGS else "~")
        elif name in _CONTAINERS:
            self._close_container()
            if name == "blockquote":  # the next one is another quotation
                self._last_prefix = "".join(self._prefixes)
        else:
            self._close_block(name)

    def _close_block(self, name: str) -> None:
        """End a block of text, and the list that it closes."""
        if name == "pre":
            self._close_code()
        elif name in _BLOCKS:
            self.flush()
        if name in ("ul", "ol"):
            self.flush()
            del self._lists[-1:]

    def _close_link(self) -> None:
        """Put the number of the address behind the words, unless they are the address."""
        if not self._links:
            return
        url, start = self._links.pop()
        words = "".join(self.inline[start:]).strip()
        spoken = _spoken_address(url)
        if not url or not words or _is_same_address(words, spoken or url):
            return
        if spoken:
            self.inline.append(f" ({spoken})")
            return
        number = self.numbers.setdefault(url, len(self.numbers) + 1)
        before = "".join(self.inline[max(0, start - 1) : start])[-1:]
        if before and SOURCE_NUMBER.fullmatch(words) and ends_amount(before):
            self.inline[start:] = [f"[{words}]"]
        self.inline.append(f" [{number}]")

    def _close_marked(self) -> None:
        """Say of words by signs that they are struck, raised or lowered: 10⁶ is not 106."""
        if not self._marked:
            return
        name, start = self._marked.pop()
        words = "".join(self.inline[start:])
        before = "".join(self.inline[max(0, start - 1) : start])
        del self.inline[start:]
        if name == "sup":
            words = write_raised(before, words)
        elif name == "sub":
            words = write_lowered(before, words)
        else:
            words = _strike(words)
        self.inline.append(words)

    def _close_in_table(self, name: str, rows: list[list[str]]) -> None:
        """A cell is one line: blocks inside it are parted by a blank."""
        if name == "table":
            self._close_table(rows)
        elif name in ("td", "th") and rows:
            rows[-1].append(self._take().replace("\n", " "))
        elif name in _BLOCKS or name == "li":
            self.inline.append(" ")

    def _close_table(self, rows: list[list[str]]) -> None:
        """Write the rows of the outermost table."""
        if self._n_inner_tables:
            self._n_inner_tables -= 1
            return
        self._rows = None
        self.inline.clear()
        filled = list(filter(None, rows))
        if filled:
            self._put(_table_lines(filled, self._room))

    def _close_code(self) -> None:
        """Code keeps its lines, set in by four."""
        code = "".join(self.inline).strip("\n")
        self.inline.clear()
        self._put([f"    {line}" for line in code.split("\n")])

    def _close_container(self) -> None:
        """Leave an item, a quotation or a definition with its prefix."""
        self.flush()
        del self._prefixes[-1:]
        self._marker = ""

    # -- lines

    @property
    def _room(self) -> int:
        """The columns left behind the prefixes."""
        return max(MIN_ROOM, WIDTH - display_width("".join(self._prefixes)))

    def flush(self, underline: str = "") -> None:
        """Write the collected text as one block."""
        text = self._take()
        if not text:
            return
        if not underline:
            lines = [*wrap_at_blanks(text, self._room, LONGEST)]
        else:
            lines = [*wrap_text(text, self._room)]
            longest = max(display_width(line) for line in lines)
            lines.append(underline * min(self._room, longest))
        self._put(lines, blank=not self._goes_on_with_list())

    def _goes_on_with_list(self) -> bool:
        """Tell whether an item follows an item: no blank line stands between them."""
        if not self.lines or not self._lists or not self._marker:
            return False
        return bool(_ITEM.match(self.lines[-1]))

    def _take(self) -> str:
        """The collected text, blanks joined, hard line ends kept.

        What is open goes on in the next block: a link has its number in both.
        """
        links = [(url, 0) for url, _ in self._links]
        while self._links:
            self._close_link()
        self._strike_open()
        text = re.sub(r"[ \t\n\r]+", " ", "".join(self.inline))
        self.inline.clear()
        lines = (line.strip() for line in text.split(_LINE_END))
        self._marked = [(name, 0) for name, _ in self._marked]
        self._links = links
        return "\n".join(lines).strip()

    def _strike_open(self) -> None:
        """Strike the words behind an open mark."""
        starts = (at for name, at in self._marked if name in _STRIKING)
        start = next(starts, None)
        if start is not None:
            self.inline[start:] = [_strike("".join(self.inline[start:]))]

    def _put(self, lines: Iterable[str], *, blank: bool = True) -> None:
        """Write finished lines behind the prefixes.

        Args:
            lines: Of one block.
            blank: The block asks for a blank line before it.
        """
        prefix = "".join(self._prefixes)
        outer = prefix[: len(prefix) - len(self._marker)]
        if blank and self.lines:
            self.lines.append(self._blank_line(outer))
        before = outer + self._marker
        for line in lines:
            self.lines.append((before + line).rstrip())
            before = prefix
        self._marker = ""
        self._last_prefix = prefix

    def _blank_line(self, prefix: str) -> str:
        """What stands on the blank line between two blocks: the quote marks of both."""
        if prefix.startswith(self._last_prefix):
            return self._last_prefix.rstrip()
        if self._last_prefix.startswith(prefix):
            return prefix.rstrip()
        return ""


# ---------------------------------------------------------------- addresses


def _strike(words: str) -> str:
    """Struck words between signs, the blanks around them outside."""
    inside = words.strip(_EDGES)
    return words.replace(inside, f"~~{inside}~~", 1) if inside else words


def _spoken_address(url: str) -> str:
    """The number or mail address that a link dials or writes to; "" for one that leads to a page.

    It is as short as a number in brackets, and can be read out.
    """
    scheme, _, rest = url.partition(":")
    if scheme not in ("tel", "mailto"):
        return ""
    return unquote(rest.partition("?")[0])


def _is_same_address(words: str, address: str) -> bool:
    """The words are the address, or the same telephone number with other blanks and hyphens."""
    if words.rstrip("/") == address.rstrip("/"):
        return True
    digits = _NO_DIGIT.sub("", address)
    is_number = len(digits) >= MIN_DIGITS and not _LETTER.search(words)
    return is_number and _NO_DIGIT.sub("", words).endswith(digits[-MIN_DIGITS:])


# ---------------------------------------------------------------- tables


def _table_lines(rows: Sequence[Sequence[str]], room: int) -> list[str]:
    """Align the columns where they fit; else read out each row with the names of its columns."""
    n_columns = max(len(row) for row in rows)
    full = [[*row, *[""] * (n_columns - len(row))] for row in rows]
    widths = [_column_width(full, at) for at in range(n_columns)]
    if sum(widths) + 2 * (n_columns - 1) <= room:
        return _aligned(full, widths)
    return _read_out(full, room)


def _column_width(rows: Sequence[Sequence[str]], at: int) -> int:
    """The columns that the widest cell takes."""
    return max(display_width(row[at]) for row in rows)


def _aligned(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """The rows in columns, with a rule below the first."""
    lines: list[str] = []
    for row in rows:
        cells = map(_pad, row, widths)
        lines.append("  ".join(cells).rstrip())
    rule = "  ".join("-" * width for width in widths)
    return [lines[0], rule, *lines[1:]]


def _read_out(rows: Sequence[Sequence[str]], room: int) -> list[str]:
    """The rows one below the other, each cell behind its name: for tables too wide to align."""
    names, *others = rows
    if not others:
        names, others = [""] * len(names), [names]
    labels = [f"{name}: " if name else "" for name in names]
    lines: list[str] = []
    for row in others:
        for label, cell in zip(labels, row, strict=True):
            if cell:
                lines += wrap_at_blanks(label + cell, room, LONGEST)
        lines.append("")
    return lines[:-1]


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - display_width(cell))
