"""What the run did not write, it neither overwrites nor removes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.errors import EXIT_DONE, EXIT_FAILED
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run import run_publication
from newsletter.store.output_places import find_outputs, place_of

from .conftest import NOW, Run, tree, write_post

HOME = b"<h1>The home page of somebody's site</h1>"


def put(letter: Path, path: str, content: bytes = HOME) -> Path:
    """Somebody's file in the output folder."""
    file = letter / "_newsletter" / place_of(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    "path", ["index.html", "en/index.html", "ja/feed.xml", "reports/run.json", "en/2026.html"]
)
def test_a_file_of_the_site_is_left_alone(letter: Path, run: Run, path: str) -> None:
    """A page that stood there before stays; each run says so, the rest is published."""
    file = put(letter, path)
    for _ in range(2):
        report = run()
        assert report.exit_code == EXIT_FAILED
        assert [error.at for error in report.errors] == [str(file)]
        assert file.read_bytes() == HOME
    assert any(name.endswith("market-1.md") for name in tree(letter))


def test_once_it_is_moved_away_ours_takes_its_place(letter: Path, run: Run) -> None:
    """The next run after the file has gone makes everything, and the one after is idle."""
    file = put(letter, "index.html")
    run()
    file.unlink()
    assert run().exit_code == EXIT_DONE
    assert file.exists()
    assert run().is_idle


def test_a_page_of_another_is_neither_overwritten_nor_retired(letter: Path, run: Run) -> None:
    """A file at the place of a post's page stays, also when the post goes."""
    post = write_post(letter, 7)
    run()
    page = next(name for name in tree(letter) if name.endswith("market-7.html"))
    shutil.rmtree(letter / ".newsletter")
    shutil.rmtree(letter / "_newsletter")
    file = put(letter, page)
    assert run().exit_code == EXIT_FAILED
    assert file.read_bytes() == HOME
    post.unlink()
    run()
    assert file.read_bytes() == HOME


def test_another_output_folder_is_another_s(letter: Path, run: Run, tmp_path: Path) -> None:
    """What the ledger wrote in one folder gives no right to a file of that name in another."""
    run()
    other = tmp_path / "other"
    file = other / place_of("index.html")
    file.parent.mkdir(parents=True)
    file.write_bytes(HOME)
    report = run(output=other)
    assert report.exit_code == EXIT_FAILED
    assert file.read_bytes() == HOME
    assert set(find_outputs(other)) == set(tree(letter))
    file.unlink()
    assert run(output=other).exit_code == EXIT_DONE
    assert run(output=other).is_idle


def test_a_folder_with_our_mark_is_ours_when_the_ledger_is_lost(letter: Path, run: Run) -> None:
    """A lost ledger makes no strangers of our own files: they are brought up to date."""
    run()
    before = tree(letter)
    shutil.rmtree(letter / ".newsletter")
    file = letter / "_newsletter" / place_of("index.html")
    file.write_bytes(b"of an older run")
    assert run().exit_code == EXIT_DONE
    assert tree(letter) == before


def test_a_publication_may_move_with_its_outputs(letter: Path, run: Run, tmp_path: Path) -> None:
    """A folder that was renamed or copied as a whole is still the same: nothing is made again."""
    run()
    moved = tmp_path / "moved"
    letter.rename(moved)
    report = run_publication(moved, read_settings(moved), RunOptions(now=NOW), environ={})
    assert report.is_idle
