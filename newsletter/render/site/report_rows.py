"""Set a source beside its clean form, line by line, and each removal beside its proof.

The values of the report of a post, before they are HTML. No character of the source is lost:
however removals overlap or miss their lines, the left side is the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from newsletter.model import (
    Cleaned,
    Lines,
    Post,
    Removal,
    RemovalKind,
)

KIND_NAMES: Mapping[RemovalKind, str] = {
    RemovalKind.MARKER: "marker line",
    RemovalKind.CONTINUATION: "continuation note",
    RemovalKind.CHATTER: "talk about the task",
    RemovalKind.CITATION: "citation mark",
    RemovalKind.BOX: "related box",
    RemovalKind.TITLE: "title again",
    RemovalKind.REPEAT: "repeat",
    RemovalKind.VARIANT: "variant",
    RemovalKind.DECISION: "decided by hand",
    RemovalKind.FRAGMENT: "fragment",
    RemovalKind.REPAIR: "repair",
}
# A comparison letter by letter takes the square of the length: 20 ms here, a second at 10,000.
MAX_DIFF_CHARS = 1500
MIN_DIFF_RATIO = 0.5  # below it the marks are confetti


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A run of text; `mark` is the number of the removal it belongs to, 0 for text that stays."""

    text: str
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """A removal as the page shows it.

    Attributes:
        number: Its place in the list, from 1.
        removal: What dedupe says of it.
        kind: Its kind in words.
        percent: How alike the two passages are; None where there is no other.
        removed: The passage that went; what stands in it alone is marked.
        stays: The passage that stays; what stands in it alone is marked.
        verbatim: The twin is the same text: showing it again would tell nothing.
    """

    number: int
    removal: Removal
    kind: str
    percent: int | None = None
    removed: tuple[MarkedText, ...] = ()
    stays: tuple[MarkedText, ...] = ()
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Restart:
    """Repeats word for word that follow each other: one restart of the model, shown in a line.

    Attributes:
        lines: Where they stood.
        twins: Where the passages that stay stand.
        proofs: One a removal, in order.
    """

    lines: Lines
    twins: Lines
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Removals that begin on one line for the same reason."""

    kind: str
    reason: str
    twin: Lines | None
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the source file and what became of it.

    Attributes:
        line: Its number in the file.
        source: The line, cut where removals begin and end.
        clean: The clean lines that were made from it.
        status: `same`, `changed` or `gone`.
        joined: The line under which its text stands now, where two were joined; else 0.
        whys: Removals that begin here.
        goes_on: Numbers of removals that began on an earlier line.
        stays_for: Numbers of the removals this line is the twin of.
    """

    line: int
    source: tuple[MarkedText, ...]
    clean: tuple[str, ...]
    status: str
    joined: int
    whys: tuple[Why, ...]
    goes_on: tuple[int, ...]
    stays_for: tuple[int, ...]


# ---------------------------------------------------------------- removals and their proof


def build_proof(number: int, removal: Removal) -> Proof:
    """Set the passage that went beside the one that stays."""
    gone = removal.text.strip()
    twin = removal.twin_text.strip()
    removed, stays = find_differences(gone, twin)
    similarity = removal.similarity
    return Proof(
        number=number,
        removal=removal,
        kind=KIND_NAMES.get(removal.kind, removal.kind.value),
        percent=None if similarity is None else round(similarity * 100),
        removed=removed,
        stays=stays,
        verbatim=bool(removal.twin) and gone == twin,
    )


def find_restarts(proofs: Sequence[Proof]) -> tuple[Restart, ...]:
    """Return the repeats word for word in source order.

    Those that follow each other, with at most a blank line between, stand together.
    """
    groups: list[list[Proof]] = []
    for proof in proofs:
        if not proof.verbatim:
            continue
        if groups and _follows(groups[-1][-1], proof):
            groups[-1].append(proof)
        else:
            groups.append([proof])
    return tuple(_restart(group) for group in groups)


def _follows(before: Proof, proof: Proof) -> bool:
    """Tell whether a removal goes on where another ended, a blank line between them at most."""
    return proof.removal.lines.first <= before.removal.lines.last + 2


