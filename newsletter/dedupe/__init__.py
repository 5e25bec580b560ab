"""Find the article that was meant: drop repeats, fragments and boilerplate, and say why."""

from newsletter.dedupe.audit import audit
from newsletter.dedupe.clean import clean_body, clean_text
from newsletter.dedupe.explanation import explain, removals_as_json, sum_up
from newsletter.dedupe.title import Decoration, find_decoration

__all__ = [
    "Decoration",
    "audit",
    "clean_body",
    "clean_text",
    "explain",
    "find_decoration",
    "removals_as_json",
    "sum_up",
]
