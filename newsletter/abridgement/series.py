"""Find counted rows (first … second … third): an abridgement has all their members or none.

A row begins with a first, in a number (第一に, 1つ目は, Firstly) or a word that opens (まず, to
begin with), and goes on with the next number or with a word that goes on or ends (次に, finally).
Numbers count through the sections of one chapter, words only under one heading and as long as the
row is in the reader's ear.

A first without any of these still waits for what adds to it (まず … また … さらに): a reader who is
told "first" and never another thing looks for what was cut. It asks for one such sentence and they
ask for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from newsletter.abridgement.candidates import Candidate, CandidateKind
from newsletter.abridgement.series_words import BY_LANGUAGE, CountingWords
from newsletter.remembered import remembered

# Candidates between two members that are told by words: from here on "finally" ends something else.
MAX_GAP = 20
# A row of more is a story told in steps, and no abridgement holds it whole.
MAX_MEMBERS = 12
N_REMEMBERED = 1024

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
    r"|(?:Step|Schritt|Stap|Paso|Passo|[ÉE]tape|Шаг|ステップ|手順|步骤|步驟)\s?"
    r"(?P<step>[1-9１-９])(?!\d)"
    r"|[(（](?P<bracket>[1-9１-９])[)）]|(?P<circle>[①-⑨])"
    r"|The (?P<the>first|second|third|fourth|fifth)(?=,| (?:is|was|are|one|thing|step|reason|point"
    r"|problem|challenge|issue|option|approach|way|change|part|type|kind|benefit|question|lesson"
    r"|rule|principle|of (?:these|them))\b))"
)
# "First, …" is an order of steps, as まず is; "Firstly" counts.
_STEP = re.compile(_LEAD + "First,")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"{_LEAD}(?:{'|'.join(patterns)})")


def _nth(at: int) -> Iterator[str]:
    """The words for one member, of each language that has any."""
    for table in _TABLES:
        if table.ordinals:
            yield table.ordinals[at]


_TABLES: tuple[CountingWords, ...] = tuple(BY_LANGUAGE.values())
_ORDINALS = tuple(map(_any_of, map(_nth, range(5))))
_OPENS = _any_of(table.opens for table in _TABLES)
_GOES_ON = _any_of(table.goes_on for table in _TABLES)
_ENDS = _any_of(table.ends for table in _TABLES)
_ADDS = _any_of(table.adds for table in _TABLES)
# Most sentences begin with none of these, which one look tells.
_ANY = _any_of("|".join((*table.ordinals, *table[1:])) for table in _TABLES)


class _Role(Enum):
    """What the head of a sentence is in a row."""

    NONE = auto()
    ORDINAL = auto()
    OPENS = auto()
    GOES_ON = auto()
    ADDS = auto()


@dataclass(frozen=True, slots=True)
class CountedRows:
    """The rows of an article.

    Attributes:
        counted: Rows of which there are all members or none.
        opened: Rows of a first and of what adds to it: the first needs one of the others.
    """

    counted: tuple[tuple[int, ...], ...]
    opened: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class _Row:
    """A row that was begun."""

    first: Candidate
    is_numbered: bool
    members: list[int] = field(default_factory=list)
    adds: list[int] = field(default_factory=list)
    last: int = 0

    def reaches(self, candidate: Candidate, *, by_number: bool) -> bool:
        """Tell whether a candidate stands near enough to be a further member."""
        ours, theirs = self.first.headings, candidate.headings
        if by_number and self.is_numbered:
            return ours[:-1] == theirs[: max(0, len(ours) - 1)]
        return ours == theirs and candidate.number - self.last <= MAX_GAP


def find_series(candidates: Sequence[Candidate]) -> tuple[tuple[int, ...], ...]:
    """Return the counted rows of an article, each as the numbers of its members in order.

    A row begins with a first and goes on with the next ordinal; a lone "first" without a second is
    no row. Rows under different headings of the same level are apart.
    """
    return read_series(candidates).counted


def read_series(candidates: Sequence[Candidate]) -> CountedRows:
    """Return the rows of an article, members as numbers of candidates in order."""
    counted: list[tuple[int, ...]] = []
    opened: list[tuple[int, ...]] = []
    for row in _read_rows(candidates):
        if 1 < len(row.members) <= MAX_MEMBERS:
            counted.append(tuple(row.members))
        elif (
            len(row.members) == 1
            and row.adds
            and not _counts_first(row.first.parts[0])
        ):
            opened.append((row.first.number, *row.adds[:MAX_MEMBERS]))
    return CountedRows(tuple(counted), tuple(opened))


def _read_rows(candidates: Sequence[Candidate]) -> Iterator[_Row]:
    """Yield every row that a first begins, also one that nothing goes on with."""
    row: _Row | None = None
    passage = -1
    for candidate in candidates:
        is_head = candidate.passage != passage
        passage = candidate.passage
        if candidate.kind is not CandidateKind.SENTENCE or not candidate.parts:
            continue
        role, nth = _read_head(candidate.parts[0])
        if nth == 1:
            if row:
                yield row
            row = _Row(
                candidate,
                role is _Role.ORDINAL,
                [candidate.number],
                last=candidate.number,
            )
        elif row and not _take(row, candidate, role, nth, is_head=is_head):
            yield row
            row = None
    if row:
        yield row


def _take(
    row: _Row, candidate: Candidate, role: _Role, nth: int, *, is_head: bool
) -> bool:
    """Add a candidate to a row where it goes on with it; False where the row is over."""
    if role is _Role.ORDINAL:
        is_next = nth == len(row.members) + 1
        if not is_next or not row.reaches(candidate, by_number=True):
            return False
    elif role is _Role.NONE or not row.reaches(candidate, by_number=False):
        return True
    if role is not _Role.ADDS:
        row.members.append(candidate.number)
    elif is_head:
        row.adds.append(candidate.number)
    else:
        return True
    row.last = candidate.number
    return True


def find_lone_firsts(candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Return the numbers of the sentences that count "the first" of a row without a second.

    "First," at the head of a sentence is only an order of steps, as まず is.
    """
    return tuple(
        row.first.number
        for row in _read_rows(candidates)
        if len(row.members) == 1 and _counts_first(row.first.parts[0])
    )


