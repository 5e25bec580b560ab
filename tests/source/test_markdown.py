from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from newsletter.source.markdown import LineState, parser

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
