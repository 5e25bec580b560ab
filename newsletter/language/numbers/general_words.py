"""Know the words of spaced languages that say scales, numbers, shares and money.

Scales and numbers are a table made of CLDR and num2words, `words.json`, which
`benchmarks/make_number_words.py` makes again. Shares and money are listed here: what
newspapers of the language write beside a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

# Languages in whose scale words cases are told by endings: миллионами, milyonluk.
_ENDINGS = frozenset({"ru", "uk", "pl", "cs", "tr", "fi", "hu", "de", "ro"})
# Languages that write without blanks, or whose vowel signs are no letters for `\b`.
_BOUNDLESS = frozenset({"th", "hi"})

_PERCENT = (
    r"%|٪|percent\b|per\s?cent\w*|pour cent|por cento|por ciento|prozent\w*|procent\w*"
    r"|prosent\w*|prosentti\w*|százalék\w*|la sută|процент\w*|відсот\w*"
    r"|(?:في|ب)\s?ال(?:مئة|مائة)|प्रतिशत|फ़ीसदी|फीसदी|เปอร์เซ็นต์|phần trăm|persen\b"
)
_POINTS = (
    r"prozentpunkt\w*|points? de pourcentage|punt[io]s? percentual[ei]s?|puntos? porcentual\w*"
    r"|pontos? percentua\w*|procentpunt\w*|procentenhet\w*|prosentpoeng"
    r"|punkt\w* procentow\w*|procentn\w* bod\w*|процентн\w* пункт\w*"
    r"|відсотков\w* пункт\w*|نقاط مئوية|نقطة مئوية|प्रतिशत अंक|điểm phần trăm"
    r"|poin persentase|yüzde puan\w*|จุดเปอร์เซ็นต์"
    r"|points?\b|punkte?n?\b|puntos?\b|pontos?\b|punti\b|пункт\w*|puan\w*|điểm\b|poin\b"
)
# Code → words. A stem stands for all its cases.
_MONEY = {
    "AUD": r"A\$|(?-i:AUD)",
    "CAD": r"(?-i:CAD)",
    "USD": (
        r"US\s?\$|\$|(?-i:USD)|(?:US-|amerikanische )?dollar\w*|d[óo]lar\w*|dolar\w*|доллар\w*"
        r"|долар\w*|دولار\w*|डॉलर|ดอลลาร์|đô la|đô-la|doll?ár\w*"
    ),
    "EUR": r"€|euro[sna]?\b|euró\w*|(?-i:EUR)\b|евро|євро|يورو|यूरो|ยูโร",
    "JPY": (
        r"¥|(?-i:JPY)|yen(?:es|s|lik)?\b|иен\w*|йен\w*|єн\w*|ين(?:ا)?\b|येन|เยน"
        r"|jen(?:ów|y|ů|u)?\b|ienes?\b"
    ),
    "GBP": (
        r"£|(?-i:GBP)|libras?\b|livres? sterling|pfund\b|sterlin[ae]\b|pund\b|pond(?:en)?\b"
        r"|фунт\w*"
    ),
    "CNY": r"(?-i:CNY)|(?-i:RMB)|yuan\w*|юан\w*|يوان|युआन|หยวน|nhân dân tệ",
    "KRW": r"(?-i:KRW)|₩|Won\b|вон\b",
    "BRL": r"R\$|(?-i:BRL)|reais|real\b",
    "CHF": r"(?-i:CHF)|franken\b|francs suisses|франк\w*",
    "INR": r"(?-i:INR)|₹|rupi(?!ah)\w*|roupies?|рупи\w*|रुपये|रुपए|रूपये|रु\.?",
    "RUB": r"(?-i:RUB)|₽|rubl\w*|rublos?|рубл\w*|руб\.?",
    "SEK": r"(?-i:SEK)|kronor\b",
    "DKK": r"(?-i:DKK)",
    "NOK": r"(?-i:NOK)",
    "HUF": r"(?-i:HUF)|forint\w*",
    "PLN": r"(?-i:PLN)|zł\w*",
    "CZK": r"(?-i:CZK)|Kč|korun\w*",
    "UAH": r"(?-i:UAH)|₴|грив\w*|грн\.?",
    "THB": r"(?-i:THB)|บาท",
    "VND": r"(?-i:VND)|đồng",
    "IDR": r"(?-i:IDR)|Rp|rupiah",
    "TRY": r"(?-i:TRY)|₺|(?-i:TL)\b|lira\w*",
    "SAR": r"(?-i:SAR)|ريال\w*",
    "AED": r"(?-i:AED)|درهم\w*",
}
_SIGNS = (
    ("BRL", r"R\$"),
    ("AUD", r"A\$"),
    ("HKD", r"HK\$"),
    ("USD", r"US\s?\$|\$|(?-i:USD)"),
    ("EUR", r"€|(?-i:EUR)"),
    ("JPY", r"¥|(?-i:JPY)"),
    ("GBP", r"£|(?-i:GBP)"),
    ("IDR", r"\bRp\.?"),
    ("INR", r"₹|\bRs\.?"),
    ("KRW", r"₩"),
    ("TRY", r"₺"),
    *(
        (code, rf"(?-i:{code})")
        for code in ("CHF", "SEK", "DKK", "NOK", "PLN", "CZK", "HUF")
    ),
)
_PERCENT_BEFORE = r"yüzde|ร้อยละ"

# `5 Millionen Euro`, `12 milliards d'euros`, `3 млн долларов`. Blanks are left out where a text
# is searched: a row of them would be tried from each on.
UNIT = re.compile(
    "(?:"
    rf"(?P<pt>{_POINTS})|(?P<percent>{_PERCENT})|"
    + "|".join(f"(?P<{code}>{words})" for code, words in _MONEY.items())
    + ")",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"[\s\-]*+(?:de |d['’]|di |of )?{UNIT.pattern}", re.IGNORECASE
)
BEFORE = re.compile(
    rf"(?:(?P<percent>{_PERCENT_BEFORE})|"
    + "|".join(f"(?P<{code}>{signs})" for code, signs in _SIGNS)
    + r")\s?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Words that say a number.

    Attributes:
        values: Lower-case word → value.
        phrases: First letters of a word → all that begin so, the longest first.
    """

    values: dict[str, Fraction]
    phrases: dict[str, tuple[str, ...]]

    def find(self, text: str) -> Iterator[tuple[int, int, Fraction]]:
        """Yield start, end and value of each number word, the longest at each place."""
        plain = text.lower()
        if len(plain) != len(text):
            return  # a letter that grows when it is lowered: places would not fit
        end = 0
        for word in _WORD.finditer(plain):
            start = word.start()
            if start < end:
                continue
            if phrase := self._phrase_at(plain, start):
                end = start + len(phrase)
                yield start, end, self.values[phrase]

    def _phrase_at(self, text: str, start: int) -> str:
        """The longest number word that begins here and ends with a word; "" for none."""
        for phrase in self.phrases.get(text[start : start + _FIRST_CHARS], ()):
            end = start + len(phrase)
            follows = text[end : end + 1]
            if text.startswith(phrase, start) and not follows.isalpha():
                return phrase
        return ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Attributes:
        scales: Lower-case word → factor.
        numbers: Lower-case word → value.
        ordinals: The same of "fourth" and its forms.
        scale: Matches a scale word behind a number, blanks before it included.
        bare_scale: The same without blanks, to be searched for.
        spans: Matches a word for ten, a hundred or a thousand years behind a number.
    """

    scales: dict[str, int]
    numbers: _Numbers
    ordinals: _Numbers
    scale: re.Pattern[str]
    bare_scale: re.Pattern[str]
    spans: re.Pattern[str]

    def span(self, text: str, end: int) -> int:
        """How many years a word behind a number counts at a time; 0 for none."""
        found = self.spans.match(text, end)
        return int(str(found.lastgroup).removeprefix("times")) if found else 0

    def factor(self, word: str) -> int:
        """Return what a matched scale word stands for; endings don't matter."""
        plain = word.lower()
        if plain in self.scales:
            return self.scales[plain]
        stems = (stem for stem in self.scales if plain.startswith(stem))
        return self.scales[max(stems, key=len)]


