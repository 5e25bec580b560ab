"""Tell what was removed and why: as text for a terminal, as JSON for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from newsletter.errors import shorten_line
from newsletter.model import Cleaned, Finding, Lines, Removal, RemovalKind
from newsletter.source.decisions import fingerprint

SHOWN_CHARS = 72  # of a passage; the lines say where the whole stands


def explain(cleaned: Cleaned) -> str:
    """Return every removal in source order, a block of lines each, under a line of sums.

    A run of repeats whose twins stand one after the other is told in one block: that is a restart.
    What an editor should look at follows.
    """
    sums = ", ".join(_count_kinds(cleaned)) or "nothing"
    parts = [
        f"{cleaned.n_source_chars:,} → {cleaned.n_chars:,} characters; removed: {sums}"
    ]
    if cleaned.given_title and cleaned.title != cleaned.given_title:
        parts.append(
            f"title: {cleaned.title}\n  instead of: {cleaned.given_title}"
        )
    runs = _runs(cleaned.removals)
    parts += [
        _explain_run(run) if len(run) > 1 else _explain_one(run[0])
        for run in runs
    ]
    parts += map(_explain_finding, cleaned.findings)
    return "\n\n".join(parts) + "\n"


def sum_up(cleaned: Cleaned) -> str:
    """Return what was removed and how much there is to look at, in one line; "" if nothing.

    >>> sum_up(Cleaned("", (), "", 0))
    ''
    """
    parts = _count_kinds(cleaned)
    if cleaned.given_title and cleaned.title != cleaned.given_title:
        parts.append("title mended")
    if cleaned.findings:
        parts.append(f"{len(cleaned.findings)} to look at")
    return ", ".join(parts)


# One and several of the kinds that an s makes no plural of.
_COUNTED = {
    RemovalKind.BOX: ("box", "boxes"),
    RemovalKind.CHATTER: ("piece of chatter", "pieces of chatter"),
}


def _count_kinds(cleaned: Cleaned) -> list[str]:
    """How many passages went for each reason, the most frequent one first."""
    counts = Counter(removal.kind for removal in cleaned.removals)
    parts: list[str] = []
    for kind, number in counts.most_common():
        one, several = _COUNTED.get(kind, (str(kind), f"{kind}s"))
        parts.append(f"{number} {one if number == 1 else several}")
    return parts


def _runs(removals: tuple[Removal, ...]) -> Iterator[list[Removal]]:
    """The removals in runs that tell one stretch again, line for line."""
    run: list[Removal] = []
    for removal in removals:
        if run and not _goes_on(run[-1], removal):
            yield run
            run = []
        run.append(removal)
    if run:
        yield run


def _goes_on(one: Removal, other: Removal) -> bool:
    """Whether both are repeated word for word and their twins stand in the same order."""
    if one.kind is not RemovalKind.REPEAT:
        return False
    if other.kind is not RemovalKind.REPEAT:
        return False
    if one.twin is None:
        return False
    if other.twin is None:
        return False
    if other.twin.first < one.twin.first:
        return False
    if other.lines.first - one.lines.last > 2:
        return False
    return other.twin.first - one.twin.last <= 2


def _explain_finding(finding: Finding) -> str:
    """The lines that say what an editor should look at, and where."""
    places = [f"  - {_short(place)}" for place in finding.places]
    return "\n".join([f"look at: {finding.message} ({finding.rule})", *places])


def _explain_one(removal: Removal) -> str:
    """The lines that explain one removal."""
    similarity = ""
    if removal.similarity is not None:
        similarity = f", {removal.similarity:.0%} alike"
    lines = [
        f"line {removal.lines}: {removal.kind} ({removal.rule}{similarity})",
        f"  - {_short(removal.text)}",
    ]
    if removal.twin is not None:
        lines.append(f"  = line {removal.twin}: {_short(removal.twin_text)}")
    return "\n".join([*lines, f"  {removal.reason}"])


def _explain_run(run: list[Removal]) -> str:
    """The lines that explain a stretch told again, by its two ends."""
    first, last = run[0], run[-1]
    assert first.twin is not None
    assert last.twin is not None
    return "\n".join(
        (
            f"line {Lines(first.lines.first, last.lines.last)}: "
            f"restart ({len(run)} passages told again word for word)",
            f"  - {_short(first.text)}",
            f"  … {_short(last.text)}",
            f"  = line {Lines(first.twin.first, last.twin.last)}",
        )
    )


def _short(text: str) -> str:
    """The text in one line, cut to what an explanation can show."""
    return shorten_line(text, SHOWN_CHARS)


def removals_as_json(cleaned: Cleaned, name: str) -> str:
    """Return one JSON object: name, titles and lengths of the document, and every removal."""
    values = {
        "document": name,
        "title": cleaned.title,
        "source_title": cleaned.given_title,
        "source_chars": cleaned.n_source_chars,
        "clean_chars": cleaned.n_chars,
        "removals": [
            {
                "kind": str(removal.kind),
                "rule": removal.rule,
                "lines": [removal.lines.first, removal.lines.last],
                "text": removal.text,
                "passage": fingerprint(removal.text),
                "twin": None
                if removal.twin is None
                else [removal.twin.first, removal.twin.last],
                "twin_text": removal.twin_text,
                "similarity": removal.similarity,
                "reason": removal.reason,
            }
            for removal in cleaned.removals
        ],
        "findings": [
            {
                "rule": finding.rule,
                "severity": str(finding.severity),
                "message": finding.message,
                "places": list(finding.places),
            }
            for finding in cleaned.findings
        ],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)
