"""Recompute the amounts of source and translation and compare them.

An amount of the source that equals none of the translation is lost or wrong; one of
the translation that equals none of the source is invented. Order and count don't
matter: languages put them elsewhere, and a second mention may become "it". Equality
is exact: 3,200億円 is ¥320 billion, and "about ¥300 billion" is an editor's decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from newsletter.errors import quote
from newsletter.language.numbers import (
    Amount,
    Duty,
    find_amounts,
    find_free_units,
    knows_language,
    same_amount,
)
from newsletter.model import Finding, Severity
from newsletter.translate.checks.pair import Pair, warning


@dataclass(frozen=True, slots=True)
class _Side:
    """The amounts of one text, and the units it names apart from them."""

    amounts: tuple[Amount, ...]
    units: frozenset[str]


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Every amount of the one side equals one of the other."""
    source = _read_side(pair.source_words, pair.unit.language)
    target = _read_side(pair.target_words, pair.language)
    if not source.amounts and not target.amounts:
        return
    is_firm = knows_language(pair.unit.language) and knows_language(pair.language)
    lost = _find_unmatched(source, target)
    extra = _find_unmatched(target, source)
    found = [_lost(amount, extra, is_firm) for amount in lost]
    if all(finding.severity is not Severity.ERROR for finding in found):
        # Otherwise what stands instead has been named.
        found += [_invented(amount, lost, is_firm) for amount in extra]
    yield from found
    if not found:
        yield from _check_order(source.amounts, target.amounts)


def _read_side(text: str, language: str) -> _Side:
    amounts = find_amounts(text, language)
    return _Side(amounts, find_free_units(text, language, amounts))


def _find_unmatched(one: _Side, other: _Side) -> list[Amount]:
    """Amounts of the one side that equal none of the other; each text once."""
    found: dict[str, Amount] = {}
    for amount in one.amounts:
        if amount.duty is Duty.MAY or amount.text in found:
            continue
        if not _stands_in(amount, one.units, other):
            found[amount.text] = amount
    return list(found.values())


def _stands_in(amount: Amount, units: frozenset[str], other: _Side) -> bool:
    return any(same_amount(amount, theirs, units, other.units) for theirs in other.amounts)


# ---------------------------------------------------------------- order


def _check_order(source: Sequence[Amount], target: Sequence[Amount]) -> Iterator[Finding]:
    """Amounts of one unit keep their places.

    70% of mining and 92% of refining must not become 92% and 70%.
    """
    units = dict.fromkeys(amount.unit for amount in source if amount.unit)
    for unit in units:
        before = _values(source, unit)
        after = _values(target, unit)
        is_unlike = before != after and sorted(before) == sorted(after)
        if is_unlike and len(set(before)) == len(before):
            listed = ", ".join(quote(amount.text, 30) for amount in target if amount.unit == unit)
            yield warning(
                "numbers",
                f"{listed} stand in another order than in the source: which is which?",
            )


def _values(amounts: Sequence[Amount], unit: str) -> list[Fraction]:
    return [
        amount.readings[0].value
        for amount in amounts
        if amount.unit == unit and amount.duty is Duty.MUST
    ]


# ---------------------------------------------------------------- findings


def _lost(amount: Amount, instead: Sequence[Amount], is_firm: bool) -> Finding:
    return _finding(amount, instead, "is not in the translation", is_firm)


def _invented(amount: Amount, instead: Sequence[Amount], is_firm: bool) -> Finding:
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
    is_error = is_firm and (amount.duty is Duty.MUST or _contradicts(amount, instead))
    severity = Severity.ERROR if is_error else Severity.WARNING
    return Finding("numbers", severity, message)


def _worth(amount: Amount) -> str:
    says_it_already = amount.text.replace(",", "") == str(amount).replace(",", "")
    return "" if says_it_already else f" ({amount})"


def _contradicts(amount: Amount, instead: Sequence[Amount]) -> bool:
    """What may be left out is still wrong when another of its kind stands there.

    2社 and "5 companies" contradict each other.
    """
    vague = amount.readings[0].vague
    return any(other.duty is Duty.SHOULD and other.readings[0].vague is vague for other in instead)
