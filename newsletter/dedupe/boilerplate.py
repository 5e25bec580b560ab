"""Take boilerplate out of the lines: markers, continuation labels, chatter, leaked prompts.

What a rule takes out leaves a break behind, since a call stopped or started there; the alignment
uses it. Code is looked into only for dashed markers on a line of their own: a call may have stopped
inside a fence. What a line quotes, or holds in a code span, is never touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from newsletter.dedupe.boilerplate_rule import MAX_SHORT, Rule
from newsletter.dedupe.boilerplate_rules import (
    COPY_BUTTON,
    LANGUAGE_NAME,
    RULES,
)
from newsletter.dedupe.segment import SourceLine
from newsletter.model import Lines, Removal, RemovalKind
from newsletter.source.decisions import fingerprint
from newsletter.source.nonprose import NonproseKind, find_nonprose

_CODE = frozenset(
    {
        NonproseKind.FENCE,
        NonproseKind.INDENTED_CODE,
        NonproseKind.CODE_SPAN,
        NonproseKind.RAW_BLOCK,
        NonproseKind.RAW_HTML,
        NonproseKind.COMMENT,
        NonproseKind.FORMULA,
        NonproseKind.DEFINITION,
    }
)
_HINTS = frozenset(
    chain.from_iterable(rule.hints for rule in RULES if not rule.short)
)
_SHORT_HINTS = frozenset(
    chain.from_iterable(rule.hints for rule in RULES if rule.short)
)
_CONFLICT = re.compile(r"\A<<<<<<<|\n(?:<<<<<<<|>>>>>>>)")
# Where a marker stood inside a line: a line holds no line break, so no text looks like it.
_SEAM = "\ue0e0\n\ue0e0"


@dataclass(frozen=True, slots=True)
class Stripped:
    """What is left of a body and what was taken out.

    Attributes:
        lines: The lines without boilerplate.
        removals: In order.
        is_firm: A firm rule fired: the post was written in calls.
    """

    lines: tuple[SourceLine, ...]
    removals: tuple[Removal, ...]
    is_firm: bool


def strip_boilerplate(
    texts: Sequence[str], *, doubtful: bool = True, keep: Collection[str] = ()
) -> Stripped:
    """Take the boilerplate out of the lines of a body.

    Args:
        texts: Lines of the body; they are numbered from 1.
        doubtful: Let the rules fire that are not their own proof; the post has other evidence.
        keep: Fingerprints of what a person decided to keep.
    """
    rules = _find_rules(texts)
    if not rules:
        lines = tuple(
            SourceLine(text, number) for number, text in enumerate(texts, 1)
        )
        return Stripped(lines, (), False)
    return _Stripper(texts, rules, doubtful, keep).run()


def _find_rules(texts: Sequence[str]) -> list[Rule]:
    """The rules of which the text holds a hint.

    A line of ======= is a mark of a conflict only where the other marks stand too.
    """
    low = "\n".join(texts).lower()
    short = [text for text in texts if len(text) <= MAX_SHORT]
    low_short = "\n".join(short).lower()
    hints = set(filter(low.__contains__, _HINTS))
    short_hints = set(filter(low_short.__contains__, _SHORT_HINTS))
    has_conflict = _CONFLICT.search(low) is not None
    rules: list[Rule] = []
    for rule in RULES:
        if rule.name == "conflict-mark" and not has_conflict:
            continue
        found = short_hints if rule.short else hints
        if not found.isdisjoint(rule.hints):
            rules.append(rule)
    return rules


def _find_hinted(
    texts: Sequence[str], rules: Sequence[Rule]
) -> dict[int, set[int]]:
    """The lines that hold a hint, by their number from 1: the places of the rules that it is of."""
    lows = [text.lower() for text in texts]
    ends = list(accumulate(len(low) + 1 for low in lows))
    whole = "\n".join(lows)
    hinted: dict[int, set[int]] = {}
    for hint, places in _by_hint(rules).items():
        at = whole.find(hint)
        while at >= 0:
            line = bisect_right(ends, at)
            hinted.setdefault(line + 1, set()).update(places)
            at = whole.find(hint, ends[line])
    return hinted


def _by_hint(rules: Sequence[Rule]) -> dict[str, list[int]]:
    """The places of the rules, by their hints."""
    places: dict[str, list[int]] = {}
    for place, rule in enumerate(rules):
        for hint in rule.hints:
            places.setdefault(hint, []).append(place)
    return places


_INTERFACE = next(rule for rule in RULES if rule.name == "interface")

# What a rule takes may have blanks, dots and marks around it, and reads such a run again from each
# of its places. A longer one is nothing that a machine left: the line stays as it is.
MAX_RUN_CHARS = 300
_LONG_RUN = re.compile(rf"[\s.…・。*_~>#`\\‐‑–—―-]{{{MAX_RUN_CHARS}}}")


class _Stripper:
    """Walks over the lines once and takes out what the rules find."""

    def __init__(
        self,
        texts: Sequence[str],
        rules: Sequence[Rule],
        doubtful: bool,
        keep: Collection[str],
    ) -> None:
        """Prepare to strip the lines of one body by the rules."""
        self.keep = keep
        self.texts = texts
        self.rules = rules
        self.hinted = _find_hinted(texts, rules)
        self.doubtful = doubtful
        self.lines: list[SourceLine] = []
        self.removals: list[Removal] = []
        self.is_firm = False
        self.broken = (
            False  # something was taken out above, and a call may start here
        )
        self.found: list[Rule] = []  # rules that fired on this line

    def run(self) -> Stripped:
        """Strip every line, in order."""
        for number, text in enumerate(self.texts, 1):
            self.found = []
            kept = text
            if number in self.hinted and not _LONG_RUN.search(text):
                kept = self._strip_line(number, text)
            if kept and self._names_copied_code(number, text):
                kept = ""
            self._add(number, kept)
        lines = tuple(_split_seams(self.lines))
        return Stripped(lines, tuple(self.removals), self.is_firm)

    @cached_property
    def code(self) -> CodeMap:
        """Where the code is; asked for only where a rule matches."""
        return _find_code("\n".join(self.texts))

    def _add(self, number: int, text: str) -> None:
        """Add what the rules left of a line; a seam marks the next line that has text."""
        has_text = bool(text.strip())
        if not self.found:
            mark = self.broken and has_text
            self.lines.append(SourceLine(text, number, mark))
            self.broken = self.broken and not has_text
            return
        if not has_text:
            self.lines.append(SourceLine("", number))
            self.broken = True
            return
        continued = any(rule.name == "continued-heading" for rule in self.found)
        self.lines.append(SourceLine(text, number, self.broken, continued))
        self.broken = any(rule.breaks for rule in self.found)

    def _strip_line(self, number: int, text: str) -> str:
        """What the rules leave of a line."""
        for place in sorted(self.hinted[number]):
            rule = self.rules[place]
            if rule.whole:
                if self._covers(rule, number, text):
                    return ""
            else:
                text = self._cut(rule, number, text)
        return text

    def _names_copied_code(self, number: int, text: str) -> bool:
        """Tell whether a line names the language of code above the button that copies it."""
        if number >= len(self.texts):
            return False
        if not COPY_BUTTON.fullmatch(self.texts[number]):
            return False
        if not LANGUAGE_NAME.fullmatch(text):
            return False
        return self._fires(_INTERFACE, number, text)

    def _covers(self, rule: Rule, number: int, text: str) -> bool:
        """Tell whether a rule takes the whole line."""
        if rule.short and len(text) > MAX_SHORT:
            return False
        if not rule.pattern.fullmatch(text):
            return False
        is_dashed = rule.name == "end-marker"
        if self.code.holds_line(number) and not is_dashed:
            return False
        return self._fires(rule, number, text)

    def _cut(self, rule: Rule, number: int, text: str) -> str:
        """Cut the matches of a rule out; a marker between two pieces breaks the line in two.

        Args:
            rule: The rule that may match parts of the line.
            number: Number of the line, from 1.
            text: What is left of the line.
        """
        if not rule.pattern.search(text):
            return text
        pieces: list[str] = []
        at = 0
        for match in rule.pattern.finditer(text):
            group = "gone" if "gone" in rule.pattern.groupindex else 0
            first, last = match.span(group)
            if self.code.holds(number, first, last):
                continue
            if self._fires(rule, number, text, text[first:last].strip()):
                pieces.append(text[at:first])
                at = last
        if not pieces:
            return text
        pieces.append(text[at:])
        is_seam = rule.breaks and rule.kind is RemovalKind.MARKER
        return (_SEAM if is_seam else "").join(pieces)

    def _fires(
        self, rule: Rule, number: int, line: str, gone: str = ""
    ) -> bool:
        """Take note of a match, if the rule may fire here.

        Args:
            rule: The rule that matched.
            number: Number of the line, from 1.
            line: The line as it stands; a quotation needs a firm rule.
            gone: The part that would go; "" for the whole line.
        """
        text = gone or line.strip()
        if self.keep and fingerprint(text) in self.keep:
            return False
        is_quoted = line.lstrip().startswith(">")
        if not rule.firm and (is_quoted or not self.doubtful):
            return False
        self.is_firm = self.is_firm or rule.firm
        self.found.append(rule)
        lines = Lines(number, number)
        self.removals.append(
            Removal(rule.kind, text, lines, rule.reason, rule.name)
        )
        return True


def _split_seams(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Make lines of their own of what stands on either side of a marker."""
    out: list[SourceLine] = []
    for line in lines:
        if _SEAM not in line.text:
            out.append(line)
            continue
        mark = line.mark
        for n, piece in enumerate(line.text.split(_SEAM)):
            if n:
                out.append(SourceLine("", line.number))
                mark = True
            if piece.strip():
                out.append(SourceLine(piece, line.number, mark))
    return out


