"""Find the boxes a site puts into or under an article: related posts, books, affiliate notes, calls to action.

A box is told by its structure, not by its words alone: a heading that announces one is believed only when what follows is
links; a call to action only when it ends in a link that is marked as one. The article may go on after a box, so a box ends
with its last own line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.dedupe.keys import make_key
from newsletter.dedupe.segment import Kind, Unit, strip_marks

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
MAX_CALL_UNITS = 6  # heading, up to three sentences of offer, link, attribute list; longer is an article section with a link in it
MAX_NOTE_CHARS = 160  # an affiliate note is one or two sentences


def find_boxes(units: Sequence[Unit]) -> list[tuple[int, int, str]]:
    """Return half-open ranges of units that are boxes, in order, with the name of the rule."""
    found: list[tuple[int, int, str]] = []
    place = 0
    while place < len(units):
        end, name = _box_at(units, place)
        if end > place:
            first = _with_rule(units, place, found[-1][1] if found else 0)
            found.append((first, end, name))
            place = end
        else:
            place += 1
    return found


def _box_at(units: Sequence[Unit], place: int) -> tuple[int, str]:
    unit = units[place]
    if unit.kind in (Kind.HEADING, Kind.LABEL):
        end = _end_of_call(units, place)
        if end > place:
            return end, "call-to-action"
        if _ANNOUNCES.fullmatch(strip_marks(unit.text).strip(" *:：#")):
            end = _end_of_links(units, place + 1)
            if end > place + 1:
                return end, "related-links"
    if _AFFILIATE.search(unit.text) and unit.kind in (Kind.SENTENCE, Kind.ITEM, Kind.LABEL):
        return _end_of_note(units, place), "affiliate-note"
    if (
        unit.kind is Kind.SENTENCE
        and _LINK_ONLY.match(unit.text.strip())
        and _CALL.search(unit.text)
    ):
        return place + 1, "call-to-action"
    return place, ""


def _end_of_links(units: Sequence[Unit], place: int) -> int:
    """Step over links, linked headings with one describing paragraph, attribute lists; (place if there is none)."""
    end = place
    at = place
    while at < len(units):
        unit = units[at]
        text = strip_marks(unit.text).strip()
        if (
            _LINK_ONLY.match(text)
            or (unit.kind is Kind.OTHER and end > place)
            or (unit.kind is Kind.HEADING and _SHOP.search(text))
        ):
            at = end = at + 1
        elif (
            unit.kind in (Kind.SENTENCE, Kind.LABEL)
            and at == end
            and at + 1 < len(units)
            and _describes(units, at)
        ) or (
            unit.kind is Kind.RULE and at + 1 < len(units) and _AFFILIATE.search(units[at + 1].text)
        ):
            at += 1
        elif _AFFILIATE.search(text) and _end_of_note(units, at) > at:
            at = end = _end_of_note(units, at)
        else:
            break
    return end


def _describes(units: Sequence[Unit], at: int) -> bool:
    """A paragraph between a linked heading and a shop link is the description of the book."""
    paragraph = units[at].paragraph
    after = next((unit for unit in units[at : at + 4] if unit.paragraph != paragraph), None)
    return (
        after is not None
        and bool(_LINK_ONLY.match(after.text.strip()) and _SHOP.search(after.text))
        and at > 0
        and bool(_SHOP.search(units[at - 1].text))
    )


def _end_of_call(units: Sequence[Unit], place: int) -> int:
    """A heading, a few sentences and a link marked as a call to action."""
    end = place
    for at in range(place + 1, min(place + MAX_CALL_UNITS + 2, len(units))):
        unit = units[at]
        if unit.kind in (Kind.HEADING, Kind.TABLE, Kind.CODE):
            break
        if _CALL.search(unit.text) and (_LINKED.search(unit.text) or unit.kind is Kind.OTHER):
            end = at + 1
    return end


def _end_of_note(units: Sequence[Unit], place: int) -> int:
    end = place + 1
    while end < len(units) and units[end].paragraph == units[place].paragraph:
        end += 1
    if sum(len(unit.text) for unit in units[place:end]) > MAX_NOTE_CHARS or not make_key(
        units[place].text
    ):
        return place
    return end


def _with_rule(units: Sequence[Unit], place: int, floor: int) -> int:
    """The rule above a box belongs to it."""
    return place - 1 if place > floor and units[place - 1].kind is Kind.RULE else place
