"""Break headings of unspaced languages between phrases, never inside a word: `希土類元素が握る<wbr>インフラの<wbr>真意`."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from newsletter.language.scripts import base

MAX_CHARS = 300  # a heading; what is longer is a paragraph and breaks anywhere


class _Parser(Protocol):
    def parse(self, sentence: str) -> list[str]: ...


def split_phrases(text: str, language: str) -> tuple[str, ...]:
    """Return the phrases of a heading; joined they are the text. One phrase where the language has spaces."""
    parser = _parser(language)
    if parser is None or len(text) > MAX_CHARS:
        return (text,)
    return tuple(parser.parse(text)) or (text,)


@lru_cache(maxsize=8)
def _parser(language: str) -> _Parser | None:
    import budoux

    if base(language) == "ja":
        parser = budoux.load_default_japanese_parser()
    elif base(language) == "th":
        parser = budoux.load_default_thai_parser()
    elif base(language) == "zh":
        traditional = any(part in language for part in ("Hant", "TW", "HK", "MO"))
        parser = (
            budoux.load_default_traditional_chinese_parser() if traditional else budoux.load_default_simplified_chinese_parser()
        )
    else:
        return None
    return parser
