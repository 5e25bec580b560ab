"""List the English words that say numbers, shares and money."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_NTH = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    "twentieth"
)


def _table(lines: str) -> dict[str, int]:
    """`"7: week weekly\n12: dozen"` → `{"week": 7, "weekly": 7, "dozen": 12}`."""
    table: dict[str, int] = {}
    for line in lines.strip().splitlines():
        value, words = line.split(":")
        table.update(dict.fromkeys(words.split(), int(value)))
    return table


def _codes(lines: str) -> dict[str, str]:
    """`"GBP: pound, pounds"` → `{"pound": "GBP", "pounds": "GBP"}`."""
    table: dict[str, str] = {}
    for line in lines.strip().splitlines():
        code, words = line.split(":")
        table.update(dict.fromkeys(map(str.strip, words.split(",")), code))
    return table


CARDINALS = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, 2)
}
ORDINALS = {word: value for value, word in enumerate(_NTH, 1)}
HUNDRED = {"hundred": 100}
SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "lakh": 10**5,
    "crore": 10**7,
}
ABBREVIATED_SCALES = {
    "mn": 10**6,
    "mln": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
VAGUE = {"tens": 10, "dozens": 10, "scores": 10, "hundreds": 100} | {
    f"{word}s": value for word, value in SCALES.items()
}
SOME = frozenset({"several", "few", "multiple", "multi", "countless"})

# Words that say a number without being one; "twice" and "double" are also 100 % more.
TIMES = _table("""
1: once single sole only annual monthly
2: both pair couple twin dual halve halved halving twice double doubled doubles doubling
3: triple tripled triples tripling trio
4: quadruple quadrupled
5: quintuple
10: decade
12: dozen
24: hourly
100: century centuries
365: daily
1000: millennium
""")
DECADES = {
    f"{word[:-1]}ies": 10 * tens for tens, word in enumerate(_TENS, 2)
}  # the sixties
DOUBLED = frozenset({"twice", "double", "doubled", "doubles", "doubling"})
MONTHS = _table("""
1: january jan
2: february feb
3: march mar
4: april apr
5: may
6: june jun
7: july jul
8: august aug
9: september sep sept
10: october oct
11: november nov
12: december dec
""")
PARTS = _table("""
2: half halves
3: third thirds
4: quarter quarters fourth fourths
5: fifth fifths
6: sixth sixths
7: seventh sevenths
8: eighth eighths
9: ninth ninths
10: tenth tenths
""")

NATIONS = _codes("""
USD: us, american
AUD: australian
CAD: canadian
HKD: hong kong
NZD: new zealand
SGD: singapore
TWD: taiwan, taiwanese
""")
MONEY = _codes("""
AED: aed, dirham, dirhams
AUD: aud
BRL: brl, real, reais
CAD: cad
CHF: chf, franc, francs
CNY: cny, yuan, renminbi, rmb
CZK: czk
DKK: dkk
EUR: eur, euro, euros
GBP: gbp, pound, pounds, sterling
HKD: hkd
HUF: huf
IDR: idr, rupiah
INR: inr, rupee, rupees
JPY: jpy, yen
KRW: krw, won
MXN: mxn, peso, pesos
NOK: nok
NZD: nzd
PLN: pln, zloty, zlotys
RUB: rub, ruble, rubles, rouble, roubles
SEK: sek
SAR: sar, riyal, riyals
SGD: sgd
THB: thb, baht
TRY: try, lira
TWD: twd
UAH: uah, hryvnia, hryvnias
USD: usd, dollar, dollars
VND: vnd, dong
""")
PLAIN_WORDS = frozenset(
    {"real", "won", "try", "pound", "pounds"}
)  # money only behind digits
CODES = tuple(sorted({*MONEY.values(), "RMB"}))
DOLLARS = {
    "": "USD",
    "US": "USD",
    "A": "AUD",
    "AU": "AUD",
    "C": "CAD",
    "CA": "CAD",
    "HK": "HKD",
    "S": "SGD",
    "SG": "SGD",
}
DOLLARS |= {"NZ": "NZD", "NT": "TWD", "R": "BRL"}
SIGNS = {
    "Rs": "INR",
    "Rs.": "INR",
    "¥": "JPY",
    "CN¥": "CNY",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
}
