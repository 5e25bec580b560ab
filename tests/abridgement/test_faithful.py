"""A sentence that a model wrote is believed only as far as sentences of the source go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.faithful import SourceText

CASES = json.loads(
    (Path(__file__).parent.parent / "cases" / "abridge_model.json").read_text("utf-8")
)
HELD = [
    pytest.param(language, text, id=f"{language} {name}")
    for language, case in CASES.items()
    for name, text in case["held"]
]
PASSES = [
    pytest.param(language, text, id=f"{language} {name}")
    for language, case in CASES.items()
    for name, text in case["passes"]
]


def find_faults(language: str, text: str) -> tuple[str, ...]:
    """Check one sentence against the article of its language."""
    parts: list[str] = []
    for candidate in parse_article(CASES[language]["body"]).candidates:
        parts += candidate.parts
    return SourceText(parts, language).find_faults(text)


@pytest.mark.parametrize(("language", "text"), HELD)
def test_what_the_source_does_not_say_is_refused(language: str, text: str) -> None:
    """Another amount, polarity, name, cause or quotation, or a claim of its own, is a fault."""
    assert find_faults(language, text)


@pytest.mark.parametrize(("language", "text"), PASSES)
def test_what_the_source_says_passes(language: str, text: str) -> None:
    """Must not change: the author's words, shortened or drawn together, are no fault."""
    assert not find_faults(language, text)
