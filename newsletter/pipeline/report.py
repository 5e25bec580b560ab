"""Say what a run did: the values behind the table, the JSON and the exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from newsletter.errors import (
    EXIT_DONE,
    EXIT_FAILED,
    EXIT_TEMPORARY,
    NewsletterError,
    quote,
)
from newsletter.model import Finding, Receipt, Translated, Translation
from newsletter.pipeline.post_files import Skipped
from newsletter.plan.page_actions import (
    DECIDED,
    FUTURE,
    OVERDUE,
    STAYS,
    Action,
    Verb,
)
from newsletter.plan.schedule import DigestPlan
from newsletter.source.post_names import post_ref

if TYPE_CHECKING:
    from newsletter.pipeline.stages import Prepared


@dataclass(frozen=True, slots=True)
class TranslationReport:
    """How one post came into one language: units by origin, and what holds it."""

    language: str
    origins: tuple[tuple[str, int], ...]
    held: tuple[str, ...]
    unavailable: bool

    @property
    def n_units(self) -> int:
        """Units asked for, held ones included."""
        n_answered = sum(count for _, count in self.origins)
        return n_answered + len(self.held)


@dataclass(frozen=True, slots=True)
class PostReport:
    """What became of one post; lengths in characters of the body.

    `cleaning` says in one line what was removed, `to_check` what an editor should look at.
    """

    ref: str
    path: str
    n_source_chars: int
    n_clean_chars: int
    n_abridged_chars: int
    n_removals: int
    translations: tuple[TranslationReport, ...]
    cleaning: str = ""
    to_check: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class RunReport:
    """Everything one run did, in the order in which it was done.

    Attributes:
        posts: The posts that went through the stages.
        findings: What the checks of the outputs say, with where.
        actions: The plan: one action a page. `digests`: the digests that were due.
        written, unchanged, removed: Places below the output folder.
        skipped: Texts that are no posts, and posts that are not published, with the reason.
        notes: What else a person should know.
        receipts: What each engine was sent; before a run, the most it may be sent.
    """

    output: str
    posts: tuple[PostReport, ...]
    errors: tuple[NewsletterError, ...]
    findings: tuple[tuple[str, Finding], ...] = ()
    actions: tuple[Action, ...] = ()
    digests: tuple[DigestPlan, ...] = ()
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    dry_run: bool = False
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    receipts: tuple[Receipt, ...] = ()

    @property
    def held(self) -> tuple[tuple[PostReport, TranslationReport], ...]:
        """Every post and language that is not published because its translation has gaps."""
        if self.dry_run:  # no engine was asked
            return ()
        held: list[tuple[PostReport, TranslationReport]] = []
        for post in self.posts:
            held.extend(
                (post, translation)
                for translation in post.translations
                if translation.held
            )
        return tuple(held)

    @property
    def exit_code(self) -> int:
        """0 done; 75 when trying again may help and nothing else is wrong; else 1."""
        if self.errors:
            return EXIT_FAILED
        if self.held:
            may_help = all(
                translation.unavailable for _, translation in self.held
            )
            return EXIT_TEMPORARY if may_help else EXIT_FAILED
        return EXIT_FAILED if self.held_back else EXIT_DONE

    @property
    def held_back(self) -> tuple[tuple[str, str], ...]:
        """Ref and reason of every post that waits for a person.

        A repeat of another post does; one that waits for its day, or that a person holds, does not.
        What stands among the errors is not said twice.
        """
        faults = {error.why for error in self.errors}
        waiting: dict[tuple[str, str], None] = {}
        for action in self.actions:
            if action.verb is not Verb.HOLD or action.reason.startswith(
                (FUTURE, DECIDED, STAYS, OVERDUE)
            ):
                continue
            if not any(fault in action.reason for fault in faults):
                waiting[action.ref, action.reason] = None
        return tuple(waiting)

    @property
    def planned(self) -> tuple[Action, ...]:
        """What there was to do."""
        return tuple(
            action for action in self.actions if action.verb is not Verb.NOTHING
        )

    @property
    def is_idle(self) -> bool:
        """There was nothing to do, and nothing to say."""
        return not (
            self.written
            or self.removed
            or self.errors
            or self.held
            or self.planned
        )

    @property
    def summary(self) -> str:
        """The closing line."""
        counts = Counter(str(action.verb) for action in self.planned)
        done = ", ".join(
            f"{verb} {count}" for verb, count in sorted(counts.items())
        )
        n_files = (
            f"{len(self.written)} files written, {len(self.removed)} removed"
        )
        return (
            f"{done or 'nothing to do'}; {n_files}; {len(self.errors)} errors"
        )


def post_report(
    prepared: Prepared, translations: Mapping[str, Translated]
) -> PostReport:
    """Say how long a post was at each stage and how it came into each language."""
    from newsletter.dedupe import (
        sum_up,
    )  # a run with nothing to do needs no stage

    return PostReport(
        ref=post_ref(prepared.post),
        path=prepared.post.path,
        n_source_chars=prepared.cleaned.n_source_chars,
        n_clean_chars=prepared.cleaned.n_chars,
        n_abridged_chars=prepared.abridged.n_chars,
        n_removals=len(prepared.cleaned.removals),
        translations=tuple(
            translation_report(translation)
            for translation in translations.values()
        ),
        cleaning=sum_up(prepared.cleaned),
        to_check=prepared.cleaned.findings,
    )


def translation_report(translated: Translated) -> TranslationReport:
    """Count the units of one translation by origin and name those that hold it."""
    origins = Counter(
        str(translation.origin)
        for translation in translated.translations
        if translation.origin is not None
    )
    return TranslationReport(
        translated.language,
        tuple(sorted(origins.items())),
        held_texts(translated),
        translated.unavailable,
    )


def held_texts(translated: Translated) -> tuple[str, ...]:
    """Name the held units, each with what the checks said of its best answer."""
    return tuple(_name_held(translation) for translation in translated.held)


def _name_held(translation: Translation) -> str:
    """A held unit and why it is held, in one line."""
    findings = "; ".join(finding.message for finding in translation.findings)
    return (
        f"{quote(translation.unit.source)}: {findings or 'no engine answered'}"
    )


def report_as_json(report: RunReport) -> str:
    """Return the machine-readable report of `--json`: the state after the run, and its files."""
    values = {
        "exit_code": report.exit_code,
        "posts": [_post_as_dict(post) for post in report.posts],
        "errors": [error.as_dict() for error in report.errors],
        "findings": [
            _finding_as_dict(at, finding) for at, finding in report.findings
        ],
        "output": report.output,
        "dry_run": report.dry_run,
        "plan": [_action_as_dict(action) for action in report.planned],
        "digests": [_digest_as_dict(digest) for digest in report.digests],
        "engines": [asdict(receipt) for receipt in report.receipts],
        "skipped": [asdict(skipped) for skipped in report.skipped],
        "removed": list(report.removed),
        "written": list(report.written),
        "unchanged": list(report.unchanged),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _post_as_dict(post: PostReport) -> dict[str, object]:
    """A post as `--json` shows it."""
    return {
        "ref": post.ref,
        "path": post.path,
        "source_chars": post.n_source_chars,
        "clean_chars": post.n_clean_chars,
        "abridged_chars": post.n_abridged_chars,
        "removals": post.n_removals,
        "cleaning": post.cleaning,
        "to_check": [
            _finding_as_dict(post.path, finding) for finding in post.to_check
        ],
        "translations": [
            _translation_as_dict(translation)
            for translation in post.translations
        ],
    }


def _translation_as_dict(translation: TranslationReport) -> dict[str, object]:
    """A translation as `--json` shows it: where its units came from, and what is held."""
    return {
        "language": translation.language,
        "units": dict(translation.origins),
        "held": list(translation.held),
        "unavailable": translation.unavailable,
    }


def _finding_as_dict(at: str, finding: Finding) -> dict[str, object]:
    return {
        "at": at,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "places": list(finding.places),
    }


def _action_as_dict(action: Action) -> dict[str, object]:
    return {
        "ref": action.ref,
        "language": action.language,
        "verb": str(action.verb),
        "reason": action.reason,
    }


def _digest_as_dict(digest: DigestPlan) -> dict[str, object]:
    """A digest as `--json` shows it, the posts it only links to at the end."""
    posts = [*digest.refs, *digest.more]
    return {"id": digest.id, "language": digest.language, "posts": posts}
