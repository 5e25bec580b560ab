"""Inline pieces and sentences: the parser that renders decides what is markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.inline import find_spans, plain_text, sentences
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.spans import parse_inline

# Text, the markup in it as (kind, what it covers).
SPANS = [
    ("plain", []),
    ("**a *b* c**", [("emphasis", "**a *b* c**"), ("emphasis", "*b*")]),
    ("これは**「重要」**です。", [("emphasis", "**「重要」**")]),
    ("`a **b**`", [("code", "`a **b**`")]),
    (
        '[a `b`](/u "t") ![c](d)',
        [("link", '[a `b`](/u "t")'), ("code", "`b`"), ("link", "![c](d)")],
    ),
    ("[a][b] [c]", [("link", "[a][b]"), ("link", "[c]")]),
    (
        "<b>a</b> <br> <code>c</code>",
        [("html", "<b>a</b>"), ("html", "<br>"), ("code", "<code>c</code>")],
    ),
    ("a[^1] ^[b]", [("footnote", "[^1]"), ("footnote", "^[b]")]),
    (
        "{{ a }} {% b %} {: .c} $$x$$",
        [("output", "{{ a }}"), ("liquid", "{% b %}"), ("liquid", "{: .c}"), ("math", "$$x$$")],
    ),
    ("https://a.example/b_c_d?e=1。次", [("url", "https://a.example/b_c_d?e=1")]),
    ("<https://a.example> x", [("autolink", "<https://a.example>")]),
    ("~~a~~ **b", [("emphasis", "~~a~~")]),
    (r"\*a\* 5 * 3 * 2 snake_case_name", []),
]
# Text, its sentences: none ends inside markup.
SENTENCES = [
    ("甲です。乙です。", ["甲です。", "乙です。"]),
    ("**甲です。乙です。**丙です。", ["**甲です。乙です。**", "丙です。"]),
    ("*甲です。乙です。*丙です。", ["*甲です。乙です。*", "丙です。"]),
    ("[甲です。乙です。](/u)丙です。", ["[甲です。乙です。](/u)丙です。"]),
    ("`甲。乙`です。丙です。", ["`甲。乙`です。", "丙です。"]),
    ("See a.example/b. Then go.", ["See a.example/b. ", "Then go."]),
    ("<b>甲です。乙です。</b>丙です。", ["<b>甲です。乙です。</b>丙です。"]),
]


@pytest.mark.parametrize(("text", "spans"), SPANS)
def test_spans(text: str, spans: list[tuple[str, str]]) -> None:
    """Markup is found as it is rendered; what only looks like it is text."""
    assert [(span.kind, text[span.first : span.last]) for span in find_spans(text)] == spans


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_keep_their_markup(text: str, expected: list[str]) -> None:
    """A sentence holds its markup whole."""
    assert list(sentences(text)) == expected


def test_reference_links_need_their_definition() -> None:
    """Brackets are a link only where the label is defined."""
    assert [piece.kind for piece in parse_inline("[a]")] == [PieceKind.TEXT]
    assert [piece.kind for piece in parse_inline("[a]", {"A": {"href": "/u", "title": ""}})] == [
        PieceKind.LINK
    ]


def test_text_is_what_a_reader_sees() -> None:
    """Escapes and entities are the characters they stand for."""
    assert (
        "".join(piece.text for piece in parse_inline(r"R&amp;D \* &lt;x&gt; \q")) == r"R&D * <x> \q"
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**甲**と[乙](/u)、`丙`。[^1]", "甲と乙、丙。"),
        ('![絵](a.png "題") <b>太</b> {: .c}', "絵 太 "),
        (r"\*a\* snake_case", "*a* snake_case"),
        ("[![絵](a.png)](/u)", "絵"),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    """No link targets, marks, tags or footnotes; images by their alternative text."""
    assert plain_text(text) == plain


_BITS = [
    "**",
    "語。",
    "word. ",
    "](/u)",
    "[^1]",
    "{{ x }}",
    "https://a.example/b ",
    "&amp;",
    "<b>",
    "</b>",
    "  \n",
]
MARKDOWN = st.lists(st.sampled_from([*"*_`[]()!<>~\\&$^{} \n", *_BITS]), max_size=40).map("".join)


@given(MARKDOWN)
def test_pieces_tile_the_text(text: str) -> None:
    """Pieces of one level cover their range without gap or overlap, whatever the text."""
    _check_tiles(parse_inline(text), 0, len(text))


def _check_tiles(pieces: tuple[Piece, ...], first: int, last: int) -> None:
    place = first
    for piece in pieces:
        assert piece.first == place
        assert piece.last > piece.first
        if piece.children:
            _check_tiles(piece.children, *piece.inner)
        place = piece.last
    assert place == last


@given(MARKDOWN)
def test_sentences_joined_are_the_text(text: str) -> None:
    """Cutting into sentences loses nothing."""
    assert "".join(sentences(text)) == text
