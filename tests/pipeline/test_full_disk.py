"""A disk that is full, may not be written, or has something in the way.

An error, old outputs intact, made up for later.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.publication import NOW, tree
from benchmarks.run_full_disk import go_on, make_letter, small_disk, try_moments
from newsletter.errors import EXIT_FAILED
from tests.pipeline.no_room import run_here

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
N_MOMENTS = 6


def test_full_disk_is_made_up_for(tmp_path: Path) -> None:
    """On a real full disk: exit 1 and what to do, no torn file.

    With room again the bytes of an undisturbed run.
    """
    try:
        with small_disk(tmp_path / "probe"):
            pass
    except PermissionError as error:
        pytest.skip(str(error))
    moments = list(try_moments(tmp_path / "disk", N_MOMENTS, run_here))
    assert [(each.room_kb, each.faults) for each in moments if each.faults] == []
    assert len({each.said for each in moments}) > N_MOMENTS // 2


def test_no_room_for_another_file_is_made_up_for(tmp_path: Path) -> None:
    """The same wherever making a file, a name or a folder is refused, catalogues among them."""
    command = [sys.executable, "-W", "error", "-m", "tests.pipeline.no_room", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    outcomes = json.loads(done.stdout)
    assert [(touch, faults) for touch, _, _, faults in outcomes if faults] == []
    assert any(".po" in said for _, _, said, _ in outcomes)


def block_output(letter: Path) -> Path:
    """A file where the output folder has a folder."""
    shutil.rmtree(letter / "_newsletter/site/en/posts")
    (letter / "_newsletter/site/en/posts").write_bytes(b"mine")
    return letter / "_newsletter/site/en/posts"


def block_page(letter: Path) -> Path:
    """A folder where a page goes."""
    place = letter / "_newsletter/site/en/posts/2026-11-10-market-0.html"
    place.unlink()
    (place / "deep").mkdir(parents=True)
    return place


def block_catalogues(letter: Path) -> Path:
    """A file where the catalogues go."""
    shutil.rmtree(letter / "translations")
    (letter / "translations").write_bytes(b"mine")
    return letter / "translations"


def block_state(letter: Path) -> Path:
    """A file where the state folder goes."""
    shutil.rmtree(letter / ".newsletter")
    (letter / ".newsletter").write_bytes(b"mine")
    return letter / ".newsletter"


@pytest.mark.parametrize("block", [block_output, block_page, block_catalogues, block_state])
def test_something_in_the_way_is_named(tmp_path: Path, block: object) -> None:
    """What is in the way is named and left alone, outputs stay as they were.

    When it is gone the run makes up for it.
    """
    assert callable(block)
    letter = tmp_path / "letter"
    make_letter(letter)
    assert run_here(letter) == (0, "")
    blocked = block(letter)
    seen = tree(letter)
    go_on(letter)
    code, said = run_here(letter)
    assert (code, said.startswith("error: cannot ")) == (EXIT_FAILED, True), said
    assert blocked.name in said
    assert blocked.exists()
    after = tree(letter)
    if block is block_catalogues:  # holds the translations alone: the originals go on
        seen = {path: seen[path] for path in seen if path.startswith("en/posts/")}
        after = {path: after[path] for path in after if path.startswith("en/posts/")}
    assert after == seen
    shutil.rmtree(blocked) if blocked.is_dir() else blocked.unlink()
    assert run_here(letter) == (0, "")
    assert run_here(letter) == (0, "")


def run_without_rights(
    letter: Path, name: str = "run", options: tuple[str, ...] = ("--quiet", "--now", NOW)
) -> tuple[int, str]:
    """Call in a process that is bound by the rights of files, also when these tests are root's."""
    command = [sys.executable, "-m", "newsletter", name, str(letter), *options]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip(
                "root may write everywhere, and setpriv (util-linux) is not here to take that away"
            )
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("place", ["_newsletter", "_newsletter/site/en/posts", ".newsletter"])
def test_folder_that_may_not_be_written_is_an_error(tmp_path: Path, place: str) -> None:
    """Without the right to write: one error, old outputs intact.

    With it again the run makes up for it.
    """
    letter = tmp_path / "letter"
    make_letter(letter)
    assert run_here(letter) == (0, "")
    seen = tree(letter)
    go_on(letter)
    (letter / place).chmod(0o555)
    try:
        code, said = run_without_rights(letter)
    finally:
        (letter / place).chmod(0o755)
    assert (code, said.startswith("error: cannot ")) == (EXIT_FAILED, True), said
    assert tree(letter) == seen
    assert run_here(letter) == (0, "")


def test_catalogues_that_may_not_be_written_hold_their_language_only(tmp_path: Path) -> None:
    """What is published in it stands, the others go on, and with the right the run makes up."""
    letter, undisturbed = tmp_path / "letter", tmp_path / "undisturbed"
    for folder in (letter, undisturbed):
        make_letter(folder)
        assert run_here(folder) == (0, "")
        go_on(folder)
    seen = tree(letter)
    (letter / "translations/en").chmod(0o555)
    try:
        code, said = run_without_rights(letter)
    finally:
        (letter / "translations/en").chmod(0o755)
    assert (code, "cannot write the catalogue" in said) == (EXIT_FAILED, True), said
    after = tree(letter)
    posts = {path for path in after if path.startswith("en/posts/")}
    assert posts == {path for path in seen if path.startswith("en/posts/")}
    assert len([path for path in after if path.startswith("ja/posts/")]) > len(posts)
    assert run_here(letter) == (0, "")
    assert run_here(undisturbed) == (0, "")
    assert tree(letter).keys() == tree(undisturbed).keys()


LOOKING = {
    "status": ("status", ()),
    "stats": ("stats", ()),
    "check": ("check", ()),
    "dry run": ("run", ("--dry-run", "--now", NOW)),
}


@pytest.mark.parametrize(("name", "options"), LOOKING.values(), ids=LOOKING)
def test_who_may_not_write_may_look(tmp_path: Path, name: str, options: tuple[str, ...]) -> None:
    """Commands that only read say the same without the right to write the state."""
    letter = tmp_path / "letter"
    make_letter(letter)
    assert run_here(letter) == (0, "")
    expected = run_without_rights(letter, name, options)
    state = letter / ".newsletter"
    files = [path for path in state.iterdir() if path.is_file()]
    for path in files:
        path.chmod(0o444)
    state.chmod(0o555)
    try:
        said = run_without_rights(letter, name, options)
        names = sorted(path.name for path in state.iterdir())
    finally:
        state.chmod(0o755)
    assert said == expected
    assert "error:" not in said[1]
    assert names == sorted(path.name for path in files)