def _restart(proofs: Sequence[Proof]) -> Restart:
    """Removals in a row as one stretch, with the stretch that stays."""
    return Restart(
        lines=_span([proof.removal.lines for proof in proofs]),
        twins=_span(
            [proof.removal.twin for proof in proofs if proof.removal.twin]
        ),
        proofs=tuple(proofs),
    )


def _span(ranges: Sequence[Lines]) -> Lines:
    """The lines from the first to the last of some ranges."""
    first = min(lines.first for lines in ranges)
    last = max(lines.last for lines in ranges)
    return Lines(first, last)


def find_differences(
    gone: str, twin: str
) -> tuple[tuple[MarkedText, ...], tuple[MarkedText, ...]]:
    """Cut two passages so that what stands in one of them only is marked.

    Nothing is marked where there is next to nothing in common, or too much to compare.
    """
    if gone == twin or not twin or max(len(gone), len(twin)) > MAX_DIFF_CHARS:
        return _whole(gone), _whole(twin)
    matcher = SequenceMatcher(None, gone, twin, autojunk=False)
    bound = matcher.quick_ratio()  # never below the ratio, and soon known
    if bound < MIN_DIFF_RATIO or matcher.ratio() < MIN_DIFF_RATIO:
        return _whole(gone), _whole(twin)
    removed: list[MarkedText] = []
    stays: list[MarkedText] = []
    for step, first, last, twin_first, twin_last in matcher.get_opcodes():
        mark = int(step != "equal")
        removed += _whole(gone[first:last], mark)
        stays += _whole(twin[twin_first:twin_last], mark)
    return tuple(removed), tuple(stays)


def _whole(text: str, mark: int = 0) -> tuple[MarkedText, ...]:
    return (MarkedText(text, mark),) if text else ()


# ---------------------------------------------------------------- source beside clean


@dataclass(frozen=True, slots=True)
class _RemovalMark:
    """Where in its line a removal stands: a range of characters."""

    start: int
    end: int
    number: int

    def overlaps(self, start: int, end: int) -> bool:
        return start < self.end and self.start < end


def build_rows(
    post: Post, cleaned: Cleaned, proofs: Sequence[Proof]
) -> tuple[Row, ...]:
    """Return a row for every line of the source that is not blank, in file order.

    Args:
        post: The post as it was read.
        cleaned: What became of its body.
        proofs: The removals, each with its number.
    """
    lines = post.text.split("\n")
    first = post.first_line
    clean, joined = _clean_by_line(lines, cleaned, first)
    marks = _find_marks(lines, proofs, first)
    places = _Places(proofs)
    rows: list[Row] = []
    for number, text in enumerate(lines, first):
        made = tuple(clean.get(number, ()))
        begins = places.begins[number]
        if not text.strip() and not made and not begins:
            continue
        source = _cut(text, marks.get(number, ()))
        goes_into = 0 if made or not _is_left(source) else joined.get(number, 0)
        row = Row(
            line=number,
            source=source,
            clean=made,
            status=_status(text, made, goes_into),
            joined=goes_into,
            whys=_whys(begins),
            goes_on=tuple(places.goes_on[number]),
            stays_for=tuple(places.stays_for[number]),
        )
        rows.append(row)
    return tuple(rows)


class _Places:
    """The removals by the lines they concern."""

    def __init__(self, proofs: Iterable[Proof]) -> None:
        self.begins: dict[int, list[Proof]] = defaultdict(list)
        self.goes_on: dict[int, list[int]] = defaultdict(list)
        self.stays_for: dict[int, list[int]] = defaultdict(list)
        for proof in proofs:
            lines = proof.removal.lines
            self.begins[lines.first].append(proof)
            for number in range(lines.first + 1, lines.last + 1):
                self.goes_on[number].append(proof.number)
            if proof.removal.twin:
                self.stays_for[proof.removal.twin.first].append(proof.number)


def _is_left(source: Iterable[MarkedText]) -> bool:
    """Some of the line is in no removal."""
    return any(part.text.strip() and not part.mark for part in source)


def _status(text: str, made: tuple[str, ...], goes_into: int) -> str:
    """What became of a line: the same, changed, or gone."""
    if made == (text,):
        return "same"
    return "changed" if made or goes_into else "gone"


