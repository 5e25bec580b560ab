"""Print why each candidate was kept or cut, for `newsletter abridge --explain`."""

from __future__ import annotations

from newsletter.model import Abridged, Choice

WIDTH_CHARS = 60  # of the text shown of a candidate: enough to find it


def explain(abridged: Abridged) -> str:
    """Return one line a candidate (kept or cut, score, lines, opening, reason) and one with its features; a heading line first."""
    n_kept = sum(choice.kept for choice in abridged.choices)
    head = f"{n_kept} of {len(abridged.choices)} pieces kept, {abridged.n_chars} of {abridged.n_source_chars} characters"
    lines = [
        head + (f" ({abridged.note})" if abridged.note else ""),
        f"summary: {abridged.summary}",
    ]
    for choice in abridged.choices:
        lines += _lines_of(choice)
    return "\n".join(lines) + "\n"


def _lines_of(choice: Choice) -> list[str]:
    text = " ".join(choice.text.split())
    shown = text if len(text) <= WIDTH_CHARS else text[: WIDTH_CHARS - 1] + "…"
    features = "  ".join(f"{name} {value:+.2f}" for name, value in choice.features if value)
    return [
        f"{'keep' if choice.kept else 'cut '} {choice.score:6.2f}  {choice.lines!s:>9}  {shown}",
        f"                        {choice.reason}" + (f"  [{features}]" if features else ""),
    ]
