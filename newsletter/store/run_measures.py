"""Hold what one run did, in numbers: a row of the ledger for every run that did something."""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass, fields
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RunMeasures:
    """The work of one run, and where the publication stood after it.

    Attributes:
        n_posts: Posts that went through the stages, also those made again.
        n_source_chars, n_clean_chars, n_abridged_chars: Characters of their bodies at each stage.
        n_removals: Passages taken out of them.
        n_held: Translations of them that were held.
        n_reviewed, n_from_memory, n_from_engine: Units by where their translation came from; a
            glossary counts as reviewed.
        n_mails: Emails that were written.
        n_mail_bytes, max_mail_bytes: Their HTML together, and the largest.
        n_published, n_waiting: Pages after the run: published; held or failed.
    """

    n_posts: int = 0
    n_source_chars: int = 0
    n_clean_chars: int = 0
    n_abridged_chars: int = 0
    n_removals: int = 0
    n_held: int = 0
    n_reviewed: int = 0
    n_from_memory: int = 0
    n_from_engine: int = 0
    n_mails: int = 0
    n_mail_bytes: int = 0
    max_mail_bytes: int = 0
    n_published: int = 0
    n_waiting: int = 0


@dataclass(frozen=True, slots=True)
class MeasuredRun:
    """When a run began, and what it did."""

    started: datetime
    measures: RunMeasures


_NAMES = tuple(field.name for field in fields(RunMeasures))
_PUT = (
    f"INSERT OR REPLACE INTO run_measures (run, {', '.join(_NAMES)}) "
    f"VALUES ({', '.join('?' * (len(_NAMES) + 1))})"
)
_GET = (
    f"SELECT runs.started, {', '.join(_NAMES)} FROM run_measures "
    "JOIN runs ON runs.id = run_measures.run ORDER BY runs.id"
)


def put_measures(
    db: sqlite3.Connection, run: int, measures: RunMeasures
) -> None:
    """Write the row of a run; inside a transaction of the caller."""
    db.execute(_PUT, (run, *astuple(measures)))


def find_measures(db: sqlite3.Connection) -> tuple[MeasuredRun, ...]:
    """Return every measured run, oldest first."""
    runs: list[MeasuredRun] = []
    for started, *values in db.execute(_GET):
        when = datetime.fromisoformat(started)
        runs.append(MeasuredRun(when, RunMeasures(*values)))
    return tuple(runs)
