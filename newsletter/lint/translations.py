"""Check the catalogues: what is doubtful in a translation, also in one that a person confirmed.

A confirmed text is believed and published as it stands, so a finding there is a warning: a
reviewed "999" for 120 yen is listed, not held. It is judged again, since it may have been
edited after the last run; of what a machine wrote, the notes of the last run are taken. What a
person has looked at and passed (`ignore-numbers`) is not said again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from newsletter.config import Settings, find_folder
from newsletter.errors import PostError, quote
from newsletter.lint.findings import error
from newsletter.model import Finding, Severity
from newsletter.pipeline.publication import (
    read_catalogue,
    read_glossary,
)
from newsletter.translate.catalogue import find_noted
from newsletter.translate.entry_checks import check_entry
from newsletter.translate.glossary import Glossary

_SOURCE_CHARS = 30


def check_translations(
    folder: Path, settings: Settings
) -> tuple[tuple[str, Finding], ...]:
    """Return (catalogue below the publication, finding), in the order of paths and entries."""
    folder = find_folder(folder)
    root = folder / settings.translate.catalogues
    glossary, _ = read_glossary(folder, settings)
    found: list[tuple[str, Finding]] = []
    for path in sorted(root.glob("*/**/*.po")):
        name = path.relative_to(folder).as_posix()
        language = path.relative_to(root).parts[0]
        findings = _check_catalogue(path, language, settings, glossary)
        found += ((name, finding) for finding in findings)
    return tuple(found)


def _check_catalogue(
    path: Path, language: str, settings: Settings, glossary: Glossary
) -> Iterator[Finding]:
    """Judge the reviewed entries of a catalogue anew; repeat what the others were flagged for."""
    try:
        catalogue = read_catalogue(path)
    except PostError as fault:
        yield error("catalogue", f"{fault.why} ({fault.at})")
        return
    for entry in catalogue.entries if catalogue else ():
        if entry.obsolete:
            continue
        findings = find_noted(entry)
        if entry.reviewed:
            judged = check_entry(
                entry, settings.source_language, language, glossary
            )
            # A person let it pass.
            findings = tuple(
                replace(finding, severity=Severity.WARNING)
                for finding in judged
            )
        for finding in findings:
            where = quote(entry.source, _SOURCE_CHARS)
            yield replace(finding, message=f"{where}: {finding.message}")
