"""Offer the examination of a publication and all that it depends on."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import Folder, Json
from newsletter.errors import (
    EXIT_DONE,
    EXIT_FAILED,
    ConfigError,
    escape_controls,
    quote,
)

if TYPE_CHECKING:
    from newsletter.doctor import Diagnosis
    from newsletter.doctor.sender_dns import NameServer


@app.command()
def doctor(
    folder: Folder = Path(),
    selector: Annotated[
        str,
        typer.Option(
            "--selector",
            metavar="NAME",
            help="The selector of your DKIM key: s= in the DKIM-Signature of a mail.",
        ),
    ] = "",
    name_server: Annotated[
        str,
        typer.Option(
            "--name-server",
            metavar="HOST[:PORT]",
            help="Ask this name server about the sender's domain.",
        ),
    ] = "",
    json: Json = False,
) -> int:
    """Say what is not in order, and what to do.

    Looks at settings, keys, engines, tools, mail server, DNS, feeds, disk and clock. One line each,
    with what to do. Nothing is changed, and no engine is asked to translate.
    """
    from newsletter.doctor import Condition, examine

    found = []
    for diagnosis in examine(
        folder,
        now=datetime.now(UTC),
        environ=os.environ,
        selector=selector,
        name_server=_parse_server(name_server),
    ):
        found.append(diagnosis)
        if not json:
            _print_line(diagnosis)
    if json:
        _print_json(found)
    is_ill = any(finding.verdict is Condition.PROBLEM for finding in found)
    return EXIT_FAILED if is_ill else EXIT_DONE


def _print_line(diagnosis: Diagnosis) -> None:
    line = f"{diagnosis.verdict}: {diagnosis.topic}: {diagnosis.found}"
    if diagnosis.fix:
        line = f"{line} → {diagnosis.fix}"
    print(escape_controls(line), flush=True)  # it may hold what a server said


def _print_json(found: list[Diagnosis]) -> None:
    from json import dumps

    print(
        dumps(
            [asdict(finding) for finding in found], ensure_ascii=False, indent=2
        )
    )


def _parse_server(text: str) -> NameServer | None:
    """The name server that an option names; None where it names none."""
    from newsletter.doctor.sender_dns import DNS_PORT, NameServer
    from newsletter.language.whole_numbers import read_whole
    from newsletter.web import MAX_PORT

    if not text:
        return None
    host, _, port = text.partition(":")
    number = read_whole(port) if port else DNS_PORT
    if not host or not number or number > MAX_PORT:
        raise ConfigError(
            "no name server",
            at="--name-server",
            why=f"{quote(text)} is no address",
            fix="e.g. --name-server 9.9.9.9",
        )
    return NameServer(host, number)
