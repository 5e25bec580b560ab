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
    Iterable,
    Sequence,
)

from newsletter.model import (
    Translated,
    Unit,
    UnitKind,
)
from newsletter.translate.catalogue import Catalogue
from newsletter.translate.engines.crosswise import Embed
from newsletter.translate.engines.engine import Engine
from newsletter.translate.glossary import Glossary
from newsletter.translate.memory import Memory
from newsletter.translate.placeholders import (
    strip_placeholders,
)
from newsletter.translate.plain_text import (
    parse_plain,
)
from newsletter.translate.post_parts import (
    assemble_post,
    cut_request,
)
from newsletter.translate.request import Request
from newsletter.translate.unit_answers import UnitAnswers


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
    """Answer each unit from what is surest to what is not, and put the answers together."""
    parts = cut_request(request)
    units = _distinct(parts.units(request.source))
    answers = UnitAnswers(request, units, memory, glossary, embed)
    answers.take_glossary()
    answers.take_catalogue(catalogue)
    answers.take_names()
    twins = answers.plain_twins()
    answers.take_memory(skip=twins)
    answers.ask(engines, skip=twins)
    answers.take_twins(twins)
    return assemble_post(request, parts, answers)


def _distinct(units: Iterable[Unit]) -> dict[str, Unit]:
    """The units by source text: one text is asked for once."""
    found: dict[str, Unit] = {}
    for unit in units:
        found.setdefault(unit.source, unit)
    return found
