"""Check what is not words: placeholders, markup from nowhere, links, brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.language.tags import base
from newsletter.model import Finding
from newsletter.translate.checks.pair import LINK, Pair, error, warning
from newsletter.translate.placeholders import (
    DAMAGED_PLACEHOLDER,
    PLACEHOLDER,
    Placeholder,
    find_placeholders,
    has_placeholders,
    is_nested,
    paired_numbers,
    strip_placeholders,
    write_placeholder,
)

_PERHAPS_MARKED = re.compile(r"\[|【|［|__P")
_TAG = re.compile(
    r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>|<!--|<!DOCTYPE",
    re.IGNORECASE,
)
# Where the source has angle brackets (＜速報＞, 〈特集〉), only these are tags.
_ANGLES = tuple("<＜〈《‹")
_HTML_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        a abbr b blockquote body br button center code dd del div dl dt em embed font form
        h1 h2 h3 h4 h5 h6 head hr html i iframe img input ins li link mark meta noscript
        object ol p pre s script section small span strike strong style sub sup svg table
        tbody td th title tr tt u ul video
        """,
    ),
)
# `*words*` or `_words_`, which Markdown reads as emphasis.
_EMPHASIS = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])[^*\n]{1,120}?(?<=[^\s*])\*(?![\w*])"
    r"|\w\*(?=[^\s*])[^*\n]{1,120}?(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_\\])_(?=[^\s_])[^_\n]{1,120}?(?<=[^\s_])_(?![\w_])"
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_MARKDOWN = re.compile(r"\*\*|__(?=\w)|~~|```|`|\]\(|\{\{|\{%|\{:")
_CODE = re.compile(r"`[!-~]+(?: [!-~]+)*`", re.ASCII)
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
    if wanted == found:
        yield from _check_tree(pair)
    yield from _check_damage(pair)


def _check_tree(pair: Pair) -> Iterator[Finding]:
    """The marks of a translation that has them all are whole pairs around the right words."""
    if _is_tree(pair.target):
        yield from _check_contents(pair)
    else:
        yield error(
            "placeholders", "a pair closes before it opens, or crosses another"
        )


def _check_contents(pair: Pair) -> Iterator[Finding]:
    """A pair around words is around words in the translation, and not around everything.

    An empty link is nowhere to click, and one around the whole sentence is another link.
    """
    source = _find_contents(pair.unit.source)
    target = _find_contents(pair.target)
    n_source = len(strip_placeholders(pair.unit.source).strip())
    whole = strip_placeholders(pair.target)
    n_target = len(whole.strip())
    for number, words in source.items():
        if not _has_words(words):
            continue
        said = target.get(number, "")
        mark = write_placeholder(number)
        if not _has_words(said):
            yield error("placeholders", f"there are no words in {mark}")
        elif (
            len(whole) > MIN_COVERED
            and _share(said, n_target) > 0.9
            and _share(words, n_source) <= 0.5
        ):
            yield warning("placeholders", f"{mark} is around the whole text")
    for mark, word in _find_moved(source, target):
        yield warning("placeholders", f"{quote(word, 30)} has left {mark}")


MIN_COVERED = 30  # characters: all of a short text may well be a link
_TOKEN = re.compile(r"[A-Za-z][A-Za-z-]{2,}|[0-9]+(?:[.,][0-9]+)*")


