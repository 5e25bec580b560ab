"""Steps: title lines, continued headings, boxes, and what stands bare at an end."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsletter.dedupe.cut_starts import drop_cut_starts
from newsletter.dedupe.segment import Break, Segment
from newsletter.dedupe.steps import (
    says_title_plainly,
    take_bare_end,
    take_boxes,
    take_continued,
    take_dropped,
    take_rules_under_headings,
    take_titles,
)
from newsletter.model import Removal, RemovalKind
from newsletter.source.decisions import fingerprint
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

A, B, C = (sentence(n) for n in range(1, 4))
TITLE = "港の道具を直す人たちの現状と未来"


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


def texts(segments: Sequence[Segment]) -> list[str]:
    """What segments say."""
    return [segment.text for segment in segments]


def gone(removals: Sequence[Removal]) -> list[str]:
    """What was removed."""
    return [removal.text for removal in removals]


# ------------------------------------------------------------------ titles


def without_titles(body: str, *, in_calls: bool, follows: bool = False) -> tuple[list[str], int]:
    """What is left of a body whose title is TITLE, and how many lines went."""
    kept, removals = take_titles(segments_of(body), [TITLE], in_calls, follows=follows)
    assert {removal.rule for removal in removals} <= {"title-line"}
    return texts(kept), len(removals)


HEADS = {
    "a heading": (lines(f"# {TITLE}", A), True),
    "a heading of another level": (lines(f"### {TITLE}", A), True),
    "a plain line": (lines(TITLE, A), True),
    "another heading": (lines("# 港の朝の話", A), False),
    "a sentence that says it": (lines(f"{TITLE}である。", A), False),
    "an item": (lines(f"- {TITLE}", A), False),
    "a heading that leads somewhere": (lines(f"# [{TITLE}](https://a.example)", A), False),
    "a line that leads somewhere": (lines(f"[{TITLE}](https://a.example)", A), False),
    "an underlined heading": (f"{TITLE}\n====\n\n{A}", False),
    "further down": (lines(A, f"# {TITLE}", B), False),
}


@pytest.mark.parametrize(("body", "goes"), HEADS.values(), ids=HEADS)
def test_the_title_over_an_article_goes_from_its_head(body: str, goes: bool) -> None:
    """A theme shows it already; nothing else of a person's post is touched."""
    left, n_gone = without_titles(body, in_calls=False)
    assert n_gone == int(goes)
    assert left == texts(segments_of(body))[int(goes) :]


def test_in_a_post_of_several_calls_the_title_goes_everywhere() -> None:
    """Each call began with it; a call may start behind it, too."""
    body = lines(f"# {TITLE}", A, f"## {TITLE}", B, TITLE, C)
    kept, removals = take_titles(segments_of(body), [TITLE], True, follows=False)
    assert texts(kept) == [A, B, C]
    assert len(removals) == 3
    assert [segment.gap for segment in kept] == [Break.NONE, Break.BLANK, Break.BLANK]


def test_what_stands_before_the_segments_makes_of_a_head_none() -> None:
    """A head that must stay has the title already."""
    assert without_titles(lines(f"# {TITLE}", A), in_calls=False, follows=True)[1] == 0
    assert without_titles(lines(f"# {TITLE}", A), in_calls=True, follows=True)[1] == 1


def test_a_title_that_a_person_kept_stays() -> None:
    """In a post of several calls as well."""
    segments = segments_of(lines(f"# {TITLE}", A))
    segments[0].kept = True
    kept, removals = take_titles(segments, [TITLE], True, follows=False)
    assert (texts(kept), removals) == ([f"# {TITLE}", A], [])


def test_the_text_under_a_title_takes_its_place() -> None:
    """The blank lines over the title at the head of a body are those over the text then."""
    kept, _ = take_titles(segments_of(f"\n\n# {TITLE}\n\n\n\n{A}"), [TITLE], False, follows=False)
    assert kept[0].spacing == "\n\n"


