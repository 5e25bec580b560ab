"""Two neighbours that differ in a slip of the pen or a pronoun are one sentence."""

from __future__ import annotations

import pytest

from newsletter.dedupe.side_by_side import drop_side_by_side
from tests.dedupe.pieces import BETWEEN, left, manuscript_of, segments_of, sentence

RIGHT = "港の朝はとても早く、ベテランの漁師たちがスムーズに網を広げている。"
POINTING = "彼らが古い網を守り続けられるかが、今後の町の鍵を握ると見ている。"
NEIGHBOURS = {
    # in the wild, with other nouns
    "a letter too many": (RIGHT, RIGHT.replace("スムーズ", "シスムーズ"), RIGHT),
    "a letter too few": (
        "この港のこれまで漁は、速さと量が主な目当てでした。",
        "この港のこれまでの漁は、速さと量が主な目当てでした。",
        "この港のこれまでの漁は、速さと量が主な目当てでした。",
    ),
    "a pronoun": (
        "アルビク港が古い網を守り続けられるかが、今後の町の鍵を握ると見ている。",
        "彼らが古い網を守り続けられるかが、今後の町の鍵を握ると見ている。",
        "アルビク港が古い網を守り続けられるかが、今後の町の鍵を握ると見ている。",
    ),
    "a pronoun behind an opening": (
        "しかし、アルビク港は今日もただ手をこまねいている港ではありません。",
        "しかし、彼らは今日もただ手をこまねいている港ではありません。",
        "しかし、アルビク港は今日もただ手をこまねいている港ではありません。",
    ),
    "a pronoun for a long name": (
        POINTING.replace("彼ら", "アルビク東港湾組合連合会"),
        POINTING,
        POINTING.replace("彼ら", "アルビク東港湾組合連合会"),
    ),
    "three letters too few": (RIGHT, f"東町の{RIGHT}", f"東町の{RIGHT}"),
    "one letter of four": (
        RIGHT.replace("ベテラン", "ロボット"),
        RIGHT.replace("ベテラン", "ロポット"),
        RIGHT.replace("ベテラン", "ロボット"),
    ),
    "a name of three letters": (
        RIGHT.replace("ベテラン", "Ann"),
        RIGHT.replace("ベテラン", "Anna"),
        RIGHT.replace("ベテラン", "Ann"),
    ),
    "a pronoun first": (
        "彼らが古い網を守り続けられるかが、今後の町の鍵を握ると見ている。",
        "アルビク港が古い網を守り続けられるかが、今後の町の鍵を握ると見ている。",
        "アルビク港が古い網を守り続けられるかが、今後の町の鍵を握ると見ている。",
    ),
}
TWO_FACTS = {
    "a pronoun with other words": (
        "アルビク港が古い網を守り続けられるかが、今後の町の鍵を握ると見ている。",
        POINTING.replace("古い網を守り", "新しい船を造り"),
    ),
    "a pronoun for half a sentence": (
        POINTING.replace("彼ら", "アルビク東港湾組合連合会長"),
        POINTING,
    ),
    "short ones that begin alike": (
        "町の港の朝はとても早い。",
        "町の港の朝はとっても早い。",
    ),
    "names of two letters": (RIGHT.replace("ベテラン", "An"), RIGHT.replace("ベテラン", "Ann")),
    "one letter of three": (
        RIGHT.replace("ベテラン", "ラジオ"),
        RIGHT.replace("ベテラン", "ラヂオ"),
    ),
    "four letters more": (RIGHT, f"東の町の{RIGHT}"),
    "a name more": (RIGHT, RIGHT.replace("漁師", "トロール漁師")),
    "the same words": (RIGHT, RIGHT),
    "cut ones": (RIGHT[:-1], f"東町の{RIGHT[:-1]}"),
    "other names": (RIGHT, RIGHT.replace("ベテラン", "アルバイト")),
    "other figures": (RIGHT.replace("港", "港1"), RIGHT.replace("港", "港2")),
    "a denial": (
        RIGHT.replace("いる。", "いた日です。"),
        RIGHT.replace("いる。", "いない日です。"),
    ),
    "other places": (RIGHT.replace("港", "東港"), RIGHT.replace("港", "西港")),
    "links": (f"[港](/a){RIGHT}", f"[港](/b)の{RIGHT}"),
    "items": (f"- {RIGHT}", f"- {RIGHT.replace('スムーズ', 'シスムーズ')}"),
    "short ones": ("港の朝は早い。", "港の朝はいつも早い。"),
    "a half more": (RIGHT, RIGHT.replace("漁師たち", "漁師たちとその子どもたち")),
}


