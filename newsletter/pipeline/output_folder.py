"""Know what of the output folder is ours: whether it is there, and that nothing else is touched.

A path is ours when the ledger has written it here. When the outputs go to another folder than
before, the files that stand there are not ours, whatever their names: they are taken for missing,
made anew, and another's file of such a name is left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from newsletter.errors import OutputError, quote
from newsletter.model import Artefact
from newsletter.pipeline.records import Records
from newsletter.store.files import Published, publish, remove
from newsletter.store.ledger import ArtefactRecord, Change, FileRecord

_PLACE = "the output folder"  # no path: the row of `files` that says where the outputs lie


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

    def settle(self) -> None:
        """Write down where the outputs lie; what lies elsewhere is not ours here."""
        place = FileRecord(_PLACE, 0, 0, _name_place(self._root, self._publication))
        if self._records.files.get(_PLACE) == place:
            return
        elsewhere: tuple[ArtefactRecord, ...] = ()
        if _has_moved(self._root, self._publication, self._records.files):
            elsewhere = tuple(
                replace(artefact, content_hash="", n_bytes=-1)
                for artefact in self._records.artefacts.values()
            )
        self._records.save(Change(artefacts=elsewhere, files=(place,)))

    def publish(self, artefacts: Iterable[Artefact]) -> Published:
        """Bring files to their places: all of them, or none; another's file is left alone."""
        return publish(artefacts, self._root, self._records)

    def remove(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Take files of ours away, and folders that become empty; returns those that were there."""
        return remove((path for path in paths if self._records.owns(path)), self._root)

    def explain_refused(self, paths: Iterable[str]) -> Iterator[OutputError]:
        """Say of every file that was not written why not."""
        for path in paths:
            yield OutputError(
                f"cannot write {quote(path)}",
                at=str(self._root / path),
                why="another program, or a person, wrote the file that stands there",
                fix="move it away, or give the outputs a folder of their own; if an earlier run of "
                "newsletter wrote it and its state was lost, remove it",
            )


def find_missing(
    artefacts: Iterable[ArtefactRecord],
    root: Path,
    publication: Path,
    files: Mapping[str, FileRecord],
) -> tuple[ArtefactRecord, ...]:
    """Return the files that are not there or have another size.

    All of them when the outputs lay in another folder before.
    """
    if _has_moved(root, publication, files):
        return tuple(artefacts)
    folder = str(root)
    return tuple(artefact for artefact in artefacts if not _is_there(artefact, folder))


def _has_moved(root: Path, publication: Path, files: Mapping[str, FileRecord]) -> bool:
    known = files.get(_PLACE)
    if known is None:
        return False
    # Earlier versions wrote the whole path of every folder.
    return known.content_hash not in (_name_place(root, publication), str(root.resolve()))


def _name_place(root: Path, publication: Path) -> str:
    """The folder as the ledger keeps it: a publication may move together with its outputs."""
    place, base = root.resolve(), publication.resolve()
    return place.relative_to(base).as_posix() if place.is_relative_to(base) else str(place)


def _is_there(artefact: ArtefactRecord, folder: str) -> bool:
    path = f"{folder}/{artefact.path}"  # text: a Path for each of 30,000 files takes a second
    try:
        return os.stat(path).st_size == artefact.n_bytes  # noqa: PTH116
    except OSError:
        return False
