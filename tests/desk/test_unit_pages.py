"""A translation in the browser: what is saved, what is refused, what is met."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from newsletter.pipeline.publication import catalogue_path
from newsletter.store.lock import lock
from newsletter.translate.catalogue import Entry, parse_catalogue
from tests.desk.conftest import REF, Desk

UNITS = f"/posts/{REF}/en/units"
SOURCE = "費用は2億円と見積もられている。"
GOOD = "The cost is put at 200 million yen."


def read_units(folder: Path) -> dict[str, Entry]:
    """The catalogue as it lies there, by text."""
    path = folder / f"translations/en/{REF}.po"
    return {each.source: each for each in parse_catalogue(path.read_bytes(), "x").entries}


def find_unit(desk: Desk, source: str) -> dict[str, str]:
    """Key and version of a unit, as the page shows them."""
    from newsletter.editing.unit_edits import unit_key

    key = unit_key(source)
    found = re.search(rf'data-key="{key}" data-version="(\w+)"', desk.get(UNITS))
    assert found
    return {"key": key, "version": found[1]}


def change(desk: Desk, target: str, **more: Any) -> dict[str, Any]:
    """A change of the unit about the cost, as the page sends it."""
    return {**find_unit(desk, SOURCE), "target": target, "confirmed": True, **more}


def test_a_correction_is_in_the_catalogue(desk: Desk) -> None:
    """Saving writes the text without its flag, dates the file and leaves every other unit alone."""
    before = read_units(desk.folder)
    answer = desk.send(UNITS, {"changes": [change(desk, GOOD)]})
    after = read_units(desk.folder)
    assert (after[SOURCE].target, after[SOURCE].reviewed) == (GOOD, True)
    del before[SOURCE], after[SOURCE]
    assert after == before
    counts: Any = answer["counts"]
    assert (counts["all"], counts["open"]) == (9, 8)
    po = catalogue_path(desk.folder, _settings(desk), "en", REF).read_text(encoding="utf-8")
    assert "PO-Revision-Date: 2000" not in po


def _settings(desk: Desk) -> Any:
    from newsletter.config import read_settings

    return read_settings(desk.folder)


def test_an_error_takes_confirming_away(desk: Desk) -> None:
    """A wrong amount is told at once and cannot be confirmed; the file stays as it is."""
    wrong = "The cost is put at 300 million yen."
    told: Any = desk.send(f"{UNITS}/check", change(desk, wrong))
    assert told["mayConfirm"] is False
    assert [each["rule"] for each in told["findings"]] == ["numbers"]
    before = read_units(desk.folder)
    desk.send(UNITS, {"changes": [change(desk, wrong)]}, expect=422)
    assert read_units(desk.folder) == before


def test_a_dismissed_finding_is_remembered(desk: Desk) -> None:
    """A person may pass a check that is wrong; the catalogue remembers it and runs are silent."""
    wrong = "The cost is put at 300 million yen."
    desk.send(UNITS, {"changes": [change(desk, wrong, dismissed=["numbers"])]})
    unit = read_units(desk.folder)[SOURCE]
    assert (unit.target, unit.reviewed, unit.dismissed) == (wrong, True, frozenset({"numbers"}))
    page = desk.get(UNITS)
    assert "300 million" in page
    part = page.partition("300 million")[2].partition("</section>")[0]
    assert 'data-rule="numbers"' not in part


def test_lost_markup_cannot_be_passed(desk: Desk) -> None:
    """A post without its marks cannot be put together, so nobody can dismiss that."""
    source = "市は船を[[1]]博物館[[/1]]に残す計画だ。"
    body = {**find_unit(desk, source), "target": "The city will keep the ship in a museum."}
    told: Any = desk.send(f"{UNITS}/check", {**body, "dismissed": ["placeholders"]})
    assert told["mayConfirm"] is False
    assert told["findings"][0]["canPass"] is False
    changes = [{**body, "confirmed": True, "dismissed": ["placeholders"]}]
    desk.send(UNITS, {"changes": changes}, expect=422)


def test_two_windows_meet(desk: Desk) -> None:
    """The second of two windows that correct a unit is shown the text of the first; it stays."""
    first, second = change(desk, GOOD), change(desk, "The cost: 200 million yen.")
    desk.send(UNITS, {"changes": [first]})
    answer: Any = desk.send(UNITS, {"changes": [second]}, expect=409)
    assert answer["conflicts"][0]["target"] == GOOD
    assert read_units(desk.folder)[SOURCE].target == GOOD
    again = {**second, "version": answer["conflicts"][0]["version"]}
    desk.send(UNITS, {"changes": [again]})
    assert read_units(desk.folder)[SOURCE].target == second["target"]


def test_a_change_by_another_editor_is_met_too(desk: Desk) -> None:
    """What Poedit saved while the page was open is shown, and the rest of its file stays."""
    mine = change(desk, GOOD)
    path = desk.folder / f"translations/en/{REF}.po"
    text = path.read_text(encoding="utf-8")
    head, mark, tail = text.partition(f'msgid "{SOURCE}"\nmsgstr "')
    theirs = f'{head}{mark}Cost: 200 million yen."\n{tail.partition(chr(10))[2]}'
    path.write_text(theirs, encoding="utf-8")
    answer: Any = desk.send(UNITS, {"changes": [mine]}, expect=409)
    assert answer["conflicts"][0]["target"] == "Cost: 200 million yen."
    assert path.read_text(encoding="utf-8") == theirs


def test_a_run_at_work_is_told(desk: Desk) -> None:
    """While a run holds the publication nothing is written, and the page can try again."""
    mine = change(desk, GOOD)
    before = read_units(desk.folder)
    with lock(desk.folder / ".newsletter"):
        answer: Any = desk.send(UNITS, {"changes": [mine]}, expect=423)
    assert "another run" in answer["error"]["what"]
    assert read_units(desk.folder) == before
    desk.send(UNITS, {"changes": [mine]})


def test_a_step_is_undone_to_the_byte(desk: Desk) -> None:
    """Undo puts text, flag and dismissals back; what was changed after it stays."""
    before = read_units(desk.folder)
    answer: Any = desk.send(UNITS, {"changes": [change(desk, GOOD)]})
    undone: Any = desk.send(f"{UNITS}/undo", {"step": answer["step"]})
    assert read_units(desk.folder) == before
    assert undone["saved"][0]["state"] == "machine"
    later: Any = desk.send(UNITS, {"changes": [change(desk, GOOD)]})
    desk.send(UNITS, {"changes": [change(desk, "Costs: 200 million yen.")]})
    desk.send(f"{UNITS}/undo", {"step": later["step"]}, expect=409)
    assert read_units(desk.folder)[SOURCE].target == "Costs: 200 million yen."


def test_many_are_confirmed_at_once(desk: Desk) -> None:
    """A batch is one step: what fits is confirmed, what somebody changed meanwhile is told."""
    second = "船長の話"
    batch = [
        change(desk, GOOD),
        {**find_unit(desk, second), "target": "The captain", "confirmed": True},
    ]
    desk.send(UNITS, {"changes": [{**batch[1], "target": "The captain’s story"}]})
    answer: Any = desk.send(UNITS, {"changes": batch})
    assert [each["key"] for each in answer["saved"]] == [batch[0]["key"]]
    assert [each["target"] for each in answer["conflicts"]] == ["The captain’s story"]
    desk.send(f"{UNITS}/undo", {"step": answer["step"]})
    assert not read_units(desk.folder)[SOURCE].reviewed


def test_history_tells_what_was_before(desk: Desk) -> None:
    """A unit knows who said what before, and terms and near texts stand beside it."""
    unit = change(desk, GOOD)
    desk.send(UNITS, {"changes": [unit]})
    (desk.folder / "glossary.csv").write_text("source,en,note\n費用,cost,plain\n", encoding="utf-8")
    near: Any = desk.send(f"{UNITS}/near", {"key": unit["key"]})
    assert near["history"][0]["after"] == GOOD
    assert near["history"][0]["before"].startswith("⟦")
    assert near["terms"] == [{"source": "費用", "targets": ["cost"], "note": "plain"}]


def test_an_engine_is_asked_for_one_unit(desk: Desk) -> None:
    """The engines of the publication answer for one unit; nothing is written."""
    before = read_units(desk.folder)
    answer: Any = desk.send(f"{UNITS}/ask", {"key": change(desk, "")["key"]})
    assert answer["answers"][0]["from"] == "pseudo"
    assert read_units(desk.folder) == before


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"changes": "x"},
        {"changes": [1]},
        {"changes": [{"key": 1, "version": "", "target": ""}]},
        {"changes": [{"key": "a", "version": "b"}]},
    ],
)
def test_what_is_no_change_is_refused(desk: Desk, body: object) -> None:
    """A request of another shape is an error of the request, and nothing is written."""
    before = read_units(desk.folder)
    desk.send(UNITS, body, expect=400)
    assert read_units(desk.folder) == before


def test_a_broken_catalogue_is_told(desk: Desk) -> None:
    """A file with the marks of a merge is shown as an error with its line; it is not touched."""
    path = desk.folder / f"translations/en/{REF}.po"
    broken = path.read_text(encoding="utf-8") + "\n<<<<<<< HEAD\n"
    path.write_text(broken, encoding="utf-8")
    assert "two versions of the file were merged" in desk.get(UNITS)
    assert path.read_text(encoding="utf-8") == broken
