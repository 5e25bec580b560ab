"""Count what a run did, for the statistics of the publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsletter.model import Origin
from newsletter.pipeline.records import Records
from newsletter.pipeline.report import PostReport, RunReport
from newsletter.store.ledger_records import State
from newsletter.store.output_places import CAMPAIGNS, path_of
from newsletter.store.run_measures import RunMeasures

MAIL_NAME = "email.html"


def measure_run(report: RunReport, records: Records) -> RunMeasures | None:
    """Return what a run did in numbers; None for one that did nothing.

    Args:
        report: Of the run.
        records: What is known after it.
    """
    if report.is_idle:
        return None
    mails = _find_mail_sizes(report, records)
    origins = _count_origins(report.posts)
    states = Counter(page.state for page in records.pages.values())
    return RunMeasures(
        n_posts=len(report.posts),
        n_source_chars=sum(post.n_source_chars for post in report.posts),
        n_clean_chars=sum(post.n_clean_chars for post in report.posts),
        n_abridged_chars=sum(post.n_abridged_chars for post in report.posts),
        n_removals=sum(post.n_removals for post in report.posts),
        n_held=len(report.held),
        n_reviewed=origins[Origin.CATALOGUE] + origins[Origin.GLOSSARY],
        n_from_memory=origins[Origin.MEMORY],
        n_from_engine=origins[Origin.ENGINE],
        n_mails=len(mails),
        n_mail_bytes=sum(mails),
        max_mail_bytes=max(mails, default=0),
        n_published=states[State.PUBLISHED],
        n_waiting=states[State.HELD] + states[State.FAILED],
    )


def _find_mail_sizes(report: RunReport, records: Records) -> tuple[int, ...]:
    """The sizes of the emails that the run wrote, in bytes."""
    paths = (path_of(place) for place in report.written)
    mails = (
        path
        for path in paths
        if path.startswith(f"{CAMPAIGNS}/") and path.endswith(f"/{MAIL_NAME}")
    )
    known = map(records.find_artefact, mails)
    return tuple(mail.n_bytes for mail in known if mail)


def _count_origins(posts: Iterable[PostReport]) -> Counter[str]:
    """Units by origin, over all posts and languages."""
    origins: Counter[str] = Counter()
    for post in posts:
        for translation in post.translations:
            origins.update(dict(translation.origins))
    return origins
