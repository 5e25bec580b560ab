"""Laws of reading numbers: what a language writes is read as what it says, wherever it stands."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsletter.language.numbers import Amount, Duty, Reading, find_amounts, same_amount
from tests.language import writers
from tests.language.writers import (
    CHINESE,
    JAPANESE,
    KOREAN,
    grouped,
    grouped_as_in_india,
    in_chinese,
    in_english,
    in_kanji,
    in_mixed,
)

NOTHING: frozenset[str] = frozenset()
NUMBERS = st.one_of(
    st.integers(1, 9999),
    st.integers(1, 10**12),
    st.builds(lambda digit, power: digit * 10**power, st.integers(1, 99), st.integers(0, 10)),
)
LARGE = st.integers(13, 10**12)


def only(text: str, language: str) -> Amount:
    """The one amount of a text."""
    (amount,) = find_amounts(text, language, explaining=False)
    return amount


def means(amount: Amount, value: Fraction | int, unit: str = "") -> bool:
    """Whether an amount can mean a value."""
    return Reading(Fraction(value), unit) in amount.readings


def test_the_writers_write_as_they_say() -> None:
    """A law is worth as much as its other half."""
    module: ModuleType = writers
    assert doctest.testmod(module).failed == 0


# ------------------------------------------------------------------ in words


@given(NUMBERS, st.booleans())
def test_english_words_say_their_number(number: int, british: bool) -> None:
    """From one to a trillion, with "and" or without."""
    assert only(f"We saw {in_english(number, british=british)} boats.", "en").readings[
        0
    ].value == Fraction(number)


@given(st.integers(2, 999), st.sampled_from(["million", "billion", "trillion"]))
def test_a_count_of_a_scale_is_the_product(number: int, scale: str) -> None:
    """In words and in digits alike."""
    words = only(f"a plan of {in_english(number)} {scale} euros", "en")
    digits = only(f"a plan of €{number} {scale}", "en")
    assert same_amount(words, digits, NOTHING, NOTHING)
    assert words.duty is digits.duty is Duty.MUST


@given(st.integers(1, 10**16 - 1))
@example(10)
@example(10**4)
@example(10_010_010)
def test_kanji_say_their_number(number: int) -> None:
    """With 千 and 百 that lack their 一, and myriads that are left out."""
    assert only(f"その額は{in_kanji(number)}円", "ja").readings[0] == Reading(
        Fraction(number), "JPY"
    )


@given(st.integers(1, 10**12 - 1))
@example(110)
@example(100_210)
@example(10_000_001)
def test_chinese_numerals_say_their_number(number: int) -> None:
    """With the 零 of what is left out."""
    assert only(f"共{in_chinese(number)}元", "zh").readings[0] == Reading(Fraction(number), "CNY")


MIXED = {
    "Japanese": ("ja", JAPANESE, "", False, "{}円", "JPY"),
    "Japanese with commas": ("ja", JAPANESE, "", True, "{}円", "JPY"),
    "Chinese": ("zh", CHINESE, "", False, "{}元", "CNY"),
    "Korean": ("ko", KOREAN, " ", False, "{}원", "KRW"),
    "Korean with commas": ("ko", KOREAN, " ", True, "{}원", "KRW"),
}


@pytest.mark.parametrize(
    ("language", "names", "blank", "comma", "form", "unit"), MIXED.values(), ids=MIXED
)
@given(number=st.integers(1, 10**13))
def test_digits_between_myriads_are_one_number(
    number: int,
    language: str,
    names: tuple[str, ...],
    blank: str,
    comma: bool,
    form: str,
    unit: str,
) -> None:
    """1億2345万6789 is no row of three."""
    text = form.format(in_mixed(number, names, blank=blank, comma=comma))
    assert only(text, language).readings[0] == Reading(Fraction(number), unit)


@given(st.integers(0, 10**9))
def test_the_width_of_digits_changes_nothing(number: int) -> None:
    """Full-width digits are written in print."""
    wide = str(number).translate({ord("0") + n: "０１２３４５６７８９"[n] for n in range(10)})
    assert find_amounts(f"{wide}人", "ja") == find_amounts(f"{number}人", "ja")


# ------------------------------------------------------------------ in digits

# Language, mark between thousands, mark before decimals.
STYLES = {
    "English": ("en", ",", "."),
    "German": ("de", ".", ","),
    "Swiss": ("de", "'", "."),
    "French": ("fr", "\u202f", ","),
    "French with a blank": ("fr", "\u00a0", ","),
    "Italian": ("it", ".", ","),
    "Polish": ("pl", "\u00a0", ","),
    "Russian": ("ru", "\u00a0", ","),
    "Turkish": ("tr", ".", ","),
    "Japanese": ("ja", ",", "."),
    "Chinese": ("zh", ",", "."),
    "Korean": ("ko", ",", "."),
    "Vietnamese": ("vi", ".", ","),
}


@pytest.mark.parametrize(("language", "mark", "point"), STYLES.values(), ids=STYLES)
@given(whole=st.integers(0, 10**9), cents=st.integers(0, 99))
def test_digits_are_read_as_the_language_groups_them(
    whole: int, cents: int, language: str, mark: str, point: str
) -> None:
    """Thousands and decimals, each with its own mark."""
    text = f"{grouped(whole, mark)}{point}{cents:02}"
    amount = only(f"€{text}", language)
    assert means(amount, whole + Fraction(cents, 100), "EUR")


@pytest.mark.parametrize(("language", "mark", "point"), STYLES.values(), ids=STYLES)
@given(number=st.integers(1000, 10**12))
def test_whole_thousands_can_be_nothing_else_than_whole(
    number: int, language: str, mark: str, point: str
) -> None:
    """Where a mark could be a point, the whole number comes first."""
    amount = only(f"€{grouped(number, mark)}", language)
    assert amount.readings[0] == Reading(Fraction(number), "EUR")
    assert point != mark


@given(st.integers(100_000, 10**12))
def test_lakhs_are_grouped_by_two(number: int) -> None:
    """12,34,567 is one number."""
    assert means(only(f"₹{grouped_as_in_india(number)}", "hi"), number, "INR")


@pytest.mark.parametrize(("zero", "language"), [("٠", "ar"), ("۰", "fa"), ("०", "hi"), ("๐", "th")])
@given(number=st.integers(13, 10**9))
def test_digits_of_other_scripts_are_digits(number: int, zero: str, language: str) -> None:
    """Each script has its own ten."""
    digits = {ord("0") + value: chr(ord(zero) + value) for value in range(10)}
    assert means(only(str(number).translate(digits), language), number)


# ------------------------------------------------------------------ from language to language

# How an amount of millions or more of money is written; a comparison has two of them.
FORMS: dict[str, tuple[str, Callable[[int], str]]] = {
    "digits en": ("en", lambda n: f"${n:,}"),
    "words en": ("en", lambda n: f"{in_english(n)} dollars"),
    "code en": ("en", lambda n: f"USD {n:,}"),
    "mixed ja": ("ja", lambda n: f"{in_mixed(n, JAPANESE)}ドル"),
    "kanji ja": ("ja", lambda n: f"{in_kanji(n)}ドル"),
    "mixed zh": ("zh", lambda n: f"{in_mixed(n, CHINESE)}美元"),
    "mixed ko": ("ko", lambda n: f"{in_mixed(n, KOREAN, blank=' ')}달러"),
    "digits de": ("de", lambda n: f"{grouped(n, '.')} US-Dollar"),
    "digits fr": ("fr", lambda n: f"{grouped(n, chr(0x202F))} dollars"),
}


@given(LARGE, st.sampled_from(sorted(FORMS)), st.sampled_from(sorted(FORMS)), st.data())
def test_an_amount_is_the_same_in_every_language(
    number: int, one: str, other: str, data: st.DataObject
) -> None:
    """However it is written there; and another number is another one."""
    (left_language, left), (right_language, right) = FORMS[one], FORMS[other]
    source = only(left(number), left_language)
    assert same_amount(source, only(right(number), right_language), NOTHING, NOTHING)
    wrong = data.draw(st.sampled_from([number + 1, number * 10, number * 100]))
    assert not same_amount(source, only(right(wrong), right_language), NOTHING, NOTHING)


@given(LARGE, st.sampled_from(sorted(FORMS)))
def test_money_in_another_currency_is_another_amount(number: int, form: str) -> None:
    """Whatever the figure says."""
    language, write = FORMS[form]
    assert not same_amount(
        only(write(number), language), only(f"€{number:,}", "en"), NOTHING, NOTHING
    )


# ------------------------------------------------------------------ places

AROUND = {
    "en": ("It was ", " in all."),
    "ja": ("売上は", "だった。"),
    "zh": ("共有", "左右。"),
    "ko": ("모두 ", " 이다."),
    "de": ("Es waren ", " im Jahr."),
    "fr": ("Il y avait ", " en tout."),
}


@given(LARGE, st.sampled_from(sorted(FORMS)))
def test_what_stands_around_an_amount_changes_nothing(number: int, form: str) -> None:
    """It means the same, and its place is that of its words."""
    language, write = FORMS[form]
    before, behind = AROUND[language]
    alone = only(write(number), language)
    inside = only(before + write(number) + behind, language)
    assert inside.readings == alone.readings
    assert inside.duty is alone.duty
    assert inside.start == alone.start + len(before)


@given(st.lists(LARGE, min_size=2, max_size=5, unique=True), st.sampled_from(sorted(FORMS)))
def test_amounts_come_in_the_order_of_the_text(numbers: list[int], form: str) -> None:
    """None is lost, none stands inside another."""
    language, write = FORMS[form]
    before, behind = AROUND[language]
    text = "".join(f"{before}{write(number)}{behind} " for number in numbers)
    found = find_amounts(text, language, explaining=False)
    assert [amount.readings[0].value for amount in found] == numbers
    for one, two in pairwise(found):
        assert one.end <= two.start


PROSE = (
    *("The harbour is old and its boats leave at dawn.", "一方、港は静かだ。", "万が一に備える。"),
    *("十分に乾いた網を使う。", "千葉の港から三菱の船が出る。", "四国の港の話をする。"),
    *("Der Hafen ist alt.", "항구는 조용하다.", "港口很安静，一般没有人。", "Le port est calme."),
)


@pytest.mark.parametrize("text", PROSE)
@pytest.mark.parametrize("language", ["en", "ja", "zh", "ko", "de", "fr"])
def test_a_text_without_a_number_must_have_none(text: str, language: str) -> None:
    """Whatever language it is taken for."""
    assert all(amount.duty is Duty.MAY for amount in find_amounts(text, language))


@given(
    st.text(max_size=60), st.sampled_from(["en", "ja", "zh", "ko", "de", "fr", "ru", "ar", "xx"])
)
def test_no_text_makes_a_reader_stumble(text: str, language: str) -> None:
    """What an engine answers is hostile; each amount found has a meaning."""
    for amount in find_amounts(text, language):
        assert amount.readings
        assert amount.start <= amount.end
        assert str(amount)
