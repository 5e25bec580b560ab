"""Measure what translation costs: requests and characters sent.

    python benchmarks/engines.py [POST]      the sample publication's post by default

Prints the requests an empty memory needs within each engine's limits for the abridged and the full article, and the
characters sent against the raw post's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from newsletter.api import abridge, clean
from newsletter.language.scripts import has_letters
from newsletter.source.front_matter import split_front_matter
from newsletter.translate.engines.deep import GOOGLE_LIMITS, LIBRE_LIMITS, MICROSOFT_LIMITS, MYMEMORY_LIMITS
from newsletter.translate.engines.deepl_api import DEEPL_LIMITS
from newsletter.translate.engines.openai_api import OPENAI_LIMITS
from newsletter.translate.engines.packing import pack_passages
from newsletter.translate.units import parse_document

SAMPLE = Path(__file__).parent.parent / "seeds" / "2025-11-02-ai-rare-earth.md"
LIMITS = {
    "google": GOOGLE_LIMITS,
    "libretranslate": LIBRE_LIMITS,
    "mymemory": MYMEMORY_LIMITS,
    "microsoft": MICROSOFT_LIMITS,
    "deepl": DEEPL_LIMITS,
    "openai": OPENAI_LIMITS,
}


def find_passages(body: str) -> list[list[str]]:
    """Return the distinct texts with letters, paragraph by paragraph."""
    passages: dict[int, list[str]] = {}
    seen: set[str] = set()
    for unit in parse_document(body, "ja").units:
        if unit.source not in seen and has_letters(unit.source):
            seen.add(unit.source)
            passages.setdefault(unit.passage, []).append(unit.source)
    return list(passages.values())


def print_requests(path: Path) -> None:
    """Print requests and characters for the abridged and the full article."""
    raw = path.read_text(encoding="utf-8")
    cleaned = clean(raw)
    n_raw = len(split_front_matter(raw)[1])
    for name, body in (("abridged", abridge(cleaned.text).body), ("full", cleaned.body)):
        passages = find_passages(body)
        n_chars = sum(len(text) for passage in passages for text in passage)
        print(
            f"{name}: {sum(map(len, passages))} units, {n_chars} characters sent, {n_chars / n_raw:.2f} of the raw body's {n_raw}"
        )
        for engine, limits in LIMITS.items():
            requests, too_long = pack_passages(passages, limits)
            print(f"  {engine}: {len(requests)} requests" + (f", {len(too_long)} units too long" if too_long else ""))


if __name__ == "__main__":
    print_requests(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