def _whys(proofs: Iterable[Proof]) -> tuple[Why, ...]:
    """The reasons at a line, each with all removals that have it."""
    grouped: dict[tuple[str, str, Lines | None], list[int]] = defaultdict(list)
    for proof in proofs:
        key = (proof.kind, proof.removal.reason, proof.removal.twin)
        grouped[key].append(proof.number)
    return tuple(Why(*key, tuple(numbers)) for key, numbers in grouped.items())


def _clean_by_line(
    lines: Sequence[str], cleaned: Cleaned, first: int
) -> tuple[dict[int, list[str]], dict[int, int]]:
    """The clean lines under the first source line they were made from; where the others went."""
    clean = cleaned.body.split("\n")
    is_known = len(cleaned.origin) >= len(clean) - 1
    origin = cleaned.origin if is_known else _match_lines(lines, clean, first)
    found: dict[int, list[str]] = defaultdict(list)
    joined: dict[int, int] = {}
    for text, made_from in zip(clean, origin, strict=False):
        if not text.strip() or made_from is None:
            continue
        found[made_from.first].append(text)
        others = range(made_from.first + 1, made_from.last + 1)
        joined |= dict.fromkeys(others, made_from.first)
    return found, joined


def _match_lines(
    lines: Sequence[str], clean: Sequence[str], first: int
) -> tuple[Lines | None, ...]:
    """Where nobody said which line came from where: the next source line with the same text."""
    found: list[Lines | None] = []
    place = 0
    for text in clean:
        try:
            place = lines.index(text, place) + 1
        except ValueError:
            found.append(None)
            continue
        number = first + place - 1
        found.append(Lines(number, number))
    return tuple(found)


def _find_marks(
    lines: Sequence[str], proofs: Iterable[Proof], first: int
) -> dict[int, list[_RemovalMark]]:
    """The marks of each line in order, not overlapping."""
    marks: dict[int, list[_RemovalMark]] = defaultdict(list)
    last = first + len(lines) - 1
    for proof in proofs:
        removed = proof.removal.lines
        for number in range(
            max(removed.first, first), min(removed.last, last) + 1
        ):
            mark = _find_mark(lines[number - first], proof, marks[number])
            if mark and not any(
                taken.overlaps(mark.start, mark.end) for taken in marks[number]
            ):
                marks[number].append(mark)
    return {
        number: sorted(found, key=_start) for number, found in marks.items()
    }


def _start(mark: _RemovalMark) -> int:
    return mark.start


def _find_mark(
    text: str, proof: Proof, taken: Sequence[_RemovalMark]
) -> _RemovalMark | None:
    """Where a removal stands in one of its lines; None where it stands on another of them."""
    removal = proof.removal
    parts = [part.strip() for part in removal.text.split("\n") if part.strip()]
    here = [part for part in parts if part in text]
    span = _free_span(text, here[0], taken, removal) if here else None
    if (
        span is None
        and len(parts) <= 1
        and removal.lines.first < removal.lines.last
    ):
        return None  # a passage shorter than its range of lines stands on one of them
    start, end = span or (0, len(text))
    return _RemovalMark(start, end, proof.number)


def _free_span(
    text: str, part: str, taken: Sequence[_RemovalMark], removal: Removal
) -> tuple[int, int] | None:
    """Where a passage stands in its line, not where another mark is.

    The last of several places if its twin is in the same line: that one stays at the first.
    """
    free: list[tuple[int, int]] = []
    start = text.find(part)
    while start >= 0:
        end = start + len(part)
        if not any(mark.overlaps(start, end) for mark in taken):
            free.append((start, end))
        start = text.find(part, start + 1)
    if not free:
        return None
    return free[-1] if removal.twin == removal.lines else free[0]


def _cut(text: str, marks: Iterable[_RemovalMark]) -> tuple[MarkedText, ...]:
    """A line cut at its marks, nothing lost."""
    parts: list[MarkedText] = []
    place = 0
    for mark in marks:
        parts += _whole(text[place : mark.start])
        parts += _whole(text[mark.start : mark.end], mark.number)
        place = mark.end
    parts += _whole(text[place:])
    return tuple(parts)
