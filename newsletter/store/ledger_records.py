"""Hold what the ledger knows as frozen values: posts, pages, artefacts, editions, uploads, runs.

A `Change` is what one step adds or removes; all of it is written in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from newsletter.model import EditionKind

PageKey = tuple[str, str]
"""What names a page: the ref of its post and its language."""


class State(StrEnum):
    """Where a post or one of its pages stands."""

    PUBLISHED = "published"
    HELD = "held"  # waits for a person or an engine; `reason` says for what
    FAILED = "failed"  # the file cannot be used
    RETIRED = "retired"  # was published, is gone from the archive


class UploadState(StrEnum):
    """How far a draft has come."""

    BEGUN = "begun"  # the request may have left: ask before sending again
    DONE = "done"
    FAILED = "failed"


REOPENED = (
    "opened again"  # the reason of an upload whose draft follows its post again
)


@dataclass(frozen=True, slots=True)
class PostRecord:
    """One post of the archive, whatever its languages.

    Attributes:
        ref: Translation key.
        path: File below the posts folder, forward slashes.
        content_hash: SHA-256 of its bytes, hex.
        mtime_ns, n_bytes: As the file system gave them when it was read.
        first_published: Time of the run that published it first; None until then.
        cover: Where the file of its cover would lie, below the folder of assets; "" when the
            post has no cover of this site.
        address: What the post says of its own address, packed (`plan.packed_address`).
        expires: The time from which it is published no more.
        translation_key: What it shares with its translations, in the words of its generator.
        missed: When the run began that was the first not to find it; None while it is there.
        n_findings: How much of its clean text an editor should look at.
    """

    ref: str
    path: str
    content_hash: str
    mtime_ns: int
    n_bytes: int
    slug: str
    language: str
    title: str
    date: datetime
    state: State
    reason: str = ""
    first_published: datetime | None = None
    cover: str = ""
    address: str = ""
    expires: datetime | None = None
    translation_key: str = ""
    missed: datetime | None = None
    n_findings: int = 0


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One post in one language.

    Attributes:
        fingerprint: Named fingerprints of everything the article was made from.
        updated: Time of the last change of its content.
        part_fingerprints: The same of what its outputs depend on besides the article.
        article_hash: SHA-256 of the article its outputs show, hex.
        links: Addresses in its text that may be those of other posts, one a line.
    """

    ref: str
    language: str
    state: State
    reason: str
    slug: str
    url: str
    title: str
    fingerprint: str
    first_published: datetime | None = None
    updated: datetime | None = None
    part_fingerprints: str = ""
    article_hash: str = ""
    links: str = ""


@dataclass(frozen=True, slots=True)
class ArtefactRecord:
    """One file below the output folder that is ours.

    Attributes:
        owner: Ref of a post or id of a digest; "" for feeds and indexes.
        content_hash: SHA-256 of its bytes, hex; "" while it lies in another output folder only.
        fingerprint: Of a file of a post, which of its outputs it belongs to (see `part`); of any
            other file `kind:` and a hash of what it was made from.
        n_bytes: -1 where an older version wrote the row, or it lies in another folder only.
    """

    path: str
    content_hash: str
    owner: str = ""
    language: str = ""
    fingerprint: str = ""
    n_bytes: int = -1

    @property
    def part(self) -> str:
        """The output of a post that the file belongs to; "" for a file that is no post's.

        It is `copy`, `page`, `campaign`, `report` or `media`.
        """
        return "" if ":" in self.fingerprint else self.fingerprint


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition that was made, in one language; it is never made a second time."""

    id: str
    language: str
    kind: EditionKind
    subject: str
    made: datetime
    refs: tuple[str, ...]
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class UploadRecord:
    """A draft in a campaign tool, or the attempt to make one."""

    edition: str
    language: str
    profile: str
    state: UploadState
    content_hash: str
    remote_id: str
    url: str
    reason: str
    at: datetime

    @property
    def is_reopened(self) -> bool:
        """The editor wants the draft to follow its post again."""
        return self.state is UploadState.FAILED and self.reason == REOPENED

    @property
    def stands(self) -> bool:
        """There is a draft of it in the tool, or there may be one.

        The campaign is not changed any more, unless it was opened again.
        """
        if self.is_reopened:
            return False
        return self.state is not UploadState.FAILED or bool(self.remote_id)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run; `finished` is None while it works, and for ever when it was killed."""

    id: int
    started: datetime
    finished: datetime | None
    exit_code: int | None
    summary: str


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file besides posts whose hash holds as long as time and size stay.

    `path` below the publication.
    """

    path: str
    mtime_ns: int
    n_bytes: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """Where a page stood before; `until` is the time it moved."""

    url: str
    ref: str
    language: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What one step adds to the ledger, or removes from it.

    Attributes:
        articles: (ref, language, about, text) of published pages; an empty `about` forgets the
            article.
        bands: (ref, keys): the keys under which a post is found, in place of its old ones.
        removed: Paths of artefacts that are gone.
        forgotten: Names of files of which nothing is to be known any more.
        came_back: URLs that are no longer addresses of the past.
    """

    posts: tuple[PostRecord, ...] = ()
    pages: tuple[PageRecord, ...] = ()
    artefacts: tuple[ArtefactRecord, ...] = ()
    removed: tuple[str, ...] = ()
    editions: tuple[EditionRecord, ...] = ()
    articles: tuple[tuple[str, str, bytes, bytes], ...] = ()
    bands: tuple[tuple[str, Sequence[int]], ...] = ()
    files: tuple[FileRecord, ...] = ()
    forgotten: tuple[str, ...] = ()
    addresses: tuple[AddressRecord, ...] = ()
    came_back: tuple[str, ...] = ()


def merge_changes(changes: Iterable[Change]) -> Change:
    """Return one change that does what these do, in their order."""
    steps = tuple(changes)
    merged: dict[str, Any] = {}
    for field in fields(Change):
        merged[field.name] = tuple(
            chain.from_iterable(getattr(step, field.name) for step in steps)
        )
    return Change(**merged)
