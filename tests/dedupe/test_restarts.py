"""Restarts: where a stretch of segments ends, since what follows begins again."""

from __future__ import annotations

import pytest

from newsletter.dedupe.merge import merge_segments
from newsletter.dedupe.passages import Manuscript
from newsletter.dedupe.restarts import find_end
from tests.dedupe.pieces import segments_of, sentence

A, B, C, D, E = (sentence(n) for n in range(1, 6))
# Short ones: their repetition alone is no restart.
S, T, U, V = (sentence(n, 15) for n in range(10, 14))
TABLE = "| 港 | 町 |\n|---|---|\n| 一月の水揚げの合計 | 三月の競りの値段の合計 |"
CODE = "```\nharbour = open('boats.txt')\nprint(harbour.read())\n```"


def end(*texts: str, start: int = 0) -> int:
    """The number of the segment before which a stretch of a body ends."""
    return find_end(Manuscript(), segments_of("\n\n".join(texts)), start)


# What stands in the body, and the number of the segment with which the restart begins.
FOUND = {
    "a long sentence again": ((A, B, A), 2),
    "a sentence of twenty letters": ((sentence(1, 20), B, sentence(1, 20)), 2),
    "three short ones again": ((S, T, U, A, S, T, U), 4),
    "a table at once again": ((TABLE, TABLE), 1),
    "a table at once again, further down": ((A, TABLE, TABLE, B), 2),
    "code at once again": ((CODE, CODE, A), 1),
    "a short one and a table": ((S, TABLE, S, TABLE), 2),
    "a run that the first time was cut": ((S, T[:9], S, T), 2),
    "a marker": ((A, f"<mark>\n{B}"), 1),
    "the first of two": ((A, B, A, C, B), 2),
}


@pytest.mark.parametrize(("texts", "number"), FOUND.values(), ids=FOUND)
def test_a_stretch_ends_where_it_begins_again(texts: tuple[str, ...], number: int) -> None:
    """At a marker, a long sentence that stands above, a long run, or a double."""
    assert end(*texts) == number


STAYS = {
    "nothing": (),
    "one sentence": (A,),
    "all different": (A, B, C),
    "a short sentence again": (S, A, S),
    "a sentence of nineteen letters": (sentence(1, 19), B, sentence(1, 19)),
    "two short ones again": (S, T, A, S, T),
    "an item again": (f"- {A}", B, f"- {A}"),
    "a heading again": (f"## {S}", A, f"## {S}", B),
    "a rule again and again": ("---", "---", "---", A, "---"),
    "a table further on": (TABLE, A, TABLE),
    "a table and another": (TABLE, TABLE.replace("三", "四")),
    "a small table at once again": ("| 港 |", "| 港 |"),
    "a short item with its text": (f"- {S[:9]}", B[:9], f"- {S[:9]}", C[:9]),
    "a short word, then the same text": ("港。", S, "港。", S),
    "a run of which one is another": (S, T, U, A, S, V, U),
    "a run of which the last goes on": (S, T, S, f"{T[:-1]}と港。"),
    "a run that is cut the second time": (S, T, S, T[:9]),
    "a run that does not end alike": (S, T, S, U),
}


@pytest.mark.parametrize("texts", STAYS.values(), ids=STAYS)
def test_what_authors_repeat_is_no_restart(texts: tuple[str, ...]) -> None:
    """Short lines, items, headings, rules and small tables may stand twice."""
    assert end(*texts) == len(segments_of("\n\n".join(texts)))


@pytest.mark.parametrize(("excess", "is_restart"), [(0, True), (-1, False)])
def test_a_run_weighs_as_much_as_two_long_sentences(excess: int, is_restart: bool) -> None:
    """Three segments in a row are a restart from forty letters on."""
    weight = 40
    run = [sentence(20, 13), sentence(21, 13), sentence(22, weight - 26 + excess)]
    assert end(*run, A, *run) == (4 if is_restart else 7)


