"""Find what helps with one unit: earlier translations, terms, what an engine says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsletter.config import Settings
from newsletter.errors import EngineError, NewsletterError
from newsletter.pipeline.publication import STATE_NAME
from newsletter.store.database import has_database
from newsletter.store.translation_memory import TranslationMemory
from newsletter.translate.catalogue import NEAR, Entry
from newsletter.translate.engines.registry import build_engines
from newsletter.translate.entry_checks import as_unit
from newsletter.translate.glossary import Glossary
from newsletter.translate.memory import MemoryEntry
from newsletter.translate.unit_notes import parse_notes

MAX_SUGGESTIONS = 9  # one key each

Term = tuple[str, tuple[str, ...], str]
"""A term of the glossary in the text, what it may be called, and the note about it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation that may be taken.

    Attributes:
        origin: published, near, memory or engine.
        detail: The engine, or how near the other text is; "" for nothing to say.
    """

    text: str
    origin: str
    detail: str = ""


def find_suggestions(
    folder: Path,
    settings: Settings,
    entry: Entry,
    language: str,
    glossary: Glossary,
    *,
    now: datetime,
) -> tuple[tuple[Suggestion, ...], tuple[Term, ...]]:
    """Return translations worth taking, the surest first, and the terms in the text.

    Args:
        folder: The publication.
        settings: Its settings.
        entry: The sentence, as the catalogue has it.
        language: The language to translate into.
        glossary: The terms of the publication.
        now: When it is asked.
    """
    notes = parse_notes(entry.notes)
    found: list[Suggestion] = []
    if notes.published:
        found.append(Suggestion(notes.published, "published"))
    if notes.near:
        found.append(Suggestion(notes.near, "near", f"{notes.near_percent} %"))
    if has_database(folder / STATE_NAME):
        with TranslationMemory.open(folder / STATE_NAME, now) as memory:
            found += _search_memory(
                memory, entry.source, settings.source_language, language
            )
    distinct = {suggestion.text: suggestion for suggestion in reversed(found)}
    others = [
        suggestion
        for suggestion in reversed(distinct.values())
        if suggestion.text != entry.target
    ]
    terms = (
        (term.source, term.accepted(language), term.note)
        for term in glossary.find(entry.source, language)
    )
    return tuple(others[:MAX_SUGGESTIONS]), tuple(terms)


def _search_memory(
    memory: TranslationMemory, text: str, source: str, language: str
) -> list[Suggestion]:
    """What was said of this text, then of those most like it."""
    from rapidfuzz import fuzz, process

    known = memory.find([text], source, language)
    found = [
        Suggestion(match.target, "memory", match.engine)
        for match in known.values()
    ]
    entries: list[MemoryEntry] = [
        entry
        for entry in memory.entries(language)
        if entry.source_language == source and entry.source != text
    ]
    near = process.extract(
        text,
        [entry.source for entry in entries],
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
        limit=MAX_SUGGESTIONS,
    )
    found += [
        Suggestion(entries[place].target, "near", f"{likeness:.0f} %")
        for _, likeness, place in near
    ]
    return found


def ask_engines(
    folder: Path,
    settings: Settings,
    entry: Entry,
    language: str,
    glossary: Glossary,
    *,
    environ: Mapping[str, str],
) -> tuple[tuple[Suggestion, ...], tuple[str, ...]]:
    """Ask each engine of the publication for one unit; nothing is remembered or written.

    Args:
        folder, settings, entry, language, glossary: As for `find_suggestions`.
        environ: Variables with the keys of the engines.

    Returns:
        The answers, and why an engine gave none.
    """
    unit = as_unit(entry, settings.source_language)
    answers: list[Suggestion] = []
    reasons: list[str] = []
    try:
        engines = build_engines(
            settings.translate, environ, glossary, folder=folder
        )
    except NewsletterError as error:
        return (), (error.why or error.what,)
    for engine in engines:
        try:
            said = engine.translate([unit.source], unit.language, language)
        except EngineError as error:
            reasons.append(f"{engine.name}: {error.why or error.what}")
            continue
        answers += [
            Suggestion(text, "engine", engine.name) for text in said if text
        ]
    return tuple(answers), tuple(reasons)
