"""Hold the one Markdown parser: CommonMark, GFM tables, footnotes, emphasis in Japanese.

Two rules of markdown-it-py 3 walk the text letter by letter, which a text without blanks makes
slow; both are replaced by rules of the same result that go by lines and runs (rendering 40 posts
took 1.6 times as long with the library's). A third looks through the rest of its paragraph for each
definition of a link; it is shown no more lines than a definition can have.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.block import block as parse_inline_mode
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from newsletter.source.hangul_emphasis import hangul_friendly

# Label, address and title of a link that is defined; more lines are a text with a bracket in front.
MAX_DEFINITION_LINES = 32
MAX_NESTING = 50  # deeper nesting is an attack on the stack, not an article; the rest stays text

# What no inline rule begins with (markdown_it.rules_inline.text), nor what is masked.
_RUN = re.compile(r"[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~\ufdd0-\ufdef]+")

# A definition of a link that is whole: none of the next line belongs to it, unless a title.
_DEFINITION = re.compile(
    r"""\[(?:[^\[\]\\]|\\.)*\]:[ \t]*(?=[^\s<])\S*(?<!\\)"""
    r"""(?P<title>[ \t]+(?:"[^"\\]*"|'[^'\\]*'|\([^()\\]*\)))?[ \t]*"""
)


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
    markdown.block.ruler.at("reference", _take_definition)
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


def _take_definition(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """The rule for definitions of links, shown only the lines that may belong to one.

    As it is, it looks through the whole paragraph for each of them: a list of 2,000 links took
    seven seconds.
    """
    line_max = state.lineMax
    n_lines = _count_definition_lines(state, start_line)
    state.lineMax = min(line_max, start_line + n_lines)
    try:
        return reference(state, start_line, end_line, silent)
    finally:
        state.lineMax = line_max


def _count_definition_lines(state: StateBlock, line: int) -> int:
    """How many lines a definition that begins on a line may take."""
    found = _DEFINITION.fullmatch(
        state.src,
        state.bMarks[line] + state.tShift[line],
        state.eMarks[line],
    )
    if found is None:
        return MAX_DEFINITION_LINES
    if found["title"] or line + 1 >= state.lineMax:
        return 1
    below = state.bMarks[line + 1] + state.tShift[line + 1]
    if state.src[below : below + 1] in ("'", '"', "("):
        return MAX_DEFINITION_LINES
    return 1


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
