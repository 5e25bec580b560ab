"""Read English amounts.

Digits with scale words or letters, spelled numbers, currencies before or behind,
fractions, ranges: `$3.2 billion`, `A$200m`, `320 billion yen`, `JPY 320bn`, `one
hundred and twenty million euros`, `two-thirds`, `10-20 per cent`, `twice`, `tenfold`,
`the 1990s`, `21st`, `hundreds of billions of yen`.

A letter that can be a scale or a unit of measure (`5m`) has both readings. Spelled
numbers without a large scale or a unit need no partner: "one of", "a third factor".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

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
    plain_duty,
    read_points,
    share_units,
)
from newsletter.language.numbers.dates import find_dates
from newsletter.language.numbers.english_numerals import (
    BEGINNINGS,
    EnglishNumeral,
    EnglishTokens,
    read_numeral,
)
from newsletter.language.numbers.english_words import (
    CARDINALS,
    CODES,
    DECADES,
    DOLLARS,
    DOUBLED,
    LETTER_SCALES,
    MONEY,
    MONTHS,
    NATIONS,
    ORDINALS,
    PARTS,
    PLAIN_WORDS,
    SIGNS,
    TIMES,
)

_MONEY_WORDS = "|".join(sorted(MONEY, key=len, reverse=True))
_PREFIX = re.compile(
    r"(?:"
    r"(?P<dollar>(?:US|AU|CA|HK|NZ|NT|SG|A|C|S|R)?)\$"
    r"|(?P<sign>CN¥|¥|€|£|₩|₹|\bRs\.?)"
    rf"|\b(?P<code>{'|'.join(CODES)})"
    r")\s?$"
)
_AFTER = re.compile(
    r"[\s\-]*(?:"
    r"(?P<percent>%|(?:percent|per\s?cent|pct)\b)"
    rf"|(?:(?P<nation>U\.?S\.?|{'|'.join(NATIONS)})\s+)?(?P<money>{_MONEY_WORDS})\b"
    r")(?!\s+silver\b)",  # sterling silver
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\s+")
_JOINS = re.compile(
    r"\s*(?:-|–|—|~|/|,"
    r"|,?\s*(?:and|or|to|through|until)"
    r"|to\s+(?:about|around|nearly|over)"
    r"|versus|vs\.?"
    r")\s*(?:a\s+)?"
    r"(?:(?:US|AU|CA|HK|NZ|NT|A|C|S)?\$|¥|€|£|₩|₹)?\s*"
)
_ONE_AND_HALF = re.compile(
    r"\ban?\s+(?:year|month|day|week|hour|minute)\s+and\s+a\s+half",
    re.IGNORECASE,
)
_DOLLAR = re.compile(r"\b(US|AU|CA|HK|NZ|NT|SG|A|C|S|R)?\$")
_ALWAYS = re.compile(
    r"\b24/7(?:/365)?\b|\b24 hours a day\b|\b(?:a)?round[ -]the[ -]clock\b"
)
_NATION_DOLLARS = re.compile(
    rf"\b({'|'.join(NATIONS)})\s+dollars?\b", re.IGNORECASE
)
_PERCENT = re.compile(
    r"%|per cent|(?<![a-z])(?:percent(?:age)?|pct)(?![a-z])", re.IGNORECASE
)


def find_english_amounts(
    text: str, *, explaining: bool = True
) -> tuple[Amount, ...]:
    """Return the amounts of an English text (NFKC) in order.

    Behind them come the words that say an amount without a numeral.

    Args:
        text: Plain text (NFKC).
        explaining: Look for words that say an amount without a numeral, too.
    """
    tokens = EnglishTokens(text)
    dated = (*find_dates(text, has_short=False), *_find_idioms(text))
    found = [*dated, *_find_numerals(tokens, dated)]
    plain = _read_letters(drop_inside(found), text)
    shared = share_units(plain, text, _JOINS.fullmatch)
    if not explaining:
        return shared
    words = _find_words(tokens, shared)
    return (*shared, *words, *_find_half_more(text), *_find_shares(text))


def _find_numerals(
    tokens: EnglishTokens, taken: tuple[Amount, ...]
) -> Iterator[Amount]:
    """The amounts that begin with a number or a word of one, outside the taken places."""
    following, places = 0, mark_places(taken)
    for index, word in enumerate(tokens.words):
        # A cheap question that most words fail.
        if index < following or (word and word not in BEGINNINGS):
            continue
        if overlaps(*tokens.all[index].span(), places):
            continue
        numeral = read_numeral(tokens, index)
        if numeral is not None:
            amount = _build(tokens.text, tokens.start(index), numeral)
            yield amount
            following = tokens.find_next(index, amount.end)


def _read_letters(amounts: Sequence[Amount], text: str) -> tuple[Amount, ...]:
    """Take the letter behind a range of money for the scale of both: $10-20m.

    The currency stands before the first number alone, and metres cost nothing.
    """
    found = list(amounts)
    for index, (one, two) in enumerate(pairwise(amounts), 1):
        factor = LETTER_SCALES.get(two.text[-1:].lower(), 0)
        is_money = one.unit not in ("", PERCENT, POINT)
        if not factor or not is_money or two.unit:
            continue
        if _JOINS.fullmatch(text[one.end : two.start]):
            scaled = replace(
                two.readings[0], value=two.readings[0].value * factor
            )
            found[index] = replace(
                two, readings=(scaled,), scale=Fraction(factor)
            )
    return tuple(found)


def find_english_units(text: str) -> frozenset[str]:
    """Return the units an English text names anywhere."""
    words = set(map(str.lower, re.findall(r"[A-Za-z]+", text)))
    units = {MONEY[word] for word in MONEY.keys() & words - PLAIN_WORDS}
    units |= {SIGNS[char] for char in SIGNS.keys() & set(text)}
    units |= {DOLLARS[nation] for nation in _DOLLAR.findall(text)}
    units |= {_nation(nation) for nation in _NATION_DOLLARS.findall(text)}
    if _PERCENT.search(text):
        units.add(PERCENT)
    return frozenset(units)


def _find_idioms(text: str) -> Iterator[Amount]:
    """`24/7` is no fraction, and the other text says it in words."""
    for found in _ALWAYS.finditer(text):
        values = (24, 7, 365)
        readings = tuple(Reading(Fraction(value)) for value in values)
        yield Amount(found.group(), *found.span(), readings, Duty.MAY)


_SMALL_DIGITS = re.compile(r"\d{1,3}")
_ONE_IN = re.compile(r"\b(\w+) (?:in|out of)(?: every)? (\w+)\b", re.IGNORECASE)


def _find_shares(text: str) -> Iterator[Amount]:
    """`one in ten`, `2 out of 3`: the other text may say a fraction."""
    for found in _ONE_IN.finditer(text):
        above, below = map(_small_number, found.groups())
        if 0 < above < below:
            share = Fraction(above, below)
            readings = (Reading(share), Reading(share * 100, PERCENT))
            yield Amount(found.group(), *found.span(), readings, Duty.MAY)


def _small_number(word: str) -> int:
    """The number that one word says, below 1,000 in digits; 0 for another word."""
    if _SMALL_DIGITS.fullmatch(word):
        return int(word)
    return CARDINALS.get(word.lower(), 0)


# ---------------------------------------------------------------- amounts


def _build(text: str, start: int, numeral: EnglishNumeral) -> Amount:
    """Make the amount of a numeral and the units beside it."""
    unit = ""
    prefix = _PREFIX.search(text[max(0, start - 5) : start])
    if prefix and numeral.has_digit:
        start -= len(prefix.group())
        unit = _unit_before(prefix)
    unit, end = _unit_after(text, numeral, unit)
    scale = numeral.scale
    if numeral.letter and unit and numeral.value:  # $5m is surely a scale
        scale = numeral.also[0] / numeral.value
    readings = tuple(_read_meanings(text, end, numeral, unit))
    duty = _duty(numeral, unit, readings)
    may_be_name = numeral.has_digit and not unit
    if may_be_name and is_in_name(text, start):
        duty = Duty.MAY
    return Amount(text[start:end], start, end, readings, duty, scale)


def _read_meanings(
    text: str, end: int, numeral: EnglishNumeral, unit: str
) -> Iterator[Reading]:
    """All that a numeral can mean with its unit, the likeliest first."""
    values = (numeral.value, *numeral.also)
    if numeral.letter and unit:
        values = numeral.also
    for value in dict.fromkeys(values):
        yield Reading(value, unit, numeral.vague)
    if numeral.bare:  # "the trillion-dollar club": one trillion, or some
        yield Reading(numeral.value, unit)
    if unit:
        return
    yield from read_points(text, end, values[0])
    if numeral.idiom:
        yield Reading(numeral.value * 100, PERCENT)


def _unit_before(prefix: re.Match[str]) -> str:
    """The currency that a code, a sign or a kind of dollar names."""
    if prefix["code"]:
        return MONEY[prefix["code"].lower()]
    if prefix["sign"]:
        return SIGNS[prefix["sign"]]
    return DOLLARS[prefix["dollar"]]


def _unit_after(
    text: str, numeral: EnglishNumeral, unit: str
) -> tuple[str, int]:
    """The unit with what stands behind the numeral, and where the amount ends."""
    after = _AFTER.match(text, _skip_of(text, numeral))
    if after is None or _is_plain_word(after, numeral):
        return unit, numeral.end
    if after["money"]:
        money = _nation(after["nation"]) or MONEY[after["money"].lower()]
        return unit or money, after.end()
    if unit:
        return unit, numeral.end
    return PERCENT, after.end()


def _skip_of(text: str, numeral: EnglishNumeral) -> int:
    """Where the unit may begin; "millions of" has a word before it."""
    of = _OF.match(text, numeral.end) if numeral.vague else None
    return of.end() if of else numeral.end


def _is_plain_word(after: re.Match[str], numeral: EnglishNumeral) -> bool:
    """`real`, `won`, `try`, `pounds` are words too: money only behind digits."""
    money = (after["money"] or "").lower()
    return money in PLAIN_WORDS and not numeral.has_digit


def _nation(words: str | None) -> str:
    """The currency of a nation's dollars; "" where none is named."""
    return NATIONS.get((words or "").lower().replace(".", ""), "")


