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


ROWS = {
    "in figures": ("1つ目は橋だ。\n\n2つ目は川だ。\n\n3つ目は駅だ。\n", ((0, 1, 2),)),
    "in kanji": ("第一に、橋だ。\n\n第二に、川だ。\n", ((0, 1),)),
    "in words": ("First, the bridge.\n\nSecond, the river.\n\nThird, the station.\n", ((0, 1, 2),)),
    "with a last": ("まず、橋だ。\n\n最後に、川だ。\n", ((0, 1),)),
    "with another": ("ひとつは橋だ。\n\nもう一つは川だ。\n", ((0, 1),)),
    "in brackets": ("「第一に、橋だ。」\n\n「第二に、川だ。」\n", ((0, 1),)),
    "with text between": ("第一に、橋だ。川もある。\n\n駅だ。\n\n第二に、町だ。\n", ((0, 3),)),
    "two rows": (
        "第一に、橋だ。\n\n第二に、川だ。\n\n第一に、駅だ。\n\n第二に、町だ。\n",
        ((0, 1), (2, 3)),
    ),
    "a row that starts over": ("第一に、橋だ。\n\n第一に、駅だ。\n\n第二に、町だ。\n", ((1, 2),)),
    "a member is missing": ("第一に、橋だ。\n\n第三に、町だ。\n", ()),
    "a second without a first": ("第二に、橋だ。\n\n第三に、町だ。\n", ()),
    "a first alone": ("第一に、橋だ。\n\n町だ。\n", ()),
    "items of a list": ("- 第一に、橋だ。\n- 第二に、町だ。\n", ()),
    "headings": ("## 第一に、橋だ。\n\n港だ。\n\n## 第二に、町だ。\n\n山だ。\n", ()),
    "in the middle of a sentence": ("橋は第一に古い。\n\n橋は第二に長い。\n", ()),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("body", "rows"), ROWS.values(), ids=ROWS)
def test_rows_are_found_as_they_are_counted(body: str, rows: tuple[tuple[int, ...], ...]) -> None:
    """From a first to the last that follows it without a gap."""
    assert find_series(parse_article(body).candidates) == rows


LONE = {
    "in figures": ("1つ目は橋だ。\n\n町だ。\n", (0,)),
    "of two rows": ("第一に、橋だ。\n\n第一に、駅だ。\n\n第二に、町だ。\n", (0,)),
    "of a row": ("第一に、橋だ。\n\n第二に、町だ。\n", ()),
    "a second": ("第二に、橋だ。\n\n町だ。\n", ()),
    "first of all": ("まず、橋だ。\n\n町だ。\n", ()),
    "in English": ("Firstly, the bridge.\n\nIt is old.\n", (0,)),
    "a first step": ("First, paint the bridge.\n\nIt is old.\n", ()),
    "First Street": ("First Street is long.\n\nIt is old.\n", ()),
}


@pytest.mark.parametrize(("body", "numbers"), LONE.values(), ids=LONE)
def test_a_first_that_promises_a_second_is_told(body: str, numbers: tuple[int, ...]) -> None:
    """Where no second comes."""
    assert find_lone_firsts(parse_article(body).candidates) == numbers


@pytest.mark.parametrize(
    ("sentence", "ordinal"),
    [
        ("第九に、橋だ。", 9),
        ("第３に、橋だ。", 3),
        ("ひとつは橋だ。", 1),
        ("ふたつ目は橋だ。", 2),
        ("五つ目は橋だ。", 5),
        ("２番目は橋だ。", 2),
        ("Fifthly, the bridge.", 5),
        ("The third is the bridge.", 3),
        ("そして、三つ目は橋だ。", 3),
        ("**第二に、** 橋だ。", 2),
        ("第十に、橋だ。", 0),
        ("第一線の橋だ。", 0),
        ("The thirdhand bridge.", 0),
        ("3.5 boats.", 0),
    ],
)
def test_an_ordinal_is_read_as_it_is_written(sentence: str, ordinal: int) -> None:
    """Kanji, figures of either width, words; what only begins so is none."""
    assert get_ordinal(sentence) == ordinal
