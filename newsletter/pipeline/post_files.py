"""Find the post files of a folder, and say which other texts in it are none and why.

Hidden files, drafts, a README and what generators and this program write are no posts. Whoever
wonders where a post has gone has to hear that, so what looks like a text is named.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newsletter.config import CONFIG_NAME
from newsletter.errors import PostError, quote
from newsletter.regular_files import explain_os_error
from newsletter.source.post_names import SUFFIXES
from newsletter.store.output_places import DESK, MARK, SITE

IGNORED_NAMES = frozenset(
    {"readme.md", "changelog.md", "license.md", "contributing.md"}
)
IGNORED_FOLDERS = frozenset(
    {
        "public",
        "translations",
        "decisions",
        "templates",
        "node_modules",
        "drafts",
        "layouts",
    }
)
MAX_FOLDERS = 8  # deeper than any archive people keep
# What people also write posts in, and the program does not read.
OTHER_TEXTS = frozenset(
    {".adoc", ".asciidoc", ".ipynb", ".mdown", ".mkd", ".org", ".rst", ".txt"}
)
MAX_NAMED = 3  # of one reason; the others are counted
# Folders with thousands of files that nobody takes for posts.
_UNSEEN = frozenset(
    {"node_modules", "_site", "_newsletter", "public", "vendor"}
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A text that is not published: its place below the posts folder, and why."""

    path: str
    why: str


def find_posts(folder: Path, outputs: Path | None = None) -> tuple[Path, ...]:
    """Return the post files of a folder and the folders in it, by name; see `find_post_names`."""
    return tuple(folder / name for name in find_post_names(folder, outputs))


def find_post_names(
    folder: Path, outputs: Path | None = None
) -> tuple[str, ...]:
    """Return the places of post files below a folder, with forward slashes, in order.

    Args:
        folder: Where the posts lie; one that is not there has none.
        outputs: The output folder of the publication: what a run wrote there is no post. One that
            a run made is known by its mark, whether it is named here or not.

    Raises:
        PostError: A folder cannot be read. Its posts must not be taken for deleted.
    """
    if not folder.is_dir():
        return ()
    files = _walk(folder, outputs)
    posts = (name for name, why in files if not why and _is_post(name))
    return tuple(sorted(posts, key=lambda name: name.split("/")))


def stat_post(path: Path | str) -> os.stat_result | None:
    """Return time and size of a post file: of a link that leads nowhere its own.

    None where nothing stands by now.
    """
    for look in (os.stat, os.lstat):
        with suppress(OSError):
            return look(path)
    return None


def find_skipped(
    folder: Path, outputs: Path | None = None
) -> tuple[Skipped, ...]:
    """Return the texts of a folder and the folders in it that are not read as posts, by name.

    Args:
        folder: Where the posts lie.
        outputs: As in `find_posts`: nobody takes what lies there for posts.

    Raises:
        PostError: A folder cannot be read.
    """
    if not folder.is_dir():
        return ()
    files = _walk(folder, outputs, look_everywhere=True)
    found = ((name, _reason(name, why)) for name, why in files)
    skipped = (Skipped(name, why) for name, why in found if why)
    return tuple(sorted(skipped, key=lambda file: file.path))


def describe_skipped(skipped: Iterable[Skipped]) -> str:
    """Return one line that counts and names what was skipped; "" for nothing.

    >>> describe_skipped([Skipped("README.md", "no post"), Skipped("a.md", "a draft")])
    'not published: 1 no post (README.md), 1 a draft (a.md)'
    """
    by_reason: dict[str, list[str]] = {}
    for file in skipped:
        by_reason.setdefault(file.why, []).append(file.path)
    counts = Counter({why: len(paths) for why, paths in by_reason.items()})
    parts = [
        f"{n_files} {why} ({_name_some(by_reason[why])})"
        for why, n_files in counts.most_common()
    ]
    return f"not published: {', '.join(parts)}" if parts else ""


def _name_some(paths: list[str]) -> str:
    """The first of some paths, and how many more there are."""
    more = len(paths) - MAX_NAMED
    return ", ".join(paths[:MAX_NAMED]) + (f", {more} more" if more > 0 else "")


