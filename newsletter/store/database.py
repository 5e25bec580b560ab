"""Open the state database: ours, of a version we know, brought up to date by numbered migrations.

`application_id` says that a file is ours, `user_version` how far it has come. A migration is a
named function; it and its number are committed together, so a kill between two leaves a database of
a known version. Before an older file is changed, a copy is put beside it (`state.db.v1.bak`).

Write-ahead logging lets the desk read while a run writes. The ledger syncs every commit (`FULL`):
that something was sent must survive a power cut, and a run commits a few dozen times. The memory
does not (`NORMAL`): a commit survives the end of the process, however it comes, and a power cut
costs at most the last answers; syncing each of a thousand answers a second would cost more than
asking the odd one again.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from newsletter.errors import (
    DiskFull,
    LedgerError,
    LockedError,
    NewsletterError,
    OutputError,
    quote,
)
from newsletter.store.files import take_stamp
from newsletter.store.refusals import RIGHTS, build_refusal

DATABASE_NAME = "state.db"
APPLICATION_ID = 0x4E574C54  # "NWLT"
CACHE_KB = 1000  # half of what SQLite takes by itself: the system keeps what is read, too
N_COPIES = 3  # tries to read two files between two writes of another account
BUSY_S = 10.0  # the desk may hold the database for the length of one small transaction

Migration = Callable[[sqlite3.Connection], None]


def m001_ledger_and_memory(db: sqlite3.Connection) -> None:
    """Make the first tables: posts, pages, artefacts, editions, uploads, runs, memory."""
    for statement in _FIRST_TABLES.split(";\n"):
        db.execute(statement)


_FIRST_TABLES = """
CREATE TABLE posts (            -- one post of the archive, whatever its languages
    ref TEXT PRIMARY KEY,       -- translation key, the same for ever
    path TEXT NOT NULL,         -- file below the posts folder, forward slashes
    content_hash TEXT NOT NULL, -- SHA-256 of its bytes, hex
    mtime_ns INTEGER NOT NULL,
    n_bytes INTEGER NOT NULL,
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('published', 'held', 'failed', 'retired')),
    reason TEXT NOT NULL,
    first_published TEXT        -- time of the run that published it; NULL until then
) STRICT;

CREATE TABLE slugs (            -- every slug a post has had before its present one
    ref TEXT NOT NULL REFERENCES posts,
    slug TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (ref, slug)
) STRICT;

CREATE TABLE pages (            -- one post in one language
    ref TEXT NOT NULL REFERENCES posts,
    language TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('published', 'held', 'failed', 'retired')),
    reason TEXT NOT NULL,
    slug TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    fingerprint TEXT NOT NULL,  -- of everything the page was made from
    first_published TEXT,
    updated TEXT,
    PRIMARY KEY (ref, language)
) STRICT;

CREATE TABLE artefacts (        -- files below the output folder that are ours
    path TEXT PRIMARY KEY,
    content_hash TEXT NOT NULL,
    owner TEXT NOT NULL,        -- ref of the post or id of the edition; '' for feeds and reports of the run
    language TEXT NOT NULL,
    fingerprint TEXT NOT NULL   -- of everything the file was made from
) STRICT;

CREATE TABLE editions (
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('post', 'digest')),
    subject TEXT NOT NULL,
    made TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (id, language)
) STRICT;

CREATE TABLE edition_posts (
    edition TEXT NOT NULL,
    language TEXT NOT NULL,
    position INTEGER NOT NULL,
    ref TEXT NOT NULL,
    PRIMARY KEY (edition, language, position),
    FOREIGN KEY (edition, language) REFERENCES editions (id, language)
) STRICT;

CREATE TABLE uploads (          -- written as 'begun' before the request leaves, settled after the answer
    edition TEXT NOT NULL,
    language TEXT NOT NULL,
    profile TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('begun', 'done', 'failed')),
    content_hash TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (edition, language, profile)
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,              -- NULL: it runs, or it was killed
    exit_code INTEGER,
    summary TEXT NOT NULL
) STRICT;

