"""Hold the one Markdown parser: CommonMark, GFM tables, footnotes, emphasis in Japanese.

Two rules of markdown-it-py 3 walk the text letter by letter, which a text without blanks makes
slow; both are replaced by rules of the same result that go by lines and runs (rendering 40 posts
took 1.6 times as long with the library's). A third looks through the rest of its paragraph for each
definition of a link; it is shown no more lines than a definition can have. A fourth copies what it
has joined for each mark that is no emphasis; ours joins once.

The parser of blocks knows admonitions (Python-Markdown): what is indented below `!!! note` belongs
to it after a blank line too, where CommonMark sees code.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.block import block as parse_inline_mode
from markdown_it.rules_core.normalize import normalize
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from newsletter.remembered import remembered
from newsletter.source.admonitions import BOX_INDENT
from newsletter.source.hangul_emphasis import hangul_friendly
from newsletter.source.nonprose_kinds import (
    MASK_FILL,
    NonproseKind,
    kind_mask,
)

# Label, address and title of a link that is defined; more lines are a text with a bracket in front.
MAX_DEFINITION_LINES = 32
MAX_NESTING = 50  # deeper nesting is an attack on the stack, not an article; the rest stays text

# What no inline rule begins with (markdown_it.rules_inline.text), nor what is masked.
_RUN = re.compile(r"[^\n!#$%&*+\-:<=>@\[\\\]^_`{}~\ufdd0-\ufdef]+")

_BOX = re.compile(f"{kind_mask(NonproseKind.BOX)}{MASK_FILL}*[ \\t]*")
# `##Title`, as Python-Markdown and older versions of kramdown, marked and Blackfriday take it. One
# mark alone is a tag (#harbour), and a line that ends like a sentence is prose.
_TIGHT_HEADING = re.compile(
    r"(?P<marks>#{2,6})(?=[^\s#!{}=;,.])(?P<text>[^\n]{0,118}[^\s#.,;。、；，])[ \t]*#*[ \t]*"
)
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
        markdown.block.ruler.after("heading", "tight_heading", _take_heading)
    markdown.core.ruler.push("alt_text", _keep_alt_text)
    return markdown


def _new_parser() -> MarkdownIt:
    """A parser with the rules of ours in place of slow ones."""
    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING})
    markdown.core.ruler.at("normalize", _normalize)
    markdown.core.ruler.at("block", _parse_by_lines)
    markdown.block.ruler.at("reference", _take_definition)
    markdown.inline.ruler.at("text", _take_run)
    markdown.inline.ruler2.at("fragments_join", _join_fragments)
    return markdown


def _normalize(state: StateCore) -> None:
    """Write line ends as LF, and take out NUL; most texts come so."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


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
        for written in lines:
            # an indentation that means nothing is covered
            line = written.lstrip(MASK_FILL)
            first = start + len(written) - len(line)
            indent = len(line) - len(line.lstrip(" \t"))
            self.bMarks.append(first)
            self.eMarks.append(first + len(line))
            self.tShift.append(indent)
            self.sCount.append(len(line[:indent].expandtabs(4)))
            start += len(written) + 1
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


def _take_heading(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """The rule for a heading without a blank behind its marks, which begins a block."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    found = _TIGHT_HEADING.fullmatch(state.src, start, state.eMarks[start_line])
    if found is None or state.is_code_block(start_line):
        return False
    if not silent:
        state.line = start_line + 1
        tag = f"h{len(found['marks'])}"
        heading = state.push("heading_open", tag, 1)
        heading.markup, heading.map = found["marks"], [start_line, state.line]
        inline = state.push("inline", "", 0)
        inline.content, inline.children = found["text"], []
        inline.map = [start_line, state.line]
        state.push("heading_close", tag, -1).markup = found["marks"]
    return True


def _take_box(
    state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """The rule for the mark of a box alone on its line: what is indented below it is its text."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    mark = _BOX.fullmatch(state.src, start, state.eMarks[start_line])
    if mark is None or state.is_code_block(start_line):
        return False
    last = _find_box_end(state, start_line, end_line)
    if last == start_line + 1:
        return False
    if not silent:
        _push_line(state, start_line, mark.group().rstrip())
        _push_box(state, start_line + 1, last)
    return True


def _find_box_end(state: StateBlock, start_line: int, end_line: int) -> int:
    """The line after the last one that is indented as the text of a box is."""
    last = start_line + 1
    for line in range(start_line + 1, end_line):
        if state.isEmpty(line):
            continue
        if state.sCount[line] - state.blkIndent < BOX_INDENT:
            break
        last = line + 1
    return last


def _push_line(state: StateBlock, line: int, content: str) -> None:
    """Add a paragraph of one line."""
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def _push_box(state: StateBlock, first: int, last: int) -> None:
    """Add what stands on some lines, which are indented as the text of a box is."""
    indent, line_max = state.blkIndent, state.lineMax
    state.push("box_open", "div", 1).map = [first, last]
    state.blkIndent += BOX_INDENT
    state.lineMax = last
    state.md.block.tokenize(state, first, last)
    state.blkIndent, state.lineMax = indent, line_max
    state.push("box_close", "div", -1)
    state.line = last


def _take_run(state: StateInline, silent: bool) -> bool:
    """Take text up to the next character that a rule may begin with."""
    found = _RUN.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _join_fragments(state: StateInline) -> None:
    """Join pieces of text that no mark parts any more, and count the levels again."""
    level = 0
    kept: list[Token] = []
    for is_text, run in groupby(
        state.tokens, lambda token: token.type == "text"
    ):
        pieces = list(run)
        if is_text:
            pieces[-1].content = "".join(piece.content for piece in pieces)
            del pieces[:-1]
        for token in pieces:
            level += min(0, token.nesting)
            token.level = level
            level += max(0, token.nesting)
        kept += pieces
    state.tokens[:] = kept


def _keep_alt_text(state: StateCore) -> None:
    """Keep escapes, entities and code in alternative text.

    markdown-it-py 3.0 joins escapes and entities in paragraphs and drops them there, and code.
    """
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image":
                _join_special(child.children or [])


def _join_special(tokens: list[Token]) -> None:
    """Make escapes, entities and code text, at every depth."""
    for token in tokens:
        if token.type in ("text_special", "code_inline"):
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
    markdown.block.ruler.before(
        "code",
        "box",
        _take_box,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    markdown.block.ruler.after("heading", "tight_heading", _take_heading)
    return markdown


def parse_tokens(text: str, env: dict[str, Any] | None = None) -> list[Token]:
    """Return block tokens; the content of `inline` tokens is left unparsed.

    Args:
        text: Markdown, masked.
        env: Gets what the text defines: references and footnotes, as markdown-it keeps them.
    """
    tokens, defined = _parse_blocks(text)
    if env is not None:
        env.update(defined)
    return list(tokens)


# What is no prose and what is text are asked of the same article, one right after the other.
@remembered(maxsize=2)
def _parse_blocks(text: str) -> tuple[tuple[Token, ...], dict[str, Any]]:
    """Block tokens, which nobody changes, and what the text defines."""
    defined: dict[str, Any] = {}
    return tuple(_block_parser().parse(text, defined)), defined


def to_html(text: str) -> str:
    """Render Markdown to HTML, raw HTML passed through: sanitise before anybody sees it."""
    return str(parser().render(text))
