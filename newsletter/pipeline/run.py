"""Carry out one run of a publication: decide everything, then do what was decided, then write down that it is done.

    lock ─▶ survey ─▶ plan ─▶ prepare ─▶ translate ─▶ render ─▶ publish ─▶ ledger ─▶ site ─▶ publish ─▶ retire ─▶ ledger
                       │       (pool)     memory,      (pool)     in batches,          digests, indexes,   files of
                       ▼                  engines                 posts in order       feeds last          what is gone
                    --dry-run

Posts go through in batches: what is published is in the ledger a moment later, and memory does not grow with the archive.
Killed between the two, the next run finds the same inputs, makes the same bytes and finds them there. Feeds follow the
pages they name; what is retired goes only after the feeds have forgotten it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from newsletter.config import Settings
from newsletter.edition.article import post_url
from newsletter.errors import EXIT_FAILED, NewsletterError
from newsletter.model import EditionKind
from newsletter.pipeline.inputs import collect_inputs
from newsletter.pipeline.outputs import missing_artefacts, remember_output
from newsletter.pipeline.publication import STATE_NAME, RunContext, RunOptions, open_context
from newsletter.pipeline.report import RunReport
from newsletter.pipeline.site import Site, plan_site, publish_site
from newsletter.pipeline.state import Draft, Progress, Run
from newsletter.pipeline.survey import Survey, survey_posts
from newsletter.pipeline.work import (
    Output,
    PrepareTask,
    Rendered,
    prepare_file,
    read_post_file,
    render_post,
)
from newsletter.pipeline.workers import open_executor, stream
from newsletter.plan.crosslinks import Addresses, collect_addresses
from newsletter.plan.page_actions import (
    LINKS,
    MOVED,
    WORK,
    Action,
    Part,
    Verb,
    parse_fingerprints,
    plan_pages,
    renewable_parts,
)
from newsletter.render.site.copies import copy_path
from newsletter.store.files import publish, remove
from newsletter.store.ledger import (
    ArtefactRecord,
    Change,
    EditionRecord,
    Ledger,
    PageRecord,
    PostRecord,
    State,
)
from newsletter.store.lock import lock
from newsletter.store.translation_memory import TranslationMemory

BATCH_POSTS = 8  # a kill costs at most so many posts of work; a batch of long posts is about 12 MB


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
        executor: Carries the pure stages; None makes one of `options.jobs` processes.

    Raises:
        ConfigError, TemplateError, LedgerError, LockedError, OutputError: The run as a whole cannot go on; outputs are intact.
    """
    state = folder / STATE_NAME
    with ExitStack() as stack:
        if options.dry_run:
            ledger = stack.enter_context(Ledger.open_copy(state))
            memory = stack.enter_context(TranslationMemory.open_empty(options.now))
        else:
            stack.enter_context(lock(state))
            ledger = stack.enter_context(Ledger.open(state))
            memory = stack.enter_context(TranslationMemory.open(state, options.now))
        context = open_context(folder, settings, options, memory, environ)
        pool = executor or stack.enter_context(open_executor(options.jobs))
        if options.dry_run:
            return _report(_decide(context, ledger, pool))
        number = ledger.begin_run(options.now)
        try:
            report = _carry_out(_decide(context, ledger, pool), pool, progress)
        except NewsletterError as error:
            ledger.finish_run(number, options.now, error.exit_code or EXIT_FAILED, error.what)
            raise
        ledger.finish_run(number, options.now, report.exit_code, report.summary)
        return report


# ---------------------------------------------------------------- decide


