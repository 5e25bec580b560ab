"""Write the feeds of one language: RSS 2.0, Atom 1.0 and JSON Feed 1.1 from one value.

What a subscriber has seen once must never come back as new. So the id of an entry is made of the
two things that never change, the post's key and its language (`guid`), and nothing in a feed comes
from the clock: its date is that of its newest entry. The same articles give the same bytes.

The main feeds carry the newest `feeds.n_entries`. All older ones stand in archive pages (RFC
5005), numbered from the oldest, so that a page once full never changes again when posts are added.
The newest page may repeat entries of the main feed; ids tell a reader that they are the same. The
archive is written once, in Atom, and the RSS feed points to it too: 2,500 posts of 42 KB are
105 MB in one format and a third of a gigabyte in three.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import (
    Callable,
    Container,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from newsletter.config import Settings
from newsletter.edition.topics import Topic
from newsletter.model import Artefact, Article, Feed, Image
from newsletter.render.dialects import dialect_words
from newsletter.render.enclosures import MediaFile, find_enclosure
from newsletter.render.feed_files import (
    ATOM,
    JSON,
    RSS,
    archive_name,
    document_ranges,
)
from newsletter.render.markup import (
    article_html,
    one_line,
    strip_invisible,
)
from newsletter.render.notice import machine_notice
from newsletter.render.templates import as_markup
from newsletter.render.web_addresses import absolute_url
from newsletter.source.emoji_codes import show_emoji_in

if TYPE_CHECKING:
    from newsletter.render.strings import Strings
    from newsletter.render.templates import Templates

# RFC 4151 wants a date on which the name belonged to the minter. Part of every id: never change it.
TAG_YEAR = 2026
# Readers that heed it ask once an hour; a publication writes at most a few posts a day.
TTL_MINUTES = 60
# Atom wants a date even of a feed without entries; validators doubt one before 1990.
EMPTY = datetime(2000, 1, 1, tzinfo=UTC)
# What the RSS specification shows as the channel's image; an SVG is none.
RSS_IMAGES = (".png", ".jpg", ".jpeg", ".gif")
_FAST = 1  # level of compression: what is packed lives as long as the run
JSON_FEED = "https://jsonfeed.org/version/1.1"
FindBody = Callable[[bytes], bytes | None]
"""Gives the HTML of a body that was rendered before, packed (`pack_body`), by its `body_key`."""


def guid(ref: str, language: str, publication_url: str) -> str:
    """Return the permanent id of a post in one language: a `tag:` URI (RFC 4151).

    Neither title, text, slug nor address of the post is in it. The publication's own address is:
    keep the id of what was published once, should the publication move.

    Args:
        ref: The post.
        language: BCP 47 tag of the page.
        publication_url: Address of the publication.

    >>> guid("2025-11-02-rare-earth", "en", "https://example.com")
    'tag:example.com,2026:2025-11-02-rare-earth/en'
    """
    return f"{_tag(publication_url)}{percent_encode(ref, safe='')}/{language}"


def feed_id(folder: str, publication_url: str) -> str:
    """Return the permanent id of the feed in a folder; no entry can have it.

    >>> feed_id("en/", "https://example.com")
    'tag:example.com,2026:en'
    """
    return (
        f"{_tag(publication_url)}{percent_encode(folder.rstrip('/'), safe='/')}"
    )


def _tag(publication_url: str) -> str:
    """The beginning of the ids of a publication (RFC 4151): they outlive its address."""
    url = urlsplit(publication_url)
    host = url.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode()
    folder = percent_encode(url.path.strip("/"), safe="/")
    return (
        f"tag:{host},{TAG_YEAR}:{folder}/"
        if folder
        else f"tag:{host},{TAG_YEAR}:"
    )


def feed_folder(language: str, settings: Settings) -> str:
    """Return the absolute address of the folder of one language, with a slash at the end."""
    return f"{settings.publication.url.rstrip('/')}/{language}/"


def build_feed(
    articles: Sequence[Article],
    language: str,
    settings: Settings,
    topic: Topic | None = None,
) -> Feed:
    """Return the feed of one language: the articles written in it, newest first.

    Args:
        articles: Of any language.
        language: The one of the feed.
        settings: Of the publication.
        topic: What the articles are about, where they are those of a category or tag.
    """
    words = settings.words(language)
    own = [article for article in articles if article.language == language]
    own.sort(key=lambda article: (article.date, article.ref), reverse=True)
    home = feed_folder(language, settings)
    logo = words.logo
    site = settings.publication.url.rstrip("/") + "/"
    below = topic.folder if topic else ""
    return Feed(
        language=language,
        title=f"{words.title}: {topic.name}" if topic else words.title,
        description=words.description,
        site_url=settings.home_url(language),
        folder=f"{language}/{below}",
        base_url=home + percent_encode(below, safe="/"),
        articles=tuple(own),
        updated=_last_change(own),
        author=words.author,
        hub=settings.feeds.hub,
        image=absolute_url(logo, site),
    )


def _last_change(articles: Iterable[Article]) -> datetime:
    """When the youngest of the articles was changed; without any, a fixed day long ago."""
    return max((article.updated for article in articles), default=EMPTY)


@dataclass(frozen=True, slots=True)
class _Page:
    """One document: the main feed (number 0) or an archive page (1 is the oldest)."""

    number: int
    articles: Sequence[Article]
    older: int | None = None
    newer: int | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article with everything a template cannot make itself.

    The text is packed: it is shown once in each format, and a document of feeds holds megabytes.
    """

    article: Article  # without its texts
    packed: bytes
    notice_html: str
    summary_html: str
    published: str
    updated: str
    published_rfc822: str
    changed: str  # `updated` as Atom wants it: no two entries alike
    terms: tuple[str, ...]
    enclosure: MediaFile | None  # a sound or a film; it goes before the picture

    @property
    def content_html(self) -> str:
        """The text, and what is said of its translation."""
        return zlib.decompress(self.packed).decode() + self.notice_html

    @property
    def content_xml(self) -> Any:
        """The same, escaped once more; quotes stay, which are a tenth of the feed."""
        content = self.content_html
        if not content.strip():
            return ""
        return as_markup(escape(content, quote=False))


