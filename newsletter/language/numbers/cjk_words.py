"""List what says numbers, money and shares in Japanese, Chinese and Korean."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGIT_CHARS = (
    "〇零",
    "一壱",
    "二弐两",
    "三参",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
)


def _number_digits() -> dict[str, int]:
    digits: dict[str, int] = {}
    for value, chars in enumerate(_DIGIT_CHARS):
        digits.update(dict.fromkeys(chars, value))
    return digits


DIGITS = _number_digits()
DIGIT_CHARS = "".join(DIGITS)
# Scales within a myriad, and the myriads.
SMALL = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "千": 1000,
    "십": 10,
    "백": 100,
    "천": 1000,
}
BIG = {
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
SOME = "数何幾數几수"
# Between a number and its scale, "and more": 700多万, 30余亿.
MORE = "多余餘來"
# What follows 千 and 兆 where they are kilo and mega.
MEASURES = "瓦克米卡赫帕伏字"

# What follows a number and makes it money. Longest first; 元 not in 元素, 元年, 元日;
# 円 not in 円高; 엔 not in 백엔드, 원 not in 3원색.
CURRENCIES = (
    (r"米ドル|(?:US|us|アメリカ)ドル|USD|美元|미국 ?달러", "USD"),
    (r"豪ドル|オーストラリア・?ドル|AUD|澳元|호주 ?달러", "AUD"),
    (r"加ドル|カナダ・?ドル|CAD|加元", "CAD"),
    (r"香港ドル|HKD|港元", "HKD"),
    (r"シンガポール・?ドル|Sドル|SGD", "SGD"),
    (r"(?:NZ|ニュージーランド・?)ドル|NZD", "NZD"),
    (r"(?:台湾|新台湾|NT)ドル|TWD|新台币", "TWD"),
    (r"ドル|弗|달러", "USD"),
    (r"円(?!高|安|形|周|滑|熟|卓|柱|盤)|圓|JPY|日元|엔(?![진드트터])", "JPY"),
    (r"ユーロ(?!圏|ピ)|EUR|欧元|유로", "EUR"),
    (r"英ポンド|GBP|英镑|파운드", "GBP"),
    (r"ポンド", "GBP"),
    (r"人民元|元(?![素年日々来利祖気号請金首本])|CNY|RMB|위안", "CNY"),
    (r"ウォン|KRW|韩元|원(?![자전유인칙리색소])", "KRW"),
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
DOLLARS = {
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
SIGNS = {"¥": "JPY", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR"}
COUNTRIES = {
    "米": "USD",
    "豪": "AUD",
    "加": "CAD",
}  # 米4億ドル: it stands before the number

LETTER_SCALES = {
    "K": 10**3,
    "M": 10**6,
    "B": 10**9,
    "T": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
# The year before the first of each era.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}

# Words that say an amount without a numeral. They explain one in the other text; the
# other text need not have them.
WORDS = (
    (
        re.compile(r"半[分数額減値]|半ば|折半|過半数"),
        (Fraction(1, 2), Fraction(50)),
    ),
    (
        re.compile(
            r"倍増|倍に|倍の|倍以上|倍加|両[社国者方面氏名]|双方|ペア|二重"
        ),
        (Fraction(2),),
    ),
    (
        re.compile(r"四半期|四半世紀"),
        (Fraction(1, 4), Fraction(25), Fraction(3)),
    ),
    (re.compile(r"世紀"), (Fraction(100),)),
    (re.compile(r"ダース"), (Fraction(12),)),
    (re.compile(r"唯一|単一|単独|初めて|最初"), (Fraction(1),)),
    (
        re.compile(r"毎日|通年|年中無休|24時間|全天候|全年全天|365日"),
        (Fraction(365), Fraction(24), Fraction(7)),
    ),
    (re.compile(r"[時点點]半"), (Fraction(30),)),
    (
        re.compile(r"正午|真夜中|正子|中午|午夜|정오|자정"),
        (Fraction(12), Fraction(0)),
    ),
    (re.compile(r"(?<!\d)[万萬만](?=[名人字户戶件元円])"), (Fraction(10**4),)),
)
