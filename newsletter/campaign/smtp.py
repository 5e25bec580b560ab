"""Send one message file by SMTP, for a look at it in a real mail client. Never a campaign.

One recipient, one message.

The server comes from the environment, so that no password ever stands in a file:
NEWSLETTER_SMTP_HOST, _PORT, _USER, _PASSWORD, _SECURITY (starttls, the default where there is a
user; tls; none).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.errors import (
    ConfigError,
    MailUnavailable,
    NewsletterError,
    OutputError,
    quote,
)
from newsletter.language.whole_numbers import read_whole
from newsletter.regular_files import explain_os_error
from newsletter.render.mail.eml import to_seven_bits
from newsletter.web import (
    MAX_PORT,
    TooLate,
    has_hung_up,
    name_tls_fault,
    run_within,
)

if TYPE_CHECKING:
    import smtplib
    import ssl

PREFIX = "NEWSLETTER_SMTP_"
TIMEOUT_S = 30.0  # of one answer
DEADLINE_S = (
    180.0  # of all of them: a byte now and then is an answer to a socket
)
_PORTS = {"none": 25, "starttls": 587, "tls": 465}
_WHICH_PORT = f"{PREFIX}SECURITY and {PREFIX}PORT: tls at 465, starttls at 587"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where messages are handed in.

    Attributes:
        ca: A file of certificates to trust besides those of the system.
    """

    host: str
    port: int
    security: str = "none"
    user: str = ""
    password: str = field(default="", repr=False)
    ca: Path | None = None


def read_server(environ: Mapping[str, str]) -> SmtpServer:
    """Return the server the environment names.

    Raises:
        ConfigError: No host, no port number, or an unknown kind of security.
    """
    host = environ.get(f"{PREFIX}HOST", "").strip()
    if not host:
        raise ConfigError(
            "no mail server",
            at=f"{PREFIX}HOST",
            why="it is not set",
            fix=f"export {PREFIX}HOST=smtp.example.com",
        )
    if not _is_host(host):
        raise ConfigError(
            "no mail server",
            at=f"{PREFIX}HOST",
            why=f"{quote(host)} is no name of a host",
            fix="e.g. smtp.example.com",
        )
    user = environ.get(f"{PREFIX}USER", "")
    security = environ.get(
        f"{PREFIX}SECURITY", "starttls" if user else "none"
    ).lower()
    if security not in _PORTS:
        raise ConfigError(
            "unknown security",
            at=f"{PREFIX}SECURITY",
            why=f"it is {quote(security)}",
            fix="starttls, tls or none",
        )
    port = environ.get(f"{PREFIX}PORT", str(_PORTS[security]))
    number = read_whole(port)
    if not number or number > MAX_PORT:
        raise ConfigError(
            "no port",
            at=f"{PREFIX}PORT",
            why=f"{quote(port)} is no number from 1 to {MAX_PORT}",
            fix="e.g. 587",
        )
    for name in ("USER", "PASSWORD"):
        if not environ.get(f"{PREFIX}{name}", "").isascii():
            raise ConfigError(
                "cannot sign in to the mail server",
                at=f"{PREFIX}{name}",
                why="it has characters that are not ASCII, which servers read in different ways",
                fix="let the server give you a name and a password in ASCII",
            )
    return SmtpServer(
        host,
        number,
        security,
        user,
        environ.get(f"{PREFIX}PASSWORD", ""),
    )


