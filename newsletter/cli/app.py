"""Hold the typer application that the commands register with."""

from __future__ import annotations

from typing import Annotated

import typer

HELP_NAMES = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="newsletter",
    no_args_is_help=True,
    context_settings=HELP_NAMES,
    rich_markup_mode=None,  # rich's help costs 70 ms of start-up
    pretty_exceptions_enable=False,
)


def build_group(help_text: str) -> typer.Typer:
    """Return an application for commands that share a name: `newsletter memory stats`."""
    return typer.Typer(
        help=help_text,
        no_args_is_help=True,
        context_settings=HELP_NAMES,
        rich_markup_mode=None,
    )


def _show_version(wanted: bool) -> None:
    if wanted:
        from newsletter import __version__

        print(f"newsletter {__version__}")
        raise typer.Exit


@app.callback()
def newsletter(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Print the version and leave.",
        ),
    ] = False,
) -> None:
    """Turn Markdown posts into clean, abridged, translated copies, emails and feeds."""
