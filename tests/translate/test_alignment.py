from __future__ import annotations

import pytest

from newsletter.translate.alignment import count_chars, find_usual_length, has_slipped

SHORT, LONG = "猫がいる。", "昼になると子どもたちが集まり、石を投げたり、舟を浮かべたりして遊ぶ。"
CAT, NOON = (
    "There is a cat.",
    "At noon children gather to play, throwing stones and floating boats.",
)


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("漢" * 10, "ja", "en", 22),
        ("漢" * 10, "zh-Hans", "de", 32),
        ("漢" * 10 + "AMD", "ja", "en", 25),
        ("a" * 19, "en", "ja", 10),
        ("a" * 26, "en", "zh", 10),
        ("a b c", "en", "fr", 3),
        ("漢" * 10, "ja", "zh", 10),
        ("", "ja", "en", 0),
    ],
)
def test_a_character_is_worth_two_to_three_letters(
    text: str, source: str, target: str, expected: float
) -> None:
    """Between a dense script and letters; all else is about as long."""
    assert find_usual_length(text, source, target).n_chars == pytest.approx(expected)


def test_blanks_do_not_count() -> None:
    """A line break or a blank is no character of a text."""
    assert count_chars(" a b\n　c ") == 3


SLIPPED = {
    "all, forward": ([SHORT, LONG] * 3, [NOON, CAT] * 3),
    "all, back": ([LONG, SHORT] * 3, [CAT, NOON] * 3),
    "from the fourth on": (
        [SHORT, LONG] * 5,
        [CAT, NOON, CAT, *([CAT, NOON] * 3), NOON],
    ),
}
IN_PLACE = {
    "each in its place": ([SHORT, LONG] * 5, [CAT, NOON] * 5),
    "all twice as long": ([SHORT, LONG] * 5, [CAT * 2, NOON * 2] * 5),
    "one odd answer": ([SHORT, LONG] * 5, [CAT, CAT, *([CAT, NOON] * 4)]),
    "one empty answer": ([SHORT, LONG] * 5, ["", *([NOON, CAT] * 4), NOON]),
    "all alike": ([SHORT] * 10, [CAT] * 10),
    "three texts": ([SHORT, LONG, SHORT], [NOON, CAT, NOON]),
    "marks only": (["[[1]]猫がいる。[[/1]]", LONG] * 4, ["[[1]]There is a cat.[[/1]]", NOON] * 4),
}


@pytest.mark.parametrize("name", SLIPPED)
def test_answers_one_place_off_are_seen(name: str) -> None:
    """By their lengths alone, also when only a part of them has moved."""
    assert has_slipped(*SLIPPED[name], "ja", "en")


@pytest.mark.parametrize("name", IN_PLACE)
def test_answers_in_their_places_raise_nothing(name: str) -> None:
    """One odd answer decides nothing, nor does a language that needs more room."""
    assert not has_slipped(*IN_PLACE[name], "ja", "en")
