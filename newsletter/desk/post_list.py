"""List the posts: what each is called, where it stands, what the editor has to do about it.

A post is as urgent as the most urgent of its languages:

    held       something is wrong, or a person said wait; the reason beside it
    changed    post, translation or decisions were edited after the last run
    new        no run has seen it
    review     a machine's words that nobody has confirmed
    ready      published, confirmed, in no campaign tool
    uploaded   a campaign tool has it
    web        published, and not to be mailed
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from newsletter.desk.desk_data import DeskData, LedgerView, Stamp
from newsletter.errors import PostError
from newsletter.model import EditionKind
from newsletter.pipeline.decision_files import read_decisions
from newsletter.pipeline.single_post import ArchiveFile
from newsletter.store.ledger_records import (
    PageRecord,
    PostRecord,
    State,
    UploadRecord,
    UploadState,
)
from newsletter.store.output_places import CAMPAIGNS, place_of
from newsletter.translate.catalogue import Counts

PAGE_SIZE = 50


class Need(StrEnum):
    """What an editor has to do about a post, the most urgent first."""

    HELD = "held"
    CHANGED = "changed"
    NEW = "new"
    REVIEW = "review"
    READY = "ready"
    UPLOADED = "uploaded"
    WEB = "web"


_ORDER = {need: place for place, need in enumerate(Need)}


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One language of a post.

    Attributes:
        is_source: Its own language.
        counts: How far the review is; None where there is nothing to review, or not counted yet.
        mail_bytes: Of its mail; 0 where there is none.
        subject: Of its mail.
    """

    language: str
    need: Need
    is_source: bool = False
    reason: str = ""
    counts: Counts | None = None
    mail_bytes: int = 0
    subject: str = ""

    @property
    def n_open(self) -> int:
        """Units that nobody has confirmed."""
        if self.counts is None:
            return 0
        return self.counts.machine + self.counts.stale + self.counts.held


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post, or one digest, of the list.

    Attributes:
        title: As its readers know it; before it is published, that of the file.
        date: None where the file says none.
        changed_ns: Time of its file, which gives one without a date its place.
        file_title: That of the file where it is another, else "".
    """

    ref: str
    title: str
    name: str
    date: datetime | None
    need: Need
    languages: tuple[LanguageRow, ...]
    reason: str = ""
    n_bytes: int = 0
    is_digest: bool = False
    file_title: str = ""
    changed_ns: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What the editor asked the list for."""

    text: str = ""
    need: str = ""
    language: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Overview:
    """One page of the list.

    Attributes:
        counts: How many posts there are of each need, before the filter.
        n_found: Posts that fit the question.
        is_counting: Some catalogues have not been counted yet.
    """

    rows: tuple[PostRow, ...]
    counts: Mapping[str, int]
    n_found: int
    page: int
    n_pages: int
    is_counting: bool


def build_overview(desk_data: DeskData, question: Question) -> Overview:
    """Return the page of the list that a question asks for."""
    lister = _Lister(desk_data)
    rows = sorted(lister.rows(), key=_urgency)
    counts = Counter(str(row.need) for row in rows)
    found = [row for row in rows if _fits(row, question)]
    n_pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(1, question.page), n_pages)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Overview(
        tuple(map(lister.complete, shown)),
        counts,
        len(found),
        page,
        n_pages,
        lister.is_counting,
    )


def find_row(desk_data: DeskData, ref: str) -> PostRow | None:
    """Return one post as the list has it; None for one that is not there."""
    lister = _Lister(desk_data)
    row = next((row for row in lister.rows(ref) if row.ref == ref), None)
    return lister.complete(row) if row else None


def _urgency(row: PostRow) -> tuple[bool, float]:
    """The order of the list: what waits for the editor first, then the newest."""
    when_s = row.date.timestamp() if row.date else row.changed_ns / 1e9
    return row.need is not Need.HELD, -when_s


def _fits(row: PostRow, question: Question) -> bool:
    """Tell whether a post is among those asked for."""
    if question.need not in ("", row.need):
        return False
    languages = {state.language for state in row.languages}
    if question.language not in ("", *languages):
        return False
    wanted = question.text.casefold().split()
    texts = [row.title, row.file_title, row.ref, row.name]
    for state in row.languages:
        texts += (state.reason, state.subject)
    text = " ".join(texts).casefold()
    return all(word in text for word in wanted)


