"""What an editor writes: whole, compared, journalled, undone; also after a kill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.config import Settings, read_settings
from newsletter.editing.decision_edits import (
    change_decisions,
    hold_language,
    put_passage,
    send_mail,
    undo_decisions,
)
from newsletter.editing.journal import JOURNAL_NAME, Journal, StepKind
from newsletter.editing.unit_edits import UnitChange, save_units, unit_key, unit_version
from newsletter.errors import EditConflict, OutputError, PostError
from newsletter.pipeline.decision_files import read_decisions
from newsletter.source.decisions import as_passage
from newsletter.translate.catalogue import Entry, count_units, parse_catalogue

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
CONFIG = """
[publication]
title = "T"
url = "https://example.com"
language = "ja"
[languages.en]
"""
PO = """# Mine.
msgid ""
msgstr ""
"Language: en\\n"
"X-Generator: Poedit 3\\n"

#. sentence
#. engine: google
#, fuzzy, no-wrap
msgid "船は来ない。"
msgstr "The ship come not."

# A note of mine.
#, fuzzy
#| msgid "船は来る。"
msgid "船は来た。"
msgstr "The ship comes."

#. sentence
msgid "誰もいない。"
msgstr ""

#~ msgid "古い文。"
#~ msgstr "An old sentence."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publication with one catalogue."""
    (tmp_path / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "translations/en").mkdir(parents=True)
    (tmp_path / "translations/en/a.po").write_text(PO, encoding="utf-8")
    return tmp_path


@pytest.fixture
def settings(folder: Path) -> Settings:
    """Its settings."""
    return read_settings(folder)


def read_entries(folder: Path) -> dict[str, Entry]:
    """The entries by text."""
    content = (folder / "translations/en/a.po").read_bytes()
    return {each.source: each for each in parse_catalogue(content, "a.po").entries}


def build_change(folder: Path, source: str, target: str, **more: object) -> UnitChange:
    """A change of a unit as it stands now."""
    entry = read_entries(folder)[source]
    return UnitChange(unit_key(source), unit_version(entry), target, **more)  # type: ignore[arg-type]


def test_everything_else_of_the_file_stays(folder: Path, settings: Settings) -> None:
    """Header, remarks, other flags, obsolete entries: what the editor did not touch is kept."""
    change = build_change(folder, "船は来ない。", "The ship does not come.")
    save_units(folder, settings, "a", "en", [change], now=NOW)
    text = (folder / "translations/en/a.po").read_text(encoding="utf-8")
    assert "X-Generator: Poedit 3" in text
    assert "PO-Revision-Date: 2026-03-01 09:00+0000" in text
    assert "# Mine." in text
    assert "# A note of mine." in text
    assert '#~ msgstr "An old sentence."' in text
    entry = read_entries(folder)["船は来ない。"]
    assert (entry.target, entry.fuzzy, entry.flags) == (
        "The ship does not come.",
        False,
        ("no-wrap",),
    )


def test_confirming_a_stale_unit_forgets_what_it_said_before(
    folder: Path, settings: Settings
) -> None:
    """The old source text goes with the confirmation, as in every editor of PO files."""
    change = build_change(folder, "船は来た。", "The ship came.")
    save_units(folder, settings, "a", "en", [change], now=NOW)
    entry = read_entries(folder)["船は来た。"]
    assert (entry.previous, entry.reviewed, entry.remarks) == ("", True, "A note of mine.")


@pytest.mark.parametrize(
    ("target", "confirmed", "expected"),
    [
        ("Nobody is there.", True, (False, "Nobody is there.")),
        ("Nobody is there.", False, (True, "Nobody is there.")),
        ("", False, (False, "")),
        ("two\r\nlines", False, (True, "two\nlines")),
    ],
)
def test_a_draft_is_kept_as_one(
    folder: Path,
    settings: Settings,
    target: str,
    confirmed: bool,
    expected: tuple[bool, str],
) -> None:
    """A text that is saved without being confirmed is fuzzy; an empty one is none."""
    change = build_change(folder, "誰もいない。", target, confirmed=confirmed)
    save_units(folder, settings, "a", "en", [change], now=NOW)
    entry = read_entries(folder)["誰もいない。"]
    assert (entry.fuzzy, entry.target) == expected


def test_saving_what_is_there_writes_nothing(folder: Path, settings: Settings) -> None:
    """A change that changes nothing is no step, and the file keeps its bytes."""
    change = build_change(folder, "船は来ない。", "The ship come not.", confirmed=False)
    saved = save_units(folder, settings, "a", "en", [change], now=NOW)
    assert saved.step is None
    assert (folder / "translations/en/a.po").read_text(encoding="utf-8") == PO


def test_there_must_be_a_catalogue(folder: Path, settings: Settings) -> None:
    """Without a file there is nothing to correct, and none is made."""
    with pytest.raises(PostError, match="no translation to correct"):
        save_units(folder, settings, "b", "en", [], now=NOW)
    assert not (folder / "translations/en/b.po").exists()


