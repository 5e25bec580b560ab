"""Ask the engines for all texts of a post: packed, in order, and patiently.

    passages ─▶ pack ─▶ request ─▶ answers ─▶ accept(text, answer, engine)
                  ▲        │                    yes ─▶ done (and in the memory)
                  │        │                    no  ─▶ alone, its terms protected
                  └────────┘                           ─▶ next engine
          place unsure: halve
          unavailable: wait and repeat, then the next engine

What was accepted is never asked for twice.

The rule for every step: an answer is believed only when its place is certain (count and
order) and `accept`, which runs the checks and commits to the memory, says yes. What
nobody answered acceptably comes back by name, and the caller holds it.

An engine is left when it refuses, when it cannot be reached `Policy.n_attempts` times
for one request, or when it has given `Policy.n_unfit` answers in a row that were not
accepted: a captcha page or a quota notice must not be asked for once a unit.

A refused answer is asked for once more, alone: neighbours are what most often breaks
markup, and a deterministic engine would repeat its answer in the same company. Then the
terms of the glossary stand in for themselves as placeholders.
"""

from __future__ import annotations

import re
import time
import zlib
from collections import deque
from collections.abc import Callable, Container, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import chain

from newsletter.errors import EngineError, EngineUnavailable
from newsletter.language.scripts import has_letters
from newsletter.translate.engines.engine import Engine, TextRefused
from newsletter.translate.engines.marks import tidy_marks
from newsletter.translate.engines.packing import pack_passages
from newsletter.translate.glossary import (
    EMPTY,
    Glossary,
    protect_terms,
    restore_terms,
)

# Google strews them between words; they mean nothing.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
# No language needs ten times the room: a page in place of a sentence is not read.
_MAX_GROWTH = 40

Accept = Callable[[str, str, str], bool]


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient to be.

    Attributes:
        n_attempts: Times one request is sent to an engine that cannot be reached.
        wait_s: Seconds before the second attempt; doubled each time, plus up to half of
            it as jitter.
        max_wait_s: Longest wait; an engine that asks for more (Retry-After) is left.
        n_unfit: Answers in a row that may be refused for good before the engine is left.
    """

    n_attempts: int = 3
    wait_s: float = 1.0
    max_wait_s: float = 30.0
    n_unfit: int = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left when all engines have been asked.

    Attributes:
        unanswered: Texts without an accepted answer, in order of first use.
        unavailable: For some of them an engine could not be reached: trying again may
            help.
        reasons: One line an engine that did not answer all, in the order of asking.
    """

    unanswered: tuple[str, ...]
    unavailable: bool
    reasons: tuple[str, ...]


