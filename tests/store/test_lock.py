from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsletter.errors import EXIT_TEMPORARY, LockedError, OutputError
from newsletter.store.lock import lock, read_owner

HOLD = """
import pathlib, sys
from newsletter.store.lock import lock
with lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).resolve().parents[2]


def hold(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_second_run_leaves_at_once_and_names_the_first(tmp_path: Path) -> None:
    """The second one gets exit code 75 and learns who works there since when."""
    with hold(tmp_path) as other:
        with pytest.raises(LockedError) as caught, lock(tmp_path):
            pytest.fail("two runs at once")
        assert caught.value.exit_code == EXIT_TEMPORARY
        assert f"process {other.pid} on " in caught.value.why
        other.communicate("")
    with lock(tmp_path) as stale:
        assert stale is None


def test_lock_of_a_killed_run_is_taken_over(tmp_path: Path) -> None:
    """A run that was killed holds nothing; the next one works and learns of it."""
    with hold(tmp_path) as other:
        other.kill()
        other.wait()
    with lock(tmp_path) as stale:
        assert stale is not None
        assert stale.pid == other.pid
        owner = read_owner(tmp_path)
        assert owner is not None
        assert owner.pid == os.getpid()
    assert read_owner(tmp_path) is None


def test_error_inside_is_an_orderly_end(tmp_path: Path) -> None:
    """An exception releases the lock and leaves no stale note."""
    with pytest.raises(ZeroDivisionError), lock(tmp_path):
        raise ZeroDivisionError
    with lock(tmp_path) as stale:
        assert stale is None


@pytest.mark.parametrize("note", ["", "{", "[]", json.dumps({"pid": 1})])
def test_unreadable_note_is_no_obstacle(tmp_path: Path, note: str) -> None:
    """The note only informs: a torn one is ignored."""
    (tmp_path / "lock.json").write_text(note)
    with lock(tmp_path) as stale:
        assert stale is None


def test_no_link_in_the_state_folder_is_followed(tmp_path: Path) -> None:
    """Neither lock nor note writes into the file that a link of its name leads to."""
    precious = tmp_path / "precious"
    precious.write_text("x")
    state = tmp_path / "state"
    state.mkdir()
    (state / "lock.json").symlink_to(precious)
    with lock(state):
        assert precious.read_text() == "x"
    (state / "lock").unlink()
    (state / "lock").symlink_to(precious)
    with pytest.raises(OutputError, match="cannot lock") as caught, lock(state):
        pass
    assert caught.value.at == str(state / "lock")
    assert precious.read_text() == "x"


def test_a_pipe_for_a_note_is_not_waited_for(tmp_path: Path) -> None:
    """It goes like any other note."""
    os.mkfifo(tmp_path / "lock.json")
    with lock(tmp_path) as stale:
        assert stale is None


def test_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    """A file where the state folder must be is an OutputError, not a traceback."""
    (tmp_path / "state").write_text("")
    with pytest.raises(OutputError, match="cannot lock"), lock(tmp_path / "state"):
        pass


def test_a_file_system_without_locks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by the name of an exception of Python."""

    def refuse(*_values: object, **_words: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with pytest.raises(OutputError, match="knows no locks"), lock(tmp_path):
        pass
