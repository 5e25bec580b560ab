"""Likeness at its limits: the measured thresholds, the facts that guard them, and what is kept."""

from __future__ import annotations

import pytest

from newsletter.dedupe.likeness import (
    compare,
    holds_facts,
    is_equal,
    measure_share,
    says_more,
)
from newsletter.dedupe.segment import Kind
from tests.dedupe.pieces import long_sentence, segment, sentence


def how(one: str, other: str, *, between: bool) -> str | None:
    """How two sentences are alike."""
    found = compare(segment(one), segment(other), between=between)
    return found.how if found else None


def changed(n_changed: int, n_letters: int = 50) -> tuple[str, str]:
    """Two sentences of which so many letters at the end differ; half in ratio, all in order."""
    start = sentence(1, n_letters - n_changed)[:-1]
    return start + sentence(2, n_changed), start + sentence(3, n_changed)


# Of 50 letters each, 7 that differ are a ratio of .86, 20 one of .60.
THRESHOLDS = [
    (7, "near", "near"),
    (8, None, "near"),
    (20, None, "near"),
    (21, None, None),
]


@pytest.mark.parametrize(("n_changed", "anywhere", "beside"), THRESHOLDS)
def test_the_ratio_decides(n_changed: int, anywhere: str | None, beside: str | None) -> None:
    """Alone a ratio of .86 is needed, between two neighbours that match one of .60."""
    one, other = changed(n_changed)
    assert how(one, other, between=False) == anywhere
    assert how(one, other, between=True) == beside


@pytest.mark.parametrize(("n_letters", "alike"), [(22, True), (21, False)])
def test_a_short_sentence_matches_only_beside_its_neighbours(n_letters: int, alike: bool) -> None:
    """Below 22 letters near wordings are other sentences unless both neighbours match."""
    one, other = changed(1, n_letters)
    assert (how(one, other, between=False) == "near") is alike
    assert how(one, other, between=True) == "near"


# One sentence of 60 letters that a longer one holds with so many letters around it.
HELD = [(67, "near", "near"), (68, None, "near"), (280, None, "near"), (281, None, None)]


@pytest.mark.parametrize(("n_more", "anywhere", "beside"), HELD)
def test_the_longer_variant_may_hold_the_shorter(
    n_more: int, anywhere: str | None, beside: str | None
) -> None:
    """What holds all of the other may be twice as long alone, five times beside its neighbours."""
    held = "".join(chr(0x4E00 + n) for n in range(60))
    more = "".join(chr(0xAC00 + n) for n in range(n_more))
    assert how(held + "。", more + held + "。", between=False) == anywhere
    assert how(held + "。", more + held + "。", between=True) == beside


WORDS = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが町の決まりである"
FACTS = {
    "a number more on one side": (WORDS + "。", WORDS + "2。", True),
    "other numbers": (WORDS + "1。", WORDS + "2。", False),
    "the same number twice": (WORDS + "2と2。", WORDS + "2と3。", False),
    "a name more": (WORDS + "。", WORDS + "Alvik。", True),
    "other names": (WORDS + "Alvik。", WORDS + "Borg。", False),
    "a number here and a name there": (WORDS + "2。", WORDS + "Alvik。", False),
    "other Cyrillic names": (WORDS + "Москва。", WORDS + "Одесса。", False),
    "names in another case": (WORDS + "Alvikだ。", WORDS + "ALVIKです。", True),
    "a link more": (WORDS + "。", f"[{WORDS}](/a)である。", True),
    "other links": (f"[{WORDS}](/a)。", f"[{WORDS}](/b)である。", False),
    "other bare addresses": (WORDS + "https://a.example。", WORDS + "https://b.example。", False),
    "thousands": (WORDS + "1,200円だ。", WORDS + "1200円です。", True),
}


@pytest.mark.parametrize(("one", "other", "alike"), FACTS.values(), ids=FACTS)
def test_facts_guard_every_threshold(one: str, other: str, alike: bool) -> None:
    """One side must hold all numbers, names and links of the other, in either order."""
    for between in (False, True):
        assert (how(one, other, between=between) is not None) is alike
        assert (how(other, one, between=between) is not None) is alike


@pytest.mark.parametrize(("n_lead", "alike"), [(4, False), (5, True)])
def test_a_topic_stands_at_the_start(n_lead: int, alike: bool) -> None:
    """Behind five letters a different word is a different wording."""
    lead = "あのまちでは"[:n_lead]
    rest = "を市長が訪れ、働く人たちと長い時間にわたって話し合ったという。"
    found = how(f"{lead}灯台{rest}", f"{lead}農園{rest}", between=True)
    assert (found is not None) is alike


