"""Find counted rows (first … second … third): an abridgement has all their members or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.abridgement.candidates import Candidate, CandidateKind

_DIGITS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_LEAD = r"^[\s「『（(【\[“\"'*_・]*"
_COUNTED = re.compile(
    _LEAD
    + r"(?:まず、?|そして、?)?(?:第(?P<nth>[一二三四五六七八九1-9１-９])(?:に|の|は|、|が)"
    r"|(?P<one>[一二三四五1-9１-９ひふ])(?:つ目|つめ|点目|番目|つは|とつは|とつ目|たつ目)"
    r"|(?P<word>First|Second|Third|Fourth|Fifth)(?P<ly>ly)?,"
    r"|The (?P<the>first|second|third|fourth|fifth)(?=,| (?:is|was|are|one|thing|step|reason|point"
    r"|problem|challenge|issue|option|approach|way|change|part|type|kind|benefit|question|lesson"
    r"|rule|principle|of (?:these|them))\b))"
)
_OPENS = re.compile(
    _LEAD + r"(?:まず(?:は|、)|最初に|To begin with,|First of all,)"
)
_GOES_ON = re.compile(
    _LEAD
    + r"(?:次に|つぎに|続いて|もう[1一ひ](?:つ|とつ)|Next,|Then,|The other\b)"
)
_ENDS = re.compile(_LEAD + r"(?:最後に|Finally,|Lastly,)")


def find_series(candidates: Sequence[Candidate]) -> tuple[tuple[int, ...], ...]:
    """Return the counted rows of an article, each as the numbers of its members in order.

    A row begins with a first and goes on with the next ordinal; a lone "first" without a second is
    no row. Rows under different headings of the same level are apart.
    """
    found: list[tuple[int, ...]] = []
    row: list[int] = []
    expected = 0
    for candidate in candidates:
        if candidate.kind is not CandidateKind.SENTENCE or not candidate.parts:
            continue
        ordinal = get_ordinal(candidate.parts[0], expected)
        if ordinal == 1:
            _close(found, row)
            row, expected = [candidate.number], 2
        elif row and ordinal == expected:
            row.append(candidate.number)
            expected += 1
        elif row and ordinal:
            _close(found, row)
            row, expected = [], 0
    _close(found, row)
    return tuple(found)


def find_lone_firsts(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Return the numbers of the sentences that count "the first" of a row without a second.

    "First," at the head of a sentence is only an order of steps, as まず is.
    """
    members: set[int] = set()
    for row in find_series(candidates):
        members.update(row)
    found: list[int] = []
    for candidate in candidates:
        if candidate.kind is not CandidateKind.SENTENCE or not candidate.parts:
            continue
        if candidate.number not in members and _counts_first(
            candidate.parts[0]
        ):
            found.append(candidate.number)
    return tuple(found)


def _counts_first(text: str) -> bool:
    """Tell whether a sentence counts "the first" of a row; "First, …" is a step."""
    counted = _COUNTED.match(text)
    if not counted or (counted["word"] and not counted["ly"]):
        return False
    return get_ordinal(text) == 1


def _close(found: list[tuple[int, ...]], row: list[int]) -> None:
    if len(row) > 1:
        found.append(tuple(row))


def get_ordinal(plain: str, expected: int = 0) -> int:
    """Return which member of a row a sentence opens; 0 for none.

    Args:
        plain: The sentence as plain text.
        expected: The member that would come next: a word like "next" stands for it.

    >>> get_ordinal("第二に、費用が下がる。"), get_ordinal("次に、運用です。", 2)
    (2, 2)
    """
    counted = _COUNTED.match(plain)
    if counted:
        text = next(group for group in counted.groups() if group)
        return _number(text)
    if _OPENS.match(plain):
        return 1
    if expected and (_GOES_ON.match(plain) or _ENDS.match(plain)):
        return expected
    return 0


def _number(text: str) -> int:
    """What a word of counting stands for, in digits or in letters."""
    if text in "ひふ":
        return "ひふ".index(text) + 1
    if text.isdigit():
        return int(text)
    return _DIGITS.get(text) or _WORDS[text.casefold()]
