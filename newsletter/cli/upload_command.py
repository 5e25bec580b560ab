"""Offer what is done with a campaign tool: upload, compare, open again."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import (
    DryRun,
    Edition,
    Json,
    Output,
    Publication,
    parse_day,
)
from newsletter.cli.output import print_error, print_note, print_text
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from newsletter.upload import Difference
    from newsletter.upload.upload_context import UploadContext

TOOL_HELP = "A campaign tool of [email] profiles with an API."


@app.command()
def upload(
    profile: Annotated[str, typer.Argument(metavar="TOOL", help=TOOL_HELP)],
    edition: Edition = "",
    folder: Publication = Path(),
    output: Output = None,
    new: Annotated[
        bool,
        typer.Option(
            "--new",
            help="All editions of the last 14 days that the tool does not have; "
            "prints nothing when there is none.",
        ),
    ] = False,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="DATE",
            help="With --new: editions from this day on.",
        ),
    ] = "",
    pull: Annotated[
        bool,
        typer.Option(
            "--pull",
            help="Show what was changed in the tool, and change nothing.",
        ),
    ] = False,
    reopen: Annotated[
        bool,
        typer.Option(
            "--reopen",
            help="Let a draft follow its post again, as long as nothing was sent.",
        ),
    ] = False,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Make a draft in a campaign tool; never send it.

    Keys come from the environment. With --dry-run the tool is asked and nothing is changed.
    """
    from newsletter.upload import upload_editions

    _require_one_wish(edition, new, since, pull, reopen)
    if pull:
        _show_differences(profile, edition, folder, output)
        return
    if reopen:
        _reopen(profile, edition, folder, output)
        return
    day = parse_day(since, "--since")
    with _open(profile, folder, output, dry_run=dry_run) as context:
        report = upload_editions(context, None if new else edition, day)
    for error in report.errors:
        print_error(error)
    if json:
        print_text(report.as_json())
    else:
        for line in report.as_lines():
            print(line)
    raise typer.Exit(report.exit_code)


def _require_one_wish(
    edition: str, new: bool, since: str, pull: bool, reopen: bool
) -> None:
    """Raise for options that say two things, or nothing."""
    why = ""
    if new and edition:
        why = "--new finds the editions itself"
    elif not new and not edition:
        why = "no edition is named"
    elif since and not new:
        why = "--since belongs to --new"
    elif pull + reopen + new > 1:
        why = "--new, --pull and --reopen are three different things"
    if why:
        raise ConfigError(
            "cannot tell what to upload",
            at="newsletter upload",
            why=why,
            fix="newsletter upload TOOL EDITION, or newsletter upload TOOL --new",
        )


def _open(
    profile: str, folder: Path, output: Path | None, *, dry_run: bool = False
) -> AbstractContextManager[UploadContext]:
    """Open a publication and one of its tools, with the keys of the environment."""
    from newsletter.config import read_settings
    from newsletter.upload import open_upload

    return open_upload(
        folder,
        read_settings(folder),
        profile,
        now=datetime.now(UTC),
        environ=os.environ,
        output=output,
        dry_run=dry_run,
    )


def _show_differences(
    profile: str, edition: str, folder: Path, output: Path | None
) -> None:
    from newsletter.upload import compare_editions

    with _open(profile, folder, output, dry_run=True) as context:
        for difference in compare_editions(context, edition):
            _print_difference(difference, profile)


def _print_difference(difference: Difference, profile: str) -> None:
    """Print what was changed in the tool, or that nothing was."""
    about = f"{difference.edition}/{difference.language} in {profile}"
    if not difference.lines:
        print(f"{about}: the same")
        return
    print(f"{about}:")
    for line in difference.lines:
        print(line)


def _reopen(
    profile: str, edition: str, folder: Path, output: Path | None
) -> None:
    from newsletter.upload import reopen_editions

    with _open(profile, folder, output) as context:
        for name, language in reopen_editions(context, edition):
            print(f"{name}/{language} in {profile}: opened again")
    print_note("newsletter run makes its campaign again; then upload it again")
