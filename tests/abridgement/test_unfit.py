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
    "例えば、町の橋の費用を考えてみましょう。",
    "少し昔を思い出してごらん。",
    "例えば。",
    "以下の点に注意が必要です。",
    "既存の記事でも触れましたが、課題は多い。",
    "1つ目は、費用です。",
    "ええ、全くその通りです。",
    "でも、ちょっと待ってください。",
    "But wait a moment.",
    "Of course!",
    "今回は、町の橋がなぜ直ったのかを分かりやすく解説します。",
    "今日は皆さんと一緒に橋の費用を深掘りしていきたいと思います。",
]
FIT = [
    "町の未来を考えてみてください、と町長は話した。",
    "町の未来を考えてみた町長は、橋を直すと決めた。",
    "町長は「例えば」と話した。",
    "課題の1つは費用だ。",
    "記事でも触れた橋が開いた。",
    "まず、現場を見る。",
    "はい、可能です。",
    "今回の橋は、町の将来を変えると町長は考えています。",
    "町長は今日、橋の費用を議会で解説した。",
    "この記事を書いた記者は、橋の費用を調べた。",
    "ええ、町の橋は四月に直り、費用は12億円だった。",
    "客は、駅でちょっと待ってから橋を渡った。",
    "Wait times fell by half.",
    "Of course, the bridge is closed in May.",
    "使いやすさは次の世代でより高次の課題になる。",
    "費用感: 初期構築400万〜1000万円、月額運用15万〜40万円",
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


OTHER_UNFIT = [
    "まず、",
    "次に。",
    "ちょっと思い浮かべてみましょう。",
    "例えば、考えてみてください。",
    "考えてもみてほしい。",
    "元の原稿でも述べたように、課題は多い。",
    "持ち物は次のとおりです。",
]
ENGLISH = "The bridge is old.\n\nThe library is open.\n\nThe shops are new.\n\n"
ENGLISH_UNFIT = [
    "Imagine this.",
    "Let’s dive in!",
    "Consider the following.",
    "The existing article already covers costs.",
    "Firstly, the costs rose.",
    "The hours are listed below.",
    "The mayor and the",
    "The first reason is the cost.",
]
ENGLISH_FIT = [
    "Imagine a bridge without lamps.",
    "Let’s see the bridge before it closes.",
    "The original article hangs in the library.",
    "First trains leave at five.",
    "The river runs below.",
    "The fee is 9",
    "First, install the new lamps of the bridge.",
    "The first lamp of the bridge broke in May.",
    "The plans of the town do not include new lamps.",
    "At first the team held mostly painters and grew to include more builders.",
    "In May these are good places to begin.",
    "He said “no”",
    "It rains…",
]


@pytest.mark.parametrize("sentence", OTHER_UNFIT)
def test_more_unfit_sentences(sentence: str) -> None:
    """A bare invitation, a lead-in without its list and talk of the draft go first."""
    body = f"{PROSE}{sentence}\n\n町は駅も直した。\n"
    texts = [candidate.text for candidate in parse_article(body).candidates]
    assert find_unfit(parse_article(body)) == {texts.index(sentence)}


@pytest.mark.parametrize("sentence", ENGLISH_UNFIT)
def test_unfit_in_english(sentence: str) -> None:
    """The same in English."""
    body = f"{ENGLISH}{sentence}\n\nThe station is new too.\n"
    texts = [candidate.text for candidate in parse_article(body).candidates]
    assert find_unfit(parse_article(body)) == {texts.index(sentence)}


@pytest.mark.parametrize("sentence", ENGLISH_FIT)
def test_fit_in_english(sentence: str) -> None:
    """Must not change: the same words in sentences that say something, and other ends."""
    assert not find_unfit(parse_article(f"{ENGLISH}{sentence}\n\nThe station is new too.\n"))


TORN_HEADS = [
    "に橋を直したという面だけでなく、費用も町の課題です。",
    "を直した町は、費用を県と分けた。",
]
WHOLE_HEADS = [
    "にもかかわらず、町は橋を直した。",
    "がんばる町は、橋を直した。",
    "とりわけ橋の費用が増えた。",
    "はしごを町が買った。",
    "でも、町は橋を直した。",
    "のり弁の店が橋の横に開いた。",
]


@pytest.mark.parametrize(
    ("sentence", "torn"),
    [*((one, True) for one in TORN_HEADS), *((one, False) for one in WHOLE_HEADS)],
)
def test_a_sentence_whose_head_was_lost_goes_first(sentence: str, torn: bool) -> None:
    """No sentence begins with a particle before a noun; words that begin with its letter stay."""
    article = parse_article(f"{PROSE}{sentence}\n\n町は駅も直した。\n")
    texts = [article.candidates[number].text for number in find_unfit(article)]
    assert (sentence in texts) is torn


LIMITS = [
    "18歳以下は無料だ。",
    "応募は三人以下です。",
    "人出は予想以下だった。",
    "驚くのは、すき間が0.1ミリ以下という精度。",
    "必要なのは、より高次の技術です。",
]


@pytest.mark.parametrize("sentence", LIMITS)
def test_a_limit_is_no_promise(sentence: str) -> None:
    """Must not change: "or less" after a number or a measure announces nothing."""
    assert not find_unfit(parse_article(f"{PROSE}{sentence}\n\n町は駅も直した。\n"))


HABITS = [
    pytest.param("一だ。\n\n二だ。\n\n三だ。\n\n四だ。\n\n夜の橋\n", {4}, id="four of five end"),
    pytest.param("一だ。\n\n夜の橋\n\n三だ。\n\n四だ。\n", set(), id="three of four end"),
    pytest.param("一だ。\n\n二だ。\n\n夜の橋\n", {2}, id="the last of three"),
    pytest.param("一だ。\n\n夜の橋\n", set(), id="too few to tell"),
    pytest.param("夜の橋\n\n朝の駅\n\n三だ。\n\n遠い灯\n", set(), id="one of four ends"),
]


@pytest.mark.parametrize(("body", "torn"), HABITS)
def test_torn_by_the_habit_of_the_article(body: str, torn: set[int]) -> None:
    """A paragraph is torn where four in five end, the last one where half of them do."""
    assert find_unfit(parse_article(body)) == torn
