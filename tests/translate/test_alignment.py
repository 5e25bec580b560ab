from __future__ import annotations

import pytest

from newsletter.language.reading import count_chars
from newsletter.translate.alignment import _cost, _gain, find_usual_length, has_slipped

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


@pytest.mark.parametrize(
    ("source", "target", "least", "most"),
    [
        ("ja", "en", 9, 55),
        ("zh", "en", 12, 70),
        ("en", "ja", 1.82, 11.1),
        ("en", "zh", 1.67, 11.1),
        ("en", "de", 3.5, 30),
        ("ja", "zh", 3.5, 30),
        ("en", "ko", 1.82, 12.5),
        ("ko", "en", 8, 55),
    ],
)
def test_the_usual_lengths_of_ten_characters(
    source: str, target: str, least: float, most: float
) -> None:
    """Outside of these a translation is listed, and far outside it is held."""
    text = ("漢" if source in ("ja", "zh", "ko") else "a") * 10
    usual = find_usual_length(text, source, target)
    assert usual.n_chars * usual.low == pytest.approx(least, abs=0.05)
    assert usual.n_chars * usual.high == pytest.approx(most, abs=0.05)


@pytest.mark.parametrize(
    ("expected", "found", "cost"),
    [(40, 40, 0), (40, 80, 1.61), (80, 40, 2.22), (4, 8, 0.13), (1000, 10, 6), (40, 0, 6)],
)
def test_the_cost_of_a_length(expected: float, found: float, cost: float) -> None:
    """Twice as long is odd in a long text and nothing in a short one; no text costs more than 6."""
    assert _cost(expected, found) == pytest.approx(cost, abs=0.02)


def test_a_row_of_answers_is_weighed_not_a_single_one() -> None:
    """What fits where it stands takes from the gain of its neighbours."""
    short, long = 20.0, 60.0
    one = _cost(short, long)
    assert _gain([short, long], [long, short], 1) == pytest.approx(one)
    assert _gain([short, long], [short, long], 1) == 0
    assert _gain([short, long] * 2, [long, short] * 2, -1) == pytest.approx(
        2 * _cost(long, short) + one
    )


@pytest.mark.parametrize(("n_texts", "expected"), [(3, False), (4, True)])
def test_four_texts_are_the_least(n_texts: int, expected: bool) -> None:
    """Of three, two odd ones would decide."""
    texts = ["漢" * 8, "漢" * 80, "漢" * 8, "漢" * 80][:n_texts]
    answers = ["a" * 176, "a" * 18, "a" * 176, "a" * 18][:n_texts]
    assert has_slipped(texts, answers, "ja", "en") is expected


MIXED = (8, 70, 25, 110, 12, 55, 18, 90)


@pytest.mark.parametrize("factor", [1, 3])
@pytest.mark.parametrize(("step", "expected"), [(0, False), (1, True), (-1, True)])
def test_either_way_is_seen_in_a_language_of_any_width(
    step: int, factor: int, expected: bool
) -> None:
    """Three times as long throughout is the language; one place on is a slip."""
    texts = ["a" * n for n in MIXED]
    moved = [*MIXED[step:], *MIXED[:step]]
    assert has_slipped(texts, ["a" * n * factor for n in moved], "en", "de") is expected
