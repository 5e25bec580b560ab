"""Blocks: every line belongs to one, and tags over several lines are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.model import BlockKind
from newsletter.source.blocks import parse_blocks
from newsletter.source.lines import LineTable, source_place

# Markdown, its blocks: kind, first and last line, text.
BLOCKS = [
    # in the wild
    (
        '{% include details.md\n  q="When?"\n\n  a="Now."\n%}\nText here.\n',
        [("machine", 1, 5, None), ("paragraph", 6, 6, "Text here.")],
    ),
    (
        "{% include refs.md %}\n[a]: /b\n[c]: /d\n",
        [("machine", 1, 1, "{% include refs.md %}"), ("definition", 2, 3, "[a]: /b\n[c]: /d")],
    ),
    (
        ":::note\nClosed.\n:::\n",
        [
            ("machine", 1, 1, ":::note"),
            ("paragraph", 2, 2, "Closed."),
            ("machine", 3, 3, ":::"),
        ],
    ),
    (
        "Version {{ a\n| b }} is out.\nMore.\n\nNext.\n",
        [
            ("paragraph", 1, 3, "Version {{ a\n| b }} is out.\nMore."),
            ("paragraph", 5, 5, "Next."),
        ],
    ),
    (
        '{{< figure\n  src="a.png"\n\n  alt="b"\n>}}\n\nText.\n',
        [("machine", 1, 5, None), ("paragraph", 7, 7, "Text.")],
    ),
    ("a\n{: .note}\n", [("paragraph", 1, 2, "a\n{: .note}")]),
    # code in a tag is code; a comment is none
    (
        "{% highlight js %}\na\n\nb\n{% endhighlight %}\n\nText.\n",
        [("code", 1, 5, None), ("paragraph", 7, 7, "Text.")],
    ),
    ("{{< mermaid >}}\na\n{{< /mermaid >}}\n", [("code", 1, 3, None)]),
    ("{% mermaid() %}\na\n{% end %}\n", [("code", 1, 3, None)]),
    ("{% comment %}\na\n{% endcomment %}\n", [("machine", 1, 3, None)]),
    ("{# a #}\n", [("machine", 1, 1, "{# a #}")]),
    ("{: .note}\n", [("machine", 1, 1, "{: .note}")]),
    ("> [!NOTE]\n> Closed.\n", [("paragraph", 1, 2, "[!NOTE]\nClosed.")]),
    # synthetic
    (
        "> 港\n>\n> 朝\n",
        [("paragraph", 1, 1, "港"), ("machine", 2, 2, ">"), ("paragraph", 3, 3, "朝")],
    ),
    ("- \n\n港\n", [("machine", 1, 1, "- "), ("paragraph", 3, 3, "港")]),
    ("> [a]: /b\n>\n> 港\n", [("definition", 1, 2, None), ("paragraph", 3, 3, "港")]),
    ("![a](b.png) ![c](d.png)\n", [("image", 1, 1, None)]),
    ("[![a](b.png)](/c)\n", [("image", 1, 1, None)]),
    ("![a](b.png){: .wide}\n", [("image", 1, 1, None)]),
    ("- a\n- b\n", [("item", 1, 1, "a"), ("item", 2, 2, "b")]),
    (
        "# H\n\n---\n\n| a |\n|---|\n| b |\n",
        [("heading", 1, 1, "H"), ("rule", 3, 3, None), ("table", 5, 7, None)],
    ),
    ("```\n{% a %}\n```\n", [("code", 1, 3, "```\n{% a %}\n```")]),
    ("<p>\na\n</p>\n", [("html", 1, 3, None)]),
    # must not be taken for tags or pictures
    ("$E=mc^2$\n", [("paragraph", 1, 1, "$E=mc^2$")]),
    ("[[Page]]\n", [("paragraph", 1, 1, "[[Page]]")]),
    (":smile:\n", [("paragraph", 1, 1, ":smile:")]),
    ("![a](b.png) text\n", [("paragraph", 1, 1, "![a](b.png) text")]),
    ("[a](b)\n", [("paragraph", 1, 1, "[a](b)")]),
    ("text {% a %} text\n", [("paragraph", 1, 1, "text {% a %} text")]),
    ("`{% a %}`\n", [("paragraph", 1, 1, "`{% a %}`")]),
    ("text\n[a]: /b\n", [("paragraph", 1, 2, "text\n[a]: /b")]),
]


@pytest.mark.parametrize(("markdown", "blocks"), BLOCKS)
def test_blocks_of_a_text(markdown: str, blocks: list[tuple[str, int, int, str | None]]) -> None:
    """Kind, lines and text of every block, as the site sees it and not as plain Markdown does."""
    found = parse_blocks(markdown)
    assert [(b.kind.value, b.lines.first, b.lines.last) for b in found] == [
        (kind, first, last) for kind, first, last, _ in blocks
    ]
    for block, (_, _, _, text) in zip(found, blocks, strict=True):
        assert text is None or block.text == text


NOTATION = st.lists(
    st.sampled_from(
        [
            *(
                "{% a %}\n",
                "{% b\n\nc %}",
                "{{ d\n}}",
                "{{< e\n\n>}}\n",
                ":::f\n",
                "$$\ng\n$$\n",
                "`h`",
            ),
            *(
                "- ",
                "> ",
                "# ",
                "\n",
                "\n\n",
                "    ",
                "text ",
                "[i]: /j\n",
                "![k](l)",
                "<p>\n",
                "```\n",
            ),
            *(
                "| a |\n|---|\n",
                "***\n",
                "[^1]: m\n",
                "\\",
                "\t",
                "1. ",
                "import n from 'o'\n",
                "{: .p}\n",
            ),
        ]
    ),
    max_size=25,
).map("".join)


@given(NOTATION)
def test_every_line_belongs_to_one_block(text: str) -> None:
    """No line that says something is lost, and none stands in two blocks."""
    lines = text.split("\n")
    owners = [0] * (len(lines) + 1)
    for block in parse_blocks(text):
        for number in range(block.lines.first, block.lines.last + 1):
            owners[number] += 1
    for number, line in enumerate(lines, 1):
        assert owners[number] <= 1
        assert owners[number] or not line.strip(), (number, line)


@given(NOTATION)
def test_groups_and_lines_are_in_order(text: str) -> None:
    """Blocks come in the order of their lines, and their groups count up."""
    blocks = parse_blocks(text)
    assert [block.lines for block in blocks] == sorted(block.lines for block in blocks)
    assert [block.group for block in blocks] == sorted(block.group for block in blocks)


def test_a_thousand_pictures_are_told_at_once() -> None:
    """A paragraph of pictures is told by the parser; a pattern for it took for ever on thirty."""
    (block,) = parse_blocks("![a](b.png) " * 1000 + "and text\n")
    assert block.kind is BlockKind.PARAGRAPH


@given(NOTATION)
def test_a_masked_line_knows_its_line(text: str) -> None:
    """The start and the end of a masked line stand where the table says."""
    table = LineTable(text)
    assert "".join(f"{line}\n" for line in table.lines)[:-1] == table.masked
    for line in range(len(table.lines)):
        start = table.offsets[line]
        assert table.number(line) == text.count("\n", 0, start)


def test_a_content_is_found_where_it_stands() -> None:
    """A content without its container marks leads back to its characters, tags included."""
    table = LineTable("> one {{ a }}\n> two\n")
    masked = table.masked
    content = masked[2:13] + "\ntwo"
    starts = table.locate(content, 0)
    assert starts is not None
    assert table.restore(content, starts) == "one {{ a }}\ntwo"
    assert source_place(starts, content.index("two")) == table.body.index("two")
    assert table.locate("three", 0) is None


def test_blanks_before_a_place_are_counted_on_its_line() -> None:
    """The indentation of a Japanese paragraph is what stands right before it."""
    table = LineTable("a\n　　甲です。\n")
    assert table.count_before(4, "\u3000") == 2
    assert table.count_before(2, "\u3000") == 0


# Markdown, its blocks as (kind, depth, quoted, level, group).
PLACES = {
    "headings have their level": (
        "# a\n\n### 港\n",
        [("heading", 0, False, 1, 0), ("heading", 0, False, 3, 1)],
    ),
    "an underlined heading": ("港\n---\n", [("heading", 0, False, 2, 0)]),
    "a quote": ("> 港\n> 朝\n", [("paragraph", 1, True, 0, 0)]),
    "a list in a quote": ("> - 港\n", [("item", 2, True, 0, 0)]),
    "a quote in a list": ("- > 港\n", [("item", 2, True, 0, 0)]),
    "code in a list": (
        "- 港\n\n  ```\n  a\n  ```\n",
        [("item", 1, False, 0, 0), ("code", 1, False, 0, 0)],
    ),
    "code in a quote": ("> ```\n> a\n> ```\n", [("code", 1, True, 0, 0)]),
    "a picture in a list": ("- ![港](a.png)\n", [("image", 1, False, 0, 0)]),
    "paragraphs after a list": (
        "- a\n- b\n\n港\n",
        [("item", 1, False, 0, 0), ("item", 1, False, 0, 0), ("paragraph", 0, False, 0, 1)],
    ),
    # what stands in nothing
    "a star in prose": ("港 * 朝\n", [("paragraph", 0, False, 0, 0)]),
    "a year and a dot": ("a\n2025. b\n", [("paragraph", 0, False, 0, 0)]),
    "a bracket in prose": ("a > b\n", [("paragraph", 0, False, 0, 0)]),
    "an escaped mark": ("\\- a\n", [("paragraph", 0, False, 0, 0)]),
    "a hash against a word": ("#港\n", [("paragraph", 0, False, 0, 0)]),
    "blank lines": ("\n\n", []),
}


@pytest.mark.parametrize(("markdown", "places"), PLACES.values(), ids=PLACES)
def test_a_block_knows_what_it_stands_in(
    markdown: str, places: list[tuple[str, int, bool, int, int]]
) -> None:
    """Depth, quotation and group come from the containers; prose that looks like one has none."""
    assert [
        (block.kind.value, block.depth, block.quoted, block.level, block.group)
        for block in parse_blocks(markdown)
    ] == places


# A text with quotations, the group of each of its blocks.
QUOTATIONS = {
    "two paragraphs": ("> 港\n>\n> 朝\n", [0, 0, 0]),
    "three, and blanks behind the mark": ("> 港\n> \n>\n> 朝\n>\n> 夜\n", [0, 0, 0, 0, 0]),
    "a quotation in an item": ("- > 港\n  >\n  > 朝\n", [0, 0, 0]),
    "a quotation in a quotation": ("> > 港\n> >\n> > 朝\n", [0, 0, 0]),
    # two, or none
    "a blank line": ("> 港\n\n> 朝\n", [0, 1]),
    "a mark at the end": ("> 港\n>\n\n朝\n", [0, 1, 2]),
    "a definition": ("港\n\n[a]: /b\n\n朝\n", [0, 1, 2]),
}


@pytest.mark.parametrize(("markdown", "groups"), QUOTATIONS.values(), ids=QUOTATIONS)
def test_the_paragraphs_of_a_quote_are_one_group(markdown: str, groups: list[int]) -> None:
    """A mark alone on its line says nothing: what stands around it is one quotation."""
    assert [block.group for block in parse_blocks(markdown)] == groups


# A text with boxes of Python-Markdown, its blocks: kind, first line, depth.
BOXES = {
    "text after a blank line": (
        "!!! note\n    港\n\n    朝\n",
        [("machine", 1, 0), ("paragraph", 2, 0), ("paragraph", 4, 0)],
    ),
    "a fence right below": (
        "!!! note\n    ```\n    x\n\n    y\n    ```\n",
        [("machine", 1, 0), ("code", 2, 0)],
    ),
    "right below a text": (
        "港\n!!! note\n    朝\n",
        [("paragraph", 1, 0), ("machine", 2, 0), ("paragraph", 3, 0)],
    ),
    "a blank line first": ('??? tip "A"\n\n    港\n', [("machine", 1, 0), ("paragraph", 3, 0)]),
    "a list": ('!!! note "A"\n\n    - 港\n', [("machine", 1, 0), ("item", 3, 1)]),
    "code in it": ('!!! note "A"\n\n        x\n', [("machine", 1, 0), ("code", 3, 0)]),
    "a fence in it": (
        '!!! note "A"\n\n    ```\n    x\n\n    y\n    ```\n',
        [("machine", 1, 0), ("code", 3, 0)],
    ),
    "a tab": ('=== "A"\n\n    港\n', [("machine", 1, 0), ("paragraph", 3, 0)]),
    "in an item": (
        '- 港\n\n    !!! note "A"\n\n        朝\n\n    夜\n',
        [("item", 1, 1), ("machine", 3, 1), ("item", 5, 1), ("item", 7, 1)],
    ),
    "as another one is proved": (
        '!!! note\n\n    港\n\n=== "A"\n',
        [("machine", 1, 0), ("paragraph", 3, 0), ("machine", 5, 0)],
    ),
    # code, as CommonMark says
    "no box is proved": ("!!! note\n\n    x\n", [("machine", 1, 0), ("code", 3, 0)]),
    "text between": (
        "!!! note\n\n港\n\n    x\n",
        [("machine", 1, 0), ("paragraph", 3, 0), ("code", 5, 0)],
    ),
    "another directive": (":::note\n\n    x\n", [("machine", 1, 0), ("code", 3, 0)]),
    "marks of prose": ("!!! Oh no, a\n\n    x\n", [("paragraph", 1, 0), ("code", 3, 0)]),
    "too little indentation": ("!!! note\n\n   港\n", [("machine", 1, 0), ("paragraph", 3, 0)]),
}


@pytest.mark.parametrize(("markdown", "found"), BOXES.values(), ids=BOXES)
def test_what_is_indented_below_a_box_belongs_to_it(
    markdown: str, found: list[tuple[str, int, int]]
) -> None:
    """It is text after a blank line too; eight columns are code, and so is code under prose."""
    blocks = parse_blocks(markdown)
    assert [(block.kind.value, block.lines.first, block.depth) for block in blocks] == found
