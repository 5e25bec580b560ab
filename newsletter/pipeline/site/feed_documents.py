"""Make the documents of the feeds whose entries changed; a full archive stays for ever as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import overload

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
from newsletter.render.feed_files import document_ranges, feed_names
from newsletter.store.ledger_records import ArtefactRecord, PageRecord

_PREFIX = "feed:"


class KeptArticles(Sequence[Article]):
    """The articles of published pages, each loaded when it is asked for, and not held.

    Args:
        pages: In the order of the feed.
        get_article: Loads the article of a page.
    """

    def __init__(
        self,
        pages: Sequence[PageRecord],
        get_article: Callable[[PageRecord], Article],
    ) -> None:
        self._pages, self._get_article = pages, get_article

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> KeptArticles: ...
    def __getitem__(self, index: int | slice) -> Article | KeptArticles:
        if isinstance(index, int):
            return self._get_article(self._pages[index])
        return KeptArticles(self._pages[index], self._get_article)


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
        documents = _render_documents(site, language, pages, changed)
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
    numbers: Iterable[int],
) -> Iterator[Iterable[Artefact]]:
    """Render some documents of a feed, with the workers where they are at work already."""
    from newsletter.render.feeds import EMPTY, build_feed

    settings = site.context.settings
    # Of the archive as a whole only the time of its last change is shown.
    last_change = max(
        (page.updated for page in pages if page.updated), default=EMPTY
    )
    feed = replace(
        build_feed((), language, settings),
        updated=last_change,
        articles=KeptArticles(pages, site.get_article),
    )
    yield from site.workers.render_documents(
        FeedDocument(feed, number, site.bodies.find) for number in numbers
    )
