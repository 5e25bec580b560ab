"""Escape words for Markdown: in text, and in a label or an address."""

from __future__ import annotations

import re


def clean_label(text: str) -> str:
    """Return text that may stand in an address or a label of Markdown."""
    return re.sub(r"[<>\[\]\n\x00-\x1f]", "", text).strip()


def escape_words(text: str) -> str:
    """Return words in which everything that Markdown would read is escaped."""
    return re.sub(r"([\\`*_\[\]<&])", r"\\\1", text)
