"""Tell where every post stands in every language.

Published, held, stale, uploaded, and who has translated it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from newsletter.config import Settings, find_folder
from newsletter.errors import NewsletterError, PostError, UnfinishedPost
from newsletter.model import EditionKind, Receipt
from newsletter.pipeline.post_files import (
    Skipped,
    find_post_names,
    find_skipped,
)
from newsletter.pipeline.publication import (
    STATE_NAME,
    catalogue_path,
    read_templates,
)
from newsletter.plan.page_actions import EXPIRED
from newsletter.regular_files import read_file
from newsletter.render.templates import Templates
from newsletter.store.database import has_database
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    EditionRecord,
    PageRecord,
    PostRecord,
    State,
    UploadRecord,
)
from newsletter.store.output_places import find_output
from newsletter.translate.catalogue import Counts, count_units


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
        n_units: Units of its catalogue confirmed by a person, written by a machine, stale since the
            source changed, and held; all 0 in the source language.
        n_findings: Things of its text that an editor should look at, in the source language: its
            report and the desk name them.
        n_doubtful: Units that are translated and have a finding: `newsletter check` lists them.
        uploads: Every upload of its edition, by profile.
        correction: A note to readers, in their language, when an article was changed after the
            upload; else "".
    """

    ref: str
    language: str
    state: str
    reason: str
    n_units: tuple[int, int, int, int]
    uploads: tuple[Upload, ...]
    correction: str = ""
    n_doubtful: int = 0
    n_findings: int = 0

    @property
    def n_stale(self) -> int:
        """Units whose source has changed since they were translated."""
        return self.n_units[2]

    @property
    def is_uploaded(self) -> bool:
        """A campaign tool has taken it."""
        return any(upload.state == "done" for upload in self.uploads)


def read_status(folder: Path, settings: Settings) -> tuple[Standing, ...]:
    """Read the ledger and the catalogues; by post and language. Empty before the first run."""
    folder = find_folder(folder)
    state = folder / STATE_NAME
    if not has_database(state):
        return ()
    with Ledger.open_to_read(state) as ledger:
        posts, pages, editions, uploads = (
            ledger.posts(),
            ledger.pages(),
            ledger.editions(),
            ledger.uploads(),
        )
    standings = [
        *_posts(posts, pages, uploads, folder, settings),
        *_digests(editions.values(), uploads),
    ]
    templates = read_templates(folder)
    return tuple(
        replace(
            standing,
            correction=write_correction(
                editions.get((standing.ref, standing.language)),
                uploads,
                pages,
                templates,
            ),
        )
        for standing in standings
    )


def read_skipped(
    folder: Path, settings: Settings, now: datetime
) -> tuple[Skipped, ...]:
    """Return the texts that are no posts, and the posts that are not published; by name.

    Args:
        folder: The publication.
        settings: Its settings.
        now: The moment for which "not yet" is asked.
    """
    folder = find_folder(folder)
    root = folder / settings.posts.folder
    state = folder / STATE_NAME
    published: set[str] = set()
    if has_database(state):
        with Ledger.open_to_read(state) as ledger:
            published = {
                post.path
                for post in ledger.posts().values()
                if post.state is State.PUBLISHED
            }
    outputs = find_output(folder, settings)
    found = list(find_skipped(root, outputs))
    for name in find_post_names(root, outputs):
        if name in published:
            continue
        why = _why_unpublished(root / name, settings, now)
        if why:
            found.append(Skipped(name, why))
    return tuple(sorted(found, key=lambda file: file.path))


def _why_unpublished(path: Path, settings: Settings, now: datetime) -> str:
    """Why a post says that it is not to be published; the run reports one that is broken."""
    from newsletter.source.post import (
        find_expiry,
        parse_post,
        why_unpublished,
    )

    try:
        post = parse_post(
            read_file(path),
            path.name,
            language=settings.source_language,
            languages=settings.all_languages,
            zone=ZoneInfo(settings.publication.timezone),
        )
    except UnfinishedPost as unfinished:
        return unfinished.why
    except (OSError, NewsletterError):
        return ""
    expires = find_expiry(post)
    if expires is not None and expires <= now:
        return f"{EXPIRED} {expires:%Y-%m-%d}"
    return why_unpublished(post)


