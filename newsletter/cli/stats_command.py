"""Offer `newsletter stats`: how the publication has gone, as a table, as pictures, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import Folder, Json
from newsletter.cli.output import print_table, print_text
from newsletter.errors import ConfigError, quote

PERIODS = ("month", "year", "run")


@app.command()
def stats(
    folder: Folder = Path(),
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="month|year|run", help="What a row stands for."
        ),
    ] = "month",
    svg: Annotated[
        bool, typer.Option("--svg", help="Print the pictures as one SVG file.")
    ] = False,
    html: Annotated[
        bool,
        typer.Option(
            "--html", help="Print a page with the pictures and the table."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Tell how it has gone, by month, year or run.

    Posts, lengths, removals, held translations, where they came from, sizes of mails.
    """
    from newsletter.config import read_settings
    from newsletter.stats.chart import draw_charts
    from newsletter.stats.history import Period, read_stats, stats_as_json
    from newsletter.stats.overview import (
        HEADER,
        build_charts,
        build_rows,
        render_page,
    )

    _require_one_form(svg=svg, html=html, json=json)
    if by not in PERIODS:
        raise ConfigError(
            f"wrong value for --by: {quote(by)}",
            at="--by",
            why=f"it may be {', '.join(PERIODS)}",
            fix="e.g. --by month",
        )
    settings = read_settings(folder)
    rows = read_stats(folder, settings, Period(by))
    if json:
        print_text(stats_as_json(rows))
    elif svg:
        print_text(draw_charts(build_charts(rows)))
    elif html:
        print_text(render_page(settings.publication.title, rows))
    elif rows:
        print_table(HEADER, build_rows(rows))
    else:
        print("no run has done anything yet")


def _require_one_form(**forms: bool) -> None:
    """Raise when the output is asked for in two forms."""
    asked = [f"--{name}" for name, is_asked in forms.items() if is_asked]
    if len(asked) > 1:
        raise ConfigError(
            "cannot print two forms at once",
            at=" ".join(asked),
            why="each of them is a whole file",
            fix=f"run it once more for {asked[1]}",
        )
