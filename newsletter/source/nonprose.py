"""Find what in a Markdown text is no prose: the one answer for every stage.

Removing repeats, abridging, translating and rendering all have to know where the author's words end
and where code, template tags, formulas or addresses begin. When each stage asked for itself, each
had another answer, and every difference was a place where a tag was translated or a definition was
"repeated".

The scan has two passes, both left to right, and the thing that begins first wins:

1. What a generator reads before Markdown does, and what shields its content from everything else:
   fenced code, code spans, comments, Liquid, shortcodes, modules, components (`generator_syntax`).
2. On the text with these covered: formulas, attribute lists, wiki links, directives, tags and other
   marks (`markup_syntax`).

`mask_nonprose` then covers, character for character, what a Markdown parser would misread. The
masked text has the length of the text, so that a place in one is the same place in the other: parse
the masked text, cut the text itself.

What was rejected: to let the Markdown parser find these things with rules of its own. A Liquid tag
over several lines with a blank line inside is two paragraphs before any inline rule is asked, and a
definition right after a Liquid line is none.

Every pattern is free of nested and overlapping repeats, and what may run over several lines has an
upper length, so that the time grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from newsletter.remembered import remembered
from newsletter.source.component_indents import find_component_indents
from newsletter.source.dialect_plugins import (
    DialectPart,
    as_nonprose,
    find_dialect_parts,
    get_dialects,
    outer_first,
)
from newsletter.source.generator_syntax import (
    find_generator_syntax,
    find_indented_tags,
)
from newsletter.source.markdown import parse_tokens
from newsletter.source.markup_syntax import find_markup_syntax
from newsletter.source.myst import ROLE_WORDS
from newsletter.source.nonprose_kinds import (
    FIRST_MASK,
    MASK_FILL,
    Nonprose,
    NonproseKind,
    kind_mask,
)

__all__ = [
    "MASKED",
    "Nonprose",
    "NonproseKind",
    "find_nonprose",
    "mask_nonprose",
    "masked_kind",
]

MASKED = re.compile("[\ufdd0-\ufdee]\ufdef*")
# The marks around the words of a wiki link, which are prose: `[[Page|` and `]]`.
OPENING, CLOSING = "\ufded", "\ufdee"
_ALIAS = re.compile(
    r"!?\[\[[^|\n]*\|(?P<words>[^\[\]\n|*_~`<&\\\ufdd0-\ufdef]*[^\W\d_][^\[\]\n|*_~`<&\\\ufdd0-\ufdef]*)\]\]"
)
_MAYBE_INDENTED = re.compile(r"(?:\A|\n)[ \t>]*(?:    |\t)")
_NOT_LINE_END = re.compile(r"[^\n]")
# NUL is what the parser itself replaces so.
_NONCHARACTERS = re.compile("[\0\ufdd0-\ufdef]")

# A line of these alone is nothing on the page, so the parser sees a blank line: what follows begins
# a block of its own.
_BLANKED = frozenset(
    {
        NonproseKind.LIQUID_TAG,
        NonproseKind.MODULE,
        NonproseKind.COMPONENT,
        NonproseKind.DIRECTIVE,
        NonproseKind.RAW_BLOCK,
        NonproseKind.ABBREVIATION,
        NonproseKind.PLUGIN,
    }
)
# What Markdown itself knows is left to its parser.
_SEEN_BY_MARKDOWN = frozenset(
    {
        NonproseKind.FENCE,
        NonproseKind.CODE_SPAN,
        NonproseKind.RAW_HTML,
        NonproseKind.COMMENT,
        NonproseKind.TAG,
        NonproseKind.AUTOLINK,
        NonproseKind.ADDRESS,
        NonproseKind.FOOTNOTE,
        NonproseKind.REFERENCE,
        NonproseKind.DEFINITION,
        NonproseKind.TASK,
    }
)
_KINDS = tuple(NonproseKind)


# How often the parser is asked which tags are code, before all of them are tags.
MAX_TRIES = 3

# Every stage asks about the same article.
# Texts are whole articles: a few posts of them, for what is asked about one again and again.
_REMEMBERED = 64


@remembered(maxsize=_REMEMBERED)
def find_nonprose(text: str) -> tuple[Nonprose, ...]:
    """Return what is no prose, in order and without overlaps; of two that are nested the outer one.

    Args:
        text: Markdown with LF line ends, without front matter.

    >>> [(part.kind.value, part.start, part.end) for part in find_nonprose("Use `x` at {{ y }}.")]
    [('code span', 4, 7), ('liquid output', 11, 18)]
    """
    found = _scan(text)
    may_indent = "    " in text or "\t" in text
    if may_indent and _MAYBE_INDENTED.search(text):
        indented = _find_indented_code(mask_nonprose(text))
        found = tuple(sorted((*found, *indented), key=outer_first))
    return _without_nested(found)


@remembered(maxsize=_REMEMBERED)
def mask_nonprose(text: str, blank: bool = True) -> str:
    """Return the text as the Markdown parser may see it: same length, same places.

    A line of template tags or directives alone becomes blank; other things that Markdown does not
    know become characters that are neither letter, punctuation nor white space. What Markdown
    knows (code, tags, definitions) stays.

    Args:
        text: Markdown with LF line ends, without front matter; or the text of one block.
        blank: Whether lines become blank; not in the text of one block, which has no lines.
    """
    return _mask(text, _find_unknown(_scan(text)), blank)


def _mask(text: str, found: list[Nonprose], blank: bool) -> str:
    """The text with these parts masked."""
    plain = _NONCHARACTERS.sub("\ufffd", text)
    if not found:
        return plain
    alone = _find_alone(plain, found) if blank else frozenset()
    out: list[str] = []
    place = 0
    for part in _without_nested(found):
        out.append(plain[place : part.start])
        raw = plain[part.start : part.end]
        out.append(_blank(raw) if part in alone else _fill(part, raw))
        place = part.end
    masked = "".join((*out, plain[place:]))
    return _cover_indents(plain, masked, found) if blank else masked


def _cover_indents(plain: str, masked: str, found: Iterable[Nonprose]) -> str:
    """Cover the indentation of what stands in components, which means nothing."""
    indents = find_component_indents(plain, found)
    if not indents:
        return masked
    covers: list[Nonprose] = []
    starts = [0, *(end.end() for end in re.finditer("\n", plain))]
    for number, length in sorted(indents.items()):
        start = starts[number]
        if masked[start : start + length].isspace():
            end = start + length
            covers.append(Nonprose(start, end, NonproseKind.COMPONENT))
    return _replace(masked, covers, _cover)


@remembered(maxsize=_REMEMBERED)
def _scan(text: str) -> tuple[Nonprose, ...]:
    """Everything of both passes, what is nested in a tag or an address included.

    A tag in indented code is none. Where such code stands only the block parser knows, and it has
    to be shown the tags first: those that it takes for code are left out.
    """
    in_code = find_indented_tags(text)
    for _ in range(MAX_TRIES):
        found = _scan_both(text, in_code)
        if not in_code:
            return found
        masked = _mask(text, _find_unknown(found), blank=True)
        code = [
            range(part.start, part.end) for part in _find_indented_code(masked)
        ]
        agreed = frozenset(_find_inside(in_code, code))
        if agreed == in_code:
            return found
        in_code = agreed
    return _scan_both(text, frozenset())


def _find_inside(
    places: Iterable[int], ranges: Sequence[range]
) -> Iterator[int]:
    """Yield the places in one of the ranges, which are in order and apart."""
    for place in places:
        after = bisect_right(ranges, place, key=lambda part: part.start)
        if after and place in ranges[after - 1]:
            yield place


def _scan_both(text: str, in_code: frozenset[int]) -> tuple[Nonprose, ...]:
    """Both passes, with tags at some places taken for code."""
    first = find_generator_syntax(text, in_code)
    is_mdx = any(part.kind is NonproseKind.MODULE for part in first)
    covered = _replace(text, first, _cover)
    added = as_nonprose(_find_added(text))
    if added:
        first = tuple(sorted((*first, *added)))
        covered = _replace(text, _without_nested(first), _cover)
    return tuple(
        sorted(
            (*first, *find_markup_syntax(covered, expressions=is_mdx)),
            key=outer_first,
        )
    )


def _find_added(text: str) -> tuple[DialectPart, ...]:
    """What dialects of other packages find beside code and template tags."""
    if not get_dialects():
        return ()
    first = find_generator_syntax(text)
    covered = _replace(text, first, _cover)
    return tuple(
        part
        for part in find_dialect_parts(covered)
        if not _is_covered(part, first)
    )


def _is_covered(part: DialectPart, first: tuple[Nonprose, ...]) -> bool:
    """Tell whether a part overlaps code or a tag."""
    place = bisect_right(first, part.start, key=lambda other: other.start)
    before = place > 0 and first[place - 1].end > part.start
    after = place < len(first) and first[place].start < part.end
    return before or after


def get_dialect_part(text: str, place: int) -> DialectPart:
    """Return the part of another package's dialect that begins at a place of the text.

    Args:
        text: The text, unmasked.
        place: Where the part begins.
    """
    return next(part for part in _find_added(text) if part.start == place)


def _find_indented_code(masked: str) -> Iterator[Nonprose]:
    """Whether a line is indented code depends on all blocks before it: the block parser knows."""
    starts = [0]
    for line in masked.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for token in parse_tokens(masked):
        if token.type == "code_block" and token.map is not None:
            start, end = starts[token.map[0]], starts[token.map[1]] - 1
            yield Nonprose(
                start,
                len(masked[:end].rstrip()),
                NonproseKind.INDENTED_CODE,
            )


def _without_nested(found: Iterable[Nonprose]) -> tuple[Nonprose, ...]:
    """Of two that overlap keep the one that begins first."""
    kept: list[Nonprose] = []
    for part in found:
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return tuple(kept)


def _find_alone(text: str, found: list[Nonprose]) -> frozenset[Nonprose]:
    """Return the parts whose lines hold nothing but such parts and the marks of quotes."""
    parts = [part for part in found if _may_be_blank(part, text)]
    if not parts:
        return frozenset()
    lines = _replace(text, _without_nested(parts), _blank).split("\n")
    is_bare = [not line.strip(" \t>") for line in lines]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    return frozenset(
        part for part in parts if _is_bare_at(part, starts, is_bare)
    )


def _is_bare_at(part: Nonprose, starts: list[int], is_bare: list[bool]) -> bool:
    """Tell whether the first and the last line of a part are bare."""
    first = bisect_right(starts, part.start) - 1
    last = bisect_right(starts, part.end) - 1
    return is_bare[first] and is_bare[last]


def _replace(
    text: str, parts: Iterable[Nonprose], change: Callable[[str], str]
) -> str:
    """Return the text with its parts changed."""
    out: list[str] = []
    place = 0
    for part in parts:
        out += (
            text[place : part.start],
            change(text[part.start : part.end]),
        )
        place = part.end
    return "".join((*out, text[place:]))


def _blank(raw: str) -> str:
    """As many blanks; line ends stay."""
    return _NOT_LINE_END.sub(" ", raw)


def _cover(raw: str) -> str:
    """As many characters that mean nothing; line ends stay."""
    return _NOT_LINE_END.sub(MASK_FILL, raw)


def _is_seen_by_markdown(part: Nonprose, scanned: tuple[Nonprose, ...]) -> bool:
    """Tell whether the parser itself knows what this is; an address with a tag in it is none."""
    if part.kind is NonproseKind.ADDRESS:
        after = bisect_right(scanned, part.start, key=lambda other: other.start)
        return after == len(scanned) or scanned[after].start >= part.end
    return part.kind in _SEEN_BY_MARKDOWN


def _may_be_blank(part: Nonprose, text: str) -> bool:
    """Tell whether a part alone on its lines is nothing to the parser.

    The line `!!! note` is something to it: what is indented below is the text of the box, or code.
    """
    if part.kind is NonproseKind.DIRECTIVE:
        return text.startswith((":", "/", "@tab", "`", "~"), part.start)
    return part.kind in _BLANKED


def _fill(part: Nonprose, raw: str) -> str:
    """Cover a part; the words of a wiki link stay between two covers."""
    alias = None
    if part.kind is NonproseKind.WIKI_LINK:
        alias = _ALIAS.fullmatch(raw) or ROLE_WORDS.fullmatch(raw)
    if alias:
        opening = OPENING + MASK_FILL * (alias.start("words") - 1)
        words = alias["words"].rstrip()
        n_behind = len(raw) - alias.start("words") - len(words)
        return opening + words + CLOSING + MASK_FILL * (n_behind - 1)
    return kind_mask(part.kind) + MASK_FILL * (len(raw) - 1)


def find_blanked(text: str) -> tuple[Nonprose, ...]:
    """Return the parts that `mask_nonprose` makes blank, in order."""
    return tuple(sorted(_find_alone(text, _find_unknown(_scan(text)))))


def _find_unknown(scanned: tuple[Nonprose, ...]) -> list[Nonprose]:
    """What Markdown does not know."""
    return [part for part in scanned if not _is_seen_by_markdown(part, scanned)]


def masked_kind(mask: str) -> NonproseKind:
    """Return the kind that the first character of a covered range names."""
    if mask[0] in (OPENING, CLOSING):
        return NonproseKind.WIKI_LINK
    return _KINDS[ord(mask[0]) - FIRST_MASK]
