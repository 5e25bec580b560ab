"""Write a number as a language does: the other half of reading it, made apart from the reader."""

from __future__ import annotations

from collections.abc import Callable

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))

MYRIADS = (10**12, 10**8, 10**4, 1)
JAPANESE = ("兆", "億", "万", "")
CHINESE = ("兆", "亿", "万", "")
KOREAN = ("조", "억", "만", "")
KANJI = "〇一二三四五六七八九"
SMALL = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


def in_english(number: int, *, british: bool = False) -> str:
    """One hundred and five: with "and" as the British write it.

    >>> in_english(1_000_105, british=True)
    'one million one hundred and five'
    """
    words: list[str] = []
    for scale, name in SCALES:
        if number >= scale:
            words += [_hundreds(number // scale, british=british), name]
            number %= scale
    if number or not words:
        words.append(_hundreds(number, british=british))
    return " ".join(words)


def _hundreds(number: int, *, british: bool) -> str:
    words: list[str] = []
    if number >= 100:
        words += [ONES[number // 100], "hundred"]
        number %= 100
        if number and british:
            words.append("and")
    if number >= 20:
        tens = TENS[number // 10 - 2]
        words.append(f"{tens}-{ONES[number % 10]}" if number % 10 else tens)
    elif number or not words:
        words.append(ONES[number])
    return " ".join(words)


def in_kanji(number: int) -> str:
    """As Japanese writes it: no 一 before 十, 百 and 千.

    >>> in_kanji(120_003_010)
    '一億二千万三千十'
    """
    return _in_myriads(number, JAPANESE, _kanji_section)


def _kanji_section(number: int) -> str:
    text = ""
    for factor, name in SMALL:
        digit = number // factor % 10
        if digit:
            text += ("" if digit == 1 and name else KANJI[digit]) + name
    return text


def in_chinese(number: int) -> str:
    """As Chinese writes it: 一 before every scale, 零 for what is left out.

    >>> in_chinese(100_210)
    '十万零二百一十'
    """
    text = _in_myriads(number, CHINESE, _chinese_section)
    return text.removeprefix("一") if text.startswith("一十") else text


def _chinese_section(number: int) -> str:
    text = ""
    is_open = number < 1000
    for factor, name in SMALL:
        digit = number // factor % 10
        if digit:
            text += ("零" if is_open else "") + KANJI[digit] + name
        is_open = not digit
    return text


def in_mixed(number: int, names: tuple[str, ...], *, blank: str = "", comma: bool = False) -> str:
    """Digits with the myriads between them: 1億2345万6789, 1억 2,345만 6,789.

    >>> in_mixed(120_003_010, JAPANESE)
    '1億2000万3010'
    """
    write = "{:,}".format if comma else str
    return _in_myriads(number, names, write, blank)


def _in_myriads(
    number: int, names: tuple[str, ...], write: Callable[[int], str], blank: str = ""
) -> str:
    parts: list[str] = []
    for factor, name in zip(MYRIADS, names, strict=True):
        section = number // factor % 10_000
        if section:
            parts.append(write(section) + name)
    return blank.join(parts).removeprefix("零")


def grouped(number: int, mark: str) -> str:
    """Groups of three digits: 1.234.567, 1'234'567."""
    return f"{number:,}".replace(",", mark)


def grouped_as_in_india(number: int) -> str:
    """A group of three, then groups of two.

    >>> grouped_as_in_india(12345678)
    '1,23,45,678'
    """
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    groups = []
    while head:
        groups.append(head[-2:])
        head = head[:-2]
    return ",".join([*groups[::-1], tail])