_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, dict[str, int]]]:
    """Language → its scales and numbers, as `words.json` lists them."""
    data: dict[str, dict[str, dict[str, int]]] = json.loads(
        files(__package__).joinpath("words.json").read_text(encoding="utf-8"),
    )
    return data


# About so many: "une cinquantaine" is some fifty.
_ABOUT = {
    "fr": "dizaine=10 douzaine=12 quinzaine=15 vingtaine=20 trentaine=30 quarantaine=40"
    " cinquantaine=50 soixantaine=60 centaine=100 millier=1000",
    "it": "decina=10 dozzina=12 quindicina=15 ventina=20 trentina=30 quarantina=40 cinquantina=50"
    " centinaio=100 migliaio=1000",
    "es": "decena=10 docena=12 quincena=15 veintena=20 treintena=30 cincuentena=50 centenar=100"
    " millar=1000",
    "pt": "dezena=10 dúzia=12 quinzena=15 vintena=20 centena=100 milhar=1000",
    "de": "dutzend=12",
    "nl": "dozijn=12 tiental=10 honderdtal=100",
    "sv": "tiotal=10 dussin=12 hundratal=100 tusental=1000",
    "ru": "десяток=10 сотня=100",
    "pl": "tuzin=12",
}


# Parts that are said in words; the other text may write 25 % or 0.5.
_SHARES = {
    "de": "hälfte=1/2 halbe=1/2 halber=1/2 halbes=1/2 halben=1/2 anderthalb=3/2 eineinhalb=3/2"
    " zweieinhalb=5/2 drittel=1/3 zwei_drittel=2/3 viertel=1/4 drei_viertel=3/4 fünftel=1/5"
    " zehntel=1/10",
    "fr": "moitié=1/2 demi=1/2 demie=1/2 tiers=1/3 deux_tiers=2/3 quart=1/4 trois_quarts=3/4",
    "es": "mitad=1/2 medio=1/2 media=1/2 tercio=1/3 dos_tercios=2/3 cuarto=1/4"
    " tres_cuartos=3/4",
    "pt": "metade=1/2 meio=1/2 meia=1/2 terço=1/3 dois_terços=2/3 quarto=1/4"
    " três_quartos=3/4",
    "it": "metà=1/2 mezzo=1/2 mezza=1/2 terzo=1/3 due_terzi=2/3 quarto=1/4 tre_quarti=3/4",
    "nl": "helft=1/2 halve=1/2 anderhalf=3/2 anderhalve=3/2 derde=1/3 twee_derde=2/3 kwart=1/4"
    " driekwart=3/4",
}


