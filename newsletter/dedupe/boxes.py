"""Find the boxes a site puts into or under an article: related posts, books, calls to action.

A box is known by its structure, not by its words alone. A heading that announces one is believed
only when what follows is links; a call to action only when it ends in a link that is marked as one.
The article may go on after a box, so a box ends with its last own line.

Two rules come from the law (16 CFR 255 in the United States, the rule of October 2023 in Japan). A
disclosure of affiliate links never goes while such a link stays. And a box goes whole, with its
note, or stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.dedupe.keys import make_key
from newsletter.dedupe.segment import (
    TITLES,
    Kind,
    Segment,
    join_texts,
    strip_marks,
)

_ANNOUNCES = re.compile(
    r"(?:あわせて|合わせて|併せて)(?:読み|よみ)たい.{0,12}"
    r"|関連(?:記事|リンク|投稿|書籍|コンテンツ)(?:一覧)?"
    r"|.{0,12}おすすめ(?:の)?(?:記事|書籍|本)(?:一覧)?"
    r"|(?:related|recommended|more) (?:articles|posts|reading|stories|books)"
    r"|you (?:may|might) also like|read (?:next|also|more)",
    re.I,
)
_LINK_ONLY = re.compile(
    r"^\**!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?:[^()]|\([^()]*\))*\)\**"
    r"(?:\s*(?:\{:[^}]*\}|[–—:：-].{0,120}))?$"
)
_LINKED = re.compile(r"\]\(")
_HOST = re.compile(r"\]\(<?https?://([^/\s)>?#]+)", re.I)
_CALL = re.compile(
    r"utm_medium=cta|utm_source=article|consulting-cta|cta(?<=[.\s]cta)[-\w]*\}|class=\"[^\"]*cta"
)
_DISCLOSES = re.compile(
    r"アフィリエイト(?:リンク|広告)|Amazonアソシエイト|affiliate links?|amazon associate",
    re.I,
)
_DISCLOSING_WORDS = ("アフィリエイト", "アソシエイト", "affiliate", "associate")
_SHOP = re.compile(
    r"https?://(?:www\.)?(?:amazon\.[a-z.]+|amzn\.to|a\.co|hb\.afl\.rakuten\.co\.jp"
    r"|books\.rakuten\.co\.jp)/\S*"
)
MAX_CALL_SEGMENTS = 6  # heading, three sentences, link, attribute list; a longer one is a section
MAX_NOTE_CHARS = 160  # a disclosure is one or two sentences
MAX_DESCRIPTION_CHARS = 120  # behind a link of a box, in its paragraph


@dataclass(frozen=True, slots=True)
class Box:
    """A half-open range of segments and the rule that found it."""

    first: int
    end: int
    rule: str


def find_boxes(segments: Sequence[Segment]) -> tuple[Box, ...]:
    """Return the boxes that may go, in order."""
    boxes: list[Box] = []
    place = 0
    discloses = _may_disclose(segments)
    while place < len(segments):
        end, rule = _box_at(segments, place, discloses)
        if end > place:
            floor = boxes[-1].end if boxes else 0
            boxes.append(Box(_with_rule(segments, place, floor), end, rule))
            place = end
        else:
            place += 1
    return tuple(_without_last_disclosures(segments, boxes))


def _without_last_disclosures(
    segments: Sequence[Segment], boxes: Sequence[Box]
) -> list[Box]:
    """Leave out every box with a disclosure, if a link that it discloses would stay."""
    inside: set[int] = set()
    for box in boxes:
        inside.update(range(box.first, box.end))
    outside = [one for n, one in enumerate(segments) if n not in inside]
    if not any(_SHOP.search(segment.text) for segment in outside):
        return list(boxes)
    return [
        box
        for box in boxes
        if not _has_disclosure(segments[box.first : box.end])
    ]


def _has_disclosure(segments: Sequence[Segment]) -> bool:
    """Tell whether a sentence discloses affiliate links."""
    return any(_DISCLOSES.search(segment.text) for segment in segments)


def _may_disclose(segments: Sequence[Segment]) -> bool:
    """Tell quickly whether a body may disclose affiliate links anywhere."""
    text = "\n".join([segment.text for segment in segments]).lower()
    return any(word in text for word in _DISCLOSING_WORDS)


def _box_at(
    segments: Sequence[Segment], place: int, discloses: bool
) -> tuple[int, str]:
    """The end of the box that begins here, and its rule; the place itself if none does.

    Args:
        segments: All segments in order.
        place: Number of the segment with which a box may begin.
        discloses: The body may hold a note about affiliate links.
    """
    segment = segments[place]
    if segment.kind in TITLES:
        end, rule = _box_under(segments, place)
        if end > place:
            return end, rule
    is_note = discloses and _DISCLOSES.search(segment.text)
    if is_note and _opens_paragraph(segments, place):
        return _end_of_note(segments, place), "affiliate-note"
    if _is_call(segment):
        return place + 1, "call-to-action"
    return place, ""


def _box_under(segments: Sequence[Segment], place: int) -> tuple[int, str]:
    """The end of the box that a heading or label opens, and its rule; the place if none."""
    end = _end_of_call(segments, place)
    if end > place:
        return end, "call-to-action"
    title = strip_marks(segments[place].text).strip(" *:：#")
    if not _ANNOUNCES.fullmatch(title):
        return place, ""
    end = _end_of_links(segments, place + 1)
    if end == place + 1 or _leads_to_several_sites(segments[place + 1 : end]):
        return place, ""
    return end, "related-links"


def _leads_to_several_sites(segments: Sequence[Segment]) -> bool:
    """Tell whether links lead to several sites, shops aside: then they are the author's sources."""
    text = _SHOP.sub("", join_texts(segments))
    hosts = {host.lower().removeprefix("www.") for host in _HOST.findall(text)}
    return len(hosts) > 1


