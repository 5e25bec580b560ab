"""Carry out one run of a publication: decide everything, do what was decided, write it down.

    lock ─▶ survey ─▶ decide ─▶ prepare ─▶ build ─▶ render ─▶ publish ─▶ site ─▶ retire
                         │       (pool)    memory,   (pool)   posts in    digests,  files of
                         ▼                 engines            batches,    indexes,  what is
                     --dry-run                                ledger      feeds     gone

`decide` returns one frozen `RunPlan`; everything after it only carries that out. What is known
(`Records`) and what has been done (`RunOutcome`) are values of their own. Feeds follow the pages
they name; what is retired goes only after the feeds have forgotten it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from newsletter.config import Settings, find_folder
from newsletter.errors import (
    EXIT_FAILED,
    Interrupted,
    NewsletterError,
    PostError,
    quote,
)
from newsletter.model import Finding, Severity
from newsletter.pipeline.collecting import collecting_seldom
from newsletter.pipeline.deadline import TookTooLong
from newsletter.pipeline.decide import decide
from newsletter.pipeline.inputs import READER, site_fingerprints
from newsletter.pipeline.measure import measure_run
from newsletter.pipeline.outcome import RunOutcome, log_page
from newsletter.pipeline.output_folder import OutputFolder, move_old_outputs
from newsletter.pipeline.progress import Progress, no_progress
from newsletter.pipeline.publication import (
    STATE_NAME,
    RunContext,
    RunOptions,
    open_context,
)
from newsletter.pipeline.publish import RenderedPost, publish_posts, retire
from newsletter.pipeline.records import (
    Records,
    find_published_title,
    held_page,
)
from newsletter.pipeline.report import RunReport
from newsletter.pipeline.run_log import log_cleaning, log_event
from newsletter.pipeline.run_plan import RunPlan
from newsletter.pipeline.site import EarlyFeeds, FeedBodies, Site, publish_site
from newsletter.pipeline.tasks import PrepareTask, read_post_file
from newsletter.pipeline.workers import Workers, open_executor
from newsletter.plan.crosslinks import Addresses
from newsletter.plan.page_actions import (
    LINKS,
    MOVED,
    Action,
    Verb,
    parse_fingerprints,
    renewable_parts,
)
from newsletter.remembered import forget_texts
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    Change,
    FileRecord,
    PageKey,
    PageRecord,
    PostRecord,
    State,
)
from newsletter.store.lock import lock
from newsletter.store.translation_memory import TranslationMemory
from newsletter.translate.engines.receipt import make_receipts
from newsletter.translate.memory import Memory, MemoryInProcess

if TYPE_CHECKING:
    from newsletter.pipeline.feed_source import FeedChanges


def run_publication(
    folder: Path,
    settings: Settings,
    options: RunOptions,
    *,
    environ: Mapping[str, str],
    progress: Progress = no_progress,
    executor: Executor | None = None,
) -> RunReport:
    """Do the whole job for one publication.

    Args:
        folder: Where newsletter.toml lies.
        environ: Where engines find their keys.
        progress: Called at every step; must not fail.
        executor: Carries the pure stages; None makes one of `options.jobs` processes.

    Raises:
        ConfigError, TemplateError, LedgerError, LockedError, OutputError: The run as a whole
            cannot go on; outputs are intact.
    """
    folder = find_folder(folder)
    state = folder / STATE_NAME
    with ExitStack() as stack:
        stack.enter_context(collecting_seldom())
        if options.dry_run:
            ledger = stack.enter_context(Ledger.open_copy(state))
            memory: Memory = MemoryInProcess()
        else:
            stack.enter_context(lock(state))
            ledger = stack.enter_context(Ledger.open(state))
            memory = stack.enter_context(
                TranslationMemory.open(state, options.now)
            )
        context = open_context(folder, settings, options, memory, environ)
        pool = executor or stack.enter_context(open_executor(options.jobs))
        records = Records(ledger)
        if options.dry_run:
            return _report_plan(
                context, decide(context, records, pool, progress)
            )
        number = ledger.begin_run(options.now)
        clock = _Clock(options.now, options.begun_s)
        try:
            moved = move_old_outputs(folder, context.output, records)
            feed = _take_feed(folder, settings, options)
            plan = decide(context, records, pool, progress)
            workers = Workers(context, pool)
            report = _carry_out(context, plan, records, workers, progress, feed)
            report = replace(
                report,
                notes=((moved,) if moved else ()) + report.notes,
                receipts=make_receipts(context.engines, settings.translate),
            )
        except KeyboardInterrupt:
            error = Interrupted(
                "interrupted before anything was published",
                fix="run again: the next run starts from the beginning",
            )
            ledger.finish_run(number, clock.read(), error.exit_code, error.what)
            raise error from None
        except NewsletterError as error:
            exit_code = error.exit_code or EXIT_FAILED
            ledger.finish_run(number, clock.read(), exit_code, error.what)
            raise
        ledger.finish_run(
            number,
            clock.read(),
            report.exit_code,
            report.summary,
            report.receipts,
            measure_run(report, records),
        )
        return report


class _Clock:
    """The time of a run as it goes on: what was written before its end is older than its end."""

    def __init__(self, start: datetime, begun_s: float) -> None:
        self._start = start
        self._begun_s = begun_s

    def read(self) -> datetime:
        """The start and what has passed since."""
        return self._start + timedelta(seconds=monotonic() - self._begun_s)


def _report_plan(context: RunContext, plan: RunPlan) -> RunReport:
    """What a run would do, with what it would send to an engine."""
    from newsletter.pipeline.estimate import estimate

    outcome = RunOutcome(digests=plan.digests)
    outcome.add_errors((*context.faults, *plan.survey.errors))
    report = outcome.report(plan, str(context.output), dry_run=True)
    receipt = estimate(plan, context.settings)
    return replace(report, receipts=(receipt,) if receipt else ())


def _carry_out(
    context: RunContext,
    plan: RunPlan,
    records: Records,
    workers: Workers,
    progress: Progress,
    feed: FeedChanges | None,
) -> RunReport:
    """Do what was decided: posts batch by batch, then the site, then what is gone."""
    outcome, folder = (
        RunOutcome(),
        OutputFolder(context.output, context.folder, records),
    )
    outcome.add_errors((*context.faults, *plan.survey.errors))
    _note_feed(feed, context, outcome)
    try:
        return _carry_out_steps(
            context, plan, records, workers, folder, outcome, progress
        )
    except KeyboardInterrupt:
        n_left = len(plan.refs_to_build) - len(outcome.posts)
        left = f"the other {n_left}, " if n_left else ""
        raise Interrupted(
            f"interrupted: {len(outcome.posts)} of {len(plan.refs_to_build)} posts are published",
            why="Ctrl-C; what is published is whole",
            fix=f"run again: the next run does {left}indexes and feeds",
        ) from None


def _carry_out_steps(
    context: RunContext,
    plan: RunPlan,
    records: Records,
    workers: Workers,
    folder: OutputFolder,
    outcome: RunOutcome,
    progress: Progress,
) -> RunReport:
    """Do what was decided, in the one order in which a kill loses nothing."""
    n_known_errors = len(outcome.errors)
    folder.settle()
    _remember_missed(plan, records, context.options.now)
    _remember_unbuilt(plan, records)
    _remember_unread(plan, records)
    bodies = FeedBodies(context.folder / STATE_NAME)
    site = Site(
        context=context,
        plan=plan,
        records=records,
        pages={},
        addresses=plan.addresses,
        inputs=site_fingerprints(context),
        workers=workers,
        folder=folder,
        outcome=outcome,
        bodies=bodies,
    )
    addresses = plan.addresses
    with closing(bodies):
        if plan.refs_to_build or plan.to_render:
            addresses = _make_pages(site, progress)
        pages = _published_after(plan, records)
        publish_site(replace(site, pages=pages, addresses=addresses))
    retire(plan, folder, records, outcome)
    if len(outcome.errors) == n_known_errors:
        _remember_reader(plan, records)
    removed = set(outcome.removed)
    brought = (*outcome.written, *outcome.unchanged)
    fault = folder.find_fault(
        [place for place in brought if place not in removed]
    )
    if fault:
        outcome.add_errors([fault])
    report = outcome.report(plan, str(context.output), dry_run=False)
    _log_end(report)
    return report


def _take_feed(
    folder: Path, settings: Settings, options: RunOptions
) -> FeedChanges | None:
    """Take what is new in the feed; most publications have none, and are spared its reader."""
    if not settings.posts.feed or options.offline:
        return None
    from newsletter.pipeline.feed_source import take_feed

    return take_feed(folder, settings, options)


def _note_feed(
    feed: FeedChanges | None, context: RunContext, outcome: RunOutcome
) -> None:
    """Put what is wrong with the feed beside what is wrong with the posts."""
    if feed is None:
        return
    if feed.error:
        outcome.add_errors((feed.error,))
    for title in feed.summaries:
        message = f"the feed has no more than a summary of {quote(title)}"
        finding = Finding("summary-only", Severity.WARNING, message)
        outcome.add_findings(context.settings.posts.feed, (finding,))


def _log_end(report: RunReport) -> None:
    log_event(
        "run.finished",
        exit_code=report.exit_code,
        n_written=len(report.written),
        n_removed=len(report.removed),
        n_held=len(report.held),
        n_errors=len(report.errors),
    )


def _make_pages(site: Site, progress: Progress) -> Addresses:
    """Build posts; then render what changes beside them, once it is known where these stand.

    Returns:
        Where posts stand now.
    """
    from newsletter.dedupe import find_decoration
    from newsletter.pipeline.build import (
        Builder,
        PostToRender,
    )  # and with it all stages

    context, plan, records = site.context, site.plan, site.records
    workers, folder, outcome = site.workers, site.folder, site.outcome
    refs = plan.refs_to_build
    decoration = find_decoration(
        sorted(post.title for post in plan.survey.records.values())
    )
    tasks = (
        PrepareTask(
            read_post_file(
                plan.survey.file_of(ref), plan.survey.found[ref].path
            ),
            ref,
            context.settings,
            plan.decisions.get(ref),
            decoration,
            _find_published_title(plan, records, ref),
        )
        for ref in refs
    )
    prepared = workers.prepare(tasks)
    builder: Builder | None = None
    late: list[str] = []

    def note_late(ref: str, error: PostError | None) -> None:
        if isinstance(error, TookTooLong):
            late.append(ref)

    def built() -> Iterator[PostToRender]:
        """Yield the posts that can be rendered, and note the faults of the others."""
        nonlocal builder
        for number, file in enumerate(prepared, 1):
            # The layouts are compiled while the workers clean the first posts.
            builder = builder or Builder(
                context, plan, records, workers.render_context
            )
            progress(file.ref, number, len(refs))
            log_event(
                "post.begun", ref=file.ref, number=number, n_posts=len(refs)
            )
            if file.error or file.prepared is None:
                outcome.add_errors([file.error] if file.error else [])
                note_late(file.ref, file.error)
                continue
            log_cleaning(file.prepared)
            try:
                post = builder.build(file, file.prepared)
            except PostError as error:
                outcome.add_errors([error])
                note_late(file.ref, error)
            else:
                yield post
            forget_texts()
            workers.garbage.collect()

    early_feeds = EarlyFeeds(site, len(refs))
    posts = _keep_bodies(workers.render(built()), site, note_late)
    publish_posts(posts, folder, records, outcome, early_feeds)
    addresses = records.build_addresses(
        context.settings.publication.url,
        _published_after(plan, records),
        plan.survey.posts,
        plan.survey.groups,
    )
    again = (*plan.to_render, *_find_relinked(plan, records, addresses))
    if again:
        builder = builder or Builder(
            context, plan, records, workers.render_context
        )
        again_built = workers.render(builder.build_again(again, addresses))
        posts = _keep_bodies(again_built, site, note_late)
        publish_posts(posts, folder, records, outcome)
    _remember_late(plan, records, late)
    return addresses


def _keep_bodies(
    posts: Iterable[RenderedPost],
    site: Site,
    note_late: Callable[[str, PostError | None], None],
) -> Iterator[RenderedPost]:
    """Keep the HTML of each post for the feeds while it goes by, and note who ran out of time."""
    for built, rendered in posts:
        site.bodies.keep(rendered.bodies)
        note_late(rendered.ref, rendered.fault)
        yield built, rendered


def _find_published_title(plan: RunPlan, records: Records, ref: str) -> str:
    """The title that a post keeps, "" where it is to be found again."""
    post = plan.survey.records[ref]
    page = records.pages.get((ref, post.language))
    return find_published_title(post.title, plan.survey.known.get(ref), page)


def _published_after(
    plan: RunPlan, records: Records
) -> dict[PageKey, PageRecord]:
    """The pages that are published now and will be after this run."""
    gone = {(action.ref, action.language) for action in plan.to_retire}
    return records.get_published(without=gone)


def _find_relinked(
    plan: RunPlan, records: Records, addresses: Addresses
) -> Iterable[Action]:
    """Pages that were made before it was known how the posts they link to would come out.

    Such a post may have been held, or have got another address than the plan gave it.
    """
    planned = {(action.ref, action.language) for action in plan.to_render}
    for key, page in sorted(_published_after(plan, records).items()):
        made_with = parse_fingerprints(page.part_fingerprints).get(LINKS, "")
        if key in planned or not plan.is_chosen(page.ref):
            continue
        post = plan.survey.found.get(page.ref)
        if post is None:
            continue  # its post is gone: it stays as it is, for as long as it stays
        if post.broken and post.overdue:
            continue  # it took too long: the next run looks where its links lead
        if made_with != addresses.fingerprint_links(page):
            parts = renewable_parts(
                page.ref, page.language, plan.without_campaign
            )
            yield Action(page.ref, page.language, Verb.RENDER, MOVED, parts)


def _remember_missed(plan: RunPlan, records: Records, now: datetime) -> None:
    """Write down which posts this run is the first to miss, and which have come back."""
    found = plan.survey.found
    waiting = {action.ref for action in plan.to_hold} - set(found)
    posts = [
        replace(records.posts[ref], missed=now)
        for ref in sorted(waiting)
        if records.posts[ref].missed is None
    ]
    posts += [
        replace(post, missed=None)
        for ref, post in sorted(records.posts.items())
        if post.missed and ref in found
    ]
    if posts:
        records.save(Change(posts=tuple(posts)))


def _remember_unbuilt(plan: RunPlan, records: Records) -> None:
    """Write down what waits without being built, and what was learnt of unchanged posts."""
    known = plan.survey.known
    held = [action for action in plan.to_hold if not _is_out(records, action)]
    out = {ref for ref, _ in records.get_published()} if held else set()
    posts = {
        action.ref: replace(
            plan.survey.records[action.ref],
            state=State.PUBLISHED if action.ref in out else State.HELD,
            reason="" if action.ref in out else action.reason,
        )
        for action in reversed(held)
    }
    pages = [_hold(plan, action) for action in held]
    posts = {**_find_touched(plan), **posts}
    changed = {
        ref: post for ref, post in posts.items() if known.get(ref) != post
    }
    new_pages = tuple(
        page
        for page in pages
        if records.pages.get((page.ref, page.language)) != page
    )
    if not changed and not new_pages:
        return
    bands = plan.survey.bands
    records.save(
        Change(
            posts=tuple(changed.values()),
            pages=new_pages,
            bands=tuple((ref, bands[ref]) for ref in posts if ref in bands),
            files=plan.read_files if changed else (),
        )
    )
    for page in new_pages:
        log_page(page, None)


def _remember_unread(plan: RunPlan, records: Records) -> None:
    """Write down which files ran out of time as they were read, and forget what did and is gone."""
    rows = tuple(map(plan.overdue.build_file_row, plan.survey.overdue))
    useless = plan.overdue.find_useless(plan.survey)
    if rows or useless:
        records.save(Change(files=rows, forgotten=useless))


def _remember_late(
    plan: RunPlan, records: Records, refs: Iterable[str]
) -> None:
    """Write down which posts ran out of time: they wait, with what is published of them."""
    rows: list[FileRecord] = []
    for ref in refs:
        post, record = plan.survey.found[ref], plan.survey.records[ref]
        rows.append(
            plan.overdue.build_page_row(
                post, record, plan.inputs, post.languages[0]
            )
        )
    if rows:
        records.save(Change(files=tuple(rows)))


def _remember_reader(plan: RunPlan, records: Records) -> None:
    """Write down with which code and settings all posts that wait were read.

    Only once what they released is built: the ledger has the old reasons until then.
    """
    if plan.chosen is None and records.files.get(READER) != plan.reader:
        records.save(Change(files=(plan.reader,)))


def _is_out(records: Records, action: Action) -> bool:
    """Tell whether a page is published now."""
    page = records.pages.get((action.ref, action.language))
    return page is not None and page.state is State.PUBLISHED


def _hold(plan: RunPlan, action: Action) -> PageRecord:
    """What the ledger learns of a page that is held."""
    post = plan.survey.records[action.ref]
    return held_page(post, action.language, action.reason)


def _find_touched(plan: RunPlan) -> dict[str, PostRecord]:
    """Published posts nothing is done with, whose file has another time, size or name."""
    idle = (Verb.NOTHING, Verb.RENDER)
    done = {action.ref for action in plan.actions if action.verb not in idle}
    touched: dict[str, PostRecord] = {}
    for ref, post in plan.survey.records.items():
        before = plan.survey.known.get(ref, post)
        if before.state is not State.PUBLISHED or ref in done:
            continue
        if before != post and plan.survey.found[ref].published:
            touched[ref] = post
    return touched
