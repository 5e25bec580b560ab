"""Read Japanese amounts (and Chinese and Korean ones, which count in the same myriads).

Digits in any width, 万億兆京 and 十百千, mixed (`1兆5000億`, `2万5千`), kanji digits (`二〇二五`),
currencies before or behind, 割・分・%・倍, years of an era, fractions, halves, clock times,
ranges. 数億円 and 何百万 are vague: only their magnitude counts.

Kanji numerals are also parts of words (一方, 十分, 千葉, 三菱, 四国, 万が一). Without a digit only
money, 割 and % oblige.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from newsletter.language.numbers.amount import (
    NUMBER,
    PERCENT,
    POINTS,
    Amount,
    Duty,
    Reading,
    drop_inside,
    parse_number,
    plain_duty,
    share_units,
)

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("〇零", "一壱", "二弐两", "三参", "四", "五", "六", "七", "八", "九")
    )
    for char in chars
}
_SMALL = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "千": 1000,
    "십": 10,
    "백": 100,
    "천": 1000,
}
_BIG = {
    "万": 10**4,
    "萬": 10**4,
    "億": 10**8,
    "亿": 10**8,
    "兆": 10**12,
    "京": 10**16,
    "만": 10**4,
    "억": 10**8,
    "조": 10**12,
}
_SOME = "数何幾數几수"
_TOKEN = re.compile(
    rf"(?P<number>{NUMBER})|(?P<digit>[{''.join(_DIGITS)}])|(?P<small>[{''.join(_SMALL)}])|(?P<big>[{''.join(_BIG)}])"
)

# What follows a number and makes it money. Longest first; 元 not in 元素, 元年, 元日; 円 not in
# 円高.
_CURRENCIES = (
    (r"米ドル|(?:US|us|アメリカ)ドル|USD|美元|미국 ?달러", "USD"),
    (r"豪ドル|オーストラリア・?ドル|AUD|澳元|호주 ?달러", "AUD"),
    (r"加ドル|カナダ・?ドル|CAD|加元", "CAD"),
    (r"香港ドル|HKD|港元", "HKD"),
    (r"シンガポール・?ドル|Sドル|SGD", "SGD"),
    (r"(?:NZ|ニュージーランド・?)ドル|NZD", "NZD"),
    (r"(?:台湾|新台湾|NT)ドル|TWD|新台币", "TWD"),
    (r"ドル|弗|달러", "USD"),
    (r"円(?!高|安|形|周|滑|熟|卓|柱|盤)|圓|JPY|日元|엔(?!진)", "JPY"),
    (r"ユーロ(?!圏|ピ)|EUR|欧元|유로", "EUR"),
    (r"英?ポンド|GBP|英镑|파운드", "GBP"),
    (r"人民元|元(?![素年日々来利祖気号請金首本])|CNY|RMB|위안", "CNY"),
    (r"ウォン|KRW|韩元|원(?![자전유인칙리])", "KRW"),
    (r"(?:インド・?)?ルピー|INR", "INR"),
    (r"(?:スイス・?)?フラン(?!ス)|CHF", "CHF"),
    (r"ルーブル|RUB", "RUB"),
    (r"バーツ|THB", "THB"),
    (r"レアル|BRL", "BRL"),
    (r"(?:トルコ・?)?リラ|TRY", "TRY"),
    (r"(?:メキシコ・?|フィリピン・?)?ペソ|MXN|PHP", "MXN"),
    (r"(?:ベトナム・?)?ドン(?![ドキ])|VND", "VND"),
    (r"ディルハム|AED", "AED"),
    (r"(?:サウジ・?)?リヤル|SAR", "SAR"),
)
_CURRENCY = re.compile(
    "|".join(f"(?P<c{index}>{pattern})" for index, (pattern, _) in enumerate(_CURRENCIES))
)
_BEFORE = re.compile(r"(?:(US|A|AU|C|CA|HK|S|NZ|NT)?\$|([¥€£₩₹])|(USD|JPY|EUR|GBP|AUD|CNY|KRW)) ?$")
_DOLLARS = {
    "US": "USD",
    "A": "AUD",
    "AU": "AUD",
    "C": "CAD",
    "CA": "CAD",
    "HK": "HKD",
    "S": "SGD",
    "NZ": "NZD",
    "NT": "TWD",
}
_SIGNS = {"¥": "JPY", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR"}
# 米4億ドル: the country stands before the number.
_COUNTRY = {"米": "USD", "豪": "AUD", "加": "CAD"}

_PERCENT = re.compile(r" ?(?:%|パーセント|プロセント|퍼센트)")
_TENTHS = re.compile(rf"割(?![りれる込])(?:(\d|[{''.join(_DIGITS)}])分)?")
_FRACTION = re.compile(
    rf"({NUMBER}|[{''.join(_DIGITS)}十百]+)分の({NUMBER}|[{''.join(_DIGITS)}十百]+)"
)
_LETTERS = re.compile(r" ?(bn|mn|tn|[KMBT])(?![A-Za-z0-9])")
_LETTER_SCALES = {
    "K": 10**3,
    "M": 10**6,
    "B": 10**9,
    "T": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA = re.compile(rf"({'|'.join(_ERAS)})(元|\d{{1,2}}|[{''.join(_DIGITS)}十]+)年")
_EACH = re.compile(r".{0,3}?(?:あたり|当たり|につき|ごと|毎に)")  # 1社あたり: "each company"
_DAY = re.compile(r"\d{1,2}日")
_CENTURY = re.compile(r"(\d\d)\d\d年?[~〜～–—-]$")
_HALF = re.compile(r"(?:年|時間|[かカヶケ箇]月|ヵ月|日|週間|倍|分|秒)半")
# Words that say an amount without a numeral; they explain one in the translation and
# oblige to nothing.
_WORDS = (
    (
        re.compile(r"半[分数額減値]|半ば|折半|過半数"),
        (Fraction(1, 2), Fraction(50)),
    ),
    (
        re.compile(r"倍増|倍に|倍の|倍以上|倍加|両[社国者方面氏名]|双方|ペア|二重"),
        (Fraction(2),),
    ),
    (re.compile(r"四半期|四半世紀"), (Fraction(1, 4), Fraction(25), Fraction(3))),
    (re.compile(r"世紀"), (Fraction(100),)),
    (re.compile(r"ダース"), (Fraction(12),)),
    (re.compile(r"唯一|単一|単独|初めて|最初"), (Fraction(1),)),
    (
        re.compile(r"毎日|通年|年中無休"),
        (Fraction(365), Fraction(24), Fraction(7)),
    ),
)
_JOINS = re.compile(
    r"\s*(?:(?:~|〜|～|―|–|—|-|から|ないし|または|もしくは|、|,|・|と|や|/|対|and|to)\s*約?\s*[$¥€£₩]?)\s*"
)


@dataclass(frozen=True, slots=True)
class _Numeral:
    start: int
    end: int
    value: Fraction
    scale: Fraction
    has_digit: bool
    has_big: bool
    vague: bool


def find_cjk_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a Japanese, Chinese or Korean text (NFKC) in order."""
    found = [*_find_eras(text), *_find_fractions(text)]
    taken = [(each.start, each.end) for each in found]
    free = (
        each
        for each in _find_numerals(text)
        if not any(start < each.end and each.start < end for start, end in taken)
    )
    found.extend(_build(text, numeral) for numeral in free)
    shared = share_units(drop_inside(found), text, lambda between: bool(_JOINS.fullmatch(between)))
    return (*shared, *_find_words(text))


