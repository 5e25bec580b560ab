"""The kept candidates as Markdown again: what goes with them and what stays behind."""

from __future__ import annotations

import pytest

from newsletter.abridgement.assembly import build_body
from newsletter.abridgement.candidates import parse_article

WHOLE = [
    pytest.param("橋が開いた。町は祝った。\n", id="paragraph"),
    pytest.param("## 橋\n\n橋が開いた。\n\n### 費用\n\n増えた。\n", id="headings"),
    pytest.param("- 橋\n- 川\n\n町は祝った。\n", id="tight list"),
    pytest.param("- 橋\n\n- 川\n", id="loose list"),
    pytest.param("1. 橋\n   - 北\n   - 南\n2. 川\n", id="nested list"),
    pytest.param("> 橋だ。\n> 川だ。\n", id="quote"),
    pytest.param("> 橋だ。\n>\n> 川だ。\n", id="quote of two paragraphs"),
    pytest.param("> 橋だ。\n>\n> - 川\n> - 山\n", id="quote with a list"),
    pytest.param("> 橋だ。\n\n> 川だ。\n", id="two quotes"),
    pytest.param("```sh\nmake all\n\nmake test\n```\n", id="code with a blank line"),
    pytest.param("| 橋 | 年 |\n|---|---|\n| 北 | 1970 |\n", id="table"),
    pytest.param("橋が開いた。\n町は祝った。\n", id="line by line"),
    pytest.param("橋が開いた。  \n町は祝った。\n", id="hard break"),
    pytest.param("橋だ。\n\n![橋](/b.png)\n\n*北の橋*\n\n川だ。\n", id="image and caption"),
    pytest.param("**費用**\n年に240万円かかる。\n", id="label"),
    pytest.param("橋だ[^1]。\n\n[^1]: 去年の話。\n", id="footnote"),
    pytest.param("[橋][b]だ。\n\n[b]: https://example.org/\n", id="definition"),
]


@pytest.mark.parametrize("body", WHOLE)
def test_all_kept_is_the_source(body: str) -> None:
    """Must not change: where every candidate is kept the body comes back byte for byte."""
    article = parse_article(body)
    assert build_body(article, range(len(article.candidates))) == body


def test_nothing_kept_is_nothing() -> None:
    """Without a kept candidate no heading, image, note or definition stands."""
    body = (
        "## 橋\n\n[橋][b]だ[^1]。\n\n![橋](/b.png)\n\n[^1]: 去年。\n\n[b]: https://example.org/\n"
    )
    assert build_body(parse_article(body), ()) == ""


PARTS = [
    pytest.param("橋だ。川だ。道だ。\n", {0, 2}, "橋だ。道だ。\n", id="middle cut"),
    pytest.param("橋だ。川だ。道だ。\n", {1}, "川だ。\n", id="both ends cut"),
    pytest.param("One. Two. Three.\n", {0, 2}, "One. Three.\n", id="blanks between"),
    pytest.param("One. Two. Three.\n", {0}, "One.\n", id="no blank at the end"),
    pytest.param("橋だ。\n川だ。\n道だ。\n", {0, 2}, "橋だ。\n道だ。\n", id="lines stay apart"),
    pytest.param("橋だ。\n川だ。道だ。\n", {0, 2}, "橋だ。\n道だ。\n", id="a break that was cut"),
    pytest.param("橋だ。\n\n川だ。\n\n道だ。\n", {0, 2}, "橋だ。\n\n道だ。\n", id="paragraphs"),
    pytest.param("- 橋だ。川だ。\n- 道だ。\n", {0}, "- 橋だ。\n- 道だ。\n", id="item loses one"),
    pytest.param(
        "- 橋だ。川だ。\n- 道だ。駅だ。\n",
        {0, 2},
        "- 橋だ。\n- 道だ。駅だ。\n",
        id="further of the second item",
    ),
    pytest.param(
        "- 橋だ。\n  川だ。町だ。\n", {0, 2}, "- 橋だ。\n  町だ。\n", id="indentation of an item"
    ),
    pytest.param("## 橋\n\n橋だ。\n\n## 川\n\n川だ。\n", {1}, "## 川\n\n川だ。\n", id="heading"),
    pytest.param(
        "## 橋\n\n### 北\n\n橋だ。\n\n### 南\n\n川だ。\n", {1}, "## 橋\n\n### 南\n\n川だ。\n"
    ),
    pytest.param("橋だ。\n\n---\n\n川だ。\n", {0, 1}, "橋だ。\n\n川だ。\n", id="a rule goes"),
    pytest.param(
        "**費用**\n240万円かかる。町が払う。\n", {1}, "**費用**\n町が払う。\n", id="label stays"
    ),
    pytest.param(
        "**費用**\n240万円かかる。\n\n川だ。\n", {1}, "川だ。\n", id="label goes with its text"
    ),
]


