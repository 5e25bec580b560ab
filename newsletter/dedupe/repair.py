"""Mend the Markdown that calls leave broken.

That is an odd `**`, a heading without words, a fence that nothing closes. Each is mended by taking
the broken mark out, never by putting one in: nobody can know what was meant to be bold. Code is
left alone. So is a paragraph in which two lines are odd: the bold may run from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsletter.dedupe.proofs import in_source
from newsletter.dedupe.serialize import Origin
from newsletter.model import Lines, Removal, RemovalKind
from newsletter.source.code_spans import CODE_SPAN

MIN_PROSE_AFTER_FENCE = (
    1  # lines that end like a sentence: a fence that swallows prose was none
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_EMPTY_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+#*)?[ \t]*")
_BOLD = re.compile(r"(?<![\\*])\*\*(?!\*)")
_DOUBLED_LABEL = re.compile(
    r"\s*\*\*(?P<label>[^*]{4,60})\*\*\s*(?P<again>(?P=label))"
)
_PROSE = re.compile(r"[。！？]\s*$|[a-z][.!?]\s*$")


def repair(lines: Sequence[str]) -> tuple[list[str | None], list[Removal]]:
    """Return the lines, None for one that went, and a Removal for every mark taken out.

    Lines count from 1.

    >>> repair(["**重要です。", "", "##", "", "続きます。"])[0]
    ['重要です。', '', None, '', '続きます。']
    """
    out: list[str | None] = list(lines)
    removals: list[Removal] = []
    code = _code_lines(lines)
    stray = _stray_fence(lines)
    if stray is not None:
        out[stray] = None
        code = _code_lines([*lines[:stray], "", *lines[stray + 1 :]])
        text = lines[stray].strip()
        reason = "a code fence that nothing closes"
        removals.append(_removal(stray, text, "stray-fence", reason))
    for number in _empty_headings(lines, code):
        out[number] = None
        text = lines[number].strip()
        reason = "a heading without words"
        removals.append(_removal(number, text, "empty-heading", reason))
    for number, label, line in _find_doubled_labels(lines, code):
        out[number] = line
        reason = "a label whose words stand again right behind it"
        removals.append(_removal(number, label, "doubled-label", reason))
    for number in _odd_lines(lines, code):
        out[number] = _without_one(lines[number])
        reason = "a bold mark that no other one closes"
        removals.append(_removal(number, "**", "odd-bold", reason))
    return out, sorted(removals, key=lambda removal: removal.lines)


def _code_lines(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines in fenced code, the fences included."""
    inside: set[int] = set()
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            inside.add(number)
            if _closes(line, fence):
                fence = ""
        elif found:
            inside.add(number)
            fence = found[1]
    return inside


def _closes(line: str, fence: str) -> bool:
    """Tell whether a line closes the code that a fence opened: as long, and nothing else."""
    found = _FENCE.match(line)
    if found is None:
        return False
    if not found[1].startswith(fence):
        return False
    return not line.strip().strip(fence[0])


def _empty_headings(lines: Sequence[str], code: set[int]) -> Iterator[int]:
    """Numbers of the headings without words."""
    for number, line in enumerate(lines):
        if number in code:
            continue
        if _EMPTY_HEADING.fullmatch(line):
            yield number


def _stray_fence(lines: Sequence[str]) -> int | None:
    """The fence that is open at the end of the text, when what it swallows is prose."""
    opener: int | None = None
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            if _closes(line, fence):
                opener, fence = None, ""
        elif found:
            opener, fence = number, found[1]
    if opener is None:
        return None
    if _is_prose(lines[opener + 1 :]):
        return opener
    return None


def _is_prose(lines: Sequence[str]) -> bool:
    """Tell whether what stands behind an open fence is prose, or nothing at all."""
    if not any(line.strip() for line in lines):
        return True
    n_prose = sum(bool(_PROSE.search(line)) for line in lines)
    return n_prose >= MIN_PROSE_AFTER_FENCE


def _odd_lines(lines: Sequence[str], code: set[int]) -> Iterator[int]:
    """Lines with an odd number of bold marks, one of its paragraph at the most."""
    paragraph: list[int] = []
    for number in range(len(lines) + 1):
        if number < len(lines) and lines[number].strip() and number not in code:
            paragraph.append(number)
            continue
        odd = [line for line in paragraph if len(_marks(lines[line])) % 2]
        if len(odd) == 1:
            yield odd[0]
        paragraph = []


def _marks(line: str) -> list[int]:
    """Places of the bold marks outside inline code."""
    shown = CODE_SPAN.sub(lambda found: "x" * len(found[0]), line)
    return [found.start() for found in _BOLD.finditer(shown)]


def _without_one(line: str) -> str:
    """The line without the mark whose going leaves the least in bold; of equals the last."""
    marks = _marks(line)

    def bold_chars(gone: int) -> int:
        """How many characters are bold without one of the marks."""
        rest = [mark for mark in marks if mark != gone]
        return sum(
            last - first
            for first, last in zip(rest[::2], rest[1::2], strict=True)
        )

    gone = min(reversed(marks), key=bold_chars)
    return line[:gone] + line[gone + 2 :]


def _find_doubled_labels(
    lines: Sequence[str], code: set[int]
) -> Iterator[tuple[int, str, str]]:
    """Lines in which the words of a label stand again right behind it: number, words, the rest."""
    for number, line in enumerate(lines):
        found = _DOUBLED_LABEL.match(line) if number not in code else None
        if found:
            yield (
                number,
                found["label"],
                line[: found.start("again")] + line[found.end("again") :],
            )


def _removal(number: int, text: str, rule: str, reason: str) -> Removal:
    """The report of one repair on one line."""
    return Removal(
        RemovalKind.REPAIR, text, Lines(number + 1, number + 1), reason, rule
    )


def mend_body(text: str, origin: Origin) -> tuple[str, Origin, list[Removal]]:
    """Take broken marks out of the clean text.

    A line that goes takes the blank line below along.

    Args:
        text: The clean text.
        origin: The source line from which each of its lines was made.
    """
    rows = text.split("\n")
    mended, removals = repair(rows)
    if not removals:
        return text, origin, []
    sources = [*origin, *[None] * (len(rows) - len(origin))]
    kept = list(_close_gaps(mended, sources))
    body = "\n".join(line for line, _ in kept)
    if not text.endswith("\n"):
        body = body.rstrip("\n")
    rows_left = tuple(lines for _, lines in kept)[: _n_lines(body)]
    return body, rows_left, [in_source(removal, origin) for removal in removals]


def _close_gaps(
    mended: Sequence[str | None], sources: Sequence[Lines | None]
) -> Iterator[tuple[str, Lines | None]]:
    """The lines that stay with their sources; no gap is left where a line went."""
    after_gap, above_is_blank = False, True
    for line, source in zip(mended, sources, strict=False):
        if line is None:
            after_gap = True
            continue
        is_blank = not line.strip()
        if is_blank and after_gap and above_is_blank:
            after_gap = False
            continue
        after_gap, above_is_blank = False, is_blank
        yield line, source


def _n_lines(body: str) -> int:
    """How many lines a body has; the newline at its end begins none."""
    if not body:
        return 0
    return body.count("\n") + (not body.endswith("\n"))