def find_cjk_units(text: str) -> frozenset[str]:
    """Return the units a Japanese, Chinese or Korean text names anywhere."""
    units = {_CURRENCIES[int(str(match.lastgroup)[1:])][1] for match in _CURRENCY.finditer(text)}
    units |= {_SIGNS[char] for char in text if char in _SIGNS}
    if "$" in text:
        units.add("USD")
    if _PERCENT.search(text) or "割" in text:
        units.add(PERCENT)
    return frozenset(units)


# ---------------------------------------------------------------- numerals


def _find_numerals(text: str) -> Iterator[_Numeral]:
    place = 0
    while place < len(text):
        numeral = _read_numeral(text, place)
        if numeral is None:
            place += 1
        else:
            yield numeral
            place = numeral.end


def _read_numeral(text: str, start: int) -> _Numeral | None:
    """Read the longest numeral that begins here: sections below 万, each times its scale."""
    vague = text[start] in _SOME
    place = start + 1 if vague else start
    first = _TOKEN.match(text, place)
    if first is None or first.lastgroup == ("digit" if vague else "big"):
        return None
    total = section = Fraction(0)
    current: Fraction | None = None
    scale = 1
    has_digit = has_big = False
    last = ""
    while token := _TOKEN.match(text, place):
        kind = str(token.lastgroup)
        if not _continues(kind, last):
            break
        word = token.group()
        if kind == "number":
            current, has_digit, scale = parse_number(word), True, 1
        elif kind == "digit":
            current = Fraction(
                (current or 0) * 10 + _DIGITS[word] if last == "digit" else _DIGITS[word]
            )
            scale = 1
        elif kind == "small":
            section += (1 if current is None else current) * _SMALL[word]
            current, scale = (
                None,
                scale * _SMALL[word] if last == "number" else _SMALL[word],
            )
        else:
            section += current or 0
            total += (section or 1) * _BIG[word]
            scale = _BIG[word] * (scale if last == "small" else 1)
            section, current, has_big = Fraction(0), None, True
        last, place = kind, token.end()
    value = total + section + (current or 0)
    return _Numeral(start, place, value, Fraction(scale), has_digit, has_big, vague)


