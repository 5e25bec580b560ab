"""Find the boxes a site puts into or under an article: related posts, books, affiliate notes, calls to action.

A box is told by its structure, not by its words alone: a heading that announces one is believed only when what follows is
links; a call to action only when it ends in a link that is marked as one. The article may go on after a box, so a box ends
with its last own line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.dedupe.keys import make_key
from newsletter.dedupe.segment import Kind, Segment, strip_marks

_ANNOUNCES = re.compile(
    r"(?:あわせて|合わせて|併せて)(?:読み|よみ)たい.{0,12}|関連(?:記事|リンク|投稿|書籍|コンテンツ)(?:一覧)?|.{0,12}おすすめ(?:の)?(?:記事|書籍|本)(?:一覧)?"
    r"|(?:related|recommended|more) (?:articles|posts|reading|stories|books)|you (?:may|might) also like|read (?:next|also|more)",
    re.I,
)
_LINK_ONLY = re.compile(
    r"^\**!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?:[^()]|\([^()]*\))*\)\**(?:\s*(?:\{:[^}]*\}|[–—:：-].{0,120}))?$"
)
_LINKED = re.compile(r"\]\(")
_CALL = re.compile(
    r"utm_medium=cta|utm_source=article|consulting-cta|[.\s]cta[-\w]*\}|class=\"[^\"]*cta"
)
_AFFILIATE = re.compile(
    r"アフィリエイト(?:リンク|広告|プログラム)|affiliate (?:links?|program)|Amazonアソシエイト|amazon associate",
    re.I,
)
_SHOP = re.compile(
    r"https?://(?:www\.)?(?:amazon\.[a-z.]+|amzn\.to|a\.co|hb\.afl\.rakuten\.co\.jp|books\.rakuten\.co\.jp)/\S*"
)
MAX_CALL_SEGMENTS = 6  # heading, up to three sentences of offer, link, attribute list; longer is an article section with a link in it
MAX_NOTE_CHARS = 160  # an affiliate note is one or two sentences


def find_boxes(segments: Sequence[Segment]) -> list[tuple[int, int, str]]:
    """Return half-open ranges of segments that are boxes, in order, with the name of the rule."""
    found: list[tuple[int, int, str]] = []
    place = 0
    while place < len(segments):
        end, name = _box_at(segments, place)
        if end > place:
            first = _with_rule(segments, place, found[-1][1] if found else 0)
            found.append((first, end, name))
            place = end
        else:
            place += 1
    return found


def _box_at(segments: Sequence[Segment], place: int) -> tuple[int, str]:
    segment = segments[place]
    if segment.kind in (Kind.HEADING, Kind.LABEL):
        end = _end_of_call(segments, place)
        if end > place:
            return end, "call-to-action"
        if _ANNOUNCES.fullmatch(strip_marks(segment.text).strip(" *:：#")):
            end = _end_of_links(segments, place + 1)
            if end > place + 1:
                return end, "related-links"
    if _AFFILIATE.search(segment.text) and segment.kind in (Kind.SENTENCE, Kind.ITEM, Kind.LABEL):
        return _end_of_note(segments, place), "affiliate-note"
    if (
        segment.kind is Kind.SENTENCE
        and _LINK_ONLY.match(segment.text.strip())
        and _CALL.search(segment.text)
    ):
        return place + 1, "call-to-action"
    return place, ""


def _end_of_links(segments: Sequence[Segment], place: int) -> int:
    """Step over links, linked headings with one describing paragraph, attribute lists; (place if there is none)."""
    end = place
    at = place
    while at < len(segments):
        segment = segments[at]
        text = strip_marks(segment.text).strip()
        if (
            _LINK_ONLY.match(text)
            or (segment.kind is Kind.OTHER and end > place)
            or (segment.kind is Kind.HEADING and _SHOP.search(text))
        ):
            at = end = at + 1
        elif (
            segment.kind in (Kind.SENTENCE, Kind.LABEL)
            and at == end
            and at + 1 < len(segments)
            and _describes(segments, at)
        ) or (
            segment.kind is Kind.RULE
            and at + 1 < len(segments)
            and _AFFILIATE.search(segments[at + 1].text)
        ):
            at += 1
        elif _AFFILIATE.search(text) and _end_of_note(segments, at) > at:
            at = end = _end_of_note(segments, at)
        else:
            break
    return end


def _describes(segments: Sequence[Segment], at: int) -> bool:
    """A paragraph between a linked heading and a shop link is the description of the book."""
    paragraph = segments[at].paragraph
    after = next(
        (segment for segment in segments[at : at + 4] if segment.paragraph != paragraph), None
    )
    return (
        after is not None
        and bool(_LINK_ONLY.match(after.text.strip()) and _SHOP.search(after.text))
        and at > 0
        and bool(_SHOP.search(segments[at - 1].text))
    )


def _end_of_call(segments: Sequence[Segment], place: int) -> int:
    """A heading, a few sentences and a link marked as a call to action."""
    end = place
    for at in range(place + 1, min(place + MAX_CALL_SEGMENTS + 2, len(segments))):
        segment = segments[at]
        if segment.kind in (Kind.HEADING, Kind.TABLE, Kind.CODE):
            break
        if _CALL.search(segment.text) and (
            _LINKED.search(segment.text) or segment.kind is Kind.OTHER
        ):
            end = at + 1
    return end


def _end_of_note(segments: Sequence[Segment], place: int) -> int:
    end = place + 1
    while end < len(segments) and segments[end].paragraph == segments[place].paragraph:
        end += 1
    if sum(len(segment.text) for segment in segments[place:end]) > MAX_NOTE_CHARS or not make_key(
        segments[place].text
    ):
        return place
    return end


def _with_rule(segments: Sequence[Segment], place: int, floor: int) -> int:
    """The rule above a box belongs to it."""
    return place - 1 if place > floor and segments[place - 1].kind is Kind.RULE else place
