"""Proofs: every removal names what stays for good, by the lines of the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.dedupe.flattened import Copy
from newsletter.dedupe.joints import Joint
from newsletter.dedupe.likeness import Likeness
from newsletter.dedupe.proofs import (
    as_removal,
    in_source,
    number_lines,
    prove,
    settle,
    spread,
    tell_joint,
)
from newsletter.model import Lines, Removal, RemovalKind
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

A, B, C = (sentence(n) for n in range(1, 4))
ONE = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが決まりである。"
MORE = ONE.replace("乾いた", "よく乾いた")
MOST = MORE.replace("棚へ", "奥の棚へ")
NEAR = Likeness("near", 0.9)


def removal(
    text: str, line: int, twin: int | None = None, twin_text: str = "", kind: str = "repeat"
) -> Removal:
    """One line that went, and the line that stays."""
    lines = None if twin is None else Lines(twin, twin)
    reason = "the same text stands in {twin}"
    return Removal(RemovalKind(kind), text, Lines(line, line), reason, kind, lines, twin_text, 1.0)


# ------------------------------------------------------------------ lines of the source


@pytest.mark.parametrize(
    ("body", "first_line", "numbers"),
    [
        ("", 1, []),
        ("a", 1, [1]),
        ("a\n", 1, [1]),
        ("a\n\nb\n", 1, [1, None, 3]),
        ("\na\n", 1, [None, 2]),
        ("a\n \nb", 5, [5, None, 7]),
        ("a\n\n", 9, [9, None]),
    ],
)
def test_a_line_of_an_untouched_body_comes_from_itself(
    body: str, first_line: int, numbers: list[int | None]
) -> None:
    """Blank lines come from nowhere; the head of the file counts."""
    found = number_lines(body, first_line)
    assert [lines.first if lines else None for lines in found] == numbers
    assert all(lines is None or lines.first == lines.last for lines in found)


ORIGIN = (Lines(3, 3), None, Lines(8, 9), Lines(5, 5), None)


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        (Lines(1, 1), Lines(3, 3)),
        (Lines(3, 3), Lines(8, 9)),
        (Lines(1, 3), Lines(3, 9)),
        (Lines(3, 4), Lines(5, 9)),
        (Lines(2, 2), Lines(3, 3)),
        (Lines(5, 5), Lines(5, 5)),
        (Lines(2, 3), Lines(8, 9)),
        (Lines(7, 9), Lines(5, 5)),
    ],
)
def test_a_range_is_spread_over_what_it_was_made_from(lines: Lines, source: Lines) -> None:
    """From the first to the last line of the source; a blank line belongs to the text above."""
    assert spread(lines, ORIGIN) == source


def test_what_has_no_line_stands_on_the_first() -> None:
    """A body of blank lines has no other."""
    assert spread(Lines(1, 2), (None, None)) == Lines(1, 1)
    assert spread(Lines(1, 1), ()) == Lines(1, 1)


@given(st.lists(st.sampled_from(["a", "", " ", "b c"]), max_size=12), st.integers(1, 40))
def test_an_untouched_line_is_spread_over_itself(rows: list[str], first_line: int) -> None:
    """Wherever the body begins in the file."""
    origin = number_lines("\n".join(rows), first_line)
    for number, row in enumerate(rows, 1):
        if row.strip():
            here = first_line + number - 1
            assert spread(Lines(number, number), origin) == Lines(here, here)


@pytest.mark.parametrize(
    ("twin", "named"),
    [(Lines(1, 1), "line 3"), (Lines(3, 3), "lines 8-9"), (Lines(1, 3), "lines 3-9")],
)
def test_the_reason_names_the_lines_of_the_source(twin: Lines, named: str) -> None:
    """What the editor opens is the file, and not a pass of the cleaning."""
    gone = Removal(
        RemovalKind.REPEAT, A, Lines(4, 4), "it stands in {twin}", "repeat", twin, A, 1.0
    )
    told = in_source(gone, ORIGIN)
    assert told.reason == f"it stands in {named}"
    assert told.lines == Lines(5, 5)
    assert told.twin == spread(twin, ORIGIN)


def test_what_nothing_stays_for_names_no_line() -> None:
    """Braces in its text or reason are left alone."""
    gone = Removal(RemovalKind.MARKER, "{twin}", Lines(3, 3), "a {marker}", "end-marker")
    told = in_source(gone, ORIGIN)
    assert (told.lines, told.reason, told.twin) == (Lines(8, 9), "a {marker}", None)


# ------------------------------------------------------------------ proofs of a manuscript


def test_a_repeat_is_proved_by_the_passage_that_stays() -> None:
    """With its lines and its words."""
    segments = segments_of(f"{A}\n\n{B}\n\n{A}")
    manuscript = manuscript_of(segments[:2])
    manuscript.merge(manuscript.passages[0], segments[2], Likeness("equal", 1.0))
    (found,) = prove(manuscript, ())
    assert (found.kind, found.rule) == (RemovalKind.REPEAT, "repeat")
    assert (found.text, found.lines) == (A, Lines(5, 5))
    assert (found.twin_text, found.twin) == (A, Lines(1, 1))
    assert found.similarity == 1.0


def test_a_repeat_of_what_was_replaced_is_a_variant_of_what_stays() -> None:
    """The proof is against the form that readers get."""
    segments = segments_of(f"{ONE}\n\n{ONE}\n\n{MORE}")
    manuscript = manuscript_of(segments[:1])
    (passage,) = manuscript.passages
    manuscript.merge(passage, segments[1], Likeness("equal", 1.0))
    manuscript.merge(passage, segments[2], NEAR)
    first, second = prove(manuscript, ())
    assert [first.rule, second.rule] == ["variant", "variant"]
    assert [first.text, second.text] == [ONE, ONE]
    assert first.twin_text == second.twin_text == MORE
    assert 0.9 < (first.similarity or 0) < 1


def test_a_variant_of_what_was_replaced_may_be_the_same_as_what_stays() -> None:
    """A call that says it again in the fuller wording repeats that."""
    segments = segments_of(f"{ONE}\n\n{MORE}\n\n{MORE}")
    manuscript = manuscript_of(segments[:1])
    (passage,) = manuscript.passages
    manuscript.merge(passage, segments[1], NEAR)
    manuscript.merge(passage, segments[2], Likeness("near", 0.95))
    first, second = prove(manuscript, ())
    assert (first.text, first.rule) == (ONE, "variant")
    assert (second.text, second.rule, second.similarity) == (MORE, "repeat", 1.0)


def test_a_piece_is_proved_by_how_much_of_the_whole_it_is() -> None:
    """Its likeness is not measured again."""
    segments = segments_of(f"{A}\n\n{A[:15]}")
    manuscript = manuscript_of(segments)
    manuscript.absorb(manuscript.passages[1], manuscript.passages[0], "cut-off")
    (found,) = prove(manuscript, ())
    assert (found.kind, found.rule, found.similarity) == (RemovalKind.FRAGMENT, "cut-off", 0.5)
    assert found.reason == "cut off here; the whole sentence stands in {twin}"


def test_a_flattened_copy_is_proved_by_the_passage_of_its_twin() -> None:
    """Also where that one was merged into another; without a home there is no proof."""
    segments = segments_of(f"{A}\n\n{B}\n\n{A}\n\n{C}")
    manuscript = manuscript_of(segments[:2])
    manuscript.merge(manuscript.passages[0], segments[2], Likeness("equal", 1.0))
    copies = [Copy(segments[3], segments[2]), Copy(segments[3], segments[3])]
    _, found = prove(manuscript, copies)
    assert (found.rule, found.text, found.twin) == ("flattened", C, Lines(1, 1))


# ------------------------------------------------------------------ what stays in the end


def test_the_twin_that_went_later_hands_its_twin_on() -> None:
    """Line 5 repeats 3, and 3 is a variant of 1: then 5 is one, too."""
    found = settle([removal(ONE, 5, 3, ONE), removal(ONE, 3, 1, MORE, "variant")])
    assert [one.twin for one in found] == [Lines(1, 1), Lines(1, 1)]
    assert found[0].rule == "variant"
    assert found[0].twin_text == MORE
    assert found[0].reason == "another wording of the passage in line 1"
    assert 0.9 < (found[0].similarity or 0) < 1


def test_twins_are_followed_to_the_last() -> None:
    """Pass by pass."""
    found = settle(
        [
            removal(ONE, 9, 7, ONE),
            removal(ONE, 7, 5, MORE, "variant"),
            removal(MORE, 5, 1, MOST, "variant"),
        ]
    )
    assert [one.twin for one in found] == [Lines(1, 1)] * 3
    assert {one.twin_text for one in found} == {MOST}


@pytest.mark.parametrize(
    "later",
    [
        removal(ONE, 4, 1, MORE, "variant"),
        removal(MORE, 3, 1, MOST, "variant"),
        removal(ONE, 3, None, "", "marker"),
    ],
    ids=["another line", "another text", "no twin"],
)
def test_a_twin_that_stays_is_named(later: Removal) -> None:
    """What went must be that very passage, and leave another in its place."""
    assert settle([removal(ONE, 5, 3, ONE), later])[0] == removal(ONE, 5, 3, ONE)


def test_two_that_name_each_other_come_to_an_end() -> None:
    """A cleaning has no more passes than are followed."""
    found = settle([removal(ONE, 5, 3, ONE), removal(ONE, 3, 5, ONE)])
    assert len(found) == 2


@pytest.mark.parametrize(
    ("kind", "rule"), [(RemovalKind.BOX, "related"), (RemovalKind.REPAIR, "bare-end")]
)
def test_what_repeats_a_line_of_a_box_went_with_it(kind: RemovalKind, rule: str) -> None:
    """Its twin does not stay, so it has none."""
    box = Removal(kind, f"## 関連\n\n{A}", Lines(1, 4), "a box", rule)
    (found, other) = settle([removal(A, 9, 3, A), box])
    assert (found.kind, found.rule, found.reason) == (kind, rule, "a box")
    assert (found.twin, found.twin_text, found.similarity) == (None, "", None)
    assert other is box


@pytest.mark.parametrize(
    "gone",
    [removal(A, 9, 5, A), removal(A, 9, 3, B), removal(A, 9)],
    ids=["below the box", "another text", "no twin"],
)
def test_what_repeats_a_line_outside_of_a_box_keeps_its_proof(gone: Removal) -> None:
    """A box takes along no more than its lines."""
    box = Removal(RemovalKind.BOX, f"## 関連\n\n{A}", Lines(1, 4), "a box", "related")
    assert settle([gone, box])[0] == gone


# ------------------------------------------------------------------ other removals


def test_a_joint_shows_both_sides_of_the_tear() -> None:
    """No more of them than tells the place."""
    before, after = segments_of(f"{A[:-1]}\n\n\n{B}")
    found = tell_joint(Joint(before, after))
    assert found.text == f"{A[:-1][-16:]} ⏎ {B[:16]}"
    assert (found.lines, found.rule) == (Lines(1, 4), "joined")


def test_neighbours_go_as_one_removal() -> None:
    """As they stood, from their first line to their last."""
    segments = segments_of(f"{A}\n\n{B}{C}\n")
    found = as_removal(segments, RemovalKind.BOX, "related", "a box")
    assert found.text == f"{A}\n\n{B}{C}"
    assert found.lines == Lines(1, 3)
    assert found.twin is None
