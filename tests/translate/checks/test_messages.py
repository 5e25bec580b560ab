"""What the checks tell the editor: which words, what they are worth, what stands instead."""

from __future__ import annotations

import pytest

from newsletter.model import Unit, UnitKind
from newsletter.translate.checks import check_unit, is_doubtful


def say(source: str, target: str, source_language: str = "ja", language: str = "en") -> list[str]:
    """Rule and message of each finding."""
    unit = Unit(UnitKind.SENTENCE, source, source_language)
    found = check_unit(unit, target, target_language=language)
    return [f"{finding.severity} {finding.rule}: {finding.message}" for finding in found]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "売上は3億円だ。",
            "Sales are ¥3 billion.",
            'error numbers: "3億円" (300,000,000 JPY) is not in the translation; '
            'it says "¥3 billion"',
        ),
        (
            "売上だ。",
            "Sales are 450.",
            'error numbers: "450" is not in the source',
        ),
        (
            "月50万の案件もある。",
            "Some jobs pay 500,000 yen a month.",
            'warning numbers: "50万" (500,000) is not in the translation; '
            'it says "500,000 yen"; only one of the texts says of what',
        ),
        (
            "採掘は70%、精錬は92%だ。",
            "Mining is 92%, refining 70%.",
            'warning order: "92%", "70%" stand in another order than in the source: '
            "which is which?",
        ),
        (
            "12月10日に始まる。",
            "It starts on October 12.",
            "warning order: a date has another month or day than in the source",
        ),
        ("GPT-5を使う。", "It uses GPT-4.", 'error designations: "GPT-5" became "GPT-4"'),
        ("対象は20人以上だ。", "It covers fewer than 20.", "warning bound: "),
        ("図[[1]]を見る。", "See [[1]] and [[1]].", "error placeholders: [[1]] stands twice"),
        (
            "図[[1]]を見る。",
            "See [[1]] and [[2]].",
            "error placeholders: [[2]] is not in the source",
        ),
        ("[[1]]図[[/1]]を見る。", "See [[1]]it.", "error placeholders: [[/1]] is lost"),
        (
            "@nhk_newsを見る。",
            "See @bbc_news.",
            'error links: "@nhk_news" is lost or changed',
        ),
        ("見る。", "See @bbc_news.", 'error links: "@bbc_news" is not in the source'),
    ],
)
def test_a_finding_names_the_words(source: str, target: str, expected: str) -> None:
    """The editor sees at once what is wrong, without counting zeros."""
    assert any(line.startswith(expected) for line in say(source, target)), say(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("＠南海を見る。", "See @SouthSea."),
        ("彼は「はい」と言った。", "Er sagte „ja“."),
        ("彼は「はい」と言った。", "Er sagte „ja”."),
        ("彼は「はい」と言った。", "Han sade ”ja”."),
    ],
)
def test_marks_of_other_languages_are_no_fault(source: str, target: str) -> None:
    """Quotation marks as the language has them; a handle in another script."""
    assert [line for line in say(source, target, language="de") if "pairs" in line] == []
    assert [line for line in say(source, target, language="de") if "links" in line] == []


@pytest.mark.parametrize("target", ["Er sagte „ja.", "Er sagte “ja.", "Han sade ”ja."])
def test_a_quotation_mark_without_its_partner_is_listed(target: str) -> None:
    """Whatever the language closes with."""
    assert any("has no partner" in line for line in say("彼は「はい」と言った。", target))


@pytest.mark.parametrize(
    ("n_source", "n_target", "expected"),
    [
        (100, 30, "error"),
        (100, 90, "warning"),
        (100, 110, ""),
        (100, 130, ""),
        (100, 400, ""),
        (100, 600, "warning"),
        (100, 950, "error"),
        (20, 20, ""),
        (20, 10, "warning"),
        (4, 11, ""),
        (4, 80, "error"),
    ],
)
def test_a_length_is_usual_odd_or_impossible(n_source: int, n_target: int, expected: str) -> None:
    """Japanese into English: 1.4 to 3.9 letters a character, and short labels vary."""
    target = ("neverending" * 100)[:n_target]
    lines = [line for line in say("市" * n_source, target) if " length:" in line]
    assert [line.split()[0] for line in lines] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("n_source", "n_target", "expected"),
    [
        (200, 20, "error"),
        (200, 80, "warning"),
        (200, 95, ""),
        (200, 120, ""),
        (200, 500, ""),
        (200, 650, "warning"),
    ],
)
def test_languages_of_one_script_are_about_as_long(
    n_source: int, n_target: int, expected: str
) -> None:
    """Letters for letters, from a third to three times."""
    source = ("unendlich" * 100)[:n_source]
    target = ("neverending" * 100)[:n_target]
    lines = [line for line in say(source, target, "de") if " length:" in line]
    assert [line.split()[0] for line in lines] == ([expected] if expected else [])


def test_an_endless_answer_is_judged_by_its_length_alone() -> None:
    """Reading a page in place of a sentence would be a waste."""
    assert [line.split()[1] for line in say("市場", "word " * 1_000)] == ["length:"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The market is calm. It is. It is. It is.", True),
        ("No, no, no, it is calm.", False),
        ("No, no, no, no, it is calm.", True),
        ("calm calm calm", True),
        ("the market the market the market", True),
        ("ha" * 5, False),
        ("ha" * 6 + " it is", True),
        ("an egg an egg an egg", True),
        ("It is what it is and it is good.", False),
    ],
)
def test_words_in_a_loop_are_seen(target: str, expected: bool) -> None:
    """Three times in a row, four times for a short word, six times for letters."""
    assert any(" repetition:" in line for line in say("市場は静かだ。", target)) is expected


@pytest.mark.parametrize(("rule", "doubtful"), [("cut", True), ("pairs", False)])
def test_some_warnings_are_worth_a_second_answer(rule: str, doubtful: bool) -> None:
    """Others are only listed."""
    unit = Unit(UnitKind.SENTENCE, "同社は今年、新しい工場で電池の量産を始める。", "ja")
    target = {
        "cut": "The company starts mass production of batt",
        "pairs": "The company starts (mass production of batteries in a new plant this year.",
    }[rule]
    found = check_unit(unit, target, target_language="en")
    assert rule in {finding.rule for finding in found}
    assert is_doubtful(found) is doubtful
