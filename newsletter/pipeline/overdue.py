"""Remember what ran out of its deadline, so that not every run spends the deadline on it again.

A row of the ledger's files stands for it: time and size of the file of the post, and a fingerprint
of all else that it was tried with. While none of these changes it would run out of time again, so
it waits, and each run says so. It is tried again when its file is touched, when the program, the
settings (the deadline among them), templates, glossary, decisions or catalogue change, when links
of what is published of it lead elsewhere, or when `--only` names it.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

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

    @cached_property
    def knows_pages(self) -> bool:
        """Some post, or its translation, ran out of time; hardly ever one did."""
        return any(name.startswith(_MAKING) for name in self.files)

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
        row = self.files.get(_READING + name)
        if row is None:
            return False
        languages = self.context.settings.all_languages
        names = file_names(name, languages)
        if self.only and (self.only in names or name in self.named):
            return False
        return row == FileRecord(row.path, mtime_ns, n_bytes, self.tried_with)

    def build_file_row(self, examined: Examined) -> FileRecord:
        """Return the row of a file that ran out of time as it was read."""
        is_young = time.time_ns() - examined.mtime_ns <= FRESH_NS
        mtime_ns = 0 if is_young else examined.mtime_ns  # it may change unseen
        name = _READING + examined.name
        return FileRecord(name, mtime_ns, examined.n_bytes, self.tried_with)

    def knows_page(
        self,
        post: Found,
        record: PostRecord,
        inputs: Inputs,
        language: str,
        *,
        are_links_known: bool,
    ) -> bool:
        """Tell whether a post, or its translation, ran out of time and nothing has changed.

        Args:
            language: The post as a whole is known by its own language.
            are_links_known: The inputs say where links lead; else nothing is said of these.
        """
        known = self.files.get(_name(post.ref, language))
        if known is None:
            return False
        row = self.build_page_row(post, record, inputs, language)
        if are_links_known:
            return row == known
        return _without_links(row) == _without_links(known)

    def build_page_row(
        self, post: Found, record: PostRecord, inputs: Inputs, language: str
    ) -> FileRecord:
        """Return the row of a post, or of its translation, that ran out of time."""
        made_from = page_fingerprints(post, language, inputs)
        fingerprint = take_fingerprint(made_from, self.tried_with)
        if language == post.languages[0]:  # no link changes how one translates
            fingerprint += f" {_fingerprint_links(post, inputs)}"
        return FileRecord(
            _name(post.ref, language),
            record.mtime_ns,
            record.n_bytes,
            fingerprint,
        )

    def find_rows(self, ref: str, languages: Iterable[str]) -> tuple[str, ...]:
        """Return the names of the rows that stand for these pages of a post."""
        names = (_name(ref, language) for language in languages)
        return tuple(name for name in names if name in self.files)

    def find_useless(self, survey: Survey) -> tuple[str, ...]:
        """Return the names of rows of posts that are gone, and of files that are late no more."""
        rows = [
            name for name in self.files if name.startswith((_READING, _MAKING))
        ]
        if not rows:
            return ()
        useful = {_READING + name for name in survey.late}
        for ref, post in survey.found.items():
            useful.update(self.find_rows(ref, post.languages))
        return tuple(name for name in rows if name not in useful)


def _name(ref: str, language: str) -> str:
    return f"{_MAKING}{ref} in {language}"


def _fingerprint_links(post: Found, inputs: Inputs) -> str:
    """Of where the links of all published pages of a post lead."""
    leading = [inputs.links.get((post.ref, tag), "") for tag in post.languages]
    return take_fingerprint(leading)


def _without_links(row: FileRecord) -> FileRecord:
    """The row without the fingerprint of links."""
    return replace(row, content_hash=row.content_hash.partition(" ")[0])


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
    *,
    are_links_known: bool,
) -> Survey:
    """Return the survey in which what would run out of time again waits, and is told.

    One whose time is over does not wait: it is taken away. Where links lead is known only after
    it has been planned which pages there will be; until then all that may wait does.

    Args:
        survey: The archive as it lies there.
        overdue: What ran out of time before.
        inputs: What else pages are made from.
        chosen: The posts this run is about; None is all of them.
        now: Clock of the run.
        are_links_known: The inputs say where links lead.
    """
    if overdue.only or not overdue.knows_pages:
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
            if overdue.knows_page(
                post,
                survey.records[ref],
                inputs,
                language,
                are_links_known=are_links_known,
            )
        )
        path = survey.file_of(ref)
        if post.languages[0] in languages:
            found[ref] = replace(post, broken=late.why, overdue=post.languages)
            errors.append(late.about(f"finish {quote(path.name)}", str(path)))
        elif languages:
            found[ref] = replace(post, overdue=languages)
            errors += (
                about_translation(late, str(path), language)
                for language in languages
            )
    return replace(survey, found=found, errors=tuple(errors))
