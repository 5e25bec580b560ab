"""Look whether the files the ledger knows are in the output folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from newsletter.model import Artefact
from newsletter.pipeline.records import Records
from newsletter.store.files import Published, publish, remove
from newsletter.store.ledger import ArtefactRecord, Change, FileRecord

_PLACE = "the output folder"  # no path: the row of `files` that says where the outputs lie


class OutputFolder:
    """The folder the outputs of a publication lie in.

    Args:
        root: Made when it is missing.
        records: What is known of the files there.
    """

    def __init__(self, root: Path, records: Records) -> None:
        self._root = root
        self._records = records

    def publish(self, artefacts: Iterable[Artefact]) -> Published:
        """Bring files to their places: all of them, or none."""
        return publish(artefacts, self._root)

    def remove(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Take files away, and folders that become empty; returns the paths that were there."""
        return remove(paths, self._root)

    def remember(self) -> None:
        """Write down where the outputs lie, when that is new."""
        record = FileRecord(_PLACE, 0, 0, str(self._root.resolve()))
        if self._records.files.get(_PLACE) != record:
            self._records.save(Change(files=(record,)))


def find_missing(
    artefacts: Iterable[ArtefactRecord], root: Path, files: Mapping[str, FileRecord]
) -> tuple[ArtefactRecord, ...]:
    """Return the files that are not there or have another size.

    All of them when the outputs lay in another folder before.
    """
    place = files.get(_PLACE)
    if place is not None and place.content_hash != str(root.resolve()):
        return tuple(artefacts)
    folder = str(root)
    return tuple(artefact for artefact in artefacts if not _is_there(artefact, folder))


def _is_there(artefact: ArtefactRecord, folder: str) -> bool:
    path = f"{folder}/{artefact.path}"  # text: a Path for each of 30,000 files takes a second
    try:
        return os.stat(path).st_size == artefact.n_bytes  # noqa: PTH116
    except OSError:
        return False
