"""Say what a reader must know of a machine translation, in the words of the reader's language."""

from __future__ import annotations

from newsletter.model import Article
from newsletter.render.strings import Strings, get_locale


def machine_notice(article: Article, words: Strings) -> str:
    """Return the notice of a machine translation: source, engines, share a person has checked.

    Empty for the original and for a translation that a person has checked as a whole.
    """
    machine = article.machine_translation
    if machine is None:
        return ""
    locale = get_locale(words.language)
    source = get_locale(article.source_language).get_display_name(locale) or article.source_language
    engines = ", ".join(machine.engines)
    percent = int(
        machine.share_reviewed * 100
    )  # rounded down: 100 % is never claimed while anything is unchecked
    if percent == 0:
        return words("machine_translation", language=source, engines=engines)
    return words(
        "machine_translation_reviewed",
        language=source,
        engines=engines,
        share=f"{percent}%",
    )
