"""Tell what was removed and why: as text for a terminal, as JSON for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from newsletter.model import Cleaned, Lines, Removal, RemovalKind
from newsletter.source.front_matter import parse_front_matter

SHOWN_CHARS = 72  # of a passage; the lines say where the whole stands


def explain(cleaned: Cleaned, *, title: str = "") -> str:
    """Return every removal in source order, a block of lines each, under a line of sums.

    A run of repeats whose twins stand one after the other is told in one block: that is a restart.

    Args:
        cleaned: The result of cleaning.
        title: The title the post came with, where that is not the one in the front matter. A
            better one from the body is named.
    """
    title = title or _given_title(cleaned)
    counts = Counter(str(removal.kind) for removal in cleaned.removals)
    sums = ", ".join(f"{number} {kind}" for kind, number in counts.most_common()) or "nothing"
    parts = [f"{cleaned.n_source_chars:,} → {cleaned.n_chars:,} characters; removed: {sums}"]
    if title and cleaned.title and cleaned.title != title:
        parts.append(f"title: {cleaned.title}\n  the body has a better form of: {title}")
    parts += [
        _explain_run(run) if len(run) > 1 else _explain_one(run[0])
        for run in _runs(cleaned.removals)
    ]
    return "\n\n".join(parts) + "\n"


def _given_title(cleaned: Cleaned) -> str:
    return str(dict(parse_front_matter(cleaned.head, "document")).get("title") or "").strip()


def _runs(removals: tuple[Removal, ...]) -> Iterator[list[Removal]]:
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
    if (
        one.kind is not RemovalKind.REPEAT
        or other.kind is not RemovalKind.REPEAT
        or one.twin is None
        or other.twin is None
    ):
        return False
    return (
        other.twin.first >= one.twin.first
        and other.lines.first - one.lines.last <= 2
        and other.twin.first - one.twin.last <= 2
    )


def _explain_one(removal: Removal) -> str:
    similarity = "" if removal.similarity is None else f", {removal.similarity:.0%} alike"
    lines = [
        f"line {removal.lines}: {removal.kind} ({removal.rule}{similarity})",
        f"  - {_short(removal.text)}",
    ]
    if removal.twin is not None:
        lines.append(f"  = line {removal.twin}: {_short(removal.twin_text)}")
    return "\n".join([*lines, f"  {removal.reason}"])


def _explain_run(run: list[Removal]) -> str:
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
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN_CHARS else flat[: SHOWN_CHARS - 1] + "…"


def removals_as_json(cleaned: Cleaned, name: str) -> str:
    """Return one JSON object: name, titles and lengths of the document, and every removal."""
    values = {
        "document": name,
        "title": cleaned.title,
        "source_title": _given_title(cleaned),
        "source_chars": cleaned.n_source_chars,
        "clean_chars": cleaned.n_chars,
        "removals": [
            {
                "kind": str(removal.kind),
                "rule": removal.rule,
                "lines": [removal.lines.first, removal.lines.last],
                "text": removal.text,
                "twin": None if removal.twin is None else [removal.twin.first, removal.twin.last],
                "twin_text": removal.twin_text,
                "similarity": removal.similarity,
                "reason": removal.reason,
            }
            for removal in cleaned.removals
        ],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)
