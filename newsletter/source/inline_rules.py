"""Run the inline rules of markdown-it under a log that says where each one began and ended.

Its inline tokens have no positions. Here its own rules run under a wrapper that notes them, so that
what we call a link is what a reader gets as a link. Rules of ours stand in front: for what is
covered because Markdown does not know it (`nonprose`), and for footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from newsletter.source.markdown import inline_parser
from newsletter.source.nonprose import MASKED

_LOG = "newsletter.log"
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")


@dataclass(slots=True)
class Record:
    """What one rule did: its range, its tokens with their places, the end of its label."""

    rule: str
    first: int
    last: int
    tokens: list[tuple[Token, int, int]]
    label_end: int


_Rule = Callable[[StateInline, bool], bool]
# What each rule of markdown-it, and each of ours, begins with.
_FIRST_CHARS = {
    "newline": "\n",
    "escape": "\\",
    "backslash": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "footnote": "[",
    "note": "^",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "masked": "".join(map(chr, range(0xFDD0, 0xFDEF))),
}


# Rules that look for the end of a label, through a hundred marks, at each of its beginnings.
_LABELLED = frozenset({"link", "image", "note", "footnote"})


def _may_end(state: StateInline) -> bool:
    """Whether a label that begins here can end: there is a bracket to end it."""
    return state.src.rfind("]", state.pos, state.posMax) >= 0


def _wrap(name: str, rule: _Rule) -> _Rule:
    """A rule that notes where it began and ended."""

    def logged(state: StateInline, silent: bool) -> bool:
        """Run the rule, and note what it made of which characters."""
        if name in _LABELLED and not _may_end(state):
            return False
        owner, log = state.env.get(_LOG, (None, None))
        if silent or owner is not state:
            return rule(state, silent)
        first, n_tokens = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        last = state.pos
        label_end = -1
        if name in ("link", "image"):
            label_end = state.md.helpers.parseLinkLabel(
                state, first + (name == "image"), name == "link"
            )
        elif name == "note":
            label_end = last - 1
        log.append(
            Record(
                name,
                first,
                last,
                list(_places(state.tokens[n_tokens:], last)),
                label_end,
            )
        )
        return True

    return logged


def _places(tokens: list[Token], end: int) -> Iterator[tuple[Token, int, int]]:
    """Delimiter tokens stand at the end of what a rule consumed, one after the other."""
    for token in reversed(tokens):
        yield token, end - len(token.content), end
        end -= len(token.content)


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    """A footnote mark, before it can be a link."""
    if state.src[state.pos] != "[":
        return False
    return _take(
        state,
        silent,
        _FOOTNOTE.match(state.src, state.pos, state.posMax),
        "opaque",
    )


def _backslash_rule(state: StateInline, silent: bool) -> bool:
    """A backslash before something masked is text: the parser would take both for an escape."""
    if (
        not MASKED.match(state.src, state.pos + 1, state.posMax)
        or state.src[state.pos] != "\\"
    ):
        return False
    if not silent:
        state.pending += "\\"
    state.pos += 1
    return True


def _masked_rule(state: StateInline, silent: bool) -> bool:
    """A covered range is one thing, whatever stood there."""
    found = MASKED.match(state.src, state.pos, state.posMax)
    return _take(state, silent, found, "opaque")


def _take(
    state: StateInline,
    silent: bool,
    found: re.Match[str] | None,
    token: str,
) -> bool:
    """Let a rule take what its pattern has found."""
    if found is None:
        return False
    if not silent:
        state.push(token, "", 0)
    state.pos = found.end()
    return True


def _note_rule(state: StateInline, silent: bool) -> bool:
    """An inline footnote: `^[text]`."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        state.push("opaque", "", 0)
    state.pos = end + 1
    return True


def run_rules(text: str, references: Mapping[str, Any]) -> tuple[Record, ...]:
    """Return what the rules did with the text of one block, in the order in which they did it.

    Args:
        text: Inline Markdown, masked.
        references: Link definitions, as markdown-it keeps them in its environment.
    """
    log: list[Record] = []
    env: dict[str, Any] = {"references": references}
    state = StateInline(text, _parser(), env, [])
    env[_LOG] = (state, log)
    _parser().inline.tokenize(state)
    for rule in _parser().inline.ruler2.getRules(""):
        rule(state)
    return tuple(log)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """The inline parser, its rules wrapped, with the syntax of site generators in front."""
    markdown = inline_parser()
    ruler = markdown.inline.ruler
    markdown.inline.ruler2.disable("fragments_join")
    ruler.before("newline", "masked", _masked_rule)
    ruler.before("escape", "backslash", _backslash_rule)
    ruler.before("link", "footnote", _footnote_rule)
    ruler.before("link", "note", _note_rule)
    by_char: dict[str, list[_Rule]] = {}
    for rule in ruler.__rules__:
        wrapped = _wrap(rule.name, rule.fn)
        for char in _FIRST_CHARS.get(rule.name, "") if rule.enabled else "":
            by_char.setdefault(char, []).append(wrapped)
    ruler.push("dispatch", _dispatch(by_char))
    ruler.enableOnly(["text", "dispatch"])
    return markdown


def _dispatch(by_char: Mapping[str, Sequence[_Rule]]) -> _Rule:
    """One rule for all: at a character only those are asked that can begin with it."""

    def dispatch(state: StateInline, silent: bool) -> bool:
        for rule in by_char.get(state.src[state.pos], ()):  # noqa: SIM110 (it runs for every mark)
            if rule(state, silent):
                return True
        return False

    return dispatch
