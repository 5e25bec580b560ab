"""Inline tags in pairs, and bare addresses: which pieces a line of text is cut into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.admonitions import ADMONITION, has_boxes
from newsletter.source.html_facts import CODE_ELEMENTS, VOID_ELEMENTS
from newsletter.source.pieces import Piece
from newsletter.source.spans import AnyReference, parse_inline

ANY = AnyReference()


def shown(pieces: tuple[Piece, ...], text: str) -> list[str]:
    """The pieces of a level that are no text, as "kind: what it covers"."""
    return [
        f"{piece.kind.value}: {text[piece.first : piece.last]}"
        for piece in pieces
        if piece.kind.value != "text"
    ]


PAIRS = {
    "a pair": ("a <b>c</b> d", ["html: <b>c</b>"]),
    "a pair in a pair": ("<b>a <i>c</i></b>", ["html: <b>a <i>c</i></b>"]),
    "two pairs": ("<b>a</b><b>c</b>", ["html: <b>a</b>", "html: <b>c</b>"]),
    "the same in itself": ("<b>a <b>c</b></b>", ["html: <b>a <b>c</b></b>"]),
    "in other letters": ("<B>a</b>", ["html: <B>a</b>"]),
    "with attributes": ('<b class="x > y">a</b>', ['html: <b class="x > y">a</b>']),
    "code": ("<code>a. b</code>", ["code: <code>a. b</code>"]),
    "keys": ("<kbd>a</kbd>", ["code: <kbd>a</kbd>"]),
    "crossed": ("<b>a <i>c</b> d</i>", ["html: <b>a <i>c</b>", "html: </i>"]),
    "never closed": ("<b>a", ["html: <b>"]),
    "never opened": ("a</b>", ["html: </b>"]),
    "an empty element": ("<br>a</br>", ["html: <br>", "html: </br>"]),
    "an image": ("<img src='a'>b", ["html: <img src='a'>"]),
    "one that closes itself": ("<span/>a</span>", ["html: <span/>", "html: </span>"]),
    "no tag": ("a < b > c", []),
}


@pytest.mark.parametrize(("text", "pieces"), PAIRS.values(), ids=PAIRS)
def test_a_tag_and_its_closing_tag_are_one_piece(text: str, pieces: list[str]) -> None:
    """With what stands between; a tag that nothing closes stays alone."""
    assert shown(parse_inline(text, ANY), text) == pieces


@pytest.mark.parametrize("name", sorted(VOID_ELEMENTS))
def test_an_element_that_is_empty_waits_for_no_end(name: str) -> None:
    """What follows it is not in it."""
    text = f"a <{name}> b. <b>c</b>"
    assert shown(parse_inline(text, ANY), text) == [f"html: <{name}>", "html: <b>c</b>"]


@pytest.mark.parametrize("name", sorted(CODE_ELEMENTS - {"script", "style", "pre", "textarea"}))
def test_an_element_of_code_is_code(name: str) -> None:
    """Nothing in it is for an engine."""
    text = f"a <{name}>b **c**</{name}> d"
    assert f"code: <{name}>b **c**</{name}>" in shown(parse_inline(text, ANY), text)


ADDRESSES = {
    "before a full stop": ("see https://a.example/b. Then", ["https://a.example/b"]),
    "before a question mark": ("see https://a.example/b? Then", ["https://a.example/b"]),
    "with a query": ("see https://a.example/b?c=1 Then", ["https://a.example/b?c=1"]),
    "in brackets": ("(https://a.example/b)", ["https://a.example/b"]),
    "in quotes": ('"https://a.example/b"', ["https://a.example/b"]),
    "in Japanese brackets": ("「https://a.example/b」", ["https://a.example/b"]),
    "before a Japanese comma": ("https://a.example/b、港", ["https://a.example/b"]),
    "with an entity": ("https://a.example/a&amp;b c", ["https://a.example/a&amp;b"]),
    "with underscores": ("https://a.example/a_b_c d", ["https://a.example/a_b_c"]),
    "without a scheme": ("www.a.example", ["www.a.example"]),
    "two": ("https://a.example https://b.example", ["https://a.example", "https://b.example"]),
    "a name": ("a.example and http", []),
    "a scheme alone": ("https:// and", []),
    "in code": ("`https://a.example`", []),
}


@pytest.mark.parametrize(("text", "addresses"), ADDRESSES.values(), ids=ADDRESSES)
def test_a_bare_address_is_a_piece(text: str, addresses: list[str]) -> None:
    """Without the marks of the sentence that it stands in."""
    found = [each for each in shown(parse_inline(text, ANY), text) if each.startswith("url")]
    assert found == [f"url: {address}" for address in addresses]


PIECES = st.lists(
    st.sampled_from(
        [
            *("港 ", "a. ", "<b>", "</b>", "<br>", "<code>", "</code>", "https://a.example/b "),
            *("*c*", "&amp;", "`d`", "[e](/f)", "\\*"),
        ]
    ),
    max_size=10,
).map("".join)


def _tiles(pieces: tuple[Piece, ...], first: int, last: int) -> None:
    """Check that the pieces of a level lie side by side, and so on in each."""
    place = first
    for piece in pieces:
        assert piece.first == place
        assert piece.last > piece.first
        place = piece.last
        if piece.children:
            _tiles(piece.children, *piece.inner)
    assert place == last


@given(PIECES)
def test_the_pieces_of_a_level_tile_the_text(text: str) -> None:
    """No character is lost, and none stands in two."""
    _tiles(parse_inline(text, ANY), 0, len(text))


# ------------------------------------------------------------------ boxes

PROOFS = {
    "text right below": ("!!! note\n    Mind the step.", True),
    "a title": ('!!! note "Mind"\n\n    the step', True),
    "a title alone": ('??? "Mind"\n\n    the step', True),
    "a tab": ('=== "Python"\n\n    x = 1', True),
    "in a list": ("- a\n\n    !!! tip\n        b", True),
    "further down": ("text\n\n!!! warning\n    b", True),
    "code below a blank line": ("!!! note\n\n    rm -r build", False),
    "nothing below": ("!!! note\n\ntext", False),
    "text that is not indented": ("!!! note\ntext", False),
    "an exclamation": ("Stop!!! note\n    this", False),
    "an underline": ("A title\n===\n\n    x = 1", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("text", "proved"), PROOFS.values(), ids=PROOFS)
def test_a_text_proves_whose_markdown_it_is(text: str, proved: bool) -> None:
    """By a title in quotes, or by text right below a mark: who writes code leaves a blank line."""
    assert has_boxes(text) is proved


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("!!! note", True),
        ("!!!note", True),
        ("??? tip", True),
        ("???+ tip", True),
        ('!!! danger "Take care"', True),
        ("!!! note inline end", True),
        ('=== "A tab"', True),
        ('===+ "A tab"', True),
        ("!!!", False),
        ("!! note", False),
        ("=== A tab", False),
        ("!!! Note: this", False),
        ("!!! note 'single'", False),
    ],
)
def test_a_line_opens_a_box(line: str, opens: bool) -> None:
    """As Python-Markdown and pymdownx have it."""
    assert (ADMONITION.fullmatch(line) is not None) is opens
