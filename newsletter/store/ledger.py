"""Remember what was published when: posts, pages, artefacts, editions, uploads, runs.

The ledger follows the files: a row says that bytes stand in the output folder, so it is written
after they do. Only uploads are the other way round (`begin_upload` before the request leaves),
because what has been sent cannot be taken back: after a kill, `begun` means "ask the campaign tool
before sending again".

Reading gives frozen values; writing takes them, all those of one step in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from newsletter.model import EditionKind, Receipt
from newsletter.store.database import (
    DATABASE_NAME,
    OpenDatabase,
    back_up,
    explained,
    has_database,
    open_database,
    open_to_read,
    transaction,
)
from newsletter.store.ledger_records import (
    AddressRecord,
    ArtefactRecord,
    Change,
    EditionRecord,
    FileRecord,
    PageKey,
    PageRecord,
    PostRecord,
    RunRecord,
    UploadRecord,
    UploadState,
)
from newsletter.store.run_measures import (
    MeasuredRun,
    RunMeasures,
    find_measures,
    put_measures,
)

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
# Nothing to convert: these are the many, a dozen of them a page.
_PLAIN = (ArtefactRecord, FileRecord)
_EDITIONS = """
SELECT e.id, e.language, e.kind, e.subject, e.made, e.fingerprint, p.ref
FROM editions e LEFT JOIN edition_posts p ON p.edition = e.id AND p.language = e.language
WHERE ? IN ('', e.kind)
ORDER BY e.made, e.id, e.language, p.position
"""
_LAST_RUNS = """
SELECT id, started, finished, exit_code, summary FROM runs ORDER BY id DESC LIMIT ?
"""
_ALIKE = """
SELECT ref, count(*) AS n_shared FROM bands WHERE key IN ({marks}) GROUP BY ref ORDER BY ref
"""
_PUT_EDITION = """
INSERT OR REPLACE INTO editions (id, language, kind, subject, made, fingerprint)
VALUES (?, ?, ?, ?, ?, ?)
"""
_PUT_EDITION_POST = """
INSERT INTO edition_posts (edition, language, position, ref) VALUES (?, ?, ?, ?)
"""
_FORGET_ARTICLE = "DELETE FROM articles WHERE ref = ? AND language = ?"
_PUT_ARTICLE = (
    "INSERT INTO articles (ref, language, about, text) VALUES (?, ?, ?, ?)"
)
_PUT_RECEIPT = """
INSERT INTO receipts
(run, engine, n_requests, n_chars, n_tokens_in, n_tokens_out, cost, currency)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_SUM_RECEIPTS = """
SELECT engine, sum(n_requests) AS n_requests, sum(n_chars) AS n_chars,
    sum(n_tokens_in) AS n_tokens_in, sum(n_tokens_out) AS n_tokens_out, sum(cost) AS cost,
    currency
FROM receipts JOIN runs ON runs.id = receipts.run
WHERE datetime(runs.started) >= datetime(?) GROUP BY engine, currency ORDER BY engine
"""
# The first run of all stays: a digest mails nothing from before it.
_IDLE_RUNS = """
FROM runs WHERE started < ? AND exit_code = 0
AND id > (SELECT min(id) FROM runs)
AND id NOT IN (SELECT run FROM run_measures) AND id NOT IN (SELECT run FROM receipts)
"""
_BEGIN_RUN = "INSERT INTO runs (started, summary) VALUES (?, '')"
_FINISH_RUN = (
    "UPDATE runs SET finished = ?, exit_code = ?, summary = ? WHERE id = ?"
)


