"""Names that a sentence points at come with a sentence that brings them up."""

from __future__ import annotations

import pytest

from newsletter.abridgement.abridge import abridge_body
from newsletter.abridgement.bonds import find_bonds
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.introductions import find_introductions
from newsletter.abridgement.nodes import build_material, build_nodes
from newsletter.abridgement.scoring import score_candidates
from newsletter.model import Budget, BudgetUnit

FIRST = "町は計算機Pontaを置いた。町長はPontaを誇る。図書館も開いた。"

POINTS = [
    ("町の人はこのPontaを使う。", (1, 0)),
    ("町の人はこの「Ponta」を使う。", (1, 0)),
    ("Pontaは速く、町の人はこのPontaを使う。", ()),
    ("町の人はこのPonta計画を知る。", ()),
    ("町の人はこのAIを使う。", ()),
    ("町の人はこのMikaを使う。", ()),
    ("町の人はこの図書館を使う。", ()),
    ("町の人はPontaを使う。", ()),
    ("町の人はどこのPontaを使う。", ()),
    ("町の人はこのPonを使う。", ()),
]


@pytest.mark.parametrize(("text", "told"), POINTS)
def test_who_brings_up_a_name(text: str, told: tuple[int, ...]) -> None:
    """The candidates before it that have the name, nearest first; a name that nobody has, none."""
    article = parse_article(f"{FIRST}\n\n{text}\n")
    assert find_introductions(article, "町の計画", "ja").get(3, ()) == told


def test_of_many_the_nearest_and_the_first_bring_it_up() -> None:
    """What a sentence asks for does not grow with the article."""
    article = parse_article("町の人はこのPontaを使う。\n\n" * 50)
    told = find_introductions(article, "町の計画", "ja")
    assert told[12] == (*range(11, 3, -1), *range(3, -1, -1))
    assert told[49] == (*range(48, 40, -1), *range(7, -1, -1))


@pytest.mark.parametrize(("title", "heading"), [("Pontaの計画", "町"), ("町の計画", "Pontaとは")])
def test_a_name_of_title_or_heading_is_met(title: str, heading: str) -> None:
    """Must not change: the reader has read it there."""
    article = parse_article(f"{FIRST}\n\n## {heading}\n\n町の人はこのPontaを使う。\n")
    assert find_introductions(article, title, "ja") == {}


def test_other_languages_point_otherwise() -> None:
    """Must not change: only Japanese demonstratives are known."""
    article = parse_article(f"{FIRST}\n\n町の人はこのPontaを使う。\n")
    assert find_introductions(article, "町の計画", "zh") == {}


@pytest.mark.parametrize(
    ("kept", "dropped", "needed"),
    [((), (), (1, 0)), ((3,), (), ()), ((), (0,), ())],
    ids=["nothing is decided", "it is pinned", "the lead says it"],
)
def test_what_brings_it_up_is_needed(
    kept: tuple[int, ...], dropped: tuple[int, ...], needed: tuple[int, ...]
) -> None:
    """One of them must stand before it, unless an editor wants it or the lead has the name."""
    article = parse_article(f"{FIRST}\n\n町の人はこのPontaを使う。\n")
    material = build_material(
        article,
        score_candidates(article, "ja"),
        find_bonds(article, "ja"),
        len,
        frozenset(kept),
        frozenset(dropped),
        find_introductions(article, "町の計画", "ja"),
    )
    assert build_nodes(material, {})[-1].needs_any == needed


LIBRARY = "町の図書館は2027年までにこのPontaで12万冊の本の目録を作り、費用を3億円減らす。"
TELLERS = [
    ("町は3月に計算機Pontaを5億円で置いた。", "今回はPontaについて詳しく解説していきます。", (0,)),
    ("町は3月に計算機を5億円で置いた。", "今回はPontaについて詳しく解説していきます。", ()),
    ("町は3月に計算機Pontaを5億円で置いた。", "県はPontaの部品を2億円で作った。", (1, 0)),
]


@pytest.mark.parametrize(("first", "second", "needed"), TELLERS)
def test_what_is_nothing_in_a_mail_brings_nothing_up(
    first: str, second: str, needed: tuple[int, ...]
) -> None:
    """An announcement is not chosen, and a sentence that needed it would go with it."""
    article = parse_article(f"{first}\n\n{second}\n\n{LIBRARY}\n")
    material = build_material(
        article,
        score_candidates(article, "ja"),
        find_bonds(article, "ja"),
        len,
        introduced=find_introductions(article, "町の計画", "ja"),
    )
    assert build_nodes(material, {})[-1].needs_any == needed


def test_the_news_stays_where_only_an_announcement_has_the_name() -> None:
    """It is the best of the article, and was lost with the announcement."""
    body = (
        f"今回はPontaについて詳しく解説していきます。\n\n{LIBRARY}\n\n"
        "昨日は雨が降り、少し寒かった。\n\n駅の前の店は白い壁で、客は静かに座っている。\n"
    )
    made = abridge_body(body, language="ja", budget=Budget(BudgetUnit.SHARE, 0.5))
    assert LIBRARY in made.body
