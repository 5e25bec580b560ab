"""Repairs by origin: broken marks of calls, and Markdown that is sound though it looks odd."""

from __future__ import annotations

import pytest

from newsletter.dedupe.repair import repair

MENDED = {
    "English bold that never closes": (["**Note: boats leave."], ["Note: boats leave."]),
    "odd in the second line": (["港の朝。", "**町の昼。"], ["港の朝。", "町の昼。"]),
    "odd in an item": (["- **網を直す", "- 船を洗う"], ["- 網を直す", "- 船を洗う"]),
    "odd beside code": (["**港は`a ** b`です。"], ["港は`a ** b`です。"]),
    "odd in two paragraphs": (["**港。", "", "町。**"], ["港。", "", "町。"]),
    "a heading of blanks": (["###   ", "港。"], [None, "港。"]),
    "six marks": (["######"], [None]),
    "tildes over prose": (["~~~", "港の朝は早い。"], [None, "港の朝は早い。"]),
    "a fence over English prose": (
        ["```text", "Boats leave at dawn."],
        [None, "Boats leave at dawn."],
    ),
    "a label of four letters": (["**港の朝夕**港の朝夕を見る。"], ["**港の朝夕**を見る。"]),
}
SOUND = {
    "two odd lines of a paragraph": ["**港の朝", "町の昼**"],
    "seven marks are text": ["#######"],
    "an indented heading mark is code": ["    ##"],
    "a label of three letters": ["**港の朝**港の朝を見る。"],
    "a label said later": ["**港の朝夕**では港の朝夕を見る。"],
    "a label in code": ["```", "**港の朝夕**港の朝夕", "```"],
    "an empty heading in code": ["```", "##", "```"],
    "a tilde block with a fence in it": ["~~~", "```", "港の朝。", "~~~"],
    "a longer closing fence": ["```", "港の朝。", "`````"],
    "a shorter fence inside": ["````", "```", "港の朝。", "````"],
    "a fence with a language inside": ["```", "```python", "港の朝。", "```"],
    "two backticks": ["``", "港の朝は早い。"],
    "four stars": ["****"],
    "English bold": ["**Note** and **more**."],
    "nothing": [],
    "blank lines": ["", "", ""],
}


@pytest.mark.parametrize(("given", "mended"), MENDED.values(), ids=MENDED)
def test_a_broken_mark_goes_alone(given: list[str], mended: list[str | None]) -> None:
    """Only the mark goes; the number of lines stays, and mending again finds nothing."""
    out, removals = repair(given)
    assert out == mended
    assert len(removals) >= 1
    again = [line for line in out if line is not None]
    assert repair(again) == (again, [])


@pytest.mark.parametrize("given", SOUND.values(), ids=SOUND)
def test_sound_markdown_is_left_alone(given: list[str]) -> None:
    """What may be meant is not broken."""
    assert repair(given) == (given, [])
