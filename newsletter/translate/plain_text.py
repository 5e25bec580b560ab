"""Cut plain text into units: title, summary and the front-matter values that readers see.

Which fields are text is a closed list: a value that is no text (a path, an id, a layout) must never
be sent, and an unknown field is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsletter.language.scripts import has_letters
from newsletter.language.sentences import split_sentences
from newsletter.language.tags import is_spaced
from newsletter.model import Unit, UnitKind
from newsletter.source.front_matter import as_texts

_SENTENCES = (UnitKind.SUMMARY, UnitKind.DESCRIPTION)
FIELD_KINDS: Mapping[str, UnitKind] = {
    **dict.fromkeys(
        ("excerpt", "description", "summary", "subtitle", "lead"),
        UnitKind.DESCRIPTION,
    ),
    "linktitle": UnitKind.TITLE,
    **dict.fromkeys(("categories", "category"), UnitKind.CATEGORY),
    **dict.fromkeys(("tags", "tag", "keywords"), UnitKind.TAG),
    **dict.fromkeys(("author", "authors"), UnitKind.AUTHOR),
    **dict.fromkeys(("image_alt", "alt"), UnitKind.ALT),
    "caption": UnitKind.CAPTION,
}
LIST_KINDS = (UnitKind.CATEGORY, UnitKind.TAG, UnitKind.AUTHOR)
_WIDE_ENDS = "。！？｡」』）"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A plain text cut into units: (unit text or "", what stands between it and the next)."""

    kind: UnitKind
    parts: tuple[tuple[str, str], ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The parts that have something to translate."""
        return tuple(text for text, _ in self.parts if has_letters(text))

    def render(self, targets: Mapping[str, str], language: str) -> str:
        """Return the text with its parts replaced, joined as the language joins sentences."""
        out = ""
        for index, (text, gap) in enumerate(self.parts):
            out += targets.get(text, text)
            if index + 1 < len(self.parts):
                out += gap or (
                    " "
                    if is_spaced(language)
                    and not out.endswith(tuple(_WIDE_ENDS))
                    else ""
                )
        return out


def parse_plain(text: str, kind: UnitKind) -> PlainText:
    """Cut a plain text: a summary or description into sentences, everything else stays whole."""
    whole = " ".join(text.split())
    pieces = split_sentences(whole) if kind in _SENTENCES else (whole,)
    parts = [(piece.rstrip(), piece[len(piece.rstrip()) :]) for piece in pieces]
    return PlainText(kind, tuple(parts) if whole else ())


@dataclass(frozen=True, slots=True)
class Field:
    """One front-matter field that is text; `joined` when it was a string that holds a list."""

    name: str
    texts: tuple[PlainText, ...]
    is_list: bool

    def render(self, targets: Mapping[str, str], language: str) -> object:
        """Return the translated value in the shape it had."""
        values = tuple(text.render(targets, language) for text in self.texts)
        return values if self.is_list else ", ".join(values)


def find_fields(
    fields: Iterable[tuple[str, object]],
) -> Iterator[Field]:
    """Yield the fields that are text, in their order.

    `title` is not among them: it has its own place in a request.
    """
    for name, value in fields:
        kind = FIELD_KINDS.get(name.lower())
        if (
            kind is None
            or isinstance(value, bool | int | float | Mapping)
            or value is None
        ):
            continue
        if isinstance(value, list | tuple):
            if all(isinstance(item, str) for item in value):
                yield Field(
                    name,
                    tuple(parse_plain(str(item), kind) for item in value),
                    True,
                )
        elif kind in LIST_KINDS:
            yield Field(
                name,
                tuple(parse_plain(item, kind) for item in as_texts(value)),
                False,
            )
        else:
            yield Field(name, (parse_plain(str(value), kind),), False)


def plain_units(text: PlainText, language: str, passage: int) -> Iterator[Unit]:
    """Yield the units of a plain text."""
    for source in text.sources:
        yield Unit(text.kind, source, language, "", passage)
