"""Gather what a run has done, and log each thing when it happens."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsletter.errors import NewsletterError
from newsletter.model import Finding
from newsletter.pipeline.report import PostReport, RunReport
from newsletter.pipeline.run_log import log_error, log_event
from newsletter.pipeline.run_plan import RunPlan
from newsletter.plan.page_actions import Action
from newsletter.plan.schedule import DigestPlan
from newsletter.store.files import Published
from newsletter.store.ledger_records import PageRecord, State


@dataclass(slots=True)
class RunOutcome:
    """What has been done so far; nothing is decided by it but what a run says at its end.

    Attributes:
        stale: Files nothing stands for any more: they go at the end.
    """

    posts: list[PostReport] = field(default_factory=list)
    errors: list[NewsletterError] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    digests: tuple[DigestPlan, ...] = ()

    def add_errors(self, errors: Iterable[NewsletterError]) -> None:
        """Note what cannot be used; what many posts suffer from is said once."""
        for error in errors:
            if str(error) not in map(str, self.errors):
                self.errors.append(error)
                log_error(error)

    def add_files(self, published: Published) -> None:
        """Note files that were brought to their places."""
        self.written.extend(published.written)
        self.unchanged.extend(published.unchanged)

    def add_findings(self, where: str, findings: Iterable[Finding]) -> None:
        """Note what the checks of an output say."""
        for finding in findings:
            self.findings.append((where, finding))

    def report(self, plan: RunPlan, output: str, *, dry_run: bool) -> RunReport:
        """Return what is said at the end."""
        return RunReport(
            output=output,
            posts=tuple(self.posts),
            errors=tuple(self.errors),
            findings=(*plan.stray_decisions, *self.findings),
            actions=plan.actions,
            digests=self.digests,
            written=tuple(self.written),
            unchanged=tuple(self.unchanged),
            removed=tuple(self.removed),
            dry_run=dry_run,
            skipped=plan.skipped,
            notes=tuple(
                f"{where}: {finding.message}"
                for where, finding in plan.stray_decisions
            ),
        )


def log_page(page: PageRecord, action: Action | None) -> None:
    """Log that one edition of a post was published, held or retired, and why.

    Args:
        action: What was decided about it, where it was built or rendered.
    """
    level = logging.WARNING if page.state is State.HELD else logging.INFO
    values: dict[str, object] = {"ref": page.ref, "language": page.language}
    if action and page.state is State.PUBLISHED:
        values |= {"verb": str(action.verb), "reason": action.reason}
    if page.reason:
        values["held" if page.state is State.PUBLISHED else "reason"] = (
            page.reason
        )
    log_event(f"page.{page.state}", level, **values)
