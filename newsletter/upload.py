"""Upload editions as drafts to a campaign tool.

Look, decide, write down the intent, act, write down the outcome.

    files ─▶ Draft ─▶ what ledger and tool say ─▶ Decision ─▶ begin ─▶ request ─▶ finish
                                                     │
                                                     ▼ --dry-run

A draft is made only when the tool has been asked and has none of that name: so a kill between
request and answer, a lost ledger, or another machine cannot lead to a second one. Everything that
happens in the tool is repeatable but the making; nothing here sends.

Rejected: trusting the ledger alone (it may be lost, and `begun` says nothing), and asking only
after `begun` (the same, and one request is cheap beside a newsletter that arrives twice).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from newsletter.campaign.bundle import FOLDER
from newsletter.campaign.connection import Patience
from newsletter.campaign.draft import build_draft, take_hash
from newsletter.campaign.interface import CampaignTool, Draft, Remote
from newsletter.campaign.smtp import read_server, send_eml
from newsletter.campaign.tools import get_api, open_tool
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
from newsletter.render.mail.eml import address_test
from newsletter.render.mail.profiles import Profile, get_profile
from newsletter.store.ledger import Ledger, UploadRecord, UploadState
from newsletter.store.lock import lock
from newsletter.store.output_places import DESK, find_output


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
        codes = {each.exit_code for each in self.uploads}
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
                [asdict(each) for each in self.uploads],
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
        for each in self.uploads:
            if each.verb:
                place = each.url or (
                    f"campaign {each.remote_id}" if each.remote_id else ""
                )
                done = f"{words[DraftAction(each.verb)]}, {each.reason}"
                what = (
                    f"{each.edition}/{each.language} in {each.profile}: {done}"
                )
                yield f"{what}: {place}" if place else what


@dataclass(frozen=True, slots=True)
class _UploadContext:
    """What every edition of one call shares."""

    root: Path
    settings: Settings
    profile: Profile
    ledger: Ledger
    environ: Mapping[str, str]
    now: datetime
    base: str
    patience: Patience | None
    dry_run: bool


def upload_editions(
    folder: Path,
    settings: Settings,
    name: str,
    edition: str,
    *,
    now: datetime,
    environ: Mapping[str, str],
    output: Path | None = None,
    dry_run: bool = False,
    base: str = "",
    patience: Patience | None = None,
) -> UploadReport:
    """Bring one edition, in one language or in all it has, into a campaign tool as a draft.

    Args:
        name: Profile, one of `[email] profiles`. `edition`: ID/LANGUAGE or ID, as below
            public/campaigns.
        environ: Where the keys are. `output`: where the outputs lie instead of `public/`.
        dry_run: Only ask the tool and say what would be done.
        base: Address in place of the tool's own. `patience`: how long it is waited for.

    Raises:
        ConfigError: The profile, the edition, a key or a setting is missing.
        LockedError: A run or another upload is at work.
    """
    folder = locate_publication(folder)
    _check_profile(name, settings)
    root = find_output(folder, settings, output) / DESK
    editions = find_editions(root, edition)
    profile = get_profile(name, read_templates(folder))
    open_tool(
        name, settings.campaign, environ, base=base
    )  # a missing key shows before anything else is done
    with _open_ledger(folder / STATE_NAME, dry_run) as ledger:
        context = _UploadContext(
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
        uploads, errors = zip(
            *(_try_one(context, *each) for each in editions), strict=True
        )
    return UploadReport(
        uploads, tuple(error for error in errors if error), dry_run
    )


def send_test(
    folder: Path,
    settings: Settings,
    edition: str,
    address: str,
    *,
    now: datetime,
    environ: Mapping[str, str],
    output: Path | None = None,
    ca: Path | None = None,
) -> None:
    """Send one edition to one address by SMTP.

    Args:
        edition: ID/LANGUAGE. `ca`: certificates to trust besides the system's.

    Raises:
        ConfigError: No address, no such edition, or no server is named in the environment.
        OutputError, EngineUnavailable: The server refuses, or is not there.
    """
    require_email_address(address)
    path = find_output(folder, settings, output) / DESK / FOLDER / edition
    path /= "email.eml"
    if ".." in Path(edition).parts or not path.is_file():
        raise ConfigError(
            f"there is no edition {quote(edition)}",
            at=str(path),
            why="there is no email.eml",
            fix="name it POST/LANGUAGE; newsletter status lists them",
        )
    server = replace(read_server(environ), ca=ca)
    message = address_test(
        path.read_bytes(), address, now.replace(microsecond=0)
    )
    send_eml(message, settings.email.from_address or address, address, server)


def require_email_address(address: str) -> None:
    """Raise for an address that no mail can go to.

    Raises:
        ConfigError: It has no name, no host, or a blank in it.
    """
    name, _, host = address.rpartition("@")
    if not name or not host or any(char.isspace() for char in address):
        raise ConfigError(
            f"cannot send to {quote(address)}",
            at="ADDRESS",
            why="it is no email address",
            fix="e.g. newsletter send-test me@example.com POST/LANGUAGE",
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


def find_editions(root: Path, edition: str) -> tuple[tuple[str, str], ...]:
    """Return (id, language) of an edition named ID/LANGUAGE or ID; languages sorted.

    Raises:
        ConfigError: There is no such edition, or the name is none.
    """
    parts = tuple(edition.split("/"))
    is_plain = len(parts) in (1, 2) and all(
        _is_plain_name(part) for part in parts
    )
    place = root / FOLDER / edition
    if is_plain:
        editions = tuple(
            (parts[0], folder.name)
            for folder in _find_folders(place, len(parts))
        )
        if editions:
            return editions
    raise ConfigError(
        f"no edition {quote(edition)}",
        at=str(place) if is_plain else "EDITION",
        why="there is no campaign.json" if is_plain else "it is no ID/LANGUAGE",
        fix="name it ID/LANGUAGE, or ID for all its languages, as below public/campaigns",
    )


def _is_plain_name(part: str) -> bool:
    return bool(part) and part not in (".", "..") and "\\" not in part


def _find_folders(place: Path, depth: int) -> tuple[Path, ...]:
    """The folders of one language, below the folder of an edition or that folder itself."""
    folders = [place]
    if depth == 1:
        folders = sorted(place.glob("*/"))
    return tuple(
        folder for folder in folders if (folder / "campaign.json").is_file()
    )


def _check_profile(name: str, settings: Settings) -> None:
    get_api(name)
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
    context: _UploadContext, edition: str, language: str
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
    context: _UploadContext, edition: str, language: str
) -> Uploaded:
    """Look, decide, act; the ledger is told before and after."""
    profile = context.profile.name
    options = getattr(context.settings.campaign, profile)
    files = _read_files(context.root / FOLDER / edition / language)
    host = urlsplit(context.settings.publication.url).netloc
    draft = build_draft(
        files,
        edition,
        language,
        context.profile,
        host=host,
        lists=options.lists.get(language, ()),
    )
    about = f"{edition}/{language}"
    tool = open_tool(
        profile,
        context.settings.campaign,
        context.environ,
        base=context.base,
        patience=context.patience,
        about=about,
    )
    tool.check(draft)
    known = context.ledger.upload(edition, language, profile)
    record = UploadRecord(
        edition,
        language,
        profile,
        UploadState.BEGUN,
        take_hash(draft, profile, options),
        "",
        "",
        "",
        context.now,
    )
    decision = decide(
        record, known, _look_up(tool, draft.name, known), tool.title
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


def _look_up(
    tool: CampaignTool, name: str, known: UploadRecord | None
) -> Remote | None:
    """The campaign in the tool: by the id we know, else by its name.

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
    broken_off = known.state is not UploadState.DONE
    return Decision(
        DraftAction.UPDATE,
        "the last upload did not end well"
        if broken_off
        else "its content has changed",
        remote,
    )


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
