"""Reasons: what became of each candidate and why, for the report and for a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.reasons import (
    MIN_CLOSE,
    MIN_CONTRIBUTION,
    WIDTH_CHARS,
    build_choices,
    explain,
)
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.model import Abridged, Choice, Lines

Features = tuple[tuple[str, float], ...]


def scored(*features: Features, boilerplate: bool = False, score: float = 1.0) -> list[Scored]:
    """One candidate for each row of features."""
    body = "\n\n".join(f"橋の話の{number}番目だ。" for number in range(len(features)))
    article = parse_article(body + "\n")
    return [
        replace(one, features=row, boilerplate=boilerplate, score=score)
        for one, row in zip(score_candidates(article, "ja"), features, strict=True)
    ]


def reason_of(features: Features, *, kept: bool, boilerplate: bool = False) -> str:
    """Why one candidate was kept or cut."""
    (choice,) = build_choices(scored(features, boilerplate=boilerplate), {0} if kept else ())
    return choice.reason


STRONG = (("figure", 0.9), ("title", 0.4), ("place", -0.3), ("chat", -0.8), ("name", 0.2))
REASONS = {
    "kept for what speaks for it": (STRONG, True, "kept for: figure, title, name"),
    "cut for what speaks against it": (STRONG, False, "cut for: chat, place"),
    "the base says nothing": ((("base", 2.0), ("title", 0.4)), True, "kept for: title"),
    "too little to decide": (
        (("title", MIN_CONTRIBUTION),),
        True,
        "kept: the text around it needs it",
    ),
    "just enough to decide": ((("title", MIN_CONTRIBUTION + 0.01),), True, "kept for: title"),
    "only what speaks against it": (
        (("chat", -0.8),),
        True,
        "kept: the text around it needs it",
    ),
    "only what speaks for it": (
        (("title", 0.8),),
        False,
        "cut: others say more for their length",
    ),
    "nothing at all": ((), False, "cut: others say more for their length"),
}


@pytest.mark.parametrize(("features", "kept", "reason"), REASONS.values(), ids=REASONS)
def test_a_reason_names_what_speaks_for_what_was_done(
    features: Features, kept: bool, reason: str
) -> None:
    """The weightiest first, and none that decided nothing."""
    assert reason_of(features, kept=kept) == reason


def test_a_few_reasons_are_enough() -> None:
    """The three weightiest."""
    features = tuple((f"f{number}", 0.1 * (number + 1)) for number in range(6))
    assert reason_of(features, kept=True) == "kept for: f5, f4, f3"


def test_boilerplate_goes_first_and_is_kept_for_the_length_only() -> None:
    """Whatever its features say."""
    assert reason_of(STRONG, kept=True, boilerplate=True) == "kept to reach the length"
    assert "first to go" in reason_of(STRONG, kept=False, boilerplate=True)


@pytest.mark.parametrize(
    ("ends", "kept", "is_close"),
    [
        pytest.param((0, 0, 1.0), {0, 2}, True, id="the close is the last"),
        pytest.param((0, 0, MIN_CLOSE), {0, 2}, True, id="just enough of one"),
        pytest.param((0, 0, MIN_CLOSE - 0.01), {0, 2}, False, id="hardly one"),
        pytest.param((0, 0, -1.0), {0, 2}, False, id="the last opens something"),
        pytest.param((0, 1.0, 0), {1, 2}, False, id="another is the last"),
        pytest.param((0, 0, 1.0), set(), False, id="nothing is kept"),
    ],
)
def test_the_end_is_told(ends: tuple[float, ...], kept: set[int], is_close: bool) -> None:
    """The last that is kept, if it is the author's close; every other has its own reason."""
    rows = [
        replace(one, ends=value)
        for one, value in zip(scored(STRONG, STRONG, STRONG), ends, strict=True)
    ]
    reasons = [choice.reason for choice in build_choices(rows, kept)]
    assert ("the author's close" in reasons[2]) == is_close
    assert not any("close" in reason for reason in reasons[:2])


def test_one_reason_may_hold_for_all() -> None:
    """A text within its budget is left as it is."""
    choices = build_choices(scored(STRONG, ()), {0, 1}, "within the budget")
    assert [choice.reason for choice in choices] == ["within the budget"] * 2
    assert all(choice.kept for choice in choices)


def test_every_candidate_is_a_choice() -> None:
    """In order, with its lines, its score and what became of it."""
    rows = scored((), (), (), score=1.23456)
    choices = build_choices(rows, {1})
    assert [choice.kept for choice in choices] == [False, True, False]
    assert [choice.lines for choice in choices] == [one.candidate.lines for one in rows]
    assert {choice.score for choice in choices} == {1.235}
    assert [choice.text for choice in choices] == [one.candidate.text for one in rows]


# ------------------------------------------------------------------ for a terminal


def abridged(*choices: Choice, **fields: object) -> Abridged:
    """An abridgement with these choices."""
    values: dict[str, object] = {
        "body": "橋。\n",
        "summary": "橋が開いた。",
        "choices": choices,
        "n_source_chars": 9,
        "n_chars": 3,
        "note": "",
    }
    return Abridged(**{**values, **fields})  # type: ignore[arg-type]


KEPT = Choice(
    "橋が開いた。", True, 1.5, (("figure", 0.9), ("chat", 0.0)), "kept for: x", Lines(1, 2)
)
CUT = Choice("川だ。", False, -0.25, (), "cut: y", Lines(4, 4))


def test_the_head_says_how_much_is_left() -> None:
    """Pieces, characters, and the note where there is one."""
    assert explain(abridged(KEPT, CUT)).split("\n")[0] == "1 of 2 pieces kept, 3 of 9 characters"
    noted = explain(abridged(KEPT, note="80% of the budget"))
    assert noted.split("\n")[0] == "1 of 1 pieces kept, 3 of 9 characters (80% of the budget)"


def test_a_choice_has_two_lines() -> None:
    """What became of it with its score and lines; why, with what its features add."""
    lines = explain(abridged(KEPT, CUT)).split("\n")
    assert lines[2].split() == ["keep", "1.50", "1-2", "橋が開いた。"]
    assert lines[3].split() == ["kept", "for:", "x", "[figure", "+0.90]"]
    assert lines[4].split() == ["cut", "-0.25", "4", "川だ。"]
    assert lines[5].split() == ["cut:", "y"]


@pytest.mark.parametrize(("n_chars", "is_short"), [(WIDTH_CHARS, False), (WIDTH_CHARS + 1, True)])
def test_a_long_candidate_is_shown_by_its_beginning(n_chars: int, is_short: bool) -> None:
    """On one line."""
    shown = explain(abridged(replace(KEPT, text="橋" * n_chars))).split("\n")[2]
    assert ("…" in shown) is is_short
    assert "a b" in explain(abridged(replace(KEPT, text="a\n b")))


def test_what_stands_over_the_text_is_told_where_it_is() -> None:
    """Lead, key points, preheader; a summary always."""
    bare = explain(abridged(KEPT))
    assert "summary: 橋が開いた。" in bare
    assert "lead:" not in bare
    assert "preheader:" not in bare
    full = explain(abridged(KEPT, lead="A。", key_points=("B。", "C。"), preheader="D。"))
    lines = full.split("\n")[2:6]
    assert lines == ["lead: A。", "key point: B。", "key point: C。", "preheader: D。"]
