"""Upload editions as drafts to a campaign tool.

Look, decide, write down the intent, act, write down the outcome.

    files ─▶ Draft ─▶ what ledger and tool say ─▶ Decision ─▶ begin ─▶ request ─▶ finish
                                                     │
                                                     ▼ --dry-run

A draft is made only when the tool has been asked and has none of that name: so a kill between
request and answer, a lost ledger, or another machine cannot lead to a second one. Everything that
happens in the tool is repeatable but the making; nothing here sends.

A draft that was opened again (`upload.reopen`) follows the post: its campaign is made again by the
next run, and the next upload puts it into the same draft.

Rejected: trusting the ledger alone (it may be lost, and `begun` says nothing), and asking only
after `begun` (the same, and one request is cheap beside a newsletter that arrives twice).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from newsletter.campaign.draft import build_draft, take_hash
from newsletter.campaign.interface import CampaignTool, Draft, Remote
from newsletter.errors import (
    ConfigError,
    NewsletterError,
    OutputError,
    ToolError,
    quote,
)
from newsletter.regular_files import explain_os_error
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import UploadRecord, UploadState
from newsletter.upload.draft_action import Decision, DraftAction, decide
from newsletter.upload.edition_names import (
    FOLDER,
    EditionName,
    find_editions,
    find_new_editions,
)
from newsletter.upload.upload_context import UploadContext
from newsletter.upload.upload_report import Uploaded, UploadReport


def upload_editions(
    context: UploadContext, edition: str | None, since: date | None = None
) -> UploadReport:
    """Bring one edition, in one language or in all it has, into a campaign tool as a draft.

    Args:
        context: The publication and the tool, opened.
        edition: ID/LANGUAGE, ID or `latest`; None for all that the tool does not have yet.
        since: The first day of editions that are looked at, where `edition` is None.

    Raises:
        ConfigError: There is no such edition.
    """
    chosen = _choose(context, edition, since)
    fallback = getattr(context.options, "fallback", "")
    editions = put_fallback_first(chosen, fallback)
    done = [_try_one(context, *name) for name in editions]
    return UploadReport(
        uploads=tuple(upload for upload, _ in done),
        errors=tuple(error for _, error in done if error),
        dry_run=context.dry_run,
    )


def _choose(
    context: UploadContext, edition: str | None, since: date | None
) -> tuple[EditionName, ...]:
    """The edition that was named, else all that the tool does not have yet."""
    if edition is not None:
        return find_editions(context.root, edition)
    there = {
        (upload.edition, upload.language)
        for upload in context.ledger.uploads()
        if upload.profile == context.profile.name
        and upload.state is UploadState.DONE
    }
    gone = {ref for ref, post in context.ledger.posts().items() if post.missed}
    new = find_new_editions(context.root, there, since, context.now.date())
    return tuple(name for name in new if name[0] not in gone)


def put_fallback_first(
    editions: tuple[EditionName, ...], fallback: str
) -> tuple[EditionName, ...]:
    """Return editions in their order, the fallback language of each before its others.

    A tool that holds all languages in one campaign makes it with that language.

    >>> put_fallback_first((("b", "en"), ("b", "ja"), ("a", "en")), "ja")
    (('b', 'ja'), ('b', 'en'), ('a', 'en'))
    """
    names = dict.fromkeys(name for name, _ in editions)
    order = {name: place for place, name in enumerate(names)}
    return tuple(
        sorted(editions, key=lambda name: (order[name[0]], name[1] != fallback))
    )


# ---------------------------------------------------------------- one edition


def _try_one(
    context: UploadContext, edition: str, language: str
) -> tuple[Uploaded, NewsletterError | None]:
    """One edition in one language; its fault is its own, the others go on."""
    try:
        return _upload_one(context, edition, language), None
    except NewsletterError as error:
        return Uploaded(
            edition,
            language,
            context.profile.name,
            "",
            error.why,
            exit_code=error.exit_code,
        ), error


def _upload_one(
    context: UploadContext, edition: str, language: str
) -> Uploaded:
    """Look, decide, act; the ledger is told before and after."""
    profile = context.profile.name
    draft = read_draft(context, edition, language)
    tool = context.open_tool(f"{edition}/{language}")
    tool.check(draft)
    known = context.ledger.upload(edition, language, profile)
    record = UploadRecord(
        edition,
        language,
        profile,
        UploadState.BEGUN,
        take_hash(draft, profile, context.options),
        "",
        "",
        "",
        context.now,
    )
    decision = decide(
        record, known, look_up(tool, draft.name, known), tool.title
    )
    remote = decision.remote
    if not context.dry_run:
        is_settled = known is not None and known.state is UploadState.DONE
        remote = _carry_out(
            context.ledger, tool, draft, record, decision, is_settled=is_settled
        )
    remote_id, url = (remote.id, remote.url) if remote else ("", "")
    return Uploaded(
        edition,
        language,
        profile,
        decision.verb.value,
        decision.reason,
        remote_id,
        url,
    )


def read_draft(context: UploadContext, edition: str, language: str) -> Draft:
    """Return what the run has made of an edition for the tool."""
    return build_draft(
        _read_files(context.root / FOLDER / edition / language),
        edition,
        language,
        context.profile,
        host=urlsplit(context.settings.publication.url).netloc,
        lists=context.options.lists.get(language, ()),
    )


def _read_files(folder: Path) -> dict[str, bytes]:
    """The files of one campaign by name."""
    try:
        return {
            path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.is_file()
        }
    except OSError as error:
        why = explain_os_error(error)
        raise OutputError(
            f"cannot read {quote(folder)}",
            at=str(folder),
            why=why,
            fix="give this account the right to read it",
        ) from None


def look_up(
    tool: CampaignTool, name: str, known: UploadRecord | None
) -> Remote | None:
    """Return the campaign in the tool: by the id we know, else by its name.

    Args:
        tool: The campaign tool.
        name: The name under which it keeps the campaign.
        known: What the ledger says of an earlier upload; None for none.

    Raises:
        ToolError: The id leads to a campaign of another name, and none has the right one: making a
            draft could be a second one.
    """
    by_id = tool.get(known.remote_id) if known and known.remote_id else None
    if by_id and by_id.name == name:
        return by_id
    by_name = tool.find(name)
    if by_id and not by_name:
        raise ToolError(
            f"cannot upload {quote(name)} to {tool.title}",
            at=f"campaign {by_id.id}",
            why=f"the draft made before is called {quote(by_id.name)} there now, "
            "or belongs to another account",
            fix="give it its name back; or give that name to an empty draft, which is then filled",
        )
    return by_name


def _carry_out(
    ledger: Ledger,
    tool: CampaignTool,
    draft: Draft,
    record: UploadRecord,
    decision: Decision,
    *,
    is_settled: bool,
) -> Remote | None:
    """Do it between two lines of the ledger. What is unclear stays `begun`.

    What was refused is `failed`, and so is a draft beside which there is another: each upload says
    so until it is the only one. `is_settled`: the last upload ended well, and it was.
    """
    remote = decision.remote
    if decision.verb is DraftAction.NOTHING:
        return remote
    ledger.begin_upload(
        record.edition,
        record.language,
        record.profile,
        record.content_hash,
        record.at,
    )
    try:
        if remote is None:
            remote = tool.create(draft)
        else:
            tool.update(remote.id, draft)
        if not is_settled or decision.verb is DraftAction.CREATE:
            _require_only_one(tool, remote, draft.name)
    except (ToolError, ConfigError) as error:
        _note_failure(ledger, record, remote, error)
        raise
    ledger.finish_upload(
        replace(
            record, state=UploadState.DONE, remote_id=remote.id, url=remote.url
        )
    )
    return remote


def _require_only_one(tool: CampaignTool, ours: Remote, name: str) -> None:
    """Look whether another upload, on another machine, made a draft at the same moment.

    Of two that both found none before, the later one sees both now. None is removed: which of
    them an editor has begun to work on, only the editor knows. Both machines name the same one, the
    younger, so that not both are deleted.

    Raises:
        ToolError: There is another draft of this name.
    """
    others = {remote.id for remote in tool.find_all(name) if remote.is_draft}
    ids = {ours.id, *others}
    if len(ids) > 1:
        *older, youngest = sorted(ids, key=lambda number: (len(number), number))
        raise ToolError(
            f"there are {len(ids)} drafts of {quote(name)} in {tool.title}",
            at=f"campaigns {', '.join(older)} and {youngest}",
            why="another upload made one at the same moment, or somebody copied it",
            fix=f"delete {youngest} there, then upload again: the other is brought up to date",
            remote_id=ours.id,
        )


def _note_failure(
    ledger: Ledger,
    record: UploadRecord,
    remote: Remote | None,
    error: ToolError | ConfigError,
) -> None:
    """Write down what failed; what may have been done all the same stays `begun`."""
    made = error.remote_id if isinstance(error, ToolError) else ""
    remote_id, url = (remote.id, remote.url) if remote else (made, "")
    unclear = isinstance(error, ToolError) and error.unclear
    if unclear and not remote_id:
        return  # as it stands: begun, with whatever id was known
    state = UploadState.BEGUN if unclear else UploadState.FAILED
    ledger.finish_upload(
        replace(
            record, state=state, remote_id=remote_id, url=url, reason=error.why
        )
    )
