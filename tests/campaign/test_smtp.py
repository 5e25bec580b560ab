from __future__ import annotations

import contextlib
import email
import email.policy
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from newsletter.campaign.smtp import SmtpServer, read_server, send_eml
from newsletter.edition.edition import build_post_edition
from newsletter.errors import ConfigError, MailUnavailable, OutputError
from newsletter.render.mail.eml import address_test, render_eml
from newsletter.render.mail.message import render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import load_templates
from tests.fakes.server import free_port
from tests.render.letters import WHEN, make_article, make_settings

POLICY = email.policy.default
SENDER, READER = "editor@letter.example.com", "reader@example.com"


class _Inbox:
    """Takes messages, or answers as a busy or a strict server does."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.answer = "250 OK"
        self.passwords: list[object] = []

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Accept the address, or say what the test asks for."""
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep the message as it came."""
        self.messages.append(envelope.content)
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[_Inbox, SmtpServer]]:
    """A real SMTP server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = _Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, SmtpServer("127.0.0.1", port)
    controller.stop()


def message(language: str) -> bytes:
    """The message file of one article."""
    settings = make_settings()
    templates = load_templates()
    edition = build_post_edition(make_article(language))
    made = render_email(edition, settings, templates, get_profile("plain", templates))
    return address_test(render_eml(made, edition, settings, WHEN), READER, WHEN)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_real_server_takes_the_message_unchanged(
    inbox: tuple[_Inbox, SmtpServer], language: str
) -> None:
    """SMTP carries every byte; what arrives reads as what was written."""
    handler, server = inbox
    sent = message(language)
    send_eml(sent, SENDER, READER, server)
    assert [arrived.replace(b"\r\n", b"\n") for arrived in handler.messages] == [
        sent.replace(b"\r\n", b"\n")
    ]
    parsed = email.message_from_bytes(handler.messages[0], policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    assert parsed["Subject"] == make_article(language).title
    assert parsed["To"] == READER
    assert not parsed.defects


def test_a_server_of_seven_bits_gets_no_more() -> None:
    """One that does not offer 8BITMIME gets coded parts, which read the same."""
    handler = _Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), decode_data=True)
    controller.start()
    try:
        send_eml(message("ja"), SENDER, READER, SmtpServer("127.0.0.1", controller.port))
    finally:
        controller.stop()
    (arrived,) = handler.messages
    assert arrived.isascii()
    texts = [
        [part.get_content() for part in email.message_from_bytes(data, policy=POLICY).iter_parts()]
        for data in (str(arrived).encode(), message("ja"))
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("answer", "error"), [("450 busy", MailUnavailable), ("550 no such user", OutputError)]
)
def test_a_refusal_says_whether_to_try_again(
    inbox: tuple[_Inbox, SmtpServer], answer: str, error: type[Exception]
) -> None:
    """4xx is temporary and 5xx is not."""
    handler, server = inbox
    handler.answer = answer
    with pytest.raises(error):
        send_eml(message("en"), SENDER, READER, server)
    assert handler.messages == []


