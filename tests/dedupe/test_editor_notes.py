"""Findings: what an editor is told, and by which lines."""

from __future__ import annotations

import json

import pytest

from newsletter.dedupe import clean_body, clean_text, explain, removals_as_json, sum_up
from newsletter.source.decisions import fingerprint
from tests.dedupe.pieces import sentence

MARK = "\n\n---END---\n\n"  # evidence
FULL = [sentence(n, 40) for n in range(10)]
ARTICLE = "\n\n".join(FULL[:3]) + MARK + "\n\n".join(FULL[3:6])

TOLD = {
    "an end that is cut": (f"{ARTICLE}\n\n{FULL[6][:30]}", ["end-cut"]),
    "a cut in the middle": (
        f"{FULL[0]}\n\n{FULL[6][:30]}\n\n## 町\n\n{FULL[1]}{MARK}{FULL[2]}",
        ["cut"],
    ),
    "a tail behind a whole sentence": (
        f"{FULL[0]}\n\n{FULL[6]}この港の船は\n\n## 町\n\n{FULL[1]}{MARK}{FULL[2]}",
        ["cut"],
    ),
    "a comma at the end": (
        f"{FULL[0]}\n\n{FULL[6]}{FULL[7][:30]}、\n\n## 町\n\n{FULL[1]}{MARK}{FULL[2]}",
        ["cut"],
    ),
    "an item cut after its first letter": (
        f"{FULL[0]}\n\n1. 網を積む船\n2. ド\n\n{FULL[1]}{MARK}{FULL[2]}",
        ["cut"],
    ),
    "an end that is cut behind a colon": (f"{ARTICLE}\n\n港の話：{FULL[6][:30]}", ["end-cut"]),
    "an end that is cut behind bold words": (f"{ARTICLE}\n\n**港**の{FULL[6][:30]}", ["end-cut"]),
    "an end that is cut behind a year": (f"{ARTICLE}\n\n2026年に{FULL[6][:30]}", ["end-cut"]),
    "a cut behind one line without an end mark": (
        f"{FULL[0]}\n\nNets and boats\n\n{FULL[1]}\n\n{FULL[2]}\n\n{FULL[3]}\n\n{FULL[6][:30]}",
        ["end-cut"],
    ),
    "a section that was never written": (
        f"{ARTICLE}\n\n## 町\n\n### 市\n\n{FULL[6][:30]}",
        ["end-cut"],
    ),
    "a sentence that never came": (f"{ARTICLE}\n\n{FULL[6]}もちろん、", ["end-cut"]),
    "a leak": (f"{ARTICLE}\n\n既存の記事では、港の深さが述べられていた。", ["leak"]),
}
SILENT = {
    "an opening that went from the middle": f"{FULL[0]}もちろん、\n\n{FULL[1]}{MARK}{FULL[2]}",
    "a whole article": f"{ARTICLE}\n\n{FULL[6]}",
    "an end with a list": f"{ARTICLE}\n\n- 網\n- 船",
    "a sentence before a list": f"{FULL[0]}\n\n{FULL[6][:30]}\n\n- 網{MARK}{FULL[2]}",
    "a colon": f"{FULL[0]}\n\n{FULL[6][:30]}：\n\n{FULL[1]}{MARK}{FULL[2]}",
    "an opening before code": f"{FULL[6]}例えば、\n\n```\n網\n```\n\n{FULL[1]}{MARK}{FULL[2]}",
    "short items": f"{FULL[0]}\n\n1. 網\n2. 船\n\n{FULL[1]}{MARK}{FULL[2]}",
    "a label with its value": f"{ARTICLE}\n\n**Last reviewed:** June 22, 2026",
    "a label and a colon": f"{ARTICLE}\n\n**最終確認**：港の組合",
    "a date": f"{ARTICLE}\n\nこの話を書いた日、2026年6月22日",
    "a signature": f"{ARTICLE}\n\n— 港の組合の漁師たち、書く",
    "who wrote it": f"{ARTICLE}\n\nWritten by the fishermen of the harbour",
    "tags": f"{ARTICLE}\n\n#harbour #nets #boats",
    "a note": f"{ARTICLE}\n\n[^1]: the old harbour book",
    "a quotation": f"{ARTICLE}\n\n> The sea is deep\n> from the harbour book",
    "a formula": f"{ARTICLE}\n\n$$\na = b\n$$",
    "Thai, which has no end mark": f"{ARTICLE}\n\nเรือออกจากท่าแต่เช้า ชาวประมงกลับมาตอนเย็น",
    "an emoji": f"{ARTICLE}\n\n{FULL[6]} 🎣",
    "a question in bold": f"{ARTICLE}\n\n**هل البحر عميق؟**",
    "an author who leaves out end marks": (
        "The nets are dry\n\nThe boats are in\n\nNobody sails.\n\nThe sea is deep\n\nWe eat fish"
    ),
    "links": f"{ARTICLE}\n\n[港の組合](/a) | [市場の話](/b)",
    "labels in the middle": f"{FULL[0]}\n\n**費用感**: 初期の網と船と人手\n\n## 町\n\n{FULL[1]}{MARK}{FULL[2]}",
    "a short line": f"{FULL[0]}\n\n港にて\n\n{FULL[1]}{MARK}{FULL[2]}",
}


