"""Rewordings: one thought in two wordings is said once, two thoughts stay two."""

from __future__ import annotations

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


def test_what_a_person_kept_stays() -> None:
    """Neither wording goes when one of them was kept."""
    segments = segments_of(f"{FIRST}\n\n{BETWEEN}\n\nそして、{FIRST}")
    segments[0].kept = True
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
    "a short refrain": ("港は遠い。風だ。\n\n港は遠い。雨だ。", 2),
    "four on": ("\n\n".join([START, *(sentence(n) for n in range(3)), START]), 1),
    "five on": ("\n\n".join([START, *(sentence(n) for n in range(4)), START]), 2),
}


@pytest.mark.parametrize(("body", "times"), CLOSE.values(), ids=CLOSE)
def test_a_section_that_was_begun_twice(body: str, times: int) -> None:
    """The same opening sentence some lines above goes; answers, endings and refrains stay."""
    opening = START if START in body else "港は遠い。"
    manuscript = manuscript_of(segments_of(body))
    drop_rewordings(manuscript)
    texts = [passage.segment.text.strip() for passage in manuscript.passages]
    assert texts.count(opening) == times


def reworded(weight: int, same: int) -> tuple[str, str]:
    """Two sentences of a weight of which `same` letters at the start agree."""
    one, other = sentence(20, weight), sentence(30, weight)
    return one, one[:same] + other[same:]


# weight, letters that agree, whether they are one thought
LIMITS = {
    "one letter of thirty": (30, 29, True),
    "one letter of twenty-nine": (29, 28, False),
    "nearly the same, of thirty-four": (34, 29, True),
    "the same, of thirty-three": (33, 28, False),
    "two thirds": (45, 30, False),
    "three quarters": (60, 46, False),
    "four fifths and more": (60, 50, True),
}


@pytest.mark.parametrize(("weight", "same", "are_one"), LIMITS.values(), ids=LIMITS)
def test_how_alike_two_wordings_have_to_be(weight: int, same: int, are_one: bool) -> None:
    """The shorter they are the more they have to share."""
    one, other = reworded(weight, same)
    assert len(left(one, BETWEEN, other)) == (1 if are_one else 2)


def test_a_loose_likeness_asks_for_the_same_links() -> None:
    """Two links are two things to read, however alike the words are."""
    one, other = reworded(60, 50)
    linked = [f"{text[:-1]}[港]({place})。" for text, place in ((one, "/a"), (other, "/b"))]
    assert len(left(linked[0], BETWEEN, linked[1])) == 2
    assert len(left(linked[0], BETWEEN, linked[1].replace("/b", "/a"))) == 1


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
