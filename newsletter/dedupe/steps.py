"""Take out of the segments what is no text of the article, step by step.

Each step takes segments (or a manuscript) and returns what is left with a removal for what went.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby, pairwise

from newsletter.dedupe.boxes import find_boxes
from newsletter.dedupe.headings import is_level_with
from newsletter.dedupe.keys import (
    find_numbers,
    find_parted,
    find_words,
    has_words,
    make_key,
)
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.proofs import as_removal
from newsletter.dedupe.segment import (
    Break,
    Kind,
    Segment,
    join_texts,
    strip_marks,
)
from newsletter.dedupe.title import is_title, retells_title
from newsletter.model import Removal, RemovalKind
from newsletter.source.decisions import fingerprint

_TITLE_REASONS = {
    "title-line": "the title of the post, repeated in its body",
    "second-title": "a second title: it says in other words what the title says",
}
_TITLES = (Kind.HEADING, Kind.LABEL)
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
MAX_BROKEN_SIZE = 60.0  # weight of a broken sentence that says nothing alone
MAX_HEADING_SIZE = 60.0  # a longer one has its section run into its line


def take_dropped(
    segments: Sequence[Segment], drop: Collection[str]
) -> tuple[list[Segment], list[Removal]]:
    """Take out the paragraphs and segments that a person decided to drop.

    Args:
        segments: The segments of the body.
        drop: Fingerprints of what a person decided to drop.
    """
    gone: set[int] = set()
    for _, group in groupby(segments, key=lambda one: one.paragraph):
        paragraph = list(group)
        is_whole = fingerprint(join_texts(paragraph)) in drop
        gone.update(
            id(one)
            for one in paragraph
            if is_whole or fingerprint(one.text) in drop
        )
    kept: list[Segment] = []
    removals: list[Removal] = []
    spacing = ""  # what stood before the segments that went
    for segment in segments:
        if id(segment) in gone:
            reason = "a person decided that it goes"
            removals.append(
                as_removal([segment], RemovalKind.DECISION, "dropped", reason)
            )
            spacing = max(spacing, segment.spacing, key=_n_newlines)
            continue
        segment.spacing = (
            max(spacing, segment.spacing, key=_n_newlines) if kept else ""
        )
        spacing = ""
        kept.append(segment)
    return kept, removals


def _n_newlines(text: str) -> int:
    """How many newlines a text has."""
    return text.count("\n")


def take_boxes(
    segments: list[Segment], keep: Collection[str]
) -> tuple[list[Segment], list[Removal]]:
    """Take out the boxes of the site, but for those that a person kept.

    Args:
        segments: The segments of the body.
        keep: Fingerprints of what a person decided to keep.
    """
    kept: list[Segment] = []
    removals: list[Removal] = []
    place = 0
    for box in find_boxes(segments):
        if _is_kept(segments[box.first : box.end], keep):
            continue
        kept.extend(segments[place : box.first])
        reason = "a box of the site, not text of the article"
        inside = segments[box.first : box.end]
        removals.append(as_removal(inside, RemovalKind.BOX, box.rule, reason))
        if box.end < len(segments):
            _note_break(segments[box.end])
        place = box.end
    kept.extend(segments[place:])
    return kept, removals


def _is_kept(segments: Sequence[Segment], keep: Collection[str]) -> bool:
    """Tell whether a person decided to keep a box, as a whole or a part of it."""
    if not keep:
        return False
    if any(one.kept for one in segments):
        return True
    return fingerprint(join_texts(segments)) in keep


def _note_break(segment: Segment) -> None:
    """Something was taken out before a segment: a call may start here."""
    if segment.gap is Break.NONE:
        segment.gap = Break.BLANK


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
    for number, (_, group) in enumerate(
        groupby(segments, key=lambda one: one.paragraph)
    ):
        paragraph = list(group)
        is_head = number == 0 and not follows
        rule = _find_title_rule(paragraph, titles, in_calls, is_head)
        if is_head and not rule:
            rule = _find_head_rule(segments, titles[0], in_calls)
        if rule:
            removals.append(
                as_removal(
                    paragraph, RemovalKind.TITLE, rule, _TITLE_REASONS[rule]
                )
            )
            text = join_texts(paragraph)
            if text not in titles:
                titles = (*titles, text)
            pending = follows or bool(kept)
            above = paragraph[0].spacing if is_head else None
            continue
        if pending:
            _note_break(paragraph[0])
        if above is not None:
            paragraph[0].spacing = above
        pending, above = False, None
        kept.extend(paragraph)
    return kept, removals


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


def take_continued(
    segments: list[Segment],
) -> tuple[list[Segment], list[Removal]]:
    """Drop a heading labelled as a continuation when the heading it continues stands above."""
    kept: list[Segment] = []
    removals: list[Removal] = []
    for segment in segments:
        is_known = segment.continued and _stands_in(segment, kept)
        if segment.kept or not is_known:
            kept.append(segment)
            continue
        reason = "a heading with which one call continued a section"
        found = as_removal(
            [segment], RemovalKind.CONTINUATION, "continued-heading", reason
        )
        removals.append(found)
    return kept, removals


def _stands_in(segment: Segment, others: Sequence[Segment]) -> bool:
    """Tell whether a segment is one of others, by kind and words."""
    return any(
        segment.key == one.key and segment.kind is one.kind for one in others
    )


def take_rules_under_headings(manuscript: Manuscript) -> list[Removal]:
    """Take out the rules between a heading and its text: a call ended there."""
    removals: list[Removal] = []
    for heading, passage in pairwise(list(manuscript.passages)):
        if passage.segment.kind is not Kind.RULE:
            continue
        if heading.segment.kind is not Kind.HEADING:
            continue
        manuscript.remove(passage)
        reason = "a rule between a heading and its text"
        removals.append(
            as_removal([passage.place], RemovalKind.REPAIR, "rule", reason)
        )
    return removals


def take_emptied_headings(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> list[Removal]:
    """Take out the headings of which all text went, since it stands under another one.

    It went as told again, or it stayed and another heading of the same text came between. One that
    stands in several tellings is a heading of the article, and stays.

    Args:
        manuscript: The passages that are left.
        segments: All segments in order; what followed a heading there was its text.
    """
    dropped = {id(gone.segment) for gone in manuscript.dropped}
    twins = {id(gone.twin) for gone in manuscript.dropped}
    had_text = {
        id(heading)
        for heading, after in pairwise(segments)
        if after.kind not in _TITLES and id(after) in dropped
    }
    had_text |= _find_parted(manuscript, segments)
    removals: list[Removal] = []
    for passage, after in pairwise(list(manuscript.passages)):
        if passage.segment.kept or id(passage) in twins:
            continue
        if id(passage.place) not in had_text:
            continue
        if not is_level_with(passage.segment, after.segment):
            continue
        manuscript.remove(passage)
        reason = "a heading whose text stands under another one"
        removals.append(
            as_removal(
                [passage.place], RemovalKind.REPAIR, "emptied-heading", reason
            )
        )
    return removals


def _find_parted(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> set[int]:
    """The headings from which another one that was put below them took the text.

    Args:
        manuscript: The passages that are left.
        segments: All segments in order; what followed a heading there was its text.
    """
    followers = {id(one): after for one, after in pairwise(segments)}
    passages = manuscript.passages
    parted: set[int] = set()
    for heading, other, text in zip(
        passages, passages[1:], passages[2:], strict=False
    ):
        if other.segment.kind not in _TITLES:
            continue
        if followers.get(id(heading.place)) is text.place:
            parted.add(id(heading.place))
    return parted


def take_bare_end(manuscript: Manuscript) -> list[Removal]:
    """Take the headings and rules off the end: the call that should have filled them never came.

    A few words of a sentence that broke off fill no section either.
    """
    passages = list(manuscript.passages)
    end = len(passages)
    if end > 1 and _is_broken_start(*passages[-2:]):
        end -= 1
    while end and _is_bare(passages[end - 1].segment):
        end -= 1
    bare = passages[end:]
    if not end:
        return []
    if not any(passage.segment.kind is Kind.HEADING for passage in bare):
        return _take_rules_at_end(manuscript, bare)
    removals: list[Removal] = []
    for passage in bare:
        manuscript.remove(passage)
        reason = "a heading with nothing under it, at the end of the article"
        removals.append(
            as_removal([passage.place], RemovalKind.REPAIR, "bare-end", reason)
        )
    return removals


def _take_rules_at_end(
    manuscript: Manuscript, bare: Sequence[Passage]
) -> list[Removal]:
    """Take out the rules behind the last text: they part it from nothing."""
    removals: list[Removal] = []
    for passage in reversed(bare):
        if passage.segment.kind is not Kind.RULE:
            break
        manuscript.remove(passage)
        reason = "a rule with nothing under it, at the end of the article"
        removals.append(
            as_removal([passage.place], RemovalKind.REPAIR, "rule", reason)
        )
    return removals


def _is_broken_start(heading: Passage, passage: Passage) -> bool:
    """Tell whether all that stands under a heading is a sentence that broke off."""
    segment = passage.segment
    if heading.segment.kind is not Kind.HEADING or segment.kept:
        return False
    return segment.is_cut and segment.size <= MAX_BROKEN_SIZE


def _is_bare(segment: Segment) -> bool:
    """Tell whether a segment is nothing without what should stand below it."""
    if segment.kept:
        return False
    if segment.kind is Kind.HEADING:
        if segment.size > MAX_HEADING_SIZE:
            return False
        return not segment.text.rstrip().endswith("。")
    return segment.kind in (Kind.LABEL, Kind.RULE)