class _Lister:
    """Put the rows together from what is known without reading a post."""

    def __init__(self, desk_data: DeskData) -> None:
        self._data = desk_data
        self._ledger: LedgerView = desk_data.read_ledger()
        self._catalogues = desk_data.find_catalogues()
        self._decided = desk_data.find_decided()
        end = self._ledger.last_end
        self._end_ns = int(end.timestamp() * 1e9) if end else 0
        self._uploaded = _find_uploaded(self._ledger.uploads)
        self.is_counting = False
        self._pages: dict[str, list[PageRecord]] = {}
        for page in self._ledger.pages.values():
            self._pages.setdefault(page.ref, []).append(page)

    def rows(self, ref: str = "") -> Iterable[PostRow]:
        """Every post that lies there, then the digests; or one post that a run has seen."""
        one = self._data.find_file(ref) if ref else None
        if one is not None:
            yield self._known(one)
            return
        for file in self._data.find_files():
            yield self._known(file) if file.record else self._new(file)
        yield from self._digests()

    def complete(self, row: PostRow) -> PostRow:
        """Add to a row that is shown what takes a look at the disk."""
        output = self._data.output
        languages = []
        for mail_state in row.languages:
            mail = f"{CAMPAIGNS}/{row.ref}/{mail_state.language}/email.html"
            try:
                n_bytes = (output / place_of(mail)).stat().st_size
            except OSError:
                n_bytes = 0
            counts = self._count(row.ref, mail_state.language, now=True)
            languages.append(
                replace(mail_state, mail_bytes=n_bytes, counts=counts)
            )
        row = replace(row, languages=tuple(languages))
        return self._as_web(row) if row.need is Need.READY else row

    def _as_web(self, row: PostRow) -> PostRow:
        """The row of a post; one that a person keeps out of the mails says so."""
        if row.ref not in self._decided:
            return row
        try:
            decisions = read_decisions(self._data.folder, row.ref)
        except PostError:
            return row
        return row if decisions.mail else replace(row, need=Need.WEB)

    def _new(self, file: ArchiveFile) -> PostRow:
        """A post that no run has seen."""
        examined = self._data.examine(file)
        need = Need.HELD if examined.error else Need.NEW
        return PostRow(
            ref=examined.ref,
            title=examined.title or file.name,
            name=file.name,
            date=examined.date,
            changed_ns=file.mtime_ns,
            need=need,
            languages=(),
            reason=examined.error.why if examined.error else "",
            n_bytes=file.n_bytes,
        )

    def _known(self, file: ArchiveFile) -> PostRow:
        """The row of a post that was published or held before."""
        post = file.record
        assert post is not None  # the caller asks for known files only
        is_changed = file.changed or (
            self._decided.get(post.ref, 0) > self._end_ns
        )
        pages = self._pages.get(post.ref, [])
        languages = tuple(
            self._language(post, page, is_changed)
            for page in sorted(pages, key=_source_first(post))
            if page.state is not State.RETIRED
        )
        needs = [state.need for state in languages]
        if not needs:
            needs = [Need.CHANGED if is_changed else Need.HELD]
        title = _find_title(post, pages)
        return PostRow(
            ref=post.ref,
            title=title,
            file_title=post.title if post.title != title else "",
            name=file.name,
            date=post.date,
            need=min(needs, key=_ORDER.__getitem__),
            languages=languages,
            reason=post.reason,
            n_bytes=file.n_bytes,
        )

    def _language(
        self, post: PostRecord, page: PageRecord, is_changed: bool
    ) -> LanguageRow:
        """Where a post stands in one language, and what is to be done about it."""
        key = (page.ref, page.language)
        is_source = page.language == post.language
        counts = None if is_source else self._count(*key)
        edition = self._ledger.editions.get(key)
        _, stamp = self._catalogues.get(key, (None, (0, 0)))
        is_edited = not is_source and stamp[0] > self._end_ns
        row = LanguageRow(
            page.language,
            Need.READY,
            is_source,
            page.reason,
            counts,
            subject=edition.subject if edition else page.title,
        )
        return replace(
            row, need=self._stand(row, page, is_changed or is_edited)
        )

    def _stand(
        self, row: LanguageRow, page: PageRecord, is_changed: bool
    ) -> Need:
        """What an editor has to do about one language of a post."""
        if is_changed:
            return Need.CHANGED
        if page.state in (State.HELD, State.FAILED):
            return Need.HELD
        if row.n_open:
            return Need.REVIEW
        is_uploaded = (page.ref, page.language) in self._uploaded
        return Need.UPLOADED if is_uploaded else Need.READY

    def _count(
        self, ref: str, language: str, *, now: bool = False
    ) -> Counts | None:
        """How many units are open; None where there is no catalogue."""
        known: tuple[object, Stamp] | None = self._catalogues.get(
            (ref, language)
        )
        if known is None:
            return None
        path, stamp = self._catalogues[ref, language]
        if now:
            return self._data.count(path, stamp)
        counts = self._data.count_known(path, stamp)
        self.is_counting = self.is_counting or counts is None
        return counts

    def _digests(self) -> Iterable[PostRow]:
        """The digests as rows of the list."""
        by_id: dict[str, list[LanguageRow]] = {}
        made: dict[str, datetime] = {}
        for key, edition in self._ledger.editions.items():
            if edition.kind is not EditionKind.DIGEST:
                continue
            is_uploaded = key in self._uploaded
            need = Need.UPLOADED if is_uploaded else Need.READY
            row = LanguageRow(edition.language, need, subject=edition.subject)
            by_id.setdefault(edition.id, []).append(row)
            made[edition.id] = edition.made
        for identity, languages in by_id.items():
            needs = [state.need for state in languages]
            yield PostRow(
                identity,
                languages[0].subject,
                identity,
                made[identity],
                min(needs, key=_ORDER.__getitem__),
                tuple(languages),
                is_digest=True,
            )


def _find_title(post: PostRecord, pages: Iterable[PageRecord]) -> str:
    """The title that is published: the better form, where the body has one."""
    for page in pages:
        if page.language == post.language and page.state is State.PUBLISHED:
            return page.title
    return post.title


def _source_first(post: PostRecord) -> Callable[[PageRecord], tuple[bool, str]]:
    return lambda page: (page.language != post.language, page.language)


def _find_uploaded(
    uploads: Sequence[UploadRecord],
) -> frozenset[tuple[str, str]]:
    return frozenset(
        (upload.edition, upload.language)
        for upload in uploads
        if upload.state is UploadState.DONE
    )
