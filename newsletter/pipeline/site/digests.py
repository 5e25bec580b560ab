"""Make the digests that are due, and again those unsent ones that carry a changed article."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from newsletter.model import EditionKind
from newsletter.pipeline.publication import RunContext
from newsletter.pipeline.run_log import log_event
from newsletter.pipeline.run_plan import find_unmailed
from newsletter.pipeline.site.base import Site
from newsletter.plan.page_actions import (
    LINKS,
    Part,
    parse_fingerprints,
    take_fingerprint,
)
from newsletter.plan.schedule import (
    WEEKDAYS,
    DigestCandidate,
    DigestPlan,
    Rhythm,
    Schedule,
    keep_published,
    plan_digests,
)
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    EditionRecord,
    PageKey,
    PageRecord,
    PostRecord,
)


def find_due_digests(
    context: RunContext,
    ledger: Ledger,
    pages: Iterable[PageKey],
    posts: Mapping[str, PostRecord],
) -> tuple[DigestPlan, ...]:
    """Return the digests that are due, if these pages are published.

    Args:
        context: What the run shares; its settings say how often there is a digest.
        ledger: What was published and mailed before.
        pages: The pages that are out after this run.
        posts: The posts of the ledger, by ref.
    """
    email = context.settings.email
    zone = context.settings.publication.timezone
    schedule = Schedule(
        Rhythm(email.edition), zone, WEEKDAYS.index(email.weekday)
    )
    if schedule.rhythm is Rhythm.POST:
        return ()
    editions = tuple(ledger.editions().values())
    mailed: set[PageKey] = set()
    for edition in editions:
        mailed |= {(ref, edition.language) for ref in edition.refs}
    return plan_digests(
        schedule,
        (
            DigestCandidate(ref, language, posts[ref].date)
            for ref, language in pages
        ),
        now=context.options.now,
        first_run=ledger.first_run(),
        made=((edition.id, edition.language) for edition in editions),
        mailed=mailed,
        max_posts=email.max_posts,
    )


def publish_digests(site: Site) -> None:
    """Make the digests of the plan, of those of their posts that were published after all."""
    max_posts = site.context.settings.email.max_posts
    mailed = set(site.pages) - find_unmailed(site.plan.survey.found.values())
    due = keep_published(site.plan.digests, mailed, max_posts)
    site.outcome.digests = due
    for digest in (*due, *_find_changed(site, mailed)):
        _publish_digest(site, digest)


def _find_changed(
    site: Site, mailed: Container[PageKey]
) -> Iterator[DigestPlan]:
    """Digests whose articles changed since they were made, and that were not uploaded."""
    sent = {
        (upload.edition, upload.language)
        for upload in site.records.ledger.uploads()
        if upload.stands
    }
    digests = site.records.ledger.editions(EditionKind.DIGEST)
    for key, edition in digests.items():
        if key in sent:
            continue
        name, language = key
        refs = tuple(ref for ref in edition.refs if (ref, language) in mailed)
        plan = DigestPlan(name, language, edition.made, refs)
        if refs and not _is_as_made(site, plan, edition.fingerprint):
            yield plan


def _is_as_made(site: Site, plan: DigestPlan, fingerprint: str) -> bool:
    """Tell whether a digest is there, made of its articles as they are now."""
    if fingerprint != _fingerprint(site, plan.language, plan.refs):
        return False
    return not _is_missing(site, plan.id, plan.language)


def _fingerprint(site: Site, language: str, refs: Iterable[str]) -> str:
    """Of everything a digest of these posts is made from."""
    return take_fingerprint(
        [_fingerprint_page(site.pages[ref, language]) for ref in refs]
    )


def _fingerprint_page(page: PageRecord) -> tuple[str, str | None, str | None]:
    """What a digest takes from one page."""
    fingerprints = parse_fingerprints(page.part_fingerprints)
    return (
        page.article_hash,
        fingerprints.get(Part.CAMPAIGN),
        fingerprints.get(LINKS),
    )


def _is_missing(site: Site, name: str, language: str) -> bool:
    """Tell whether a file of the digest is gone from the disk."""
    folder = f"campaigns/{name}/{language}/"
    return any(path.startswith(folder) for path in site.plan.missing)


def _publish_digest(site: Site, digest: DigestPlan) -> None:
    """Make the campaign of one digest in one language."""
    from newsletter.campaign.bundle import build_campaign
    from newsletter.edition.edition import build_digest
    from newsletter.pipeline.stages import shorten

    settings, templates = site.context.settings, site.context.templates
    refs = (*digest.refs, *digest.more)
    articles = [
        site.get_article(site.pages[ref, digest.language]) for ref in refs
    ]
    edition = build_digest(articles, settings, id=digest.id, date=digest.date)
    files, findings = build_campaign(edition, settings, templates, fit=shorten)
    site.outcome.add_findings(f"{digest.id}/{digest.language}", findings)
    record = EditionRecord(
        id=digest.id,
        language=digest.language,
        kind=EditionKind.DIGEST,
        subject=edition.subject,
        made=digest.date,
        refs=refs,
        fingerprint=_fingerprint(site, digest.language, refs),
    )
    site.publish(files, digest.language, {"": "campaign"}, record)
    log_event(
        "digest.published",
        id=digest.id,
        language=digest.language,
        n_posts=len(refs),
    )
