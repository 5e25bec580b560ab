"""A plan is no fact: listed where every verb of the answer may be in the past."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.sense import check_plans
from tests.translate.checks.pairs import show_findings

CASES = [
    ("ja en", "同社は来年、工場を建設する計画だ。", "The company built a factory.", 1),
    ("ja en", "来月、値上げする方針を示した。", "It raised prices.", 1),
    ("en ja", "The company will hire 200 people.", "同社は200人を採用した。", 1),
    ("en zh", "They plan to open a plant.", "他们开了一家工厂。", 1),
    ("zh en", "该公司计划开设工厂。", "The company opened a plant.", 1),
    ("ja en", "同社は来年、工場を建設する計画だ。", "The company plans to build a factory.", 0),
    ("ja en", "値上げする方針を示した。", "It said it would raise prices.", 0),
    ("ja en", "工場を建設した。", "The company built a factory.", 0),
    ("en ja", "The company will hire 200 people.", "同社は200人を採用すると発表した。", 0),
    ("en ja", "The plan was dropped.", "計画は撤回された。", 0),
    ("zh en", "将军来了。", "The general came.", 0),
    ("de en", "Er wird kommen.", "He came.", 0),
    ("ja de", "工場を建設する計画だ。", "Das Werk wurde gebaut.", 0),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), CASES)
def test_what_is_to_come_has_not_happened(
    languages: str, source: str, target: str, n_found: int
) -> None:
    """Any word that may look ahead, a plan as a thing, a language without a table: silence."""
    assert len(show_findings(check_plans, source, target, languages=languages)) == n_found
