"""What the opening of a sentence asks for, by the table of openings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.abridgement.pointers import (
    answers_claim,
    is_question,
    leads_in,
    leans_back,
    names_its_target,
    what_it_asks,
)

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


@pytest.mark.parametrize(("language", "answers", "sentence"), CASES["answers"])
def test_answer_to_a_claim(language: str, answers: bool, sentence: str) -> None:
    """A sentence that takes a claim back is told from one that follows from it."""
    assert answers_claim(sentence, language) is answers


@pytest.mark.parametrize(("language", "names", "sentence"), CASES["named"])
def test_named_target(language: str, names: bool, sentence: str) -> None:
    """A pointer with the name of what it points at is told from a bare one, in Japanese only."""
    assert names_its_target(sentence, language) is names


@pytest.mark.parametrize("tag", ["ja-JP", "ja"])
def test_a_region_changes_no_opening(tag: str) -> None:
    """The table of a language serves its regions too."""
    assert what_it_asks("しかし、橋は開かなかった。", tag).name == "TURN"
    assert answers_claim("しかし、橋は開かなかった。", tag)


def judge(kind: str, language: str, sentence: str) -> object:
    """Ask the question of a kind."""
    if kind == "opening":
        return what_it_asks(sentence, language).name
    return leans_back(sentence, language) if kind == "leaning" else leads_in(sentence)


@pytest.mark.parametrize(
    ("kind", "language", "expected", "sentence"),
    [
        pytest.param(*case, marks=pytest.mark.xfail(reason=reason, strict=True))
        for *case, reason in CASES["known_failures"]
    ],
)
def test_known_failures(kind: str, language: str, expected: object, sentence: str) -> None:
    """Known failure: a table of openings does not know what its words mean here."""
    assert judge(kind, language, sentence) == expected
