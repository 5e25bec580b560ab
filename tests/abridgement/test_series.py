"""Counted rows are found whole; what only looks like counting is none."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.series import find_lone_firsts, find_series, get_ordinal

ORDINALS = [
    ("第一に、費用が下がる。", 0, 1),
    ("まず1つ目は、供給の安定だ。", 0, 1),
    ("2つ目は、価格だ。", 0, 2),
    ("三点目は人だ。", 0, 3),
    ("まず、現場を見る。", 0, 1),
    ("次に、費用を見る。", 2, 2),
    ("最後に、人を見る。", 3, 3),
    ("First, measure the bridge.", 0, 1),
    ("Secondly, paint it.", 0, 2),
    ("Finally, open it.", 3, 3),
    ("次に、費用を見る。", 0, 0),
    ("一つの町が橋を直した。", 0, 0),
    ("最大の理由の1つは費用だ。", 0, 0),
    ("First aid is taught here.", 0, 0),
    ("The first reason is the cost.", 0, 1),
    ("The second, of 2024, is longer.", 0, 2),
    ("The first bridge of the town was of wood.", 0, 0),
    ("2026年に橋が開く。", 0, 0),
]


@pytest.mark.parametrize(("sentence", "expected", "ordinal"), ORDINALS)
def test_ordinal_of_a_sentence(sentence: str, expected: int, ordinal: int) -> None:
    """An ordinal counts only at the head of a sentence, and "next" only where a row is open."""
    assert get_ordinal(sentence, expected) == ordinal


def test_a_row_has_all_its_members() -> None:
    """First, second and last of one row are found together, whatever stands between."""
    body = "まず、現場を見る。橋は古い。\n\n次に、費用を見る。\n\n最後に、人を見る。\n"
    assert find_series(parse_article(body).candidates) == ((0, 2, 3),)


def test_a_lone_first_is_no_row() -> None:
    """Must not change: a first without a second is no row, and told apart."""
    body = "1つ目は、費用です。\n\n町は橋を直した。\n"
    candidates = parse_article(body).candidates
    assert find_series(candidates) == ()
    assert find_lone_firsts(candidates) == (0,)


def test_a_first_of_all_may_stand_alone() -> None:
    """Must not change: "first of all" without a number promises no second."""
    assert find_lone_firsts(parse_article("まず、現場を見る。\n\n橋は古い。\n").candidates) == ()
