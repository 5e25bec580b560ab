"""Broken Markdown: what is taken out, and what must not be touched."""

from __future__ import annotations

import pytest

from newsletter.dedupe import clean_body
from newsletter.dedupe.repair import repair
from newsletter.model import RemovalKind

MENDED = {
    "bold that never closes": (["**重要です。続きます。"], ["重要です。続きます。"], "odd-bold"),
    "bold that never opens": (["これは重要です。**"], ["これは重要です。"], "odd-bold"),
    "a third mark after a pair": (
        ["**要点**：価格は**3億円です。"],
        ["**要点**：価格は3億円です。"],
        "odd-bold",
    ),
    "a mark before a pair": (
        ["**次に、**価格**が上がる。"],
        ["次に、**価格**が上がる。"],
        "odd-bold",
    ),
    "a label told twice": (
        ["**どう活かすか？**どう活かすか？港の話。"],
        ["**どう活かすか？**港の話。"],
        "doubled-label",
    ),
    "an empty heading": (
        ["文です。", "", "##", "", "次です。"],
        ["文です。", "", None, "", "次です。"],
        "empty-heading",
    ),
    "an empty closed heading": (["### ###"], [None], "empty-heading"),
    "a fence that swallows prose": (
        ["文です。", "```", "続きの文です。"],
        ["文です。", None, "続きの文です。"],
        "stray-fence",
    ),
    "a fence at the end": (["文です。", "", "```"], ["文です。", "", None], "stray-fence"),
    "a fence after a whole block": (
        ["```", "x = 1", "```", "文です。", "```"],
        ["```", "x = 1", "```", "文です。", None],
        "stray-fence",
    ),
}

KEPT = {
    "a label and its text": ["**効果**：港の仕事が減る。"],
    "a short label": ["**港**港の話。"],
    "balanced bold": ["**重要**です。**価格**も。"],
    "bold over two lines": ["**ここから", "ここまで**です。"],
    "bold in code": ["`2 ** 3` は8です。"],
    "bold in a block": ["```python", "print(2 ** 3)", "## ", "```"],
    "an escaped mark": ["5 \\** です。"],
    "strong emphasis": ["***とても重要***です。"],
    "a heading with words": ["## 見出し ##"],
    "a hash tag": ["#tag"],
    "an open block of code": ["```python", "x = 1", "y = 2"],
    "a nested fence": ["````", "```", "text.", "```", "````"],
    "a rule of stars": ["***", "文です。"],
}


@pytest.mark.parametrize(("lines", "mended", "rule"), MENDED.values(), ids=MENDED)
def test_broken_marks_go(lines: list[str], mended: list[str | None], rule: str) -> None:
    """The broken mark goes, the words stay, and a removal says which rule took it."""
    out, removals = repair(lines)
    assert out == mended
    assert [(removal.kind, removal.rule) for removal in removals] == [(RemovalKind.REPAIR, rule)]


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT)
def test_sound_marks_stay(lines: list[str]) -> None:
    """What is not broken is not mended."""
    assert repair(lines) == (lines, [])


def test_a_repair_names_its_line() -> None:
    """The removal names the line of the source; where two blank lines met one stays."""
    body = "港は静かだ。\n\n##\n\n**山には雪がある。\n"
    assert clean_body(body, first_line=5).body == body
    cleaned = clean_body(body + "\n---END---\n", first_line=5)
    assert cleaned.body == "港は静かだ。\n\n山には雪がある。\n"
    assert [(removal.rule, str(removal.lines)) for removal in cleaned.removals] == [
        ("empty-heading", "7"),
        ("odd-bold", "9"),
        ("end-marker", "11"),
    ]
