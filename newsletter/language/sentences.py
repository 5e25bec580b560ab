"""Split text into sentences: Japanese, Chinese, Korean and spaced languages, also mixed.

A wrong cut is worse than a missed one: a cut sentence is translated without its other
half and abridged into nonsense. So a boundary needs a reason (an end mark that ends
something) and no objection: an open bracket or quote, a decimal point, an abbreviation,
an initial, a protected span (inline markup), a particle that goes on quoting.

What ends a sentence:

- 。！？ (and their half-width forms before Japanese) with the closing marks after them;
- . ! ? … with closing marks, before white space and something that can begin a sentence;
- ؟ ۔ । ॥ before white space or the end.

What does not:

- an end mark inside 「」『』（）【】 that closes within MAX_BRACKET_CHARS (one lost bracket
  must not swallow the text);
- 「…？」と, ？と, ！と and their like: the quoting particle goes on;
- `e.g.`, `U.S.`, `No. 5`, `J. Smith`, `3.5`, `example.com`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

# The longest balanced bracket that holds whole sentences, in 45,690 real ones. A longer
# one has lost its partner.
MAX_BRACKET_CHARS = 160

_PAIRS = {
    "「": "」",
    "『": "』",
    "（": "）",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "〈": "〉",
    "《": "》",
    "“": "”",
}
_WIDE_ENDS = "。！？｡"
_NARROW_ENDS = ".!?…"
_OTHER_ENDS = "؟۔।॥"
_WIDE_COMMAS = ("、", "，")
_BRACKET = re.compile(
    f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}\n]"
)
_SPECIAL = re.compile(
    f"(?P<ends>[{re.escape(_WIDE_ENDS + _NARROW_ENDS + _OTHER_ENDS)}]+)"
    f"|[{re.escape(''.join(_PAIRS))}\n]"
)
_FULL_STOPS = frozenset("。｡")
# What closes a bracket; and what opens and closes with the same mark.
_CLOSER = re.compile(
    r"[」』）】〕］〉》”’)\]}»›]|(?P<both>[\"']|\*{1,3}|_{1,3}|~~)"
)
# After ？ or ！ (bare, or inside a closing quote) these particles go on with the same
# sentence.
_GOES_ON = re.compile(
    r"(?:と(?!はいえ|ころ|くに|りわけ|もかく)|って|という|なんて|など|か[、。]|の[「『]?"
    r"|は|が|を|に|で(?!す|も、|は、)|も|や)"
)
_ABBREVIATIONS = "|".join(
    (
        r"e\.g|i\.e|vs|cf|etc|al|ca|approx|dept|est|a\.m|p\.m",
        r"Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Col|Gov|Sen|Rep",
        r"No|Nos|Fig|Figs|Eq|Vol|pp|Inc|Ltd|Corp|Co",
        r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec",
        r"z\.B|d\.h|bzw|ggf|usw|Nr|Abs|Hr|Fr",
        r"S[rt]a?|núm|pág|Ud|Uds|av",
        r"M|Mme|Mlle|p\.ex|env",
    )
)
_ABBREVIATION = re.compile(
    rf"(?:\b(?:{_ABBREVIATIONS})"
    r"|\b(?:[A-Z]\.)+[A-Z]"  # U.S.
    r"|(?<![\w.])[A-Z])\.$"  # J. Smith
)
_LONGEST_ABBREVIATION_CHARS = 12
_STARTS_LOWER = re.compile(r"[\s\"'“‘(\[*_`]*[a-zà-öø-ÿа-я]")
_ITEM_NUMBER = re.compile(r"\s*\d{1,3}\.")
_JAPANESE_START = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff「『（【]")
_BLANKS = " \t　\n"
# An item of a list that Markdown does not know: ・卵 and 1）卵; and 会場：港.
_ITEM = re.compile(
    r"[ \t\u3000]*(?:[・●○■□◆◇▪▶►✓✔☑✅•※①-⑳]|[(（]?\d{1,2}[)）])"
)
_ITEM_LABEL = re.compile(r"[^\n:：、，。]{1,8}[:：]")
# Of emphasis, code and ASCII punctuation: they do not tell what script a line is in.
_MARKS = " \t*_~`:;,.()\"'"
_WIDE_CHAR = re.compile(
    r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"
)


def split_sentences(
    text: str, protected: Sequence[tuple[int, int]] = ()
) -> tuple[str, ...]:
    """Split text into sentences that joined give the text back exactly.

    White space after a sentence belongs to it. A line break ends a Japanese or Chinese
    sentence, but after a comma; in spaced text it is white space like any other (soft wrap).

    Args:
        text: Plain text or Markdown of one paragraph.
        protected: Half-open spans of `text` (inline code, links, emphasis) inside which
            nothing is cut.

    Returns:
        The sentences in order; empty for an empty text, one element for white space.

    >>> split_sentences("「来た！見た！」と彼は言った。次の文。")
    ('「来た！見た！」と彼は言った。', '次の文。')
    >>> split_sentences("It rose 3.5 percent, e.g. in the U.S. market. Then it fell.")
    ('It rose 3.5 percent, e.g. in the U.S. market. ', 'Then it fell.')
    """
    cuts = _find_open(sorted(_find_cuts(text)), sorted(protected))
    places = sorted({0, *cuts, len(text)})
    return tuple(text[first:last] for first, last in pairwise(places))


def _find_open(
    cuts: Sequence[int], protected: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """The cuts, in order, that fall into no link, code or emphasis."""
    number = end = 0
    for cut in cuts:
        while number < len(protected) and protected[number][0] < cut:
            end = max(end, protected[number][1])
            number += 1
        if cut >= end:
            yield cut


def _find_cuts(text: str) -> list[int]:
    """Positions after which a new sentence begins."""
    cuts: list[int] = []
    brackets = _find_brackets(text)
    found = _SPECIAL.search(text)
    while found:
        place = found.start()
        if place in brackets:
            place = _after_bracket(text, place, brackets[place], cuts)
        elif found["ends"]:
            place = _after_end_marks(text, found, cuts)
        else:
            place = found.end()
            if found.group() == "\n" and _is_wide_break(text, place):
                cuts.append(place)
        found = _SPECIAL.search(text, place)
    return cuts


def _find_brackets(text: str) -> dict[int, int]:
    """Opening bracket → place after its closing one; outermost ones that do close."""
    found: dict[int, int] = {}
    end = 0
    for first, last in sorted(_pair_brackets(text)):
        if first >= end:
            found[first] = end = last
    return found


def _pair_brackets(text: str) -> Iterator[tuple[int, int]]:
    """The brackets that close on their line, as (opening, place after the closing one)."""
    opened: list[tuple[int, str]] = []
    for mark in _BRACKET.finditer(text):
        char = mark.group()
        if char == "\n":
            opened.clear()
        elif opened and char == opened[-1][1]:
            first, _ = opened.pop()
            if mark.end() - first <= MAX_BRACKET_CHARS:
                yield first, mark.end()
        elif char in _PAIRS:
            opened.append((mark.start(), _PAIRS[char]))


def _after_bracket(text: str, start: int, end: int, cuts: list[int]) -> int:
    """Step over a bracket.

    One that is a sentence of its own (「…。」 with a new sentence behind it) ends there.
    """
    inner_end = text[start + 1 : end - 1][-1:]
    if inner_end not in "。｡" or not _begins_sentence(text, start):
        return end
    after = _skip_closers(text, end)
    follows = text[after : after + 1]
    if follows not in "、，,。．.・" and not _goes_on(text, after):
        cuts.append(_skip_blanks(text, after))
    return after


def _begins_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence ends, or nothing stands, before this place."""
    before = text[:start].rstrip(" 　*_")
    return not before or before[-1] in _WIDE_ENDS + "\n"


