"""Check what is not words: placeholders, markup from nowhere, links, brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.model import Finding
from newsletter.translate.checks.pair import LINK, Pair, error, warning
from newsletter.translate.placeholders import (
    Placeholder,
    find_placeholders,
    has_placeholders,
    is_nested,
    paired_numbers,
    strip_placeholders,
    write_placeholder,
)

_DAMAGED = re.compile(
    r"\[\[?\s*/?\s*\d+\s*\]?\]"
    r"|【\s*/?\d+\s*】"
    r"|［\s*/?\d+\s*］"
    r"|__P\d+__"
)
_PERHAPS_MARKED = re.compile(r"[\[【［]|__P")
_TAG = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--|<!DOCTYPE",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_MARKDOWN = re.compile(r"\*\*|__(?=\w)|~~|```|`|\]\(|\{\{|\{%|\{:")
_MARKUP = (
    (_TAG, "HTML"),
    (_ENTITY, "an HTML entity"),
    (_MARKDOWN, "Markdown"),
)
_BRACKETS = {
    ")": "(",
    "]": "[",
    "}": "{",
    "）": "（",
    "」": "「",
    "』": "『",
    "】": "【",
    "”": "“",
    "»": "«",
    "》": "《",
}


def check_placeholders(pair: Pair) -> Iterator[Finding]:
    """Every mark once, none new, pairs opened before they close and nested as trees."""
    source_has_marks = has_placeholders(pair.unit.source)
    if not source_has_marks and not _PERHAPS_MARKED.search(pair.target):
        return
    wanted = Counter(find_placeholders(pair.unit.source))
    found = Counter(find_placeholders(pair.target))
    for mark in sorted(wanted - found, key=_order):
        yield error("placeholders", f"{_written(mark)} is lost")
    for mark in sorted(found - wanted, key=_order):
        what = "stands twice" if mark in wanted else "is not in the source"
        yield error("placeholders", f"{_written(mark)} {what}")
    if wanted == found and not _is_tree(pair.target):
        yield error("placeholders", "a pair closes before it opens, or crosses another")
    yield from _check_damage(pair)


def _check_damage(pair: Pair) -> Iterator[Finding]:
    left = _DAMAGED.search(strip_placeholders(pair.target))
    if left and not _DAMAGED.search(strip_placeholders(pair.unit.source)):
        yield error("placeholders", f"{quote(left.group())} is left of a broken mark")


def _written(mark: Placeholder) -> str:
    return write_placeholder(mark[1], end=bool(mark[0]))


def _order(mark: Placeholder) -> tuple[int, str]:
    return int(mark[1]), mark[0]


def _is_tree(text: str) -> bool:
    placeholders = find_placeholders(text)
    return is_nested(placeholders, paired_numbers(placeholders))


def check_markup(pair: Pair) -> Iterator[Finding]:
    """No HTML, entity or Markdown that the source does not have.

    Markup travels in placeholders only.
    """
    for pattern, name in _MARKUP:
        new = _find_new(pattern, pair)
        if new:
            yield error("markup", f"{quote(new)}: {name} that the source does not have")


def _find_new(pattern: re.Pattern[str], pair: Pair) -> str:
    """The first match in the translation that the source does not have, "" for none."""
    known = set(pattern.findall(pair.source_plain))
    found = pattern.findall(pair.target_plain)
    return next((text for text in found if text not in known), "")


def check_links(pair: Pair) -> Iterator[Finding]:
    """Bare addresses come over as they are, and none appears that was not there."""
    wanted = Counter(_find_links(pair.source_plain))
    found = Counter(_find_links(pair.target_plain))
    for link in wanted - found:
        yield error("links", f"{quote(link)} is lost or changed")
    for link in found - wanted:
        yield error("links", f"{quote(link)} is not in the source")


def _find_links(text: str) -> list[str]:
    return [link.rstrip(".,;:!?") for link in LINK.findall(text)]


def check_pairs(pair: Pair) -> Iterator[Finding]:
    """Brackets and quotation marks have partners, unless the source's have not."""
    if _unbalanced(pair.source_plain):
        return
    lost = _unbalanced(pair.target_plain)
    if lost:
        yield warning("pairs", f"{quote(lost)} has no partner")


def _unbalanced(text: str) -> str:
    """A bracket or quotation mark without its partner, "" when all have one."""
    counts = Counter(text)
    for closing, opening in _BRACKETS.items():
        if counts[opening] > counts[closing]:
            return opening
        if counts[opening] < counts[closing]:
            return closing
    return '"' if counts['"'] % 2 else ""
