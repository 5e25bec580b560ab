"""Look whether the files the ledger knows are in the output folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from newsletter.pipeline.publication import RunContext
from newsletter.store.ledger import ArtefactRecord, Change, FileRecord, Ledger

_PLACE = "the output folder"  # no path: the row of `files` that says where the outputs lie


def missing_artefacts(
    artefacts: Iterable[ArtefactRecord], root: Path, files: Mapping[str, FileRecord]
) -> Iterator[ArtefactRecord]:
    """Yield the files that are not there or have another size; all of them when the outputs lay elsewhere before."""
    place = files.get(_PLACE)
    moved = place is not None and place.content_hash != str(root.resolve())
    folder = str(root)
    for record in artefacts:
        try:
            there = not moved and os.stat(f"{folder}/{record.path}").st_size == record.n_bytes
        except OSError:
            there = False
        if not there:
            yield record


def remember_output(ledger: Ledger, context: RunContext, files: dict[str, FileRecord]) -> None:
    """Write down where the outputs lie, when that is new."""
    record = FileRecord(_PLACE, 0, 0, str(context.output.resolve()))
    if files.get(_PLACE) != record:
        ledger.save(Change(files=(record,)), context.options.now)
        files[_PLACE] = record
