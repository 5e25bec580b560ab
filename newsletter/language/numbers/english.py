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
    overlaps,
    parse_number,
    plain_duty,
    read_points,
    share_units,
)
from newsletter.language.numbers.dates import find_dates
from newsletter.language.numbers.english_words import (
    ABBREVIATED_SCALES,
    CARDINALS,
    CODES,
    DECADES,
    DOLLARS,
    DOUBLED,
    HUNDRED,
    LETTER_SCALES,
    MONEY,
    MONTHS,
    NATIONS,
    ORDINALS,
    PARTS,
    PLAIN_WORDS,
    SCALES,
    SIGNS,
    SOME,
    TIMES,
    VAGUE,
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
    r")",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<word>[A-Za-z]+)")
_GAP = re.compile(r"[\s\-\u2010\u2011]*")
_OF = re.compile(r"\s+of\s+")
_JOINS = re.compile(
    r"\s*(?:-|–|—|~|/|,"
    r"|,?\s*(?:and|or|to|through|until)"
    r"|to\s+(?:about|around|nearly|over)"
    r"|versus|vs\.?"
    r")\s*(?:a\s+)?"
    r"(?:(?:US|AU|CA|HK|NZ|NT|A|C|S)?\$|¥|€|£|₩|₹)?\s*"
)
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,4})(?![\d/])")
_CENTURY = re.compile(r"(\d\d)\d\d[-–—]$")
_MERIDIEM = re.compile(r"(?::\d\d)?\s?p\.?m\b", re.IGNORECASE)
_AND_HALF = re.compile(r"\s+and\s+a\s+half")
_ONE_AND_HALF = re.compile(
    r"\ban?\s+(?:year|month|day|week|hour|minute)\s+and\s+a\s+half",
    re.IGNORECASE,
)
_DOLLAR = re.compile(r"\b(US|AU|CA|HK|NZ|NT|SG|A|C|S|R)?\$")
_ALWAYS = re.compile(
    r"\b24/7(?:/365)?\b|\b24 hours a day\b|\b(?:a)?round[ -]the[ -]clock\b"
)
_SILVER = re.compile(r"\s+silver\b", re.IGNORECASE)
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SUFFIXES = frozenset({"st", "nd", "rd", "th", "s"})
# The words with which a numeral may begin.
_BEGINNINGS = frozenset(
    {*VAGUE, *SOME, *CARDINALS, *HUNDRED, *SCALES, "a", "an", "half"}
)
_DECADE = frozenset({"decade", "decades"})
_PERCENT_WORDS = frozenset({"percent", "percentage", "pct"})
_ARTICLES = frozenset({"a", "an"})
_ONE = Fraction(1)
_HALF = Fraction(1, 2)


def find_english_amounts(
    text: str, *, explaining: bool = True
) -> tuple[Amount, ...]:
    """Return the amounts of an English text (NFKC) in order.

    Behind them come the words that say an amount without a numeral.
    """
    tokens = _Tokens(text)
    dated = (*find_dates(text), *_find_idioms(text))
    taken = [(amount.start, amount.end) for amount in dated]
    found = [*dated, *_find_numerals(tokens, taken)]
    shared = share_units(drop_inside(found), text, _joins)
    if not explaining:
        return shared
    taken = [(amount.start, amount.end) for amount in shared]
    free = [
        token
        for token in tokens.all
        if not overlaps(token.start(), token.start() + 1, taken)
    ]
    return (*shared, *_find_words(text, free), *_find_shares(text))


def _find_numerals(
    tokens: _Tokens, taken: list[tuple[int, int]]
) -> Iterator[Amount]:
    """The amounts that begin with a number or a word of one, outside the taken places."""
    index = 0
    while index < len(tokens.all):
        numeral = None
        if _may_begin(tokens, index, taken):
            numeral = _read_numeral(tokens, index)
        if numeral is None:
            index += 1
            continue
        amount = _build(tokens.text, tokens.start(index), numeral)
        yield amount
        index = tokens.find_next(index, amount.end)


def _may_begin(
    tokens: _Tokens, index: int, taken: list[tuple[int, int]]
) -> bool:
    """Tell whether a numeral may begin here: a cheap question that most words fail."""
    word = tokens.word(index)
    if word and word not in _BEGINNINGS:
        return False
    return not taken or not overlaps(*tokens.all[index].span(), taken)


def _joins(between: str) -> bool:
    """Tell whether what stands between two amounts makes a range or a list of them."""
    return bool(_JOINS.fullmatch(between))


