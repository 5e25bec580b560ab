"""The output folder: what is ours, what is not, and how the layout before is moved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsletter.errors import EXIT_DONE, EXIT_FAILED, OutputError
from newsletter.pipeline import run as run_module
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import Change, FileRecord
from newsletter.store.output_places import MARK, find_outputs, path_of, place_of
from tests.pipeline.conftest import Run, article, tree, write_post

PLACES = {
    "en/feed.xml": "site/en/feed.xml",
    "index.html": "site/index.html",
    "campaigns/a/en/email.html": "desk/campaigns/a/en/email.html",
    "reports/run.json": "desk/reports/run.json",
    "campaigns.html": "site/campaigns.html",
    "en/reports/x.html": "site/en/reports/x.html",
}


@pytest.mark.parametrize(("path", "place"), PLACES.items())
def test_a_path_has_one_place(path: str, place: str) -> None:
    """Campaigns and reports are for the desk, everything else for the site; and back."""
    assert place_of(path) == place
    assert path_of(place) == path


def make_old(letter: Path) -> dict[str, bytes]:
    """Put the outputs of a run into the layout before: all together in `public/`."""
    outputs = find_outputs(letter / "_newsletter")
    contents = {path: file.read_bytes() for path, file in outputs.items()}
    for path, content in contents.items():
        target = letter / "public" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    shutil.rmtree(letter / "_newsletter")
    old = FileRecord("the output folder", 0, 0, str((letter / "public").resolve()))
    with Ledger.open(letter / ".newsletter") as ledger:
        ledger.save(Change(files=(old,)))
    return contents


def test_old_outputs_are_moved_and_the_run_says_so(letter: Path, run: Run) -> None:
    """A run over the layout before moves every file it wrote, makes nothing again, and says so."""
    run()
    wanted = make_old(letter)
    report = run()
    (note,) = report.notes
    assert note == f"moved {len(wanted)} files from public/ to _newsletter/site/ and desk/"
    assert (report.exit_code, report.written, report.removed) == (EXIT_DONE, (), ())
    assert tree(letter) == wanted
    assert not (letter / "public").exists()
    assert run().notes == ()


def test_what_is_not_ours_stays_in_the_old_folder(letter: Path, run: Run) -> None:
    """Only files that the ledger knows are moved; the note says that others stay."""
    run()
    make_old(letter)
    (letter / "public/CNAME").write_text("letter.example.com", encoding="utf-8")
    (note,) = run().notes
    assert note.endswith(", where other files stay")
    assert [path.name for path in (letter / "public").iterdir()] == ["CNAME"]


def test_what_stands_in_the_new_folder_is_not_moved_over(letter: Path, run: Run) -> None:
    """A file of somebody else stays, in this run and the next, and the run names it."""
    run()
    make_old(letter)
    page = letter / "_newsletter/site/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("theirs", encoding="utf-8")
    for _ in range(2):
        assert [error.at for error in run().errors] == [str(page)]
        assert page.read_text(encoding="utf-8") == "theirs"


def test_a_folder_that_the_settings_name_is_sorted(letter: Path, run: Run) -> None:
    """`output = "public"` keeps the folder; its files move into site/ and desk/ of it."""
    run()
    wanted = make_old(letter)
    settings = letter / "newsletter.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[publication]", '[publication]\noutput = "public"'), "utf-8")
    run()
    found = find_outputs(letter / "public")
    assert found.keys() == wanted.keys()
    assert not (letter / "_newsletter").exists()


def test_a_dry_run_moves_nothing(letter: Path, run: Run) -> None:
    """What a dry run says is not done."""
    run()
    wanted = make_old(letter)
    run(dry_run=True)
    assert len([path for path in (letter / "public").rglob("*") if path.is_file()]) == len(wanted)


def test_a_page_of_somebody_else_is_refused(letter: Path, run: Run) -> None:
    """A site's home page is not written over; the run names the file and does all the rest."""
    page = letter / "_newsletter/site/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("theirs", encoding="utf-8")
    (error,) = run().errors
    assert error.at == str(page)
    assert error.why == "newsletter did not write the file that stands there"
    assert page.read_text(encoding="utf-8") == "theirs"
    assert "en/feed.xml" in tree(letter)


