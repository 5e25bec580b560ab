"""Keep one slow or broken service from holding up a run.

Three means: a hard deadline, a rate limit, a circuit breaker.

The deadline is that of `newsletter.web`, which says why a socket timeout is none.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from newsletter import web
from newsletter.errors import EngineError, EngineUnavailable
from newsletter.translate.engines.engine import (
    NO_CONTEXT,
    Context,
    Engine,
    Limits,
    TextRefused,
)

T = TypeVar("T")

# Requests in a row without an answer: one may be chance, two a restart, three is an outage.
BREAK_AFTER = 3
# Then one request may try again. Free services lift a rate limit after a minute, or not
# that day.
COOL_DOWN_S = 60.0


def run_within(deadline_s: float, work: Callable[[], T], name: str) -> T:
    """Return what `work` returns, or stop waiting for it after `deadline_s` seconds.

    Raises:
        EngineUnavailable: Time is over, or `work` raised something that is no
            `EngineError`; only the type of that is told, since the message of a library
            can hold the article or the key.
    """
    try:
        return web.run_within(deadline_s, work, f"engine-{name}")
    except EngineError:
        raise
    except web.TooLate as late:
        raise unavailable(name, late.why) from None
    except Exception as error:
        raise unavailable(
            name, f"its answer cannot be read ({type(error).__name__})"
        ) from None


def unavailable(
    name: str, why: str, retry_after_s: float | None = None
) -> EngineUnavailable:
    """Build the error for a service that may work later.

    Args:
        name: Name of the engine.
        why: What went wrong.
        retry_after_s: When the service may be asked again; None where it does not say.
    """
    return EngineUnavailable(
        f"cannot reach the engine {name}",
        why=why,
        fix="run again later; what is translated is kept",
        retry_after_s=retry_after_s,
    )


@dataclass(frozen=True, slots=True)
class Usage:
    """What an engine has been sent since it was built: the receipt.

    Attributes:
        n_requests: Requests that were sent, answered or not.
        n_texts: Texts in them, repeats included.
        n_chars: Characters of those texts.
        n_tokens_in, n_tokens_out: What a model says it has read and written; 0 for a
            service that does not count in tokens.
    """

    n_requests: int = 0
    n_texts: int = 0
    n_chars: int = 0
    n_tokens_in: int = 0
    n_tokens_out: int = 0


class Guarded:
    """An engine that waits its turn and is left alone while it is down.

    Shared by all posts of a run, so that a dead service costs its deadlines once and
    not once a post.
    """

    def __init__(
        self,
        engine: Engine,
        requests_per_minute: float | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._gap_s = 60.0 / requests_per_minute if requests_per_minute else 0.0
        self._sleep = sleep
        self._clock = clock
        self._lock = threading.Lock()
        self._next_s = float("-inf")
        self._n_failed = 0
        self._closed_until_s = float("-inf")
        self._last_why = ""
        self._n_requests = 0
        self._n_texts = 0
        self._n_chars = 0

    @property
    def usage(self) -> Usage:
        """What the engine has been sent so far."""
        n_in, n_out = getattr(self._engine, "n_tokens", (0, 0))
        return Usage(
            self._n_requests, self._n_texts, self._n_chars, n_in, n_out
        )

    @property
    def name(self) -> str:
        """The name of the engine inside."""
        return self._engine.name

    @property
    def host(self) -> str:
        """The server of the engine inside, when it is one of somebody's own."""
        return str(getattr(self._engine, "host", ""))

    @property
    def looks_at_context(self) -> bool:
        """Whether the engine inside does."""
        return bool(getattr(self._engine, "looks_at_context", False))

    @property
    def limits(self) -> Limits:
        """The limits of the engine inside."""
        return self._engine.limits

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Wait for the engine's turn and ask it; refuse at once while the circuit is open.

        Raises:
            EngineUnavailable: It failed `BREAK_AFTER` times in a row less than
                `COOL_DOWN_S` ago, or fails now.
            EngineRefused: As the engine inside.
        """
        self._take_turn()
        with self._lock:
            self._n_requests += 1
            self._n_texts += len(texts)
            self._n_chars += sum(map(len, texts))
        try:
            answers = self._engine.translate(texts, source, target, context)
        except TextRefused:
            raise
        except EngineError as error:
            self._count_failure(error.why)
            raise
        with self._lock:
            self._n_failed = 0
        return answers

    def _take_turn(self) -> None:
        """Wait until the engine may be asked again; refuse at once while it is out of order."""
        with self._lock:
            now = self._clock()
            if now < self._closed_until_s:
                why = f"it failed {self._n_failed} times in a row, last: {self._last_why}"
                raise unavailable(self.name, why, self._closed_until_s - now)
            turn = max(now, self._next_s)
            self._next_s = turn + self._gap_s
        if turn > now:
            self._sleep(turn - now)

    def _count_failure(self, why: str) -> None:
        with self._lock:
            self._n_failed += 1
            self._last_why = why
            if self._n_failed >= BREAK_AFTER:
                self._closed_until_s = self._clock() + COOL_DOWN_S
