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
_ALWAYS = re.compile(r"\b24/7(?:/365)?\b|\b24 hours a day\b")
_SILVER = re.compile(r"\s+silver\b", re.IGNORECASE)
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SUFFIXES = frozenset({"st", "nd", "rd", "th", "s"})
# The words with which a numeral may begin.
_BEGINNINGS = frozenset(
    {*VAGUE, *SOME, *CARDINALS, *HUNDRED, *SCALES, "a", "an", "half"}
)
_DECADE = frozenset({"decade", "decades"})
_ONE = Fraction(1)
_HALF = Fraction(1, 2)


def find_english_amounts(
    text: str, *, explaining: bool = True
) -> tuple[Amount, ...]:
    """Return the amounts of an English text (NFKC) in order.

    Behind them come the words that say an amount without a numeral.
    """
    tokens = _Tokens(text)
    found: list[Amount] = [*find_dates(text), *_find_idioms(text)]
    dated = [(amount.start, amount.end) for amount in found]
    index = 0
    while index < len(tokens.all):
        is_plain = (
            bool(tokens.word(index)) and tokens.word(index) not in _BEGINNINGS
        )
        if is_plain or (dated and overlaps(*tokens.all[index].span(), dated)):
            index += 1
            continue
        numeral = _read_numeral(tokens, index)
        if numeral is None:
            index += 1
            continue
        amount = _build(text, tokens.start(index), numeral)
        found.append(amount)
        while index < len(tokens.all) and tokens.start(index) < amount.end:
            index += 1
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


def _joins(between: str) -> bool:
    return bool(_JOINS.fullmatch(between))


def find_english_units(text: str) -> frozenset[str]:
    """Return the units an English text names anywhere."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
    named = words - PLAIN_WORDS
    units = {code for word, code in MONEY.items() if word in named}
    units |= {SIGNS[char] for char in text if char in SIGNS}
    units |= {DOLLARS[nation] for nation in _DOLLAR.findall(text)}
    for nation, code in NATIONS.items():
        if re.search(rf"\b{nation}\s+dollars?\b", text, re.IGNORECASE):
            units.add(code)
    if (
        "%" in text
        or "per cent" in text
        or words & {"percent", "percentage", "pct"}
    ):
        units.add(PERCENT)
    return frozenset(units)


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
        if 0 <= index < len(self.all):
            return (self.all[index]["word"] or "").lower()
        return ""

    def number(self, index: int) -> str:
        return self.all[index]["number"] or ""

    def start(self, index: int) -> int:
        return self.all[index].start()

    def end(self, index: int) -> int:
        return self.all[index].end()

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
    if word in ("a", "an"):
        has_scale = follows == "hundred" or follows in SCALES
        return _read_words(tokens, index + 1) if has_scale else None
    if (
        word == "half"
        and follows in ("a", "an")
        and tokens.word(index + 2) in SCALES
    ):
        whole = _read_words(tokens, index + 2)
        return replace(whole, value=whole.value / 2)
    if word in CARDINALS or word in HUNDRED:
        return _read_words(tokens, index)
    if word in SCALES:  # "trillion-yen market": a magnitude without a number
        return replace(_read_words(tokens, index), vague=True, bare=True)
    return None


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
    number = parse_number(tokens.number(index))
    start, end = tokens.start(index), tokens.end(index)
    scale = _ONE
    also: tuple[Fraction, ...] = ()
    letter = False
    index += 1
    glued = tokens.word(index) if tokens.is_glued(index) else ""
    if glued in ABBREVIATED_SCALES:
        scale = Fraction(ABBREVIATED_SCALES[glued])
    elif glued in LETTER_SCALES:
        also = (number * LETTER_SCALES[glued],)
        letter = True
    if scale != 1 or letter or glued in _SUFFIXES:
        end = tokens.end(index)
        index += 1
    while tokens.touches(index) and _scale_of(tokens.word(index)):
        scale *= _scale_of(tokens.word(index))
        end = tokens.end(index)
        index += 1
    value = number * scale
    part = _read_part(tokens, index, value) if scale == 1 else None
    if part is not None:
        return part
    if half := _AND_HALF.match(tokens.text, end):
        also = (value,)
        end = half.end()
        value += _HALF
    also = _read_time(tokens, index, start, end, value) or also
    if glued == "s" and value % 100 == 0:
        also = (value / 100 + 1,)  # the 1800s are the 19th century
    is_ordinal = glued in _ORDINALS
    return _Numeral(
        end, value, scale, True, also, letter=letter, ordinal=is_ordinal
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
        elif (
            word != "and"
            or scale == 1
            or tokens.word(index + 1) not in CARDINALS
        ):
            break
        index += 1
    part = _read_part(tokens, index, section) if not total else None
    if part is not None:
        return replace(part, has_digit=False)
    return _finish_words(tokens, index, total + section, scale)


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
    if tokens.touches(index):
        word = tokens.word(index)
        if word in _DECADE:
            also = (value * 10,)
        ordinal = ORDINALS.get(word, 0)
        if value >= 20 and 0 < ordinal < 10:
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
    unit = ""
    prefix = _PREFIX.search(text[max(0, start - 5) : start])
    if prefix and numeral.has_digit:
        start -= len(prefix.group())
        unit = _unit_before(prefix)
    unit, end = _unit_after(text, numeral, unit)
    values = (numeral.value, *numeral.also)
    scale = numeral.scale
    if numeral.letter and unit:
        values = numeral.also
        scale = values[0] / numeral.value if numeral.value else scale
    readings = [
        Reading(value, unit, numeral.vague) for value in dict.fromkeys(values)
    ]
    if numeral.bare:  # "the trillion-dollar club": one trillion, or some
        readings.append(Reading(numeral.value, unit))
    if not unit:
        readings += read_points(text, end, values[0])
        if numeral.idiom:
            readings.append(Reading(numeral.value * 100, PERCENT))
    duty = _duty(numeral, unit, tuple(readings))
    if numeral.has_digit and not unit and is_in_name(text, start):
        duty = Duty.MAY
    return Amount(text[start:end], start, end, tuple(readings), duty, scale)


def _unit_before(prefix: re.Match[str]) -> str:
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
    if (
        after is None
        or (unit and after["percent"])
        or _is_plain_word(after, numeral)
    ):
        return unit, end
    if _SILVER.match(text, after.end()):
        return unit, end  # sterling silver
    if not unit and after["percent"]:
        return PERCENT, after.end()
    return unit or _nation(after["nation"]) or MONEY[
        after["money"].lower()
    ], after.end()


def _is_plain_word(after: re.Match[str], numeral: _Numeral) -> bool:
    """`real`, `won`, `try`, `pounds` are words too: money only behind digits."""
    return (
        after["money"] or ""
    ).lower() in PLAIN_WORDS and not numeral.has_digit


def _nation(words: str | None) -> str:
    return NATIONS.get((words or "").lower().replace(".", ""), "")


def _duty(numeral: _Numeral, unit: str, readings: tuple[Reading, ...]) -> Duty:
    if numeral.vague:
        return Duty.SHOULD if numeral.value >= 10**3 else Duty.MAY
    if numeral.ordinal and not unit:
        return Duty.SHOULD
    if numeral.has_digit and not numeral.idiom:
        return plain_duty(readings)
    if unit == PERCENT and numeral.value == 100:
        return Duty.SHOULD
    if unit or not numeral.idiom:
        return Duty.MUST
    return Duty.MAY


# ---------------------------------------------------------------- words


def _find_words(text: str, tokens: list[re.Match[str]]) -> Iterator[Amount]:
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
