"""Count the requests and characters of the sample with an empty memory, at Google's limits.

    python benchmarks/translate_requests.py

Baselines in the same run: a request for every unit, as deep-translator's translate_batch sends
them, and the raw post.
"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from newsletter.abridgement import abridge_body
from newsletter.dedupe import clean_body
from newsletter.model import Budget, BudgetUnit
from newsletter.source.post import parse_post
from newsletter.translate.engines.deep import GOOGLE_LIMITS
from newsletter.translate.engines.packing import pack_passages
from newsletter.translate.units import parse_document

SAMPLE = Path(__file__).resolve().parent.parent / "seeds" / "2025-11-02-ai-rare-earth.md"


def main() -> None:
    """Print one line for the abridged article and one for the whole."""
    post = parse_post(SAMPLE.read_bytes(), SAMPLE.name, zone=UTC)
    cleaned = clean_body(post.text, title=post.title, first_line=post.first_line, boxes=True)
    budget = Budget(BudgetUnit.MINUTES, 4)
    abridged = abridge_body(
        cleaned.body, language=post.language, budget=budget, title=cleaned.title, excerpt=""
    )
    print(f"raw post: {len(post.text)} characters")
    for name, body in (("abridged", abridged.body), ("whole", cleaned.body)):
        passages: dict[int, list[str]] = {}
        for unit in parse_document(body, post.language).units:
            passages.setdefault(unit.passage, []).append(unit.source)
        requests, too_long = pack_passages(list(passages.values()), GOOGLE_LIMITS)
        n_units = sum(map(len, passages.values()))
        n_chars = sum(len(text) for texts in requests for text in texts)
        print(f"{name}: {n_units} units in {len(requests)} requests, {len(too_long)} too long")
        print(f"  {n_chars} characters, {n_chars / len(post.text):.0%} of the raw post")


if __name__ == "__main__":
    main()
