"""Make what tells of all posts together: digests, indexes, the report of the run, feeds; only what has changed.

Every file carries a print of all it was made from. A feed archive of thousands of posts is never made as a whole: only
the pages whose entries changed are rendered, and only their articles are read, one page at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import overload

from newsletter.errors import NewsletterError
from newsletter.model import Artefact, Article, Edition, EditionKind, Finding
from newsletter.pipeline.inputs import site_prints
from newsletter.pipeline.keep import unpack_about, unpack_article
from newsletter.pipeline.publication import House
from newsletter.pipeline.work import FeedTask, Kit, render_document
from newsletter.pipeline.workers import stream
from newsletter.plan.crosslinks import Addresses, lead_links
from newsletter.plan.page_actions import LINKS, Part, parse_prints, take_print
from newsletter.plan.schedule import WEEKDAYS, Candidate, DigestPlan, Rhythm, Schedule, plan_digests
from newsletter.render.feed_files import feed_names
from newsletter.store.files import publish
from newsletter.store.ledger import (
    ArtefactRecord,
    Change,
    EditionRecord,
    Ledger,
    PageRecord,
    PostRecord,
)

RUN_PATH = "reports/run.json"
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Site:
    """What the site is made from.

    Attributes:
        pages: Published pages, by ref and language; `held`: those that wait. `posts`: by ref.
        artefacts: What the ledger knows to be published. `missing`: those that are not there.
        addresses: Where links to posts lead.
        kit, pool: For the workers; None when the run has made no pages, or works alone.
        errors: Files that cannot be used.
    """

    house: House
    ledger: Ledger
    pages: Mapping[_Key, PageRecord]
    held: Mapping[_Key, PageRecord]
    posts: Mapping[str, PostRecord]
    artefacts: Mapping[str, ArtefactRecord]
    addresses: Addresses
    errors: tuple[NewsletterError, ...]
    missing: frozenset[str]
    kit: Kit | None = None
    pool: Executor | None = None

    def newest_first(self, language: str) -> list[PageRecord]:
        """The pages of one language in the order of feeds."""
        own = [page for page in self.pages.values() if page.language == language]
        return sorted(own, key=lambda page: (self.posts[page.ref].date, page.ref), reverse=True)


@dataclass(slots=True)
class SiteDone:
    """What was made; `stale` are files nothing stands for any more."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    digests: tuple[DigestPlan, ...] = ()


class Window(Sequence[Article]):
    """The articles of a feed of which only a stretch is at hand: all that one of its documents shows."""

    def __init__(self, n_articles: int, first: int, held: tuple[Article, ...]) -> None:
        self._n_articles, self._first, self._held = n_articles, first, held

    def __len__(self) -> int:
        return self._n_articles

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, index: int | slice) -> Article | tuple[Article, ...]:
        if isinstance(index, int):
            return self._held[range(self._n_articles)[index] - self._first]
        places = (place - self._first for place in range(self._n_articles)[index])
        return tuple(self._held[place] for place in places if 0 <= place < len(self._held))


def get_article(site: Site, page: PageRecord) -> Article:
    """Read the article of a published page, text included, its links led to where posts stand."""
    kept = site.ledger.article(page.ref, page.language)
    if kept is None:  # cannot be: a page is published together with its article
        raise LookupError(f"no article is kept of {page.ref} in {page.language}")
    return lead_links(unpack_article(*kept), site.addresses)


def plan_site(
    house: House, ledger: Ledger, pages: Mapping[_Key, PageRecord], posts: Mapping[str, PostRecord]
) -> tuple[DigestPlan, ...]:
    """Decide which digests are due, if these pages are published."""
    email = house.settings.email
    schedule = Schedule(
        Rhythm(email.edition), house.settings.publication.timezone, WEEKDAYS.index(email.weekday)
    )
    if schedule.rhythm is Rhythm.POST:
        return ()
    editions = ledger.editions().values()
    return plan_digests(
        schedule,
        (Candidate(ref, language, posts[ref].date) for ref, language in pages),
        now=house.options.now,
        first_run=ledger.first_run(),
        made=((each.id, each.language) for each in editions),
        mailed=((ref, each.language) for each in editions for ref in each.refs),
        max_posts=email.max_posts,
    )


def publish_site(site: Site) -> SiteDone:
    """Bring everything up to date, feeds last, and tell the ledger."""
    done = SiteDone()
    done.digests = plan_site(site.house, site.ledger, site.pages, site.posts)
    _publish_digests(site, done)
    prints = site_prints(site.house)
    _publish_group(site, done, "index", _index_print(site, prints), _render_index)
    for language in dict.fromkeys(
        (*site.house.settings.all_languages, *(language for _, language in site.pages))
    ):
        _publish_feeds(site, done, language, prints.get((language, "feed"), ""))
    _drop_languages(site, done)
    return done


# ---------------------------------------------------------------- digests