def find_english_units(text: str) -> frozenset[str]:
    """Return the units an English text names anywhere."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
    named = words - PLAIN_WORDS
    units = {code for word, code in MONEY.items() if word in named}
    units |= {SIGNS[char] for char in text if char in SIGNS}
    units |= {DOLLARS[nation] for nation in _DOLLAR.findall(text)}
    units |= {
        code
        for nation, code in NATIONS.items()
        if re.search(rf"\b{nation}\s+dollars?\b", text, re.IGNORECASE)
    }
    if _names_percent(text, words):
        units.add(PERCENT)
    return frozenset(units)


def _names_percent(text: str, words: set[str]) -> bool:
    """Tell whether a text says per cent, in any of its spellings."""
    is_written = "%" in text or "per cent" in text
    return is_written or not words.isdisjoint(_PERCENT_WORDS)


def _find_idioms(text: str) -> Iterator[Amount]:
    """`24/7` is no fraction, and the other text says it in words."""
    for found in _ALWAYS.finditer(text):
        values = (24, 7, 365)
        readings = tuple(Reading(Fraction(value)) for value in values)
        yield Amount(found.group(), *found.span(), readings, Duty.MAY)


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
    if word.isdecimal() and len(word) < 4:
        return int(word)
    return CARDINALS.get(word.lower(), 0)


# ---------------------------------------------------------------- tokens


class _Tokens:
    """The numbers and words of a text; places behind the last have no word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = list(_TOKEN.finditer(text))

    def word(self, index: int) -> str:
        """The word in small letters; "" for a number, and outside the text."""
        if 0 <= index < len(self.all):
            return (self.all[index]["word"] or "").lower()
        return ""

    def number(self, index: int) -> str:
        """The digits of a number; "" for a word."""
        return self.all[index]["number"] or ""

    def start(self, index: int) -> int:
        """Where a token begins in the text."""
        return self.all[index].start()

    def end(self, index: int) -> int:
        """Where a token ends in the text."""
        return self.all[index].end()

    def find_next(self, index: int, end: int) -> int:
        """The first token after `index` that begins at `end` or later."""
        while index < len(self.all) and self.start(index) < end:
            index += 1
        return index

    def touches(self, index: int) -> bool:
        """Only blanks and hyphens stand between this token and the one before."""
        if index >= len(self.all):
            return False
        return bool(
            _GAP.fullmatch(self.text[self.end(index - 1) : self.start(index)])
        )

    def is_glued(self, index: int) -> bool:
        """Nothing stands between this token and the one before."""
        return index < len(self.all) and self.end(index - 1) == self.start(
            index
        )


# ---------------------------------------------------------------- numerals


@dataclass(frozen=True, slots=True)
class _Numeral:
    """A number as it is written.

    Attributes:
        end: Where it ends.
        value: What it says.
        scale: The factor of its scale words, 1 without any.
        has_digit: It is written with digits.
        also: Other values it can have.
        vague: Only the magnitude is said: "hundreds of".
        idiom: A spelled number that may be a phrase: "one of", "a third".
        letter: A letter stands behind it that may be a scale: `5m`.
        bare: A scale word without a number: "the trillion-dollar club".
        ordinal: `21st`: the other text may count by a word, or leave it out.
    """

    end: int
    value: Fraction
    scale: Fraction
    has_digit: bool
    also: tuple[Fraction, ...] = ()
    vague: bool = False
    idiom: bool = False
    letter: bool = False
    bare: bool = False
    ordinal: bool = False


def _read_numeral(tokens: _Tokens, index: int) -> _Numeral | None:
    """Read the longest numeral that begins with this token."""
    if tokens.number(index):
        return _read_fraction(tokens, index) or _read_digits(tokens, index)
    word = tokens.word(index)
    follows = tokens.word(index + 1)
    if word in VAGUE:
        return _read_vague(tokens, index, _ONE)
    if word in SOME and follows:
        return _read_some(tokens, index + 1)
    if word in _ARTICLES:
        has_scale = follows == "hundred" or follows in SCALES
        return _read_words(tokens, index + 1) if has_scale else None
    if word == "half":
        return _read_half(tokens, index)
    if word in CARDINALS or word in HUNDRED:
        return _read_words(tokens, index)
    if word in SCALES:  # "trillion-yen market": a magnitude without a number
        return replace(_read_words(tokens, index), vague=True, bare=True)
    return None


def _read_half(tokens: _Tokens, index: int) -> _Numeral | None:
    """`half a million`; any other half is no number."""
    if tokens.word(index + 1) not in _ARTICLES:
        return None
    if tokens.word(index + 2) not in SCALES:
        return None
    whole = _read_words(tokens, index + 2)
    return replace(whole, value=whole.value / 2)


def _read_fraction(tokens: _Tokens, index: int) -> _Numeral | None:
    """`3/4`, but not a part of a date or an address."""
    start = tokens.start(index)
    found = _FRACTION.match(tokens.text, start)
    if found is None or tokens.text[start - 1 : start] in ("/", "."):
        return None
    above, below = map(Fraction, found.groups())
    if not below:
        return None
    value = above / below
    return _Numeral(found.end(), value, _ONE, True, (above, below, value * 100))


