"""Offer the program to other programs: the stages as functions of text, and a whole run.

The stages read no file and no settings. `run` is what `newsletter run FOLDER` does, without a
terminal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.abridgement import abridge_body
from newsletter.config import AbridgeSettings, read_settings
from newsletter.dedupe import clean_text
from newsletter.language.scripts import guess_language
from newsletter.model import Abridged, Cleaned
from newsletter.source.front_matter import (
    get_excerpt,
    parse_front_matter,
    split_front_matter,
)
from newsletter.source.post import find_language
from newsletter.translate.callback import translate_markdown

if TYPE_CHECKING:
    from newsletter.pipeline.report import RunReport

__all__ = ["abridge", "clean", "run", "translate_markdown"]


def clean(text: str, *, boxes: bool = True) -> Cleaned:
    """Take out what a machine left behind, with a Removal for every passage dropped.

    Args:
        text: A Markdown document, with or without front matter; its body gets LF line ends.
        boxes: Take out boxes with related articles, books and calls to action too.

    Returns:
        `Cleaned`: `text` is the whole document, `body` the article, `removals` the proof, in the
        order of the source.
    """
    return clean_text(text, boxes=boxes)


def abridge(
    text: str,
    *,
    minutes: float | None = None,
    chars: int | None = None,
    words: int | None = None,
    share: float | None = None,
    language: str = "",
    write: Callable[[str], str] | None = None,
    name: str = "the text",
) -> Abridged:
    """Choose the sentences of a newsletter version of a clean document.

    Repeats are not looked for: call `clean` first.

    Args:
        text: A Markdown document, with or without front matter; the result has LF line ends.
        minutes: The length as minutes of reading; 4 when no length is given.
        chars: The length in characters.
        words: The length in words.
        share: The length as a share of the article, above 0 and at most 1.
        language: BCP 47 tag; "" asks the front matter, then the script.
        write: A model that answers a prompt. What it writes is used only if every number, name and
            link in it is the source's.
        name: What errors call the document.

    Returns:
        `Abridged`: `text` is the whole document, `body` the chosen sentences in the order of the
        source, `summary` what it says in short, and `choices` have the reason of each.

    Raises:
        ValueError: More than one length, or one that is not above 0.
        PostError: The front matter is broken.
    """
    lengths = {
        "minutes": minutes,
        "chars": chars,
        "words": words,
        "share": share,
    }
    _check_length(
        {name: value for name, value in lengths.items() if value is not None}
    )
    head, body = split_front_matter(
        text.replace("\r\n", "\n").replace("\r", "\n")
    )
    fields = dict(parse_front_matter(head, name))
    abridged = _choose_with(write)(
        body,
        language=language or find_language(fields, name, guess_language(body)),
        budget=AbridgeSettings(
            minutes=minutes, chars=chars, words=words, share=share
        ).budget,
        title=str(fields.get("title") or ""),
        excerpt=get_excerpt(fields),
    )
    return replace(abridged, head=head)


def _choose_with(
    write: Callable[[str], str] | None,
) -> Callable[..., Abridged]:
    """Who chooses the sentences: the model where there is one."""
    if write is None:
        return abridge_body
    from newsletter.abridgement.model_writer import write_abridgement

    return partial(write_abridgement, write=write)


def _check_length(given: Mapping[str, float]) -> None:
    """Refuse two lengths at once, and one that no text can have."""
    if len(given) > 1:
        raise ValueError(f"name one length, not {' and '.join(given)}")
    for name, value in given.items():
        if not value > 0 or (name == "share" and value > 1):
            raise ValueError(f"{name} cannot be {value}")


def run(
    folder: str | os.PathLike[str],
    *,
    output: str | os.PathLike[str] | None = None,
    offline: bool = False,
    dry_run: bool = False,
    only: str = "",
    since: date | None = None,
    jobs: int = 1,
    require_review: bool = False,
    retire_after: int = 0,
    now: datetime | None = None,
    environ: Mapping[str, str] | None = None,
) -> RunReport:
    """Do what is new in a publication: read, clean, abridge, translate, render, publish.

    Args:
        folder: The publication: a folder with a newsletter.toml.
        output: Where the outputs go instead of the folder that the settings name.
        offline: Ask no engine: catalogue and memory only.
        dry_run: Say what would be done and write nothing.
        only: The slug of the one post to work on; "" is all of them.
        since: Posts before this day are left alone.
        jobs: Processes that work, this one among them.
        require_review: Publish only translations that a person has confirmed.
        retire_after: Days for which what a deleted post has published stays.
        now: The clock of the run, with a zone; the present when it is None.
        environ: Where the keys of engines are; the environment of the process when it is None.

    Returns:
        `RunReport`: posts, errors, what is held, and the files written and removed.

    Raises:
        NewsletterError: The run as a whole cannot go on. Faults of single posts are in `errors` of
            the report.
    """
    from newsletter.pipeline.publication import RunOptions
    from newsletter.pipeline.run import run_publication

    place = Path(folder)
    options = RunOptions(
        now=now or datetime.now(UTC),
        output=None if output is None else Path(output),
        offline=offline,
        dry_run=dry_run,
        only=only,
        since=since,
        jobs=jobs,
        require_review=require_review,
        retire_after=retire_after,
    )
    keys = os.environ if environ is None else environ
    return run_publication(place, read_settings(place), options, environ=keys)
