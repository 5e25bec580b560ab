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


NEAR_OR_FAR = [
    pytest.param("ja zh", "3月に始まり7月に終わる。", "7月开始，3月结束。", 1, id="months, near"),
    pytest.param(
        "ja ko", "3日に始まり7日に終わる。", "7일에 시작해 3일에 끝난다.", 1, id="days, near"
    ),
    pytest.param("de en", "um 3:15 und um 7:45", "at 7:45 and at 3:15", 1, id="hours, near"),
    pytest.param("ja en", "3時から7時まで", "until 7:00 from 3:00", 0, id="hours, far"),
    pytest.param(
        "ja en",
        "7日に始まり3日に終わった。",
        "It ended on the 3rd, after the 7th.",
        0,
        id="days, far",
    ),
    pytest.param(
        "ja en", "1990年に始まり2020年に終わる。", "From 2020 to 1990.", 1, id="years, far"
    ),
    pytest.param(
        "ja en", "1900年に始まり2100年に終わる。", "From 2100 to 1900.", 1, id="of the last century"
    ),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), NEAR_OR_FAR)
def test_parts_of_a_date_keep_their_order_between_neighbours(
    languages: str, source: str, target: str, n_found: int
) -> None:
    """Europe and East Asia write days and hours the other way round, but not their years."""
    found = show_findings(check_numbers, source, target, languages=languages)
    assert len([line for line in found if "another order" in line]) == n_found
