"""No pattern of the package lets a text send it round in circles.

Every compiled pattern of every module is walked, and every pattern that stands as a literal in a
call of `re`. Repeats that overlap make a text of n characters cost n² steps (two of them), n³
(three) or 2ⁿ (one inside another). Two can be borne on the short texts they are used for; more are
refused.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from werkzeug.local import LocalProxy

import newsletter
from newsletter.pipeline.deadline import TimeIsUp, interrupted_after

from .pumps import make_pumps

with warnings.catch_warnings():  # it imports a module by its old name
    warnings.simplefilter("ignore", DeprecationWarning)
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

PACKAGE = Path(newsletter.__file__).parent
PARSER = importlib.import_module("re._parser")
ONE_CHARACTER = {"IN", "LITERAL", "NOT_LITERAL", "ANY"}
CUBIC = 3
ENDLESS_S = 2  # of processor time; others take milliseconds
CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
# The checker takes "." for any character; here it is none that ends a line, so that a line is read
# in one way only.
KNOWN = {r"(?m)^[ >]{0,12}(`{3,}|~{3,})[^\n]*\n(?:.*\n)*?[ >]{0,12}\1[`~]*[ \t]*$"}


class Parser(SreOpParser):  # type: ignore[misc]
    """Takes a possessive repeat or an atomic group, which never go back, for plain ones."""

    def from_POSSESSIVE_REPEAT(self, *words: Any) -> Any:  # noqa: N802
        """At worst a plain repeat."""
        return self.from_MAX_REPEAT(*words)

    def from_ATOMIC_GROUP(self, pattern: Any) -> Any:  # noqa: N802
        """At worst what is in it."""
        return self.sequence_or_singleton(pattern)


def find_modules() -> Iterator[str]:
    """Every module of the package."""
    for module in pkgutil.walk_packages(newsletter.__path__, "newsletter."):
        if not module.name.endswith("__main__"):
            yield module.name


def find_in_values(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in a value, in tables and in fields of dataclasses too."""
    if type(value) is LocalProxy:  # of a request of the desk: none is there
        return
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for part in value.values():
            yield from find_in_values(part, depth + 1)
    elif depth < 4 and isinstance(value, tuple | list | frozenset):
        for part in value:
            yield from find_in_values(part, depth + 1)
    elif depth < 4 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from find_in_values(getattr(value, name), depth + 1)


def find_literals(path: Path) -> Iterator[str]:
    """The patterns that stand in calls of `re`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner, first = node.func.value, node.args[:1]
        is_re = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in CALLS
        value = first[0].value if first and isinstance(first[0], ast.Constant) else None
        if is_re and isinstance(value, str):
            yield value


@cache
def find_patterns() -> dict[tuple[str, int], str]:
    """Text and flags of every pattern, with where it stands."""
    found: dict[tuple[str, int], str] = {}
    for name in find_modules():
        for value in vars(importlib.import_module(name)).values():
            for pattern in find_in_values(value):
                if isinstance(pattern.pattern, str):
                    found.setdefault((pattern.pattern, pattern.flags), name)
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in find_literals(path):
            found.setdefault((text, re.compile(text).flags), path.stem)
    return found


def starriness(text: str, flags: int) -> int:
    """The power of n that the pattern may cost; 11 for 2ⁿ."""
    redos = find(Parser().parse_sre(text, flags))
    return max((each.starriness for each in redos), default=0)


def test_all_patterns_are_walked() -> None:
    """The walk finds those of tables and of calls too: some 350 when this was written."""
    assert len(find_patterns()) > 250


def test_no_pattern_goes_in_circles() -> None:
    """None has a repeat inside a repeat of the same characters, or three that overlap."""
    worst = {
        f"{where}: {text[:80]}": power
        for (text, flags), where in find_patterns().items()
        if text not in KNOWN and (power := starriness(text, flags)) >= CUBIC
    }
    assert worst == {}


def is_endless(text: str, flags: int) -> bool:
    """Whether a text made of the pattern itself takes more than seconds: 2³⁰ steps and more."""
    pattern = re.compile(text, flags)
    try:
        with interrupted_after(ENDLESS_S):
            for pump in make_pumps(text, flags):
                pattern.search(pump)
                pattern.fullmatch(pump)
    except TimeIsUp:
        return True
    return False


def test_no_pattern_can_be_pumped() -> None:
    """Thirty times what stands in a repeat, and an end that does not fit, is soon read."""
    endless = {
        f"{where}: {text[:80]}"
        for (text, flags), where in find_patterns().items()
        if is_endless(text, flags)
    }
    assert endless == set()


@pytest.mark.parametrize(
    ("text", "endless"),
    [
        (r"(?:a+)+$", True),
        (r"[\s\W]*(?:(?:<[^>]+>|https?://\S+)[\s\W]*)+", True),
        (r"(?:https?://\S+[\s\W]*)++", False),
        (r"\s*,?\s*\s*$", False),
    ],
)
def test_pumping_finds_what_a_checker_of_the_syntax_misses(text: str, *, endless: bool) -> None:
    """An address that holds another one; what is only slow is for the checker."""
    assert is_endless(text, 0) is endless


@pytest.mark.parametrize(
    ("text", "power"),
    [
        (r"(?:a+)+$", 11),
        (r"(?:\s*x?\s*)*$", 11),
        (r"\s*,?\s*\s*$", 3),
        (r"\d+\.\d+", 0),
    ],
)
def test_the_checker_knows_the_bad_ones(text: str, power: int) -> None:
    """A nested repeat is found, three neighbours are, harmless ones are not."""
    found = starriness(text, re.compile(text).flags)
    assert found >= power if power else found < CUBIC


def find_possessive_groups(pattern: Any) -> Iterator[str]:
    """The possessive repeats of more than one character in a parsed pattern."""
    for operator, argument in pattern:
        if str(operator) == "POSSESSIVE_REPEAT":
            repeated = argument[2]
            if len(repeated) > 1 or str(repeated[0][0]) not in ONE_CHARACTER:
                yield str(repeated)
        inner = [argument]
        while inner:
            value = inner.pop()
            if isinstance(value, PARSER.SubPattern):
                yield from find_possessive_groups(value)
            elif isinstance(value, (tuple, list)):
                inner.extend(value)


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 ends such a match in the wrong place: (?>(?:…)*) says the same."""
    assert list(find_possessive_groups(PARSER.parse(r"(?:a|b\s)*+")))
    assert not list(find_possessive_groups(PARSER.parse(r"\s++[ab]*+(?>(?:a|b\s)*)")))
    patterns = find_patterns()
    assert len(patterns) > 500
    faults = {
        text: found
        for text, flags in patterns
        if (found := list(find_possessive_groups(PARSER.parse(text, flags))))
    }
    assert faults == {}