NO_TOPICS = {
    "no particle behind it": ("東側", "北側", "市長歓迎委員会結成準備会議議事録公開決定方針"),
    "an amount told more exactly": (
        "多く",
        "半数",
        "の町を市長が訪れ、働く人たちと長い時間話し合ったという",
    ),
    "kana": ("これ", "それ", "を市長が訪れ、働く人たちと長い時間話し合ったという"),
    "on one side only": ("灯台", "", "を市長が訪れ、働く人たちと長い時間話し合ったという"),
}


@pytest.mark.parametrize(("one", "other", "rest"), NO_TOPICS.values(), ids=NO_TOPICS)
def test_what_names_no_other_thing_is_no_topic(one: str, other: str, rest: str) -> None:
    """A topic is a noun on either side with its particle."""
    assert how(f"{one}{rest}。", f"{other}{rest}。", between=True) == "near"


@pytest.mark.parametrize("kind", [Kind.OTHER, Kind.TABLE, Kind.HEADING])
def test_structure_has_no_variants(kind: Kind) -> None:
    """Tags, tables and headings are equal or different."""
    one, other = segment(WORDS, kind), segment("よく" + WORDS, kind)
    assert compare(one, segment(WORDS, kind), between=False) is not None
    assert compare(one, other, between=True) is None


def test_definitions_are_no_cut_of_each_other() -> None:
    """[a]: and [a b]: begin alike and lead to two places."""
    one, other = segment("[港の案内所", Kind.OTHER), segment("[港の案内所の地図", Kind.OTHER)
    assert compare(one, other, between=True) is None


def test_what_a_person_kept_repeats_nothing() -> None:
    """A segment with a decision is not compared; that it is kept protects it, not its twin."""
    one, kept = segment(WORDS), segment(WORDS)
    kept.kept = True
    assert not is_equal(one, kept)
    assert compare(one, kept, between=True) is None
    assert is_equal(kept, one)


def test_similarity_says_how_much_is_shared() -> None:
    """Equal is 1, a cut piece its share of the whole, a near one no less than its ratio."""
    whole = sentence(1, 40)
    half = compare(segment(whole[:20]), segment(whole), between=False)
    assert half is not None
    assert half.similarity == 0.5
    one, other = changed(5)
    near = compare(segment(one), segment(other), between=True)
    assert near is not None
    assert 0.89 < near.similarity < 0.91


STAYS = {
    "the same": ("港は静か。", "港は静か。"),
    "a part of it": ("港は静か。", "朝の港は静か。"),
    "another of the same length": ("夜の港は静か。", "朝の港は静か。"),
    "longer and cut": ("朝の港は静かだったが、", "港は静か。"),
    "longer without the link": ("朝の港は静かだった。", "[港](/a)は静か。"),
    "a part without the end mark": ("港は静か", "朝の港は静か"),
}


@pytest.mark.parametrize(("new", "old"), STAYS.values(), ids=STAYS)
def test_the_first_wording_stays_unless_more_is_said(new: str, old: str) -> None:
    """In doubt the wording that stood first stays."""
    assert not says_more(segment(new), segment(old))


def test_nothing_holds_a_fact_that_it_does_not_say() -> None:
    """Any one of number, name and link is enough to miss."""
    whole = segment("Alvikの12隻は[港](/a)にいる。")
    assert holds_facts(whole, segment("港の話。"))
    assert holds_facts(whole, segment("Alvikの12隻。"))
    for part in ("13隻。", "Borgの船。", "[港](/b)の船。", "12隻と12隻。"):
        assert not holds_facts(whole, segment(part))


def test_a_heading_and_a_label_are_alike_only_to_the_letter() -> None:
    """A word more is another section."""
    heading = segment("## 港の倉庫と網の手入れと保管の話", Kind.HEADING)
    assert compare(heading, segment("**港の倉庫と網の手入れと保管の話**", Kind.LABEL), between=True)
    other = segment("**港の倉庫と船の手入れと保管の話**", Kind.LABEL)
    assert compare(heading, other, between=True) is None
    assert compare(other, heading, between=True) is None


# A sentence of 32 letters inside one of so many is alike to 2 · 32 / (32 + n).
@pytest.mark.parametrize(("n_letters", "is_near"), [(68, True), (69, False)])
def test_a_sentence_inside_a_longer_one_is_at_least_half_of_it(
    n_letters: int, is_near: bool
) -> None:
    """64 % alike is the same sentence told on; less is a sentence that quotes it."""
    short = sentence(1, 32)
    long = short[:-1] + long_sentence(n_letters - 32)
    assert (compare(segment(short), segment(long), between=False) is not None) is is_near


def test_one_letter_shares_nothing() -> None:
    """It has no pair of letters that could stand in another text."""
    assert measure_share(segment("港。"), segment("港の朝だ。")) == 0.0
    assert measure_share(segment("港の。"), segment("港の朝だ。")) == 1.0
    assert measure_share(segment("港の山。"), segment("港の朝だ。")) == 0.5
