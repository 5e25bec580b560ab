"""Lines: what the block parser hands over stands in the text, character for character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.lines import LineTable, source_place

TAG = "{% include a.md %}"


@pytest.mark.parametrize(
    ("body", "n_lines"), [("", 1), ("a", 1), ("a\n", 2), ("a\n\nb", 3), ("a\r", 1)]
)
def test_the_lines_are_those_of_the_text(body: str, n_lines: int) -> None:
    """Each begins where the one before ends."""
    table = LineTable(body)
    assert len(table.lines) == n_lines
    assert len(table.offsets) == n_lines + 1
    assert table.offsets[-1] == len(body) + 1


@given(st.lists(st.sampled_from(["a", "", TAG, "`b`", "> c", "    d"]), max_size=8))
def test_a_line_knows_its_number(lines: list[str]) -> None:
    """Without tags over several lines, a line of the mask is a line of the text."""
    table = LineTable("\n".join(lines))
    for number in range(len(table.lines)):
        assert table.number(number) == number
        assert table.last_number(number) == number


LOCATED = {
    "a line": ("a\nb c\n", "b c", 1, ["b c"]),
    "two lines": ("a\nb\nc\n", "b\nc", 1, ["b", "c"]),
    "behind a mark": ("> a b\n", "a b", 0, ["a b"]),
    "behind an item": ("- a\n  b\n", "a\nb", 0, ["a", "b"]),
    "the last of two": ("a a\n", "a", 0, ["a"]),
    "another line": ("a\nb\n", "c", 0, None),
    "beyond the end": ("a", "a\nb", 0, None),
    "at another line": ("a\nb\n", "a", 1, None),
}


@pytest.mark.parametrize(("body", "content", "first", "found"), LOCATED.values(), ids=LOCATED)
def test_a_content_is_located_line_by_line(
    body: str, content: str, first: int, found: list[str] | None
) -> None:
    """Where it does not stand as written, it stands nowhere."""
    starts = LineTable(body).locate(content, first)
    if found is None or starts is None:
        assert starts is None
        assert found is None
        return
    lines = content.split("\n")
    for (_, place), line, text in zip(starts, lines, found, strict=True):
        assert body[place : place + len(line)] == text


def test_a_character_of_a_content_has_its_place() -> None:
    """In the line that it stands on, also behind the marks of a quotation."""
    body = "x\n> one\n> two\n"
    starts = LineTable(body).locate("one\ntwo", 1)
    assert starts is not None
    content = "one\ntwo"
    for place, char in enumerate(content):
        if char != "\n":
            assert body[source_place(starts, place)] == char


@pytest.mark.parametrize(
    "body", [f"a {TAG} b", f"{TAG} a", f"a {{{{ b }}}} c {TAG}", "a b", "[[Page|words]] and $x^2$"]
)
def test_what_is_masked_comes_back(body: str) -> None:
    """The parser sees a mask; the content has the characters of the text."""
    table = LineTable(body)
    starts = table.locate(table.masked, 0)
    assert starts is not None
    assert table.restore(table.masked, starts) == body


@pytest.mark.parametrize(
    ("place", "char", "n"),
    [(0, "#", 0), (2, "#", 2), (4, "#", 0), (3, " ", 1), (7, "#", 1), (8, "#", 0)],
)
def test_characters_before_a_place_are_counted_on_its_line(place: int, char: str, n: int) -> None:
    """Those of the line above do not count."""
    assert LineTable("## a\nb#\n#c").count_before(place, char) == n
