"""Write an editor's translations into the catalogue of a post.

A unit is known by its text, and each change says which version of it the editor saw. Where the file
says something else by now, because another window, Poedit or a run wrote it, that unit stays as it
is and is returned: the editor sees both texts and decides.

What may be confirmed: a translation without an error. A warning, and an error that is not about
markup, can be passed by a person who has looked at it; the catalogue remembers that in a flag
(`ignore-numbers`), and the rule is silent about this unit from then on. Markup that cannot be put
back would hold the post, so it cannot be passed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from newsletter.config import Settings
from newsletter.editing.journal import Journal, Step, StepKind, TextEdit
from newsletter.errors import PostError, quote
from newsletter.model import Finding, Severity
from newsletter.pipeline.publication import (
    STATE_NAME,
    catalogue_path,
    read_catalogue,
    read_glossary,
)
from newsletter.store.files import write_file
from newsletter.store.lock import lock
from newsletter.translate.catalogue import (
    DISMISS,
    NEVER_PASSED,
    Catalogue,
    Entry,
    render_catalogue,
)
from newsletter.translate.entry_checks import check_entry
from newsletter.translate.glossary import Glossary

KEY_CHARS = 16


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What an editor wants of one unit.

    Attributes:
        key: Of its text (`unit_key`).
        version: What the editor saw (`unit_version`).
        target: The translation; "" for none.
        confirmed: She answers for it.
        dismissed: Rules that stay silent about it.
    """

    key: str
    version: str
    target: str
    confirmed: bool = True
    dismissed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedUnits:
    """What became of some changes.

    Attributes:
        step: What was written; None where nothing was.
        saved: The entries as they are now, by key.
        conflicts: The entries that were changed by somebody else and stay, by key; None for a text
            that is no longer in the post.
    """

    step: Step | None
    saved: Mapping[str, Entry]
    conflicts: Mapping[str, Entry | None]


def unit_key(source: str) -> str:
    """Return what a text is known by in addresses and in the journal."""
    return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[
        :KEY_CHARS
    ]


def unit_version(entry: Entry) -> str:
    """Return what tells one state of a unit from another."""
    return unit_key(_dump_state(entry))


def may_confirm(findings: Iterable[Finding]) -> bool:
    """Tell whether a person may answer for a translation of which the checks say this."""
    return not any(finding.severity is Severity.ERROR for finding in findings)


def save_units(
    folder: Path,
    settings: Settings,
    ref: str,
    language: str,
    changes: Sequence[UnitChange],
    *,
    now: datetime,
    what: str = "correct",
    undoes: str = "",
) -> SavedUnits:
    """Write changes of one catalogue at once; those that meet a conflict are left out.

    Args:
        what: The verb of the step in the journal.
        undoes: The step that these changes take back.

    Raises:
        LockedError: A run is at work. PostError: There is no catalogue, it cannot be read, or a
            translation that the checks refuse was to be confirmed.
    """
    state = folder / STATE_NAME
    path = catalogue_path(folder, settings, language, ref)
    glossary, _ = read_glossary(folder, settings)
    with lock(state):
        catalogue = read_catalogue(path)
        if catalogue is None:
            raise _missing(path)
        by_key = _find_current(catalogue)
        saved: dict[str, Entry] = {}
        conflicts: dict[str, Entry | None] = {}
        for change in changes:
            before = by_key.get(change.key)
            if before is None or unit_version(before) != change.version:
                conflicts[change.key] = before
                continue
            after = _apply(before, change)
            if change.confirmed and not undoes:
                _require_sound(after, settings, language, glossary, path)
            saved[change.key] = after
        edits = _find_edits(by_key, saved)
        if not edits:
            return SavedUnits(None, saved, conflicts)
        changed = {id(by_key[key]): entry for key, entry in saved.items()}
        entries = tuple(
            changed.get(id(entry), entry) for entry in catalogue.entries
        )
        header = _put_date(catalogue.header, now)
        updated = replace(catalogue, entries=entries, header=header)
        write_file(path, render_catalogue(updated, language).encode())
        shown = saved[edits[0].key].source if len(edits) == 1 else ""
        step = Journal(state).add(
            StepKind.UNITS,
            ref,
            language,
            what=what,
            shown=shown or f"{len(edits)}",
            edits=edits,
            now=now,
            undoes=undoes,
        )
    return SavedUnits(step, saved, conflicts)


