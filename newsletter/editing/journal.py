"""Remember what an editor did, so that each step can be told and taken back.

One JSON object a line in `.newsletter/journal.jsonl`, the newest last, each with the text before
and after. It is written after the file that it tells of: a step that is missing here cannot be
undone by a click, but nothing here was never done. A line that a kill has cut is passed over.

Rejected: the state database, whose rows are what runs know (a publication whose database is lost is
built again; what a person did would be gone with it), and git (not every publication has it).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from newsletter.errors import PostError, quote
from newsletter.regular_files import read_file
from newsletter.store.refusals import READABLE, build_refusal

JOURNAL_NAME = "journal.jsonl"
MAX_JOURNAL_BYTES = 1_000_000_000
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


class StepKind(StrEnum):
    """What a step has changed."""

    DECISIONS = "decisions"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """One text before and after: a file of decisions, or a unit of a catalogue.

    Attributes:
        key: The key of a unit; "" for a whole file.
        before, after: As `unit_edits` and `decision_edits` write them.
    """

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """What an editor did in one step.

    Attributes:
        id: Names it in this journal.
        at: When, ISO 8601.
        what: The verb: a key of the desk's words, such as `restore`.
        shown: What it was done to, for people.
        undoes: The step that this one took back; "" for none.
    """

    id: str
    at: str
    kind: StepKind
    ref: str
    language: str
    what: str
    shown: str
    edits: tuple[TextEdit, ...]
    undoes: str = ""


class Journal:
    """The journal of one publication."""

    def __init__(self, state: Path) -> None:
        self._path = state / JOURNAL_NAME

    def add(
        self,
        kind: StepKind,
        ref: str,
        language: str,
        *,
        what: str,
        shown: str,
        edits: tuple[TextEdit, ...],
        now: datetime,
        undoes: str = "",
    ) -> Step:
        """Write one step down and return it; the lock of the publication is held.

        Args:
            kind: What sort of step it is.
            ref, language: The post, and its translation; language "" for the post itself.
            what: The step in words, for the list of steps.
            shown: What it is about, in the words of a reader.
            edits: Each text before and after.
            now: When it is done.
            undoes: Id of the step that this one takes back; "" for none.
        """
        number = sum(1 for _ in self._lines()) + 1
        when = now.isoformat(timespec="seconds")
        step = Step(
            f"{number}", when, kind, ref, language, what, shown, edits, undoes
        )
        line = json.dumps(asdict(step), ensure_ascii=False) + "\n"
        self._append(line.encode("utf-8", "backslashreplace"))
        return step

    def steps(self) -> tuple[Step, ...]:
        """Every step that can be read, the oldest first."""
        return tuple(
            step for line in self._lines() if (step := _read_step(line))
        )

    def find(
        self, *, ref: str = "", language: str = "", key: str = ""
    ) -> tuple[Step, ...]:
        """The steps about a post, a language of it, or one unit; the newest first.

        Args:
            ref: The post; "" for every one.
            language: The translation; "" for every one.
            key: Key of the unit; "" for every one.
        """
        wanted = partial(_is_about, ref=ref, language=language, key=key)
        return tuple(reversed(list(filter(wanted, self.steps()))))

    def get(self, number: str) -> Step:
        """Return one step.

        Raises:
            PostError: There is none of this number.
        """
        for step in self.steps():
            if step.id == number:
                return step
        raise PostError(
            f"there is no step {quote(number)}",
            at=str(self._path),
            why="the journal does not name it",
            fix="load the page again",
        )

    def _lines(self) -> Iterator[bytes]:
        """The lines of the journal; none where nothing was ever done."""
        try:
            content = read_file(self._path, MAX_JOURNAL_BYTES)
        except FileNotFoundError:
            return
        except OSError as error:
            what = f"cannot read {quote(self._path)}"
            raise build_refusal(what, self._path, error, READABLE) from None
        yield from content.splitlines()

    def _append(self, line: bytes) -> None:
        """Write a line for good; one that a kill cut off before it stays apart."""
        try:
            # A link is not followed, and a pipe not waited for.
            handle = os.open(self._path, _FLAGS, 0o666)
            with os.fdopen(handle, "ab+") as file:
                file.seek(0, os.SEEK_END)
                if file.tell():
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":  # cut by a kill
                        line = b"\n" + line
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            what = f"cannot write {quote(self._path)}"
            raise build_refusal(what, self._path, error) from None


def _is_about(step: Step, *, ref: str, language: str, key: str) -> bool:
    """Tell whether a step is about this post, language and unit; "" stands for any."""
    if ref not in ("", step.ref) or language not in ("", step.language):
        return False
    return not key or key in {edit.key for edit in step.edits}


def _read_step(line: bytes) -> Step | None:
    """The step that a line holds; None for a line that was cut off or changed."""
    try:
        values = json.loads(line)
        edits = tuple(TextEdit(**edit) for edit in values.pop("edits"))
        kind = StepKind(values.pop("kind"))
        step = Step(edits=edits, kind=kind, **values)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ):
        return None
    texts = (step.id, step.at, step.ref, step.language, step.what, step.shown)
    return step if all(isinstance(text, str) for text in texts) else None