_ALL = (PERCENT, Fraction(100))


def _duty(
    numeral: EnglishNumeral, unit: str, readings: tuple[Reading, ...]
) -> Duty:
    """How surely the other text must have the amount."""
    if numeral.vague:
        return Duty.SHOULD if numeral.value >= 10**3 else Duty.MAY
    if numeral.ordinal and not unit:
        return Duty.SHOULD
    if numeral.has_digit and not numeral.idiom:
        return plain_duty(readings)
    return _duty_of_words(numeral, unit)


def _duty_of_words(numeral: EnglishNumeral, unit: str) -> Duty:
    """The same of a numeral that is spelled, or that an idiom has."""
    if (unit, numeral.value) == _ALL:  # a hundred per cent
        return Duty.SHOULD
    is_idiom = numeral.idiom and not unit  # one of, a third
    return Duty.MAY if is_idiom else Duty.MUST


# ---------------------------------------------------------------- words


def _find_words(
    tokens: EnglishTokens, taken: tuple[Amount, ...]
) -> Iterator[Amount]:
    """The words outside the taken places that say an amount without a numeral."""
    places = mark_places(taken)
    for token in tokens.all:
        values = _MEANINGS.get((token["word"] or "").lower())
        start = token.start()
        if values and not overlaps(start, start + 1, places):
            yield _explaining(token, values)


