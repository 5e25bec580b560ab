"""Words of the desk: whole in both languages, none too many, dates as people write them."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.desk.drawing import HERE, LANGUAGES, get_words
from newsletter.desk.post_list import Need
from newsletter.editing.decision_edits import LISTS
from newsletter.model import RemovalKind, Severity, UnitKind
from newsletter.plan.page_actions import Verb
from tests.desk.conftest import Desk

TABLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in (HERE / "words").glob("*.toml")
}


def find_fields(text: str | dict[str, str]) -> set[str]:
    """The values that a text wants."""
    joined = text if isinstance(text, str) else " ".join(text.values())
    return set(re.findall(r"\{(\w+)\}|(#)", joined)) if joined else set()


def test_both_languages_have_every_word() -> None:
    """A word that is there in one language is there in the other, with the same values."""
    assert set(TABLES) == set(LANGUAGES)
    assert TABLES["ja"].keys() == TABLES["en"].keys()
    for key, text in TABLES["en"].items():
        assert find_fields(TABLES["ja"][key]) == find_fields(text), key


def test_pages_ask_for_words_that_are_there() -> None:
    """Every `t("…")` of a page has its word, and no word is there for nothing."""
    used: set[str] = set()
    for path in HERE.glob("*.py"):
        used |= set(re.findall(r'\bwords\("(\w+)"', path.read_text(encoding="utf-8")))
    for path in (HERE / "pages").glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'\bt\("(\w+)"', text))
        used |= set(re.findall(r'"(key_\w+)"', text))
    assert used <= TABLES["en"].keys()
    groups = ("need", "severity", "removal", "list", "did", "unit", "kind", "verb", "from")
    others = {key for key in TABLES["en"].keys() - used if not key.startswith(groups)}
    assert others == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_its_word(language: str) -> None:
    """States, kinds and verbs of the program are told in the editor's language."""
    words = get_words(language).texts
    keys = [f"need_{need}" for need in Need]
    keys += [f"removal_{kind}" for kind in RemovalKind]
    keys += [f"severity_{severity}" for severity in Severity]
    keys += [f"kind_{kind}".replace(" ", "_") for kind in UnitKind]
    keys += [f"verb_{verb}" for verb in Verb]
    keys += [f"list_{name}" for name in LISTS]
    assert [key for key in keys if key not in words] == []


def test_the_editor_chooses_her_language(desk: Desk) -> None:
    """The browser's language holds until another is chosen."""
    assert '<html lang="en">' in desk.get("/")
    response = desk.client.get("/", headers={"Accept-Language": "ja,en;q=0.5"})
    assert '<html lang="ja">' in response.text
    assert "確認待ち" in response.text
    desk.post("/language", language="ja")
    assert '<html lang="ja">' in desk.get("/")
    desk.post("/language", language="xx")
    assert '<html lang="ja">' in desk.get("/")


def test_names_and_sizes_are_for_people(desk: Desk) -> None:
    """Languages have names, sizes units; a tag that nobody knows is shown as it is."""
    from newsletter.desk.desk_data import DeskData
    from newsletter.desk.drawing import DeskPage

    page = DeskPage(DeskData(desk.folder), get_words("en"))
    assert (page.name("ja"), page.name("xq")) == ("Japanese", "xq")
    assert (page.size(999), page.size(19_400)) == ("999 B", "19 kB")
    assert page.day(datetime(2026, 2, 1, 20, tzinfo=UTC)) == "Feb 2, 2026"
    assert list(page.pieces("a [[1]]b[[/1]]")) == [
        ("a ", False),
        ("[[1]]", True),
        ("b", False),
        ("[[/1]]", True),
    ]


def test_no_third_party_code_is_vendored() -> None:
    """Scripts of the desk are our own: plain modules without a library."""
    names = sorted(path.name for path in Path(HERE / "static").iterdir())
    assert names == ["desk.css", "desk.js", "units.js"]
