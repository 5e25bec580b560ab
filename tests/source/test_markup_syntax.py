"""Marks in prose, at their limits: formulas beside money, definitions beside text, and the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.markup_syntax import (
    MAX_EXPRESSION_CHARS,
    MAX_FORMULA_CHARS,
    find_markup_syntax,
)


def found(text: str, kind: str = "", *, expressions: bool = False) -> list[str]:
    """What was found, of one kind or of all."""
    return [
        text[part.start : part.end]
        for part in find_markup_syntax(text, expressions=expressions)
        if not kind or part.kind.value == kind
    ]


# ------------------------------------------------------------------ formulas

FORMULAS = {
    "a letter": "$x$",
    "a power": "$x^2$",
    "a command": r"$\alpha$",
    "an index": "$a_{ij}$",
    "a sum": "$a + b = c$",
    "one word": "$speed$",
    "a command with words": r"$\text{the speed of light}$",
    "a block in a line": "$$x + y$$",
    "a block over lines": "$$\nx + y\n\n= z\n$$",
    "brackets": r"\(x^2\)",
    "square brackets": r"\[x^2\]",
    "a letter in brackets": r"\(x\)",
    "an environment": "\\begin{align}\nx\n\n= y\n\\end{align}",
    "an environment with a star": "\\begin{align*}x\\end{align*}",
}
NO_FORMULAS = {
    "an amount": "$5 and $6",
    "an amount with a unit": "$5m or $6m",
    "two words": "$HOME or $PATH",
    "a blank inside": "$ x$ and $y $",
    "a digit behind": "$x$5",
    "a letter before": "US$x$",
    "an underscore before": "_$x$",
    "over a line end": "$x\ny$",
    "Japanese": "$港$",
    "escaped": r"\$x\$",
    "nothing": "$$$$",
    "a block over a blank line in a line": "a $$x\n\ny$$",
    "brackets of a converter": r"\(see the other page\)",
    "a number in brackets": r"\[1\]",
    "Japanese in brackets": r"\(港\)",
    "brackets over a blank line": "\\(x^2\n\n\\)",
    "an environment never closed": "\\begin{align}x",
    "another environment": "\\begin{align}x\\end{equation}",
}


@pytest.mark.parametrize("text", FORMULAS.values(), ids=FORMULAS)
def test_mathematics_is_a_formula(text: str) -> None:
    """Between dollars, brackets, or in an environment."""
    assert found(text, "formula") == [text]


@pytest.mark.parametrize("text", NO_FORMULAS.values(), ids=NO_FORMULAS)
def test_money_and_brackets_are_none(text: str) -> None:
    """It has to look like mathematics."""
    assert found(text, "formula") == []


def test_a_formula_has_a_greatest_length() -> None:
    """A longer one has lost its end."""
    inside = "x" * MAX_FORMULA_CHARS
    assert len(found(f"$${inside}$$", "formula")) == 1
    assert found(f"$${inside}x$$", "formula") == []


# -------------------------------------------------------------- names of blocks

BLOCK_NAMES = {
    "at the end of the text": "The rain. ^rain-1",
    "before a blank line": "The rain. ^rain-1\n\nSun.",
    "on a line of its own": "The rain.\n^rain-1\n\nSun.",
    "of an item": "- Rain ^rain-1\n- Sun",
    "of an item with others in it": "- Rain ^rain-1\n  - Sun",
    "of a quotation": "> Rain ^rain-1\n>\n> Sun",
    "before a quotation": "Rain ^rain-1\n> Sun",
    "before a heading": "Rain ^rain-1\n# Sun",
    "before code": "Rain ^rain-1\n\ufdef\ufdef\ufdef\n\ufdef\nSun",
    "before a rule": "Rain ^rain-1\n***",
    "of a heading": "# Rain ^rain-1\nSun",
}
NO_BLOCK_NAMES = {
    "inside a paragraph": "grows as 2 ^rain-1\nand more",
    "inside a paragraph with blanks behind": "grows as 2 ^rain-1  \nand more",
    "inside a quotation": "> grows as 2 ^rain-1\n> and more",
    "inside an item": "- grows as 2 ^rain-1\n  and more",
    "before code in a line": "grows as 2 ^rain-1\n\ufdef\ufdef\ufdef and more",
    "inside a line": "2 ^rain-1 and",
    "against a word": "2^rain-1",
    "letters alone": "Rain ^rain",
}


@pytest.mark.parametrize("text", BLOCK_NAMES.values(), ids=BLOCK_NAMES)
def test_the_name_of_a_block_is_no_prose(text: str) -> None:
    """It stands at the end of its block."""
    assert found(text, "attributes") == ["^rain-1"]


@pytest.mark.parametrize("text", NO_BLOCK_NAMES.values(), ids=NO_BLOCK_NAMES)
def test_other_words_behind_a_caret_are_prose(text: str) -> None:
    """Must not be taken out: a power at the end of a line has more of its sentence behind it."""
    assert found(text) == []


# ------------------------------------------------------------------ what begins a line

LINES = {
    "a directive": (":::note", "directive"),
    "a directive with a title": ("::: tip A title", "directive"),
    "a directive of four": ("::::note", "directive"),
    "a block of pymdownx": ("/// note | A title\ntext\n///", "directive"),
    "an embed of Zenn": ("@[card](https://a.example/b)", "directive"),
    "a leaf": ("::youtube[a]{id=1}", "directive"),
    "a box": ("!!! note\n    text", "box"),
    "a title of a box": ('??? "A title"', "box"),
    "a tab": ('=== "A tab"', "box"),
    "an abbreviation": ("*[HTML]: a language", "abbreviation"),
    "a definition": ("[a]: https://a.example", "definition"),
    "a definition of a note": ("[^1]: a note", "footnote"),
}


@pytest.mark.parametrize("container", ["", "> ", "- ", "1. ", "   "])
@pytest.mark.parametrize(("line", "kind"), LINES.values(), ids=LINES)
def test_a_mark_begins_a_line_of_its_container(line: str, kind: str, container: str) -> None:
    """At the head of a text, of a quotation and of an item; a box is proved at the margin only."""
    if kind == "box" and container.strip():
        kind = "directive"
    text = container + line.replace("\n", "\n" + " " * len(container))
    (first, *_) = found(text, kind)
    assert line.split("\n")[0].startswith(first.split(" a ")[0][:3])


@pytest.mark.parametrize(("line", "kind"), LINES.values(), ids=LINES)
def test_inside_a_line_it_is_text(line: str, kind: str) -> None:
    """But for the mark of a note, which refers to it there."""
    inside = found(f"text {line}", kind)
    assert inside == (["[^1]"] if kind == "footnote" else [])


def test_a_definition_cannot_interrupt_a_paragraph() -> None:
    """A blank line, a heading or another definition stands before it."""
    line = "[a]: /b"
    for before in ("", "\n", "text\n\n", "# A heading\n", "[c]: /d\n", "> \n"):
        assert line in found(before + line, "definition"), before
    for before in ("text\n", "- item\n"):
        assert found(before + line, "definition") == [], before


def test_a_box_needs_a_proof() -> None:
    """Elsewhere the line is a directive, and what stands indented below it code."""
    assert found("!!! note\n\n    rm -r build", "box") == []
    assert found("!!! note\n\n    rm -r build", "directive") == ["!!! note"]
    assert found("!!! note\n    Mind the step.", "box") == ["!!! note"]
    proved = '!!! note "A title"\n\n!!! tip\n\n    text'
    assert found(proved, "box") == ['!!! note "A title"', "!!! tip"]


BLOCKS = {
    "its two marks": ("/// note\nRain.\n///", ["/// note", "///"]),
    "a title": ("/// tip | Mind it\nRain.\n///", ["/// tip | Mind it", "///"]),
    "its options": (
        "/// details | More\n    open: True\n\nRain.\n///",
        ["/// details | More\n    open: True", "///"],
    ),
    "one inside another": (
        "//// tab | A\n/// note\nRain.\n///\n////",
        ["//// tab | A", "/// note", "///", "////"],
    ),
    "never closed": ("/// note\nRain.", []),
    "closed by fewer": ("//// note\nRain.\n///", []),
    "comments of a program": ("/// Adds one.\n/// panics\n///\n", []),
    "a line of slashes": ("Rain.\n\n///\n\nSun.", []),
    "right below a picture": (
        "![A](a.png)\n/// caption\nRain.\n///",
        ["/// caption", "///"],
    ),
    "by an unknown name in a paragraph": ("Rain.\n/// rain\nSun.\n///", []),
}


@pytest.mark.parametrize(("text", "marks"), BLOCKS.values(), ids=BLOCKS)
def test_a_block_of_pymdownx_is_closed(text: str, marks: list[str]) -> None:
    """By as many slashes; what stands between its marks is prose."""
    assert found(text, "directive") == marks


# ------------------------------------------------------------------ inside a line

HIDDEN = {
    "inside a line": ("a %%b c%% d %%港%%.", ["%%b c%%", "%%港%%"]),
    "a line": ("%% b c %%\n\nd", ["%% b c %%"]),
    "lines": ("%%\nb\n\n5% of c\n%%\n\nd", ["%%\nb\n\n5% of c\n%%"]),
    "an item": ("- %% b %%\n- c", ["%% b %%"]),
    # nobody's comment
    "placeholders": ("Use %%d and %%s, or %%a in (x) do echo %%a", []),
    "amounts": ("100%% of 200%%, 50%%off%%", []),
    "blanks inside a line": ("a %% b %% c", []),
    "magic words": ("%%time\nx\n%%bash\ny", []),
    "merge tags": ("Dear %%first_name%%,\n\n%%view.link%%", []),
    "nothing between": ("%%%% and %%%", []),
    "never closed": ("%%\nb\n\nc", []),
}


@pytest.mark.parametrize(("text", "hidden"), HIDDEN.values(), ids=HIDDEN)
def test_comments_of_obsidian(text: str, hidden: list[str]) -> None:
    """What a vault hides from its readers is hidden; other percent signs are prose."""
    assert found(text, "raw block") == hidden


NAMED_BLOCKS = {
    "at the end of a line": ("Rain. ^rain-1\n\nSun.", ["^rain-1"]),
    "on a line of its own": ("- a\n\n^37066d\n", ["^37066d"]),
    "a power": ("x ^1024\ny ^n\nz ^two", []),
    "inside a line": ("a ^rain-1 b", []),
    "behind a letter": ("a^rain-1", []),
}


@pytest.mark.parametrize(("text", "names"), NAMED_BLOCKS.values(), ids=NAMED_BLOCKS)
def test_names_of_blocks(text: str, names: list[str]) -> None:
    """Obsidian's marks to link to a block are none of its words."""
    assert found(text, "attributes") == names