@pytest.mark.parametrize(("body", "rules"), TOLD.values(), ids=TOLD)
def test_what_is_wrong_is_told(body: str, rules: list[str]) -> None:
    """An editor learns of what cleaning could not mend."""
    assert [finding.rule for finding in clean_body(body + "\n").findings] == rules


@pytest.mark.parametrize("body", SILENT.values(), ids=SILENT)
def test_what_is_sound_is_not_told(body: str) -> None:
    """No finding where nothing is wrong."""
    assert clean_body(body + "\n").findings == ()


def test_a_bare_heading_at_the_end_goes_with_evidence_and_is_told_without() -> None:
    """The call that should have filled it never came; a person may yet write the section."""
    cleaned = clean_body(f"{ARTICLE}\n\n## 町の話\n")
    assert "町の話" not in cleaned.body
    assert "bare-end" in [gone.rule for gone in cleaned.removals]
    draft = clean_body(f"{FULL[0]}\n\n## 町の話\n")
    assert "町の話" in draft.body
    assert [finding.rule for finding in draft.findings] == ["ends-on-heading"]


def test_an_empty_heading_that_is_filled_elsewhere_goes() -> None:
    """A call stopped after a heading, and the next one wrote the section."""
    cleaned = clean_body(f"{FULL[0]}\n\n## 町\n\n## 港{MARK}{FULL[1]}\n\n## 町\n\n{FULL[2]}\n")
    assert cleaned.body.count("## 町") == 1
    assert "## 港" in cleaned.body


def test_a_rule_under_a_heading_goes_with_evidence() -> None:
    """It stood where a call ended; in a person's post it is style."""
    body = f"{FULL[0]}\n\n## 町\n\n---\n\n{FULL[1]}\n"
    assert clean_body(body).body == body
    told = clean_body(f"{body}{MARK}{FULL[2]}\n").body
    assert f"## 町\n\n{FULL[1]}" in told


def test_findings_have_lines_of_the_file() -> None:
    """The line is that of the file, whatever was removed above it."""
    text = f"---\ntitle: 港\n---\n\n{FULL[0]}{MARK}{FULL[0]}\n\n{FULL[1]}\n\n{FULL[6][:30]}\n"
    cleaned = clean_text(text)
    assert [finding.message.split(" is ")[0] for finding in cleaned.findings] == ["line 13"]


def test_one_line_sums_a_post_up() -> None:
    """A run names what it removed in one line a post; nothing for an untouched one."""
    cleaned = clean_body(f"{FULL[0]}\n\n{FULL[1]}{MARK}{FULL[0]}\n\n{FULL[1]}\n\n{FULL[6][:30]}\n")
    assert sum_up(cleaned) == "2 repeats, 1 marker, 1 to look at"
    assert sum_up(clean_body(FULL[0] + "\n")) == ""


def test_explanations_and_json_hold_the_findings() -> None:
    """Both are told at the end, and every removal has the fingerprint that decisions take."""
    cleaned = clean_body(f"{ARTICLE}\n\n{FULL[6][:30]}\n")
    assert "look at: line " in explain(cleaned)
    values = removals_as_json(cleaned, "a.md")
    assert '"rule": "end-cut"' in values
    assert f'"passage": "{fingerprint("---END---")}"' in values


def test_what_is_retold_is_told_in_one_finding_with_its_places() -> None:
    """An editor reads one line, and a program finds each pair."""
    told = [sentence(n, 60) + sentence(n + 1, 60) for n in (0, 2)]
    again = [sentence(n, 60) + sentence(n + 10, 60) for n in (0, 2)]
    cleaned = clean_body("\n\n".join([*told, sentence(5, 40), *again]) + "\n")
    (finding,) = [one for one in cleaned.findings if one.rule == "retold"]
    assert finding.message == (
        "2 paragraphs say in other words what another says: line 7 (as 1), 9 (as 3)"
    )
    assert [place.split(":")[0] for place in finding.places] == [
        "line 7 says in other words what stands in line 1",
        "line 9 says in other words what stands in line 3",
    ]
    assert all(f"  - {place[:60]}" in explain(cleaned) for place in finding.places)
    assert json.loads(removals_as_json(cleaned, "x"))["findings"][-1]["places"] == [*finding.places]
    assert sum_up(cleaned).endswith("to look at")


def test_a_long_word_in_two_paragraphs_is_no_retelling() -> None:
    """Few runs of the sample are shared then; in scripts with few letters it is small."""
    one = (
        "الصيادون يبحرون قبل الفجر نحو الإنترنتية ويعودون مساء ومعهم سمك كثير يباع في السوق القديم كل يوم."
        " وفي الشتاء تبقى القوارب على الرمل وتصلح شبكات الإنترنتات قرب النار."
    )
    two = (
        "في المدينة الإنترنتية بيوت بيضاء وشوارع ضيقة تفضي كلها إلى ساحة الميناء حيث يجلس الناس ليلا"
        " ومعهم شبكات الإنترنتات والقهوة."
    )
    cleaned = clean_body(f"{one}\n\n{two}\n")
    assert [one for one in cleaned.findings if one.rule == "retold"] == []


def test_one_retold_paragraph_is_told_by_itself() -> None:
    """Nothing is to be grouped."""
    body = f"{sentence(0, 60)}{sentence(1, 60)}\n\n{sentence(0, 60)}{sentence(10, 60)}\n"
    (finding,) = [one for one in clean_body(body).findings if one.rule == "retold"]
    assert finding.message.startswith("line 3 says in other words what stands in line 1: ")
    assert finding.places == ()
