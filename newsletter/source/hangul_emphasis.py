"""Let emphasis stand between Hangul and punctuation: `**"핵심"**은` is bold.

CommonMark refuses a mark between a letter and punctuation (commonmark-spec #650). The plugin
`mdit-py-cjk-friendly` knows ideographs and kana as exceptions, and not Hangul, although Korean
writes its particles against the word in the same way. Here the plugin is asked once more with an
ideograph in the place of each syllable beside the mark. Line ends are left alone: Korean has
blanks between words, where Japanese has none.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_STAND_IN = "字"  # any character that the plugin takes for CJK
_FLAG = "_hangul_friendly"


def is_hangul(char: str) -> bool:
    """Tell whether a character is a syllable or a letter of Hangul.

    >>> is_hangul("은"), is_hangul("は"), is_hangul("")
    (True, False, False)
    """
    return (
        "가" <= char <= "힣"
        or "\u1100" <= char <= "\u11ff"
        or "\u3130" <= char <= "\u318f"
    )


def hangul_friendly(markdown: MarkdownIt) -> None:
    """Add the rule to a parser that has `cjk_friendly`."""
    setattr(markdown, _FLAG, True)
    scan = StateInline.scanDelims
    if getattr(scan, _FLAG, False):
        return

    def scan_delims(
        state: StateInline, start: int, can_split_word: bool
    ) -> Any:
        """Scan a run of marks as if the Hangul beside it were punctuation or a blank."""
        scanned = scan(state, start, can_split_word)
        is_asked = can_split_word and getattr(
            state.md, _FLAG, False
        )  # `_` is part of a word
        if not is_asked or (scanned.can_open and scanned.can_close):
            return scanned
        end = start + scanned.length
        before = state.src[start - 1] if start else " "
        after = state.src[end] if end < state.posMax else " "
        if not is_hangul(before) and not is_hangul(after):
            return scanned
        around = _stand_in(before) + state.src[start:end] + _stand_in(after)
        window = SimpleNamespace(src=around, posMax=len(around), md=state.md)
        return scan(window, 1, can_split_word)  # type: ignore[arg-type]  # all it looks at

    setattr(scan_delims, _FLAG, True)
    StateInline.scanDelims = scan_delims  # type: ignore[method-assign,assignment]


def _stand_in(char: str) -> str:
    return _STAND_IN if is_hangul(char) else char
