"""Show one post: what was taken out, what its mail carries and is called; decide by a click."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask import Blueprint, Response, abort, request

from newsletter.desk.access import MAIL_POLICY
from newsletter.desk.desk_data import DeskData, Recent
from newsletter.desk.drawing import open_page
from newsletter.desk.mail_pages import read_mail
from newsletter.desk.post_list import PostRow, find_row
from newsletter.desk.routes import build_routes
from newsletter.editing.decision_edits import (
    LISTS,
    Change,
    change_decisions,
    hold_language,
    put_passage,
    put_texts,
    require_seen,
    send_mail,
    set_minutes,
    take_passage,
    undo_decisions,
)
from newsletter.editing.journal import Journal, Step, StepKind
from newsletter.editing.unit_edits import undo_units
from newsletter.errors import EditConflict, PostError
from newsletter.model import Choice, RemovalKind
from newsletter.pipeline.decision_files import read_decisions
from newsletter.pipeline.stages import Prepared
from newsletter.pipeline.tasks import PreparedFile
from newsletter.regular_files import read_file
from newsletter.render.site.packed_page import unpack_page
from newsletter.render.site.report_rows import (
    Proof,
    Restart,
    Row,
    build_proof,
    build_rows,
    find_restarts,
)
from newsletter.source.decisions import (
    MAX_MINUTES,
    DecidedPassage,
    Decisions,
    as_passage,
    fingerprint,
)
from newsletter.source.inline import plain_text
from newsletter.store.output_places import REPORTS, place_of

MAX_PASSAGE_CHARS = 100_000
MAX_LINE_CHARS = 1_000  # of a subject or a preheader
N_VIEWS = 32
_MINUTES = re.compile(r"\d{1,3}(\.\d{1,2})?")
# Nothing of the author's went: there is no passage to put back.
_NOT_RESTORED = frozenset({RemovalKind.REPAIR})


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What was taken out of a post, as the page shows it."""

    rows: tuple[Row, ...]
    proofs: tuple[Proof, ...]
    restarts: tuple[Restart, ...]

    @property
    def judged(self) -> tuple[Proof, ...]:
        """Removals that an editor may want to look at."""
        return tuple(proof for proof in self.proofs if not proof.verbatim)


@dataclass(frozen=True, slots=True)
class MailTexts:
    """What one language of a post is called, and what a person wrote in place of it.

    Attributes:
        title: As it is published; "" before the first run.
        made, preheader_made: Subject and preheader of the mail as it is now.
        summary: What lists and feeds show; that of the source language only.
        subject, preheader: The decisions; "" for none.
    """

    language: str
    title: str
    made: str
    preheader_made: str
    summary: str
    subject: str
    preheader: str
    held: bool


