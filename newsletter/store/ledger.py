"""Remember what was published when: posts, pages, artefacts, editions, uploads, runs.

The ledger follows the files: a row says that bytes stand in the output folder, so it is written after they do. Only
uploads are the other way round (`begin_upload` before the request leaves), because what has been sent cannot be taken
back: after a kill, `begun` means "ask the campaign tool before sending again".

Reading gives frozen values; writing takes them, all those of one step in one transaction.
"""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from newsletter.model import EditionKind
from newsletter.store.database import (
    DATABASE_NAME,
    back_up,
    database_path,
    explained,
    open_database,
    transaction,
)


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


@dataclass(frozen=True, slots=True)
class PostRecord:
    """One post of the archive, whatever its languages.

    Attributes:
        ref: Translation key.
        path: File below the posts folder, forward slashes.
        content_hash: SHA-256 of its bytes, hex.
        mtime_ns, n_bytes: As the file system gave them when it was read.
        first_published: Time of the run that published it first; None until then.
        cover: Where the file of its cover would lie, below the folder of assets; "" when it has none of this site.
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


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One post in one language.

    Attributes:
        fingerprint: Fingerprints of everything the article was made from.
        updated: Time of the last change of its content.
        parts: Fingerprints of what its outputs depend on besides the article.
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
    parts: str = ""
    article_hash: str = ""
    links: str = ""


@dataclass(frozen=True, slots=True)
class ArtefactRecord:
    """One file below the output folder that is ours.

    `owner` is the ref of a post or the id of a digest, "" for feeds and indexes. `n_bytes` is -1 where an older version
    wrote the row.
    """

    path: str
    content_hash: str
    owner: str = ""
    language: str = ""
    fingerprint: str = ""
    n_bytes: int = -1


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
    def stands(self) -> bool:
        """There is a draft of it in the tool, or there may be one: the campaign is not changed any more."""
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
    """A file besides posts whose hash holds as long as time and size stay; `path` below the publication."""

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
    """What one step adds to the ledger, or takes away.

    Attributes:
        articles: (ref, language, about, text) of published pages; an empty `about` forgets the article.
        bands: (ref, keys): the keys under which a post is found, in place of its old ones.
        removed: Paths of artefacts that are gone.
        came_back: URLs that are no longer addresses of the past.
    """

    posts: tuple[PostRecord, ...] = ()
    pages: tuple[PageRecord, ...] = ()
    artefacts: tuple[ArtefactRecord, ...] = ()
    removed: tuple[str, ...] = ()
    editions: tuple[EditionRecord, ...] = ()
    articles: tuple[tuple[str, str, bytes, bytes], ...] = ()
    bands: tuple[tuple[str, tuple[int, ...]], ...] = ()
    files: tuple[FileRecord, ...] = ()
    addresses: tuple[AddressRecord, ...] = ()
    came_back: tuple[str, ...] = ()


_Record = TypeVar(
    "_Record",
    PostRecord,
    PageRecord,
    ArtefactRecord,
    UploadRecord,
    RunRecord,
    FileRecord,
    AddressRecord,
)

_KEYS = {
    "posts": "ref",
    "pages": "ref, language",
    "artefacts": "path",
    "uploads": "edition, language, profile",
    "files": "path",
    "addresses": "url",
}
_PLAIN = (
    ArtefactRecord,
    FileRecord,
)  # nothing to convert: they are the many, a dozen of them a page
_OLD_SLUG = """
INSERT OR REPLACE INTO slugs (ref, slug, until)
SELECT ref, slug, ? FROM posts WHERE ref = ? AND slug <> ? AND first_published IS NOT NULL
"""
_EDITIONS = """
SELECT e.id, e.language, e.kind, e.subject, e.made, e.fingerprint, p.ref
FROM editions e LEFT JOIN edition_posts p ON p.edition = e.id AND p.language = e.language
ORDER BY e.made, e.id, e.language, p.position
"""
_LAST_RUNS = "SELECT id, started, finished, exit_code, summary FROM runs ORDER BY id DESC LIMIT ?"


class Ledger:
    """The ledger of one publication; use it as a context manager, or close it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the ledger in the state folder of a publication, making it when missing.

        Raises:
            LedgerError: Foreign, newer or damaged.
            OutputError: It cannot be opened or written.
        """
        return cls(open_database(folder / DATABASE_NAME))

    @classmethod
    def open_copy(cls, folder: Path) -> Self:
        """Open a ledger that forgets what is written: as it stands on the disk, or empty; the disk is not touched."""
        copy = open_database(Path(":memory:"))
        if (folder / DATABASE_NAME).is_file():
            original = open_database(folder / DATABASE_NAME)
            try:
                original.backup(copy)
            finally:
                original.close()
        return cls(copy)

    def close(self) -> None:
        """Close the database; the write-ahead log goes into it."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def posts(self) -> dict[str, PostRecord]:
        """Every post ever seen, by ref, in order of their refs."""
        return {each.ref: each for each in self._all("posts", PostRecord, "ORDER BY ref")}

    def pages(self) -> dict[tuple[str, str], PageRecord]:
        """Every page, by ref and language, in that order."""
        return {
            (each.ref, each.language): each
            for each in self._all("pages", PageRecord, "ORDER BY ref, language")
        }

    def artefacts(self) -> dict[str, ArtefactRecord]:
        """Every file of ours in the output folder, by path, in order of their paths."""
        return {each.path: each for each in self._all("artefacts", ArtefactRecord, "ORDER BY path")}

    def article(self, ref: str, language: str) -> tuple[bytes, bytes] | None:
        """What is kept of the article of a page, (about, text) as it was saved; None when nothing is."""
        rows = self._rows(
            "SELECT about, text FROM articles WHERE ref = ? AND language = ?", ref, language
        )
        return (bytes(rows[0]["about"]), bytes(rows[0]["text"])) if rows else None

    def abouts(self, language: str) -> dict[str, bytes]:
        """Everything but the text of the articles of one language, by ref."""
        rows = self._rows(
            "SELECT ref, about FROM articles WHERE language = ? ORDER BY ref", language
        )
        return {row["ref"]: bytes(row["about"]) for row in rows}

    def find_alike(self, keys: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
        """Posts that share keys with these, with how many, by ref."""
        marks = ", ".join("?" * len(keys))
        sql = f"SELECT ref, count(*) AS n_shared FROM bands WHERE key IN ({marks}) GROUP BY ref ORDER BY ref"
        return (
            tuple((row["ref"], row["n_shared"]) for row in self._rows(sql, *keys)) if keys else ()
        )

    def files(self) -> dict[str, FileRecord]:
        """Every known file besides posts, by path."""
        return {each.path: each for each in self._all("files", FileRecord, "ORDER BY path")}

    def addresses(self) -> tuple[AddressRecord, ...]:
        """Every address of the past, by URL."""
        return self._all("addresses", AddressRecord, "ORDER BY url")

    def first_run(self) -> datetime | None:
        """When the first run of all started; None before it."""
        rows = self._rows("SELECT started FROM runs ORDER BY id LIMIT 1")
        return datetime.fromisoformat(rows[0]["started"]) if rows else None

    def old_slugs(self) -> dict[str, tuple[str, ...]]:
        """The slugs a post has had before its present one, oldest first, by ref; posts without any are missing."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self._rows("SELECT ref, slug FROM slugs ORDER BY ref, until, slug"):
            found[row["ref"]] = (*found.get(row["ref"], ()), row["slug"])
        return found

    def editions(self) -> dict[tuple[str, str], EditionRecord]:
        """Every edition ever made, by id and language, oldest first."""
        found: dict[tuple[str, str], EditionRecord] = {}
        for row in self._rows(_EDITIONS):
            key = (row["id"], row["language"])
            before = found[key].refs if key in found else ()
            refs = (*before, row["ref"]) if row["ref"] is not None else before
            made, kind = datetime.fromisoformat(row["made"]), EditionKind(row["kind"])
            found[key] = EditionRecord(*key, kind, row["subject"], made, refs, row["fingerprint"])
        return found

    def uploads(self) -> tuple[UploadRecord, ...]:
        """Every upload, by edition, language and profile."""
        return self._all("uploads", UploadRecord, "ORDER BY edition, language, profile")

    def upload(self, edition: str, language: str, profile: str) -> UploadRecord | None:
        """What is known of one draft; None when nothing was tried."""
        found = (
            each
            for each in self.uploads()
            if (each.edition, each.language, each.profile) == (edition, language, profile)
        )
        return next(found, None)

    def last_runs(self, n_runs: int = 10) -> tuple[RunRecord, ...]:
        """The latest runs, newest first."""
        return tuple(_record(row, RunRecord) for row in self._rows(_LAST_RUNS, n_runs))

    def save(self, change: Change, now: datetime) -> None:
        """Write all of a step, or nothing of it. A post with a new slug keeps its old one in the history."""
        with transaction(self._db) as db:
            for post in change.posts:
                db.execute(_OLD_SLUG, (now.isoformat(), post.ref, post.slug))
                db.execute("DELETE FROM slugs WHERE ref = ? AND slug = ?", (post.ref, post.slug))
                _put(db, "posts", post)
            for page in change.pages:
                _put(db, "pages", page)
            for path in change.removed:
                db.execute("DELETE FROM artefacts WHERE path = ?", (path,))
            for artefact in change.artefacts:
                _put(db, "artefacts", artefact)
            for edition in change.editions:
                _put_edition(db, edition)
            for ref, language, about, text in change.articles:
                db.execute("DELETE FROM articles WHERE ref = ? AND language = ?", (ref, language))
                if about:
                    db.execute(
                        "INSERT INTO articles (ref, language, about, text) VALUES (?, ?, ?, ?)",
                        (ref, language, about, text),
                    )
            for ref, keys in change.bands:
                db.execute("DELETE FROM bands WHERE ref = ?", (ref,))
                db.executemany(
                    "INSERT OR IGNORE INTO bands (key, ref) VALUES (?, ?)",
                    ((key, ref) for key in keys),
                )
            for file in change.files:
                _put(db, "files", file)
            for address in change.addresses:
                _put(db, "addresses", address)
            for url in change.came_back:
                db.execute("DELETE FROM addresses WHERE url = ?", (url,))

    def begin_upload(
        self, edition: str, language: str, profile: str, content_hash: str, now: datetime
    ) -> None:
        """Write down that a draft is about to be sent: before the request leaves. Keeps a known remote id."""
        known = self.upload(edition, language, profile)
        remote_id, url = (known.remote_id, known.url) if known else ("", "")
        record = UploadRecord(
            edition, language, profile, UploadState.BEGUN, content_hash, remote_id, url, "", now
        )
        with transaction(self._db) as db:
            _put(db, "uploads", record)

    def finish_upload(self, upload: UploadRecord) -> None:
        """Write down how an upload ended (`done` or `failed`)."""
        with transaction(self._db) as db:
            _put(db, "uploads", upload)

    def begin_run(self, now: datetime) -> int:
        """Write down that a run has started; returns its number."""
        with transaction(self._db) as db:
            return int(
                db.execute(
                    "INSERT INTO runs (started, summary) VALUES (?, '')", (now.isoformat(),)
                ).lastrowid
                or 0
            )

    def finish_run(self, number: int, now: datetime, exit_code: int, summary: str) -> None:
        """Write down how a run ended; `summary` is its closing line."""
        with transaction(self._db) as db:
            db.execute(
                "UPDATE runs SET finished = ?, exit_code = ?, summary = ? WHERE id = ?",
                (now.isoformat(), exit_code, summary, number),
            )

    def back_up(self, path: Path) -> None:
        """Write a whole copy of the database, memory included, to `path`."""
        back_up(self._db, path)

    def _all(self, table: str, kind: type[_Record], order: str) -> tuple[_Record, ...]:
        names = ", ".join(each.name for each in fields(kind))
        return tuple(
            _record(row, kind) for row in self._rows(f"SELECT {names} FROM {table} {order}")
        )

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with explained(database_path(self._db)):
            cursor = self._db.cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(sql, values).fetchall()


def _put(db: sqlite3.Connection, table: str, record: Any) -> None:
    """Insert or replace one row; the columns are the fields of the record."""
    values = tuple(
        value.isoformat() if isinstance(value, datetime) else value for value in astuple(record)
    )
    names = [each.name for each in fields(record)]
    keys = _KEYS[table]
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    marks = ", ".join("?" * len(names))
    db.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {updates}",
        values,
    )


def _put_edition(db: sqlite3.Connection, edition: EditionRecord) -> None:
    key = (edition.id, edition.language)
    row = (*key, edition.kind, edition.subject, edition.made.isoformat(), edition.fingerprint)
    db.execute("DELETE FROM edition_posts WHERE edition = ? AND language = ?", key)
    db.execute(
        "INSERT OR REPLACE INTO editions (id, language, kind, subject, made, fingerprint) VALUES (?, ?, ?, ?, ?, ?)",
        row,
    )
    db.executemany(
        "INSERT INTO edition_posts (edition, language, position, ref) VALUES (?, ?, ?, ?)",
        ((*key, position, ref) for position, ref in enumerate(edition.refs)),
    )


def _record(row: sqlite3.Row, kind: type[_Record]) -> _Record:
    """Turn a row into its value; text becomes times and states as the fields say."""
    if kind in _PLAIN:
        return kind(*row)
    import msgspec

    return msgspec.convert(dict(row), kind)
