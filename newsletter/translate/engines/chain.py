"""Ask the engines for all texts of a post: packed, in order, and patiently.

    passages ─▶ pack ─▶ request ─▶ answers ─▶ reviewer.judge(text, answer, engine)
                  ▲        │          accepted ─▶ reviewer.accept (into the memory)
                  │        │          refused  ─▶ alone, its terms protected
                  └────────┘          doubtful ─▶ alone, then the next engine
          place unsure: halve
          unavailable: wait and repeat, then the next engine

What was accepted is never asked for twice.

The rule for every step: an answer is believed only when its place is certain (count and
order) and the reviewer, which runs the checks, says yes. What nobody answered acceptably
comes back by name, and the caller holds it.

A place is uncertain, too, when an engine has slipped: when a third of the answers of one
request do not fit their texts, or when their lengths fit the texts one place on (see
`alignment`), all are asked for again alone. So are two different texts that got the same
answer, and, where sentences can be compared by their sense, two neighbours whose answers
fit better crosswise.

An engine is left when it refuses, when it cannot be reached `Policy.n_attempts` times for
one request, when it has given `Policy.n_unfit` answers in a row that were not accepted,
and when it has declined or garbled `Policy.n_declined` requests in a row: a captcha page
or a refusal must not be asked for once a unit.

A refused answer is asked for once more, alone: neighbours are what most often breaks
markup, and a deterministic engine would repeat its answer in the same company. Then the
terms of the glossary stand in for themselves as placeholders, and an engine that looks at
its context is told what was wrong.
"""

from __future__ import annotations

import re
import time
import unicodedata
import zlib
from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import chain

from newsletter.errors import EngineError, EngineUnavailable
from newsletter.language.scripts import has_letters
from newsletter.language.tags import is_spaced
from newsletter.processor_time import not_counted
from newsletter.translate.alignment import has_slipped
from newsletter.translate.engines.crosswise import Embed, find_exchanged
from newsletter.translate.engines.engine import (
    Context,
    Declined,
    Engine,
    TextRefused,
    Unreadable,
)
from newsletter.translate.engines.marks import tidy_marks
from newsletter.translate.engines.packing import pack_passages
from newsletter.translate.engines.preview import PREVIEWS
from newsletter.translate.engines.review import Reviewer, Verdict
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
# Answers shorter than this may well be the same: "Yes.", "Overview".
_MIN_SHARED_CHARS = 25
_N_BEFORE = 3  # sentences told of what stands before a request


@dataclass(frozen=True, slots=True)
class Policy:
    """How patient to be.

    Attributes:
        n_attempts: Times one request is sent to an engine that cannot be reached.
        wait_s: Seconds before the second attempt; doubled each time, plus up to half of
            it as jitter.
        max_wait_s: Longest wait; an engine that asks for more (Retry-After) is left.
        n_unfit: Answers in a row that may be refused for good before the engine is left.
        n_declined: Requests in a row that a model may decline or garble.
    """

    n_attempts: int = 3
    wait_s: float = 1.0
    max_wait_s: float = 30.0
    n_unfit: int = 8
    n_declined: int = 3


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
    reviewer: Reviewer,
    *,
    title: str = "",
    glossary: Glossary = EMPTY,
    embed: Embed | None = None,
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
        reviewer: Judges each answer as soon as it is there, and accepts it before the
            next request is sent (to an engine that takes one request at a time).
        title: Title of the article, for engines that look at the context.
        glossary: Its terms are protected when an answer is asked for again.
        embed: Compares sentences by their sense; None compares nothing.
        policy: How patient to be.
        sleep: Waits; tests hand in their own.

    Returns:
        What is left unanswered and why.
    """
    waiting = _distinct(passages)
    reasons: list[str] = []
    unavailable = False
    task = _Task(
        source,
        target,
        reviewer,
        title,
        glossary,
        embed,
        policy or Policy(),
        sleep,
    )
    for engine in engines:
        if not any(waiting):
            break
        asking = _Asking(engine, task)
        asking.ask(waiting)
        waiting = [_without(passage, asking.accepted) for passage in waiting]
        if any(waiting):
            unavailable = unavailable or asking.unavailable
            reasons.append(f"{_name(engine)}: {asking.reason()}")
    unanswered = tuple(chain.from_iterable(waiting))
    return Outcome(unanswered, unavailable and bool(unanswered), tuple(reasons))


def _name(engine: Engine) -> str:
    """The engine and where it is, when that is a server of somebody's own."""
    host = str(getattr(engine, "host", ""))
    return f"{engine.name} ({host})" if host else engine.name


