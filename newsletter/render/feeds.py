"""Write the feeds of one language: RSS 2.0, Atom 1.0 and JSON Feed 1.1 from one value.

What a subscriber has seen once must never come back as new, so the id of an entry is made of the two things that never
change, the post's key and its language (`guid`), and nothing in a feed comes from the clock: its date is that of its
newest entry. The same articles give the same bytes.

The main feeds carry the newest `feeds.n_entries`. All older ones stand in archive pages (RFC 5005), numbered from the
oldest, so that a page once full never changes again when posts are added. The newest page may repeat entries of the
main feed; ids tell a reader that they are the same. The archive is written once, in Atom, and the RSS feed points to it
too: 2,500 posts of 42 KB are 105 MB in one format and a third of a gigabyte in three.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from newsletter.config import Settings
from newsletter.model import Artefact, Article, Feed, Image
from newsletter.render.feed_files import ATOM, JSON, RSS, archive_name
from newsletter.render.markup import absolute_url, article_html, one_line, strip_invisible
from newsletter.render.notice import machine_notice
from newsletter.render.templates import as_markup

if TYPE_CHECKING:
    from newsletter.render.strings import Strings
    from newsletter.render.templates import Templates

TAG_YEAR = 2026  # RFC 4151 wants a date on which the name belonged to the minter; part of every id: never change it
TTL_MINUTES = (
    60  # readers that heed it ask once an hour; a publication writes at most a few posts a day
)
EMPTY = datetime(
    2000, 1, 1, tzinfo=UTC
)  # Atom wants a date even of a feed without entries; validators doubt one before 1990
RSS_IMAGES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
)  # what the RSS specification shows as the channel's image; an SVG is none
JSON_FEED = "https://jsonfeed.org/version/1.1"


def guid(ref: str, language: str, publication_url: str) -> str:
    """Return the permanent id of a post in one language: a `tag:` URI (RFC 4151).

    Neither title, text, slug nor address of the post is in it. The publication's own address is: keep the id of what
    was published once, should the publication move.

    >>> guid("2025-11-02-rare-earth", "en", "https://example.com")
    'tag:example.com,2026:2025-11-02-rare-earth/en'
    """
    return f"{_tag(publication_url)}{percent_encode(ref, safe='')}/{language}"


def feed_id(language: str, publication_url: str) -> str:
    """Return the permanent id of the feed of one language; no entry can have it."""
    return f"{_tag(publication_url)}{language}"


def _tag(publication_url: str) -> str:
    url = urlsplit(publication_url)
    host = (
        (url.hostname or "").encode("idna").decode()
        if not (url.hostname or "").isascii()
        else url.hostname or ""
    )
    folder = url.path.strip("/")
    return f"tag:{host},{TAG_YEAR}:{percent_encode(folder, safe='/') + '/' if folder else ''}"


def feed_folder(language: str, settings: Settings) -> str:
    """Return the absolute address of the folder the files of one language are served from, with a slash at the end."""
    return f"{settings.publication.url.rstrip('/')}/{language}/"


def build_feed(articles: Sequence[Article], language: str, settings: Settings) -> Feed:
    """Return the feed of one language: the articles written in it, newest first."""
    words = settings.words(language)
    own = [article for article in articles if article.language == language]
    folder = feed_folder(language, settings)
    logo = settings.brand.logo
    return Feed(
        language=language,
        title=words.title,
        description=words.description,
        site_url=folder,
        base_url=folder,
        articles=tuple(sorted(own, key=lambda article: (article.date, article.ref), reverse=True)),
        updated=max((article.updated for article in own), default=EMPTY),
        author=words.author,
        hub=settings.feeds.hub,
        image=absolute_url(logo, settings.publication.url.rstrip("/") + "/") if logo else "",
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """One document: the main feed (number 0) or an archive page (1 is the oldest)."""

    number: int
    articles: Sequence[Article]
    older: int | None = None
    newer: int | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article with everything a template cannot make itself."""

    article: Article
    content_html: str
    content_xml: Any  # escaped once more, quotes left as they are: a tenth of the feed
    summary_html: str
    published: str
    updated: str
    published_rfc822: str
    changed: str  # `updated` as Atom wants it: no two entries alike
    terms: tuple[str, ...]


