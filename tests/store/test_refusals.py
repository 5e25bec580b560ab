"""What the disk refuses is told in one way."""

from __future__ import annotations

import errno
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.editing.journal import Journal, StepKind
from newsletter.errors import DiskFull
from newsletter.store.database import open_database
from newsletter.store.lock import lock
from newsletter.upkeep.backup import restore_backup, write_backup
from tests.pipeline.conftest import SETTINGS

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("place", ["folder", "note", "database", "journal", "restored"])
def test_no_room_is_told_as_such_wherever_something_is_written(
    place: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no fault of one file: whoever writes many stops, and the advice is to make room."""

    def refuse(*_values: object, **_words: object) -> None:
        raise OSError(number, os.strerror(number))

    def write() -> None:
        match place:
            case "folder" | "note":
                with lock(tmp_path / "state"):
                    pass
            case "database":
                open_database(tmp_path / "state" / "state.db")
            case "journal":
                words = {"what": "write", "shown": "a"}
                kind = next(iter(StepKind))
                Journal(tmp_path).add(kind, "a", "en", **words, edits=(), now=NOW)
            case _:
                restore_backup(archive, tmp_path / "letter")

    archive = tmp_path / "backup.tar.gz"
    if place == "restored":
        made = tmp_path / "made"
        made.mkdir()
        (made / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
        write_backup(made, read_settings(made), archive)
    patched = {
        "note": (Path, "open"),
        "journal": (os, "open"),
        "restored": (tempfile, "mkdtemp"),
    }
    target, name = patched.get(place, (Path, "mkdir"))
    monkeypatch.setattr(target, name, refuse)
    with pytest.raises(DiskFull) as caught:
        write()
    assert "free some space" in caught.value.fix