def render_feeds(
    feed: Feed,
    settings: Settings,
    templates: Templates,
    numbers: Container[int] | None = None,
    find_body: FindBody | None = None,
) -> Iterator[Artefact]:
    """Yield the main feed in its three formats and the archive pages, one file at a time.

    Each article of a document is asked for once, and its text is not kept.

    Args:
        feed: All articles of one language.
        settings: How many entries a document has, and how much of each.
        templates: Of the XML formats.
        numbers: Only these documents: 0 is the main feed, 1 the oldest archive page.
        find_body: Knows bodies that were rendered before; None renders each.
    """
    words = templates.strings(feed.language)
    for page in _pages(feed.articles, settings.feeds.n_entries):
        if numbers is not None and page.number not in numbers:
            continue
        entries = [
            _entry(article, settings, words, find_body)
            for article in page.articles
        ]
        if page.number == 0:
            yield _rss(feed, page, entries, templates)
            yield _json(feed, entries)
        yield _atom(feed, page, entries, settings, templates)


def _pages(articles: Sequence[Article], n_entries: int) -> Iterator[_Page]:
    """The main feed, then the archive from its newest page to its oldest.

    Every archive page is full: the newest takes what it lacks from the main feed.
    """
    main, *archives = document_ranges(len(articles), n_entries)
    n_archives = len(archives)
    yield _Page(0, articles[slice(*main)], older=n_archives or None)
    for number in range(n_archives, 0, -1):
        is_newest = number == n_archives
        yield _Page(
            number,
            articles[slice(*archives[number - 1])],
            older=number - 1 or None,
            newer=None if is_newest else number + 1,
        )


def render_body(article: Article, settings: Settings, words: Strings) -> str:
    """Return the HTML of an article in a feed."""
    return article_html(
        _entry_body(article, settings),
        base_url=article.url,
        words=dialect_words(words, settings.publication.url),
    )


def pack_body(html: str) -> bytes:
    """Return the HTML of an article as it is kept until the end of the run."""
    return zlib.compress(html.encode(), _FAST)


