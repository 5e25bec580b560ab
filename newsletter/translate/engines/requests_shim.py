"""Send one HTTP request and believe only a whole, plain answer.

This is what deep-translator gets in place of `requests`.

The library calls `requests.get` and `requests.post` without a timeout, follows
redirects, guesses a charset and reads any page of any size. Its modules are handed this
object under that name. It sends through a session that one thread uses at a time,
against a total deadline, refuses redirects, caps the size, insists on the announced
length, reads text as UTF-8, and turns a status into an `EngineError` before the library
can misread it.

What a request needs beyond that (arrays of texts, a stricter look at the body) its
engine says with an `Exchange`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING, Any

from newsletter.errors import EngineError, EngineRefused
from newsletter.translate.engines.engine import TextRefused
from newsletter.translate.engines.guard import unavailable
from newsletter.web import (
    CONNECT_S,
    WebFault,
    open_session,
    parse_retry_after,
    read_body,
    tell_fault,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

# The largest honest answer: 128 KiB of text in JSON escapes, six bytes for one.
MAX_BODY_BYTES = 4_000_000
_REFUSALS = {
    401: "the key is missing or wrong",
    402: "the account has no credit",
    403: "access denied: blocked, or the key is wrong",
    404: "there is no such service at this address",
    456: "the quota is used up",
}
_TEXT_REFUSALS = {
    400: "bad request",
    413: "too long",
    414: "too long",
    422: "cannot be processed",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one request is about.

    Attributes:
        engine: Name for messages.
        ends_s: `time.monotonic` at which the answer must be complete.
        rewrite: Changes the arguments before they are sent.
        inspect: Looks at the decoded answer; raises an `EngineError` for what must not
            be believed.
    """

    engine: str
    ends_s: float
    rewrite: Callable[[dict[str, Any]], dict[str, Any]] = lambda arguments: (
        arguments
    )
    inspect: Callable[[requests.Response], None] = lambda response: None


class Web:
    """The part of the `requests` module that deep-translator uses, guarded."""

    def __init__(self) -> None:
        self._idle: LifoQueue[requests.Session] = LifoQueue()
        self._local = threading.local()

    @property
    def exceptions(self) -> Any:
        """`requests.exceptions`: the library catches some of them."""
        import requests

        return requests.exceptions

    @contextmanager
    def during(self, exchange: Exchange) -> Iterator[None]:
        """Let the requests of this thread follow `exchange`."""
        self._local.exchange = exchange
        try:
            yield
        finally:
            del self._local.exchange

    def get(self, url: str, **arguments: Any) -> requests.Response:
        """Send a GET request; raises `EngineError` for anything but a whole answer."""
        return self._send("GET", url, arguments)

    def post(self, url: str, **arguments: Any) -> requests.Response:
        """Send a POST request; raises `EngineError` for anything but a whole answer."""
        return self._send("POST", url, arguments)

    def _send(
        self, method: str, url: str, arguments: dict[str, Any]
    ) -> requests.Response:
        """Send a request of the library as ours, and give its faults our names."""
        exchange: Exchange = self._local.exchange
        arguments = exchange.rewrite(
            {
                key: value
                for key, value in arguments.items()
                if value is not None
            }
        )
        session = self._take_session()
        try:
            response = self._receive(session, method, url, arguments, exchange)
            exchange.inspect(response)
        except BaseException as error:
            if isinstance(error, EngineError):
                raise
            raise unavailable(exchange.engine, tell_fault(error).why) from None
        self._idle.put(session)
        return response

    def _take_session(self) -> requests.Session:
        try:
            return self._idle.get_nowait()
        except Empty:
            return open_session()

    def _receive(
        self,
        session: requests.Session,
        method: str,
        url: str,
        arguments: dict[str, Any],
        exchange: Exchange,
    ) -> requests.Response:
        left_s = max(0.01, exchange.ends_s - time.monotonic())
        with session.request(
            method,
            url,
            stream=True,
            allow_redirects=False,
            timeout=(min(CONNECT_S, left_s), left_s),
            **arguments,
        ) as response:
            raise_for_status(
                exchange.engine,
                response.status_code,
                response.headers.get("Retry-After"),
            )
            body = _read_body(response, exchange)
        response._content = body
        response.encoding = "utf-8"
        return response


def _read_body(response: requests.Response, exchange: Exchange) -> bytes:
    """Read the decoded body against the deadline.

    Every service here answers in UTF-8, whatever it declares.
    """
    try:
        body = read_body(response, exchange.ends_s, MAX_BODY_BYTES)
        body.decode("utf-8")
    except WebFault as fault:
        raise unavailable(exchange.engine, fault.why) from None
    except UnicodeDecodeError:
        raise unavailable(
            exchange.engine, "its answer is not UTF-8, or was cut"
        ) from None
    return body


def raise_for_status(
    engine: str, status: int, retry_after: str | None = None
) -> None:
    """Turn an HTTP status into an error, 2xx into nothing.

    Args:
        engine: Name of the engine.
        status: Status of its answer.
        retry_after: What it says of when to ask again, as the header has it.

    Raises:
        EngineUnavailable: 408, 425, 429, 5xx, and redirects, which lead to a consent or
            captcha page.
        TextRefused: 400, 413, 414, 422.
        EngineRefused: Any other 4xx.
    """
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise unavailable(engine, f"it sends us elsewhere ({status}, redirect)")
    if status in _TEXT_REFUSALS:
        raise TextRefused(
            f"{engine} refused a text",
            why=f"{status}, {_TEXT_REFUSALS[status]}",
            fix="shorten the sentence",
        )
    if status == 429:
        raise unavailable(
            engine, "too many requests (429)", parse_retry_after(retry_after)
        )
    if status >= 500 or status in (408, 425):
        raise unavailable(
            engine,
            f"its server failed ({status})",
            parse_retry_after(retry_after),
        )
    why = _REFUSALS.get(status, "it does not serve us")
    raise EngineRefused(
        f"{engine} refused the request",
        why=f"{status}, {why}",
        fix="check key, quota and address",
    )