INSIDE = {
    "a wiki link": ("see [[Page]] there", "wiki link", ["[[Page]]"]),
    "with words": ("see [[Page|words]] there", "wiki link", ["[[Page|words]]"]),
    "an embedded file": ("see ![[a.png]] there", "wiki link", ["![[a.png]]"]),
    "a link of Markdown": ("see [[a]](/b) there", "wiki link", []),
    "over a line end": ("see [[a\nb]] there", "wiki link", []),
    "a mention": ("@[alice](https://a.example/b)", "directive", []),
    "an alert": ("> [!NOTE] a", "alert", ["[!NOTE]"]),
    "a folded alert": ("> [!tip]- a", "alert", ["[!tip]-"]),
    "an alert in no quote": ("[!NOTE] a", "alert", []),
    "a note": ("text[^1] and[^b-c].", "footnote", ["[^1]", "[^b-c]"]),
    "a note with a colon": ("text[^1]: and", "footnote", ["[^1]"]),
    "a note with a blank": ("text[^a b]", "footnote", []),
    "a task": ("- [ ] a", "task", ["[ ]"]),
    "a task that is done": ("1. [x] a", "task", ["[x]"]),
    "a task in no list": ("[x] a", "task", []),
    "a task without a blank": ("- [x]a", "task", []),
    "a reference": ("see [a][b] there", "reference", ["[b]"]),
    "an empty reference": ("see [a][] there", "reference", ["[]"]),
    "an emoji": ("it works :tada:.", "emoji", [":tada:"]),
    "a thumb": ("yes :+1:", "emoji", [":+1:"]),
    "a time": ("at 10:30:45", "emoji", []),
    "inside a word": ("a:tada:b", "emoji", []),
    "kramdown": ("a {: .x #y}", "attributes", ["{: .x #y}"]),
    "Pandoc": ("a {#id .x k=v}", "attributes", ["{#id .x k=v}"]),
    "a closing tag of kramdown": ("a {:/comment}", "attributes", ["{:/comment}"]),
    "a set": ("a {b, c} d", "attributes", []),
    "a placeholder": ("a {name} d", "attributes", []),
    "an address": ("see https://a.example/b.", "address", ["https://a.example/b"]),
    "an address in brackets": ("(https://a.example/b)", "address", ["https://a.example/b"]),
    "an address beside Japanese": ("港はhttps://a.example。", "address", ["https://a.example"]),
    "without a scheme": ("see www.a.example, there", "address", ["www.a.example"]),
    "inside a word again": ("ahttps://a.example", "address", []),
    "an autolink": ("<https://a.example/b c>", "autolink", []),
    "a mail address": ("<a@b.example>", "autolink", ["<a@b.example>"]),
    "a tag": ("a <b class='c'>d</b>", "tag", ["<b class='c'>", "</b>"]),
    "a tag over a blank line": ("a <b\n\nclass='c'>d", "tag", []),
    "less than": ("a < b and c > d", "tag", []),
    "a declaration": ("<!DOCTYPE html> a", "tag", ["<!DOCTYPE html>"]),
    "an instruction": ("<?php a ?> b", "tag", ["<?php a ?>"]),
    "a section": ("<![CDATA[ a ]]> b", "tag", ["<![CDATA[ a ]]>"]),
    "an open declaration": ("<!DOCTYPE html", "tag", []),
}


