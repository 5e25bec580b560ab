"""Find the words of the frame about an article: standfirst, button, notices."""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.language.sentences import split_sentences
from newsletter.model import Article
from newsletter.render.notice import machine_notices
from newsletter.render.strings import Strings
from newsletter.source.inline import plain_text

# What a reader of the summary still has in the ear: the first two screens of a phone.
OPENING_CHARS = 1000


def standfirst(article: Article) -> str:
    """Return what stands over the article in a mail: its lead, or what its author says of it.

    The abridged body comes without the sentences of its lead, so the lead always stands. Where no
    sentence tells the news, the body begins with it; a summary of other sentences would stand in
    its place and lead with something else.
    """
    return article.lead or find_deck(article, article.body)


def find_deck(article: Article, body: str) -> str:
    """Return what its author says of an article, else its news; "" where the text begins with it.

    Over such a text it would read like one of the repeated passages this program exists to
    remove; feeds and lists show it all the same.
    """
    deck = article.summary if article.is_described else article.lead
    return "" if opens_with(body, deck) else deck


def opens_with(body: str, summary: str) -> bool:
    """Tell whether every sentence of a summary stands at the beginning of a text."""
    opening = "".join(plain_text(body[: 2 * OPENING_CHARS]).split())[
        :OPENING_CHARS
    ]
    sentences = [
        "".join(sentence.split()) for sentence in split_sentences(summary)
    ]
    return bool(sentences) and all(
        sentence in opening for sentence in sentences
    )


def button_words(article: Article, words: Strings, shortened: bool) -> str:
    """Return what the button promises: the rest, the whole, or the same on the web."""
    if shortened:
        return words("continue_reading")
    if len(article.full_body) > len(article.body) * 1.05:
        return words("read_full_on_web", n=max(1, article.minutes))
    return words("read_on_web")


def find_notices(
    articles: Sequence[Article], words: Strings
) -> tuple[str, ...]:
    """Return what is said of machines below an edition: who translated, who abridged."""
    notices = list(machine_notices(articles, words))
    if any(article.by_model for article in articles):
        notices.append(words("abridged_by_model"))
    return tuple(notices)
