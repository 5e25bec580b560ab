"""Say what a translation memory must do, and what one entry of it is.

The memory that lasts is in the state database (`store.translation_memory`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol


class MemoryMatch(NamedTuple):
    """A remembered translation, placeholders included, and its engine ("" for a person)."""

    target: str
    engine: str


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """One remembered unit, as it is kept and exchanged.

    Attributes:
        source_language, target_language: BCP 47 tags.
        source, target: Texts with placeholders.
        engine: The engine that said it, "" for a person (imported from a TMX or PO file).
        recorded: When, aware; None when a file does not say.
        person: Who that was, where the file named somebody; "" for an engine.
    """

    source_language: str
    target_language: str
    source: str
    target: str
    engine: str = ""
    recorded: datetime | None = None
    person: str = ""


class Memory(Protocol):
    """Remembers what was answered: exact source text and the two languages are the key."""

    def find(
        self, sources: Collection[str], source: str, target: str
    ) -> Mapping[str, MemoryMatch]:
        """Return what is remembered of these texts; texts it does not know are left out."""

    def record(
        self, answers: Mapping[str, str], source: str, target: str, engine: str
    ) -> None:
        """Keep answers (text → translation); they are safe when this returns.

        Args:
            answers: Source text → translation.
            source, target: BCP 47 tags.
            engine: Who translated.
        """


class MemoryInProcess:
    """A memory that lasts as long as the process: for a single document, a dry run and tests."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str, str], MemoryMatch] = {}

    def find(
        self, sources: Collection[str], source: str, target: str
    ) -> Mapping[str, MemoryMatch]:
        """Return what is remembered of these texts."""
        keys = ((text, (text, source, target)) for text in sources)
        return {
            text: self._answers[key]
            for text, key in keys
            if key in self._answers
        }

    def record(
        self, answers: Mapping[str, str], source: str, target: str, engine: str
    ) -> None:
        """Keep answers; the newest wins."""
        for text, answer in answers.items():
            self._answers[text, source, target] = MemoryMatch(answer, engine)
