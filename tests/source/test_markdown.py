from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

from newsletter.source.markdown import (
    MAX_DEFINITION_LINES,
    LineState,
    _count_definition_lines,
    _new_parser,
    parser,
)

TEXTS = st.text(st.sampled_from("a。 \t\n-*>#`[]<&\\|あ1."), max_size=60)


@given(TEXTS)
def test_lines_as_the_library_cuts_them(text: str) -> None:
    """Our table of lines is the library's, whatever the blanks, tabs and line ends."""
    ours, theirs = (kind(text, MarkdownIt(), {}, []) for kind in (LineState, StateBlock))
    for name in ("src", "bMarks", "eMarks", "tShift", "sCount", "bsCount", "lineMax"):
        assert getattr(ours, name) == getattr(theirs, name), name


@given(TEXTS)
def test_same_html_as_the_library(text: str) -> None:
    """The rules put in for speed render what the library's own render."""
    plain = MarkdownIt("commonmark", {"maxNesting": 50}).enable(["table", "strikethrough"])
    assert parser(strict=True).render(text) == plain.render(text)


def test_code_stays_in_alternative_text() -> None:
    """CommonMark 6.4: it is the plain words of the description."""
    assert 'alt="the make run"' in parser().render("![the `make` run](a.png)")


TIGHT = {
    "two marks": ("##Title\n\ntext", "<h2>Title</h2>\n<p>text</p>\n"),
    "marks behind": ("###結論##\n本文です。", "<h3>結論</h3>\n<p>本文です。</p>\n"),
    "code": ("##`a.js`", "<h2><code>a.js</code></h2>\n"),
    "a question": ("##Why now?", "<h2>Why now?</h2>\n"),
    # none
    "a tag": ("#harbour", "<p>#harbour</p>\n"),
    "a sentence": ("##linux is a channel.", "<p>##linux is a channel.</p>\n"),
    "behind a line": ("text\n##Title", "<p>text\n##Title</p>\n"),
    "seven marks": ("#######Title", "<p>#######Title</p>\n"),
    "a mark that is no word": ("##!a", "<p>##!a</p>\n"),
    "code by its indent": ("    ##Title", "<pre><code>##Title\n</code></pre>\n"),
    "a long line": ("##" + "a" * 130, f"<p>##{'a' * 130}</p>\n"),
}


@pytest.mark.parametrize(("text", "html"), TIGHT.values(), ids=TIGHT)
def test_a_heading_may_lack_its_blank(text: str, html: str) -> None:
    """With two marks and more, where it begins a block and does not end like a sentence."""
    assert parser().render(text) == html


PARTS = (
    "[a]: b|[a]:|[b]: <c>|[c]: <c d> 't'|\"t\"|'t'|(t)|'t|t'|\n|[a]: b 't' x|[a]: b (t)|\n\n| |> |"
    "- |[a]|[a\\]]: x|[a\nb]: c|# h|    |```|(|:|\\|<|[^a]: x|===|text"
)
DEFINITIONS = st.lists(st.sampled_from(PARTS.split("|")), max_size=14).map("".join)


@given(DEFINITIONS)
def test_definitions_are_read_as_the_library_reads_them(text: str) -> None:
    """Our rule only spares it the lines that cannot belong to one."""
    theirs = _new_parser()
    theirs.block.ruler.at("reference", reference)
    assert _new_parser().render(text) == theirs.render(text)


@pytest.mark.parametrize(
    ("text", "n_lines"),
    [
        pytest.param("[a]: b\n[c]: d", 1, id="in the wild: a list of links"),
        pytest.param('[a]: b "title"\ntext', 1, id="with a title"),
        pytest.param("[a]: b", 1, id="the last line"),
        pytest.param('[a]: b\n"title"', MAX_DEFINITION_LINES, id="a title may follow"),
        pytest.param("[a]:\nb", MAX_DEFINITION_LINES, id="the address follows"),
        pytest.param("[a]: b\\\nc", MAX_DEFINITION_LINES, id="a backslash takes the line end"),
        pytest.param("[a]: <b c>\nd", MAX_DEFINITION_LINES, id="an address in brackets"),
        pytest.param("[a] b\nc", MAX_DEFINITION_LINES, id="no definition"),
    ],
)
def test_how_many_lines_a_definition_may_take(text: str, n_lines: int) -> None:
    """One where it is whole and no title can follow."""
    state = LineState(text, _new_parser(), {}, [])
    assert _count_definition_lines(state, 0) == n_lines