@pytest.mark.parametrize(("body", "kept", "expected"), PARTS)
def test_what_was_cut_is_gone(body: str, kept: set[int], expected: str) -> None:
    """Kept sentences are joined as in the source, with their headings, labels and marks."""
    assert build_body(parse_article(body), kept) == expected


IMAGE = "![橋](/b.png)"
IMAGES = [
    pytest.param(f"橋だ。\n\n{IMAGE}\n\n川だ。\n", {0}, True, id="before it"),
    pytest.param(f"橋だ。\n\n{IMAGE}\n\n川だ。\n", {2}, False, id="only after it"),
    pytest.param(f"{IMAGE}\n\n橋だ。\n\n川だ。\n", {1}, True, id="at the head, right after"),
    pytest.param(f"{IMAGE}\n\n橋だ。\n\n川だ。\n", {2}, False, id="at the head, further down"),
    pytest.param(f"橋だ。道だ。\n\n{IMAGE}\n", {0}, True, id="any sentence of the paragraph"),
    pytest.param(f"橋だ。\n\n## 川\n\n{IMAGE}\n\n川だ。\n", {2}, True, id="head of a section"),
    pytest.param(f"橋だ。\n\n## 川\n\n{IMAGE}\n\n川だ。\n", {0}, False, id="other section"),
    pytest.param(f"橋だ。\n\n## 川\n\n{IMAGE}\n", {0}, False, id="a section of images"),
]


@pytest.mark.parametrize(("body", "kept", "is_there"), IMAGES)
def test_an_image_goes_with_the_text_beside_it(body: str, kept: set[int], is_there: bool) -> None:
    """An image belongs to the text before it, or at the head of a section to that after it."""
    assert (IMAGE in build_body(parse_article(body), kept)) is is_there


NOTES = "橋だ[^a]。[川][r]だ。\n\n[^a]: 去年の話。\n\n[^b]: 遠い話。\n\n[r]: https://example.org/\n"
USED = [
    pytest.param({0}, "橋だ[^a]。\n\n[^a]: 去年の話。\n", id="note"),
    pytest.param({1}, "[川][r]だ。\n\n[r]: https://example.org/\n", id="definition"),
]


@pytest.mark.parametrize(("kept", "expected"), USED)
def test_only_what_is_referred_to_follows(kept: set[int], expected: str) -> None:
    """A footnote or link target stands only where kept text refers to it."""
    assert build_body(parse_article(NOTES), kept) == expected


DEFINITIONS = [
    pytest.param("[川][R]だ。\n\n[r]: https://a.example/\n", "[r]: https://a.example/", id="case"),
    pytest.param("[r]だ。\n\n[r]: https://a.example/\n", "[r]: https://a.example/", id="short"),
    pytest.param(
        "橋だ[^a]。\n\n[^a]: [川][r]の話。\n\n[r]: https://a.example/\n",
        "[r]: https://a.example/",
        id="from a note",
    ),
    pytest.param(
        "橋だ[^a]。\n\n[^b]: [川][r]の話。\n\n[^a]: 次[^b]。\n\n[r]: https://a.example/\n",
        "[r]: https://a.example/",
        id="from the note of a note",
    ),
]


@pytest.mark.parametrize(("body", "definition"), DEFINITIONS)
def test_references_in_every_form(body: str, definition: str) -> None:
    """A reference is known in either case, in its short form, and in a footnote."""
    assert definition in build_body(parse_article(body), {0}).split("\n")


INCLUDE = "{% include links.md %}"
INCLUDED = [
    ("[川][r 1]だ。", True),
    ("[川][]だ。", True),
    ("橋だ。", False),
    ("[橋](https://a.example/)だ。", False),
    ("[川][r]だ。\n\n[r]: https://r.example/", False),
]


@pytest.mark.parametrize(("text", "kept"), INCLUDED)
def test_an_included_file_goes_with_a_link_that_it_defines(text: str, kept: bool) -> None:
    """It stands where a link of the kept text has a label that the post does not define."""
    body = build_body(parse_article(f"{text}\n\n{INCLUDE}\n"), {0})
    assert (INCLUDE in body) is kept


def test_of_two_definitions_the_used_one_stands() -> None:
    """Definitions in one block are chosen line by line."""
    body = "[川][r]だ。\n\n[b]: https://b.example/\n[r]: https://r.example/\n"
    assert build_body(parse_article(body), {0}) == "[川][r]だ。\n\n[r]: https://r.example/\n"


def test_a_bold_line_over_a_cut_label_heads_nothing() -> None:
    """A bold line stands only over text; one that heads a label alone is dropped."""
    body = "**町の橋**\n\n**費用**\n240万円かかる。\n"
    assert build_body(parse_article(body), {0}) == "**費用**\n240万円かかる。\n"
    other = "**町の橋**\n\n橋だ。\n"
    assert build_body(parse_article(other), {0}) == other
