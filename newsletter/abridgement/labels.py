"""Tell lines that name what stands below them from lines that say something."""

from __future__ import annotations

import re

from newsletter.source.inline import plain_text

MAX_LABEL_CHARS = 32
MAX_LEAD_CHARS = 80

_BOLD_LINE = re.compile(r"\s*(?:\*\*[^*]+\*\*|__[^_]+__)\s*[:：]?\s*")
_END_MARK = re.compile(r"[。！？!?.…]\W*$")
_COLON_END = re.compile(r"[:：][\s*_]*$")
# Definitions right under a Liquid tag are a paragraph to Markdown; the site builder sees them
# apart.
_DEFINITION_LINE = re.compile(r"\s{0,3}\[[^\]^][^\]]*\]:\s*\S")
_LIQUID_LINE = re.compile(r"\s*(?:\{%.*%\}|\{\{.*\}\})\s*")


def is_bold_line(text: str) -> bool:
    """Tell whether a paragraph is one bold line without an end mark: it works as a heading."""
    if "\n" in text.strip() or not _BOLD_LINE.fullmatch(text):
        return False
    return not _END_MARK.search(plain_text(text))


def is_item_label(text: str) -> bool:
    """Tell whether the first line of an item only names what the item is about."""
    line = text.strip()
    return bool(_COLON_END.search(line)) or is_bold_line(line)


def holds_definitions(text: str) -> bool:
    """Tell whether a paragraph is link definitions under a Liquid tag, and nothing else."""
    if "]:" not in text:
        return False
    lines = text.split("\n")
    n_definitions = sum(bool(_DEFINITION_LINE.match(line)) for line in lines)
    n_liquid = sum(bool(_LIQUID_LINE.fullmatch(line)) for line in lines)
    return n_definitions > 0 and n_definitions + n_liquid == len(lines)


def is_label(text: str, *, opens: bool) -> bool:
    """Tell whether a sentence is a line of its own above the text of its paragraph.

    It is all bold, or short and ended by a colon, or a lead line about bold words. A lead line
    (まず、**多角化**です。) opens its paragraph: it says what the paragraph is about, and nothing
    without it.
    """
    if not text.endswith("\n"):
        return False
    line = text.strip()
    if is_bold_line(line) or (opens and _is_lead_line(line)):
        return True
    if len(line) > MAX_LABEL_CHARS or _END_MARK.search(line):
        return False
    return bool(_COLON_END.search(line))


def _is_lead_line(line: str) -> bool:
    """Tell whether a line is short and about the one thing in it that is bold."""
    if len(line) > MAX_LEAD_CHARS or "(" in line:
        return False
    return line.count("**") == 2
