"""Parse inline Markdown into pieces that know their place in the text.

markdown-it finds code, links, emphasis exactly as it renders them, but its inline tokens have no
positions. Here its own rules run under a wrapper that notes where each one began and ended, so that
what we call a link is what a reader gets as a link. A regular expression was the rejected way: it
misses nested and single-star emphasis, reference links and backslashes, and every miss is a mark
sent to an engine.

Beside Markdown, what `nonprose` finds is a piece too (Liquid, attribute lists, formulas, wiki
links), and so are footnote marks and bare URLs.
"""

from __future__ import annotations

import re
from collections.abc import (
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from newsletter.source.html_facts import CODE_ELEMENTS, VOID_ELEMENTS
from newsletter.source.markdown import inline_parser
from newsletter.source.nonprose import (
    CLOSING,
    MASKED,
    OPENING,
    NonproseKind,
    mask_nonprose,
    masked_kind,
)

_LOG = "newsletter.log"
_HTML_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?P<void>/?)>"
)
_MAYBE_MARKUP = re.compile(r"[\n\\`*_~\[\]<>&!^/\ufdd0-\ufdef]|www\.")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'「」『』（）()。、，\[\]*]*[^\s<>\"'「」『』（）()。、，\[\]*.,:;!?]"
)


class PieceKind(StrEnum):
    """What a piece of inline text is; the first three are text, the rest is markup."""

    TEXT = "text"
    SOFT_BREAK = "soft break"
    HARD_BREAK = "hard break"
    CODE = "code"
    EMPHASIS = "emphasis"  # em, strong and strikethrough
    LINK = "link"
    IMAGE = "image"
    AUTOLINK = "autolink"
    HTML = "html"
    FOOTNOTE = "footnote"
    NOTE = "note"  # ^[an inline footnote]
    LIQUID = "liquid"  # tags of templates, directives, attribute lists
    OUTPUT = (
        "output"  # template syntax that stands for words: {{ … }}, shortcodes
    )
    WIKI_LINK = "wiki link"
    EMOJI = "emoji"
    MATH = "math"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece and its half-open range; pieces of one level tile the text they stand in.

    Attributes:
        kind: What it is.
        first, last: Its range.
        text: For text the characters a reader sees (`\\*` is `*`, `&amp;` is `&`); else "".
        inner: Range between the opening and the closing mark, where there is one.
        children: What stands in `inner`, for emphasis, links and notes.
    """

    kind: PieceKind
    first: int
    last: int
    text: str = ""
    inner: tuple[int, int] = (0, 0)
    children: tuple[Piece, ...] = ()


@dataclass(slots=True)
class _Mark:
    """An atom, or one end of something with an inside."""

    kind: PieceKind
    first: int
    last: int
    role: str = "atom"  # or "open", "close"
    text: str = ""
    inner: tuple[int, int] = (0, 0)


def parse_inline(
    text: str,
    references: Mapping[str, Any] | None = None,
    *,
    masked: bool = False,
) -> tuple[Piece, ...]:
    """Return the pieces of the text of one block; together they cover it without a gap.

    Args:
        text: Inline Markdown with LF line ends.
        references: Link definitions of the document, as markdown-it keeps them in its environment.
        masked: Whether the text is a part of a masked one (`nonprose.mask_nonprose`) already.
    """
    seen = text if masked else mask_nonprose(text, blank=False)
    if not _may_hold_markup(seen):
        return (Piece(PieceKind.TEXT, 0, len(seen), seen),) if seen else ()
    if "[" not in seen:
        return _parse_unreferring(seen)
    return _parse(seen, {} if references is None else references)


# Without a bracket no definition matters; sentences and units are cut from the same text.
@lru_cache(maxsize=512)
def _parse_unreferring(text: str) -> tuple[Piece, ...]:
    return _parse(text, {})


def _parse(text: str, references: Mapping[str, Any]) -> tuple[Piece, ...]:
    """Run the inline rules under a log, and build pieces from what they did."""
    log: list[_Record] = []
    env: dict[str, Any] = {"references": references}
    state = StateInline(text, _parser(), env, [])
    env[_LOG] = (state, log)
    _parser().inline.tokenize(state)
    for rule in _parser().inline.ruler2.getRules(""):
        rule(state)
    marks = sorted(
        _marks(log, text),
        key=lambda mark: (mark.first, mark.role == "open", mark.last),
    )
    return pair_tags(
        _merge_text(_build(text, marks, 0, len(text))[0], text), text
    )


def pair_tags(pieces: Iterable[Piece], text: str) -> tuple[Piece, ...]:
    """Join each opening HTML tag, its closing tag and what stands between into one piece.

    Elements of code become code.
    """
    done: list[Piece] = []
    open_tags: list[tuple[str, int]] = []  # name, index in `done`
    for piece in pieces:
        done.append(piece)
        found = (
            _HTML_TAG.match(text, piece.first, piece.last)
            if piece.kind is PieceKind.HTML
            else None
        )
        if not found or found["void"]:
            continue
        name = found["name"].lower()
        if not found["end"]:
            if name not in VOID_ELEMENTS:
                open_tags.append((name, len(done) - 1))
            continue
        index = next(
            (
                index
                for index in reversed(range(len(open_tags)))
                if open_tags[index][0] == name
            ),
            None,
        )
        if index is not None:
            start = open_tags[index][1]
            del open_tags[index:]
            done[start:] = [_pair(name, done[start:])]
    return tuple(done)


def _pair(name: str, pieces: list[Piece]) -> Piece:
    """One piece from an opening tag, its closing one and what stands between."""
    first, last = pieces[0], pieces[-1]
    if name in CODE_ELEMENTS:
        return Piece(PieceKind.CODE, first.first, last.last)
    return Piece(
        PieceKind.HTML,
        first.first,
        last.last,
        "",
        (first.last, last.first),
        tuple(pieces[1:-1]),
    )


class AnyReference(Mapping[str, Any]):
    """Link definitions that know every label: for text whose definitions are not at hand."""

    def __getitem__(self, label: str) -> dict[str, str]:
        return {"href": "", "title": ""}

    def __contains__(self, label: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1


def _may_hold_markup(text: str) -> bool:
    return _MAYBE_MARKUP.search(text) is not None


@dataclass(slots=True)
class _Record:
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


def _wrap(name: str, rule: _Rule) -> _Rule:
    """A rule that notes where it began and ended."""

    def logged(state: StateInline, silent: bool) -> bool:
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
            _Record(
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


_ATOMS = {
    "backticks": PieceKind.CODE,
    "autolink": PieceKind.AUTOLINK,
    "html_inline": PieceKind.HTML,
    "footnote": PieceKind.FOOTNOTE,
}
MASKED_PIECES = {
    NonproseKind.LIQUID_OUTPUT: PieceKind.OUTPUT,
    NonproseKind.SHORTCODE: PieceKind.OUTPUT,
    NonproseKind.EXPRESSION: PieceKind.OUTPUT,
    NonproseKind.WIKI_LINK: PieceKind.WIKI_LINK,
    NonproseKind.EMOJI: PieceKind.EMOJI,
    NonproseKind.FORMULA: PieceKind.MATH,
    NonproseKind.PLUGIN: PieceKind.OUTPUT,
}


def _marks(log: list[_Record], text: str) -> Iterator[_Mark]:
    """Yield the marks of every rule that did something."""
    for record in log:
        first, last = record.first, record.last
        if record.rule == "backticks" and not any(
            token.type == "code_inline" for token, _, _ in record.tokens
        ):
            continue  # a run of backticks that opens nothing
        if record.rule in _ATOMS:
            yield _Mark(_ATOMS[record.rule], first, last)
        elif record.rule == "masked":
            kind = MASKED_PIECES.get(masked_kind(text[first]), PieceKind.LIQUID)
            role = {OPENING: "open", CLOSING: "close"}.get(text[first], "atom")
            yield _Mark(kind, first, last, role)
        elif record.rule == "newline":
            yield _break_mark(record, text)
        elif record.rule in ("escape", "entity"):
            token = record.tokens[0][0]
            hard = token.type == "hardbreak"
            yield _Mark(
                PieceKind.HARD_BREAK if hard else PieceKind.TEXT,
                first,
                last,
                text=token.content,
            )
        elif record.rule == "image":
            yield _Mark(
                PieceKind.IMAGE,
                first,
                last,
                inner=(first + 2, record.label_end),
            )
        elif record.rule == "note":
            yield _Mark(
                PieceKind.NOTE,
                first,
                last,
                inner=(first + 2, record.label_end),
            )
        elif record.rule == "link":
            yield _Mark(PieceKind.LINK, first, first + 1, "open")
            yield _Mark(PieceKind.LINK, record.label_end, last, "close")
        elif record.rule in ("emphasis", "strikethrough"):
            yield from _emphasis_marks(record)


def _break_mark(record: _Record, text: str) -> _Mark:
    """The white space before a line break belongs to it."""
    first = record.first
    while first > 0 and text[first - 1] == " ":
        first -= 1
    hard = record.first - first >= 2
    return _Mark(
        PieceKind.HARD_BREAK if hard else PieceKind.SOFT_BREAK,
        first,
        record.last,
    )


def _emphasis_marks(record: _Record) -> Iterator[_Mark]:
    """Delimiters that became tags.

    A strong tag sits on one of its two characters and empties the other.
    """
    for token, first, last in record.tokens:
        if token.type in ("em_open", "s_open"):
            yield _Mark(PieceKind.EMPHASIS, first, last, "open")
        elif token.type in ("em_close", "s_close"):
            yield _Mark(PieceKind.EMPHASIS, first, last, "close")
        elif token.type == "strong_open":
            yield _Mark(PieceKind.EMPHASIS, first - 1, last, "open")
        elif token.type == "strong_close":
            yield _Mark(PieceKind.EMPHASIS, first, last + 1, "close")


def _build(
    text: str, marks: list[_Mark], index: int, end: int, start: int = 0
) -> tuple[list[Piece], int, _Mark | None]:
    """Pieces from `start` to the closing mark (or `end`), the next index, and that mark."""
    pieces: list[Piece] = []
    place = start
    while index < len(marks):
        mark = marks[index]
        if mark.first < place:  # inside an atom that won
            index += 1
            continue
        if mark.first > place:
            pieces.append(
                Piece(
                    PieceKind.TEXT,
                    place,
                    mark.first,
                    text[place : mark.first],
                )
            )
        if mark.role == "close":
            return pieces, index + 1, mark
        if mark.role == "open":
            children, index, close = _build(
                text, marks, index + 1, end, mark.last
            )
            inner_last = close.first if close else end
            last = close.last if close else end
            inner = pair_tags(_merge_text(children, text), text)
            pieces.append(
                Piece(
                    mark.kind,
                    mark.first,
                    last,
                    "",
                    (mark.last, inner_last),
                    inner,
                )
            )
            place = last
            continue
        pieces.append(_atom(text, mark))
        place = mark.last
        index += 1
    if place < end:
        pieces.append(Piece(PieceKind.TEXT, place, end, text[place:end]))
    return pieces, index, None


def _atom(text: str, mark: _Mark) -> Piece:
    """An atom; the label of an image and of a note is parsed on its own, as markdown-it does."""
    children: tuple[Piece, ...] = ()
    if mark.kind in (PieceKind.IMAGE, PieceKind.NOTE):
        first, last = mark.inner
        label = parse_inline(text[first:last], masked=True)
        children = tuple(shift(piece, first) for piece in label)
    return Piece(
        mark.kind,
        mark.first,
        mark.last,
        mark.text,
        mark.inner,
        children,
    )


def shift(piece: Piece, by: int) -> Piece:
    """Return the piece with all its places moved."""
    inner = (piece.inner[0] + by, piece.inner[1] + by)
    children = tuple(shift(child, by) for child in piece.children)
    return replace(
        piece,
        first=piece.first + by,
        last=piece.last + by,
        inner=inner,
        children=children,
    )


def _merge_text(pieces: list[Piece], text: str) -> Iterator[Piece]:
    """Cut bare URLs out of runs of text, which may be broken by delimiters that opened nothing."""
    index = 0
    while index < len(pieces):
        end = index
        while end < len(pieces) and pieces[end].kind is PieceKind.TEXT:
            end += 1
        if end == index:
            yield pieces[index]
            index += 1
            continue
        yield from _cut_urls(pieces[index:end], text)
        index = end


def _cut_urls(run: list[Piece], text: str) -> Iterator[Piece]:
    """Yield a run of text with its bare addresses as pieces."""
    place, last = run[0].first, run[-1].last
    for url in _URL.finditer(text, place, last):
        end = next(
            (
                p.last
                for p in run
                if p.first < url.end() < p.last and not _is_plain(p, text)
            ),
            url.end(),
        )
        yield from _clip(run, text, place, url.start())
        yield Piece(PieceKind.URL, url.start(), end)
        place = end
    yield from _clip(run, text, place, last)


def _clip(
    run: list[Piece], text: str, first: int, last: int
) -> Iterator[Piece]:
    """Yield the parts of a run that lie between two places."""
    for piece in run:
        start, end = max(first, piece.first), min(last, piece.last)
        if start < end:
            yield (
                piece
                if (start, end) == (piece.first, piece.last)
                else _plain(text, start, end)
            )


def _is_plain(piece: Piece, text: str) -> bool:
    return piece.text == text[piece.first : piece.last]


def _plain(text: str, first: int, last: int) -> Piece:
    return Piece(PieceKind.TEXT, first, last, text[first:last])
