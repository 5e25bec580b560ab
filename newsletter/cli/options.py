"""Declare the arguments and options that commands take, so that one name means one thing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from newsletter.errors import ConfigError, quote

MAX_DAYS = 36_500  # a hundred years; what is longer would leave the calendar


def _find_folder(place: Path) -> Path:
    """Take a path to newsletter.toml for the folder that it lies in."""
    from newsletter.config import find_folder

    return find_folder(place)


# ---------------------------------------------------------------- what most commands take

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER",
        help="The publication: a folder with a newsletter.toml.",
        callback=_find_folder,
    ),
]
Publication = Annotated[
    Path,
    typer.Option(
        "--folder",
        metavar="FOLDER",
        help="The publication.",
        callback=_find_folder,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Where the outputs lie instead of FOLDER/_newsletter.",
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print one machine-readable report.")
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Print nothing unless something is wrong."
    ),
]

# ---------------------------------------------------------------- a run

Offline = Annotated[
    bool,
    typer.Option("--offline", help="Ask no engine: catalogue and memory only."),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Say what would be done and write nothing."),
]
Only = Annotated[
    str | None,
    typer.Option("--only", metavar="SLUG", help="Work on this post only."),
]
Since = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Leave posts before this day (YYYY-MM-DD) alone.",
    ),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=1, help="Processes that work.")
]
Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="URL",
        help="Use the workers of this Dask scheduler: tcp://host:8786.",
    ),
]
RetireAfter = Annotated[
    int,
    typer.Option(
        "--retire-after",
        metavar="DAYS",
        min=0,
        max=MAX_DAYS,
        help="Let what a deleted post has published stay for so many days.",
    ),
]
RequireReview = Annotated[
    bool,
    typer.Option(
        "--require-review",
        help="Publish only translations a person has confirmed.",
    ),
]
Ping = Annotated[
    bool,
    typer.Option(
        "--ping", help="Tell the WebSub hub of [feeds] about changed feeds."
    ),
]
Healthcheck = Annotated[
    str,
    typer.Option(
        "--healthcheck",
        metavar="URL",
        envvar="NEWSLETTER_HEALTHCHECK",
        help="Signal start and end there.",
    ),
]
LogFormat = Annotated[
    str,
    typer.Option(
        "--log-format",
        metavar="text|json",
        help="Write a log of one event a line to standard error, as it happens.",
    ),
]
LogLevel = Annotated[
    str,
    typer.Option(
        "--log-level",
        metavar="debug|info|warning|error",
        help="The least of it that is written; debug has a line for every unit.",
    ),
]
Now = Annotated[
    str,
    typer.Option(
        "--now",
        metavar="ISO",
        help="Run as if it were this time, e.g. 2025-11-02T09:00:00+09:00.",
    ),
]

# ---------------------------------------------------------------- looking

Held = Annotated[
    bool, typer.Option("--held", help="Only what is held or failed.")
]
Stale = Annotated[
    bool,
    typer.Option(
        "--stale", help="Only what has units whose source has changed."
    ),
]
Uploaded = Annotated[
    str,
    typer.Option(
        "--uploaded",
        metavar="yes|no",
        help="Only what is, or is not, in a campaign tool.",
    ),
]
Language = Annotated[
    str,
    typer.Option(
        "--language", metavar="TAG", help="Only what is in this language."
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit 1 for warnings too.")
]
GitHub = Annotated[
    bool,
    typer.Option(
        "--github", help="Print findings as annotations of GitHub Actions."
    ),
]

# ---------------------------------------------------------------- stages on their own

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Markdown files, folders (with --output), or - for standard input.",
    ),
]
StageOutput = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Folder to write into, under the names of the sources.",
    ),
]

# ---------------------------------------------------------------- editions

Edition = Annotated[
    str,
    typer.Argument(
        metavar="EDITION",
        help="POST/LANGUAGE, POST for all its languages, or latest; digests too.",
    ),
]
OneEdition = Annotated[
    str,
    typer.Argument(
        metavar="EDITION", help="POST/LANGUAGE: 2025-11-02-ai-rare-earth/en."
    ),
]


def parse_now(text: str) -> datetime:
    """Return the clock of a run: the given time, or the present when none is given.

    Raises:
        ConfigError: The text is no time.
    """
    if not text:
        return datetime.now(UTC)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            "cannot read the time",
            at="--now",
            why=f"{quote(text)} is no ISO time",
            fix="e.g. --now 2025-11-02T09:00:00+09:00",
        ) from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def parse_day(text: str, option: str) -> date | None:
    """Return the day an option names; None when it names none.

    Raises:
        ConfigError: The text is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            "cannot read the day",
            at=option,
            why=f"{quote(text)} is no day",
            fix=f"e.g. {option} 2025-11-01",
        ) from None


def require_web_address(address: str, option: str) -> None:
    """Raise for an option that must hold an address of the web and does not.

    Raises:
        ConfigError: It is none. The address is not shown whole: it may hold a secret.
    """
    from newsletter.config.rules import is_web_address

    if not is_web_address(address):
        raise ConfigError(
            "cannot use the address",
            at=option,
            why=f"{quote(address, 20)} is no web address",
            fix=f"e.g. {option} https://hc.example.com/ping/1234",
        )


def parse_language(tag: str, option: str) -> str:
    """Return a language tag in its usual form; "" when none is given.

    Raises:
        ConfigError: It is none; the tag that was probably meant is offered.
    """
    from newsletter.language.tags import UnknownLanguage, parse_tag

    if not tag:
        return ""
    try:
        return parse_tag(tag)
    except UnknownLanguage as unknown:
        near = (
            f'did you mean "{unknown.suggestion}"?'
            if unknown.suggestion
            else ""
        )
        raise ConfigError(
            f"there is no language {quote(tag)}",
            at=option,
            why="it is no BCP 47 tag",
            fix=near or f"e.g. {option} en",
        ) from None
