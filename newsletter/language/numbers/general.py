"""Read amounts of all languages but English and those that count in myriads.

Digits with a decimal comma or point, scale words ("Millionen", "млрд"), number words
("dreizehn"), shares and money before or behind. Where a separator can be read two ways
(`1.234`, `1,5`) both readings stand. Of a language whose words are not known here only
digits, signs and codes are read.

A number word needs no partner: "eine", "zwei" are too often no numbers. It explains a
number of the other text, and with a scale of a million and up it is an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import filterfalse

from newsletter.language.numbers.amount import (
    MAX_DIGITS,
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
    share_units,
)
from newsletter.language.numbers.centuries import find_roman_centuries
from newsletter.language.numbers.dates import find_dates
from newsletter.language.numbers.general_words import (
    AFTER,
    BEFORE,
    UNIT,
    Words,
    get_words,
    has_words,
)

_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{2})+,\d{3}(?!\d)"  # 12,34,567 as in India
    r"|\d+(?:[.,'’٬\u00a0\u202f ]\d{3})+(?!\d)(?:[.,٫]\d+)?"
    r"|\d+(?:[.,٫]\d+)?"
)
_GROUPING = re.compile(r"['’٬\u00a0\u202f ]")
_DECADE = re.compile(
    r"-?(?:er|е|х|го|ті|er-?jahre|tych|ych|te)\b|\.\s(?:let|letech|léta|lata)\b",
    re.IGNORECASE,
)
_TENS = frozenset(map(Fraction, range(20, 100, 10)))
_JOINS = re.compile(
    r"\s*(?:-|–|—|,|/|a|e|y|et|und|à|bis|ou|o|oder|do|i|y|до|и|та|en|tot|och|till|və|ve|ila"
    r"|đến|sampai|hingga|dan|إلى|و|से|ถึง)\s*(?:US\$|R\$|\$|€|¥|£)?\s*"
)
_YEARS = re.compile(
    r"\b(?:années|anni|años|anos|роки|години|jaren|lat|latach|lata)\s+$",
    re.IGNORECASE,
)
_HUNDREDS = re.compile(
    r"-?(?:tal(?:et|ets|en)?|luvu\w+|luku\w*)\b|-\s(?:till?|och|eller)\s\d+00-tal"
)
# 1,3,5-7: no number has two decimal marks.
_ROW = re.compile(
    r"\d{1,2}(?<![\d.,]\d)(?<![\d.,]\d\d)(?:,\d{1,2}){2,}(?![\d.,]?\d)"
)
_DIGITS = re.compile(r"\d+")
_LARGE = 10**6
_LARGEST = 10**MAX_DIGITS  # what is larger is no amount
_NEAR = 8  # characters in which a unit before a number stands
_ABBREVIATION_CHARS = 4
_NOT_ONLY_UNITS = frozenset({"GBP", POINT})  # Pfund, libras: also a weight
_SIGN = re.compile("[$€¥£₹₩]")
_UNITS = {"percent": PERCENT, "pt": POINT}


def knows_words(language: str) -> bool:
    """Tell whether scale and number words of the language are known."""
    return has_words(language)


def find_general_amounts(
    text: str,
    language: str,
    *,
    explaining: bool = True,
) -> tuple[Amount, ...]:
    """Return the amounts of a text (NFKC, plain digits) in order.

    Args:
        text: Plain text.
        language: BCP 47 tag.
        explaining: Look for words that say an amount without a numeral, too.
    """
    words = get_words(language)
    found = [*find_dates(text), *_find_rows(text), *find_roman_centuries(text)]
    dates = mark_places(found)
    found += (
        _build(text, match, words)
        for match in _NUMBER.finditer(text)
        if not overlaps(*match.span(), dates)
    )
    if explaining or words.bare_scale.search(text):
        spelled = _find_spelled(text, words)
        found += filterfalse(partial(_lies_in, mark_places(found)), spelled)
    if explaining:
        ordinals = _find_ordinals(text, words)
        found += filterfalse(partial(_lies_in, mark_places(found)), ordinals)
    return share_units(drop_inside(found), text, _JOINS.fullmatch)


def _lies_in(found: frozenset[int], amount: Amount) -> bool:
    """Tell whether an amount in words stands where one in digits was found."""
    return overlaps(amount.start, amount.end, found)


def find_general_units(text: str) -> frozenset[str]:
    """Return the units the text names anywhere."""
    units = set(map(_unit, UNIT.finditer(text)))
    for sign in _SIGN.finditer(text):
        end = sign.end()
        units.add(_unit(BEFORE.search(text[max(0, end - _NEAR) : end])))
    return frozenset(units) - {"", POINT}


# ---------------------------------------------------------------- digits


def _find_rows(text: str) -> Iterator[Amount]:
    """The members of a list that is written without blanks."""
    for row in _ROW.finditer(text):
        for number in _DIGITS.finditer(text, *row.span()):
            readings = (Reading(Fraction(number.group())),)
            duty = plain_duty(readings)
            yield Amount(number.group(), *number.span(), readings, duty)


def _build(text: str, match: re.Match[str], words: Words) -> Amount:
    """Make the amount of digits with the scale and unit beside them."""
    scale, end = _read_scale(text, match.end(), words)
    unit, start, end = _read_unit(text, match.start(), end)
    values = _read_digits(match.group())
    is_price = unit and scale == 1
    if is_price and "." in match.group():
        values = values[:1]  # no price has three decimals: 1.500 Euro
    readings = [Reading(value * scale, unit) for value in values]
    if unit in _NOT_ONLY_UNITS:
        readings += [Reading(reading.value) for reading in readings]
    readings += _read_decade(text, match, values[0])
    if not unit and (span := words.span(text, end)):
        readings.append(Reading(values[0] * span))
    duty = plain_duty(readings)
    if is_in_name(text, match.start()):
        duty = Duty.MAY
    return Amount(text[start:end], start, end, tuple(readings), duty, scale)


def _read_scale(text: str, end: int, words: Words) -> tuple[Fraction, int]:
    """The product of the scale words from here on, and where they end."""
    scale = Fraction(1)
    while found := words.scale.match(text, end):
        if scale < _LARGEST:
            scale *= words.factor(found.group(1))
        end = found.end(1)
        if len(found.group(1)) <= _ABBREVIATION_CHARS:
            end = found.end()  # with the dot of "Mio."
    return scale, end


def _read_unit(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The unit before or behind a number; start and end of the amount with it."""
    before = BEFORE.search(text[max(0, start - _NEAR) : start])
    if before:
        return _unit(before), start - len(before.group()), end
    after = AFTER.match(text, end)
    if after:
        return _unit(after), start, after.end()
    return "", start, end


