"""Check terms and names.

The publication's terms are said as agreed, kept as agreed, never as forbidden. A name in
Latin letters within a text of another script stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.language.scripts import writes_with
from newsletter.language.tags import base
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, error, warning
from newsletter.translate.glossary import Term, rendering_pattern


def check_glossary(pair: Pair) -> Iterator[Finding]:
    """A term of the source has one of its renderings, and none of the forbidden ones."""
    fixed = pair.glossary.fixed(pair.source_plain, pair.language)
    if fixed is not None and pair.target_plain.strip() == fixed:
        return
    for term in pair.glossary.find(pair.source_plain, pair.language):
        accepted = term.accepted(pair.language)
        if term.keep and term.source not in pair.target_plain:
            yield error("glossary", f"{quote(term.source)} must stay as it is")
        elif accepted and not _says_any(pair.target_plain, accepted):
            yield error(
                "glossary",
                f"{quote(term.source)} is not called {_or(accepted)}",
            )
        yield from _check_forbidden(pair, term, accepted)


def _check_forbidden(
    pair: Pair, term: Term, accepted: tuple[str, ...]
) -> Iterator[Finding]:
    """A forbidden word inside an accepted rendering is no fault."""
    text = pair.target_plain
    for rendering in accepted:
        text = text.replace(rendering, " ")
    for word in term.forbidden:
        if word in text:
            yield error(
                "glossary",
                f"{quote(word)} is forbidden for {quote(term.source)}",
            )


def _says_any(text: str, renderings: tuple[str, ...]) -> bool:
    return any(
        rendering_pattern(rendering).search(text) for rendering in renderings
    )


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(quote(word) for word in words[:3])


# A name as it is written: capitals and small letters. Abbreviations (SNS, GDP) are left
# out, since languages have words of their own for many.
_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]*[a-z][A-Za-z]*(?![A-Za-z])")
_MIN_NAME_CHARS = 4
_SAME_CHARS = 4  # Google and Googleの, Apple and Apple's


def check_names(pair: Pair) -> Iterator[Finding]:
    """A Latin name in a text of another script is in the translation, too."""
    if not writes_with(base(pair.unit.language)) or writes_with(
        base(pair.language)
    ):
        return
    said = pair.target_words.casefold()
    for name in dict.fromkeys(_NAME.findall(pair.source_words)):
        if len(name) < _MIN_NAME_CHARS or name[:_SAME_CHARS].casefold() in said:
            continue
        yield warning("names", f"{quote(name)} is not in the translation")
