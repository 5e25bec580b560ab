"""Lines that say the title: which go from the head of a body, and which from everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsletter.dedupe.segment import Break, Segment
from newsletter.dedupe.title_lines import says_title_plainly, take_titles
from tests.dedupe.pieces import segments_of, sentence

A, B, C = (sentence(n) for n in range(1, 4))
TITLE = "港の道具を直す人たちの現状と未来"


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


def texts(segments: Sequence[Segment]) -> list[str]:
    """What segments say."""
    return [segment.text for segment in segments]


def without_titles(body: str, *, in_calls: bool, follows: bool = False) -> tuple[list[str], int]:
    """What is left of a body whose title is TITLE, and how many lines went."""
    kept, removals = take_titles(segments_of(body), [TITLE], in_calls, follows=follows)
    assert {removal.rule for removal in removals} <= {"title-line"}
    return texts(kept), len(removals)


UNSEEN = [
    'import A from "b"\nexport const c = 4;',
    "export const c = {\n  d: 4,\n};",
    "<!-- a comment -->",
    "[toc]",
    "{% include toc.html %}",
    "{{< toc >}}",
    '<a id="top"></a>',
]


@pytest.mark.parametrize("above", UNSEEN)
def test_what_nobody_sees_above_a_title_keeps_it_at_the_head(above: str) -> None:
    """Imports, comments and marks for contents stay; the title below them is said twice."""
    left, n_gone = without_titles(lines(above, f"# {TITLE}", A), in_calls=False)
    assert n_gone == 1
    assert left[-1] == A
    assert above.split("\n")[0] in left[0]


HEADS = {
    "a heading": (lines(f"# {TITLE}", A), True),
    "a heading of another level": (lines(f"### {TITLE}", A), True),
    "a plain line": (lines(TITLE, A), True),
    "another heading": (lines("# 港の朝の話", A), False),
    "a heading below a sentence": (lines(A, f"# {TITLE}", B), False),
    "a heading below a picture": (lines("![港](a.png)", f"# {TITLE}", A), False),
    "a heading below a template tag": (lines("{% include figure.html %}", f"# {TITLE}", A), False),
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
