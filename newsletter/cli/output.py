"""Print results, errors and progress; the only place that writes to the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from newsletter.errors import NewsletterError

Progress = Callable[[str, int, int], None]


def print_error(error: NewsletterError) -> None:
    """Print an error to stderr in its one shape."""
    print(f"error: {error}", file=sys.stderr)


def print_note(text: str) -> None:
    """Print a line to stderr: what a person should know and a pipe should not."""
    print(text, file=sys.stderr)


def print_text(text: str) -> None:
    """Write text to stdout as UTF-8 exactly as it is, whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print aligned columns, wide characters counted as two; the first column left, the others right."""
    from rich.cells import cell_len

    table = [list(header), *(list(row) for row in rows)]
    widths = [max(cell_len(row[column]) for row in table) for column in range(len(header))]
    for row in table:
        cells = [
            cell + " " * (width - cell_len(cell))
            for cell, width in zip(row[:1], widths[:1], strict=True)
        ]
        cells += [
            " " * (width - cell_len(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        print_text("  ".join(cells).rstrip() + "\n")


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Hand out a progress callback: a bar on a terminal, gone when the work is done; nothing in a pipe or under cron."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
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
