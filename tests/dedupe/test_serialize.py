"""Writing the passages again: untouched stretches as they stood, seams as people would set them."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from newsletter.dedupe.merge import merge_segments
from newsletter.dedupe.passages import Passage
from newsletter.dedupe.serialize import render_passages
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

A, B, C, D = (sentence(n) for n in range(1, 5))


def written(body: str, gone: Collection[int] = ()) -> str:
    """A body without the segments of some numbers."""
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    for passage in [manuscript.passages[number] for number in gone]:
        manuscript.remove(passage)
    text, _ = render_passages(manuscript.passages, segments, (), "\n")
    return text


UNTOUCHED = {
    "a paragraph": f"{A}{B}\n",
    "two paragraphs": f"{A}\n\n{B}\n",
    "many blank lines": f"{A}\n\n\n\n{B}\n",
    "two lines": f"{A}\n{B}\n",
    "a hard break": f"{A}  \n{B}\n",
    "a list": f"- {A}\n- {B}\n",
    "a loose list": f"- {A}\n\n- {B}\n",
    "a nested list": f"- {A}\n  - {B}\n",
    "a heading glued to its text": f"## 港\n{A}\n",
    "a rule": f"{A}\n\n---\n\n{B}\n",
    "a table": f"{A}\n\n| 港 | 町 |\n|---|---|\n| 1 | 2 |\n\n{B}\n",
    "code": "```python\nx = 1\n\n\ny = 2\n```\n",
    "a quotation": f"> {A}\n>\n> {B}\n",
    "English": "The harbour is old.  It has two gates. Boats leave at dawn.\n",
    "a blank line first": f"\n{A}\n",
    "full-width indentation": f"　{A}\n　{B}\n",
}


@pytest.mark.parametrize("body", UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_was_not_touched_comes_back_byte_for_byte(body: str) -> None:
    """Cutting a body into segments and writing them again changes nothing."""
    assert written(body) == body


SEAMS = {
    "a sentence out of a paragraph": (f"{A}{B}{C}\n", [1], f"{A}{C}\n"),
    "the first out of a paragraph": (f"{A}{B}\n", [0], f"{B}\n"),
    "the first paragraph": (f"{A}\n\n{B}\n", [0], f"{B}\n"),
    "the last out of a paragraph": (f"{A}{B}\n", [1], f"{A}\n"),
    "a line out of a paragraph": (f"{A}\n{B}\n{C}\n", [1], f"{A}\n{C}\n"),
    "an English sentence": ("One boat. Two boats. Ten nets.\n", [1], "One boat. Ten nets.\n"),
    "a paragraph": (f"{A}\n\n{B}\n\n{C}\n", [1], f"{A}\n\n{C}\n"),
    "a paragraph among many blank lines": (f"{A}\n\n\n\n{B}\n\n\n\n{C}\n", [1], f"{A}\n\n{C}\n"),
    "an item": (f"- {A}\n- {B}\n- {C}\n", [1], f"- {A}\n- {C}\n"),
    "the text between a heading and the next": (
        f"## 港\n\n{A}\n\n## 町\n\n{B}\n",
        [1],
        f"## 港\n\n## 町\n\n{B}\n",
    ),
    "the text between two items": (f"- {A}\n\n{B}\n\n- {C}\n", [1], f"- {A}\n- {C}\n"),
    "a hard break at a seam": (f"{A}  \n{B}\n\n{C}\n", [1], f"{A}\n\n{C}\n"),
    "a hard break elsewhere": (f"{A}  \n{B}\n\n{C}\n", [2], f"{A}  \n{B}\n"),
    "everything": (f"{A}\n\n{B}\n", [0, 1], ""),
}


@pytest.mark.parametrize(("body", "gone", "left"), SEAMS.values(), ids=SEAMS)
def test_a_seam_is_set_as_people_set_it(body: str, gone: list[int], left: str) -> None:
    """Where something went, paragraphs stay paragraphs, lists stay lists and words stay apart."""
    assert written(body, gone) == left


@pytest.mark.parametrize(("tail", "end"), [("", "\n"), ("\n", "\n"), ("\n\n", "\n\n")])
def test_the_end_of_the_file_stays(tail: str, end: str) -> None:
    """What white space ended the source ends the result; a result ends in a line end at least."""
    segments = segments_of(A)
    body, _ = render_passages(manuscript_of(segments).passages, segments, (), tail)
    assert body == A + end


def test_nothing_is_written_of_nothing() -> None:
    """Without passages there is no body, not even the white space at its end."""
    assert render_passages((), segments_of(A), (), "\n\n") == ("", ())


ORIGINS = {
    "paragraphs": (f"{A}\n\n{B}\n", [], ["1", None, "3"]),
    "a paragraph gone": (f"{A}\n\n{B}\n\n{C}\n", [1], ["1", None, "5"]),
    "two sentences of a line": (f"{A}{B}\n", [], ["1"]),
    "two lines": (f"{A}\n{B}\n", [], ["1", "2"]),
    "a table": ("| 港 |\n|---|\n| 1 |\n", [], ["1", "2", "3"]),
    "blank lines in code": ("```\nx\n\ny\n```\n", [], ["1", "2", None, "4", "5"]),
    "everything gone": (f"{A}\n", [0], []),
}


@pytest.mark.parametrize(("body", "gone", "expected"), ORIGINS.values(), ids=ORIGINS)
def test_each_line_knows_where_it_stood(
    body: str, gone: list[int], expected: list[str | None]
) -> None:
    """A line of the result names its line of the source; a blank line has none."""
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    for number in gone:
        manuscript.remove(manuscript.passages[number])
    _, found = render_passages(manuscript.passages, segments, (), "\n")
    assert [str(lines) if lines else None for lines in found] == expected


def test_two_sentences_put_into_one_line_name_both_sources() -> None:
    """A line made of sentences of two lines names the first and the last of them."""
    segments = segments_of(f"{A}\n\n{B}\n\n{C}{D}\n")
    manuscript = manuscript_of(segments)
    first, _, third, _ = manuscript.passages
    third.home = first.home
    manuscript.passages[:] = [first, third]
    body, found = render_passages(manuscript.passages, segments, (), "\n")
    assert body == f"{A}{C}\n"
    assert [str(lines) for lines in found] == ["1-5"]


def merged(body: str) -> str:
    """A body of several calls, merged and written again."""
    segments = segments_of(body)
    manuscript = merge_segments(segments)
    text, _ = render_passages(manuscript.passages, segments, manuscript.dropped, "\n")
    return text


ONE = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが決まりである。"
MORE = ONE.replace("乾いた", "よく乾いた")

CALLS = {
    "a heading over its line in the other wording": (
        f"{D}\n\n## 港の朝の仕事\n\n<mark>\n{D}\n\n## 港の朝の仕事\n{A}\n",
        f"{D}\n\n## 港の朝の仕事\n{A}\n",
    ),
    "a sentence more on a line of its own": (
        f"{A}\n\n{D}\n\n<mark>\n{A}\n{B}\n\n{D}\n",
        f"{A}\n{B}\n\n{D}\n",
    ),
    "a sentence more on the line": (
        f"{A}\n\n{D}\n\n<mark>\n{A}{B}\n\n{D}\n",
        f"{A}{B}\n\n{D}\n",
    ),
    "a fuller wording that began a paragraph there": (
        f"{A}{ONE}{B}\n\n<mark>\n{A}\n\n{MORE}\n\n{B}\n",
        f"{A}{MORE}{B}\n",
    ),
    "a cut sentence that is whole in a paragraph there": (
        f"{A}{ONE[:12]}\n\n<mark>\n{A}\n\n{ONE}\n\n{B}\n",
        f"{A}\n\n{ONE}\n\n{B}\n",
    ),
    "a cut sentence that is whole in its paragraph": (
        f"{A}{ONE[:12]}\n\n<mark>\n{A}{ONE}\n\n{B}\n",
        f"{A}{ONE}\n\n{B}\n",
    ),
    "an item more": (
        f"- {A}\n- {C}\n\n{D}\n\n<mark>\n- {A}\n- {B}\n- {C}\n\n{D}\n",
        f"- {A}\n- {B}\n- {C}\n\n{D}\n",
    ),
    "an item more in a loose list": (
        f"- {A}\n\n- {C}\n\n{D}\n\n<mark>\n- {A}\n\n- {B}\n\n- {C}\n\n{D}\n",
        f"- {A}\n- {B}\n- {C}\n\n{D}\n",
    ),
    "what stood behind a marker stands alone": (
        f"{A}\n<mark>\n{B}\n",
        f"{A}\n\n{B}\n",
    ),
}


@pytest.mark.parametrize(("body", "written"), CALLS.values(), ids=CALLS)
def test_two_that_were_neighbours_in_any_wording_keep_what_stood_between(
    body: str, written: str
) -> None:
    """A line stays a line and a paragraph a paragraph, as the call that had both wrote them."""
    assert merged(body) == written


BLANKS = {
    "two English sentences": ("One boat. Two boats. Ten nets.\n", [1], "One boat. Ten nets.\n"),
    "behind a closing quote": ('"One." Two. Ten.\n', [1], '"One." Ten.\n'),
    "before a bracket": ("One boat. Two. (Ten nets.)\n", [1], "One boat. (Ten nets.)\n"),
    "before Japanese": ("One boat. Two. 港の船。\n", [1], "One boat. 港の船。\n"),
    "Japanese only": (f"{A}{B}{C}\n", [1], f"{A}{C}\n"),
}


@pytest.mark.parametrize(("body", "gone", "left"), BLANKS.values(), ids=BLANKS)
def test_words_on_a_line_stay_apart(body: str, gone: list[int], left: str) -> None:
    """A blank parts two texts of a spaced script, and no others."""
    assert written(body, gone) == left


BEHIND = {
    "a cut sentence": (sentence(2)[:20], "\n\n"),
    "a whole one": (sentence(2), ""),
}


@pytest.mark.parametrize(("text", "between"), BEHIND.values(), ids=BEHIND)
def test_what_comes_behind_a_cut_sentence_is_no_rest_of_it(text: str, between: str) -> None:
    """A sentence that found its place there begins a paragraph."""
    segments = segments_of(f"{sentence(1)}{text}\n\n{sentence(3)}{sentence(4)}")
    passages = [Passage(one, one, home=0) for one in (*segments[:2], segments[3])]
    body, _origin = render_passages(passages, segments, [], "\n")
    assert body == f"{sentence(1)}{text}{between}{sentence(4)}\n"
