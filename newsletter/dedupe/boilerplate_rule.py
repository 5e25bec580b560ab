"""Say what a rule about boilerplate is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsletter.model import RemovalKind

MAX_SHORT = 160
TALK = "the machine talks about its task here"


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of boilerplate.

    Attributes:
        name: Shown in reports.
        hints: It can only fire on a line that holds one of these (lower case): a cheap test.
        kind: Kind of the removal.
        reason: Plain sentence for the editor.
        pattern: What is taken out; the group `gone` where only a part of the match goes.
        firm: It is its own proof.
        whole: The pattern must cover the whole line.
        breaks: A call stopped or started here.
        short: It fires only on lines of MAX_SHORT characters: most of a text need not be searched.
    """

    name: str
    hints: tuple[str, ...]
    kind: RemovalKind
    reason: str
    pattern: re.Pattern[str]
    firm: bool = True
    whole: bool = True
    breaks: bool = True
    short: bool = False
