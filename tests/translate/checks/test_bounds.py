"""Bounds: more than, at least, less than, beside a number."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.bounds import find_bound

# Language, the text with its number in braces, and what it is: 1 a lower bound, -1 an upper one.
BOUNDS = [
    ("en", "more than {50} boats", 1),
    ("en", "More than {50} boats", 1),
    ("en", "at least about {50} boats", 1),
    ("en", "no fewer than {50} boats", 1),
    ("en", "{50} boats or more", 1),
    ("en", "{50} or more boats", 1),
    ("en", "{50}+ boats", 1),
    ("en", "costs exceeded ({50} a boat)", 1),
    ("en", "fewer than {50} boats", -1),
    ("en", "no more than {50} boats", -1),
    ("en", "not more than {50} boats", -1),
    ("en", "must not exceed {50} boats", -1),
    ("en", "not less than {50} boats", 1),
    ("en", "at most {50} boats", -1),
    ("en", "{50} boats or fewer", -1),
    ("en", "{50} boats", 0),
    ("en", "more boats than {50}", 0),
    ("en", "more than half of the {50} boats", 0),
    ("ja", "最低{50}隻", 1),
    ("ja", "{50}隻以上", 1),
    ("ja", "{50}隻を超えた", 1),
    ("ja", "{50}隻を大きく上回る", 1),
    ("ja", "最大{50}隻", -1),
    ("ja", "{50}隻未満", -1),
    ("ja", "{50}隻に満たない", -1),
    ("ja", "{50}隻の船", 0),
    ("ja", "{50}隻の船が港に以上", 0),
    ("zh", "超过{50}艘", 1),
    ("zh", "{50}艘以上", 1),
    ("zh", "不到{50}艘", -1),
    ("zh", "不超过{50}艘", -1),
    ("zh", "不少于{50}艘", 1),
    ("zh", "不低于{50}艘", 1),
    ("zh", "共{50}艘", 0),
    ("ko", "최소 {50}척", 1),
    ("ko", "{50}척 이상", 1),
    ("ko", "{50}척 미만", -1),
    ("ko", "{50}척", 0),
    ("de", "mehr als {50} Boote", 1),
    ("de", "mindestens rund {50} Boote", 1),
    ("de", "weniger als {50} Boote", -1),
    ("de", "nicht weniger als {50} Boote", 1),
    ("de", "nicht mehr als {50} Boote", -1),
    ("fr", "plus de {50} bateaux", 1),
    ("fr", "moins de {50} bateaux", -1),
    ("es", "más de {50} barcos", 1),
    ("es", "menos de {50} barcos", -1),
    ("pt", "pelo menos {50} barcos", 1),
    ("it", "oltre {50} barche", 1),
    ("nl", "hooguit {50} boten", -1),
    ("pt", "não mais de {50} barcos", -1),
    ("pt", "não menos de {50} barcos", 1),
    ("es", "no más de {50} barcos", -1),
    ("fr", "n’ont pas plus de {50} bateaux", -1),
    ("fr", "pas moins de {50} bateaux", 1),
    ("it", "non più di {50} barche", -1),
    ("nl", "niet meer dan {50} boten", -1),
    ("nl", "niet minder dan {50} boten", 1),
    ("sv", "inte mer än {50} båtar", -1),
    ("pl", "nie więcej niż {50} łodzi", -1),
    ("ru", "не больше {50} лодок", -1),
    ("ru", "не меньше {50} лодок", 1),
    ("uk", "не більше {50} човнів", -1),
    ("pt", "mais de {50} barcos não", 1),
    ("sv", "minst {50} båtar", 1),
    ("pl", "ponad {50} łodzi", 1),
    ("ru", "более {50} лодок", 1),
    ("ru", "не более {50} лодок", -1),
    ("ru", "не менее {50} лодок", 1),
    ("uk", "менше {50} човнів", -1),
    ("xx", "more than {50} boats", 0),
    ("en-GB", "more than {50} boats", 1),
]


@pytest.mark.parametrize(("language", "marked", "bound"), BOUNDS)
def test_a_number_is_a_bound_where_its_neighbours_say_so(
    language: str, marked: str, bound: int
) -> None:
    """Right before it or right behind it; words further off speak of something else."""
    start = marked.index("{")
    end = marked.index("}") - 1
    text = marked.replace("{", "").replace("}", "")
    assert find_bound(text, start, end, language) == bound


@pytest.mark.parametrize(("language", "word"), [("en", "more than"), ("ja", "最低")])
def test_a_bound_at_the_start_of_a_text_is_one(language: str, word: str) -> None:
    """There is nothing before it."""
    text = f"{word} 5"
    assert find_bound(text, len(text) - 1, len(text), language) == 1
    assert find_bound("5", 0, 1, language) == 0
