"""Number units and markup for engines that take one plain text, and read the numbers back.

An engine sees one flat sequence of marks, each number once in the whole request:
those that begin a unit, and those that stand for markup. A closing placeholder never
travels: a real engine turned `[[/1]]` into a second `[[1]]` in every sentence, while
distinct `[[n]]` came back whole in 11 of 12 (the twelfth had an odd bracket, which
reading forgives). `__Pn__` came back in 5 of 12, `{n}`, `<n>`, `⟦n⟧` in none. A last
mark closes the request, so that a truncated answer shows.

    ["Buy [[1]]now[[/1]].", "Or not."]
        ⇄  "[[1]] Buy [[2]]now[[3]]. [[4]] Or not. [[5]]"
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.translate.placeholders import (
    CLOSING_PLACEHOLDER,
    PLACEHOLDER,
    find_placeholders,
    opening_placeholder,
    paired_numbers,
    write_placeholder,
)

# What marks become on the way: other brackets, blanks inside, one bracket lost.
_SEEN = re.compile(
    r"[\[［【]{2,4}\s*(\d{1,4})\s*[\]］】]{1,4}"
    r"|[\[［【]\s*(\d{1,4})\s*[\]］】]{2,4}"
)
# Where the source has no such text: one bracket, blanks between, quotation marks.
_SEEN_LOOSELY = re.compile(
    r"(?:[\[［【]\s?){1,4}(\d{1,4})(?:\s?[\]］】]){1,4}"
    r"|[«‹《](\d{1,4})[»›》]"
)
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_RUNS_ON = tuple("。．！？.!?…」』）)”’\"'")

# For each unit: the number of its first mark (0 when it travels alone), then the
# placeholders that its marks stand for, without brackets: "1", "/1".
Row = tuple[int | str, ...]


def join_texts(texts: Sequence[str]) -> tuple[str, tuple[Row, ...]]:
    """Return one text with a number for every unit and every placeholder.

    A single text gets no unit marks. Sentences follow each other on one line, so that
    the engine sees the context; what does not end like a sentence (a heading, a
    label) ends its line.

    Returns:
        The text, and the table to read it back.
    """
    if len(texts) == 1:
        joined, names = _number_placeholders(texts[0], 0)
        return joined, ((0, *names),)
    number = 0
    parts: list[str] = []
    table: list[Row] = []
    for text in texts:
        number += 1
        numbered, names = _number_placeholders(text, number)
        end = " " if text.rstrip().endswith(_RUNS_ON) else "\n"
        parts.append(f"{write_placeholder(number)} {numbered}{end}")
        table.append((number, *names))
        number += len(names)
    parts.append(write_placeholder(number + 1))
    return "".join(parts), tuple(table)


def _number_placeholders(text: str, last: int) -> tuple[str, list[str]]:
    """Number the placeholders on from `last`; their names in order."""
    names: list[str] = []

    def write(found: re.Match[str]) -> str:
        names.append(found["end"] + found["number"])
        return write_placeholder(last + len(names))

    return PLACEHOLDER.sub(write, text), names


def reads_loosely(wire: str) -> bool:
    """Tell whether a lone bracketed number in an answer can only be a mark.

    Args:
        wire: The text as it travels, marks included.
    """
    return not _SEEN_LOOSELY.search(PLACEHOLDER.sub("", wire))


def split_answer(
    answer: str, table: Sequence[Row], *, loosely: bool = False
) -> list[str]:
    """Read the units back out of the answer.

    Args:
        answer: What the engine said.
        table: What `join_texts` returned.
        loosely: Read `[1]`, `【1】` and `«1»` as marks, too; see `reads_loosely`.

    Returns:
        One text a unit with its own placeholders again; "" for a unit whose beginning
        or end cannot be trusted: its mark or the next one is missing, doubled or out
        of order.
    """
    seen = _SEEN_LOOSELY if loosely else _SEEN
    if len(table) == 1 and table[0][0] == 0:
        return [_rename(answer, table[0], 0, seen).strip()]
    starts = [int(row[0]) for row in table]
    bounds = [*starts, starts[-1] + len(table[-1])]
    places = _find_bounds(answer, bounds, seen)
    texts: list[str] = []
    for row, begin, end in zip(table, bounds, bounds[1:], strict=False):
        if begin in places and end in places:
            inner = answer[places[begin][1] : places[end][0]]
            texts.append(_rename(inner, row, begin, seen).strip())
        else:
            texts.append("")
    return texts


def _number(found: re.Match[str]) -> int:
    return int((found.group(1) or found.group(2)).translate(_DIGITS))


def _find_bounds(
    answer: str,
    bounds: Sequence[int],
    seen_as: re.Pattern[str],
) -> dict[int, tuple[int, int]]:
    """Places of the unit marks that stand once; one out of order discredits all."""
    wanted = set(bounds)
    seen: dict[int, list[tuple[int, int]]] = {}
    order: list[int] = []
    for found in seen_as.finditer(answer):
        number = _number(found)
        if number in wanted:
            seen.setdefault(number, []).append(found.span())
            order.append(number)
    if order != sorted(order):
        return {}
    return {
        number: spans[0] for number, spans in seen.items() if len(spans) == 1
    }


def _rename(text: str, row: Row, first: int, seen_as: re.Pattern[str]) -> str:
    """Put the placeholders back for the numbers.

    A number of another unit stays, and fails the check for placeholders.
    """
    names = row[1:]

    def name(found: re.Match[str]) -> str:
        index = _number(found) - first - 1
        return (
            write_placeholder(names[index])
            if 0 <= index < len(names)
            else found.group()
        )

    return seen_as.sub(name, text) if names else text


# ---------------------------------------------------------------- blanks around marks

_CLOSING_RUN = re.compile(rf"\s*(?:{CLOSING_PLACEHOLDER}\s*)+")


def tidy_marks(text: str, *, needs_blanks: bool = False) -> str:
    """Move blanks that an engine put inside a pair outside.

    `** word**` is no emphasis, and a link begins with its word.

    Args:
        text: An answer with its own placeholders.
        needs_blanks: Put a blank between a pair and the word beside it, where the
            source is written without blanks and the answer with them.

    >>> tidy_marks("see the [[1]] report [[/1]], or [[2]] here")
    'see the [[1]]report[[/1]], or [[2]] here'
    """
    paired = paired_numbers(find_placeholders(text))
    if not paired:
        return text
    opening = opening_placeholder(paired)
    opening_run = re.compile(rf"\s*(?:{opening}\s*)+")
    tidy = _CLOSING_RUN.sub(_close, opening_run.sub(_open, text))
    if needs_blanks:
        glued = re.compile(
            rf"(?<=[A-Za-z0-9,;:])((?:{opening})+)(?=[A-Za-z0-9])"
        )
        tidy = _GLUED_CLOSING.sub(r"\1 ", glued.sub(r" \1", tidy))
    return tidy


# A word right behind a pair; an ending belongs to the word inside: [[1]]report[[/1]]s.
_GLUED_CLOSING = re.compile(
    rf"(?<=[A-Za-z0-9])((?:{CLOSING_PLACEHOLDER})+)(?=[A-Za-z0-9])(?!(?:s|es|ed|d|ing|ly)\b)"
)


def _marks_of(found: re.Match[str]) -> str:
    return "".join(mark.group() for mark in PLACEHOLDER.finditer(found.group()))


def _open(found: re.Match[str]) -> str:
    """Opening marks without the blanks among them; one stands in front where there was any."""
    marks = _marks_of(found)
    had_blank = found.start() and marks != found.group()
    return (" " if had_blank else "") + marks


def _close(found: re.Match[str]) -> str:
    """Closing marks without the blanks among them; one stands behind where a word follows."""
    marks = _marks_of(found)
    after = found.string[found.end() : found.end() + 1]
    if marks == found.group() or not after:
        return marks
    had_blank = found.group()[-1].isspace()
    if had_blank or after.isalnum() or after in "[(":
        return f"{marks} "
    return marks
