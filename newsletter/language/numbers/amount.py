"""Define an amount: a piece of text, what it can mean, and how surely a translation must have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from itertools import product

PERCENT = "%"
# Points of a rate: half a point is 0.5 %, 25 basis points are 0.25 %.
POINTS = re.compile(
    r"[\s\-]*(?:(?P<basis>basis[\s\-]points?|bps?\b|ベーシスポイント|ベーシス・ポイント)|(?:percentage[\s\-])?points?\b|ポイント)"
)
SMALL = 12  # up to here English says words, "both", "once", "a pair", and nobody misreads an investment letter

# Written with a digit: 1,234.5 or 12.5 or 12.
NUMBER = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"


class Duty(IntEnum):
    """How surely the other text must have the amount."""

    MAY = 0  # a word that may be idiom: 一方, "one of"
    SHOULD = 1  # small plain numbers: "both" is a fine translation of 2社
    MUST = 2  # digits, money, per cent


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

    def __str__(self) -> str:
        first = self.readings[0]
        value = (
            f"{int(first.value):,}"
            if first.value.denominator == 1
            else f"{float(first.value):,.6g}"
        )
        return f"{'about ' if first.vague else ''}{value}{' ' if first.unit else ''}{first.unit}"


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
    return any(
        one.value == other.value
        and one.vague == other.vague
        and (
            one.unit == other.unit
            or (not one.unit and other.unit in left_units)
            or (not other.unit and one.unit in right_units)
        )
        for one, other in product(left.readings, right.readings)
    )


def parse_number(text: str) -> Fraction:
    """Return the value of digits with `,` between thousands and `.` before decimals."""
    return Fraction(text.replace(",", ""))


def plain_duty(readings: Sequence[Reading]) -> Duty:
    """The duty of an amount in digits: small plain numbers should come over, everything else must."""
    first = readings[0]
    if first.unit == PERCENT and first.value == 100:
        return Duty.SHOULD  # 100%の自信: "complete confidence"
    if first.unit:
        return Duty.MUST
    return Duty.SHOULD if first.value <= SMALL and first.value.denominator == 1 else Duty.MUST


def share_units(
    amounts: Sequence[Amount], text: str, joins: Callable[[str], bool]
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
        if not joins(text[one.end : two.start]) or (one.unit and two.unit and one.unit != two.unit):
            continue
        if one.unit != PERCENT and (not one.unit or one.scale == 1):
            found[index] = _with_shared(
                one,
                one.unit or two.unit,
                two.scale if one.scale == 1 else Fraction(1),
            )
        if not two.unit and one.unit:
            found[index + 1] = _with_shared(two, one.unit, Fraction(1))
    return tuple(found)


def _with_shared(amount: Amount, unit: str, factor: Fraction) -> Amount:
    own = amount.readings
    if not unit and factor == 1:
        return amount
    scaled = tuple(
        Reading(each.value * factor, unit, each.vague) for each in own if each.unit in ("", unit)
    )
    plain = tuple(Reading(each.value, unit, each.vague) for each in own if each.unit in ("", unit))
    readings = tuple(dict.fromkeys((*scaled, *plain, *own)))
    duty = Duty.MUST if unit and amount.duty is Duty.SHOULD else amount.duty
    return replace(amount, readings=readings, duty=duty, scale=amount.scale * factor)


def drop_inside(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the amounts in text order, without those that lie inside a longer one."""
    kept: list[Amount] = []
    for amount in sorted(amounts, key=lambda each: (each.start, -each.end)):
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return tuple(kept)


_BLANKS = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Return the text on one line with single spaces."""
    return _BLANKS.sub(" ", text)
