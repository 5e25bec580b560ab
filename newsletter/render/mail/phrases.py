"""Break headings of unspaced languages between phrases, never inside a word.

`希土類元素が握る<wbr>インフラの<wbr>真意`
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from newsletter.language.tags import base
from newsletter.language.width import display_width

SHORT_CHARS = 3  # letters and marks: `あり？`, `握る`, `から`
LONG_CHARS = 10  # what still fits a line of a phone in the size of a title
LINE_COLUMNS = 26  # of a title of 23 px in the 331 px that a phone leaves
_ENDING_MARKS = re.compile(r"[、。，．：；！？!?:;）」』】〉》〕’”・ー…]+")
_KANJI, _KATAKANA = r"[\u4e00-\u9fff々]", r"[\u30a1-\u30faー]"
_CHANGE = re.compile(
    rf"(?<={_KANJI})(?<![兆億万千百十])(?={_KATAKANA}{{2}})|(?<={_KATAKANA}{{2}})(?={_KANJI}{{2}})"
    rf"|(?<=[\u3041-\u3096])(?={_KANJI}{{2}}|{_KATAKANA}{{2}})"
    r"|(?<=[0-9A-Za-z]{2})(?=[\u30a1-\u30fa\u4e00-\u9fff]{2})"
)
_WORD_GOES_ON = re.compile(r"[0-9A-Za-z.,%$¥０-９]{2}")
MAX_CHARS = 300  # a heading; what is longer is a paragraph and breaks anywhere


class _PhraseParser(Protocol):
    def parse(self, sentence: str) -> list[str]: ...


def split_phrases(text: str, language: str) -> tuple[str, ...]:
    """Return the phrases of a heading; joined they are the text.

    One phrase where the language has spaces.
    """
    parser = _parser(language)
    if parser is None or len(text) > MAX_CHARS:
        return (text,)
    pieces: list[str] = []
    for phrase in _move_marks(_join(parser.parse(text))):
        pieces += _shorten(phrase)
    return tuple(pieces) or (text,)


def is_phrased(language: str) -> bool:
    """Tell whether headings of a language are broken between phrases."""
    return _parser(language) is not None


def _move_marks(phrases: list[str]) -> list[str]:
    """Let no phrase begin with a mark that ends the one before it, such as a colon."""
    moved: list[str] = []
    for phrase in phrases:
        marks = _ENDING_MARKS.match(phrase)
        if moved and marks:
            moved[-1] += marks[0]
            phrase = phrase[marks.end() :]
        if phrase:
            moved.append(phrase)
    return moved


def _shorten(phrase: str) -> list[str]:
    """Part a phrase that is longer than a line of a phone where the kind of letter changes.

    A browser that has to break it anywhere would let a line begin with a comma.
    """
    if display_width(phrase) <= LINE_COLUMNS:
        return [phrase]
    return _CHANGE.sub("\n", phrase).split("\n")


def _join(phrases: list[str]) -> list[str]:
    """Let no line begin with a scrap such as `あり？`.

    No number or Latin word is cut: the parser does not know them.
    """
    joined: list[str] = []
    for phrase in phrases:
        if joined and _belongs_to(joined[-1], phrase):
            joined[-1] += phrase
        else:
            joined.append(phrase)
    return joined


def _belongs_to(before: str, phrase: str) -> bool:
    """Tell whether a phrase is too short to begin a line, or goes on with a word."""
    is_scrap = (
        len(phrase) <= SHORT_CHARS and len(before) + len(phrase) <= LONG_CHARS
    )
    return is_scrap or bool(_WORD_GOES_ON.fullmatch(before[-1] + phrase[0]))


@lru_cache(maxsize=8)
def _parser(language: str) -> _PhraseParser | None:
    """The parser that finds where a line may break; None for a language with blanks."""
    import budoux

    if base(language) == "ja":
        parser = budoux.load_default_japanese_parser()
    elif base(language) == "th":
        parser = budoux.load_default_thai_parser()
    elif base(language) == "zh":
        traditional = any(
            part in language for part in ("Hant", "TW", "HK", "MO")
        )
        parser = (
            budoux.load_default_traditional_chinese_parser()
            if traditional
            else budoux.load_default_simplified_chinese_parser()
        )
    else:
        return None
    return parser
