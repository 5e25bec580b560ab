"""Numbered headings of which none is skipped."""

from __future__ import annotations

import pytest

from newsletter.abridgement.abridge import abridge_body
from newsletter.abridgement.bonds import find_bonds
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.nodes import build_material
from newsletter.abridgement.numbered_headings import (
    Member,
    ShownMembers,
    count_holes,
    find_numbered_rows,
)
from newsletter.abridgement.scoring import score_candidates
from newsletter.model import Budget, BudgetUnit


def write(*heads: str) -> str:
    """An article with one sentence under each heading or label."""
    return "\n\n".join(f"{head}\n\n橋は長く残る。" for head in heads) + "\n"


def find(body: str) -> tuple[tuple[Member, ...], ...]:
    """The rows of an article."""
    return find_numbered_rows(parse_article(body))


THREE = (((0,), (1,), (2,)),)
ROWS = [
    pytest.param(("## 1. 橋", "## 2. 川", "## 3. 町"), id="a number and a point"),
    pytest.param(("## １．橋", "## ２．川", "## ３．町"), id="wide digits"),
    pytest.param(("## Step 1: bridge", "## Step 2: river", "## Step 3: town"), id="steps"),
    pytest.param(("## ステップ1：橋", "## ステップ2：川", "## ステップ3：町"), id="ステップ"),
    pytest.param(("## 第一章 橋", "## 第二章 川", "## 第三章 町"), id="chapters"),
    pytest.param(("## ① 橋", "## ②川", "## ③ 町"), id="circles"),
    pytest.param(("**1. 橋**", "**2. 川**", "**3. 町**"), id="bold lines"),
    pytest.param(("## 1 橋", "## 2 川", "## 3 町"), id="a number and a blank"),
]
NO_ROWS = [
    pytest.param(("## 橋", "## 川", "## 町"), id="no numbers"),
    pytest.param(("## 1. 橋", "## 川", "## 町"), id="a first alone"),
    pytest.param(("## 2. 橋", "## 3. 川", "## 4. 町"), id="no first"),
    pytest.param(("## 2019年の橋", "## 2020年の川", "## 2021年の町"), id="years"),
    pytest.param(("## 1. 橋", "## 3. 川", "## 5. 町"), id="its author skips"),
    pytest.param(("## 1.1 橋", "## 1.2 川", "## 1.3 町"), id="versions"),
    pytest.param(("## 3位 橋", "## 2位 川", "## 1位 町"), id="counted down"),
]


@pytest.mark.parametrize("heads", ROWS)
def test_what_counts_is_a_row(heads: tuple[str, ...]) -> None:
    """Headings and labels of one form that count from one on."""
    assert find(write(*heads)) == THREE


@pytest.mark.parametrize("heads", NO_ROWS)
def test_what_does_not_count_is_no_row(heads: tuple[str, ...]) -> None:
    """Without numbers, without a first, without a second, or with holes of its author's."""
    assert find(write(*heads)) == ()


def test_a_heading_of_another_form_between_two_is_no_hole() -> None:
    """It is no member, and the row goes on behind it."""
    assert find(write("## 1. 橋", "## 余談", "## 2. 川")) == (((0,), (2,)),)


def test_each_chapter_counts_for_itself() -> None:
    """Headings under another heading begin anew."""
    chapters = write("## 橋", "### 1. 柱", "### 2. 床", "## 川", "### 1. 水", "### 2. 岸")
    assert find(chapters) == (((1,), (2,)), ((4,), (5,)))


def test_what_stands_under_a_member_is_of_it() -> None:
    """Also what stands under a heading of its own there."""
    body = write("## 1. 橋", "### 柱", "## 2. 川")
    assert find(body) == (((0, 1), (2,)),)


PARAGRAPHS = [
    ("**1. 橋：** 橋は残る。柱もだ。\n\n**2. 川：** 川は流れる。\n", (((0,), (2,)),)),
    ("橋は残る。1. 柱もだ。\n\n2.5倍の川が流れる。\n", ()),
]


