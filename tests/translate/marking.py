"""A translator that marks every word, and what must and must not be marked in the HTML that
comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from newsletter.source.markdown import to_html
from newsletter.translate.placeholders import split_placeholders
from newsletter.translate.units import parse_document

MARK = "ж"
_WORD = re.compile(r"[^\W\d_]+")
_CODE = ("code", "pre", "script", "style", "textarea")
_READ = ("alt", "title", "aria-label")
# Text that is an address, a kramdown attribute list or Liquid is no text of the author's.
_ADDRESS = re.compile(r"<?\s*(?:[a-z][a-z0-9+.-]*:|www\.|[\w.+-]+@)\S*\s*>?", re.I)
_MACHINE = re.compile(r"\{[{%:#].*?\}|\$\$.*?\$\$", re.S)


def mark(text: str) -> str:
    """Put a mark behind every word, placeholders untouched."""
    out = ""
    for part, number in split_placeholders(text):
        if number:
            out += f"[[{'/' if part == 'close' else ''}{number}]]"
        else:
            out += _WORD.sub(lambda found: found.group() + MARK, part)
    return out


def marked(text: str, language: str) -> str:
    """The text in the marking translation."""
    document = parse_document(text, language)
    return document.render({unit.source: mark(unit.source) for unit in document.units}, language)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.texts: list[tuple[str, bool]] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in _CODE
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in _CODE

    def handle_data(self, data: str) -> None:
        self.texts.append((data, self.depth > 0))


def find_faults(text: str, language: str) -> Iterator[str]:
    """Yield what is wrong with the marking translation: changed HTML, text left out, code or an
    attribute marked.
    """
    before, after = to_html(text), to_html(marked(text, language))
    if _squeezed(after.replace(MARK, "")) != _squeezed(before):
        yield f"other HTML: {after!r}"
    reader = _Reader()
    reader.feed(after)
    for data, is_code in reader.texts:
        rest = _MACHINE.sub("", data)
        if is_code and MARK in data:
            yield f"code is marked: {data!r}"
        elif (
            not is_code
            and MARK not in data
            and _WORD.search(rest)
            and not _ADDRESS.fullmatch(rest.strip())
        ):
            yield f"text is left: {data!r}"
    for name, value in reader.attributes:
        if MARK in value and name not in _READ:
            yield f"attribute {name} is marked: {value!r}"


def _squeezed(html: str) -> str:
    """Without white space: a line break between Japanese letters is nothing, between a mark and
    one it is a blank.
    """
    return "".join(html.split())
