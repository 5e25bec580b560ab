"""Check what is not words: placeholders, markup that came from nowhere, links, brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.model import Finding
from newsletter.translate.checks.pair import LINK, MARK, Pair, error, warning

_DAMAGED = re.compile(r"\[\[?\s*/?\s*\d+\s*\]?\]|【\s*/?\d+\s*】|［\s*/?\d+\s*］|__P\d+__")
_PERHAPS_MARKED = re.compile(r"[\[【［]|__P")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--|<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_MARKDOWN = re.compile(r"\*\*|__(?=\w)|~~|```|`|\]\(|\{\{|\{%|\{:")
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
    if not _PERHAPS_MARKED.search(pair.target) and "[[" not in pair.unit.source:
        return
    wanted, found = Counter(MARK.findall(pair.unit.source)), Counter(MARK.findall(pair.target))
    for slash, number in sorted((wanted - found).keys(), key=_order):
        yield error("placeholders", f"[[{slash}{number}]] is lost")
    for slash, number in sorted((found - wanted).keys(), key=_order):
        many = "stands twice" if (slash, number) in wanted else "is not in the source"
        yield error("placeholders", f"[[{slash}{number}]] {many}")
    if wanted == found and not _is_nested(pair.target):
        yield error("placeholders", "a pair closes before it opens, or crosses another")
    left = _DAMAGED.search(MARK.sub("", pair.target))
    if left and not _DAMAGED.search(MARK.sub("", pair.unit.source)):
        yield error("placeholders", f"{quote(left.group())} is left of a broken mark")


def _order(mark: tuple[str, str]) -> tuple[int, str]:
    return int(mark[1]), mark[0]


def _is_nested(text: str) -> bool:
    paired = {number for slash, number in MARK.findall(text) if slash}
    stack: list[str] = []
    for slash, number in MARK.findall(text):
        if number not in paired:
            continue
        if not slash:
            stack.append(number)
        elif not stack or stack.pop() != number:
            return False
    return not stack


def check_markup(pair: Pair) -> Iterator[Finding]:
    """No HTML, entity or Markdown that the source does not have: markup travels in placeholders only."""
    for pattern, name in ((_TAG, "HTML"), (_ENTITY, "an HTML entity"), (_MARKDOWN, "Markdown")):
        known = set(pattern.findall(pair.source_plain))
        new = next(
            (
                found.group()
                for found in pattern.finditer(pair.target_plain)
                if found.group() not in known
            ),
            None,
        )
        if new is not None:
            yield error("markup", f"{quote(new)}: {name} that the source does not have")


def check_links(pair: Pair) -> Iterator[Finding]:
    """Bare addresses come over as they are, and none appears that was not there."""
    wanted, found = (Counter(_links(text)) for text in (pair.source_plain, pair.target_plain))
    for link in wanted - found:
        yield error("links", f"{quote(link)} is lost or changed")
    for link in found - wanted:
        yield error("links", f"{quote(link)} is not in the source")


def _links(text: str) -> list[str]:
    return [found.rstrip(".,;:!?") for found in LINK.findall(text)]


def check_pairs(pair: Pair) -> Iterator[Finding]:
    """Brackets and quotation marks have partners, unless the source's have not."""
    if _is_balanced(pair.source_plain):
        lost = _unbalanced(pair.target_plain)
        if lost:
            yield warning("pairs", f"{quote(lost)} has no partner")


def _is_balanced(text: str) -> bool:
    return not _unbalanced(text)


def _unbalanced(text: str) -> str:
    counts = Counter(text)
    for closing, opening in _BRACKETS.items():
        if counts[closing] != counts[opening]:
            return opening if counts[opening] > counts[closing] else closing
    return '"' if counts['"'] % 2 else ""
