"""What is told again goes: a sentence that a longer one holds, neighbours, pairs in a row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsletter.dedupe.passages import Manuscript
from newsletter.dedupe.repeated_pairs import drop_repeated_pairs
from newsletter.dedupe.restated import drop_restated
from newsletter.dedupe.side_by_side import drop_side_by_side
from newsletter.model import RemovalKind
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

BETWEEN = "\n\n".join(sentence(number) for number in range(1, 5))


def left(drop: Callable[[Manuscript], None], *paragraphs: str) -> list[str]:
    """The sentences that stay, those of BETWEEN left out."""
    manuscript = manuscript_of(segments_of("\n\n".join(paragraphs)))
    drop(manuscript)
    assert {gone.kind for gone in manuscript.dropped} <= {RemovalKind.VARIANT, RemovalKind.REPEAT}
    texts = [passage.segment.text.strip() for passage in manuscript.passages]
    return [text for text in texts if text not in BETWEEN]


LONG = "港の道具は町の暮らしを支えてきましたが、その力を生かすには、古い網の手入れを習う必要があるのです。"
HELD = {
    # in the wild, with other nouns
    "behind a conjunction": "しかし、その力を生かすには、古い網の手入れを習う必要があります。",
    "another polite end": "その力を生かすには、古い網の手入れを習う必要がある。",
    "behind two openings": "そして、もちろん、その力を生かすには、古い網の手入れを習う必要があります。",
    "as it stands there": "その力を生かすには、古い網の手入れを習う必要があるのです。",
}
NOT_HELD = {
    "another topic": "灯台を長く守るには、古い網の手入れを習う必要があります。",
    "a figure more": "その力を生かすには、古い網3枚の手入れを習う必要があります。",
    "another thing of which the same is said": (
        "町力を生かすには、古い網の手入れを習う必要があるのです。"
    ),
    "a figure among the same words": (
        "その力を生かすには、古い網の手入れを2習う必要があるのです。"
    ),
    "a denial": "その力を生かすには、古い網の手入れを習う必要はありません。",
    "a short one": "古い網の手入れを習う必要があります。",
    "a cut one": "しかし、その力を生かすには、古い網の手入れを習う必要が",
    "an item": "- しかし、その力を生かすには、古い網の手入れを習う必要があります。",
    "a step": "まず、その力を生かすには、古い網の手入れを習う必要があります。",
}


@pytest.mark.parametrize("text", HELD.values(), ids=HELD)
def test_what_a_longer_sentence_holds_goes(text: str) -> None:
    """It says nothing of its own, wherever it stands."""
    assert left(drop_restated, LONG, text) == [LONG]
    assert left(drop_restated, text, LONG) == [LONG]


@pytest.mark.parametrize("text", NOT_HELD.values(), ids=NOT_HELD)
def test_what_says_more_or_other_stays(text: str) -> None:
    """Topics, figures, denials, steps and list items are the author's."""
    assert left(drop_restated, LONG, text) == [LONG, text]


SHORT = HELD["as it stands there"]
NEEDED = {
    "the next one points to it": f"{SHORT}それは、誰にでもできる仕事です。",
    "the next one points to it after an opening": f"{SHORT}しかし、これは誰にでもできます。",
    "the next one explains it": f"{SHORT}例えば、糸の結び方があります。",
    "it is the turn of the one before": f"道具は古い。しかし、{SHORT}",
    "the one before says what is not so": f"道具を買うのではない。{SHORT}",
    "it is all that stands under its heading": f"## 手入れ\n\n{SHORT}\n\n## 別の話",
}


@pytest.mark.parametrize("paragraph", NEEDED.values(), ids=NEEDED)
def test_a_sentence_on_which_another_hangs_stays(paragraph: str) -> None:
    """Without it the next one would point elsewhere; right beside its twin it still goes."""
    stays = left(drop_restated, LONG, BETWEEN, paragraph, sentence(9))
    assert stays[0] == LONG  # in which the same words stand
    assert SHORT in "".join(stays[1:])


NOT_NEEDED = {
    "it is a paragraph": (SHORT, []),
    "the next one does not point to it": (f"{SHORT}網は青く、港は広い。", ["網は青く、港は広い。"]),
    "more stands under its heading": (
        f"## 手入れ\n\n{SHORT}\n\n港は広い。",
        ["## 手入れ", "港は広い。"],
    ),
    "it is the last under its heading": (
        f"## 手入れ\n\n港は広い。\n\n{SHORT}\n\n## 町",
        ["## 手入れ", "港は広い。", "## 町"],
    ),
}


@pytest.mark.parametrize(("paragraph", "stays"), NOT_NEEDED.values(), ids=NOT_NEEDED)
def test_a_sentence_on_which_nothing_hangs_goes(paragraph: str, stays: list[str]) -> None:
    """Far from its twin as well."""
    assert left(drop_restated, LONG, BETWEEN, paragraph) == [LONG, *stays]