def body_key(article: Article, settings: Settings) -> bytes:
    """Return what the HTML of an article is known by: all it is made from within one run."""
    made_from = (
        f"{article.language}\0{article.url}\0{_entry_body(article, settings)}"
    )
    return hashlib.sha256(made_from.encode("utf-8", "surrogatepass")).digest()


def _entry_body(article: Article, settings: Settings) -> str:
    """The text that an entry carries: all of it, or the newsletter version."""
    is_full = settings.feeds.content == "full"
    return article.full_body if is_full else article.body


def _entry(
    article: Article,
    settings: Settings,
    words: Strings,
    find_body: FindBody | None,
) -> _Entry:
    """What all three formats say of one article, made once."""
    packed = find_body(body_key(article, settings)) if find_body else None
    if packed is None:
        packed = pack_body(render_body(article, settings, words))
    shown = _visible(article)
    terms = (one_line(term) for term in (*article.categories, *article.tags))
    return _Entry(
        article=shown,
        packed=packed,
        notice_html=_notice_html(article, words),
        summary_html=escape(shown.summary or shown.title, quote=False),
        published=article.date.isoformat(timespec="seconds"),
        updated=article.updated.isoformat(timespec="seconds"),
        published_rfc822=_rfc822(article.date),
        changed=_distinct(article.updated, article.guid),
        terms=tuple(dict.fromkeys(filter(None, terms))),
        enclosure=find_enclosure(article),
    )


_AS_ENTITY = str.maketrans(
    {"&": "&#x26;", "<": "&#x3C;", ">": "&#x3E;", '"': "&#x22;"}
)


def _plain_xml(text: str) -> Any:
    """Plain text ("S&P500") as XML that no reader takes for HTML: the RSS Board's way."""
    return as_markup(text.translate(_AS_ENTITY))


def _rfc822(when: datetime) -> str:
    """The date as RFC 822; a zone that is no half hour, such as Nepal's, as UTC: it is doubted."""
    offset = when.utcoffset() or timedelta()
    is_common = offset % timedelta(minutes=30) == timedelta()
    return format_datetime(when if is_common else when.astimezone(UTC))


def _distinct(when: datetime, identity: str) -> str:
    """The date of a change with thousandths of a second out of the entry's id.

    Posts dated by the day and posts changed in one run share their second, and validators warn of
    two entries with the same `updated`. Neighbours must not count: an entry changes only when its
    post does.
    """
    digest = hashlib.sha256(identity.encode()).hexdigest()
    thousandth = int(digest, 16) % 1000
    distinct = when.replace(microsecond=thousandth * 1000)
    return distinct.isoformat(timespec="milliseconds")


def _notice_html(article: Article, words: Strings) -> str:
    """What a subscriber is told of a machine translation, where site and email say it too."""
    notice = machine_notice(article, words)
    if not notice:
        return ""
    link = ""
    for other in article.alternates:
        if other.language == article.source_language:
            link = f' <a href="{escape(other.url)}">{escape(words("read_original"))}</a>'
    return f"<hr>\n<p><small>{escape(notice)}{link}</small></p>\n"


def _visible(article: Article) -> Article:
    """The article without its texts, what is left as every format can hold it.

    JSON would carry what XML 1.0 forbids.
    """
    alternates = (
        replace(other, title=_shown(other.title))
        for other in article.alternates
    )
    return replace(
        article,
        title=_shown(article.title) or article.slug,
        summary=strip_invisible(show_emoji_in(article.summary)).strip(),
        author=one_line(article.author),
        alternates=tuple(alternates),
        body="",
        full_body="",
    )


def _shown(title: str) -> str:
    """A title on one line, its emoji codes as emoji."""
    return one_line(show_emoji_in(title))


# ---------------------------------------------------------------- the formats


def _archive_url(feed: Feed, number: int | None) -> str:
    """The address of an archive document; "" where there is none."""
    return feed.base_url + archive_name(number) if number else ""


