"""Rewordings: one thought in two wordings is said once, two thoughts stay two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsletter.dedupe.rewordings import drop_rewordings
from newsletter.model import RemovalKind
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

BETWEEN = "\n\n".join(sentence(number) for number in range(1, 4))


def left(*paragraphs: str) -> list[str]:
    """The sentences that stay, those between the two left out."""
    manuscript = manuscript_of(segments_of("\n\n".join(paragraphs)))
    drop_rewordings(manuscript)
    texts = [passage.segment.text.strip() for passage in manuscript.passages]
    return [text for text in texts if text not in BETWEEN]


FIRST = (
    "この港の市は、単なる商いの場に留まらず、町の暮らしや人のつながりにまで影響を及ぼすものです。"
)
ONE = {
    # in the wild, with other nouns
    "an opening word": (FIRST, f"そして、{FIRST}", FIRST),
    "another ending": (FIRST, FIRST.replace("ものです", "ものだと感じています"), FIRST),
    "another order": (
        "港の網の手入れを通じて、積み込みから水揚げ、そして保管に至るまで、厳しい決まりを守ること。",
        "また、積み込みから水揚げ、そして保管に至るまで、港の網の手入れを通じて厳しい決まりを守ること。",
        "港の網の手入れを通じて、積み込みから水揚げ、そして保管に至るまで、厳しい決まりを守ること。",
    ),
    "one that says more": (
        FIRST,
        FIRST.replace(
            "ものです。", "ものであり、だからこそ子どもたちの代まで残したいと願う人が多いのです。"
        ),
        FIRST.replace(
            "ものです。", "ものであり、だからこそ子どもたちの代まで残したいと願う人が多いのです。"
        ),
    ),
    "one with a number more": (
        "この港の市は、単なる商いの場に留まらず、町の暮らしや人のつながりにまで深く影響を及ぼします。",
        "この港の市は、単なる商いの場に留まらず、12の町の暮らしや人のつながりにまで影響を及ぼします。",
        "この港の市は、単なる商いの場に留まらず、12の町の暮らしや人のつながりにまで影響を及ぼします。",
    ),
}
TWO = {
    "other numbers": (FIRST.replace("町", "3つの町"), FIRST.replace("町", "5つの町")),
    "other names": (FIRST.replace("この港", "アルビク"), FIRST.replace("この港", "ベルゲン")),
    "another topic": (
        FIRST.replace("この港の市は", "東の工場は"),
        FIRST.replace("この港の市は", "北の灯台は"),
    ),
    "short ones": ("港の朝は早く、船は静かに出る。", "港の朝は早く、船は静かに戻る。"),
    "other links": (f"[港](/a) {FIRST}", f"[港](/b) そして、{FIRST}"),
    "a cut one": (FIRST, FIRST[:-8]),
    "list items": (f"- {FIRST}", f"- そして、{FIRST}"),
    "an item that sums it up": (FIRST, f"- そして、{FIRST}"),
    "an item that announces it": (f"- {FIRST}", f"そして、{FIRST}"),
    "a heading": (FIRST, f"## {FIRST}"),
    "another thought": (
        FIRST,
        "この港の市は、単なる商いの場に留まらず、夏の祭りや冬の灯りにまで使われています。",
    ),
}


@pytest.mark.parametrize(("one", "other", "stays"), ONE.values(), ids=ONE)
def test_one_thought_is_said_once(one: str, other: str, stays: str) -> None:
    """The first wording stays, or the one that says more."""
    assert left(one, BETWEEN, other) == [stays]


@pytest.mark.parametrize(("one", "other"), TWO.values(), ids=TWO)
def test_two_thoughts_stay_two(one: str, other: str) -> None:
    """Other facts, another topic, short or cut sentences and structure are no rewording."""
    assert len(left(one, BETWEEN, other)) == 2


@pytest.mark.parametrize("number", [0, -1])
@pytest.mark.parametrize("again", [f"そして、{FIRST}", FIRST.replace("の暮らし", "における生活")])
def test_what_a_person_kept_stays(number: int, again: str) -> None:
    """Neither wording goes when one of them was kept, however alike they are."""
    segments = segments_of(f"{FIRST}\n\n{BETWEEN}\n\n{again}")
    segments[number].kept = True
    manuscript = manuscript_of(segments)
    drop_rewordings(manuscript)
    assert manuscript.dropped == []


def test_the_proof_names_the_wording_that_stays() -> None:
    """It is a variant, with its twin."""
    manuscript = manuscript_of(segments_of(f"{FIRST}\n\n{BETWEEN}\n\nそして、{FIRST}"))
    drop_rewordings(manuscript)
    (gone,) = manuscript.dropped
    assert (gone.kind, gone.rule) == (RemovalKind.VARIANT, "variant")
    assert gone.segment.text.startswith("そして")
    assert gone.twin.segment.text == FIRST


START = "しかし、この道のりは決して平坦ではない。"
CLOSE = {
    "a section that was begun twice": (f"{START}港は遠い。\n\n---\n\n{START}網は重い。", 1),
    "under two headings": (f"{START}港は遠い。\n\n## 網\n\n{START}網は重い。", 2),
    "inside a paragraph": (f"{START}港は遠い。\n\n網は重い。{START}", 2),
    "a long opening": (f"{FIRST}港は遠い。\n\n---\n\n{FIRST}網は重い。", 1),
    "an item in the same words": (f"- {START}\n\n{START}", 1),
    "behind one that went": (
        "\n\n".join([START, *(sentence(n) for n in range(3)), START, sentence(3), START]),
        2,
    ),
    "a short refrain": ("港は遠い。風だ。\n\n港は遠い。雨だ。", 2),
    "four on": ("\n\n".join([START, *(sentence(n) for n in range(3)), START]), 1),
    "five on": ("\n\n".join([START, *(sentence(n) for n in range(4)), START]), 2),
}


@pytest.mark.parametrize(("body", "times"), CLOSE.values(), ids=CLOSE)
def test_a_section_that_was_begun_twice(body: str, times: int) -> None:
    """The same opening sentence some lines above goes; answers, endings and refrains stay."""
    opening = next(text for text in (START, FIRST, "港は遠い。") if text in body)
    manuscript = manuscript_of(segments_of(body))
    drop_rewordings(manuscript)
    texts = [passage.segment.text.strip() for passage in manuscript.passages]
    assert texts.count(opening) == times


def reworded(weight: int, others: Sequence[int], n_moved: int = 0) -> tuple[str, str]:
    """Two sentences of a weight; the second has other letters, and its first ones at the end.

    Args:
        weight: Letters of each.
        others: Places of the first at which the second has letters of its own.
        n_moved: Letters at the start of the first that end the second.
    """
    one, own = sentence(20, weight), sentence(30, weight)
    letters = [own[at] if at in others else one[at] for at in range(weight)]
    return one, "".join([*letters[n_moved:], *letters[:n_moved], "。"])


# weight, places of other letters, letters that moved, whether the two are one thought
LIMITS = {
    "one letter of thirty": (30, [29], 0, True),
    "one letter of twenty-nine": (29, [28], 0, False),
    "nearly the same, of thirty-four": (34, range(29, 34), 0, True),
    "the same, of thirty-three": (33, range(28, 33), 0, False),
    "two thirds": (45, range(30, 45), 0, False),
    "three quarters": (60, range(46, 60), 0, False),
    "four fifths and more": (60, range(50, 60), 0, True),
    "all words, a quarter of them at the other end": (60, [30, 40], 13, True),
    "all words, more than a quarter of them at the other end": (60, [30, 40], 14, False),
    "halves that changed places": (60, [], 30, False),
    "four fifths of the words, in two pieces": (60, [20, *range(52, 60)], 0, True),
    "fewer, in four pieces": (60, [20, 30, 40, *range(54, 60)], 0, False),
    "all words, a third of them at the other end": (50, [], 18, True),
    "all words, more than a third of them at the other end": (50, [], 19, False),
}


@pytest.mark.parametrize(("weight", "others", "moved", "are_one"), LIMITS.values(), ids=LIMITS)
def test_how_alike_two_wordings_have_to_be(
    weight: int, others: Sequence[int], moved: int, are_one: bool
) -> None:
    """The shorter they are the more they have to share, in the same order."""
    one, other = reworded(weight, others, moved)
    assert len(left(one, BETWEEN, other)) == (1 if are_one else 2)


@pytest.mark.parametrize(("n_more", "are_one"), [(3, True), (4, False)])
def test_four_fifths_in_a_row_and_of_the_words_are_one_thought(n_more: int, are_one: bool) -> None:
    """Seventeen letters at each end agree; between them stand seven, or some more."""
    start, end = sentence(20, 17)[:-1], sentence(21, 17)
    one = start + sentence(22, 7)[:-1] + end
    other = start + sentence(23, 7 + n_more)[:-1] + end
    assert len(left(one, BETWEEN, other)) == (1 if are_one else 2)


def test_a_loose_likeness_asks_for_the_same_links() -> None:
    """Two links are two things to read, however alike the words are, and one is one."""
    one, other = reworded(60, range(50, 60))
    linked = [f"{text[:-1]}[港]({place})。" for text, place in ((one, "/a"), (other, "/b"))]
    assert len(left(linked[0], BETWEEN, linked[1])) == 2
    assert len(left(linked[0], BETWEEN, linked[1].replace("/b", "/a"))) == 1
    assert len(left(one, BETWEEN, linked[1])) == 2


SHORT_TWINS = {
    "right behind it": (f"{START}\n\n{START}", 1),
    "the twin of five above is out of reach, though one stands between": (
        "\n\n".join([START, *(sentence(n) for n in range(4)), START, "網だ。", START]),
        2,
    ),
    "five on, and nothing else alike": (
        "\n\n".join([START, *(sentence(n) for n in range(40, 44)), START, sentence(50)]),
        2,
    ),
}


@pytest.mark.parametrize(("body", "times"), SHORT_TWINS.values(), ids=SHORT_TWINS)
def test_a_short_opening_is_compared_with_what_stands_close(body: str, times: int) -> None:
    """From the passage right above up to four."""
    manuscript = manuscript_of(segments_of(body))
    drop_rewordings(manuscript)
    texts = [passage.segment.text.strip() for passage in manuscript.passages]
    assert texts.count(START) == times


@pytest.mark.parametrize(("n_more", "stays_first"), [(6, False), (5, True)])
def test_a_wording_that_is_longer_by_a_seventh_says_more(n_more: int, stays_first: bool) -> None:
    """Of two that hold the same facts the first stays, unless the later one is much longer."""
    more = sentence(90, n_more)[:-1]
    one = sentence(20, 40)
    other = one[:-1] + more + "。"
    assert left(one, BETWEEN, other) == ([one] if stays_first else [other])


@pytest.mark.parametrize(("n_letters", "times"), [(12, 1), (11, 2)])
def test_a_section_begins_with_twelve_letters_at_least(n_letters: int, times: int) -> None:
    """A shorter sentence opens many paragraphs."""
    opening = sentence(60, n_letters)
    body = f"{opening}港は遠い。\n\n---\n\n{opening}網は重い。"
    manuscript = manuscript_of(segments_of(body))
    drop_rewordings(manuscript)
    texts = [passage.segment.text.strip() for passage in manuscript.passages]
    assert texts.count(opening) == times


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (1, 2, 0), (0, 2, 1), (2, 0, 1)])
def test_of_three_wordings_one_stays(order: tuple[int, ...]) -> None:
    """However they follow each other: what stays of two is compared with the third."""
    more = ONE["one that says more"][1]
    wordings = [FIRST, more, f"そして、{more}"]
    said = left(wordings[order[0]], BETWEEN, wordings[order[1]], sentence(4), wordings[order[2]])
    assert [text for text in said if text != sentence(4)] in ([more], [f"そして、{more}"])
