"""Open a publication for uploads to one tool: its ledger, its profile and the connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from newsletter.campaign.connection import Patience
from newsletter.campaign.interface import CampaignTool
from newsletter.campaign.open_tool import open_tool, require_known_tool
from newsletter.config import Settings, find_folder
from newsletter.errors import (
    ConfigError,
    quote,
    suggest,
)
from newsletter.pipeline.publication import (
    STATE_NAME,
    read_templates,
)
from newsletter.render.mail.profiles import Profile, get_profile
from newsletter.store.ledger import Ledger
from newsletter.store.lock import lock
from newsletter.store.output_places import DESK, find_output


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
        environ: Where the keys are.
        output: Where the outputs lie instead of `[publication] output`.
        dry_run: Only ask the tool, and change no file.
        base: Address in place of the tool's own. `patience`: how long it is waited for.

    Raises:
        ConfigError: The profile, a key or a setting is missing.
        LockedError: A run or another upload is at work.
    """
    folder = find_folder(folder)
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
    """Raise for a tool without an API, and for one that no campaign is made for here."""
    require_known_tool(name)
    known = settings.email.profiles
    if name in known:
        return
    fix = f'profiles = ["{name}"], then newsletter run'
    raise ConfigError(
        f"no profile {quote(name)} here",
        at="newsletter.toml, email.profiles",
        why=f"[email] profiles are: {', '.join(known)}",
        fix=suggest(name, known, fix),
    )
