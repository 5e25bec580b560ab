"""Say what a translation memory must do.

The one that lasts is in the state database.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol


class Remembered(Protocol):
    """A translation and the engine that said it ("" for a person)."""

    @property
    def target(self) -> str:
        """The text, placeholders included."""

    @property
    def engine(self) -> str:
        """Name of the engine."""


class Memory(Protocol):
    """Remembers what was answered: exact source text and the two languages are the key."""

    def find(
        self, sources: Collection[str], source: str, target: str
    ) -> Mapping[str, Remembered]:
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


class Answer(NamedTuple):
    """A remembered translation."""

    target: str
    engine: str


class MemoryInProcess:
    """A memory that lasts as long as the process: for a single document and for tests."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str, str], Answer] = {}

    def find(
        self, sources: Collection[str], source: str, target: str
    ) -> Mapping[str, Answer]:
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
            self._answers[text, source, target] = Answer(answer, engine)
