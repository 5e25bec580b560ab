"""Hold what was found about one thing: a line for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from newsletter.errors import NewsletterError


class Condition(StrEnum):
    """How something is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    SKIPPED = "not looked at"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line.

    Attributes:
        topic: What was looked at.
        verdict: How it is.
        found: What was found.
        fix: What to do; "" when nothing is to be done.
    """

    topic: str
    verdict: Condition
    found: str
    fix: str = ""


def of_error(topic: str, error: NewsletterError) -> Diagnosis:
    """Return the line for one of our errors."""
    parts = (error.at, error.why or error.what)
    found = ": ".join(str(part) for part in parts if part)
    return Diagnosis(topic, Condition.PROBLEM, found, error.fix)
