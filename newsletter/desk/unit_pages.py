"""Show a translation unit by unit: source beside target, what the checks say, what is near it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from newsletter.desk.desk_data import DeskData, Recent
from newsletter.desk.drawing import DeskPage, open_page
from newsletter.desk.post_list import PostRow, find_row
from newsletter.editing.journal import Journal, Step
from newsletter.editing.suggestions import ask_engines, find_suggestions
from newsletter.editing.unit_edits import (
    SavedUnits,
    UnitChange,
    may_confirm,
    save_units,
    undo_units,
    unit_key,
    unit_version,
)
from newsletter.errors import PostError
from newsletter.model import Finding
from newsletter.pipeline.publication import catalogue_path, read_catalogue
from newsletter.translate.catalogue import (
    DISMISS,
    NEVER_PASSED,
    Catalogue,
    Entry,
    find_state,
)
from newsletter.translate.entry_checks import check_entry
from newsletter.translate.unit_notes import UnitNotes, parse_notes

MAX_TARGET_CHARS = 50_000
N_CHECKED = 20_000  # units whose findings are kept


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the page shows it.

    Attributes:
        number: Its place in the post, from 1.
        state: reviewed, machine, stale or held.
        findings: What the checks say that nobody has passed.
        is_clean: It may be confirmed without a look at a finding.
    """

    number: int
    key: str
    version: str
    entry: Entry
    notes: UnitNotes
    state: str
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        """Nobody has confirmed it."""
        return self.state != "reviewed"

    @property
    def is_clean(self) -> bool:
        """A machine wrote it and no check says anything."""
        return self.is_open and bool(self.entry.target) and not self.findings

    @property
    def n_lines(self) -> int:
        """How high its field has to be, where the browser cannot tell by itself."""
        longest = max(len(self.entry.target), len(self.entry.source))
        return max(2, longest // 60 + 1)


class UnitPages:
    """What the routes about translations share."""

    def __init__(self, desk_data: DeskData) -> None:
        self.desk_data = desk_data
        self._findings: Recent[object, tuple[Finding, ...]] = Recent(N_CHECKED)

    def read(self, ref: str, language: str) -> Catalogue | None:
        """Return the catalogue of a post as it is now."""
        settings = self.desk_data.settings
        if language not in settings.target_languages:
            abort(404, "the publication has no such language")
        path = catalogue_path(self.desk_data.folder, settings, language, ref)
        return read_catalogue(path)

    def get_row(self, ref: str) -> PostRow:
        """Return the post as the list has it; 404 for one that is not there."""
        row = find_row(self.desk_data, ref)
        if row is None:
            abort(404, "there is no such post")
        return row

    def find_rows(
        self, catalogue: Catalogue, language: str
    ) -> tuple[UnitRow, ...]:
        """Return the units of a post in order."""
        entries = [entry for entry in catalogue.entries if not entry.obsolete]
        return tuple(
            self.build_row(number, entry, language)
            for number, entry in enumerate(entries, 1)
        )

    def build_row(self, number: int, entry: Entry, language: str) -> UnitRow:
        """Return one unit with what the checks say of it.

        Args:
            number: Place of the unit in the post, from 1.
            entry: The unit, as the catalogue has it.
            language: BCP 47 tag of the translation.
        """
        return UnitRow(
            number,
            unit_key(entry.source),
            unit_version(entry),
            entry,
            parse_notes(entry.notes),
            find_state(entry),
            self.check(entry, language) if entry.target else (),
        )

    def check(self, entry: Entry, language: str) -> tuple[Finding, ...]:
        """Return what the checks say of a translation, but for what a person has passed."""
        source = self.desk_data.settings.source_language
        glossary = self.desk_data.glossary
        key = (entry.source, entry.target, entry.flags, language, id(glossary))
        return self._findings.get(
            key, lambda: check_entry(entry, source, language, glossary)
        )

    def get_entry(self, ref: str, language: str, key: str) -> Entry:
        """Return the unit of a key; 404 for one that is not in the post."""
        catalogue = self.read(ref, language)
        entries = catalogue.entries if catalogue else ()
        wanted = (entry for entry in entries if unit_key(entry.source) == key)
        entry = next(wanted, None)
        if entry is None or entry.obsolete:
            abort(404, "the text is no longer in the post")
        return entry

    def describe(
        self, page: DeskPage, entry: Entry, language: str
    ) -> dict[str, object]:
        """Return a unit for the script."""
        findings = self.check(entry, language) if entry.target else ()
        return {
            "key": unit_key(entry.source),
            "version": unit_version(entry),
            "target": entry.target,
            "state": find_state(entry),
            "word": page.word("unit", find_state(entry)),
            "dismissed": sorted(entry.dismissed),
            "mayConfirm": may_confirm(findings),
            "findings": [
                {**finding, "canPass": finding["rule"] not in NEVER_PASSED}
                for finding in page.findings(findings)
            ],
        }

    def count(self, ref: str, language: str) -> dict[str, int]:
        """Return how far the review is."""
        catalogue = self.read(ref, language)
        rows = self.find_rows(catalogue, language) if catalogue else ()
        return {
            "all": len(rows),
            "open": sum(row.is_open for row in rows),
            "clean": sum(row.is_clean for row in rows),
        }


def build_unit_pages(desk_data: DeskData) -> Blueprint:
    """Return the pages about one translation."""
    pages = Blueprint(
        "units", __name__, url_prefix="/posts/<ref>/<language>/units"
    )
    shared = UnitPages(desk_data)

    @pages.get("")
    def units(ref: str, language: str) -> Response:
        """The sentences of a post in one language, with the translations beside them."""
        row = shared.get_row(ref)
        error: PostError | None = None
        rows: tuple[UnitRow, ...] = ()
        try:
            catalogue = shared.read(ref, language)
            rows = shared.find_rows(catalogue, language) if catalogue else ()
        except PostError as fault:
            error = fault
        only = request.args.get("only", "")
        return open_page(desk_data).render(
            "units.html.j2",
            row=row,
            tab=language,
            target=language,
            error=error,
            rows=[row for row in rows if _is_shown(row, only)],
            only=only,
            counts={
                "all": len(rows),
                "open": sum(row.is_open for row in rows),
                "found": sum(bool(row.findings) for row in rows),
                "clean": sum(row.is_clean for row in rows),
            },
            source=desk_data.settings.source_language,
            may_confirm=may_confirm,
            never_passed=NEVER_PASSED,
        )

    @pages.post("")
    def save(ref: str, language: str) -> Response:
        """Save what a person did with sentences of one post."""
        shared.read(ref, language)
        given = _get_json()
        changes = [
            _read_change(change) for change in _get_list(given, "changes")
        ]
        saved = save_units(
            desk_data.folder,
            desk_data.settings,
            ref,
            language,
            changes,
            now=desk_data.now(),
            what="confirm" if len(changes) > 1 else "correct",
        )
        return _answer(shared, saved, ref, language)

    @pages.post("/undo")
    def undo(ref: str, language: str) -> Response:
        number = _get_text(_get_json(), "step")
        step = Journal(desk_data.state).get(number)
        if (step.ref, step.language) != (ref, language):
            abort(400, "the step is about another translation")
        saved = undo_units(
            desk_data.folder, desk_data.settings, step, now=desk_data.now()
        )
        return _answer(shared, saved, ref, language)

    @pages.post("/check")
    def check(ref: str, language: str) -> Response:
        given = _get_json()
        entry = shared.get_entry(ref, language, _get_text(given, "key"))
        rules = _get_list(given, "dismissed")
        flags = tuple(f"{DISMISS}{rule}" for rule in rules)
        target = _get_text(given, "target")[:MAX_TARGET_CHARS]
        tried = replace(entry, target=target, fuzzy=True, flags=flags)
        described = shared.describe(open_page(desk_data), tried, language)
        return jsonify(described)

    @pages.post("/near")
    def near(ref: str, language: str) -> Response:
        """What the memory, the glossary and the journal know of one sentence."""
        entry = shared.get_entry(ref, language, _get_text(_get_json(), "key"))
        page = open_page(desk_data)
        key = unit_key(entry.source)
        steps = Journal(desk_data.state).find(
            ref=ref, language=language, key=key
        )
        suggestions, terms = find_suggestions(
            desk_data.folder,
            desk_data.settings,
            entry,
            language,
            desk_data.glossary,
            now=desk_data.now(),
        )
        return jsonify(
            suggestions=[
                {
                    "text": suggestion.text,
                    "from": page.word("from", suggestion.origin),
                }
                | {"detail": suggestion.detail}
                for suggestion in suggestions
            ],
            terms=[
                {"source": source, "targets": list(targets), "note": note}
                for source, targets, note in terms
            ],
            history=[_describe_step(page, step, key) for step in steps[:20]],
        )

    @pages.post("/ask")
    def ask(ref: str, language: str) -> Response:
        entry = shared.get_entry(ref, language, _get_text(_get_json(), "key"))
        answers, reasons = ask_engines(
            desk_data.folder,
            desk_data.settings,
            entry,
            language,
            desk_data.glossary,
            environ=desk_data.environ,
        )
        return jsonify(
            answers=[
                {"text": answer.text, "from": answer.detail}
                for answer in answers
            ],
            reasons=list(reasons),
        )

    return pages


def _answer(
    shared: UnitPages, saved: SavedUnits, ref: str, language: str
) -> Response:
    """Say what was written and what somebody else had changed before."""
    page = open_page(shared.desk_data)
    answer = jsonify(
        step=saved.step.id if saved.step else "",
        saved=[
            shared.describe(page, entry, language)
            for entry in saved.saved.values()
        ],
        conflicts=[
            shared.describe(page, entry, language)
            if entry
            else {"key": key, "gone": True}
            for key, entry in saved.conflicts.items()
        ],
        counts=shared.count(ref, language),
    )
    answer.status_code = 409 if saved.conflicts and not saved.saved else 200
    return answer


def _describe_step(page: DeskPage, step: Step, key: str) -> dict[str, str]:
    from json import loads

    edit = next(edit for edit in step.edits if edit.key == key)
    return {
        "step": step.id,
        "at": page.date(step.at),
        "what": page.word("did", step.what),
        "before": str(loads(edit.before)["target"]),
        "after": str(loads(edit.after)["target"]),
    }


def _is_shown(row: UnitRow, only: str) -> bool:
    """Tell whether a sentence is among those asked for: all, open ones, ones with findings."""
    if only == "open":
        return row.is_open
    return bool(row.findings) if only == "found" else True


def _get_json() -> Mapping[str, Any]:
    given = request.get_json(silent=True)
    if not isinstance(given, dict):
        abort(400, "the request is no JSON object")
    return given


def _get_text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        abort(400, f"{name} is no text")
    return value


def _get_list(given: Mapping[str, Any], name: str) -> list[Any]:
    value = given.get(name, [])
    if not isinstance(value, list):
        abort(400, f"{name} is no list")
    return value


def _read_change(given: object) -> UnitChange:
    """One change as the page sent it; what is no change is refused."""
    if not isinstance(given, dict):
        abort(400, "a change is no object")
    target = _get_text(given, "target")
    if len(target) > MAX_TARGET_CHARS:
        abort(413, "the translation is too long")
    rules = _get_list(given, "dismissed")
    return UnitChange(
        key=_get_text(given, "key"),
        version=_get_text(given, "version"),
        target=target,
        confirmed=given.get("confirmed") is True,
        dismissed=tuple(rule for rule in rules if _is_rule(rule)),
    )


def _is_rule(value: object) -> bool:
    return isinstance(value, str) and value.isalpha() and value.isascii()