@pytest.mark.parametrize(("body", "rows"), PARAGRAPHS)
def test_a_paragraph_begins_with_its_number(
    body: str, rows: tuple[tuple[Member, ...], ...]
) -> None:
    """Only the sentence with the number shows it; a decimal is none."""
    assert find(body) == rows


HOLES = [
    ([1, 1, 1], 0),
    ([2, 1, 0], 0),
    ([0, 0, 0], 0),
    ([1, 0, 1], 1),
    ([0, 1, 1], 1),
    ([0, 1, 0, 1], 2),
    ([3, 0, 0], 1),
]


@pytest.mark.parametrize(("n_kept", "n_holes"), HOLES)
def test_a_number_that_is_skipped_is_a_hole(n_kept: list[int], n_holes: int) -> None:
    """So is a first alone; what is left out at the end is none."""
    assert count_holes(n_kept) == n_holes


def test_holes_are_counted_as_places_come_and_go() -> None:
    """What a change adds or takes is the difference of the holes."""
    shown = ShownMembers([((0, 1), (2,), (3, 4))])
    assert 5 not in shown
    assert [shown.change(place, 1) for place in (0, 3, 1, 2)] == [1, 0, 0, -1]
    assert shown.change(2, -1) == 1
    assert shown.has_hole(0)
    assert shown.find_missing(0) == [(2,)]
    assert shown.find_behind_hole(0) == [2, 3, 4]
    assert shown.find_lone([0, 1, 3]) == {3}


def test_a_first_alone_lacks_its_second() -> None:
    """And all that is behind the hole is itself."""
    shown = ShownMembers([((0,), (1,), (2,))])
    shown.change(0, 1)
    assert shown.find_missing(0) == [(1,)]
    assert shown.find_behind_hole(0) == [0, 1, 2]


FACTS = (
    "県は{n}月に北港の第{n}区の岸壁を{n}20億円で完成させたと発表した。",
    "20{n}1年の貨物は{n}10万トンで、港の収入は{n}1億円に増えた。",
    "第{n}倉庫は岸壁に{n}基のクレーンを置き、荷役の時間を{n}5分減らした。",
)
TALK = "その日は雨が降っていて、少し寒かったですよね。皆さんも笑ったそうです。"


def test_a_mail_skips_no_number() -> None:
    """A section of talk among weighty ones is there with a sentence, or nothing behind it is."""
    sections = [
        f"## {n}. 第{n}区\n\n"
        + ("\n\n".join([TALK] * 3) if n == 3 else "\n\n".join(FACTS).format(n=n))
        for n in range(1, 6)
    ]
    budget = Budget(BudgetUnit.SHARE, 0.5)
    made = abridge_body("\n\n".join(sections) + "\n", language="ja", budget=budget)
    shown = [n for n in range(1, 6) if f"## {n}." in made.body]
    assert len(shown) > 1
    assert shown == list(range(1, len(shown) + 1))


LEFT_OUT = [
    ((), (((0,), (1,), (2, 3)),)),
    ((1,), (((0,), (2, 3)),)),
    ((2,), (((0,), (1,), (2, 3)),)),
    ((2, 3), (((0,), (1,)),)),
    ((0, 1), ()),
    ((0, 1, 2, 3), ()),
]


@pytest.mark.parametrize(("dropped", "rows"), LEFT_OUT)
def test_what_is_left_out_is_no_hole(
    dropped: tuple[int, ...], rows: tuple[tuple[Member, ...], ...]
) -> None:
    """An editor's hole cannot be filled, and cuts off nothing behind it; a part of a member can."""
    article = parse_article(write("## 1. 橋", "## 2. 川", "## 3. 町", "### 岸"))
    scored, bonds = score_candidates(article, "ja"), find_bonds(article, "ja")
    material = build_material(article, scored, bonds, len, dropped=frozenset(dropped))
    assert material.numbered == rows
