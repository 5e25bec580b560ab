"""How sure a finding about an amount is, and when order and bounds are asked about."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.amounts import check_numbers
from tests.translate.checks.pairs import show_findings

FINDINGS = [
    pytest.param("ja en", "3社だ。", "It is 5 firms.", ["error"], id="another of its kind"),
    pytest.param("ja en", "3社だ。", "Firms.", ["warning"], id="left out"),
    pytest.param("ja en", "3社だ。", "It cost ¥500.", ["warning", "error"], id="of another kind"),
    pytest.param("ja en", "3社だ。", "Thousands of firms.", ["warning", "warning"], id="vague"),
    pytest.param("ja en", "3億円だ。", "It is ¥400 million.", ["error"], id="named once"),
    pytest.param("ja en", "3億円だ。", "It is 300 million.", ["warning", "warning"], id="of what"),
    pytest.param("ja en", "3割だ。", "It is 30.", ["error"], id="a share"),
    pytest.param("ja sw", "300億円だ。", "¥40.", ["warning", "warning"], id="to an unknown"),
    pytest.param("sw en", "¥40.", "It is ¥50.", ["warning", "warning"], id="from an unknown"),
    pytest.param("ja en", "3社だ。", "Three firms.", [], id="in words"),
    pytest.param("ja en", "橋だ。", "A bridge.", [], id="none"),
]


@pytest.mark.parametrize(("languages", "source", "target", "severities"), FINDINGS)
def test_a_finding_is_as_sure_as_the_amount(
    languages: str, source: str, target: str, severities: list[str]
) -> None:
    """What contradicts is held and named once; what may be left out, or is unknown, is listed."""
    found = show_findings(check_numbers, source, target, languages=languages)
    assert [line.split()[0] for line in found] == severities


BOUNDS = [
    pytest.param("100億円以上だ。", "It is less than ¥10 billion.", 1, id="turned"),
    pytest.param("100億円以下だ。", "It is more than ¥10 billion.", 1, id="turned back"),
    pytest.param("100億円以上だ。", "It is ¥10 billion.", 0, id="left out"),
    pytest.param("100億円だ。", "It is less than ¥10 billion.", 0, id="not in the source"),
    pytest.param("100億円以上だ。", "It is at least ¥10 billion.", 0, id="kept"),
    pytest.param("50人以上、2億円だ。", "At least 50 people, under ¥200 million.", 0, id="other"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), BOUNDS)
def test_a_bound_is_not_turned(source: str, target: str, n_found: int) -> None:
    """At least is not less than; a bound that only one text says is not asked about."""
    found = [line for line in show_findings(check_numbers, source, target) if "at least" in line]
    assert len(found) == n_found


ORDERS = [
    pytest.param(
        "ja en",
        "2010年に開き、2020年に閉じた。",
        "It opened in 2020 and closed in 2010.",
        1,
        id="years",
    ),
    pytest.param(
        "ja en",
        "2010年に開き、2020年に閉じた。",
        "It opened in 2010 and closed in 2020.",
        0,
        id="years kept",
    ),
    pytest.param(
        "ja en",
        "15時に始まり、18時に終わる。",
        "It ends at 18:00 and starts at 15:00.",
        0,
        id="hours",
    ),
    pytest.param(
        "de en", "um 15 Uhr oder 18 Uhr", "at 18 or at 15", 1, id="hours between neighbours"
    ),
    pytest.param("ja en", "30%と40%と30%だ。", "It is 40%, 30% and 30%.", 0, id="repeated"),
    pytest.param("ja en", "70%と92%だ。", "It is 92% and 70%.", 1, id="shares"),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), ORDERS)
def test_amounts_keep_their_places(languages: str, source: str, target: str, n_found: int) -> None:
    """Another order is asked about, but for hours between far languages and for repeats."""
    found = show_findings(check_numbers, source, target, languages=languages)
    assert len([line for line in found if "order" in line]) == n_found
