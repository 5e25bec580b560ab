from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from newsletter.language.numbers import (
    Amount,
    Duty,
    find_amounts,
    find_free_units,
    find_month_days,
    knows_language,
    same_amount,
)
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
    ("text", "members"),
    [
        ("二、三千円を払った。", "2,000 JPY 3,000 JPY"),
        ("二〜三億円の赤字", "200,000,000 JPY 300,000,000 JPY"),
        ("5〜6千人が来た。", "5,000 6,000"),
        ("二百、三千円", "200 JPY 3,000 JPY"),
        ("二つ、三千円", "2 3,000 JPY"),
    ],
)
def test_members_of_a_range_in_characters_share_their_scale(text: str, members: str) -> None:
    """What the last one counts by holds for the first, unless that has a scale of its own."""
    found = find_amounts(text, "ja", explaining=False)
    assert " ".join(map(str, found)) == members


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
        ("4億(単位は$)", "ja", {"USD"}),
        ("$5と400", "ja", set()),
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
        ("1~3万亿元", "zh", 10**12),
        ("3至5亿美元", "zh", 3 * 10**8),
        ("30到50万人", "zh", 3 * 10**5),
        ("3에서 5억 원", "ko", 3 * 10**8),
        ("3年到5亿元", "zh", 3),
        ("3시에서 5억 원", "ko", 3),
        ("3千万〜5億円", "ja", 3 * 10**7),
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


@pytest.mark.parametrize(
    ("text", "language", "dates"),
    [
        ("on November 26 and December 10th", "en", {(11, 26), (12, 10)}),
        ("10 December 2025", "en", {(12, 10)}),
        ("the 3rd of May", "en", {(5, 3)}),
        ("May 2025", "en", set()),
        ("may 5 people go", "en", {(5, 5)}),
        ("１１月２６日", "ja", {(11, 26)}),
        ("11月26日と12月10日", "ja", {(11, 26), (12, 10)}),
        ("11 月 26 日", "zh", {(11, 26)}),
        ("11월 26일", "ko", {(11, 26)}),
        ("11月", "ja", set()),
        ("26日", "ja", set()),
    ],
)
def test_a_date_is_month_and_day_together(
    text: str, language: str, dates: set[tuple[int, int]]
) -> None:
    """The tenth of December is not the twelfth of October, in digits of any width."""
    assert find_month_days(text, language) == dates


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("50 Leute", "de"), ("fünfzig Leute", "de"), True),
        (("fifty people", "en"), ("50 personnes", "fr"), True),
        (("um 19.15 Uhr", "de"), ("at 7:15 p.m.", "en"), True),
        (("0:30", "de"), ("12:30 AM", "en"), True),
        (("5.30pm", "en"), ("午後5時半", "ja"), True),
        (("18年", "ja"), ("2018", "en"), True),
        (("18年間", "ja"), ("2018", "en"), False),
        (("95后", "zh"), ("1995", "en"), True),
        (("700多万", "zh"), ("7 million", "en"), True),
        (("82万千瓦", "zh"), ("820,000", "en"), True),
        (("1.3万亿", "zh"), ("1.3 trillion", "en"), True),
        (("1만 2000명", "ko"), ("12,000", "en"), True),
        (("1조 5,000억 원", "ko"), ("1.5 trillion won", "en"), True),
        (("Rs 10,000", "en"), ("1万ルピー", "ja"), True),
        (("100lbs", "en"), ("100ポンド", "ja"), True),
        (("92.5 Sterling Silver", "en"), ("92.5", "ja"), True),
        (("182・44ドル", "ja"), ("$182.44", "en"), True),
        (("the 1800s", "en"), ("19世纪", "zh"), True),
        (("one in ten", "en"), ("十分之一", "zh"), True),
        (("1割8分", "ja"), ("18%", "en"), True),
        (("24/7", "en"), ("rund um die Uhr 7", "de"), True),
        (("1.234", "de"), ("1,234", "en"), True),
        (("1.234", "de"), ("1.234", "en"), True),
        (("1,5", "de"), ("15", "en"), False),
    ],
)
def test_languages_say_the_same_amount_in_their_own_way(
    left: tuple[str, str],
    right: tuple[str, str],
    same: bool,
) -> None:
    """Clocks, decades, myriads, weights and shares, from what translators wrote."""
    pairs = product(find_amounts(*left), find_amounts(*right))
    assert any(same_amount(one, other, NOTHING, NOTHING) for one, other in pairs) is same


def test_words_that_only_explain_can_be_left_out() -> None:
    """What needs no partner is looked for when an amount has none."""
    assert find_amounts("両社が合意した。", "ja", explaining=False) == ()
    assert find_amounts("両社が合意した。", "ja") != ()
    assert find_amounts("vingt-cinq ans", "fr", explaining=False) == ()


@pytest.mark.parametrize("language", ["sw", "eo", "xx"])
def test_an_unknown_language_has_digits_and_says_that_it_is_unknown(language: str) -> None:
    """Digits, signs and codes are read everywhere, words are not."""
    assert not knows_language(language)
    assert str(find_amounts("$1,200 milioni", language)[0]) == "1,200 USD"


@pytest.mark.parametrize("name", TABLES)
def test_every_known_language_has_a_table_with_what_is_no_number(name: str) -> None:
    """A language is offered when its numbers are guarded."""
    assert knows_language(name.split(".")[1])
    assert count_origins(name)["not"] > 0