def _publish_digests(site: Site, done: SiteDone) -> None:
    """Make the digests that are due, and make those anew that have not been uploaded and carry a changed article."""
    sent = {(each.edition, each.language) for each in site.ledger.uploads() if each.stands}
    for plan in done.digests:
        articles = [site.pages[ref, plan.language] for ref in (*plan.refs, *plan.more)]
        _publish_digest(site, done, plan.id, articles, plan)
    for (name, language), edition in site.ledger.editions().items():
        pages = [site.pages[ref, language] for ref in edition.refs if (ref, language) in site.pages]
        if edition.kind is EditionKind.POST or (name, language) in sent or not pages:
            continue
        if edition.fingerprint != _digest_print(site, pages) or _is_missing(site, name, language):
            plan = DigestPlan(name, language, edition.made, tuple(page.ref for page in pages))
            _publish_digest(site, done, name, pages, plan)


def _digest_print(site: Site, pages: Iterable[PageRecord]) -> str:
    kept = ((page, parse_prints(page.parts)) for page in pages)
    return take_print(
        [(page.article_hash, prints.get(Part.CAMPAIGN), prints.get(LINKS)) for page, prints in kept]
    )


def _is_missing(site: Site, name: str, language: str) -> bool:
    folder = f"campaigns/{name}/{language}/"
    return any(path.startswith(folder) for path in site.missing)


def _publish_digest(
    site: Site, done: SiteDone, name: str, pages: Sequence[PageRecord], plan: DigestPlan
) -> None:
    from newsletter.campaign.bundle import build_campaign
    from newsletter.edition.edition import build_digest
    from newsletter.pipeline.compose import shorten

    house = site.house
    articles = [get_article(site, page) for page in pages]
    edition = build_digest(articles, house.settings, id=name, date=plan.date)
    files, findings = build_campaign(edition, house.settings, house.templates, fit=shorten)
    done.findings.extend((f"{name}/{plan.language}", each) for each in findings)
    made = publish(files, house.output)
    done.written.extend(made.written)
    done.unchanged.extend(made.unchanged)
    record = EditionRecord(
        name,
        plan.language,
        EditionKind.DIGEST,
        edition.subject,
        plan.date,
        tuple(page.ref for page in pages),
        _digest_print(site, pages),
    )
    records = tuple(_record(each, plan.language, "campaign", owner="") for each in files)
    site.ledger.save(Change(editions=(record,), artefacts=records), house.options.now)


# ---------------------------------------------------------------- indexes and the report of the run


def _index_print(site: Site, prints: Mapping[_Key, str]) -> str:
    pages = sorted((page.ref, page.language, page.article_hash) for page in site.pages.values())
    editions = sorted(
        (*key, each.subject, each.made.isoformat()) for key, each in site.ledger.editions().items()
    )
    standings = [
        (key, page.state, page.reason, page.url, site.posts[key[0]].path)
        for key, page in _standing(site)
    ]
    errors = [(each.what, each.at, each.why, each.fix) for each in site.errors]
    return f"index:{take_print(pages, editions, sorted(prints.items()), standings, errors)}"


def _render_index(site: Site) -> Iterator[Artefact]:
    from newsletter.render.site.pages import render_index

    settings = site.house.settings
    articles = {
        language: [
            unpack_about(about)
            for ref, about in site.ledger.abouts(language).items()
            if (ref, language) in site.pages
        ]
        for language in settings.all_languages
    }
    editions = [_light(each) for each in site.ledger.editions().values() if _is_there(site, each)]
    yield Artefact(RUN_PATH, _state(site))
    yield from render_index(articles, editions, settings, site.house.templates)


def _light(edition: EditionRecord) -> Edition:
    return Edition(
        edition.id, edition.language, edition.kind, edition.subject, "", edition.made, ()
    )


def _is_there(site: Site, edition: EditionRecord) -> bool:
    return edition.kind is EditionKind.DIGEST or (edition.id, edition.language) in site.pages


def _standing(site: Site) -> list[tuple[_Key, PageRecord]]:
    return sorted({**site.held, **site.pages}.items())


def _state(site: Site) -> bytes:
    """`reports/run.json`: where everything stands; no times of its own, so that an idle run leaves it as it is."""
    posts: dict[str, dict[str, object]] = {}
    for key, page in _standing(site):
        post = posts.setdefault(
            key[0], {"ref": key[0], "path": site.posts[key[0]].path, "languages": []}
        )
        entry = {
            "language": key[1],
            "state": str(page.state),
            "reason": page.reason,
            "url": page.url,
        }
        languages = post["languages"]
        assert isinstance(languages, list)
        languages.append(entry)
    errors = [
        {"what": each.what, "at": each.at, "why": each.why, "fix": each.fix} for each in site.errors
    ]
    return (
        json.dumps({"posts": list(posts.values()), "errors": errors}, ensure_ascii=False, indent=1)
        + "\n"
    ).encode()


# ---------------------------------------------------------------- feeds


