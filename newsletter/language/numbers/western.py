"""Read amounts in other languages: decimal comma or point, scale words of the larger ones.

Where a separator can be read two ways (`1.234`, `1,5`) both readings stand. Of a
language whose scale words are not known here only plain digits are read.
"""

from __future__ import annotations

import re
from fractions import Fraction

from newsletter.language.numbers.amount import (
    PERCENT,
    Amount,
    Duty,
    Reading,
    plain_duty,
    share_units,
)

# Powers of ten. Long scale: billón, billion, Billion are 10^12 (es, fr, de); short in
# Portuguese (Brazil), Russian, Turkish.
SCALES: dict[str, dict[str, int]] = {
    "pt": {
        "mil": 3,
        "milhão": 6,
        "milhões": 6,
        "bilhão": 9,
        "bilhões": 9,
        "trilhão": 12,
        "trilhões": 12,
    },
    "es": {"mil": 3, "millón": 6, "millones": 6, "billón": 12, "billones": 12},
    "fr": {
        "mille": 3,
        "million": 6,
        "millions": 6,
        "milliard": 9,
        "milliards": 9,
        "billion": 12,
        "billions": 12,
    },
    "de": {
        "tausend": 3,
        "million": 6,
        "millionen": 6,
        "mio": 6,
        "milliarde": 9,
        "milliarden": 9,
        "mrd": 9,
        "billionen": 12,
    },
    "it": {"mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    "ru": {
        "тысяч": 3,
        "тысячи": 3,
        "тыс": 3,
        "миллион": 6,
        "миллиона": 6,
        "миллионов": 6,
        "млн": 6,
    }
    | {"миллиард": 9, "миллиарда": 9, "миллиардов": 9, "млрд": 9, "трлн": 12},
    "nl": {"duizend": 3, "miljoen": 6, "miljard": 9, "biljoen": 12},
    "tr": {"bin": 3, "milyon": 6, "milyar": 9, "trilyon": 12},
    "vi": {"nghìn": 3, "triệu": 6, "tỷ": 9},
    "id": {"ribu": 3, "juta": 6, "miliar": 9, "triliun": 12},
}
_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_WORD = re.compile(r"[\s\-]*([^\W\d_]+)\.?")
_AFTER = re.compile(
    r"[\s\-]*(?:de |d['’]|di )?(?:"
    r"(?P<percent>%|por cento|por ciento|pour cent|prozent|per cento|процент\w*)"
    r"|(?P<usd>US\$|\$|d[óo]lar\w*|dollar\w*|доллар\w*|USD)"
    r"|(?P<eur>€|euro\w*|евро|EUR)"
    r"|(?P<jpy>¥|[yi]en\w*|иен\w*|JPY)"
    r"|(?P<gbp>£|libra\w*|livre\w*|pfund|GBP)"
    r"|(?P<cny>yuan\w*|CNY)"
    r"|(?P<brl>reais|real\b|R\$)"
    r")",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?P<brl>R\$)|(?P<aud>A\$)|(?P<usd>US\$|\$)|(?P<eur>€)|(?P<jpy>¥)|(?P<gbp>£))\s?$"
)
_JOINS = re.compile(r"\s*(?:-|–|—|,|/|a|e|y|et|und|à|bis|ou|o|до|и)\s*(?:US\$|R\$|\$|€|¥|£)?\s*")


def find_western_amounts(text: str, language: str) -> tuple[Amount, ...]:
    """Return the amounts of a text (NFKC) in order."""
    scales = SCALES.get(language, {})
    found: list[Amount] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        scale = Fraction(1)
        while (word := _WORD.match(text, end)) and word.group(1).lower() in scales:
            scale *= 10 ** scales[word.group(1).lower()]
            end = word.end(1)
        before = _BEFORE.search(text[max(0, start - 4) : start])
        after = _AFTER.match(text, end)
        unit = _unit(before) or _unit(after)
        if before:
            start -= len(before.group())
        elif after:
            end = after.end()
        readings = tuple(Reading(value * scale, unit) for value in _values(match.group()))
        duty = plain_duty(readings) if language in SCALES else Duty.SHOULD
        found.append(Amount(text[start:end], start, end, readings, duty, scale))
    return share_units(found, text, _joins)


def _joins(between: str) -> bool:
    return bool(_JOINS.fullmatch(between))


def find_western_units(text: str) -> frozenset[str]:
    """Return the units the text names anywhere."""
    matches = [
        *_AFTER.finditer(text),
        *(
            _BEFORE.search(text[:place])
            for place in range(1, len(text) + 1)
            if text[place - 1] in "$€¥£"
        ),
    ]
    return frozenset(_unit(match) for match in matches) - {""}


def _unit(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    name = next(name for name, value in match.groupdict().items() if value)
    return PERCENT if name == "percent" else name.upper()


def _values(text: str) -> tuple[Fraction, ...]:
    """The values digits can have: `1.234` is 1234 or 1.234, `1.234,5` is 1234.5."""
    plain = re.sub(r"['\u00a0\u202f ]", "", text)
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return (Fraction(plain),)
    last = marks[-1]
    whole = Fraction(re.sub(r"[.,]", "", plain))
    decimal = whole
    if marks.count(last) == 1:
        other = "," if last == "." else "."
        decimal = Fraction(plain.replace(other, "").replace(last, "."))
    grouped = len(plain.rsplit(last, 1)[1]) == 3
    return tuple(dict.fromkeys((whole, decimal))) if grouped else (decimal,)
