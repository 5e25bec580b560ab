"""Cut a post into its texts, and put their translations together to a post."""

from __future__ import annotations

from collections.abc import (
    Iterator,
)
from dataclasses import dataclass, replace

from newsletter.model import (
    Finding,
    Severity,
    Translated,
    Translation,
    Unit,
    UnitKind,
)
from newsletter.translate.plain_text import (
    Field,
    PlainText,
    find_fields,
    parse_plain,
    plain_units,
)
from newsletter.translate.request import Request
from newsletter.translate.unit_answers import UnitAnswers
from newsletter.translate.units import Document, parse_document


@dataclass(frozen=True, slots=True)
class PostParts:
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


def cut_request(request: Request) -> PostParts:
    """Cut a post into its texts: title, summary, lead, key points, fields and both bodies."""
    full = parse_document(request.full_body, request.source)
    body = full
    if request.body != request.full_body:
        body = parse_document(request.body, request.source)
    return PostParts(
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


def assemble_post(
    request: Request, parts: PostParts, answers: UnitAnswers
) -> Translated:
    """Put the translations into the text; nothing of it counts unless its structure is the same."""
    translations = answers.translations()
    empty = Translated(
        request.target, "", "", "", "", (), translations, answers.unavailable
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
