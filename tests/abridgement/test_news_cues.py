"""Cues of news: words that tell it, words that only talk about it, and words that look so."""

from __future__ import annotations

import re

import pytest

from newsletter.abridgement import news_cues
from newsletter.abridgement.cues import Cue

# Table, sentences that it knows, sentences near them that it does not.
CUES: dict[str, tuple[Cue, list[str], list[str]]] = {
    "event": (
        news_cues.EVENT,
        [
            "町は新しい橋を発表した。",
            "A社がB社を買収する。",
            "両社は提携で合意した。",
            "来春から提供を開始する。",
            "公司宣布了新桥。",
            "회사가 새 다리를 출시했다.",
            "The town announced a new bridge.",
            "It is now available in two ports.",
            "We've added lamps to the bridge.",
        ],
        [
            "町の橋は古い。",
            "橋は長い。",
            "The bridge is long.",
            "It was a quiet day.",
            "旧桥很长。",
        ],
    ),
    "heard": (
        news_cues.HEARD,
        [
            "町が橋を直すというニュースを読んだ。",
            "橋が開くって話、聞いた？",
            "そんな一報が飛び込んできた。",
            "I heard the news of the bridge.",
            "Many read that it opens.",
        ],
        ["町は橋を直す。", "話は長い。", "The heard cattle left.", "It reads well."],
    ),
    "addresses": (
        news_cues.ADDRESSES,
        [
            "皆さんは橋を渡りますか。",
            "あなたの町の橋だ。",
            "You can cross it.",
            "if you've seen it",
        ],
        [
            "皆で橋を渡った。",
            "君臨する橋だ。",
            "山田君は橋を渡った。",
            "The youth crossed it.",
            "A yoyo fell.",
        ],
    ),
    "core": (
        news_cues.CORE,
        [
            "その核心は費用だ。",
            "注目すべきは橋だ。",
            "At its core, it is a bridge.",
            "The key point is cost.",
        ],
        ["核は費用だ。", "橋を注視した。", "The apple core fell.", "The key fell."],
    ),
    "plans": (
        news_cues.PLANS,
        [
            "今回は橋の費用を見ていきます。",
            "橋を深掘りします。",
            "In this post, the bridge is shown.",
            "Let's see the bridge.",
            "We'll look at it.",
        ],
        ["今回の橋は長い。", "橋を見た。", "The post office is closed.", "We looked at it."],
    ),
}
FOUND = [
    pytest.param(cue, text, id=f"{name}: {text}")
    for name, (cue, texts, _) in CUES.items()
    for text in texts
]
NOT_FOUND = [
    pytest.param(cue, text, id=f"{name}: {text}")
    for name, (cue, _, texts) in CUES.items()
    for text in texts
]


@pytest.mark.parametrize(("cue", "text"), FOUND)
def test_a_cue_is_in_its_sentences(cue: Cue, text: str) -> None:
    """In every language of the table."""
    assert cue.is_in(text)


@pytest.mark.parametrize(("cue", "text"), NOT_FOUND)
def test_a_cue_is_in_no_sentence_that_only_looks_so(cue: Cue, text: str) -> None:
    """Parts of words, and the same word in another use."""
    assert not cue.is_in(text)


PATTERNS: dict[str, tuple[re.Pattern[str], list[str], list[str]]] = {
    "date": (
        news_cues.DATE,
        ["2026年の橋", "4月の橋", "今週の橋", "in 2026", "in May", "This week it opens"],
        ["橋は古い。", "20260人", "the mayor", "Nextweek", "month by month"],
    ),
    "amount": (
        news_cues.AMOUNT,
        ["12億円", "18%", "3倍", "$5", "2.4 million", "1,200万人"],
        ["12人", "18橋", "two million", "5 boats", "millions"],
    ),
    "this time": (
        news_cues.THIS_TIME,
        ["今回の発表は橋だ。", "町の今回の橋だ。"],
        ["橋だ。今回もだ。", "今度の橋だ。"],
    ),
    "stops short": (
        news_cues.STOPS_SHORT,
        ["橋が開いた、と。", "橋が開いたから。", "橋が開いたので。"],
        ["橋が開いた。", "と橋が開いた。", "だから橋が開いた。"],
    ),
    "denies": (
        news_cues.DENIES,
        ["橋は開かない。", "橋は開きません。", "橋ではなく道だ。", "橋だけではなく道も直す。"],
        ["橋は開く。", "ない橋を探す。", "橋は危なかった場所にある。"],
    ),
    "explains": (
        news_cues.EXPLAINS,
        ["橋とは、川を渡るものです。", "橋とは「道」だ。", "A bridge is a road.", "It is the one."],
        ["橋と川だ。", "橋とはしゃぐ。", "It is old.", "This theme is bad."],
    ),
    "ours": (
        news_cues.OURS,
        ["We open it.", "It is our bridge.", "It helps us.", "we're here"],
        ["The bus is here.", "Hours later", "WWE came", "They open it."],
    ),
    "marvels": (
        news_cues.MARVELS,
        ["衝撃の橋だ。", "驚きの橋だ。", "大きな橋だ。"],
        ["橋は大きい。", "橋は古い。"],
    ),
}


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_knows_its_sentences_and_no_others(name: str) -> None:
    """At least as many that must not match as would show that it is too wide."""
    pattern, found, others = PATTERNS[name]
    assert [text for text in found if not pattern.search(text)] == []
    assert [text for text in others if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("そんな中、橋が開いた。", True),
        ("しかし、橋は古い。", True),
        ("一方、川は静かだ。", True),
        ("橋が、しかし、開いた。", False),
        ("橋が開いた。", False),
    ],
)
def test_a_sentence_goes_on_by_its_first_word(text: str, goes_on: bool) -> None:
    """The same word further in says nothing."""
    assert (news_cues.GOES_ON.match(text) is not None) is goes_on
