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
# One that begins no sentence: "The" and "When" are no names.
_INNER_NAME = re.compile(r"(?<=[^.!?:\s\"“] )[A-Z][A-Za-z]*[a-z][A-Za-z]*")
_MIN_NAME_CHARS = 4
_SAME_CHARS = 4  # Google and Googleの, Apple and Apple's


def check_names(pair: Pair) -> Iterator[Finding]:
    """A Latin name stays what it is between a Latin text and one of another script.

    From a text of another script it is in the translation, too; into one, none is there in
    place of one of the source (alone it may say what "it" is). Between two Latin texts
    capitals prove nothing: German writes every noun with one, and of 1,000 English sentences
    120 have a name of their own ("Christmas", "Germany").
    """
    is_latin_source = not writes_with(base(pair.unit.language))
    is_latin_target = not writes_with(base(pair.language))
    if is_latin_source is is_latin_target:
        return
    if is_latin_target:
        lost = _find_missing(pair.source_words, pair.target_words)
        for name in lost:
            yield warning("names", f"{quote(name)} is not in the translation")
    else:
        added = _find_missing(pair.target_words, pair.source_words)
        inner = " ".join(_INNER_NAME.findall(pair.source_words))
        if added and _find_missing(inner, pair.target_words):
            for name in added:
                yield warning("names", f"{quote(name)} is not in the source")


def _find_missing(one: str, other: str) -> tuple[str, ...]:
    """Names of the one text that nothing in the other begins like."""
    said = other.casefold()
    return tuple(
        name
        for name in dict.fromkeys(_NAME.findall(one))
        if len(name) >= _MIN_NAME_CHARS
        and name[:_SAME_CHARS].casefold() not in said
    )
