"""Read Japanese, Chinese and Korean amounts, which all count in myriads.

Digits in any width, 万億兆京 and 十百千, mixed (`1兆5000億`, `2万5千`), kanji digits
(`二〇二五`), currencies before or behind, 割・分・%・倍, years of an era, fractions,
halves, clock times, ranges. 数億円 and 何百万 are vague: only their magnitude counts.

Kanji numerals are also parts of words (一方, 十分, 千葉, 三菱, 四国, 万が一). Without a
digit the other text must have only money, 割 and %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from newsletter.language.numbers.amount import (
    NUMBER,
    PERCENT,
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
from newsletter.language.numbers.cjk_numerals import (
    MyriadNumeral,
    find_numerals,
    read_numeral,
)
from newsletter.language.numbers.cjk_words import (
    COUNTRIES,
    CURRENCIES,
    DIGIT_CHARS,
    DIGITS,
    DOLLARS,
    ERAS,
    LETTER_SCALES,
    SIGNS,
    WORDS,
)
from newsletter.language.numbers.dates import find_dates

# 182・44ドル, 99・9% : a middle dot as decimal point.
_MIDDLE_DOT = re.compile(
    r"(?<![\d・])(\d+)・(\d{1,3})(?=[ドル円ユポ%メキ倍度秒mkキcトン兆億万])"
)
_CURRENCY = re.compile(
    "|".join(
        f"(?P<c{index}>{pattern})"
        for index, (pattern, _) in enumerate(CURRENCIES)
    ),
)
_BEFORE = re.compile(
    r"(?:(US|A|AU|C|CA|HK|S|NZ|NT)?\$|([¥€£₩₹])|(USD|JPY|EUR|GBP|AUD|CNY|KRW)) ?$",
)
_PERCENT = re.compile(r" ?(?:%|パーセント|プロセント|퍼센트)")
_TENTHS = re.compile(
    r"(?:割(?![りれる込])|成(?=[。，、,的以左多半]|$))"
    rf"(?:(?P<part>\d|[{DIGIT_CHARS}])分|(?P<half>半))?"
)
_TENS_RANGE = re.compile(
    r"百分之([一二三四五六七八九])([一二三四五六七八九])十"
)
# 20世纪六七十年代: the 1960s and 1970s.
_TENS = "[一二三四五六七八九]"
_DECADES = re.compile(
    r"(?P<century>\d\d) ?世[纪紀] ?"
    rf"(?:(?P<first>{_TENS})?(?P<second>{_TENS})十|(?P<digits>\d0) ?)年代"
)
_TENS_VALUES = {char: value * 10 for char, value in DIGITS.items()}
# 18年 is also 2018, but 18年間 is not.
_YEAR = re.compile(r"年(?!間|代|後|后|前|以|ぶ|目|来|連|分|物|半|间|多)")
# From within a row of digits it is not tried again: a row of thousands would be read from each.
_COUNT_CHARS = f"[{DIGIT_CHARS}十百]"
_FRACTION = re.compile(
    rf"((?<!\d)(?!(?<=\d,)\d{{3}}(?!\d))(?:{NUMBER})|(?<!{_COUNT_CHARS}){_COUNT_CHARS}+)"
    rf"分[の之]({NUMBER}|{_COUNT_CHARS}+)"
)
_LETTERS = re.compile(r" ?(bn|mn|tn|[KMBT])(?![A-Za-z0-9])")
_ERA = re.compile(rf"({'|'.join(ERAS)})(元|\d{{1,2}}|[{DIGIT_CHARS}十]+)年")
_EACH = re.compile(
    r".{0,3}?(?:あたり|当たり|につき|ごと|毎に)"
)  # 1社あたり: "each company"
_MONTHS = ("月", "월")
_DAYS = ("日", "일")
_NEAR = 8  # characters in which the month before a day stands
_MONTH_AND_DAY = re.compile(r"[月월] ?\d{1,2} ?[日일]")
_CENTURY = re.compile(r"(\d\d)\d\d年?[~〜～–—-]$")
_RADIX = re.compile(r"\s?(?:進|进制|진수|진법)")
_RATE = re.compile(r"1\s?(?:ドル|ユーロ|ポンド|元|美元|欧元|달러|유로)\s?=")
_UNITS_BY_SIGN = {**SIGNS, "$": "USD", "割": PERCENT}
_HALF = re.compile(r"半|(?:年|時間|[かカヶケ箇]月|ヵ月|日|週間|倍|分|秒)半")
_JOINS = re.compile(
    r"\s*(?:"
    r"(?:~|〜|～|―|–|—|-|から|ないし|または|もしくは|、|,|・|と|や|/|対|and|to"
    r"|至|到|에서|내지)"
    r"\s*約?\s*[$¥€£₩]?"
    r")\s*"
)


def find_cjk_amounts(
    text: str, *, explaining: bool = True
) -> tuple[Amount, ...]:
    """Return the amounts of a Japanese, Chinese or Korean text (NFKC) in order.

    Args:
        text: Plain text (NFKC).
        explaining: Look for words that say an amount without a numeral, too.
    """
    text = _MIDDLE_DOT.sub(r"\1.\2", text)
    found = [
        *_find_eras(text),
        *_find_fractions(text),
        *_find_decades(text),
        *find_dates(text, has_short=False),
    ]
    taken = mark_places(found)
    found += [
        _build(text, numeral)
        for numeral in find_numerals(text)
        if not overlaps(numeral.start, numeral.end, taken)
    ]
    shared = share_units(drop_inside(found), text, _JOINS.fullmatch)
    return (*shared, *_find_words(text)) if explaining else shared


def find_cjk_units(text: str) -> frozenset[str]:
    """Return the units a Japanese, Chinese or Korean text names anywhere."""
    units = set(map(_currency_of, _CURRENCY.finditer(text)))
    units |= {
        _UNITS_BY_SIGN[char] for char in _UNITS_BY_SIGN.keys() & set(text)
    }
    if _PERCENT.search(text):
        units.add(PERCENT)
    return frozenset(units)


def _currency_of(found: re.Match[str]) -> str:
    """The currency of the pattern that matched."""
    return CURRENCIES[int(str(found.lastgroup)[1:])][1]


# ---------------------------------------------------------------- amounts


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a numeral means where it stands: values (the likeliest first) and unit."""

    values: tuple[Fraction, ...]
    unit: str
    start: int
    end: int