def _continues(kind: str, last: str) -> bool:
    """Two written numbers never touch, a kanji digit follows neither of them, and a scale needs something to scale."""
    if kind == "number":
        return last in ("", "small", "big")
    if kind == "digit":
        return last != "number"
    return True


def _build(text: str, numeral: _Numeral) -> Amount:
    unit, start, end = _find_unit(text, numeral)
    values, end = _find_values(text, numeral, end, unit)
    if unit == "割":
        unit = PERCENT
    readings = tuple(Reading(value, unit, numeral.vague) for value in values)
    if not unit and (points := POINTS.match(text, end)):
        readings += (Reading(values[0] / (100 if points["basis"] else 1), PERCENT),)
    if unit == "" and text[end : end + 1] == "倍":
        readings += (Reading(values[0] * 100, PERCENT),)
    return Amount(
        text[start:end],
        start,
        end,
        readings,
        _duty(text, numeral, unit, readings),
        numeral.scale,
    )


def _duty(text: str, numeral: _Numeral, unit: str, readings: tuple[Reading, ...]) -> Duty:
    if numeral.vague:
        return Duty.SHOULD if numeral.has_big else Duty.MAY
    if numeral.value == 1 and not unit and _EACH.match(text, numeral.end):
        return Duty.MAY
    if numeral.has_digit:
        return Duty.MUST if _is_date(text, numeral) else plain_duty(readings)
    if unit == "CNY" or (unit and not numeral.has_big and numeral.value <= 1):
        return Duty.MAY  # 一元化, 関東一円
    if unit:
        return Duty.MUST
    return Duty.SHOULD if numeral.has_big and numeral.value >= 10**5 else Duty.MAY


def _is_date(text: str, numeral: _Numeral) -> bool:
    """Month and day of a date are small, and wrong all the same when they are wrong."""
    after = text[numeral.end : numeral.end + 1]
    before = text[numeral.start - 1 : numeral.start]
    return (after == "月" and bool(_DAY.match(text, numeral.end + 1))) or (
        after == "日" and before == "月"
    )


