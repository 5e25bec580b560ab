"""How an article is cut into the units of choice, by small bodies."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import Candidate, CandidateKind, parse_article


def cut(body: str) -> list[tuple[str, str]]:
    """Kind and Markdown of every candidate."""
    return [(candidate.kind.value, candidate.text) for candidate in parse_article(body).candidates]


def candidates_of(body: str) -> tuple[Candidate, ...]:
    """The candidates of a body."""
    return parse_article(body).candidates


SENTENCES = [
    pytest.param("橋が開いた。町は祝った。\n", ["橋が開いた。", "町は祝った。"], id="ja"),
    pytest.param(
        "The bridge opened. The town cheered.\n",
        ["The bridge opened.", "The town cheered."],
        id="en",
    ),
    pytest.param("桥开了。镇上庆祝了。\n", ["桥开了。", "镇上庆祝了。"], id="zh"),
    pytest.param(
        "다리가 열렸다. 마을이 기뻐했다.\n", ["다리가 열렸다.", "마을이 기뻐했다."], id="ko"
    ),
    pytest.param("橋が開いた！本当に？\n", ["橋が開いた！", "本当に？"], id="other end marks"),
    pytest.param(
        "橋が開いた。\n町は祝った。\n", ["橋が開いた。", "町は祝った。"], id="line by line"
    ),
]
HELD = [
    pytest.param("「橋が開いた。町は祝った。」と町長は話した。\n", id="quotation of two sentences"),
    pytest.param("**橋が開いた。町は祝った。**\n", id="bold over two sentences"),
    pytest.param("（橋が開いた。町は祝った。）\n", id="brackets over two sentences"),
    pytest.param("橋は3.5メートル広い。\n", id="decimal point"),
    pytest.param("町は[橋。川。](/bridge/)を直した。\n", id="link over an end mark"),
    pytest.param("`a。b。`は命令である。\n", id="code over an end mark"),
    pytest.param("橋が開いた。\n{: .note}\n", id="attributes of a paragraph"),
    pytest.param("Version 2.5 of the bridge opened.\n", id="version"),
]


@pytest.mark.parametrize(("body", "expected"), SENTENCES)
def test_a_paragraph_is_cut_into_sentences(body: str, expected: list[str]) -> None:
    """Each sentence of a paragraph is a candidate, verbatim and in order."""
    assert cut(body) == [("sentence", text) for text in expected]


@pytest.mark.parametrize("body", HELD)
def test_sentences_under_one_pair_of_marks_are_one(body: str) -> None:
    """Must not change: what shares a pair of marks is not parted."""
    assert cut(body) == [("sentence", body.strip())]


WHOLE = [
    pytest.param("| 橋 | 年 |\n|---|---|\n| 北 | 1970 |", "table", ("橋   年", "北   1970")),
    pytest.param("```\nmake all\nmake test\n```", "code", None),
    pytest.param("> 橋は町の背骨だ。水は血だ。", "quote", ("橋は町の背骨だ。", "水は血だ。")),
    pytest.param("<table><tr><td>橋</td></tr></table>", "html", None),
    pytest.param("![橋](/bridge.png)", "image", ()),
    pytest.param("- 橋\n- 川", "list", ("橋", "川")),
    pytest.param("1. 橋\n2. 川", "list", ("橋", "川")),
    pytest.param("・橋\n・川", "list", ("・橋", "・川")),
    pytest.param("① 橋\n② 川", "list", ("① 橋", "② 川")),
]


@pytest.mark.parametrize(("text", "kind", "parts"), WHOLE)
def test_other_blocks_are_whole(text: str, kind: str, parts: tuple[str, ...] | None) -> None:
    """A table, code, a quote, HTML, an image and a list are one candidate each."""
    found = candidates_of(f"{text}\n")
    shown = [(candidate.kind.value, candidate.text) for candidate in found]
    assert shown == [(kind, text.removeprefix("> "))]
    if parts is not None:
        squeezed = [" ".join(part.split()) for part in found[0].parts]
        assert squeezed == [" ".join(part.split()) for part in parts]


NOTHING = [
    pytest.param("---\n", id="rule"),
    pytest.param("<!-- 橋の話 -->\n", id="comment"),
    pytest.param("{% include bridge.html %}\n", id="lone Liquid"),
    pytest.param("## 橋\n", id="heading without text"),
    pytest.param("**橋の話**\n", id="bold line without text"),
    pytest.param("[bridge]: https://example.org/\n", id="definition"),
    pytest.param("[^1]: 橋は去年開いた。\n", id="footnote"),
    pytest.param("\n", id="blank"),
]


@pytest.mark.parametrize("body", NOTHING)
def test_what_is_nothing_to_read_is_no_candidate(body: str) -> None:
    """Rules, comments, Liquid, headings, definitions and footnotes are not chosen among."""
    assert cut(body) == []


HEADINGS = [
    pytest.param("## 橋\n\n開いた。\n", ["橋"], id="heading"),
    pytest.param("## 橋\n\n### 費用\n\n増えた。\n", ["橋", "費用"], id="nested"),
    pytest.param("### 費用\n\n増えた。\n\n## 橋\n\n開いた。\n", ["橋"], id="higher ends lower"),
    pytest.param("## 費用\n\n増えた。\n\n## 橋\n\n開いた。\n", ["橋"], id="same level"),
    pytest.param("## 橋\n\n**費用**\n\n増えた。\n", ["橋", "費用"], id="bold line under heading"),
    pytest.param("**橋**\n\n開いた。\n\n**費用**\n\n増えた。\n", ["費用"], id="bold after bold"),
    pytest.param(
        "**費用**\n\n増えた。\n\n###### 橋\n\n開いた。\n", ["橋"], id="any heading is higher"
    ),
    pytest.param(
        "__Costs__\n\nThey rose.\n",
        ["Costs"],
        id="underscores",
    ),
    pytest.param("**費用：**\n\n増えた。\n", ["費用："], id="bold with a colon"),
    pytest.param("**橋が開いた。**\n\n町は祝った。\n", [], id="a bold sentence is text"),
    pytest.param("**The bridge opened.**\n\nWe cheered.\n", [], id="a bold sentence in English"),
    pytest.param("**橋**は開いた\n\n町は祝った。\n", [], id="a bold word is text"),
    pytest.param("**橋**と**川**\n\n町は祝った。\n", [], id="two bold words are text"),
    pytest.param("> ## 橋\n\n町は祝った。\n", [], id="a heading in a quote"),
]


@pytest.mark.parametrize(("body", "expected"), HEADINGS)
def test_headings_over_the_last_candidate(body: str, expected: list[str]) -> None:
    """Headings and bold lines stand over what follows, until one of their level or higher."""
    article = parse_article(body)
    over = article.candidates[-1].headings
    assert [article.heading_text(block) for block in over] == expected


LABELS = [
    pytest.param("**費用**\n年に240万円かかる。\n", "費用", id="bold line"),
    pytest.param("費用：\n年に240万円かかる。\n", "費用：", id="short with a colon"),
    pytest.param(
        "Costs:\nThey rose in May.\n",
        "Costs:",
        id="English",
        marks=pytest.mark.xfail(reason="a line of English may be wrapped anywhere", strict=True),
    ),
    pytest.param(
        "まず、**多角化**です。\n店を三つに増やす。\n", "まず、多角化です。", id="lead line"
    ),
]
NO_LABELS = [
    pytest.param("費用は年に240万円かかる。\n町が払う。\n", id="a sentence of its own line"),
    pytest.param("費用：年に240万円かかる。町が払う。\n", id="no line of its own"),
    pytest.param("町が払う。\n費用：\n", id="nothing under it"),
    pytest.param(
        "この冬に町が払うことになっている橋と道と川の費用は次に見る三つである：\n額だ。\n",
        id="long",
    ),
    pytest.param("**橋**と**川**です。\n店を増やす。\n", id="two bold words"),
    pytest.param("[**橋**](/bridge/)です。\n店を増やす。\n", id="a link"),
    pytest.param("店を増やす。\nまず、**多角化**です。\n道を広げる。\n", id="a lead line inside"),
]


@pytest.mark.parametrize(("body", "label"), LABELS)
def test_a_label_stands_over_its_paragraph(body: str, label: str) -> None:
    """A line that only names what is under it is no candidate, and comes with the text under it."""
    article = parse_article(body)
    (candidate,) = article.candidates
    assert candidate.label is not None
    assert article.run_text(candidate.label) == label


@pytest.mark.parametrize("body", NO_LABELS)
def test_what_is_no_label_is_text(body: str) -> None:
    """Must not change: a sentence, a long line, a line inside and the last line are text."""
    found = candidates_of(body)
    assert all(candidate.label is None for candidate in found)
    text = "".join("".join(candidate.text.split()) for candidate in found)
    assert text == "".join(body.split())


CAPTIONS = [
    "*北の橋*",
    "_The north bridge_",
    "図1 北の橋",
    "出典：町の広報",
    "Figure 2: the bridge",
    "그림 1 다리",
]
NO_CAPTIONS = ["北の橋は去年開いた。", "*北の橋*は去年開いた。", "The figure of the bridge is new."]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_belongs_to_its_image(caption: str) -> None:
    """An emphasised or labelled line right under an image is part of it."""
    assert cut(f"![橋](/bridge.png)\n\n{caption}\n") == [
        ("image", f"![橋](/bridge.png)\n\n{caption}")
    ]


@pytest.mark.parametrize("text", NO_CAPTIONS)
def test_text_under_an_image_is_text(text: str) -> None:
    """Must not change: a sentence under an image is chosen by itself."""
    assert [kind for kind, _ in cut(f"![橋](/bridge.png)\n\n{text}\n")] == ["image", "sentence"]


def test_a_caption_is_right_under_its_image() -> None:
    """Must not change: a second line, and a line without an image, are text."""
    kinds = [kind for kind, _ in cut("![橋](/b.png)\n\n*北の橋*\n\n*南の橋*\n")]
    assert kinds == ["image", "sentence"]
    assert [kind for kind, _ in cut("町は祝った。\n\n*北の橋*\n")] == ["sentence", "sentence"]


PICTURES = [
    pytest.param("![Nets](/n.jpg)\nThe bridge opened.\n", "The bridge opened.", id="before it"),
    pytest.param(
        "![Nets](/n.jpg){: .wide }\nThe bridge opened.\n", "The bridge opened.", id="attributes"
    ),
    pytest.param(
        "![The bridge](/b.jpg) opened.\n", "The bridge opened.", id="a part of the sentence"
    ),
    pytest.param("![Nets](/n.jpg) and boats.\n", "Nets and boats.", id="on its line"),
]


@pytest.mark.parametrize(("body", "words"), PICTURES)
def test_a_picture_before_a_sentence_is_no_word_of_it(body: str, words: str) -> None:
    """It stands on the lines above; one inside the sentence is told by its text."""
    assert candidates_of(body)[0].parts == (words,)


def test_an_image_costs_nothing() -> None:
    """An image and its caption have no part that is measured."""
    assert candidates_of("![橋](/bridge.png)\n\n*北の橋*\n")[0].parts == ()


ITEMS = [
    pytest.param(
        "- 橋が開いた。町は祝った。\n- 川は静かだ。\n",
        ("橋が開いた。", "川は静かだ。"),
        ["町は祝った。"],
        id="further sentences",
    ),
    pytest.param(
        "- **橋**:\n  去年開いた。町は祝った。\n- **川**:\n  静かだ。\n",
        ("橋: 去年開いた。", "川: 静かだ。"),
        ["町は祝った。"],
        id="a label takes its sentence",
    ),
    pytest.param(
        "- **橋**\n\n  去年開いた。\n\n- **川**\n\n  静かだ。\n",
        ("橋", "去年開いた。", "川", "静かだ。"),
        [],
        id="a label takes the paragraph under it",
    ),
    pytest.param("- 橋\n  - 北\n  - 南\n- 川\n", ("橋", "北", "南", "川"), [], id="nested"),
    pytest.param(
        "- 橋が開いた。\n\n  町は祝った。\n", ("橋が開いた。",), ["町は祝った。"], id="loose"
    ),
    pytest.param("- The bridge. Old.\n- The river.\n", ("The bridge.", "The river."), ["Old."]),
]


@pytest.mark.parametrize(("body", "core", "further"), ITEMS)
def test_a_list_and_what_is_said_further(
    body: str, core: tuple[str, ...], further: list[str]
) -> None:
    """The first sentence of each item makes the list; others add to it and need it."""
    first, *others = candidates_of(body)
    assert first.kind is CandidateKind.LIST
    assert tuple(" ".join(part.split()) for part in first.parts) == core
    assert [candidate.parts[0] for candidate in others] == further
    assert all(candidate.whole == first.number for candidate in others)
    assert [candidate.place for candidate in others] == list(range(1, len(others) + 1))


REGIONS = [
    pytest.param("<details>\n\n橋が開いた。\n\n町は祝った。\n\n</details>\n", id="details"),
    pytest.param("{% raw %}\n\n橋が開いた。\n\n町は祝った。\n\n{% endraw %}\n", id="raw"),
    pytest.param("::: note\n\n橋が開いた。\n\n町は祝った。\n\n:::\n", id="directive"),
    pytest.param("<div><div>\n\n橋が開いた。\n\n</div>\n\n町は祝った。\n\n</div>\n", id="nested"),
]


@pytest.mark.parametrize("region", REGIONS)
def test_what_opens_and_closes_apart_is_one(region: str) -> None:
    """All blocks between an opening and its closing are one candidate, text around is apart."""
    found = cut(f"北の橋だ。\n\n{region}\n南の橋だ。\n")
    assert found == [
        ("sentence", "北の橋だ。"),
        ("html", region.strip()),
        ("sentence", "南の橋だ。"),
    ]


UNCLOSED = [
    pytest.param("<details>\n\n橋が開いた。\n\n町は祝った。\n", id="never closed"),
    pytest.param("</details>\n\n橋が開いた。\n\n町は祝った。\n", id="never opened"),
    pytest.param("<br>\n\n橋が開いた。\n\n町は祝った。\n", id="a void element"),
    pytest.param(
        "```\n{% raw %}\n```\n\n橋が開いた。\n\n町は祝った。\n\n{% endraw %}\n", id="in code"
    ),
]


@pytest.mark.parametrize("body", UNCLOSED)
def test_what_is_never_closed_holds_nothing(body: str) -> None:
    """Must not change: an opening without its closing leaves the paragraphs apart."""
    found = cut(body)
    assert ("sentence", "橋が開いた。") in found
    assert ("sentence", "町は祝った。") in found


def test_passages_and_places() -> None:
    """Sentences of one paragraph share a passage and are counted in it from 0."""
    body = "橋が開いた。町は祝った。\n\n川は静かだ。\n\n- 店\n- 駅\n\n> 橋だ。\n"
    found = candidates_of(body)
    assert [candidate.passage for candidate in found] == [0, 0, 1, 2, 3]
    assert [candidate.place for candidate in found] == [0, 1, 0, 0, 0]
    assert [candidate.number for candidate in found] == [0, 1, 2, 3, 4]


def test_lines_are_those_of_the_body() -> None:
    """A candidate knows the lines it stands on, counted from 1, also inside a paragraph."""
    body = "## 橋\n\n橋が開いた。\n町は祝った。\n\n- 店\n- 駅\n"
    found = candidates_of(body)
    assert [str(candidate.lines) for candidate in found] == ["3", "4", "6-7"]


def test_notes_and_definitions_are_kept_apart() -> None:
    """Footnotes and link targets are known by where they stand, and are no text to choose."""
    body = "橋だ[^a]。[町][town]は祝った。\n\n[^a]: 去年の話。\n\n[town]: https://example.org/\n"
    article = parse_article(body)
    assert [label for label, _ in article.notes] == ["a"]
    assert len(article.definitions) == 1
    assert [candidate.kind for candidate in article.candidates] == [CandidateKind.SENTENCE] * 2


def test_a_link_by_its_name_is_read_without_brackets() -> None:
    """Must not change: brackets around a name that nothing defines."""
    article = parse_article("The [old bridge] and the [new one] stand.\n\n[Old Bridge]: /bridge\n")
    assert article.names.defined == {"old bridge"}
    assert article.candidates[0].parts == ("The old bridge and the [new one] stand.",)
    assert article.candidates[0].text == "The [old bridge] and the [new one] stand."


def test_definitions_under_liquid_are_no_text() -> None:
    """Link targets right under a Liquid tag are definitions, though Markdown sees a paragraph."""
    body = "橋だ。\n\n{% include a.html %}\n[town]: https://example.org/\n"
    article = parse_article(body)
    assert [candidate.text for candidate in article.candidates] == ["橋だ。"]
    assert len(article.definitions) == 1


def test_a_definition_beside_text_stays_text() -> None:
    """Must not change: a paragraph with a line of prose is prose, whatever else it holds."""
    body = "橋だ。\n[town]: 町の話は次に書く\n"
    assert "橋だ。" in [text for _, text in cut(body)]
    assert not parse_article(body).definitions
