from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.language.numbers import find_amounts
from newsletter.model import Severity, Unit, UnitKind
from newsletter.translate.checks.amounts import check_numbers
from newsletter.translate.checks.designations import check_designations
from newsletter.translate.checks.pair import build_pair
from newsletter.translate.glossary import EMPTY

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "amounts.json").read_text(encoding="utf-8")
)


def _is_held(ja: str, en: str) -> bool:
    pair = build_pair(Unit(UnitKind.SENTENCE, ja, "ja"), en, "en", EMPTY)
    findings = (*check_numbers(pair), *check_designations(pair))
    return any(finding.severity is Severity.ERROR for finding in findings)


def test_the_table_is_large_enough_to_mean_something() -> None:
    """At least 120 amounts, each with right and wrong English."""
    assert len(CASES) >= 120
    assert all(case["right"] and case["wrong"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["ja"] for case in CASES])
def test_right_english_passes_and_wrong_english_is_held(case: dict[str, object]) -> None:
    """A right amount is never held and a wrong one never passes."""
    ja, right, wrong = str(case["ja"]), case["right"], case["wrong"]
    assert isinstance(right, list)
    assert isinstance(wrong, list)
    assert [en for en in right if _is_held(ja, en)] == []
    assert [en for en in wrong if not _is_held(ja, en)] == []


@pytest.mark.parametrize("case", CASES, ids=[case["ja"] for case in CASES])
def test_an_amount_may_stand_inside_a_sentence(case: dict[str, object]) -> None:
    """What stands around an amount does not change what it is worth."""
    right = case["right"]
    assert isinstance(right, list)
    assert not _is_held(
        f"市場では、{case['ja']}という見方が出ている。",
        f"In the market, one view is this: {right[0]}, say analysts.",
    )


@pytest.mark.parametrize(
    ("text", "language", "worth"),
    [
        ("R$ 3,2 bilhões em 2024", "pt", ["3,200,000,000 BRL", "2,024"]),
        ("400 milhões de dólares", "pt", ["400,000,000 USD"]),
        ("1.234.567 euros", "pt", ["1,234,567 EUR"]),
        ("3,5 Milliarden Euro", "de", ["3,500,000,000 EUR"]),
        ("5 mil millones de dólares", "es", ["5,000,000,000 USD"]),
        ("12 milliards d’euros", "fr", ["12,000,000,000 EUR"]),
        ("3200억 엔", "ko", ["320,000,000,000 JPY"]),
        ("4亿美元", "zh", ["400,000,000 USD"]),
    ],
)
def test_other_languages_have_their_own_scales(text: str, language: str, worth: list[str]) -> None:
    """mil millones, Milliarden, 억 and 亿 are worth what they say."""
    assert [str(amount) for amount in find_amounts(text, language)] == worth


@pytest.mark.parametrize(
    ("source", "target", "held"),
    [
        ("[[1]]4億[[/1]]ドルを投資", "invested [[1]]$400[[/1]] million", False),
        ("[[1]]4億[[/1]]ドルを投資", "invested [[1]]$4[[/1]] billion", True),
        ("図[[2]]を見よ", "see [[2]]", False),
        ("https://example.com/2024/12 を参照", "see https://example.com/2024/12", False),
    ],
)
def test_marks_and_links_are_no_amounts(source: str, target: str, held: bool) -> None:
    """Numbers of placeholders and addresses are no amounts; an amount may hold a placeholder."""
    assert _is_held(source, target) is held
