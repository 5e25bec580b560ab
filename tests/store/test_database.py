from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsletter.errors import DiskFull, LedgerError, LockedError, OutputError
from newsletter.store import database
from newsletter.store.database import (
    APPLICATION_ID,
    MIGRATIONS,
    back_up,
    open_database,
    transaction,
)
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import State, UploadState

COLUMNS = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"


def test_new_database_is_ours_and_durable(tmp_path: Path) -> None:
    """A new file carries our id and version, logs ahead and syncs every commit."""
    with closing(open_database(tmp_path / "deep/state.db")) as db:
        pragmas = [
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode")
        ]
        assert pragmas == [APPLICATION_ID, len(MIGRATIONS), "wal"]
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_ids_never_change() -> None:
    """The id in every user's file and the names of the migrations are pinned.

    Migrations are only ever added.
    """
    assert APPLICATION_ID == 0x4E574C54
    assert MIGRATIONS[0].__name__ == "m001_ledger_and_memory"
    assert [each.__name__[:5] for each in MIGRATIONS] == [
        f"m{number:03}_" for number in range(1, len(MIGRATIONS) + 1)
    ]


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_older_file_becomes_what_a_new_one_is(tmp_path: Path, version: int) -> None:
    """An older file gets the tables of a new one, keeps its rows and leaves a copy."""
    with closing(open_database(tmp_path / "old.db", MIGRATIONS[:version])) as db:
        db.execute("INSERT INTO runs (started, summary) VALUES ('2025-01-01', 'kept')")
    with (
        closing(open_database(tmp_path / "old.db")) as old,
        closing(open_database(tmp_path / "new.db")) as new,
    ):
        assert old.execute(COLUMNS).fetchall() == new.execute(COLUMNS).fetchall()
        assert old.execute("SELECT summary FROM runs").fetchall() == [("kept",)]
    with closing(sqlite3.connect(tmp_path / f"old.db.v{version}.bak")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone()[0] == version
        assert copy.execute("SELECT summary FROM runs").fetchall() == [("kept",)]


def test_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """A stored file of version 1 becomes what a new one is.

    Everything in it can be read, and what was sent stays sent.
    """
    with closing(sqlite3.connect(tmp_path / "state.db")) as old:
        old.executescript(
            (Path(__file__).parents[1] / "cases/state-v1.sql").read_text(encoding="utf-8")
        )
    with (
        closing(open_database(tmp_path / "state.db")) as old,
        closing(open_database(tmp_path / "new.db")) as new,
    ):
        assert old.execute(COLUMNS).fetchall() == new.execute(COLUMNS).fetchall()
        assert old.execute("SELECT target FROM memory").fetchall() == [("tea leaves",)]
    with Ledger.open(tmp_path) as ledger:
        ref = "2026-02-26-market-1"
        assert list(ledger.posts()) == [ref]
        assert [
            (page.language, page.state, page.part_fingerprints) for page in ledger.pages().values()
        ] == [
            ("en", State.PUBLISHED, ""),
            ("ja", State.PUBLISHED, ""),
        ]
        assert {each.n_bytes for each in ledger.artefacts()} == {-1}
        assert list(ledger.editions()) == [(ref, "en"), (ref, "ja")]
        assert [each.state for each in ledger.uploads()] == [UploadState.DONE]


def test_failed_migration_leaves_the_version_before(tmp_path: Path) -> None:
    """A migration and its number are committed together or not at all."""

    def m999_breaks(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (x)")
        db.execute("SELECT * FROM no_such_table")

    open_database(tmp_path / "state.db").close()
    with pytest.raises(LedgerError, match="no_such_table"):
        open_database(tmp_path / "state.db", (*MIGRATIONS, m999_breaks))
    with closing(open_database(tmp_path / "state.db")) as db:
        assert (
            db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0
        )


def test_newer_foreign_and_damaged_are_refused_untouched(tmp_path: Path) -> None:
    """A file that is foreign, newer than this program or no database is refused, unchanged."""
    with closing(open_database(tmp_path / "newer.db")) as db:
        db.execute("PRAGMA user_version = 999")
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as db:
        db.execute("CREATE TABLE bookmarks (url)")
    (tmp_path / "damaged.db").write_bytes(b"this is no database, " * 100)
    for name, why in (
        ("newer", "newer newsletter"),
        ("foreign", "another program"),
        ("damaged", "not a database"),
    ):
        path = tmp_path / f"{name}.db"
        before = path.read_bytes()
        with pytest.raises(LedgerError, match=why) as caught:
            open_database(path)
        assert caught.value.fix
        assert path.read_bytes() == before


def test_held_full_and_unwritable_have_their_own_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held by another: try again. Full or not to be opened: an output error.

    Never a traceback of sqlite3.
    """
    monkeypatch.setattr(database, "BUSY_S", 0.0)
    with (
        closing(open_database(tmp_path / "state.db")) as one,
        closing(open_database(tmp_path / "state.db")) as two,
    ):
        with transaction(one), pytest.raises(LockedError, match="locked"), transaction(two):
            pass
        two.execute("PRAGMA max_page_count = 1")
        with pytest.raises(DiskFull, match="full"), transaction(two):
            two.execute("INSERT INTO runs (started, summary) VALUES ('', ?)", ("x" * 1_000_000,))
    with pytest.raises(OutputError, match="unable to open"):
        open_database(tmp_path)


def test_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    """An error inside the block takes back everything in it."""
    with closing(open_database(tmp_path / "state.db")) as db:
        with pytest.raises(ZeroDivisionError), transaction(db):
            _insert_and_break(db)
        assert db.execute("SELECT count(*) FROM runs").fetchone()[0] == 0


def _insert_and_break(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO runs (started, summary) VALUES ('', '')")
    raise ZeroDivisionError


def test_back_up_is_a_whole_database(tmp_path: Path) -> None:
    """A copy made while the original is open holds what was committed."""
    with closing(open_database(tmp_path / "state.db")) as db:
        with transaction(db):
            db.execute("INSERT INTO runs (started, summary) VALUES ('', 'here')")
        back_up(db, tmp_path / "copy.db")
    with closing(open_database(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT summary FROM runs").fetchall() == [("here",)]


def test_a_log_that_changes_while_it_is_copied_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files that do not belong together are never read as one state."""
    path = tmp_path / "state.db"
    with closing(open_database(path)):
        files = [path.read_bytes(), path.with_name("state.db-wal").read_bytes()]
    path.write_bytes(files[0])
    log = path.with_name("state.db-wal")
    log.write_bytes(files[1])
    real = shutil.copyfile

    def copy_while_it_grows(source: Path, target: Path) -> Path:
        with log.open("ab") as file:
            file.write(b"\0")
        return real(source, target)

    monkeypatch.setattr(database, "open_database", open_without_rights)
    monkeypatch.setattr(shutil, "copyfile", copy_while_it_grows)
    with pytest.raises(OutputError, match="it changes while it is read"):
        database.open_to_read(path)
    monkeypatch.setattr(shutil, "copyfile", real)
    database.open_to_read(path).close()


def open_without_rights(path: Path) -> None:
    """What an account without the right to write meets."""
    raise OutputError(f"cannot use {path}")