class CodeMap:
    """Knows which places of a body are code, comments or definitions."""

    def __init__(self, body: str) -> None:
        """Find the code of a body once."""
        lengths = (len(line) + 1 for line in body.split("\n"))
        self.starts = [0, *accumulate(lengths)]
        self.ranges = [
            (found.start, found.end)
            for found in find_nonprose(body)
            if found.kind in _CODE
        ]
        self.firsts = [start for start, _ in self.ranges]

    def holds_line(self, number: int) -> bool:
        """Tell whether a whole line is code."""
        return self._is_inside(self.starts[number - 1], self.starts[number] - 1)

    def holds(self, number: int, first: int, last: int) -> bool:
        """Tell whether a part of a line, from character `first` to `last`, touches code.

        Args:
            number: Number of the line, from 1.
            first, last: The characters of the part, end exclusive.
        """
        offset = self.starts[number - 1]
        at = bisect_right(self.firsts, offset + last - 1) - 1
        if at < 0:
            return False
        return self.ranges[at][1] > offset + first

    def _is_inside(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the body lies inside one piece of code."""
        at = bisect_right(self.firsts, start) - 1
        return at >= 0 and self.ranges[at][1] >= end


@lru_cache(maxsize=8)
def _find_code(body: str) -> CodeMap:
    """The code of a body; each pass asks for it."""
    return CodeMap(body)
