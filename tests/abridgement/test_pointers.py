"""What the opening of a sentence asks for, by the table of openings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.abridgement.pointers import is_question, leads_in, leans_back, what_it_asks

CASES = json.loads(
    (Path(__file__).parent.parent / "cases" / "abridge_openings.json").read_text("utf-8")
)


@pytest.mark.parametrize(("language", "asks", "sentence"), CASES["openings"])
def test_opening_asks(language: str, asks: str, sentence: str) -> None:
    """An opening asks for its target, for what it turns against, for its row, or (negative
    cases) for nothing.
    """
    assert what_it_asks(sentence, language).name == asks


@pytest.mark.parametrize(("language", "leans", "sentence"), CASES["leaning"])
def test_leaning(language: str, leans: bool, sentence: str) -> None:
    """A sentence that gives a reason, has no subject or is a mere scrap needs the one before it."""
    assert leans_back(sentence, language) is leans


@pytest.mark.parametrize(("leads", "sentence"), CASES["lead_ins"])
def test_lead_in(leads: bool, sentence: str) -> None:
    """A sentence that announces a list or a table is told from one that does not."""
    assert leads_in(sentence) is leads


@pytest.mark.parametrize(("asks", "sentence"), CASES["questions"])
def test_question(asks: bool, sentence: str) -> None:
    """A question is told from an assertion in the form of one."""
    assert is_question(sentence) is asks
