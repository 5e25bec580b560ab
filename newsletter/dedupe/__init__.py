"""Find the article that was meant: drop repeats, fragments and boilerplate, and say why."""

from newsletter.dedupe.audit import audit
from newsletter.dedupe.clean import clean_body, clean_text
from newsletter.dedupe.explanation import explain, removals_as_json

__all__ = ["audit", "clean_body", "clean_text", "explain", "removals_as_json"]
