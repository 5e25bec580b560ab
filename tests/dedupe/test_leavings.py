"""What the machine leaves behind goes; what only looks like it stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.dedupe import clean_body, clean_text

CASES = json.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "dedupe_leavings.json").read_text("utf-8")
)
BEFORE = "港の朝は、網を直す人たちの話し声から始まる。"
AFTER = "昼には市場が閉まり、通りは静かになる。"


@pytest.mark.parametrize("line", CASES["gone"])
def test_a_leaving_goes_and_says_why(line: str) -> None:
    """A line that no author wrote is taken out, whatever stands around it, and its removal names rule and line."""
    cleaned = clean_body(f"{BEFORE}\n\n{line}\n\n{AFTER}\n")
    assert cleaned.body == f"{BEFORE}\n\n{AFTER}\n"
    assert [(removal.text, str(removal.lines)) for removal in cleaned.removals] == [(line, "3")]
    assert all(
        removal.rule and removal.reason and removal.twin is None for removal in cleaned.removals
    )


@pytest.mark.parametrize("line", CASES["stays"])
def test_a_line_that_only_looks_like_a_leaving_stays(line: str) -> None:
    """When in doubt, keep."""
    body = f"{BEFORE}\n\n{line}\n\n{AFTER}\n"
    assert clean_body(body).body == body


def test_a_box_in_the_middle_goes_and_the_article_goes_on() -> None:
    """A box of links ends with its last link; with boxes=False it stays."""
    box = "---\n\n## 関連記事\n\n- [港の話](/a/)\n- [山の話](/b/)"
    body = f"{BEFORE}\n\n{box}\n\n{AFTER}\n"
    assert clean_body(body).body == f"{BEFORE}\n\n{AFTER}\n"
    assert clean_body(body, boxes=False).body == body
    told = f"{BEFORE}\n\n## 関連記事\n\n記事という言葉の由来をここで説明する。\n"
    assert clean_body(told).body == told


def test_the_title_line_goes_and_its_better_form_is_taken() -> None:
    """A title cut in the front matter is mended from the body; a line that says more than the title stays."""
    cleaned = clean_text(
        f'---\ntitle: "港が眠らない本当の理由と？"\n---\n\n# 港が眠らない本当の理由とは\n\n{BEFORE}\n'
    )
    assert cleaned.title == "港が眠らない本当の理由とは"
    assert cleaned.body.strip() == BEFORE
    other = clean_text(f'---\ntitle: "港の話"\n---\n\n# 港の話と山の話\n\n{BEFORE}\n')
    assert (other.title, other.removals) == ("港の話", ())


def test_a_cut_sentence_is_joined_with_its_rest() -> None:
    """A sentence cut by one call and continued by the next is one sentence again."""
    cleaned = clean_body(
        f"{BEFORE}\n\n昼になると市場の人たちは荷\n\n---END---\n\n車を片づけて店を閉める。\n\n{AFTER}\n"
    )
    assert "昼になると市場の人たちは荷車を片づけて店を閉める。" in cleaned.body


def test_rows_items_labels_and_code_stay() -> None:
    """Equal list items, labels, rows and code blocks are structure, not repeats."""
    body = "\n\n".join(
        f"## 事例{n}\n\n{n}番目の港では荷物が{n * 7}箱届いた。\n\n**効果**:\n\n- 作業時間の短縮\n- 費用の削減\n\n"
        "```sh\nmake test\n```\n\n"
        "| 項目 | 値 |\n|---|---|\n| 人数 | 三人 |"
        for n in range(1, 5)
    )
    assert clean_body(body + "\n").body == body + "\n"
