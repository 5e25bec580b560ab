from __future__ import annotations

from collections.abc import Callable

import pytest

from newsletter.model import Unit, UnitKind
from newsletter.translate.checks import check_unit, is_acceptable

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


@pytest.fixture
def accepted() -> dict[str, tuple[str, str]]:
    """Source → (answer, engine) of everything the checks let through."""
    return {}


@pytest.fixture
def accept(accepted: dict[str, tuple[str, str]]) -> Callable[[str, str, str], bool]:
    """Accept what the checks accept, as the pipeline does."""

    def judge(source: str, answer: str, engine: str) -> bool:
        unit = Unit(UnitKind.SENTENCE, source, "ja")
        if not is_acceptable(check_unit(unit, answer, target_language="en")):
            return False
        accepted[source] = (answer, engine)
        return True

    return judge