def _find_half_more(text: str) -> Iterator[Amount]:
    """`a year and a half`: the other text may write 1.5."""
    for found in _ONE_AND_HALF.finditer(text):
        readings = (Reading(Fraction(3, 2)),)
        yield Amount(found.group(), *found.span(), readings, Duty.MAY)


def _explaining(found: re.Match[str], values: list[Fraction]) -> Amount:
    """An amount that explains one of the other text and needs no partner itself."""
    readings: list[Reading] = []
    for value in values:
        readings += (Reading(value), Reading(value, PERCENT))
    return Amount(found.group(), *found.span(), tuple(readings), Duty.MAY)


def _collect_meanings() -> dict[str, list[Fraction]]:
    """What a word without a numeral can say: `twice`, `May`, `sixties`, `tenfold`."""
    meanings: dict[str, list[Fraction]] = defaultdict(list)
    for word, value in (*TIMES.items(), *MONTHS.items(), *ORDINALS.items()):
        meanings[word].append(Fraction(value))
    for word, tens in DECADES.items():
        meanings[word] += [Fraction(tens), Fraction(1900 + tens)]
    for word in DOUBLED:
        meanings[word].append(Fraction(100))
    for word, below in PARTS.items():
        meanings[word] += [Fraction(1, below), Fraction(100, below)]
    for word, value in CARDINALS.items():
        meanings[f"{word}fold"].append(Fraction(value))
    return dict(meanings)


_MEANINGS = _collect_meanings()