def test_a_server_that_is_not_there_is_temporary() -> None:
    """Nobody listens: try again later."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(MailUnavailable, match="cannot send"):
        send_eml(b"x", SENDER, READER, SmtpServer("127.0.0.1", port), timeout_s=2)


@pytest.mark.parametrize(
    "address", ["", "x", "@", "a@b\r\nRCPT TO:<c@d>", "a@b,c@d", "A <a@b>", "あ@b"]
)
def test_only_one_plain_address_is_taken(address: str) -> None:
    """A test goes to one person; nothing can be smuggled into the envelope."""
    with pytest.raises(ConfigError):
        send_eml(b"x", SENDER, address, SmtpServer("127.0.0.1", 1))


@pytest.mark.parametrize(
    ("environ", "server"),
    [
        ({"HOST": "h"}, SmtpServer("h", 25, "none")),
        ({"HOST": "h", "USER": "u", "PASSWORD": "p"}, SmtpServer("h", 587, "starttls", "u", "p")),
        ({"HOST": "h", "SECURITY": "tls"}, SmtpServer("h", 465, "tls")),
        ({"HOST": "h", "PORT": "2525"}, SmtpServer("h", 2525, "none")),
    ],
)
def test_the_server_comes_from_the_environment(environ: dict[str, str], server: SmtpServer) -> None:
    """With the ports everybody uses; a password means encryption."""
    assert (
        read_server({f"NEWSLETTER_SMTP_{key}": value for key, value in environ.items()}) == server
    )


@pytest.mark.parametrize(
    "environ",
    [
        {},
        *({"HOST": host} for host in ("a..b", "a" * 64 + ".com", "a\nb", "http://h", "me@h")),
        *({"HOST": "h", "PORT": port} for port in ("x", "", "0", "-1", "65536", "²", "٢٥")),
        {"HOST": "h", "SECURITY": "maybe"},
        {"HOST": "h", "USER": "é", "PASSWORD": "p"},
        {"HOST": "h", "USER": "u", "PASSWORD": "ü"},
    ],
)
def test_a_wrong_environment_is_named(environ: dict[str, str]) -> None:
    """The variable that is wrong stands in the message."""
    with pytest.raises(ConfigError) as caught:
        read_server({f"NEWSLETTER_SMTP_{key}": value for key, value in environ.items()})
    assert "NEWSLETTER_SMTP_" in caught.value.at


def test_a_server_without_tls_is_named_as_such(inbox: tuple[_Inbox, SmtpServer]) -> None:
    """That does not pass by itself: no advice to try again."""
    _, server = inbox
    with pytest.raises(OutputError, match="cannot send") as caught:
        send_eml(b"x", SENDER, READER, replace(server, security="tls"))
    assert "NEWSLETTER_SMTP_SECURITY" in caught.value.fix


@pytest.mark.parametrize(("security", "lacks"), [("none", "AUTH"), ("starttls", "STARTTLS")])
def test_what_a_server_lacks_is_named(
    inbox: tuple[_Inbox, SmtpServer], security: str, lacks: str
) -> None:
    """Waiting does not help: the error is final, and names what the server cannot do."""
    handler, server = inbox
    asked = replace(server, security=security, user="user", password="secret")
    with pytest.raises(OutputError, match=lacks) as caught:
        send_eml(message("en"), SENDER, READER, asked)
    assert "NEWSLETTER_SMTP_SECURITY" in caught.value.fix
    assert (handler.messages, handler.passwords) == ([], [])


def test_a_server_with_other_ways_to_sign_in_is_named_as_such() -> None:
    """No way that both know: no advice to try again."""

    class Odd(_Inbox):
        async def auth_XODD(self, server: Any, arguments: Any) -> AuthResult:
            return AuthResult(success=True)

    port, handler = free_port(), Odd()
    ways: dict[str, Any] = {
        "auth_require_tls": False,
        "auth_exclude_mechanism": ("LOGIN", "PLAIN"),
    }
    controller = Controller(handler, hostname="127.0.0.1", port=port, **ways)
    controller.start()
    server = SmtpServer("127.0.0.1", port, "none", "user", "secret")
    try:
        with pytest.raises(OutputError, match="sign in"):
            send_eml(message("en"), SENDER, READER, server)
    finally:
        controller.stop()
    assert handler.messages == []


def test_a_server_that_hangs_up_may_be_at_the_wrong_port() -> None:
    """One that waits for TLS says nothing, and leaves: temporary, with the ports to look at."""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        thread = threading.Thread(target=lambda: waiting.accept()[0].close(), daemon=True)
        thread.start()
        server = SmtpServer("127.0.0.1", waiting.getsockname()[1], "starttls", "user", "secret")
        with pytest.raises(MailUnavailable, match="hung up") as caught:
            send_eml(b"x", SENDER, READER, server)
        thread.join(5)
    assert "NEWSLETTER_SMTP_PORT" in caught.value.fix


def test_a_server_that_never_comes_to_an_end_is_given_up() -> None:
    """A byte now and then keeps a socket from timing out, and an editor waiting."""
    with socket.create_server(("127.0.0.1", 0)) as dripping:

        def drip() -> None:
            with contextlib.suppress(OSError), dripping.accept()[0] as connection:
                while True:
                    connection.sendall(b"2")
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        server = SmtpServer("127.0.0.1", dripping.getsockname()[1])
        with pytest.raises(MailUnavailable, match="no complete answer within"):
            send_eml(b"x", SENDER, READER, server, timeout_s=1, deadline_s=0.3)


def test_a_password_is_never_shown() -> None:
    """Not in a traceback, not in a log."""
    assert "geheim" not in repr(SmtpServer("h", 25, "none", "u", "geheim"))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority nobody but the test knows."""
    return trustme.CA()


@pytest.fixture(params=["tls", "starttls"])
def secure(
    request: pytest.FixtureRequest, authority: trustme.CA
) -> Iterator[tuple[_Inbox, SmtpServer]]:
    """A real server whose certificate is of that authority; it takes any password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    port, handler = free_port(), _Inbox()
    passwords: list[object] = []

    def take(*words: Any) -> AuthResult:
        passwords.append(words)
        return AuthResult(success=True)

    handler.passwords = passwords
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=port,
        ssl_context=context if request.param == "tls" else None,
        tls_context=None if request.param == "tls" else context,
        authenticator=take,
        auth_require_tls=False,
    )
    controller.start()
    yield handler, SmtpServer("127.0.0.1", port, request.param, "user", "secret")
    controller.stop()


def test_a_server_with_any_certificate_gets_neither_password_nor_message(
    secure: tuple[_Inbox, SmtpServer],
) -> None:
    """A certificate no authority of this machine vouches for is refused before the login."""
    handler, server = secure
    with pytest.raises(OutputError, match="certificate") as caught:
        send_eml(message("en"), SENDER, READER, server)
    assert "--ca FILE" in caught.value.fix
    assert (handler.messages, handler.passwords) == ([], [])


def test_an_authority_of_ones_own_can_be_named(
    secure: tuple[_Inbox, SmtpServer], authority: trustme.CA, tmp_path: Path
) -> None:
    """With --ca the same server is trusted; another name than the certificate's still is not."""
    handler, server = secure
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    trusting = replace(server, ca=tmp_path / "ca.pem")
    send_eml(message("en"), SENDER, READER, trusting)
    assert (len(handler.messages), len(handler.passwords)) == (1, 1)
    with pytest.raises(OutputError, match="certificate"):
        send_eml(message("en"), SENDER, READER, replace(trusting, host="localhost"))
    assert len(handler.messages) == 1


def test_a_file_of_no_certificates_is_refused(
    secure: tuple[_Inbox, SmtpServer], tmp_path: Path
) -> None:
    """A wrong file is an error of usage, not a reason to trust everybody."""
    _, server = secure
    (tmp_path / "ca.pem").write_text("nothing", encoding="utf-8")
    for name in ("ca.pem", "missing.pem"):
        with pytest.raises(ConfigError, match="certificates"):
            send_eml(message("en"), SENDER, READER, replace(server, ca=tmp_path / name))