def _rss(
    feed: Feed, page: _Page, entries: list[_Entry], templates: Templates
) -> Artefact:
    """The RSS document, with a picture only where RSS may show its format."""
    pieces = templates.render_pieces(
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
    return Artefact(f"{feed.folder}{RSS.file_name}", _xml_bytes(pieces))


def _atom(
    feed: Feed,
    page: _Page,
    entries: list[_Entry],
    settings: Settings,
    templates: Templates,
) -> Artefact:
    """The Atom document; an archive keeps the time of its own youngest entry."""
    name = archive_name(page.number) if page.number else ATOM.file_name
    own_change = _last_change(entry.article for entry in entries)
    updated = own_change if page.number else feed.updated
    pieces = templates.render_pieces(
        "feed/atom.xml.j2",
        feed=feed,
        entries=entries,
        plain=_plain_xml,
        feed_id=feed_id(feed.folder, settings.publication.url),
        updated=updated.isoformat(timespec="seconds"),
        is_archive=page.number > 0,
        self_url=feed.base_url + name,
        current_url=feed.base_url + ATOM.file_name,
        older_url=_archive_url(feed, page.older),
        newer_url=_archive_url(feed, page.newer),
    )
    return Artefact(f"{feed.folder}{name}", _xml_bytes(pieces))


def _xml_bytes(pieces: Iterable[str]) -> bytes:
    """XML without characters that XML may not hold."""
    return _visible_bytes(pieces).rstrip() + b"\n"


def _visible_bytes(pieces: Iterable[str]) -> bytes:
    """A document of its pieces: with one emoji a whole text takes four bytes a letter."""
    document = BytesIO()
    for piece in pieces:
        document.write(strip_invisible(piece).encode())
    return document.getvalue()


def _json(feed: Feed, entries: Iterable[_Entry]) -> Artefact:
    """JSON Feed has no field for alternates: they stand in an extension, `_newsletter`."""
    document = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.site_url,
        "feed_url": feed.base_url + JSON.file_name,
        "description": feed.description,
        "icon": feed.image,
        "language": feed.language,
        "authors": _authors(feed.author),
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
        "items": [_json_item(entry) for entry in entries],
    }
    filled = _without_empty(document, kept="items")
    encoder = json.JSONEncoder(ensure_ascii=False, indent=1)
    pieces = chain(encoder.iterencode(filled), ("\n",))
    return Artefact(f"{feed.folder}{JSON.file_name}", _visible_bytes(pieces))


def _authors(name: str) -> list[dict[str, str]]:
    """The authors as JSON Feed 1.1 lists them."""
    return [{"name": name}] if name else []


def _without_empty(
    fields: Mapping[str, object], kept: str
) -> dict[str, object]:
    """The fields that say something, and one that must be there."""
    return {key: value for key, value in fields.items() if value or key == kept}


def _media_attachment(media: MediaFile | None) -> list[dict[str, object]]:
    """The sound or film of an entry, with its size where it is known."""
    if media is None:
        return []
    attachment: dict[str, object] = {
        "url": media.url,
        "mime_type": media.media_type,
    }
    return [
        attachment | ({"size_in_bytes": media.n_bytes} if media.n_bytes else {})
    ]


def _attachments(image: Image | None) -> list[dict[str, object]]:
    """The cover once more where its file is known: JSON Feed asks for a type, and takes a size."""
    if image is None or not image.media_type:
        return []
    size = {"size_in_bytes": image.n_bytes} if image.n_bytes else {}
    return [{"url": image.url, "mime_type": image.media_type, **size}]


def _extension(article: Article) -> dict[str, object]:
    """What JSON Feed has no field for; the specification wants an object, not a list."""
    others = [
        {"language": other.language, "url": other.url, "title": other.title}
        for other in article.alternates
    ]
    return {"alternates": others} if others else {}


def _json_item(entry: _Entry) -> dict[str, object]:
    """One entry of JSON Feed; what is empty is left out."""
    article = entry.article
    item = {
        "id": article.guid,
        "url": article.url,
        "title": article.title,
        "content_html": entry.content_html,
        "summary": article.summary,
        "image": article.image.url if article.image else "",
        "attachments": [
            *_media_attachment(entry.enclosure),
            *_attachments(article.image),
        ],
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": _authors(article.author),
        "tags": list(entry.terms),
        "language": article.language,
        "_newsletter": _extension(article),
    }
    return _without_empty(item, kept="content_html")
