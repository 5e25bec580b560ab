"""Recompute the amounts of source and translation and compare them: the check this house is built around.

An amount of the source that equals none of the translation is lost or wrong; one of the translation that equals none of the
source is invented. Order and count don't matter: languages put them elsewhere, and a second mention may become "it".
Equality is exact: 3,200億円 is ¥320 billion, and "about ¥300 billion" is an editor's decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from newsletter.translate.checks.pair import Pair


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Every amount of the one side equals one of the other."""
    languages = (pair.unit.language, pair.language)
    texts = (pair.source_words, pair.target_words)
    source, target = (find_amounts(text, tag) for text, tag in zip(texts, languages, strict=True))
    if not source and not target:
        return
    units = [
        find_free_units(text, tag, each)
        for text, tag, each in zip(texts, languages, (source, target), strict=True)
    ]
    firm = all(knows_language(tag) for tag in languages)
    lost = _unmatched(source, target, units[0], units[1])
    extra = _unmatched(target, source, units[1], units[0])
    found = [
        _finding(amount, extra, "is not in the translation", "it says", firm) for amount in lost
    ]
    if not any(
        finding.severity is Severity.ERROR for finding in found
    ):  # else what stands instead has been named
        found += [
            _finding(amount, lost, "is not in the source", "it says", firm) for amount in extra
        ]
    yield from found
    if not found:
        yield from _check_order(source, target)


def _check_order(source: Sequence[Amount], target: Sequence[Amount]) -> Iterator[Finding]:
    """Amounts of one unit that change places: 70% of mining and 92% of refining must not become 92% and 70%."""
    for unit in dict.fromkeys(amount.unit for amount in source if amount.unit):
        orders = [
            [
                amount.readings[0].value
                for amount in amounts
                if amount.unit == unit and amount.duty is Duty.MUST
            ]
            for amounts in (source, target)
        ]
        if (
            orders[0] != orders[1]
            and len(set(orders[0])) == len(orders[0])
            and sorted(orders[0]) == sorted(orders[1])
        ):
            listed = ", ".join(quote(amount.text, 30) for amount in target if amount.unit == unit)
            yield Finding(
                "numbers",
                Severity.WARNING,
                f"{listed} stand in another order than in the source: which is which?",
            )


def _unmatched(
    amounts: Sequence[Amount], others: Sequence[Amount], own: frozenset[str], theirs: frozenset[str]
) -> list[Amount]:
    seen: set[str] = set()
    found: list[Amount] = []
    for amount in amounts:
        if amount.duty is Duty.MAY or amount.text in seen:
            continue
        if not any(same_amount(amount, other, own, theirs) for other in others):
            seen.add(amount.text)
            found.append(amount)
    return found


def _finding(
    amount: Amount, instead: Sequence[Amount], what: str, says: str, firm: bool
) -> Finding:
    """Name the amount, what it is worth, and what stands there instead."""
    worth = "" if amount.text.replace(",", "") == str(amount).replace(",", "") else f" ({amount})"
    other = f"; {says} {', '.join(quote(each.text, 30) for each in instead[:3])}" if instead else ""
    is_error = firm and (amount.duty is Duty.MUST or _contradicts(amount, instead))
    severity = Severity.ERROR if is_error else Severity.WARNING
    return Finding("numbers", severity, f"{quote(amount.text, 40)}{worth} {what}{other}")


def _contradicts(amount: Amount, instead: Sequence[Amount]) -> bool:
    """What may be left out is still wrong when another of its kind stands in its place: 2社 and "5 companies"."""
    vague = amount.readings[0].vague
    return any(each.readings[0].vague is vague and each.duty is Duty.SHOULD for each in instead)
