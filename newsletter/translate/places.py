"""Say where a unit stands in its region, and which markup is written beside its translation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsletter.model import UnitKind
from newsletter.source.pieces import PieceKind
from newsletter.translate.regions import Flavour


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup that is written beside translated text: a range of the region, or `text` instead.

    `delimiter` is the mark of emphasis.
    """

    first: int
    last: int
    text: str | None = None
    delimiter: str = ""
    kind: PieceKind = PieceKind.TEXT


@dataclass(frozen=True, slots=True)
class Place:
    """A unit (or a sentence without letters, `source` "") and its range in the region.

    Attributes:
        first, last: Its range, peeled markup included. `inner`: without it.
        source: Text with placeholders.
        kind: What the unit is.
        marks: Placeholder number → its opening (or only) and closing mark.
        lead, trail: Peeled markup before and after.
        flavour, quote: How its text is written.
        nested: It stands inside the markup of another one: alternative text, title, attribute.
    """

    first: int
    last: int
    source: str
    kind: UnitKind
    marks: Mapping[int, tuple[Mark, Mark | None]] = field(default_factory=dict)
    lead: tuple[Mark, ...] = ()
    trail: tuple[Mark, ...] = ()
    flavour: Flavour = Flavour.MARKDOWN
    quote: str = ""
    nested: bool = False
    inner: tuple[int, int] = (0, 0)
