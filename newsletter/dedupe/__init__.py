"""Find the article that was meant: drop repeats, fragments and the machine's leavings, and say why."""

from newsletter.dedupe.clean import clean_body, clean_text

__all__ = ["clean_body", "clean_text"]
