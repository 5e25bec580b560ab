"""What is no prose: one table of cases for every kind, and the laws of the scanner."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.markdown import parse_tokens
from newsletter.source.nonprose import NonproseKind, find_nonprose, mask_nonprose

CASES = Path(__file__).parents[1] / "cases"
TABLE = tomllib.loads((CASES / "source" / "nonprose.toml").read_text(encoding="utf-8"))
FOUND = [
    (kind, text, wanted)
    for kind, origins in TABLE.items()
    for text, wanted in (*origins["wild"], *origins["synthetic"])
]
NOTHING = [(kind, text) for kind, origins in TABLE.items() for text in origins["not"]]
COMMONMARK = json.loads((CASES / "commonmark-0.31.2.json").read_text(encoding="utf-8"))["examples"]
# An HTML block goes on to the next blank line and shields what looks like a fence: known and left,
# since who writes it means code.
COMMONMARK.remove("<div></div>\n``` c\nint x = 33;\n```\n")
# Pieces of every notation, put together at random: half of them open something that never closes.
NOTATION = st.lists(
    st.sampled_from(
        [
            *(
                "{%",
                "%}",
                "{% if a %}",
                "{{",
                "}}",
                "{{<",
                ">}}",
                '"',
                "`",
                "```\n",
                "~~~",
                "$",
                "$$",
            ),
            *(
                "[[",
                "]]",
                "[a]",
                "[^1]",
                "](b)",
                ": c",
                "<!--",
                "-->",
                "<Foo",
                "<a b='",
                ">",
                "{: .x}",
            ),
            *(
                "\n",
                "\n\n",
                "    ",
                "> ",
                "- ",
                "1. ",
                "[ ] ",
                ":::",
                "!!! note\n",
                ":smile:",
                "\\",
                "\\(",
            ),
            *(
                "import a from 'b'\n",
                "https://a.example",
                "文。",
                "text ",
                "\t",
                "\0",
                "\ufdd3",
                "{",
                "}",
            ),
        ]
    ),
    max_size=40,
).map("".join)


def of_kind(text: str, kind: str) -> list[str]:
    """The ranges of one kind, as text."""
    return [text[part.start : part.end] for part in find_nonprose(text) if part.kind == kind]


@pytest.mark.parametrize(("kind", "text", "wanted"), FOUND)
def test_a_kind_is_found_as_its_specification_says(kind: str, text: str, wanted: list[str]) -> None:
    """Each kind is found where its specification has it, and nowhere else in the text."""
    assert of_kind(text, kind) == wanted


@pytest.mark.parametrize(("kind", "text"), NOTHING)
def test_what_only_looks_like_a_kind_is_left(kind: str, text: str) -> None:
    """What only looks like a kind is none of it: a dollar amount is no formula, a time no emoji."""
    assert of_kind(text, kind) == []


def test_every_kind_has_cases_and_a_third_are_negative() -> None:
    """A kind without cases, or with hardly any that must not match, is not known to work."""
    ours = {
        kind for kind in NonproseKind if kind is not NonproseKind.PLUGIN
    }  # tests/test_plugins.py
    assert set(TABLE) == {kind.value for kind in ours}
    assert all(origins["wild"] and origins["not"] for origins in TABLE.values())
    assert len(NOTHING) * 3 >= len(NOTHING) + len(FOUND)


@given(NOTATION)
def test_ranges_are_in_order_and_apart(text: str) -> None:
    """Ranges are in order, not empty and do not overlap, whatever the text."""
    ends = [0]
    for part in find_nonprose(text):
        assert ends[-1] <= part.start < part.end <= len(text)
        ends.append(part.end)


@given(NOTATION)
def test_a_mask_keeps_every_place(text: str) -> None:
    """The masked text is as long as the text, and outside of what is masked they are the same."""
    masked = mask_nonprose(text)
    assert len(masked) == len(text)
    marked = {place for part in find_nonprose(text) for place in range(part.start, part.end)}
    for place, (before, after) in enumerate(zip(text, masked, strict=True)):
        noncharacter = "\ufdd0" <= before <= "\ufdef" or before == "\0"
        assert before == after or place in marked or noncharacter


@pytest.mark.parametrize("text", COMMONMARK)
def test_fences_are_those_of_commonmark(text: str) -> None:
    """On the examples of the specification the scanner and the parser see the same fenced code."""
    wanted = [token.map[0] for token in parse_tokens(text) if token.type == "fence" and token.map]
    found = [part for part in find_nonprose(text) if part.kind is NonproseKind.FENCE]
    assert [text[: part.start].count("\n") for part in found] == wanted


# A text in which two kinds could begin, and all that is found.
PRECEDENCE = {
    "code before a tag": ("`{% a %}` {% b %}", ["code span", "liquid tag"]),
    "a fence before a formula": ("```\n$a$\n```\n\n$b$", ["fence", "formula"]),
    "a comment before a link": ("<!-- [[a]] --> [[港]]", ["comment", "wiki link"]),
    "a tag before a tick": ('{% a b="`" %} `港`', ["liquid tag", "code span"]),
    "a shortcode is no output": ("{{< a >}} {{ b }}", ["shortcode", "liquid output"]),
    "an element is no address": ("<b>https://a.example</b>", ["tag", "address", "tag"]),
    "raw text before tags": ("<pre>\n{% a %}\n</pre>", ["raw html"]),
    "an escaped tick opens nothing": (r"\`{{ a }}`", ["liquid output"]),
    # nothing at all
    "Japanese": ("港は静かだ。（注）「朝」", []),
    "Korean": ("항구는 조용하다. (주)", []),
    "French": ("C'est l'été : 5 % de plus !", []),
    "English": ("It's 5 < 6 at 10:30, isn't it?", []),
}


@pytest.mark.parametrize(("text", "kinds"), PRECEDENCE.values(), ids=PRECEDENCE)
def test_the_first_that_opens_holds_what_is_in_it(text: str, kinds: list[str]) -> None:
    """What stands inside another kind is a part of it; prose of every language holds none."""
    assert [part.kind.value for part in find_nonprose(text)] == kinds
