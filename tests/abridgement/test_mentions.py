"""Sentences that speak, further inside, of what the sentence before them told."""

from __future__ import annotations

import pytest

from newsletter.abridgement.mentions import answers, is_one_of, points_inside

TOLD = {"ja": "町は新しいクレーンを港に置いた。", "zh": "城市买了新的起重机。"}

INSIDE = [
    ("en", "I bought into this story for a while.", True),
    ("en", "Nobody expected such a bridge here.", True),
    ("en", "Most of these pressures are new.", True),
    ("de", "Die Stadt hat mit dieser Brücke gerechnet.", True),
    ("es", "La ciudad pagó por estos puentes.", True),
    ("fr", "La ville a payé pour cette solution.", True),
    ("ru", "Город заплатил за эту дорогу.", True),
    ("ja", "町長はこれらの港湾を誇っている。", True),
    ("ja", "町長はこのクレーンを誇っている。", True),
    ("ja", "この橋の目的は、まさにそこにある。", True),
    ("ja", "北の橋は、その代表格だ。", True),
    ("ja", "町長の計画は、その長年の課題に答える。", True),
    ("ja", "北の町も同様だ。", True),
    ("zh", "市长喜欢这个起重机。", True),
    ("en", "We say more in this post.", False),
    ("en", "The bridge opens this year.", False),
    ("en", "A bridge is old, and this bridge is older.", False),
    ("en", "It helps those who live there.", False),
    ("de", "Mehr steht in diesem Artikel.", False),
    ("es", "El puente se abre este año.", False),
    ("fr", "Le pont ouvre cette année.", False),
    ("ru", "Мост откроют в этом году.", False),
    ("ja", "町長はこの鉄橋を誇っている。", False),
    ("ja", "この港は古い。", False),
    ("ja", "町はまさにこれから伸びる。", False),
    ("ja", "橋は古く、町はその姿を守る。", False),
    ("ja", "町は質問とその回答を載せた。", False),
    ("ja", "二つの町は同じ川にある。", False),
    ("ja", "クレーンは古く、町長はこのクレーンを誇る。", False),
    ("tr", "Belediye bu köprüyü sever.", False),
]


@pytest.mark.parametrize(("language", "text", "points"), INSIDE)
def test_what_points_back_inside_a_sentence(language: str, text: str, points: bool) -> None:
    """A demonstrative and a noun that is neither the text, nor the present, nor said before."""
    assert points_inside(text, TOLD.get(language, ""), language) is points


ANSWERS = [
    ("We think not.", "Should we proceed?", "en", True),
    ("Das glauben wir nicht.", "Sollen wir weitermachen?", "de", True),
    ("We think not.", "We may proceed.", "en", False),
    ("Or stop?", "Should we proceed?", "en", False),
    ("費用が増えた。", "何が変わったのか。", "ja", False),
]


@pytest.mark.parametrize(("text", "before", "language", "is_answer"), ANSWERS)
def test_an_answer_needs_its_question(
    text: str, before: str, language: str, is_answer: bool
) -> None:
    """What follows a question answers it; in Japanese it repeats what was asked."""
    assert answers(text, before, language) is is_answer


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("一つは、費用だ。", True), ("1つは費用だ。", True), ("一つの町が橋を直した。", False)],
)
def test_one_of_what_was_announced(text: str, is_one: bool) -> None:
    """一つは counts what the sentence before announced; one town is no such count."""
    assert is_one_of(text) is is_one
