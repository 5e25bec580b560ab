"""Check the publication's terms: said as agreed, never as forbidden, kept where they are to be kept."""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, error
from newsletter.translate.glossary import rendering_pattern


def check_glossary(pair: Pair) -> Iterator[Finding]:
    """A term of the source has one of its renderings in the translation, and none of the forbidden ones."""
    whole = pair.glossary.fixed(pair.source_plain, pair.language)
    if whole is not None and pair.target_plain.strip() == whole:
        return
    for term in pair.glossary.find(pair.source_plain, pair.language):
        accepted = term.accepted(pair.language)
        if term.keep and term.source not in pair.target_plain:
            yield error("glossary", f"{quote(term.source)} must stay as it is")
        elif accepted and not any(
            rendering_pattern(each).search(pair.target_plain) for each in accepted
        ):
            yield error("glossary", f"{quote(term.source)} is not called {_or(accepted)}")
        for each in term.forbidden:
            if each in _without(pair.target_plain, accepted):
                yield error("glossary", f"{quote(each)} is forbidden for {quote(term.source)}")


def _without(text: str, accepted: tuple[str, ...]) -> str:
    """The text without accepted renderings, so that a forbidden word inside one of them is no fault."""
    for each in accepted:
        text = text.replace(each, " ")
    return text


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(quote(word) for word in words[:3])