def _without(texts: Sequence[str], accepted: Container[str]) -> list[str]:
    return [text for text in texts if text not in accepted]


def _distinct(passages: Iterable[Sequence[str]]) -> list[list[str]]:
    """The passages without texts that stood before, and without texts of no letters."""
    seen: set[str] = set()
    kept: list[list[str]] = []
    for passage in passages:
        fresh = [
            text
            for text in dict.fromkeys(passage)
            if text not in seen and has_letters(text)
        ]
        seen.update(fresh)
        if fresh:
            kept.append(fresh)
    return kept


@dataclass(frozen=True, slots=True)
class _Task:
    """What is the same for all engines."""

    source: str
    target: str
    reviewer: Reviewer
    title: str
    glossary: Glossary
    embed: Embed | None
    policy: Policy
    sleep: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Job:
    """One request.

    Attributes:
        texts: As they are known.
        again: It is a second try, alone, with protected terms.
    """

    texts: tuple[str, ...]
    again: bool = False


class _Asking:
    """One engine's turn."""

    def __init__(self, engine: Engine, task: _Task) -> None:
        self.accepted: set[str] = set()
        self.unavailable = False
        self._engine = engine
        self._task = task
        self._policy = task.policy
        self._jobs: deque[_Job] = deque()
        self._before: dict[str, tuple[str, ...]] = {}
        self._n_unfit = 0
        self._n_refused = 0
        self._n_doubtful = 0
        self._n_long = 0
        self._n_declined = 0
        self._declined = ""
        self._stopped = ""

    def reason(self) -> str:
        """Say why not all was answered."""
        said = dict.fromkeys((self._stopped, self._declined))
        counted = (
            (self._n_refused, "answer", "did not pass the checks"),
            (self._n_doubtful, "answer", "left in doubt"),
            (self._n_long, "text", "too long for one request"),
        )
        parts = [why for why in said if why]
        for number, noun, why in counted:
            if number:
                parts.append(f"{_count(number, noun)} {why}")
        return "; ".join(parts) or "no usable answer"

    def ask(self, passages: Sequence[Sequence[str]]) -> None:
        """Work off all requests, those that come up on the way included."""
        requests, too_long = pack_passages(passages, self._engine.limits)
        self._n_long = len(too_long)
        self._note_neighbours(list(chain.from_iterable(passages)))
        self._jobs.extend(_Job(texts) for texts in requests)
        if self._engine.limits.n_parallel == 1:
            while self._jobs and not self._stopped:
                self._take(self._jobs[0], self._send(self._jobs.popleft()))
        else:
            self._ask_in_parallel()

    def _note_neighbours(self, texts: list[str]) -> None:
        for place, text in enumerate(texts):
            self._before[text] = tuple(texts[max(0, place - _N_BEFORE) : place])

    def _ask_in_parallel(self) -> None:
        """Send as many requests at once as the engine allows; it may fail before the end."""
        n_parallel = self._engine.limits.n_parallel
        under_way: dict[Future[Sequence[str] | EngineError], _Job] = {}
        with ThreadPoolExecutor(
            n_parallel, thread_name_prefix=f"ask-{self._engine.name}"
        ) as pool:
            while under_way or (self._jobs and not self._stopped):
                while (
                    self._jobs
                    and len(under_way) < n_parallel
                    and not self._stopped
                ):
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
        texts = (
            [self._wire(text) for text in job.texts] if job.again else job.texts
        )
        context = self._context(job)
        source, target = self._task.source, self._task.target
        for attempt in range(1, self._policy.n_attempts + 1):
            try:
                with not_counted():
                    return self._engine.translate(
                        texts, source, target, context
                    )
            except EngineUnavailable as error:
                wait_s = self._wait_s(error, attempt)
                is_last = attempt == self._policy.n_attempts
                if is_last or wait_s > self._policy.max_wait_s or self._stopped:
                    return error
                self._task.sleep(wait_s)
            except EngineError as error:
                return error
        raise AssertionError("a policy allows at least one attempt")

    def _context(self, job: _Job) -> Context:
        """What an engine is told beside the texts: title, text before, why it is asked again."""
        refused: tuple[tuple[str, str], ...] = ()
        if job.again:
            reasons = (
                (text, self._task.reviewer.why_refused(text))
                for text in job.texts
            )
            refused = tuple(
                (text, reason) for text, reason in reasons if reason
            )
        return Context(
            self._task.title, self._before.get(job.texts[0], ()), refused
        )

    def _wait_s(self, error: EngineUnavailable, attempt: int) -> float:
        """What the engine asks for; else exponential, with jitter from name and attempt.

        Two runs wait alike, two engines do not.
        """
        if error.retry_after_s is not None:
            return error.retry_after_s
        base_s = self._policy.wait_s * (1 << (attempt - 1))
        jitter = zlib.crc32(f"{self._engine.name} {attempt}".encode()) / 2**32
        return min(base_s * (1 + jitter / 2), self._policy.max_wait_s)

    def _wire(self, text: str) -> str:
        return protect_terms(text, self._task.glossary, self._task.target)[0]

    # ------------------------------------------------------------ its answer

    def _take(self, job: _Job, answer: Sequence[str] | EngineError) -> None:
        """Judge an answer, ask again for what was refused, or stop at a fault of the engine."""
        if isinstance(answer, Declined | Unreadable):
            self._take_declined(job, answer)
        elif isinstance(answer, TextRefused):
            self._split(job)
        elif isinstance(answer, EngineError):
            self._stop(answer)
        elif len(answer) != len(job.texts):
            self._split(job)
        else:
            self._n_declined = 0
            self._judge(job, answer)

    def _stop(self, fault: EngineError) -> None:
        """Remember why the engine is asked no more; the first fault is the one that is told."""
        if isinstance(fault, EngineUnavailable):
            self.unavailable = True
        if not self._stopped:
            self._stopped = fault.why or fault.what

    def _take_declined(self, job: _Job, error: TextRefused) -> None:
        """A model that says no three times in a row is not asked once a unit."""
        self._declined = error.why
        self._n_declined += 1
        if self._n_declined >= self._policy.n_declined:
            self._stopped = self._stopped or error.why
        self._split(job)

    def _split(self, job: _Job) -> None:
        """Send a request again in halves; one text alone has had its chance."""
        n_texts = len(job.texts)
        if n_texts == 1:
            self._refuse()
            return
        half = n_texts // 2
        halves = (
            _Job(job.texts[:half], job.again),
            _Job(job.texts[half:], job.again),
        )
        self._jobs.extendleft(reversed(halves))

    def _judge(self, job: _Job, raw_answers: Sequence[str]) -> None:
        """Accept the good answers of a request, and ask again for the others where it helps."""
        answers: list[str] = []
        verdicts: list[Verdict] = []
        for text, raw in zip(job.texts, raw_answers, strict=True):
            answers.append(self._tidy(text, raw, job))
            verdicts.append(self._verdict(text, answers[-1]))
        unsure = self._find_unsure(job.texts, answers)
        if self._is_moved(job.texts, answers, verdicts):
            unsure = frozenset(job.texts)
        again: list[_Job] = []
        lost: list[str] = []
        for text, answer, verdict in zip(
            job.texts, answers, verdicts, strict=True
        ):
            if verdict is Verdict.ACCEPTED and text not in unsure:
                self._accept(text, answer)
            elif not answer and len(job.texts) > 1:
                lost.append(text)
            elif self._may_ask_again(job, text):
                again.append(_Job((text,), again=True))
            elif verdict is Verdict.DOUBTFUL:
                self._n_doubtful += 1
            else:
                self._refuse()
        self._jobs.extend((*self._smaller(lost, len(job.texts) // 2), *again))

    def _is_moved(
        self,
        texts: Sequence[str],
        answers: Sequence[str],
        verdicts: Sequence[Verdict],
    ) -> bool:
        """Tell whether the answers look like those of the texts beside theirs."""
        if _has_slipped(verdicts):
            return True
        return has_slipped(texts, answers, self._task.source, self._task.target)

    def _find_unsure(
        self, texts: Sequence[str], answers: Sequence[str]
    ) -> frozenset[str]:
        """Texts whose answer may be another's: the same, or a better fit for a neighbour."""
        shared = _find_shared(texts, answers)
        embed = self._task.embed
        if embed is None or self._engine.name in PREVIEWS:
            return shared
        return shared | find_exchanged(texts, answers, embed)

    def _verdict(self, text: str, answer: str) -> Verdict:
        if not answer:
            return Verdict.REFUSED
        return self._task.reviewer.judge(text, answer, self._engine.name)

    def _accept(self, text: str, answer: str) -> None:
        self._task.reviewer.accept(text, answer, self._engine.name)
        self.accepted.add(text)
        self._n_unfit = 0

    def _may_ask_again(self, job: _Job, text: str) -> bool:
        """Once more, when something will be different: company, terms, or the reasons."""
        if job.again:
            return False
        learns = bool(getattr(self._engine, "looks_at_context", False))
        return len(job.texts) > 1 or learns or self._wire(text) != text

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
        if not isinstance(answer, str) or len(answer) > _MAX_GROWTH * (
            len(text) + 10
        ):
            return ""
        target = self._task.target
        if job.again:
            _, table = protect_terms(text, self._task.glossary, target)
            answer = restore_terms(answer, table)
        if not _INVISIBLE.search(text):
            answer = _INVISIBLE.sub("", answer)
        if is_spaced(target):
            answer = _FULL_WIDTH.sub(_narrow, answer)
        needs_blanks = is_spaced(target) and not is_spaced(self._task.source)
        answer = tidy_marks(answer, needs_blanks=needs_blanks)
        return answer.strip() if "\n" in text else " ".join(answer.split())

    def _refuse(self) -> None:
        """Count an answer that cannot be used; too many in a row stop the engine."""
        self._n_refused += 1
        self._n_unfit += 1
        if self._n_unfit >= self._policy.n_unfit:
            self._stopped = (
                self._stopped
                or f"{self._n_unfit} answers in a row were unusable"
            )


_FULL_WIDTH = re.compile("[\uff01-\uff5e]")


def _narrow(found: re.Match[str]) -> str:
    """A full-width letter, digit or mark as the language of the answer writes it."""
    return unicodedata.normalize("NFKC", found.group())


def _has_slipped(verdicts: Sequence[Verdict]) -> bool:
    """Too many answers of one request do not fit: the rest may be neighbours' as well."""
    n_refused = verdicts.count(Verdict.REFUSED)
    return (
        n_refused >= 2 and n_refused * 3 >= len(verdicts) and len(verdicts) > 2
    )


def _find_shared(
    texts: Sequence[str], answers: Sequence[str]
) -> frozenset[str]:
    """Texts that got the same answer as another, unlike text of the request."""
    counts = Counter(
        answer for answer in answers if len(answer) >= _MIN_SHARED_CHARS
    )
    return frozenset(
        text
        for text, answer in zip(texts, answers, strict=True)
        if counts[answer] > 1
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
