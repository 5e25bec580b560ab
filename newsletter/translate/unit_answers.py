"""Find an answer for each unit of a post: glossary, catalogue, memory, engines, in this order."""

from __future__ import annotations

from collections.abc import (
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import replace
from itertools import groupby

from newsletter.language.tags import base
from newsletter.model import (
    Finding,
    Origin,
    Severity,
    Translation,
    Unit,
    UnitKind,
)
from newsletter.translate.catalogue import Catalogue, Entry
from newsletter.translate.checks import (
    STRUCTURE,
    Check,
    check_unit,
    is_acceptable,
    is_doubtful,
)
from newsletter.translate.engines.crosswise import Embed
from newsletter.translate.engines.engine import Engine
from newsletter.translate.engines.preview import PREVIEWS
from newsletter.translate.engines.review import Verdict
from newsletter.translate.glossary import Glossary
from newsletter.translate.memory import Memory
from newsletter.translate.placeholders import (
    fits_placeholders,
    has_placeholders,
    strip_placeholders,
)
from newsletter.translate.request import Request

_OWN_SCRIPT = frozenset(
    {"ar", "bg", "el", "fa", "he", "hi", "ja", "ko", "ru", "th", "uk", "zh"},
)
MAX_NAME_WORDS = 3
_MAPPED = (UnitKind.AUTHOR, UnitKind.CATEGORY, UnitKind.TAG)


class UnitAnswers:
    """The units of one request on their way to a translation."""

    def __init__(
        self,
        request: Request,
        units: dict[str, Unit],
        memory: Memory,
        glossary: Glossary,
        embed: Embed | None,
    ) -> None:
        self.request = request
        self.units = units
        self.memory = memory
        self.glossary = glossary
        self.embed = embed
        self.done: dict[str, Translation] = {}
        self.judged: dict[str, Translation] = {}
        self.doubtful: dict[str, Translation] = {}
        self.refused: dict[str, tuple[Finding, ...]] = {}
        self.reasons: tuple[str, ...] = ()
        self.unavailable = False

    def open(self, skip: Iterable[str] = ()) -> list[Unit]:
        """Units nobody has translated yet, in order."""
        closed = {*self.done, *skip}
        return [
            unit for source, unit in self.units.items() if source not in closed
        ]

    # ------------------------------------------------------------ without an engine

    def take_glossary(self) -> None:
        """Author, categories and tags have one form for the whole site."""
        for unit in self.open():
            if unit.kind not in _MAPPED:
                continue
            fixed = self.glossary.fixed(unit.source, self.request.target)
            if fixed is not None:
                self.done[unit.source] = Translation(
                    unit, fixed, Origin.GLOSSARY
                )

    def take_catalogue(self, catalogue: Catalogue) -> None:
        """What a person has confirmed; only markup that cannot be put back holds it."""
        for unit in self.open():
            entry = catalogue.find(unit.source)
            if entry is not None and entry.reviewed:
                self.done[unit.source] = self._believe(unit, entry)

    def _believe(self, unit: Unit, entry: Entry) -> Translation:
        """The translation that a person reviewed; what the checks say of it are warnings."""
        target = entry.target
        if not fits_placeholders(unit.source, target):
            message = f"the reviewed text has other placeholders: {target}"
            broken = Finding("placeholders", Severity.ERROR, message)
            return Translation(unit, None, None, "", (broken,))
        findings = self.check(unit, target)
        warnings = tuple(
            replace(finding, severity=Severity.WARNING)
            for finding in findings
            if finding.rule not in entry.passed
        )
        return Translation(unit, target, Origin.CATALOGUE, "", warnings)

    def take_names(self) -> None:
        """What is written in the target's letters already.

        A name, a ticker, a quotation: an engine can only spoil it.
        """
        source, target = self.request.source, self.request.target
        for unit in self.open():
            if is_foreign_name(strip_placeholders(unit.source), source, target):
                self.done[unit.source] = Translation(
                    unit, unit.source, Origin.SOURCE
                )

    def plain_twins(self) -> dict[str, str]:
        """Texts that stand elsewhere with markup: text → that unit.

        A summary says what one of the sentences says, for example.
        """
        marked = {
            strip_placeholders(source): source
            for source in self.units
            if has_placeholders(source)
        }
        return {
            unit.source: marked[unit.source]
            for unit in self.open()
            if unit.source in marked
        }

    def take_twins(self, twins: Mapping[str, str]) -> None:
        """A summary says what its sentence says, without the markup."""
        for source, marked in twins.items():
            found = self.done.get(marked)
            if found and found.target is not None:
                target = strip_placeholders(found.target)
                self.done[source] = replace(
                    found, unit=self.units[source], target=target
                )

    def take_memory(self, skip: Iterable[str]) -> None:
        """What was answered before, checked again: rules may have become stricter."""
        waiting = self.open(skip)
        sources = [unit.source for unit in waiting]
        known = self.memory.find(
            sources, self.request.source, self.request.target
        )
        for unit in waiting:
            if unit.source in known:
                found = known[unit.source]
                candidate = self.review(
                    unit, found.target, found.engine, Origin.MEMORY
                )
                if candidate is not None:
                    self.done[unit.source] = candidate

    # ------------------------------------------------------------ engines

    def ask(self, engines: Sequence[Engine], skip: Iterable[str]) -> None:
        """Ask the engines for the rest, the sentences of a paragraph side by side."""
        from newsletter.translate.engines.chain import ask

        waiting = self.open(skip)
        if not waiting or not engines:
            return
        outcome = ask(
            engines,
            _passages(waiting),
            self.request.source,
            self.request.target,
            self,
            title=self.request.title,
            glossary=self.glossary,
            embed=self.embed,
        )
        self.unavailable = outcome.unavailable
        self.reasons = outcome.reasons
        self.settle_doubts(outcome.unanswered)

    def judge(self, text: str, answer: str, engine: str) -> Verdict:
        """Check one answer; keep the best of those that are only doubtful."""
        candidate = self.review(self.units[text], answer, engine, Origin.ENGINE)
        if candidate is None:
            return Verdict.REFUSED
        if not is_doubtful(candidate.findings):
            self.judged[text] = candidate
            return Verdict.ACCEPTED
        best = self.doubtful.get(text)
        if best is None or len(candidate.findings) < len(best.findings):
            self.doubtful[text] = candidate
        return Verdict.DOUBTFUL

    def accept(self, text: str, answer: str, engine: str) -> None:
        """Take an answer and record it before the next request."""
        self.take(self.judged[text])

    def take(self, candidate: Translation) -> None:
        """Take a translation for good; what a preview says is not remembered."""
        text = candidate.unit.source
        self.done[text] = candidate
        if candidate.engine not in PREVIEWS and candidate.target is not None:
            answers = {text: candidate.target}
            request = self.request
            self.memory.record(
                answers, request.source, request.target, candidate.engine
            )

    def settle_doubts(self, texts: Iterable[str]) -> None:
        """Of answers that stayed doubtful with every engine, take the best, with its warnings."""
        for text in texts:
            if text in self.doubtful:
                self.take(self.doubtful[text])

    def why_refused(self, text: str) -> str:
        """What was wrong with the last answer, for an engine that looks at its context."""
        findings = self.refused.get(text, ())
        doubtful = self.doubtful.get(text)
        if not findings and doubtful:
            findings = doubtful.findings
        return "; ".join(
            finding.message for finding in findings if finding.rule != "refused"
        )

    def review(
        self, unit: Unit, target: str, engine: str, origin: Origin
    ) -> Translation | None:
        """A translation that has no error; None, with the reason kept, for another.

        Args:
            unit: The unit.
            target: What is to be judged, with placeholders.
            engine: Who gave it; "" for a person.
            origin: Where it is from: catalogue, memory or engine.
        """
        findings = self.check(
            unit, target, STRUCTURE if engine in PREVIEWS else None
        )
        if is_acceptable(findings):
            return Translation(unit, target, origin, engine, findings)
        message = f"{engine or 'the memory'} said: {target}"
        said = Finding("refused", Severity.WARNING, message)
        self.refused[unit.source] = (*findings, said)
        return None

    def check(
        self,
        unit: Unit,
        target: str,
        checks: tuple[Check, ...] | None = None,
    ) -> tuple[Finding, ...]:
        """What the checks have to say; all of them where none are given."""
        return check_unit(
            unit,
            target,
            target_language=self.request.target,
            glossary=self.glossary,
            checks=checks,
        )

    # ------------------------------------------------------------ the result

    def translations(self) -> tuple[Translation, ...]:
        """Every unit, held ones too, in order of first use."""
        return tuple(
            self.done.get(source) or self._held(unit)
            for source, unit in self.units.items()
        )

    def _held(self, unit: Unit) -> Translation:
        """A unit without a translation, with the reason."""
        findings = self.refused.get(unit.source)
        if not findings:
            reason = "; ".join(self.reasons) or "no engine was asked"
            findings = (Finding("unanswered", Severity.ERROR, reason),)
        return Translation(unit, None, None, "", findings)


def _passages(units: Iterable[Unit]) -> list[list[str]]:
    """The texts of each passage side by side."""
    groups = groupby(units, key=lambda unit: unit.passage)
    return [_sources(group) for _, group in groups]


def _sources(units: Iterable[Unit]) -> list[str]:
    return [unit.source for unit in units]


def is_foreign_name(text: str, source: str, target: str) -> bool:
    """Tell whether a text is not in its own language: Latin letters in a Japanese post.

    For an English target it stays whatever its length; for others only up to
    MAX_NAME_WORDS words: a longer one is an English sentence that wants translating.

    Args:
        text: The unit, without placeholders.
        source, target: BCP 47 tags.

    >>> is_foreign_name("NVIDIA Blackwell", "ja", "de")
    True
    >>> is_foreign_name("売上はNVIDIA", "ja", "en")
    False
    """
    if base(source) not in _OWN_SCRIPT or not text.isascii():
        return False
    return base(target) == "en" or len(text.split()) <= MAX_NAME_WORDS
