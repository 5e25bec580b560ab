"""What is left of a sentence without its filler, and the clause that tells the news."""

from __future__ import annotations

import pytest

from newsletter.abridgement.news_clauses import get_news_clause, without_filler

FILLERS = [
    ("そんな背景の中で、町は橋を直した。", "町は橋を直した。"),
    ("正直なところ、特にOpenAIが額を増やした。", "OpenAIが額を増やした。"),
    ("でもね、実は、町は橋を直した。", "町は橋を直した。"),
    ("そんな中で発表されたのが、新しい橋です。", "発表されたのが、新しい橋です。"),
    ("あなたもご存知の通り、町は橋を直した。", "町は橋を直した。"),
    ("しかし、町は橋を直した。", "町は橋を直した。"),
]
NO_FILLERS = [
    ("ja", "町は橋を直した。"),
    ("ja", "最近、町は橋を直した。"),
    ("ja", "2026年、町は橋を直した。"),
    ("ja", "特に重要なのは橋だ。"),
    ("ja", "この橋は古い。"),
    ("en", "However, the town mended the bridge."),
    ("zh", "但是，镇上修了桥。"),
]


@pytest.mark.parametrize(("text", "left"), FILLERS)
def test_a_filler_goes(text: str, left: str) -> None:
    """What is left stands in the sentence word for word."""
    assert without_filler(text, "ja") == left
    assert text.endswith(left)


@pytest.mark.parametrize(("language", "text"), NO_FILLERS)
def test_what_is_no_filler_stays(language: str, text: str) -> None:
    """Must not change: times and topics say something; English would need a capital."""
    assert without_filler(text, language) == text


CLAUSES = [
    (
        "トヨタが遊戯の業界に参入するというニュースを聞いた時、私は驚いた。",
        "トヨタが遊戯の業界に参入するというニュース。",
    ),
    (
        "町が新しい橋を三年で直すという話、君も耳にしたかな？",
        "町が新しい橋を三年で直すという話。",
    ),
    (
        "AWSが「Nova Act」を発表したと聞いて、斜に構えてしまった。",
        "AWSが「Nova Act」を発表した。",
    ),
    (
        "町が新しい橋を三年で直すっていうニュース、聞いた？",
        "町が新しい橋を三年で直すっていうニュース。",
    ),
]
CLAUSES += [
    (
        "「町が古い橋を三年で直す」――このニュースを聞いて、驚いた。",
        "町が古い橋を三年で直す。",
    ),
    (
        "「古い橋の直し、三年で終わりへ」――このニュースを聞いて、驚いた。",
        "「古い橋の直し、三年で終わりへ」。",
    ),
]
NO_CLAUSES = [
    ("ja", "「直す」――このニュースを聞いて、私は驚いた。"),
    ("ja", "町は橋を三年で直す計画を発表した。"),
    ("ja", "橋のニュースを聞いて、私は驚いた。"),
    ("ja", "「町が橋を三年で直すというニュース」を読んだ。"),
    ("ja", "また来たか！というのが、橋を直すというニュースの印象だ。"),
    ("en", "You may have heard the news that the town mends the bridge."),
]


@pytest.mark.parametrize(("text", "clause"), CLAUSES)
def test_the_clause_of_news(text: str, clause: str) -> None:
    """It is a part of the sentence, word for word, and ends where a sentence may end."""
    assert get_news_clause(text, "ja") == clause
    assert clause[:-1] in text


@pytest.mark.parametrize(("language", "text"), NO_CLAUSES)
def test_sentences_without_such_a_clause(language: str, text: str) -> None:
    """Must not match: no clause, one in open brackets, one that is too short, not Japanese."""
    assert get_news_clause(text, language) == ""


@pytest.mark.parametrize("n_fillers", range(6))
def test_three_fillers_go_and_no_more(n_fillers: int) -> None:
    """Whoever says four has something to say with them."""
    text = "しかし、" * n_fillers + "町は橋を直した。"
    assert without_filler(text, "ja") == "しかし、" * max(0, n_fillers - 3) + "町は橋を直した。"


@pytest.mark.parametrize("text", ["しかし、", "正直なところ、", "でもね、実は、", ""])
def test_a_filler_alone_is_not_taken_for_nothing(text: str) -> None:
    """Something of the sentence stays."""
    assert without_filler(text, "ja") in text
    assert bool(without_filler(text, "ja")) is bool(text)


@pytest.mark.parametrize("language", ["ja", "ja-JP", "en", "zh", "ko", "de"])
def test_only_japanese_is_cut(language: str) -> None:
    """In other languages the rest would begin with a small letter, or be no sentence."""
    text = "しかし、町が橋を三年で直すというニュースを聞いた。"
    is_japanese = language.startswith("ja")
    assert (without_filler(text, language) != text) is is_japanese
    assert (get_news_clause(text, language) != "") is is_japanese


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("町が新しい橋を三年で直すというニュースを聞いた。", True),
        ("新しい橋三年工事計画というニュースを聞いた。", False),
        ("町が「新しい橋を三年で直すというニュースを聞いた。", False),
        ("町が（新しい）橋を三年で直すというニュースを聞いた。", True),
        ("町が直すというニュースを聞いた。", False),
    ],
)
def test_a_clause_is_whole_or_none(text: str, is_whole: bool) -> None:
    """It says what it is about, its brackets close, and it is longer than a headline word."""
    assert bool(get_news_clause(text, "ja")) is is_whole
