"""Boilerplate, boxes and what only looks like them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.dedupe import clean_body, clean_text
from newsletter.dedupe.boilerplate import strip_boilerplate
from newsletter.dedupe.boilerplate_rules import RULES
from newsletter.source.decisions import fingerprint

CASES = json.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "dedupe_boilerplate.json").read_text("utf-8")
)
BEFORE = "港の朝は、網を直す人たちの話し声から始まる。"
AFTER = "昼には市場が閉まり、通りは静かになる。"
MARKED = "夜には灯台の明かりが海を照らす。\n\n---END---"  # evidence that a machine wrote the post

FIRM = [(rule, line) for rule, lines in CASES["firm"].items() for line in lines]
DOUBTFUL = [(rule, line) for rule, lines in CASES["doubtful"].items() for line in lines]


@pytest.mark.parametrize(("rule", "line"), FIRM)
def test_what_no_author_writes_goes(rule: str, line: str) -> None:
    """It goes from every post, and its removal names rule, line and reason."""
    cleaned = clean_body(f"{BEFORE}\n\n{line}\n\n{AFTER}\n")
    assert cleaned.body == f"{BEFORE}\n\n{AFTER}\n"
    gone = cleaned.removals[0]
    assert (gone.rule, gone.text, str(gone.lines)) == (rule, line, "3")
    assert all(gone.reason and gone.twin is None for gone in cleaned.removals)


@pytest.mark.parametrize(("rule", "line"), DOUBTFUL)
def test_what_authors_write_too_needs_other_evidence(rule: str, line: str) -> None:
    """It stays in a post that shows no machine, and goes from one that does."""
    body = f"{BEFORE}\n\n{line}\n\n{AFTER}\n"
    assert clean_body(body).body == body
    cleaned = clean_body(f"{body}\n{MARKED}\n")
    assert line not in cleaned.body.split("\n")
    assert rule in [gone.rule for gone in cleaned.removals]


@pytest.mark.parametrize("line", CASES["stays"])
def test_what_only_looks_like_boilerplate_stays(line: str) -> None:
    """When in doubt, keep, also in a post that a machine wrote."""
    body = f"{BEFORE}\n\n{line}\n\n{AFTER}\n"
    assert clean_body(body).body == body
    assert line in clean_body(f"{body}\n{MARKED}\n").body.split("\n")


def test_every_rule_has_a_case() -> None:
    """No rule without a line that it takes; those for parts of lines have tests of their own."""
    for_parts = {
        "end-marker-in-line",
        "conflict-mark",
        "omission-at-edge",
        "continued-heading",
        "mention",
        "source-mention",
        "leading-chatter",
    }
    assert {rule.name for rule in RULES} == {*CASES["firm"], *CASES["doubtful"], *for_parts}


# What stands before, rule, what stays; all in a post with other evidence.
PARTS = {
    "a marker in a line": ("朝が来る。---END---昼になる。", "朝が来る。\n\n昼になる。"),
    "a label at the edge": ("（続き）朝が来る。", "朝が来る。"),
    "a label in a heading": ("## 港の朝（続き）\n\n朝が来る。", "## 港の朝\n\n朝が来る。"),
    "a mention in front": ("既存の記事でも触れたように、港は深い。", "港は深い。"),
    "a mention behind a word": (
        "もちろん、既存の記事でも触れましたが、港は深い。",
        "もちろん、港は深い。",
    ),
    "a mention before a noun": (
        "例えば、既存の記事で触れた「青い港」の話だ。",
        "例えば、「青い港」の話だ。",
    ),
    "a citation in a sentence": ("港は深い [cite: 1, 2]。", "港は深い。"),
    "a source in front": ("参照データによると、港は深い。", "港は深い。"),
    "chatter in front": ("承知いたしました。港は深い。", "港は深い。"),
}


@pytest.mark.parametrize(("line", "left"), PARTS.values(), ids=PARTS)
def test_a_part_of_a_line_goes(line: str, left: str) -> None:
    """What is left stays a sentence."""
    cleaned = clean_body(f"{BEFORE}\n\n{line}\n\n{AFTER}\n\n{MARKED}\n")
    assert cleaned.body.startswith(f"{BEFORE}\n\n{left}\n\n{AFTER}")


@pytest.mark.parametrize(("n_chars", "is_taken"), [(20, True), (200, True), (300, False)])
@pytest.mark.parametrize("mark", [" ", ".", "\t", "*"])
def test_a_line_of_hundreds_of_blanks_or_marks_stays(
    mark: str, n_chars: int, *, is_taken: bool
) -> None:
    """Nobody takes it for boilerplate, and reading it would take long."""
    line = f"{mark * n_chars}（続き）"
    stripped = strip_boilerplate([BEFORE, line, AFTER])
    assert bool(stripped.removals) is is_taken
    assert (line in {each.text for each in stripped.lines}) is not is_taken


LEAKS = {
    "the subject of a sentence": "既存の記事では、港の深さが紹介されていました。",
    "the end of a sentence": "港が深いことは既存の記事でも触れました。",
    "a clause behind a topic": "これは、既存の記事でも触れましたが、その深さは増している。",
    "a source": "港の深さは参照データによると二倍になった。",
    "a note on its source": "※参照データ：港の深さの表によると、二倍になった。",
    "a source left out": "※出典：港の調査（具体的な出典は割愛。必要に応じて参照のこと）。",
}


@pytest.mark.parametrize("line", LEAKS.values(), ids=LEAKS)
def test_what_cannot_go_without_breaking_its_sentence_is_told(line: str) -> None:
    """It stays, and the editor is told."""
    cleaned = clean_body(f"{BEFORE}\n\n{line}\n\n{AFTER}\n\n{MARKED}\n")
    assert line in cleaned.body
    assert [finding.rule for finding in cleaned.findings] == ["leak"]


def test_the_name_of_a_source_is_no_leak() -> None:
    """People set it under a table, or in a line of its own."""
    line = "参照データ：港の深さの表（気象庁）"
    assert clean_body(f"{BEFORE}\n\n{line}\n\n{AFTER}\n").findings == ()


def test_conflict_marks_go_only_together() -> None:
    """A line of equal signs alone is the underline of a heading."""
    alone = f"{BEFORE}\n=======\n\n{AFTER}\n"
    assert clean_body(alone).body == alone
    conflict = f"<<<<<<< HEAD\n{BEFORE}\n=======\n{AFTER}\n>>>>>>> other\n"
    assert clean_body(conflict).body.strip() == f"{BEFORE}\n\n{AFTER}"


CODE = {
    "a fence with an info string does not close": "```text\n```py\nx  # [cite: 3]\nEND\n```",
    "a fence opened twice": "```sql\nSELECT 1;\n\n```sql\nSELECT 2; -- [cite: 12]\nEND\n```",
    "indented code": "    x = 1  # [cite: 3]",
    "a comment": "<!-- [cite: 3] -->",
}


@pytest.mark.parametrize("code", CODE.values(), ids=CODE)
def test_code_is_what_commonmark_says(code: str) -> None:
    """Nothing in code is boilerplate."""
    body = f"{BEFORE}\n\n{code}\n\n{AFTER}\n"
    assert clean_body(body).body == body


def test_a_call_may_have_stopped_inside_a_fence() -> None:
    """A dashed marker on a line of its own goes from code too."""
    stripped = strip_boilerplate(["```", "x = 1", "---END---", "y = 2", "```"])
    assert [gone.rule for gone in stripped.removals] == ["end-marker"]
    assert stripped.is_firm


# ------------------------------------------------------------------ boxes

NOTE = "*※ 上記リンクはAmazonアソシエイトリンクです*"
BOOK = "**[港の本](https://www.amazon.co.jp/dp/1?tag=x-22)**\n  港のことを図で学ぶ"
GONE = {
    "related posts": "---\n\n## 関連記事\n\n- [港の話](/a/)\n- [山の話](/b/)",
    "books with their note": f"## この記事に関連するおすすめ書籍\n\n{BOOK}\n\n{NOTE}",
    "a call to action": "## 相談はこちら\n\n気軽にどうぞ。\n\n[申し込む](/x?utm_medium=cta)",
}
STAYS = {
    "a section about articles": "## 関連記事\n\n記事という言葉の由来をここで説明する。",
    "a note over links that stay": (
        "Disclosure: this post contains affiliate links.\n\n"
        "The [first one](https://www.amazon.com/dp/1?tag=me-20) is about bread."
    ),
    "news of a program": "We opened our affiliate program today: partners get 20% of every sale.",
    "a box whose note discloses a link elsewhere": (
        "[港の本](https://www.amazon.co.jp/dp/2?tag=x-22)を読んだ。\n\n"
        f"## おすすめ書籍\n\n{BOOK}\n\n{NOTE}"
    ),
}


@pytest.mark.parametrize("box", GONE.values(), ids=GONE)
def test_a_box_goes_whole_and_the_article_goes_on(box: str) -> None:
    """A box ends with its last own line; with boxes=False it stays."""
    body = f"{BEFORE}\n\n{box}\n\n{AFTER}\n"
    assert clean_body(body).body == f"{BEFORE}\n\n{AFTER}\n"
    assert clean_body(body, boxes=False).body == body


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_a_disclosure_stays_with_its_links(text: str) -> None:
    """No disclosure goes while a link that it discloses stays, and no section is a box."""
    body = f"{BEFORE}\n\n{text}\n\n{AFTER}\n"
    assert clean_body(body).body == body


# ------------------------------------------------------------------ pieces


def test_a_cut_sentence_is_joined_with_its_rest() -> None:
    """A sentence cut by one call and continued by the next is one sentence again."""
    cut = "昼になると市場の人たちは荷\n\n---END---\n\n車を片づけて店を閉める。"
    cleaned = clean_body(f"{BEFORE}\n\n{cut}\n\n{AFTER}\n")
    assert "昼になると市場の人たちは荷車を片づけて店を閉める。" in cleaned.body
    assert "joined" in [gone.rule for gone in cleaned.removals]


def test_rows_items_labels_and_code_stay() -> None:
    """Equal list items, labels, rows and code blocks are structure, not repeats."""
    sections = [
        f"## 事例{n}\n\n{n}番目の港では荷物が{n * 7}箱届いた。\n\n"
        "**効果**:\n\n- 作業時間の短縮\n- 費用の削減\n\n"
        "```sh\nmake test\n```\n\n| 項目 | 値 |\n|---|---|\n| 人数 | 三人 |"
        for n in range(1, 5)
    ]
    body = "\n\n".join(sections) + "\n"
    assert clean_body(body).body == body


def test_front_matter_lines_count() -> None:
    """The removal names the line of the file."""
    cleaned = clean_text(f"---\ntitle: 港\n---\n\n{BEFORE}\n\n---END---\n\n{AFTER}\n")
    assert str(cleaned.removals[0].lines) == "7"


# ------------------------------------------------------------------ what is left of the lines


def left(*texts: str) -> list[tuple[str, int, bool]]:
    """What is left of some lines: the text, its line, and whether a call may start there."""
    return [(line.text, line.number, line.mark) for line in strip_boilerplate(texts).lines]


SEAMS = {
    "a marker in a line": (
        ["朝が来る。---END---昼になる。"],
        [("朝が来る。", 1, False), ("", 1, False), ("昼になる。", 1, True)],
    ),
    "two markers in a line": (
        ["朝だ。---END---昼だ。---END---夜だ。"],
        [
            ("朝だ。", 1, False),
            ("", 1, False),
            ("昼だ。", 1, True),
            ("", 1, False),
            ("夜だ。", 1, True),
        ],
    ),
    "a marker on a line": (
        ["朝だ。", "---END---", "", "昼だ。"],
        [("朝だ。", 1, False), ("", 2, False), ("", 3, False), ("昼だ。", 4, True)],
    ),
    "a marker at the end of a line": (
        ["朝だ。---END---", "昼だ。", "夜だ。"],
        [("朝だ。", 1, False), ("", 1, False), ("昼だ。", 2, True), ("夜だ。", 3, False)],
    ),
    "a citation is no seam": (
        ["朝だ [cite: 1]。", "昼だ。"],
        [("朝だ。", 1, False), ("昼だ。", 2, False)],
    ),
    "nothing to take": (
        ["朝だ。", "", "昼だ。"],
        [("朝だ。", 1, False), ("", 2, False), ("昼だ。", 3, False)],
    ),
}


@pytest.mark.parametrize(("texts", "lines"), SEAMS.values(), ids=SEAMS)
def test_where_a_marker_stood_a_call_may_start(
    texts: list[str], lines: list[tuple[str, int, bool]]
) -> None:
    """What stands on either side of it are two lines, and the second is marked."""
    assert left(*texts) == lines


COPIED = {
    "a language over the button": (["python", "Copy code", "x = 1"], ["", "", "x = 1"]),
    "with a sharp": (["C#", "Copy code"], ["", ""]),
    "the button alone": (["朝だ。", "Copy code"], ["朝だ。", ""]),
    "a sentence over the button": (["See the code below", "Copy code"], ["See the code below", ""]),
    "a language without a button": (["python", "", "Copy code"], ["python", "", ""]),
    "a language at the end": (["Copy code", "python"], ["", "python"]),
    "a sentence with its words": (
        ["python", "Copy code from here."],
        ["python", "Copy code from here."],
    ),
}


@pytest.mark.parametrize(("texts", "expected"), COPIED.values(), ids=COPIED)
def test_the_button_that_copies_code_takes_the_name_of_its_language(
    texts: list[str], expected: list[str]
) -> None:
    """It was the head of a box of code on the machine's page."""
    stripped = strip_boilerplate(texts)
    assert [line.text for line in stripped.lines] == expected
    gone = [text for text, stays in zip(texts, expected, strict=True) if not stays and text]
    assert [(one.text, one.rule) for one in stripped.removals] == [(t, "interface") for t in gone]


