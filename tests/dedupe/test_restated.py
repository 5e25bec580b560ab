"""A sentence that a longer one holds goes, unless another hangs on it."""

from __future__ import annotations

import pytest

from newsletter.dedupe.restated import drop_restated
from tests.dedupe.pieces import BETWEEN, left, manuscript_of, segments_of, sentence

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


@pytest.mark.parametrize("mark", ["- ", "## "])
def test_structure_holds_no_sentence(mark: str) -> None:
    """An item or a heading sums up what the text says."""
    text = HELD["behind a conjunction"]
    assert left(drop_restated, mark + LONG, text) == [mark + LONG, text]


def test_a_sentence_is_held_by_one_that_denies_as_much_or_more() -> None:
    """What the longer one denies besides is its own."""
    short = HELD["as it stands there"]
    one, held = (text.replace("必要があるの", "必要はないの") for text in (LONG, short))
    more = LONG.replace("支えてきました", "支えてきませんでした")
    assert left(drop_restated, one, held) == [one]
    assert left(drop_restated, more, short) == [more]


# weight, letters of the sentence that are others in the longer one, whether it goes
HELD_LIMITS = {
    "of twenty-two letters": (22, [], True),
    "of twenty-one letters": (21, [], False),
    "two of forty letters are others": (40, [20, 30], True),
    "three of forty letters are others": (40, [20, 25, 30], False),
    "the fifth letter is another": (40, [4], True),
    "the fourth letter is another": (40, [3], False),
}


@pytest.mark.parametrize(("weight", "others", "goes"), HELD_LIMITS.values(), ids=HELD_LIMITS)
def test_how_much_of_a_sentence_a_longer_one_has(
    weight: int, others: list[int], goes: bool
) -> None:
    """All but one letter in twenty stands there in a row, and the first four as they are."""
    text = sentence(6, weight)
    said = [
        letter if at not in others else sentence(50 + at, 1)[0] for at, letter in enumerate(text)
    ]
    longer = sentence(7, 20)[:-1] + "".join(said)
    assert left(drop_restated, longer, text) == ([longer] if goes else [longer, text])


def test_its_start_stands_where_the_rest_stands() -> None:
    """The longer one may begin so, and say the rest of something else; the last start counts."""
    text = sentence(6, 80)
    longer = text[:4] + sentence(7, 20)[:-1] + sentence(8, 4)[:-1] + text[4:]
    assert left(drop_restated, longer, text) == [longer, text]
    again = text[:4] + sentence(7, 20)[:-1] + text
    assert left(drop_restated, again, text) == [again]


SHORT = HELD["as it stands there"]
NEEDED = {
    "the next one points to it": f"{SHORT}それは、誰にでもできる仕事です。",
    "the next one points to it after an opening": f"{SHORT}しかし、これは誰にでもできます。",
    "the next one explains it": f"{SHORT}例えば、糸の結び方があります。",
    "it is the turn of the one before": f"道具は古い。しかし、{SHORT}",
    "the one before says what is not so": f"道具を買うのではない。{SHORT}",
    "it is all that stands under its heading": f"## 手入れ\n\n{SHORT}\n\n## 別の話",
    "it is all that stands under its label": f"**手入れ**\n\n{SHORT}\n\n**別の話**",
}


@pytest.mark.parametrize("paragraph", NEEDED.values(), ids=NEEDED)
def test_a_sentence_on_which_another_hangs_stays(paragraph: str) -> None:
    """Without it the next one would point elsewhere; right beside its twin it still goes."""
    stays = left(drop_restated, LONG, BETWEEN, paragraph, sentence(9))
    assert stays[0] == LONG  # in which the same words stand
    assert SHORT in "".join(stays[1:])
    stays = left(drop_restated, paragraph, sentence(9), BETWEEN, LONG)
    assert stays[-1] == LONG
    assert SHORT in "".join(stays[:-1])


def test_all_that_stands_at_either_end_of_a_post_stays() -> None:
    """Before the first heading, or under the last."""
    last = ["## 手入れ", SHORT]
    assert left(drop_restated, LONG, BETWEEN, *last) == [LONG, *last]
    first = [SHORT, "## 別の話"]
    assert left(drop_restated, *first, BETWEEN, LONG) == [*first, LONG]


NOT_NEEDED = {
    "it is a paragraph": (SHORT, []),
    "the next one does not point to it": (f"{SHORT}網は青く、港は広い。", ["網は青く、港は広い。"]),
    "the next paragraph begins with a pointer": (f"{SHORT}\n\nそれは広い。", ["それは広い。"]),
    "the paragraph before says what is not so": (f"港ではない。\n\n{SHORT}", ["港ではない。"]),
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
    """Far from its twin as well, above it or below."""
    assert left(drop_restated, LONG, BETWEEN, paragraph) == [LONG, *stays]
    assert left(drop_restated, paragraph, BETWEEN, LONG) == [*stays, LONG]


@pytest.mark.parametrize(("n_between", "goes"), [(2, True), (3, False)])
def test_beside_is_two_passages_apart(n_between: int, goes: bool) -> None:
    """Farther away a pointer does not find the twin."""
    between = "\n\n".join(BETWEEN.split("\n\n")[:n_between])
    said = left(drop_restated, BETWEEN, LONG, between, f"{SHORT}それは、誰にでもできる仕事です。")
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
    manuscript = manuscript_of(segments)
    drop_restated(manuscript)
    assert manuscript.dropped == []