class PostPages:
    """The pages about one post."""

    def __init__(self, desk_data: DeskData) -> None:
        self._data = desk_data
        self._views: Recent[int, tuple[PreparedFile, Cleaning]] = Recent(
            N_VIEWS
        )

    def _prepare(self, ref: str) -> PreparedFile:
        """The post as the next run will have it; with decisions that cannot be read, the fault."""
        try:
            return self._data.prepare(ref)
        except PostError as error:
            return PreparedFile(ref, error=error)

    def _show_cleaning(
        self, file: PreparedFile, prepared: Prepared
    ) -> Cleaning:
        # The file is kept beside its view, so that its id stays its own.
        return self._views.get(
            id(file), lambda: (file, _build_cleaning(prepared))
        )[1]

    def text(self, ref: str) -> Response:
        """Show what was removed and why, beside the original."""
        row, file = _get_row(self._data, ref), self._prepare(ref)
        decisions, fault = _read(self._data, ref)
        prepared = file.prepared
        return open_page(self._data).render(
            "post.html.j2",
            row=row,
            tab="text",
            error=fault or file.error,
            decisions=decisions,
            prepared=prepared,
            has_report=self._find_report(ref) is not None,
            cleaning=self._show_cleaning(file, prepared) if prepared else None,
            passages=_list_decided(decisions, ("keep", "drop")),
            may_restore=_may_restore,
            find_dropped=partial(_find_dropped, decisions),
        )

    def short(self, ref: str) -> Response:
        """Show which sentences the mail carries."""
        row, file = _get_row(self._data, ref), self._prepare(ref)
        decisions, fault = _read(self._data, ref)
        prepared = file.prepared
        return open_page(self._data).render(
            "short.html.j2",
            row=row,
            tab="short",
            error=fault or file.error,
            decisions=decisions,
            prepared=prepared,
            passages=_list_decided(decisions, ("pin", "leave_out")),
            choices=prepared.abridged.choices if prepared else (),
            decided_as=partial(_decide_choice, decisions),
        )

    def subject(self, ref: str) -> Response:
        """Show what the post is called, and whether it waits."""
        row = _get_row(self._data, ref)
        decisions, fault = _read(self._data, ref)
        return open_page(self._data).render(
            "subject.html.j2",
            row=row,
            tab="subject",
            error=fault,
            decisions=decisions,
            texts=_find_texts(self._data, row, decisions, self._prepare(ref)),
            history=Journal(self._data.state).find(ref=ref)[:20],
        )

    def report(self, ref: str) -> Response:
        """Show the report of the last run as one page, to be printed or sent to somebody."""
        row = _get_row(self._data, ref)
        path = self._find_report(ref)
        if path is None:
            page = open_page(self._data)
            why = page.reason(row, row.reason)
            error = PostError(page.words("no_report"), why=why)
            return page.render("fault.html.j2", 404, error=error, code=404)
        html = unpack_page(read_file(path))
        policy = {"Content-Security-Policy": MAIL_POLICY.format(images="data:")}
        return Response(html, content_type="text/html", headers=policy)

    def _find_report(self, ref: str) -> Path | None:
        """The report that the last run made of a post; None where there is none."""
        path = self._data.output / place_of(f"{REPORTS}/{ref}.html")
        return path if path.is_file() else None

    def decide_passage(self, ref: str) -> Response:
        """Put a passage on a list of decisions, or take it off."""
        name = request.form.get("list", "")
        if name not in LISTS:
            abort(400, "no such list")
        passage = _read_passage(request.form)
        is_put = request.form.get("do") == "put"
        change: Change = take_passage(name, passage.fingerprint)
        if is_put:
            change = put_passage(name, passage)
        step = change_decisions(
            self._data.folder,
            ref,
            change,
            now=self._data.now(),
            what=name if is_put else "take",
            shown=passage.text,
        )
        page = "short" if name in ("pin", "leave_out") else ""
        return _back(ref, page, step)

    def write_subject(self, ref: str) -> Response:
        """Save subject and preheader of every language."""
        languages = _get_languages(self._data)
        seen, wanted = (
            _read_texts(prefix, languages) for prefix in ("was", "")
        )
        change = require_seen(
            Decisions(subject=seen[0], preheader=seen[1]), put_texts(*wanted)
        )
        step = change_decisions(
            self._data.folder,
            ref,
            change,
            now=self._data.now(),
            what="subject",
            shown=next(filter(None, wanted[0].values()), ""),
        )
        return _back(ref, "subject", step)

    def hold(self, ref: str) -> Response:
        """Hold a language back, or let it go."""
        language = request.form.get("language", "")
        if language not in _get_languages(self._data):
            abort(400, "no such language")
        is_held = request.form.get("do") == "hold"
        step = change_decisions(
            self._data.folder,
            ref,
            hold_language(language, is_held),
            now=self._data.now(),
            what="hold" if is_held else "release",
            shown=language,
        )
        return _back(ref, "subject", step)

    def mail(self, ref: str) -> Response:
        """Mail the post, or leave it on the web."""
        is_sent = request.form.get("do") == "send"
        step = change_decisions(
            self._data.folder,
            ref,
            send_mail(is_sent),
            now=self._data.now(),
            what="mail" if is_sent else "no_mail",
        )
        return _back(ref, "subject", step)

    def length(self, ref: str) -> Response:
        """Change how long the abridgement is, or take the length of the settings again."""
        given = request.form.get("minutes", "").strip()
        if given and not _MINUTES.fullmatch(given):
            abort(400, "the length is no number of minutes")
        minutes = float(given) if given else None
        if minutes is not None and not 0 < minutes <= MAX_MINUTES:
            abort(400, "the length is no number of minutes")
        step = change_decisions(
            self._data.folder,
            ref,
            set_minutes(minutes),
            now=self._data.now(),
            what="length",
            shown=given,
        )
        return _back(ref, "short", step)

    def undo(self, ref: str) -> Response:
        """Take a step back."""
        step = Journal(self._data.state).get(request.form.get("step", ""))
        if step.ref != ref:
            abort(400, "the step is about another post")
        now = self._data.now()
        if step.kind is StepKind.DECISIONS:
            undone = undo_decisions(self._data.folder, step, now=now)
            page = _page_of(step)
            return _back(ref, page, undone)
        saved = undo_units(
            self._data.folder, self._data.settings, step, now=now
        )
        if saved.conflicts and not saved.saved:
            raise EditConflict(
                "cannot undo this step",
                at=f"{step.ref}, {step.language}",
                why="the translation was changed after it",
                fix="look at the history of the unit",
            )
        return _back(ref, f"{step.language}/units", saved.step)


def build_post_pages(desk_data: DeskData) -> Blueprint:
    """Return the routes of the pages about one post."""
    views = PostPages(desk_data)
    routes = (
        ("GET", "/", views.text),
        ("GET", "/short", views.short),
        ("GET", "/subject", views.subject),
        ("GET", "/report", views.report),
        ("POST", "/passages", views.decide_passage),
        ("POST", "/subject", views.write_subject),
        ("POST", "/hold", views.hold),
        ("POST", "/mail", views.mail),
        ("POST", "/length", views.length),
        ("POST", "/undo", views.undo),
    )
    return build_routes("post", "/posts/<ref>", routes)


