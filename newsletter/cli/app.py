"""Hold the typer application that the commands register with."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="newsletter",
    help="Turn Markdown posts into clean, abridged, translated newsletters: copies, email campaigns and feeds.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # rich's help costs 70 ms of start-up
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from newsletter import __version__

        print(f"newsletter {__version__}")
        raise typer.Exit


@app.callback()
def newsletter(
    version: bool = typer.Option(
        False,
        "--version",
        callback=_show_version,
        is_eager=True,
        help="Print the version and leave.",
    ),
) -> None:
    """Turn Markdown posts into clean, abridged, translated newsletters: copies, email campaigns and feeds."""
