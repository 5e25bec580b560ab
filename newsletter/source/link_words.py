"""Tell what a reader sees of links, and of brackets that only look like links.

A number that stands for a source may never run into the amount before it: of `300億円[1](/a)` a
summary must not make `300億円1`. So the number of a source keeps its brackets. And [words][label]
is a link only where the label is defined: `f[i][j]` and `[1][2]` are text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

# A link around a picture, or with brackets in its words, has them one deep.
LINK = re.compile(
    r"(?P<picture>!?)\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"(?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[(?P<label>[^\[\]]*)\])"
)
# A link by its name alone, which is one only where the name is defined: [name], not ![name].
NAMED = re.compile(r"(?<![!\]\\])\[([^\[\]^\n][^\[\]\n]*)\](?![\[(:])")
SOURCE_NUMBER = re.compile(r"\d{1,3}(?:[,–-]\d{1,3})*")
_INDEX = re.compile(r"[A-Za-z0-9_+\-*/.,:]{1,30}")
_OPENING = "（(「『【〔〈《“‘[\"'"
_ENDS = "。、.,;:!?！？，；：」』）)】[]"
_BESIDE = f"0123456789%％億兆万亿円元원ドル{_ENDS}"
_UNITS = "0123456789%％億兆万千百亿円元원ドル年月日時分秒人社件個台回点位店国名割倍歳"


@dataclass(frozen=True, slots=True)
class LinkNames:
    """The names of links that a text knows.

    Attributes:
        defined: Folded by `fold_label`.
        is_open: Others may be defined where the text does not show it.
    """

    defined: Collection[str] = ()
    is_open: bool = True

    def __contains__(self, name: str) -> bool:
        return fold_label(name) in self.defined


UNKNOWN_NAMES = LinkNames()


def fold_label(label: str) -> str:
    """Return a label as CommonMark compares them: case and blanks do not count."""
    return " ".join(label.split()).casefold()


def show_link(found: re.Match[str], name: str, names: LinkNames) -> str:
    """Return what a reader sees of a match of `LINK`.

    Args:
        found: The match.
        name: Its label, as it is written in the source; "" for a link with an address.
        names: What is known of the names of links.
    """
    words = found["words"]
    if found["label"] is not None and not _is_named(found, name, names):
        return found[0]
    is_source = not found["picture"] and is_number_of_source(
        found.string, words, found.start(), found.end()
    )
    return f"[{words}]" if is_source else words


def is_number_of_source(text: str, words: str, start: int, end: int) -> bool:
    """Tell whether the words of a link are a number that would run into what stands before it.

    Args:
        text: What the link stands in.
        words: Those of the link.
        start, end: Its place.
    """
    if not SOURCE_NUMBER.fullmatch(words):
        return False
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if not before or before.isspace() or before in _OPENING:
        return False
    if not after or after.isspace() or after in _ENDS:
        return True
    return ends_amount(before) and after not in _UNITS


def ends_amount(before: str) -> bool:
    """Tell whether a number behind this character would be read as a part of an amount or name."""
    return before in _BESIDE or (before.isascii() and before.isalpha())


def is_index(text: str, start: int, words: str) -> bool:
    """Tell whether brackets are an index of what stands right before them: a[i][j], m[row][0].

    Args:
        text: What they stand in.
        start: The place of the first bracket.
        words: What it holds; words of a language are a link, also behind a name (FROST[署名][a b]).
    """
    before = text[max(0, start - 1) : start]
    is_code = before.isascii() and before.isalnum()
    return is_code and _INDEX.fullmatch(words) is not None


def _is_named(found: re.Match[str], name: str, names: LinkNames) -> bool:
    """Tell whether a link by reference is one.

    Where other names may be defined, brackets behind a letter or a digit are an index, and numbers
    in a row are those of sources.
    """
    if name in names:
        return True
    is_code = is_index(found.string, found.start(), found["words"])
    are_numbers = SOURCE_NUMBER.fullmatch(
        found["words"]
    ) and SOURCE_NUMBER.fullmatch(name)
    return names.is_open and not is_code and not are_numbers