def _decide(context: RunContext, ledger: Ledger, pool: Executor | None) -> Run:
    """Compare what is there with what is known: everything the run will do, nothing done yet."""
    options, settings = context.options, context.settings
    survey = survey_posts(context.folder, settings, ledger, pool)
    files = ledger.files()
    inputs, read = collect_inputs(context, survey.found.values(), files)
    files |= {each.path: each for each in read}
    artefacts, pages = ledger.artefacts(), ledger.pages()
    missing = tuple(missing_artefacts(artefacts.values(), context.output, files))
    due = frozenset((each.owner, each.language) for each in missing if each.owner)
    frozen = _frozen(context, ledger, survey)
    chosen = None
    if options.only or options.since:
        chosen = frozenset(ref for ref in survey.found if _is_chosen(survey.records[ref], options))
    plan = partial(
        plan_pages, survey.found, pages, now=options.now, missing=due, frozen=frozen, only=chosen
    )
    addresses = Addresses(settings.publication.url)
    run = Run(
        context, ledger, survey, inputs, plan(inputs), pages, frozen, files, chosen, addresses
    )
    run.note(Change(artefacts=tuple(artefacts.values()), addresses=ledger.addresses()))
    run.missing = frozenset(each.path for each in missing if not each.owner)
    expected = _expected(run)
    linked = {key: page for key, page in pages.items() if page.links}
    if linked or any(
        each.verb in WORK for each in run.actions
    ):  # which pages there will be does not hang on where links lead
        run.addresses = _addresses(run, expected)
        run.inputs = replace(
            inputs,
            links={key: run.addresses.fingerprint_links(page) for key, page in linked.items()},
        )
        run.actions = plan(run.inputs)
    run.digests = plan_site(context, ledger, expected, run.posts_known)
    if settings.posts.slugs == "title":
        run.places = dict(_places(run))
    return run


def _places(run: Run) -> Iterator[tuple[str, str]]:
    """Who has which address and which name of a copy."""
    dates = run.posts_known
    for page in run.pages.values():
        if page.url:
            yield page.url, page.ref
            yield copy_path(page.language, page.slug, dates[page.ref].date), page.ref


def _addresses(run: Run, pages: Mapping[tuple[str, str], PageRecord]) -> Addresses:
    past = (address for each in run.past.values() for address in each)
    return collect_addresses(
        run.context.settings.publication.url, pages.values(), run.posts_known, past
    )


def _is_chosen(post: PostRecord, options: RunOptions) -> bool:
    return (not options.only or options.only in (post.slug, post.ref)) and (
        options.since is None or post.date.date() >= options.since
    )


def _frozen(context: RunContext, ledger: Ledger, survey: Survey) -> frozenset[tuple[str, str]]:
    """Pages whose campaign is not to be touched: uploaded ones, and all when digests carry the posts."""
    if context.settings.email.edition != "post":
        return frozenset(
            (ref, language) for ref, post in survey.found.items() for language in post.languages
        )
    sent = {(each.edition, each.language) for each in ledger.uploads() if each.stands}
    mailed = {
        (ref, edition.language)
        for edition in ledger.editions().values()
        if edition.kind is EditionKind.DIGEST
        for ref in edition.refs
    }
    return frozenset(sent | mailed)


def _expected(run: Run) -> dict[tuple[str, str], PageRecord]:
    """The pages that would be published if nothing is held: what a dry run counts on."""
    pages = {key: page for key, page in run.pages.items() if page.state is State.PUBLISHED}
    for action in run.actions:
        key = (action.ref, action.language)
        if action.verb is Verb.RETIRE:
            pages.pop(key, None)
        elif action.verb in WORK:
            post = run.survey.records[action.ref]
            new = PageRecord(
                action.ref, action.language, State.PUBLISHED, "", post.slug, "", post.title, ""
            )
            kept = (
                run.context.settings.posts.slugs == "title"
                and key in pages
                and action.language != post.language
            )
            url = (
                pages[key].url
                if kept
                else post_url(run.context.settings, action.language, post.slug, post.date)
            )
            pages[key] = replace(pages.get(key, new), url=url)
    return pages


# ---------------------------------------------------------------- act


def _carry_out(run: Run, pool: Executor | None, progress: Progress) -> RunReport:
    """Do what was decided, batch by batch; then the site; then take away what is gone."""
    refs = tuple(dict.fromkeys(each.ref for each in run.actions if each.verb in WORK))
    retired = tuple(each for each in run.actions if each.verb is Verb.RETIRE)
    _remember_unbuilt(run)
    if refs or any(each.verb is Verb.RENDER for each in run.actions):
        _make_pages(run, refs, retired, pool, progress)
    _publish_the_site(run, retired, pool)
    _retire(run, retired)
    return _report(run)


def _make_pages(
    run: Run,
    refs: Sequence[str],
    retired: Sequence[Action],
    pool: Executor | None,
    progress: Progress,
) -> None:
    """Build posts, then render what changes beside them, when it is known under which addresses the built ones stand."""
    from newsletter.pipeline.build import (  # and with it all stages: most runs need none
        make_tasks,
        render_tasks,
    )

    drafts: dict[str, Draft] = {}
    tasks = (
        PrepareTask(read_post_file(run.survey.paths[ref]), ref, run.context.settings)
        for ref in refs
    )
    made = make_tasks(run, stream(pool, prepare_file, tasks), drafts, progress, len(refs))
    _publish_rendered(run, stream(pool, render_post, made), drafts)
    run.addresses = _addresses(run, _published(run, retired))
    renders = (*(each for each in run.actions if each.verb is Verb.RENDER), *_relinks(run, retired))
    _publish_rendered(run, stream(pool, render_post, render_tasks(run, renders, drafts)), drafts)


