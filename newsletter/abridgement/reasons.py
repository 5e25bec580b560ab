"""Say why each candidate was kept or cut: in the report, and for `newsletter abridge --explain`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from newsletter.abridgement.scoring import Scored
from newsletter.errors import shorten_line
from newsletter.model import Abridged, Choice

WIDTH_CHARS = 60  # of the text shown of a candidate: enough to find it
N_REASONS = 3
MIN_CONTRIBUTION = 0.05  # below it a feature has decided nothing
MIN_CLOSE = 0.25  # of a close: below it another thing has decided


def build_choices(
    scored: Sequence[Scored], kept: Collection[int], reason: str = ""
) -> tuple[Choice, ...]:
    """Return every candidate with what became of it and why, in order.

    Args:
        scored: The candidates with their scores.
        kept: Numbers of those that are kept.
        reason: The reason of all of them; "" for each its own.
    """
    last = max(kept, default=-1)
    return tuple(
        Choice(
            text=candidate.candidate.text,
            kept=candidate.candidate.number in kept,
            score=round(candidate.score, 3),
            features=candidate.features,
            reason=reason
            or _find_reason(
                candidate,
                candidate.candidate.number in kept,
                candidate.candidate.number == last,
            ),
            lines=candidate.candidate.lines,
        )
        for candidate in scored
    )


def _find_reason(scored: Scored, is_kept: bool, is_last: bool) -> str:
    """Why a candidate was kept or cut, in the words of the report."""
    if is_last and scored.ends >= MIN_CLOSE:
        return "kept as the end: the author's close"
    if scored.boilerplate:
        if is_kept:
            return "kept to reach the length"
        return "greeting, call to action or reference: the first to go"
    names = _names(scored, is_kept)
    if is_kept:
        return (
            f"kept for: {names}"
            if names
            else "kept: the text around it needs it"
        )
    return (
        f"cut for: {names}"
        if names
        else "cut: others say more for their length"
    )


def _names(scored: Scored, is_kept: bool) -> str:
    """The weightiest features that speak for what was done."""
    sign = 1 if is_kept else -1
    ranked = sorted(scored.features, key=lambda feature: -sign * feature[1])
    names = [
        name
        for name, contribution in ranked[:N_REASONS]
        if name != "base" and sign * contribution > MIN_CONTRIBUTION
    ]
    return ", ".join(names)


def explain(abridged: Abridged) -> str:
    """Return a heading line, then two lines a candidate: what became of it, and its features."""
    n_kept = sum(choice.kept for choice in abridged.choices)
    head = (
        f"{n_kept} of {len(abridged.choices)} pieces kept, "
        f"{abridged.n_chars} of {abridged.n_source_chars} characters"
    )
    lines = [f"{head} ({abridged.note})" if abridged.note else head]
    lines.append(f"summary: {abridged.summary}")
    if abridged.lead:
        lines.append(f"lead: {abridged.lead}")
    lines += [f"key point: {point}" for point in abridged.key_points]
    if abridged.preheader:
        lines.append(f"preheader: {abridged.preheader}")
    for choice in abridged.choices:
        lines += _choice_lines(choice)
    return "\n".join(lines) + "\n"


def _choice_lines(choice: Choice) -> list[str]:
    """Two lines of the listing: what was decided about which text, and why."""
    shown = shorten_line(choice.text, WIDTH_CHARS)
    state = "keep" if choice.kept else "cut "
    features = "  ".join(
        f"{name} {value:+.2f}" for name, value in choice.features if value
    )
    why = f"{choice.reason}  [{features}]" if features else choice.reason
    return [
        f"{state} {choice.score:6.2f}  {choice.lines!s:>9}  {shown}",
        f"{'':24}{why}",
    ]
