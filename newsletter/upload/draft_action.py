"""Decide what becomes of a draft, from what the ledger knows and what the tool says now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from newsletter.campaign.interface import Remote
from newsletter.errors import (
    ToolError,
    quote,
)
from newsletter.store.ledger_records import UploadRecord, UploadState


class DraftAction(StrEnum):
    """What is done with a draft."""

    CREATE = "create"
    UPDATE = "update"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Decision:
    """What an upload does and why; `remote` is the draft that is there, None for a new one."""

    verb: DraftAction
    reason: str
    remote: Remote | None = None


def decide(
    wanted: UploadRecord,
    known: UploadRecord | None,
    remote: Remote | None,
    title: str,
) -> Decision:
    """Say what to do, from what the ledger knows and what the tool says now.

    Args:
        wanted: What an upload would put there.
        known: What the ledger says of an earlier upload; None for none.
        remote: What the tool has now; None for nothing.
        title: Name of the tool, for errors.

    Raises:
        ToolError: What is there is no draft any more and has another content: it is not touched.
    """
    if remote is None:
        reason = "not there yet"
        if known is not None and known.remote_id:
            reason = f"the draft made before is gone from {title}; made again"
        return Decision(DraftAction.CREATE, reason)
    if known is not None and _is_up_to_date(wanted, known, remote):
        reason = "there already"
        if not remote.is_draft:
            reason = f"there already, and {remote.status}"
        return Decision(DraftAction.NOTHING, reason, remote)
    if not remote.is_draft:
        raise ToolError(
            f"cannot upload {quote(remote.name)} to {title}",
            at=f"campaign {remote.id}",
            why=f"it is no draft any more: {title} says {quote(remote.status)}",
            fix="change it there; or, if it has not gone out, "
            "take it back to a draft there and upload again",
        )
    if known is None:
        return Decision(DraftAction.UPDATE, "found there by its name", remote)
    return Decision(DraftAction.UPDATE, _why_again(known), remote)


def _is_up_to_date(
    wanted: UploadRecord, known: UploadRecord, remote: Remote
) -> bool:
    """Tell whether the last upload ended well and brought this content into this draft."""
    if known.state is not UploadState.DONE or known.remote_id != remote.id:
        return False
    return known.content_hash == wanted.content_hash


def _why_again(known: UploadRecord) -> str:
    """Why a draft that the ledger knows is written once more."""
    if known.is_reopened or known.state is UploadState.DONE:
        return "its content has changed"
    return "the last upload did not end well"
