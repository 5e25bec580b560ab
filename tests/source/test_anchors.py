"""Ids of headings as generators give them, so that links inside a text still lead somewhere."""

from __future__ import annotations

import pytest

from newsletter.source.anchors import find_anchors, has_anchor_links, heading_id, unique_id

IDS = {
    # in the wild
    "words": ("What it costs", "what-it-costs"),
    "a question": ("Why now?", "why-now"),
    "Japanese": ("港の朝", "港の朝"),
    "Japanese with a wide blank": ("費用　と効果", "費用-と効果"),
    "Korean": ("항구의 아침", "항구의-아침"),
    "French": ("Où est l'été ?", "où-est-lété-"),
    "a number in front": ("2. Step two", "2-step-two"),
    "Hindi": ("पैसे और समय", "पैसे-और-समय"),
    "an emoji of two characters": ("Numbers 🏘️", "numbers-️"),
    # synthetic
    "an emoji alone": ("🏘️", "section"),
    "each blank is a hyphen": ("a  b", "a--b"),
    "a dropped mark leaves its blanks": ("a & b", "a--b"),
    "blanks around": ("  a  ", "a"),
    "nothing but marks": ("？！", "section"),
    "nothing": ("", "section"),
    # must not change
    "a hyphen": ("a-b", "a-b"),
    "an underscore": ("a_b", "a_b"),
    "an id": ("a-b-2", "a-b-2"),
}


@pytest.mark.parametrize(("heading", "name"), IDS.values(), ids=IDS)
def test_the_id_of_a_heading(heading: str, name: str) -> None:
    """Small letters, a hyphen for each blank, no marks; letters of every script stay."""
    assert heading_id(heading) == name


ANCHORS = {
    "its own id": ("## Costs {#price}\n", ("price",)),
    "its own id as kramdown writes it": ("## Costs {: #price .big}\n", ("price",)),
    "a class is no id": ("## Costs {: .big}\n", ("costs",)),
    "marks in a heading": ("## The *big* [walk](/a) `now`\n", ("the-big-walk-now",)),
    "underlined": ("港\n===\n\n朝\n---\n", ("港", "朝")),
    "the same words again": ("# a\n\n# a\n\n# A\n", ("a", "a-1", "a-2")),
    "its own id twice": ("# a {#x}\n\n# b {#x}\n", ("x", "x-1")),
    # no headings
    "code": ("```\n# a\n```\n", ()),
    "a hash against a word": ("#港\n", ()),
    "indented code": ("    # a\n", ()),
    "seven hashes": ("####### a\n", ()),
    "prose": ("港の朝。\n", ()),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("markdown", "anchors"), ANCHORS.values(), ids=ANCHORS)
def test_the_ids_of_a_text(markdown: str, anchors: tuple[str, ...]) -> None:
    """A heading has the id it names, else that of its words, a number behind a repeated one."""
    assert find_anchors(markdown) == anchors


def test_a_number_counts_for_each_name() -> None:
    """The first one has none; another name starts from the beginning."""
    taken: dict[str, int] = {}
    assert [unique_id(name, taken) for name in ("a", "a", "b", "a", "b")] == [
        "a",
        "a-1",
        "b",
        "a-2",
        "b-1",
    ]


LINKED = {
    "Markdown": ("See [costs](#costs).", True),
    "HTML": ('<a href="#costs">a</a>', True),
    "a definition": ("See [costs].\n\n[costs]: #costs\n", True),
    "a definition of another page": ("See [costs].\n\n[costs]: /a#costs\n", False),
    "another page": ("See [costs](/a#costs).", False),
    "a heading": ("# costs", False),
    "an id": ("## a {#costs}", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("markdown", "linked"), LINKED.values(), ids=LINKED)
def test_only_links_into_the_text_count(markdown: str, linked: bool) -> None:
    """A link to a place on another page needs no id here."""
    assert has_anchor_links(markdown) is linked
