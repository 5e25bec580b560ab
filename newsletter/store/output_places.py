"""Say where the files of a publication lie: what anybody may see, apart from the workshop.

    _newsletter/site/     copies, pages, feeds: put it on any host as it is
    _newsletter/desk/     campaigns, reports, run.json: for the people who make the newsletter

A path in the ledger, in a plan or in an address is one below the site (`en/feed.xml`), whatever
folder it lies in: an address must not change because a folder does. Only here a path becomes a
place (`site/en/feed.xml`), and a place a path.

Site generators pass over a folder whose name begins with an underscore (Jekyll, Quarto) or look
into their own folders only (Hugo, Zola, Astro, Hexo, Pelican); none has a folder of this name.
"""

from __future__ import annotations

from pathlib import Path

from newsletter.config import Settings

SITE = "site"
DESK = "desk"
CAMPAIGNS = "campaigns"
REPORTS = "reports"
MARK = ".newsletter-output"  # the file that says of a folder that runs made it
OLD_OUTPUT = (
    "public"  # where everything lay together, in the layout before this one
)

_DESK_FOLDERS = frozenset({CAMPAIGNS, REPORTS})


def find_output(
    folder: Path, settings: Settings, chosen: Path | None = None
) -> Path:
    """Return the output folder: the one that was chosen, or that of the settings.

    Args:
        folder: The publication.
        settings: Its settings.
        chosen: What the command line names; None for nothing.
    """
    return chosen or folder / settings.publication.output


def place_of(path: str) -> str:
    """Return where a path lies below the output folder.

    >>> place_of("en/feed.xml"), place_of("campaigns/a/en/email.html")
    ('site/en/feed.xml', 'desk/campaigns/a/en/email.html')
    """
    first = path.partition("/")[0]
    return f"{DESK if first in _DESK_FOLDERS else SITE}/{path}"


def path_of(place: str) -> str:
    """Return the path of a place: what `place_of` was given.

    >>> path_of("desk/reports/run.json")
    'reports/run.json'
    """
    return place.partition("/")[2]


def find_outputs(root: Path) -> dict[str, Path]:
    """Return the files of an output folder by their paths, in order; empty where there are none."""
    found: dict[str, Path] = {}
    for part in (DESK, SITE):
        for file in sorted((root / part).rglob("*")):
            if file.is_file():
                found[file.relative_to(root / part).as_posix()] = file
    return dict(sorted(found.items()))