PLAIN = {
    "a line": (lines(TITLE, A), True),
    "a label": (lines(f"**{TITLE}**", A), True),
    "in other marks": (lines(f"「{TITLE}」", A), True),
    "a heading": (lines(f"# {TITLE}", A), False),
    "a line of a paragraph": (f"{TITLE}\n{A}", False),
    "underlined": (f"{TITLE}\n===\n\n{A}", False),
    "an item": (lines(f"- {TITLE}", A), False),
    "more than the title": (lines(f"{TITLE}の話", A), False),
    "a link": (lines(f"[{TITLE}](https://a.example)", A), False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("body", "is_plain"), PLAIN.values(), ids=PLAIN)
def test_a_plain_line_that_says_the_title_is_no_text(body: str, is_plain: bool) -> None:
    """Nobody opens an article with its title as a paragraph."""
    segments = segments_of(body)
    assert says_title_plainly(segments, TITLE) is is_plain
    assert not says_title_plainly(segments, "")


# ------------------------------------------------------------------ continued headings


@pytest.mark.parametrize(
    ("above", "label", "goes"),
    [
        ("## 網の手入れ", "## 網の手入れ", True),
        ("**網の手入れ**", "**網の手入れ**", True),
        ("## 網の手入れ", "**網の手入れ**", False),
        ("## 船の手入れ", "## 網の手入れ", False),
    ],
)
def test_a_continued_heading_goes_under_the_one_it_continues(
    above: str, label: str, goes: bool
) -> None:
    """Where that one stands above, in the same form; else it is the only one there is."""
    segments = segments_of(lines(above, A, label, B))
    segments[2].continued = True
    kept, removals = take_continued(segments)
    assert gone(removals) == [label] * goes
    assert len(kept) == 4 - goes
    segments[2].continued = False
    assert take_continued(segments)[1] == []


def test_a_continued_heading_that_a_person_kept_stays() -> None:
    """So does one that is continued only further down."""
    segments = segments_of(lines("## 港", A, "## 港", B))
    segments[2].continued = segments[2].kept = True
    assert take_continued(segments)[1] == []
    segments[0].continued, segments[2].continued = True, False
    assert take_continued(segments)[1] == []


# ------------------------------------------------------------------ decisions


def test_what_a_person_dropped_goes() -> None:
    """A sentence, or the paragraph as a whole."""
    kept, removals = take_dropped(segments_of(lines(A + B, C)), {fingerprint(B)})
    assert (texts(kept), gone(removals)) == ([A, C], [B])
    kept, removals = take_dropped(segments_of(lines(A + B, C)), {fingerprint(A + B)})
    assert (texts(kept), gone(removals)) == ([C], [A, B])
    assert {removal.kind for removal in removals} == {RemovalKind.DECISION}


def test_what_a_person_dropped_leaves_the_wider_gap() -> None:
    """A paragraph stays one; the first line of a body has nothing above it."""
    kept, _ = take_dropped(segments_of(f"{A}\n\n\n{B}\n{C}"), {fingerprint(B)})
    assert [segment.spacing for segment in kept] == ["", "\n\n\n"]
    kept, _ = take_dropped(segments_of(lines(A, B)), {fingerprint(A)})
    assert [segment.spacing for segment in kept] == [""]
    kept, _ = take_dropped(segments_of(lines(A, B)), {fingerprint(C)})
    assert texts(kept) == [A, B]


BOX = lines("## 関連記事", "- [網の話](/a)\n- [船の話](/b)")


def test_a_box_of_the_site_goes_unless_a_person_kept_it() -> None:
    """As a whole or a part of it."""
    kept, removals = take_boxes(segments_of(lines(A, BOX)), ())
    assert texts(kept) == [A]
    assert [removal.kind for removal in removals] == [RemovalKind.BOX]
    segments = segments_of(lines(A, BOX))
    kept, removals = take_boxes(segments, {fingerprint(BOX)})
    assert (len(kept), removals) == (len(segments), [])
    segments[1].kept = True
    kept, removals = take_boxes(segments, {fingerprint(A)})
    assert (len(kept), removals) == (len(segments), [])


# ------------------------------------------------------------------ rules, bare ends, bare openings


@pytest.mark.parametrize(
    ("body", "n_rules"),
    [
        (lines("## 港", "---", A), 1),
        (lines("## 港", "---", A, "## 町", "---", B), 2),
        (lines("## 港", "---"), 1),
        (lines(A, "---", "## 港", B), 0),
        (lines("**港**", "---", A), 0),
        (lines("## 港", A, "---"), 0),
    ],
)
def test_a_rule_between_a_heading_and_its_text_goes(body: str, n_rules: int) -> None:
    """A call ended there; authors put one above a heading."""
    manuscript = manuscript_of(segments_of(body))
    removals = take_rules_under_headings(manuscript)
    assert gone(removals) == ["---"] * n_rules
    assert len(manuscript.passages) == len(segments_of(body)) - n_rules


BARE_ENDS = {
    "a heading": (lines(A, "## 港"), ["## 港"]),
    "two headings": (lines(A, "## 港", "### 町"), ["## 港", "### 町"]),
    "a heading and a rule": (lines(A, "## 港", "---"), ["## 港", "---"]),
    "a rule and a heading": (lines(A, "---", "## 港"), ["---", "## 港"]),
    "a label and a heading": (lines(A, "**町**", "## 港"), ["**町**", "## 港"]),
    "a rule": (lines(A, "---"), ["---"]),
    "a label": (lines(A, "**町**"), []),
    "a heading over a text": (lines(A, "## 港", B), []),
    "a heading over a list": (lines(A, "## 港", "- 網"), []),
    "nothing but headings": (lines("## 港", "### 町"), []),
    "a heading that is a sentence": (lines(A, "## 港は静かだ。"), []),
    "a heading with its section": (lines(A, f"## {sentence(4, 61)}"), []),
}


@pytest.mark.parametrize(("body", "bare"), BARE_ENDS.values(), ids=BARE_ENDS)
def test_a_heading_at_the_end_goes(body: str, bare: list[str]) -> None:
    """The call that should have filled it never came; what an article may end on stays."""
    manuscript = manuscript_of(segments_of(body))
    assert sorted(gone(take_bare_end(manuscript))) == sorted(bare)
    assert len(manuscript.passages) == len(segments_of(body)) - len(bare)


def test_a_heading_at_the_end_that_a_person_kept_stays() -> None:
    """With what stands above it; what stands below it may go."""
    segments = segments_of(lines(A, "## 港", "### 町"))
    segments[1].kept = True
    assert gone(take_bare_end(manuscript_of(segments))) == ["### 町"]
    segments[2].kept = True
    assert take_bare_end(manuscript_of(segments)) == []


OPENINGS = {
    "before another paragraph": (lines(f"{A}例えば、", B), True),
    "before a heading": (lines(f"{A}しかし、", "## 港"), True),
    "before a rule": (lines(f"{A}また、", "---", B), True),
    "at the end": (f"{A}さらに、", True),
    "in English": (lines("The boats left. For example,", "The nets came."), True),
    "before a list": (lines(f"{A}例えば、", "- 網"), False),
    "before a table": (lines(f"{A}例えば、", "| 網 |"), False),
    "before code": (lines(f"{A}例えば、", "```\nx\n```"), False),
    "before a quotation": (lines(f"{A}例えば、", f"> {B}"), False),
    "before a quoted sentence": (lines(f"{A}例えば、", f"「{B}」"), False),
    "in its own paragraph": (f"{A}例えば、{B}", False),
    "on the line above": (f"{A}例えば、\n{B}", False),
    "another word": (lines(f"{A}港では、", B), False),
    "without a comma": (lines(f"{A}例えば", B), False),
}


@pytest.mark.parametrize(("body", "goes"), OPENINGS.values(), ids=OPENINGS)
def test_the_beginning_of_a_sentence_that_never_came_goes(body: str, goes: bool) -> None:
    """Before a list, a table, code or a quotation it opens just that."""
    segments = segments_of(body)
    removals = drop_cut_starts(manuscript_of(segments), segments)
    assert bool(removals) is goes
    assert {removal.rule for removal in removals} <= {"bare-opening", "bare-end"}


def test_an_opening_that_a_person_kept_stays() -> None:
    """A decision wins."""
    segments = segments_of(lines(f"{A}例えば、", B))
    segments[1].kept = True
    assert drop_cut_starts(manuscript_of(segments), segments) == []
