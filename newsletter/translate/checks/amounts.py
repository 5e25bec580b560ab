"""Recompute the amounts of source and translation and compare them.

An amount of the source that equals none of the translation is lost or wrong; one of
the translation that equals none of the source is invented. Order and count don't
matter: languages put them elsewhere, and a second mention may become "it". Equality
is exact: 3,200億円 is ¥320 billion, and "about ¥300 billion" is an editor's decision.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from newsletter.errors import quote
from newsletter.language.numbers import (
    PERCENT,
    Amount,
    Duty,
    find_amounts,
    find_free_units,
    find_month_days,
    knows_language,
    normalise_amounts,
    same_amount,
)
from newsletter.language.tags import base
from newsletter.model import Finding, Severity
from newsletter.translate.checks.bounds import find_bound
from newsletter.translate.checks.measures import find_other_measures
from newsletter.translate.checks.pair import Pair, error, warning
from newsletter.translate.checks.roles import find_exchanged

# Amounts by value, and whether it is "about" that; an amount stands under each of its readings.
_ByValue = Mapping[tuple[Fraction, bool], Sequence[Amount]]


class _Side:
    """The amounts of one text, and the units it names apart from them."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.numerals = find_amounts(text, language, explaining=False)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The numerals, and the words that may explain one of the other text."""
        return find_amounts(self.text, self.language)

    @cached_property
    def numerals_by_value(self) -> _ByValue:
        """The numerals that another one may equal."""
        return _group_by_value(self.numerals)

    @cached_property
    def amounts_by_value(self) -> _ByValue:
        """The amounts that another one may equal."""
        return _group_by_value(self.amounts)

    @cached_property
    def plain(self) -> str:
        """The text in which the places of the amounts are counted."""
        return normalise_amounts(self.text)

    @cached_property
    def units(self) -> frozenset[str]:
        """Found when they are asked for: most pairs agree without them."""
        return find_free_units(self.text, self.language, self.amounts)


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Every amount of the one side equals one of the other."""
    source = _Side(pair.source_words, pair.unit.language)
    target = _Side(pair.target_words, pair.language)
    if not source.numerals and not target.numerals:
        return
    is_firm = knows_language(pair.unit.language) and knows_language(
        pair.language
    )
    lost = _find_unmatched(source, target)
    extra = _find_unmatched(target, source)
    found = [_lost(amount, extra, is_firm) for amount in lost]
    if all(finding.severity is not Severity.ERROR for finding in found):
        # Otherwise what stands instead has been named.
        found += [_invented(amount, lost, is_firm) for amount in extra]
    yield from found
    if not found:
        yield from _check_order(source, target)
    yield from _check_measures(source, target)
    yield from _check_bounds(source, target)


def _check_measures(source: _Side, target: _Side) -> Iterator[Finding]:
    """50 square metres are not 50 square feet, nor 3 hours 3 days.

    None of 16,000 right translations says so.
    """
    others = find_other_measures(
        source.numerals, source.plain, target.numerals, target.plain
    )
    for amount in others:
        yield error(
            "measure",
            f"{quote(amount.text, 30)} is measured in another unit in the source",
        )


def _find_unmatched(one: _Side, other: _Side) -> list[Amount]:
    """Amounts of the one side that equal none of the other; each text once."""
    found: dict[str, Amount] = {}
    for amount in one.numerals:
        if amount.duty is Duty.MAY or amount.text in found:
            continue
        if not _stands_in(amount, one, other):
            found[amount.text] = amount
    return list(found.values())


def _group_by_value(amounts: Iterable[Amount]) -> _ByValue:
    """Group amounts by what they may be worth: a text of thousands is looked through once."""
    found: dict[tuple[Fraction, bool], list[Amount]] = {}
    for amount in amounts:
        for reading in amount.readings:
            found.setdefault((reading.value, reading.vague), []).append(amount)
    return found


def _find_worth_the_same(amount: Amount, others: _ByValue) -> Iterator[Amount]:
    """The amounts that have a reading of the same value."""
    for reading in amount.readings:
        yield from others.get((reading.value, reading.vague), ())


_NO_UNITS: frozenset[str] = frozenset()


def _stands_in(amount: Amount, one: _Side, other: _Side) -> bool:
    """Tell whether the other text says an amount, in digits or in words."""
    if any(
        same_amount(amount, theirs, _NO_UNITS, _NO_UNITS)
        for theirs in _find_worth_the_same(amount, other.numerals_by_value)
    ):
        return True
    return any(
        same_amount(amount, theirs, one.units, other.units)
        for theirs in _find_worth_the_same(amount, other.amounts_by_value)
    )


# ---------------------------------------------------------------- bounds


def _check_bounds(source: _Side, target: _Side) -> Iterator[Finding]:
    """At least 100 is not less than 100."""
    bounds: dict[Fraction, int] = {}
    for amount in source.numerals:
        bound = find_bound(
            source.plain, amount.start, amount.end, source.language
        )
        if bound:
            bounds[amount.value] = bound
    if not bounds:
        return
    for amount in target.numerals:
        said = bounds.get(amount.value, 0)
        if (
            said
            * find_bound(
                target.plain, amount.start, amount.end, target.language
            )
            < 0
        ):
            yield warning(
                "bound", f"{quote(amount.text, 30)}: at least, or less than?"
            )


# ---------------------------------------------------------------- order

_DATE_BEHIND = re.compile(
    r"\s?(?:年(?![間间連连以])|月|日(?![間间目])|時(?!間)|时(?!间)|分(?![間钟鐘])|秒|点"
    r"|世[紀纪]|号|號|호|년|월|일|시|분|:|(?:st|nd|rd|th)\b)",
)
_LARGEST_PART = 59  # of a date or a time: a minute
_MYRIADS = frozenset({"ja", "zh", "yue", "ko"})


def _check_order(source: _Side, target: _Side) -> Iterator[Finding]:
    """Amounts keep their places.

    70% of mining and 92% of refining must not become 92% and 70%. Languages do put
    things elsewhere, so this is asked again and listed, never held: of 1,000 news
    sentences two to seven change the order of their amounts. Days, months and hours
    change it too often to be looked at between Europe and East Asia.
    """
    far_apart = (base(source.language) in _MYRIADS) is not (
        base(target.language) in _MYRIADS
    )
    before = _in_order(source, with_dates=not far_apart)
    after = _in_order(target, with_dates=not far_apart)
    common = _once(before) & _once(after)
    first = [key for key in before if key in common]
    second = [key for key in after if key in common]
    if first != second:
        listed = ", ".join(
            quote(amount.text, 30) for amount in target.numerals[:4]
        )
        yield warning(
            "order",
            f"{listed} stand in another order than in the source: which is which?",
        )
        return
    dates = find_month_days(source.plain, source.language)
    others = find_month_days(target.plain, target.language)
    if dates and others and len(dates) == len(others) and dates != others:
        yield warning(
            "order", "a date has another month or day than in the source"
        )
        return
    if far_apart and (exchanged := _find_exchanged(source, target)):
        yield warning(
            "order",
            f"{quote(exchanged[0].text, 30)} counts something else than in the source",
        )


def _find_exchanged(source: _Side, target: _Side) -> tuple[Amount, ...]:
    return find_exchanged(
        source.numerals,
        source.plain,
        source.language,
        target.numerals,
        target.plain,
        target.language,
    )


def _once(amounts: list[tuple[str, Fraction]]) -> set[tuple[str, Fraction]]:
    """The amounts that stand once: of a repeated one nobody can say where it belongs."""
    counts = Counter(amounts)
    return {amount for amount, count in counts.items() if count == 1}


def _in_order(side: _Side, *, with_dates: bool) -> list[tuple[str, Fraction]]:
    """Unit and value of the amounts that should come over, in text order."""
    amounts = sorted(side.numerals, key=lambda amount: amount.start)
    return [
        (amount.unit, amount.value)
        for amount in amounts
        if amount.duty is not Duty.MAY
        and (with_dates or not _is_date_part(side, amount))
    ]


def _is_date_part(side: _Side, amount: Amount) -> bool:
    """Tell whether a number without a unit is the day or month of a date."""
    if amount.unit or amount.value > _LARGEST_PART:
        return False
    return _DATE_BEHIND.match(side.plain, amount.end) is not None


# ---------------------------------------------------------------- findings


def _lost(amount: Amount, instead: Sequence[Amount], is_firm: bool) -> Finding:
    return _finding(amount, instead, "is not in the translation", is_firm)


def _invented(
    amount: Amount, instead: Sequence[Amount], is_firm: bool
) -> Finding:
    return _finding(amount, instead, "is not in the source", is_firm)


def _finding(
    amount: Amount,
    instead: Sequence[Amount],
    what: str,
    is_firm: bool,
) -> Finding:
    """Name the amount, what it is worth, and what stands there instead."""
    message = f"{quote(amount.text, 40)}{_worth(amount)} {what}"
    if instead:
        listed = ", ".join(quote(other.text, 30) for other in instead[:3])
        message += f"; it says {listed}"
    is_error = is_firm and (
        amount.duty is Duty.MUST or _contradicts(amount, instead)
    )
    if _is_unit_alone(amount, instead):
        is_error = False
        message += "; only one of the texts says of what"
    severity = Severity.ERROR if is_error else Severity.WARNING
    return Finding("numbers", severity, message)


def _is_unit_alone(amount: Amount, instead: Sequence[Amount]) -> bool:
    """The same number stands in both texts, and only one of them names its unit: 月50万."""
    first = amount.readings[0]
    for other in instead:
        theirs = other.readings[0]
        is_bare = first.unit == "" or theirs.unit == ""
        if (
            is_bare
            and first.value == theirs.value
            and first.vague is theirs.vague
        ):
            return PERCENT not in (first.unit, theirs.unit)
    return False


def _worth(amount: Amount) -> str:
    says_it_already = amount.text.replace(",", "") == str(amount).replace(
        ",", ""
    )
    return "" if says_it_already else f" ({amount})"


def _contradicts(amount: Amount, instead: Sequence[Amount]) -> bool:
    """What may be left out is still wrong when another of its kind stands there.

    2社 and "5 companies" contradict each other.
    """
    vague = amount.readings[0].vague
    return any(
        other.duty is Duty.SHOULD and other.readings[0].vague is vague
        for other in instead
    )
