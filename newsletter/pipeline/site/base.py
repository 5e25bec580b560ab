"""Hold what the site is made from, and bring its files to their places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from newsletter.model import Artefact, Article
from newsletter.pipeline.deadline import TimeIsUp, interrupted_after
from newsletter.pipeline.outcome import RunOutcome
from newsletter.pipeline.output_folder import OutputFolder
from newsletter.pipeline.packed_articles import unpack_article
from newsletter.pipeline.publication import RunContext
from newsletter.pipeline.records import Records
from newsletter.pipeline.run_plan import RunPlan
from newsletter.pipeline.site.feed_bodies import FeedBodies
from newsletter.pipeline.workers import Workers
from newsletter.plan.crosslinks import Addresses, rewrite_links
from newsletter.store.ledger_records import (
    ArtefactRecord,
    Change,
    EditionRecord,
    PageKey,
    PageRecord,
)


@dataclass(frozen=True, slots=True)
class Site:
    """What the site is made from.

    Attributes:
        pages: Published pages, without those that are about to be retired.
        addresses: Where links to posts lead now.
        inputs: Fingerprints of what indexes and feeds are made from besides articles.
        outcome: What has been done is noted here.
        bodies: What was rendered for feeds together with pages.
    """

    context: RunContext
    plan: RunPlan
    records: Records
    pages: Mapping[PageKey, PageRecord]
    addresses: Addresses
    inputs: Mapping[tuple[str, str], str]
    workers: Workers
    folder: OutputFolder
    outcome: RunOutcome
    bodies: FeedBodies

    def get_article(self, page: PageRecord) -> Article:
        """Read the article of a published page, its links rewritten to where posts stand.

        Where that takes longer than the deadline of a post, they are as its author wrote them.
        """
        packed = self.records.ledger.article(page.ref, page.language)
        if (
            packed is None
        ):  # cannot be: a page is published together with its article
            raise LookupError(
                f"no article is kept of {page.ref} in {page.language}"
            )
        article = unpack_article(*packed)
        links = self.addresses.find_page_links(article)
        try:
            with interrupted_after(self.context.settings.run.post_deadline_s):
                return rewrite_links(article, links)
        except TimeIsUp:  # the run says so of its page, and keeps that as it is
            return article

    def sort_newest_first(self, language: str) -> list[PageRecord]:
        """The pages of one language in the order of feeds."""
        own = [
            page for page in self.pages.values() if page.language == language
        ]
        return sorted(own, key=self._feed_order, reverse=True)

    def _feed_order(self, page: PageRecord) -> tuple[object, ...]:
        return self.plan.survey.posts[page.ref].date, page.ref

    def publish(
        self,
        artefacts: Iterable[Artefact],
        language: str,
        fingerprints: Mapping[str, str],
        edition: EditionRecord | None = None,
    ) -> tuple[str, ...]:
        """Bring files of no post to their places and tell the ledger; returns their paths.

        Args:
            fingerprints: Of what each file was made from, by path; "" stands for all others.
            edition: The digest these files are.
        """
        made: list[ArtefactRecord] = []

        def note(artefacts: Iterable[Artefact]) -> Iterator[Artefact]:
            for artefact in artefacts:
                fingerprint = (
                    fingerprints.get(artefact.path) or fingerprints[""]
                )
                made.append(_record(artefact, language, fingerprint))
                yield artefact

        published = self.folder.publish(note(artefacts))
        self.outcome.add_files(published)
        self.outcome.add_errors(self.folder.explain_refused(published.refused))
        ours = [
            artefact
            for artefact in made
            if artefact.path not in published.refused
        ]
        if published.refused:  # not as it should be: the next run tries again
            ours = [
                replace(artefact, fingerprint=_without_value(artefact))
                for artefact in ours
            ]
        editions = (edition,) if edition else ()
        self.records.save(Change(editions=editions, artefacts=tuple(ours)))
        return tuple(artefact.path for artefact in ours)


def _without_value(artefact: ArtefactRecord) -> str:
    """The kind of a file without the hash of what it was made from: it differs from every other."""
    kind, colon, _ = artefact.fingerprint.partition(":")
    return kind + colon


def _record(
    artefact: Artefact, language: str, fingerprint: str
) -> ArtefactRecord:
    return ArtefactRecord(
        path=artefact.path,
        content_hash=hashlib.sha256(artefact.content).hexdigest(),
        owner="",
        language=language,
        fingerprint=fingerprint,
        n_bytes=len(artefact.content),
    )