def read_receipts(folder: Path, since: datetime) -> tuple[Receipt, ...]:
    """Return what the engines were sent by the runs since a time; () before the first run."""
    state = find_folder(folder) / STATE_NAME
    if not has_database(state):
        return ()
    with Ledger.open_to_read(state) as ledger:
        return ledger.sum_receipts(since)


def write_correction(
    edition: EditionRecord | None,
    uploads: Iterable[UploadRecord],
    pages: Mapping[tuple[str, str], PageRecord],
    templates: Templates,
) -> str:
    """Return a note to the readers of an edition whose articles changed after its upload, or "".

    An uploaded campaign stays as it was sent and no second one is made, so this is all that can
    still reach its readers.

    Args:
        edition: The edition that was uploaded; None where nothing was made of it.
        uploads: Its uploads.
        pages: The pages of the ledger, by ref and language.
        templates: Hold the words of the note.
    """
    if edition is None:
        return ""
    language = edition.language
    sent = [
        upload.at
        for upload in uploads
        if (upload.edition, upload.language) == (edition.id, language)
        and upload.stands
    ]
    if not sent:
        return ""
    known = (pages.get((ref, language)) for ref in edition.refs)
    changed = [
        page for page in known if page and _is_changed_since(page, min(sent))
    ]
    words = templates.strings(language)
    return "\n".join(
        words("correction", title=page.title, url=page.url) for page in changed
    )


def _is_changed_since(page: PageRecord, when: datetime) -> bool:
    """Tell whether a published page was changed after a moment."""
    if page.state is not State.PUBLISHED or page.updated is None:
        return False
    return page.updated > when


def _posts(
    posts: Mapping[str, PostRecord],
    pages: Mapping[tuple[str, str], PageRecord],
    uploads: tuple[UploadRecord, ...],
    folder: Path,
    settings: Settings,
) -> Iterator[Standing]:
    """Where each page of each post stands."""
    for page in pages.values():
        counts = _count_units(folder, settings, page)
        post = posts.get(page.ref)
        is_source = post is not None and post.language == page.language
        yield Standing(
            ref=page.ref,
            language=page.language,
            state=str(page.state),
            reason=page.reason,
            n_units=(counts.reviewed, counts.machine, counts.stale, counts.held)
            if counts
            else (0, 0, 0, 0),
            uploads=_find_uploads(page.ref, page.language, uploads),
            n_doubtful=counts.doubtful if counts else 0,
            n_findings=post.n_findings if post and is_source else 0,
        )


def _count_units(
    folder: Path, settings: Settings, page: PageRecord
) -> Counts | None:
    """How far the review is; None without a catalogue, or with one that cannot be read."""
    path = catalogue_path(folder, settings, page.language, page.ref)
    try:
        return count_units(read_file(path), str(path))
    except (OSError, PostError):
        return None  # the page is held, and its reason says why


def _digests(
    editions: Iterable[EditionRecord], uploads: tuple[UploadRecord, ...]
) -> Iterator[Standing]:
    """Where each digest stands."""
    for edition in editions:
        if edition.kind is EditionKind.DIGEST:
            found = _find_uploads(edition.id, edition.language, uploads)
            yield Standing(
                edition.id,
                edition.language,
                str(State.PUBLISHED),
                "",
                (0, 0, 0, 0),
                found,
            )


def _find_uploads(
    edition: str, language: str, uploads: tuple[UploadRecord, ...]
) -> tuple[Upload, ...]:
    return tuple(
        Upload(
            upload.profile,
            str(upload.state),
            upload.remote_id,
            upload.url,
            upload.reason,
            upload.at.isoformat(),
        )
        for upload in uploads
        if (upload.edition, upload.language) == (edition, language)
    )


def status_as_json(standings: tuple[Standing, ...]) -> str:
    """Return the standings as one JSON array."""
    return (
        json.dumps(
            [asdict(standing) for standing in standings],
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )
