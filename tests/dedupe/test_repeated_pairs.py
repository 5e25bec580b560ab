"""Two sentences in a row that are told again go; one of them alone is anybody's."""

from __future__ import annotations

import pytest

from newsletter.dedupe.repeated_pairs import drop_repeated_pairs
from tests.dedupe.pieces import BETWEEN, left, manuscript_of, segments_of, sentence

CRY = "網を「買う」時代から、「直す」時代へ。"
ASKS = "この変化の波に、町の私たちはどう乗っていくべきなのか。"
ASKS_AGAIN = "この変化の波に、町の私たちはどのように乗っていくべきなのでしょうか。"
NEAR = ASKS.replace("なのか", "でしょうか")
POINTER = "それは自分で決める。"


def test_a_pair_that_is_told_again_goes() -> None:
    """Two sentences in a row, the second in other words, are one thought."""
    assert left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + NEAR) == [CRY, ASKS]
    assert left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + ASKS_AGAIN) == [CRY, ASKS_AGAIN]


BETTER_LATER = {
    "what follows points to it": (NEAR + POINTER, [CRY, NEAR, POINTER]),
    "it has a figure more": (
        NEAR.replace("町の", "5つの町の"),
        [CRY, NEAR.replace("町の", "5つの町の")],
    ),
}


@pytest.mark.parametrize(("again", "stays"), BETTER_LATER.values(), ids=BETTER_LATER)
def test_the_pair_that_the_text_needs_stays(again: str, stays: list[str]) -> None:
    """The earlier one goes then; a pointer under the next heading points to no pair."""
    assert left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + again) == stays
    elsewhere = left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + NEAR, POINTER)
    assert elsewhere == [CRY, ASKS, POINTER]


def test_what_stays_says_the_pair() -> None:
    """The report names the first for the first, word for word, and the second for the second."""
    manuscript = manuscript_of(segments_of(f"{CRY}{ASKS}\n\n{BETWEEN}\n\n{CRY}{NEAR}"))
    drop_repeated_pairs(manuscript)
    said = [(gone.segment.text, gone.twin.segment.text, gone.rule) for gone in manuscript.dropped]
    assert said == [(CRY, CRY, "repeat"), (NEAR, ASKS, "variant")]


@pytest.mark.parametrize(("n_more", "earlier_stays"), [(4, True), (5, False)])
def test_a_wording_that_is_longer_by_a_fifth_says_more(n_more: int, earlier_stays: bool) -> None:
    """Of two pairs the earlier one stays, unless the later one says more."""
    cry, asks = sentence(6, 20), sentence(7, 20)
    longer = sentence(8, n_more)[:-1] + asks
    told = left(drop_repeated_pairs, cry + asks, BETWEEN, cry + longer)
    assert told == [cry, asks if earlier_stays else longer]


def test_a_pair_that_is_told_three_times_stands_once() -> None:
    """However often calls began with it, and whichever of them the text needs."""
    told = left(drop_repeated_pairs, CRY + ASKS, BETWEEN, CRY + ASKS, sentence(8), CRY + NEAR)
    assert told == [CRY, ASKS, sentence(8)]
    needed = CRY + ASKS + POINTER
    told = left(drop_repeated_pairs, CRY + ASKS, BETWEEN, needed, sentence(8), CRY + NEAR)
    assert told == [CRY, ASKS, POINTER, sentence(8)]


def test_pairs_that_share_a_sentence_are_told_one_by_one() -> None:
    """The same sentence three times in a row is two pairs; the second lost one of its two."""
    same = sentence(6, 20)
    assert left(drop_repeated_pairs, same * 3) == [same] * 3
    told = left(drop_repeated_pairs, same * 2, BETWEEN, same * 3)
    assert told == [same] * 3


def test_half_of_a_pair_that_went_is_no_pair() -> None:
    """What stood beside the half stays, though it stands beside the same words elsewhere."""
    before, one, other, after = (sentence(number, 20) for number in range(6, 10))
    body = (one + other, BETWEEN, before + one + other, before + one + after)
    assert left(drop_repeated_pairs, *body) == [one, other, before, before, one, after]


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
    """A short sentence may stand twice; what says more stays, and what is no pair."""
    pointed = CRY + ASKS + POINTER
    stays = left(drop_repeated_pairs, pointed, BETWEEN, paragraph)
    assert "".join(stays) == "".join([pointed, *paragraph.split("\n\n")])
    stays = left(drop_repeated_pairs, paragraph, BETWEEN, pointed)
    assert "".join(stays) == "".join([*paragraph.split("\n\n"), pointed])


OPENS_NO_PAIR = {"a label": f"{CRY[:-1]}：", "a cut line": CRY[:-1]}


@pytest.mark.parametrize("first", OPENS_NO_PAIR.values(), ids=OPENS_NO_PAIR)
def test_a_pair_begins_with_a_whole_sentence(first: str) -> None:
    """Labels stand where the author wants them; what was cut has rules of its own."""
    paragraph = f"{first}\n{ASKS}"
    assert left(drop_repeated_pairs, paragraph, BETWEEN, paragraph) == [first, ASKS] * 2


def test_a_pair_of_which_a_person_kept_one_stays() -> None:
    """Either of the two, and a shorter twin of a kept sentence goes as any other."""
    for number in (0, 1):
        segments = segments_of(f"{CRY}{ASKS}\n\n{BETWEEN}\n\n{CRY}{ASKS}")
        again = [one for one in segments if one.text.strip() in (CRY, ASKS)][2:]
        again[number].kept = True
        manuscript = manuscript_of(segments)
        drop_repeated_pairs(manuscript)
        assert manuscript.dropped == []