def _publish_feeds(site: Site, done: SiteDone, language: str, kind: str) -> None:
    """Render the documents whose entries changed; an archive page that is full stays for ever as it is."""
    pages = site.newest_first(language)
    ranges = _document_ranges(len(pages), site.house.settings.feeds.n_entries)
    wanted: dict[int, str] = {}
    for number, (first, end) in enumerate(ranges):
        neighbours = (len(ranges) - 1,) if number == 0 else (number < len(ranges) - 1,)
        own = pages[first:end]
        entries = [
            (page.article_hash, page.url, page.links and parse_prints(page.parts).get(LINKS))
            for page in own
        ]
        wanted[number] = f"feed:{take_print(kind, neighbours, entries)}"
    stale = {
        number
        for number, value in wanted.items()
        if not _feed_stands(site, language, number, value)
    }
    old = {
        path
        for path, each in site.artefacts.items()
        if each.language == language and each.fingerprint.startswith("feed:")
    }
    done.stale.extend(
        sorted(old - {name for number in wanted for name in _feed_paths(language, number)})
    )
    if not stale:
        return
    numbers = sorted(stale, reverse=True)  # archives first: the main feed names them
    made: dict[str, ArtefactRecord] = {}

    def artefacts() -> Iterator[Artefact]:
        for number, document in zip(
            numbers, _render_documents(site, language, pages, numbers, ranges), strict=True
        ):
            for artefact in document:
                made[artefact.path] = _record(artefact, language, wanted[number])
                yield artefact

    published = publish(artefacts(), site.house.output)
    done.written.extend(published.written)
    done.unchanged.extend(published.unchanged)
    site.ledger.save(Change(artefacts=tuple(made.values())), site.house.options.now)


def _document_ranges(n_pages: int, n_entries: int) -> list[tuple[int, int]]:
    """Which entries, newest first, each document shows: the main feed, then the archive pages from the oldest on."""
    n_archives = max(0, -(-(n_pages - n_entries) // n_entries))
    archives = (
        (n_pages - number * n_entries, n_pages - (number - 1) * n_entries)
        for number in range(1, n_archives + 1)
    )
    return [(0, n_entries), *archives]


def _render_documents(
    site: Site,
    language: str,
    pages: Sequence[PageRecord],
    numbers: Sequence[int],
    ranges: Sequence[tuple[int, int]],
) -> Iterator[tuple[Artefact, ...]]:
    """Render some documents of a feed, with the workers of the run where it has made pages."""
    from newsletter.render.feeds import build_feed, render_feeds

    settings = site.house.settings
    abouts = site.ledger.abouts(language)
    feed = build_feed([unpack_about(abouts[page.ref]) for page in pages], language, settings)
    feeds = (
        replace(
            feed,
            articles=Window(
                len(pages), first, tuple(get_article(site, page) for page in pages[first:end])
            ),
        )
        for first, end in (ranges[number] for number in numbers)
    )
    if site.kit is None:
        for number, each in zip(numbers, feeds, strict=True):
            yield tuple(render_feeds(each, settings, site.house.templates, {number}))
        return
    kit = site.kit
    yield from stream(
        site.pool,
        render_document,
        (FeedTask(kit, *each) for each in zip(feeds, numbers, strict=True)),
    )


def _feed_stands(site: Site, language: str, number: int, value: str) -> bool:
    paths = _feed_paths(language, number)
    return all(
        path in site.artefacts
        and site.artefacts[path].fingerprint == value
        and path not in site.missing
        for path in paths
    )


def _feed_paths(language: str, number: int) -> tuple[str, ...]:
    return tuple(f"{language}/{name}" for name in feed_names(number))


# ---------------------------------------------------------------- both


def _publish_group(site: Site, done: SiteDone, group: str, value: str, render: object) -> None:
    """Make a group of files anew unless all of them stand with this print."""
    assert callable(render)
    old = {
        path: each
        for path, each in site.artefacts.items()
        if each.fingerprint.startswith(f"{group}:")
    }
    if (
        old
        and all(each.fingerprint == value for each in old.values())
        and not site.missing & set(old)
    ):
        return
    made: dict[str, ArtefactRecord] = {}

    def artefacts() -> Iterator[Artefact]:
        for artefact in render(site):
            made[artefact.path] = _record(artefact, "", value)
            yield artefact

    published = publish(artefacts(), site.house.output)
    done.written.extend(published.written)
    done.unchanged.extend(published.unchanged)
    done.stale.extend(sorted(set(old) - set(made)))
    site.ledger.save(Change(artefacts=tuple(made.values())), site.house.options.now)


def _drop_languages(site: Site, done: SiteDone) -> None:
    """Feeds of a language nothing is published in any more."""
    alive = {*site.house.settings.all_languages, *(language for _, language in site.pages)}
    done.stale.extend(
        sorted(
            path
            for path, each in site.artefacts.items()
            if each.fingerprint.startswith("feed:") and each.language not in alive
        )
    )


def _record(artefact: Artefact, language: str, value: str, owner: str = "") -> ArtefactRecord:
    digest = hashlib.sha256(artefact.content).hexdigest()
    return ArtefactRecord(artefact.path, digest, owner, language, value, len(artefact.content))
