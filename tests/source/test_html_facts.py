"""What is known of HTML holds together."""

from __future__ import annotations

import pytest

from newsletter.source.html_facts import (
    CODE_ELEMENTS,
    HTML_ELEMENTS,
    INLINE_ELEMENTS,
    OPAQUE_ELEMENTS,
    VOID_ELEMENTS,
)

SETS = {
    "void": VOID_ELEMENTS,
    "inline": INLINE_ELEMENTS,
    "code": CODE_ELEMENTS,
    "opaque": OPAQUE_ELEMENTS,
}


@pytest.mark.parametrize("names", SETS.values(), ids=SETS)
def test_every_name_is_an_element_in_small_letters(names: frozenset[str]) -> None:
    """Whoever asks has to ask in small letters."""
    assert names <= HTML_ELEMENTS
    assert all(name == name.lower() and name.isalnum() for name in names)


def test_an_element_that_is_empty_holds_nothing() -> None:
    """No code, nothing opaque."""
    assert not VOID_ELEMENTS & OPAQUE_ELEMENTS


def test_what_is_code_is_opaque() -> None:
    """No engine may see it."""
    assert CODE_ELEMENTS <= OPAQUE_ELEMENTS


@pytest.mark.parametrize("name", ["p", "div", "table", "section", "h1", "li", "blockquote"])
def test_a_block_is_no_part_of_a_line(name: str) -> None:
    """A sentence ends before it."""
    assert name in HTML_ELEMENTS
    assert name not in INLINE_ELEMENTS


@pytest.mark.parametrize("name", ["foo", "Image", "x-button", "fragment", "tabs", "callout"])
def test_a_component_is_no_element(name: str) -> None:
    """MDX and Vue have names of their own."""
    assert name not in HTML_ELEMENTS