class Ledger(OpenDatabase):
    """The ledger of one publication; use it as a context manager, or close it."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the ledger in the state folder of a publication, making it when missing.

        Raises:
            LedgerError: Foreign, newer or damaged.
            OutputError: It cannot be opened or written.
        """
        return cls(open_database(folder / DATABASE_NAME))

    @classmethod
    def open_to_read(cls, folder: Path) -> Self:
        """Open a ledger that is there to look at it, also without the right to write.

        Raises:
            LedgerError: Foreign, newer or damaged.
            OutputError: It cannot be read.
        """
        return cls(open_to_read(folder / DATABASE_NAME))

    @classmethod
    def open_copy(cls, folder: Path) -> Self:
        """Open a copy in memory of the ledger on the disk, or an empty one.

        The disk stays as it is.
        """
        copy = open_database(Path(":memory:"))
        if has_database(folder):
            original = open_to_read(folder / DATABASE_NAME)
            try:
                original.backup(copy)
            finally:
                original.close()
        return cls(copy)

    def posts(self) -> dict[str, PostRecord]:
        """Every post ever seen, by ref, in order of their refs."""
        records = self._all("posts", PostRecord, "ORDER BY ref")
        return {post.ref: post for post in records}

    def pages(self) -> dict[PageKey, PageRecord]:
        """Every page, by ref and language, in that order."""
        records = self._all("pages", PageRecord, "ORDER BY ref, language")
        return {(page.ref, page.language): page for page in records}

    def artefacts(self) -> Iterator[ArtefactRecord]:
        """Yield every file of ours in the output folder, in order of their paths."""
        yield from self._each("artefacts", ArtefactRecord, "ORDER BY path")

    def sizes(self) -> Iterator[tuple[str, int]]:
        """Yield path and size of every file of ours in the output folder."""
        with explained(self._path):
            yield from self._db.execute("SELECT path, n_bytes FROM artefacts")

    def artefact(self, path: str) -> ArtefactRecord | None:
        """The file of one path; None for one that is not ours."""
        found = self._each("artefacts", ArtefactRecord, "WHERE path = ?", path)
        return next(found, None)

    def artefacts_of(self, owner: str) -> tuple[ArtefactRecord, ...]:
        """The files of one post, or with "" those of no post, in order of their paths."""
        return tuple(
            self._each(
                "artefacts",
                ArtefactRecord,
                "WHERE owner = ? ORDER BY path",
                owner,
            )
        )

    def article(self, ref: str, language: str) -> tuple[bytes, bytes] | None:
        """The article of a page as it was saved, (about, text); None when none was."""
        sql = "SELECT about, text FROM articles WHERE ref = ? AND language = ?"
        rows = self._rows(sql, ref, language)
        if not rows:
            return None
        return bytes(rows[0]["about"]), bytes(rows[0]["text"])

    def abouts(self, language: str) -> Iterator[tuple[str, bytes]]:
        """Yield (ref, everything but the text) of the articles of one language, by ref."""
        sql = "SELECT ref, about FROM articles WHERE language = ? ORDER BY ref"
        for row in self._each_row(sql, language):
            yield row["ref"], row["about"]

    def find_alike(self, keys: Sequence[int]) -> tuple[tuple[str, int], ...]:
        """Posts that share keys with these, with how many, by ref."""
        if not keys:
            return ()
        marks = ", ".join("?" * len(keys))
        rows = self._rows(_ALIKE.format(marks=marks), *keys)
        return tuple((row["ref"], row["n_shared"]) for row in rows)

    def files(self) -> dict[str, FileRecord]:
        """Every known file besides posts, by path."""
        records = self._all("files", FileRecord, "ORDER BY path")
        return {file.path: file for file in records}

    def addresses(self) -> tuple[AddressRecord, ...]:
        """Every address of the past, by URL."""
        return self._all("addresses", AddressRecord, "ORDER BY url")

    def first_run(self) -> datetime | None:
        """When the first run of all started; None before it."""
        rows = self._rows("SELECT started FROM runs ORDER BY id LIMIT 1")
        return datetime.fromisoformat(rows[0]["started"]) if rows else None

    def editions(
        self, kind: EditionKind | None = None
    ) -> dict[PageKey, EditionRecord]:
        """Every edition ever made, or those of one kind, by id and language, oldest first."""
        found: dict[PageKey, EditionRecord] = {}
        for row in self._rows(_EDITIONS, kind or ""):
            key = (row["id"], row["language"])
            edition = found.get(key) or _edition(row)
            if row["ref"] is not None:
                edition = replace(edition, refs=(*edition.refs, row["ref"]))
            found[key] = edition
        return found

    def uploads(self) -> tuple[UploadRecord, ...]:
        """Every upload, by edition, language and profile."""
        return self._all(
            "uploads", UploadRecord, "ORDER BY edition, language, profile"
        )

    def upload(
        self, edition: str, language: str, profile: str
    ) -> UploadRecord | None:
        """What is known of one draft; None when nothing was tried."""
        for upload in self.uploads():
            if (upload.edition, upload.language, upload.profile) == (
                edition,
                language,
                profile,
            ):
                return upload
        return None

    def last_runs(self, n_runs: int = 10) -> tuple[RunRecord, ...]:
        """The latest runs, newest first."""
        return tuple(
            _record(row, RunRecord) for row in self._rows(_LAST_RUNS, n_runs)
        )

    def save(self, change: Change) -> None:
        """Write all of a step, or nothing of it."""
        with transaction(self._db) as db:
            for post in change.posts:
                _put(db, "posts", post)
            for page in change.pages:
                _put(db, "pages", page)
            for path in change.removed:
                db.execute("DELETE FROM artefacts WHERE path = ?", (path,))
            for artefact in change.artefacts:
                _put(db, "artefacts", artefact)
                db.execute(
                    "DELETE FROM claims WHERE path = ?", (artefact.path,)
                )
            for edition in change.editions:
                _put_edition(db, edition)
            for article in change.articles:
                _put_article(db, *article)
            for ref, keys in change.bands:
                _put_bands(db, ref, keys)
            for name in change.forgotten:
                db.execute("DELETE FROM files WHERE path = ?", (name,))
            for file in change.files:
                _put(db, "files", file)
            for address in change.addresses:
                _put(db, "addresses", address)
            for url in change.came_back:
                db.execute("DELETE FROM addresses WHERE url = ?", (url,))

    def claims(self) -> frozenset[str]:
        """Paths of files that were about to be written when a run was killed."""
        return frozenset(
            row["path"] for row in self._rows("SELECT path FROM claims")
        )

    def claim(self, paths: Iterable[str]) -> None:
        """Write down that these files are about to be written: before they are."""
        with transaction(self._db) as db:
            sql = "INSERT OR IGNORE INTO claims (path) VALUES (?)"
            db.executemany(sql, ((path,) for path in paths))

    def begin_upload(
        self,
        edition: str,
        language: str,
        profile: str,
        content_hash: str,
        now: datetime,
    ) -> None:
        """Write down that a draft is about to be sent, before the request leaves.

        The remote id that is known stays known.

        Args:
            edition, language: The mail.
            profile: The campaign tool.
            content_hash: Hash of what is sent.
            now: When it is sent.
        """
        known = self.upload(edition, language, profile)
        record = UploadRecord(
            edition=edition,
            language=language,
            profile=profile,
            state=UploadState.BEGUN,
            content_hash=content_hash,
            remote_id=known.remote_id if known else "",
            url=known.url if known else "",
            reason="",
            at=now,
        )
        self.finish_upload(record)

    def finish_upload(self, upload: UploadRecord) -> None:
        """Write down how an upload ended (`done` or `failed`)."""
        with transaction(self._db) as db:
            _put(db, "uploads", upload)

    def begin_run(self, now: datetime) -> int:
        """Write down that a run has started; returns its number."""
        with transaction(self._db) as db:
            return int(
                db.execute(_BEGIN_RUN, (now.isoformat(),)).lastrowid or 0
            )

    def finish_run(
        self,
        number: int,
        now: datetime,
        exit_code: int,
        summary: str,
        receipts: Iterable[Receipt] = (),
        measures: RunMeasures | None = None,
    ) -> None:
        """Write down how a run ended, what the engines were sent, and what it did in numbers.

        Args:
            number: The run, as `begin_run` numbered it.
            now: When it ended.
            exit_code: What the command returned.
            summary: Its closing line.
            receipts: What each engine was sent, and what it cost.
            measures: What the run did in numbers; None where it did nothing.
        """
        with transaction(self._db) as db:
            db.execute(
                _FINISH_RUN, (now.isoformat(), exit_code, summary, number)
            )
            for receipt in receipts:
                db.execute(_PUT_RECEIPT, (number, *astuple(receipt)))
            if measures:
                put_measures(db, number, measures)

    def measures(self) -> tuple[MeasuredRun, ...]:
        """What every run did that did something, oldest first."""
        with explained(self._path):
            return find_measures(self._db)

    def sum_receipts(self, since: datetime) -> tuple[Receipt, ...]:
        """What all runs that began at a time or later have sent, by engine."""
        rows = self._rows(_SUM_RECEIPTS, since.isoformat())
        return tuple(Receipt(*row) for row in rows)

    def count_idle_runs(self, before: datetime) -> int:
        """How many runs before a time did nothing; the first run of all is none of them."""
        rows = self._rows(f"SELECT count(*) {_IDLE_RUNS}", before.isoformat())
        return int(rows[0][0])

    def forget_idle_runs(self, before: datetime) -> None:
        """Forget the runs before a time that did nothing."""
        with transaction(self._db) as db:
            db.execute(f"DELETE {_IDLE_RUNS}", (before.isoformat(),))

    def compact(self) -> int:
        """Give room that nothing uses back to the disk.

        Returns:
            The bytes that the file has lost.
        """
        with explained(self._path):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            before = self._path.stat().st_size
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return before - self._path.stat().st_size

    def back_up(self, path: Path) -> None:
        """Write a whole copy of the database, memory included, to `path`."""
        back_up(self._db, path)

    def _all(
        self, table: str, kind: type[_Record], order: str
    ) -> tuple[_Record, ...]:
        """Every record of one kind, in order."""
        return tuple(self._each(table, kind, order))

    def _each(
        self, table: str, kind: type[_Record], rest: str, *values: object
    ) -> Iterator[_Record]:
        """Records of one kind, one after the other; `rest` says which, and their order."""
        names = ", ".join(field.name for field in fields(kind))
        rows = self._each_row(f"SELECT {names} FROM {table} {rest}", *values)
        return (_record(row, kind) for row in rows)

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """The rows of a query; a fault of SQLite names the file."""
        return list(self._each_row(sql, *values))

    def _each_row(self, sql: str, *values: object) -> Iterator[sqlite3.Row]:
        """The rows one after the other, where there may be thousands."""
        with explained(self._path):
            cursor = self._db.cursor()
            cursor.row_factory = sqlite3.Row
            yield from cursor.execute(sql, values)


