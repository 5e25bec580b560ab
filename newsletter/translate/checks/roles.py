"""Tell what a number is in its sentence: a day, an hour, a year, degrees, a count.

Between Europe and East Asia the parts of a date change their places, so their order
proves nothing. But 10日 does not become "10°C", nor 11月27日 "November 30": a value whose
part in the one text is known, and is another one in the other text, has been exchanged
with its neighbour.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from itertools import product

from newsletter.language.numbers import Amount, Duty
from newsletter.language.tags import base


class Role(Enum):
    """What a number counts or names."""

    YEAR = "a year"
    MONTH = "a month"
    DAY = "a day"
    ORDINAL = "a place in a row"
    HOUR = "an hour"
    MINUTE = "minutes"
    DEGREE = "degrees"
    DECADE = "tens"
    YEARS = "a time of years"
    BEHIND_DATE = "what stands where the year of a date does"
    LENGTH = "a distance"
    COUNT = "a count"


# What one word for it may be taken for: the 12th is a day, the 43rd minute is counted, and
# English counts its years in "the 2020 elections".
_ALIKE = frozenset(
    map(
        frozenset,
        (
            (Role.DAY, Role.ORDINAL),
            (Role.MONTH, Role.ORDINAL),
            (Role.MINUTE, Role.ORDINAL),
            (Role.COUNT, Role.ORDINAL),
            (Role.DECADE, Role.ORDINAL),
            (Role.YEAR, Role.COUNT),
            (Role.MINUTE, Role.COUNT),
        ),
    )
)

_Rules = tuple[tuple[Role, re.Pattern[str] | None, re.Pattern[str] | None], ...]


def _rule(
    role: Role, *, before: str = "", behind: str = ""
) -> tuple[Role, re.Pattern[str] | None, re.Pattern[str] | None]:
    """A role with what stands right before the number, or right behind it."""
    first = re.compile(rf"(?:{before})$", re.IGNORECASE) if before else None
    last = re.compile(behind, re.IGNORECASE) if behind else None
    return role, first, last


_EVERYWHERE = (
    _rule(Role.MINUTE, before=r"(?<![\d:])\d{1,2}:"),
    _rule(Role.HOUR, behind=r":\d\d(?![\d:])"),
    _rule(Role.DEGREE, behind=r"\s?(?:°\s?[CF]|℃)"),
    _rule(Role.LENGTH, behind=r"\s?(?:km|kilomet|キロメートル|公里|킬로미터)"),
)
_EAST_ASIAN: _Rules = (
    _rule(Role.YEAR, behind=r"\s?[年년](?![間间代度대간])"),
    _rule(Role.MONTH, behind=r"\s?[月월]"),
    _rule(Role.DAY, behind=r"\s?[日일](?![間间目])"),
    _rule(Role.DAY, before=r"[月월]\s?", behind=r"\s?[号號]"),
    _rule(Role.HOUR, behind=r"\s?[時时시](?![間间])"),
    _rule(Role.MINUTE, behind=r"\s?[分분](?![の之野])"),
    _rule(Role.DECADE, behind=r"\s?(?:年?代|년대)"),
    _rule(
        Role.COUNT, behind=r"\s?[万億亿]?[人名社枚件個个冊册校回台本种次家명]"
    ),
)
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_NO_COUNT = (
    r"(?!(?:and|or|to|at|in|on|of|am|pm|by|the|for|from|with|was|were|is|are|has|had|this|that"
    r"|when|until|years?|days?|nights?|hours?|minutes?|mins?|degrees?|per)\b)"
)
_ENGLISH: _Rules = (
    _rule(Role.BEHIND_DATE, before=rf"\b{_MONTH} \d{{1,4}}(?:st|nd|rd|th)?,? "),
    _rule(Role.DECADE, behind=r"['’]?s\b"),
    _rule(Role.DAY, before=rf"\b{_MONTH} ", behind=r"(?:st|nd|rd|th)?(?!\d)"),
    _rule(Role.DAY, behind=rf"(?:st|nd|rd|th)? (?:of )?{_MONTH}\b"),
    _rule(Role.ORDINAL, behind=r"(?:st|nd|rd|th)\b"),
    _rule(Role.HOUR, behind=r"\s?(?:[ap]\.?m\b|o['’]clock)"),
    _rule(Role.YEARS, behind=r" years?\b"),
    _rule(Role.COUNT, behind=rf" {_NO_COUNT}[a-z]{{3,}}"),
)
_RULES: dict[str, _Rules] = {
    "en": (*_EVERYWHERE, *_ENGLISH),
    "ja": (*_EVERYWHERE, *_EAST_ASIAN),
    "zh": (*_EVERYWHERE, *_EAST_ASIAN),
    "ko": (*_EVERYWHERE, *_EAST_ASIAN),
}
_REACH_CHARS = 24
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def find_exchanged(
    source: Sequence[Amount],
    source_text: str,
    source_language: str,
    target: Sequence[Amount],
    target_text: str,
    target_language: str,
) -> tuple[Amount, ...]:
    """Return amounts of the target that are something else in the source.

    A value says nothing when it stands anywhere in a part that we cannot name.

    Args:
        source, target: What `find_amounts` found, without words that only explain.
        source_text, target_text: As the places are counted: normalised.
        source_language, target_language: Tags.
    """
    known = _find_roles(source, source_text, source_language)
    said = _find_roles(target, target_text, target_language)
    return tuple(
        amount
        for amount in target
        if _differ(known.get(amount.value), said.get(amount.value))
    )


def _find_roles(
    amounts: Sequence[Amount], text: str, language: str
) -> dict[Fraction, set[Role]]:
    """Value → its roles; a value with an unknown one is not among them."""
    roles: dict[Fraction, set[Role]] = defaultdict(set)
    unknown: set[Fraction] = set()
    for amount in amounts:
        role = get_role(amount, text, language)
        if role is None:
            unknown.add(amount.value)
        else:
            roles[amount.value].add(role)
    return {
        value: found for value, found in roles.items() if value not in unknown
    }


def _differ(known: set[Role] | None, said: set[Role] | None) -> bool:
    """Tell whether two amounts have roles that cannot be the same."""
    if not known or not said or known & said:
        return False
    pairs = map(frozenset, product(known, said))
    return _ALIKE.isdisjoint(pairs)


def get_role(amount: Amount, text: str, language: str) -> Role | None:
    """Return what the number is, None when its neighbours do not tell.

    Args:
        amount: The number, with its place in the text.
        text: Where it stands.
        language: BCP 47 tag of the text.
    """
    if amount.unit or amount.duty is Duty.MAY:
        return None
    before = text[max(0, amount.start - _REACH_CHARS) : amount.start]
    end = amount.start + len(amount.text.rstrip("stndrh'"))
    for role, first, last in _RULES.get(base(language), ()):
        if first is not None and not first.search(before):
            continue
        if last is not None and not last.match(text, end):
            continue
        return _read_role(role, amount)
    return None


def _read_role(role: Role, amount: Amount) -> Role | None:
    """`November 2021` is a year, whatever stands before it; 5年 may be a time."""
    value = amount.value
    is_year = _FIRST_YEAR <= value <= _LAST_YEAR
    if not is_year:
        return None if role is Role.YEAR else role
    if role is Role.DAY and not amount.text.isdecimal():
        return Role.ORDINAL  # 2022th
    return Role.YEAR if role in (Role.DAY, Role.BEHIND_DATE) else role