def _published(run: Run, retired: Sequence[Action]) -> dict[tuple[str, str], PageRecord]:
    """The pages that are published now and will be after this run."""
    gone = {(each.ref, each.language) for each in retired}
    return {
        key: page
        for key, page in run.pages.items()
        if page.state is State.PUBLISHED and key not in gone
    }


def _relinks(run: Run, retired: Sequence[Action]) -> Iterator[Action]:
    """Pages made in this run before it was known how the posts they link to would come out: held, or under another address."""
    planned = {(each.ref, each.language) for each in run.actions if each.verb is Verb.RENDER}
    for (ref, language), page in sorted(_published(run, retired).items()):
        stands = parse_fingerprints(page.parts).get(LINKS, "") == run.addresses.fingerprint_links(
            page
        )
        if (
            not stands
            and (ref, language) not in planned
            and (run.chosen is None or ref in run.chosen)
        ):
            yield Action(
                ref, language, Verb.RENDER, MOVED, renewable_parts(ref, language, run.frozen)
            )


def _publish_rendered(run: Run, rendered: Iterator[Rendered], drafts: dict[str, Draft]) -> None:
    for batch in _batches(rendered):
        _publish_batch(run, batch, drafts)


def _batches(rendered: Iterator[Rendered]) -> Iterator[list[Rendered]]:
    while batch := list(islice(rendered, BATCH_POSTS)):
        yield batch


def _remember_unbuilt(run: Run) -> None:
    """Write down posts that are held without being built, and what was learnt of unchanged ones."""
    held = [each for each in run.actions if each.verb is Verb.HOLD]
    posts: dict[str, PostRecord] = {}
    pages: list[PageRecord] = []
    for action in held:
        post, page = run.survey.records[action.ref], run.pages.get((action.ref, action.language))
        if page and page.state is State.PUBLISHED:
            continue
        posts.setdefault(action.ref, replace(post, state=State.HELD, reason=action.reason))
        record = PageRecord(
            action.ref, action.language, State.HELD, action.reason, post.slug, "", post.title, ""
        )
        if page != record:
            pages.append(record)
        run.pages[action.ref, action.language] = record
    known = run.survey.known
    worked_on = {each.ref for each in run.actions if each.verb not in (Verb.NOTHING, Verb.RENDER)}
    for ref, post in run.survey.records.items():
        before = known.get(ref)
        is_out = (
            before is not None
            and before.state is State.PUBLISHED
            and run.survey.found[ref].published
        )
        if is_out and before != post and ref not in worked_on:
            posts.setdefault(ref, post)
    bands = tuple((ref, run.survey.bands[ref]) for ref in posts if ref in run.survey.bands)
    changed = {ref: post for ref, post in posts.items() if known.get(ref) != post}
    known_files = run.ledger.files() if changed else {}
    files = (
        tuple(each for path, each in run.files.items() if known_files.get(path) != each)
        if changed
        else ()
    )
    if changed or pages:
        run.ledger.save(
            Change(tuple(changed.values()), tuple(pages), bands=bands, files=files),
            run.context.options.now,
        )


# ---------------------------------------------------------------- publish


def _publish_batch(run: Run, batch: list[Rendered], drafts: dict[str, Draft]) -> None:
    """Bring the files of some posts to their places, then tell the ledger."""
    now = run.context.options.now
    published = publish(
        (output.artefact for each in batch for output in each.outputs), run.context.output
    )
    run.written.extend(published.written)
    run.unchanged.extend(published.unchanged)
    done = [(each, drafts.pop(each.ref)) for each in batch]
    records = {
        record.path: record for each, _ in done for record in _records(each.ref, each.outputs)
    }
    for each, draft in done:
        run.findings.extend(each.findings)
        own = (run.artefacts[path] for path in run.owned.get(each.ref, ()) if path not in records)
        run.stale.extend(
            record.path for record in own if (record.language, record.fingerprint) in draft.rendered
        )
    change = Change(
        posts=tuple(draft.post for _, draft in done),
        pages=tuple(page for _, draft in done for page in draft.pages),
        artefacts=tuple(records.values()),
        editions=tuple(edition for each, draft in done for edition in _editions(run, each, draft)),
        articles=tuple(kept for _, draft in done for kept in draft.kept),
        bands=tuple((draft.post.ref, draft.bands) for _, draft in done if draft.bands is not None),
        files=tuple(file for _, draft in done for file in draft.files),
        addresses=tuple(address for _, draft in done for address in draft.addresses),
        came_back=tuple(url for _, draft in done for url in draft.came_back),
    )
    run.ledger.save(change, now)
    run.note(change)


