"""Read English amounts: digits with scale words or letters, spelled numbers, currencies before or behind, fractions, ranges.

`$3.2 billion`, `A$200m`, `320 billion yen`, `JPY 320bn`, `one hundred and twenty
million euros`, `two-thirds`, `10-20 per cent`, `twice`, `tenfold`, `the 1990s`, `21st`,
`hundreds of billions of yen`. A letter that can be a scale or a unit of measure (`5m`)
has both readings. Spelled numbers without a large scale or a unit oblige to nothing:
"one of", "a third factor".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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

_PREFIX = re.compile(
    r"(?:(?P<dollar>(?:US|AU|CA|HK|NZ|NT|SG|A|C|S|R)?)\$|(?P<sign>CN¥|¥|€|£|₩|₹)"
    rf"|\b(?P<code>{'|'.join(CODES)}))\s?$"
)
_AFTER = re.compile(
    rf"[\s\-]*(?:(?P<percent>%|(?:percent|per\s?cent|pct)\b)"
    rf"|(?:(?P<nation>U\.?S\.?|{'|'.join(NATIONS)})\s+)?(?P<money>{'|'.join(sorted(MONEY, key=len, reverse=True))})\b)",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<word>[A-Za-z]+)")
_GAP = re.compile(r"[\s\-\u2010\u2011]*")
_JOINS = re.compile(
    r"\s*(?:-|–|—|~|/|,|,?\s*(?:and|or|to|through|until)|to\s+(?:about|around|nearly|over)|versus|vs\.?)\s*(?:a\s+)?"
    r"(?:(?:US|AU|CA|HK|NZ|NT|A|C|S)?\$|¥|€|£|₩|₹)?\s*"
)
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,4})(?![\d/])")
_CENTURY = re.compile(r"(\d\d)\d\d[-–—]$")
_MERIDIEM = re.compile(r"(?::\d\d)?\s?p\.?m\b", re.IGNORECASE)
_AND_HALF = re.compile(r"\s+and\s+a\s+half")
_ONE_AND_HALF = re.compile(
    r"\ban?\s+(?:year|month|day|week|hour|minute)\s+and\s+a\s+half", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Numeral:
    end: int
    value: Fraction
    scale: Fraction
    has_digit: bool
    also: tuple[Fraction, ...] = ()
    vague: bool = False
    idiom: bool = False
    letter: bool = False
    bare: bool = False


def find_english_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of an English text (NFKC) in order, then the words that say one without a numeral."""
    tokens = list(_TOKEN.finditer(text))
    found: list[Amount] = []
    index = 0
    while index < len(tokens):
        numeral = _read_numeral(text, tokens, index)
        if numeral is not None:
            found.append(_build(text, tokens[index].start(), numeral))
            end = found[-1].end
            while index < len(tokens) and tokens[index].start() < end:
                index += 1
        else:
            index += 1
    shared = share_units(drop_inside(found), text, lambda between: bool(_JOINS.fullmatch(between)))
    free = [
        token
        for token in tokens
        if not any(each.start <= token.start() < each.end for each in shared)
    ]
    return (*shared, *_find_words(text, free))


