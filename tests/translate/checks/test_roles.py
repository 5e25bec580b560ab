from __future__ import annotations

import pytest

from newsletter.language.numbers import find_amounts, normalise_amounts
from newsletter.translate.checks.roles import Role, find_exchanged, get_role


def roles(text: str, language: str) -> list[str]:
    """What each number of a text is."""
    plain = normalise_amounts(text)
    found = find_amounts(text, language, explaining=False)
    named = (get_role(amount, plain, language) for amount in found)
    return [role.name if role else "" for role in named]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ja", "2022年1月10日午後3時25分", "YEAR MONTH DAY HOUR MINUTE"),
        ("ja", "30℃と40代と5人と20km", "DEGREE DECADE COUNT LENGTH"),
        ("ja", "12日間で3時間と5分の2", "  "),
        ("ja", "1899年と1900年と2100年と2101年", " YEAR YEAR "),
        ("zh", "12月5号有300个", "MONTH DAY COUNT"),
        ("ko", "1990년대와 1990년과 5년간과 60대", "DECADE YEAR  "),
        ("ja", "1990年代と1990年", "DECADE YEAR"),
        ("en", "On January 10, 2022, at 3:25", "DAY YEAR HOUR MINUTE"),
        ("en", "10th of May, the 43rd, at 9 pm", "DAY ORDINAL HOUR"),
        ("en", "January 2022 and January 2022th", "YEAR ORDINAL"),
        ("en", "November 2021, 14, it was", "YEAR BEHIND_DATE"),
        ("en", "his 40s, 30°C, 12 flyers, 12 years", "DECADE DEGREE COUNT YEARS"),
        ("en", "10 to 15 and 10% of 20", "   "),
        ("en", "$12 flyers, GPT-4 flyers", " "),
        ("de", "am 10. Mai um 3:25", "  "),
    ],
)
def test_what_stands_beside_a_number_tells_what_it_is(
    language: str, text: str, expected: str
) -> None:
    """And where nothing does, it is nothing that could be compared."""
    assert roles(text, language) == expected.split(" ")


def exchanged(source: str, target: str) -> list[str]:
    """The numbers of English that are something else in the Japanese."""
    return [
        amount.text
        for amount in find_exchanged(
            find_amounts(source, "ja", explaining=False),
            normalise_amounts(source),
            "ja",
            find_amounts(target, "en", explaining=False),
            normalise_amounts(target),
            "en",
        )
    ]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("10日は30℃だった。", "It was 10°C on the 30th.", ["10", "30th"]),
        ("10日は30℃だった。", "It was 30°C on the 10th.", []),
        ("10日は30℃で、ほかに10とある。", "It was 10°C on the 30th.", ["30th"]),
        ("10日と10℃", "10°C", []),
        ("3月のこと", "the 3rd of it", []),
        ("43分に得点した。", "It scored in the 43rd minute.", []),
        ("15分待つ。", "Wait 15 more minutes.", []),
        ("2020年の選挙", "the 2020 elections", []),
        ("2020年の選挙", "2020 years ago", ["2020"]),
    ],
)
def test_a_value_is_not_two_things(source: str, target: str, expected: list[str]) -> None:
    """Only where both texts tell, and no word could be meant both ways."""
    assert exchanged(source, target) == expected


def test_every_role_says_what_it_is() -> None:
    """Words for a message, each once."""
    assert len({role.value for role in Role}) == len(Role)
