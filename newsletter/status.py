"""Tell where every post stands in every language: published, held, stale, uploaded, and who has translated it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from newsletter.config import Settings
from newsletter.model import EditionKind
from newsletter.pipeline.house import STATE_NAME, catalogue_path, read_catalogue
from newsletter.store.ledger import EditionRecord, Ledger, PageRecord, State, UploadRecord


@dataclass(frozen=True, slots=True)
class Upload:
    """What became of an edition in one campaign tool.

    Attributes:
        state: done, failed, or begun: broken off, the tool is asked at the next upload.
        remote_id, url: The draft there; "" where none is known.
        reason: Why it failed. `at`: when, ISO 8601.
    """

    profile: str
    state: str
    remote_id: str
    url: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One post, or one digest, in one language.

    Attributes:
        state: published, held, failed or retired; `reason` says why it is not published.
        n_units: Units of its catalogue confirmed by a person, written by a machine, stale since the source changed, and
            held; all 0 in the source language.
        uploads: Every upload of its edition, by profile.
    """

    ref: str
    language: str
    state: str
    reason: str
    n_units: tuple[int, int, int, int]
    uploads: tuple[Upload, ...]


def read_status(folder: Path, settings: Settings) -> tuple[Standing, ...]:
    """Read the ledger and the catalogues; by post and language. Empty before the first run."""
    state = folder / STATE_NAME
    if not (state / "state.db").is_file():
        return ()
    with Ledger.open(state) as ledger:
        pages = sorted(ledger.pages().values(), key=lambda page: (page.ref, page.language))
        digests = (edition for edition in ledger.editions().values() if edition.kind is EditionKind.DIGEST)
        uploads = ledger.uploads()
        return (*_standings(pages, uploads, folder, settings), *(_digest(each, uploads) for each in digests))


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
            uploads=_find_uploads(page.ref, page.language, uploads),
        )


def _digest(edition: EditionRecord, uploads: tuple[UploadRecord, ...]) -> Standing:
    found = _find_uploads(edition.id, edition.language, uploads)
    return Standing(edition.id, edition.language, str(State.PUBLISHED), "", (0, 0, 0, 0), found)


def _find_uploads(edition: str, language: str, uploads: tuple[UploadRecord, ...]) -> tuple[Upload, ...]:
    return tuple(
        Upload(each.profile, str(each.state), each.remote_id, each.url, each.reason, each.at.isoformat())
        for each in uploads
        if (each.edition, each.language) == (edition, language)
    )


def status_as_json(standings: tuple[Standing, ...]) -> str:
    """Return the standings as one JSON array."""
    return json.dumps([asdict(each) for each in standings], ensure_ascii=False, indent=2) + "\n"
