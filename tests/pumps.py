"""Make texts that could send a pattern round in circles, from the pattern itself.

A checker of the syntax does not see every ambiguity (an address that holds another one, in
`(?:https?://\\S+\\s*)+`). So each repeat of a pattern is pumped: what may stand before it, what
stands in it thirty times, and an end that does not fit. Two readings of each piece make 2³⁰ ways
to fail.
"""

from __future__ import annotations

import random
import re._constants as names  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from typing import Any

REPEATS = (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT)
CHARS = "a1 あ漢。.-_*[](){}<>\"'`/:;,!?%#|\\\n\tA、「」（）~^$&=+@"
ENDS = ("", " a b", "\0", "\nq", "あ")
N_PUMPED = 30
MIN_COUNT = 4  # of a repeat that can be pumped

Part = tuple[Any, Any]


def make_pumps(text: str, flags: int, n_samples: int = 2) -> Iterator[str]:
    """Yield hostile texts for a pattern, the same each time."""
    chance = random.Random(repr(text))
    tree = list(parser.parse(text, flags))
    chars = [*CHARS, *sorted(_find_literals(tree)) * 3]
    for before, body in _find_repeats(tree, []):
        for _ in range(n_samples):
            piece = _write(body, chars, chance)
            if chance.random() < 0.4:
                piece += _write(body, chars, chance)
            head = _write(before, chars, chance)
            for end in ENDS:
                yield head + piece * N_PUMPED + end


def _find_inner(part: Part) -> list[list[Part]]:
    """The parts inside of a part: one list, or one for each branch."""
    kind, value = part
    if kind is names.BRANCH:
        return [list(branch) for branch in value[1]]
    if kind is names.SUBPATTERN:
        return [list(value[3])]
    if kind in REPEATS:
        return [list(value[2])]
    if kind is names.ATOMIC_GROUP:
        return [list(value)]
    if kind in (names.ASSERT, names.ASSERT_NOT):
        return [list(value[1])]
    return []


def _find_repeats(tree: list[Part], before: list[Part]) -> Iterator[tuple[list[Part], list[Part]]]:
    """Every repeat: what stands before it, and what is repeated."""
    before = list(before)
    for part in tree:
        inner = _find_inner(part)
        if part[0] in REPEATS and part[1][1] > MIN_COUNT:
            yield list(before), inner[0]
        for each in inner:
            yield from _find_repeats(each, before)
        before.append(part)


def _find_literals(tree: list[Part]) -> set[str]:
    """The characters that a pattern names."""
    found: set[str] = set()
    for kind, value in tree:
        if kind is names.LITERAL:
            found.add(chr(value))
        for each, inside in value if kind is names.IN else ():
            if each is names.LITERAL:
                found.add(chr(inside))
            elif each is names.RANGE:
                found.update(map(chr, inside))
        for inner in _find_inner((kind, value)):
            found |= _find_literals(inner)
    return found


def _write(tree: list[Part], chars: list[str], chance: random.Random) -> str:
    """A text that the parts take, more or less: what looks around is not looked at."""
    text = ""
    for part in tree:
        kind, value = part
        inner = _find_inner(part)
        if kind is names.LITERAL:
            text += chr(value)
        elif kind in (names.ANY, names.NOT_LITERAL):
            text += chance.choice(chars)
        elif kind is names.IN:
            text += _choose(value, chars, chance)
        elif kind in REPEATS:
            n_times = min(value[1], value[0] + chance.choice((0, 0, 1, 2)))
            text += "".join(_write(inner[0], chars, chance) for _ in range(n_times))
        elif inner and kind not in (names.ASSERT, names.ASSERT_NOT):
            text += _write(chance.choice(inner), chars, chance)
    return text


def _choose(items: list[Part], chars: list[str], chance: random.Random) -> str:
    """A character of a set."""
    negated = any(kind is names.NEGATE for kind, _ in items)
    fitting = [char for char in chars if _is_in(char, items) != negated]
    return chance.choice(fitting) if fitting else "x"


def _is_in(char: str, items: list[Part]) -> bool:
    for kind, value in items:
        if kind is names.LITERAL and ord(char) == value:
            return True
        if kind is names.RANGE and value[0] <= ord(char) <= value[1]:
            return True
        if kind is names.CATEGORY and _is_of(char, str(value)):
            return True
    return False


def _is_of(char: str, category: str) -> bool:
    """Whether a character is of a category such as CATEGORY_NOT_SPACE."""
    is_it = {
        "DIGIT": char.isdigit(),
        "SPACE": char.isspace(),
        "WORD": char.isalnum() or char == "_",
    }[category.rpartition("_")[2]]
    return is_it != ("NOT" in category)
