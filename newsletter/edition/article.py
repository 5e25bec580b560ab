"""Build the Article of one post in one language: address, cover, reading time, notice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote as percent_encode
from urllib.parse import urljoin, urlsplit

from newsletter.config import Settings
from newsletter.edition.addresses import post_url
from newsletter.edition.own_words import (
    as_line,
    find_described,
    find_description,
)
from newsletter.language.reading import reading_minutes
from newsletter.model import (
    NO_ADDRESS,
    Abridged,
    Alternate,
    Article,
    Cleaned,
    Image,
    MachineTranslation,
    Origin,
    OwnAddress,
    Post,
    Translated,
)
from newsletter.source.anchors import find_anchors, has_anchor_links
from newsletter.source.emoji_codes import show_emoji_in
from newsletter.source.front_matter import as_texts
from newsletter.source.inline import wiki_name
from newsletter.source.post_names import post_ref
from newsletter.source.split_address import split_address

# What Jekyll, Hugo and Astro themes call it.
COVER_FIELDS = ("image", "cover", "thumbnail", "og_image")
# Markdown with components of MDX, and with code that Quarto runs.
_OWN_SUFFIXES = (".mdx", ".qmd")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_LINE_ENDS = re.compile(r"\r\n?")


def with_emoji(article: Article) -> Article:
    """Return an article as readers are shown it: codes of emoji in its texts are emoji.

    The copies keep what the author wrote: their generator shows it as it shows the original.
    """
    points = tuple(show_emoji_in(point) for point in article.key_points)
    others = tuple(
        replace(other, title=show_emoji_in(other.title))
        for other in article.alternates
    )
    image = article.image
    return replace(
        article,
        title=show_emoji_in(article.title),
        original_title=show_emoji_in(article.original_title),
        alternates=others,
        image=image and replace(image, alt=show_emoji_in(image.alt)),
        summary=show_emoji_in(article.summary),
        lead=show_emoji_in(article.lead),
        key_points=points,
        found_preheader=show_emoji_in(article.found_preheader),
        body=show_emoji_in(article.body),
        full_body=show_emoji_in(article.full_body),
    )


def source_article(
    post: Post,
    cleaned: Cleaned,
    abridged: Abridged,
    settings: Settings,
    *,
    guid: str,
    updated: datetime,
    cover: Image | None = None,
) -> Article:
    """Build the article in the language it was written in.

    Args:
        post: The post as it was read.
        cleaned: Its body without what was said twice.
        abridged: The shorter version of that.
        settings: Settings of the publication.
        guid: Id of the article in feeds; it never changes.
        updated: When the article last changed.
        cover: The picture above it; None for none.
    """
    # It brings the abridgement, which a run with nothing to do can spare.
    from newsletter.abridgement.summary import only_promises

    fields = post.fields
    own_summary = find_description(
        fields,
        cleaned.title,
        cleaned.body,
        post.language,
        uncleaned=post.body,
    )[1]
    return Article(
        ref=post_ref(post),
        slug=post.slug,
        language=post.language,
        source_language=post.language,
        title=cleaned.title,
        summary=own_summary or abridged.summary,
        body=abridged.body,
        full_body=cleaned.body,
        date=post.date,
        updated=updated,
        url=post_url(
            settings, post.language, post.slug, post.date, post.address
        ),
        guid=guid,
        author=_author(fields) or settings.words(post.language).author,
        categories=_categories(fields),
        tags=_tags(fields),
        front_matter=post.front_matter,
        links=tuple(find_own_links(cleaned.body, settings.publication.url)),
        minutes=_minutes(cleaned.body, post.language),
        body_minutes=_minutes(abridged.body, post.language),
        image=cover and replace(cover, alt=cleaned.title),
        original_title=cleaned.title,
        lead=abridged.lead,
        key_points=abridged.key_points,
        found_preheader=abridged.preheader,
        by_model=abridged.by_model,
        anchors=find_anchors(cleaned.body)
        if has_anchor_links(cleaned.body)
        else (),
        head=_LINE_ENDS.sub("\n", post.head),
        suffix=_suffix(post.path),
        is_described=not only_promises(own_summary, post.language),
    )


def _suffix(path: str) -> str:
    """The end of a name that says how a copy is to be read; every other copy is plain Markdown."""
    suffix = PurePath(path).suffix
    return suffix if suffix.lower() in _OWN_SUFFIXES else ".md"


def _author(fields: Mapping[str, object]) -> str:
    """The names of the authors: a text, a list, or mappings with a name; of links their words."""
    names = as_texts(fields.get("author")) or as_texts(fields.get("authors"))
    return _LINK.sub(r"\1", ", ".join(map(_show_name, names)))


def _categories(fields: Mapping[str, object]) -> tuple[str, ...]:
    """The categories as Jekyll reads them; one field or the other."""
    several = as_texts(fields.get("categories"), split_words=True)
    names = several or as_texts(fields.get("category"))
    return tuple(map(_show_name, names))


def _tags(fields: Mapping[str, object]) -> tuple[str, ...]:
    """The tags, or what other generators call keywords; Obsidian may write them with `#`."""
    several = as_texts(fields.get("tags"), split_words=True)
    names = several or as_texts(fields.get("keywords"))
    return tuple(
        _show_name(name.removeprefix("#").strip() or name) for name in names
    )


def _show_name(name: str) -> str:
    """A name without the brackets of a link to its note in Obsidian."""
    is_link = name.startswith("[[") and name.endswith("]]")
    return wiki_name(name) if is_link else name


def translated_article(
    original: Article,
    translated: Translated,
    settings: Settings,
    *,
    guid: str,
    slug: str = "",
    own: OwnAddress = NO_ADDRESS,
) -> Article:
    """Build the article in a language it was translated into.

    Args:
        original: The article in the source language.
        translated: A complete translation: nothing held.
        slug: Its name in the address; "" is that of the original.
        own: What the post says of its own address.
    """
    slug = slug or original.slug
    fields = dict(translated.fields)
    front_matter = tuple(
        (key, fields.get(key, value)) for key, value in original.front_matter
    )
    language = translated.language
    described = find_described(dict(original.front_matter), original.summary)
    own_summary = as_line(str(fields.get(described) or "")) if described else ""
    return Article(
        ref=original.ref,
        slug=slug,
        language=language,
        source_language=original.language,
        title=translated.title,
        summary=own_summary or translated.summary,
        body=translated.body,
        full_body=translated.full_body,
        date=original.date,
        updated=original.updated,
        url=post_url(settings, language, slug, original.date, own),
        guid=guid,
        author=_author(dict(front_matter)) or settings.words(language).author,
        categories=_categories(fields),
        tags=_tags(fields),
        front_matter=front_matter,
        links=original.links,
        minutes=_minutes(translated.full_body, language),
        body_minutes=_minutes(translated.body, language),
        image=original.image and replace(original.image, alt=translated.title),
        original_title=original.title,
        machine_translation=_notice(translated),
        lead=translated.lead,
        key_points=translated.key_points,
        found_preheader=translated.preheader,
        by_model=original.by_model,
        anchors=original.anchors,
        head=original.head,
        suffix=original.suffix,
        is_described=original.is_described,
    )


def link_alternates(articles: Mapping[str, Article]) -> dict[str, Article]:
    """Give every article of one file the addresses of the others; keys are languages."""
    linked: dict[str, Article] = {}
    for language, article in articles.items():
        others = (other for other in articles.values() if other is not article)
        alternates = tuple(
            Alternate(other.language, other.url, other.title)
            for other in others
        )
        linked[language] = replace(article, alternates=alternates)
    return linked


def _minutes(body: str, language: str) -> int:
    """The reading time in whole minutes, one at least."""
    from newsletter.source.inline import plain_text

    return max(1, round(reading_minutes(plain_text(body), language)))


def find_own_links(body: str, site: str) -> Iterator[str]:
    """Yield the addresses of a body that may be those of posts of the site.

    Each once, as it is written, on one line.
    """
    # It brings the Markdown parser, which a run with nothing to do can spare.
    from newsletter.source.links import find_links

    host = urlsplit(site).netloc
    for address in dict.fromkeys(link.address for link in find_links(body)):
        is_anchor = address.startswith("#")
        is_one_line = len(address.splitlines()) == 1
        if is_one_line and not is_anchor and _is_on_host(address, host):
            yield address


def _is_on_host(address: str, host: str) -> bool:
    """Tell whether a web address is relative, or one of this host."""
    url = split_address(address)
    if url is None:
        return False
    return url.scheme in ("", "http", "https") and url.netloc in ("", host)


def cover_url(post: Post, settings: Settings) -> str:
    """Return the absolute address of the cover; "" for none.

    Front matter counts from where the site begins, as Jekyll and Zola do: of a site below
    https://a.example/log the cover `/images/b.png` is https://a.example/log/images/b.png.
    """
    site = settings.publication.url.rstrip("/") + "/"
    written = get_cover(post)
    if not written:
        return ""
    below = urlsplit(site).path
    if written.startswith("/") and not written.startswith(("//", below)):
        written = written.lstrip("/")
    url = urljoin(site, percent_encode(written, safe="/:?&=%~#+,;@"))
    return url if url.startswith(("http://", "https://")) else ""


def get_cover(post: Post) -> str:
    """Return the address of the cover as its author wrote it; "" for none."""
    return next(filter(None, _find_covers(post)), "")


def _find_covers(post: Post) -> Iterator[str]:
    """The addresses of the cover as the fields have them, "" for none; a table holds it by name."""
    for name in COVER_FIELDS:
        value = post.fields.get(name)
        if isinstance(value, dict):
            value = value.get("path") or value.get("src") or value.get("url")
        if isinstance(value, str):
            yield value.strip()


def _notice(translated: Translated) -> MachineTranslation | None:
    """What the reader is told; None when a person has confirmed every unit."""
    given = (Origin.SOURCE, Origin.GLOSSARY)  # nobody had to translate it
    asked = [
        unit for unit in translated.translations if unit.origin not in given
    ]
    machine = [unit for unit in asked if unit.origin is not Origin.CATALOGUE]
    if not machine:
        return None
    engines = {unit.engine for unit in machine if unit.engine}
    share_reviewed = 1 - len(machine) / len(asked)
    return MachineTranslation(tuple(sorted(engines)), share_reviewed)
