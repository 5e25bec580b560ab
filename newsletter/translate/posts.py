"""Translate one post, and let nothing unchecked through.

    Request ─▶ units ─▶ glossary ─▶ catalogue ─▶ memory ─▶ engines ─▶ Translated
                 │                    person       │ checks    │ checks, then recorded
                 └─ article, abridgement, title, summary and fields share them:
                    one text is asked for once

A unit without an acceptable translation is held, and with it the whole post: the texts
of `Translated` are empty then. What a person has confirmed is believed; findings there
are warnings. Only markup that cannot be put back holds it.
"""

from __future__ import annotations

from collections.abc import (
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, replace
from itertools import groupby

from newsletter.language.tags import base
from newsletter.model import (
    Finding,
    Origin,
    Severity,
    Translated,
    Translation,
    Unit,
    UnitKind,
)
from newsletter.translate.catalogue import Catalogue, Entry
from newsletter.translate.checks import (
    CHECKS,
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
from newsletter.translate.plain_text import (
    Field,
    PlainText,
    find_fields,
    parse_plain,
    plain_units,
)
from newsletter.translate.units import Document, parse_document

_OWN_SCRIPT = frozenset(
    {"ar", "bg", "el", "fa", "he", "hi", "ja", "ko", "ru", "th", "uk", "zh"},
)
MAX_NAME_WORDS = 3
_MAPPED = (UnitKind.AUTHOR, UnitKind.CATEGORY, UnitKind.TAG)


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be translated.

    Attributes:
        source, target: Language tags.
        title, summary: Plain text, "" for none.
        body, full_body: The abridged and the whole clean article, Markdown with LF line
            ends.
        fields: The front matter; fields that are text are translated, the others
            ignored.
        lead, key_points, preheader: The top of the mail, plain text, "" and () for none.
        whole_lead: The sentences that `lead` is a part of; "" where it is not cut.
        whole_points: The sentences that the key points are parts of; () where none is cut.
    """

    source: str
    target: str
    title: str
    summary: str
    body: str
    full_body: str
    fields: tuple[tuple[str, object], ...] = ()
    lead: str = ""
    key_points: tuple[str, ...] = ()
    preheader: str = ""
    whole_lead: str = ""
    whole_points: tuple[str, ...] = ()

    @property
    def cut(self) -> tuple[tuple[str, str], ...]:
        """The texts at the top that are parts, each with the whole of its sentences."""
        pairs = (
            (self.lead, self.whole_lead),
            *zip(self.key_points, self.whole_points, strict=False),
        )
        return tuple(
            (part, whole) for part, whole in pairs if whole not in ("", part)
        )

    def with_wholes(self, parts: Collection[str]) -> Request:
        """Return the request with the whole sentences in place of these parts of them."""
        wholes = {part: whole for part, whole in self.cut if part in parts}
        points = tuple(wholes.get(point, point) for point in self.key_points)
        return replace(
            self,
            lead=wholes.get(self.lead, self.lead),
            key_points=points,
        )


def translate_article(
    request: Request,
    *,
    engines: Sequence[Engine],
    memory: Memory,
    catalogue: Catalogue | None,
    glossary: Glossary,
    embed: Embed | None = None,
) -> Translated:
    """Translate a post, or hold it.

    A lead or key point that is a part of its sentences gives way to the whole of them where a
    person has reviewed these, and where nobody can translate the part: a complete catalogue covers
    the top of every mail.

    Args:
        request: Texts and languages.
        engines: In the order in which they are asked; none asks nobody.
        memory: Everything an engine says that passes the checks is recorded there
            before the next request.
        catalogue: What a person has reviewed; None when there is no file yet.
        glossary: Fixed values for author, categories and tags; terms for the checks.
        embed: Compares fresh answers with their neighbours by sense; None does not.
    """
    reviewed = catalogue or Catalogue()
    request = request.with_wholes(_find_reviewed_wholes(request, reviewed))
    translated = _translate(request, engines, memory, reviewed, glossary, embed)
    parts = [part for part, _ in request.cut]
    if _are_only_these_held(parts, translated):
        request = request.with_wholes(parts)
        translated = _translate(
            request, engines, memory, reviewed, glossary, embed
        )
    return translated


def _find_reviewed_wholes(
    request: Request, catalogue: Catalogue
) -> frozenset[str]:
    """The parts of which a person has reviewed all whole sentences, and not the part."""
    known = {
        strip_placeholders(entry.source)
        for entry in catalogue.entries
        if entry.reviewed
    }
    return frozenset(
        part
        for part, whole in request.cut
        if _find_sentences(whole) <= known
        and not _find_sentences(part) <= known
    )


def _are_only_these_held(parts: Sequence[str], translated: Translated) -> bool:
    """Tell whether nothing is missing but sentences of parts that were shortened."""
    held = {unit.unit.source for unit in translated.held}
    sentences = frozenset[str]().union(*map(_find_sentences, parts))
    return bool(held) and held <= sentences


def _find_sentences(text: str) -> frozenset[str]:
    return frozenset(parse_plain(text, UnitKind.SUMMARY).sources)


def _translate(
    request: Request,
    engines: Sequence[Engine],
    memory: Memory,
    catalogue: Catalogue,
    glossary: Glossary,
    embed: Embed | None,
) -> Translated:
    parts = _cut(request)
    units = _distinct(parts.units(request.source))
    work = _Work(request, units, memory, glossary, embed)
    work.take_glossary()
    work.take_catalogue(catalogue)
    work.take_names()
    twins = work.plain_twins()
    work.take_memory(skip=twins)
    work.ask(engines, skip=twins)
    work.take_twins(twins)
    return _assemble(request, parts, work)


# ---------------------------------------------------------------- units


@dataclass(frozen=True, slots=True)
class _Parts:
    """A request, cut into units."""

    title: PlainText
    summary: PlainText
    lead: PlainText
    key_points: tuple[PlainText, ...]
    preheader: PlainText
    fields: tuple[Field, ...]
    full: Document
    body: Document

    def units(self, language: str) -> Iterator[Unit]:
        """All units in reading order, passages numbered through, repeats included."""
        number = 0
        for text in self._head_texts():
            yield from plain_units(text, language, number)
            number += 1
        for document in (self.full, self.body):
            top = number
            for unit in document.units:
                number = max(number, top + unit.passage + 1)
                yield replace(unit, passage=top + unit.passage)
        for text in (self.summary, self.lead, *self.key_points, self.preheader):
            yield from plain_units(text, language, number)

    def _head_texts(self) -> Iterator[PlainText]:
        yield self.title
        for field in self.fields:
            yield from field.texts


def _cut(request: Request) -> _Parts:
    """Cut a post into its texts: title, summary, lead, key points, fields and both bodies."""
    full = parse_document(request.full_body, request.source)
    body = full
    if request.body != request.full_body:
        body = parse_document(request.body, request.source)
    return _Parts(
        parse_plain(request.title, UnitKind.TITLE),
        parse_plain(request.summary, UnitKind.SUMMARY),
        parse_plain(request.lead, UnitKind.SUMMARY),
        tuple(
            parse_plain(point, UnitKind.SUMMARY) for point in request.key_points
        ),
        parse_plain(request.preheader, UnitKind.SUMMARY),
        tuple(find_fields(request.fields)),
        full,
        body,
    )


def _distinct(units: Iterable[Unit]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in units:
        found.setdefault(unit.source, unit)
    return found


class _Work:
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
            if finding.rule not in entry.dismissed
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
            unit, target, STRUCTURE if engine in PREVIEWS else CHECKS
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
        checks: tuple[Check, ...] = CHECKS,
    ) -> tuple[Finding, ...]:
        """What the checks have to say."""
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


def _assemble(request: Request, parts: _Parts, work: _Work) -> Translated:
    """Put the translations into the text; nothing of it counts unless its structure is the same."""
    translations = work.translations()
    empty = Translated(
        request.target, "", "", "", "", (), translations, work.unavailable
    )
    if empty.held:
        return empty
    targets = {
        translation.unit.source: translation.target
        for translation in translations
        if translation.target is not None
    }
    full = parts.full.render(targets, request.target)
    body = full
    is_sound = parts.full.has_structure_of(full)
    if parts.body is not parts.full:
        body = parts.body.render(targets, request.target)
        is_sound = is_sound and parts.body.has_structure_of(body)
    if not is_sound:
        return replace(empty, translations=_hold_structure(translations))
    return replace(
        empty,
        title=parts.title.render(targets, request.target),
        summary=parts.summary.render(targets, request.target),
        lead=parts.lead.render(targets, request.target),
        key_points=tuple(
            point.render(targets, request.target) for point in parts.key_points
        ),
        preheader=parts.preheader.render(targets, request.target),
        body=body,
        full_body=full,
        fields=tuple(
            (field.name, field.render(targets, request.target))
            for field in parts.fields
        ),
    )


def _hold_structure(
    translations: tuple[Translation, ...],
) -> tuple[Translation, ...]:
    """Hold everything.

    A heading, list or table would come out as something else, and nobody can say which
    unit did it.
    """
    message = "put together, the translation has other blocks than the post"
    finding = Finding("structure", Severity.ERROR, message)
    return tuple(
        replace(
            translation,
            target=None,
            origin=None,
            findings=(*translation.findings, finding),
        )
        for translation in translations
    )