def _find_unit(text: str, numeral: _Numeral) -> tuple[str, int, int]:
    """Unit, start and end of the amount with it."""
    start, end = numeral.start, numeral.end
    gap = 1 if text[end : end + 1] == " " else 0
    currency = _CURRENCY.match(text, end + gap)
    before = _BEFORE.search(text[max(0, start - 4) : start])
    if before and numeral.has_digit:
        dollars, sign, code = before.groups()
        unit = code or _SIGNS.get(sign or "") or _DOLLARS.get(dollars or "US", "USD")
        return unit, start - len(before.group()), end
    if currency:
        unit = _CURRENCIES[int(str(currency.lastgroup)[1:])][1]
        country = text[start - 1 : start]
        if unit == "USD" and currency.group() == "ドル" and country in _COUNTRY:
            return _COUNTRY[country], start - 1, currency.end()
        return unit, start, currency.end()
    if percent := _PERCENT.match(text, end):
        return PERCENT, start, percent.end()
    if tenths := _TENTHS.match(text, end):
        return "割", start, tenths.end()
    return "", start, end


def _find_values(
    text: str, numeral: _Numeral, end: int, unit: str
) -> tuple[tuple[Fraction, ...], int]:
    """The values the numeral can have here, the likeliest first."""
    value = numeral.value
    if unit == "割":
        tenths = _TENTHS.match(text, numeral.end)
        part = tenths.group(1) if tenths else None
        extra = (
            Fraction(_DIGITS.get(part, 0) if part in _DIGITS else int(part))
            if part
            else Fraction(0)
        )
        return (value * 10 + extra,), end
    if letters := _LETTERS.match(text, end):
        scaled = value * _LETTER_SCALES[letters.group(1)]
        return ((scaled,) if len(letters.group(1)) > 1 or unit else (value, scaled)), letters.end()
    if _HALF.match(text, end) or text[end : end + 1] == "半":
        months = (value * 12 + 6,) if text[end : end + 1] == "年" else ()
        return (value + Fraction(1, 2), value, *months), end
    after = text[end : end + 2]
    if after.startswith("時") and after != "時間":
        before = text[max(0, numeral.start - 2) : numeral.start]
        return (
            (value, value + 12)
            if before == "午後"
            else (value, value - 12)
            if value > 12
            else (value,)
        ), end
    if after == "年代" and value < 100:
        return (value, 1900 + value, 2000 + value), end
    century = _CENTURY.search(text[max(0, numeral.start - 6) : numeral.start])
    if after.startswith("年") and century and value < 100:
        return (value, int(century.group(1)) * 100 + value), end
    if after.startswith("年") and text[numeral.start - 1 : numeral.start] in (
        "'",
        "’",
    ):
        return (value, 2000 + value), end
    return (value,), end


# ---------------------------------------------------------------- eras, fractions, words


def _find_eras(text: str) -> Iterator[Amount]:
    for found in _ERA.finditer(text):
        year = Fraction(1) if found.group(2) == "元" else _kanji_value(found.group(2))
        readings = (Reading(_ERAS[found.group(1)] + year), Reading(year))
        yield Amount(found.group(), found.start(), found.end(), readings, Duty.MUST)


def _find_fractions(text: str) -> Iterator[Amount]:
    for found in _FRACTION.finditer(text):
        below, above = (_kanji_value(part) for part in found.groups())
        if below:
            value = above / below
            readings = (Reading(value), Reading(value * 100, PERCENT))
            yield Amount(found.group(), found.start(), found.end(), readings, Duty.MUST)


def _kanji_value(text: str) -> Fraction:
    numeral = _read_numeral(text, 0)
    return numeral.value if numeral else Fraction(0)


def _find_words(text: str) -> Iterator[Amount]:
    for pattern, values in _WORDS:
        for found in pattern.finditer(text):
            readings = tuple(Reading(value, unit) for value in values for unit in ("", PERCENT))
            yield Amount(found.group(), found.start(), found.end(), readings, Duty.MAY)
