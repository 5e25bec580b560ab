"""Read the notes that a catalogue has for the person who reviews.

`catalogue` writes them for every editor of PO files, as lines of text. The desk shows each part in
its own place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsletter.model import UnitKind

_KINDS = frozenset(str(kind) for kind in UnitKind)
_NEAR = re.compile(r"near match \((\d{1,3}) %, (reviewed|machine)\): (.*)")


@dataclass(frozen=True, slots=True)
class UnitNotes:
    """What the notes of an entry say.

    Attributes:
        kind: What the unit is; a sentence where the notes do not say.
        context: The heading it stands under, "" for none.
        engine: Who translated it, "" for a person or nobody.
        published: What stands in print while another text waits for review, "" for the same.
        near: A translation of a text much like this one, "" for none.
        near_percent: How much alike the two texts are.
    """

    kind: UnitKind = UnitKind.SENTENCE
    context: str = ""
    engine: str = ""
    published: str = ""
    near: str = ""
    near_percent: int = 0


def parse_notes(notes: str) -> UnitNotes:
    """Read the notes of an entry; lines of other programs are passed over.

    >>> parse_notes("heading under: Supply\\nengine: google").engine
    'google'
    """
    first, _, rest = notes.partition("\n")
    name, _, context = first.partition(" under: ")
    kind = UnitKind.SENTENCE
    if name in _KINDS:
        kind = UnitKind(name)
    near = _NEAR.search(rest)
    return UnitNotes(
        kind,
        context,
        _find_line(rest, "engine: "),
        _find_line(rest, "published: "),
        near[3] if near else "",
        int(near[1]) if near else 0,
    )


def _find_line(notes: str, label: str) -> str:
    lines = (line for line in notes.split("\n") if line.startswith(label))
    return next(lines, "").removeprefix(label)
