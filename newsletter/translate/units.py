"""Cut a Markdown document into translation units and put translations back into its lines.

    body ─▶ regions ─▶ pieces ─▶ sentences ─▶ Place (a unit and its range) ─▶ splice into the source

Nothing is rendered again: a translation replaces exactly the characters its unit was made from. A
unit whose target equals its source changes nothing, so the identity translation gives back the same
bytes. What a translation says is escaped where it could turn into markup, the markup of the source
is put where the placeholders stand, and the result is parsed again: when emphasis would not be
emphasis at its new place, it is written as an HTML tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from newsletter.language.tags import is_spaced
from newsletter.model import Unit
from newsletter.source.lines import LineTable
from newsletter.source.markdown import parse_tokens
from newsletter.source.nonprose import (
    NonproseKind,
    find_nonprose,
    mask_nonprose,
)
from newsletter.translate.cutting import find_places
from newsletter.translate.places import Place
from newsletter.translate.regions import Region, find_regions
from newsletter.translate.replacements import Edit, region_edits, splice

# A link whose definition is not in this text.
_NO_TARGET = {"href": "", "title": ""}
_Part = tuple[str, str, int, str]  # type, tag, level and info of a block token


@dataclass(frozen=True, slots=True)
class Document:
    """The units of a Markdown text and where they stand.

    Attributes:
        body: The text, LF line ends.
        language: Tag of the text.
        units: Every unit in document order, repeats included.
    """

    body: str
    language: str
    units: tuple[Unit, ...]
    _regions: tuple[tuple[Region, tuple[Place, ...]], ...]
    _skeleton: tuple[_Part, ...]
    _references: Mapping[str, Any]

    def render(self, targets: Mapping[str, str], language: str) -> str:
        """Return the text with every unit replaced by its target; one without stays as it is.

        Args:
            targets: Unit source → target, with the same placeholders.
            language: Tag of the target; it decides how sentences are joined.
        """
        spaced, was_spaced = (
            is_spaced(language),
            is_spaced(self.language),
        )
        edits: list[Edit] = []
        for region, places in self._regions:
            edits += region_edits(
                self.body,
                region,
                places,
                targets,
                references=self._references,
                spaced=spaced,
                was_spaced=was_spaced,
            )
        return splice(self.body, edits)

    def has_structure_of(self, rendered: str) -> bool:
        """Tell whether a rendered translation has the same blocks in the same order."""
        return rendered == self.body or self._skeleton == _skeleton(
            parse_tokens(mask_nonprose(rendered))
        )


def parse_document(body: str, language: str) -> Document:
    """Cut Markdown (LF line ends, no front matter) into units.

    >>> document = parse_document("# Title\\n\\nSee [this](/a). It is **new**.", "en")
    >>> [unit.source for unit in document.units]
    ['Title', 'See [[1]]this[[/1]].', 'It is [[1]]new[[/1]].']
    """
    source = LineTable(body)
    env: dict[str, Any] = {}
    tokens = parse_tokens(source.masked, env)
    references = env.get("references", {})
    known = dict.fromkeys(_find_labels(body), _NO_TARGET) | references
    found = [
        (region, find_places(region, known))
        for region in find_regions(source, tokens, references)
    ]
    units = tuple(_units(found, language))
    return Document(
        body, language, units, tuple(found), _skeleton(tokens), known
    )


def _find_labels(body: str) -> Iterator[str]:
    """Yield the labels that links refer to: their definitions may come from an include."""
    for part in find_nonprose(body):
        if part.kind is not NonproseKind.REFERENCE or body.startswith(
            "[", part.end
        ):
            continue
        label = body[part.start + 1 : part.end - 1]
        if not label:
            label = body[body.rfind("[", 0, part.start) + 1 : part.start - 1]
        yield normalizeReference(label)


def _units(
    found: list[tuple[Region, tuple[Place, ...]]], language: str
) -> Iterator[Unit]:
    """The units of each region, its sentences first and then what their markup holds."""
    passage = 0
    for region, places in found:
        for nested in (False, True):
            mine = [
                place
                for place in places
                if place.source and place.nested is nested
            ]
            for place in mine:
                yield Unit(
                    place.kind,
                    place.source,
                    language,
                    region.context,
                    passage,
                )
            passage += bool(mine)


def _skeleton(tokens: list[Token]) -> tuple[_Part, ...]:
    return tuple(
        (token.type, token.tag, token.level, token.info) for token in tokens
    )
