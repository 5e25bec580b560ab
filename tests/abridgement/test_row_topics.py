"""Sentences that tell of what the sentence before them only names."""

from __future__ import annotations

import pytest

from newsletter.abridgement.bonds import find_bonds
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.row_topics import tells_of_topic

TELLS = "学校を増やし、町の先生を育てる。"

PAIRS = [
    ("次に、人材の育成です。", TELLS, True),
    ("さらに、透明性と情報提供も重要な要素です。", TELLS, True),
    ("そして、橋の修理も欠かせません。", TELLS, True),
    ("最後に、町の予算だ。", TELLS, True),
    ("町で最も人が多いのは、古い駅です。", TELLS, False),
    ("次に、町は古い橋を直した。", TELLS, False),
    ("次に、人材の育成です。", "また、学校を増やす。", False),
    ("次に、人材の育成です。", "さらに、学校を増やす。", False),
    (
        "次に、町が古い橋と駅と学校を直し、先生を育て、道を広げるために使うのは、長く積み立てた予算です。",
        TELLS,
        False,
    ),
]


@pytest.mark.parametrize(("before", "text", "tells"), PAIRS)
def test_what_a_row_names_is_told_in_the_next_sentence(before: str, text: str, tells: bool) -> None:
    """A short sentence of a row that names its member or says it matters, and one that goes on."""
    assert tells_of_topic(text, before, "ja") is tells


def test_other_languages_say_nothing() -> None:
    """Only Japanese was looked at."""
    assert not tells_of_topic("Schools grow.", "Next, people.", "en")


@pytest.mark.parametrize(("between", "is_bound"), [("", True), ("\n\n", False)])
def test_a_topic_is_brought_inside_its_paragraph(between: str, is_bound: bool) -> None:
    """What opens a paragraph does not need the end of the one before."""
    body = f"町は計画を出した。次に、人材の育成です。{between}{TELLS}\n"
    bonds = find_bonds(parse_article(body), "ja")
    assert bonds[-1].neighbour is is_bound
