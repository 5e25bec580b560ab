"""Let one run at a time work on a publication; the second one leaves at once and says who is there.

The lock is held by the operating system (flock or its like), so it ends with the process that held
it, however that ended. The file beside it only tells people who holds it. That is how a stale lock
is recognised without guessing by age or process number: the note is there, the lock is free, so its
owner was killed.

Rejected: a file with a process number that the next run inspects (numbers are used again after a
restart and mean nothing across containers or machines).
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsletter.errors import LockedError, OutputError, quote
from newsletter.regular_files import read_file
from newsletter.store.refusals import RIGHTS, build_refusal

LOCK_NAME = "lock"
NOTE_NAME = "lock.json"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds, or held, a lock: process number, machine, and the start in UTC (ISO 8601)."""

    pid: int
    host: str
    since: str


@contextmanager
def lock(folder: Path) -> Iterator[Owner | None]:
    """Hold the publication whose state lies in `folder`, made when missing, for the block.

    Yields:
        The owner of a stale lock (a run that was killed), or None after an orderly end.

    Raises:
        LockedError: Another run holds it; the message names it. At once: there is no waiting.
        DiskFull: There is no room.
        OutputError: The folder cannot be written.
    """
    from filelock import FileLock, Timeout

    note = folder / NOTE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = FileLock(folder / LOCK_NAME, timeout=0)
        held.acquire()
    except Timeout:
        raise LockedError(
            "cannot start: another run works on this publication",
            at=str(folder / LOCK_NAME),
            why=_describe(read_owner(folder)),
            fix="wait until it is done; the next scheduled run does the rest",
        ) from None
    except NotImplementedError:
        raise OutputError(
            f"cannot lock {quote(folder)}",
            at=str(folder),
            why="its file system knows no locks",
            fix="let the publication lie on another file system",
        ) from None
    except OSError as error:
        fix = f"{RIGHTS}; if a link or a folder stands there, remove it"
        what = f"cannot lock {quote(folder)}"
        raise build_refusal(what, folder, error, fix) from None
    try:
        stale = read_owner(folder)
        _write_note(note)
        yield stale
    finally:  # also after an error: only a run that was killed leaves its note
        with suppress(OSError):
            note.unlink(missing_ok=True)
        held.release()


def read_owner(folder: Path) -> Owner | None:
    """Who holds or held the lock, as far as the note can be read."""
    try:
        return Owner(**json.loads(read_file(folder / NOTE_NAME)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _write_note(note: Path) -> None:
    """Say beside the lock who holds it."""
    owner = Owner(
        os.getpid(),
        socket.gethostname(),
        datetime.now(UTC).isoformat(timespec="seconds"),
    )
    try:
        note.unlink(missing_ok=True)  # a link goes, not what it points to
        with note.open("x", encoding="utf-8") as file:
            file.write(json.dumps(asdict(owner)) + "\n")
    except OSError as error:
        raise build_refusal(
            f"cannot write {quote(note)}", note, error
        ) from None


def _describe(owner: Owner | None) -> str:
    """Who holds the lock, in words."""
    if owner is None:
        return "its owner left no note"
    return (
        f"process {owner.pid} on {owner.host} has held it since {owner.since}"
    )
