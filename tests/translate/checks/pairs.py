"""Build a pair for one check, and show what the check finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsletter.model import Finding, Unit, UnitKind
from newsletter.translate.checks.pair import Pair, build_pair
from newsletter.translate.glossary import EMPTY


def show_findings(
    check: Callable[[Pair], Iterator[Finding]],
    source: str,
    target: str,
    *,
    languages: str = "ja en",
    kind: UnitKind = UnitKind.SENTENCE,
) -> list[str]:
    """What one check finds, as "severity message" in its order."""
    source_language, language = languages.split()
    pair = build_pair(Unit(kind, source, source_language), target, language, EMPTY)
    return [f"{found.severity.value} {found.message}" for found in check(pair)]
