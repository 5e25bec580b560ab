"""Send one edition to one address, to see it as it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from newsletter.campaign.smtp import read_server, send_eml
from newsletter.config import Settings
from newsletter.errors import ConfigError, quote
from newsletter.render.mail.eml import address_test
from newsletter.store.output_places import CAMPAIGNS, DESK, find_output
from newsletter.upload.edition_names import suggest_edition


def send_test(
    folder: Path,
    settings: Settings,
    edition: str,
    address: str,
    *,
    now: datetime,
    environ: Mapping[str, str],
    output: Path | None = None,
    ca: Path | None = None,
) -> None:
    """Send one edition to one address by SMTP.

    Args:
        edition: POST/LANGUAGE. `ca`: certificates to trust besides the system's.

    Raises:
        ConfigError: No address, no such edition, or no server is named in the environment.
        OutputError, MailUnavailable: The server refuses, or is not there.
    """
    require_email_address(address)
    desk = find_output(folder, settings, output) / DESK
    path = desk / CAMPAIGNS / edition / "email.eml"
    if ".." in Path(edition).parts or not path.is_file():
        raise ConfigError(
            f"there is no edition {quote(edition)}",
            at=str(path),
            why="there is no email.eml",
            fix=suggest_edition(
                desk,
                edition,
                "name it POST/LANGUAGE; newsletter status lists them",
                one_language=True,
            ),
        )
    server = replace(read_server(environ), ca=ca)
    message = address_test(
        path.read_bytes(), address, now.replace(microsecond=0)
    )
    send_eml(message, settings.email.from_address or address, address, server)


def require_email_address(address: str) -> None:
    """Raise for an address that no mail can go to.

    Raises:
        ConfigError: It has no name, no host, or a blank in it.
    """
    name, _, host = address.rpartition("@")
    if not name or not host or any(char.isspace() for char in address):
        raise ConfigError(
            f"cannot send to {quote(address)}",
            at="ADDRESS",
            why="it is no email address",
            fix="e.g. newsletter send-test me@example.com POST/LANGUAGE",
        )
