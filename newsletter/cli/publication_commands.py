"""Offer the work on a publication: run, status, check."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from newsletter.cli import options
from newsletter.cli.app import app
from newsletter.cli.options import Folder, Json, Output
from newsletter.cli.output import (
    print_note,
    print_table,
    print_text,
    progress_bar,
)
from newsletter.cli.run_summary import show_run
from newsletter.errors import (
    EXIT_DONE,
    EXIT_FAILED,
    ConfigError,
    count_of,
    quote,
)

if TYPE_CHECKING:
    from newsletter.config import Settings
    from newsletter.model import Finding
    from newsletter.pipeline.progress import Progress
    from newsletter.pipeline.report import RunReport
    from newsletter.status import Standing

HELD_STATES = ("held", "failed")
MAX_NAMED_ALIKE = 3  # files of which `check` says the same; more are counted


@app.command()
def run(
    folder: Folder = Path(),
    output: Output = None,
    offline: options.Offline = False,
    dry_run: options.DryRun = False,
    only: options.Only = None,
    since: options.Since = "",
    jobs: options.Jobs = 1,
    cluster: options.Cluster = "",
    require_review: options.RequireReview = False,
    retire_after: options.RetireAfter = 0,
    json: Json = False,
    quiet: options.Quiet = False,
    ping: options.Ping = False,
    healthcheck: options.Healthcheck = "",
    log_format: options.LogFormat = "",
    log_level: options.LogLevel = "info",
    now: options.Now = "",
) -> None:
    """Do what is new: clean, abridge, translate, publish."""
    from newsletter.config import read_settings
    from newsletter.pipeline.preflight import check_setup
    from newsletter.pipeline.publication import RunOptions, read_templates
    from newsletter.pipeline.run import run_publication

    choices = RunOptions(
        now=options.parse_now(now),
        output=output,
        offline=offline,
        dry_run=dry_run,
        only=only or "",
        since=options.parse_day(since, "--since"),
        jobs=jobs,
        require_review=require_review,
        retire_after=retire_after,
    )
    if healthcheck:
        options.require_web_address(healthcheck, "--healthcheck")
    with (
        _logged(log_format, log_level, choices.now),
        _watched(healthcheck) as codes,
    ):
        settings = read_settings(folder)
        check_setup(folder, settings, read_templates(folder))
        if ping:
            _require_hub(settings)
        if only is not None:
            _require_name(only)
        work = partial(
            run_publication, folder, settings, choices, environ=os.environ
        )
        with progress_bar() as progress:
            report = _run_there(work, cluster, progress)
        codes.append(report.exit_code)
    show_run(report, json=json, quiet=quiet)
    if ping:
        _ping(report, settings)
    raise typer.Exit(report.exit_code)


@contextmanager
def _logged(log_format: str, level: str, now: datetime) -> Iterator[None]:
    """Write the log of the block to standard error, where one is asked for."""
    from newsletter.pipeline.run_log import FORMATS, LEVELS, open_log

    _require_known("--log-format", log_format or FORMATS[0], FORMATS)
    _require_known("--log-level", level, LEVELS)
    if not log_format:
        yield
        return
    with open_log(log_format, level, sys.stderr, f"{now:%Y%m%dT%H%M%S}"):
        yield


def _require_known(option: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise ConfigError(
            f"wrong value for {option}: {quote(value)}",
            at=option,
            why=f"it may be {', '.join(known)}",
            fix=f"e.g. {option} {known[0]}",
        )


def _require_hub(settings: Settings) -> None:
    if not settings.feeds.hub:
        raise ConfigError(
            "there is no hub to ping",
            at="newsletter.toml, feeds.hub",
            why="it is not set",
            fix='hub = "https://…"',
        )


def _ping(report: RunReport, settings: Settings) -> None:
    from newsletter.notify import changed_feeds, ping_hub

    for problem in ping_hub(
        settings.feeds.hub, changed_feeds(report, settings)
    ):
        print_note(problem)


def _require_name(only: str) -> None:
    """Refuse an empty name, which a script gives whose variable is empty: it would do all posts."""
    if not only.strip():
        raise ConfigError(
            f"there is no post {quote(only)}",
            at="--only",
            why="it is empty",
            fix="name the slug of a post, or leave --only away to do all of them",
        )


def _run_there(
    work: Callable[..., RunReport], cluster: str, progress: Progress
) -> RunReport:
    """Do the run with the workers of a cluster, or with our own."""
    if not cluster:
        return work(progress=progress)
    from newsletter.pipeline.cluster import open_cluster

    with open_cluster(cluster) as executor:
        return work(progress=progress, executor=executor)


@contextmanager
def _watched(healthcheck: str) -> Iterator[list[int]]:
    """Tell a healthcheck when the block starts and how it ends.

    The block appends its exit code to the list. A block that raises has failed.
    """

    def signal(event: str) -> None:
        if not healthcheck:
            return
        from newsletter.notify import signal_health

        for problem in signal_health(healthcheck, event):
            print_note(problem)

    codes: list[int] = []
    signal("start")
    try:
        yield codes
    finally:
        signal("success" if codes == [EXIT_DONE] else "fail")


@app.command()
def status(
    folder: Folder = Path(),
    held: options.Held = False,
    stale: options.Stale = False,
    uploaded: options.Uploaded = "",
    language: options.Language = "",
    json: Json = False,
) -> None:
    """Tell what is published, held, stale and uploaded."""
    from newsletter.config import read_settings
    from newsletter.pipeline.post_files import describe_skipped
    from newsletter.status import (
        read_receipts,
        read_skipped,
        read_status,
        status_as_json,
    )
    from newsletter.translate.engines.receipt import describe_receipt

    _require_known("--uploaded", uploaded or "yes", ("yes", "no"))
    tag = options.parse_language(language, "--language")
    settings = read_settings(folder)
    every = read_status(folder, settings)
    standings = tuple(
        standing
        for standing in every
        if (not held or standing.state in HELD_STATES)
        and (not stale or standing.n_stale)
        and (not uploaded or standing.is_uploaded == (uploaded == "yes"))
        and tag in ("", standing.language)
    )
    if json:
        print_text(status_as_json(standings))
        return
    print(_total(every))
    month = datetime.now(UTC).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    for receipt in read_receipts(folder, month):
        print(f"sent this month to {describe_receipt(receipt)}")
    print(_show_disk_use(folder, settings), end="")
    not_published = describe_skipped(
        read_skipped(folder, settings, datetime.now(UTC))
    )
    if not_published:
        print(not_published)
    if not standings:
        return
    header = (
        "post",
        "language",
        "state",
        "reviewed",
        "machine",
        "stale",
        "held",
        "doubtful",
        "look at",
        "uploads",
    )
    print_table(header, map(_status_row, standings))
    for standing in standings:
        if standing.state in HELD_STATES and standing.reason:
            print(
                f"{standing.state}: {standing.ref} in {standing.language}: {standing.reason}"
            )
    for standing in standings:
        if standing.correction:
            print(
                f"\n{standing.ref}/{standing.language} was changed after it was uploaded."
            )
            print(f"A note to its readers:\n{standing.correction}")


def _show_disk_use(folder: Path, settings: Settings) -> str:
    """Return one line: what each part takes on the disk; nothing before the first run."""
    from newsletter.upkeep.disk_use import measure_disk, show_bytes

    parts = measure_disk(folder, settings)
    shown = [f"{part.name} {show_bytes(part.n_bytes)}" for part in parts]
    return f"on disk: {', '.join(shown)}\n" if shown else ""


def _total(standings: Sequence[Standing]) -> str:
    """Return the line that a person reads first: how many there are of each kind."""
    if not standings:
        return "nothing is published yet"
    counts = Counter(standing.state for standing in standings)
    parts = [f"{number:,} {state}" for state, number in sorted(counts.items())]
    n_stale = sum(standing.n_stale > 0 for standing in standings)
    n_uploaded = sum(standing.is_uploaded for standing in standings)
    refs = {standing.ref for standing in standings}
    extra = [f"{n_stale:,} with stale units", f"{n_uploaded:,} uploaded"]
    n_posts = f"{len(refs):,} {'post or digest' if len(refs) == 1 else 'posts and digests'}"
    return f"{n_posts}; by language {', '.join([*parts, *extra])}"


def _status_row(standing: Standing) -> tuple[str, ...]:
    """The line of one page: where it stands, its units and its uploads."""
    numbers = (*standing.n_units, standing.n_doubtful, standing.n_findings)
    counts = (f"{number:,}" for number in numbers)
    uploads = ", ".join(
        f"{upload.profile} {upload.state}" for upload in standing.uploads
    )
    return (standing.ref, standing.language, standing.state, *counts, uploads)


@app.command()
def check(
    folder: Folder = Path(),
    output: Output = None,
    strict: options.Strict = False,
    github: options.GitHub = False,
    json: Json = False,
) -> None:
    """Check emails, feeds, pages, copies, translations, pictures.

    Sizes, links, merge tags, words that were left in the source language, pictures of posts that
    are nowhere.
    """
    from newsletter.config import read_settings
    from newsletter.lint.outputs import check_outputs
    from newsletter.lint.post_pictures import check_post_pictures
    from newsletter.lint.translations import check_translations

    settings = read_settings(folder)
    n_files, findings = check_outputs(
        folder, settings, output=output, now=datetime.now(UTC)
    )
    findings += check_translations(folder, settings)
    findings += check_post_pictures(folder, settings)
    if json:
        print_text(_findings_as_json(n_files, findings))
    show = _annotate if github else _describe_finding
    for path, finding, n_more in _fold_findings(findings) if not json else ():
        print(show(path, finding, n_more))
    n_errors = sum(finding.severity == "error" for _, finding in findings)
    print_note(
        f"{count_of(n_files, 'file')} checked, {count_of(n_errors, 'error')}, "
        f"{count_of(len(findings) - n_errors, 'warning')}"
    )
    is_failed = bool(findings) if strict else n_errors > 0
    raise typer.Exit(EXIT_FAILED if is_failed else EXIT_DONE)


def _fold_findings(
    findings: Sequence[tuple[str, Finding]],
) -> Iterator[tuple[str, Finding, int]]:
    """Yield findings with the number of other files of which the same is said.

    What hangs on a setting or a template is said of every mail of an archive. Up to a few files
    are named one by one; of more the first stands for all.
    """
    counts = Counter(finding for _, finding in findings)
    said: set[Finding] = set()
    for path, finding in findings:
        if counts[finding] <= MAX_NAMED_ALIKE:
            yield path, finding, 0
        elif finding not in said:
            said.add(finding)
            yield path, finding, counts[finding] - 1


def _describe_finding(path: str, finding: Finding, n_more: int) -> str:
    """Return the line of a finding."""
    place = f"{path} and {n_more:,} more" if n_more else path
    return f"{place}: {finding.severity} {finding.rule}: {finding.message}"


def _findings_as_json(
    n_files: int, findings: Sequence[tuple[str, Finding]]
) -> str:
    from json import dumps

    rows = [
        {
            "path": path,
            "severity": str(finding.severity),
            "rule": finding.rule,
            "message": finding.message,
        }
        for path, finding in findings
    ]
    return (
        dumps(
            {"files": n_files, "findings": rows}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


def _annotate(path: str, finding: Finding, n_more: int) -> str:
    """Return a finding as an annotation of GitHub Actions (workflow commands)."""

    def escape(text: str) -> str:
        return (
            text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        )

    place = escape(path).replace(":", "%3A").replace(",", "%2C")
    message = escape(finding.message)
    if n_more:
        message += f" (and in {n_more:,} more files)"
    return f"::{finding.severity} file={place},title={finding.rule}::{message}"
