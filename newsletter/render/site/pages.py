"""Write the web pages: one a post, an index and a page a year for each language, and one index on top.

The folder works on any static host as it is, and opened from a disk: links between our pages are relative, canonical
addresses and alternates absolute. No script, no outside font or style. The index carries the newest posts with their
summaries; older ones stand by year, so that an archive of thousands does not make the first page heavy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from posixpath import relpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encode
from urllib.parse import unquote, urljoin
from zoneinfo import ZoneInfo

from newsletter.config import Settings
from newsletter.language.tags import is_rtl
from newsletter.model import Artefact, Article, Edition
from newsletter.render.feeds import feed_folder
from newsletter.render.markup import article_html, strip_invisible
from newsletter.render.notice import machine_notice
from newsletter.render.strings import get_locale
from newsletter.render.templates import as_markup

if TYPE_CHECKING:
    from newsletter.render.templates import Templates

N_INDEX = 20  # posts with their summary on the first page
N_HOME = 5  # posts a language on the top page
_SHARED = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
)  # what the sites that read Open Graph show; an SVG they do not
_TABLE = re.compile(
    r"<table(?=[\s>])(?:(?!<table[\s>]).)*?</table>", re.S
)  # the innermost of nested ones
_ROW = re.compile(r"<tr(?=[\s>]).*?</tr>", re.S)
_N_WIDE = 4  # columns of Japanese that do not fit a phone: 335 px are five characters a cell
N_EDITIONS = 12  # a quarter of weekly editions


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
    likely = (
        get_global("likely_subtags").get(str(locale))
        or get_global("likely_subtags").get(locale.language)
        or ""
    )
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language


def page_path(article: Article, settings: Settings) -> str:
    """Return where below `public/` the page of an article lies: what its address names, `index.html` for a folder."""
    path = unquote(article.url.removeprefix(settings.publication.url.rstrip("/"))).lstrip("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if path.endswith((".html", ".htm")) else f"{path}.html"


def render_page(article: Article, settings: Settings, templates: Templates) -> Artefact:
    """Write the page of one post, whole article, at the place its address names."""
    path = page_path(article, settings)
    folder = str(PurePosixPath(path).parent)
    text = templates.render(
        "page/post.html.j2",
        **_frame(article.language, folder, settings, templates),
        article=article,
        date=_date(article, settings, templates),
        notice=machine_notice(article, templates.strings(article.language)),
        body=as_markup(_scrollable_tables(article_html(article.full_body, base_url=article.url))),
        others=[
            _Link(other.url, language_name(other.language), other.language)
            for other in article.alternates
        ],
        other_locales=[share_locale(other.language) for other in article.alternates],
        original=next(
            (
                other.url
                for other in article.alternates
                if other.language == article.source_language
            ),
            "",
        ),
    )
    return Artefact(path, _html_bytes(text))


def render_index(
    articles: Mapping[str, Sequence[Article]],
    editions: Sequence[Edition],
    settings: Settings,
    templates: Templates,
) -> Iterator[Artefact]:
    """Yield `<lang>/index.html` and `<lang>/<year>.html` for every language, and `index.html` on top.

    Args:
        articles: By language, in any order.
        editions: Of all languages; each index lists its own.
    """
    by_language = {
        language: sorted(
            articles.get(language, ()),
            key=lambda article: (article.date, article.ref),
            reverse=True,
        )
        for language in settings.all_languages
    }
    for language, own in by_language.items():
        yield _language_index(
            language,
            own,
            [each for each in editions if each.language == language],
            settings,
            templates,
        )
        yield from _year_pages(language, by_language, settings, templates)
    yield _top_index(by_language, settings, templates)


def _language_index(
    language: str,
    articles: Sequence[Article],
    editions: Sequence[Edition],
    settings: Settings,
    templates: Templates,
) -> Artefact:
    newest_first = sorted(editions, key=lambda edition: (edition.date, edition.id), reverse=True)
    strings = templates.strings(language)
    zone = settings.publication.timezone
    text = templates.render(
        "page/index.html.j2",
        **_frame(language, language, settings, templates),
        canonical=feed_folder(language, settings),
        posts=[
            _post_link(article, language, settings, templates) for article in articles[:N_INDEX]
        ],
        years=[
            _Link(f"{year}.html", year)
            for year in dict.fromkeys(_year(article, settings) for article in articles)
        ],
        editions=[
            _Link(
                _relative(f"campaigns/{each.id}/{language}/email.html", language),
                each.subject,
                date=strings.date(each.date, zone),
            )
            for each in newest_first[:N_EDITIONS]
        ],
        others=_other_languages(language, settings),
        alternates=_index_alternates(settings),
    )
    return Artefact(f"{language}/index.html", _html_bytes(text))


def _other_languages(language: str, settings: Settings) -> list[_Link]:
    """The indexes of the other languages, seen from the folder of this one."""
    return [
        _Link(f"../{other}/index.html", language_name(other), other)
        for other in settings.all_languages
        if other != language
    ]


def _scrollable_tables(html: str) -> str:
    """Put a table that is wider than a phone into a frame that scrolls, by finger and by key; a narrow one stays as it is."""
    return _TABLE.sub(lambda found: _frame_table(found[0]), html)


def _frame_table(table: str) -> str:
    row = _ROW.search(table)
    n_columns = len(re.findall(r"<t[hd](?=[\s>])", row[0])) if row else 0
    return (
        f'<div class="scroll" tabindex="0" role="group">{table}</div>'
        if n_columns >= _N_WIDE
        else table
    )


def _index_alternates(settings: Settings) -> list[tuple[str, str]]:
    """The index of every language and the page where a reader chooses one: each of them names all of them."""
    top = settings.publication.url.rstrip("/") + "/"
    return [
        *((language, feed_folder(language, settings)) for language in settings.all_languages),
        ("x-default", top),
    ]


def _year_pages(
    language: str,
    by_language: Mapping[str, Sequence[Article]],
    settings: Settings,
    templates: Templates,
) -> Iterator[Artefact]:
    years = {
        other: {_year(article, settings) for article in articles}
        for other, articles in by_language.items()
    }
    for year, group in groupby(by_language[language], key=lambda article: _year(article, settings)):
        languages = [other for other in by_language if year in years[other]]
        text = templates.render(
            "page/year.html.j2",
            **_frame(language, language, settings, templates),
            canonical=f"{feed_folder(language, settings)}{year}.html",
            year=year,
            others=_other_languages(language, settings),
            alternates=[
                (other, f"{feed_folder(other, settings)}{year}.html")
                for other in languages
                if len(languages) > 1
            ],
            posts=[_post_link(article, language, settings, templates) for article in group],
        )
        yield Artefact(f"{language}/{year}.html", _html_bytes(text))


def _top_index(
    by_language: Mapping[str, Sequence[Article]], settings: Settings, templates: Templates
) -> Artefact:
    text = templates.render(
        "page/home.html.j2",
        **_frame(settings.source_language, "", settings, templates),
        canonical=settings.publication.url.rstrip("/") + "/",
        sections=[
            {
                **_frame(language, "", settings, templates),
                "name": language_name(language),
                "index": f"{language}/index.html",
                "posts": [
                    _post_link(article, "", settings, templates) for article in articles[:N_HOME]
                ],
            }
            for language, articles in by_language.items()
        ],
        alternates=_index_alternates(settings),
    )
    return Artefact("index.html", _html_bytes(text))


def _frame(language: str, folder: str, settings: Settings, templates: Templates) -> dict[str, Any]:
    """What every page shows, seen from the folder it lies in."""
    own = settings.words(language)
    base = settings.publication.url.rstrip("/") + "/"
    return {
        "language": language,
        "direction": "rtl" if is_rtl(language) else "ltr",
        "words": templates.strings(language),
        "publication": own,
        "accent": settings.brand.accent,
        "logo": urljoin(base, settings.brand.logo) if settings.brand.logo else "",
        "share_image": urljoin(base, settings.brand.logo)
        if settings.brand.logo.lower().endswith(_SHARED)
        else "",
        "locale": share_locale(language),
        "links": tuple(settings.brand.links.items()),
        "home": _relative(f"{language}/index.html", folder),
        "feeds": [
            _Link(_relative(f"{language}/{name}", folder), title, media_type)
            for name, title, media_type in (
                ("feed.xml", "RSS", "application/rss+xml"),
                ("atom.xml", "Atom", "application/atom+xml"),
                ("feed.json", "JSON Feed", "application/feed+json"),
            )
        ],
    }


def _post_link(article: Article, folder: str, settings: Settings, templates: Templates) -> _Link:
    return _Link(
        href=_relative(page_path(article, settings), folder),
        title=article.title,
        language=article.language,
        day=f"{article.date:%Y-%m-%d}",
        date=_date(article, settings, templates),
        summary=article.summary,
        minutes=article.minutes,
    )


def _date(article: Article, settings: Settings, templates: Templates) -> str:
    return templates.strings(article.language).date(article.date, settings.publication.timezone)


def _year(article: Article, settings: Settings) -> str:
    return f"{article.date.astimezone(ZoneInfo(settings.publication.timezone)):%Y}"


def _relative(path: str, folder: str) -> str:
    return percent_encode(relpath(path, folder or "."), safe="/~")


def _html_bytes(text: str) -> bytes:
    return strip_invisible(text).encode()
