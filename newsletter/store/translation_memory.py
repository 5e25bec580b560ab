"""Keep what engines have said: the translation memory, in the state database.

An entry is found by the exact source text and the two languages, whatever the post it stood in and
whichever engine answered, so that identical sentences are paid for once. The key is versioned: when
units are one day cut or their placeholders written in another way, the old entries must not answer
for the new ones.

`record` has committed when it returns: a run that is killed right after an answer does not ask
again. The connection is shared by the threads that talk to engines; one lock gives them turns.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any, Self

from newsletter.store.database import (
    DATABASE_NAME,
    OpenDatabase,
    explained,
    open_database,
    transaction,
)
from newsletter.translate.memory import MemoryEntry, MemoryMatch

KEY_VERSION = 1
_PER_QUERY = 500  # SQLite before 3.32 takes 999 variables

_FIND = "SELECT source, target, engine FROM memory WHERE key IN ({marks})"
_RECORD = """
INSERT INTO memory (key, source_language, target_language, source, target, engine, recorded,
    person)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE
SET target = excluded.target, engine = excluded.engine, recorded = excluded.recorded,
    person = excluded.person
"""
_ALL = """
SELECT source_language, target_language, source, target, engine, recorded, person FROM memory
WHERE (? = '' OR target_language = ?) ORDER BY source_language, target_language, source
"""
_STATS = """
SELECT source_language, target_language, engine, count(*), sum(length(source)), min(recorded),
    max(recorded)
FROM memory GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_PRUNE = """
DELETE FROM memory
WHERE (?1 = '' OR recorded < ?1) AND (?2 = '' OR engine = ?2) AND (?3 = '' OR target_language = ?3)
"""


@dataclass(frozen=True, slots=True)
class MemoryStats:
    """How much one engine has said for one pair of languages."""

    source_language: str
    target_language: str
    engine: str
    n_units: int
    n_source_chars: int
    first: datetime
    last: datetime


def memory_key(text: str, source: str, target: str) -> bytes:
    """Return the key of a unit: SHA-256 over version, languages and text, 32 bytes."""
    return hashlib.sha256(
        "\0".join(
            (f"newsletter-memory-{KEY_VERSION}", source, target, text)
        ).encode()
    ).digest()


class TranslationMemory(OpenDatabase):
    """The translation memory of one publication; use it as a context manager, or close it.

    Args:
        db: An open state database of its own: not the ledger's, whose transactions are longer.
        now: Time of the run, written beside what is recorded.
    """

    def __init__(self, db: sqlite3.Connection, now: datetime) -> None:
        super().__init__(db)
        self._now = now
        self._turn = RLock()

    @classmethod
    def open(cls, folder: Path, now: datetime) -> Self:
        """Open the memory in the state folder of a publication, making it when missing.

        Raises:
            LedgerError: Foreign, newer or damaged.
            OutputError: It cannot be opened or written.
        """
        return cls(open_database(folder / DATABASE_NAME, sync_all=False), now)

    def find(
        self, sources: Collection[str], source: str, target: str
    ) -> Mapping[str, MemoryMatch]:
        """Return what is remembered, by source text; texts that are not are missing."""
        found: dict[str, MemoryMatch] = {}
        keys = [
            memory_key(text, source, target) for text in dict.fromkeys(sources)
        ]
        for first in range(0, len(keys), _PER_QUERY):
            some = keys[first : first + _PER_QUERY]
            for text, translation, engine in self._rows(
                _FIND.format(marks=", ".join("?" * len(some))), *some
            ):
                found[text] = MemoryMatch(translation, engine)
        return found

    def record(
        self,
        answers: Mapping[str, str],
        source: str,
        target: str,
        engine: str,
        person: str = "",
    ) -> None:
        """Keep translations by source text; they are committed when this returns.

        A later answer replaces an earlier.

        Args:
            answers: Source text → translation.
            source, target: BCP 47 tags.
            engine: Who translated; "" for a person.
            person: The person's name, where one is known.
        """
        when = _utc(self._now)
        with self._turn, transaction(self._db) as db:
            db.executemany(
                _RECORD,
                (
                    (
                        memory_key(text, source, target),
                        source,
                        target,
                        text,
                        translation,
                        engine,
                        when,
                        person,
                    )
                    for text, translation in answers.items()
                ),
            )

    def entries(self, target: str = "") -> Iterator[MemoryEntry]:
        """Every entry, by languages and source text; `target` keeps one target language.

        For export.
        """
        for (
            source_language,
            target_language,
            text,
            translation,
            engine,
            recorded,
            person,
        ) in self._rows(_ALL, target, target):
            yield MemoryEntry(
                source_language,
                target_language,
                text,
                translation,
                engine,
                datetime.fromisoformat(recorded),
                person,
            )

    def stats(self) -> tuple[MemoryStats, ...]:
        """How much is remembered, by languages and engine."""
        rows = self._rows(_STATS)
        return tuple(
            MemoryStats(
                source,
                target,
                engine,
                n_units,
                n_chars,
                datetime.fromisoformat(first),
                datetime.fromisoformat(last),
            )
            for source, target, engine, n_units, n_chars, first, last in rows
        )

    def prune(
        self,
        *,
        before: datetime | None = None,
        engine: str = "",
        target: str = "",
    ) -> int:
        """Forget the entries that meet every condition given; returns how many.

        Without a condition: none.

        Args:
            before: Only those that are older; None asks no age.
            engine: Only those of one engine; "" asks none.
            target: Only those into one language; "" asks none.
        """
        if before is None and not engine and not target:
            return 0
        with self._turn, transaction(self._db) as db:
            return db.execute(
                _PRUNE, (_utc(before) if before else "", engine, target)
            ).rowcount

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._turn, explained(self._path):
            return self._db.execute(sql, values).fetchall()


def _utc(time: datetime) -> str:
    """One zone for all, so that times compare as text."""
    return time.astimezone(UTC).isoformat()
