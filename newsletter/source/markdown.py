"""Hold the one Markdown parser of the house: CommonMark, GFM tables, footnotes, emphasis beside Japanese punctuation."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

MAX_NESTING = 50  # deeper nesting is an attack on the stack, not an article; the rest stays text


@lru_cache(maxsize=2)
def parser(strict: bool = False) -> MarkdownIt:
    """Return the parser; `strict` is plain CommonMark with tables, for comparison with the specification."""
    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    if not strict:
        from mdit_py_cjk_friendly import cjk_friendly

        markdown.use(cjk_friendly).use(footnote_plugin)
    markdown.core.ruler.push("alt_text", _keep_alt_text)
    return markdown


def _keep_alt_text(state: StateCore) -> None:
    """Escapes and entities in alternative text are text: markdown-it-py 3.0 joins them in paragraphs and drops them in alt."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "image":
                _join_special(child.children or [])


def _join_special(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type == "text_special":
            token.type = "text"
        _join_special(token.children or [])


def inline_parser() -> MarkdownIt:
    """Return a new parser for inline text alone, its rules free to be wrapped by the caller."""
    from mdit_py_cjk_friendly import cjk_friendly

    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("strikethrough")
    return markdown.use(cjk_friendly)


@lru_cache(maxsize=1)
def _block_parser() -> MarkdownIt:
    """The same block structure without the cost of inline parsing."""
    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table").use(footnote_plugin)
    markdown.core.ruler.enableOnly(["normalize", "block"])
    return markdown


def parse_tokens(text: str, env: dict[str, Any] | None = None) -> list[Token]:
    """Return block tokens; the content of `inline` tokens is left unparsed."""
    return _block_parser().parse(text, env if env is not None else {})


def to_html(text: str) -> str:
    """Render Markdown to HTML, raw HTML passed through: sanitise before anybody sees it."""
    return str(parser().render(text))
