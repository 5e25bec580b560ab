"""Hold what is to be translated of one post."""

from __future__ import annotations

from collections.abc import (
    Collection,
)
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be translated.

    Attributes:
        source, target: Language tags.
        title, summary: Plain text, "" for none.
        body, full_body: The abridged and the whole clean article, Markdown with LF line
            ends.
        fields: The front matter; fields that are text are translated, the others
            ignored.
        lead, key_points, preheader: The top of the mail, plain text, "" and () for none.
        whole_lead: The sentences that `lead` is a part of; "" where it is not cut.
        whole_points: The sentences that the key points are parts of; () where none is cut.
        whole_preheader: The sentence that `preheader` is a part of; "" where it is not cut.
    """

    source: str
    target: str
    title: str
    summary: str
    body: str
    full_body: str
    fields: tuple[tuple[str, object], ...] = ()
    lead: str = ""
    key_points: tuple[str, ...] = ()
    preheader: str = ""
    whole_lead: str = ""
    whole_points: tuple[str, ...] = ()
    whole_preheader: str = ""

    @property
    def cut(self) -> tuple[tuple[str, str], ...]:
        """The texts at the top that are parts, each with the whole of its sentences."""
        pairs = (
            (self.lead, self.whole_lead),
            (self.preheader, self.whole_preheader),
            *zip(self.key_points, self.whole_points, strict=False),
        )
        return tuple(
            (part, whole) for part, whole in pairs if whole not in ("", part)
        )

    def with_wholes(self, parts: Collection[str]) -> Request:
        """Return the request with the whole sentences in place of these parts of them."""
        wholes = {part: whole for part, whole in self.cut if part in parts}
        points = tuple(wholes.get(point, point) for point in self.key_points)
        return replace(
            self,
            lead=wholes.get(self.lead, self.lead),
            key_points=points,
            preheader=wholes.get(self.preheader, self.preheader),
        )