@pytest.mark.parametrize(
    "content",
    [
        PO,
        PO.replace("\n\n", "\n \n"),
        PO.split("#~")[0],
        'msgid ""\nmsgstr ""\n\nmsgid ""\n"long "\n"text"\nmsgstr ""\n"in lines"\n',
        'msgid ""\nmsgstr "Language: en\\n"\n',
        '#. warning amount: 3 is not 4\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
        '#. warning amount: 3 is not 4\nmsgid "a"\nmsgstr ""\n',
        '#, fuzzy\n#| msgid "old"\nmsgid "a"\nmsgstr ""\n',
        '#, fuzzy\n#| msgid "old"\nmsgid "a"\nmsgstr "b"\n',
        "",
    ],
)
def test_counting_says_what_parsing_says(content: str) -> None:
    """The fast count of a list and the catalogue itself tell the same."""
    counted = count_units(content.encode(), "a.po")
    assert counted == parse_catalogue(content, "a.po").counts()


def test_a_list_holds_a_passage_once(folder: Path) -> None:
    """A passage stands on one of two opposite lists, and once; no change writes no step."""
    passage = as_passage("港は静かだ。")
    for name in ("keep", "drop", "drop"):
        change_decisions(folder, "a", put_passage(name, passage), now=NOW, what=name)
    decisions = read_decisions(folder, "a")
    assert (decisions.keep, decisions.drop) == ((), (passage,))
    assert len(Journal(folder / ".newsletter").steps()) == 2


def test_undo_of_an_undo(folder: Path) -> None:
    """A step that took one back can be taken back itself, to the byte."""
    first = change_decisions(folder, "a", send_mail(False), now=NOW, what="no_mail")
    assert first
    undone = undo_decisions(folder, first, now=NOW)
    assert undone
    assert not (folder / "decisions/a.toml").exists()
    again = undo_decisions(folder, undone, now=NOW)
    assert again
    assert (folder / "decisions/a.toml").read_text(encoding="utf-8") == first.edits[0].after
    with pytest.raises(EditConflict, match="cannot undo"):
        undo_decisions(folder, undone, now=NOW)


def test_the_journal_follows_no_link(folder: Path, tmp_path: Path) -> None:
    """A link of its name is refused; the file that it leads to stays as it is."""
    precious = tmp_path / "precious"
    precious.write_bytes(b"x")
    path = folder / ".newsletter" / JOURNAL_NAME
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(precious)
    with pytest.raises(OutputError):
        change_decisions(folder, "a", send_mail(False), now=NOW, what="no_mail")
    assert precious.read_bytes() == b"x"


@pytest.mark.parametrize(
    "tail", [b'{"id": "9", "kind"', b"\xff\xfe", b'{"edits": 1}', b"[]", b"null"]
)
def test_a_line_that_a_kill_has_cut_is_passed_over(folder: Path, tail: bytes) -> None:
    """What is whole in the journal is read, and the next step stands on a line of its own."""
    change_decisions(folder, "a", send_mail(False), now=NOW, what="no_mail")
    path = folder / ".newsletter" / JOURNAL_NAME
    path.write_bytes(path.read_bytes() + tail)
    change_decisions(folder, "a", hold_language("en", True), now=NOW, what="hold")
    steps = Journal(folder / ".newsletter").steps()
    assert [step.what for step in steps] == ["no_mail", "hold"]
    assert len({step.id for step in steps}) == 2
    assert steps[0].kind is StepKind.DECISIONS


KILLED = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
import newsletter.store.files as files
from newsletter.editing.decision_edits import change_decisions, send_mail
import newsletter.editing.journal as journal
point = sys.argv[2]
def stop(*a, **k): os._exit(9)
if point == "written": files._write = stop
if point == "swapped": files._sync_folder = stop
if point == "journal": journal.Journal._append = stop
change_decisions(Path(sys.argv[1]), "a", send_mail(False), now=datetime.now(UTC), what="no_mail")
"""


@pytest.mark.parametrize(
    ("point", "is_there"), [("written", False), ("swapped", True), ("journal", True)]
)
def test_a_kill_leaves_the_old_file_or_the_new_one(
    folder: Path, point: str, is_there: bool
) -> None:
    """A desk that is killed while it writes leaves no half file, and the next write goes on."""
    before = change_decisions(folder, "a", hold_language("en", True), now=NOW, what="hold")
    assert before
    code = [sys.executable, "-c", KILLED, str(folder), point]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    assert subprocess.run(code, check=False, env=environ).returncode == 9
    decisions = read_decisions(folder, "a")
    assert (decisions.hold, decisions.mail) == (("en",), not is_there)
    change_decisions(folder, "a", hold_language("en", False), now=NOW, what="release")
    assert read_decisions(folder, "a").hold == ()
    assert list((folder / "decisions").iterdir()) == (
        [folder / "decisions/a.toml"] if is_there else []
    )


def test_the_journal_is_lines_of_json(folder: Path) -> None:
    """Other programs may read it: one object a line, the text before and after in it."""
    change_decisions(folder, "a", send_mail(False), now=NOW, what="no_mail")
    lines = (folder / ".newsletter" / JOURNAL_NAME).read_text(encoding="utf-8").splitlines()
    step = json.loads(lines[0])
    assert step["at"] == "2026-03-01T09:00:00+00:00"
    assert step["edits"][0]["before"] == ""
    assert "send = false" in step["edits"][0]["after"]
