"""Say what a reader must know of a machine's work, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.model import Article
from newsletter.render.strings import FALLBACK, Strings, get_locale


def machine_notice(article: Article, words: Strings) -> str:
    """Return the notice of a machine translation: source, engines, share a person has checked.

    Empty for the original and for a translation that a person has checked as a whole.
    """
    machine = article.machine_translation
    if machine is None:
        return ""
    engines = ", ".join(machine.engines)
    # Rounded down: 100 % is never claimed while anything is unchecked.
    percent = int(machine.share_reviewed * 100)
    key = "machine_translation_reviewed" if percent else "machine_translation"
    source = _name_language(article.source_language, key, words)
    return words(key, language=source, engines=engines, share=f"{percent}%")


def machine_notices(
    articles: Sequence[Article], words: Strings
) -> tuple[str, ...]:
    """Return the notices of an edition: one for all articles where there are several."""
    translated = [
        article for article in articles if machine_notice(article, words)
    ]
    if len(translated) < 2:
        return tuple(machine_notice(article, words) for article in translated)
    key = "machine_translation_many"
    engines: dict[str, None] = {}
    for article in translated:
        if article.machine_translation:
            engines |= dict.fromkeys(article.machine_translation.engines)
    source = _name_language(translated[0].source_language, key, words)
    return (words(key, language=source, engines=", ".join(engines)),)


def _name_language(language: str, key: str, words: Strings) -> str:
    """The name of a language in the language the text is in: English stands in where words lack."""
    locale = get_locale(FALLBACK if key in words.missing else words.language)
    return get_locale(language).get_display_name(locale) or language
