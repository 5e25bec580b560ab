"""Decide everything a run does, before it does anything.

    posts folder ─▶ survey ──────────────────────────────────┐
    settings, templates, catalogues, covers ─▶ fingerprints ─┼─▶ plan_pages ─▶ RunPlan
    ledger ─▶ records ───────────────────────────────────────┘

The first plan takes links between posts to lead where they led, and says which pages there will be.
Only then it is known where links will lead, and a page whose links lead elsewhere has to be
rendered again: where one does, there is a second plan. It never has other pages than the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain

from newsletter.edition.addresses import post_url
from newsletter.errors import ConfigError, quote, suggest
from newsletter.model import EditionKind, Finding
from newsletter.pipeline.decision_files import (
    apply_to_survey,
    find_stray_decisions,
    read_all_decisions,
)
from newsletter.pipeline.inputs import collect_inputs, fingerprint_reader
from newsletter.pipeline.output_folder import find_missing
from newsletter.pipeline.overdue import Overdue, mark_overdue
from newsletter.pipeline.progress import Progress, no_progress
from newsletter.pipeline.publication import RunContext, RunOptions
from newsletter.pipeline.records import Records
from newsletter.pipeline.run_plan import RunPlan, find_unmailed
from newsletter.pipeline.site.digests import find_due_digests
from newsletter.pipeline.survey import Survey, survey_posts
from newsletter.plan.crosslinks import Addresses
from newsletter.plan.packed_address import unpack_address
from newsletter.plan.page_actions import (
    LINKS,
    WORK,
    Action,
    Missed,
    Verb,
    parse_fingerprints,
    plan_pages,
)
from newsletter.source.post_names import file_names
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    PageKey,
    PageRecord,
    PostRecord,
    State,
)


def decide(
    context: RunContext,
    records: Records,
    pool: Executor | None,
    progress: Progress = no_progress,
) -> RunPlan:
    """Compare what is there with what is known, and return what to do; nothing is changed.

    Args:
        context: What the run shares: folder, settings, engines.
        records: What the ledger knows.
        pool: Reads posts beside this process; None reads them here.
        progress: Told each post as it is read.
    """
    reader = fingerprint_reader(context)
    overdue = Overdue(context, records.files, _find_named(context, records))
    survey = survey_posts(
        context.folder,
        context.settings,
        records.ledger,
        records.posts,
        pool,
        progress,
        now=context.options.now,
        is_same_reader=records.files.get(reader.path) == reader,
        outputs=context.output,
        is_overdue=overdue.knows_file,
    )
    decided, faults = read_all_decisions(context.folder, survey.found)
    survey = apply_to_survey(survey, decided, faults)
    inputs, read_files = collect_inputs(
        context,
        survey.found.values(),
        records.files,
        decided=(*decided, *faults),
    )
    missing = find_missing(records, context.output, context.folder)
    uploaded = _find_uploaded(context, records.ledger, survey)
    unmailed = find_unmailed(survey.found.values())
    chosen = _choose(survey, context)
    mark = partial(
        mark_overdue,
        survey,
        overdue,
        chosen=chosen,
        now=context.options.now,
    )
    survey = mark(inputs=inputs, are_links_known=False)
    plan = partial(
        plan_pages,
        known=records.pages,
        now=context.options.now,
        missing=frozenset(
            (file.owner, file.language) for file in missing if file.owner
        ),
        frozen=uploaded | unmailed,
        only=chosen,
        missed=_find_missed(context.options, survey),
    )
    in_groups = set(chain.from_iterable(survey.groups))
    linked = {
        key: page
        for key, page in records.pages.items()
        if page.links or page.ref in in_groups
    }
    inputs = replace(inputs, links=_find_known_links(linked))
    actions = plan(survey.found, inputs=inputs)
    expected = _expect_pages(context, records, survey, actions)
    addresses = Addresses(context.settings.publication.url)
    if linked or any(action.verb in WORK for action in actions):
        addresses = records.build_addresses(
            addresses.site, expected, survey.posts, survey.groups
        )
        links = {
            key: addresses.fingerprint_links(page)
            for key, page in linked.items()
        }
        if links != inputs.links or overdue.knows_pages:
            inputs = replace(inputs, links=links)
            survey = mark(inputs=inputs, are_links_known=True)
            actions = plan(survey.found, inputs=inputs)
    return RunPlan(
        survey=survey,
        inputs=inputs,
        actions=actions,
        digests=find_due_digests(
            context,
            records.ledger,
            (key for key in expected if _may_be_mailed(key, survey, unmailed)),
            survey.posts,
        ),
        addresses=addresses,
        uploaded=uploaded,
        decisions=decided,
        chosen=chosen,
        missing=frozenset(file.path for file in missing if not file.owner),
        read_files=read_files,
        reader=reader,
        overdue=overdue,
        stray_decisions=_find_stray_decisions(context, survey),
    )


def _find_known_links(
    linked: Mapping[PageKey, PageRecord],
) -> dict[PageKey, str]:
    """The fingerprints of where the links of pages led when these were made."""
    return {
        key: parse_fingerprints(page.part_fingerprints).get(LINKS, "")
        for key, page in linked.items()
    }


def _find_stray_decisions(
    context: RunContext, survey: Survey
) -> tuple[tuple[str, Finding], ...]:
    """The decisions files that belong to no post; one that cannot be read is a post, too."""
    languages = context.settings.all_languages
    others = _name_unusable(survey, languages)
    for text in survey.skipped:
        others.update(file_names(text.path, languages))
    return find_stray_decisions(context.folder, survey.posts, others)


def _name_unusable(survey: Survey, languages: tuple[str, ...]) -> set[str]:
    """What the files are called that cannot be used."""
    names: set[str] = set()
    for error in survey.errors:
        names.update(file_names(error.at, languages))
    return names


def _find_missed(options: RunOptions, survey: Survey) -> Missed:
    """What the ledger knows of posts that are gone, and how long this run lets them stay."""
    since = {
        ref: post.missed
        for ref, post in survey.known.items()
        if post.missed and ref not in survey.found
    }
    stay = timedelta(days=options.retire_after)
    return Missed(stay, since, survey.displaced)


def _may_be_mailed(
    key: PageKey, survey: Survey, unmailed: frozenset[PageKey]
) -> bool:
    """A post that is gone may stay on the web for a while; no new mail carries it."""
    return key not in unmailed and key[0] in survey.found


def _choose(survey: Survey, context: RunContext) -> frozenset[str] | None:
    """The posts that `--only` and `--since` name; None when neither was given.

    A file that cannot be used is none of them; that it was named is no second fault.

    Raises:
        ConfigError: There is no post that `--only` names.
    """
    options = context.options
    if not options.only and not options.since:
        return None
    languages = context.settings.all_languages
    names = {
        ref: _names_of(survey.records[ref], languages) for ref in survey.found
    }
    known = set().union(*names.values())
    unusable = _name_unusable(survey, languages)
    if options.only and options.only not in known | unusable:
        raise ConfigError(
            f"there is no post {quote(options.only)}",
            at="--only",
            why=f"none of the {len(names)} posts has this slug, key or file name",
            fix=suggest(
                options.only,
                sorted(known),
                "name its slug, or its file without .md",
            ),
        )
    return frozenset(
        ref
        for ref, of_post in names.items()
        if (not options.only or options.only in of_post)
        and _is_young(survey.records[ref], options)
    )


def _find_named(context: RunContext, records: Records) -> frozenset[str]:
    """The files of known posts that `--only` names."""
    languages = context.settings.all_languages
    return frozenset(
        record.path
        for record in records.posts.values()
        if context.options.only
        and context.options.only in _names_of(record, languages)
    )


def _names_of(post: PostRecord, languages: tuple[str, ...]) -> frozenset[str]:
    """What a post is known by: its key, its slug, and what its file is called."""
    return frozenset((post.ref, post.slug, *file_names(post.path, languages)))


def _is_young(post: PostRecord, options: RunOptions) -> bool:
    """Tell whether a post is dated so late that a run from a day on is for it."""
    return options.since is None or post.date.date() >= options.since


def _find_uploaded(
    context: RunContext, ledger: Ledger, survey: Survey
) -> frozenset[PageKey]:
    """Pages whose campaign is not to be touched: it was uploaded, or digests carry the posts."""
    if context.settings.email.edition != "post":
        return frozenset(_pages_of(survey))
    uploaded = {
        (upload.edition, upload.language)
        for upload in ledger.uploads()
        if upload.stands
    }
    for digest in ledger.editions(EditionKind.DIGEST).values():
        uploaded |= {(ref, digest.language) for ref in digest.refs}
    return frozenset(uploaded)


def _pages_of(survey: Survey) -> Iterable[PageKey]:
    """Every page that the archive could have."""
    for ref, post in survey.found.items():
        for language in post.languages:
            yield ref, language


def _expect_pages(
    context: RunContext,
    records: Records,
    survey: Survey,
    actions: Iterable[Action],
) -> dict[PageKey, PageRecord]:
    """The pages that will be published if nothing is held: what a dry run counts on."""
    pages = records.get_published()
    for action in actions:
        key = (action.ref, action.language)
        if action.verb is Verb.RETIRE:
            pages.pop(key, None)
        elif action.verb in WORK:
            pages[key] = _expect_page(
                context, pages, survey.records[action.ref], action.language
            )
    return pages


def _expect_page(
    context: RunContext,
    pages: Mapping[PageKey, PageRecord],
    post: PostRecord,
    language: str,
) -> PageRecord:
    """The page as it is known, or a new one, at the address it will have."""
    settings = context.settings
    known = pages.get((post.ref, language))
    if known and settings.posts.slugs == "title" and language != post.language:
        return known  # a translation keeps the name it was published under
    page = known or PageRecord(
        ref=post.ref,
        language=language,
        state=State.PUBLISHED,
        reason="",
        slug=post.slug,
        url="",
        title=post.title,
        fingerprint="",
    )
    own = unpack_address(post.address)
    url = post_url(settings, language, post.slug, post.date, own)
    return replace(page, url=url)
