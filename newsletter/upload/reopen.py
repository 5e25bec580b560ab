"""Let the campaign of an edition follow its post again, while the tool has it as a draft.

An upload freezes the files of a campaign, since what was sent stays as it was sent. As long as
nothing was sent, an editor may want a correction in the draft. The tool is asked first; then the
ledger notes it, and `campaign.json` is removed, so that the next run makes the campaign again.

Rejected: asking the tools during a run (a run needs no key and no network but the engines').
"""

from __future__ import annotations

from dataclasses import replace

from newsletter.errors import ConfigError, ToolError, quote
from newsletter.store.ledger_records import REOPENED, UploadRecord, UploadState
from newsletter.upload.carry_out import look_up, read_draft
from newsletter.upload.edition_names import FOLDER, EditionName, find_editions
from newsletter.upload.upload_context import UploadContext


def reopen_editions(
    context: UploadContext, edition: str
) -> tuple[EditionName, ...]:
    """Open an edition again in all languages it was uploaded in; return them.

    Raises:
        ConfigError: There is no such edition, or it was not uploaded to this tool.
        ToolError: It is no draft any more in this tool, or another tool may have it.
    """
    reopened = []
    for name, language in find_editions(context.root, edition):
        profile = context.profile.name
        known = context.ledger.upload(name, language, profile)
        if known is None or not known.stands:
            continue
        _require_draft(context, known)
        _require_no_other(context, known)
        context.ledger.finish_upload(
            replace(known, state=UploadState.FAILED, reason=REOPENED)
        )
        place = context.root / FOLDER / name / language / "campaign.json"
        place.unlink(missing_ok=True)
        reopened.append((name, language))
    if not reopened:
        raise ConfigError(
            f"cannot open {quote(edition)} again",
            at=edition,
            why=f"no upload to {context.profile.title} holds it",
            fix="newsletter run makes its campaign again by itself",
        )
    return tuple(reopened)


def _require_draft(context: UploadContext, known: UploadRecord) -> None:
    draft = read_draft(context, known.edition, known.language)
    tool = context.open_tool(f"{known.edition}/{known.language}")
    remote = look_up(tool, draft.name, known)
    if remote is not None and not remote.is_draft:
        raise ToolError(
            f"cannot open {quote(draft.name)} again",
            at=f"campaign {remote.id}",
            why=f"{tool.title} says {quote(remote.status)}: readers have it, or soon will",
            fix="newsletter status has a note of correction for the next letter",
        )


def _require_no_other(context: UploadContext, known: UploadRecord) -> None:
    """One campaign has one set of files, for all tools."""
    key = (known.edition, known.language)
    others = [
        upload.profile
        for upload in context.ledger.uploads()
        if (upload.edition, upload.language) == key
        and upload.stands
        and upload.profile != known.profile
    ]
    if others:
        raise ToolError(
            f"cannot open {quote('/'.join(key))} again",
            at="/".join(key),
            why=f"it was uploaded to {', '.join(others)} too",
            fix=f"open it there first: newsletter upload {others[0]} {'/'.join(key)} --reopen",
        )
