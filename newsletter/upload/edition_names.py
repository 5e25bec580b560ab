"""Find the editions that an upload is about: by name, the latest, or all that a tool lacks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path

from newsletter.campaign.bundle import FOLDER
from newsletter.errors import ConfigError, quote
from newsletter.regular_files import read_file

__all__ = ["FOLDER", "find_editions", "find_new_editions"]

LATEST = "latest"
# An archive of years becomes campaigns at the first run: nobody wants drafts of all of them. A
# monthly digest, and a translation that was held for some days, are within it.
NEW_DAYS = 14

EditionName = tuple[str, str]  # id and language


def find_editions(root: Path, edition: str) -> tuple[EditionName, ...]:
    """Return the editions of one name, languages sorted.

    Args:
        root: The folder that `campaigns` lies in.
        edition: POST/LANGUAGE, POST for all its languages, or `latest`; digests have ids, too.

    Raises:
        ConfigError: There is no such edition, or the name is none.
    """
    if edition == LATEST:
        return _find_latest(root)
    parts = tuple(edition.split("/"))
    is_plain = len(parts) in (1, 2) and all(map(_is_plain_name, parts))
    place = root / FOLDER / edition
    if is_plain:
        folders = _find_folders(place, len(parts))
        if folders:
            return tuple((parts[0], folder.name) for folder in folders)
    raise ConfigError(
        f"no edition {quote(edition)}",
        at=str(place) if is_plain else "EDITION",
        why="there is no campaign.json"
        if is_plain
        else "it is no POST/LANGUAGE",
        fix=suggest_edition(
            root,
            edition,
            "name it POST/LANGUAGE, POST, or latest; newsletter status lists them",
        ),
    )


def suggest_edition(
    root: Path, edition: str, otherwise: str, *, one_language: bool = False
) -> str:
    """Return a question that offers the edition whose name is nearest, or has the name in it.

    Args:
        root: The folder that `campaigns` lies in.
        edition: What somebody wrote.
        otherwise: What to say where none is near.
        one_language: Whether POST alone is no name here.
    """
    wanted, slash, language = edition.partition("/")
    folders = sorted((root / FOLDER).glob("*/*/"))
    names = list(dict.fromkeys(folder.parent.name for folder in folders))
    holding = [name for name in names if wanted and wanted in name]
    near = holding[-1:] or get_close_matches(wanted, names, n=1)
    languages = [
        folder.name for folder in folders if folder.parent.name in near
    ]
    if not languages:
        return otherwise
    if not (slash or one_language):
        return f'did you mean "{near[0]}"?'
    there = language if language in languages else languages[0]
    return f'did you mean "{near[0]}/{there}"?'


def _find_latest(root: Path) -> tuple[EditionName, ...]:
    """The edition of the latest date, in all its languages."""
    dated = tuple(_find_dated(root))
    if not dated:
        raise ConfigError(
            "no edition yet",
            at=str(root / FOLDER),
            why="no run has made a campaign",
            fix="newsletter run",
        )
    _, latest, _ = max(dated)
    return tuple(
        (name, language) for _, name, language in dated if name == latest
    )


def find_new_editions(
    root: Path,
    there: Collection[EditionName],
    since: date | None,
    today: date,
) -> tuple[EditionName, ...]:
    """Return the editions that are not there yet, oldest first.

    Args:
        root: The folder that `campaigns` lies in.
        there: Those that the tool has.
        since: The first day of editions that count; None for `NEW_DAYS` before today.
        today: The day of the upload.
    """
    first = since or today - timedelta(days=NEW_DAYS)
    return tuple(
        (name, language)
        for day, name, language in sorted(_find_dated(root))
        if day >= first and (name, language) not in there
    )


def _find_dated(root: Path) -> Iterator[tuple[date, str, str]]:
    """Every edition with its day; one that cannot be read is left to `newsletter check`."""
    for path in sorted((root / FOLDER).glob("*/*/campaign.json")):
        try:
            stated = json.loads(read_file(path))["date"]
            day = datetime.fromisoformat(stated).date()
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue
        yield day, path.parent.parent.name, path.parent.name


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