def render_feeds(
    feed: Feed, settings: Settings, templates: Templates, numbers: Container[int] | None = None
) -> Iterator[Artefact]:
    """Yield `<lang>/feed.xml`, `atom.xml`, `feed.json` and the archive pages, one at a time: an archive is large.

    Args:
        numbers: Only these documents: 0 is the main feed in its three formats, 1 the oldest archive page.
    """
    words = templates.strings(feed.language)
    for page in _pages(feed.articles, settings.feeds.n_entries):
        if numbers is not None and page.number not in numbers:
            continue
        entries = [_entry(article, settings, words) for article in page.articles]
        if page.number == 0:
            yield _rss(feed, page, entries, templates)
            yield _json(feed, entries)
        yield _atom(feed, page, entries, settings, templates)


def _pages(articles: Sequence[Article], n_entries: int) -> Iterator[_Page]:
    """The main feed, then the archive from its newest page to its oldest; every archive page is full."""
    n_archives = max(0, -(-(len(articles) - n_entries) // n_entries))
    yield _Page(0, articles[:n_entries], older=n_archives or None)
    for number in range(n_archives, 0, -1):
        end = len(articles) - (number - 1) * n_entries
        yield _Page(
            number,
            articles[end - n_entries : end],
            older=number - 1 or None,
            newer=number + 1 if number < n_archives else None,
        )


def _entry(article: Article, settings: Settings, words: Strings) -> _Entry:
    body = article.full_body if settings.feeds.content == "full" else article.body
    content = article_html(body, base_url=article.url) + _notice_html(article, words)
    shown = _visible(article)
    return _Entry(
        article=shown,
        content_html=content,
        content_xml=as_markup(escape(content, quote=False)) if content.strip() else "",
        summary_html=escape(shown.summary or shown.title, quote=False),
        published=article.date.isoformat(timespec="seconds"),
        updated=article.updated.isoformat(timespec="seconds"),
        published_rfc822=_rfc822(article.date),
        changed=_distinct(article.updated, article.guid),
        terms=tuple(
            dict.fromkeys(filter(None, map(one_line, (*article.categories, *article.tags))))
        ),
    )


def _plain_xml(text: str) -> Any:
    """Plain text as XML: the RSS Board's profile has `&#x26;` and `&#x3C;`, which no reader takes for HTML ("S&P500")."""
    return as_markup(
        text.replace("&", "&#x26;")
        .replace("<", "&#x3C;")
        .replace(">", "&#x3E;")
        .replace('"', "&#x22;")
    )


def _rfc822(when: datetime) -> str:
    """The date as RFC 822; a zone that is no half hour, such as Nepal's, as UTC: validators doubt it."""
    offset = when.utcoffset() or timedelta()
    return format_datetime(
        when if offset % timedelta(minutes=30) == timedelta() else when.astimezone(UTC)
    )


def _distinct(when: datetime, identity: str) -> str:
    """The date of a change with thousandths of a second out of the entry's id.

    Posts dated by the day and posts changed in one run share their second, and validators warn of two entries with the same
    `updated`. Neighbours must not count: an entry changes only when its post does.
    """
    thousandth = int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 1000
    return when.replace(microsecond=thousandth * 1000).isoformat(timespec="milliseconds")


def _notice_html(article: Article, words: Strings) -> str:
    """What a subscriber is told of a machine translation, at the end, where the site and the email say it too."""
    notice = machine_notice(article, words)
    if not notice:
        return ""
    original = next(
        (each.url for each in article.alternates if each.language == article.source_language), ""
    )
    link = f' <a href="{escape(original)}">{escape(words("read_original"))}</a>' if original else ""
    return f"<hr>\n<p><small>{escape(notice)}{link}</small></p>\n"


def _visible(article: Article) -> Article:
    """The article with texts that every format can hold: JSON would carry what XML 1.0 (2.2) forbids."""
    return replace(
        article,
        title=one_line(article.title) or article.slug,
        summary=strip_invisible(article.summary).strip(),
        author=one_line(article.author),
        alternates=tuple(replace(each, title=one_line(each.title)) for each in article.alternates),
    )


def _archive_url(feed: Feed, number: int | None) -> str:
    return feed.base_url + archive_name(number) if number else ""


def _rss(feed: Feed, page: _Page, entries: list[_Entry], templates: Templates) -> Artefact:
    text = templates.render(
        "feed/rss.xml.j2",
        feed=feed,
        entries=entries,
        plain=_plain_xml,
        built=_rfc822(feed.updated),
        has_image=feed.image.lower().endswith(RSS_IMAGES),
        ttl_minutes=TTL_MINUTES,
        self_url=feed.base_url + RSS.file_name,
        older_url=_archive_url(feed, page.older),
    )
    return Artefact(f"{feed.language}/{RSS.file_name}", _xml_bytes(text))


def _atom(
    feed: Feed, page: _Page, entries: list[_Entry], settings: Settings, templates: Templates
) -> Artefact:
    name = archive_name(page.number) if page.number else ATOM.file_name
    updated = (
        max((article.updated for article in page.articles), default=EMPTY)
        if page.number
        else feed.updated
    )
    text = templates.render(
        "feed/atom.xml.j2",
        feed=feed,
        entries=entries,
        plain=_plain_xml,
        feed_id=feed_id(feed.language, settings.publication.url),
        updated=updated.isoformat(timespec="seconds"),
        is_archive=page.number > 0,
        self_url=feed.base_url + name,
        current_url=feed.base_url + ATOM.file_name,
        older_url=_archive_url(feed, page.older),
        newer_url=_archive_url(feed, page.newer),
    )
    return Artefact(f"{feed.language}/{name}", _xml_bytes(text))


def _xml_bytes(text: str) -> bytes:
    return (strip_invisible(text).rstrip() + "\n").encode()


def _json(feed: Feed, entries: list[_Entry]) -> Artefact:
    """JSON Feed has no field for alternates: they stand in an extension, which begins with an underscore."""
    document = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.site_url,
        "feed_url": feed.base_url + JSON.file_name,
        "description": feed.description,
        "icon": feed.image,
        "language": feed.language,
        "authors": [{"name": feed.author}] if feed.author else [],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
        "items": [_json_item(entry) for entry in entries],
    }
    text = json.dumps(
        {key: value for key, value in document.items() if value or key == "items"},
        ensure_ascii=False,
        indent=1,
    )
    return Artefact(f"{feed.language}/{JSON.file_name}", (strip_invisible(text) + "\n").encode())


def _attachments(image: Image | None) -> list[dict[str, object]]:
    """The cover once more where its file is known: JSON Feed asks for a type, and takes a size."""
    if image is None or not image.media_type:
        return []
    size = {"size_in_bytes": image.n_bytes} if image.n_bytes else {}
    return [{"url": image.url, "mime_type": image.media_type, **size}]


def _extension(article: Article) -> dict[str, object]:
    """What JSON Feed has no field for; an extension is an object, says the specification, not a list."""
    others = [
        {"language": other.language, "url": other.url, "title": other.title}
        for other in article.alternates
    ]
    return {"alternates": others} if others else {}


def _json_item(entry: _Entry) -> dict[str, object]:
    article = entry.article
    item = {
        "id": article.guid,
        "url": article.url,
        "title": article.title,
        "content_html": entry.content_html,
        "summary": article.summary,
        "image": article.image.url if article.image else "",
        "attachments": _attachments(article.image),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": article.author}] if article.author else [],
        "tags": list(entry.terms),
        "language": article.language,
        "_newsletter": _extension(article),
    }
    return {key: value for key, value in item.items() if value or key == "content_html"}
