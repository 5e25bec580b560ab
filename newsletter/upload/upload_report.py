"""Report what an upload did: a line an edition, JSON, and an exit code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from newsletter.errors import (
    EXIT_FAILED,
    EXIT_TEMPORARY,
    EXIT_USAGE,
    NewsletterError,
)
from newsletter.upload.draft_action import DraftAction

_DONE = {
    DraftAction.CREATE: "draft made",
    DraftAction.UPDATE: "draft updated",
    DraftAction.NOTHING: "nothing to do",
}
_WOULD = {
    DraftAction.CREATE: "would make a draft",
    DraftAction.UPDATE: "would update the draft",
    DraftAction.NOTHING: "nothing to do",
}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """One edition in one language after its upload.

    Attributes:
        verb, reason: What was done and why, or would be done in a dry run; "" and the error's `why`
            when it failed.
        remote_id, url: The draft in the tool; "" where there is none yet, or no address is known.
        exit_code: 0, or that of the error.
    """

    edition: str
    language: str
    profile: str
    verb: str
    reason: str
    remote_id: str = ""
    url: str = ""
    exit_code: int = 0

    @property
    def place(self) -> str:
        """Where the draft is: its address, else its number in the tool."""
        if self.url or not self.remote_id:
            return self.url
        return f"campaign {self.remote_id}"


@dataclass(frozen=True, slots=True)
class UploadReport:
    """All that one call did. `errors` are those of editions that failed; the others went on."""

    uploads: tuple[Uploaded, ...]
    errors: tuple[NewsletterError, ...] = ()
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        """Return 0 when nothing failed, else 2 before 1 before 75.

        Trying again (75) helps only when nothing else is wrong.
        """
        codes = {upload.exit_code for upload in self.uploads}
        for code in (EXIT_USAGE, EXIT_FAILED, EXIT_TEMPORARY):
            if code in codes:
                return code
        return 0

    def as_json(self) -> str:
        """Return the uploads as one JSON array."""
        rows = [asdict(upload) for upload in self.uploads]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"

    def as_lines(self) -> Iterator[str]:
        """Yield a line for each edition and language that did not fail.

        It says what was done, why, and where the draft is.
        """
        words = _WOULD if self.dry_run else _DONE
        for upload in self.uploads:
            if upload.verb:
                done = words[DraftAction(upload.verb)]
                mail = f"{upload.edition}/{upload.language}"
                line = f"{mail} in {upload.profile}: {done}, {upload.reason}"
                yield f"{line}: {upload.place}" if upload.place else line
