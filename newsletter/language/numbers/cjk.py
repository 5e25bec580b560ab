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
from dataclasses import dataclass
from fractions import Fraction

from newsletter.language.numbers.amount import (
    NUMBER,
    PERCENT,
    Amount,
    Duty,
    Reading,
    drop_inside,
    is_in_name,
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
from newsletter.language.numbers.dates import (
    find_dates,
)

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
    rf"(?:(\d|[{DIGIT_CHARS}])分|(半))?"
)
_TENS_RANGE = re.compile(
    r"百分之([一二三四五六七八九])([一二三四五六七八九])十"
)
# 20世纪六七十年代: the 1960s and 1970s.
_TENS = "[一二三四五六七八九]"
_DECADES = re.compile(
    rf"(\d\d) ?世[纪紀] ?(?:({_TENS})?({_TENS})十|(\d0) ?)年代"
)
# 18年 is also 2018, but 18年間 is not.
_YEAR = re.compile(r"年(?!間|代|後|后|前|以|ぶ|目|来|連|分|物|半|间|多)")
_FRACTION = re.compile(
    rf"({NUMBER}|[{DIGIT_CHARS}十百]+)分[の之]({NUMBER}|[{DIGIT_CHARS}十百]+)"
)
_LETTERS = re.compile(r" ?(bn|mn|tn|[KMBT])(?![A-Za-z0-9])")
_ERA = re.compile(rf"({'|'.join(ERAS)})(元|\d{{1,2}}|[{DIGIT_CHARS}十]+)年")
_EACH = re.compile(
    r".{0,3}?(?:あたり|当たり|につき|ごと|毎に)"
)  # 1社あたり: "each company"
_MONTHS = ("月", "월")
_DAY = re.compile(r" ?\d{1,2} ?[日일]")
_CENTURY = re.compile(r"(\d\d)\d\d年?[~〜～–—-]$")
_RADIX = re.compile(r"\s?(?:進|进制|진수|진법)")
_RATE = re.compile(r"1\s?(?:ドル|ユーロ|ポンド|元|美元|欧元|달러|유로)\s?=")
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
    """Return the amounts of a Japanese, Chinese or Korean text (NFKC) in order."""
    text = _MIDDLE_DOT.sub(r"\1.\2", text)
    found = [
        *_find_eras(text),
        *_find_fractions(text),
        *_find_decades(text),
        *find_dates(text),
    ]
    taken = [(amount.start, amount.end) for amount in found]
    found += [
        _build(text, numeral)
        for numeral in find_numerals(text)
        if not overlaps(numeral.start, numeral.end, taken)
    ]
    shared = share_units(drop_inside(found), text, _joins)
    return (*shared, *_find_words(text)) if explaining else shared


def _joins(between: str) -> bool:
    """Tell whether what stands between two amounts makes a range or a list of them."""
    return bool(_JOINS.fullmatch(between))


def find_cjk_units(text: str) -> frozenset[str]:
    """Return the units a Japanese, Chinese or Korean text names anywhere."""
    units = {_currency_of(found) for found in _CURRENCY.finditer(text)}
    units |= {SIGNS[char] for char in text if char in SIGNS}
    if "$" in text:
        units.add("USD")
    if _PERCENT.search(text) or "割" in text:
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
    if unit:
        return Duty.MAY if _is_word(numeral, unit) else Duty.MUST
    is_large = numeral.has_big and numeral.value >= 10**5
    return Duty.SHOULD if is_large else Duty.MAY


def _is_phrase(text: str, numeral: MyriadNumeral, unit: str) -> bool:
    """1社あたり is "each company", 16進数 "hexadecimal", and COVID-19 a name."""
    if _RATE.match(text, numeral.start):
        return True
    end = numeral.end
    if numeral.value == 1 and not unit and _EACH.match(text, end):
        return True
    if not numeral.has_digit:
        return False
    if _RADIX.match(text, end):
        return True
    return not unit and is_in_name(text, numeral.start)


def _is_word(numeral: MyriadNumeral, unit: str) -> bool:
    """一元化 and 関東一円 are words, not money."""
    return unit == "CNY" or (not numeral.has_big and numeral.value <= 1)


def _is_date(text: str, numeral: MyriadNumeral) -> bool:
    """Month and day of a date are small, and wrong all the same when they are wrong."""
    after = text[numeral.end : numeral.end + 1]
    if after in _MONTHS:
        return bool(_DAY.match(text, numeral.end + 1))
    before = text[: numeral.start].rstrip()
    return after in ("日", "일") and before.endswith(_MONTHS)


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
    if found.group(2):
        return numeral.value * 10 + 5
    part = found.group(1) or "0"
    return numeral.value * 10 + (DIGITS[part] if part in DIGITS else int(part))


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
    gap = 1 if text[end : end + 1] == " " else 0
    currency = _CURRENCY.match(text, end + gap)
    if currency is None:
        return None
    country = text[start - 1 : start]
    if currency.group() == "ドル" and country in COUNTRIES:
        return _Meaning((), COUNTRIES[country], start - 1, currency.end())
    return _Meaning((), _currency_of(currency), start, currency.end())


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
        yield Amount(
            found.group(), found.start(), found.end(), readings, Duty.MUST
        )


def _find_decades(text: str) -> Iterator[Amount]:
    """20世纪六七十年代: each decade, and the century that need not come over."""
    for found in _DECADES.finditer(text):
        century, *decades = found.groups()
        first_year = 100 * (int(century) - 1)
        end = found.start() + len(century)
        yield Amount(
            century, found.start(), end, (Reading(Fraction(century)),), Duty.MAY
        )
        for group, decade in enumerate(decades, 2):
            if decade:
                value = DIGITS[decade] * 10 if decade in DIGITS else int(decade)
                readings = (
                    Reading(Fraction(first_year + value)),
                    Reading(Fraction(value)),
                )
                yield Amount(decade, *found.span(group), readings, Duty.MUST)


def _find_fractions(text: str) -> Iterator[Amount]:
    """三分之二, 3分の1; 百分之六七十 is sixty to seventy per cent."""
    for found in _TENS_RANGE.finditer(text):
        for group in (1, 2):
            value = Fraction(DIGITS[found.group(group)] * 10)
            place = found.span(group)
            yield Amount(
                found.group(), *place, (Reading(value, PERCENT),), Duty.MUST
            )
    for found in _FRACTION.finditer(text):
        if _TENS_RANGE.match(text, found.start()):
            continue
        below, above = map(_numeral_value, found.groups())
        if below:
            value = above / below
            readings = (Reading(value), Reading(value * 100, PERCENT))
            if below == 100:
                readings = (readings[1], readings[0])
            yield Amount(
                found.group(), found.start(), found.end(), readings, Duty.MUST
            )


def _numeral_value(text: str) -> Fraction:
    """The value of a numeral that is the whole text; 0 for another text."""
    numeral = read_numeral(text, 0)
    return numeral.value if numeral else Fraction(0)


def _find_words(text: str) -> Iterator[Amount]:
    """Words that say an amount without a numeral; they need no partner."""
    for pattern, values in WORDS:
        readings = (
            *(Reading(value) for value in values),
            *(Reading(value, PERCENT) for value in values),
        )
        for found in pattern.finditer(text):
            yield Amount(
                found.group(), found.start(), found.end(), readings, Duty.MAY
            )