def test_a_file_of_somebody_else_is_refused(letter: Path, run: Run) -> None:
    """In a folder of ours, a file that the ledger does not know is not written over."""
    run()
    new = letter / "_newsletter/site/ja/posts/2026-02-20-new.md"
    new.write_text("theirs", encoding="utf-8")
    first = next(iter(sorted((letter / "posts").glob("*.md"))))
    text = first.read_text(encoding="utf-8")
    (letter / "posts/2026-02-20-new.md").write_text(change_words(text), encoding="utf-8")
    (error,) = run().errors
    assert error.at == str(new)
    assert new.read_text(encoding="utf-8") == "theirs"
    new.unlink()
    assert run().exit_code == EXIT_DONE


def test_a_link_to_no_folder_is_no_output_folder(letter: Path, run: Run, tmp_path: Path) -> None:
    """A disk that is not mounted: named with where the link leads, and nothing is made there."""
    disk = tmp_path / "disk"
    (letter / "_newsletter").symlink_to(disk)
    with pytest.raises(OutputError, match="no folder is there") as caught:
        run()
    assert str(disk) in caught.value.why
    assert not disk.exists()
    disk.mkdir()
    assert run().exit_code == EXIT_DONE
    assert (disk / "site/en/feed.xml").is_file()


def change_words(text: str) -> str:
    """Return the article about something else: a copy of a post would be held as a repeat."""
    head, _, _ = text.partition("\n---\n")
    lines = [line for line in head.splitlines() if not line.startswith("date:")]
    body = "図書館が山の村に開いた。蔵書は一万二千冊で、半分は村の人が持ち寄った。\n"
    return "\n".join([*lines, "date: 2026-02-20", "---", "", body])


def test_a_lost_ledger_is_made_up_for(letter: Path, run: Run) -> None:
    """Without a ledger the folder is still ours by its mark, and the outputs are made again."""
    run()
    wanted = tree(letter)
    shutil.rmtree(letter / ".newsletter")
    assert run().exit_code == EXIT_DONE
    assert tree(letter).keys() == wanted.keys()


def remove_it(outputs: Path) -> None:
    """Remove the folder with all in it."""
    shutil.rmtree(outputs)


def empty_it(outputs: Path) -> None:
    """Remove what it holds."""
    for path in outputs.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def replace_it(outputs: Path) -> None:
    """Put an empty folder in its place."""
    outputs.rename(outputs.with_name("aside"))
    outputs.mkdir()


def bring_back_yesterday(outputs: Path) -> None:
    """Put a copy in its place that was made before the run: the same names, many of the sizes."""
    outputs.rename(outputs.with_name("aside"))
    shutil.copytree(outputs.with_name("yesterday"), outputs)


def remove_a_part(outputs: Path) -> None:
    """Remove the pages of one language, which were written a moment ago."""
    shutil.rmtree(outputs / "site" / "ja")


WAYS = [remove_it, empty_it, replace_it, bring_back_yesterday, remove_a_part]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("step", ["publish_site", "retire"])
def test_a_folder_that_changes_under_a_run_is_told_and_mended(
    step: str,
    way: Callable[[Path], None],
    letter: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was written is not there: exit 1 and what to do; the next run makes it good."""
    outputs = letter / "_newsletter"
    assert run().exit_code == EXIT_DONE
    assert run().is_idle
    shutil.copytree(outputs, letter / "yesterday")
    for number in (1, 2, 3):
        changed = article(number).replace("昼", "夜")
        write_post(letter, number, body=changed)
    real = vars(run_module)[step]

    def disturb(*values: Any) -> Any:
        way(outputs)
        return real(*values)

    monkeypatch.setattr(run_module, step, disturb)
    report = run()
    monkeypatch.undo()
    assert report.exit_code == EXIT_FAILED
    (error,) = report.errors
    assert error.at == str(outputs)
    assert "while the run wrote into it" in error.why
    assert run().exit_code == EXIT_DONE
    mended = tree(letter)
    assert (outputs / MARK).is_file()
    assert run().is_idle
    shutil.rmtree(outputs)
    run()
    assert tree(letter) == mended


def test_a_folder_that_only_others_write_into_is_no_fault(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of somebody else that comes while a run works is not its business."""
    real = vars(run_module)["publish_site"]

    def disturb(*values: Any) -> Any:
        (letter / "_newsletter" / "site" / "CNAME").write_text("example.com", encoding="utf-8")
        return real(*values)

    monkeypatch.setattr(run_module, "publish_site", disturb)
    assert run().exit_code == EXIT_DONE
