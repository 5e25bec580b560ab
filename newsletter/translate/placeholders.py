"""Know the placeholders that stand for markup in a unit.

`[[1]]…[[/1]]` stand around text, `[[2]]` stands alone. Of the forms measured on
real engines this one survived every sentence; `<x id=1/>` and `{1}` survived none.
This is the only module that writes or reads the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

PLACEHOLDER = re.compile(r"\[\[(?P<end>/?)(?P<number>\d+)\]\]")

# What engines make of one now and then.
DAMAGED_PLACEHOLDER = re.compile(
    r"\[\[?\s*/?\s*\d+\s*\]?\]"
    r"|【\s*/?\d+\s*】"
    r"|［\s*/?\d+\s*］"
    r"|__P\d+__"
)
# Parts for patterns of what stands around placeholders.
ANY_PLACEHOLDER = r"\[\[/?\d+\]\]"
CLOSING_PLACEHOLDER = r"\[\[/\d+\]\]"

# (end, number): ("", "1") opens pair 1 or stands alone, ("/", "1") closes it.
Placeholder = tuple[str, str]


def write_placeholder(number: int | str, *, end: bool = False) -> str:
    """Return the placeholder of a number.

    >>> write_placeholder(3), write_placeholder(3, end=True)
    ('[[3]]', '[[/3]]')
    """
    return f"[[{'/' if end else ''}{number}]]"


def opening_placeholder(numbers: Iterable[str]) -> str:
    """Return the pattern of a placeholder that opens one of these numbers."""
    listed = "|".join(sorted(numbers))
    return rf"\[\[(?:{listed})\]\]"


def has_placeholders(text: str) -> bool:
    """Tell whether there is any placeholder in the text."""
    return "[[" in text and PLACEHOLDER.search(text) is not None


def find_placeholders(text: str) -> tuple[Placeholder, ...]:
    """Return the placeholders in order, as ("/" or "", number)."""
    return tuple(PLACEHOLDER.findall(text))


def paired_numbers(placeholders: Iterable[Placeholder]) -> frozenset[str]:
    """Return the numbers that a closing placeholder names."""
    return frozenset(number for end, number in placeholders if end)


def highest_number(text: str) -> int:
    """Return the highest number in use, 0 for none."""
    return max(
        (int(number) for _, number in find_placeholders(text)), default=0
    )


def strip_placeholders(text: str) -> str:
    """Return the text without its placeholders: what a reader sees of it.

    >>> strip_placeholders("See [[1]]this[[/1]].[[2]]")
    'See this.'
    """
    return PLACEHOLDER.sub("", text)


def replace_placeholders(text: str, write: Callable[[str, str], str]) -> str:
    """Return the text with each placeholder as `write(end, number)` has it."""
    return PLACEHOLDER.sub(
        lambda found: write(found["end"], found["number"]), text
    )


def move_blanks_out(text: str, number: int) -> str:
    """Return the text with the white space inside a pair outside of it.

    >>> move_blanks_out("is[[1]] so [[/1]].", 1)
    'is [[1]]so[[/1]] .'
    """
    before, opening, rest = text.partition(write_placeholder(number))
    inside = rest.lstrip()
    blanks = rest[: len(rest) - len(inside)]
    text = before + blanks + opening + inside
    rest, closing, after = text.partition(write_placeholder(number, end=True))
    if not closing:
        return text
    inside = rest.rstrip()
    return inside + closing + rest[len(inside) :] + after


def split_placeholders(text: str) -> Iterator[tuple[str, int]]:
    """Yield (text, 0), ("open", n) and ("close", n) in order.

    A single placeholder is an "open" without a "close".

    >>> list(split_placeholders("a [[1]]b[[/1]]"))
    [('a ', 0), ('open', 1), ('b', 0), ('close', 1)]
    """
    place = 0
    for found in PLACEHOLDER.finditer(text):
        if found.start() > place:
            yield text[place : found.start()], 0
        yield ("close" if found["end"] else "open"), int(found["number"])
        place = found.end()
    if place < len(text):
        yield text[place:], 0


def fits_placeholders(source: str, target: str) -> bool:
    """Tell whether the markup of the source can be put back into the target.

    The target has placeholders of the source only, none twice, pairs whole and
    well nested. A person may leave emphasis out; nobody can write markup that the
    source does not have.
    """
    wanted = find_placeholders(source)
    found = find_placeholders(target)
    if len(set(found)) != len(found) or not set(found) <= set(wanted):
        return False
    numbers = {number for _, number in found}
    kept = [(end, number) for end, number in wanted if number in numbers]
    return sorted(kept) == sorted(found) and is_nested(
        found, paired_numbers(kept)
    )


def is_nested(
    placeholders: Iterable[Placeholder], paired: frozenset[str]
) -> bool:
    """Tell whether every pair opens before it closes and none crosses another.

    Args:
        placeholders: In text order.
        paired: The numbers that are pairs; the others stand alone.
    """
    stack: list[str] = []
    for end, number in placeholders:
        if number not in paired:
            continue
        if not end:
            stack.append(number)
        elif not stack or stack.pop() != number:
            return False
    return not stack
