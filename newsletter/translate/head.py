"""Translate the values of front matter where they stand: everything else stays byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from newsletter.model import Unit, UnitKind
from newsletter.source.front_matter import FIELD_TABLES, as_texts
from newsletter.source.head_texts import (
    find_head_texts,
    head_format,
    write_text,
)
from newsletter.source.head_values import HeadText, Style
from newsletter.translate.plain_text import (
    FIELD_KINDS,
    LIST_KINDS,
    PlainText,
    parse_plain,
    plain_units,
)
from newsletter.translate.replacements import Edit, splice

_KINDS = {"title": UnitKind.TITLE, **FIELD_KINDS}


@dataclass(frozen=True, slots=True)
class Value:
    """One text of the front matter, cut into units; several when it is a list as `a, b`."""

    written: HeadText
    texts: tuple[PlainText, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The texts of its units."""
        return tuple(chain.from_iterable(text.sources for text in self.texts))


@dataclass(frozen=True, slots=True)
class Head:
    """Front matter, both fences included, and its values that are text."""

    text: str
    values: tuple[Value, ...]

    def units(self, language: str) -> tuple[Unit, ...]:
        """Return the units in file order, repeats included."""
        units: list[Unit] = []
        texts = chain.from_iterable(value.texts for value in self.values)
        for number, text in enumerate(texts):
            units.extend(plain_units(text, language, number))
        return tuple(units)

    def render(self, targets: Mapping[str, str], language: str) -> str:
        """Return the front matter with its texts replaced.

        A value that says the same stays as it is written.
        """
        form = head_format(self.text)
        edits = []
        for value in self.values:
            if all(
                targets.get(source, source) == source
                for source in value.sources
            ):
                continue
            text = ", ".join(
                text.render(targets, language) for text in value.texts
            )
            written = write_text(text, value.written.style, form)
            edits.append(Edit(value.written.first, value.written.last, written))
        return splice(self.text, edits)


def parse_head(head: str) -> Head:
    """Find the texts in front matter; what cannot be read has none.

    >>> head = parse_head("---\\ntitle: 見出し\\nlayout: post\\n---\\n")
    >>> [unit.source for unit in head.units("ja")]
    ['見出し']
    """
    values = (_value(written) for written in find_head_texts(head))
    return Head(head, tuple(value for value in values if value is not None))


def _value(written: HeadText) -> Value | None:
    """The value that stands there, where it is one that readers see."""
    kind = _find_kind(written.path)
    if kind is None:
        return None
    is_list = kind in LIST_KINDS and written.style is not Style.BLOCK
    texts = as_texts(written.text) if is_list else (written.text,)
    return Value(written, tuple(parse_plain(text, kind) for text in texts))


def _find_kind(path: Sequence[str]) -> UnitKind | None:
    """What the field at a path holds; None for what nobody reads."""
    if tuple(path) in _AUTHOR_NAMES:
        return UnitKind.AUTHOR
    *around, name = path
    if around and tuple(around) not in _TABLES_OF_FIELDS:
        return None
    return _KINDS.get(name.lower())


_AUTHOR_NAMES = (("author", "name"), ("authors", "name"))
_TABLES_OF_FIELDS = tuple((name,) for name in FIELD_TABLES)