def ask(
    engines: Sequence[Engine],
    passages: Iterable[Sequence[str]],
    source: str,
    target: str,
    accept: Accept,
    *,
    glossary: Glossary = EMPTY,
    policy: Policy | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Outcome:
    """Ask each engine in turn for the texts that no engine before has answered acceptably.

    Args:
        engines: In the order in which they are asked.
        passages: The sentences of one paragraph each, in reading order. A text that
            occurs again is asked once; one without letters is never sent and never
            reported.
        source: BCP 47 tag of the texts.
        target: BCP 47 tag to translate into.
        accept: Called with text, answer and engine name, always from this thread, as
            soon as an answer is there and before the next request is sent (to an engine
            that takes one request at a time). True takes it for good.
        glossary: Its terms are protected when an answer is asked for again.
        policy: How patient to be.
        sleep: Waits; tests hand in their own.

    Returns:
        What is left unanswered and why.
    """
    waiting = _distinct(passages)
    reasons: list[str] = []
    unavailable = False
    for engine in engines:
        if not any(waiting):
            break
        asking = _Asking(engine, source, target, accept, glossary, policy or Policy(), sleep)
        asking.ask(waiting)
        waiting = [_without(passage, asking.accepted) for passage in waiting]
        if any(waiting):
            unavailable = unavailable or asking.unavailable
            reasons.append(f"{engine.name}: {asking.reason()}")
    unanswered = tuple(chain.from_iterable(waiting))
    return Outcome(unanswered, unavailable and bool(unanswered), tuple(reasons))


def _without(texts: Sequence[str], accepted: Container[str]) -> list[str]:
    return [text for text in texts if text not in accepted]


def _distinct(passages: Iterable[Sequence[str]]) -> list[list[str]]:
    seen: set[str] = set()
    kept: list[list[str]] = []
    for passage in passages:
        fresh = [text for text in dict.fromkeys(passage) if text not in seen and has_letters(text)]
        seen.update(fresh)
        if fresh:
            kept.append(fresh)
    return kept


@dataclass(frozen=True, slots=True)
class _Job:
    """One request: texts as they are known, and whether it is a second try with protected terms."""

    texts: tuple[str, ...]
    again: bool = False


class _Asking:
    """One engine's turn."""

    def __init__(
        self,
        engine: Engine,
        source: str,
        target: str,
        accept: Accept,
        glossary: Glossary,
        policy: Policy,
        sleep: Callable[[float], None],
    ) -> None:
        self.accepted: set[str] = set()
        self.unavailable = False
        self._engine, self._source, self._target = engine, source, target
        self._accept, self._glossary, self._policy, self._sleep = (
            accept,
            glossary,
            policy,
            sleep,
        )
        self._jobs: deque[_Job] = deque()
        self._n_unfit = self._n_refused = self._n_long = 0
        self._stopped = ""

    def reason(self) -> str:
        """Say why not all was answered."""
        parts = [self._stopped] if self._stopped else []
        if self._n_refused:
            parts.append(f"{_count(self._n_refused, 'answer')} did not pass the checks")
        if self._n_long:
            parts.append(f"{_count(self._n_long, 'text')} too long for one request")
        return "; ".join(parts) or "no usable answer"

    def ask(self, passages: Sequence[Sequence[str]]) -> None:
        """Work off all requests, those that come up on the way included."""
        requests, too_long = pack_passages(passages, self._engine.limits)
        self._n_long = len(too_long)
        self._jobs.extend(_Job(texts) for texts in requests)
        if self._engine.limits.n_parallel == 1:
            while self._jobs and not self._stopped:
                self._take(self._jobs[0], self._send(self._jobs.popleft()))
        else:
            self._ask_in_parallel()

    def _ask_in_parallel(self) -> None:
        n_parallel = self._engine.limits.n_parallel
        under_way: dict[Future[Sequence[str] | EngineError], _Job] = {}
        with ThreadPoolExecutor(n_parallel, thread_name_prefix=f"ask-{self._engine.name}") as pool:
            while under_way or (self._jobs and not self._stopped):
                while self._jobs and len(under_way) < n_parallel and not self._stopped:
                    job = self._jobs.popleft()
                    under_way[pool.submit(self._send, job)] = job
                done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    self._take(under_way.pop(future), future.result())

    # ------------------------------------------------------------ one request

    def _send(self, job: _Job) -> Sequence[str] | EngineError:
        """Send until an answer or a final error is there.

        Runs in a worker when requests go side by side.
        """
        texts = [self._wire(text) for text in job.texts] if job.again else job.texts
        for attempt in range(1, self._policy.n_attempts + 1):
            try:
                return self._engine.translate(texts, self._source, self._target)
            except EngineUnavailable as error:
                wait_s = (
                    error.retry_after_s
                    if error.retry_after_s is not None
                    else self._backoff_s(attempt)
                )
                if (
                    attempt == self._policy.n_attempts
                    or wait_s > self._policy.max_wait_s
                    or self._stopped
                ):
                    return error
                self._sleep(wait_s)
            except EngineError as error:
                return error
        raise AssertionError("a policy allows at least one attempt")

    def _backoff_s(self, attempt: int) -> float:
        """Exponential, with jitter from the engine's name and the attempt.

        Two runs wait alike, two engines do not.
        """
        base_s = self._policy.wait_s * (1 << (attempt - 1))
        jitter = zlib.crc32(f"{self._engine.name} {attempt}".encode()) / 2**32
        return min(base_s * (1 + jitter / 2), self._policy.max_wait_s)

    def _wire(self, text: str) -> str:
        return protect_terms(text, self._glossary, self._target)[0]

    # ------------------------------------------------------------ its answer

    def _take(self, job: _Job, answer: Sequence[str] | EngineError) -> None:
        if isinstance(answer, TextRefused):
            self._split(job)
        elif isinstance(answer, EngineError):
            self.unavailable = self.unavailable or isinstance(answer, EngineUnavailable)
            self._stopped = self._stopped or f"{answer.why or answer.what}"
        elif len(answer) != len(job.texts):
            self._split(job)
        else:
            self._judge(job, answer)

    def _split(self, job: _Job) -> None:
        """Send a request again in halves; one text alone has had its chance."""
        n_texts = len(job.texts)
        if n_texts == 1:
            self._refuse()
        else:
            halves = (
                _Job(job.texts[: n_texts // 2], job.again),
                _Job(job.texts[n_texts // 2 :], job.again),
            )
            self._jobs.extendleft(reversed(halves))

    def _judge(self, job: _Job, answers: Sequence[str]) -> None:
        again: list[_Job] = []
        lost: list[str] = []
        for text, raw in zip(job.texts, answers, strict=True):
            answer = self._tidy(text, raw, job)
            if answer and self._accept(text, answer, self._engine.name):
                self.accepted.add(text)
                self._n_unfit = 0
            elif not answer and len(job.texts) > 1:
                lost.append(text)
            elif not job.again and (len(job.texts) > 1 or self._wire(text) != text):
                again.append(_Job((text,), again=True))
            else:
                self._refuse()
        self._jobs.extend((*self._smaller(lost, len(job.texts) // 2), *again))

    def _smaller(self, texts: Sequence[str], n_texts: int) -> list[_Job]:
        """Ask for texts whose answers could not be told apart, in smaller requests.

        Each time half as large, at last alone.
        """
        size = max(1, n_texts)
        return [
            _Job(tuple(texts[first : first + size]), again=size == 1)
            for first in range(0, len(texts), size)
        ]

    def _tidy(self, text: str, answer: str, job: _Job) -> str:
        """Put protected terms back, and take out what an answer should not have.

        The answer to a one-line text is one line: a line break would end a block.
        """
        if not isinstance(answer, str) or len(answer) > _MAX_GROWTH * (len(text) + 10):
            return ""
        if job.again:
            _, table = protect_terms(text, self._glossary, self._target)
            answer = restore_terms(answer, table)
        if not _INVISIBLE.search(text):
            answer = _INVISIBLE.sub("", answer)
        answer = tidy_marks(answer)
        return answer.strip() if "\n" in text else " ".join(answer.split())

    def _refuse(self) -> None:
        self._n_refused += 1
        self._n_unfit += 1
        if self._n_unfit >= self._policy.n_unfit:
            self._stopped = self._stopped or f"{self._n_unfit} answers in a row were unusable"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
