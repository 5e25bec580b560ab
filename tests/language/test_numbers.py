from __future__ import annotations

from fractions import Fraction

import pytest

from newsletter.language.numbers import Amount, Duty, find_amounts, find_free_units, same_amount
from tests.language.tables import FOLDER, count_origins, read_table

TABLES = sorted(path.name for path in FOLDER.glob("numbers.*.tsv"))
NOTHING: frozenset[str] = frozenset()


def _cases() -> list[object]:
    cases: list[object] = []
    for name in TABLES:
        language = name.split(".")[1]
        cases += [
            pytest.param(language, *case.values, marks=case.marks) for case in read_table(name, 2)
        ]
    return cases


def _worth(text: str, language: str) -> str:
    """What a translation must or should have, in the notation of the tables."""
    amounts = [amount for amount in find_amounts(text, language) if amount.duty > Duty.MAY]
    return " | ".join(f"{amount}{'?' if amount.duty is Duty.SHOULD else ''}" for amount in amounts)


@pytest.mark.parametrize(("language", "text", "worth"), _cases())
def test_an_amount_is_worth_what_it_says(language: str, text: str, worth: str) -> None:
    """Value, unit and duty of every amount, and none where there is none."""
    assert _worth(text, language) == worth


@pytest.mark.parametrize("name", ["numbers.ja.tsv", "numbers.en.tsv", "numbers.zh.tsv"])
def test_a_third_of_the_cases_say_no_number(name: str) -> None:
    """Words that only look like numbers are as well guarded as the numbers."""
    counts = count_origins(name)
    assert (counts["not"] + counts["vague"]) * 3 >= sum(counts.values())


def _one(text: str, language: str) -> Amount:
    return find_amounts(text, language)[0]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("3億円", "ja"), ("¥300 million", "en"), True),
        (("3億円", "ja"), ("$300 million", "en"), False),
        (("3億円", "ja"), ("¥30 million", "en"), False),
        (("7割", "ja"), ("70 percent", "en"), True),
        (("7割", "ja"), ("70", "en"), False),
        (("3倍", "ja"), ("300 percent", "en"), True),
        (("午後3時", "ja"), ("3 p.m.", "en"), True),
        (("15時", "ja"), ("3 p.m.", "en"), True),
        (("3分の2", "ja"), ("two-thirds", "en"), True),
        (("1年半", "ja"), ("18 months", "en"), True),
        (("90年代", "ja"), ("the 1990s", "en"), True),
        (("数百万人", "ja"), ("millions of people", "en"), True),
        (("数百万人", "ja"), ("a million people", "en"), False),
        (("2倍", "ja"), ("twice", "en"), True),
        (("2倍", "ja"), ("three times", "en"), False),
        (("1ダース", "ja"), ("12", "en"), False),
        (("5ポイント", "ja"), ("5 percentage points", "en"), True),
        (("5ポイント", "ja"), ("5 percent", "en"), False),
        (("0.5ポイント", "ja"), ("0.5 percent", "en"), True),
        (("25ベーシスポイント", "ja"), ("0.25 percent", "en"), True),
        (("25ベーシスポイント", "ja"), ("25 percent", "en"), False),
    ],
)
def test_amounts_are_the_same_when_one_reading_is(
    left: tuple[str, str],
    right: tuple[str, str],
    same: bool,
) -> None:
    """Equal value, unit and vagueness in one of the meanings each has."""
    assert same_amount(_one(*left), _one(*right), NOTHING, NOTHING) is same


def test_a_unit_that_one_side_lacks_is_believed_when_it_is_named_elsewhere() -> None:
    """ "In dollars, 400 million" says what the 400 million are."""
    bare = _one("400 million", "en")
    dollars = _one("4億ドル", "ja")
    assert not same_amount(dollars, bare, NOTHING, NOTHING)
    assert same_amount(dollars, bare, NOTHING, frozenset({"USD"}))
    assert same_amount(bare, dollars, frozenset({"USD"}), NOTHING)
    assert not same_amount(dollars, bare, NOTHING, frozenset({"EUR"}))


@pytest.mark.parametrize(
    ("text", "language", "units"),
    [
        ("In dollars, 400 million", "en", {"USD"}),
        ("$5 and 400", "en", set()),
        ("ドル建てで4億", "ja", {"USD"}),
        ("4億ドル", "ja", set()),
        ("円とユーロ", "ja", {"JPY", "EUR"}),
        ("percentages", "en", set()),
        ("in per cent", "en", {"%"}),
        ("割合は3", "ja", {"%"}),
        ("He won a try.", "en", set()),
        ("Hong Kong dollars", "en", {"USD", "HKD"}),
        ("en dólares", "es", {"USD"}),
    ],
)
def test_units_named_apart_from_amounts_are_found(
    text: str,
    language: str,
    units: set[str],
) -> None:
    """A unit that belongs to an amount of its own does not explain another."""
    assert find_free_units(text, language, find_amounts(text, language)) == units


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("3〜5兆円", "ja", 3 * 10**12),
        ("3兆〜5兆円", "ja", 3 * 10**12),
        ("$10 to 20 million", "en", 10**7),
        ("10-20%", "en", 10),
        ("3 to 5", "en", 3),
    ],
)
def test_the_members_of_a_range_share_scale_and_unit(
    text: str,
    language: str,
    value: int,
) -> None:
    """What only one of them says counts for both."""
    assert _one(text, language).readings[0].value == Fraction(value)


def test_the_own_reading_stays_behind_the_shared_one() -> None:
    """ "5 to 10 million" can mean five."""
    values = [reading.value for reading in _one("5 to 10 million", "en").readings]
    assert values == [5_000_000, 5]


def test_places_are_those_of_the_words() -> None:
    """An amount names the words it was read from."""
    text = "売上は3,200億円だった。"
    amount = _one(text, "ja")
    assert text[amount.start : amount.end] == amount.text == "3,200億円"
