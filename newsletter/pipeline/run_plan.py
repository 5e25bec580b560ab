"""Hold what a run will do: the value that `decide` returns and everything else carries out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsletter.model import Finding
from newsletter.pipeline.overdue import Overdue
from newsletter.pipeline.post_files import Skipped
from newsletter.pipeline.survey import Survey
from newsletter.plan.crosslinks import Addresses
from newsletter.plan.page_actions import (
    EXPIRED,
    WORK,
    Action,
    Found,
    Inputs,
    Verb,
)
from newsletter.plan.schedule import DigestPlan
from newsletter.source.decisions import Decisions
from newsletter.store.ledger_records import FileRecord, PageKey


@dataclass(frozen=True, slots=True)
class RunPlan:
    """Everything one run will do, and what it was decided from. Nothing of it changes in the run.

    Attributes:
        survey: The archive as it lies there.
        inputs: Fingerprints of everything besides the posts that pages are made from.
        actions: What happens to every page, and why.
        digests: The digests that are due if nothing is held.
        addresses: Where posts will stand if nothing is held.
        uploaded: Pages whose campaign is not to be touched.
        decisions: What people decided, by ref; only posts about which something was decided.
        chosen: The posts this run is about; None is all of them.
        missing: Files of no post that are not in the output folder.
        read_files: Catalogues and covers that were read because their time or size was new.
        overdue: What is known of posts that ran out of time.
        stray_decisions: Decisions files that no post reads: where, and what is wrong.
        reader: With which code and settings the posts were read.
    """

    survey: Survey
    inputs: Inputs
    actions: tuple[Action, ...]
    digests: tuple[DigestPlan, ...]
    addresses: Addresses
    uploaded: frozenset[PageKey]
    decisions: Mapping[str, Decisions]
    chosen: frozenset[str] | None
    missing: frozenset[str]
    read_files: tuple[FileRecord, ...]
    reader: FileRecord
    overdue: Overdue
    stray_decisions: tuple[tuple[str, Finding], ...] = ()

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Texts that are no posts, and posts that are not published; by name, with the reason."""
        expired = {
            action.ref: action.reason
            for action in self.actions
            if action.reason.startswith(EXPIRED)
        }
        found = self.survey.found
        past = (Skipped(found[ref].path, why) for ref, why in expired.items())
        every = {*self.survey.skipped, *past}
        return tuple(sorted(every, key=lambda text: (text.path, text.why)))

    @property
    def without_campaign(self) -> frozenset[PageKey]:
        """Pages whose campaign is not to be made."""
        return self.uploaded | find_unmailed(self.survey.found.values())

    @property
    def refs_to_build(self) -> tuple[str, ...]:
        """The posts that go through all stages, in order."""
        return tuple(
            dict.fromkeys(
                action.ref for action in self.actions if action.verb in WORK
            )
        )

    @property
    def to_render(self) -> tuple[Action, ...]:
        """The pages some of whose outputs are made again from the article that is known."""
        return self._with_verb(Verb.RENDER)

    @property
    def to_hold(self) -> tuple[Action, ...]:
        """The pages that wait without having been built."""
        return self._with_verb(Verb.HOLD)

    @property
    def to_retire(self) -> tuple[Action, ...]:
        """The pages that are removed at the end."""
        return self._with_verb(Verb.RETIRE)

    def is_chosen(self, ref: str) -> bool:
        """Whether the run is about this post."""
        return self.chosen is None or ref in self.chosen

    def _with_verb(self, verb: Verb) -> tuple[Action, ...]:
        """The actions of one kind, in order."""
        return tuple(action for action in self.actions if action.verb is verb)


def find_unmailed(found: Iterable[Found]) -> frozenset[PageKey]:
    """Return the pages of posts that are on the web only."""
    keys: set[PageKey] = set()
    for post in found:
        if not post.mailed:
            keys |= {(post.ref, language) for language in post.languages}
    return frozenset(keys)
