"""Judge an entry of a catalogue: the checks of its unit, but for what a person has passed."""

from __future__ import annotations

from newsletter.model import Finding, Unit
from newsletter.translate.catalogue import Entry
from newsletter.translate.checks import check_unit
from newsletter.translate.glossary import Glossary
from newsletter.translate.unit_notes import parse_notes


def as_unit(entry: Entry, language: str) -> Unit:
    """Return the unit of an entry, whose text is in `language`."""
    notes = parse_notes(entry.notes)
    return Unit(notes.kind, entry.source, language, notes.context)


def check_entry(
    entry: Entry, source: str, target: str, glossary: Glossary
) -> tuple[Finding, ...]:
    """Return what the checks say of an entry, but for what a person has passed.

    Args:
        source, target: Language tags.
    """
    findings = check_unit(
        as_unit(entry, source),
        entry.target,
        target_language=target,
        glossary=glossary,
    )
    return tuple(
        finding for finding in findings if finding.rule not in entry.passed
    )
