from __future__ import annotations

from pathlib import Path

from newsletter.api import abridge, clean
from newsletter.translate.engines.deep import GOOGLE_LIMITS
from newsletter.translate.engines.packing import pack_passages
from newsletter.translate.units import parse_document


def test_the_abridged_sample_costs_google_three_requests_at_most(seeds: Path) -> None:
    """An empty memory is filled politely: a request holds some 1,300 Japanese characters."""
    post = (seeds / "2025-11-02-ai-rare-earth.md").read_text(encoding="utf-8")
    passages: dict[int, list[str]] = {}
    for unit in parse_document(abridge(clean(post).text).body, "ja").units:
        passages.setdefault(unit.passage, []).append(unit.source)
    requests, too_long = pack_passages(list(passages.values()), GOOGLE_LIMITS)
    assert too_long == ()
    assert 0 < len(requests) <= 3
