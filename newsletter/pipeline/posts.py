"""Find the posts of a publication."""

from __future__ import annotations

from pathlib import Path

from newsletter.source.post import SUFFIXES

IGNORED_NAMES = frozenset({"readme.md", "changelog.md", "license.md", "contributing.md"})


def find_posts(folder: Path) -> tuple[Path, ...]:
    """Return the post files of a folder, by name; hidden files and a README are none."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in SUFFIXES
            and path.is_file()
            and path.name[0] not in "._"
            and path.name.lower() not in IGNORED_NAMES
        )
    )
