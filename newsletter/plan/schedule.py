"""Decide which digest is due.

From the clock, the ledger and the time zone of the publication, never twice.

A schedule cuts time at boundaries, all at local midnight: every day, one weekday, the first of a
month. A digest belongs to the boundary that closed it and carries what was dated before that moment
and has not been in an edition of its language yet:

    boundary            boundary            boundary    now
       │  post  post       │  post    post     │          │
       └───────────────────┴───────────────────┴──────────┴──▶
         digest of the 1st    digest of the 2nd

Only the latest boundary is ever due. A run that comes late, or after three missed weeks, makes one
digest of all that waits: readers want the news, not three mails in a minute. Because id, date and
contents depend on the boundary and not on the minute of the run, a run that was killed and one that
starts an hour later make the same edition.

Two things keep a new publication from mailing its past: the schedule begins one period before the
first run, and posts dated before that are never in a digest. A post that was held at its time (no
translation yet) goes into the next one.

Boundaries are wall-clock midnights. On the day daylight saving begins at midnight, that midnight
does not exist: Python gives it the offset before the change, so the boundary is the moment of the
change itself; nothing falls between two.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from newsletter.language import months

# As the settings write them.
WEEKDAYS = tuple(day.lower() for day in months.WEEKDAYS)


class Rhythm(StrEnum):
    """How often editions are made; the values of `email.edition` in the settings."""

    POST = "post"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rhythm in a time zone; `weekday` (0 is Monday) counts for `weekly` only."""

    rhythm: Rhythm
    zone: str
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class DigestCandidate:
    """A published page that could be in a digest."""

    ref: str
    language: str
    date: datetime


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """A digest that is due.

    Attributes:
        id: `digest-2026-11-22` (daily: the day it closes), `digest-2026-W47` (ISO week of its last
            day), `digest-2026-10`.
        language: Tag.
        date: The boundary: the date of the edition.
        refs: Posts in full, newest first, at most the number asked for.
        more: The other posts that waited, newest first: they are linked.
    """

    id: str
    language: str
    date: datetime
    refs: tuple[str, ...]
    more: tuple[str, ...] = ()


def find_boundary(schedule: Schedule, now: datetime) -> datetime:
    """Return the latest boundary at or before `now`, in the zone of the schedule."""
    zone = ZoneInfo(schedule.zone)
    return _midnight(_closing_day(schedule, now.astimezone(zone).date()), zone)


def previous_boundary(schedule: Schedule, boundary: datetime) -> datetime:
    """Return the boundary before this one."""
    zone = ZoneInfo(schedule.zone)
    return _midnight(
        _closing_day(
            schedule, boundary.astimezone(zone).date() - timedelta(days=1)
        ),
        zone,
    )


def digest_id(schedule: Schedule, boundary: datetime) -> str:
    """Name a digest after the period that its boundary closes."""
    last_day = boundary.astimezone(ZoneInfo(schedule.zone)).date() - timedelta(
        days=1
    )
    if schedule.rhythm is Rhythm.DAILY:
        return f"digest-{last_day.isoformat()}"
    if schedule.rhythm is Rhythm.WEEKLY:
        year, week, _ = last_day.isocalendar()
        return f"digest-{year}-W{week:02}"
    return f"digest-{last_day:%Y-%m}"


def plan_digests(
    schedule: Schedule,
    candidates: Iterable[DigestCandidate],
    *,
    now: datetime,
    first_run: datetime | None,
    made: Iterable[tuple[str, str]],
    mailed: Iterable[tuple[str, str]],
    max_posts: int,
) -> tuple[DigestPlan, ...]:
    """Return the digests that are due now, one a language at most, by language.

    Args:
        candidates: Published pages in any order.
        now: The clock of this run, aware.
        first_run: When this publication ran first; None when it never did.
        made: (id, language) of every edition in the ledger.
        mailed: (ref, language) of every post that was in an edition.
        max_posts: Posts in full; the rest is linked.
    """
    if schedule.rhythm is Rhythm.POST:
        return ()
    boundary = find_boundary(schedule, now)
    origin = previous_boundary(
        schedule, find_boundary(schedule, min(first_run or now, now))
    )
    name, known, sent = digest_id(schedule, boundary), set(made), set(mailed)
    waiting: dict[str, list[DigestCandidate]] = {}
    for candidate in candidates:
        if (
            origin <= candidate.date < boundary
            and (candidate.ref, candidate.language) not in sent
        ):
            waiting.setdefault(candidate.language, []).append(candidate)
    plans: list[DigestPlan] = []
    for language in sorted(waiting):
        if (name, language) in known:
            continue
        newest = sorted(
            waiting[language],
            key=lambda candidate: (candidate.date, candidate.ref),
            reverse=True,
        )
        refs = tuple(candidate.ref for candidate in newest)
        plans.append(
            DigestPlan(
                name, language, boundary, refs[:max_posts], refs[max_posts:]
            )
        )
    return tuple(plans)


def keep_published(
    digests: Iterable[DigestPlan],
    published: Container[tuple[str, str]],
    max_posts: int,
) -> tuple[DigestPlan, ...]:
    """Return the digests without posts that are not published, and without those left empty.

    Args:
        published: (ref, language) of every page that is.
        max_posts: Posts in full; one that is not there makes room for the next.
    """
    kept: list[DigestPlan] = []
    for digest in digests:
        waiting = (*digest.refs, *digest.more)
        refs = tuple(
            ref for ref in waiting if (ref, digest.language) in published
        )
        if refs:
            kept.append(
                replace(digest, refs=refs[:max_posts], more=refs[max_posts:])
            )
    return tuple(kept)


def _closing_day(schedule: Schedule, today: date) -> date:
    """The latest day, today included, whose midnight is a boundary."""
    if schedule.rhythm is Rhythm.WEEKLY:
        return today - timedelta(days=(today.weekday() - schedule.weekday) % 7)
    if schedule.rhythm is Rhythm.MONTHLY:
        return today.replace(day=1)
    return today


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of a day where the publication is at home."""
    return datetime.combine(day, time(), tzinfo=zone)