@pytest.mark.parametrize(("n_chars", "goes"), [(160, True), (161, False)])
def test_what_a_machine_says_beside_its_task_is_a_short_line(n_chars: int, goes: bool) -> None:
    """A longer one is a paragraph."""
    line = "Soll ich fortfahren?".ljust(n_chars)
    assert (left(line)[0][0] == "") is goes


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("> ---END---", True),
        ("> Regenerate response", False),
        ("> 承知いたしました。朝だ。", False),
    ],
)
def test_in_a_quotation_only_what_is_its_own_proof_goes(line: str, goes: bool) -> None:
    """A person may quote what a machine says."""
    assert (left(line)[0][0] != line) is goes


def test_what_a_person_kept_is_no_boilerplate() -> None:
    """Known by its fingerprint, as a line or as a part of one."""
    for line, kept in (("---END---", "---END---"), ("朝だ [cite: 1]。", "[cite: 1]")):
        stripped = strip_boilerplate([line], keep={fingerprint(kept)})
        assert [one.text for one in stripped.lines] == [line]
        assert stripped.removals == ()
        assert not stripped.is_firm


def test_evidence_is_what_no_author_writes() -> None:
    """A doubtful rule proves nothing, whether it may fire or not."""
    assert strip_boilerplate(["---END---"]).is_firm
    assert not strip_boilerplate(["Regenerate response"]).is_firm
    doubtful = strip_boilerplate(["Regenerate response"], doubtful=False)
    assert [line.text for line in doubtful.lines] == ["Regenerate response"]


