"""Offer the editor's desk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import Folder, Output
from newsletter.cli.output import print_note


@app.command()
def desk(
    folder: Folder = Path(),
    output: Output = None,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            min=0,
            max=65535,
            metavar="PORT",
            help="The port to open; 0 takes a free one.",
        ),
    ] = 8000,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="Open the desk to other machines at this address; NEWSLETTER_DESK_PASSWORD in the "
            "environment is asked for.",
        ),
    ] = "",
) -> None:
    """Open the editor's desk in the browser.

    Review posts and translations, decide, look at mails, run, upload.

    It is open to this machine only, at the address that is printed.
    """
    from newsletter.config import read_settings
    from newsletter.desk.server import serve_desk

    read_settings(folder)
    serve_desk(
        folder,
        output=output,
        host=host,
        port=port,
        environ=os.environ,
        ready=lambda url: print_note(f"the desk is at {url} (Ctrl-C ends it)"),
    )


app.command("preview", hidden=True)(desk)  # its name until version 0.1
