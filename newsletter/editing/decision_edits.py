"""Write what an editor decides about a post into its file of decisions.

A change is a function of the decisions: it is carried out on what the file says at that moment, so
two windows that decide about two passages never lose one another's. Where a text of one's own is
replaced, such as a subject, the caller says which one was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from newsletter.editing.journal import Journal, Step, StepKind, TextEdit
from newsletter.errors import EditConflict, PostError, quote
from newsletter.pipeline.decision_files import read_decisions, write_decisions
from newsletter.pipeline.publication import STATE_NAME
from newsletter.regular_files import explain_os_error, read_file
from newsletter.source.decisions import (
    DecidedPassage,
    Decisions,
    decisions_path,
)
from newsletter.store.files import write_file
from newsletter.store.lock import lock
from newsletter.store.refusals import build_refusal

LISTS = ("keep", "drop", "pin", "leave_out")
_OPPOSITE = {
    "keep": "drop",
    "drop": "keep",
    "pin": "leave_out",
    "leave_out": "pin",
}
Change = Callable[[Decisions], Decisions]


def change_decisions(
    folder: Path,
    ref: str,
    change: Change,
    *,
    now: datetime,
    what: str,
    shown: str = "",
) -> Step | None:
    """Carry a change out on the file of a post; None where it changes nothing.

    Args:
        folder: The publication.
        ref: The post.
        change: Decisions as they are → as they shall be.
        now: When it is done.
        what: What the journal calls it.
        shown: What it is about, in the words of a reader.

    Raises:
        LockedError: A run is at work. PostError: The file cannot be read. EditConflict: `change`
            found another text than the one that was seen.
    """
    with lock(folder / STATE_NAME):
        path = folder / decisions_path(ref)
        before, decisions = _read_text(path), read_decisions(folder, ref)
        changed = change(decisions)
        if changed == decisions:
            return None
        write_decisions(folder, ref, changed)
        edit = TextEdit("", before, _read_text(path))
        return _note(folder, ref, edit, now, what, shown=shown)


def undo_decisions(folder: Path, step: Step, *, now: datetime) -> Step | None:
    """Put the file back as it was before a step.

    Args:
        folder: The publication.
        step: The step to take back.
        now: When it is done.

    Raises:
        EditConflict: It was changed after that step.
    """
    with lock(folder / STATE_NAME):
        path = folder / decisions_path(step.ref)
        edit = step.edits[0]
        if _read_text(path) != edit.after:
            raise EditConflict(
                "cannot undo this step",
                at=str(decisions_path(step.ref)),
                why="the decisions were changed after it",
                fix="undo the later steps first, or decide again",
            )
        if edit.before:
            write_file(path, edit.before.encode())
        else:
            _remove(path)
        back = TextEdit("", edit.after, edit.before)
        return _note(
            folder,
            step.ref,
            back,
            now,
            "undo",
            shown=step.shown,
            undoes=step.id,
        )


# ---------------------------------------------------------------- changes


def put_passage(list_name: str, passage: DecidedPassage) -> Change:
    """Return the change that puts a passage on a list, and takes it off the opposite one."""

    def change(decisions: Decisions) -> Decisions:
        decisions = take_passage(_OPPOSITE[list_name], passage.fingerprint)(
            decisions
        )
        listed: tuple[DecidedPassage, ...] = getattr(decisions, list_name)
        if any(kept.fingerprint == passage.fingerprint for kept in listed):
            return decisions
        return _with_list(decisions, list_name, (*listed, passage))

    return change


def take_passage(list_name: str, fingerprint: str) -> Change:
    """Return the change that takes a passage off a list."""

    def change(decisions: Decisions) -> Decisions:
        listed: tuple[DecidedPassage, ...] = getattr(decisions, list_name)
        left = tuple(kept for kept in listed if kept.fingerprint != fingerprint)
        return _with_list(decisions, list_name, left)

    return change


def put_texts(subject: dict[str, str], preheader: dict[str, str]) -> Change:
    """Return the change of subject and preheader by language; "" takes one away."""

    def change(decisions: Decisions) -> Decisions:
        return replace(
            decisions,
            subject=_merge(decisions.subject, subject),
            preheader=_merge(decisions.preheader, preheader),
        )

    return change


def require_seen(seen: Decisions, change: Change) -> Change:
    """Return a change that is refused where the texts of the mail are not those that were seen.

    Raises:
        EditConflict: When it is carried out.
    """

    def guarded(decisions: Decisions) -> Decisions:
        """Make the change, unless the texts are no longer those that the person saw."""
        pairs = (
            (seen.subject, decisions.subject),
            (seen.preheader, decisions.preheader),
        )
        for was, now in pairs:
            if dict(was) != dict(now):
                raise EditConflict(
                    "not saved: somebody else changed it meanwhile",
                    at="subject, preheader",
                    why=", ".join(map(quote, now.values())) or "it was deleted",
                    fix="look at both texts and save again",
                )
        return change(decisions)

    return guarded


def hold_language(language: str, held: bool) -> Change:
    """Return the change that holds a language back, or lets it go."""

    def change(decisions: Decisions) -> Decisions:
        others = [other for other in decisions.hold if other != language]
        return replace(
            decisions, hold=(*others, language) if held else tuple(others)
        )

    return change


def send_mail(send: bool) -> Change:
    """Return the change that mails a post, or leaves it on the web only."""
    return lambda decisions: replace(decisions, mail=send)


def set_minutes(minutes: float | None) -> Change:
    """Return the change of the length of the abridgement; None is that of the settings."""
    return lambda decisions: replace(decisions, minutes=minutes)


# ---------------------------------------------------------------- files


def _with_list(
    decisions: Decisions, name: str, passages: tuple[DecidedPassage, ...]
) -> Decisions:
    """The decisions with another list of passages in the place of that name."""
    if name == "keep":
        return replace(decisions, keep=passages)
    if name == "drop":
        return replace(decisions, drop=passages)
    if name == "pin":
        return replace(decisions, pin=passages)
    return replace(decisions, leave_out=passages)


def _merge(old: Mapping[str, str], new: Mapping[str, str]) -> Mapping[str, str]:
    merged = {**old, **new}
    return MappingProxyType(
        {language: text for language, text in merged.items() if text}
    )


def _note(
    folder: Path,
    ref: str,
    edit: TextEdit,
    now: datetime,
    what: str,
    **more: str,
) -> Step:
    return Journal(folder / STATE_NAME).add(
        StepKind.DECISIONS,
        ref,
        "",
        what=what,
        edits=(edit,),
        now=now,
        shown=more.get("shown", ""),
        undoes=more.get("undoes", ""),
    )


def _remove(path: Path) -> None:
    """Delete a file that holds nothing any more."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        what = f"cannot remove {quote(path)}"
        raise build_refusal(what, path, error) from None


def _read_text(path: Path) -> str:
    """The text of a file; "" where there is none."""
    try:
        return read_file(path).decode()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8"
        if isinstance(error, OSError):
            why = explain_os_error(error)
        raise PostError(
            f"cannot read {quote(path)}",
            at=str(path),
            why=why,
            fix="make it a readable file in UTF-8",
        ) from None
