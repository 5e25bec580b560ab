"""When two segments say the same: pairs by origin, most of them must not match."""

from __future__ import annotations

import pytest

from newsletter.dedupe.likeness import (
    compare,
    holds_facts,
    is_equal,
    may_be_cut,
    may_match,
    says_more,
)
from newsletter.dedupe.segment import Kind
from tests.dedupe.pieces import segment, sentence

# one, other, alike anywhere, alike between two neighbours that match
IN_THE_WILD = {
    "emphasis and width": ("**売上**は3.5％増えた。", "売上は3.5%増えた。", "equal", "equal"),
    "an end mark less": ("港は静かだった。", "港は静かだった", "equal", "equal"),
    "a longer variant": (
        "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが決まりである。",
        "港の倉庫では、よく乾いた網を夕方までに棚へ戻しておくのが決まりである。",
        "near",
        "near",
    ),
    "reworded": (
        "この取り組みは、港の働き方を大きく変える可能性を秘めています。",
        "この試みは、港の働き方を大きく変えるかもしれません。",
        None,
        "near",
    ),
    "cut off": (
        "港の倉庫では、乾いた網を夕方までに",
        "港の倉庫では、乾いた網を夕方までに棚へ戻す。",
        "whole",
        "whole",
    ),
    "cut off, the other way round": (
        "港の倉庫では、乾いた網を夕方までに棚へ戻す。",
        "港の倉庫では、乾いた網を夕方までに",
        "stub",
        "stub",
    ),
    "cut off after two letters": ("港の", "港の倉庫では、網を棚へ戻す。", None, "whole"),
}
MUST_NOT_MATCH = {
    "another number": (
        "昨年の港では、荷物の量が12万トンに達したと市の担当者が話した。",
        "昨年の港では、荷物の量が15万トンに達したと市の担当者が話した。",
    ),
    "another decimal": ("売上は昨年より3.5%増えた。", "売上は昨年より35%増えた。"),
    "another name": (
        "The harbour of Alvik sends forty boats to the islands every week.",
        "The harbour of Borgsund sends forty boats to the islands every week.",
    ),
    "another company in katakana": (
        "トヨタは港の倉庫に新しい機械を入れ、作業を半分に減らした。",
        "ホンダは港の倉庫に新しい機械を入れ、作業を半分に減らした。",
    ),
    "another topic": (
        "東の工場を市長が訪れ、働く人たちと長い時間話し合ったという。",
        "北の灯台を市長が訪れ、働く人たちと長い時間話し合ったという。",
    ),
    "another link": ("詳しくは[案内](/a)を見てほしい。", "詳しくは[案内](/b)を見てほしい。"),
    "one letter": ("港", "港は静かだった。"),
    "nothing": ("**", "港は静かだった。"),
    "nothing at all": ("。", "、"),
}


@pytest.mark.parametrize(
    ("one", "other", "anywhere", "between"), IN_THE_WILD.values(), ids=IN_THE_WILD
)
def test_what_says_the_same(one: str, other: str, anywhere: str | None, between: str) -> None:
    """Restarts of real posts are found, some of them only beside neighbours that match."""
    alone = compare(segment(one), segment(other), between=False)
    beside = compare(segment(one), segment(other), between=True)
    assert (alone.how if alone else None) == anywhere
    assert beside is not None
    assert beside.how == between
    assert 0 < beside.similarity <= 1


@pytest.mark.parametrize(("one", "other"), MUST_NOT_MATCH.values(), ids=MUST_NOT_MATCH)
def test_what_only_looks_alike(one: str, other: str) -> None:
    """Two facts stay two, whichever comes first and whatever stands beside them."""
    for between in (False, True):
        assert compare(segment(one), segment(other), between=between) is None
        assert compare(segment(other), segment(one), between=between) is None


@pytest.mark.xfail(reason="a sign is no part of a number here", strict=True)
def test_another_sign() -> None:
    """Five degrees below zero are not five degrees."""
    one, other = "今朝の気温: -5度になった。", "今朝の気温: 5度になった。"
    assert compare(segment(one), segment(other), between=True) is None


@pytest.mark.parametrize(("at_least", "between"), [(2, True), (8, False)], ids=["beside", "far"])
def test_a_cut_piece_needs_some_letters(at_least: float, between: bool) -> None:
    """A piece is recognised from two letters beside its neighbours, from eight anywhere else."""
    whole = segment(sentence(1))
    enough = segment(sentence(1)[: int(at_least)])
    too_short = segment(sentence(1)[: int(at_least) - 1])
    assert compare(enough, whole, between=between) is not None
    assert compare(too_short, whole, between=between) is None


