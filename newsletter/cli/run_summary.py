"""Print what a run did, or would do, and what a person must look at."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from newsletter.cli.output import (
    print_error,
    print_note,
    print_table,
    print_text,
)
from newsletter.errors import NewsletterError, PostError, count_of

if TYPE_CHECKING:
    from newsletter.pipeline.report import (
        PostReport,
        RunReport,
        TranslationReport,
    )

MAX_HELD_SHOWN = 3
UNUSABLE = "cannot use "  # how the error of a post begins that is left out
MAX_ALIKE_SHOWN = 3  # posts with one fault; run.json has them all
MAX_FINDINGS_SHOWN = 3  # of a post; its report has them all
MAX_ROWS_SHOWN = 20  # what fits on a terminal; run.json has them all
ORIGINS = ("catalogue", "memory", "engine")
HEADER = ("post", "source", "clean", "abridged", "removals", *ORIGINS, "held")


def show_run(report: RunReport, *, json: bool, quiet: bool) -> None:
    """Print what a run did; what is wrong goes to stderr, also with --quiet and --json."""
    for note in report.notes:
        print_note(note)
    for error in _gather_alike(report.errors):
        print_error(error)
    if json:
        from newsletter.pipeline.report import report_as_json

        print_text(report_as_json(report))
    elif report.dry_run:
        _print_plan(report)
    elif not quiet:
        _print_report(report)
    _print_held(report)


def _gather_alike(
    errors: Iterable[NewsletterError],
) -> Iterator[NewsletterError]:
    """Yield the errors, but one for many posts that have the same fault, as in an old vault.

    What else a post or the run suffers, as a catalogue that cannot be written, is told each time.
    """
    alike: dict[tuple[str, str], list[NewsletterError]] = {}
    for error in errors:
        is_post = isinstance(error, PostError)
        if not is_post or not error.what.startswith(UNUSABLE):
            yield error
            continue
        key = error.why, error.fix
        alike.setdefault(key, []).append(error)
    for group in alike.values():
        if len(group) <= MAX_ALIKE_SHOWN:
            yield from group
            continue
        shown = ", ".join(error.at for error in group[:MAX_ALIKE_SHOWN])
        more = len(group) - MAX_ALIKE_SHOWN
        yield PostError(
            f"{UNUSABLE}{count_of(len(group), 'post')}",
            at=f"{shown} and {more:,} more",
            why=f"of each: {group[0].why}",
            fix=group[0].fix,
        )


def _print_report(report: RunReport) -> None:
    """Print a short table of lengths and origins, and where the outputs are."""
    from newsletter.pipeline.post_files import describe_skipped
    from newsletter.translate.engines.receipt import describe_receipt

    rows = list(_rows(report))
    if rows:
        shown = [
            (name, *_format(numbers)) for name, numbers in rows[:MAX_ROWS_SHOWN]
        ]
        if len(rows) > MAX_ROWS_SHOWN:
            columns = zip(*(numbers for _, numbers in rows), strict=True)
            name = f"… and {len(rows) - MAX_ROWS_SHOWN:,} more; all together"
            shown.append((name, *_format(map(sum, columns))))
        print_table(HEADER, shown)
    _print_removals(report.posts)
    not_published = describe_skipped(report.skipped)
    if not_published:
        print(not_published)
    for digest in report.digests:
        counts = (
            f"{count_of(len(digest.refs), 'post')}, {len(digest.more)} linked"
        )
        print(f"digest {digest.id} in {digest.language}: {counts}")
    for receipt in report.receipts:
        print(f"sent to {describe_receipt(receipt)}")
    if report.written or report.removed:
        n_unchanged, n_removed = len(report.unchanged), len(report.removed)
        written = count_of(len(report.written), "file")
        counts = f"{written} written, {n_unchanged:,} unchanged, {n_removed:,} removed"
        print(f"{counts}: {report.output}")
    else:
        print(f"nothing new: {report.output}")


def _print_removals(posts: Sequence[PostReport]) -> None:
    """Name what was removed from each post, and what an editor should look at."""
    told = [post for post in posts if post.cleaning]
    for post in told[:MAX_ROWS_SHOWN]:
        print(f"{post.ref}: {post.cleaning}")
        for finding in post.to_check[:MAX_FINDINGS_SHOWN]:
            print(f"  look at: {finding.message}")
        if (n_more := len(post.to_check) - MAX_FINDINGS_SHOWN) > 0:
            print(f"  and {n_more} more in its report")
    if (n_more := len(told) - MAX_ROWS_SHOWN) > 0:
        print(f"… and {n_more:,} more posts, in their reports")


def _rows(report: RunReport) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Yield the name and the numbers of each row: a row for each language of a post."""
    for post in report.posts:
        if not post.translations:
            yield post.ref, (*_lengths(post), *(0 for _ in ORIGINS), 0)
        for translation in post.translations:
            numbers = (*_lengths(post), *_units(translation))
            yield f"{post.ref} → {translation.language}", numbers


def _lengths(post: PostReport) -> tuple[int, ...]:
    """Return the characters at each stage, and the removals."""
    return (
        post.n_source_chars,
        post.n_clean_chars,
        post.n_abridged_chars,
        post.n_removals,
    )


def _units(translation: TranslationReport) -> tuple[int, ...]:
    """Return the units by origin, and those that are held."""
    origins = dict(translation.origins)
    return (*(origins.get(name, 0) for name in ORIGINS), len(translation.held))


def _format(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in numbers)


def _print_plan(report: RunReport) -> None:
    """Print what a run would do, and why."""
    from newsletter.translate.engines.receipt import describe_receipt

    planned = report.planned
    if planned:
        rows = [
            (action.ref, action.language, str(action.verb), action.reason)
            for action in planned
        ]
        print_table(("post", "language", "action", "because"), rows)
    for digest in report.digests:
        print(
            f"digest {digest.id} in {digest.language}: {', '.join((*digest.refs, *digest.more))}"
        )
    for receipt in report.receipts:
        said = describe_receipt(receipt)
        print(f"to be sent, less what the memory knows: {said}")
    n_pages = f"{len(planned)} pages of {len(report.actions)}"
    print(f"dry run: {n_pages} would be worked on; nothing written")


def _print_held(report: RunReport) -> None:
    """Say on stderr what is not published and what to do about it."""
    for ref, reason in report.held_back:
        print_note(f"held: {ref}: {reason}")
    for post, translation in report.held:
        _print_held_units(post, translation)
    if report.held:
        print_note(f"  fix: {_advise(report)}")
    sys.stderr.flush()


def _advise(report: RunReport) -> str:
    """What helps what is held: an engine that did not answer may, one that did says the same."""
    by_hand = "translate them in translations/<lang>/<post>.po and run again"
    silent = [held.unavailable for _, held in report.held]
    if all(silent):
        return f"run again when the engine answers, or {by_hand}"
    if any(silent):
        return f"{by_hand}; where no engine could be reached, run again later"
    return f"{by_hand}, or name another engine in newsletter.toml"


def _print_held_units(post: PostReport, translation: TranslationReport) -> None:
    """Say how many units of a held post have no translation, and the first of them."""
    if translation.unavailable:
        why = "no engine could be reached"
    else:
        why = "not every unit has a checked translation"
    n_held = len(translation.held)
    counts = f"{n_held} of {translation.n_units} units untranslated"
    print_note(f"held: {post.ref} in {translation.language}: {counts} ({why})")
    for text in translation.held[:MAX_HELD_SHOWN]:
        print_note(f"  {text}")
    if n_held > MAX_HELD_SHOWN:
        print_note(f"  … and {n_held - MAX_HELD_SHOWN} more")
