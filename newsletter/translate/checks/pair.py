"""Prepare a unit and its translation once for all rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsletter.language.sentences import split_sentences
from newsletter.model import Finding, Severity, Unit
from newsletter.translate.glossary import Glossary
from newsletter.translate.placeholders import (
    find_placeholders,
    paired_numbers,
    replace_placeholders,
)

# A bare web address, mail address or @handle; closing marks and CJK end it.
# The part before the @ has at most 64 characters (RFC 5321, 4.5.3.1.1): a longer run is none.
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>「」（）()\"'、。，　\u3000-\u9fff\uff00-\uffef]+"
    r"|[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)@[A-Za-z0-9_]{2,}",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit and its translation.

    Attributes:
        unit: The source with its place.
        target: The translation with placeholders.
        language: Tag of the translation.
        glossary: The publication's terms.
        source_plain, target_plain: Without placeholders: paired ones leave nothing,
            single ones a space.
    """

    unit: Unit
    target: str
    language: str
    glossary: Glossary
    source_plain: str
    target_plain: str

    @property
    def source_words(self) -> str:
        """The source without placeholders and links."""
        return _without_links(self.source_plain)

    @property
    def target_words(self) -> str:
        """The translation without placeholders and links."""
        return _without_links(self.target_plain)


def build_pair(
    unit: Unit, target: str, language: str, glossary: Glossary
) -> Pair:
    """Strip both sides.

    Args:
        unit: The unit, source side.
        target: Its translation, with placeholders.
        language: BCP 47 tag of the translation.
        glossary: The terms that hold for it.
    """
    paired = paired_numbers(find_placeholders(unit.source))
    return Pair(
        unit,
        target,
        language,
        glossary,
        _strip(unit.source, paired),
        _strip(target, paired),
    )


@lru_cache(maxsize=8)
def _without_links(text: str) -> str:
    """A side of the pair without links; several rules look at the same words."""
    return LINK.sub(" ", text)


@lru_cache(maxsize=8)
def get_sentences(text: str) -> tuple[str, ...]:
    """Split a side of the pair; several rules look at the same sentences."""
    return split_sentences(text.strip())


def _strip(text: str, paired: frozenset[str]) -> str:
    def write(_: str, number: str) -> str:
        return "" if number in paired else " "

    return replace_placeholders(text, write)


def error(rule: str, message: str) -> Finding:
    """Build a finding that holds the unit."""
    return Finding(rule, Severity.ERROR, message)


def warning(rule: str, message: str) -> Finding:
    """Build a finding that is listed."""
    return Finding(rule, Severity.WARNING, message)