def _find_moved(
    source: dict[str, str], target: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Names and numbers of one pair that stand in another one: two link texts exchanged."""
    if len(source) < 2:
        return
    said = {
        number: frozenset(_TOKEN.findall(strip_placeholders(text)))
        for number, text in target.items()
    }
    for number, text in source.items():
        known = frozenset(_TOKEN.findall(strip_placeholders(text)))
        lost = known - said.get(number, frozenset())
        if not lost:
            continue
        for other, words in said.items():
            if other == number or not lost & words:
                continue
            here = frozenset(_TOKEN.findall(source.get(other, "")))
            moved = sorted(lost & words - here)
            if moved:
                yield write_placeholder(number), moved[0]
                break


def _find_contents(text: str) -> dict[str, str]:
    """Number of each pair → the text inside."""
    contents: dict[str, str] = {}
    opened: dict[str, int] = {}
    for found in PLACEHOLDER.finditer(text):
        number = found["number"]
        if not found["end"]:
            opened[number] = found.end()
        elif number in opened:
            contents[number] = text[opened[number] : found.start()]
    return contents


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, strip_placeholders(text)))


def _share(part: str, n_whole: int) -> float:
    """How much of a text of so many characters a part of it is."""
    return len(strip_placeholders(part)) / max(1, n_whole)


def _check_damage(pair: Pair) -> Iterator[Finding]:
    """Nothing is left of a placeholder that an engine broke."""
    left = DAMAGED_PLACEHOLDER.search(strip_placeholders(pair.target))
    if left and not DAMAGED_PLACEHOLDER.search(
        strip_placeholders(pair.unit.source)
    ):
        yield error(
            "placeholders", f"{quote(left.group())} is left of a broken mark"
        )


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
            yield error(
                "markup", f"{quote(new)}: {name} that the source does not have"
            )
    for code in _CODE.findall(pair.source_plain):
        if code not in pair.target_plain:
            yield error("markup", f"{quote(code, 40)} is code and was changed")
    emphasis = _EMPHASIS.search(pair.target_plain)
    if (
        emphasis
        and "*" not in pair.source_plain
        and "_" not in pair.source_plain
    ):
        yield error(
            "markup", f"{quote(emphasis.group(), 30)}: emphasis from nowhere"
        )


def _find_new(pattern: re.Pattern[str], pair: Pair) -> str:
    """The first match in the translation that the source does not have, "" for none."""
    for found in pattern.finditer(pair.target_plain):
        text = found.group()
        if text in pair.source_plain:
            continue
        if pattern is _TAG and _is_bracketed_text(found, pair.source_plain):
            continue
        return text
    return ""


def _is_bracketed_text(found: re.Match[str], source: str) -> bool:
    """＜速報＞ became <Breaking>: the source has brackets, and it is no tag of HTML."""
    name = (found.group(1) or "").lower()
    if not name or name in _HTML_NAMES:
        return False
    return any(angle in source for angle in _ANGLES)


_AT = re.compile("[@＠]")


def check_links(pair: Pair) -> Iterator[Finding]:
    """Bare addresses come over as they are, and none appears that was not there."""
    source = _part_particles(pair.source_plain, pair.unit.language)
    target = _part_particles(pair.target_plain, pair.language)
    wanted = Counter(_find_links(source))
    found = Counter(_find_links(target))
    for link in wanted - found:
        yield error("links", f"{quote(link)} is lost or changed")
    for link in found - wanted:
        if link.startswith("@") and _AT.search(pair.source_plain):
            continue  # a handle in another script: ＠南海 became @SouthSea
        yield error("links", f"{quote(link)} is not in the source")


_PARTICLE = re.compile(
    r"(?<=[!-~])(?:에서|에게|으로|에는|까지|부터|이라|[에를을은는이가와과로의도])(?![^\W\d_])"
)


def _part_particles(text: str, language: str) -> str:
    """Korean writes its particles behind an address without a blank; they are no part of it."""
    return _PARTICLE.sub(" ", text) if base(language) == "ko" else text


def _find_links(text: str) -> list[str]:
    return [link.rstrip(".,;:!?").rstrip("/") for link in LINK.findall(text)]


def check_pairs(pair: Pair) -> Iterator[Finding]:
    """Brackets and quotation marks have partners, unless the source's have not."""
    if _unbalanced(pair.source_plain):
        return
    lost = _unbalanced(pair.target_plain)
    if lost:
        yield warning("pairs", f"{quote(lost)} has no partner")


_ANY_BRACKET = re.compile(r"[()\[\]{}（）「」『』【】“”„«»《》\"]")


def _unbalanced(text: str) -> str:
    """A bracket or quotation mark without its partner, "" when all have one."""
    if not _ANY_BRACKET.search(text):
        return ""
    counts = Counter(text)
    if counts["„"]:  # closed by “ or ”
        if counts["„"] != counts["“"] + counts["”"]:
            return "„"
        counts["“"] = counts["”"] = 0
    is_swedish = not counts["“"]  # ”…”
    if is_swedish and counts["”"] % 2 == 0:
        counts["”"] = 0
    for closing, opening in _BRACKETS.items():
        if counts[opening] > counts[closing]:
            return opening
        if counts[opening] < counts[closing]:
            return closing
    return '"' if counts['"'] % 2 else ""
