"""Take out the lines of a body that say the title: at its head, and where a call started over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from newsletter.dedupe.keys import (
    find_numbers,
    find_parted,
    find_words,
    has_words,
    make_key,
)
from newsletter.dedupe.proofs import as_removal
from newsletter.dedupe.segment import (
    Kind,
    Segment,
    join_texts,
    note_break,
    strip_marks,
)
from newsletter.dedupe.title import is_title, retells_title
from newsletter.model import Removal, RemovalKind
from newsletter.source.nonprose import NonproseKind, find_nonprose

_REASONS = {
    "title-line": "the title of the post, repeated in its body",
    "second-title": "a second title: it says in other words what the title says",
}
_UNSEEN_KINDS = frozenset({NonproseKind.MODULE, NonproseKind.COMMENT})
_UNSEEN = re.compile(
    r"(?:\[\[?_?toc_?\]\]?|<a\s[^<>]*>\s*</a>|\{[%{][^{}\n]*\btoc\b[^{}\n]*[%}]\}|\s)*",
    re.I,
)
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")


def take_titles(
    segments: Sequence[Segment],
    titles: Sequence[str],
    in_calls: bool,
    *,
    follows: bool,
) -> tuple[list[Segment], list[Removal]]:
    """Drop the lines that say the title: at the head of the body, and where a call started over.

    Without evidence only the head of the body is looked at.

    Args:
        segments: All segments in order.
        titles: The title that was meant and the one that was given.
        in_calls: The post shows that it was written in calls; else only the head is looked at.
        follows: Something stands before the segments.
    """
    kept: list[Segment] = []
    removals: list[Removal] = []
    pending = False
    above: str | None = None  # the white space over a title at the head
    is_head = not follows
    for number, (_, group) in enumerate(
        groupby(segments, key=lambda one: one.paragraph)
    ):
        paragraph = list(group)
        rule = _find_title_rule(paragraph, titles, in_calls, is_head)
        if is_head and number == 0 and not rule:
            rule = _find_head_rule(segments, titles[0], in_calls)
        if rule:
            removals.append(
                as_removal(paragraph, RemovalKind.TITLE, rule, _REASONS[rule])
            )
            text = join_texts(paragraph)
            if text not in titles:
                titles = (*titles, text)
            pending = follows or bool(kept and not is_head)
            above = paragraph[0].spacing if is_head else None
            is_head = False
            continue
        is_head = is_head and _is_unseen(join_texts(paragraph))
        if pending:
            note_break(paragraph[0])
        if above is not None:
            paragraph[0].spacing = above
        pending, above = False, None
        kept.extend(paragraph)
    return kept, removals


def _is_unseen(text: str) -> bool:
    """Tell whether readers see nothing of a paragraph: imports, comments, a mark for contents."""
    parts = [part for part in find_nonprose(text) if part.kind in _UNSEEN_KINDS]
    ends = [0, *(part.end for part in parts)]
    starts = [*(part.start for part in parts), len(text)]
    rest = "".join(
        text[end:start] for end, start in zip(ends, starts, strict=True)
    )
    return _UNSEEN.fullmatch(rest) is not None


def _find_title_rule(
    paragraph: Sequence[Segment],
    titles: Sequence[str],
    in_calls: bool,
    is_head: bool,
) -> str:
    """The rule by which a paragraph goes as a title; "" if it stays.

    Args:
        paragraph: Its segments.
        titles: The title that was meant, the one that was given, and lines that went as titles.
        in_calls: The post shows that it was written in calls.
        is_head: It is the first paragraph of the body.
    """
    if any(one.kept for one in paragraph):
        return ""
    longest = max(map(len, titles))
    is_short = 0 < len(paragraph[0].text) <= 2 * longest + 20
    may_go = in_calls or (is_head and _is_head(paragraph, titles[0]))
    if not may_go or not is_short:
        return ""
    if is_title(paragraph[0].kind, join_texts(paragraph), titles):
        return "title-line"
    return ""


def _find_head_rule(
    segments: Sequence[Segment], title: str, in_calls: bool
) -> str:
    """The rule by which the first paragraph goes as a second title; "" if it stays."""
    if segments[0].kept:
        return ""
    if not retells_title_at_head(segments, title, in_calls):
        return ""
    return "second-title"


def _is_head(paragraph: Sequence[Segment], title: str) -> bool:
    """Tell whether a first paragraph may be no more than the title over the article."""
    if _is_plain_heading(paragraph):
        return True
    return says_title_plainly(paragraph, title)


def says_title_plainly(segments: Sequence[Segment], title: str) -> bool:
    """Tell whether the first paragraph is a plain line with nothing but the title, not ended.

    Nobody opens an article with its title as a paragraph: generators do, and themes show it twice.
    """
    line = _find_plain_line(segments)
    if line is None or not title:
        return False
    return make_key(strip_marks(line)) == make_key(title)


def _find_plain_line(segments: Sequence[Segment]) -> str | None:
    """The first paragraph, if it is one line of plain text without links, no list item."""
    if not segments:
        return None
    paragraph = segments[0].paragraph
    first = [one for one in segments if one.paragraph == paragraph]
    if first[0].kind not in (Kind.LABEL, Kind.SENTENCE):
        return None
    if first[0].item or first[0].links:
        return None
    text = join_texts(first)
    return None if "\n" in text else text  # a heading underlined with = is none


def retells_title_at_head(
    segments: Sequence[Segment], title: str, in_calls: bool
) -> bool:
    """Tell whether the first paragraph is a plain line that is the title in other words.

    Each of its figures stands in the title or in the text below, and so does, without evidence,
    each of its words of an alphabet: under "Tomato soup", "Tomato soup, vegan" is news.

    Args:
        segments: The segments of the body.
        title: Title of the post.
        in_calls: The post shows that it was written in calls.
    """
    line = _find_plain_line(segments)
    if line is None or not title:
        return False
    if not retells_title(line, title, in_calls=in_calls):
        return False
    if not in_calls and _has_lone_word(line, segments, title):
        return False
    lost = set(find_numbers(line)).difference(find_numbers(title))
    for segment in segments:
        if not lost:
            return True
        if segment.paragraph != segments[0].paragraph:
            lost.difference_update(segment.numbers)
    return not lost


def _has_lone_word(line: str, segments: Sequence[Segment], title: str) -> bool:
    """Tell whether a first line has a word that neither the title nor the text below has.

    Japanese and Chinese words are asked for only in brackets（小学生向け）: nothing parts them.
    """
    below = [
        one.text for one in segments if one.paragraph != segments[0].paragraph
    ]
    words = find_parted(find_words(strip_marks(line)))
    words |= find_words(" ".join(_IN_BRACKETS.findall(line)))
    return not has_words("\n".join([title, *below]), words)


def _is_plain_heading(paragraph: Sequence[Segment]) -> bool:
    """A person's first sentence may say what the title says; a heading over it only repeats it."""
    if paragraph[0].kind is not Kind.HEADING:
        return False
    return not paragraph[0].links