def _records(ref: str, outputs: Sequence[Output]) -> Iterator[ArtefactRecord]:
    for output in outputs:
        content = output.artefact.content
        yield ArtefactRecord(
            output.artefact.path,
            hashlib.sha256(content).hexdigest(),
            ref,
            output.language,
            output.part,
            len(content),
        )


def _editions(run: Run, rendered: Rendered, draft: Draft) -> Iterator[EditionRecord]:
    """The editions of single posts; `fingerprint` is the hash of the article they carry."""
    hashes = {page.language: page.article_hash for page in draft.pages}
    for language, subject in rendered.subjects:
        article = draft.dates[language]
        yield EditionRecord(
            rendered.ref,
            language,
            EditionKind.POST,
            subject,
            article.date,
            (rendered.ref,),
            hashes.get(language, ""),
        )


def _publish_the_site(run: Run, retired: Sequence[Action], pool: Executor | None) -> None:
    """Digests, indexes, the report of the run, feeds: without what is about to be retired."""
    site = Site(
        context=run.context,
        ledger=run.ledger,
        pages=_published(run, retired),
        held={
            key: page
            for key, page in run.pages.items()
            if page.state is State.HELD and key[0] in run.survey.found
        },
        posts=run.posts_known,
        artefacts=run.artefacts,
        addresses=run.addresses,
        errors=tuple(run.survey.errors),
        missing=run.missing,
        kit=run.kit,
        pool=pool,
    )
    done = publish_site(site)
    run.written.extend(done.written)
    run.unchanged.extend(done.unchanged)
    run.findings.extend(done.findings)
    run.digests = done.digests
    run.stale.extend(done.stale)
    remember_output(run.ledger, run.context, run.files)


def _retire(run: Run, retired: Sequence[Action]) -> None:
    """Take away the outputs of what is gone, except campaigns that were uploaded; the ledger follows."""
    now = run.context.options.now
    gone = {(each.ref, each.language): each.reason for each in retired}
    left = {ref for ref, _ in gone} - {
        ref
        for (ref, language), page in run.pages.items()
        if page.state is State.PUBLISHED and (ref, language) not in gone
    }
    stale = set(run.stale)
    for record in run.artefacts.values():
        is_gone = (record.owner, record.language) in gone or (
            record.owner in left and not record.language
        )
        sent = record.fingerprint == Part.CAMPAIGN and (record.owner, record.language) in run.frozen
        if is_gone and not sent:
            stale.add(record.path)
    if not stale and not gone:
        return
    run.removed.extend(remove(sorted(stale), run.context.output))
    pages = tuple(
        replace(run.pages[key], state=State.RETIRED, reason=reason)
        for key, reason in sorted(gone.items())
    )
    known = run.ledger.posts()  # anew: this run may have published some of them
    posts = tuple(
        replace(
            known[ref],
            state=State.RETIRED,
            reason=next(reason for (own, _), reason in gone.items() if own == ref),
        )
        for ref in sorted(left)
        if ref in known
    )
    run.ledger.save(
        Change(
            posts=posts,
            pages=pages,
            removed=tuple(sorted(stale)),
            articles=tuple((ref, language, b"", b"") for ref, language in sorted(gone)),
            bands=tuple((ref, ()) for ref in sorted(left)),
        ),
        now,
    )
    run.pages |= {(page.ref, page.language): page for page in pages}


def _report(run: Run) -> RunReport:
    return RunReport(
        output=str(run.context.output),
        posts=tuple(run.posts),
        errors=tuple(run.survey.errors),
        findings=tuple(run.findings),
        actions=run.actions,
        digests=run.digests,
        written=tuple(run.written),
        unchanged=tuple(run.unchanged),
        removed=tuple(run.removed),
        dry_run=run.context.options.dry_run,
    )
