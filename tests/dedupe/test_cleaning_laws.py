"""Laws of cleaning: nothing is made up, every line has its origin, and what went can be found."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.dedupe import audit, clean_body, clean_text
from newsletter.model import Cleaned, RemovalKind
from newsletter.source.decisions import Decisions, as_passage

PLACES = ("朝の港", "北の灯台", "古い市場", "山の駅", "川の橋", "町の劇場", "東の工場", "南の農園")
DEEDS = ("では網を広げて風向きを話し合う", "の話を市長が三度も聞いた", "へ若い人が毎年訪ねてくる")
SENTENCES = tuple(
    f"{place}{deed}人々がいて、その数は{n * 3 + m + 11}人にのぼる。"
    for n, place in enumerate(PLACES)
    for m, deed in enumerate(DEEDS)
)
BLOCKS = (
    "## 港の仕事",
    "- 網\n- 船",
    "| 港 | 町 |\n|---|---|\n| 1 | 2 |",
    "```\nx = 1\n```",
    "> 港だ。",
)


@st.composite
def told_again(draw: st.DrawFn) -> str:
    """A post of several calls, which begin again somewhere and may be cut."""
    numbers = draw(st.lists(st.integers(0, 23), min_size=4, max_size=10, unique=True))
    article = [SENTENCES[number] for number in numbers]
    for place in draw(st.lists(st.integers(0, len(article)), max_size=2)):
        article.insert(place, draw(st.sampled_from(BLOCKS)))
    stop = draw(st.integers(2, len(article)))
    back = draw(st.integers(0, stop - 1))
    marker = draw(st.sampled_from(["---END---", "【続き】", "", "\n"]))
    cut = draw(st.sampled_from(["", article[stop - 1][:14]]))
    parts = [*article[:stop], cut, marker, *article[back:]]
    return "\n\n".join(part for part in parts if part) + "\n"


def lines_of(text: str) -> list[str]:
    """The lines that hold text, without the blanks at their ends."""
    return [line.strip() for line in text.split("\n") if line.strip()]


@given(told_again())
def test_nothing_is_made_up(body: str) -> None:
    """Every line of the result is a line of the source, and none stands more often than there."""
    left = Counter(lines_of(clean_body(body).body))
    there = Counter(lines_of(body))
    for line, count in left.items():
        assert count <= sum(other.count(line) for other in there.elements())


@given(told_again())
def test_every_line_knows_where_it_stood(body: str) -> None:
    """And stands there, word for word."""
    cleaned = clean_body(body)
    source = body.split("\n")
    rows = cleaned.body.split("\n")
    assert len(cleaned.origin) == len(rows) - cleaned.body.endswith("\n")
    for row, lines in zip(rows, cleaned.origin, strict=False):
        if row.strip():
            assert lines is not None
            said = "".join(source[lines.first - 1 : lines.last])
            assert row.strip() in said or lines.first < lines.last


@given(told_again())
def test_what_went_stood_where_it_is_said_to_have_stood(body: str) -> None:
    """In the order of the source, with a reason; its twin stands there too."""
    source = body.split("\n")
    cleaned = clean_body(body)
    assert list(cleaned.removals) == sorted(cleaned.removals, key=lambda gone: gone.lines)
    for gone in cleaned.removals:
        assert 1 <= gone.lines.first <= gone.lines.last <= len(source)
        assert gone.reason
        said = "\n".join(source[gone.lines.first - 1 : gone.lines.last])
        if gone.rule != "joined":
            assert gone.text.split("\n")[0] in said
        if gone.twin is not None:
            twin = "\n".join(source[gone.twin.first - 1 : gone.twin.last])
            assert gone.twin_text.split("\n")[0] in twin


@given(told_again())
def test_cleaning_again_removes_nothing(body: str) -> None:
    """What is clean is clean; and the same source gives the same result."""
    cleaned = clean_body(body)
    assert clean_body(body) == cleaned
    again = clean_body(cleaned.body)
    assert again.body == cleaned.body
    audit(body, cleaned)


def _shifted(cleaned: Cleaned, by: int) -> list[tuple[int, int, str]]:
    return [(gone.lines.first + by, gone.lines.last + by, gone.rule) for gone in cleaned.removals]


@settings(max_examples=40)
@given(told_again(), st.integers(1, 30))
def test_lines_count_from_the_top_of_the_file(body: str, first_line: int) -> None:
    """Wherever the body begins in it."""
    here, there = clean_body(body), clean_body(body, first_line=first_line)
    assert there.body == here.body
    assert _shifted(here, first_line - 1) == _shifted(there, 0)


@settings(max_examples=40)
@given(told_again())
def test_line_ends_of_windows_change_nothing(body: str) -> None:
    """The text is cleaned with one kind of line end."""
    assert clean_text(body.replace("\n", "\r\n")).body == clean_text(body).body


@settings(max_examples=40)
@given(told_again(), st.data())
def test_what_a_person_kept_stays(body: str, data: st.DataObject) -> None:
    """Any of the passages that would go."""
    repeats = [gone for gone in clean_body(body).removals if gone.kind is RemovalKind.REPEAT]
    if not repeats:
        return
    kept = data.draw(st.sampled_from(repeats)).text
    cleaned = clean_body(body, decisions=Decisions(keep=(as_passage(kept),)))
    assert kept not in [gone.text for gone in cleaned.removals]


@pytest.mark.parametrize("sentence", SENTENCES[::7])
def test_what_a_person_dropped_goes(sentence: str) -> None:
    """From a post of one call as well, and nothing else does."""
    body = "\n\n".join((*SENTENCES[:8], sentence)) + "\n"
    cleaned = clean_body(body, decisions=Decisions(drop=(as_passage(sentence),)))
    assert sentence not in cleaned.body
    assert {gone.kind for gone in cleaned.removals} == {RemovalKind.DECISION}
