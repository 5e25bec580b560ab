from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.publication import tree as outputs
from benchmarks.run_full_disk import run_process
from benchmarks.run_together import make_work, run_pair
from newsletter.errors import EXIT_TEMPORARY
from newsletter.store.files import STAGING
from newsletter.store.ledger import Ledger
from newsletter.store.lock import NOTE_NAME
from tests.pipeline.conftest import tree

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ["run", "--quiet", "--now", "2026-03-01T06:00:00+00:00"]

# A run that kills itself, as `kill -9` would, when it is about to touch the disk for the n-th time:
# opening a file for writing, linking, renaming or removing one, making or removing a folder,
# committing to the database.
DYING = """
import os, signal, sys
left = int(sys.argv.pop(1))

def step():
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def watch(event, values):
    if event in ("os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir"):
        step()
    elif event == "open" and isinstance(values[1], str) and "w" in values[1]:
        step()

sys.addaudithook(watch)
from newsletter.store import database, ledger, translation_memory
from contextlib import contextmanager
real = database.transaction

@contextmanager
def counted(db):
    with real(db) as inside:
        yield inside
        step()
    step()

database.transaction = ledger.transaction = translation_memory.transaction = counted
from newsletter.cli import main
try:
    main()
finally:
    print(left)
"""


def run_until(letter: Path, moment: int) -> subprocess.CompletedProcess[str]:
    """Run in a process of its own that dies at the n-th touch.

    A moment never reached lets it end.
    """
    command = [sys.executable, "-c", DYING, str(moment), *COMMAND, str(letter)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], int]:
    """The outputs of a run that nobody disturbs, and how often it touches the disk."""
    folder = tmp_path_factory.mktemp("undisturbed") / "letter"
    make_letter(folder)
    result = run_until(folder, 1_000_000)
    assert result.returncode == 0, result.stderr
    return tree(folder), 1_000_000 - int(result.stdout.split()[-1])


def make_letter(folder: Path) -> None:
    """Two posts in two languages."""
    from tests.pipeline.conftest import SETTINGS, write_post

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
    for number in (1, 2):
        write_post(folder, number)


@pytest.mark.parametrize("part", [0.4, 0.8])  # set points are in test_set_points.py
def test_killed_run_is_made_up_for(
    tmp_path: Path, undisturbed: tuple[dict[str, bytes], int], part: float
) -> None:
    """Killed at any touch of the disk, the next run ends with the bytes of an undisturbed one.

    No edition twice.
    """
    wanted, n_touches = undisturbed
    make_letter(tmp_path)
    assert run_until(tmp_path, int(n_touches * part)).returncode == -9
    seen = {
        path: content for path, content in tree(tmp_path).items() if not path.startswith(STAGING)
    }
    assert seen.items() <= wanted.items()
    assert "en/feed.xml" not in seen or all(path in seen for path in wanted if "market" in path)
    result = run_until(tmp_path, 1_000_000)
    assert result.returncode == 0, result.stderr
    assert tree(tmp_path) == wanted
    assert not (tmp_path / ".newsletter" / NOTE_NAME).exists()
    with Ledger.open(tmp_path / ".newsletter") as ledger:
        assert len(ledger.editions()) == 4


def test_two_runs_at_once(tmp_path: Path) -> None:
    """Of two runs let in at the same moment one works.

    The other says so and leaves with 75, or finds the work done.
    """
    make_work(tmp_path / "alone")
    assert run_process(tmp_path / "alone") == (0, "")
    for number in range(3):
        letter = tmp_path / f"letter-{number}"
        make_work(letter)
        pair = run_pair(letter)
        late = pair.codes == (
            0,
            0,
        )  # the machine was so busy that the second came after the first had left
        assert late or pair.codes == (0, EXIT_TEMPORARY)
        assert (
            late
            or pair.said.count("error: cannot start: another run works on this publication") == 1
        )
        assert outputs(letter) == outputs(tmp_path / "alone")
        with Ledger.open(letter / ".newsletter") as ledger:
            assert [run.exit_code for run in ledger.last_runs()] == [0] * (2 if late else 1)


def test_state_lost_is_made_up_for(
    tmp_path: Path, undisturbed: tuple[dict[str, bytes], int]
) -> None:
    """Without its ledger a run builds the archive again: the same bytes."""
    make_letter(tmp_path)
    run_until(tmp_path, 1_000_000)
    shutil.rmtree(tmp_path / ".newsletter")
    run_until(tmp_path, 1_000_000)
    assert tree(tmp_path) == undisturbed[0]
