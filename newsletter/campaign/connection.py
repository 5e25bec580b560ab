"""Talk to the API of a campaign tool in JSON; every fault is one of our errors.

Requests go out through the guarded one of `newsletter.web`.

A request that may be repeated (reading, or putting the same content again) is repeated a
few times after 429, 5xx and lost connections, when the tool says how long to wait or a
short wait may do. One that makes something is never sent twice: whoever asked has to look
first whether it was carried out (`ToolError.unclear`).

What the tool says about a refusal is shown to the editor, shortened, without control
characters and without our keys.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsletter.errors import ConfigError, ToolError, ToolUnavailable, quote
from newsletter.web import (
    HttpAnswer,
    NotSecure,
    TooLate,
    TooLong,
    WebFault,
    fetch_answer,
    parse_retry_after,
)

# A page of 100 emails at the limit of 90 kB, a Japanese character (3 bytes) escaped to 6.
MAX_BODY_BYTES = 32_000_000
COMPLAINT_CHARS = 160
MAX_DEPTH = 4  # of a complaint
# Where the tools say what is wrong, most telling first.
_COMPLAINTS = ("detail", "context", "message", "error", "errors", "title")
# Asked again later, the server may answer: timeout, too early, too many requests.
_PASSING = frozenset({408, 425, 429})
_FIX_TLS = (
    "check the address of the tool in newsletter.toml; "
    "with a certificate of your own: export REQUESTS_CA_BUNDLE=FILE"
)
_REFUSALS = {
    402: "the plan of this account does not include it",
    403: "this key, or the plan of this account, is not allowed to",
    404: "there is no such thing at this address",
}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a tool is waited for.

    Attributes:
        request_s: Longest time for one request, 90 kB of HTML up and a page of campaigns
            down.
        total_s: Longest time for everything about one edition in one language.
        n_attempts: Requests for one answer, where repeating is safe.
        wait_s: First wait where the tool names none; doubles.
        max_wait_s: A longer one is left to the next call.
    """

    request_s: float = 30.0
    total_s: float = 180.0
    n_attempts: int = 3
    wait_s: float = 1.0
    max_wait_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Ask:
    """One request below the base address.

    Attributes:
        query: Names and values, a name may come twice.
        repeatable: It reads, or puts what is the same the second time.
        gone: Statuses that mean "there is none".
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: Mapping[str, object] | None = field(default=None, repr=False)
    repeatable: bool = True
    gone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """Where a tool is and how it knows us; the keys are in no `repr`.

    Attributes:
        base: Address without a slash at the end.
        headers: Those that carry the keys.
        secrets: What must never be shown.
        variables: Names of the environment variables, `about`: what is uploaded, both for
            messages.
    """

    title: str
    base: str
    headers: Mapping[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    variables: str = ""
    about: str = ""


class Connection:
    """An account, its patience, and the time that is left of it."""

    def __init__(
        self,
        account: Account,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.account = account
        self._patience = patience or Patience()
        self._sleep = sleep
        self._ends_s = time.monotonic() + self._patience.total_s

    def ask(self, ask: Ask) -> dict[str, object] | None:
        """Return the object the tool answers with; {} for an empty body, None for a status
        in `ask.gone`.

        Raises:
            ConfigError: The key is wrong.
            ToolUnavailable: No whole answer, 429 or 5xx, also after the repetitions.
            ToolError: Refused, sent elsewhere, no secure connection, or an answer that is no JSON
                object or too long for one.
        """
        for attempt in range(self._patience.n_attempts):
            try:
                return self._ask_once(ask)
            except ToolUnavailable as error:
                wait_s = self._wait_s(error, attempt)
                if not ask.repeatable or wait_s is None:
                    raise
                self._sleep(wait_s)
        raise AssertionError("the last attempt waits for nothing")

    def _wait_s(self, error: ToolUnavailable, attempt: int) -> float | None:
        """How long to wait before the next attempt; None when there is none."""
        if (
            error.retry_after_s is None
            or attempt + 1 >= self._patience.n_attempts
        ):
            return None
        wait_s = max(error.retry_after_s, self._patience.wait_s * 2**attempt)
        left_s = self._ends_s - time.monotonic()
        longest_s = min(self._patience.max_wait_s, left_s)
        return wait_s if wait_s <= longest_s else None

    def _ask_once(self, ask: Ask) -> dict[str, object] | None:
        """Send one request within what is left of the time."""
        left_s = self._ends_s - time.monotonic()
        if left_s <= 0:
            raise self._unavailable(
                f"not done within {self._patience.total_s:g} s"
            )
        headers = {
            "Accept": "application/json",
            "User-Agent": "newsletter",
            **self.account.headers,
        }
        data = None
        if ask.body is not None:
            data = json.dumps(ask.body, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
        try:
            answer = fetch_answer(
                ask.method,
                self.account.base + ask.path,
                deadline_s=min(self._patience.request_s, left_s),
                max_bytes=MAX_BODY_BYTES,
                params=list(ask.query),
                headers=headers,
                data=data,
            )
        except TooLate as fault:
            raise self._unavailable(fault.why) from None
        except TooLong:
            raise self.puzzled(
                f"it is longer than {MAX_BODY_BYTES} bytes"
            ) from None
        except NotSecure as fault:
            raise self._refused(fault.why, _FIX_TLS) from None
        except WebFault as fault:
            raise self._unavailable(fault.why, 0.0) from None
        if answer.status in ask.gone:
            return None
        self._raise_for_status(answer)
        return self._read(answer)

    def _raise_for_status(self, answer: HttpAnswer) -> None:
        """Turn an answer that is no success into the error that says what to do."""
        status = answer.status
        if 200 <= status < 300:
            return
        if status >= 500 or status in _PASSING:
            raise self._busy(answer)
        if 300 <= status < 400:
            where = self._name_target(answer.headers.get("Location", ""))
            raise self._refused(
                f"it sends us {where} ({status}, redirect)",
                "check the address of the tool in newsletter.toml",
            )
        complaint = self._complaint(answer)
        if status == 401:
            raise ConfigError(
                self._what,
                at=self.account.base,
                why="the key is missing or wrong (401)" + complaint,
                fix=f"check {self.account.variables}",
            )
        refusal = _REFUSALS.get(status, "it does not take this")
        fix = (
            "correct that in newsletter.toml or in the tool, then upload again"
        )
        raise self._refused(f"{refusal} ({status}){complaint}", fix)

    def _name_target(self, location: str) -> str:
        """Where a redirect leads, without path and query: they may hold what was sent."""
        try:
            url = urlsplit(urljoin(self.account.base, self.scrub(location)))
            there = f"{url.scheme}://{url.hostname}"
            there += f":{url.port}" if url.port else ""
        except ValueError:
            return "elsewhere"
        if self.account.base == there or self.account.base.startswith(
            f"{there}/"
        ):
            return "to another of its pages"
        return f"to {quote(there)}"

    def _busy(self, answer: HttpAnswer) -> ToolUnavailable:
        """The error for an answer that another time may be a better one."""
        status = answer.status
        wait_s = parse_retry_after(answer.headers.get("Retry-After"))
        is_flooded = status == 429
        why = (
            "too many requests (429)"
            if is_flooded
            else f"its server failed ({status})"
        )
        return self._unavailable(why, wait_s or 0.0)

    def _read(self, answer: HttpAnswer) -> dict[str, object]:
        """The body as an object; anything else is no answer of this API."""
        if not answer.body.strip():
            return {}
        try:
            value = json.loads(answer.body)
        except (ValueError, RecursionError):
            raise self.puzzled("it is no JSON") from None
        if not isinstance(value, dict):
            raise self.puzzled("it is no object")
        return value

    def require_list(self, value: object, name: str) -> list[Mapping[str, Any]]:
        """Return a list of objects that an answer has to have.

        Args:
            value: What the answer has there.
            name: What the API calls it.

        Raises:
            ToolError: It is no list of objects.
        """
        items: list[Any] = value if isinstance(value, list) else [None]
        if not all(isinstance(item, dict) for item in items):
            raise self.puzzled(f"it has no list {name}")
        return items

    def puzzled(self, why: str) -> ToolError:
        """Build the error for an answer that is not what the API promises.

        What was asked for may have been done all the same.
        """
        fix = (
            "check the address of the tool, then upload again: "
            "the tool is asked before anything is made"
        )
        why = f"its answer cannot be read: {why}"
        return ToolError(
            self._what, at=self.account.base, why=why, fix=fix, unclear=True
        )

    @property
    def _what(self) -> str:
        """What could not be done, with the edition where it is known."""
        about = f"{quote(self.account.about)} " if self.account.about else ""
        return f"cannot upload {about}to {self.account.title}"

    def _refused(self, why: str, fix: str) -> ToolError:
        return ToolError(self._what, at=self.account.base, why=why, fix=fix)

    def _unavailable(
        self, why: str, retry_after_s: float | None = None
    ) -> ToolUnavailable:
        """The error of a tool that may answer later."""
        fix = "upload again later; the tool is asked before anything is made"
        return ToolUnavailable(
            self._what,
            at=self.account.base,
            why=why,
            fix=fix,
            retry_after_s=retry_after_s,
        )

    def scrub(self, text: str) -> str:
        """Return what the tool says without our keys and without control characters."""
        for secret in self.account.secrets:
            text = text.replace(secret, "…")
        return "".join(char if char.isprintable() else " " for char in text)

    def _complaint(self, answer: HttpAnswer) -> str:
        """What the tool says is wrong: `: "…"`, or nothing."""
        try:
            value = json.loads(answer.body)
        except (ValueError, RecursionError):
            return ""
        text = self.scrub(next(_texts(value), ""))
        return f": {quote(text, COMPLAINT_CHARS)}" if text.strip() else ""


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """Yield the words of a complaint, most telling first, whatever its shape."""
    if isinstance(value, str):
        yield value
    elif depth < MAX_DEPTH:
        for part in _find_parts(value, is_outermost=depth == 0):
            yield from _texts(part, depth + 1)


def _find_parts(value: object, *, is_outermost: bool) -> Iterable[object]:
    """What a table or list holds, complaints first; of the outermost table nothing else."""
    if isinstance(value, Mapping):
        names = _COMPLAINTS if is_outermost else (*_COMPLAINTS, *value)
        return map(value.get, names)
    return value if isinstance(value, Sequence) else ()
