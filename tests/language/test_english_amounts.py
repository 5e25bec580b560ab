"""English amounts, form by form: how they are written, and all that each can mean."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.language.numbers import Duty, find_amounts
from tests.language.writers import in_english

MUST, SHOULD, MAY = Duty.MUST, Duty.SHOULD, Duty.MAY


def read(text: str) -> list[tuple[str, Duty, list[str]]]:
    """Each amount: its words, its duty, and value with unit of each reading."""
    return [
        (
            amount.text,
            amount.duty,
            [f"{'~' if one.vague else ''}{one.value}{one.unit}" for one in amount.readings],
        )
        for amount in find_amounts(text, "en")
    ]


MONEY = {
    "a sign": ("$5", "5USD"),
    "a sign with a blank": ("US$ 5", "5USD"),
    "another dollar": ("A$5", "5AUD"),
    "dollars of Taiwan": ("NT$5", "5TWD"),
    "dollars of Hong Kong": ("HK$5", "5HKD"),
    "reais": ("R$5", "5BRL"),
    "yuan": ("CN¥5", "5CNY"),
    "yen": ("¥5", "5JPY"),
    "rupees": ("Rs. 5", "5INR"),
    "a sign of rupees": ("₹5", "5INR"),
    "won": ("₩5", "5KRW"),
    "a code": ("USD 5", "5USD"),
    "a word": ("5 euros", "5EUR"),
    "a nation": ("5 US dollars", "5USD"),
    "another nation": ("5 Australian dollars", "5AUD"),
    "two words of a nation": ("5 Hong Kong dollars", "5HKD"),
    "in words": ("five dollars", "5USD"),
    "pounds": ("£5", "5GBP"),
    "a letter that is a scale": ("$5k", "5000USD"),
    "a letter and a word": ("5m euros", "5000000EUR"),
    "a letter and a nation": ("5bn Canadian dollars", "5000000000CAD"),
}


@pytest.mark.parametrize(("text", "value"), MONEY.values(), ids=MONEY)
def test_money_is_read_with_its_currency(text: str, value: str) -> None:
    """Before or behind; beside money a letter is a scale, and nothing else."""
    assert read(f"It costs {text} today.") == [(text, MUST, [value])]


FORMS = {
    "a decade": ("the 1990s", [("1990s", MUST, ["1990"])]),
    "a century": ("the 1900s", [("1900s", MUST, ["1900", "20"])]),
    "an ordinal": ("the 5th", [("5th", SHOULD, ["5"])]),
    "an afternoon": ("3 pm", [("3", SHOULD, ["3", "15"])]),
    "noon": ("12 p.m.", [("12", SHOULD, ["12"])]),
    "a fraction": ("9/11", [("9/11", MUST, ["9/11", "9", "11", "900/11"])]),
    "around the clock": ("24/7", [("24/7", MAY, ["24", "7", "365"])]),
    "a half behind": ("3 and a half years", [("3 and a half", MUST, ["7/2", "3"])]),
    "half a scale": ("half a million", [("half a million", MUST, ["500000"])]),
    "a scale with an article": ("a million", [("a million", MUST, ["1000000"])]),
    "some of a scale": ("millions", [("millions", SHOULD, ["~1000000"])]),
    "a scale as an adjective": (
        "the trillion-dollar club",
        [("trillion-dollar", SHOULD, ["~1000000000000USD", "1000000000000USD"])],
    ),
    "a letter that may be a scale": ("5b people", [("5b", SHOULD, ["5", "5000000000"])]),
    "a name": ("GPT-4", [("4", MAY, ["4"])]),
    "a name without a hyphen": ("PS5", [("5", MAY, ["5"])]),
    "a year behind a word": ("mid-2020", [("2020", MUST, ["2020"])]),
    "points": ("5 percentage points", [("5", SHOULD, ["5", "5pt"])]),
    "basis points": ("50 bps", [("50", MUST, ["50", "1/2%", "1/2pt"])]),
    "per cent": ("5 per cent", [("5 per cent", MUST, ["5%"])]),
    "per cent in words": ("five percent", [("five percent", MUST, ["5%"])]),
    "a weight of silver": ("5 pounds silver", [("5", SHOULD, ["5"])]),
    "parts in digits": ("3 quarters of it", [("3 quarters", MAY, ["3/4", "3", "75%"])]),
    "a currency of another word": ("14 of euro zone states", [("14", MUST, ["14"])]),
    "an ordinal of the next sentence": (
        "I sold fifty. Next, first",
        [("fifty", MAY, ["50", "5000%"]), ("first", MAY, ["1", "1%"])],
    ),
    "an ordinal behind a comma": (
        "I sold fifty, first to him",
        [("fifty", MAY, ["50", "5000%"]), ("first", MAY, ["1", "1%"])],
    ),
    "an ordinal of the number": ("fifty-first", [("fifty-first", MAY, ["51", "5100%"])]),
    "zero": ("zero", [("zero", MAY, ["0", "0%"])]),
    "none": ("no boats", []),
    "a part of a word": ("often, tenor, someone, fourth-rate", None),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS)
def test_a_form_means_what_it_can_mean(
    text: str, expected: list[tuple[str, Duty, list[str]]] | None
) -> None:
    """The likeliest first; what may be idiom need not come over."""
    found = read(text)
    if expected is None:
        assert all(duty is MAY for _, duty, _ in found)
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("one in ten", "1/10"),
        ("One out of every four", "1/4"),
        ("2 out of 3", "2/3"),
        ("1 in 999", "1/999"),
        ("1 in 1000", None),
        ("ten in three", None),
        ("three in three", None),
        ("one in all", None),
        ("word in ten", None),
    ],
)
def test_a_share_of_people_is_a_fraction(text: str, share: str | None) -> None:
    """Of small numbers, the less of which stands first."""
    shares = [values[0] for words, _, values in read(text) if " " in words]
    assert shares == ([share] if share else [])


@given(st.integers(2, 999), st.sampled_from(["million", "billion", "trillion"]))
def test_a_letter_is_worth_the_word(number: int, scale: str) -> None:
    """$5m, $5 million and five million dollars are one amount."""
    letter = {"million": "m", "billion": "bn", "trillion": "tn"}[scale]
    forms = [f"${number}{letter}", f"${number} {scale}", f"{in_english(number)} {scale} dollars"]
    values = {read(form)[0][2][0] for form in forms}
    assert len(values) == 1
    assert all(read(form)[0][1] is MUST for form in forms)


@given(st.integers(13, 999), st.integers(13, 999), st.sampled_from(["-", " to ", "–", " or "]))
def test_a_range_shares_what_one_of_its_ends_says(low: int, high: int, joint: str) -> None:
    """The scale and the unit behind, the currency before."""
    one, two = find_amounts(f"${low}{joint}{high} million", "en", explaining=False)
    assert (one.readings[0].value, one.unit) == (Fraction(low * 10**6), "USD")
    assert (two.readings[0].value, two.unit) == (Fraction(high * 10**6), "USD")
    share, whole = find_amounts(f"{low}{joint}{high}%", "en", explaining=False)
    assert (share.unit, whole.unit) == ("%", "%")


LETTERS = {
    "$10-20m": [(10 * 10**6, "USD"), (20 * 10**6, "USD")],
    "$10 to 20bn": [(10 * 10**9, "USD"), (20 * 10**9, "USD")],
    "€10–20k": [(10_000, "EUR"), (20_000, "EUR")],
    "$5m or 6m": [(5 * 10**6, "USD"), (6 * 10**6, "USD")],
    "€10–20bn or $5-6m": [
        (10 * 10**9, "EUR"),
        (20 * 10**9, "EUR"),
        (5 * 10**6, "USD"),
        (6 * 10**6, "USD"),
    ],
    "10-20m": [(10, ""), (20, "")],
    "10%-20m": [(10, "%"), (20, "%")],
    "$10 for 20m of wire": [(10, "USD"), (20, "")],
}


@pytest.mark.parametrize(("text", "values"), LETTERS.items(), ids=LETTERS)
def test_a_letter_behind_a_range_of_money_is_the_scale_of_both(
    text: str, values: list[tuple[int, str]]
) -> None:
    """$10-20m is ten to twenty million; without a currency it may be metres."""
    found = find_amounts(text, "en", explaining=False)
    assert [(int(amount.readings[0].value), amount.unit) for amount in found] == values
