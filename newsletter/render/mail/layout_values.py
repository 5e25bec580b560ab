"""Compute the values a layout is filled with: words, links, colours, the articles.

Everything a post says passes through `Profile.neutralise` before it meets the layout; only the
profile's own tags do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from newsletter.config import Settings
from newsletter.language.direction import isolate, text_direction
from newsletter.model import Article, Edition, EditionKind
from newsletter.render.mail.frame import (
    button_words,
    find_notices,
    standfirst,
)
from newsletter.render.mail.profiles import Profile
from newsletter.render.mail.restyle import phrase_html
from newsletter.render.mail.theme import Theme
from newsletter.render.markup import one_line
from newsletter.render.strings import Strings
from newsletter.render.templates import as_markup
from newsletter.render.web_addresses import absolute_url

# Fills the line of the inbox behind the preheader, so that no client shows the beginning of the
# body there. The blank is a plain one, so that readers of text (w3m, lynx), which know no
# `display`, wrap it into nothing: with no-break blanks the preheader became one line of 180
# columns. A non-joiner keeps the next from being taken together with it, and a mail of plain ASCII
# from being sent as ISO-8859-1, which one large client clips at any size.
PADDING = " &zwnj;" * 60
SEPARATOR = " · "
NBSP = "\u00a0"
# Layouts that were ejected before the mail became one labelled landmark open and close these. The
# roles are gone: `main` and its like belong to the mail client.
LANDMARKS = {
    "banner": as_markup("<div>"),
    "main": as_markup("<div>"),
    "contentinfo": as_markup("<div>"),
    "end": as_markup("</div>"),
}


def keep_year(date: str) -> str:
    """Return a date whose last word, most often the year, never stands in a line of its own.

    >>> keep_year("28 de septiembre de 2026"), keep_year("2026年9月28日")
    ('28 de septiembre de\\xa02026', '2026年9月28日')
    """
    return NBSP.join(date.rsplit(" ", 1))


@dataclass(frozen=True, slots=True)
class LayoutValues:
    """An edition as its layout sees it."""

    edition: Edition
    settings: Settings
    strings: Strings
    theme: Theme
    profile: Profile

    # -- the frame

    def frame(self) -> dict[str, Any]:
        """What every layout shows."""
        edition = self.edition
        settings = self.settings
        theme = self.theme
        own = settings.words(edition.language)
        title = own.title
        notices = find_notices(edition.articles, self.strings)
        return {
            "lang": edition.language,
            "dir": theme.direction,
            "start": theme.start,
            "end": theme.end,
            "type": theme.type,
            "light": theme.light,
            "dark": theme.dark,
            "landmarks": LANDMARKS,
            "words": self._say,
            "subject": self._safe(edition.subject),
            "preheader": self._safe(edition.preheader),
            "padding": as_markup(PADDING),
            "date": keep_year(
                self.strings.date(edition.date, settings.publication.timezone)
            ),
            "publication": self._publication(title, own.logo),
            "why": self._say("why", publication=title),
            "sender": self._directed(own.from_name or title),
            "address": self._address(),
            "footer": self._safe(own.footer),
            "disclaimer": self._safe(own.disclaimer),
            "footer_links": self._footer_links(),
            "brand_links": self._brand_links(own.links),
            "tags": {"first_name": as_markup(self.profile.first_name)},
            "notices": [self._safe(notice) for notice in notices],
            "more": [
                self._more(title, address) for title, address in edition.more
            ],
        }

    @property
    def _site(self) -> str:
        return absolute_url(self.settings.publication.url)

    def _publication(self, title: str, logo: str) -> dict[str, Any]:
        return {
            "title": self._safe(title),
            "title_phrases": self._phrases(title),
            "url": self._site,
            "logo": absolute_url(logo, self._site + "/") if logo else "",
        }

    def _more(self, title: str, address: str) -> dict[str, Any]:
        return {
            "title": self._safe(title),
            "title_phrases": self._phrases(title),
            "url": absolute_url(address, self._site + "/"),
        }

    def _address(self) -> Any:
        """The postal address: the own one line by line, else the tag of the tool."""
        own = self.settings.email.postal_address
        if not own:
            return as_markup(self.profile.postal_address)
        lines = (line.strip() for line in own.splitlines())
        return as_markup("<br>").join(
            self._directed(line) for line in lines if line
        )

    def _brand_links(self, links: Mapping[str, str]) -> list[Any]:
        return [
            self._link(absolute_url(url, self._site + "/"), name)
            for name, url in links.items()
        ]

    def _footer_links(self) -> list[Any]:
        """Unsubscribing and the web version: a tag of the tool wins over an address of ours."""
        profile = self.profile
        unsubscribe = profile.unsubscribe
        unsubscribe = unsubscribe or absolute_url(
            self.settings.email.unsubscribe_url
        )
        web = profile.view_in_browser or self._web_address()
        links = [
            self._link(unsubscribe, self.strings("unsubscribe")),
            self._link(web, self.strings("view_in_browser")),
        ]
        return [link for link in links if link]

    def _web_address(self) -> str:
        """Where the edition can be read for a tool without a tag: the post, or the index."""
        if self.edition.kind is EditionKind.POST:
            return absolute_url(self.edition.articles[0].url)
        return absolute_url(self.settings.home_url(self.edition.language))

    def _link(self, target: str, words: str) -> Any:
        """A link of the footer; a tool whose tag is an element makes the link itself."""
        if not target:
            return ""
        shown = as_markup("").join([self._safe(words)])
        colour = self.theme.light.muted
        css = f"color:{colour};text-decoration:underline;text-underline-offset:3px"
        if target.startswith("<"):  # the tool's own element
            name = target.strip("<>")
            return (
                as_markup(f'<{name} style="{css}">')
                + shown
                + as_markup(f"</{name}>")
            )
        return (
            as_markup(f'<a href="{escape(target)}" style="{css}">')
            + shown
            + as_markup("</a>")
        )

    # -- articles

    def digest(self) -> dict[str, Any]:
        """What the layout of a digest shows besides the frame."""
        articles = self.edition.articles
        n_posts = len(articles) + len(self.edition.more)
        return {
            "kicker": self._say("n_posts", n=n_posts),
            "articles": [self._listed(article) for article in articles],
        }

    def post(self, html: str, *, shortened: bool) -> dict[str, Any]:
        """What the layout of a post shows besides the frame.

        Args:
            html: Of the article, restyled.
            shortened: The article was cut to fit the size.
        """
        article = self.edition.articles[0]
        categories = [
            self._safe(category) for category in article.categories[:1]
        ]
        about = self._listed(article)
        about["summary"] = self._safe(standfirst(article))
        about["key_points"] = [
            self._safe(point) for point in article.key_points
        ]
        about["body"] = as_markup(self.profile.neutralise(html))
        return {
            "article": about,
            "kicker": SEPARATOR.join(
                [*categories, self._minutes(article.body_minutes)]
            ),
            "byline": self._byline(article),
            "button": self._safe(
                button_words(article, self.strings, shortened)
            ),
        }

    def _listed(self, article: Article) -> dict[str, Any]:
        """An article in a list: title, summary, picture, reading time."""
        minutes = self._minutes(article.minutes)
        return {
            "title": self._safe(article.title),
            "title_phrases": self._phrases(article.title),
            "summary": self._safe(article.summary),
            "url": absolute_url(article.url),
            "image": self._image(article),
            "read": self._say("read_on_web") + SEPARATOR + minutes,
            "minutes": minutes,
        }

    def _image(self, article: Article) -> dict[str, str] | None:
        """The picture of an article; its description only where it is not the title again."""
        image = article.image
        address = absolute_url(image.url, article.url) if image else ""
        if not image or not address:
            return None
        # The title stands above it: read out twice it helps nobody.
        alt = "" if image.alt == article.title else image.alt
        return {"url": address, "alt": self._safe(alt)}

    def _byline(self, article: Article) -> str:
        """Who wrote it, and whether a machine translated it."""
        parts = []
        if article.author:
            parts.append(
                self._say(
                    "by", author=isolate(article.author, self.theme.direction)
                )
            )
        if article.machine_translation:
            parts.append(self._say("machine_translated"))
        return SEPARATOR.join(parts)

    # -- small words

    def _directed(self, text: str) -> Any:
        """Text that keeps its own direction, where that is not the direction of the mail."""
        shown = self._safe(text)
        direction = text_direction(text)
        if not direction or direction == self.theme.direction:
            return as_markup("").join([shown])
        return (
            as_markup(f'<span dir="{direction}">')
            + shown
            + as_markup("</span>")
        )

    def _safe(self, text: str) -> str:
        """A text on one line in which the tool sees no tag of its own."""
        return self.profile.neutralise(one_line(text))

    def _say(self, key: str, **values: object) -> str:
        return self._safe(self.strings(key, **values))

    def _minutes(self, n: int) -> str:
        return self._say("minutes", n=max(1, n))

    def _phrases(self, title: str) -> Any:
        """A title that breaks between phrases where its language has no blanks."""
        phrases = phrase_html(one_line(title), self.edition.language)
        return as_markup(self.profile.neutralise(phrases))
