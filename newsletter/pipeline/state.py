"""Hold what one run knows and gathers, and one post on its way from its articles to the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from newsletter.model import Article, Finding
from newsletter.pipeline.publication import RunContext
from newsletter.pipeline.report import PostReport
from newsletter.pipeline.survey import Survey
from newsletter.pipeline.work import (
    RenderContext,
)
from newsletter.plan.crosslinks import Addresses
from newsletter.plan.page_actions import Action, Inputs
from newsletter.plan.schedule import DigestPlan
from newsletter.store.ledger import (
    AddressRecord,
    ArtefactRecord,
    Change,
    FileRecord,
    Ledger,
    PageRecord,
    PostRecord,
)

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, how many there are."""


@dataclass(slots=True)
class Draft:
    """A post on its way from its articles to the ledger."""

    post: PostRecord
    pages: list[PageRecord]
    kept: list[tuple[str, str, bytes, bytes]]
    dates: dict[str, Article]
    files: list[FileRecord] = field(default_factory=list)
    addresses: list[AddressRecord] = field(default_factory=list)
    came_back: list[str] = field(default_factory=list)
    bands: tuple[int, ...] | None = None
    rendered: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class Run:
    """What one run knows and gathers; `pages`, `artefacts` and `past` are kept as the ledger has them.

    `chosen` are the posts the run is about (None: all); `addresses` those of the pages as they will be when all goes well,
    `places` who has which URL and which name of a copy, by ref; `missing` the files of no post that are not in the output folder,
    `owned` the files of each post, `past` the addresses each had before its present one.
    """

    context: RunContext
    ledger: Ledger
    survey: Survey
    inputs: Inputs
    actions: tuple[Action, ...]
    pages: dict[tuple[str, str], PageRecord]
    frozen: frozenset[tuple[str, str]]
    files: dict[str, FileRecord]
    chosen: frozenset[str] | None
    addresses: Addresses
    kit: RenderContext | None = None
    posts: list[PostReport] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    artefacts: dict[str, ArtefactRecord] = field(default_factory=dict)
    owned: dict[str, set[str]] = field(default_factory=dict)
    past: dict[str, list[AddressRecord]] = field(default_factory=dict)
    digests: tuple[DigestPlan, ...] = ()

    def note(self, change: Change) -> None:
        """Take in what has been written into the ledger."""
        self.pages |= {(page.ref, page.language): page for page in change.pages}
        for record in change.artefacts:
            self.artefacts[record.path] = record
            self.owned.setdefault(record.owner, set()).add(record.path)
        for address in change.addresses:
            self.past.setdefault(address.ref, []).append(address)

    @property
    def posts_known(self) -> dict[str, PostRecord]:
        """Every post ever seen, by ref: as it lies there now, else as the ledger remembers it."""
        return {**self.survey.known, **self.survey.records}