def _after_end_marks(text: str, found: re.Match[str], cuts: list[int]) -> int:
    """Step over a run of end marks with what closes behind it, and note a cut there."""
    run = found.group()
    after = _skip_closers(text, found.end())
    is_end = _ends_wide(text, run, after)
    if is_end or _ends_narrow(text, run, found.start(), after):
        cuts.append(_skip_blanks(text, after))
    return after


def _ends_wide(text: str, run: str, after: int) -> bool:
    """Tell whether Japanese or Chinese end marks end a sentence here."""
    if not _FULL_STOPS.isdisjoint(run):
        return True
    if _goes_on(text, after):
        return False
    if run[-1] in "!?" and _JAPANESE_START.match(text, after):
        return True
    return not set(_WIDE_ENDS).isdisjoint(run)


def _goes_on(text: str, place: int) -> bool:
    """Tell whether a particle takes what stands before it up into the same sentence."""
    return bool(_GOES_ON.match(text, place))


def _ends_narrow(text: str, run: str, place: int, after: int) -> bool:
    """Tell whether marks of a spaced language end a sentence here."""
    if not set(_WIDE_ENDS).isdisjoint(run):
        return False
    rest = text[after:]
    if not rest.strip():
        return True
    if not rest[0].isspace() or _STARTS_LOWER.match(rest):
        return False
    return run != "." or not _is_no_full_stop(text, place)


def _is_no_full_stop(text: str, place: int) -> bool:
    """The dot of an abbreviation, or of "1. " at the head of the text."""
    nearby = text[max(0, place - _LONGEST_ABBREVIATION_CHARS) : place + 1]
    if _ABBREVIATION.search(nearby):
        return True
    return bool(_ITEM_NUMBER.fullmatch(text, 0, place + 1))


def _skip_closers(text: str, place: int) -> int:
    """Step over closing marks: brackets, and quotes and emphasis that were opened before.

    Whether a mark that looks the same on both sides opens or closes is told by how often
    it stands before.
    """
    while mark := _CLOSER.match(text, place):
        is_open = text.count(mark.group(), 0, place) % 2 == 1
        if mark["both"] and not is_open:
            break
        place = mark.end()
    return place


def _skip_blanks(text: str, place: int) -> int:
    """The place of the first character from here on that is no blank."""
    return len(text) - len(text[place:].lstrip(_BLANKS))


def _begins_item(text: str, place: int) -> bool:
    """Tell whether a line from this place on is one of a list: by its mark, or label by label."""
    if _ITEM.match(text, place):
        return True
    first = text.rfind("\n", 0, place - 1) + 1
    return bool(
        _ITEM_LABEL.match(text, first) and _ITEM_LABEL.match(text, place)
    )


def _is_wide_break(text: str, place: int) -> bool:
    """Tell whether the line break before this place is meant: beside Japanese or Chinese.

    Between Latin lines, and after a comma, it is a soft wrap; blanks make it a hard one, a comma
    in bold ends a label, and an item of a list begins its line.
    """
    line = text[: place - 1]
    before = line.rstrip(_MARKS)[-1:]
    after = text[place:].lstrip(_MARKS)[:1]
    if not before or not after:
        return False
    if line.endswith(_WIDE_COMMAS):
        return _begins_item(text, place)
    return bool(_WIDE_CHAR.search(before + after))