def _counts_first(text: str) -> bool:
    """Tell whether a sentence counts "the first" of a row; "First, …" is a step."""
    role, nth = _read_head(text)
    return role is _Role.ORDINAL and nth == 1 and not _STEP.match(text)


def get_ordinal(plain: str, expected: int = 0) -> int:
    """Return which member of a row a sentence opens; 0 for none.

    Args:
        plain: The sentence as plain text.
        expected: The member that would come next: a word like "next" stands for it.

    >>> get_ordinal("第二に、費用が下がる。"), get_ordinal("次に、運用です。", 2)
    (2, 2)
    """
    role, nth = _read_head(plain)
    return expected if role is _Role.GOES_ON else nth


@remembered(maxsize=N_REMEMBERED)  # asked for the rows, and for what is unfit
def _read_head(plain: str) -> tuple[_Role, int]:
    """What the head of a sentence is in a row, and which member it is; 0 where it does not say."""
    counted = _COUNTED.match(plain)
    if counted:
        text = next(group for group in counted.groups() if group)
        return _Role.ORDINAL, _number(text)
    if not _ANY.match(plain):
        return _Role.NONE, 0
    for nth, ordinal in enumerate(_ORDINALS, 1):
        if ordinal.match(plain):
            return _Role.ORDINAL, nth
    if _OPENS.match(plain):
        return _Role.OPENS, 1
    if _GOES_ON.match(plain) or _ENDS.match(plain):
        return _Role.GOES_ON, 0
    if _ADDS.match(plain):
        return _Role.ADDS, 0
    return _Role.NONE, 0


def _number(text: str) -> int:
    """What a word of counting stands for, in digits or in letters."""
    if text in "ひふ":
        return "ひふ".index(text) + 1
    if text.isdigit():
        return unicodedata.digit(text)
    return _DIGITS.get(text) or _WORDS[text.casefold()]
