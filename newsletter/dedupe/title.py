"""Compare the title of the front matter with the title lines in the body, and take the better form."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from newsletter.dedupe.keys import find_numbers, make_key
from newsletter.dedupe.segment import Kind, strip_marks

SAME_TITLE = 0.86  # the threshold of free near matches
MIN_SHARED = 12  # characters a cut title must share with the whole one
MAX_LOST = 4  # characters a cut may have taken off a title: 真意と？ for 真意とは
_TAIL = re.compile(r"[？?！!。…．.\s]+$")
_YEAR = re.compile(r"20\d{2}年(?:\d{1,2}月)?の?")
_ENDS = re.compile(r"[？?！!。]$")
_GLUED = re.compile(r"[のがにをで]")  # no title goes on with a particle after its question mark


def is_title(kind: Kind, text: str, title: str) -> bool:
    """Tell whether a paragraph is nothing but the title of the post, exact, cut or decorated."""
    if (
        kind not in (Kind.HEADING, Kind.LABEL, Kind.SENTENCE)
        or not title
        or len(text) > 2 * len(title) + 20
    ):
        return False
    line = strip_marks(text).strip().strip("*")
    if kind is Kind.HEADING and not re.match(r"\s*#\s", text):
        return make_key(line) == make_key(title)
    return match_title(line, title)


def match_title(line: str, title: str) -> bool:
    """Tell whether a line says the title, or holds a better form of it."""
    return says_title(line, title) or better_title(line, title) != title


def says_title(line: str, title: str) -> bool:
    """Tell whether a line says the title as it is given: equal or near keys, or one a cut of the other."""
    short, whole = make_key(strip_marks(line)), make_key(title)
    if not short or not whole:
        return False
    if short == whole or _is_cut(title, short):
        return True
    if len(short) < MIN_SHARED or find_numbers(line) != find_numbers(title):
        return False
    return fuzz.ratio(short, whole) >= SAME_TITLE * 100 or whole.startswith(short)


def better_title(line: str, title: str) -> str:
    """Return the better of the two: the body's line where the given title is a cut or decorated form of it, else the given one.

    >>> better_title("土の中にある真意とは", "土の中にある真意と？")
    '土の中にある真意とは'
    >>> better_title("魔法か幻想か？", "2026年、魔法か幻想か？の進化と実用化への道筋")
    '魔法か幻想か？'
    >>> better_title("土の中", "土の中にある真意と？")
    '土の中にある真意と？'
    """
    text = strip_marks(line).strip().strip("*").strip()
    full, given = make_key(text), make_key(title)
    if len(full) < MIN_SHARED // 2 or full == given:
        return title
    if _is_cut(title, full):
        return text
    at = given.find(full)
    if at < 0 or (at > 0 and not _YEAR.fullmatch(given[:at])):
        return title
    rest = given[at + len(full) :]
    return (
        text
        if (rest and _GLUED.match(rest) and _ENDS.search(text)) or (at > 0 and not rest)
        else title
    )


def _is_cut(title: str, full: str) -> bool:
    """Tell whether a title was cut before its end: `full` begins with it and goes on for a few characters."""
    cut = make_key(_TAIL.sub("", title))
    if len(cut) < MIN_SHARED // 2 or not full.startswith(cut) or full == make_key(title):
        return False
    return len(full) - len(cut) <= MAX_LOST or title.rstrip().endswith(("…", "..."))
