"""JSON that is nested too deeply to be read is no JSON, wherever a file or an answer is read.

Python's reader raises another error for it than for all other damage. A file that was swapped, or
an answer of a model, would end a command with a traceback.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsletter.config import parse_settings
from newsletter.desk.mail_pages import read_mail
from newsletter.desk.run_pages import RunState, _take_line
from newsletter.editing.journal import _read_step
from newsletter.errors import NewsletterError
from newsletter.lint.campaigns import check_campaign
from newsletter.render.templates import load_templates
from newsletter.setup.ignoring import plan_ignores
from newsletter.store.lock import NOTE_NAME, read_owner
from newsletter.translate.engines.model_answers import read_units
from newsletter.upkeep.backup import _read_list
from newsletter.upload.edition_names import find_new_editions

DEEP = b"[" * 100_000
OPENED = '["'  # of a value, as a reader looks for it in prose
SETTINGS = parse_settings(
    '[publication]\ntitle = "a"\nurl = "https://example.com"\nlanguage = "ja"\n'
)


def write(path: Path) -> Path:
    """The file, nested too deeply."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(DEEP)
    return path


def check_broken(folder: Path) -> list[str]:
    """What `check` says of a campaign."""
    found = check_campaign({"campaign.json": DEEP}, SETTINGS, load_templates())
    return [finding.rule for finding in found]


def find_broken(folder: Path) -> object:
    """The editions that an upload of all finds."""
    write(folder / "desk/campaigns/a/ja/campaign.json")
    return find_new_editions(folder, set(), None, date(2026, 1, 1))


def note_broken(folder: Path) -> object:
    """Who holds the lock."""
    write(folder / NOTE_NAME)
    return read_owner(folder)


def show_line(folder: Path) -> list[str]:
    """A line of the log of a run, on the desk."""
    state = RunState()
    _take_line(state, DEEP.decode())
    return [line.level for line in state.lines]


def ignore_in_vault(folder: Path) -> object:
    """What `init` adds to the settings of a vault."""
    write(folder / ".obsidian/app.json")
    return [change.path.name for change in plan_ignores(folder, "obsidian")]


READERS: dict[str, tuple[Callable[[Path], object], object]] = {
    "a campaign that is checked": (check_broken, ["campaign-broken"]),
    "campaigns to upload": (find_broken, ()),
    "the note beside the lock": (note_broken, None),
    "a line of the journal": (lambda folder: _read_step(DEEP), None),
    "a line of the log": (show_line, ["error"]),
    "settings of a vault": (ignore_in_vault, []),
}


@pytest.mark.parametrize(("read", "wanted"), READERS.values(), ids=READERS)
def test_what_nobody_can_read_is_taken_for_damaged(
    tmp_path: Path, read: Callable[[Path], object], wanted: object
) -> None:
    """As a file that was cut off."""
    assert read(tmp_path) == wanted


def read_broken_mail(folder: Path) -> object:
    """A mail on the desk."""
    write(folder / "desk/campaigns/a/ja/campaign.json")
    return read_mail(SimpleNamespace(output=folder), "a", "ja")  # type: ignore[arg-type]


REFUSED: dict[str, Callable[[Path], object]] = {
    "a mail on the desk": read_broken_mail,
    "the list of a backup": lambda folder: _read_list(DEEP, folder / "a.tar.gz"),
    "an answer of a model": lambda folder: read_units(DEEP.decode(), 2, "openai"),
    "an answer of a model, in words": lambda folder: read_units(
        "Here it is: " + OPENED * 50_000, 2, "openai"
    ),
}


@pytest.mark.parametrize("read", REFUSED.values(), ids=REFUSED)
def test_what_must_be_read_is_an_error_that_says_so(
    tmp_path: Path, read: Callable[[Path], object]
) -> None:
    """Never a traceback."""
    with pytest.raises(NewsletterError):
        read(tmp_path)
