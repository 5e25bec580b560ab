"""What a sentence of a model may not say, rule by rule, beside what it may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.abridgement.faithful import SourceText

JA = (
    "町は四月に橋の工事を始めた。",
    "橋の予算は12億円で、完成は三年後の予定である。",
    "駅の改修には10億円を使う。",
    "商店街の客は減ったが、町の税金は増えなかった。",
    "高橋町長は開会式の席で「橋は町の背骨だ」と町の人たちに話した。",
    "雨が続いたので、開会式は屋内に移った。",
)
EN = (
    "The library in Northtown lends 18% more books since it opened at night.",
    "Costs rose to $2.4 million a year, and the council raised the fee.",
    "The survey asked 1,200 readers in five villages.",
    "The council does not plan a second house.",
    'Ms Weber calls the nights "quiet and long" in her report.',
    "Two lamps failed because the wires were old.",
)
ZH = ("镇上的图书馆从2025年起夜间开放，借阅量增长了18%。", "费用没有增加，因为电灯换了。")
KO = ("마을 도서관은 2025년부터 밤에도 열고, 대출은 18% 늘었다.", "비용은 늘지 않았다.")


def faults(sources: tuple[str, ...], text: str) -> tuple[str, ...]:
    """What a sentence says that the sources do not."""
    languages = {JA: "ja", EN: "en", ZH: "zh", KO: "ko"}
    return SourceText(sources, languages.get(sources, "ja")).find_faults(text)


# ------------------------------------------------------------------ amounts

AMOUNTS = {
    "its own": (JA, "橋の予算は12億円である。", ""),
    "of another sentence": (JA, "橋の予算は10億円である。", "amount 10億円"),
    "another digit": (JA, "橋の予算は13億円で、完成は三年後の予定である。", "amount 13億円"),
    "another scale": (JA, "橋の予算は12兆円で、完成は三年後の予定である。", "amount 12兆円"),
    "another currency": (JA, "橋の予算は12億ドルで、完成は三年後の予定である。", "amount 12億ドル"),
    "in other digits": (JA, "橋の予算は十二億円で、完成は三年後の予定である。", "no sentence"),
    "another counter": (
        JA,
        "橋の予算は12億円で、完成は三か月後の予定である。",
        "is not in the source",
    ),
    "a share": (EN, "The library lends 18% more books.", ""),
    "another share": (EN, "The library lends 81% more books.", "amount 81%"),
    "a share as a plain number": (EN, "The library lends 18 more books.", "amount"),
    "money in words": (EN, "Costs rose to 2.4 million dollars a year.", ""),
    "money without its scale": (EN, "Costs rose to $2.4 a year.", "amount"),
    "a number in another order": (EN, "The survey asked 2,100 readers.", "amount 2,100"),
    "a year in Chinese": (ZH, "图书馆从2025年起夜间开放。", ""),
    "another year in Chinese": (ZH, "图书馆从2024年起夜间开放。", "amount 2024"),
    "a share in Korean": (KO, "마을 도서관은 밤에도 열고, 대출은 18% 늘었다.", ""),
    "another share in Korean": (KO, "마을 도서관은 밤에도 열고, 대출은 28% 늘었다.", "amount 28%"),
}

# ------------------------------------------------------------------ yes and no

POLARITY = {
    "no stays no": (JA, "町の税金は増えなかった。", ""),
    "no becomes yes": (JA, "町の税金は増えた。", "denies"),
    "yes becomes no": (JA, "駅の改修には10億円を使わない。", "deny"),
    "the half that is not denied": (JA, "商店街の客は減った。", ""),
    "no stays no in English": (EN, "The council does not plan a second house.", ""),
    "no becomes yes in English": (EN, "The council does plan a second house.", "denies"),
    "yes becomes no in English": (EN, "The survey never asked 1,200 readers.", "deny"),
    "no stays no in Chinese": (ZH, "费用没有增加。", ""),
    "no becomes yes in Chinese": (ZH, "费用增加了，因为电灯换了。", "is not in the source"),
    "no becomes yes in Korean": (KO, "비용은 늘었다.", ""),
}

# ------------------------------------------------------------------ names, quotations, causes

NAMES = {
    "a name": (JA, "高橋町長は「橋は町の背骨だ」と話した。", ""),
    "another name": (
        JA,
        "田中町長は開会式の席で「橋は町の背骨だ」と町の人たちに話した。",
        "田中町長",
    ),
    "a name in katakana": (
        JA,
        "スミス町長は開会式の席で「橋は町の背骨だ」と町の人たちに話した。",
        'name "スミス"',
    ),
    "a name in Latin letters": (
        JA,
        "Smith町長は開会式の席で「橋は町の背骨だ」と町の人たちに話した。",
        'name "Smith"',
    ),
    "a name of the source": (EN, "The library in Northtown lends 18% more books.", ""),
    "another place": (EN, "The library in Southtown lends 18% more books.", 'name "Southtown"'),
    "a word with a capital at the head": (EN, "Lamps failed because the wires were old.", ""),
    "an abbreviation at the head": (EN, "NTLB lends 18% more books since it opened.", "NTLB"),
    "a name in small letters": (EN, "the library in northtown lends 18% more books.", ""),
}
QUOTATIONS = {
    "as it was": (JA, "高橋町長は「橋は町の背骨だ」と話した。", ""),
    "a part of it": (JA, "高橋町長は橋を「町の背骨」と話した。", ""),
    "another word": (JA, "高橋町長は「橋は町の背中だ」と話した。", "quotation"),
    "put in marks": (EN, 'Ms Weber calls the nights "quiet" in her report.', ""),
    "in other marks": (EN, "Ms Weber calls the nights “quiet and long” in her report.", ""),
    "another one in English": (EN, 'Ms Weber calls the nights "loud and long".', "quotation"),
}
CAUSES = {
    "as it was": (JA, "雨が続いたので、開会式は屋内に移った。", ""),
    "in other words": (JA, "雨が続いたため、開会式は屋内に移った。", ""),
    "left out": (JA, "雨が続いた。開会式は屋内に移った。", ""),
    "put in": (JA, "町は四月に橋の工事を始めたため、客は減った。", "no cause"),
    "as it was in English": (EN, "Two lamps failed because the wires were old.", ""),
    "put in in English": (EN, "The council raised the fee because costs rose.", "no cause"),
    "put in in Chinese": (ZH, "图书馆夜间开放，所以借阅量增长了18%。", "no cause"),
}
ALL = {
    f"{rule}: {name}": case
    for rule, table in (
        ("amount", AMOUNTS),
        ("polarity", POLARITY),
        ("name", NAMES),
        ("quotation", QUOTATIONS),
        ("cause", CAUSES),
    )
    for name, case in table.items()
}


@pytest.mark.parametrize(("sources", "text", "fault"), ALL.values(), ids=ALL)
def test_a_sentence_says_no_more_than_its_sources(
    sources: tuple[str, ...], text: str, fault: str
) -> None:
    """What it says besides is named; what only shortens or draws together passes."""
    found = faults(sources, text)
    if fault:
        assert any(fault in each for each in found), found
    else:
        assert found == ()


@pytest.mark.xfail(strict=True, reason="denials are counted, and not by clause")
def test_a_denial_of_the_other_half_is_another_sentence() -> None:
    """The customers went away, and it was the taxes that did not rise."""
    assert faults(JA, "商店街の客は減らなかった。")


# ------------------------------------------------------------------ whose sentence it is


@pytest.mark.parametrize("sources", [JA, EN, ZH, KO], ids=["ja", "en", "zh", "ko"])
def test_the_author_s_own_sentences_pass(sources: tuple[str, ...]) -> None:
    """Whatever they say, in other blanks and letters too."""
    for text in sources:
        assert faults(sources, text) == ()
        assert faults(sources, f" {text}\n".upper()) == () or sources != EN
        assert faults(sources, text.replace(" ", "  ")) == ()


@pytest.mark.parametrize("text", ["夜の公園には花が咲き、鳥が歌う。", "…", ""])
def test_what_no_source_says_is_a_claim(text: str) -> None:
    """Also a sentence of nothing."""
    assert faults(JA, text) != ()


def test_an_empty_article_says_nothing() -> None:
    """Every sentence is a claim then."""
    assert SourceText([], "ja").find_faults("橋が開いた。")
    assert SourceText(["", " \n"], "ja").find_faults("橋が開いた。")


def _drawn_together(n_sources: int) -> tuple[str, ...]:
    subjects = ("図書館", "美術館", "博物館", "水族館", "体育館")[:n_sources]
    sources = [f"{subject}は新装開店した。" for subject in subjects]
    text = "、".join(subjects) + "は新装開店した。"
    return SourceText(sources, "ja").find_faults(text)


def test_a_few_sentences_may_be_drawn_together() -> None:
    """Three; of more no reader could say where each word is from."""
    assert _drawn_together(3) == ()
    assert _drawn_together(5) != ()


@pytest.mark.parametrize(("n_known", "is_told"), [(7, True), (6, False)])
def test_most_of_a_sentence_stands_in_its_sources(n_known: int, is_told: bool) -> None:
    """Seven terms of ten; the words between say nothing."""
    words = [f"{letter}word" for letter in "abcdefghij"]
    source = SourceText([" ".join(words[:n_known]) + "."], "en")
    found = source.find_faults(" ".join(words) + ".")
    assert (not any("no sentence" in fault for fault in found)) is is_told


def test_a_fault_names_what_it_found_shortly() -> None:
    """A long sentence by its beginning."""
    (fault,) = faults(JA, "夜の公園には" + "花" * 60 + "が咲く。")
    assert len(fault) < 90
    assert "…" in fault


@given(st.text(max_size=60))
def test_no_answer_makes_the_check_stumble(text: str) -> None:
    """What a model answers is hostile."""
    for sources in (JA, EN):
        assert all(isinstance(fault, str) for fault in faults(sources, text))
