"""Define an amount: words of a text, what they can mean, how surely they must come over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from itertools import product

PERCENT = "%"
# Points of a rate are no per cent: from 10 % to 12 % is two points, and a fifth more.
# But 25 basis points, and parts of a point, are often said as 0.25 %.
POINT = "pt"
_POINTS = re.compile(
    r"[\s\-]*(?:"
    r"(?P<basis>basis[\s\-]points?|bps?\b|ベーシスポイント|ベーシス・ポイント)"
    r"|(?:percentage[\s\-])?points?\b"
    r"|ポイント"
    r")"
)
# Up to here English says words, "both", "once", "a pair", and nobody misreads a newsletter.
SMALL = 12

# Written with a digit: 1,234.5 or 12.5 or 12.
NUMBER = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_BLANKS = re.compile(r"\s+")


class Duty(IntEnum):
    """How surely the other text must have the amount."""

    MAY = 0  # a word that may be idiom: 一方, "one of"
    SHOULD = 1  # small plain numbers: "both" is a fine translation of 2社
    MUST = 2  # digits, money, per cent


MAX_DIGITS = 200  # with every scale word still a number that a float can hold


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning: an exact value and a unit.

    Attributes:
        value: Exact.
        unit: ISO 4217 code, `%`, or "" for everything else.
        vague: Only the order of magnitude is said: 数億円, "hundreds of millions".
    """

    value: Fraction
    unit: str = ""
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it stands in a text.

    Attributes:
        text: The words.
        start, end: Its place, half-open, in the normalised text (NFKC).
        readings: What it can mean, the likeliest first; never empty.
        duty: How surely the other text must have it.
        scale: The factor its scale word stands for, 1 without one: what a range shares.
    """

    text: str
    start: int
    end: int
    readings: tuple[Reading, ...]
    duty: Duty
    scale: Fraction = Fraction(1)

    @property
    def unit(self) -> str:
        """The unit of the likeliest reading."""
        return self.readings[0].unit

    @property
    def value(self) -> Fraction:
        """The value of the likeliest reading."""
        return self.readings[0].value

    def __str__(self) -> str:
        first = self.readings[0]
        if first.value.denominator == 1:
            value = f"{int(first.value):,}"
        else:
            value = f"{float(first.value):,.6g}"
        about = "about " if first.vague else ""
        return f"{about}{value} {first.unit}".rstrip()


# ---------------------------------------------------------------- comparing


def same_amount(
    left: Amount,
    right: Amount,
    left_units: frozenset[str],
    right_units: frozenset[str],
) -> bool:
    """Tell whether two amounts can mean the same.

    A unit that stands only on one side is believed when the other text names it apart
    from its amounts ("in dollars").

    Args:
        left: An amount of the one text.
        right: An amount of the other.
        left_units: Units the one text names on their own.
        right_units: Units the other text names on their own.
    """
    for one, other in product(left.readings, right.readings):
        is_same_value = (one.value, one.vague) == (other.value, other.vague)
        if is_same_value and _fits(one, other, left_units, right_units):
            return True
    return False


def _fits(
    left: Reading,
    right: Reading,
    left_units: frozenset[str],
    right_units: frozenset[str],
) -> bool:
    """Tell whether two units are one, also where a text names its unit elsewhere."""
    if not left.unit:
        return right.unit in {"", *left_units}
    if not right.unit:
        return left.unit in right_units
    return left.unit == right.unit


# ---------------------------------------------------------------- reading


def parse_number(text: str) -> Fraction:
    """Return the value of digits with `,` between thousands and `.` before decimals.

    Of hundreds of digits the first are read: `int` refuses thousands, and such a row is no amount.
    """
    return Fraction(text.replace(",", "")[:MAX_DIGITS])


def plain_duty(readings: Sequence[Reading]) -> Duty:
    """Return the duty of an amount in digits.

    Small plain numbers should come over, everything else must.
    """
    first = readings[0]
    if first.unit == PERCENT and first.value == 100:
        return Duty.SHOULD  # 100%の自信: "complete confidence"
    if first.unit:
        return Duty.MUST
    is_small = first.value <= SMALL and first.value.denominator == 1
    return Duty.SHOULD if is_small else Duty.MUST


def read_points(text: str, end: int, value: Fraction) -> Iterator[Reading]:
    """Yield what a number means as points of a rate, when the word stands behind it.

    Args:
        text: The text of the number.
        end: Where the number ends.
        value: What it says.
    """
    points = _POINTS.match(text, end)
    if points is None:
        return
    if points["basis"]:
        yield Reading(value / 100, PERCENT)
        yield Reading(value / 100, POINT)
    else:
        yield Reading(value, POINT)
        if value < 1:
            yield Reading(value, PERCENT)  # a rate raised by 0.25 points


_NAME_BEFORE = re.compile(r"(?:[A-Za-z]|[A-Za-z]{2,}-)$")
_CODE_BEFORE = re.compile(r"(?:US|AU|CA|HK|NZ|NT|SG|CN|R|Rs|Rp|[A-Z]{3})$")
_LONG_NUMBER = re.compile("[0-9]{4}")  # mid-2020 is a year, GPT-4 is a name


def is_in_name(text: str, start: int) -> bool:
    """Tell whether digits are part of a name: COVID-19, GPT-5, PS5.

    Currency codes before a number are none.

    Args:
        text: The text.
        start: Where the digits begin.
    """
    before = text[max(0, start - 4) : start]
    if not _NAME_BEFORE.search(before):
        return False
    if not before.endswith("-"):
        return not _CODE_BEFORE.search(before)
    return not _LONG_NUMBER.match(text, start)


def squeeze(text: str) -> str:
    """Return the text on one line with single spaces."""
    return _BLANKS.sub(" ", text)


# ---------------------------------------------------------------- ranges and lists


def share_units(
    amounts: Sequence[Amount],
    text: str,
    joins: Callable[[str], object],
) -> tuple[Amount, ...]:
    """Let the members of a range or list share what only one of them says.

    In `10-20%`, `3〜5兆円`, `$10 to 20 million` the first number may have the scale and
    unit of the second, and the second the currency of the first. The own reading stays,
    behind the shared one.

    Args:
        amounts: In text order.
        text: The text they were found in.
        joins: Tells whether the text between two amounts makes them members of one
            range or list.
    """
    found = list(amounts)
    for index in range(len(found) - 2, -1, -1):
        one, two = found[index], found[index + 1]
        if len({one.unit, two.unit, ""}) > 2:
            continue  # two units that differ
        if (
            two.unit
            and not one.unit
            and _has_unit(found[max(0, index - 1) : index], one, text, joins)
        ):
            continue  # €10–20bn or $5
        if joins(text[one.end : two.start]):
            found[index : index + 2] = _share(one, two)
    return tuple(found)


def _has_unit(
    before: Sequence[Amount],
    amount: Amount,
    text: str,
    joins: Callable[[str], object],
) -> bool:
    """Tell whether an amount belongs to one before it that says the unit."""
    if not before or not before[-1].unit:
        return False
    return bool(joins(text[before[-1].end : amount.start]))


def _share(one: Amount, two: Amount) -> tuple[Amount, Amount]:
    """Give each of two neighbours what only the other one says."""
    shared = one
    if one.scale == 1 and one.unit != PERCENT:
        shared = _with_shared(one, one.unit or two.unit, two.scale)
    elif not one.unit:
        shared = _with_shared(one, two.unit, Fraction(1))
    if two.unit:
        return shared, two
    return shared, _with_shared(two, one.unit, Fraction(1))


def _with_shared(amount: Amount, unit: str, factor: Fraction) -> Amount:
    """Put the readings with the shared unit and scale before an amount's own ones."""
    if not unit and factor == 1:
        return amount
    shared = [
        replace(reading, unit=unit)
        for reading in amount.readings
        if reading.unit in ("", unit)
    ]
    scaled = [replace(own, value=own.value * factor) for own in shared]
    readings = tuple(dict.fromkeys((*scaled, *shared, *amount.readings)))
    duty = amount.duty
    if unit and duty is Duty.SHOULD:
        duty = Duty.MUST
    return replace(
        amount, readings=readings, duty=duty, scale=amount.scale * factor
    )


# ---------------------------------------------------------------- places


def mark_places(amounts: Iterable[Amount]) -> frozenset[int]:
    """Return the places of all characters of these amounts."""
    places: set[int] = set()
    for amount in amounts:
        places.update(range(amount.start, amount.end))
    return frozenset(places)


def overlaps(start: int, end: int, taken: frozenset[int]) -> bool:
    """Tell whether a range has one of these places."""
    return not taken.isdisjoint(range(start, end))


def drop_inside(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the amounts in text order, without those that lie inside a longer one."""
    kept: list[Amount] = []
    for amount in sorted(amounts, key=_longest_first):
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return tuple(kept)


def _longest_first(amount: Amount) -> tuple[int, int]:
    """The order in which the longest of those that begin together comes first."""
    return amount.start, -amount.end
