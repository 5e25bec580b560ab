"""Labels made here hold on to sentences by the hash of their letters, and hold no text of others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import own_labels

ROWS = [json.loads(line) for line in own_labels.FILE.read_text("utf-8").splitlines()]
ARTICLE = "# Rates\n\nThe bank raised rates. Analysts had not expected it.\n\nLoans get dearer.\n"
LABELS = {
    "importance": {"3": [1], "1": [3]},
    "groups": [[1, 3]],
    "needs": [[2, 1]],
    "choice": [1, 3],
    "first": [1],
}


def find_strings(value: object) -> list[str]:
    """All strings in a nest of lists and tables, those of keys left out."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value
    return [text for one in inner for text in find_strings(one)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_labels_hold_no_text(row: dict[str, Any]) -> None:
    """Beside its name and its source an article has nothing but keys."""
    labels = {name: value for name, value in row.items() if name not in {"name", "source"}}
    keys = find_strings(labels)
    assert keys
    assert not [key for key in keys if not re.fullmatch(r"[0-9a-f]{7}", key)]


def test_sources_are_named_below_the_shared_folder() -> None:
    """No label leads to a place of one machine, and none out of the folder."""
    sources = [Path(row["source"]) for row in ROWS]
    assert not [path for path in sources if path.is_absolute() or ".." in path.parts]


@pytest.fixture
def judge() -> Any:
    """The judge of the shared labels."""
    if not (own_labels.SHARED / "bench" / "abridge-labels").exists():
        pytest.skip("the labelled articles are not beside this checkout")
    return own_labels.import_judge()


def store(judge: Any, folder: Path) -> dict[str, Any]:
    """The labels of the article, as they are stored."""
    for kind in ("articles", "labels"):
        (folder / kind).mkdir()
    (folder / "articles" / "u1-en.md").write_text(ARTICLE, "utf-8")
    place = folder / "labels" / "u1-en.json"
    place.write_text(json.dumps(LABELS), "utf-8")
    row: dict[str, Any] = json.loads(own_labels._store(judge, folder, place, "corpus/a.md"))
    return row


def test_labels_come_back_as_they_were(judge: Any, tmp_path: Path) -> None:
    """What an editor said of a sentence is said of the same sentence."""
    view = own_labels._view(judge, store(judge, tmp_path), ARTICLE)
    assert view["w"] == {1: 3, 3: 1}
    assert {name: view["L"][name] for name in ("groups", "needs", "choice", "first")} == {
        name: LABELS[name] for name in ("groups", "needs", "choice", "first")
    }


def test_labels_follow_their_sentences(judge: Any, tmp_path: Path) -> None:
    """A post that is cleaned in another way keeps the labels of what still stands in it."""
    text = ARTICLE.replace(" Analysts had not expected it.", "").replace(
        "# Rates", "# Rates\n\nHi."
    )
    view = own_labels._view(judge, store(judge, tmp_path), text)
    said = {unit["i"]: unit["raw"] for unit in view["U"]}
    assert {said[unit]: weight for unit, weight in view["w"].items()} == {
        "The bank raised rates.": 3,
        "Loans get dearer.": 1,
    }
    assert view["L"]["needs"] == []
