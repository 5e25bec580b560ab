from __future__ import annotations

from collections.abc import Callable

import pytest

from newsletter.model import Unit, UnitKind
from newsletter.translate.checks import check_unit, is_acceptable
from newsletter.translate.engines.review import Verdict

# Source → right answer. Every pair has what can go wrong: an amount, a mark, a typographic sign.
PAIRS = {
    "投資額は3,200億円だった。": "The investment’s size was ¥320 billion.",
    "工場は[[1]]来年の春[[/1]]に開く。": "The plant’s doors open [[1]]next spring[[/1]].",
    "中国は精錬の92%を握る。": "China’s share of refining is 92%.",
    "詳しくは[[1]]を見てほしい。": "For the market’s details see [[1]].",
    "市場の見方": "The market’s view",
}


def say(text: str) -> str:
    """Translate by the table, whatever marks stand around and in the sentences."""
    import re

    for source, target in PAIRS.items():
        for form in (r"\[\[/?\d+\]\]", r"</?x\d+/?>"):
            pattern = re.compile(
                f"({form})".join(re.escape(part) for part in re.split(r"\[\[/?\d+\]\]", source))
            )
            pieces = re.split(r"\[\[/?\d+\]\]", target)
            if len(pieces) == 1 and form.startswith("<"):
                continue
            text = pattern.sub(lambda found, pieces=pieces: _weave(pieces, found.groups()), text)  # type: ignore[misc]
    return text


def _weave(pieces: list[str], marks: tuple[str, ...]) -> str:
    return "".join(piece + mark for piece, mark in zip(pieces, (*marks, ""), strict=True))


class Deciding:
    """A reviewer that accepts what a function says yes to."""

    def __init__(self, accepts: Callable[[str, str, str], bool]) -> None:
        self.judge_answer = accepts

    def judge(self, text: str, answer: str, engine: str) -> Verdict:
        """Say yes or no."""
        return Verdict.ACCEPTED if self.judge_answer(text, answer, engine) else Verdict.REFUSED

    def accept(self, text: str, answer: str, engine: str) -> None:
        """Keep nothing: the function has seen it."""

    def why_refused(self, text: str) -> str:
        """Say nothing."""
        return ""


@pytest.fixture
def accepted() -> dict[str, tuple[str, str]]:
    """Source → (answer, engine) of everything the checks let through."""
    return {}


class Recording:
    """A reviewer that accepts what the checks accept, as the pipeline does."""

    def __init__(self, accepted: dict[str, tuple[str, str]]) -> None:
        self.accepted = accepted

    def judge(self, text: str, answer: str, engine: str) -> Verdict:
        """Run the checks."""
        findings = check_unit(Unit(UnitKind.SENTENCE, text, "ja"), answer, target_language="en")
        return Verdict.ACCEPTED if is_acceptable(findings) else Verdict.REFUSED

    def accept(self, text: str, answer: str, engine: str) -> None:
        """Note the answer and whose it is."""
        self.accepted[text] = (answer, engine)

    def why_refused(self, text: str) -> str:
        """Say nothing."""
        return ""


@pytest.fixture
def reviewer(accepted: dict[str, tuple[str, str]]) -> Recording:
    """What the checks let through stands in `accepted`."""
    return Recording(accepted)
