"""Offer to send an edition to one address, for a look at it in a real mail program."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import OneEdition, Output, Publication
from newsletter.cli.output import print_note


@app.command("send-test")
def send_test(
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="Who gets it.")
    ],
    edition: OneEdition,
    folder: Publication = Path(),
    output: Output = None,
    ca: Annotated[
        Path | None,
        typer.Option(
            "--ca",
            help="Trust these certificates (PEM) too, besides the system's.",
        ),
    ] = None,
) -> None:
    """Send an edition to one address by SMTP.

    The server is named by NEWSLETTER_SMTP_HOST, _PORT, _USER, _PASSWORD and _SECURITY.
    """
    from newsletter.config import read_settings
    from newsletter.upload import send_test as send

    send(
        folder,
        read_settings(folder),
        edition,
        address,
        now=datetime.now(UTC),
        environ=os.environ,
        output=output,
        ca=ca,
    )
    print_note(f"sent {edition} to {address}")
