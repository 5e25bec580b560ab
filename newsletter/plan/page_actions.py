"""Decide what becomes of every post in every language, with a reason, before anything is done.

The decider compares what was found (sources, settings, templates, catalogues, glossary, as short
fingerprints) with what the ledger remembers, and never looks at the disk, the clock or an engine:

    found ────────┐
    known ────────┼─▶ plan_pages ─▶ Action(ref, language, verb, reason, parts)
    fingerprints ─┘

    build     it was never published, was held, or is back: all stages
    rebuild   what it was made from has changed: all stages, the memory answers for what it knows
    render    only the outputs named in `parts` change: from the article kept in the ledger
    hold      not now: dated in the future, unreadable, a repeat of another post, a person's
              decision, or gone and still to stay for some days; what is out stays
    retire    it is gone, or says `published: false`: its outputs go after the feeds
    nothing

A post is the unit of work, since its languages link to one another: when one language is due, the
others come along (their bytes are mostly the same and then not written again).

What a page was made from is kept as named fingerprints (`post=1f… settings=9c… glossary=…`), so
that the reason can name what changed. Two things are left out on purpose: the engines, because
changing the engine must not change what is published; and the clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from newsletter.model import NO_ADDRESS, OwnAddress
from newsletter.plan.resemblance import Resemblance
from newsletter.store.ledger_records import PageKey, PageRecord, State

FINGERPRINT_CHARS = 16  # 64 bits: a change is missed once in 10^19

Fingerprints = tuple[tuple[str, str], ...]
"""Named fingerprints in a fixed order: ("post", "1f3a…"), ("settings", "9c0b…")."""


class Verb(StrEnum):
    """What happens to a page."""

    BUILD = "build"
    REBUILD = "rebuild"
    RENDER = "render"
    HOLD = "hold"
    RETIRE = "retire"
    NOTHING = "nothing"


LINKS = "links"  # name of the fingerprint of where the links of a page lead
FUTURE = "dated in the future"
EXPIRED = "expired on"
DECIDED = "a person holds this language"
OVERDUE = "its translation took more than the deadline of a post"
GONE = "the post is gone"
STAYS = f"{GONE}; what it published stays until"
MOVED = "a post it links to has come, gone or moved"
WORK = frozenset({Verb.BUILD, Verb.REBUILD})


class Part(StrEnum):
    """An output of a page that can be made again from its article alone."""

    COPY = "copy"
    PAGE = "page"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class Found:
    """A post as it lies in the archive now.

    Attributes:
        ref: Translation key, the one of the ledger when the post was moved or renamed.
        path: File below the posts folder.
        date: Publication time. `slug`: name in its address; both may come from the name of the
            file.
        content: Fingerprint of its bytes.
        languages: Those it is published in, its own first.
        published: Neither a draft nor `published: false`.
        twin: The post it repeats, when it may not.
        repeats: What an earlier run found it to repeat, in words; "" for nothing.
        broken: Why it cannot be used; "" when it can.
        cover: Where the file of its cover would lie, below the folder of assets.
        overdue: Languages whose translation ran out of time, and would do so again; all where the
            post as a whole did.
        hold: Languages that a person holds: what is out in them stays as it is.
        mailed: It may be mailed; if not, it is on the web only.
        address: What it says of its own address.
        translation_key: What it shares with its translations, in the words of its generator.
    """

    ref: str
    path: str
    date: datetime
    slug: str
    content: str
    languages: tuple[str, ...]
    published: bool = True
    twin: Resemblance | None = None
    broken: str = ""
    cover: str = ""
    expires: datetime | None = None
    hold: tuple[str, ...] = ()
    mailed: bool = True
    address: OwnAddress = NO_ADDRESS
    translation_key: str = ""
    repeats: str = ""
    overdue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything besides the posts that pages are made from, as fingerprints.

    Attributes:
        common: For every page: settings, program, templates of the editor's report.
        by_language: For one language: its glossary.
        catalogues: For one page, by ref and language; missing where there is none.
        covers: For the pages of one post, by ref: the file of its cover; missing where there is
            none.
        decisions: For the pages of one post, by ref: what a person decided about it; missing where
            nothing was.
        pictures: For the pages of one post, by ref: the pictures, sounds and films of its bundle.
        links: For one page, by ref and language: where its links to other posts lead; missing where
            none has to be rewritten.
        parts: For one output, by language and part: its templates and settings.
    """

    common: Fingerprints
    by_language: Mapping[str, Fingerprints] = field(default_factory=dict)
    catalogues: Mapping[PageKey, str] = field(default_factory=dict)
    covers: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[PageKey, str] = field(default_factory=dict)
    parts: Mapping[tuple[str, Part], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """What happens to one page, and why; `parts` only for `render`."""

    ref: str
    language: str
    verb: Verb
    reason: str
    parts: tuple[Part, ...] = ()


def page_fingerprints(post: Found, language: str, inputs: Inputs) -> str:
    """Return what a page is made from, in the form in which the ledger keeps it.

    Args:
        post: The post as it was found.
        language: BCP 47 tag of the page.
        inputs: Fingerprints of everything besides posts.
    """
    catalogue = inputs.catalogues.get((post.ref, language), "")
    address = (("date", post.date.isoformat()), ("slug", post.slug))
    named: Fingerprints = (
        ("post", post.content),
        *address,
        *inputs.common,
        *inputs.by_language.get(language, ()),
        ("catalogue", catalogue),
        ("cover", inputs.covers.get(post.ref, "")),
        ("decisions", inputs.decisions.get(post.ref, "")),
    )
    pictures = inputs.pictures.get(post.ref)
    if pictures:
        named += (("pictures", pictures),)
    return format_fingerprints(named)


def part_fingerprints(language: str, inputs: Inputs, links: str) -> str:
    """Return what the outputs of a page depend on besides its article, as the ledger keeps it.

    Args:
        links: Fingerprint of where its links to other posts lead.
    """
    parts = tuple(
        (str(part), inputs.parts.get((language, part), "")) for part in Part
    )
    return format_fingerprints((*parts, (LINKS, links)))


def take_fingerprint(*values: object) -> str:
    """Return a short hash of values that print the same when they are the same."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:FINGERPRINT_CHARS]


def format_fingerprints(prints: Fingerprints) -> str:
    """Write prints as one line."""
    return " ".join([f"{name}={value}" for name, value in prints])


def parse_fingerprints(line: str) -> dict[str, str]:
    """Read a line of fingerprints; an empty line gives none."""
    fingerprints: dict[str, str] = {}
    for word in line.split():
        name, _, value = word.partition("=")
        fingerprints[name] = value
    return fingerprints


def forget_fingerprints(line: str, names: Container[str]) -> str:
    """Return a line of fingerprints in which these are empty: they differ from every other."""
    kept = parse_fingerprints(line).items()
    return format_fingerprints(
        tuple((name, "" if name in names else value) for name, value in kept)
    )


@dataclass(frozen=True, slots=True)
class Missed:
    """Posts that are not found any more, and how long what they published stays.

    Attributes:
        stay: Time from the start of the run that first missed a post; zero removes it at once.
        since: When that run began, by ref; missing for a post that this run is the first to miss.
        displaced: Refs of those whose address another post has now: they cannot stay.
    """

    stay: timedelta = timedelta()
    since: Mapping[str, datetime] = field(default_factory=dict)
    displaced: frozenset[str] = frozenset()


NO_STAY = Missed()


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What the pages of all posts are compared with; see `plan_pages`."""

    pages: Mapping[PageKey, PageRecord]
    inputs: Inputs
    now: datetime
    missing: frozenset[PageKey]
    frozen: frozenset[PageKey]
    missed: Missed
    parts: dict[tuple[str, str], str] = field(default_factory=dict)

    def part_fingerprints(self, language: str, links: str) -> str:
        """Return what outputs depend on besides their article: most pages share it."""
        known = self.parts.get((language, links))
        if known is None:
            known = part_fingerprints(language, self.inputs, links)
            self.parts[language, links] = known
        return known


def plan_pages(
    found: Mapping[str, Found],
    known: Mapping[PageKey, PageRecord],
    inputs: Inputs,
    *,
    now: datetime,
    missing: frozenset[PageKey] = frozenset(),
    frozen: frozenset[PageKey] = frozenset(),
    only: frozenset[str] | None = None,
    missed: Missed = NO_STAY,
) -> tuple[Action, ...]:
    """Return one action a page, by date of the post and then by language; retired posts last.

    Args:
        found: The archive, by ref. When it is empty nothing is retired: an empty folder is a
            fault, not a decision.
        known: The pages of the ledger.
        missing: Pages one of whose outputs has gone from the disk; language "" is the report of
            the post.
        frozen: Pages whose campaign is not to be made: it was uploaded, digests carry the post, or
            the post is not mailed.
        only: The posts this run is about; None is all of them.
        missed: How long what a vanished post published stays.
    """
    knowledge = _Knowledge(known, inputs, now, missing, frozen, missed)
    actions: list[Action] = []
    for post in sorted(found.values(), key=lambda post: (post.date, post.ref)):
        if only is None or post.ref in only:
            actions.extend(_plan_post(post, knowledge))
    if found and only is None:
        actions.extend(_plan_retired(found, knowledge))
    return tuple(actions)


def _plan_post(post: Found, knowledge: _Knowledge) -> list[Action]:
    """What becomes of one post in each of its languages."""
    pages = {
        language: knowledge.pages.get((post.ref, language))
        for language in post.languages
    }
    is_out = any(map(_is_published, pages.values()))
    has_expired = post.expires is not None and post.expires <= knowledge.now
    if not post.broken and (has_expired or not post.published):
        return _plan_unpublished(
            post, pages, is_out=is_out, has_expired=has_expired
        )
    reason = _reason_to_hold(post, knowledge.now, is_out=is_out)
    if reason:
        return [
            _plan_held(post, language, page, knowledge, reason)
            for language, page in pages.items()
        ]
    due = [
        _plan_page(post, language, page, knowledge)
        for language, page in pages.items()
    ]
    return _plan_together(post, due)


def _plan_together(post: Found, due: Sequence[Action]) -> list[Action]:
    """The actions, and those of idle pages as well once a page of the post is made."""
    drivers = [action for action in due if action.verb in WORK]
    if not drivers:
        return list(due)
    together = f"together with {drivers[0].language}"
    waiting = (*post.hold, *post.overdue)
    actions: list[Action] = []
    for action in due:
        if action.verb not in WORK and action.language not in waiting:
            action = Action(post.ref, action.language, Verb.REBUILD, together)
        actions.append(action)
    return actions


def _plan_unpublished(
    post: Found,
    pages: Mapping[str, PageRecord | None],
    *,
    is_out: bool,
    has_expired: bool,
) -> list[Action]:
    """A draft, `published: false`, or past its day: what is published of it is removed."""
    why = "not to be published"
    if has_expired and post.expires:
        why = f"{EXPIRED} {post.expires:%Y-%m-%d}"
    elif is_out:
        why = "the post is not to be published any more"
    actions: list[Action] = []
    for language, page in pages.items():
        verb = Verb.RETIRE if _is_published(page) else Verb.NOTHING
        actions.append(Action(post.ref, language, verb, why))
    return actions


def _reason_to_hold(post: Found, now: datetime, *, is_out: bool) -> str:
    """Why a post is not published now; "" when it is. What is out stays out."""
    if post.broken:
        return post.broken
    if post.date > now and not is_out:
        return f"{FUTURE}: {post.date.isoformat(' ', 'minutes')}"
    if is_out:
        return ""
    return post.twin.reason if post.twin else post.repeats


def _plan_page(
    post: Found, language: str, page: PageRecord | None, knowledge: _Knowledge
) -> Action:
    """What becomes of one page, the strongest reason first."""
    if language in post.hold:
        return _plan_waiting(post, language, page, knowledge, DECIDED)
    if language in post.overdue:
        return _plan_waiting(post, language, page, knowledge, OVERDUE)
    if page is None:
        return Action(post.ref, language, Verb.BUILD, "new")
    if page.state is State.RETIRED:
        return Action(post.ref, language, Verb.BUILD, "it is back")
    if page.state is not State.PUBLISHED:
        return Action(
            post.ref, language, Verb.BUILD, f"it was held: {page.reason}"
        )
    changed = _changed(
        page.fingerprint, page_fingerprints(post, language, knowledge.inputs)
    )
    if changed:
        return Action(post.ref, language, Verb.REBUILD, _because(changed))
    if (post.ref, "") in knowledge.missing:
        return Action(post.ref, language, Verb.REBUILD, "its report is missing")
    return _plan_outputs(post.ref, language, page, knowledge)


def _plan_held(
    post: Found,
    language: str,
    page: PageRecord | None,
    knowledge: _Knowledge,
    reason: str,
) -> Action:
    """A page whose post waits: what is out is kept whole, unless that took too long."""
    hold = Action(post.ref, language, Verb.HOLD, reason)
    if language in post.overdue:
        return hold
    waiting = _plan_waiting(post, language, page, knowledge, reason)
    return hold if waiting.verb is Verb.NOTHING else waiting


def _plan_waiting(
    post: Found,
    language: str,
    page: PageRecord | None,
    knowledge: _Knowledge,
    reason: str,
) -> Action:
    """A page that waits: nothing new is published, what is out stays whole."""
    if page and page.state is State.PUBLISHED:
        return _plan_outputs(post.ref, language, page, knowledge)
    return Action(post.ref, language, Verb.HOLD, reason)


def _plan_outputs(
    ref: str, language: str, page: PageRecord, knowledge: _Knowledge
) -> Action:
    """A page whose article stays: which of its outputs are made again."""
    is_missing = (ref, language) in knowledge.missing
    links = knowledge.inputs.links.get((ref, language), "")
    now = knowledge.part_fingerprints(language, links)
    changed = _changed(page.part_fingerprints, now)
    if not (changed or is_missing):
        return Action(ref, language, Verb.NOTHING, "unchanged")
    renewable = renewable_parts(ref, language, knowledge.frozen)
    if is_missing:
        return Action(
            ref, language, Verb.RENDER, "an output is missing", renewable
        )
    if LINKS in changed:
        return Action(ref, language, Verb.RENDER, MOVED, renewable)
    parts = tuple(part for part in renewable if str(part) in changed)
    if not parts:
        return Action(ref, language, Verb.NOTHING, "unchanged")
    why = f"templates or settings of the {' and '.join(parts)} changed"
    return Action(ref, language, Verb.RENDER, why, parts)


def renewable_parts(
    ref: str, language: str, frozen: frozenset[PageKey]
) -> tuple[Part, ...]:
    """The outputs of a page that may be made again: not a campaign that has been uploaded."""
    return tuple(
        part
        for part in Part
        if part is not Part.CAMPAIGN or (ref, language) not in frozen
    )


def _plan_retired(
    found: Mapping[str, Found], knowledge: _Knowledge
) -> list[Action]:
    """What becomes of pages whose post, or whose language, is gone."""
    broken = {ref for ref, language in knowledge.missing if language}
    cannot_stay = knowledge.missed.displaced | broken
    gone: list[Action] = []
    for (ref, language), page in sorted(knowledge.pages.items()):
        if page.state is not State.PUBLISHED:
            continue
        if ref not in found:
            stays = ref not in cannot_stay
            gone.append(_plan_gone(ref, language, knowledge, may_stay=stays))
        elif language not in found[ref].languages:
            gone.append(
                Action(
                    ref,
                    language,
                    Verb.RETIRE,
                    f"the post is not published in {language} any more",
                )
            )
    return gone


def _plan_gone(
    ref: str, language: str, knowledge: _Knowledge, *, may_stay: bool
) -> Action:
    """A page whose post has vanished: it stays as it is for its days, while it is whole.

    An output that is missing cannot be made again without the post, and neither a feed nor another
    language may name a page that is not there.
    """
    missed, now = knowledge.missed, knowledge.now
    until = missed.since.get(ref, now) + missed.stay
    if may_stay and until > now:
        return Action(ref, language, Verb.HOLD, f"{STAYS} {until:%Y-%m-%d}")
    return Action(ref, language, Verb.RETIRE, GONE)


def _is_published(page: PageRecord | None) -> bool:
    """Tell whether a page is out."""
    return page is not None and page.state is State.PUBLISHED


def _changed(before: str, after: str) -> tuple[str, ...]:
    """The names of what two fingerprints differ in."""
    if before == after:
        return ()
    old, new = parse_fingerprints(before), parse_fingerprints(after)
    return tuple(
        name
        for name in {**new, **old}
        if old.get(name, "") != new.get(name, "")
    )


def _because(changed: tuple[str, ...]) -> str:
    """What has changed, as a reason."""
    names = " and ".join(f"the {name}" for name in changed)
    return f"{names} changed"