def _read_digits(tokens: _Tokens, index: int) -> _Numeral:
    """Read a number in digits with all that belongs to it: `5m`, `1.2 billion`, `the 1990s`."""
    number = parse_number(tokens.number(index))
    start = tokens.start(index)
    glued = tokens.word(index + 1) if tokens.is_glued(index + 1) else ""
    is_letter = glued in LETTER_SCALES and glued not in ABBREVIATED_SCALES
    scale = Fraction(ABBREVIATED_SCALES.get(glued, 1))
    index += 1
    if is_letter or glued in ABBREVIATED_SCALES or glued in _SUFFIXES:
        index += 1
    while tokens.touches(index) and _scale_of(tokens.word(index)):
        scale *= _scale_of(tokens.word(index))
        index += 1
    end = tokens.end(index - 1)
    value = number * scale
    part = _read_part(tokens, index, value) if scale == 1 else None
    if part is not None:
        return part
    also: tuple[Fraction, ...] = ()
    if is_letter:
        also = (number * LETTER_SCALES[glued],)
    if half := _AND_HALF.match(tokens.text, end):
        also = (value,)
        end = half.end()
        value += _HALF
    also = _read_time(tokens, index, start, end, value) or also
    if glued == "s" and value % 100 == 0:
        also = (value / 100 + 1,)  # the 1800s are the 19th century
    return _Numeral(
        end,
        value,
        scale,
        True,
        also,
        letter=is_letter,
        ordinal=glued in _ORDINALS,
    )


def _scale_of(word: str) -> int:
    """The factor of a scale word, 0 for another word."""
    return SCALES.get(word) or ABBREVIATED_SCALES.get(word, 0)


def _read_time(
    tokens: _Tokens,
    index: int,
    start: int,
    end: int,
    value: Fraction,
) -> tuple[Fraction, ...]:
    """What the number also is as an hour, a count of decades or a short year."""
    century = _CENTURY.search(tokens.text[:start][-5:])
    if century and value < 100:
        return (int(century.group(1)) * 100 + value,)
    if tokens.word(index) in _DECADE:
        return (value * 10,)
    if value < 12 and _MERIDIEM.match(tokens.text, end):
        return (value + 12,)
    return ()


def _read_words(tokens: _Tokens, index: int) -> _Numeral:
    """Read a spelled number.

    Ones and tens, hundreds, then thousands and up, each scale closing its section.
    """
    total = Fraction(0)
    section = Fraction(0)
    scale = 1
    first = index
    while index == first or tokens.touches(index):
        word = tokens.word(index)
        if word in CARDINALS:
            section += CARDINALS[word]
            scale = 1
        elif word in HUNDRED:
            section = (section or _ONE) * 100
            scale = 100
        elif word in SCALES:
            total += (section or _ONE) * SCALES[word]
            section = Fraction(0)
            scale = SCALES[word] * (100 if scale == 100 else 1)
        elif not _goes_on(tokens, index, scale):
            break
        index += 1
    part = _read_part(tokens, index, section) if not total else None
    if part is not None:
        return replace(part, has_digit=False)
    return _finish_words(tokens, index, total + section, scale)


def _goes_on(tokens: _Tokens, index: int, scale: int) -> bool:
    """`one hundred and twenty`: an "and" behind a scale and before a number."""
    if tokens.word(index) != "and" or scale == 1:
        return False
    return tokens.word(index + 1) in CARDINALS


def _finish_words(
    tokens: _Tokens, index: int, value: Fraction, scale: int
) -> _Numeral:
    """Read on: "… and a half", "… decades", "twenty-first"."""
    end = tokens.end(index - 1)
    also: tuple[Fraction, ...] = ()
    if half := _AND_HALF.match(tokens.text, end):
        also = (value,)
        end = half.end()
        value += _HALF
        index += 3
        while tokens.touches(index) and tokens.word(index) in SCALES:
            value *= SCALES[tokens.word(index)]
            scale *= SCALES[tokens.word(index)]
            end = tokens.end(index)
            index += 1
    word = tokens.word(index) if tokens.touches(index) else ""
    if word in _DECADE:
        also = (value * 10,)
    ordinal = ORDINALS.get(word, 0)
    if value >= 20 and 0 < ordinal < 10:  # twenty-first
        value += ordinal
        end = tokens.end(index)
    is_idiom = scale < 10**6 and value < 10**5
    return _Numeral(end, value, Fraction(scale), False, also, idiom=is_idiom)


def _read_part(tokens: _Tokens, index: int, above: Fraction) -> _Numeral | None:
    """`two-thirds`, `three quarters` (of the whole, or of a year)."""
    below = PARTS.get(tokens.word(index), 0)
    if not below or not tokens.touches(index):
        return None
    if above.denominator != 1 or above >= 100:
        return None
    return _Numeral(
        tokens.end(index), above / below, _ONE, True, (above,), idiom=True
    )


