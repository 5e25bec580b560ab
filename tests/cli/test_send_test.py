"""newsletter send-test against a real SMTP server on loopback."""

from __future__ import annotations

import email
import email.policy
import socket
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.cli.conftest import Run


class _Inbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it
        """Keep the message as it came."""
        self.messages.append(envelope.content)
        return "250 OK"


def test_an_edition_arrives_and_twice_is_two_messages(
    newsletter: Run, publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was published reaches one reader; a second test is not hidden as a copy of the first."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    inbox = _Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("NEWSLETTER_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("NEWSLETTER_SMTP_PORT", str(port))
    try:
        newsletter("run", publication, "--now", "2025-11-03T00:00:00+00:00")
        for reader in ("one@example.com", "two@example.com"):
            result = newsletter(
                "send-test", reader, "2025-11-01-morning-market/ja", "--folder", publication
            )
            assert (result.code, result.out) == (0, "")
    finally:
        controller.stop()
    first, second = (
        email.message_from_bytes(data, policy=email.policy.default) for data in inbox.messages
    )
    assert isinstance(first, EmailMessage)
    assert first["Subject"] == "港の朝市が三十年を迎えた"
    assert (first["To"], second["To"]) == ("one@example.com", "two@example.com")
    assert first["Message-ID"] != second["Message-ID"]
    body = first.get_body(("plain",))
    assert body is not None
    assert "3億円" in body.get_content()