@pytest.mark.parametrize(("text", "kind", "expected"), INSIDE.values(), ids=INSIDE)
def test_a_mark_inside_a_line_is_found(text: str, kind: str, expected: list[str]) -> None:
    """As its specification has it, and nothing that only looks so."""
    assert found(text, kind) == expected


def test_an_expression_is_code_in_mdx_only() -> None:
    """Elsewhere braces are text; an expression has a greatest length."""
    text = "a {b + c} d"
    assert found(text) == []
    assert found(text, "expression", expressions=True) == ["{b + c}"]
    long = "{" + "b" * (MAX_EXPRESSION_CHARS - 2) + "}"
    assert found(f"a {long}", "expression", expressions=True) == [long]
    assert found(f"a {long[:-1]}b}}", "expression", expressions=True) == []


MARKS = st.sampled_from(
    [
        *("$x^2$", "[[Page]]", "[^1]", ":tada:", "{: .x}", "<b>", "<a@b.example>"),
        *("https://a.example/b", r"\(x^2\)"),
    ]
)
WORDS = st.sampled_from(["港は静か。", "The port ", "(a) ", "b, "])


@given(st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=10))
def test_every_mark_between_words_is_found(parts: list[tuple[str, str]]) -> None:
    """Whole and in order; the words between them are prose."""
    text = "".join(f"{word}{mark} " for word, mark in parts)
    assert found(text) == [mark for _, mark in parts]