def _name_decades(tens: str, *endings: str) -> str:
    """`"zwanzig dreißig"` with its endings → `"zwanziger=20 … dreißiger=30 …"`."""
    return " ".join(
        f"{word}{ending}={10 * value}"
        for value, word in enumerate(tens.split(), 2)
        for ending in endings
    )


# Decades that are said in one word; how they are read is said in `general`.
_DECADES = {
    "da": "tyverne=20 tredverne=30 fyrrerne=40 halvtredserne=50 tresserne=60"
    " halvfjerdserne=70 firserne=80 halvfemserne=90",
    "de": _name_decades(
        "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        *("er", "erjahre", "erjahren"),
    ),
    "sv": _name_decades(
        "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
        *("tal", "talet", "talets"),
    ),
    "tr": "yirmiler=20 otuzlar=30 kırklar=40 elliler=50 altmışlar=60 yetmişler=70"
    " seksenler=80 doksanlar=90",
}


# Language → words for years by tens, hundreds and thousands, where they are counted: "three
# decades" are thirty years, and a single century is more often the name of one.
_SPANS = {
    "da": "årti(?:er)?=10 århundreder=100 årtusinder=1000",
    "de": "jahrzehnten?=10 jahrzehnte=10 jahrhunderten?=100 jahrtausenden?=1000 dutzend=12",
    "es": "décadas?=10 decenios?=10 siglos=100 milenios=1000 docenas?=12",
    "fr": "décennies?=10 siècles=100 millénaires=1000 douzaines?=12",
    "it": "decenni=10 secoli=100 millenni=1000 dozzine=12",
    "nb": "tiår=10 århundrer=100 årtusener=1000",
    "nl": "decennia=10 eeuwen=100 millennia=1000 dozijn=12",
    "pl": "dekad[yę]?=10 wieków=100 stuleci[ae]?=100 tysiącleci[ae]?=1000",
    "pt": "décadas?=10 séculos=100 mil[êé]nios=1000 dúzias=12",
    "ru": "десятилети[йяе]=10 веков=100 столети[йя]=100 тысячелети[йя]=1000",
    "sv": "decennier=10 årtionden=10 sekler=100 århundraden=100 årtusenden=1000 dussin=12",
    "uk": "десятиліт[ья]=10 столі(?:ть|ття)=100 тисячолі(?:ть|ття)=1000",
    "vi": "thập_kỷ=10 thế_kỷ=100 thiên_niên_kỷ=1000",
    "id": "dekade=10 dasawarsa=10 abad=100 milenium=1000",
}