def _build(text: str, numeral: MyriadNumeral) -> Amount:
    """Make the amount of a numeral and the units beside it."""
    meaning = _read_meaning(text, numeral)
    readings = tuple(_read_readings(text, numeral, meaning))
    return Amount(
        text[meaning.start : meaning.end],
        meaning.start,
        meaning.end,
        readings,
        _duty(text, numeral, meaning.unit, readings),
        numeral.scale,
    )


def _read_readings(
    text: str, numeral: MyriadNumeral, meaning: _Meaning
) -> Iterator[Reading]:
    """All that a numeral can mean with its unit, the likeliest first."""
    values, unit, end = meaning.values, meaning.unit, meaning.end
    for value in values:
        yield Reading(value, unit, numeral.vague)
    said = text[meaning.start : end]
    if said.endswith("ポンド") and not said.endswith("英ポンド"):
        yield Reading(values[0], "", numeral.vague)  # perhaps a weight
    if unit:
        return
    yield from read_points(text, end, values[0])
    if text[end : end + 1] == "倍":
        yield Reading(values[0] * 100, PERCENT)


def _duty(
    text: str, numeral: MyriadNumeral, unit: str, readings: tuple[Reading, ...]
) -> Duty:
    """How surely the other text must have the amount."""
    if numeral.vague:
        return Duty.SHOULD if numeral.has_big else Duty.MAY
    if _is_phrase(text, numeral, unit):
        return Duty.MAY
    if numeral.has_digit:
        return Duty.MUST if _is_date(text, numeral) else plain_duty(readings)
    return _duty_of_word(numeral, unit)


def _duty_of_word(numeral: MyriadNumeral, unit: str) -> Duty:
    """The same of a numeral in characters: 三円 is an amount, 三 perhaps a part of a word."""
    if unit:
        return Duty.MAY if _is_word(numeral, unit) else Duty.MUST
    is_great = numeral.has_big and numeral.value >= 10**5
    return Duty.SHOULD if is_great else Duty.MAY


_ONE = ("", Fraction(1))


