"""Hold what one run knows and gathers, and one post on its way from its articles to the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from newsletter.model import Article, Finding
from newsletter.pipeline.house import House
from newsletter.pipeline.report import PostReport
from newsletter.pipeline.survey import Survey
from newsletter.pipeline.work import (
    Kit,
)
from newsletter.plan.links import Addresses
from newsletter.plan.pages import Action, Inputs
from newsletter.plan.schedule import DigestPlan
from newsletter.store.ledger import (
    AddressRecord,
    ArtefactRecord,
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
    """What one run knows and gathers; `pages` is kept as the ledger will have it.

    `chosen` are the posts the run is about (None: all); `addresses` those of the pages as they will be when all goes well,
    `places` who has which URL and which name of a copy, by ref.
    """

    house: House
    ledger: Ledger
    survey: Survey
    inputs: Inputs
    actions: tuple[Action, ...]
    pages: dict[tuple[str, str], PageRecord]
    artefacts: dict[str, ArtefactRecord]
    frozen: frozenset[tuple[str, str]]
    files: dict[str, FileRecord]
    chosen: frozenset[str] | None
    addresses: Addresses
    kit: Kit | None = None
    posts: list[PostReport] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    digests: tuple[DigestPlan, ...] = ()
