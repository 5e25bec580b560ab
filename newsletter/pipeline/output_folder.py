"""Know what of the output folder is ours: whether it is there, and that nothing else is touched.

A path is ours when the ledger has written it here. When the outputs go to another folder than
before, the files that stand there are not ours, whatever their names: they are taken for missing,
made again, and another's file of such a name is left alone. Where the ledger was lost, the mark in
the folder says that its files are ours all the same.

Somebody may remove or replace the folder while a run writes: a script that deploys, a restored
backup. A run looks once at its end whether what it wrote is there, and says so where it is not. The
next run finds by their sizes what is missing. Files of a folder that was replaced are compared
byte for byte: an old copy may have the sizes of today.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from newsletter.errors import OutputError, count_of, quote
from newsletter.model import Artefact
from newsletter.pipeline.records import Records
from newsletter.regular_files import read_file
from newsletter.store.files import Published, move, publish, remove, write_file
from newsletter.store.ledger_records import ArtefactRecord, Change, FileRecord
from newsletter.store.output_places import (
    MARK,
    OLD_OUTPUT,
    find_outputs,
    path_of,
    place_of,
)

PATH_CHARS = 200
MARK_TEXT = b"newsletter wrote this folder and may change every file in it\n"

_PLACE = "the output folder"  # no path: the row of `files` that says where the outputs lie
_LAYOUT = "\n2"  # behind the folder in that row: site/ and desk/ are apart


class OutputFolder:
    """The folder the outputs of a publication lie in.

    Args:
        root: Made when it is missing.
        publication: The folder of the publication.
        records: What is known of the files there.
    """

    def __init__(self, root: Path, publication: Path, records: Records) -> None:
        self._root = root
        self._publication = publication
        self._records = records
        self._settled: tuple[int, int] | None = None

    def settle(self) -> None:
        """Write down where the outputs lie; what lies elsewhere is not ours here.

        Raises:
            OutputError: It is a file, or a link that leads to no folder.
        """
        if os.path.lexists(self._root) and not self._root.is_dir():
            why, fix = "it is a file", "move that file away"
            if self._root.is_symlink():
                target = quote(self._root.readlink(), PATH_CHARS)
                why = f"it is a link to {target}, and no folder is there"
                fix = "make that folder"
            raise OutputError(
                f"cannot write into {quote(self._root)}",
                at=str(self._root),
                why=why,
                fix=f"{fix}, or choose another --output",
            )
        mark = self._root / MARK
        known = self._records.files.get(_PLACE)
        if known is None and mark.is_file():
            self._records.claim(
                find_outputs(self._root)
            )  # the ledger was lost, or is another's
        if _has_moved(self._root, self._publication, self._records.files):
            elsewhere = self._records.each_artefact()
            disowned = map(_disown, elsewhere)
            self._records.save(Change(artefacts=tuple(disowned)))
        _remember(self._root, self._publication, self._records)
        self._make()
        self._settled = _identify(self._root)

    def _make(self) -> None:
        """Make the folder where there is none, and mark one that is new or empty."""
        if not self._root.is_dir() or not any(self._root.iterdir()):
            write_file(self._root / MARK, MARK_TEXT)

    def publish(self, artefacts: Iterable[Artefact]) -> Published:
        """Bring files to their places: all of them, or none; another's file is left alone.

        Returns:
            Places below the output folder; of what was refused the paths.

        Raises:
            OutputError: The disk refuses.
        """
        placed = (
            replace(artefact, path=place_of(artefact.path))
            for artefact in artefacts
        )
        self._make()
        published = publish(placed, self._root, _Ownership(self._records))
        return replace(
            published, refused=tuple(map(path_of, published.refused))
        )

    def remove(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Take files of ours away, and folders that become empty.

        Returns:
            The places that were there.
        """
        ours = (place_of(path) for path in paths if self._records.owns(path))
        return remove(ours, self._root)

    def find_fault(self, places: Sequence[str]) -> OutputError | None:
        """Say what is wrong with the folder after a run; None where it is as the run left it.

        Args:
            places: Of the files that the run wrote, or found as they should be, and that stay.
        """
        lost = [place for place in places if not self._stands(place)]
        if _identify(self._root) != self._settled:
            self._doubt_all()
            why = "it was removed or replaced while the run wrote into it"
        elif lost:
            files = f"{len(lost)} of {count_of(len(places), 'file')}"
            why = (
                f"{files} were removed or changed while the run wrote into it, "
                f"e.g. {lost[0]}"
            )
        else:
            return None
        return OutputError(
            f"cannot finish {quote(self._root)}",
            at=str(self._root),
            why=why,
            fix="let nothing else change that folder while a run works, and run again: "
            "the next run writes what is missing",
        )

    def _stands(self, place: str) -> bool:
        """Tell whether a file is there with the size that the ledger knows."""
        artefact = self._records.find_artefact(path_of(place))
        if artefact is None:
            return True
        return _measure(f"{self._root}/{place}") == artefact.n_bytes

    def _doubt_all(self) -> None:
        """Let the next run make every file again that has not the bytes that the ledger knows."""
        others = [
            replace(artefact, n_bytes=-1)
            for artefact in self._records.each_artefact()
            if not self._has_bytes(artefact)
        ]
        self._records.save(Change(artefacts=tuple(others)))

    def _has_bytes(self, artefact: ArtefactRecord) -> bool:
        """Tell whether a file holds what the ledger says."""
        try:
            content = read_file(self._root / place_of(artefact.path))
        except OSError:
            return False
        return hashlib.sha256(content).hexdigest() == artefact.content_hash

    def explain_refused(self, paths: Iterable[str]) -> Iterator[OutputError]:
        """Say of every file that was not written why not."""
        for path in paths:
            yield OutputError(
                f"cannot write {quote(path)}",
                at=str(self._root / place_of(path)),
                why="newsletter did not write the file that stands there",
                fix="move it away, or choose another folder: output in [publication], or --output",
            )


