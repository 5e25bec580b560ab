"""Tell whom a title and a sentence name: a lead speaks of those of whom its title does."""

from __future__ import annotations

import re

from newsletter.language.scripts import HAN
from newsletter.language.tags import base

# Whom a title names first: a word in capitals or katakana, or a run of kanji.
TITLE_SUBJECT = re.compile(
    rf"[A-Z][A-Za-z0-9.]+|[\u30a1-\u30fa\u30fc]{{3,}}|[{HAN}]{{2,}}"
)
_NAME = re.compile(
    r"(?!AI(?![A-Za-z0-9]))[A-Z][A-Za-z0-9.]+|[\u30a1-\u30fa\u30fc]{3,}"
)
# A topic or subject before the end of the first clauses.
TOPIC = re.compile(
    r"^[^。]{1,60}?(?:は(?!別)|が|も|では|によると|によれば)(?:[、,]|[^、。])"
)


def find_subjects(title: str, language: str) -> frozenset[str]:
    """Return whom a Japanese title names: in capitals, and what stands first in other letters.

    In other languages capitals say little: many a title has one at each word.

    >>> sorted(find_subjects("町の橋とAI、Acmeの真意は", "ja"))
    ['Acme']
    """
    if base(language) != "ja":
        return frozenset()
    names = (name for name in _NAME.findall(title) if name.isascii())
    first = TITLE_SUBJECT.search(title.replace("AI", ""))
    return frozenset((*names, first[0])) if first else frozenset(names)


def speaks_of_others(text: str, about: str) -> bool:
    """Tell whether a Japanese sentence begins with names that another text lacks.

    Also when that text has names, and the sentence none of them.
    """
    named = frozenset(_NAME.findall(about))
    if not any(name in text for name in named):
        return bool(named)
    names = _find_names_at_head(text)
    return bool(names) and names.isdisjoint(named)


def begins_with_others(text: str, about: str) -> bool:
    """Tell whether a Japanese sentence begins with names in capitals that another text lacks."""
    names = {name for name in _find_names_at_head(text) if name.isascii()}
    return bool(names) and not any(name in about for name in names)


def _find_names_at_head(text: str) -> frozenset[str]:
    head = TOPIC.match(text)
    return frozenset(_NAME.findall(head[0] if head else text[:40]))