def _is_call(segment: Segment) -> bool:
    """Tell whether a line is nothing but a link marked as a call to action."""
    if segment.kind is not Kind.SENTENCE or "](" not in segment.text:
        return False
    if not _LINK_ONLY.match(segment.text.strip()):
        return False
    return _CALL.search(segment.text) is not None


def _opens_paragraph(segments: Sequence[Segment], place: int) -> bool:
    """Tell whether a segment is the first of its paragraph."""
    if place == 0:
        return True
    return segments[place - 1].paragraph != segments[place].paragraph


def _end_of_paragraph(segments: Sequence[Segment], place: int) -> int:
    """The place after the last segment of a paragraph."""
    paragraph = segments[place].paragraph
    for end in range(place + 1, len(segments)):
        if segments[end].paragraph != paragraph:
            return end
    return len(segments)


def _end_of_links(segments: Sequence[Segment], place: int) -> int:
    """Step over links with their descriptions, attributes and notes; `place` if none stands."""
    end = place
    at = place
    while at < len(segments):
        after = _end_of_paragraph(segments, at)
        paragraph = segments[at:after]
        is_attribute = paragraph[0].kind is Kind.OTHER and end > place
        if is_attribute or _is_inside_links(segments, at, after):
            at = end = after
        elif at == end and _is_on_the_way(segments, at, after):
            at = after
        else:
            break
    return end


def _is_inside_links(segments: Sequence[Segment], at: int, after: int) -> bool:
    """Tell whether a paragraph is a part of a box of links: a link or a disclosure.

    Args:
        segments: All segments in order.
        at: The place of its first segment.
        after: The place behind its last one.
    """
    paragraph = segments[at:after]
    if _is_link_paragraph(paragraph):
        return True
    if not _DISCLOSES.search(join_texts(paragraph)):
        return False
    return _end_of_note(segments, at) > at


def _is_link_paragraph(paragraph: Sequence[Segment]) -> bool:
    """Tell whether a paragraph is a link, alone or with its description behind it."""
    first = paragraph[0]
    if first.kind is Kind.HEADING:
        return _SHOP.search(first.text) is not None
    lines = [
        strip_marks(line).strip() for line in join_texts(paragraph).split("\n")
    ]
    if not _LINK_ONLY.match(lines[0]):
        return False
    rest = [line for line in lines if not _LINK_ONLY.match(line)]
    return len("".join(rest)) <= MAX_DESCRIPTION_CHARS


def _is_on_the_way(segments: Sequence[Segment], at: int, after: int) -> bool:
    """Tell whether a paragraph belongs to a box for the sake of what stands below it.

    That is the rule above a note, or the description of a book between its name and its link.

    Args:
        segments: All segments in order.
        at: The place of the first segment of the paragraph.
        after: The place behind its last one.
    """
    if after >= len(segments):
        return False
    below = segments[after]
    if segments[at].kind is Kind.RULE:
        return _DISCLOSES.search(below.text) is not None
    if segments[at].kind not in (Kind.SENTENCE, Kind.LABEL):
        return False
    if not at:
        return False
    has_name = _SHOP.search(segments[at - 1].text)
    has_link = _LINK_ONLY.match(below.text.strip()) and _SHOP.search(below.text)
    return bool(has_name and has_link)


def _end_of_call(segments: Sequence[Segment], place: int) -> int:
    """A heading, a few sentences and a link marked as a call to action."""
    end = place
    last = min(place + MAX_CALL_SEGMENTS + 2, len(segments))
    for at in range(place + 1, last):
        segment = segments[at]
        if segment.kind in (Kind.HEADING, Kind.TABLE, Kind.CODE):
            break
        if _CALL.search(segment.text) and _leads_on(segment):
            end = at + 1
    return end


def _leads_on(segment: Segment) -> bool:
    """Tell whether a segment holds a link, in Markdown or as a tag."""
    if segment.kind is Kind.OTHER:
        return True
    return _LINKED.search(segment.text) is not None


def _end_of_note(segments: Sequence[Segment], place: int) -> int:
    """The end of the paragraph, if it is as short as a disclosure; else the place itself."""
    end = _end_of_paragraph(segments, place)
    n_chars = sum(len(segment.text) for segment in segments[place:end])
    if n_chars > MAX_NOTE_CHARS:
        return place
    if not make_key(segments[place].text):
        return place
    return end


def _with_rule(segments: Sequence[Segment], place: int, floor: int) -> int:
    """The rule above a box belongs to it.

    Args:
        segments: All segments in order.
        place: The place of the first segment of the box.
        floor: The end of the box before; nothing above it is taken.
    """
    if place > floor and segments[place - 1].kind is Kind.RULE:
        return place - 1
    return place
