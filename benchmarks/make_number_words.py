"""Make the table of scale words and number words of spaced languages.

Scale words ("Millionen", "млрд") are those of CLDR's compact number forms, read through
babel; number words ("dreizehn") come from num2words. Both are wanted at run time only as
a table, so that the program depends on neither for this: num2words is a package for
writing numbers, and loading it costs more than checking a post.

    python -m benchmarks.make_number_words > newsletter/language/numbers/words.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from babel import Locale
from num2words import num2words  # type: ignore[import-untyped]

LANGUAGES = (
    *("ar", "cs", "da", "de", "es", "fi", "fr", "hi", "hu", "id", "it", "nb", "nl", "pl"),
    *("pt", "ro", "ru", "sv", "th", "tr", "uk", "vi"),
)
_NUM2WORDS = {"nb": "no"}
# What CLDR leaves out and newspapers write: other spellings and cases.
_MORE_SCALES = {
    "ar": {"ألفا": 3, "مليونا": 6, "مليوني": 6, "مليارات": 9, "بليون": 9, "تريليون": 12},
    "hi": {"हजार": 3, "मिलियन": 6, "बिलियन": 9, "ट्रिलियन": 12, "खरब": 11},
    "nl": {"mrd": 9},
    "pt": {"bilião": 12, "biliões": 12, "mil milhões": 9},
    "th": {"หมื่น": 4, "แสน": 5, "หมื่นล้าน": 10, "แสนล้าน": 11},
    "vi": {"ngàn": 3, "tỉ": 9},
    "fr": {"milliers": 3},
    "tr": {"milyar": 9, "trilyon": 12},
}
_NUMBERS = (*range(1, 101), *range(200, 1001, 100))
_WITHOUT_ZERO = frozenset({"vi"})  # "không" is "not"
_ORDINALS = (*range(1, 32), *range(40, 101, 10))
# How an ordinal is declined: what its last letters are replaced by.
_ENDINGS: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "da": [("", ("",))],
    "de": [("e", ("e", "en", "er", "es", "em"))],
    "es": [("o", ("o", "a", "os", "as"))],
    "fr": [("e", ("e", "es")), ("r", ("r", "rs", "re", "res"))],
    "it": [("o", ("o", "a", "i", "e"))],
    "nb": [("", ("",))],
    "nl": [("e", ("e", "en"))],
    "pl": [
        ("y", ("y", "ego", "emu", "ym", "a", "ej", "ą", "e", "ych", "ymi")),
        ("i", ("i", "iego", "iemu", "im", "ia", "a", "iej", "ej", "ą", "ie", "ich", "imi")),
    ],
    "pt": [("o", ("o", "a", "os", "as"))],
    "ru": [
        ("ретий", ("ретий", "ретьего", "ретьему", "ретьим", "ретьем", "ретья", "ретьей", "ретью")),
        ("ый", ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми")),
        ("ой", ("ой", "ого", "ому", "ым", "ом", "ая", "ую", "ое", "ые", "ых", "ыми")),
    ],
    "sv": [("", ("",))],
    "tr": [("", ("",))],
    "uk": [
        ("етій", ("етій", "етього", "етьому", "етім", "етя", "етьої", "етю", "етє")),
        ("ій", ("ій", "ього", "ьому", "ім", "я", "ьої", "ю", "є")),
        ("ий", ("ий", "ого", "ому", "им", "ім", "а", "ої", "ій", "у", "ою", "е", "і", "их", "ими")),
    ],
}
# Units of time, and what "according to" is.
_NOT_ORDINALS = {
    "segundo",
    "segunda",
    "segundos",
    "segundas",
    "secondo",
    "seconda",
    "secondi",
    "seconde",
}
_MORE_NUMBERS = {
    "de": {"eine": 1, "einer": 1, "einen": 1, "hundert": 100, "tausend": 1000},
    "fr": {"une": 1},
    "es": {"un": 1, "una": 1, "ciento": 100},
    "pt": {"uma": 1, "duas": 2, "dezesseis": 16, "dezessete": 17, "dezenove": 19, "cento": 100},
    "it": {"un": 1, "una": 1},
    "nl": {"een": 1},
    "ru": {"одного": 1, "одну": 1, "две": 2, "двух": 2, "трёх": 3, "трех": 3}
    | {"нуля": 0, "нулю": 0, "нулевой": 0, "нулевая": 0, "нулевую": 0, "нулевого": 0, "нулевым": 0},
    "uk": {"дві": 2, "двох": 2, "нуля": 0, "нулю": 0, "нульова": 0, "нульову": 0, "нульової": 0}
    | {"нульовий": 0, "нульового": 0, "нульовим": 0, "нульовою": 0},
    "pl": {"dwie": 2, "dwóch": 2, "zera": 0, "zerowy": 0, "zerowa": 0, "zerowej": 0, "zerową": 0},
    "cs": {"dvě": 2},
    "sv": {"en": 1},
    "hi": {
        "एक": 1,
        "दो": 2,
        "तीन": 3,
        "चार": 4,
        "पाँच": 5,
        "पांच": 5,
        "छह": 6,
        "सात": 7,
        "आठ": 8,
        "नौ": 9,
        "दस": 10,
        "ग्यारह": 11,
        "बारह": 12,
        "पंद्रह": 15,
        "बीस": 20,
        "तीस": 30,
        "चालीस": 40,
        "पचास": 50,
        "साठ": 60,
        "सत्तर": 70,
        "अस्सी": 80,
        "नब्बे": 90,
        "सौ": 100,
    },
}


def make_table() -> dict[str, dict[str, dict[str, int]]]:
    """Return language → `scales` (word → power of ten), `numbers` and `ordinals` (→ value)."""
    table: dict[str, dict[str, dict[str, int]]] = {}
    for language in LANGUAGES:
        scales = dict(_read_scales(language)) | _MORE_SCALES.get(language, {})
        numbers = dict(_read_numbers(language)) | _MORE_NUMBERS.get(language, {})
        table[language] = {
            "scales": dict(sorted(scales.items())),
            "numbers": dict(sorted(numbers.items(), key=lambda pair: (pair[1], pair[0]))),
            "ordinals": dict(_read_ordinals(language)),
        }
    return table


def _read_ordinals(language: str) -> Iterator[tuple[str, int]]:
    """The ordinals in all their forms; of a language without endings here, none."""
    endings = _ENDINGS.get(language, [])
    for number in _ORDINALS if endings else ():
        word = str(num2words(number, lang=_NUM2WORDS.get(language, language), to="ordinal"))
        word = word.replace("\u00ad", "").lower()
        for ending, others in endings:
            if not word.endswith(ending):
                continue
            stem = word.removesuffix(ending)
            for other in others:
                if stem + other not in _NOT_ORDINALS:
                    yield stem + other, number
            break


def _read_scales(language: str) -> Iterator[tuple[str, int]]:
    """The words of the compact forms; one letter says too little to be a scale."""
    formats = Locale(language).compact_decimal_formats
    for style in ("long", "short"):
        for powers in formats[style].values():
            for power, pattern in powers.items():
                text = str(pattern.pattern).replace("'", "").replace("\u00a0", " ")
                word = text.strip("0 \u200f").rstrip(".")
                n_zeros = text.count("0")
                if len(word) > 1 and n_zeros:
                    yield word, len(str(power)) - n_zeros


def _read_numbers(language: str) -> Iterator[tuple[str, int]]:
    for number in _NUMBERS if language in _WITHOUT_ZERO else (0, *_NUMBERS):
        try:
            word = num2words(number, lang=_NUM2WORDS.get(language, language))
        except NotImplementedError:
            return
        yield str(word).replace("\u00ad", "").lower(), number


if __name__ == "__main__":
    json.dump(make_table(), sys.stdout, ensure_ascii=False, indent=0, separators=(",", ":"))
    sys.stdout.write("\n")
