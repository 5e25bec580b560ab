"""Print results, errors and progress; the only place that writes to the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from newsletter.errors import NewsletterError
from newsletter.pipeline.progress import Progress, no_progress

RED = "\033[1;31m"
PLAIN = "\033[0m"


def has_colour(stream: TextIO) -> bool:
    """Return True when a person reads the stream and wants colour (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def print_error(error: NewsletterError) -> None:
    """Print an error to stderr in its one shape."""
    word = f"{RED}error:{PLAIN}" if has_colour(sys.stderr) else "error:"
    print(f"{word} {error}", file=sys.stderr)


def print_note(text: str) -> None:
    """Print a line to stderr: what a person should know and a pipe should not."""
    print(text, file=sys.stderr)


def print_text(text: str) -> None:
    """Write text to stdout as UTF-8 exactly as it is, whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print aligned columns: the first to the left, the others to the right.

    Wide characters count as two.
    """
    from rich.cells import cell_len

    table = [list(header), *map(list, rows)]
    columns = zip(*table, strict=True)
    widths = [max(map(cell_len, column)) for column in columns]
    for row in table:
        cells = [
            " " * (width - cell_len(cell)) + cell
            for cell, width in zip(row, widths, strict=True)
        ]
        first = row[0] + " " * (widths[0] - cell_len(row[0]))
        print_text("  ".join((first, *cells[1:])).rstrip() + "\n")


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Hand out a progress callback.

    It draws a bar on a terminal, which is gone when the work is done. In a pipe and under cron it
    draws nothing.
    """
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description:.40}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total
        )
