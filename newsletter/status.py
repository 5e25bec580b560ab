"""Tell where every post stands in every language: published, held, stale, uploaded, and who has translated it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from newsletter.config import Settings
from newsletter.pipeline.house import STATE_NAME, catalogue_path, read_catalogue
from newsletter.store.ledger import Ledger, PageRecord, UploadRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """One post in one language.

    Attributes:
        state: published, held, failed or retired; `reason` says why it is not published.
        n_units: Units of its catalogue confirmed by a person, written by a machine, stale since the source changed, and
            held; all 0 in the source language.
        uploads: `profile state` of every upload of its edition.
    """

    ref: str
    language: str
    state: str
    reason: str
    n_units: tuple[int, int, int, int]
    uploads: tuple[str, ...]


def read_status(folder: Path, settings: Settings) -> tuple[Standing, ...]:
    """Read the ledger and the catalogues; by post and language. Empty before the first run."""
    state = folder / STATE_NAME
    if not (state / "state.db").is_file():
        return ()
    with Ledger.open(state) as ledger:
        pages = sorted(ledger.pages().values(), key=lambda page: (page.ref, page.language))
        return tuple(_standings(pages, ledger.uploads(), folder, settings))


def _standings(
    pages: list[PageRecord], uploads: tuple[UploadRecord, ...], folder: Path, settings: Settings
) -> Iterator[Standing]:
    for page in pages:
        catalogue = read_catalogue(catalogue_path(folder, settings, page.language, page.ref))
        counts = catalogue.counts() if catalogue else None
        yield Standing(
            ref=page.ref,
            language=page.language,
            state=str(page.state),
            reason=page.reason,
            n_units=(counts.reviewed, counts.machine, counts.stale, counts.held) if counts else (0, 0, 0, 0),
            uploads=tuple(
                f"{sent.profile} {sent.state}" for sent in uploads if sent.edition == page.ref and sent.language == page.language
            ),
        )


def status_as_json(standings: tuple[Standing, ...]) -> str:
    """Return the standings as one JSON array."""
    return json.dumps([asdict(each) for each in standings], ensure_ascii=False, indent=2) + "\n"
