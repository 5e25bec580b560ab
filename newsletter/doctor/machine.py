"""Look at the machine: versions, the state, the space that is left, the clock."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from newsletter import __version__
from newsletter.doctor.diagnosis import Condition, Diagnosis

# A run keeps the old outputs until the new ones are whole: an archive of 250 posts in two languages
# takes 150 MB twice, at most.
MIN_FREE_MB = 500
# Signed requests (Ghost) and certificates bear some minutes; scheduled posts would come late.
MAX_CLOCK_S = 60
MB = 1_000_000


def examine_versions() -> Diagnosis:
    """Name the versions, for a report of a fault."""
    found = (
        f"newsletter {__version__}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {platform.system()}"
    )
    return Diagnosis("versions", Condition.OK, found)


def examine_disk(folder: Path) -> Diagnosis:
    """Compare the space that is left with what a run needs."""
    free_mb = shutil.disk_usage(folder).free // MB
    found = f"{free_mb:,} MB free"
    if free_mb < MIN_FREE_MB:
        fix = f"make room: a run may need {MIN_FREE_MB} MB for a while"
        return Diagnosis("disk", Condition.WARNING, found, fix)
    return Diagnosis("disk", Condition.OK, found)


def examine_clock(there: datetime | None, here: datetime) -> Diagnosis:
    """Compare the clock with that of the site.

    Args:
        there: What the site's server said; None when it said nothing.
        here: The clock of this machine when it did.
    """
    if there is None:
        found = "no server has told its time"
        return Diagnosis("clock", Condition.SKIPPED, found)
    ahead_s = round((here - there).total_seconds())
    if abs(ahead_s) <= MAX_CLOCK_S:
        return Diagnosis(
            "clock", Condition.OK, "it agrees with that of the site"
        )
    way = "ahead of" if ahead_s > 0 else "behind"
    found = f"it is {abs(ahead_s):,} s {way} that of the site"
    return Diagnosis(
        "clock",
        Condition.PROBLEM,
        found,
        "set it by NTP: timedatectl set-ntp on",
    )
