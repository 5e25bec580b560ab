"""Find what a publication no longer needs, and remove it.

    copies of the database that upgrades left beside it, when they are old
    files that a killed run left half written
    campaigns of posts that are gone, when their upload is long past
    rows of runs that did nothing
    room in the database that nothing uses

Everything else is needed: what lies in the output folder is compared with the ledger in each run,
and a report that is deleted by hand is made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from newsletter.config import Settings
from newsletter.pipeline.publication import STATE_NAME
from newsletter.store.database import DATABASE_NAME, has_database
from newsletter.store.files import remove
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    ArtefactRecord,
    Change,
    State,
    UploadRecord,
)
from newsletter.store.lock import lock
from newsletter.store.output_places import CAMPAIGNS, find_output, place_of

_HALF_WRITTEN = ".*.tmp"  # as store/files.py names what it has not renamed yet
_COPIES = f"{DATABASE_NAME}.v*.bak"


@dataclass(frozen=True, slots=True)
class Leftover:
    """One thing that may go: a file below the publication or its outputs, or part of the database.

    Attributes:
        place: Where it lies, for people.
        n_bytes: What goes with it.
        why: Why it is not needed.
    """

    place: str
    n_bytes: int
    why: str


def clean_up(
    folder: Path,
    settings: Settings,
    now: datetime,
    *,
    n_days: int,
    output: Path | None = None,
    dry_run: bool = False,
) -> tuple[Leftover, ...]:
    """Remove what is not needed, and return it; with `dry_run` only return it.

    Args:
        n_days: What is younger stays.

    Raises:
        LockedError: A run is at work.
        OutputError: The disk refuses.
    """
    state = folder / STATE_NAME
    if not has_database(state):
        return ()
    root = find_output(folder, settings, output)
    before = now - timedelta(days=n_days)
    with lock(state), Ledger.open(state) as ledger:
        files = tuple(_find_files(state, root, before))
        campaigns = _find_old_campaigns(ledger, before)
        n_runs = ledger.count_idle_runs(before)
        found = [Leftover(str(path), _size(path), why) for path, why in files]
        for artefact in campaigns:
            place = str(root / place_of(artefact.path))
            why = "a campaign of a post that is gone"
            found.append(Leftover(place, max(artefact.n_bytes, 0), why))
        if n_runs:
            what = f"{n_runs:,} rows of runs that did nothing"
            found.append(Leftover(str(state / DATABASE_NAME), 0, what))
        if dry_run:
            return tuple(found)
        for path, _ in files:
            path.unlink(missing_ok=True)
        remove((place_of(artefact.path) for artefact in campaigns), root)
        paths = tuple(artefact.path for artefact in campaigns)
        ledger.save(Change(removed=paths))
        ledger.forget_idle_runs(before)
        saved = ledger.compact()
    if saved > 0:
        why = "room in the database that nothing used"
        found.append(Leftover(str(state / DATABASE_NAME), saved, why))
    return tuple(found)


def _find_files(
    state: Path, root: Path, before: datetime
) -> Iterator[tuple[Path, str]]:
    """Yield files that may go, with why; no run is at work, so nothing is half written."""
    for path in sorted(state.glob(_COPIES)):
        if path.stat().st_mtime < before.timestamp():
            yield path, "a copy of the database from before an upgrade"
    for place in (state, root):
        for path in sorted(place.rglob(_HALF_WRITTEN)):
            if path.is_file():
                yield path, "left half written by a run that was killed"


def _find_old_campaigns(
    ledger: Ledger, before: datetime
) -> tuple[ArtefactRecord, ...]:
    """Campaigns that were kept because they had been uploaded, of posts that are gone since."""
    uploads = ledger.uploads()
    gone = {
        key
        for key, page in ledger.pages().items()
        if page.state is State.RETIRED and _is_past(key, uploads, before)
    }
    return tuple(
        artefact
        for artefact in ledger.artefacts()
        if artefact.path.startswith(f"{CAMPAIGNS}/")
        and (artefact.owner, artefact.language) in gone
    )


def _is_past(
    key: tuple[str, str], uploads: Iterable[UploadRecord], before: datetime
) -> bool:
    """Tell whether every upload of an edition was before a time."""
    times = [
        upload.at
        for upload in uploads
        if (upload.edition, upload.language) == key
    ]
    return all(time < before for time in times)


def _size(path: Path) -> int:
    return path.stat().st_size
