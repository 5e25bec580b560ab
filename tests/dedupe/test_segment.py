"""Cutting a body into segments: what each line is, broken Markdown included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.dedupe.segment import Break, Kind, SourceLine, cut_segments, is_flattened
from tests.dedupe.pieces import segments_of, sentence

H, L, S, I, T, C, R, O = (  # noqa: E741  # a table of cases reads better with one letter a kind
    Kind.HEADING,
    Kind.LABEL,
    Kind.SENTENCE,
    Kind.ITEM,
    Kind.TABLE,
    Kind.CODE,
    Kind.RULE,
    Kind.OTHER,
)

BODIES: dict[str, tuple[str, list[tuple[Kind, str]]]] = {
    "sentences of a paragraph": ("朝だ。昼だ。", [(S, "朝だ。"), (S, "昼だ。")]),
    "a sentence over two lines": ("It is so\nand not so.", [(S, "It is so\nand not so.")]),
    "lines of Japanese": ("朝が来て\n昼だ。", [(S, "朝が来て"), (S, "昼だ。")]),
    "headings": ("# 港\n## 町 ##", [(H, "# 港"), (H, "## 町 ##")]),
    "a hash tag is no heading": ("#港 は静かだ。", [(S, "#港 は静かだ。")]),
    "four blanks before a hash": ("    # 港です。", [(S, "    # 港です。")]),
    "a bold label": ("**効果**:\n朝だ。", [(L, "**効果**:"), (S, "朝だ。")]),
    "a bold label alone": ("**効果**", [(L, "**効果**")]),
    "a label with a colon": ("効果：", [(L, "効果：")]),
    "a sentence with a colon": ("港は静かだ。効果は：", [(S, "港は静かだ。"), (L, "効果は：")]),
    "items": ("- 朝\n- 昼\n1. 夜", [(I, "- 朝"), (I, "- 昼"), (I, "1. 夜")]),
    "two sentences of an item": ("- 朝だ。昼だ。", [(I, "- 朝だ。"), (S, "昼だ。")]),
    "a label in an item": ("- **効果**:", [(I, "- **効果**:")]),
    "a number is no item": ("3.5 倍だ。", [(S, "3.5 倍だ。")]),
    "a dash without a blank is no item": ("-5度だ。", [(S, "-5度だ。")]),
    "a table": ("| a | b |\n|---|---|\n朝だ。", [(T, "| a | b |\n|---|---|"), (S, "朝だ。")]),
    "code": ("```py\nx。y。\n```\n朝だ。", [(C, "```py\nx。y。\n```"), (S, "朝だ。")]),
    "code in tildes": ("~~~\n```\n~~~", [(C, "~~~\n```\n~~~")]),
    "code that ends at the end": ("```\nx\n\n", [(C, "```\nx")]),
    "code that a call left": ("```\nx\n\n<mark>\n朝だ。", [(C, "```\nx"), (S, "朝だ。")]),
    "code that a call began again": (
        "```py\nx\n```py\n```\n朝だ。",
        [(C, "```py\nx"), (C, "```py\n```"), (S, "朝だ。")],
    ),
    "code that shows a fence": (
        "```md\n```py\nx\n```\n朝だ。\n```\n夜だ。",
        [(C, "```md\n```py\nx\n```"), (S, "朝だ。"), (C, "```\n夜だ。")],
    ),
    "code with a line of more than a fence": (
        "```md\n```{py}\nx\n```\n朝だ。",
        [(C, "```md\n```{py}\nx\n```"), (S, "朝だ。")],
    ),
    "a label of nineteen letters": (
        f"朝だ。{sentence(1, 19)[:-1]}：",
        [(S, "朝だ。"), (L, f"{sentence(1, 19)[:-1]}：")],
    ),
    "a sentence of twenty letters before a list": (
        f"朝だ。{sentence(1, 20)[:-1]}：",
        [(S, "朝だ。"), (S, f"{sentence(1, 20)[:-1]}：")],
    ),
    "a rule": ("---\n* * *", [(R, "---"), (R, "* * *")]),
    "two dashes are no rule": ("--", [(S, "--")]),
    "HTML": ('<div class="a">\n朝だ。', [(O, '<div class="a">'), (S, "朝だ。")]),
    "an address in brackets": ("<https://example.com/>", [(S, "<https://example.com/>")]),
    "Liquid": ("{% include a %}", [(O, "{% include a %}")]),
    "an image": ("![港](/a.png){: .wide}", [(O, "![港](/a.png){: .wide}")]),
    "a definition": ("[港]: https://example.com/", [(O, "[港]: https://example.com/")]),
    "a footnote is text": ("[^1]: 港の話だ。", [(S, "[^1]: 港の話だ。")]),
    "a quotation": ("> 朝だ。\n> 昼だ。", [(S, "> 朝だ。"), (S, "> 昼だ。")]),
    "a stop in code": ("`a。b`だ。", [(S, "`a。b`だ。")]),
    "a stop in a link": ("[a。b](/c。d)だ。", [(S, "[a。b](/c。d)だ。")]),
    "a marker ends a paragraph": ("朝が\n<mark>\n来る。", [(S, "朝が"), (S, "来る。")]),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_what_each_line_is(body: str, expected: list[tuple[Kind, str]]) -> None:
    """Every line belongs to one segment, and the segment knows what it is."""
    assert [(one.kind, one.text) for one in segments_of(body)] == expected


def test_an_article_in_one_line_is_cut_into_sentences() -> None:
    """A heading with a whole article behind it is no heading."""
    line = "# 港の一日 ## 朝 " + "港の朝は早い。" * 30
    assert is_flattened(line)
    assert not is_flattened(line[:150])
    assert not is_flattened(line.replace("##", ""))
    assert {one.kind for one in segments_of(line)} == {Kind.SENTENCE}


def test_breaks_stand_before_segments() -> None:
    """Two blank lines and markers are breaks, one blank line is none."""
    gaps = [
        one.gap for one in segments_of("一。\n\n二。\n\n\n三。\n<mark>\n四。\n\n\n<mark>\n五。")
    ]
    assert gaps == [Break.NONE, Break.NONE, Break.BLANK, Break.MARK, Break.MARK]


def test_lines_and_paragraphs_are_numbered() -> None:
    """A segment knows its lines; the sentences of a paragraph share its number."""
    found = segments_of("It is. It is so\nand so.\n\nSo it is.")
    assert [(one.first, one.last, one.paragraph) for one in found] == [
        (1, 1, 0),
        (1, 2, 0),
        (4, 4, 1),
    ]


KEYS = {
    "a table without its frame": ("| a | b |\n|---|---|", "|a|b|", True),
    "code without its language": ("```py\nx = 1\n```", "```\nx = 1\n```", True),
    "code without its end": ("```py\nx = 1\n```", "```py\nx = 1", True),
    "other code": ("```py\nx = 1\n```", "```py\nx = 2\n```", False),
    "other cells": ("| a | b |", "| ab |", False),
    "another level": ("## 港", "### 港", True),
    "another number of an item": ("1. 港", "2. 港", True),
    "another number in an item": ("- 港1", "- 港2", False),
    "another attribute": ("{: .a}", "{: .b}", False),
}


@pytest.mark.parametrize(("one", "other", "same"), KEYS.values(), ids=KEYS)
def test_what_has_to_be_equal(one: str, other: str, same: bool) -> None:
    """The key drops marks and layout and keeps what is said."""
    first, second = segments_of(one)[0], segments_of(other)[0]
    assert (first.key == second.key) is same


COMPLETE = {
    "朝だ。": True,
    "「朝だ」": True,
    "朝だ**": False,
    "**朝だ。**": True,
    "朝だ…": True,
    "It is so.": True,
    'It is so."': True,
    "朝が来て": False,
    "It is": False,
    "港{: .a}": True,
    "朝だ、": False,
}


@pytest.mark.parametrize(("text", "complete"), COMPLETE.items())
def test_what_ends_as_a_sentence_ends(text: str, complete: bool) -> None:
    """A piece without an end mark may have been cut off."""
    assert segments_of(text)[-1].is_complete is complete


_LINES = st.lists(
    st.sampled_from(["朝だ。昼だ。", "", "", "- 港", "```", "| a |", "# 町", "---", "夜が", "  x"]),
    max_size=20,
)


@given(_LINES)
def test_the_segments_give_the_body_back(texts: list[str]) -> None:
    """The texts with the white space before them are the body up to its last segment."""
    body = "\n".join(texts)
    found = cut_segments([SourceLine(text, n) for n, text in enumerate(texts, 1)])
    joined = "".join(one.spacing + one.text for one in found)
    assert body.startswith(joined)
    assert not body[len(joined) :].strip()


BOLD_LINES = {
    "over its text": (
        "**どう活かすか？船と網の話**\n港だ。",
        ["**どう活かすか？船と網の話**", "港だ。"],
    ),
    "below a text": (
        "港だ。\n**どう活かすか？船と網の話**",
        ["港だ。", "**どう活かすか？船と網の話**"],
    ),
    "an ended one": ("**港だ。網だ。**\n船だ。", 0),
    "a bold word": ("**港**は遠い。\n船だ。", 0),
}


@pytest.mark.parametrize(("body", "texts"), BOLD_LINES.values(), ids=BOLD_LINES)
def test_a_bold_line_with_a_question_is_one_heading(body: str, texts: list[str] | int) -> None:
    """It is not cut at its question mark; an ended sentence in bold is text."""
    segments = segments_of(body)
    labels = [one for one in segments if one.kind is Kind.LABEL]
    if isinstance(texts, list):
        assert [one.text for one in segments] == texts
        assert len(labels) == 1
    else:
        assert labels == []


def test_a_flattened_heading_ends_with_its_line() -> None:
    """The article run together in it is one paragraph; the line below is another."""
    flat = "## 港 " + sentence(1, 90) * 2 + " ## 町 " + sentence(2, 60)
    segments = segments_of(f"{flat}\n{sentence(3)}")
    assert segments[-1].text == sentence(3)
    assert segments[-1].paragraph == segments[0].paragraph + 1
    assert all(one.kind is not Kind.HEADING for one in segments)


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("```\nx = 1\n```", "x = 1"),
        ("~~~python\nx = 1\n\n  y = 2\n~~~", "x = 1\ny = 2"),
        ("```\nx = 1", "x = 1"),
        ("```", ""),
        ("```\n```", ""),
    ],
)
def test_code_is_known_by_its_lines(code: str, key: str) -> None:
    """Fences, indents and blank lines may differ; a block that was cut has no closing fence."""
    (block,) = segments_of(code)
    assert (block.kind, block.key) == (Kind.CODE, key)


OPEN_FENCES = {
    "blank lines behind it": ("```\nx = 1\n\n\n", ["```\nx = 1"]),
    "nothing in it": ("```\n\n\n", ["```"]),
    "a blank line in it": ("```\nx = 1\n\ny = 2\n\n", ["```\nx = 1\n\ny = 2"]),
    "another call opens one": (
        "```python\nx = 1\n```python\nx = 1\ny = 2\n```\n",
        ["```python\nx = 1", "```python\nx = 1\ny = 2\n```"],
    ),
    "a marker": (
        "```python\nx = 1\n<mark>\n```python\nx = 1\n```\n",
        ["```python\nx = 1", "```python\nx = 1\n```"],
    ),
    "a fence inside a longer one": (
        "````md\n```python\nx = 1\n```\n````\n",
        ["````md\n```python\nx = 1\n```\n````"],
    ),
}


@pytest.mark.parametrize(("body", "blocks"), OPEN_FENCES.values(), ids=OPEN_FENCES)
def test_code_that_a_call_left_open_ends_before_the_next(body: str, blocks: list[str]) -> None:
    """At a marker, at the fence that the next call opens, or with the last line that has text."""
    assert [one.text for one in segments_of(body)] == blocks
