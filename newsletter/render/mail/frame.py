"""Find the words of the frame about an article: standfirst, button, notices."""

from __future__ import annotations

from collections.abc import Iterable

from newsletter.language.sentences import split_sentences
from newsletter.model import Article
from newsletter.render.notice import machine_notice
from newsletter.render.strings import Strings
from newsletter.source.inline import plain_text

# What a reader of the summary still has in the ear: the first two screens of a phone.
OPENING_CHARS = 1000


def standfirst(article: Article) -> str:
    """Return the summary to put over the article; "" where the article opens with it.

    A summary is made of sentences of the article. Over an article that begins with them it
    would read like one of the repeated passages this program exists to remove; inbox and
    feed show it all the same.
    """
    opening = "".join(plain_text(article.body[: 2 * OPENING_CHARS]).split())[:OPENING_CHARS]
    sentences = ["".join(sentence.split()) for sentence in split_sentences(article.summary)]
    is_repeated = all(sentence in opening for sentence in sentences)
    return "" if sentences and is_repeated else article.summary


def button_words(article: Article, words: Strings, shortened: bool) -> str:
    """Return what the button promises: the rest, the whole, or the same on the web."""
    if shortened:
        return words("continue_reading")
    if len(article.full_body) > len(article.body) * 1.05:
        return words("read_full_on_web", n=max(1, article.minutes))
    return words("read_on_web")


def find_notices(articles: Iterable[Article], words: Strings) -> tuple[str, ...]:
    """Return the machine-translation notices of an edition, each once."""
    notices = (machine_notice(article, words) for article in articles)
    return tuple(dict.fromkeys(filter(None, notices)))
