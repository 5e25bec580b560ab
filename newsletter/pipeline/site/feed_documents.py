"""Make the documents of the feeds whose entries changed; a full archive stays for ever as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import overload

from newsletter.edition.archive import document_ranges
from newsletter.model import Artefact, Article
from newsletter.pipeline.records import Records
from newsletter.pipeline.run_log import log_event
from newsletter.pipeline.site.base import Site
from newsletter.pipeline.tasks import FeedDocument
from newsletter.plan.page_actions import (
    LINKS,
    parse_fingerprints,
    take_fingerprint,
)
from newsletter.render.feed_files import feed_names
from newsletter.store.ledger_records import ArtefactRecord, PageRecord

_PREFIX = "feed:"


class Window(Sequence[Article]):
    """The articles of a feed, of which only those are loaded that one document shows."""

    def __init__(
        self, n_articles: int, first: int, held: tuple[Article, ...]
    ) -> None:
        self._n_articles, self._first, self._held = n_articles, first, held

    def __len__(self) -> int:
        return self._n_articles

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, index: int | slice) -> Article | tuple[Article, ...]:
        if isinstance(index, int):
            return self._held[range(self._n_articles)[index] - self._first]
        places = (
            place - self._first for place in range(self._n_articles)[index]
        )
        return tuple(
            self._held[place]
            for place in places
            if 0 <= place < len(self._held)
        )


def has_feeds(records: Records) -> bool:
    """Whether a run has made feeds before."""
    return bool(records.find_site_files(_PREFIX))


def publish_feeds(site: Site) -> None:
    """Bring the feeds of every language up to date."""
    settled = site.context.settings.all_languages
    published = sorted({language for _, language in site.pages})
    languages = dict.fromkeys((*settled, *published))
    for language in languages:
        _publish_feed(site, language, site.inputs.get((language, "feed"), ""))
    unused = [
        path
        for path, artefact in site.records.find_site_files(_PREFIX).items()
        if artefact.language not in languages
    ]
    site.outcome.stale.extend(sorted(unused))


def _publish_feed(site: Site, language: str, inputs: str) -> None:
    """Make the documents of one feed that changed, and drop those it no longer has."""
    pages = site.sort_newest_first(language)
    ranges = document_ranges(len(pages), site.context.settings.feeds.n_entries)
    wanted: dict[str, str] = {}
    for number, fingerprint in enumerate(
        _fingerprint_documents(pages, ranges, inputs)
    ):
        wanted |= dict.fromkeys(_document_paths(language, number), fingerprint)
    old = {
        path: artefact
        for path, artefact in site.records.find_site_files(_PREFIX).items()
        if artefact.language == language
    }
    site.outcome.stale.extend(sorted(old.keys() - set(wanted)))
    changed = [
        number
        for number in range(len(ranges))
        if not _stands(site, old, _document_paths(language, number), wanted)
    ]
    if changed:
        changed.sort(reverse=True)  # archives first: the main feed names them
        documents = _render_documents(site, language, pages, changed, ranges)
        made = site.publish(chain.from_iterable(documents), language, wanted)
        log_event("feed.published", language=language, n_files=len(made))


def _fingerprint_documents(
    pages: Sequence[PageRecord], ranges: Sequence[tuple[int, int]], inputs: str
) -> Iterator[str]:
    """Of everything each document is made from: its entries, and which documents it names."""
    last = len(ranges) - 1
    for number, (first, end) in enumerate(ranges):
        neighbours = (last,) if number == 0 else (number < last,)
        entries = [fingerprint_entry(page) for page in pages[first:end]]
        yield f"{_PREFIX}{take_fingerprint(inputs, neighbours, entries)}"


def fingerprint_entry(page: PageRecord) -> tuple[str, str, str | None]:
    """Return the fingerprint of all that a feed shows of a page."""
    links: str | None = page.links
    if links:
        links = parse_fingerprints(page.part_fingerprints).get(LINKS)
    return page.article_hash, page.url, links


def _stands(
    site: Site,
    old: Mapping[str, ArtefactRecord],
    paths: Iterable[str],
    wanted: Mapping[str, str],
) -> bool:
    """Whether all files of a document stand with the fingerprints they would have now."""
    for path in paths:
        artefact = old.get(path)
        if artefact is None or path in site.plan.missing:
            return False
        if artefact.fingerprint != wanted[path]:
            return False
    return True


def _document_paths(language: str, number: int) -> tuple[str, ...]:
    """The files of one document in every format."""
    return tuple(f"{language}/{name}" for name in feed_names(number))


def _render_documents(
    site: Site,
    language: str,
    pages: Sequence[PageRecord],
    numbers: Sequence[int],
    ranges: Sequence[tuple[int, int]],
) -> Iterator[Iterable[Artefact]]:
    """Render some documents of a feed, with the workers where they are at work already."""
    from newsletter.render.feeds import EMPTY, build_feed

    settings = site.context.settings
    # Of the archive as a whole only the time of its last change is shown.
    last_change = max(
        (page.updated for page in pages if page.updated), default=EMPTY
    )
    feed = replace(build_feed((), language, settings), updated=last_change)

    def documents() -> Iterator[FeedDocument]:
        for number in numbers:
            first, end = ranges[number]
            articles = tuple(
                site.get_article(page) for page in pages[first:end]
            )
            yield FeedDocument(
                replace(feed, articles=Window(len(pages), first, articles)),
                number,
                site.find_bodies(articles),
            )

    yield from site.workers.render_documents(documents())