def _is_host(host: str) -> bool:
    """Tell whether a name server could be asked for this name."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return host.isprintable() and not any(char in " /@" for char in host)


def send_eml(
    message: bytes,
    sender: str,
    recipient: str,
    server: SmtpServer,
    *,
    timeout_s: float = TIMEOUT_S,
    deadline_s: float = DEADLINE_S,
) -> None:
    """Hand one message to a server, in seven bits where it takes no more.

    Args:
        message: CRLF lines, as `render_eml` writes it. `sender`, `recipient`: bare addresses of the
            envelope.
        timeout_s: How long one answer of the server may take. `deadline_s`: all of it.

    Raises:
        ConfigError: An address is none.
        OutputError: The server refused the message, an address or the password.
        MailUnavailable: The server could not be reached or asks to try again.
    """
    for address in (sender, recipient):
        if (
            address.count("@") != 1
            or not address.isascii()
            or any(char in address for char in " \r\n<>,;")
            or not address.strip("@")
        ):
            raise ConfigError(
                f"cannot send to {quote(address)}",
                why="it is no email address",
                fix="e.g. editor@example.com",
            )
    what = f"cannot send to {quote(recipient)}"

    def send() -> None:
        with _open_session(server, what, timeout_s) as client:
            client.ehlo_or_helo_if_needed()
            if message.isascii() or not client.has_extn("8bitmime"):
                client.sendmail(sender, [recipient], to_seven_bits(message))
            else:
                client.sendmail(sender, [recipient], message, ["BODY=8BITMIME"])

    _do_in_time(send, server, what, deadline_s)


def check_server(server: SmtpServer) -> None:
    """Sign in to a server and leave.

    Raises:
        OutputError: It refused us, or its certificate cannot be trusted.
        MailUnavailable: It could not be reached or asks to try again.
    """
    what = "cannot use the mail server"

    def look() -> None:
        with _open_session(server, what, TIMEOUT_S) as client:
            client.noop()

    _do_in_time(look, server, what, DEADLINE_S)


def _do_in_time(
    work: Callable[[], None], server: SmtpServer, what: str, deadline_s: float
) -> None:
    """Speak to a server, and stop waiting for it after a while."""
    try:
        run_within(deadline_s, work, "smtp")
    except TooLate as fault:
        raise _unreached(what, _name_server(server), fault.why) from None


def _name_server(server: SmtpServer) -> str:
    return f"{server.host}:{server.port}"


@contextmanager
def _open_session(
    server: SmtpServer, what: str, timeout_s: float
) -> Iterator[smtplib.SMTP]:
    """Sign in; every fault of it and of what is done then is one of our errors, about `what`."""
    import smtplib
    import ssl

    where = _name_server(server)
    context = _trust(server.ca)
    try:
        with _connect(server, context, timeout_s) as client:
            if server.security == "starttls":
                client.starttls(context=context)
            if server.user:
                client.login(server.user, server.password)
            yield client
    except smtplib.SMTPResponseException as error:
        if 400 <= error.smtp_code < 500:
            why = f"the server says {error.smtp_code}, try again"
            raise _unavailable(what, where, why) from None
        why = f"the server says {error.smtp_code}"
        raise _refused(what, where, why) from None
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused_addresses(what, where, error) from None
    except ssl.SSLError as error:
        raise _explain_tls(what, where, error) from None
    except smtplib.SMTPNotSupportedError as error:
        raise _unfit(what, where, str(error).rstrip(".")) from None
    except smtplib.SMTPServerDisconnected:
        raise _unreached(what, where, "it has hung up") from None
    except smtplib.SMTPException:  # each of them is an OSError too
        why = "it knows no way to sign in that we know"
        raise _unfit(what, where, why) from None
    except OSError as error:
        why = f"it cannot be reached ({type(error).__name__})"
        raise _unreached(what, where, why) from None


def _explain_tls(what: str, where: str, error: ssl.SSLError) -> NewsletterError:
    """The fault of a connection that was to be encrypted."""
    import ssl

    if has_hung_up(error):
        return _unreached(what, where, "it has hung up")
    why = name_tls_fault(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        fix = "check the name of the server; with a certificate of your own: --ca FILE"
        return OutputError(what, at=where, why=why, fix=fix)
    return _unfit(what, where, why)


def _refused_addresses(
    what: str, where: str, error: smtplib.SMTPRecipientsRefused
) -> NewsletterError:
    """The fault to tell: a server that refuses for now may be asked again."""
    codes = sorted({code for code, _ in error.recipients.values()})
    why = f"the server refuses the address ({', '.join(map(str, codes))})"
    if all(400 <= code < 500 for code in codes):
        return _unavailable(what, where, why)
    return _refused(what, where, why)


def _trust(ca: Path | None) -> ssl.SSLContext:
    """Return what decides whether a certificate is believed: always, for every server."""
    import ssl

    context = ssl.create_default_context()
    if ca is None:
        return context
    try:
        context.load_verify_locations(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"cannot use the certificates {quote(ca)}",
            at="--ca",
            why=explain_os_error(error),
            fix="name a file of certificates in PEM form",
        ) from None
    return context


def _connect(
    server: SmtpServer, context: ssl.SSLContext, timeout_s: float
) -> smtplib.SMTP:
    import smtplib

    if server.security == "tls":
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=timeout_s, context=context
        )
    return smtplib.SMTP(server.host, server.port, timeout=timeout_s)


def _unavailable(what: str, where: str, why: str) -> MailUnavailable:
    return MailUnavailable(what, at=where, why=why, fix="try again later")


def _unreached(what: str, where: str, why: str) -> MailUnavailable:
    """The fault of a server that is away, or is spoken to at the wrong port."""
    fix = f"try again later; or look at {_WHICH_PORT}"
    return MailUnavailable(what, at=where, why=why, fix=fix)


def _unfit(what: str, where: str, why: str) -> OutputError:
    """The fault of a server that cannot do what the settings ask of it."""
    return OutputError(what, at=where, why=why, fix=f"look at {_WHICH_PORT}")


def _refused(what: str, where: str, why: str) -> OutputError:
    fix = f"look at {PREFIX}* and at the address"
    return OutputError(what, at=where, why=why, fix=fix)
