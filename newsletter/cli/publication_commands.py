"""Offer the work on a publication: init, run, status, check."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.output import (
    Progress,
    print_error,
    print_note,
    print_table,
    print_text,
    progress_bar,
)
from newsletter.errors import EXIT_FAILED, ConfigError, quote

if TYPE_CHECKING:
    from newsletter.pipeline.report import PostReport, RunReport, TranslationReport
    from newsletter.status import Standing

Folder = Annotated[
    Path,
    typer.Argument(metavar="[FOLDER]", help="The publication: a folder with a newsletter.toml."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Where the outputs lie instead of FOLDER/public."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one machine-readable report.")]

MAX_HELD_SHOWN = 3
MAX_ROWS_SHOWN = 20  # what fits on a terminal; run.json has them all
ORIGINS = ("catalogue", "memory", "engine")


@app.command()
def init(folder: Folder = Path()) -> None:
    """Make a new publication: a commented newsletter.toml, a glossary, an ignore file."""
    from newsletter.model import Artefact
    from newsletter.render.templates import shipped_folder
    from newsletter.store.files import publish

    if (folder / "newsletter.toml").exists():
        raise ConfigError(
            f"{quote(folder)} is a publication already",
            at=str(folder / "newsletter.toml"),
            why="it would be overwritten",
            fix="edit that file",
        )
    scaffold = shipped_folder() / "publication"
    artefacts = [
        Artefact(path.name, path.read_bytes())
        for path in sorted(scaffold.iterdir())
        if not (folder / path.name).exists()
    ]
    if not (folder / ".gitignore").exists():
        artefacts.append(Artefact(".gitignore", b"/.newsletter/\n/public/\n"))
    for path in publish(artefacts, folder).written:
        print(folder / path)
    print_note(
        f"next: set title, url and language in {folder / 'newsletter.toml'}, add a post YYYY-MM-DD-name.md,"
    )
    print_note(f"then: newsletter run {folder}")


@app.command()
def run(
    folder: Folder = Path(),
    output: Output = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask no engine: catalogue and memory only.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done and write nothing.")
    ] = False,
    only: Annotated[
        str, typer.Option("--only", metavar="SLUG", help="Work on this post only.")
    ] = "",
    since: Annotated[
        str,
        typer.Option(
            "--since", metavar="DATE", help="Leave posts before this day (YYYY-MM-DD) alone."
        ),
    ] = "",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")] = 1,
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster",
            metavar="URL",
            help="Use the workers of this Dask scheduler: tcp://host:8786.",
        ),
    ] = "",
    require_review: Annotated[
        bool,
        typer.Option("--require-review", help="Publish only translations a person has confirmed."),
    ] = False,
    json: Json = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing unless something is wrong.")
    ] = False,
    ping: Annotated[
        bool, typer.Option("--ping", help="Tell the WebSub hub of [feeds] about changed feeds.")
    ] = False,
    healthcheck: Annotated[
        str,
        typer.Option(
            "--healthcheck",
            metavar="URL",
            envvar="NEWSLETTER_HEALTHCHECK",
            help="Signal start and end there.",
        ),
    ] = "",
    log_format: Annotated[
        str,
        typer.Option(
            "--log-format",
            metavar="text|json",
            help="Write a log of one event a line to standard error, as it happens.",
        ),
    ] = "",
    log_level: Annotated[
        str,
        typer.Option(
            "--log-level",
            metavar="debug|info|warning|error",
            help="The least of it that is written; debug has a line for every unit.",
        ),
    ] = "info",
    now: Annotated[
        str,
        typer.Option(
            "--now",
            metavar="ISO",
            help="Run as if it were this time, e.g. 2025-11-02T09:00:00+09:00.",
        ),
    ] = "",
) -> None:
    """Do the whole job: read, clean, abridge, translate, render, publish."""
    from newsletter.config import read_settings
    from newsletter.notify import changed_feeds, ping_hub
    from newsletter.pipeline.publication import RunOptions
    from newsletter.pipeline.run import run_publication

    options = RunOptions(
        now=_parse_now(now),
        output=output,
        offline=offline,
        dry_run=dry_run,
        only=only,
        since=_parse_day(since),
        jobs=jobs,
        require_review=require_review,
    )
    with _logged(log_format, log_level, options.now), _watched(healthcheck) as codes:
        settings = read_settings(folder)
        if ping and not settings.feeds.hub:
            raise ConfigError(
                "there is no hub to ping",
                at="newsletter.toml, feeds.hub",
                why="it is not set",
                fix='hub = "https://…"',
            )
        work = partial(run_publication, folder, settings, options, environ=os.environ)
        with progress_bar() as progress:
            report = _run_there(work, cluster, progress)
        codes.append(report.exit_code)
    _show(report, json=json, quiet=quiet)
    for problem in ping_hub(settings.feeds.hub, changed_feeds(report, settings)) if ping else ():
        print_note(problem)
    raise typer.Exit(report.exit_code)


@contextmanager
def _logged(log_format: str, level: str, now: datetime) -> Iterator[None]:
    """Write the log of the block to standard error, where one is asked for."""
    from newsletter.pipeline.run_log import FORMATS, LEVELS, open_log

    for option, value, known in (
        ("--log-format", log_format or FORMATS[0], FORMATS),
        ("--log-level", level, LEVELS),
    ):
        if value not in known:
            raise ConfigError(
                f"cannot write a log: {quote(value)} is unknown",
                at=option,
                why=f"there is {', '.join(known)}",
                fix=f"e.g. {option} {known[0]}",
            )
    if not log_format:
        yield
        return
    with open_log(log_format, level, sys.stderr, f"{now:%Y%m%dT%H%M%S}"):
        yield


def _show(report: RunReport, *, json: bool, quiet: bool) -> None:
    """Print what a run did; what is wrong goes to standard error, also with --quiet and --json."""
    from newsletter.pipeline.report import report_as_json

    for error in report.errors:
        print_error(error)
    if json:
        print_text(report_as_json(report))
    elif report.dry_run:
        _print_plan(report)
    elif not quiet:
        _print_report(report)
    _print_held(report)


def _run_there(work: Callable[..., RunReport], cluster: str, progress: Progress) -> RunReport:
    """Do the run with the workers of a cluster, or with our own."""
    if not cluster:
        return work(progress=progress)
    from newsletter.pipeline.cluster import open_cluster

    with open_cluster(cluster) as executor:
        return work(progress=progress, executor=executor)


@contextmanager
def _watched(healthcheck: str) -> Iterator[list[int]]:
    """Tell a healthcheck of the start and the end of the block, whatever the end; the block adds its exit code."""
    from newsletter.notify import signal_health

    def signal(event: str) -> None:
        for problem in signal_health(healthcheck, event) if healthcheck else ():
            print_note(problem)

    codes: list[int] = []
    signal("start")
    try:
        yield codes
    finally:
        signal("success" if codes == [0] else "fail")


@app.command()
def status(folder: Folder = Path(), json: Json = False) -> None:
    """Tell what is published, held, stale and uploaded."""
    from newsletter.config import read_settings
    from newsletter.status import read_status, status_as_json

    found = read_status(folder, read_settings(folder))
    if json:
        print_text(status_as_json(found))
        return
    print_table(
        ("post", "language", "state", "reviewed", "machine", "stale", "held", "uploads"),
        [
            (each.ref, each.language, each.state, *(f"{n:,}" for n in each.n_units), _uploads(each))
            for each in found
        ],
    )
    for each in found:
        if each.correction:
            print(
                f"\n{each.ref}/{each.language} was changed after it was uploaded. A note to its readers:\n{each.correction}"
            )


def _uploads(standing: Standing) -> str:
    return ", ".join(f"{each.profile} {each.state}" for each in standing.uploads)


@app.command()
def check(folder: Folder = Path(), output: Output = None) -> None:
    """Lint the outputs: email size, links, unsubscribe tag, feed validity, leftover source script."""
    from newsletter.config import read_settings
    from newsletter.lint.outputs import check_outputs

    n_files, findings = check_outputs(
        folder, read_settings(folder), output=output, now=datetime.now(UTC)
    )
    for path, finding in findings:
        print(f"{path}: {finding.severity} {finding.rule}: {finding.message}")
    n_errors = sum(finding.severity == "error" for _, finding in findings)
    print_note(f"{n_files} files checked, {n_errors} errors, {len(findings) - n_errors} warnings")
    raise typer.Exit(EXIT_FAILED if n_errors else 0)


def _parse_now(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            "cannot read the time",
            at="--now",
            why=f"{quote(text)} is no ISO time",
            fix="e.g. --now 2025-11-02T09:00:00+09:00",
        ) from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ConfigError(
            "cannot read the day",
            at="--since",
            why=f"{quote(text)} is no day",
            fix="e.g. --since 2025-11-01",
        ) from None


def _print_report(report: RunReport) -> None:
    """A short table: from how much to how little, what was translated how, and where to look."""
    rows = [_numbers(post, each) for post in report.posts for each in post.translations or (None,)]
    if rows:
        shown = [(name, *_written(numbers)) for name, numbers in rows[:MAX_ROWS_SHOWN]]
        if len(rows) > MAX_ROWS_SHOWN:
            total = [sum(column) for column in zip(*(numbers for _, numbers in rows), strict=True)]
            shown.append(
                (f"… and {len(rows) - MAX_ROWS_SHOWN:,} more; all together", *_written(total))
            )
        print_table(
            (
                "post",
                "source",
                "clean",
                "abridged",
                "removals",
                "catalogue",
                "memory",
                "engine",
                "held",
            ),
            shown,
        )
    for digest in report.digests:
        print(
            f"digest {digest.id} in {digest.language}: {len(digest.refs)} posts, {len(digest.more)} linked"
        )
    if report.written or report.removed:
        files = f"{len(report.written)} files written, {len(report.unchanged)} unchanged, {len(report.removed)} removed"
        print(f"{files}: {report.output}")
    else:
        print(f"nothing new: {report.output}")


def _numbers(post: PostReport, each: TranslationReport | None) -> tuple[str, tuple[int, ...]]:
    """The name and the numbers of one row: characters at each stage, removals, units by origin, held units."""
    lengths = (post.n_source_chars, post.n_clean_chars, post.n_abridged_chars, post.n_removals)
    if each is None:
        return post.ref, (*lengths, 0, 0, 0, 0)
    origins = dict(each.origins)
    return f"{post.ref} → {each.language}", (
        *lengths,
        *(origins.get(name, 0) for name in ORIGINS),
        len(each.held),
    )


def _written(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in numbers)


def _print_plan(report: RunReport) -> None:
    """What a run would do, and why."""
    planned = report.planned
    if planned:
        print_table(
            ("post", "language", "action", "because"),
            [(each.ref, each.language, str(each.verb), each.reason) for each in planned],
        )
    for digest in report.digests:
        print(f"digest {digest.id} in {digest.language}: {', '.join((*digest.refs, *digest.more))}")
    print(
        f"dry run: {len(planned)} pages of {len(report.actions)} would be worked on; nothing written"
    )


def _print_held(report: RunReport) -> None:
    """Say on stderr what is not published and what to do about it."""
    for ref, reason in report.held_back:
        print_note(f"held: {ref}: {reason}")
    for post, each in report.held:
        why = (
            "no engine could be reached"
            if each.unavailable
            else "not every unit has a checked translation"
        )
        print_note(
            f"held: {post.ref} in {each.language}: {len(each.held)} of {each.n_units} units untranslated ({why})"
        )
        for text in each.held[:MAX_HELD_SHOWN]:
            print_note(f"  {text}")
        if len(each.held) > MAX_HELD_SHOWN:
            print_note(f"  … and {len(each.held) - MAX_HELD_SHOWN} more")
    if report.held:
        print_note(
            "  fix: run again when the engine answers, or translate them in translations/<lang>/<post>.po and run again"
        )
    sys.stderr.flush()