@pytest.mark.parametrize(("excess", "is_restart"), [(0, True), (-1, False)])
def test_a_double_weighs_as_much_as_a_long_sentence(excess: int, is_restart: bool) -> None:
    """A pair of short segments at once again is a restart from twenty letters on."""
    pair = [sentence(20, 10), sentence(21, 10 + excess)]
    assert (end(*pair, *pair) == 2) is is_restart


@pytest.mark.parametrize(("weight", "is_restart"), [(10, True), (9, False)])
def test_a_double_does_not_begin_with_a_word(weight: float, is_restart: bool) -> None:
    """A label of some letters stands over every second paragraph of a list of questions."""
    label, answer = sentence(20, int(weight)), sentence(21, 19)
    assert (end(label, answer, label, answer) == 2) is is_restart


@pytest.mark.parametrize("block", ["| 港 | 町 |", "```\nx = 1\n```"], ids=["table", "code"])
def test_a_double_may_begin_with_the_smallest_table(block: str) -> None:
    """Nobody sets the same block twice with the same text between."""
    assert end(block, sentence(20, 19), block, sentence(20, 19)) == 2


@pytest.mark.parametrize(("n_others", "is_restart"), [(7, True), (8, False)])
def test_the_last_places_of_a_line_are_tried(n_others: int, is_restart: bool) -> None:
    """A line that stands over everything tells nothing of where a call began."""
    run = [S, T, U]
    others = [text for n in range(n_others) for text in (S, sentence(30 + n, 15))]
    texts = [*run, *others, *run]
    assert (end(*texts) == len(texts) - 3) is is_restart


# ------------------------------------------------------------------ what belongs to a restart


ABOVE = {
    "nothing above it": ((A, B, A), 2),
    "a short one above": ((S, A, B, S, A), 3),
    "two short ones above": ((S, T, A, B, S, T, A), 4),
    "a heading above": ((f"## {S}", A, B, f"## {S}", A), 3),
    "a rule above": (("---", A, B, "---", A), 3),
    "worded a little otherwise": ((S, A, B, S.replace(S[7], "x"), A), 3),
    "with a new line between": ((S, A, B, S, T, A), 3),
    "without a line between": ((S, T, A, B, S, A), 4),
    "with two new lines between": ((S, A, B, S, T, U, A), 6),
    "another one above": ((S, A, B, T, A), 4),
    "only on one side": ((A, B, S, A), 3),
    "a rule of another look": (("- - -", A, B, "---", A), 4),
    "up to its twin and no further": ((S, A, S, A), 2),
    "its twin is no line above it": ((A.replace(A[7], "x"), A, A), 2),
}


@pytest.mark.parametrize(("texts", "number"), ABOVE.values(), ids=ABOVE)
def test_short_lines_above_a_restart_belong_to_it(texts: tuple[str, ...], number: int) -> None:
    """As far as they stand above the twin too; on either side one line may be new."""
    assert end(*texts) == number


def test_a_line_worded_otherwise_belongs_to_a_restart_only_right_above_it() -> None:
    """Beside a new line only the free threshold of likeness holds."""
    other = S[:3] + "xyz" + S[6:]
    assert end(S, A, B, other, A) == 3
    assert end(S, A, B, other, T, A) == 5


def test_what_stands_before_a_stretch_is_no_part_of_it() -> None:
    """Its twin would be told by the stretch before."""
    assert end(S, A, B, S, A, start=1) == 4
    assert end(A, B, A, C, start=1) == 4
    assert end(A, f"<mark>\n{B}", C, start=1) == 3


def test_what_an_earlier_stretch_says_is_no_new_restart() -> None:
    """A passage that is known already is matched with it, wherever the stretch ends."""
    known = merge_segments(segments_of(A))
    segments = segments_of("\n\n".join([A, B, A]))
    assert find_end(known, segments, 0) == 3
    assert find_end(Manuscript(), segments, 0) == 2
