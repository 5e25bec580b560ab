"""Make the feeds of categories and tags that the settings ask for.

Which topics a post has stands in its article, and reading thousands of articles would cost an idle
run more than all else. So the fingerprint of such a feed has two parts: its own, of the entries it
shows, and that of all entries of the language. Where the second is the same, nothing is read; where
only the first is, nothing is rendered.

A feed of a topic shows the newest entries and has no archive: that of the language has them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from newsletter.edition.topics import Topic, find_topics
from newsletter.model import Article
from newsletter.pipeline.packed_articles import unpack_about
from newsletter.pipeline.run_log import log_event
from newsletter.pipeline.site.base import Site
from newsletter.pipeline.site.feed_documents import fingerprint_entry
from newsletter.pipeline.tasks import FeedDocument
from newsletter.plan.page_actions import take_fingerprint
from newsletter.render.feed_files import FEED_NAMES
from newsletter.store.ledger_records import (
    ArtefactRecord,
    Change,
    PageRecord,
)

_PREFIX = "topic:"


@dataclass(frozen=True, slots=True)
class _TopicPages:
    """A topic and the newest pages about it."""

    topic: Topic
    pages: list[PageRecord]


def publish_topic_feeds(site: Site) -> None:
    """Bring the feeds of topics up to date in every language."""
    for language in _find_languages(site):
        _publish_language(site, language)


def _find_languages(site: Site) -> tuple[str, ...]:
    """The languages in which something is published, or a feed of a topic stands."""
    published = {language for _, language in site.pages}
    written = {
        artefact.language
        for artefact in site.records.find_site_files(_PREFIX).values()
    }
    return tuple(sorted(published | written))


def _publish_language(site: Site, language: str) -> None:
    """Make the feeds of topics in one language, and drop those whose topic is gone."""
    old = {
        path: artefact
        for path, artefact in site.records.find_site_files(_PREFIX).items()
        if artefact.language == language
    }
    feeds = site.context.settings.feeds
    if not (feeds.categories or feeds.tags):
        site.outcome.stale.extend(sorted(old))
        return
    pages = site.sort_newest_first(language)
    inputs = site.inputs.get((language, "feed"), "")
    entries = [fingerprint_entry(page) for page in pages]
    whole = take_fingerprint(inputs, entries)
    if old and not site.plan.missing & old.keys():
        known = {
            artefact.fingerprint.rpartition(":")[2] for artefact in old.values()
        }
        if known == {whole}:
            return
    wanted: set[str] = set()
    for found in _find_topic_pages(site, language, pages):
        own = take_fingerprint(
            inputs,
            found.topic.name,
            [fingerprint_entry(page) for page in found.pages],
        )
        wanted |= _publish_topic(site, old, language, found, f"{own}:{whole}")
    site.outcome.stale.extend(sorted(old.keys() - wanted))


def _find_topic_pages(
    site: Site, language: str, pages: Iterable[PageRecord]
) -> tuple[_TopicPages, ...]:
    """Every topic that has a feed, with its newest pages."""
    feeds = site.context.settings.feeds
    abouts = dict(site.records.ledger.abouts(language))
    found: dict[str, _TopicPages] = {}
    for page in pages:
        for topic in find_topics(unpack_about(abouts[page.ref]), feeds):
            one = found.setdefault(topic.folder, _TopicPages(topic, []))
            if len(one.pages) < feeds.n_entries:
                one.pages.append(page)
    return tuple(found[folder] for folder in sorted(found))


def _publish_topic(
    site: Site,
    old: Mapping[str, ArtefactRecord],
    language: str,
    found: _TopicPages,
    fingerprint: str,
) -> set[str]:
    """Bring the files of one topic up to date; returns their paths."""
    paths = [f"{language}/{found.topic.folder}{name}" for name in FEED_NAMES]
    own = fingerprint.partition(":")[0]
    records = [
        old[path]
        for path in paths
        if path in old and path not in site.plan.missing
    ]
    is_same = len(records) == len(paths) and all(
        record.fingerprint.startswith(f"{_PREFIX}{own}:") for record in records
    )
    if is_same:
        kept = (
            replace(record, fingerprint=_PREFIX + fingerprint)
            for record in records
        )
        site.records.save(Change(artefacts=tuple(kept)))
    else:
        _render(site, language, found, fingerprint)
    return set(paths)


def _render(
    site: Site, language: str, found: _TopicPages, fingerprint: str
) -> None:
    """Write the feed of one topic in one language."""
    from newsletter.render.feeds import build_feed

    articles: list[Article] = [site.get_article(page) for page in found.pages]
    feed = build_feed(articles, language, site.context.settings, found.topic)
    document = FeedDocument(feed, 0, site.bodies.find)
    for artefacts in site.workers.render_documents([document]):
        made = site.publish(artefacts, language, {"": _PREFIX + fingerprint})
        log_event(
            "feed.published",
            language=language,
            topic=found.topic.name,
            n_files=len(made),
        )