def _is_phrase(text: str, numeral: MyriadNumeral, unit: str) -> bool:
    """1社あたり is "each company", 16進数 "hexadecimal", and COVID-19 a name."""
    start, end = numeral.start, numeral.end
    if _RATE.match(text, start):
        return True
    if (unit, numeral.value) == _ONE and _EACH.match(text, end):
        return True
    if not numeral.has_digit:
        return False
    is_name = not unit and is_in_name(text, start)
    return is_name or bool(_RADIX.match(text, end))


def _is_word(numeral: MyriadNumeral, unit: str) -> bool:
    """一元化 and 関東一円 are words, not money."""
    return unit == "CNY" or (not numeral.has_big and numeral.value <= 1)


def _is_date(text: str, numeral: MyriadNumeral) -> bool:
    """Month and day of a date are small, and wrong all the same when they are wrong."""
    before = text[max(0, numeral.start - _NEAR) : numeral.start].rstrip()
    is_day = before.endswith(_MONTHS) and text.startswith(_DAYS, numeral.end)
    return is_day or bool(_MONTH_AND_DAY.match(text, numeral.end))


def _read_meaning(text: str, numeral: MyriadNumeral) -> _Meaning:
    """The unit before or behind the numeral, and the values it can have with it."""
    lettered = _read_lettered_money(text, numeral)
    if lettered:
        return lettered
    money = _read_money(text, numeral)
    if money:
        values, end = _read_values(text, numeral, money.end, money.unit)
        return _Meaning(values, money.unit, money.start, end)
    start, end = numeral.start, numeral.end
    if percent := _PERCENT.match(text, end):
        values, end = _read_values(text, numeral, percent.end(), PERCENT)
        return _Meaning(values, PERCENT, start, end)
    if tenths := _TENTHS.match(text, end):
        return _Meaning(
            (_tenths(numeral, tenths),), PERCENT, start, tenths.end()
        )
    values, end = _read_values(text, numeral, end, "")
    return _Meaning(values, "", start, end)


def _tenths(numeral: MyriadNumeral, found: re.Match[str]) -> Fraction:
    """1割8分 is 18 %, 七成半 is 75 %."""
    part = 5 if found["half"] else _digit(found["part"] or "0")
    return numeral.value * 10 + part


def _digit(char: str) -> int:
    """The value of a digit, in kanji or not."""
    return DIGITS[char] if char in DIGITS else int(char)


def _read_lettered_money(text: str, numeral: MyriadNumeral) -> _Meaning | None:
    """`25bn円`: a letter for the scale stands between number and currency."""
    letters = _LETTERS.match(text, numeral.end)
    currency = _CURRENCY.match(text, letters.end()) if letters else None
    if letters is None or currency is None:
        return None
    value = numeral.value * LETTER_SCALES[letters.group(1)]
    return _Meaning(
        (value,), _currency_of(currency), numeral.start, currency.end()
    )


def _read_money(text: str, numeral: MyriadNumeral) -> _Meaning | None:
    """The currency before or behind a numeral; its values come later."""
    start, end = numeral.start, numeral.end
    before = _BEFORE.search(text[max(0, start - 4) : start])
    if before and numeral.has_digit:
        return _Meaning((), _unit_before(before), start - len(before[0]), end)
    if text.startswith(" ", end):
        end += 1
    currency = _CURRENCY.match(text, end)
    if currency is None:
        return None
    end = currency.end()
    country = COUNTRIES.get(text[start - 1 : start])
    if country and currency.group() == "ドル":
        return _Meaning((), country, start - 1, end)
    return _Meaning((), _currency_of(currency), start, end)


def _unit_before(found: re.Match[str]) -> str:
    """The currency that a code, a sign or a kind of dollar names."""
    dollars, sign, code = found.groups()
    if code:
        return str(code)
    if sign:
        return SIGNS[sign]
    return DOLLARS[dollars or "US"]


def _read_values(
    text: str,
    numeral: MyriadNumeral,
    end: int,
    unit: str,
) -> tuple[tuple[Fraction, ...], int]:
    """The values the numeral can have here, the likeliest first; and where it ends."""
    value = numeral.value
    if letters := _LETTERS.match(text, end):
        scaled = value * LETTER_SCALES[letters.group(1)]
        is_sure = len(letters.group(1)) > 1 or bool(unit)
        return ((scaled,) if is_sure else (value, scaled)), letters.end()
    if _HALF.match(text, end):
        half = (value + Fraction(1, 2), value)
        return (*half, value * 12 + 6) if text[end] == "年" else half, end
    return _read_time(text, numeral, end), end


