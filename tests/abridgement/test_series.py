"""Counted rows are found whole; what only looks like counting is none."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.series import (
    MAX_GAP,
    MAX_MEMBERS,
    find_lone_firsts,
    find_series,
    get_ordinal,
    read_series,
)

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
    "a member comes too late": ("第一に、橋だ。\n\n第三に、町だ。\n\n第二に、川だ。\n", ()),
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
        ("Step 1: Paint the bridge.", 1),
        ("ステップ２：橋を塗る。", 2),
        ("(3) the bridge.", 3),
        ("②橋を塗る。", 2),
        ("Step 12: Paint the bridge.", 0),
        ("Steps are painted.", 0),
        ("(2019) was dry.", 0),
        ("第十に、橋だ。", 0),
        ("第一線の橋だ。", 0),
        ("The thirdhand bridge.", 0),
        ("3.5 boats.", 0),
    ],
)
def test_an_ordinal_is_read_as_it_is_written(sentence: str, ordinal: int) -> None:
    """Kanji, figures of either width, words; what only begins so is none."""
    assert get_ordinal(sentence) == ordinal


LANGUAGES = {
    "de": ("Erstens ist sie alt.", "Zweitens ist sie lang.", ((0, 1),)),
    "de, words": ("Zunächst wird gebaut.", "Schließlich wird gefeiert.", ((0, 1),)),
    "fr": ("D'abord, on mesure.", "Ensuite, on peint.", ((0, 1),)),
    "es": ("En primer lugar, se mide.", "En segundo lugar, se pinta.", ((0, 1),)),
    "it": ("Innanzitutto si misura.", "Infine si dipinge.", ((0, 1),)),
    "pt": ("Primeiro, mede-se.", "Segundo, pinta-se.", ((0, 1),)),
    "nl": ("Ten eerste is ze oud.", "Ten tweede is ze lang.", ((0, 1),)),
    "ru": ("Во-первых, мост стар.", "Во-вторых, он длинный.", ((0, 1),)),
    "zh": ("首先，桥很旧。", "其次，桥很长。", ((0, 1),)),
    "ko": ("첫째, 다리는 낡았다.", "둘째, 다리는 길다.", ((0, 1),)),
    "en, a pair": ("One reason is the cost.", "Another reason is the time.", ((0, 1),)),
    "de, not counted": ("Die erste Brücke ist alt.", "Die zweite Brücke ist lang.", ()),
    "es, not counted": ("El primer puente es viejo.", "El segundo es largo.", ()),
    "en, no pair": ("One bridge is old.", "Another bridge is long.", ()),
    "zh, not counted": ("第一座桥很旧。", "第二座桥很长。", ()),
    "ru, not counted": ("Первый мост стар.", "Второй мост длинный.", ()),
}


@pytest.mark.parametrize(("first", "second", "rows"), LANGUAGES.values(), ids=LANGUAGES)
def test_other_languages_count(first: str, second: str, rows: tuple[tuple[int, ...], ...]) -> None:
    """At the head of a sentence, with the words of the language; a numbered noun counts nothing."""
    assert find_series(parse_article(f"{first}\n\n{second}\n").candidates) == rows


OPENED = {
    "also": ("まず、橋は古い。町だ。\n\nまた、川も深い。\n\nさらに、駅も遠い。\n", ((0, 2, 3),)),
    "in English": ("To begin with, it is old.\n\nMoreover, it is long.\n", ((0, 1),)),
    "inside a paragraph": ("まず、橋は古い。また、川も深い。\n", ()),
    "under another heading": ("まず、橋は古い。\n\n## 川\n\nまた、川も深い。\n", ()),
    "with a next": ("まず、橋は古い。\n\nまた、川も深い。\n\n次に、駅だ。\n", ()),
    "a number": ("1つ目は橋だ。\n\nまた、川も深い。\n", ()),
    "まずい": ("まずい飯だ。\n\nまた、川も深い。\n", ()),
    "まずまず": ("まずまずの飯だ。\n\nまた、川も深い。\n", ()),
    "what goes on": (
        "まず、橋だ。\n\n続いているのは川だ。\n\nまた、駅だ。\n",
        ((0, 2),),
    ),
}


@pytest.mark.parametrize(("body", "rows"), OPENED.values(), ids=OPENED)
def test_a_first_waits_for_what_adds_to_it(body: str, rows: tuple[tuple[int, ...], ...]) -> None:
    """Under the same heading, at the head of a paragraph, where nothing counts on."""
    assert read_series(parse_article(body).candidates).opened == rows


def test_words_count_through_one_section_only() -> None:
    """Must not change: a "finally" under the next heading, or far away, ends something else."""
    apart = "## 橋\n\nまず、橋だ。\n\n## 川\n\n最後に、川だ。\n"
    far = "まず、橋だ。\n\n" + "町だ。\n\n" * MAX_GAP + "最後に、川だ。\n"
    assert find_series(parse_article(apart).candidates) == ()
    assert find_series(parse_article(far).candidates) == ()


def test_numbers_count_through_sections() -> None:
    """A second under the heading beside that of the first goes on with it, in the same chapter."""
    beside = "## 費用\n\n第一に、橋だ。\n\n## 時間\n\n第二に、川だ。\n"
    chapters = "## 町\n\n### 費用\n\n第一に、橋だ。\n\n## 村\n\n第二に、川だ。\n"
    assert find_series(parse_article(beside).candidates) == ((0, 1),)
    assert find_series(parse_article(chapters).candidates) == ()


def test_a_story_in_steps_is_no_row() -> None:
    """Must not change: more members than an abridgement holds are each by itself."""
    body = "First, it rained.\n\n" + "Then, it snowed.\n\n" * MAX_MEMBERS
    assert find_series(parse_article(body).candidates) == ()