def _page_of(step: Step) -> str:
    """The page on which a step was done, to which undoing leads back."""
    if step.what in ("pin", "leave_out", "length"):
        return "short"
    return "" if step.what in ("keep", "drop", "take") else "subject"


def _back(ref: str, page: str, step: Step | None) -> Response:
    from urllib.parse import quote

    done = f"?done={step.id}" if step else ""
    place = f"/posts/{quote(ref)}/{quote(page)}{done}"
    return Response("", 303, {"Location": place})


def _get_row(desk_data: DeskData, ref: str) -> PostRow:
    row = find_row(desk_data, ref)
    if row is None:
        abort(404, "there is no such post")
    return row


def _get_languages(desk_data: DeskData) -> tuple[str, ...]:
    return desk_data.settings.all_languages


def _read(desk_data: DeskData, ref: str) -> tuple[Decisions, PostError | None]:
    """The decisions about a post; none, with the fault, where they cannot be read."""
    try:
        return read_decisions(desk_data.folder, ref), None
    except PostError as error:
        return Decisions(), error


def _read_passage(form: Mapping[str, str]) -> DecidedPassage:
    """The passage that a form names, by its fingerprint or its text."""
    text = form.get("text", "")[:MAX_PASSAGE_CHARS].replace("\r\n", "\n")
    known = form.get("passage", "")
    if known:
        return DecidedPassage(known, text)
    passage = as_passage(text, form.get("note", "")[:MAX_LINE_CHARS])
    if passage.fingerprint == fingerprint(""):
        abort(400, "the passage has no letters")
    return passage


def _read_texts(
    prefix: str, languages: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Subject and preheader of each language that the form has."""
    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for texts, name in zip(found, ("subject", "preheader"), strict=True):
        for language in languages:
            given = request.form.get(f"{prefix}{name}-{language}")
            if given is None or (prefix and not given):
                continue
            texts[language] = " ".join(given.split())[:MAX_LINE_CHARS]
    return found


def _build_cleaning(prepared: Prepared) -> Cleaning:
    removals = enumerate(prepared.cleaned.removals, 1)
    proofs = tuple(build_proof(number, removal) for number, removal in removals)
    rows = build_rows(prepared.post, prepared.cleaned, proofs)
    return Cleaning(rows, proofs, find_restarts(proofs))


def _may_restore(proof: Proof) -> bool:
    """Tell whether an editor may take a removed passage back."""
    return proof.removal.kind not in _NOT_RESTORED and bool(
        plain_text(proof.removal.text).strip()
    )


def _find_dropped(decisions: Decisions, text: str) -> DecidedPassage | None:
    """The decision that a passage goes: about itself, or about the paragraph it stands in."""
    known, flat = fingerprint(text), " ".join(text.split())
    for passage in decisions.drop:
        if passage.fingerprint == known or flat in passage.text:
            return passage
    return None


def _list_decided(
    decisions: Decisions, names: Sequence[str]
) -> list[tuple[str, DecidedPassage]]:
    """What was decided, with the name of each decision."""
    found: list[tuple[str, DecidedPassage]] = []
    for name in names:
        found.extend((name, passage) for passage in getattr(decisions, name))
    return found


def _decide_choice(decisions: Decisions, choice: Choice) -> str:
    """What a person decided about a sentence: `pin`, `leave_out` or nothing."""
    known = fingerprint(choice.text)
    for name in ("pin", "leave_out"):
        listed: tuple[DecidedPassage, ...] = getattr(decisions, name)
        if any(passage.fingerprint == known for passage in listed):
            return name
    return ""


def _read_preheader(desk_data: DeskData, ref: str, language: str) -> str:
    mail = read_mail(desk_data, ref, language)
    return str(mail.about.get("preheader", "")) if mail else ""


def _find_summary(file: PreparedFile, language: str) -> str:
    """The summary that was chosen; "" in a translation, which has its own."""
    prepared = file.prepared
    if prepared is None or prepared.post.language != language:
        return ""
    return prepared.abridged.summary


def _find_texts(
    desk_data: DeskData,
    row: PostRow,
    decisions: Decisions,
    file: PreparedFile,
) -> list[MailTexts]:
    """Title, subject and preheader in each language, found and decided."""
    ledger = desk_data.read_ledger()
    texts: list[MailTexts] = []
    for language in _get_languages(desk_data):
        page = ledger.pages.get((row.ref, language))
        edition = ledger.editions.get((row.ref, language))
        texts.append(
            MailTexts(
                language,
                page.title if page else "",
                edition.subject if edition else "",
                _read_preheader(desk_data, row.ref, language),
                _find_summary(file, language),
                decisions.subject.get(language, ""),
                decisions.preheader.get(language, ""),
                language in decisions.hold,
            )
        )
    return texts
