"""Test what newsletter relies on in a translation engine."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor

from newsletter.errors import EngineError
from newsletter.translate.engines.engine import Context, Engine
from newsletter.translate.placeholders import find_placeholders

N_THREADS = 8


class EngineContract(ABC):
    """What every engine keeps; a subclass builds one that answers without a network.

    Attributes:
        source, target: A pair of languages that the engine knows.
        texts: Texts in the source language, with marks as they come.
    """

    source = "ja"
    target = "en"
    texts: tuple[str, ...] = (
        "市場は三十年の歴史があります。",
        "毎週[[1]]二百人[[/1]]が来ます。",
        "詳しくは[[1]]こちら[[/1]]、[[2]]をご覧ください。",
    )

    @abstractmethod
    def build_engine(self) -> Engine:
        """Return an engine that can be asked."""

    def break_service(self) -> Engine | None:
        """Return an engine whose service fails; None when there is nothing that could."""
        return None

    def test_it_has_a_name_for_settings_and_messages(self) -> None:
        """The name is a bare key of TOML, and stays the same."""
        name = self.build_engine().name
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name)
        assert self.build_engine().name == name

    def test_its_limits_can_be_kept(self) -> None:
        """At least one text of some length fits into a request."""
        limits = self.build_engine().limits
        assert limits.max_texts >= 1
        assert limits.n_parallel >= 1
        assert limits.fits("a" * 100)

    def test_it_gives_one_answer_a_text_in_order(self) -> None:
        """Many texts in one request are answered like each on its own."""
        engine = self.build_engine()
        texts = self.texts[: engine.limits.max_texts]
        together = list(engine.translate(texts, self.source, self.target))
        alone: list[str] = []
        for text in texts:
            alone += engine.translate([text], self.source, self.target)
        assert together == alone
        assert all(together)

    def test_it_keeps_the_marks(self) -> None:
        """Every mark of bold, link or code comes back, once."""
        engine = self.build_engine()
        texts = self.texts[: engine.limits.max_texts]
        answers = engine.translate(texts, self.source, self.target)
        for text, answer in zip(texts, answers, strict=True):
            wanted = sorted(find_placeholders(text))
            assert sorted(find_placeholders(answer)) == wanted

    def test_it_may_be_told_what_stands_around(self) -> None:
        """An engine may use the context or not; it must take it."""
        engine = self.build_engine()
        context = Context(title="市場", before=("朝です。",))
        (answer,) = engine.translate(
            self.texts[:1], self.source, self.target, context
        )
        assert answer

    def test_threads_get_their_own_answers(self) -> None:
        """One engine serves several threads; no answer goes to another text."""
        engine = self.build_engine()

        def ask(text: str) -> str:
            (answer,) = engine.translate([text], self.source, self.target)
            return answer

        expected = [ask(text) for text in self.texts]
        with ThreadPoolExecutor(N_THREADS) as pool:
            answers = list(pool.map(ask, self.texts * N_THREADS))
        assert answers == expected * N_THREADS

    def test_a_fault_is_one_of_the_three_errors(self) -> None:
        """What goes wrong out there is said in our errors, without the text."""
        engine = self.break_service()
        if engine is None:
            return
        said = ""
        try:
            engine.translate(self.texts[:1], self.source, self.target)
        except EngineError as error:
            said = str(error)
        assert said, "the engine answered although it cannot"
        assert self.texts[0] not in said
