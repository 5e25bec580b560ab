"""Remember what ran out of its deadline, so that not every run spends the deadline on it again.

A row of the ledger's files stands for it: time and size of the file of the post, and a fingerprint
of all else that it was tried with. While none of these changes it would run out of time again, so
it waits, and each run says so. It is tried again when its file is touched, when the program, the
settings (the deadline among them), templates, glossary, decisions or catalogue change, or when
`--only` names it.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import PurePath

import msgspec

from newsletter.errors import quote
from newsletter.pipeline.deadline import StageFault, too_long
from newsletter.pipeline.inputs import program_fingerprint
from newsletter.pipeline.publication import RunContext
from newsletter.pipeline.survey import FRESH_NS, Survey
from newsletter.pipeline.tasks import Examined
from newsletter.plan.page_actions import (
    Found,
    Inputs,
    page_fingerprints,
    take_fingerprint,
)
from newsletter.source.post_names import file_names
from newsletter.store.ledger_records import FileRecord, PostRecord

# Before the name of a post file, and before a ref: no paths.
_READING = "ran out of time while it was read: "
_MAKING = "ran out of time: "


@dataclass(frozen=True)
class Overdue:
    """What is known of posts that ran out of time.

    Attributes:
        context: Of this run.
        files: The rows of the ledger, by name.
        named: The files of posts that were read before and are known by the name in `--only`: what
            a person wants to have tried again is tried, whatever is known.
    """

    context: RunContext = field(repr=False, compare=False)
    files: Mapping[str, FileRecord]
    named: frozenset[str]

    @cached_property
    def tried_with(self) -> str:
        """Fingerprint of program, settings and templates: asked for where something was late."""
        context = self.context
        templates = sorted(
            (name, file.content)
            for name, file in context.templates.files.items()
        )
        settings = msgspec.json.encode(msgspec.to_builtins(context.settings))
        return take_fingerprint(
            program_fingerprint("plan"), settings, templates
        )

    @property
    def deadline_s(self) -> float:
        """Of one post, seconds of processor time."""
        return self.context.settings.run.post_deadline_s

    @property
    def only(self) -> str:
        """The post that a person wants to have tried again; "" for none."""
        return self.context.options.only

    def knows_file(self, name: str, mtime_ns: int, n_bytes: int) -> bool:
        """Tell whether a post file ran out of time as it was read, and is still the same."""
        is_stem = self.only in (PurePath(name).stem, *file_names(name, ()))
        if self.only and (is_stem or name in self.named):
            return False
        row = self.files.get(_READING + name)
        if row is None:
            return False
        return row == FileRecord(row.path, mtime_ns, n_bytes, self.tried_with)

    def build_file_row(self, examined: Examined) -> FileRecord:
        """Return the row of a file that ran out of time as it was read."""
        is_young = time.time_ns() - examined.mtime_ns <= FRESH_NS
        mtime_ns = 0 if is_young else examined.mtime_ns  # it may change unseen
        name = _READING + examined.name
        return FileRecord(name, mtime_ns, examined.n_bytes, self.tried_with)

    def knows_page(
        self, post: Found, record: PostRecord, inputs: Inputs, language: str
    ) -> bool:
        """Tell whether a post, or its translation, ran out of time and nothing has changed.

        Args:
            language: The post as a whole is known by its own language.
        """
        row = self.files.get(_name(post.ref, language))
        if row is None:
            return False
        return row == self.build_page_row(post, record, inputs, language)

    def build_page_row(
        self, post: Found, record: PostRecord, inputs: Inputs, language: str
    ) -> FileRecord:
        """Return the row of a post, or of its translation, that ran out of time."""
        made_from = page_fingerprints(post, language, inputs)
        return FileRecord(
            _name(post.ref, language),
            record.mtime_ns,
            record.n_bytes,
            take_fingerprint(made_from, self.tried_with),
        )

    def forget(
        self, ref: str, languages: Iterable[str]
    ) -> Iterator[FileRecord]:
        """Yield what takes the place of rows of pages that came out well."""
        for language in languages:
            row = self.files.get(_name(ref, language))
            if row and row.content_hash:
                yield FileRecord(row.path, 0, 0, "")


def _name(ref: str, language: str) -> str:
    return f"{_MAKING}{ref} in {language}"


def _is_of_page(name: str) -> bool:
    return name.startswith(_MAKING)


def about_translation(
    fault: StageFault, path: str, language: str
) -> StageFault:
    """Return the error of a translation that a stage cannot do."""
    return fault.about(f"translate {quote(path)} into {quote(language)}", path)


def mark_overdue(
    survey: Survey,
    overdue: Overdue,
    inputs: Inputs,
    chosen: Container[str] | None,
    now: datetime,
) -> Survey:
    """Return the survey in which what would run out of time again waits, and is told.

    One whose time is over does not wait: it is taken away.

    Args:
        survey: The archive as it lies there.
        overdue: What ran out of time before.
        inputs: What else pages are made from.
        chosen: The posts this run is about; None is all of them.
        now: Clock of the run.
    """
    if overdue.only or not any(map(_is_of_page, overdue.files)):
        return survey
    found, errors = dict(survey.found), list(survey.errors)
    late = too_long(overdue.deadline_s)
    for ref, post in survey.found.items():
        is_asked = chosen is None or ref in chosen
        has_expired = post.expires is not None and post.expires <= now
        if not is_asked or not post.published or post.broken or has_expired:
            continue
        languages = tuple(
            language
            for language in post.languages
            if overdue.knows_page(post, survey.records[ref], inputs, language)
        )
        path = survey.file_of(ref)
        if post.languages[0] in languages:
            found[ref] = replace(post, broken=late.why)
            errors.append(late.about(f"finish {quote(path.name)}", str(path)))
        elif languages:
            found[ref] = replace(post, overdue=languages)
            errors += (
                about_translation(late, str(path), language)
                for language in languages
            )
    return replace(survey, found=found, errors=tuple(errors))
