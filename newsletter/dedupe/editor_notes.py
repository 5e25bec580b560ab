"""Say what an editor should look at: what cleaning left, because nothing proved that it may go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from newsletter.dedupe.boilerplate_rules import LEAK
from newsletter.dedupe.boxes import find_boxes
from newsletter.dedupe.proofs import spread
from newsletter.dedupe.segment import (
    SENTENCES,
    SHORT,
    TITLES,
    Kind,
    Segment,
    SourceLine,
    cut_segments,
    join_texts,
)
from newsletter.dedupe.serialize import Origin
from newsletter.errors import shorten_line
from newsletter.model import Finding, Lines, Removal, Severity
from newsletter.source.decisions import Decisions, fingerprint

SHOWN_CHARS = 60
MIN_RETOLD_SIZE = 100.0  # weight of a paragraph that can be retold
RETOLD_SHARE = 0.3  # of its character runs that an earlier paragraph must hold
# Shared runs of the sample; fewer are one long word that both have, and in scripts with few letters
# the sample is small.
MIN_RETOLD_RUNS = 4
_LETTER_END = re.compile(r"[^\W\d_][、，・]?\s*$")
MIN_TAIL = 2.0  # weight of a cut sentence behind a whole one
MAX_CUT_ITEM = 2.0  # weight of an item that can be no item
_CUT_ITEM = re.compile(r"\s*\d{1,2}[.)]\s+[ぁ-んァ-ヺ]{1,2}\s*$")
# Lines that end without a mark: a bold label with its value, a date, a signature, tags.
_UNENDED = (
    re.compile(
        r"^(?:\*\*|__)[^*_]{1,40}(?:[:：](?:\*\*|__)|(?:\*\*|__)\s*[:：])\s*\S"
    ),
    re.compile(
        r"(?:\b(?:19|20)\d\d|(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?)[*_]*$"
    ),
    re.compile(r"^[*_]*(?:[—–―]|文責|執筆|編集|Written by\b|By\b|Posted by\b)"),
    re.compile(r"^(?:#[^\s#]+\s*)+$"),
    # A note, a quotation (its source stands last), a formula.
    re.compile(r"^\s*(?:\[\^[^\]\s]+\]:|>|\$\$)"),
)
# Thai and Lao put a blank between sentences, and nothing behind the last one.
_UNMARKED_SCRIPT = re.compile(r"[\u0e00-\u0eff][*_)\"'”’\s]*\Z")
MAX_UNENDED_SHARE = 0.3  # of the paragraphs; whoever leaves out more end marks leaves out the last
_LINK = re.compile(r"\[[^\[\]]*\]\([^()]*\)|https?://\S+")
MAX_HOMES = 8  # paragraphs that are remembered for a run of characters
_AT_THE_END = ("bare-end", "end-said")
_RETOLD = "says in other words"
_GRAM = 6
_SAMPLE = 11  # an eleventh of the character runs, chosen by their first one, shows as much


def check_end(
    segments: Sequence[Segment], *, in_calls: bool
) -> Iterator[Finding]:
    """Tell an article that ends in the middle of a sentence or on a heading.

    Args:
        segments: Those of the body.
        in_calls: The post was written in calls, so a missing end mark is no habit of the author's.
    """
    texts = [segment for segment in segments if segment.kind is not Kind.RULE]
    if not texts:
        return
    last = texts[-1]
    if last.kind in TITLES:
        if last.kind is Kind.HEADING or not last.is_complete:
            what = "is a heading with nothing under it"
            yield _warn("ends-on-heading", last, what)
    elif last.is_running_text and _is_cut(last):
        is_habit = not in_calls and _leaves_out_ends(texts)
        if not is_habit:
            yield _warn("end-cut", last, "is cut off; the article ends there")


def _leaves_out_ends(segments: Sequence[Segment]) -> bool:
    """Tell whether many paragraphs before the last one end without a mark, too."""
    ends = [paragraph[-1] for paragraph in _paragraphs(segments)][:-1]
    n_unended = sum(_is_cut(end) for end in ends)
    return n_unended > max(1, MAX_UNENDED_SHARE * len(ends))


def tell_bare_end(removals: Sequence[Removal]) -> Iterator[Finding]:
    """Tell that the article stops before something that was begun, a section or a sentence."""
    for removal in removals:
        if removal.rule not in _AT_THE_END:
            continue
        message = (
            f"line {removal.lines} begins what was never written;"
            " the article ends before it"
        )
        yield Finding("end-cut", Severity.WARNING, message)
        return


def check_cuts(segments: Sequence[Segment]) -> Iterator[Finding]:
    """Tell every sentence before the last that breaks off at the end of its paragraph."""
    paragraph: int | None = None  # that of the segment above
    for segment, after in pairwise(segments):
        follows = paragraph == segment.paragraph
        paragraph = segment.paragraph
        if _is_cut_item(segment) and after.kind is not Kind.ITEM:
            what = "is an item of which little more than a letter is left"
            yield _warn("cut", segment, what)
            continue
        if not segment.is_running_text or paragraph == after.paragraph:
            continue
        at_least = MIN_TAIL if follows else SHORT
        if segment.size >= at_least and _breaks_off(segment, after):
            what = "breaks off, and nothing in the post completes it"
            yield _warn("cut", segment, what)


def _is_cut(segment: Segment) -> bool:
    """Tell whether a sentence does not end, and is no line that needs no end mark."""
    if segment.is_complete:
        return False
    text = segment.text.strip()
    if _UNMARKED_SCRIPT.search(text):
        return False
    if any(form.search(text) for form in _UNENDED):
        return False
    return any(char.isalnum() for char in _LINK.sub("", text))


def _breaks_off(segment: Segment, after: Segment) -> bool:
    """Tell whether a sentence ends in a letter, and what follows does not go on with it."""
    if not _is_cut(segment):
        return False
    if after.kind not in (Kind.SENTENCE, Kind.HEADING, Kind.RULE):
        return False
    return _LETTER_END.search(segment.text) is not None


def _is_cut_item(segment: Segment) -> bool:
    """Tell whether a numbered item broke off after its first letters."""
    if segment.kind is not Kind.ITEM:
        return False
    if segment.is_complete:
        return False
    if not 0 < segment.size <= MAX_CUT_ITEM:
        return False
    return _CUT_ITEM.match(segment.text) is not None


def check_leaks(segments: Sequence[Segment]) -> Iterator[Finding]:
    """Tell a sentence in which the machine speaks of its task or its sources."""
    for segment in segments:
        if segment.kind not in SENTENCES:
            continue
        if LEAK.search(segment.text):
            what = "speaks of the text the machine was given"
            yield _warn("leak", segment, what)


def check_retold(segments: Sequence[Segment]) -> Iterator[Finding]:
    """Tell the paragraphs that say in other words what an earlier one says, all in one finding."""
    pairs = list(_find_retold(segments))
    found = [
        _warn("retold", one, f"{_RETOLD} what stands in line {other.first}")
        for one, other in pairs
    ]
    if len(found) < 2:
        yield from found
        return
    lines = [f"{one.first} (as {other.first})" for one, other in pairs]
    message = (
        f"{len(found)} paragraphs say in other words what another says: line"
    )
    yield Finding(
        "retold",
        Severity.WARNING,
        f"{message} {', '.join(lines)}",
        tuple(finding.message for finding in found),
    )


def _find_retold(
    segments: Sequence[Segment],
) -> Iterator[tuple[Segment, Segment]]:
    """The first sentence of each paragraph that is retold, and of the one that it retells."""
    earlier: list[Segment] = []
    sizes: list[int] = []
    homes: dict[str, list[int]] = {}
    for paragraph in _paragraphs(segments):
        if sum(segment.size for segment in paragraph) < MIN_RETOLD_SIZE:
            continue
        grams = _find_grams("".join(segment.key for segment in paragraph))
        known_homes = [homes[gram] for gram in grams if gram in homes]
        shared = Counter(chain.from_iterable(known_homes))
        for home, n_shared in sorted(shared.items()):
            share = RETOLD_SHARE * min(len(grams), sizes[home])
            if n_shared >= max(share, MIN_RETOLD_RUNS):
                yield paragraph[0], earlier[home]
                break
        for gram in grams:
            known = homes.setdefault(gram, [])
            if len(known) < MAX_HOMES:
                known.append(len(earlier))
        earlier.append(paragraph[0])
        sizes.append(len(grams))


def _find_grams(key: str) -> frozenset[str]:
    """A sample of the character runs of a key, the same for every text."""
    return frozenset(
        [
            key[at : at + _GRAM]
            for at, char in enumerate(key[: 1 - _GRAM])
            if not ord(char) % _SAMPLE
        ]
    )


def _paragraphs(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """The paragraphs of running text, each as its sentences."""
    paragraph: list[Segment] = []
    for segment in segments:
        if not segment.is_running_text:
            continue
        if paragraph and paragraph[0].paragraph != segment.paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(segment)
    if paragraph:
        yield paragraph


def _may_be_told(segment: Segment) -> bool:
    """Tell whether a repeat that stays is long enough to be told."""
    return segment.kind is Kind.SENTENCE and segment.size >= SHORT


def tell_all_kept(
    kept: Sequence[tuple[Segment, Segment]], origin: Origin
) -> list[Finding]:
    """Say which repeats stay, at their lines of the source.

    Args:
        kept: A repeat that stays, with the passage that it repeats.
        origin: The source line from which each line was made.
    """
    findings: list[Finding] = []
    for segment, twin in kept:
        lines = spread(Lines(segment.first, segment.last), origin)
        twin_lines = spread(Lines(twin.first, twin.last), origin)
        if _may_be_told(segment) and lines != twin_lines:
            what = f"says the same as line {twin_lines}, and stays"
            findings.append(_warn("repeat-kept", segment, what, lines))
    return findings


def check_decisions(
    body: str, removals: Sequence[Removal], decisions: Decisions
) -> Iterator[Finding]:
    """Tell the decisions about passages that the post does not have.

    Args:
        body: The body as the author wrote it.
        removals: What was taken out of it.
        decisions: What a person decided about passages.
    """
    if not decisions.keep and not decisions.drop:
        return
    known = _find_fingerprints(body)
    known.update(fingerprint(removal.text) for removal in removals)
    named = [("keep", passage) for passage in decisions.keep]
    named += [("drop", passage) for passage in decisions.drop]
    for name, passage in named:
        if passage.fingerprint not in known:
            message = f"{name} {passage.fingerprint} matches no passage: {passage.text}"
            yield Finding(
                "decision-unmatched", Severity.WARNING, message.rstrip(": ")
            )


def _find_fingerprints(body: str) -> set[str]:
    """The fingerprints of the segments and boxes of a body."""
    lines = [
        SourceLine(text, number)
        for number, text in enumerate(body.split("\n"), 1)
    ]
    segments = cut_segments(lines)
    known = {fingerprint(segment.text) for segment in segments}
    for box in find_boxes(segments):
        known.add(fingerprint(join_texts(segments[box.first : box.end])))
    return known


def check_result(
    text: str,
    origin: Origin,
    segments: Sequence[Segment],
    *,
    in_calls: bool,
) -> list[Finding]:
    """Return what an editor should look at in the result, by the lines of the source.

    Args:
        text: The body at the end.
        origin: The source lines of each of its lines.
        segments: Those of the body, if the last pass has cut it already.
        in_calls: The post was written in calls, so a sentence may be cut anywhere.
    """
    lines: list[SourceLine] = []
    number = 1
    for row, line in enumerate(text.split("\n")):
        source = origin[row] if row < len(origin) else None
        number = source.first if source is not None else number
        lines.append(SourceLine(line, number))
    segments = _renumber(segments, lines) or cut_segments(lines)
    cuts = check_cuts(segments) if in_calls else ()
    return [
        *cuts,
        *check_end(segments, in_calls=in_calls),
        *check_leaks(segments),
        *check_retold(segments),
    ]


def _renumber(
    segments: Sequence[Segment], lines: Sequence[SourceLine]
) -> Sequence[Segment]:
    """The segments by the lines of the source; none if a pass has put others in their place."""
    if any(segment.paragraph < 0 for segment in segments):
        return ()
    for segment in segments:
        segment.first = lines[segment.first - 1].number
        segment.last = lines[segment.last - 1].number
    return segments


def _warn(
    rule: str, segment: Segment, what: str, lines: Lines | None = None
) -> Finding:
    """A warning at the lines of a segment, or at others, with its text cut short."""
    shown = shorten_line(segment.text, SHOWN_CHARS)
    lines = lines or Lines(segment.first, segment.last)
    return Finding(rule, Severity.WARNING, f"line {lines} {what}: {shown}")
