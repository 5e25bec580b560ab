"""Offer the upkeep of a publication: backup, restore, clean-up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import DryRun, Folder, Output
from newsletter.cli.output import print_note, print_table
from newsletter.errors import ConfigError, quote

DEFAULT_DAYS = 30


@app.command()
def backup(
    folder: Folder = Path(),
    file: Annotated[
        Path | None,
        typer.Option(
            "--file",
            "-f",
            help="The archive to write. Default: backups/FOLDER-DAY.tar.gz beside it.",
        ),
    ] = None,
) -> None:
    """Put all that cannot be made again into one archive.

    Also while a run works.
    """
    from newsletter.config import read_settings
    from newsletter.upkeep.backup import write_backup
    from newsletter.upkeep.disk_use import show_bytes

    settings = read_settings(folder)
    archive = file or _name_archive(folder)
    if archive.is_dir():
        raise ConfigError(
            f"cannot write {quote(archive)}",
            at="--file",
            why="it is a folder",
            fix=f"e.g. --file {archive / 'letter.tar.gz'}",
        )
    written = write_backup(folder, settings, archive)
    print_note(
        f"{written.n_files:,} files, {show_bytes(written.n_bytes)}: {archive}"
    )


def _name_archive(folder: Path) -> Path:
    place = folder.resolve()
    name = f"{place.name}-{datetime.now(UTC):%Y-%m-%d}.tar.gz"
    return place.parent / "backups" / name


@app.command()
def restore(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="An archive of newsletter backup."),
    ],
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Where to: not there yet, or empty."
        ),
    ],
) -> None:
    """Make a publication from an archive of backup.

    The next run makes its outputs again.
    """
    from newsletter.upkeep.backup import restore_backup
    from newsletter.upkeep.disk_use import show_bytes

    restored = restore_backup(file, folder)
    print_note(
        f"{restored.n_files:,} files, {show_bytes(restored.n_bytes)}: {folder}"
    )
    print_note(f"next: newsletter run {folder}")


@app.command("clean-up")
def clean_up(
    folder: Folder = Path(),
    output: Output = None,
    older_than: Annotated[
        int,
        typer.Option(
            "--older-than",
            metavar="DAYS",
            min=0,
            help="What is younger stays.",
        ),
    ] = DEFAULT_DAYS,
    dry_run: DryRun = False,
) -> None:
    """Remove what is no longer needed.

    Old copies of the database, broken-off files, campaigns of posts that are gone, and room in the
    database. Nothing that a run would make again is touched.
    """
    from newsletter.config import read_settings
    from newsletter.upkeep.clean_up import clean_up as take_away
    from newsletter.upkeep.disk_use import show_bytes

    found = take_away(
        folder,
        read_settings(folder),
        datetime.now(UTC),
        n_days=older_than,
        output=output,
        dry_run=dry_run,
    )
    if found:
        rows = [
            (file.place, show_bytes(file.n_bytes), file.why) for file in found
        ]
        print_table(("what", "size", "why"), rows)
    total = show_bytes(sum(file.n_bytes for file in found))
    done = "would go" if dry_run else "gone"
    print_note(f"{len(found):,} things {done}, {total}")
