"""Speak HTTP against a deadline.

One request, one whole answer of a bounded size, no redirect followed, or a `WebFault`.

A socket timeout is no deadline: a server that sends one byte a second never trips it, in the body
or in the headers. So a request runs in a daemon thread and is given up when its time is over; the
thread dies with its socket, and being a daemon it does not keep the process from exiting (a worker
of a thread pool would).

A fault is told by its kind only: the messages of `requests` hold the address, and with it what was
sent.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import ssl

    import requests

T = TypeVar("T")

CONNECT_S = 5.0
_CHUNK_BYTES = 65_536
MAX_PORT = 65_535


class WebFault(Exception):
    """There is no whole answer; `why` says so in plain words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooLate(WebFault):
    """Time is over."""


class TooLong(WebFault):
    """The answer is longer than what is read of one."""


class NotSecure(WebFault):
    """The connection cannot be made secure: no TLS there, or a certificate nobody vouches for."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A whole answer: the status, the headers by name in any case, the decoded body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


def fetch_answer(
    method: str,
    url: str,
    *,
    deadline_s: float,
    max_bytes: int,
    **arguments: Any,
) -> HttpAnswer:
    """Send one request and return the answer, whatever its status.

    Args:
        deadline_s: Seconds from now at which the answer must be complete.
        max_bytes: Longest body, decoded.
        arguments: `headers`, `params`, `json`, `data` as `requests` takes them.

    Raises:
        WebFault: The connection failed or is not secure, the answer was too late, too long or cut.
    """
    ends_s = time.monotonic() + deadline_s
    try:
        return run_within(
            deadline_s,
            lambda: _fetch(method, url, ends_s, max_bytes, arguments),
            "web",
        )
    except WebFault:
        raise
    except Exception as error:
        raise tell_fault(error) from None


def _fetch(
    method: str,
    url: str,
    ends_s: float,
    max_bytes: int,
    arguments: dict[str, Any],
) -> HttpAnswer:
    left_s = max(0.01, ends_s - time.monotonic())
    timeouts = (min(CONNECT_S, left_s), left_s)
    with (
        open_session() as session,
        # an `auth` that does nothing: without one a .netrc entry would take the place of our
        # Authorization header
        session.request(
            method,
            url,
            stream=True,
            allow_redirects=False,
            timeout=timeouts,
            auth=lambda request: request,
            **arguments,
        ) as response,
    ):
        return HttpAnswer(
            response.status_code,
            response.headers,
            read_body(response, ends_s, max_bytes),
        )


def open_session() -> requests.Session:
    """Return a session for which a redirect is an answer like any other.

    One of `requests` looks where it leads, also when it is not to follow: it reads the whole body
    for that, however long, and fails at an address that is none.
    """
    import requests

    class Session(requests.Session):
        def get_redirect_target(self, resp: requests.Response) -> None:
            return None

    return Session()


def run_within(deadline_s: float, work: Callable[[], T], name: str) -> T:
    """Return what `work` returns, or stop waiting for it after `deadline_s` seconds.

    Args:
        deadline_s: Seconds to wait.
        work: What is to be done, in a thread of its own.
        name: Name of the thread.

    Raises:
        TooLate: Time is over. Whatever else `work` raises comes through.
    """
    answers: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    thread.join(deadline_s)
    if answers:
        return answers[0]
    if errors and isinstance(errors[0], Exception):
        raise errors[0]
    if errors:  # a thread has nothing to exit or to interrupt
        raise WebFault(f"the work broke off ({type(errors[0]).__name__})")
    raise TooLate(f"no complete answer within {deadline_s:g} s")


def read_body(
    response: requests.Response, ends_s: float, max_bytes: int
) -> bytes:
    """Read the decoded body until `time.monotonic()` is `ends_s`.

    Raises:
        TooLong: It is longer than `max_bytes`.
        TooLate: Time is over.
    """
    chunks: list[bytes] = []
    n_bytes = 0
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
        chunks.append(chunk)
        n_bytes += len(chunk)
        if n_bytes > max_bytes:
            raise TooLong(f"its answer is longer than {max_bytes} bytes")
        if time.monotonic() > ends_s:
            raise TooLate("its answer comes too slowly")
    return b"".join(chunks)


def parse_retry_after(
    value: str | None, now: datetime | None = None
) -> float | None:
    """Return the seconds of a Retry-After header (RFC 9110, 10.2.3): a number or a date.

    None when it says neither.
    """
    if not value:
        return None
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:  # "-0000": the clock of no place
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())


def tell_fault(error: BaseException) -> WebFault:
    """Say what went wrong by its kind.

    The message holds the address, and with it the text and the key.
    """
    import requests

    if isinstance(error, requests.Timeout):
        return WebFault("no answer in time")
    if isinstance(error, requests.ConnectionError):
        tls = _find_tls_error(error)
        if tls is not None and not has_hung_up(tls):
            return NotSecure(name_tls_fault(tls))
        return WebFault("the connection failed")
    if type(error) is OSError:  # before there is a connection
        why = "there is no file of certificates where REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE says"
        return NotSecure(why)
    return WebFault(f"the transfer failed ({type(error).__name__})")


def name_tls_fault(error: ssl.SSLError) -> str:
    """Say why a connection could not be encrypted."""
    import ssl

    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate cannot be trusted: {error.verify_message}"
    reason = error.reason or "SSLError"
    return f"no encrypted connection could be made ({reason})"


def has_hung_up(error: ssl.SSLError) -> bool:
    """Tell whether the other side only went away, which may be different the next time."""
    import ssl

    return isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError)


def _find_tls_error(error: BaseException) -> ssl.SSLError | None:
    """The error of TLS inside those of the libraries, which wrap it twice or three times."""
    import ssl

    wrapped = [error]
    for inner in wrapped:
        if isinstance(inner, ssl.SSLError):
            return inner
        causes = (*inner.args, getattr(inner, "reason", None))
        wrapped += [
            cause for cause in causes if isinstance(cause, BaseException)
        ]
    return None
