"""Upload editions as drafts to a campaign tool.

Look, decide, write down the intent, act, write down the outcome.

    files ─▶ Draft ─▶ what ledger and tool say ─▶ Decision ─▶ begin ─▶ request ─▶ finish
                                                     │
                                                     ▼ --dry-run

A draft is made only when the tool has been asked and has none of that name: so a kill between
request and answer, a lost ledger, or another machine cannot lead to a second one. Everything that
happens in the tool is repeatable but the making; nothing here sends.

A draft that was opened again (`upload.reopen`) follows the post: its campaign is made anew by the
next run, and the next upload puts it into the same draft.

Rejected: trusting the ledger alone (it may be lost, and `begun` says nothing), and asking only
after `begun` (the same, and one request is cheap beside a newsletter that arrives twice).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsletter.campaign.connection import Patience
from newsletter.campaign.draft import build_draft, take_hash
from newsletter.campaign.interface import CampaignTool, Draft, Remote
from newsletter.campaign.tools import open_tool, require_known_tool
from newsletter.config import Settings
from newsletter.errors import (
    EXIT_FAILED,
    EXIT_TEMPORARY,
    EXIT_USAGE,
    ConfigError,
    NewsletterError,
    OutputError,
    ToolError,
    quote,
)
from newsletter.pipeline.publication import (
    STATE_NAME,
    locate_publication,
    read_templates,
)
from newsletter.render.mail.profiles import Profile, get_profile
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import UploadRecord, UploadState
from newsletter.store.lock import lock
from newsletter.store.output_places import DESK, find_output
from newsletter.upload.edition_names import (
    FOLDER,
    EditionName,
    find_editions,
    find_new_editions,
)


class DraftAction(StrEnum):
    """What is done with a draft."""

    CREATE = "create"
    UPDATE = "update"
    NOTHING = "nothing"


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
class Decision:
    """What an upload does and why; `remote` is the draft that is there, None for a new one."""

    verb: DraftAction
    reason: str
    remote: Remote | None = None


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


@dataclass(frozen=True, slots=True)
class UploadReport:
    """All that one call did. `errors` are those of editions that failed; the others went on."""

    uploads: tuple[Uploaded, ...]
    errors: tuple[NewsletterError, ...] = ()
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        """0.

        Else 2 before 1 before 75, since trying again helps only when nothing else is wrong.
        """
        codes = {upload.exit_code for upload in self.uploads}
        return next(
            (
                code
                for code in (EXIT_USAGE, EXIT_FAILED, EXIT_TEMPORARY)
                if code in codes
            ),
            0,
        )

    def as_json(self) -> str:
        """The uploads as one JSON array."""
        return (
            json.dumps(
                [asdict(upload) for upload in self.uploads],
                ensure_ascii=False,
                indent=2,
            )
            + "\n"
        )

    def as_lines(self) -> Iterator[str]:
        """A line an edition and language that did not fail.

        What was done, why, where the draft is.
        """
        words = _WOULD if self.dry_run else _DONE
        for upload in self.uploads:
            if upload.verb:
                place = upload.url or (
                    f"campaign {upload.remote_id}" if upload.remote_id else ""
                )
                done = f"{words[DraftAction(upload.verb)]}, {upload.reason}"
                what = f"{upload.edition}/{upload.language} in {upload.profile}: {done}"
                yield f"{what}: {place}" if place else what


@dataclass(frozen=True, slots=True)
class UploadContext:
    """What every edition of one call shares.

    Attributes:
        root: The folder that `campaigns` lies in.
        environ: Where the keys are.
        base: Address in place of the tool's own; `patience`: how long it is waited for.
        dry_run: Only ask the tool.
    """

    root: Path
    settings: Settings
    profile: Profile
    ledger: Ledger
    environ: Mapping[str, str] = field(repr=False)
    now: datetime
    base: str
    patience: Patience | None
    dry_run: bool

    def open_tool(self, about: str = "") -> CampaignTool:
        """Return the tool, with a time limit of its own for this edition."""
        return open_tool(
            self.profile.name,
            self.settings.campaign,
            self.environ,
            base=self.base,
            patience=self.patience,
            about=about,
        )

    @property
    def options(self) -> Any:
        """The settings of the tool."""
        return self.settings.campaign.get_options(self.profile.name)


@contextmanager
def open_upload(
    folder: Path,
    settings: Settings,
    name: str,
    *,
    now: datetime,
    environ: Mapping[str, str],
    output: Path | None = None,
    dry_run: bool = False,
    base: str = "",
    patience: Patience | None = None,
) -> Iterator[UploadContext]:
    """Open a publication for one tool.

    Args:
        name: Profile, one of `[email] profiles`.
        output: Where the outputs lie instead of `[publication] output`.
        dry_run: Only ask the tool, and change no file.

    Raises:
        ConfigError: The profile, a key or a setting is missing.
        LockedError: A run or another upload is at work.
    """
    folder = locate_publication(folder)
    _check_profile(name, settings)
    profile = get_profile(name, read_templates(folder))
    root = find_output(folder, settings, output) / DESK
    with _open_ledger(folder / STATE_NAME, dry_run) as ledger:
        context = UploadContext(
            root,
            settings,
            profile,
            ledger,
            environ,
            now,
            base,
            patience,
            dry_run,
        )
        context.open_tool()  # a missing key shows before anything else is done
        yield context


def upload_editions(
    folder: Path,
    settings: Settings,
    name: str,
    edition: str | None,
    *,
    since: date | None = None,
    now: datetime,
    environ: Mapping[str, str],
    output: Path | None = None,
    dry_run: bool = False,
    base: str = "",
    patience: Patience | None = None,
) -> UploadReport:
    """Bring one edition, in one language or in all it has, into a campaign tool as a draft.

    Args:
        name: Profile, one of `[email] profiles`.
        edition: ID/LANGUAGE, ID or `latest`; None for all that the tool does not have yet.
        since: The first day of editions that are looked at, where `edition` is None.
        environ: Where the keys are. `output`: where the outputs lie instead of
            `[publication] output`.
        dry_run: Only ask the tool and say what would be done.
        base: Address in place of the tool's own. `patience`: how long it is waited for.

    Raises:
        ConfigError: The profile, the edition, a key or a setting is missing.
        LockedError: A run or another upload is at work.
    """
    with open_upload(
        folder,
        settings,
        name,
        now=now,
        environ=environ,
        output=output,
        dry_run=dry_run,
        base=base,
        patience=patience,
    ) as context:
        chosen = _choose(context, edition, since)
        fallback = getattr(context.options, "fallback", "")
        editions = put_fallback_first(chosen, fallback)
        done = [_try_one(context, *name) for name in editions]
    return UploadReport(
        uploads=tuple(upload for upload, _ in done),
        errors=tuple(error for _, error in done if error),
        dry_run=dry_run,
    )


def _choose(
    context: UploadContext, edition: str | None, since: date | None
) -> tuple[EditionName, ...]:
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


@contextmanager
def _open_ledger(state: Path, dry_run: bool) -> Iterator[Ledger]:
    """The ledger under the lock of the publication; for a dry run a copy of it."""
    if dry_run:
        with Ledger.open_copy(state) as copy:
            yield copy
    else:
        with lock(state), Ledger.open(state) as ledger:
            yield ledger


def _check_profile(name: str, settings: Settings) -> None:
    require_known_tool(name)
    known = settings.email.profiles
    if name not in known:
        near = get_close_matches(name, known, n=1)
        fix = (
            f'did you mean "{near[0]}"?'
            if near
            else f'profiles = ["{name}"], then newsletter run'
        )
        why = f"[email] profiles are: {', '.join(known)}"
        raise ConfigError(
            f"no profile {quote(name)} here",
            at="newsletter.toml, email.profiles",
            why=why,
            fix=fix,
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
        remote = _carry_out(context.ledger, tool, draft, record, decision)
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
    try:
        return {
            path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.is_file()
        }
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
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


def decide(
    wanted: UploadRecord,
    known: UploadRecord | None,
    remote: Remote | None,
    title: str,
) -> Decision:
    """Say what to do, from what the ledger knows and what the tool says now.

    Raises:
        ToolError: What is there is no draft any more and has another content: it is not touched.
    """
    same = (
        known is not None
        and known.state is UploadState.DONE
        and known.content_hash == wanted.content_hash
    )
    if remote is None:
        gone = known is not None and bool(known.remote_id)
        return Decision(
            DraftAction.CREATE,
            f"the draft made before is gone from {title}; made anew"
            if gone
            else "not there yet",
        )
    if same and known is not None and known.remote_id == remote.id:
        return Decision(
            DraftAction.NOTHING,
            "there already"
            if remote.is_draft
            else f"there already, and {remote.status}",
            remote,
        )
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


def _why_again(known: UploadRecord) -> str:
    if known.is_reopened or known.state is UploadState.DONE:
        return "its content has changed"
    return "the last upload did not end well"


def _carry_out(
    ledger: Ledger,
    tool: CampaignTool,
    draft: Draft,
    record: UploadRecord,
    decision: Decision,
) -> Remote | None:
    """Do it between two lines of the ledger. What is unclear stays `begun`.

    What was refused is `failed`.
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
    except (ToolError, ConfigError) as error:
        _note_failure(ledger, record, decision.remote, error)
        raise
    ledger.finish_upload(
        replace(
            record, state=UploadState.DONE, remote_id=remote.id, url=remote.url
        )
    )
    if decision.verb is DraftAction.CREATE:
        _require_only_one(tool, remote, draft.name)
    return remote


def _require_only_one(tool: CampaignTool, made: Remote, name: str) -> None:
    """Look whether another upload, on another machine, made a draft at the same moment.

    Of two that both found none before, the later one sees both now. None is taken away: which of
    them an editor has begun to work on, only the editor knows. Both machines name the same one, the
    younger, so that not both are deleted.

    Raises:
        ToolError: There is another campaign of this name.
    """
    ids = {made.id, *(remote.id for remote in tool.find_all(name))}
    if len(ids) > 1:
        *older, youngest = sorted(ids, key=lambda number: (len(number), number))
        raise ToolError(
            f"there are two drafts of {quote(name)} in {tool.title}",
            at=f"campaigns {', '.join(older)} and {youngest}",
            why="another upload made one at the same moment",
            fix=f"delete {youngest} there, then upload again: the other is brought up to date",
            remote_id=made.id,
        )


def _note_failure(
    ledger: Ledger,
    record: UploadRecord,
    remote: Remote | None,
    error: ToolError | ConfigError,
) -> None:
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