def _read_some(tokens: _Tokens, index: int) -> _Numeral | None:
    """`several hundred million`, `a few trillion`, `multi-billion`."""
    word = tokens.word(index)
    if tokens.touches(index) and (word in HUNDRED or word in SCALES):
        return replace(_read_words(tokens, index), vague=True)
    return None


def _read_vague(tokens: _Tokens, index: int, value: Fraction) -> _Numeral:
    """`hundreds of billions`, `tens of thousands`, `trillions`."""
    value *= VAGUE[tokens.word(index)]
    follows = tokens.word(index + 1)
    if follows == "of" and tokens.word(index + 2) in VAGUE:
        return _read_vague(tokens, index + 2, value)
    end = tokens.end(index)
    if follows in SCALES and tokens.touches(index + 1):
        value *= SCALES[follows]
        end = tokens.end(index + 1)
    return _Numeral(end, value, _ONE, False, vague=True)


# ---------------------------------------------------------------- amounts


def _build(text: str, start: int, numeral: _Numeral) -> Amount:
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
    if numeral.has_digit and not unit and is_in_name(text, start):
        duty = Duty.MAY
    return Amount(text[start:end], start, end, readings, duty, scale)


def _read_meanings(
    text: str, end: int, numeral: _Numeral, unit: str
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


def _unit_after(text: str, numeral: _Numeral, unit: str) -> tuple[str, int]:
    """The unit with what stands behind the numeral, and where the amount ends."""
    end = numeral.end
    of = _OF.match(text, end) if numeral.vague else None
    after = _AFTER.match(text, of.end() if of else end)
    if after is None or _is_plain_word(after, numeral):
        return unit, end
    if _SILVER.match(text, after.end()):
        return unit, end  # sterling silver
    if after["percent"]:
        return (unit, end) if unit else (PERCENT, after.end())
    money = MONEY[after["money"].lower()]
    return unit or _nation(after["nation"]) or money, after.end()


def _is_plain_word(after: re.Match[str], numeral: _Numeral) -> bool:
    """`real`, `won`, `try`, `pounds` are words too: money only behind digits."""
    money = (after["money"] or "").lower()
    return money in PLAIN_WORDS and not numeral.has_digit


def _nation(words: str | None) -> str:
    """The currency of a nation's dollars; "" where none is named."""
    return NATIONS.get((words or "").lower().replace(".", ""), "")


def _duty(numeral: _Numeral, unit: str, readings: tuple[Reading, ...]) -> Duty:
    """How surely the other text must have the amount."""
    if numeral.vague:
        return Duty.SHOULD if numeral.value >= 10**3 else Duty.MAY
    if numeral.ordinal and not unit:
        return Duty.SHOULD
    if numeral.has_digit and not numeral.idiom:
        return plain_duty(readings)
    is_all = unit == PERCENT and numeral.value == 100  # a hundred per cent
    if is_all:
        return Duty.SHOULD
    is_phrase = numeral.idiom and not unit  # one of, a third
    return Duty.MAY if is_phrase else Duty.MUST


# ---------------------------------------------------------------- words


def _find_words(text: str, tokens: list[re.Match[str]]) -> Iterator[Amount]:
    """The words that say an amount without a numeral, and `a year and a half`."""
    for token in tokens:
        values = _values_of((token["word"] or "").lower())
        if values:
            yield _explaining(token, values)
    for found in _ONE_AND_HALF.finditer(text):
        readings = (Reading(Fraction(3, 2)),)
        yield Amount(
            found.group(), found.start(), found.end(), readings, Duty.MAY
        )


def _explaining(found: re.Match[str], values: list[Fraction]) -> Amount:
    """An amount that explains one of the other text and needs no partner itself."""
    readings: list[Reading] = []
    for value in values:
        readings += (Reading(value), Reading(value, PERCENT))
    return Amount(
        found.group(), found.start(), found.end(), tuple(readings), Duty.MAY
    )


def _values_of(word: str) -> list[Fraction]:
    """What a word without a numeral can say: `twice`, `May`, `sixties`, `tenfold`."""
    values = [
        Fraction(table[word])
        for table in (TIMES, MONTHS, ORDINALS)
        if word in table
    ]
    if word in DECADES:
        values += [Fraction(DECADES[word]), Fraction(1900 + DECADES[word])]
    if word in DOUBLED:
        values.append(Fraction(100))
    if word in PARTS:
        values += [Fraction(1, PARTS[word]), Fraction(100, PARTS[word])]
    if word.endswith("fold") and word[:-4] in CARDINALS:
        values.append(Fraction(CARDINALS[word[:-4]]))
    return values