@pytest.mark.parametrize(("n_between", "goes"), [(2, True), (3, False)])
def test_beside_is_two_passages_apart(n_between: int, goes: bool) -> None:
    """Farther away a pointer does not find the twin."""
    between = "\n\n".join(BETWEEN.split("\n\n")[:n_between])
    said = left(drop_restated, LONG, between, f"{SHORT}それは、誰にでもできる仕事です。")
    assert (SHORT not in "".join(said[1:])) is goes


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_of_sentences_that_hold_each_other_the_longest_stays(order: tuple[int, ...]) -> None:
    """What holds another may itself be held."""
    longest = f"町の人がよく言うように、{LONG}"
    three = (SHORT, LONG, longest)
    assert left(drop_restated, *(three[number] for number in order)) == [longest]


def test_beside_its_twin_it_goes_whatever_follows() -> None:
    """The pointer leads to the twin then."""
    text = "しかし、その力を生かすには、古い網の手入れを習う必要があります。それは易しい。"
    assert left(drop_restated, LONG, text) == [LONG, "それは易しい。"]


def test_what_a_person_kept_stays() -> None:
    """A decision is stronger than any rule."""
    segments = segments_of(f"{LONG}\n\n{HELD['behind a conjunction']}")
    segments[1].kept = True
    for drop in (drop_restated, drop_side_by_side, drop_repeated_pairs):
        manuscript = manuscript_of(segments)
        drop(manuscript)
        assert len(manuscript.passages) == 2


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


CRY = "網を「買う」時代から、「直す」時代へ。"
ASKS = "この変化の波に、町の私たちはどう乗っていくべきなのか。"
ASKS_AGAIN = "この変化の波に、町の私たちはどのように乗っていくべきなのでしょうか。"


def test_a_pair_that_is_told_again_goes() -> None:
    """Two sentences in a row, the second in other words, are one thought."""
    near = ASKS.replace("なのか", "でしょうか")
    assert left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + near) == [CRY, ASKS]
    assert left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + ASKS_AGAIN) == [CRY, ASKS_AGAIN]


def test_the_pair_to_which_the_text_points_stays() -> None:
    """The earlier one goes, where what follows hangs on the later one."""
    told = left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + ASKS_AGAIN + "それは自分で決める。")
    assert told == [CRY, ASKS_AGAIN, "それは自分で決める。"]


def test_a_pair_that_is_told_three_times_stands_once() -> None:
    """However often calls began with it."""
    third = f"{CRY}{ASKS.replace('なのか', 'でしょうか')}"
    told = left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + ASKS, sentence(8), third)
    assert told == [CRY, ASKS, sentence(8)]


def test_pairs_that_share_a_sentence_are_told_one_by_one() -> None:
    """The same sentence three times in a row is two pairs; the second lost one of its two."""
    same = sentence(6, 20)
    told = left(drop_repeated_pairs, same * 2, BETWEEN, same * 3)
    assert told == [same] * 3


PAIR_WEIGHTS = [
    pytest.param(16, 20, True, id="36 together"),
    pytest.param(15, 20, False, id="35 together"),
    pytest.param(30, 19, False, id="a short second one"),
    pytest.param(3, 40, True, id="a short first one"),
]


@pytest.mark.parametrize(("n_first", "n_second", "goes"), PAIR_WEIGHTS)
def test_a_pair_says_enough_to_be_told_again(n_first: int, n_second: int, goes: bool) -> None:
    """The second one alone is a sentence, and both together are more than two cries."""
    pair = [sentence(6, n_first), sentence(7, n_second)]
    told = left(drop_repeated_pairs, "".join(pair), BETWEEN, "".join(pair))
    assert told == (pair if goes else pair * 2)


PAIRS = {
    "something else behind it": CRY
    + "では、具体的にはどのような道具から始めればよいのでしょうか。",
    "nothing behind it": CRY,
    "one that says more": CRY
    + ASKS.replace("か。", "か、それを次の章で漁師の声とともに見ていくことにします。"),
    "a list": f"- {CRY}{ASKS_AGAIN}",
    "a cut one": CRY + ASKS[:-1],
    "two paragraphs": f"{CRY}\n\n{ASKS_AGAIN}",
    "another figure": CRY + ASKS_AGAIN.replace("町の", "5つの町の"),
}


@pytest.mark.parametrize("paragraph", PAIRS.values(), ids=PAIRS)
def test_other_pairs_stay(paragraph: str) -> None:
    """A short sentence may stand twice; what says more stays."""
    pointed = CRY + ASKS + "それは自分で決める。"
    stays = left(drop_repeated_pairs, pointed, BETWEEN, paragraph)
    assert "".join(stays) == "".join([pointed, *paragraph.split("\n\n")])


def test_a_pair_of_which_a_person_kept_one_stays() -> None:
    """Either of the two, and a shorter twin of a kept sentence goes as any other."""
    for number in (0, 1):
        segments = segments_of(f"{CRY}{ASKS}\n\n{BETWEEN}\n\n{CRY}{ASKS}")
        again = [one for one in segments if one.text.strip() in (CRY, ASKS)][2:]
        again[number].kept = True
        manuscript = manuscript_of(segments)
        drop_repeated_pairs(manuscript)
        assert manuscript.dropped == []
