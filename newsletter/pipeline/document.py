"""Translate single documents for the command line, inside a publication or without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from newsletter.config import (
    CONFIG_NAME,
    Settings,
    TranslateSettings,
    read_settings,
)
from newsletter.errors import EngineUnavailable, PostError, quote
from newsletter.language.scripts import guess_language
from newsletter.model import Translated
from newsletter.pipeline.publication import STATE_NAME, read_glossary
from newsletter.pipeline.report import held_texts
from newsletter.source.front_matter import (
    flatten_fields,
    parse_front_matter,
    split_front_matter,
)
from newsletter.source.post import find_language
from newsletter.store.translation_memory import TranslationMemory
from newsletter.translate.engines.crosswise import Embed
from newsletter.translate.engines.engine import Engine
from newsletter.translate.engines.registry import (
    build_embedding,
    build_engines,
    require_known_engine,
)
from newsletter.translate.glossary import Glossary, parse_glossary
from newsletter.translate.head import parse_head
from newsletter.translate.memory import Memory, MemoryInProcess
from newsletter.translate.posts import translate_article
from newsletter.translate.request import Request


@dataclass(frozen=True, slots=True)
class Stage:
    """What translating single documents needs.

    Inside a publication its settings, glossary and memory.
    """

    settings: Settings | None
    engines: tuple[Engine, ...]
    memory: Memory
    glossary: Glossary
    embed: Embed | None


@contextmanager
def open_stage(
    folder: Path, *, engine: str, environ: Mapping[str, str]
) -> Iterator[Stage]:
    """Open the translate stage for documents given on the command line.

    Args:
        folder: Where a newsletter.toml may lie; without one the defaults hold and nothing is
            remembered.
        engine: Name of the engine to ask; "" asks the configured ones.
    """
    settings = (
        read_settings(folder) if (folder / CONFIG_NAME).is_file() else None
    )
    choice = settings.translate if settings else TranslateSettings()
    asked = choice
    if engine:
        require_known_engine(engine, "--engine")
        asked = msgspec.structs.replace(choice, engines=(engine,))
    engines = build_engines(asked, environ, folder=folder)
    with ExitStack() as stack:
        memory: Memory = MemoryInProcess()
        if settings:
            memory = stack.enter_context(
                TranslationMemory.open(folder / STATE_NAME, datetime.now(UTC))
            )
        glossary = parse_glossary("", "")
        if settings:
            glossary, faults = read_glossary(folder, settings)
            if faults:  # there is no report to say it in
                raise faults[0]
        yield Stage(
            settings, engines, memory, glossary, build_embedding(choice)
        )


def translate_document(
    stage: Stage, text: str, path: str, *, source: str, target: str
) -> str:
    """Translate one document, front matter values included.

    Args:
        stage: Settings, glossary and engines.
        text: The document, front matter and Markdown.
        path: Its path, for errors.
        source: BCP 47 tag; "" takes that of the front matter, of the settings or of the script.
        target: BCP 47 tag.

    Raises:
        PostError: It is in that language already, or some unit has no checked translation: nothing
            is returned.
        EngineUnavailable: None could be asked.
    """
    head, body = split_front_matter(text)
    values = flatten_fields(parse_front_matter(head, path))
    usual = stage.settings.source_language if stage.settings else ""
    default = usual or guess_language(body)
    language = source or find_language(values, path, default)
    if language == target:
        raise PostError(
            f"cannot translate {quote(path)} into {quote(target)}",
            at=path,
            why=f"it is taken for a text in {quote(language)}",
            fix="name another language with --to, or the one of the text with --from",
        )
    request = Request(
        source=language,
        target=target,
        title=str(values.get("title") or ""),
        summary="",
        body=body,
        full_body=body,
        fields=tuple(values.items()),
    )
    translated = translate_article(
        request,
        engines=stage.engines,
        memory=stage.memory,
        catalogue=None,
        glossary=stage.glossary,
        embed=stage.embed,
    )
    held = held_texts(translated)
    if held:
        kind = EngineUnavailable if translated.unavailable else PostError
        raise kind(
            f"cannot translate {quote(path)} into {quote(target)}",
            at=path,
            why=f"{len(held)} of {len(translated.translations)} units have no checked translation, "
            f"e.g. {held[0]}",
            fix=_advise(translated, is_kept=stage.settings is not None),
        )
    targets = {
        translation.unit.source: translation.target
        for translation in translated.translations
        if translation.target is not None
    }
    # In its place: comments, order and quotes of the front matter stay.
    return parse_head(head).render(targets, target) + translated.full_body


def _advise(translated: Translated, *, is_kept: bool) -> str:
    """What helps: an engine that could not be reached may answer later."""
    if not translated.unavailable:
        return "choose another --engine, or put the terms into the glossary"
    if is_kept:
        return "run again later; what was answered is in the memory"
    return "run again later, or choose another --engine"
