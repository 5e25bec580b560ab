"""Walking over a text: where lines begin and end, and what is never looked for twice."""

from __future__ import annotations

import re

import pytest

from newsletter.source.nonprose_kinds import Nonprose, NonproseKind
from newsletter.source.scanner import BLANK_LINE, Scanner

TEXT = "The harbour\n\n<!-- quiet -->\nThe ferry -->"


@pytest.mark.parametrize(
    ("place", "start", "end"),
    [
        pytest.param(0, 0, 11, id="the first line"),
        pytest.param(5, 0, 11, id="inside it"),
        pytest.param(11, 0, 11, id="its line end belongs to it"),
        pytest.param(12, 12, 12, id="an empty line"),
        pytest.param(30, 28, 41, id="a last line without an end"),
    ],
)
def test_a_line_is_from_one_line_end_to_the_next(place: int, start: int, end: int) -> None:
    """A line end is the last character of its line; the end of the text ends the last one."""
    scanner = Scanner(TEXT)
    assert (scanner.line_start(place), scanner.line_end(place)) == (start, end)


def test_a_mark_is_found_from_a_place_on() -> None:
    """What is returned is the place behind the mark, so that the walk goes on there."""
    scanner = Scanner(TEXT)
    assert scanner.until("-->", 0) == TEXT.index("-->") + 3
    assert scanner.until("-->", 30) == len(TEXT)
    assert scanner.after_pattern(r"f[a-z]+y", 0) == TEXT.index("ferry") + 5


def test_a_mark_that_is_missing_is_not_looked_for_again() -> None:
    """A text of a thousand openings without an end would be read a thousand times."""
    scanner = Scanner(TEXT)
    assert scanner.until("%}", 0) == -1
    assert scanner.after_pattern(r"\{\{", 0) == -1
    scanner.text += "%}{{"
    assert scanner.until("%}", 0) == -1
    assert scanner.after_pattern(r"\{\{", 0) == -1
    assert scanner.until("-->", 0) > 0


def test_what_matches_is_named() -> None:
    """A pattern counts only at the very place; elsewhere there is nothing."""
    scanner = Scanner(TEXT)
    comment = re.compile(r"<!--.*?-->")
    place = TEXT.index("<!--")
    found = scanner.match(comment, place, NonproseKind.COMMENT)
    assert found == Nonprose(place, place + len("<!-- quiet -->"), NonproseKind.COMMENT)
    assert scanner.match(comment, place - 1, NonproseKind.COMMENT) is None


@pytest.mark.parametrize(
    ("text", "is_blank"),
    [("a\n\nb", True), ("a\n \t\nb", True), ("a\nb", False), ("a\n > \nb", False)],
)
def test_a_line_of_blanks_is_a_blank_line(text: str, is_blank: bool) -> None:
    """White space alone parts paragraphs; the mark of a quotation does not."""
    assert (BLANK_LINE.search(text) is not None) is is_blank
