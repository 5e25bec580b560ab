"""What all readers of numbers share: duty, names, points, ranges, places."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from newsletter.language.numbers import find_amounts
from newsletter.language.numbers.amount import (
    PERCENT,
    POINT,
    Amount,
    Duty,
    Reading,
    drop_inside,
    is_in_name,
    mark_places,
    overlaps,
    parse_number,
    plain_duty,
    read_points,
    same_amount,
    share_units,
    squeeze,
)

NOTHING: frozenset[str] = frozenset()


def _amount(
    start: int,
    end: int,
    value: float = 1,
    unit: str = "",
    scale: int = 1,
    duty: Duty = Duty.SHOULD,
) -> Amount:
    readings = (Reading(Fraction(value), unit),)
    return Amount("x" * (end - start), start, end, readings, duty, Fraction(scale))


def _always(_: str) -> bool:
    return True


def _never(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Fraction(0)),
        ("12", Fraction(12)),
        ("1,234", Fraction(1234)),
        ("1,234,567", Fraction(1234567)),
        ("0.1", Fraction(1, 10)),
        ("1,234.25", Fraction(4937, 4)),
        ("007", Fraction(7)),
    ],
)
def test_a_number_is_exact(text: str, value: Fraction) -> None:
    """A tenth is a tenth, not the nearest float."""
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("value", "unit", "duty"),
    [
        ("0", "", Duty.SHOULD),
        ("1", "", Duty.SHOULD),
        ("12", "", Duty.SHOULD),
        ("13", "", Duty.MUST),
        ("1/2", "", Duty.MUST),
        ("25/2", "", Duty.MUST),
        ("100", "", Duty.MUST),
        ("100", "%", Duty.SHOULD),
        ("99", "%", Duty.MUST),
        ("101", "%", Duty.MUST),
        ("1", "%", Duty.MUST),
        ("100", "USD", Duty.MUST),
        ("1", "JPY", Duty.MUST),
        ("5", "pt", Duty.MUST),
    ],
)
def test_only_small_plain_numbers_may_become_words(value: str, unit: str, duty: Duty) -> None:
    """Up to twelve a word is fine, and a hundred per cent is "complete"."""
    assert plain_duty([Reading(Fraction(value), unit)]) is duty


def test_the_likeliest_reading_decides_the_duty() -> None:
    """What a number could also mean does not make it weaker or stronger."""
    small, large = Reading(Fraction(3)), Reading(Fraction(3000))
    assert plain_duty([small, large]) is Duty.SHOULD
    assert plain_duty([large, small]) is Duty.MUST


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("5 points", {("5", POINT)}),
        ("5 percentage points", {("5", POINT)}),
        ("5-point", {("5", POINT)}),
        ("5ポイント", {("5", POINT)}),
        ("1 point", {("1", POINT)}),
        ("0.5 points", {("1/2", POINT), ("1/2", PERCENT)}),
        ("25 basis points", {("1/4", POINT), ("1/4", PERCENT)}),
        ("25 bps", {("1/4", POINT), ("1/4", PERCENT)}),
        ("1 basis point", {("1/100", POINT), ("1/100", PERCENT)}),
        ("25ベーシスポイント", {("1/4", POINT), ("1/4", PERCENT)}),
        ("25ベーシス・ポイント", {("1/4", POINT), ("1/4", PERCENT)}),
        ("5 percent", set()),
        ("5 pointers", set()),
        ("5 apples and points", set()),
        ("5 bpsx", set()),
        ("5", set()),
    ],
)
def test_points_are_no_per_cent(text: str, readings: set[tuple[str, str]]) -> None:
    """But parts of a point and basis points are often said as per cent."""
    number = text[: len(text) - len(text.lstrip("0123456789."))]
    found = {
        (str(reading.value), reading.unit)
        for reading in read_points(text, len(number), Fraction(number))
    }
    assert found == readings


@pytest.mark.parametrize(
    ("before", "behind", "is_name"),
    [
        ("GPT-", "5", True),
        ("COVID-", "19", True),
        ("PS", "5", True),
        ("H", "100", True),
        ("A", "4", True),
        ("the GPT-", "512", True),
        ("GPT-", "5120", False),
        ("mid-", "2020", False),
        ("a ", "5", False),
        ("", "5", False),
        ("x-", "5", False),
        ("-", "5", False),
        ("US", "5", False),
        ("CN", "5", False),
        ("Rs", "5", False),
        ("Rp", "5", False),
        ("EUR", "5", False),
        ("Eur", "5", True),
        ("第", "5", False),
        ("約", "5", False),
        ("(", "5", False),
        ("é", "5", False),
    ],
)
def test_digits_that_touch_letters_are_a_name(before: str, behind: str, is_name: bool) -> None:
    """A code of money is none, nor is a year behind a hyphen."""
    assert is_in_name(before + behind, len(before)) is is_name


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\n b", "a b"), ("a\t\tb", "a b"), ("a　b", "a b"), ("ab", "ab"), (" ", " "), ("", "")],
)
def test_any_white_space_is_one_blank(text: str, line: str) -> None:
    """An amount does not end where its line does."""
    assert squeeze(text) == line


@pytest.mark.parametrize(
    ("start", "end", "taken", "expected"),
    [
        (0, 2, [(1, 3)], True),
        (1, 2, [(0, 3)], True),
        (0, 3, [(1, 2)], True),
        (2, 4, [(0, 3)], True),
        (0, 2, [(5, 6), (1, 2)], True),
        (0, 2, [(2, 3)], False),
        (2, 3, [(0, 2)], False),
        (0, 2, [(5, 6)], False),
        (0, 2, [], False),
    ],
)
def test_ranges_overlap_when_they_share_a_character(
    start: int,
    end: int,
    taken: list[tuple[int, int]],
    expected: bool,
) -> None:
    """Places are half-open: neighbours share none."""
    amounts = [_amount(*place) for place in taken]
    assert overlaps(start, end, mark_places(amounts)) is expected


@pytest.mark.parametrize(
    ("places", "kept"),
    [
        ([(0, 2), (3, 5)], [(0, 2), (3, 5)]),
        ([(3, 5), (0, 2)], [(0, 2), (3, 5)]),
        ([(0, 2), (2, 4)], [(0, 2), (2, 4)]),
        ([(0, 5), (1, 2)], [(0, 5)]),
        ([(0, 1), (0, 5)], [(0, 5)]),
        ([(0, 5), (4, 6)], [(0, 5)]),
        ([(0, 5), (1, 2), (5, 6)], [(0, 5), (5, 6)]),
        ([], []),
    ],
)
def test_of_amounts_in_one_place_the_longest_is_kept(
    places: list[tuple[int, int]],
    kept: list[tuple[int, int]],
) -> None:
    """The digits of a date are not counted a second time."""
    found = drop_inside([_amount(*place) for place in places])
    assert [(amount.start, amount.end) for amount in found] == kept


@pytest.mark.parametrize(
    ("one", "two", "worths"),
    [
        ((10, "", 1), (20, "%", 1), ["10 %", "20 %"]),
        ((3, "", 1), (5, "JPY", 100), ["300 JPY", "5 JPY"]),
        ((10, "USD", 1), (20, "", 100), ["1,000 USD", "20 USD"]),
        ((300, "", 100), (500, "JPY", 100), ["300 JPY", "500 JPY"]),
        ((3, "", 1), (500, "", 100), ["300", "500"]),
        ((3, "USD", 1), (5, "EUR", 100), ["3 USD", "5 EUR"]),
        ((3, "%", 1), (500, "", 100), ["3 %", "500 %"]),
        ((300, "USD", 100), (500, "USD", 1000), ["300 USD", "500 USD"]),
        ((3, "", 1), (5, "", 1), ["3", "5"]),
    ],
)
def test_members_of_a_range_share_what_one_of_them_says(
    one: tuple[int, str, int],
    two: tuple[int, str, int],
    worths: list[str],
) -> None:
    """Scale from the second, unit from either; two units share nothing."""
    amounts = [
        _amount(0, 1, one[0], one[1], one[2]),
        _amount(2, 3, two[0], two[1], two[2]),
    ]
    assert [str(amount) for amount in share_units(amounts, "x-x", _always)] == worths
    assert share_units(amounts, "x-x", _never) == tuple(amounts)


def test_a_list_shares_from_its_end_to_its_head() -> None:
    """In "10, 20 or 30 %" all three are per cent."""
    amounts = [_amount(0, 1, 10), _amount(2, 3, 20), _amount(4, 5, 30, PERCENT)]
    assert [amount.unit for amount in share_units(amounts, "x,x,x", _always)] == [PERCENT] * 3


def test_the_own_reading_stays_last() -> None:
    """In "5 to 10 million" the five can be five."""
    shared = share_units([_amount(0, 1, 5), _amount(2, 3, 1000, scale=100)], "x-x", _always)
    assert [reading.value for reading in shared[0].readings] == [500, 5]


def test_what_has_got_a_unit_must_come_over() -> None:
    """A small plain number may be a word, a small price may not; an idiom stays one."""
    price = _amount(2, 3, 20, "USD", duty=Duty.MUST)
    assert share_units([_amount(0, 1, 5), price], "x-x", _always)[0].duty is Duty.MUST
    idiom = _amount(0, 1, 5, duty=Duty.MAY)
    assert share_units([idiom, price], "x-x", _always)[0].duty is Duty.MAY
    plain = [_amount(0, 1, 5), _amount(2, 3, 200, scale=100)]
    assert share_units(plain, "x-x", _always)[0].duty is Duty.SHOULD


def test_only_the_text_between_two_amounts_can_join_them() -> None:
    """The reader is asked about what stands between, and about nothing else."""
    asked: list[str] = []

    def _note(between: str) -> bool:
        asked.append(between)
        return False

    share_units([_amount(1, 2), _amount(4, 5, 2, PERCENT)], "_x..x_", _note)
    assert asked == [".."]


@pytest.mark.parametrize(
    ("left", "right", "left_units", "right_units", "same"),
    [
        ((5, ""), (5, ""), (), (), True),
        ((5, "USD"), (5, "USD"), (), (), True),
        ((5, ""), (6, ""), (), (), False),
        ((5, "USD"), (5, "EUR"), (), (), False),
        ((5, "USD"), (5, "EUR"), ("EUR",), ("USD",), False),
        ((5, "USD"), (5, ""), (), (), False),
        ((5, "USD"), (5, ""), (), ("USD",), True),
        ((5, "USD"), (5, ""), ("USD",), (), False),
        ((5, ""), (5, "USD"), ("USD",), (), True),
        ((5, ""), (5, "USD"), (), ("USD",), False),
        ((6, ""), (5, "USD"), ("USD",), ("USD",), False),
    ],
)
def test_a_lacking_unit_must_be_named_by_the_side_that_lacks_it(
    left: tuple[int, str],
    right: tuple[int, str],
    left_units: tuple[str, ...],
    right_units: tuple[str, ...],
    same: bool,
) -> None:
    """That the other side names it once more says nothing."""
    amounts = _amount(0, 1, *left), _amount(0, 1, *right)
    assert same_amount(*amounts, frozenset(left_units), frozenset(right_units)) is same


def test_about_a_million_is_not_a_million() -> None:
    """Vagueness is part of what an amount says."""
    exact = _amount(0, 1, 10**6)
    vague = replace(exact, readings=(Reading(Fraction(10**6), vague=True),))
    assert not same_amount(exact, vague, NOTHING, NOTHING)
    assert same_amount(vague, vague, NOTHING, NOTHING)


def test_any_pair_of_readings_is_enough() -> None:
    """`5m` agrees with five and with five million."""
    both = replace(_amount(0, 1), readings=(Reading(Fraction(5)), Reading(Fraction(5 * 10**6))))
    assert same_amount(both, _amount(0, 1, 5), NOTHING, NOTHING)
    assert same_amount(_amount(0, 1, 5 * 10**6), both, NOTHING, NOTHING)
    assert not same_amount(both, _amount(0, 1, 50), NOTHING, NOTHING)


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        (Reading(Fraction(1234567)), "1,234,567"),
        (Reading(Fraction(5, 2), PERCENT), "2.5 %"),
        (Reading(Fraction(2, 3)), "0.666667"),
        (Reading(Fraction(10**8), "JPY", vague=True), "about 100,000,000 JPY"),
        (Reading(Fraction(0)), "0"),
    ],
)
def test_an_amount_is_shown_by_its_likeliest_reading(reading: Reading, shown: str) -> None:
    """Value with separators, unit behind, no blank where there is no unit."""
    amount = replace(_amount(0, 1), readings=(reading, Reading(Fraction(99))))
    assert str(amount) == shown


@pytest.mark.parametrize("language", ["ja", "en", "de", "fr"])
@pytest.mark.parametrize("form", ["{0}", "{0} %", "{0}.{0}", "{0},{0}", "1.{0}"])
def test_a_row_of_thousands_of_digits_is_no_error(form: str, language: str) -> None:
    """`int` refuses it; the first digits are its value, and it can be shown."""
    for amount in find_amounts(form.format("9" * 5000), language):
        assert amount.value < 10**200
        assert str(amount)