def _put(db: sqlite3.Connection, table: str, record: Any) -> None:
    """Insert or replace one row; the columns are the fields of the record."""
    names = [field.name for field in fields(record)]
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    marks = ", ".join("?" * len(names))
    db.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) "
        f"ON CONFLICT ({_KEYS[table]}) DO UPDATE SET {updates}",
        tuple(_as_text(value) for value in astuple(record)),
    )


def _as_text(value: object) -> object:
    """A time as the ledger keeps it."""
    return value.isoformat() if isinstance(value, datetime) else value


def _put_edition(db: sqlite3.Connection, edition: EditionRecord) -> None:
    """Write an edition with its posts in place of what was known of it."""
    key = (edition.id, edition.language)
    row = (
        *key,
        edition.kind,
        edition.subject,
        edition.made.isoformat(),
        edition.fingerprint,
    )
    db.execute(
        "DELETE FROM edition_posts WHERE edition = ? AND language = ?", key
    )
    db.execute(_PUT_EDITION, row)
    posts = ((*key, position, ref) for position, ref in enumerate(edition.refs))
    db.executemany(_PUT_EDITION_POST, posts)


def _put_article(
    db: sqlite3.Connection, ref: str, language: str, about: bytes, text: bytes
) -> None:
    """Write an article in its two pieces, or forget it."""
    db.execute(_FORGET_ARTICLE, (ref, language))
    if about:
        db.execute(_PUT_ARTICLE, (ref, language, about, text))


def _put_bands(db: sqlite3.Connection, ref: str, keys: Sequence[int]) -> None:
    """Write the keys by which a post is found again by its likeness."""
    db.execute("DELETE FROM bands WHERE ref = ?", (ref,))
    sql = "INSERT OR IGNORE INTO bands (key, ref) VALUES (?, ?)"
    db.executemany(sql, ((key, ref) for key in keys))


def _edition(row: sqlite3.Row) -> EditionRecord:
    """Return an edition without its posts, which stand in the rows that follow."""
    return EditionRecord(
        id=row["id"],
        language=row["language"],
        kind=EditionKind(row["kind"]),
        subject=row["subject"],
        made=datetime.fromisoformat(row["made"]),
        refs=(),
        fingerprint=row["fingerprint"],
    )


def _record(row: sqlite3.Row, kind: type[_Record]) -> _Record:
    """Turn a row into its value; text becomes times and states as the fields say."""
    if kind in _PLAIN:
        return kind(*row)
    import msgspec

    return msgspec.convert(dict(row), kind)
