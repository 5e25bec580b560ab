"""Bring the files of built posts to their places, and tell the ledger, batch by batch.

What is published is in the ledger a moment later, and memory does not grow with the archive.
Killed between the two, the next run finds the same inputs, makes the same bytes and finds them
in their places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from newsletter.model import Artefact, EditionKind
from newsletter.pipeline.outcome import RunOutcome, log_page
from newsletter.pipeline.output_folder import OutputFolder
from newsletter.pipeline.records import Records
from newsletter.pipeline.run_plan import RunPlan
from newsletter.pipeline.tasks import Rendered
from newsletter.plan.page_actions import Part, forget_fingerprints
from newsletter.store.files import Published
from newsletter.store.ledger_records import (
    ArtefactRecord,
    Change,
    EditionRecord,
    PageKey,
    PageRecord,
    State,
    merge_changes,
)

if TYPE_CHECKING:
    from newsletter.pipeline.build import BuiltPost

# A kill costs at most so many posts of work.
BATCH_POSTS = 8

RenderedPost = tuple["BuiltPost", Rendered]


def publish_posts(
    posts: Iterator[RenderedPost],
    folder: OutputFolder,
    records: Records,
    outcome: RunOutcome,
    after_batch: Callable[[int], None] | None = None,
) -> None:
    """Publish posts as they come from the workers, in their order.

    Args:
        after_batch: Told how many posts have been published.
    """
    n_posts = 0
    for first in posts:
        batch = _Batch(outcome)
        rest = islice(posts, BATCH_POSTS - 1)
        published = folder.publish(batch.take(chain((first,), rest)))
        _write_down(batch, published, folder, records, outcome)
        n_posts += batch.n_posts
        if after_batch:
            after_batch(n_posts)


@dataclass(frozen=True, slots=True)
class _Made:
    """What is kept of a post whose files wait for their places: all but texts and bytes."""

    built: BuiltPost
    rendered: Rendered
    artefacts: tuple[ArtefactRecord, ...]


class _Batch:
    """Posts whose files go to their places together.

    Each is rendered when the files of the one before are written: a batch that is held until all
    are rendered is 20 MB of texts, translations and bytes.
    """

    def __init__(self, outcome: RunOutcome) -> None:
        self.made: list[_Made] = []
        self.n_posts = 0
        self._outcome = outcome

    def take(self, posts: Iterable[RenderedPost]) -> Iterator[Artefact]:
        """Yield the files of posts, and keep what the ledger has to learn of them."""
        for built, rendered in posts:
            self.n_posts += 1
            if rendered.fault:
                self._outcome.add_errors((rendered.fault,))
                continue
            artefacts = tuple(_record_artefacts(rendered))
            self.made.append(
                _Made(
                    built, replace(rendered, outputs=(), bodies=()), artefacts
                )
            )
            for output in rendered.outputs:
                yield output.artefact


def _write_down(
    batch: _Batch,
    published: Published,
    folder: OutputFolder,
    records: Records,
    outcome: RunOutcome,
) -> None:
    """Tell the ledger and the outcome what has been published."""
    outcome.add_files(published)
    outcome.add_errors(folder.explain_refused(published.refused))
    refused = frozenset(published.refused)
    changes: list[Change] = []
    for made in batch.made:
        built, rendered = made.built, made.rendered
        ours = tuple(
            artefact
            for artefact in made.artefacts
            if artefact.path not in refused
        )
        failed = rendered.failed | {
            (artefact.language, artefact.part)
            for artefact in made.artefacts
            if artefact.path in refused
        }
        paths = {artefact.path for artefact in ours}
        replaced = built.replaced - failed
        outcome.stale.extend(
            _find_stale(rendered.ref, replaced, paths, records)
        )
        outcome.findings.extend(rendered.findings)
        outcome.add_errors((*built.errors, *rendered.errors))
        if built.report:
            outcome.posts.append(built.report)
        editions = tuple(_record_editions(built, rendered))
        change = _without_failed(built.change, failed)
        changes += [change, Change(artefacts=ours, editions=editions)]
    records.save(merge_changes(changes))
    for made in batch.made:
        _log_pages(made.built)


def _log_pages(built: BuiltPost) -> None:
    """Log what became of a post in each language."""
    actions = {action.language: action for action in built.actions}
    for page in built.change.pages:
        log_page(page, actions.get(page.language))


def _find_stale(
    ref: str,
    replaced: frozenset[tuple[str, str]],
    paths: set[str],
    records: Records,
) -> Iterator[str]:
    """Older files of the outputs that were made again, and are not among the new ones."""
    for artefact in records.find_artefacts_of(ref):
        is_replaced = (artefact.language, artefact.part) in replaced
        if is_replaced and artefact.path not in paths:
            yield artefact.path


def _without_failed(
    change: Change, failed: frozenset[tuple[str, str]]
) -> Change:
    """Forget what failed outputs were to be made from, so that the next run tries them again."""
    if not failed:
        return change
    pages: list[PageRecord] = []
    for page in change.pages:
        parts = {part for language, part in failed if language == page.language}
        line = forget_fingerprints(page.part_fingerprints, parts)
        page = replace(page, part_fingerprints=line)
        if ("", "report") in failed:
            line = forget_fingerprints(page.fingerprint, {"report"})
            page = replace(page, fingerprint=line)
        pages.append(page)
    return replace(change, pages=tuple(pages))


def _record_artefacts(rendered: Rendered) -> Iterator[ArtefactRecord]:
    """What the ledger knows of each file: its hash, its post, the output it belongs to."""
    for output in rendered.outputs:
        content = output.artefact.content
        yield ArtefactRecord(
            path=output.artefact.path,
            content_hash=hashlib.sha256(content).hexdigest(),
            owner=rendered.ref,
            language=output.language,
            fingerprint=output.part,
            n_bytes=len(content),
        )


def _record_editions(
    built: BuiltPost, rendered: Rendered
) -> Iterator[EditionRecord]:
    """The editions of single posts; `fingerprint` is the hash of the article they carry."""
    hashes = {page.language: page.article_hash for page in built.change.pages}
    for language, subject in rendered.subjects:
        yield EditionRecord(
            id=rendered.ref,
            language=language,
            kind=EditionKind.POST,
            subject=subject,
            made=built.dates[language],
            refs=(rendered.ref,),
            fingerprint=hashes.get(language, ""),
        )


# ---------------------------------------------------------------- what is gone


def retire(
    plan: RunPlan, folder: OutputFolder, records: Records, outcome: RunOutcome
) -> None:
    """Remove the outputs of what is gone, and those that are stale; the ledger follows.

    Campaigns that were uploaded stay: an editor may still need to look at what was sent.

    Args:
        plan: What was decided.
        folder: The outputs.
        records: What the ledger knows.
        outcome: Takes what was removed.
    """
    gone = {
        (action.ref, action.language): action.reason
        for action in plan.to_retire
    }
    left = {ref for ref, _ in gone} - {
        ref for ref, _ in records.get_published(gone)
    }
    stale = {*outcome.stale, *_find_retired(plan, records, set(gone), left)}
    if not stale and not gone:
        return
    outcome.removed.extend(folder.remove(sorted(stale)))
    pages = tuple(
        replace(records.pages[key], state=State.RETIRED, reason=reason)
        for key, reason in sorted(gone.items())
    )
    reasons = {ref: reason for (ref, _), reason in reversed(list(gone.items()))}
    posts = tuple(
        replace(
            records.posts[ref],
            state=State.RETIRED,
            reason=reasons[ref],
            missed=None,
        )
        for ref in sorted(left)
        if ref in records.posts
    )
    records.save(
        Change(
            posts=posts,
            pages=pages,
            removed=tuple(sorted(stale)),
            articles=tuple(
                (ref, language, b"", b"") for ref, language in sorted(gone)
            ),
            bands=tuple((ref, ()) for ref in sorted(left)),
        )
    )
    for page in pages:
        log_page(page, None)


def _find_retired(
    plan: RunPlan, records: Records, gone: set[PageKey], left: set[str]
) -> Iterator[str]:
    """The files of pages that are gone, and the reports of posts of which nothing is left."""
    refs = sorted({ref for ref, _ in gone})
    for artefact in chain.from_iterable(map(records.find_artefacts_of, refs)):
        key = (artefact.owner, artefact.language)
        is_gone = key in gone or (
            artefact.owner in left and not artefact.language
        )
        is_sent = artefact.part == Part.CAMPAIGN and key in plan.uploaded
        if is_gone and not is_sent:
            yield artefact.path
