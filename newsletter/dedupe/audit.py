"""Prove a cleaning from the outside: what stood in the source stands in the result, or its removal names who says it.

The audit shares no code with the deduper. It cuts sentences and compares them in its own, cruder way: text without
white space, punctuation and Markdown marks. So a fault in the deduper's idea of a sentence or of likeness cannot hide
itself here. What it proves, rule by rule:

    lost           every sentence of the source is in the result, or in a removal (error)
    twin           a removed repeat or fragment is held by the passage its removal names, and that passage stands (error)
    number, name, link
                   what a removed variant says in figures, Latin names and addresses is said somewhere in the result (error)
    repeat         no prose sentence of MIN_REPEAT_CHARS or more stands twice in the result (warning: it may be a refrain)
    order          of two neighbours in the result, the first stands before the second somewhere in the source, itself or as
                   what a removal names as its twin, or stands in a passage told again, from which it was spliced into the
                   first telling (error)

Leavings (markers, chatter, boxes, labels) have no twin: the removal itself is the explanation, and the editor reads it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from newsletter.model import Cleaned, Finding, Lines, Removal, RemovalKind, Severity

MIN_REPEAT_CHARS = 20  # shorter sentences repeat in good prose
MIN_ORDER_CHARS = 12  # shorter ones stand in many places and prove no order
SPLICE_LINES = 4  # how far from a passage told again its new sentences stand: a paragraph of the posts with its blank lines
WITH_TWIN = frozenset({RemovalKind.REPEAT, RemovalKind.VARIANT, RemovalKind.FRAGMENT})

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.S)
_END = re.compile(r"(?<=[。！？!?])(?![」』）)】！？!?*_。])|(?<=\.)\s+(?=[A-Z\"“'(])|\n")
_LINK_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)")
_BARE_LINK = re.compile(r"https?://[^\s<>)\]」』）、。]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+&'-]*[A-Za-z0-9]")
_STRUCTURE = re.compile(
    r"\s*(?:[-*+]\s|\d{1,3}[.)]\s|\||#{1,6}\s|>|```|~~~|\*\*[^*]+\*\*[:：]?\s*$)"
)


def audit(source: str, cleaned: Cleaned) -> tuple[Finding, ...]:
    """Return what could not be proved, by rule and place; nothing for a proven cleaning.

    Args:
        source: The document as it was, with or without front matter, LF line ends.
        cleaned: What came of it; the lines of its removals are lines of `source`.
    """
    head = _FRONT_MATTER.match(source) if cleaned.head else None
    lines = source.replace("\r\n", "\n").split("\n")
    n_head = head.group().count("\n") if head else 0
    lines[:n_head] = [""] * n_head
    rest = _without_leavings(lines, cleaned.removals)
    result = _plain(cleaned.body)
    return (
        *_check_lost(rest, result, cleaned.removals),
        *_check_twins(result, cleaned.removals),
        *_check_facts(cleaned),
        *_check_repeats(cleaned.body),
        *_check_order(lines, cleaned),
    )


def _plain(text: str) -> str:
    """The text as one run of letters and digits: no white space, punctuation, Markdown marks or link targets."""
    shown = _LINK_TARGET.sub("](", unicodedata.normalize("NFKC", text))
    return re.sub(r"[\W_]+", "", shown).casefold()


def _sentences(text: str) -> list[str]:
    shown = _BARE_LINK.sub(
        "", _LINK_TARGET.sub("](", text)
    )  # a query in an address ends no sentence
    return [sentence for sentence in _END.split(shown) if sentence and _plain(sentence)]


def _without_leavings(lines: list[str], removals: tuple[Removal, ...]) -> list[str]:
    """The lines of the source without what was removed as no text of the article."""
    rest = list(lines)
    for removal in removals:
        if removal.kind in WITH_TWIN:
            continue
        for part in removal.text.split("\n"):
            for number in range(removal.lines.first - 1, min(removal.lines.last, len(rest))):
                if part.strip() and part.strip() in rest[number]:
                    rest[number] = rest[number].replace(part.strip(), "\n", 1)
                    break
    return rest


def _check_lost(lines: list[str], result: str, removals: tuple[Removal, ...]) -> Iterator[Finding]:
    removed = [_plain(removal.text) for removal in removals if removal.kind in WITH_TWIN]
    everything = "\n".join(removed)
    leavings = [
        (removal.lines, _plain(removal.text))
        for removal in removals
        if removal.kind not in WITH_TWIN
    ]
    for number, line in enumerate(lines, 1):
        left = [text for place, text in leavings if place.first <= number <= place.last]
        for sentence in _sentences(line):
            key = _plain(sentence)
            if any(key in text for text in left):
                continue
            if (
                key not in result
                and key not in everything
                and not _is_covered(key, result, removed)
            ):
                yield _error(
                    "lost",
                    Lines(number, number),
                    "is neither in the result nor in a removal",
                    sentence,
                )


def _is_covered(key: str, result: str, removed: list[str]) -> bool:
    """A sentence of ours may hold several of the deduper's: each part kept or removed."""
    pieces = [
        text
        for text in removed
        if text and (text in key or key.startswith(text) or key.endswith(text))
    ]
    for text in sorted(pieces, key=len, reverse=True):
        key = key.replace(text, "\n")
    return all(part in result for part in key.split("\n") if part)


