"""List items: in which of them a line stands, and that none goes under those that stand in it."""

from __future__ import annotations

import pytest

from newsletter.dedupe import audit, clean_text
from newsletter.dedupe.nesting import OpenItems, has_nested
from tests.dedupe.pieces import segments_of

OPENING = (
    "港の工事は春に始まる予定で、市は二億円の予算を組んだと発表した。"
    "地元の漁協は説明会を三度開いて意見を集めた。\n\n"
)
AGAIN = f"（記事の続き）\n\n{OPENING}"
TALK = (
    "の直前まで「人材の育成」について触れていましたね。この点を、もう少し深掘りさせてください。\n\n"
)
MONEY = "    *   **補助金**: 国の補助金を五千万円だけ申請する予定だと担当者は話す。\n"
COURSES = "    *   **研修**: 漁師の若手を対象に年に四回の研修を港で開く計画である。\n"
GRANTS = "    *   **奨学金**: 水産高校の生徒に月二万円の奨学金を出す案がある。\n"
END = "工事の完成は三年後になると見込まれている。\n"


@pytest.mark.parametrize(
    ("body", "parents"),
    [
        ("- a\n  - b\n  - c\n- d", ["", "- a", "- a", ""]),
        ("- a\n    - b\n        - c\n    - d", ["", "- a", "- b", "- a"]),
        ("1. a。b。\n   - c", ["", "1. a。", "1. a。"]),
        ("- a\n\n    続き。\n\n    - b", ["", "- a", "- a"]),
        ("- a\n\n段落。\n    - b", ["", "", ""]),
        ("- a\n\n## 港\n\n    - b", ["", "", ""]),
        ("\t- a\n- b\n\t- c", ["", "", "- b"]),
    ],
)
def test_a_line_stands_in_the_item_above_it(body: str, parents: list[str]) -> None:
    """The nearest that is indented less, as long as nothing without indent stands between."""
    items = OpenItems()
    found = [items.take(segment) for segment in segments_of(body)]
    assert [one.text.strip() if one else "" for one in found] == parents


@pytest.mark.parametrize(
    ("body", "expected"),
    [("- a\n    - b", True), ("- a\n- b", False), ("- a\n\nb。", False), ("- a", False)],
)
def test_what_stands_in_an_item_is_indented(body: str, *, expected: bool) -> None:
    """The line right below it tells."""
    assert has_nested(segments_of(body), 0) is expected


@pytest.mark.parametrize("continued", ["", "（続き）"])
@pytest.mark.parametrize("mark", ["2.  ", "*   "])
@pytest.mark.parametrize("talk_first", [True, False])
def test_no_item_stands_in_a_paragraph(mark: str, continued: str, *, talk_first: bool) -> None:
    """An item that is said again stays where text parts what stands in it from the first one."""
    label = f"{mark}**人材の育成**:\n"
    again = f"{mark}**人材の育成{continued}**:\n"
    between = TALK + AGAIN if talk_first else AGAIN + TALK
    text = f"{OPENING}### 具体策\n\n{label}{COURSES}\n{between}{again}{GRANTS}\n{END}"
    cleaned = clean_text(text)
    assert cleaned.removals
    kept = cleaned.body.split("\n")
    at = kept.index(GRANTS.rstrip())
    above = [line for line in kept[:at] if line.strip()]
    assert above[-1] in (label.rstrip(), COURSES.rstrip())
    assert [one for one in audit(text, cleaned) if one.severity == "error"] == []
    assert clean_text(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("continued", ["", "（続き）"])
def test_an_item_whose_own_items_go_on_right_below_is_said_once(continued: str) -> None:
    """No text parts them: all stand in the first one."""
    label, again = "2.  **人材の育成**:\n", f"2.  **人材の育成{continued}**:\n"
    text = f"{OPENING}### 具体策\n\n{label}{COURSES}\n{AGAIN}{again}{GRANTS}\n{END}"
    body = clean_text(text).body
    assert body.count("人材の育成") == 1
    assert f"{COURSES}{GRANTS}" in body.replace("\n\n    ", "\n    ")


def test_an_item_that_goes_with_all_that_stands_in_it_stays_away() -> None:
    """Nothing of it is left that could stand in no list."""
    label = "2.  **人材の育成**:\n"
    text = f"{OPENING}### 具体策\n\n{label}{COURSES}\n{AGAIN}{TALK}{label}{COURSES}\n{END}"
    body = clean_text(text).body
    assert body.count("人材の育成**") == 1
    assert body.count("研修") == 2


def test_a_continued_item_under_another_one_stays() -> None:
    """What stands in it would be told of the other one."""
    first = f"1.  **予算の確保**:\n{MONEY}\n2.  **人材の育成**:\n{COURSES}\n"
    text = f"{OPENING}### 具体策\n\n{first}{AGAIN}1.  **予算の確保（続き）**:\n{GRANTS}\n{END}"
    body = clean_text(text).body
    assert f"**予算の確保**:\n{GRANTS}" in body