def _listed_words(line: str) -> dict[str, Fraction]:
    """`"demi=1/2 deux_tiers=2/3"` → `{"demi": 1/2, "deux tiers": 2/3}`."""
    pairs = (entry.split("=") for entry in line.split())
    return {word.replace("_", " "): Fraction(value) for word, value in pairs}


def has_words(language: str) -> bool:
    """Tell whether scale words of the language are known."""
    return language in _table()


@lru_cache(maxsize=32)
def get_words(language: str) -> Words:
    """Return the words of a language; empty ones for a language that is not known."""
    entry = _table().get(language, {"scales": {}, "numbers": {}})
    scales = {
        word.lower(): 10**power for word, power in entry["scales"].items()
    }
    numbers = {
        word.lower(): Fraction(value)
        for word, value in entry["numbers"].items()
    }
    numbers |= _listed_words(_SHARES.get(language, ""))
    numbers |= _listed_words(_ABOUT.get(language, ""))
    ordinals = {
        word: Fraction(value)
        for word, value in entry.get("ordinals", {}).items()
        if word not in numbers
    }
    ordinals |= _listed_words(_DECADES.get(language, ""))
    bare = _scale_pattern(scales, language)
    return Words(
        scales,
        _Numbers(numbers, _group_phrases(numbers)),
        _Numbers(ordinals, _group_phrases(ordinals)),
        re.compile(rf"[\s\-]*+{bare}", re.IGNORECASE),
        re.compile(bare, re.IGNORECASE),
        _span_pattern(_SPANS.get(language, "")),
    )


def _span_pattern(line: str) -> re.Pattern[str]:
    """A pattern of the words for spans of time, named by what they stand for."""
    words: dict[str, list[str]] = {}
    for entry in line.split():
        word, value = entry.replace("_", " ").split("=")
        words.setdefault(value, []).append(word)
    listed = "|".join(
        f"(?P<times{value}>{'|'.join(parts)})" for value, parts in words.items()
    )
    return re.compile(rf"[\s\-]*+(?:{listed or '(?!)'})\b", re.IGNORECASE)


def _scale_pattern(scales: Iterable[str], language: str) -> str:
    """A pattern of the scale words; a long one may have an ending."""
    end = "" if language in _BOUNDLESS else r"(?![^\W\d_])"
    ending = rf"(?:\w{{0,4}}{end})" if language in _ENDINGS else end
    long = _any_of(word for word in scales if len(word) > 3)
    short = _any_of(word for word in scales if len(word) <= 3)
    return rf"((?:{long}){ending}|(?:{short}){end})\.?"


_FIRST_CHARS = 2


def _group_phrases(numbers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """First letters → the number words that begin so, the longest first."""
    groups: dict[str, list[str]] = {}
    for phrase in sorted(numbers, key=len, reverse=True):
        groups.setdefault(phrase[:_FIRST_CHARS], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in groups.items()}


def _any_of(words: Iterable[str]) -> str:
    """An alternation, the longest word first; one that never matches for no words."""
    listed = sorted(words, key=len, reverse=True)
    return "|".join(map(re.escape, listed)) or r"(?!)"
