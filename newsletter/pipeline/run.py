"""Carry out one run of a publication, from its folder to the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from newsletter.campaign.bundle import build_campaign
from newsletter.config import Settings
from newsletter.edition.edition import build_post_edition
from newsletter.errors import NewsletterError
from newsletter.model import Artefact, Article, Edition, Finding, Post
from newsletter.pipeline.house import STATE_NAME, House, RunOptions, open_house
from newsletter.pipeline.posts import read_posts, select_posts
from newsletter.pipeline.report import PostReport, RunReport, post_report, render_run
from newsletter.pipeline.stages import build_articles, prepare_all, shorten, translate_post
from newsletter.render.copies import render_copy
from newsletter.render.feeds import build_feed, render_feeds
from newsletter.render.pages import render_index, render_page
from newsletter.render.report import render_report
from newsletter.store.files import Published, publish
from newsletter.store.lock import lock
from newsletter.store.memory import Memory


@dataclass(slots=True)
class _Work:
    """What piles up while the posts go through; belongs to one run."""

    articles: dict[str, list[Article]] = field(default_factory=dict)
    editions: list[Edition] = field(default_factory=list)
    posts: list[PostReport] = field(default_factory=list)
    errors: list[NewsletterError] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)


Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, how many there are."""


def run_publication(
    folder: Path,
    settings: Settings,
    options: RunOptions,
    *,
    environ: Mapping[str, str],
    progress: Progress = lambda _what, _done, _total: None,
    executor: Executor | None = None,
) -> RunReport:
    """Do the whole job for one publication.

    Args:
        folder: Where newsletter.toml lies.
        environ: Where engines find their keys.
        progress: Told of every step; must not fail.
        executor: Carries the pure stages; None runs them here.

    Raises:
        ConfigError, TemplateError, LedgerError, LockedError, OutputError: The run as a whole cannot go on; outputs are intact.
    """
    with ExitStack() as stack:
        state = folder / STATE_NAME
        stack.enter_context(lock(state))
        memory = stack.enter_context(Memory.open(state, options.now))
        house = open_house(folder, settings, options, memory, environ)
        work = _Work()
        posts = select_posts(read_posts(folder, settings, work.errors), only=options.only, since=options.since)
        artefacts = _render_posts(house, posts, work, progress, executor)
        published = _publish(house, artefacts, work)
        return _report(house, work, published)


def _report(house: House, work: _Work, published: Published = Published()) -> RunReport:  # noqa: B008 - a frozen value
    return RunReport(
        output=str(house.output),
        posts=tuple(work.posts),
        errors=tuple(work.errors),
        findings=tuple(work.findings),
        written=published.written,
        unchanged=published.unchanged,
        dry_run=house.options.dry_run,
    )


def _render_posts(
    house: House, posts: Sequence[Post], work: _Work, progress: Progress, executor: Executor | None
) -> Iterator[Artefact]:
    """Take the posts one by one through every stage; yields the artefacts of a post as soon as they are there."""
    for done, prepared in enumerate(prepare_all(posts, house.settings, executor), 1):
        progress(prepared.post.slug, done, len(posts))
        translations = {language: translate_post(house, prepared, language) for language in house.settings.target_languages}
        articles = build_articles(house, prepared, translations)
        work.posts.append(post_report(prepared, translations))
        for article in articles.values():
            work.articles.setdefault(article.language, []).append(article)
            yield from _render_article(house, article, work)
        yield render_report(prepared.post, prepared.cleaned, prepared.abridged, translations, house.settings, house.templates)


def _render_article(house: House, article: Article, work: _Work) -> Iterator[Artefact]:
    yield render_copy(article, house.settings)
    yield render_page(article, house.settings, house.templates)
    edition = build_post_edition(article, house.settings)
    work.editions.append(edition)
    artefacts, findings = build_campaign(edition, house.settings, house.templates, fit=shorten)
    work.findings.extend((f"{edition.id}/{edition.language}", finding) for finding in findings)
    yield from artefacts


def _render_site(house: House, work: _Work) -> Iterator[Artefact]:
    """The report of the run, index pages and feeds; a partial run leaves them alone: it does not know the other posts."""
    if house.options.only or house.options.since:
        return
    yield render_run(_report(house, work))
    by_language = {
        language: tuple(sorted(articles, key=lambda article: (article.date, article.ref), reverse=True))
        for language, articles in work.articles.items()
    }
    yield from render_index(by_language, work.editions, house.settings, house.templates)
    for language, articles in by_language.items():
        yield from render_feeds(build_feed(articles, language, house.settings), house.settings, house.templates)


def _publish(house: House, artefacts: Iterable[Artefact], work: _Work) -> Published:
    """Publish posts first and feeds last, so that no feed names a page that is not there."""
    if house.options.dry_run:
        planned = [artefact.path for artefact in artefacts]
        return Published(tuple(planned), ())
    posts = publish(artefacts, house.output)
    site = publish(_render_site(house, work), house.output)
    return Published(posts.written + site.written, posts.unchanged + site.unchanged)