@pytest.mark.parametrize(("one", "other", "stays"), NEIGHBOURS.values(), ids=NEIGHBOURS)
def test_of_two_neighbours_the_sound_one_stays(one: str, other: str, stays: str) -> None:
    """A slip of the pen is written twice by nobody."""
    assert left(drop_side_by_side, one, other) == [stays]
    assert left(drop_side_by_side, one, BETWEEN, other) == [one, other]


@pytest.mark.parametrize(("one", "other"), TWO_FACTS.values(), ids=TWO_FACTS)
def test_two_facts_side_by_side_stay(one: str, other: str) -> None:
    """One word that differs may be what the two are about."""
    assert left(drop_side_by_side, one, other) == [one, other]


def test_the_spelling_that_the_document_has_stays() -> None:
    """Of two spellings the more frequent one is right."""
    wrong = RIGHT.replace("スムーズ", "シスムーズ")
    other = "スムーズな船出だった。"
    assert left(drop_side_by_side, wrong, RIGHT, other) == [RIGHT, other]


@pytest.mark.parametrize("number", [0, 1])
def test_what_a_person_kept_stays(number: int) -> None:
    """Neither of two neighbours goes, when one of them was kept."""
    one, other, _ = NEIGHBOURS["a pronoun"]
    segments = segments_of(f"{one}\n\n{other}")
    segments[number].kept = True
    manuscript = manuscript_of(segments)
    drop_side_by_side(manuscript)
    assert manuscript.dropped == []


@pytest.mark.parametrize(("n_between", "goes"), [(0, True), (1, True), (2, True), (3, False)])
def test_beside_is_two_passages_apart(n_between: int, goes: bool) -> None:
    """Farther away the words may be meant to come back."""
    one, other, stays = NEIGHBOURS["a letter too few"]
    between = BETWEEN.split("\n\n")[:n_between]
    assert left(drop_side_by_side, one, *between, other) == ([stays] if goes else [one, other])


@pytest.mark.parametrize(("weight", "goes"), [(22, True), (21, False)])
def test_nobody_writes_a_sentence_of_twenty_two_letters_twice(weight: int, goes: bool) -> None:
    """A shorter one may be a refrain, whichever of the two it is."""
    short, long = sentence(6, weight), sentence(6, weight + 1)
    assert left(drop_side_by_side, short, long) == ([long] if goes else [short, long])
    assert left(drop_side_by_side, long, short) == ([long] if goes else [long, short])


def test_what_is_a_letter_short_of_two_neighbours_goes_once() -> None:
    """Both of them stay: neither holds the other."""
    two = [RIGHT.replace("港の", "港町の"), RIGHT.replace("広げ", "広く広げ")]
    assert left(drop_side_by_side, *two, RIGHT) == two


@pytest.mark.parametrize(("n_letters", "goes"), [(6, True), (5, False)])
def test_what_is_one_sentence_begins_or_ends_alike(n_letters: int, goes: bool) -> None:
    """In six letters: what is spelt otherwise near both ends is another sentence."""
    edge, middle = sentence(6, n_letters)[:-1], sentence(7)[:-1]
    starts = [f"{edge}{name}{middle}、{name}。" for name in ("ボロット", "ポロット")]
    ends = [f"{name}{middle}、{name}{edge}。" for name in ("トロンボ", "トロンポ")]
    for one, other in (starts, ends):
        assert left(drop_side_by_side, one, other) == ([one] if goes else [one, other])