@pytest.mark.parametrize(("n_letters", "alike"), [(12, False), (13, True)])
def test_a_long_difference_is_no_topic(n_letters: int, alike: bool) -> None:
    """Up to twelve letters before the first particle name what a sentence is about."""
    rest = "は、" + sentence(3, 80)
    one, other = sentence(1, n_letters)[:-1] + rest, sentence(2, n_letters)[:-1] + rest
    assert (compare(segment(one), segment(other), between=True) is not None) is alike


def test_a_pronoun_is_no_topic() -> None:
    """この and その speak of the same."""
    rest = "が" + sentence(3, 40)
    assert compare(segment("これ" + rest), segment("それ" + rest), between=True) is not None


KINDS = [
    (Kind.SENTENCE, Kind.ITEM, True),
    (Kind.SENTENCE, Kind.LABEL, True),
    (Kind.HEADING, Kind.LABEL, True),
    (Kind.TABLE, Kind.TABLE, True),
    (Kind.HEADING, Kind.ITEM, False),
    (Kind.HEADING, Kind.SENTENCE, False),
    (Kind.TABLE, Kind.SENTENCE, False),
    (Kind.CODE, Kind.TABLE, False),
    (Kind.OTHER, Kind.SENTENCE, False),
]


@pytest.mark.parametrize(("one", "other", "may"), KINDS)
def test_which_kinds_stand_for_each_other(one: Kind, other: Kind, may: bool) -> None:
    """An entry of a table of contents is no heading, and code is no text."""
    text = "港の一日"
    for first, second in ((one, other), (other, one)):
        assert may_match(segment(text, first), segment(text, second)) is may
        assert is_equal(segment(text, first), segment(text, second)) is (
            one is other or (may and Kind.TABLE not in (one, other))
        )


def test_two_items_and_two_labels_may_be_near_but_no_headings() -> None:
    """A heading is the same only when it is equal: near ones are different sections."""
    one = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが決まりである"
    other = one.replace("乾いた", "よく乾いた")
    for kind, alike in ((Kind.ITEM, True), (Kind.LABEL, True), (Kind.HEADING, False)):
        found = compare(segment(one, kind), segment(other, kind), between=True)
        assert (found is not None) is alike


MORE = {
    "complete instead of cut": ("港は静かだった。", "港は静か", True),
    "cut instead of complete": ("港は静かだったが、町は", "港は静かだった。", False),
    "longer": ("港は朝から静かだった。", "港は静かだった。", True),
    "shorter": ("港は静かだった。", "港は朝から静かだった。", False),
    "longer without a number": ("港は朝からとても静かだった。", "港は5時から静か。", False),
    "longer without a name": ("港は朝からとても静かだった。", "Alvikは静かだった。", False),
    "an end mark more": ("港は静かだった。", "港は静かだった", True),
    "an end mark less": ("港は静かだった", "港は静かだった。", False),
    "a link more": ("[港](/a)は静かだった。", "港は静かだった。", True),
    "a link less": ("港は静かだった。", "[港](/a)は静かだった。", False),
    "complete without a number": ("港は静かだった。", "港は5時から静か", False),
}


@pytest.mark.parametrize(("new", "old", "more"), MORE.values(), ids=MORE)
def test_the_fuller_wording_stays(new: str, old: str, more: bool) -> None:
    """Complete beats cut and longer beats shorter, unless a fact would get lost."""
    assert says_more(segment(new), segment(old)) is more


def test_facts_are_counted() -> None:
    """A number that stands twice in one must stand twice in the other."""
    assert holds_facts(segment("3は5より、5は7より小さい。"), segment("5と5。"))
    assert not holds_facts(segment("3は5より小さい。"), segment("5と5。"))


WHOLE = (
    "では、港の組合がこの古い網を単なる「面白い道具」で終わらせず、町の力とするには何が要るのか。"
)
STOPS = {
    "behind a quotation": ("では、港の組合がこの古い網を単なる「面白い道具」", True),
    "behind a bracket": ("では、港の組合がこの古い網を単なる（面白い道具）", True),
    "behind a sentence in a quotation": ("では、港の組合がこの古い網を単なる「面白い。」", False),
    "a short one": ("では、港の「組合」", False),
    "with its end mark": ("では、港の組合がこの古い網を単なる「面白い道具」。", False),
}


@pytest.mark.parametrize(("text", "is_cut"), STOPS.values(), ids=STOPS)
def test_a_call_may_stop_behind_a_quotation(text: str, is_cut: bool) -> None:
    """A closing bracket ends no sentence, if the sentence goes on elsewhere."""
    assert may_be_cut(segment(text)) is is_cut
    if text == STOPS["behind a quotation"][0]:
        likeness = compare(segment(WHOLE), segment(text), between=False)
        assert likeness is not None
        assert likeness.how == "stub"