def _walk(
    folder: Path,
    outputs: Path | None,
    below: str = "",
    why: str = "",
    *,
    look_everywhere: bool = False,
) -> Iterator[tuple[str, str]]:
    """Yield every file by its place, and why its folder holds no posts, "" where it does.

    Places are text: a path for each of thousands of files would take longer than to find them.
    """
    for name, is_folder in _list_folder(folder):
        if not is_folder:
            yield below + name, why
            continue
        path = folder / name
        # A link may lead out of the archive, or round and round.
        if path.is_symlink() or below.count("/") >= MAX_FOLDERS:
            continue
        if _holds_outputs(path, outputs):
            continue
        inside = why or _why_no_posts(path)
        if not inside or (look_everywhere and not _is_unseen(path)):
            yield from _walk(
                path,
                outputs,
                f"{below}{name}/",
                inside,
                look_everywhere=look_everywhere,
            )


def _list_folder(folder: Path) -> tuple[tuple[str, bool], ...]:
    """What lies in a folder, and whether it is one; a folder that is closed to us is an error."""
    try:
        with os.scandir(folder) as entries:
            return tuple((entry.name, _is_folder(entry)) for entry in entries)
    except OSError as fault:
        raise PostError(
            f"cannot read the folder {quote(folder)}",
            at=str(folder),
            why=explain_os_error(fault),
            fix="give this account the right to read it, or take it out of the posts folder",
        ) from fault


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell what is a folder or leads to one; the listing itself knows it of all but links."""
    if entry.is_symlink():
        return Path(entry.path).is_dir()
    return entry.is_dir(follow_symlinks=False)


def _holds_outputs(folder: Path, outputs: Path | None) -> bool:
    """Tell whether a folder is one that runs write into: of this publication, or by its mark."""
    if _is_file(folder / MARK):
        return True
    if outputs is None or folder.name not in (SITE, DESK):
        return False
    return folder.parent.resolve() == outputs.resolve()


def _is_unseen(folder: Path) -> bool:
    """Tell whether a folder holds no texts of the publication: `.git`, packages, outputs."""
    return folder.name[0] == "." or folder.name in _UNSEEN


def _why_no_posts(folder: Path) -> str:
    """Why the texts of a folder are no posts; "" where they are."""
    name = folder.name.lower()
    if folder.name == "_posts":
        return ""
    if name in ("drafts", "_drafts"):
        return "in a folder of drafts"
    if folder.name[0] in "._":
        return "in a folder whose name begins with . or _"
    if name in IGNORED_FOLDERS:
        return f"in a folder called {name}"
    if _is_file(folder / CONFIG_NAME):
        return "in a publication of its own"
    return ""


def _is_file(path: Path) -> bool:
    """Tell whether a file is there, also of a folder that is closed: listing it says so then."""
    try:
        return path.is_file()
    except OSError:
        return False


def _is_post(place: str) -> bool:
    """Tell whether a file is a post, where its folder holds posts."""
    name = place.rpartition("/")[2]
    return _suffix(name) in SUFFIXES and not _reason_in_name(name)


def _suffix(name: str) -> str:
    """What stands behind the last dot, with it, in small letters; "" where nothing is before it."""
    stem, dot, suffix = name.rpartition(".")
    return f"{dot}{suffix.lower()}" if stem and suffix else ""


def _reason(place: str, why_folder: str) -> str:
    """Why a file is no post; "" for a post, and for a file that nobody takes for one."""
    name = place.rpartition("/")[2]
    suffix = _suffix(name)
    if suffix in OTHER_TEXTS and name[0] != ".":
        return why_folder or f"no Markdown ({suffix})"
    if suffix in SUFFIXES:
        return why_folder or _reason_in_name(name)
    return ""


def _reason_in_name(name: str) -> str:
    """Why a Markdown file is no post, by its name; "" for a post."""
    if name[0] in "._":
        return "with a name that begins with . or _"
    return "no post" if name.lower() in IGNORED_NAMES else ""
