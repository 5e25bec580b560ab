"""Say what the frame of an edition says about its articles: the words of the button and the notices."""

from __future__ import annotations

from collections.abc import Iterable

from newsletter.model import Article
from newsletter.render.notice import machine_notice
from newsletter.render.strings import Strings


def button_words(article: Article, words: Strings, shortened: bool) -> str:
    """Return what the button promises: the rest, the whole, or the same on the web."""
    if shortened:
        return words("continue_reading")
    if len(article.full_body) > len(article.body) * 1.05:
        return words("read_full_on_web", n=max(1, article.minutes))
    return words("read_on_web")


def find_notices(articles: Iterable[Article], words: Strings) -> tuple[str, ...]:
    """Return the machine-translation notices of an edition, each once."""
    return tuple(dict.fromkeys(notice for notice in (machine_notice(article, words) for article in articles) if notice))
