"""Write the web pages: a page a post, an index and a page a year for each language, one on top.

The folder works on any static host as it is, and opened from a disk: links between our pages are
relative, canonical addresses and alternates absolute. No script, no outside font or style. The
index carries the newest posts with their summaries; older ones stand by year, so that an archive
of thousands does not make the first page heavy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import PurePosixPath
from posixpath import relpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encode
from urllib.parse import unquote, urljoin
from zoneinfo import ZoneInfo

from newsletter.config import Settings
from newsletter.config.rules import is_web_address
from newsletter.edition.addresses import served_file, site_path
from newsletter.edition.article import with_emoji
from newsletter.edition.topics import Topic, find_topics
from newsletter.language.direction import language_direction
from newsletter.model import Artefact, Article, Listed
from newsletter.render.dialects import dialect_words
from newsletter.render.feed_files import FEED_FORMATS
from newsletter.render.feeds import feed_folder
from newsletter.render.mail.frame import find_deck
from newsletter.render.mail.theme import build_theme
from newsletter.render.markup import article_html, strip_invisible
from newsletter.render.notice import machine_notice
from newsletter.render.site.outline import is_worth_listing, link_headings
from newsletter.render.site.table_frames import frame_tables
from newsletter.render.strings import Strings, get_locale
from newsletter.render.templates import as_markup
from newsletter.render.web_addresses import absolute_url
from newsletter.source.emoji_codes import show_emoji_in

if TYPE_CHECKING:
    from newsletter.render.templates import Templates

N_INDEX = 20  # posts with their summary on the first page
N_HOME = 5  # posts a language on the top page

# What the sites that read Open Graph show; an SVG they do not.
_SHARED_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp")

_ADDRESS = re.compile(r"[^@\s:/]+@[^@\s:/]+")

Alternates = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Link:
    """A link to a post, an edition, a year or a language, as a list shows it."""

    href: str
    title: str
    language: str = ""
    day: str = ""
    date: str = ""
    summary: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class _View:
    """A page as its template sees the site: its language and the folder it lies in."""

    language: str
    folder: str
    settings: Settings
    templates: Templates

    @property
    def words(self) -> Strings:
        return self.templates.strings(self.language)

    def render(self, template: str, path: str, **values: object) -> Artefact:
        """Fill a template with its values and what every page shows."""
        text = self.templates.render(template, **(self.frame() | values))
        return Artefact(path, strip_invisible(text).encode())

    def frame(self) -> dict[str, Any]:
        """What every page shows."""
        settings = self.settings
        own = settings.words(self.language)
        brand = settings.brand
        theme = build_theme(
            self.language, brand.accent, brand.font, brand.title_font
        )
        logo = urljoin(_site(settings), own.logo) if own.logo else ""
        is_shared = own.logo.lower().endswith(_SHARED_SUFFIXES)
        return {
            "language": self.language,
            "direction": language_direction(self.language),
            "words": self.words,
            "publication": own,
            "accent": settings.brand.accent,
            "title_face": theme.type.title,
            "button": theme.light.button,
            "on_button": theme.light.on_button,
            "subscribe_url": _subscribe_url(settings),
            "logo": logo,
            "share_image": logo if is_shared else "",
            "locale": share_locale(self.language),
            "links": tuple(own.links.items()),
            "home": self.relative(f"{self.language}/index.html"),
            "feeds": self._feed_links(),
            "topic_feeds": (),
        }

    def topic_feeds(self, articles: Iterable[Listed]) -> list[_Link]:
        """The feeds of the topics of some articles, each once."""
        topics: dict[str, Topic] = {}
        for article in articles:
            for topic in find_topics(article, self.settings.feeds):
                topics.setdefault(topic.folder, topic)
        links: list[_Link] = []
        for topic in topics.values():
            links += self._feed_links(topic.folder, f"{topic.name}, ")
        return links

    def _feed_links(self, folder: str = "", prefix: str = "") -> list[_Link]:
        """The links to the feeds of a folder, as a page names them in its head."""
        return [
            _Link(
                href=self.relative(f"{self.language}/{folder}{feed.file_name}"),
                title=prefix + feed.title,
                language=feed.media_type,
            )
            for feed in FEED_FORMATS
        ]

    def relative(self, path: str) -> str:
        """A path of the site, seen from the folder of this page."""
        return percent_encode(relpath(path, self.folder or "."), safe="/~")

    def date(self, article: Listed) -> str:
        return self.words.date(article.date, self.settings.publication.timezone)

    def link(self, article: Listed) -> _Link:
        """A post of the language of this page, as a list shows it."""
        return _Link(
            href=self.relative(page_path(article, self.settings)),
            title=show_emoji_in(article.title),
            language=article.language,
            day=f"{article.date:%Y-%m-%d}",
            date=self.date(article),
            summary=show_emoji_in(article.summary),
            minutes=article.minutes,
        )

    def links(self, articles: Iterable[Listed]) -> list[_Link]:
        return [self.link(article) for article in articles]

    def other_languages(self) -> list[_Link]:
        """The indexes of the other languages, seen from the folder of this one."""
        others = [
            tag for tag in self.settings.all_languages if tag != self.language
        ]
        return [
            _Link(f"../{tag}/index.html", language_name(tag), tag)
            for tag in others
        ]


def language_name(language: str) -> str:
    """Return what a language calls itself: `日本語`, `English`."""
    name = get_locale(language).get_display_name() or language
    return name[:1].upper() + name[1:]


def share_locale(language: str) -> str:
    """Return a language as Open Graph writes it, with its likeliest country: `ja_JP`.

    >>> share_locale("en"), share_locale("pt-BR"), share_locale("zh-Hant")
    ('en_US', 'pt_BR', 'zh_TW')
    """
    from babel.core import get_global

    locale = get_locale(language)
    subtags = get_global("likely_subtags")
    likely = subtags.get(str(locale)) or subtags.get(locale.language) or ""
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language


def page_path(article: Listed, settings: Settings) -> str:
    """Return where below the site the page of an article lies: what its address names."""
    return site_path(article.url, settings) or served_file("")


# ---------------------------------------------------------------- the page of a post


def render_page(
    article: Article, settings: Settings, templates: Templates
) -> Artefact:
    """Write the page of one post, whole article, at the place its address names.

    Args:
        article: The article, whole.
        settings: Settings of the publication.
        templates: Its templates and strings.
    """
    path = page_path(article, settings)
    article = with_emoji(article)
    view = _View(
        article.language,
        str(PurePosixPath(path).parent),
        settings,
        templates,
    )
    words = dialect_words(view.words, settings.publication.url)
    html = article_html(
        article.full_body, base_url=article.url, in_page=True, words=words
    )
    html, outline = link_headings(html, article.anchors)
    alternates = article.alternates
    originals = [
        other.url
        for other in alternates
        if other.language == article.source_language
    ]
    return view.render(
        "page/post.html.j2",
        path,
        article=article,
        canonical=_find_canonical(article),
        deck=find_deck(article, article.full_body),
        date=view.date(article),
        notice=machine_notice(article, view.words),
        body=as_markup(frame_tables(html)),
        outline=outline if is_worth_listing(outline, article.minutes) else (),
        others=[
            _Link(other.url, language_name(other.language), other.language)
            for other in alternates
        ],
        other_locales=[share_locale(other.language) for other in alternates],
        original=originals[0] if originals else "",
        topic_feeds=view.topic_feeds([article]),
    )


def _find_canonical(article: Article) -> str:
    """The address that search engines are told: that of the author for an original, else ours."""
    if article.language != article.source_language:
        return article.url
    written = dict(article.front_matter).get("canonical_url")
    is_address = isinstance(written, str) and is_web_address(written)
    return str(written) if is_address else article.url


# ---------------------------------------------------------------- lists of posts


@dataclass(frozen=True, slots=True)
class _Archive:
    """All articles by language, newest first, and the settings every list needs."""

    by_language: Mapping[str, Sequence[Listed]]
    years: Mapping[
        str, tuple[str, ...]
    ]  # those with posts, by language, newest first
    settings: Settings
    templates: Templates

    def view(self, language: str, folder: str) -> _View:
        return _View(language, folder, self.settings, self.templates)


def render_index(
    articles: Mapping[str, Sequence[Listed]],
    settings: Settings,
    templates: Templates,
) -> Iterator[Artefact]:
    """Yield `<lang>/index.html` and `<lang>/<year>.html` for every language, then `index.html`.

    Args:
        articles: By language, in any order.
        settings: Of the publication.
        templates: Of the pages.
    """
    by_language = {
        language: _newest_first(articles.get(language, ()))
        for language in settings.all_languages
    }
    years = {
        language: _years(own, settings) for language, own in by_language.items()
    }
    archive = _Archive(by_language, years, settings, templates)
    for language in by_language:
        yield _language_index(language, archive)
        yield from _year_pages(language, archive)
    yield _top_index(archive)


def _year(article: Listed, settings: Settings) -> str:
    """The year of an article where the publication is at home."""
    zone = ZoneInfo(settings.publication.timezone)
    return f"{article.date.astimezone(zone):%Y}"


def _years(articles: Iterable[Listed], settings: Settings) -> tuple[str, ...]:
    """The years that have articles, in the order of the articles."""
    return tuple(
        dict.fromkeys(_year(article, settings) for article in articles)
    )


def _newest_first(articles: Iterable[Listed]) -> tuple[Listed, ...]:
    """The articles by date; of two at one moment the order is fixed."""
    by_date = sorted(articles, key=lambda article: (article.date, article.ref))
    return tuple(reversed(by_date))


def _language_index(language: str, archive: _Archive) -> Artefact:
    """The page of one language: its newest posts, its years."""
    view = archive.view(language, language)
    return view.render(
        "page/index.html.j2",
        f"{language}/index.html",
        canonical=feed_folder(language, archive.settings),
        posts=view.links(archive.by_language[language][:N_INDEX]),
        years=[_Link(f"{year}.html", year) for year in archive.years[language]],
        editions=(),  # templates that were ejected before ask for them
        others=view.other_languages(),
        alternates=_index_alternates(archive.settings),
        topic_feeds=view.topic_feeds(archive.by_language[language][:N_INDEX]),
    )


def _index_alternates(settings: Settings) -> Alternates:
    """The index of every language, and the page where a reader chooses one."""
    indexes = [
        (tag, feed_folder(tag, settings)) for tag in settings.all_languages
    ]
    return [*indexes, ("x-default", _site(settings))]


def _year_pages(language: str, archive: _Archive) -> Iterator[Artefact]:
    """A page for each year of a language."""
    view = archive.view(language, language)
    settings = archive.settings
    own = archive.by_language[language]
    for year, posts in groupby(
        own, key=lambda article: _year(article, settings)
    ):
        yield view.render(
            "page/year.html.j2",
            f"{language}/{year}.html",
            canonical=_year_url(language, year, settings),
            year=year,
            others=view.other_languages(),
            alternates=_year_alternates(year, archive),
            posts=view.links(posts),
        )


def _year_alternates(year: str, archive: _Archive) -> Alternates:
    """The page of a year in each language that has one; none where only one has."""
    tags = [tag for tag in archive.by_language if year in archive.years[tag]]
    if len(tags) < 2:
        return []
    return [(tag, _year_url(tag, year, archive.settings)) for tag in tags]


def _year_url(language: str, year: str, settings: Settings) -> str:
    return f"{feed_folder(language, settings)}{year}.html"


def _top_index(archive: _Archive) -> Artefact:
    """The page on top, with the newest posts of every language."""
    settings = archive.settings
    return archive.view(settings.source_language, "").render(
        "page/home.html.j2",
        "index.html",
        canonical=_site(settings),
        sections=[
            _home_section(language, archive) for language in archive.by_language
        ],
        alternates=_index_alternates(settings),
    )


def _home_section(language: str, archive: _Archive) -> dict[str, Any]:
    """The newest posts of one language on the top page."""
    view = archive.view(language, "")
    newest = archive.by_language[language][:N_HOME]
    return {
        **view.frame(),
        "name": language_name(language),
        "index": f"{language}/index.html",
        "posts": view.links(newest),
    }


def _subscribe_url(settings: Settings) -> str:
    """Where a reader subscribes: the form of the campaign tool, or a mail to an address."""
    named = settings.publication.subscribe
    return absolute_url(
        f"mailto:{named}" if _ADDRESS.fullmatch(named) else named
    )


def _site(settings: Settings) -> str:
    return settings.publication.url.rstrip("/") + "/"


# ---------------------------------------------------------------- where a post was


def render_redirect(path: str, target: str, language: str) -> Artefact:
    """Write a page at `path` that leads to the absolute address `target` at once.

    It stands where a post was before its slug changed. A static host cannot answer 301; a
    refresh of 0 seconds with a canonical address is what search engines take for it
    (https://developers.google.com/search/docs/crawling-indexing/301-redirects).
    A client that does not follow shows the link.
    """
    url = escape(target, quote=True)
    shown = escape(unquote(target), quote=True)
    language = escape(language, quote=True)
    text = _REDIRECT.format(
        language=language,
        direction=language_direction(language),
        url=url,
        shown=shown,
    )
    return Artefact(path, text.encode())


_REDIRECT = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{shown}</title>
<link rel="canonical" href="{url}">
<meta http-equiv="refresh" content="0; url={url}">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<style>h1 {{ font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }} \
a {{ color: inherit; }}</style>
</head>
<body><main><h1><a href="{url}" dir="ltr">{shown}</a></h1></main></body>
</html>
"""