def _check_twins(result: str, removals: tuple[Removal, ...]) -> Iterator[Finding]:
    for removal in removals:
        if removal.kind not in WITH_TWIN:
            continue
        text, twin = _plain(removal.text), _plain(removal.twin_text)
        if not text:  # a rule or a picture: nothing that could be said
            continue
        if removal.twin is None or not twin:
            yield _error(
                "twin",
                removal.lines,
                "was removed as said elsewhere, and no place is named",
                removal.text,
            )
        elif twin not in result and not any(
            _plain(part) in result for part in _sentences(removal.twin_text)
        ):
            yield _error(
                "twin",
                removal.lines,
                f"was removed for line {removal.twin}, which does not stand",
                removal.text,
            )
        elif (
            removal.kind is RemovalKind.REPEAT
            and removal.rule == "repeat"
            and text not in twin
            and text not in result
        ):
            yield _error(
                "twin",
                removal.lines,
                f"is called a repeat of line {removal.twin}, which says something else",
                removal.text,
            )


def _check_facts(cleaned: Cleaned) -> Iterator[Finding]:
    """Figures, names and addresses of removed passages that nothing in the result has."""
    body = unicodedata.normalize("NFKC", cleaned.body)
    numbers, names = set(_NUMBER.findall(body)), {name.casefold() for name in _NAME.findall(body)}
    links = {*_LINK_TARGET.findall(body), *_BARE_LINK.findall(body)}
    for removal in cleaned.removals:
        if removal.kind not in WITH_TWIN:
            continue
        text = unicodedata.normalize("NFKC", removal.text)
        for link in dict.fromkeys((*_LINK_TARGET.findall(text), *_BARE_LINK.findall(text))):
            if link not in links:
                yield _error(
                    "link", removal.lines, f"was the only one to link to {link}", removal.text
                )
        bare = _BARE_LINK.sub("", _LINK_TARGET.sub("](", text))
        cut = removal.kind is RemovalKind.FRAGMENT  # its last word may be cut in two
        for number in dict.fromkeys(_NUMBER.findall(bare)):
            if number not in numbers and not (cut and number in body):
                yield _error(
                    "number", removal.lines, f"was the only one to say {number}", removal.text
                )
        for name in dict.fromkeys(_NAME.findall(bare)):
            if name.casefold() not in names and not (cut and name.casefold() in body.casefold()):
                yield _error(
                    "name", removal.lines, f"was the only one to name {name}", removal.text
                )


def _check_repeats(body: str) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    shown: dict[str, tuple[int, str]] = {}
    in_code = False
    for number, line in enumerate(body.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        if in_code or _STRUCTURE.match(line):
            continue
        for sentence in _sentences(line):
            key = _plain(sentence)
            if len(key) >= MIN_REPEAT_CHARS:
                counts[key] += 1
                shown.setdefault(key, (number, sentence))
    for key, count in counts.items():
        if count > 1:
            number, sentence = shown[key]
            yield Finding(
                "repeat",
                Severity.WARNING,
                f"line {number} of the result stands {count} times: {_short(sentence)}",
            )


def _check_order(lines: list[str], cleaned: Cleaned) -> Iterator[Finding]:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        for sentence in _sentences(line):
            key = _plain(sentence)
            first.setdefault(key, number)
            last[key] = number
    for (
        removal
    ) in cleaned.removals:  # the fuller wording of a passage stands where any telling of it stood
        for sentence in _sentences(removal.twin_text) if removal.kind in WITH_TWIN else ():
            key = _plain(sentence)
            if key in first:
                first[key] = min(first[key], removal.lines.first)
                last[key] = max(last[key], removal.lines.last)
    told_again = {
        number
        for removal in cleaned.removals
        if removal.kind in WITH_TWIN
        for told in (
            removal.lines,
            removal.twin if removal.twin and removal.twin > removal.lines else removal.lines,
        )
        for number in range(told.first - SPLICE_LINES, told.last + SPLICE_LINES + 1)
    }
    kept = [
        (key, sentence)
        for sentence in _sentences(cleaned.body)
        if len(key := _plain(sentence)) >= MIN_ORDER_CHARS and key in first
    ]
    for (one, _), (other, sentence) in pairwise(kept):
        if first[one] > last[other] and first[one] not in told_again:
            yield Finding(
                "order",
                Severity.ERROR,
                f"never stands after the sentence before it in the source: {_short(sentence)}",
            )


def _error(rule: str, lines: Lines, what: str, text: str) -> Finding:
    return Finding(rule, Severity.ERROR, f"line {lines} {what}: {_short(text)}")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return f'"{flat if len(flat) <= 60 else flat[:59] + "…"}"'
