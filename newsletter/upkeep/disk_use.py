"""Say what a publication takes on the disk, by what it is for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newsletter.config import Settings
from newsletter.pipeline.publication import STATE_NAME
from newsletter.store.output_places import (
    CAMPAIGNS,
    DESK,
    REPORTS,
    SITE,
    find_output,
)


@dataclass(frozen=True, slots=True)
class DiskUse:
    """What one part of a publication takes."""

    name: str
    n_files: int
    n_bytes: int


def measure_disk(folder: Path, settings: Settings) -> tuple[DiskUse, ...]:
    """Return the parts that are there: site, campaigns, reports, catalogues, state.

    Args:
        folder: The publication.
        settings: Its settings.
    """
    root = find_output(folder, settings)
    places = {
        "site": root / SITE,
        "campaigns": root / DESK / CAMPAIGNS,
        "reports": root / DESK / REPORTS,
        "catalogues": folder / settings.translate.catalogues,
        "state": folder / STATE_NAME,
    }
    parts = (_measure(name, place) for name, place in places.items())
    return tuple(part for part in parts if part.n_files)


def show_bytes(n_bytes: int) -> str:
    """Return a size for people.

    >>> show_bytes(900), show_bytes(41_500), show_bytes(2_340_000)
    ('900 B', '42 kB', '2.3 MB')
    """
    if n_bytes < 1_000:
        return f"{n_bytes} B"
    if n_bytes < 1_000_000:
        return f"{n_bytes / 1_000:.0f} kB"
    return f"{n_bytes / 1_000_000:,.1f} MB"


def _measure(name: str, place: Path) -> DiskUse:
    """How many files lie below a folder, and how large they are together."""
    sizes = tuple(_find_sizes(str(place)))
    return DiskUse(name, len(sizes), sum(sizes))


def _find_sizes(folder: str) -> Iterator[int]:
    """The sizes of all files below a folder, links left out; one look at each."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _find_sizes(entry.path)
            elif entry.is_file(follow_symlinks=False):
                with suppress(OSError):  # a run at work has renamed it
                    yield entry.stat(follow_symlinks=False).st_size
