"""Define who judges the answers of engines: the chain knows no checks, the checks no chain."""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Verdict(Enum):
    """What a reviewer thinks of an answer."""

    ACCEPTED = "accepted"
    DOUBTFUL = "doubtful"  # nothing proves it wrong, but another may be better
    REFUSED = "refused"


class Reviewer(Protocol):
    """Judges answers and keeps the good ones; always called from one thread."""

    def judge(self, text: str, answer: str, engine: str) -> Verdict:
        """Say what an answer is worth; a doubtful one may be wanted later."""

    def accept(self, text: str, answer: str, engine: str) -> None:
        """Take an answer for good; it is safe when this returns."""

    def why_refused(self, text: str) -> str:
        """Say what was wrong with the last answer to a text, "" when nothing was."""
