"""Write the text part of an email: made for reading, not HTML with the tags taken out.

`article_lines` writes the article; here the frame stands around it. Paragraphs are wrapped at 72
columns; one that has no blanks to break at, as in Japanese, is left to the program that shows it.
Links stand as numbers in the text and as a list at the end.
"""

from __future__ import annotations

import re

from newsletter.config import Settings
from newsletter.language.width import (
    display_width,
    wrap_at_blanks,
    wrap_text,
)
from newsletter.model import Article, Edition, EditionKind
from newsletter.render.dialects import dialect_words
from newsletter.render.mail.article_lines import (
    LONGEST,
    WIDTH,
    article_text,
)
from newsletter.render.mail.frame import (
    button_words,
    find_notices,
    standfirst,
)
from newsletter.render.mail.profiles import Profile
from newsletter.render.markup import one_line, strip_invisible
from newsletter.render.strings import Strings
from newsletter.render.templates import Templates
from newsletter.render.web_addresses import absolute_url


def render_text(
    edition: Edition,
    settings: Settings,
    templates: Templates,
    profile: Profile,
    *,
    shortened: bool = False,
) -> str:
    """Return the text part of an edition, LF line ends.

    Args:
        edition: What the mail carries.
        settings: Settings of the publication.
        templates: Its templates and strings.
        profile: The campaign tool, with its tags.
        shortened: The articles were cut to fit; the button asks to read on.

    Raises:
        TemplateError: The template or a string is broken.
    """
    words = templates.strings(edition.language)
    own = settings.words(edition.language)
    email = settings.email
    values: dict[str, object] = {
        "paragraph": lambda text: "\n".join(
            wrap_at_blanks(_line(text, profile), WIDTH, LONGEST)
        ),
        "underlined": lambda text, mark: _underlined(
            _line(text, profile), mark
        ),
        "item": lambda text: _item(_line(text, profile)),
        "words": words,
        "publication": own.title,
        "date": words.date(edition.date, settings.publication.timezone),
        "rule": "-" * WIDTH,
        "articles": [
            _listed(article, edition, words, profile)
            for article in edition.articles
        ],
        "more": [
            {
                "title": title,
                "url": absolute_url(url, settings.publication.url),
            }
            for title, url in edition.more
        ],
        "notices": find_notices(edition.articles, words),
        "why": words("why", publication=own.title),
        "sender": own.from_name or own.title,
        "address": email.postal_address or text_tag(profile.postal_address),
        "footer": own.footer,
        "disclaimer": own.disclaimer,
        "brand_links": [
            {
                "name": name,
                "url": absolute_url(
                    url, settings.publication.url.rstrip("/") + "/"
                ),
            }
            for name, url in own.links.items()
        ],
        "unsubscribe": text_tag(profile.unsubscribe)
        or absolute_url(email.unsubscribe_url),
        "view_in_browser": text_tag(profile.view_in_browser)
        or _web_address(edition, settings),
    }
    if edition.kind is EditionKind.POST:
        article = edition.articles[0]
        body, links = article_text(
            article, dialect_words(words, settings.publication.url)
        )
        values["body"] = profile.neutralise(strip_invisible(body))
        values["links"] = links
        values["key_points"] = article.key_points
        values["button"] = button_words(article, words, shortened)
    filled = templates.render(f"text/{edition.kind.value}.txt.j2", **values)
    return _tidy(filled)


def _web_address(edition: Edition, settings: Settings) -> str:
    """Where the edition stands on the web: its post, or the page of its language."""
    if edition.kind is EditionKind.POST:
        return absolute_url(edition.articles[0].url)
    return absolute_url(settings.home_url(edition.language))


def _tidy(text: str) -> str:
    """Without blanks at the ends of lines, and no two blank lines together."""
    trimmed = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", trimmed).strip("\n") + "\n"


def _listed(
    article: Article, edition: Edition, words: Strings, profile: Profile
) -> dict[str, str]:
    """What stands over an article, or of it in a digest."""
    is_alone = edition.kind is EditionKind.POST
    minutes = article.body_minutes if is_alone else article.minutes
    byline = words("minutes", n=max(1, minutes))
    if article.author:
        byline = f"{words('by', author=article.author)} · {byline}"
    return {
        "title": article.title,
        "summary": standfirst(article) if is_alone else article.summary,
        "url": absolute_url(article.url),
        "byline": _line(byline, profile),
    }


def _line(text: str, profile: Profile) -> str:
    """A text on one line in which the tool sees no tag of its own."""
    return profile.neutralise(one_line(text))


def _item(text: str) -> str:
    """An item of a list, its lines hanging."""
    lines = wrap_at_blanks(text, WIDTH - 2, LONGEST)
    return "- " + "\n  ".join(lines)


def _underlined(text: str, mark: str) -> str:
    """A heading over a rule as wide as its widest line."""
    lines = wrap_text(text, WIDTH)
    return "\n".join(
        [*lines, mark * max(display_width(line) for line in lines)]
    )


def text_tag(tag: str) -> str:
    """Return a merge tag that stands for an address in text; "" for one that makes HTML."""
    return "" if tag.startswith("<") or "HTML:" in tag else tag
