"""Hold the one Markdown parser: CommonMark, GFM tables, footnotes, emphasis in Japanese.

Two rules of markdown-it-py 3 walk the text letter by letter, which a text without blanks makes
slow; both are replaced by rules of the same result that go by lines and runs (rendering 40 posts
took 1.6 times as long with the library's).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.block import block as parse_inline_mode
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from newsletter.source.hangul_emphasis import hangul_friendly

MAX_NESTING = 50  # deeper nesting is an attack on the stack, not an article; the rest stays text

# What no inline rule begins with (markdown_it.rules_inline.text), nor what is masked.
_RUN = re.compile(r"[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~\ufdd0-\ufdef]+")


@lru_cache(maxsize=2)
def parser(strict: bool = False) -> MarkdownIt:
    """Return the parser; `strict` is CommonMark with tables, to compare with the specification."""
    markdown = _new_parser().enable(["table", "strikethrough"])
    if not strict:
        from mdit_py_cjk_friendly import cjk_friendly

        markdown.use(cjk_friendly).use(hangul_friendly)
        markdown.use(footnote_plugin).use(deflist_plugin)
    markdown.core.ruler.push("alt_text", _keep_alt_text)
    return markdown


def _new_parser() -> MarkdownIt:
    """A parser with the two rules that go by lines and by runs."""
    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    markdown.core.ruler.at("block", _parse_by_lines)
    markdown.inline.ruler.at("text", _take_run)
    return markdown


class LineState(StateBlock):
    """The state of block parsing; its table of lines (marks, indents, widths) is made by lines."""

    def __init__(
        self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]
    ) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        self.bMarks, self.eMarks, self.tShift, self.sCount = (
            [],
            [],
            [],
            [],
        )
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):
            # after the last line end there is no line, nor is a last one of blanks alone
            lines.pop()
        start = 0
        for line in lines:
            indent = len(line) - len(line.lstrip(" \t"))
            self.bMarks.append(start)
            self.eMarks.append(start + len(line))
            self.tShift.append(indent)
            self.sCount.append(len(line[:indent].expandtabs(4)))
            start += len(line) + 1
        self.lineMax = len(lines)
        self.bMarks.append(
            len(src)
        )  # a line beyond the last spares the rules a check
        self.eMarks.append(len(src))
        self.tShift.append(0)
        self.sCount.append(0)
        self.bsCount = [0] * len(self.bMarks)


def _parse_by_lines(state: StateCore) -> None:
    """The block rule of the core, with the table of lines made once."""
    if state.inlineMode:
        parse_inline_mode(state)
    elif state.src:
        lines = LineState(state.src, state.md, state.env, state.tokens)
        state.md.block.tokenize(lines, lines.line, lines.lineMax)


def _take_run(state: StateInline, silent: bool) -> bool:
    """Take text up to the next character that a rule may begin with."""
    found = _RUN.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _keep_alt_text(state: StateCore) -> None:
    """Keep escapes and entities in alternative text.

    markdown-it-py 3.0 joins them in paragraphs and drops them there.
    """
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image":
                _join_special(child.children or [])


def _join_special(tokens: list[Token]) -> None:
    """Make escapes and entities text, at every depth."""
    for token in tokens:
        if token.type == "text_special":
            token.type = "text"
        _join_special(token.children or [])


def inline_parser() -> MarkdownIt:
    """Return a new parser for inline text alone, its rules free to be wrapped by the caller."""
    from mdit_py_cjk_friendly import cjk_friendly

    return (
        _new_parser()
        .enable("strikethrough")
        .use(cjk_friendly)
        .use(hangul_friendly)
    )


@lru_cache(maxsize=1)
def _block_parser() -> MarkdownIt:
    """The same block structure without the cost of inline parsing."""
    markdown = _new_parser().enable("table").use(footnote_plugin)
    markdown.core.ruler.enableOnly(["normalize", "block"])
    return markdown


def parse_tokens(text: str, env: dict[str, Any] | None = None) -> list[Token]:
    """Return block tokens; the content of `inline` tokens is left unparsed."""
    return _block_parser().parse(text, env if env is not None else {})


def to_html(text: str) -> str:
    """Render Markdown to HTML, raw HTML passed through: sanitise before anybody sees it."""
    return str(parser().render(text))
