"""Check what has been written: every email, feed and copy below the output folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote as percent_encode

from newsletter.config import Settings
from newsletter.edition.addresses import served_file, site_path
from newsletter.errors import NewsletterError, OutputError, quote
from newsletter.language.scripts import count_cjk
from newsletter.language.tags import base
from newsletter.lint.campaigns import check_campaign
from newsletter.lint.feed_rules import check_feed
from newsletter.lint.findings import error
from newsletter.lint.page_rules import check_page
from newsletter.model import Finding
from newsletter.pipeline.publication import STATE_NAME, read_templates
from newsletter.regular_files import explain_os_error, read_file
from newsletter.render.feed_files import is_feed
from newsletter.render.templates import Templates
from newsletter.source.front_matter import split_front_matter
from newsletter.source.nonprose import NonproseKind, find_nonprose
from newsletter.store.database import has_database
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import State
from newsletter.store.output_places import (
    SITE,
    find_output,
    find_outputs,
    place_of,
)

CJK_LANGUAGES = frozenset({"ja", "zh", "yue", "ko"})

# Parts that are no prose and stand for words all the same: their titles are translated.
_WORDED = frozenset(
    {
        NonproseKind.DIRECTIVE,
        NonproseKind.BOX,
        NonproseKind.TAG,
        NonproseKind.ABBREVIATION,
    }
)
_ATTRIBUTE = re.compile(r"\]\([^)]*\)|<[^>]*>")
_NOT_LINE_END = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class _CheckContext:
    """What the files are checked against.

    Attributes:
        paths: Of the outputs, and of the pages that the generator of the site makes.
    """

    settings: Settings
    templates: Templates
    now: datetime | None
    paths: frozenset[str]


def check_outputs(
    folder: Path,
    settings: Settings,
    *,
    output: Path | None = None,
    now: datetime | None = None,
) -> tuple[int, tuple[tuple[str, Finding], ...]]:
    """Check every output of a publication.

    Args:
        folder: Of the publication.
        settings: Of the publication.
        output: Where the outputs are, if not in their usual place.
        now: Dates in feeds later than this are doubted; None doubts none.

    Returns:
        How many files were looked at, and (path below the output folder, finding) in path order.

    Raises:
        OutputError: There is nothing to check.
    """
    root = find_output(folder, settings, output)
    files = find_outputs(root)
    if not files:
        raise OutputError(
            f"nothing to check in {quote(root)}",
            at=str(root),
            why="no outputs are there",
            fix=f"run first: newsletter run {folder}",
        )
    pages = _find_pages_of_the_site(folder, settings)
    context = _CheckContext(
        settings, read_templates(folder), now, pages.union(files)
    )
    found: list[tuple[str, Finding]] = []
    for path, file in files.items():
        findings = _check_any_file(path, file, context)
        found += [(place_of(path), finding) for finding in findings]
    return len(files), tuple(found)


def _find_pages_of_the_site(folder: Path, settings: Settings) -> frozenset[str]:
    """The pages that the generator of the site makes: links lead there, and no file is ours."""
    state = folder / STATE_NAME
    if settings.posts.pages == "all" or not has_database(state):
        return frozenset()
    with Ledger.open_to_read(state) as ledger:
        pages = ledger.pages().values()
    return frozenset(
        site_path(page.url, settings) or served_file("")
        for page in pages
        if page.state is State.PUBLISHED
        and not settings.makes_pages(page.language)
    )


def _check_any_file(
    path: str, file: Path, context: _CheckContext
) -> tuple[Finding, ...]:
    """What is wrong with one file; that it cannot be read is one finding like others."""
    try:
        return tuple(_check_file(path, file, context))
    except UnicodeDecodeError:
        return (error("encoding", "it is not UTF-8"),)
    except NewsletterError as fault:
        return (error("unusable", f"{fault.what}: {fault.why}"),)
    except OSError as fault:
        why = explain_os_error(fault)
        return (error("unreadable", f"it cannot be read: {why}"),)


def _check_file(
    path: str, file: Path, context: _CheckContext
) -> Iterator[Finding]:
    """What is wrong with one file of the outputs, by what kind of file it is."""
    settings = context.settings
    if is_feed(file.name):
        address = (
            f"{settings.publication.url.rstrip('/')}/{percent_encode(path)}"
        )
        yield from check_feed(read_file(file), address=address, now=context.now)
    elif file.name == "campaign.json":
        beside = {
            other.name: read_file(other)
            for other in file.parent.iterdir()
            if other.is_file()
        }
        yield from check_campaign(beside, settings, context.templates)
    elif file.suffix == ".html" and place_of(path).startswith(f"{SITE}/"):
        yield from check_page(read_file(file).decode(), path, context.paths)
    elif file.suffix == ".md" and path.count("/") == 2:
        language = path.partition("/")[0]
        yield from _check_script(read_file(file).decode(), language, settings)


def _check_script(
    text: str, language: str, settings: Settings
) -> Iterator[Finding]:
    """Leftover source script in the body of a copy whose language is not written in it."""
    if (
        base(language) in CJK_LANGUAGES
        or base(settings.source_language) not in CJK_LANGUAGES
    ):
        return
    for number, line in enumerate(_prose_lines(text), 1):
        if count_cjk(line):
            message = f"line {number} of the body is partly in the source script: {quote(line)}"
            yield error("leftover-script", message)


def _prose_lines(text: str) -> list[str]:
    """The lines of the body of a copy without code, addresses and tags."""
    body = split_front_matter(text)[1]
    out: list[str] = []
    place = 0
    for part in find_nonprose(body):
        if part.kind in _WORDED:
            continue
        raw = body[part.start : part.end]
        out += (body[place : part.start], _NOT_LINE_END.sub("", raw))
        place = part.end
    return _ATTRIBUTE.sub("", "".join((*out, body[place:]))).split("\n")