@pytest.mark.parametrize(
    ("line", "text", "continued"),
    [
        ("## 港の朝（続き）", "## 港の朝", True),
        ("**港の朝（続き）**", "**港の朝**", True),
        ("港の朝 [cite: 1]", "港の朝", False),
        ("朝だ。---END---昼だ。", "朝だ。", False),
    ],
)
def test_a_heading_that_was_labelled_as_continued_is_marked(
    line: str, text: str, continued: bool
) -> None:
    """Whether it goes is decided where the heading that it continues is known."""
    first = strip_boilerplate([line]).lines[0]
    assert (first.text, first.continued) == (text, continued)


IN_CODE = {
    "a fence": ["```", "Regenerate response", "```"],
    "a fence that was never closed": ["```", "Regenerate response"],
    "a comment": ["<!--", "Regenerate response", "-->"],
    "indented": ["朝だ。", "", "    Regenerate response"],
    "a part of a span": ["朝だ `[cite: 1]` 昼だ。"],
    "a span that holds the line": ["`Copy code`"],
}


@pytest.mark.parametrize("texts", IN_CODE.values(), ids=IN_CODE)
def test_what_code_holds_stays(texts: list[str]) -> None:
    """Up to its last character; only the rule of dashes fires there, since it broke the fence."""
    stripped = strip_boilerplate(texts)
    assert [line.text for line in stripped.lines] == texts
    assert stripped.removals == ()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("朝だ[cite: 1]`x`", "朝だ`x`"),
        ("`x`[cite: 1]朝だ", "`x`朝だ"),
        ("`x [cite: 1]`朝だ[cite: 2]。", "`x [cite: 1]`朝だ。"),
        ("[cite: 1]`x`", "`x`"),
    ],
)
def test_what_stands_right_beside_code_goes(line: str, text: str) -> None:
    """On the first line as on the others; what code holds stays."""
    assert [one.text for one in strip_boilerplate([line]).lines] == [text]
    assert [one.text for one in strip_boilerplate(["朝。", line]).lines] == ["朝。", text]


CONFLICTS = {
    "both marks": (["<<<<<<< HEAD", "朝だ。", "=======", "昼だ。", ">>>>>>> b"], 3),
    "the first of them was lost": (["朝だ。", "=======", "昼だ。", ">>>>>>> b"], 2),
    "the last of them was lost": (["<<<<<<< HEAD", "朝だ。", "=======", "昼だ。"], 2),
    "an underline alone": (["朝だ", "=======", "昼だ。"], 0),
    "a quotation of seven": ([">>>>>>>朝だ。", "昼だ。"], 0),
}


@pytest.mark.parametrize(("texts", "n_gone"), CONFLICTS.values(), ids=CONFLICTS)
def test_a_line_of_equal_signs_is_a_mark_where_another_mark_stands(
    texts: list[str], n_gone: int
) -> None:
    """A call may have cut off either of the two."""
    stripped = strip_boilerplate(texts)
    assert [gone.rule for gone in stripped.removals] == ["conflict-mark"] * n_gone
    assert [line.text for line in stripped.lines if line.text] == [
        text for text in texts if text.endswith(("だ。", "朝だ")) or not n_gone
    ]