def _read_time(
    text: str, numeral: MyriadNumeral, end: int
) -> tuple[Fraction, ...]:
    """Hours by the other clock, short years by their century."""
    value = numeral.value
    after = text[end : end + 2]
    before = text[max(0, numeral.start - 6) : numeral.start]
    if after.startswith("時") and after != "時間":
        return _hours(value, is_afternoon=before.endswith("午後"))
    if value >= 100:
        return (value,)
    if after == "年代":
        return (value, 1900 + value, 2000 + value)
    if after.startswith("年"):
        is_year = bool(_YEAR.match(text, end)) or before.endswith(("'", "’"))
        return _short_years(value, before, is_year=is_year)
    if after.startswith(("后", "後")):
        return (value, 1900 + value)  # 95后: born after 1995
    return (value,)


def _short_years(
    value: Fraction, before: str, *, is_year: bool
) -> tuple[Fraction, ...]:
    """2010〜14年: the century of the year before; 18年: this one or the last."""
    century = _CENTURY.search(before)
    if century:
        return (value, int(century.group(1)) * 100 + value)
    if is_year:
        return (value, 2000 + value, 1900 + value)
    return (value,)


def _hours(value: Fraction, *, is_afternoon: bool) -> tuple[Fraction, ...]:
    """An hour by both clocks."""
    if is_afternoon:
        return (value, value + 12)
    return (value, value - 12) if value > 12 else (value,)


# ---------------------------------------------------------------- eras, fractions, words


def _find_eras(text: str) -> Iterator[Amount]:
    """令和7年: the year of the common era, or the number of the year."""
    for found in _ERA.finditer(text):
        era, number = found.groups()
        year = Fraction(1) if number == "元" else _numeral_value(number)
        readings = (Reading(ERAS[era] + year), Reading(year))
        yield Amount(found.group(), *found.span(), readings, Duty.MUST)


def _find_decades(text: str) -> Iterator[Amount]:
    """20世纪六七十年代: each decade, and the century that need not come over."""
    for found in _DECADES.finditer(text):
        century = found["century"]
        reading = (Reading(Fraction(century)),)
        yield Amount(century, *found.span("century"), reading, Duty.MAY)
        first_year = 100 * (int(century) - 1)
        for name in ("first", "second", "digits"):
            if decade := found[name]:
                value = Fraction(_TENS_VALUES.get(decade) or decade)
                readings = (Reading(first_year + value), Reading(value))
                yield Amount(decade, *found.span(name), readings, Duty.MUST)


def _find_fractions(text: str) -> Iterator[Amount]:
    """三分之二, 3分の1; 百分之六七十 is sixty to seventy per cent."""
    for found in _TENS_RANGE.finditer(text):
        for group in (1, 2):
            value = Fraction(_TENS_VALUES[found.group(group)])
            readings = (Reading(value, PERCENT),)
            place = found.span(group)
            yield Amount(found.group(), *place, readings, Duty.MUST)
    for found in _FRACTION.finditer(text):
        if _TENS_RANGE.match(text, found.start()):
            continue
        below, above = map(_numeral_value, found.groups())
        if below:
            share = _read_share(above, below)
            yield Amount(found.group(), *found.span(), share, Duty.MUST)


def _read_share(above: Fraction, below: Fraction) -> tuple[Reading, ...]:
    """A fraction, and the same in per cent; 百分之 says per cent first."""
    share = Reading(above / below)
    in_percent = Reading(100 * above / below, PERCENT)
    if below == 100:
        return in_percent, share
    return share, in_percent


def _numeral_value(text: str) -> Fraction:
    """The value of a numeral that is the whole text; 0 for another text."""
    numeral = read_numeral(text, 0)
    return numeral.value if numeral else Fraction(0)


def _find_words(text: str) -> Iterator[Amount]:
    """Words that say an amount without a numeral; they need no partner."""
    for pattern, values in WORDS:
        plain = [Reading(value) for value in values]
        in_percent = [replace(reading, unit=PERCENT) for reading in plain]
        readings = (*plain, *in_percent)
        for found in pattern.finditer(text):
            yield Amount(found.group(), *found.span(), readings, Duty.MAY)
