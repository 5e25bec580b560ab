"""Keep the output folder: bring files to their places, and look whether they are still there.

The folder is ours or it is not touched. It is ours when it was empty, when it carries our mark, or
when the ledger says that we wrote into it. In a folder of ours, a file that the ledger does not
know is somebody's: the run stops with its name instead of writing over it. One exception: after a
run that was killed, a file may be ours and the ledger not know it yet.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from newsletter.errors import OutputError, quote
from newsletter.model import Artefact
from newsletter.pipeline.records import Records
from newsletter.store.files import Published, move, publish, remove, write_file
from newsletter.store.ledger import ArtefactRecord, Change, FileRecord
from newsletter.store.places import OLD_OUTPUT, place_of

MARK = ".newsletter-output"
MARK_TEXT = b"newsletter wrote this folder and may change every file in it\n"

_PLACE = "the output folder"  # no path: the row of `files` that says where the outputs lie
_LAYOUT = "\n2"  # behind the folder in that row: site/ and desk/ are apart


class OutputFolder:
    """The folder the outputs of a publication lie in.

    Args:
        root: Made when it is missing.
        records: What is known of the files there.
        is_safe: The last run ended by itself, so that the ledger knows every file of ours.
    """

    def __init__(self, root: Path, records: Records, *, is_safe: bool = False) -> None:
        self._root = root
        self._records = records
        self._is_safe = is_safe
        self._mark = root / MARK

    def require_ours(self) -> None:
        """Look whether the folder is ours, before any work.

        Raises:
            OutputError: Somebody else's files are in it.
        """
        if self._root.exists() and not self._root.is_dir():
            raise OutputError(
                f"cannot write into {quote(self._root)}",
                at=str(self._root),
                why="it is a file",
                fix="move that file away, or choose another --output",
            )
        place = self._records.files.get(_PLACE)
        is_known = place is not None and place.content_hash == _describe(self._root)
        if not is_known and not self._mark.is_file():
            _require_empty(self._root)

    def publish(self, artefacts: Iterable[Artefact]) -> Published:
        """Bring files to their places: all of them, or none.

        Returns:
            Places below the output folder.

        Raises:
            OutputError: A file that is not ours stands in the way, or the disk refuses.
        """
        if not self._mark.is_file():
            write_file(self._mark, MARK_TEXT)
        return publish(self._place(artefacts), self._root)

    def _place(self, artefacts: Iterable[Artefact]) -> Iterator[Artefact]:
        for artefact in artefacts:
            placed = replace(artefact, path=place_of(artefact.path))
            if self._is_safe and artefact.path not in self._records.artefacts:
                _require_free(self._root / placed.path, artefact.content)
            yield placed

    def remove(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Take files away, and folders that become empty; returns the places that were there."""
        return remove(map(place_of, paths), self._root)

    def remember(self) -> None:
        """Write down where the outputs lie, when that is new."""
        _remember(self._root, self._records)


def _remember(root: Path, records: Records) -> None:
    record = FileRecord(_PLACE, 0, 0, _describe(root))
    if records.files.get(_PLACE) != record:
        records.save(Change(files=(record,)))


def _describe(root: Path) -> str:
    return f"{root.resolve()}{_LAYOUT}"


def _require_empty(root: Path) -> None:
    """Raise for a folder that holds anything: it is somebody's."""
    names = sorted(path.name for path in root.iterdir()) if root.is_dir() else []
    strangers = [name for name in names if not name.startswith(".newsletter")]
    if strangers:
        raise OutputError(
            f"cannot write into {quote(root)}",
            at=str(root / strangers[0]),
            why="newsletter did not write it, and the folder is not empty",
            fix="choose another folder: output in [publication], or --output",
        )


def _require_free(target: Path, content: bytes) -> None:
    """Raise for a file that stands there, holds something else, and is not ours."""
    try:
        is_same = target.read_bytes() == content
    except OSError:
        return  # nothing stands there, or the disk says why when it is written
    if not is_same:
        raise OutputError(
            f"cannot write {quote(target.name)}",
            at=str(target),
            why="newsletter did not write the file that stands there",
            fix="move it away and run again",
        )


def find_missing(
    artefacts: Iterable[ArtefactRecord], root: Path, files: Mapping[str, FileRecord]
) -> tuple[ArtefactRecord, ...]:
    """Return the files that are not there or have another size.

    All of them when the outputs lay in another folder before.
    """
    place = files.get(_PLACE)
    if place is not None and place.content_hash != _describe(root):
        return tuple(artefacts)
    folder = str(root)
    return tuple(artefact for artefact in artefacts if not _is_there(artefact, folder))


def _is_there(artefact: ArtefactRecord, folder: str) -> bool:
    # Text: a Path for each of 30,000 files takes a second.
    path = f"{folder}/{place_of(artefact.path)}"
    try:
        return os.stat(path).st_size == artefact.n_bytes  # noqa: PTH116
    except OSError:
        return False


def move_old_outputs(folder: Path, root: Path, records: Records) -> str:
    """Move the outputs of the layout before, in which everything lay together.

    Only files that the ledger knows are moved, each by renaming. What else lies there stays.

    Args:
        folder: The publication.
        root: Its output folder.
        records: What is known of the files.

    Returns:
        What was done, in one sentence; "" when there was nothing to move.
    """
    place = records.files.get(_PLACE)
    if place is None or place.content_hash.endswith(_LAYOUT):
        return ""
    old = Path(place.content_hash)
    if old not in (root.resolve(), (folder / OLD_OUTPUT).resolve()):
        return ""  # it was another --output; nobody asks for that folder now
    root.mkdir(parents=True, exist_ok=True)
    n_moved = 0
    for path in sorted(records.artefacts):
        n_moved += move(old / path, root / place_of(path), old)
    with suppress(OSError):
        old.rmdir()
    write_file(root / MARK, MARK_TEXT)
    _remember(root, records)
    if not n_moved:
        return ""
    left = ", where other files stay" if old.is_dir() and old != root.resolve() else ""
    return f"moved {n_moved} files from {old.name}/ to {root.name}/site/ and desk/{left}"