def undo_units(
    folder: Path, settings: Settings, step: Step, *, now: datetime
) -> SavedUnits:
    """Take a step back, but for units that were changed after it.

    Args:
        folder: The publication.
        settings: Its settings.
        step: The step to take back.
        now: When it is done.
    """
    changes: list[UnitChange] = []
    for edit in step.edits:
        before = json.loads(edit.before)
        changes.append(
            UnitChange(
                key=edit.key,
                version=unit_key(edit.after),
                target=before["target"],
                confirmed=not before["fuzzy"],
                dismissed=tuple(before["dismissed"]),
            )
        )
    return save_units(
        folder,
        settings,
        step.ref,
        step.language,
        changes,
        now=now,
        what="undo",
        undoes=step.id,
    )


def _find_current(catalogue: Catalogue) -> dict[str, Entry]:
    """The entries of texts that are in the post, by key."""
    found: dict[str, Entry] = {}
    for entry in catalogue.entries:
        if not entry.obsolete:
            found.setdefault(unit_key(entry.source), entry)
    return found


def _find_edits(
    before: Mapping[str, Entry], saved: Mapping[str, Entry]
) -> tuple[TextEdit, ...]:
    """The units that were really changed, each as it was and as it is."""
    pairs = ((key, before[key], after) for key, after in saved.items())
    return tuple(
        TextEdit(key, _dump_state(old), _dump_state(new))
        for key, old, new in pairs
        if old != new
    )


def _apply(entry: Entry, change: UnitChange) -> Entry:
    """The entry as a person left it: confirmed, only changed, or with a finding let pass."""
    target = change.target.replace("\r\n", "\n")
    others = [flag for flag in entry.flags if not flag.startswith(DISMISS)]
    passed = sorted(set(change.dismissed) - NEVER_PASSED)
    flags = [*others, *(f"{DISMISS}{rule}" for rule in passed)]
    confirmed = change.confirmed and bool(target.strip())
    return replace(
        entry,
        target=target,
        fuzzy=bool(target) and not confirmed,
        previous="" if confirmed else entry.previous,
        flags=tuple(flags),
    )


def _require_sound(
    entry: Entry,
    settings: Settings,
    language: str,
    glossary: Glossary,
    at: Path,
) -> None:
    findings = check_entry(entry, settings.source_language, language, glossary)
    if not may_confirm(findings):
        raise PostError(
            f"cannot confirm {quote(entry.target)}",
            at=str(at),
            why=findings[0].message,
            fix="correct it, or dismiss what the check says where it is wrong",
        )


def _dump_state(entry: Entry) -> str:
    state = {
        "target": entry.target,
        "fuzzy": entry.fuzzy or not entry.target,
        "dismissed": sorted(entry.dismissed),
    }
    return json.dumps(state, ensure_ascii=False, sort_keys=True)


def _put_date(
    header: tuple[tuple[str, str], ...], now: datetime
) -> tuple[tuple[str, str], ...]:
    """Write into the header when a person changed the file, as the editors of the trade do."""
    dated = dict(header)
    dated["PO-Revision-Date"] = now.strftime("%Y-%m-%d %H:%M%z")
    return tuple(dated.items())


def _missing(path: Path) -> PostError:
    return PostError(
        "there is no translation to correct",
        at=str(path),
        why="there is no catalogue",
        fix="run first: the run makes it",
    )
