"""What is nothing in a mail goes first; what only looks like it stays."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.unfit import find_unfit

PROSE = "町は橋を直した。\n\n図書館は夜も開いている。\n\n駅前の店は三軒ある。\n\n"
UNFIT = [
    "それは同時に",
    "考えてみてください。",
    "少し想像してみてください。",
    "例えば。",
    "以下の点に注意が必要です。",
    "既存の記事でも触れましたが、課題は多い。",
    "1つ目は、費用です。",
]
FIT = [
    "町の未来を考えてみてください、と町長は話した。",
    "町長は「例えば」と話した。",
    "課題の1つは費用だ。",
    "記事でも触れた橋が開いた。",
    "まず、現場を見る。",
    "町は**橋**を直した",
]


@pytest.mark.parametrize("sentence", UNFIT)
def test_unfit_sentences_are_found(sentence: str) -> None:
    """A torn end, a lone lead-in, a first without a second, talk of the draft: all go first."""
    body = f"{PROSE}{sentence}\n\n町は駅も直した。\n"
    texts = [candidate.text for candidate in parse_article(body).candidates]
    assert find_unfit(parse_article(body)) == {texts.index(sentence)}


@pytest.mark.parametrize("sentence", FIT[:-1])
def test_fit_sentences_stay(sentence: str) -> None:
    """Must not change: sentences that hold the same words and say something."""
    assert not find_unfit(parse_article(f"{PROSE}{sentence}\n"))


def test_a_poem_is_not_torn() -> None:
    """Must not change: where no line ends in an end mark, none is cut off."""
    poem = "夜の橋\n\n川の音\n\n遠い灯\n\n朝の駅\n"
    assert not find_unfit(parse_article(poem))


def test_a_lead_in_with_its_list_stays() -> None:
    """Must not change: an announcement right over its list is kept for it."""
    body = f"{PROSE}以下の点に注意が必要です。\n\n- 費用\n- 時間\n"
    assert not find_unfit(parse_article(body))