def find_english_units(text: str) -> frozenset[str]:
    """Return the units an English text names anywhere."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
    units = {code for word, code in MONEY.items() if word in words and word not in PLAIN_WORDS}
    units |= {SIGNS[char] for char in text if char in SIGNS}
    units |= {DOLLARS[found] for found in re.findall(r"\b(US|AU|CA|HK|NZ|NT|SG|A|C|S|R)?\$", text)}
    units |= {
        code
        for nation, code in NATIONS.items()
        if re.search(rf"\b{nation}\s+dollars?\b", text, re.IGNORECASE)
    }
    if "%" in text or words & {"percent", "percentage", "pct"} or "per cent" in text:
        units.add(PERCENT)
    return frozenset(units)


# ---------------------------------------------------------------- numerals


def _read_numeral(text: str, tokens: list[re.Match[str]], index: int) -> _Numeral | None:
    """Read the longest numeral that begins with this token."""
    token = tokens[index]
    if token["number"]:
        return _read_digits(text, tokens, index)
    word = token["word"].lower()
    if word in VAGUE:
        return _read_vague(text, tokens, index, Fraction(1))
    if word in SOME and index + 1 < len(tokens):
        return _read_some(text, tokens, index + 1)
    if word in ("a", "an"):
        follows = _word(tokens, index + 1)
        if follows in ("hundred", *SCALES):
            return _read_words(text, tokens, index + 1)
        return None
    if (
        word == "half"
        and _word(tokens, index + 1) in ("a", "an")
        and _word(tokens, index + 2) in SCALES
    ):
        whole = _read_words(text, tokens, index + 2)
        return replace(whole, value=whole.value / 2)
    if word in CARDINALS or word in HUNDRED:
        return _read_words(text, tokens, index)
    if word in SCALES:  # "trillion-yen market", "the billion mark": a magnitude without a number
        return replace(_read_words(text, tokens, index), vague=True, bare=True)
    return None


def _word(tokens: list[re.Match[str]], index: int) -> str:
    return (tokens[index]["word"] or "").lower() if 0 <= index < len(tokens) else ""


def _touches(text: str, tokens: list[re.Match[str]], index: int) -> bool:
    """Only blanks and hyphens stand between this token and the one before."""
    return index < len(tokens) and bool(
        _GAP.fullmatch(text[tokens[index - 1].end() : tokens[index].start()])
    )


def _read_digits(text: str, tokens: list[re.Match[str]], index: int) -> _Numeral:
    if fraction := _FRACTION.match(text, tokens[index].start()):
        above, below = (Fraction(part) for part in fraction.groups())
        if below and text[tokens[index].start() - 1 : tokens[index].start()] not in ("/", "."):
            return _Numeral(
                fraction.end(),
                above / below,
                Fraction(1),
                True,
                (above, below, above / below * 100),
            )
    value, scale = parse_number(tokens[index]["number"]), Fraction(1)
    end = tokens[index].end()
    first_place = tokens[index].start()
    also: tuple[Fraction, ...] = ()
    letter = False
    index += 1
    if index < len(tokens) and tokens[index].start() == end and tokens[index]["word"]:
        word = tokens[index]["word"]
        if word.lower() in ABBREVIATED_SCALES:
            scale, end, index = (
                Fraction(ABBREVIATED_SCALES[word.lower()]),
                tokens[index].end(),
                index + 1,
            )
        elif word.lower() in LETTER_SCALES:
            also, end, index = (
                (value * LETTER_SCALES[word.lower()],),
                tokens[index].end(),
                index + 1,
            )
            letter = True
        elif word.lower() in ("st", "nd", "rd", "th", "s"):
            end, index = tokens[index].end(), index + 1
    while _touches(text, tokens, index) and (
        _word(tokens, index) in SCALES or _word(tokens, index) in ABBREVIATED_SCALES
    ):
        word = _word(tokens, index)
        scale *= SCALES.get(word) or ABBREVIATED_SCALES[word]
        end, index = tokens[index].end(), index + 1
    value *= scale
    part = _read_part(text, tokens, index, value) if scale == 1 else None
    if part is not None:
        return part
    if half := _AND_HALF.match(text, end):
        also, end = (value,), half.end()
        value += Fraction(1, 2)
    if _MERIDIEM.match(text, end) and value < 12:
        also = (value + 12,)
    if _word(tokens, index) in ("decade", "decades"):
        also = (value * 10,)
    if value < 100 and (century := _CENTURY.search(text[:first_place][-5:])):
        also = (int(century.group(1)) * 100 + value,)
    return _Numeral(end, value, scale, True, also, letter=letter)


def _read_words(text: str, tokens: list[re.Match[str]], index: int) -> _Numeral:
    """Read a spelled number: ones and tens, hundreds, then thousands and up, each scale closing its section."""
    total, section = Fraction(0), Fraction(0)
    scale = 1
    first = index
    while index < len(tokens) and (index == first or _touches(text, tokens, index)):
        word = _word(tokens, index)
        if word in CARDINALS:
            section, scale = section + CARDINALS[word], 1
        elif word in HUNDRED:
            section, scale = Fraction(section or 1) * 100, 100
        elif word in SCALES:
            scale = SCALES[word] * (100 if scale == 100 else 1)
            total, section = (
                total + Fraction(section or 1) * SCALES[word],
                Fraction(0),
            )
        elif not (word == "and" and (scale > 1) and (_word(tokens, index + 1) in CARDINALS)):
            break
        index += 1
    value = total + section
    end = tokens[index - 1].end()
    part = _read_part(text, tokens, index, value) if not total else None
    if part is not None:
        return replace(part, has_digit=False)
    also: tuple[Fraction, ...] = ()
    if half := _AND_HALF.match(text, end):
        also, end, value = (value,), half.end(), value + Fraction(1, 2)
    if _touches(text, tokens, index) and _word(tokens, index) in (
        "decade",
        "decades",
    ):
        also = (value * 10,)
    ordinal = ORDINALS.get(_word(tokens, index), 0)
    if _touches(text, tokens, index) and value >= 20 and 0 < ordinal < 10:
        value, end = value + ordinal, tokens[index].end()
    return _Numeral(end, value, Fraction(scale), False, also, idiom=scale < 10**6)


def _read_part(
    text: str, tokens: list[re.Match[str]], index: int, above: Fraction
) -> _Numeral | None:
    """`two-thirds`, `three quarters` (of the whole, or of a year)."""
    below = PARTS.get(_word(tokens, index), 0)
    if not below or not _touches(text, tokens, index) or above.denominator != 1 or above >= 100:
        return None
    return _Numeral(
        tokens[index].end(),
        above / below,
        Fraction(1),
        True,
        (above,),
        idiom=True,
    )


def _read_some(text: str, tokens: list[re.Match[str]], index: int) -> _Numeral | None:
    """`several hundred million`, `a few trillion`, `multi-billion`."""
    word = _word(tokens, index)
    if _touches(text, tokens, index) and (word in HUNDRED or word in SCALES):
        return replace(_read_words(text, tokens, index), vague=True)
    return None


def _read_vague(text: str, tokens: list[re.Match[str]], index: int, value: Fraction) -> _Numeral:
    """`hundreds of billions`, `tens of thousands`, `trillions`."""
    value *= VAGUE[_word(tokens, index)]
    if _word(tokens, index + 1) == "of" and _word(tokens, index + 2) in VAGUE:
        return _read_vague(text, tokens, index + 2, value)
    follows = _word(tokens, index + 1)
    if follows in SCALES and _touches(text, tokens, index + 1):
        return _Numeral(
            tokens[index + 1].end(),
            value * SCALES[follows],
            Fraction(1),
            False,
            vague=True,
        )
    return _Numeral(tokens[index].end(), value, Fraction(1), False, vague=True)


# ---------------------------------------------------------------- amounts


def _build(text: str, start: int, numeral: _Numeral) -> Amount:
    unit, end = "", numeral.end
    prefix = _PREFIX.search(text[max(0, start - 5) : start])
    if prefix and numeral.has_digit:
        start -= len(prefix.group())
        dollar, sign, code = prefix.group("dollar", "sign", "code")
        unit = MONEY[code.lower()] if code else SIGNS[sign] if sign else DOLLARS[dollar]
    pattern = re.compile(r"\s+of\s+") if numeral.vague else None
    of = pattern.match(text, end) if pattern else None
    after = _AFTER.match(text, of.end() if of else end)
    if after and not (unit and after["percent"]) and not _is_plain_word(after, numeral):
        unit = unit or (
            PERCENT
            if after["percent"]
            else _nation(after["nation"]) or MONEY[after["money"].lower()]
        )
        end = after.end()
    also = numeral.also
    values = also if numeral.letter and unit else (numeral.value, *also)
    readings = tuple(Reading(value, unit, numeral.vague) for value in dict.fromkeys(values))
    if numeral.bare:
        readings += (
            Reading(numeral.value, unit),
        )  # "the trillion-dollar club": one trillion, or some
    if not unit and (points := POINTS.match(text, end)):
        readings += (Reading(values[0] / (100 if points["basis"] else 1), PERCENT),)
    if numeral.idiom and not unit:
        readings += (Reading(numeral.value * 100, PERCENT),)
    scale = numeral.scale
    if numeral.letter and unit and numeral.value:
        scale = values[0] / numeral.value
    return Amount(
        text[start:end],
        start,
        end,
        readings,
        _duty(numeral, unit, readings),
        scale,
    )


def _is_plain_word(after: re.Match[str], numeral: _Numeral) -> bool:
    """`real`, `won`, `try`, `pounds` are words too: money only behind digits."""
    return (after["money"] or "").lower() in PLAIN_WORDS and not numeral.has_digit


def _nation(words: str | None) -> str:
    return NATIONS.get((words or "").lower().replace(".", ""), "")


def _duty(numeral: _Numeral, unit: str, readings: tuple[Reading, ...]) -> Duty:
    if numeral.vague:
        return Duty.SHOULD if numeral.value >= 10**3 else Duty.MAY
    if numeral.has_digit and not numeral.idiom:
        return plain_duty(readings)
    if unit:
        return Duty.MUST if unit != PERCENT or numeral.value != 100 else Duty.SHOULD
    return Duty.MAY if numeral.idiom else Duty.MUST


def _find_words(text: str, tokens: list[re.Match[str]]) -> Iterator[Amount]:
    for token in tokens:
        word = (token["word"] or "").lower()
        values = [Fraction(table[word]) for table in (TIMES, MONTHS, ORDINALS) if word in table]
        if word in DECADES:
            values += [Fraction(DECADES[word]), Fraction(1900 + DECADES[word])]
        if word in DOUBLED:
            values.append(Fraction(100))
        if word in PARTS:
            values += [Fraction(1, PARTS[word]), Fraction(100, PARTS[word])]
        if word.endswith("fold") and word[:-4] in CARDINALS:
            values.append(Fraction(CARDINALS[word[:-4]]))
        if values:
            readings = tuple(Reading(value, unit) for value in values for unit in ("", PERCENT))
            yield Amount(token.group(), token.start(), token.end(), readings, Duty.MAY)
    for found in _ONE_AND_HALF.finditer(text):
        yield Amount(
            found.group(),
            found.start(),
            found.end(),
            (Reading(Fraction(3, 2)),),
            Duty.MAY,
        )
