"""Make findings, one check a statement: `yield from error_if(bad, rule, message)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from newsletter.model import Finding, Severity


def error(rule: str, message: str) -> Finding:
    """Return a finding that makes an output unfit."""
    return Finding(rule, Severity.ERROR, message)


def warning(rule: str, message: str) -> Finding:
    """Return a finding that some readers stumble over."""
    return Finding(rule, Severity.WARNING, message)


def error_if(bad: object, rule: str, message: str) -> tuple[Finding, ...]:
    """Return one error, or nothing when all is well."""
    return (error(rule, message),) if bad else ()


def warning_if(bad: object, rule: str, message: str) -> tuple[Finding, ...]:
    """Return one warning, or nothing when all is well."""
    return (warning(rule, message),) if bad else ()


def check_levels(
    levels: Sequence[int], *, heading: str, outline: str
) -> Iterator[Finding]:
    """Yield what is wrong with the levels of the headings of a mail or a page.

    Args:
        levels: From 1, in order.
        heading, outline: The names of the two rules.
    """
    n_first = levels.count(1)
    yield from warning_if(
        n_first != 1,
        heading,
        f"there are {n_first} headings of the first level",
    )
    yield from warning_if(
        any(after - before > 1 for before, after in pairwise(levels)),
        outline,
        "the headings leave out a level",
    )
