"""Translate a Markdown text with a function of the caller's own."""

from __future__ import annotations

from collections.abc import Callable

from newsletter.errors import EngineRefused, quote
from newsletter.language.scripts import guess_language
from newsletter.source.front_matter import split_front_matter
from newsletter.translate.head import parse_head
from newsletter.translate.placeholders import fits_placeholders
from newsletter.translate.units import parse_document


def translate_markdown(
    text: str,
    translate: Callable[[list[str]], list[str]],
    *,
    source: str = "",
    target: str = "en",
) -> str:
    """Translate a Markdown document, its front-matter texts included.

    Code, URLs, HTML attributes that are no text, Liquid tags, attribute lists and front-matter keys
    are never handed over and come back byte for byte. Nothing is checked but the markup: for
    numbers, terms and leftovers use `newsletter.translate.posts.translate_article`.

    Args:
        text: Markdown, with or without front matter.
        translate: Called once with every distinct text in reading order. Markup in a text stands as
            `[[1]]…[[/1]]` around words or `[[2]]` alone, and must be in the answer too. Returns as
            many texts, in the same order.
        source: BCP 47 tag of the text; "" guesses by its script.
        target: BCP 47 tag of the answers; it decides how sentences are joined.

    Raises:
        EngineRefused: Another number of answers, an empty one, or one in which placeholders are
        doubled, unknown or unpaired.

    >>> translate_markdown("# One\\n\\nSee **two**.", lambda texts: [t.upper() for t in texts])
    '# ONE\\n\\nSEE **TWO**.'
    """
    crlf = "\r\n" in text
    head, body = split_front_matter(
        text.replace("\r\n", "\n") if crlf else text
    )
    language = source or guess_language(body)
    fields, document = parse_head(head), parse_document(body, language)
    sources = list(
        dict.fromkeys(
            unit.source for unit in (*fields.units(language), *document.units)
        )
    )
    targets = _ask(sources, translate)
    rendered = fields.render(targets, target) + document.render(targets, target)
    return rendered.replace("\n", "\r\n") if crlf else rendered


def _ask(
    sources: list[str], translate: Callable[[list[str]], list[str]]
) -> dict[str, str]:
    """The answers of a function of the caller, each checked, by source."""
    answers = translate(list(sources)) if sources else []
    if len(answers) != len(sources):
        raise EngineRefused(
            "cannot use the translation",
            why=f"{len(answers)} answers came for {len(sources)} texts",
            fix="return one for each",
        )
    for source, answer in zip(sources, answers, strict=True):
        if not answer.strip():
            raise EngineRefused(
                f"cannot use the translation of {quote(source)}",
                why="it is empty",
                fix="translate it, or return it",
            )
        if not fits_placeholders(source, answer):
            raise EngineRefused(
                f"cannot put back the translation of {quote(source)}",
                why=f"its placeholders are not those of the source: {quote(answer)}",
                fix="keep each [[n]] and [[/n]] once, in pairs",
            )
    return dict(zip(sources, answers, strict=True))
