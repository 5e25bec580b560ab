from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import EngineRefused, EngineUnavailable
from newsletter.translate.engines.chain import Outcome, Policy, ask
from newsletter.translate.engines.engine import NO_CONTEXT, Context, Encoding, Limits, TextRefused
from newsletter.translate.engines.guard import BREAK_AFTER, COOL_DOWN_S, Guarded
from newsletter.translate.engines.packing import pack_passages
from newsletter.translate.glossary import parse_glossary
from newsletter.web import parse_retry_after
from tests.translate.engines.conftest import Deciding

Say = Callable[[Sequence[str]], Sequence[str]]


class Scripted:
    """An engine that answers by a function and remembers what it was asked."""

    def __init__(self, say: Say, name: str = "scripted", **limits: int) -> None:
        self.name = name
        self.limits = replace(Limits(max_texts=100, max_chars=10_000, max_bytes=40_000), **limits)  # type: ignore[arg-type]
        self.asked: list[tuple[str, ...]] = []
        self._say = say

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Answer as the script says."""
        self.asked.append(tuple(texts))
        return self._say(texts)


def upper(texts: Sequence[str]) -> list[str]:
    """Translate into capitals."""
    return [text.upper() for text in texts]


def is_upper(source: str, answer: str, engine: str) -> bool:
    """Accept capitals."""
    return answer == source.upper()


def run(
    *engines: Scripted,
    passages: Sequence[Sequence[str]],
    accept: Callable[[str, str, str], bool] = is_upper,
) -> Outcome:
    """Ask without waiting."""
    return ask(
        engines,
        passages,
        "en",
        "de",
        Deciding(accept),
        policy=Policy(wait_s=0),
        sleep=lambda _: None,
    )


def test_all_texts_travel_in_one_request_in_order_and_once() -> None:
    """Repeats cost nothing, and what has no letters is never sent and never reported."""
    engine = Scripted(upper)
    outcome = run(engine, passages=[["a", "b"], ["c", "a"], ["123", "[[1]] – 5 %"]])
    assert outcome == Outcome((), False, ())
    assert engine.asked == [("a", "b", "c")]


def test_what_one_engine_cannot_do_the_next_is_asked_for() -> None:
    """Only refused texts travel on, and only what nobody answered comes back."""
    first = Scripted(
        lambda texts: [text.upper() if text in "ab" else "?" for text in texts], "first"
    )
    second = Scripted(
        lambda texts: [text.upper() if text == "c" else "?" for text in texts], "second"
    )
    outcome = run(first, second, passages=[["a", "b", "c", "d"]])
    assert second.asked[0] == ("c", "d")
    assert outcome.unanswered == ("d",)
    assert outcome.reasons == (
        "first: 2 answers did not pass the checks",
        "second: 1 answer did not pass the checks",
    )
    assert not outcome.unavailable


def test_a_refused_answer_is_asked_for_once_more_alone() -> None:
    """In company an engine may mangle what it can do alone."""
    engine = Scripted(lambda texts: upper(texts) if len(texts) == 1 else ["?", *upper(texts[1:])])
    assert run(engine, passages=[["a", "b", "c"]]).unanswered == ()
    assert engine.asked == [("a", "b", "c"), ("a",)]


@pytest.mark.parametrize("answers", [[], ["A"], ["A", "B", "C", "D", "E"]])
def test_a_wrong_count_is_halved_until_it_is_right(answers: list[str]) -> None:
    """Which answer belongs to which text is never guessed."""
    engine = Scripted(lambda texts: upper(texts) if len(texts) < 3 else answers)
    assert run(engine, passages=[["a", "b", "c", "d"]]).unanswered == ()
    assert engine.asked == [("a", "b", "c", "d"), ("a", "b"), ("c", "d")]


def test_an_answer_is_recorded_before_the_next_request() -> None:
    """A run that dies has paid for nothing twice."""
    events: list[str] = []

    def say(texts: Sequence[str]) -> list[str]:
        events.append(f"asked {len(texts)}")
        return upper(texts)

    def accept(source: str, answer: str, engine: str) -> bool:
        events.append(source)
        return True

    run(Scripted(say, max_texts=2), passages=[["a", "b"], ["c"]], accept=accept)
    assert events == ["asked 2", "a", "b", "asked 1", "c"]


def test_an_engine_that_is_down_is_asked_again_with_growing_pauses_and_then_left() -> None:
    """Pauses double, with the same jitter in every run; the caller learns to try later."""
    pauses: list[float] = []

    def fail(texts: Sequence[str]) -> list[str]:
        raise EngineUnavailable("cannot reach the engine", why="it is down")

    engine = Scripted(fail)
    policy = Policy(n_attempts=4, wait_s=1.0, max_wait_s=60.0)
    outcome = ask(
        [engine], [["a"], ["b"]], "en", "de", Deciding(is_upper), policy=policy, sleep=pauses.append
    )
    assert (outcome.unanswered, outcome.unavailable, outcome.reasons) == (
        ("a", "b"),
        True,
        ("scripted: it is down",),
    )
    assert len(engine.asked) == 4
    assert all(
        low <= pause <= high
        for pause, low, high in zip(pauses, (1, 2, 4), (1.5, 3, 6), strict=True)
    )
    again: list[float] = []
    ask([engine], [["a"]], "en", "de", Deciding(is_upper), policy=policy, sleep=again.append)
    assert again == pauses


@pytest.mark.parametrize(("retry_after_s", "pauses"), [(5.0, [5.0]), (0.0, [0.0]), (3600.0, [])])
def test_retry_after_is_obeyed_or_the_engine_left(
    retry_after_s: float, pauses: list[float]
) -> None:
    """A wait the service names is kept; one that is too long is not worth waiting for."""
    waited: list[float] = []
    engine = Scripted(upper)

    def say(texts: Sequence[str]) -> list[str]:
        if len(engine.asked) == 1:
            raise EngineUnavailable("cannot", why="busy", retry_after_s=retry_after_s)
        return upper(texts)

    engine._say = say
    outcome = ask([engine], [["a"]], "en", "de", Deciding(is_upper), sleep=waited.append)
    assert waited == pauses
    assert outcome.unanswered == (() if pauses else ("a",))


def test_a_refusal_is_not_repeated() -> None:
    """A wrong key does not become right by asking."""

    def refuse(texts: Sequence[str]) -> list[str]:
        raise EngineRefused("no", why="the key is wrong")

    engine = Scripted(refuse, max_texts=1)
    outcome = run(engine, passages=[["a", "b", "c"]])
    assert engine.asked == [("a",)]
    assert (outcome.unavailable, outcome.reasons) == (False, ("scripted: the key is wrong",))


def test_a_text_the_engine_will_not_take_costs_only_itself() -> None:
    """400 and 413 are about texts: the request is halved until the culprit stands alone."""

    def say(texts: Sequence[str]) -> list[str]:
        if "b" in texts:
            raise TextRefused("no", why="400")
        return upper(texts)

    assert run(Scripted(say), passages=[["a", "b", "c", "d"]]).unanswered == ("b",)


def test_an_engine_that_says_nothing_usable_is_left() -> None:
    """A captcha is not asked for once a unit."""
    engine = Scripted(lambda texts: ["captcha" for _ in texts])
    outcome = run(engine, passages=[[f"text {letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]])
    assert len(outcome.unanswered) == 26
    assert len(engine.asked) == 1 + Policy().n_unfit


def test_requests_go_side_by_side_where_the_engine_allows() -> None:
    """Several at once, all answers taken by the calling thread."""
    import threading

    barrier = threading.Barrier(3, timeout=5)
    threads: set[str] = set()

    def say(texts: Sequence[str]) -> list[str]:
        barrier.wait()
        return upper(texts)

    def accept(source: str, answer: str, engine: str) -> bool:
        threads.add(threading.current_thread().name)
        return is_upper(source, answer, engine)

    outcome = run(
        Scripted(say, max_texts=1, n_parallel=3), passages=[["a", "b", "c"]], accept=accept
    )
    assert outcome.unanswered == ()
    assert threads == {threading.current_thread().name}


def test_terms_are_protected_when_an_answer_is_asked_for_again() -> None:
    """A term the engine got wrong travels as a mark the second time and comes back as agreed."""
    glossary = parse_glossary("source,en\n希土類,rare earths\n")

    def say(texts: Sequence[str]) -> list[str]:
        return [
            re.sub(r"希土類", "scarce soil", text).replace("の価格", " prices") for text in texts
        ]

    engine = Scripted(say)
    accepted: dict[str, str] = {}

    def accept(source: str, answer: str, name: str) -> bool:
        if "rare earths" not in answer:
            return False
        accepted[source] = answer
        return True

    ask([engine], [["[[1]]希土類[[/1]]の価格"]], "ja", "en", Deciding(accept), glossary=glossary)
    assert engine.asked == [("[[1]]希土類[[/1]]の価格",), ("[[1]][[2]][[/1]]の価格",)]
    assert accepted == {"[[1]]希土類[[/1]]の価格": "[[1]]rare earths[[/1]] prices"}


@pytest.mark.parametrize("answer", ["o\u200bne two\u00ad", "one\n\ntwo "])
def test_an_answer_is_one_line_that_can_be_seen(answer: str) -> None:
    """A zero-width space breaks words in mail clients, a line break the block around a unit."""
    result = run(
        Scripted(lambda texts: [answer]),
        passages=[["eins zwei"]],
        accept=lambda source, said, name: said == "one two",
    )
    assert result.unanswered == ()


# ---------------------------------------------------------------- packing

SENTENCES = st.lists(st.lists(st.text("あa ", min_size=1, max_size=40), max_size=6), max_size=6)


@given(SENTENCES, st.integers(1, 5), st.integers(20, 200), st.booleans())
def test_requests_keep_order_and_limits(
    passages: list[list[str]], max_texts: int, max_bytes: int, joined: bool
) -> None:
    """No text is lost, doubled or out of order, and no request is over a limit."""
    limits = Limits(max_texts, max_bytes, max_bytes, Encoding.URL, joined)
    requests, too_long = pack_passages(passages, limits)
    sent = [text for request in requests for text in request]
    assert sent == [text for passage in passages for text in passage if limits.fits(text)]
    assert list(too_long) == [
        text for passage in passages for text in passage if not limits.fits(text)
    ]
    for request in requests:
        assert 0 < len(request) <= max_texts
        assert sum(limits.size(text)[1] for text in request) <= max_bytes


def test_a_passage_is_kept_together_when_the_request_is_half_full() -> None:
    """Context is worth a part of a request."""
    limits = Limits(10, 100, 100)
    requests, _ = pack_passages([["a" * 60], ["b" * 30, "c" * 30]], limits)
    assert requests == (("a" * 60,), ("b" * 30, "c" * 30))


# ---------------------------------------------------------------- guard


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now_s

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now_s += seconds


def test_requests_keep_the_rate_that_is_set() -> None:
    """Thirty a minute are one every two seconds."""
    clock = Clock()
    engine = Guarded(Scripted(upper), 30, sleep=clock.sleep, clock=clock)
    times = []
    for _ in range(3):
        engine.translate(["a"], "en", "de")
        times.append(clock.now_s)
    assert times == [0.0, 2.0, 4.0]


def test_a_dead_engine_is_left_alone_for_a_while() -> None:
    """After three failures in a row it is left alone for a while; then one may try."""
    clock = Clock()

    def fail(texts: Sequence[str]) -> list[str]:
        raise EngineUnavailable("cannot", why="down")

    inner = Scripted(fail)
    engine = Guarded(inner, clock=clock)
    for _ in range(BREAK_AFTER + 5):
        with pytest.raises(EngineUnavailable) as caught:
            engine.translate(["a"], "en", "de")
    assert caught.value.why == "it failed 3 times in a row, last: down"
    assert len(inner.asked) == BREAK_AFTER
    clock.now_s += COOL_DOWN_S
    inner._say = upper
    assert engine.translate(["a"], "en", "de") == ["A"]
    assert engine.translate(["a"], "en", "de") == ["A"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("Tue, 24 Nov 2026 00:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: str | None, seconds: float | None) -> None:
    """RFC 9110, 10.2.3."""
    assert parse_retry_after(header, datetime(2026, 11, 24, tzinfo=UTC)) == seconds


def test_answers_that_cannot_be_told_apart_are_asked_for_in_smaller_requests() -> None:
    """Where numbers are lost in long requests, shorter ones come before single texts."""
    engine = Scripted(lambda texts: upper(texts) if len(texts) <= 2 else ["" for _ in texts])
    assert run(engine, passages=[list("abcdefgh")]).unanswered == ()
    assert [len(texts) for texts in engine.asked] == [8, 4, 4, 2, 2, 2, 2]