class _Ownership:
    """What the ledger says of places."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def owns(self, path: str) -> bool:
        """Tell whether a run of ours wrote this file."""
        return self._records.owns(path_of(path))

    def claim(self, paths: Sequence[str]) -> None:
        """Note that files are ours before they are written."""
        self._records.claim(map(path_of, paths))


def find_missing(
    records: Records, root: Path, publication: Path
) -> tuple[ArtefactRecord, ...]:
    """Return the files that are not there or have another size.

    All of them when the outputs lay in another folder before.

    Args:
        records: What the ledger says was written, and where.
        root: The folder of the outputs.
        publication: The folder of the publication.
    """
    if _has_moved(root, publication, records.files):
        return tuple(records.each_artefact())
    folder = str(root)
    gone = [
        path
        for path, n_bytes in records.each_size()
        if _measure(f"{folder}/{place_of(path)}") != n_bytes
    ]
    return tuple(filter(None, map(records.find_artefact, gone)))


def _identify(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another of its name; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _disown(artefact: ArtefactRecord) -> ArtefactRecord:
    """What the ledger keeps of a file that is ours, but not here."""
    return replace(artefact, content_hash="", n_bytes=-1)


def _remember(root: Path, publication: Path, records: Records) -> None:
    """Note in the ledger where the outputs lie."""
    record = FileRecord(_PLACE, 0, 0, _name_place(root, publication))
    if records.files.get(_PLACE) != record:
        records.save(Change(files=(record,)))


def _has_moved(
    root: Path, publication: Path, files: Mapping[str, FileRecord]
) -> bool:
    """Tell whether the outputs lay at another place in the last run."""
    known = files.get(_PLACE)
    if known is None:
        return False
    # Earlier versions wrote the whole path of every folder.
    return known.content_hash not in (
        _name_place(root, publication),
        f"{root.resolve()}{_LAYOUT}",
    )


def _name_place(root: Path, publication: Path) -> str:
    """The folder as the ledger keeps it: a publication may move together with its outputs."""
    place, base = root.resolve(), publication.resolve()
    name = (
        place.relative_to(base).as_posix()
        if place.is_relative_to(base)
        else str(place)
    )
    return name + _LAYOUT


def _measure(path: str) -> int | None:
    """The size of a file; None where there is none. A Path for each of 30,000 takes a second."""
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return None


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
    old = folder / place.content_hash
    if old.resolve() not in (root.resolve(), (folder / OLD_OUTPUT).resolve()):
        return ""  # it was another --output; nobody asks for that folder now
    write_file(root / MARK, MARK_TEXT)
    n_moved, in_the_way = 0, []
    for artefact in records.each_artefact():
        path = artefact.path
        if move(path, old, place_of(path), root):
            n_moved += 1
        elif all(map(os.path.lexists, (old / path, root / place_of(path)))):
            in_the_way.append(_disown(artefact))
    if in_the_way:  # what stands there is another's
        records.save(Change(artefacts=tuple(in_the_way)))
    with suppress(OSError):
        old.rmdir()
    _remember(root, folder, records)
    if not n_moved:
        return ""
    left = (
        ", where other files stay"
        if old.is_dir() and old != root.resolve()
        else ""
    )
    return f"moved {n_moved} files from {old.name}/ to {root.name}/site/ and desk/{left}"
