"""Lint what has been written: every email, feed, page and copy below the output folder, each with the rules of its room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from newsletter.config import Settings
from newsletter.errors import OutputError, quote
from newsletter.language.scripts import count_cjk
from newsletter.language.tags import base
from newsletter.lint.campaigns import check_campaign
from newsletter.lint.feed_rules import check_feed, is_feed
from newsletter.model import Finding, Severity
from newsletter.pipeline.publication import OUTPUT_NAME, read_templates
from newsletter.render.templates import Templates
from newsletter.source.front_matter import split_front_matter

CJK_LANGUAGES = frozenset({"ja", "zh", "yue", "ko"})

_UNSEEN = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|https?://\S+", re.S
)  # code, addresses, tags: never translated


def check_outputs(
    folder: Path, settings: Settings, *, output: Path | None = None, now: datetime | None = None
) -> tuple[int, tuple[tuple[str, Finding], ...]]:
    """Check every output of a publication.

    Args:
        now: Dates in feeds later than this are doubted; None doubts none.

    Returns:
        How many files were looked at, and (path below the output folder, finding) in path order.

    Raises:
        OutputError: There is nothing to check.
    """
    root = output or folder / OUTPUT_NAME
    paths = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else []
    if not paths:
        raise OutputError(
            f"nothing to check in {quote(root)}",
            at=str(root),
            why="no outputs are there",
            fix=f"run first: newsletter run {folder}",
        )
    templates = read_templates(folder)
    found = [
        (path.relative_to(root).as_posix(), finding)
        for path in paths
        for finding in _check_file(path, root, settings, templates, now)
    ]
    return len(paths), tuple(found)


def _check_file(
    path: Path, root: Path, settings: Settings, templates: Templates, now: datetime | None
) -> Iterator[Finding]:
    parts = path.relative_to(root).parts
    if is_feed(path.name):
        address = f"{settings.publication.url.rstrip('/')}/{'/'.join(parts)}"
        yield from check_feed(path.read_bytes(), address=address, now=now)
    elif path.name == "campaign.json":
        files = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
        yield from check_campaign(files, settings, templates)
    elif path.suffix == ".md" and len(parts) == 3:
        yield from _check_script(path.read_text(encoding="utf-8"), parts[0], settings)


def _check_script(text: str, language: str, settings: Settings) -> Iterator[Finding]:
    """Leftover source script in the body of a copy whose language is not written in it."""
    if base(language) in CJK_LANGUAGES or base(settings.source_language) not in CJK_LANGUAGES:
        return
    body = _UNSEEN.sub("", split_front_matter(text)[1])
    for number, line in enumerate(body.split("\n"), 1):
        if count_cjk(line):
            yield Finding(
                "leftover-script",
                Severity.ERROR,
                f"line {number} of the body is partly in the source script: {quote(line)}",
            )