def _unit(match: re.Match[str] | None) -> str:
    """The unit whose words were found; "" for none."""
    name = str(match.lastgroup) if match else ""
    return _UNITS.get(name, name)


def _read_decade(
    text: str, match: re.Match[str], value: Fraction
) -> Iterator[Reading]:
    """`die 90er`, `années 90`: 1990. And `1600-talet` is the 17th century."""
    if value >= 100:
        if value % 100 == 0 and _HUNDREDS.match(text, match.end()):
            yield Reading(value / 100 + 1)
        return
    before = text[max(0, match.start() - 12) : match.start()]
    if _DECADE.match(text, match.end()) or _YEARS.search(before):
        yield Reading(1900 + value)
        yield Reading(2000 + value)


def _read_tens(text: str, start: int, value: Fraction) -> Iterator[Reading]:
    """`años noventa`, `jaren negentig`: 1990."""
    if _YEARS.search(text[max(0, start - 12) : start]):
        yield from _read_years(value)


def _read_years(value: Fraction) -> Iterator[Reading]:
    """What tens are as a decade: ninety is 1990."""
    if value in _TENS:
        yield Reading(1900 + value)


def _read_digits(text: str) -> tuple[Fraction, ...]:
    """The values digits can have: `1.234` is 1234 or 1.234, `1.234,5` is 1234.5, `0,125` 1/8."""
    plain = _GROUPING.sub("", text).replace("٫", ",")[:MAX_DIGITS]
    marks = re.sub(r"\d", "", plain)
    if not marks:
        return (Fraction(plain),)
    last = marks[-1]
    whole = Fraction(re.sub(r"[.,]", "", plain))
    if marks.count(last) > 1:
        return (whole,)
    before, decimals = re.sub(rf"[^\d{last}]", "", plain).split(last)
    decimal = Fraction(f"{before}.{decimals}")
    if len(decimals) != 3 or before == "0":
        return (decimal,)
    return tuple(dict.fromkeys((whole, decimal)))


# ---------------------------------------------------------------- words


def _find_spelled(text: str, words: Words) -> Iterator[Amount]:
    """Number words, and scale words that stand without a number.

    What an amount has read is not read again from its middle: a row of scale words is one.
    """
    read_to = 0
    for start, end, value in words.numbers.find(text):
        if start >= read_to:
            amount = _build_spelled(text, start, end, value, words)
            yield amount
            read_to = amount.end
    if not words.scales:
        return
    read_to = 0
    for match in words.bare_scale.finditer(text):
        start = match.start()
        if start >= read_to and not text[start - 1 : start].isalpha():
            amount = _build_spelled(
                text, start, start, Fraction(1), words, is_bare=True
            )
            yield amount
            read_to = amount.end


def _find_ordinals(text: str, words: Words) -> Iterator[Amount]:
    """`zwölfte`, `trentesima`, `neunziger`: the other text may write a number."""
    for start, end, value in words.ordinals.find(text):
        readings = (Reading(value), *_read_years(value))
        yield Amount(text[start:end], start, end, readings, Duty.MAY)


def _build_spelled(
    text: str,
    start: int,
    end: int,
    value: Fraction,
    words: Words,
    *,
    is_bare: bool = False,
) -> Amount:
    """Make the amount of number words, or of a scale word alone (`is_bare`)."""
    scale, end = _read_scale(text, end, words)
    unit, first, end = _read_unit(text, start, end)
    worth = value * scale
    readings = [Reading(worth, unit)]
    if is_bare:  # "Millionen Euro": a magnitude without a number
        readings.append(Reading(worth, unit, vague=True))
    if not unit:
        readings.append(Reading(worth * 100, PERCENT))
        readings += _read_tens(text, first, worth)
        if span := words.span(text, end):
            readings.append(Reading(worth * span))
    duty = Duty.MAY
    if scale >= _LARGE and not is_bare and value != 1:
        duty = Duty.MUST if unit else Duty.SHOULD
    return Amount(text[first:end], first, end, tuple(readings), duty, scale)
