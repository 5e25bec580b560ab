"""Write the text part of an email: made for reading, not HTML with the tags taken out.

Paragraphs are wrapped at 72 columns with wide characters counted as two, headings are underlined, lists hang, tables are
aligned or, where they are too wide, read out row by row; links stand as numbers in the text and as a list at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from newsletter.config import Settings
from newsletter.language.width import display_width, wrap_text
from newsletter.model import Article, Edition, EditionKind
from newsletter.render.mail.frame import button_words, find_notices, standfirst
from newsletter.render.mail.profiles import Profile
from newsletter.render.markup import (
    Tag,
    absolute_url,
    article_html,
    one_line,
    read_html,
    strip_invisible,
)
from newsletter.render.strings import Strings
from newsletter.render.templates import Templates

WIDTH = 72  # columns; 78 is the advice of RFC 5322, and replies add marks in front
_HREF = re.compile(r'\shref="([^"]*)"')
_ALT = re.compile(r'\salt="([^"]*)"')
_START = re.compile(r'\sstart="(-?\d+)"')
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "section",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "details",
        "summary",
        "dl",
    }
)
_STARTS = _BLOCKS | {"ul", "ol", "li", "blockquote", "pre", "table", "hr"}


@dataclass(slots=True)
class _TextWriter:
    """Collects lines; `prefixes` are what stands in front of every line, outermost first."""

    lines: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    marker: str = ""
    last_prefix: str = ""
    links: dict[str, int] = field(default_factory=dict)
    lists: list[int | None] = field(default_factory=list)
    rows: list[list[str]] | None = None
    hrefs: list[str] = field(default_factory=list)

    def take(self) -> str:
        """The collected inline text, blanks joined, hard line ends kept."""
        text = "".join(self.inline)
        self.inline.clear()
        lines = (
            " ".join(line.split(" ")).strip()
            for line in re.sub(r"[ \t\n\r]+", " ", text).split("\x01")
        )
        return "\n".join(lines).strip()

    def put(self, lines: Sequence[str], blank: bool = True) -> None:
        """Write finished lines behind the prefixes, a blank line before them where the block asks for one."""
        prefix = "".join(self.prefixes)
        first = prefix[: len(prefix) - len(self.marker)] + self.marker if self.marker else prefix
        if blank and self.lines:
            outer = prefix[: len(prefix) - len(self.marker)]
            shared = self.last_prefix if outer.startswith(self.last_prefix) else outer
            self.lines.append(shared.rstrip() if self.last_prefix.startswith(shared) else "")
        for index, line in enumerate(lines):
            self.lines.append(((first if index == 0 else prefix) + line).rstrip())
        self.marker = ""
        self.last_prefix = prefix

    def flush(self, heading: str = "") -> None:
        """Write the collected text as one block."""
        text = self.take()
        if not text:
            return
        room = max(20, WIDTH - display_width("".join(self.prefixes)))
        lines = list(wrap_text(text, room))
        if heading:
            lines.append(heading * min(room, max(display_width(line) for line in lines)))
        tight = (
            bool(self.lists) and self.marker != "" and bool(self.lines) and _is_item(self.lines[-1])
        )
        self.put(lines, blank=not tight)

    def reference(self, url: str) -> int:
        """The number of an address, the same for the same address."""
        return self.links.setdefault(url, len(self.links) + 1)


def _is_item(line: str) -> bool:
    return bool(re.match(r"[> ]*(?:[-•]|\d+\.) |\s{2,}\S", line))


def article_text(article: Article) -> tuple[str, tuple[str, ...]]:
    """Return the body of an article as text, and the addresses its numbers stand for."""
    writer = _TextWriter()
    for piece in read_html(article_html(article.body, base_url=article.url)):
        if isinstance(piece, str):
            _write_text(writer, unescape(piece))
        elif piece.closing:
            _close(writer, piece.name)
        else:
            _open(writer, piece)
    writer.flush()
    return "\n".join(writer.lines).strip("\n"), tuple(writer.links)


def _write_text(writer: _TextWriter, text: str) -> None:
    writer.inline.append(text)


def _open(writer: _TextWriter, tag: Tag) -> None:
    name = tag.name
    if name in _STARTS and (writer.rows is None or name == "table"):
        writer.flush()
    if name in ("ul", "ol"):
        start = _START.search(tag.attributes)
        writer.lists.append((int(start[1]) if start else 1) if name == "ol" else None)
    elif name == "li" and writer.rows is None:
        number = writer.lists[-1] if writer.lists else None
        mark = "- " if number is None else f"{number}. "
        if writer.lists and number is not None:
            writer.lists[-1] = number + 1
        writer.prefixes.append(" " * len(mark))
        writer.marker = mark
    elif name == "blockquote":
        writer.prefixes.append("> ")
    elif name == "dd":
        writer.prefixes.append("  ")
    elif name == "table":
        writer.rows = []
    elif name == "tr" and writer.rows is not None:
        writer.rows.append([])
    elif name == "br":
        writer.inline.append("\x01")
    elif name == "hr":
        writer.put(["* * *"])
    elif name == "img":
        alt = _ALT.search(tag.attributes)
        if alt and alt[1].strip():
            writer.inline.append(f"[{unescape(alt[1])}]")
    elif name == "a":
        href = _HREF.search(tag.attributes)
        writer.hrefs.append(unescape(href[1]) if href else "")
        writer.inline.append("\x02")


def _close(writer: _TextWriter, name: str) -> None:
    if name == "a" and writer.hrefs:
        _close_link(writer, writer.hrefs.pop())
    elif name in ("td", "th") and writer.rows:
        writer.rows[-1].append(writer.take().replace("\n", " "))
    elif name == "table" and writer.rows is not None:
        rows, writer.rows = [row for row in writer.rows if row], None
        writer.inline.clear()
        if rows:
            writer.put(
                _table_lines(
                    rows,
                    max(20, WIDTH - display_width("".join(writer.prefixes))),
                )
            )
    elif writer.rows is not None:
        if name in _BLOCKS or name == "li":
            writer.inline.append(" ")
    elif name == "pre":
        text = "".join(writer.inline).strip("\n")
        writer.inline.clear()
        writer.put([f"    {line}" for line in text.split("\n")])
    elif name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        writer.flush(heading="-" if name in ("h1", "h2") else "~")
    elif name in ("li", "blockquote", "dd"):
        writer.flush()
        if writer.prefixes:
            writer.prefixes.pop()
        writer.marker = ""
    elif name in ("ul", "ol"):
        writer.flush()
        if writer.lists:
            writer.lists.pop()
    elif name in _BLOCKS:
        writer.flush()


def _close_link(writer: _TextWriter, url: str) -> None:
    start = (
        len(writer.inline) - 1 - writer.inline[::-1].index("\x02") if "\x02" in writer.inline else 0
    )
    words = "".join(writer.inline[start + 1 :]).strip()
    del writer.inline[start : start + 1]
    if url and words and words.rstrip("/") not in (url.rstrip("/"), url.removeprefix("mailto:")):
        writer.inline.append(f" [{writer.reference(url)}]")


def _table_lines(rows: Sequence[Sequence[str]], room: int) -> list[str]:
    """Align the columns where they fit; else read out each row with the names of its columns."""
    n_columns = max(len(row) for row in rows)
    full = [[*row, *[""] * (n_columns - len(row))] for row in rows]
    widths = [max(display_width(row[at]) for row in full) for at in range(n_columns)]
    if sum(widths) + 2 * (n_columns - 1) <= room:
        lines = [
            "  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in full
        ]
        return [
            lines[0],
            "  ".join("-" * width for width in widths),
            *lines[1:],
        ]
    lines = []
    for row in full[1:] or full:
        for name, cell in zip(full[0], row, strict=True):
            if cell:
                lines += wrap_text(f"{name}: {cell}" if name and len(full) > 1 else cell, room)
        lines.append("")
    return lines[:-1]


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - display_width(cell))


def render_text(
    edition: Edition,
    settings: Settings,
    templates: Templates,
    profile: Profile,
    *,
    shortened: bool = False,
) -> str:
    """Return the text part of an edition, LF line ends.

    Raises:
        TemplateError: The template or a string is broken.
    """
    words = templates.strings(edition.language)
    own = settings.words(edition.language)
    email = settings.email
    values: dict[str, object] = {
        "paragraph": lambda text: "\n".join(wrap_text(_line(text, profile), WIDTH)),
        "underlined": lambda text, mark: _underlined(_line(text, profile), mark),
        "words": words,
        "publication": own.title,
        "date": words.date(edition.date, settings.publication.timezone),
        "rule": "-" * WIDTH,
        "articles": [
            _listed(article, edition.kind, words, profile) for article in edition.articles
        ],
        "more": [
            {"title": title, "url": absolute_url(url, settings.publication.url)}
            for title, url in edition.more
        ],
        "notices": find_notices(edition.articles, words),
        "why": words("why", publication=own.title),
        "sender": email.from_name or own.title,
        "address": email.postal_address or text_tag(profile.postal_address),
        "footer": settings.brand.footer,
        "unsubscribe": text_tag(profile.unsubscribe) or absolute_url(email.unsubscribe_url),
        "view_in_browser": text_tag(profile.view_in_browser),
    }
    if edition.kind is EditionKind.POST:
        article = edition.articles[0]
        body, links = article_text(article)
        body = profile.neutralise(strip_invisible(body))
        values |= {
            "body": body,
            "links": links,
            "button": button_words(article, words, shortened),
        }
    filled = templates.render(f"text/{edition.kind.value}.txt.j2", **values)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", filled)).strip("\n") + "\n"


def _listed(
    article: Article, kind: EditionKind, words: Strings, profile: Profile
) -> dict[str, str]:
    """What stands over an article, or of it in a digest."""
    alone = kind is EditionKind.POST
    minutes = words("minutes", n=max(1, article.body_minutes if alone else article.minutes))
    return {
        "title": article.title,
        "summary": standfirst(article) if alone else article.summary,
        "url": absolute_url(article.url),
        "byline": _line(
            " · ".join(
                [
                    *([words("by", author=article.author)] if article.author else []),
                    minutes,
                ]
            ),
            profile,
        ),
    }


def _line(text: str, profile: Profile) -> str:
    return profile.neutralise(one_line(text))


def _underlined(text: str, mark: str) -> str:
    lines = wrap_text(text, WIDTH)
    return "\n".join([*lines, mark * max(display_width(line) for line in lines)])


def text_tag(tag: str) -> str:
    """Return a merge tag that stands for an address in text; one that makes an HTML link does not."""
    return "" if tag.startswith("<") or "HTML:" in tag else tag
