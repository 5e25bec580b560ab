"""Texts of one odd piece, tens of thousands of characters long, come to an end in every stage.

Each took minutes once, or never ended. The deadline says nothing about speed: it is far from what
the stage takes, and from what it took.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import newsletter
from newsletter.pipeline.deadline import interrupted_after

DEADLINE_S = 30.0
N_CHARS = 40_000


def repeat(*pieces: str) -> str:
    """The pieces again and again."""
    text = "".join(pieces)
    return text * (N_CHARS // len(text))


STARS = tuple("*" * (number % 7 + 1) + "あ" for number in range(7))
CASES: dict[str, tuple[Callable[[str], Any], str]] = {
    "emphasis that does not fit": (
        lambda text: newsletter.translate_markdown(text, list),
        repeat(*STARS),
    ),
    "an entity that is no letter": (newsletter.abridge, "&#" + 2 * repeat("1")),
    "definitions that say the same": (newsletter.abridge, repeat("用語\n: 説明\n: 説明2\n\n")),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_long_text_comes_to_an_end(case: str) -> None:
    """Whatever comes out."""
    stage, text = CASES[case]
    with interrupted_after(DEADLINE_S):
        stage(text)