CREATE TABLE memory (           -- the translation memory; see store/memory.py for the key
    key BLOB PRIMARY KEY,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    engine TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT
"""


def m002_planning(db: sqlite3.Connection) -> None:
    """Add what planning needs: articles, fingerprints, sketches, files and old addresses."""
    for statement in _PLANNING.split(";\n"):
        db.execute(statement)


_PLANNING = """
-- fingerprints of templates and settings, by output
ALTER TABLE pages ADD COLUMN parts TEXT NOT NULL DEFAULT '';
-- of the article the outputs show
ALTER TABLE pages ADD COLUMN article_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE artefacts ADD COLUMN n_bytes INTEGER NOT NULL DEFAULT -1;
CREATE INDEX artefacts_by_owner ON artefacts (owner, language);

CREATE TABLE articles (         -- of published pages: feeds and new templates need no stages
    ref TEXT NOT NULL,
    language TEXT NOT NULL,
    about BLOB NOT NULL,        -- everything but its text
    text BLOB NOT NULL,         -- abridged and whole body, compressed
    PRIMARY KEY (ref, language)
) STRICT;

CREATE TABLE bands (            -- keys under which near-identical posts meet; see plan/resemblance.py
    key INTEGER NOT NULL,
    ref TEXT NOT NULL,
    PRIMARY KEY (key, ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX bands_by_ref ON bands (ref);

CREATE TABLE files (            -- files besides posts whose hash is known as long as time and size stay
    path TEXT PRIMARY KEY,
    mtime_ns INTEGER NOT NULL,
    n_bytes INTEGER NOT NULL,
    content_hash TEXT NOT NULL
) STRICT;

CREATE TABLE addresses (        -- where a page stood before: a redirect stands there now
    url TEXT PRIMARY KEY,
    ref TEXT NOT NULL,
    language TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT
"""


def m003_links_and_covers(db: sqlite3.Connection) -> None:
    """Add what a page depends on beside its own text.

    Links to other posts, the file of its cover.
    """
    db.execute("ALTER TABLE pages ADD COLUMN links TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE posts ADD COLUMN cover TEXT NOT NULL DEFAULT ''")


def m004_names(db: sqlite3.Connection) -> None:
    """Call fingerprints by that name, and drop old slugs: `addresses` knows where a page stood."""
    db.execute("ALTER TABLE pages RENAME COLUMN parts TO part_fingerprints")
    db.execute("DROP TABLE slugs")


def m005_claims(db: sqlite3.Connection) -> None:
    """Remember which files were about to be written, so that a kill does not disown them."""
    db.execute(
        "CREATE TABLE claims (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID"
    )


def m006_receipts(db: sqlite3.Connection) -> None:
    """Remember what each run sent to each engine, and what it cost."""
    db.execute(_RECEIPTS)


_RECEIPTS = """
CREATE TABLE receipts (
    run INTEGER NOT NULL REFERENCES runs,
    engine TEXT NOT NULL,
    n_requests INTEGER NOT NULL,
    n_chars INTEGER NOT NULL,
    n_tokens_in INTEGER NOT NULL,
    n_tokens_out INTEGER NOT NULL,
    cost REAL,                  -- NULL where the settings have no price
    currency TEXT NOT NULL,
    PRIMARY KEY (run, engine)
) STRICT, WITHOUT ROWID
"""


def m007_run_measures(db: sqlite3.Connection) -> None:
    """Remember what each run did, in numbers, for the statistics."""
    db.execute(_RUN_MEASURES)


_RUN_MEASURES = """
CREATE TABLE run_measures (     -- of runs that did something; see store/run_measures.py
    run INTEGER PRIMARY KEY REFERENCES runs,
    n_posts INTEGER NOT NULL,
    n_source_chars INTEGER NOT NULL,
    n_clean_chars INTEGER NOT NULL,
    n_abridged_chars INTEGER NOT NULL,
    n_removals INTEGER NOT NULL,
    n_held INTEGER NOT NULL,
    n_reviewed INTEGER NOT NULL,
    n_from_memory INTEGER NOT NULL,
    n_from_engine INTEGER NOT NULL,
    n_mails INTEGER NOT NULL,
    n_mail_bytes INTEGER NOT NULL,
    max_mail_bytes INTEGER NOT NULL,
    n_published INTEGER NOT NULL,
    n_waiting INTEGER NOT NULL
) STRICT
"""


def m008_who_translated(db: sqlite3.Connection) -> None:
    """Remember which person a translation is from, where a TMX file names one."""
    db.execute("ALTER TABLE memory ADD COLUMN person TEXT NOT NULL DEFAULT ''")


def m009_expiry(db: sqlite3.Connection) -> None:
    """Remember the day from which a post is published no more: its file is not read again."""
    db.execute("ALTER TABLE posts ADD COLUMN expires TEXT")


def m010_own_addresses(db: sqlite3.Connection) -> None:
    """Remember what posts say of their own address; every post is read once more for it."""
    db.execute("ALTER TABLE posts ADD COLUMN address TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE posts SET mtime_ns = 0")


def m011_translation_keys(db: sqlite3.Connection) -> None:
    """Remember by which key a post names its translations; every post is read once more for it."""
    db.execute(
        "ALTER TABLE posts ADD COLUMN translation_key TEXT NOT NULL DEFAULT ''"
    )
    db.execute("UPDATE posts SET mtime_ns = 0")


def m012_missed(db: sqlite3.Connection) -> None:
    """Remember which run was the first to miss a post whose pages stay for a while."""
    db.execute("ALTER TABLE posts ADD COLUMN missed TEXT")


def m013_findings(db: sqlite3.Connection) -> None:
    """Remember how much of each post an editor should look at."""
    db.execute(
        "ALTER TABLE posts ADD COLUMN n_findings INTEGER NOT NULL DEFAULT 0"
    )


MIGRATIONS: tuple[Migration, ...] = (
    m001_ledger_and_memory,
    m002_planning,
    m003_links_and_covers,
    m004_names,
    m005_claims,
    m006_receipts,
    m007_run_measures,
    m008_who_translated,
    m009_expiry,
    m010_own_addresses,
    m011_translation_keys,
    m012_missed,
    m013_findings,
)


class OpenDatabase:
    """Something that is kept in an open state database, as a context manager or until closed."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._path = database_path(db)

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


def open_database(
    path: Path,
    migrations: tuple[Migration, ...] = MIGRATIONS,
    *,
    sync_all: bool = True,
) -> sqlite3.Connection:
    """Open, make or bring up to date the state database.

    The connection may be handed between threads; whoever shares it takes care of the turns.

    Args:
        path: The file; folders above it are made.
        migrations: The steps from the first version to this one.
        sync_all: Make every commit survive a power cut.

    Raises:
        LedgerError: The file belongs to another program, is newer than this one, or damaged.
        OutputError: It cannot be opened or written.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(
            path, timeout=BUSY_S, isolation_level=None, check_same_thread=False
        )
        try:
            _require_ours(db, path, len(migrations))
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(
                f"PRAGMA synchronous = {'FULL' if sync_all else 'NORMAL'}"
            )
            db.execute("PRAGMA foreign_keys = ON")
            db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
            _keep_old_version(db, path, len(migrations))
            _migrate(db, migrations)
        except BaseException:
            db.close()
            raise
    return db


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open the state database to look at it, also where this account may not write.

    Write-ahead logging writes beside the file even for a reader. Without the right to do so, what
    stands on the disk is copied to memory and brought up to date there.

    Args:
        path: The file, which is there.

    Raises:
        LedgerError, OutputError: As `open_database`; it may not be read either.
    """
    try:
        return open_database(path)
    except OutputError:
        return _copy_to_memory(path)


def _copy_to_memory(path: Path) -> sqlite3.Connection:
    """A copy in memory, of this version, of a file that this account may only read."""
    copy = sqlite3.connect(
        ":memory:", isolation_level=None, check_same_thread=False
    )
    try:
        with explained(path), _opened_read_only(path) as db:
            _require_ours(db, path, len(MIGRATIONS))
            db.backup(copy)
        _migrate(copy, MIGRATIONS)
    except BaseException:
        copy.close()
        raise
    return copy


@contextmanager
def _opened_read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to a file that this account may only read.

    A log whose index (`-shm`) did not come with it, as in a folder that was synced or restored,
    can be read only where an index can be made: in a copy of both files.
    """
    log, index = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with ExitStack() as stack:
        if not log.exists():
            uri += "&immutable=1"  # nobody writes, and no log has to be made
        elif not index.exists():
            place = stack.enter_context(tempfile.TemporaryDirectory())
            uri = _copy_files((path, log), Path(place))[0].as_uri()
        yield stack.enter_context(closing(sqlite3.connect(uri, uri=True)))


def _copy_files(files: Iterable[Path], place: Path) -> tuple[Path, ...]:
    """Copy files that belong together; again while somebody writes into one of them."""
    together = tuple(files)
    for _ in range(N_COPIES):
        before = tuple(map(take_stamp, together))
        copies = tuple(
            Path(shutil.copyfile(file, place / file.name)) for file in together
        )
        if before == tuple(map(take_stamp, together)):
            return copies
    raise OSError(errno.EBUSY, "it changes while it is read")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Commit the block as one, or nothing of it; refusals as in `explained`."""
    with explained(database_path(db)):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def back_up(db: sqlite3.Connection, path: Path) -> None:
    """Write a whole copy of an open database to `path`; safe while a run works.

    Refusals as in `explained`.
    """
    with explained(path):
        copy = sqlite3.connect(path)
        try:
            db.backup(copy)
        finally:
            copy.close()


def _require_ours(db: sqlite3.Connection, path: Path, n_known: int) -> None:
    """Raise for a database of another program, and for one of a newer version."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION_ID and not (
        empty and application == 0 and version == 0
    ):
        raise LedgerError(
            f"cannot use {quote(path)}",
            at=str(path),
            why="it is the database of another program",
            fix="move it away, or name another folder",
        )
    if version > n_known:
        raise LedgerError(
            f"cannot use {quote(path)}",
            at=str(path),
            why=f"a newer newsletter wrote it (version {version}, this one knows {n_known})",
            fix="upgrade newsletter, or restore the copy that the upgrade left beside it",
        )


def _keep_old_version(db: sqlite3.Connection, path: Path, n_known: int) -> None:
    """Put a copy of an older file beside it, before it is changed."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if 0 < version < n_known:
        back_up(db, path.with_name(f"{path.name}.v{version}.bak"))


def _migrate(db: sqlite3.Connection, migrations: tuple[Migration, ...]) -> None:
    """Bring the tables up to date, one migration a transaction."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    for number, migration in enumerate(migrations[version:], start=version + 1):
        with transaction(db):
            if db.execute("PRAGMA user_version").fetchone()[0] >= number:
                continue  # another process was faster
            migration(db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {number}")


def database_path(db: sqlite3.Connection) -> Path:
    """The file behind a connection."""
    return Path(db.execute("PRAGMA database_list").fetchone()[2])


def has_database(folder: Path) -> bool:
    """Tell whether a state folder has a database.

    Raises:
        OutputError: This account may not look.
    """
    path = folder / DATABASE_NAME
    with explained(path):
        try:
            return stat.S_ISREG(path.stat().st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return False


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite or the disk says into what, where, why, fix.

    Raises:
        LockedError: Another program holds the database.
        DiskFull: There is no room.
        OutputError: The file may not be used.
        LedgerError: Everything else: damaged, not a database.
    """
    try:
        yield
    except sqlite3.Error as error:
        kind, fix = _verdict(getattr(error, "sqlite_errorname", ""), path)
        raise kind(
            f"cannot use {quote(path)}", at=str(path), why=str(error), fix=fix
        ) from None
    except OSError as error:
        raise build_refusal(f"cannot use {quote(path)}", path, error) from None


def _verdict(name: str, path: Path) -> tuple[type[NewsletterError], str]:
    """What a fault of SQLite is for the user, and what to do."""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return (
            LockedError,
            "close the program that holds it, or run again later",
        )
    if name == "SQLITE_FULL":
        return DiskFull, "free some space on that disk and run again"
    if name.startswith("SQLITE_IOERR"):
        return OutputError, "free some space on that disk and run again"
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return OutputError, RIGHTS
    return (
        LedgerError,
        f"restore a backup of {path.name}; without one, move it away: "
        "the next run builds the archive again",
    )
