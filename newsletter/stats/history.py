"""Sum up what runs did, by the run, the month or the year."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from newsletter.config import Settings, find_folder
from newsletter.pipeline.publication import STATE_NAME
from newsletter.store.database import has_database
from newsletter.store.ledger import Ledger
from newsletter.store.run_measures import MeasuredRun, RunMeasures


class Period(StrEnum):
    """What one row of the statistics stands for; the value is the form of its name."""

    RUN = "run"
    MONTH = "month"
    YEAR = "year"


_NAME_FORMS = {
    Period.RUN: "%Y-%m-%d %H:%M",
    Period.MONTH: "%Y-%m",
    Period.YEAR: "%Y",
}
# Where a publication stood after a run: the last one of a period counts, not the sum.
_LAST = frozenset({"n_published", "n_waiting"})
_LARGEST = frozenset({"max_mail_bytes"})


@dataclass(frozen=True, slots=True)
class PeriodStats:
    """What happened in one period.

    Attributes:
        name: The month, the year, or when the run began, in the time zone of the publication.
        n_runs: Runs that did something.
        measures: Their work together, and where the publication stood after the last.
    """

    name: str
    n_runs: int
    measures: RunMeasures


def read_stats(
    folder: Path, settings: Settings, period: Period
) -> tuple[PeriodStats, ...]:
    """Read the ledger and sum it up; oldest first, empty before the first run.

    Args:
        folder: The publication.
        settings: Its settings.
        period: What is summed up in one row.
    """
    state = find_folder(folder) / STATE_NAME
    if not has_database(state):
        return ()
    with Ledger.open_to_read(state) as ledger:
        runs = ledger.measures()
    return sum_by_period(runs, period, settings.publication.timezone)


def sum_by_period(
    runs: Iterable[MeasuredRun], period: Period, timezone: str
) -> tuple[PeriodStats, ...]:
    """Return one row for each period in which something was done, in the order of the runs."""
    zone = ZoneInfo(timezone)
    grouped: dict[str, list[RunMeasures]] = {}
    for run in runs:
        name = _name_period(run.started, period, zone)
        grouped.setdefault(name, []).append(run.measures)
    return tuple(
        PeriodStats(name, len(measures), add_up(measures))
        for name, measures in grouped.items()
    )


def add_up(measures: Iterable[RunMeasures]) -> RunMeasures:
    """Return the work of several runs as one; of the states that after the last."""
    known = tuple(measures)
    values: dict[str, int] = {}
    for field in fields(RunMeasures):
        column = [getattr(run, field.name) for run in known]
        if field.name in _LAST:
            values[field.name] = column[-1] if column else 0
        elif field.name in _LARGEST:
            values[field.name] = max(column, default=0)
        else:
            values[field.name] = sum(column)
    return RunMeasures(**values)


def stats_as_json(rows: Iterable[PeriodStats]) -> str:
    """Return the rows as one JSON array."""
    values = [
        {"period": row.name, "n_runs": row.n_runs, **asdict(row.measures)}
        for row in rows
    ]
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _name_period(started: datetime, period: Period, zone: ZoneInfo) -> str:
    return started.astimezone(zone).strftime(_NAME_FORMS[period])
